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
    let tablet = use_state_eq(|| (prefs::is_tablet() || here::was_tablet()).then_some(true));
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
                    <Door href={DeviceRoute::Enrol.to_path()} icon={IconName::Tablet} testid="start-tablet"
                        title={t.common.choose_tablet} hint={t.common.choose_tablet_hint} />
                    <Door href={OfficeRoute::Dashboard.to_path()} icon={IconName::Desk} testid="start-office"
                        title={t.common.choose_office} hint={t.common.choose_office_hint} />
                    <Door href={WitnessRoute::Tasks.to_path()} icon={IconName::Eye} testid="start-witness"
                        title={t.common.choose_witness} hint={t.common.choose_witness_hint} />
                </nav>
                <div class="row"><Button kind={ButtonKind::Quiet} onclick={switch} testid="language-switch">{ t.common.language_other }</Button></div>
            </div>
        </main>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct DoorProps {
    href: String,
    icon: IconName,
    title: AttrValue,
    hint: AttrValue,
    testid: AttrValue,
}

/// Behind a door may stand another program: it is opened as a page of its own.
#[component]
fn Door(props: &DoorProps) -> Html {
    html! {
        <a class="door" href={props.href.clone()} data-testid={props.testid.clone()}>
            <Icon name={props.icon} />
            <span class="stack tight grow"><span class="strong">{ props.title.clone() }</span><span class="soft">{ props.hint.clone() }</span></span>
            <Icon name={IconName::Next} />
        </a>
    }
}
