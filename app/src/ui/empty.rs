//! An empty place says why it is empty and what comes next; it is never blank.

use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct EmptyProps {
    pub title: AttrValue,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    #[prop_or_default]
    pub children: Html,
}

/// An empty place.
#[component]
pub fn Empty(props: &EmptyProps) -> Html {
    html! {
        <div class="empty" data-testid={props.testid.clone()}>
            <p class="strong">{ props.title.clone() }</p>
            { props.children.clone() }
        </div>
    }
}
