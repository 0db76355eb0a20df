//! The outline: every section with how many of its items are answered; a tap goes there.

use crate::i18n::use_t;
use crate::shell::dom;
use crate::state::work::Entry;
use domain::inspection::doc::forms_in_order;
use domain::inspection::progress::stored_answers;
use domain::regime::relevance::{Verdict, is_relevant, verdict};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct OutlineProps {
    pub(super) entry: Rc<Entry>,
}

struct Line {
    id: String,
    title: String,
    answered: usize,
    asked: usize,
    problems: usize,
}

#[component]
pub(super) fn Outline(props: &OutlineProps) -> Html {
    let t = use_t();
    // Beside the items it stays open; above them it would push them off the screen.
    let wide = use_state_eq(dom::is_wide);
    html! {
        <details class="outline no-print" open={*wide}>
            <summary>{ t.inspect.outline }</summary>
            <ol>
                { for lines(&props.entry).into_iter().map(|line| {
                    let target = line.id.clone();
                    let onclick = Callback::from(move |_: MouseEvent| {
                        dom::reveal(&target);
                    });
                    html! {
                        <li key={line.id.clone()}>
                            <button type="button" {onclick} data-testid={format!("outline-{}", line.id)} data-done={(line.answered == line.asked).then_some("true")}>
                                <span class="grow">{ line.title }</span>
                                if line.problems > 0 { <span class="problems">{ (t.inspect.problems)(line.problems) }</span> }
                                <span>{ format!("{}/{}", line.answered, line.asked) }</span>
                            </button>
                        </li>
                    }
                }) }
            </ol>
        </details>
    }
}

fn lines(entry: &Entry) -> Vec<Line> {
    let answers = stored_answers(&entry.view);
    let mut lines = Vec::new();
    for form in forms_in_order(&entry.package) {
        for section in &form.sections {
            let asked: Vec<_> = section
                .items
                .iter()
                .filter(|i| is_relevant(form, i, &answers))
                .collect();
            let value = |i: &domain::regime::form::Item| answers.get(&i.id).map_or("", String::as_str);
            if asked.is_empty() {
                continue;
            }
            lines.push(Line {
                id: format!("section-{}-{}", form.id, section.id),
                title: section.title.clone(),
                answered: asked.iter().filter(|i| !value(i).is_empty()).count(),
                problems: asked
                    .iter()
                    .filter(|i| verdict(&i.kind, value(i)) == Verdict::Problem)
                    .count(),
                asked: asked.len(),
            });
        }
    }
    lines
}
