//! Items settled online (网络检查已核实): what a department found out before the visit and does not ask again on site.
//!
//! Exists because some regimes look at registers first and bar the visit from asking the same again. The office says so
//! in the signed package; the first thing a tablet writes with that package carries it into the document, so that
//! everything later rests on it. Invariants: an item that stands settled is written by nobody on site; what an officer
//! answered unaware of it is shown beside it and never thrown away; whoever signed was shown what he signs, so nothing
//! settled later reaches a record that somebody has signed.

use super::view::{Alternative, AnswerView, InspectionView};
use crate::assignment::{Package, SettledOnline};
use crate::id::ItemId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Longest words of one settlement, in characters.
pub const WORDS_MAX: usize = 2_000;

/// A settled item on a screen, with what stands in the document beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locked {
    /// What the office settled.
    pub settled: SettledOnline,
    /// What officers wrote of the item unaware of it.
    pub own: AnswerView,
}

impl Locked {
    /// Answers given on site by officers who did not know, where they say otherwise.
    pub fn otherwise(&self) -> Vec<Alternative> {
        let differs = |value: &str| self.settled.value.as_deref() != Some(value);
        let mut found: Vec<Alternative> = self.own.alternatives.clone();
        if let (true, Some(value), Some(stamp)) = (found.is_empty(), &self.own.value, &self.own.stamp) {
            found.push(Alternative {
                value: value.clone(),
                stamp: stamp.clone(),
            });
        }
        found.retain(|a| differs(&a.value));
        found
    }
}

/// The last word on each item.
pub fn standing<'a>(
    said: impl IntoIterator<Item = &'a SettledOnline>,
) -> BTreeMap<ItemId, &'a SettledOnline> {
    let mut last: BTreeMap<ItemId, &SettledOnline> = BTreeMap::new();
    for one in said {
        let known = last.get(&one.item);
        if known.is_none_or(|known| known.no < one.no) {
            last.insert(one.item.clone(), one);
        }
    }
    last
}

/// Shows an item as the office settled it, or as the officers answered it once that is taken back.
pub fn lay(view: &mut AnswerView, settled: &SettledOnline) {
    let own = match view.locked.take() {
        Some(locked) => locked.own,
        None => std::mem::take(view),
    };
    let Some(value) = &settled.value else {
        *view = own;
        return;
    };
    let words = [settled.words.as_str(), own.note.as_str()];
    let words: Vec<&str> = words.into_iter().filter(|w| !w.trim().is_empty()).collect();
    *view = AnswerView {
        value: Some(value.clone()),
        stamp: None,
        alternatives: Vec::new(),
        note: words.join("\n"),
        location: own.location.clone(),
        locked: Some(Box::new(Locked {
            settled: settled.clone(),
            own,
        })),
    };
}

/// What a tablet shows of a package that says more than its document does: until somebody has signed, it counts.
pub fn take_over(package: &Package, view: &mut InspectionView) {
    if package.settled.is_empty() || !view.signatures.is_empty() || !view.seals.is_empty() {
        return;
    }
    for (item, settled) in standing(&package.settled) {
        let known = view.answers.get(&item).and_then(|a| a.locked.as_ref());
        if known.is_none_or(|known| known.settled.no < settled.no) {
            lay(view.answers.entry(item).or_default(), settled);
        }
    }
}

/// How many items stand settled.
pub fn count(view: &InspectionView) -> usize {
    view.answers.values().filter(|a| a.locked.is_some()).count()
}

/// Settled online by the office.
pub fn is_locked(view: &InspectionView, item: &ItemId) -> bool {
    view.answers.get(item).is_some_and(|a| a.locked.is_some())
}
