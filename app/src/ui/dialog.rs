//! A modal dialog on the browser's own `<dialog>`: focus stays inside, Escape closes it, and goes back where it was.

use crate::shell::dom;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct DialogProps {
    pub title: AttrValue,
    /// Called by Escape and by the close button of the caller.
    pub on_close: Callback<()>,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    /// Buttons at the end.
    #[prop_or_default]
    pub actions: Html,
    #[prop_or_default]
    pub children: Html,
}

/// A dialog that is open as long as it is rendered.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| dom::modal(&node));
    }
    let oncancel = props.on_close.reform(|event: Event| event.prevent_default());
    html! {
        <dialog class="dialog" ref={node} {oncancel} aria-label={props.title.clone()} data-testid={props.testid.clone()}>
            <div class="dialog-box">
                <h2>{ props.title.clone() }</h2>
                <div class="stack">{ props.children.clone() }</div>
                <div class="row end">{ props.actions.clone() }</div>
            </div>
        </dialog>
    }
}
