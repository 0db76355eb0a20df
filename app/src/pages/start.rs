//! The first page: what this browser is for. A browser whose vault has a PIN is a tablet and goes to its work;
//! the preference that says so is only a short cut, because a browser writes preferences late. One whose store was
//! emptied goes there too, to be told so.
//!
//! `data-testid`: `start-tablet`, `start-office`, `start-witness`, `language-switch`.

use crate::i18n::{use_speech, use_t};
use crate::route::{DeviceRoute, FieldRoute, OfficeRoute, WitnessRoute};
use crate::shell::{here, prefs, vault};
use crate::ui::{Button, ButtonKind, Icon, IconName};
use yew::prelude::*;
use yew_router::prelude::*;

/// The chooser.
#[component]
pub fn Start() -> Html {
    let t = use_t();
    let speech = use_speech();
    // Unknown until the vault has answered: a chooser that changes under the hand leads to wrong taps.
    let tablet = use_state_eq(|| (prefs::is_tablet() || here::noted().is_some()).then_some(true));
    {
        let tablet = tablet.clone();
        use_effect_with((), move |()| {
            if tablet.is_none() {
                yew::platform::spawn_local(async move { tablet.set(Some(vault::is_here().await)) });
            }
        });
    }
    match *tablet {
        Some(true) => return html! { <Redirect<FieldRoute> to={FieldRoute::Resume} /> },
        Some(false) => {}
        None => return Html::default(),
    }
    let switch = {
        let speech = speech.clone();
        Callback::from(move |_: MouseEvent| speech.set.emit(speech.language.other()))
    };
    html! {
        <main class="page">
            <div class="page-body narrow start">
                <header class="stack tight">
                    <h1>{ t.common.product }</h1>
                    <p class="soft">{ t.common.slogan }</p>
                </header>
                <h2>{ t.common.choose }</h2>
                <nav class="stack">
                    <Door<DeviceRoute> to={DeviceRoute::Enrol} icon={IconName::Tablet} testid="start-tablet"
                        title={t.common.choose_tablet} hint={t.common.choose_tablet_hint} />
                    <Door<OfficeRoute> to={OfficeRoute::Dashboard} icon={IconName::Desk} testid="start-office"
                        title={t.common.choose_office} hint={t.common.choose_office_hint} />
                    <Door<WitnessRoute> to={WitnessRoute::Tasks} icon={IconName::Eye} testid="start-witness"
                        title={t.common.choose_witness} hint={t.common.choose_witness_hint} />
                </nav>
                <div class="row"><Button kind={ButtonKind::Quiet} onclick={switch} testid="language-switch">{ t.common.language_other }</Button></div>
            </div>
        </main>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct DoorProps<R: Routable> {
    to: R,
    icon: IconName,
    title: AttrValue,
    hint: AttrValue,
    testid: AttrValue,
}

#[component]
fn Door<R: Routable + 'static>(props: &DoorProps<R>) -> Html {
    let navigator = use_navigator();
    let onclick = {
        let to = props.to.clone();
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            if let Some(navigator) = &navigator {
                navigator.push(&to);
            }
        })
    };
    html! {
        <a class="door" href={props.to.to_path()} {onclick} data-testid={props.testid.clone()}>
            <Icon name={props.icon} />
            <span class="stack tight grow"><span class="strong">{ props.title.clone() }</span><span class="soft">{ props.hint.clone() }</span></span>
            <Icon name={IconName::Next} />
        </a>
    }
}
