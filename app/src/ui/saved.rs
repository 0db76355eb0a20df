//! The save state of a mark: one of four words, never more than is true.

use super::icon::IconName;
use super::tag::{Tag, Tone};
use crate::i18n::use_t;
use domain::sync::engine::SavedState;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct SavedTagProps {
    pub state: SavedState,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
}

/// 已输入 → 已存本机 → 已接收 → 已安全.
#[component]
pub fn SavedTag(props: &SavedTagProps) -> Html {
    let t = use_t();
    let (tone, icon, word) = match props.state {
        SavedState::Typed => (Tone::Warn, IconName::Pen, t.sync.typed),
        SavedState::OnTablet => (Tone::Accent, IconName::Tablet, t.sync.on_tablet),
        SavedState::Received => (Tone::Ok, IconName::Check, t.sync.received),
        SavedState::Safe => (Tone::Ok, IconName::Shield, t.sync.safe),
    };
    html! { <Tag {tone} {icon} testid={props.testid.clone()}>{ word }</Tag> }
}
