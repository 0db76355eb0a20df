//! Why field work cannot be done here, and what to do about it.
//!
//! `data-testid`: `unfit`, `unfit-<code>`, `broken`, `broken-retry`.

use super::officers::Others;
use crate::i18n::use_t;
use crate::shell::dom;
use crate::shell::fault::Fault;
use crate::ui::{Banner, Button, ButtonKind, Tone};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct UnfitProps {
    /// Codes of what is missing.
    pub missing: Vec<&'static str>,
}

/// The browser, or the way the page was opened, cannot keep evidence.
#[component]
pub fn Unfit(props: &UnfitProps) -> Html {
    let t = use_t();
    html! {
        <main class="page"><div class="page-body narrow" data-testid="unfit">
            <h1>{ t.device.unfit }</h1>
            { for props.missing.iter().map(|code| html! {
                <Banner key={*code} tone={Tone::Danger} title={t.codes.of(code)} testid={format!("unfit-{code}")} />
            }) }
            <p>{ t.device.unfit_hint }</p>
            <p class="soft">{ t.device.minimum }</p>
        </div></main>
    }
}

#[derive(Debug, PartialEq, Properties)]
pub struct BrokenProps {
    pub fault: Fault,
}

/// The store cannot be opened, and nothing is deleted; or emptying it on purpose did not come to its end.
#[component]
pub fn Broken(props: &BrokenProps) -> Html {
    let t = use_t();
    html! {
        <main class="page"><div class="page-body narrow">
            <h1>{ t.device.broken }</h1>
            <Banner tone={Tone::Danger} title={t.codes.of(props.fault.code)} testid="broken">if props.fault.code != "wipe.unfinished" { <p>{ t.device.broken_hint }</p> }<p class="small mono">{ props.fault.to_string() }</p></Banner>
            <div class="row"><Button kind={ButtonKind::Primary} onclick={Callback::from(|_: MouseEvent| dom::reload())} testid="broken-retry">{ t.common.retry }</Button></div>
            <Others />
        </div></main>
    }
}
