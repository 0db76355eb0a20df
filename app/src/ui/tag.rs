//! A tag names a state in a word; colour only repeats what the word says.

use super::icon::{Icon, IconName};
use yew::prelude::*;

/// What a colour means, everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neutral.
    #[default]
    Plain,
    /// Ours to notice.
    Accent,
    /// Good.
    Ok,
    /// Needs care.
    Warn,
    /// Stands in the way.
    Danger,
}

impl Tone {
    /// The value of `data-tone`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Accent => "accent",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Danger => "danger",
        }
    }
}

#[derive(Debug, PartialEq, Properties)]
pub struct TagProps {
    #[prop_or_default]
    pub tone: Tone,
    #[prop_or_default]
    pub icon: Option<IconName>,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    #[prop_or_default]
    pub children: Html,
}

/// A tag.
#[component]
pub fn Tag(props: &TagProps) -> Html {
    html! {
        <span class="tag" data-tone={props.tone.name()} data-testid={props.testid.clone()}>
            if let Some(name) = props.icon { <Icon {name} /> }
            { props.children.clone() }
        </span>
    }
}
