//! A long form grows: what fits a screen or two stands there at once, the rest follows while the page is usable.
//!
//! Invariant: who asks for a place that is not there yet gets there as soon as it is, and waits for nothing else.

use super::PORTION;
use crate::shell::dom;
use crate::state::checklist::Sheet;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Portions drawn with the first picture: more than most forms have.
const FIRST: usize = 8;
/// Portions that follow at a time: little enough that a tap between two of them is answered.
const STEP: usize = 10;

/// How many portions are to be drawn now, and the way to a place on the page. `at`: the question the page opens at.
#[hook]
pub(super) fn use_growing(sheets: &[Sheet], at: Option<&str>) -> (usize, Callback<String>) {
    let total = portions(sheets);
    let first = at
        .and_then(|item| portion_of(sheets, item))
        .map_or(FIRST, |n| FIRST.max(n + 2));
    let drawn = use_state_eq(|| first);
    let wanted = use_mut_ref(|| None::<String>);
    {
        let drawn = drawn.clone();
        use_effect_with((*drawn, total), move |(now, total)| {
            let next = now + STEP;
            let later = (now < total).then(|| Timeout::new(0, move || drawn.set(next)));
            move || drop(later)
        });
    }
    {
        let wanted = wanted.clone();
        use_effect_with(*drawn, move |_| {
            if let Some(id) = wanted.borrow_mut().take() {
                dom::reveal(&id);
            }
        });
    }
    let reveal = {
        let drawn = drawn.setter();
        use_callback(total, move |id: String, total| {
            if !dom::reveal(&id) {
                *wanted.borrow_mut() = Some(id);
                drawn.set(*total);
            }
        })
    };
    (*drawn, reveal)
}

fn portions(sheets: &[Sheet]) -> usize {
    let sections = sheets.iter().flat_map(|s| &s.sections);
    sections.map(|items| items.len().div_ceil(PORTION)).sum()
}

fn portion_of(sheets: &[Sheet], item: &str) -> Option<usize> {
    let sections = sheets.iter().flat_map(|s| &s.sections);
    let portions = sections.flat_map(|items| items.chunks(PORTION));
    portions
        .enumerate()
        .find(|(_, items)| items.iter().any(|i| i.id.as_str() == item))
        .map(|(n, _)| n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::regime::form::Item;
    use std::rc::Rc;

    fn sheet(sections: &[usize]) -> Sheet {
        let item = |id: String| -> Item {
            let text = serde_json::json!({ "id": id, "no": "", "text": "", "kind": { "type": "date" } });
            serde_json::from_value(text).unwrap()
        };
        let section =
            |(n, count): (usize, &usize)| (0..*count).map(|i| Rc::new(item(format!("s{n}i{i}")))).collect();
        Sheet {
            form: 0,
            sections: sections.iter().enumerate().map(section).collect(),
        }
    }

    #[test]
    fn a_portion_ends_with_its_section_and_every_item_is_in_one() {
        let sheets = [sheet(&[PORTION + 1, 3]), sheet(&[1])];
        assert_eq!(portions(&sheets), 4);
        for (item, at) in [("s0i0", 0), ("s0i10", 1), ("s1i2", 2)] {
            assert_eq!(portion_of(&sheets, item), Some(at), "{item}");
        }
        assert_eq!(portion_of(&sheets, "gone"), None);
    }
}
