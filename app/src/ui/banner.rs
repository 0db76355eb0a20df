//! A banner says what stands in the way, in a sentence, with what to do beside it.

use super::icon::{Icon, IconName};
use super::tag::Tone;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct BannerProps {
    pub tone: Tone,
    #[prop_or_default]
    pub title: Option<AttrValue>,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    #[prop_or_default]
    pub children: Html,
}

/// A banner; `Danger` interrupts assistive technology, the others wait their turn.
#[component]
pub fn Banner(props: &BannerProps) -> Html {
    let icon = match props.tone {
        Tone::Ok => IconName::Check,
        Tone::Danger | Tone::Warn => IconName::Warn,
        Tone::Accent | Tone::Plain => IconName::Info,
    };
    let role = if props.tone == Tone::Danger {
        "alert"
    } else {
        "status"
    };
    html! {
        <div class="banner" {role} data-tone={props.tone.name()} data-testid={props.testid.clone()}>
            <Icon name={icon} />
            <div class="stack tight grow">
                if let Some(title) = &props.title { <p class="strong">{ title.clone() }</p> }
                { props.children.clone() }
            </div>
        </div>
    }
}
