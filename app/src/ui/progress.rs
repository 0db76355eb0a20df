//! Progress is always said in words and numbers; the bar only repeats them.

use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct ProgressProps {
    /// Done so far.
    pub value: u32,
    /// All there is.
    pub max: u32,
    /// The words, for example "12/84".
    pub label: AttrValue,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// A progress bar with its words.
#[component]
pub fn Progress(props: &ProgressProps) -> Html {
    html! {
        <div class="progress" data-testid={props.testid.clone()}>
            <span>{ props.label.clone() }</span>
            <progress value={props.value.to_string()} max={props.max.max(1).to_string()} aria-label={props.label.clone()} />
        </div>
    }
}
