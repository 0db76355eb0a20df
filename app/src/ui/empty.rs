//! An empty place says why it is empty and what comes next; it is never blank.

use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct EmptyProps {
    pub title: AttrValue,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    /// It is all there is on the page: its title is the page's heading.
    #[prop_or_default]
    pub whole_page: bool,
    #[prop_or_default]
    pub children: Html,
}

/// An empty place.
#[component]
pub fn Empty(props: &EmptyProps) -> Html {
    html! {
        <div class="empty" data-testid={props.testid.clone()}>
            if props.whole_page { <h1>{ props.title.clone() }</h1> } else { <p class="strong">{ props.title.clone() }</p> }
            { props.children.clone() }
        </div>
    }
}
