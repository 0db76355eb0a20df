//! The outline: every section with how many of its items are answered; a tap goes there.

use crate::i18n::use_t;
use crate::shell::dom;
use crate::state::outline::outline;
use crate::state::work::Entry;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct OutlineProps {
    pub(super) entry: Rc<Entry>,
    /// Places of the page that do not stand as they are.
    pub(super) faulty: Vec<String>,
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
                { for outline(&props.entry, &props.faulty).into_iter().map(|line| {
                    let target = line.id.clone();
                    let onclick = Callback::from(move |_: MouseEvent| {
                        dom::reveal(&target);
                    });
                    html! {
                        <li key={line.id.clone()}>
                            <button type="button" {onclick} data-testid={format!("outline-{}", line.id)} data-done={line.is_done().then_some("true")}>
                                <span class="grow">{ line.title }</span>
                                if line.problems > 0 { <span class="problems">{ (t.inspect.problems)(line.problems) }</span> }
                                if line.faults > 0 { <span class="faults">{ (t.inspect.to_fault)(line.faults) }</span> }
                                <span>{ match line.rows {
                                    Some(rows) => (t.inspect.rows)(rows),
                                    None => format!("{}/{}", line.answered, line.asked),
                                } }</span>
                            </button>
                        </li>
                    }
                }) }
            </ol>
        </details>
    }
}
