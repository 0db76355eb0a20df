//! Buttons: one look per weight, never smaller than a finger.

use super::icon::{Icon, IconName};
use yew::prelude::*;
use yew_router::prelude::*;

/// How much a button weighs on its screen. At most one `Primary` stands in a view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// What the person came for.
    Primary,
    /// Everything else.
    #[default]
    Secondary,
    /// Ends or removes something.
    Danger,
    /// Beside text.
    Quiet,
}

impl ButtonKind {
    fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
            Self::Danger => "danger",
            Self::Quiet => "quiet",
        }
    }
}

#[derive(Debug, PartialEq, Properties)]
pub struct ButtonProps {
    #[prop_or_default]
    pub kind: ButtonKind,
    pub onclick: Callback<MouseEvent>,
    #[prop_or_default]
    pub disabled: bool,
    /// Work goes on: the button stays, disabled, with its words.
    #[prop_or_default]
    pub busy: bool,
    #[prop_or_default]
    pub icon: Option<IconName>,
    /// Accessible name, when the visible words do not say enough.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Pressed state of a toggle.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// Stable name for browser tests.
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    /// Takes the whole width.
    #[prop_or_default]
    pub wide: bool,
    #[prop_or_default]
    pub children: Html,
}

/// A button.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    html! {
        <button type="button" class="btn" data-kind={props.kind.name()} data-wide={props.wide.then_some("true")}
            data-testid={props.testid.clone()} aria-label={props.label.clone()}
            aria-busy={props.busy.then_some("true")}
            aria-pressed={props.pressed.map(|p| if p { "true" } else { "false" })}
            disabled={props.disabled || props.busy} onclick={props.onclick.clone()}>
            if let Some(name) = props.icon { <Icon {name} /> }
            { props.children.clone() }
        </button>
    }
}

#[derive(Debug, PartialEq, Properties)]
pub struct LinkButtonProps<R: Routable> {
    pub to: R,
    #[prop_or_default]
    pub kind: ButtonKind,
    #[prop_or_default]
    pub icon: Option<IconName>,
    #[prop_or_default]
    pub label: Option<AttrValue>,
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    #[prop_or_default]
    pub wide: bool,
    #[prop_or_default]
    pub children: Html,
}

/// A link that looks like a button: for going somewhere, never for doing something.
#[component]
pub fn LinkButton<R: Routable + 'static>(props: &LinkButtonProps<R>) -> Html {
    let navigator = use_navigator();
    let onclick = {
        let to = props.to.clone();
        Callback::from(move |event: MouseEvent| {
            if event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key() {
                return;
            }
            event.prevent_default();
            if let Some(navigator) = &navigator {
                navigator.push(&to);
            }
        })
    };
    html! {
        <a class="btn" data-kind={props.kind.name()} data-wide={props.wide.then_some("true")} href={props.to.to_path()}
            data-testid={props.testid.clone()} aria-label={props.label.clone()} {onclick}>
            if let Some(name) = props.icon { <Icon {name} /> }
            { props.children.clone() }
        </a>
    }
}
