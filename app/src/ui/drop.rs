//! Taking one file: by button, by keyboard, by dropping it anywhere on the box.

use crate::shell::file::{self, PickedFile};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct DropFileProps {
    pub id: AttrValue,
    /// Words before the button.
    pub words: AttrValue,
    /// Words on the button.
    pub choose: AttrValue,
    /// What the file chooser offers, `.xlsx,.csv`.
    pub accept: AttrValue,
    pub on_file: Callback<PickedFile>,
    #[prop_or_default]
    pub disabled: bool,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    #[prop_or_default]
    pub children: Html,
}

/// A box that takes a file. The test name sits on the file input itself.
#[component]
pub fn DropFile(props: &DropFileProps) -> Html {
    let over = use_state_eq(|| false);
    let enter = |value: bool| {
        let over = over.setter();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            over.set(value);
        })
    };
    let ondrop = {
        let (over, on_file, disabled) = (over.setter(), props.on_file.clone(), props.disabled);
        Callback::from(move |event: DragEvent| {
            over.set(false);
            if let Some(file) = file::dropped(&event)
                && !disabled
            {
                on_file.emit(file);
            }
        })
    };
    let onchange = {
        let on_file = props.on_file.clone();
        Callback::from(move |event: Event| {
            if let Some(file) = file::picked(&event) {
                on_file.emit(file);
            }
        })
    };
    html! {
        <div class="drop" data-over={over.then_some("true")} {ondrop}
            ondragenter={enter(true)} ondragover={enter(true)} ondragleave={enter(false)}>
            <p>{ props.words.clone() }</p>
            <label class="btn" data-kind="secondary" for={props.id.clone()} aria-disabled={props.disabled.then_some("true")}>
                { props.choose.clone() }
                <input class="drop-input" type="file" id={props.id.clone()} accept={props.accept.clone()} {onchange}
                    disabled={props.disabled} data-testid={props.testid.clone()} />
            </label>
            { props.children.clone() }
        </div>
    }
}
