//! A table: headings, rows, and its own sideways scroll so that a page never scrolls sideways.

use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct TableProps {
    /// What the table shows, for assistive technology.
    pub caption: AttrValue,
    /// Column headings.
    pub head: Vec<AttrValue>,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    /// `<tr>` rows.
    pub children: Html,
}

/// A table.
#[component]
pub fn Table(props: &TableProps) -> Html {
    html! {
        <div class="table scroll-x" role="region" aria-label={props.caption.clone()} tabindex="0" data-testid={props.testid.clone()}>
            <table>
                <caption class="visually-hidden">{ props.caption.clone() }</caption>
                <thead><tr>{ for props.head.iter().map(|h| html! { <th scope="col">{ h.clone() }</th> }) }</tr></thead>
                <tbody>{ props.children.clone() }</tbody>
            </table>
        </div>
    }
}
