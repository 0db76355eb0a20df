//! Looking after the tablet: room, version, keeping, second copy, how it is shown.
//!
//! `data-testid`: `device-name`, `device-version`, `device-room`, `device-persisted`, `ask-persist`, `persist-refused`,
//! `lock-here`, `theme-<name>`, `text-<name>`, `language-switch`.

use super::leave::Leave;
use super::officers::Here;
use super::own_code::OwnCode;
use crate::hooks::device::use_device_facts;
use crate::hooks::tablet::{use_tablet, use_work};
use crate::i18n::{tables, use_speech, use_t};
use crate::pages::field::frame::Frame;
use crate::pages::field::sync_center::second_copy;
use crate::route::FieldRoute;
use crate::shell::{prefs, storage};
use crate::state::departure::{is_most, photos_left};
use crate::ui::{Button, Card, Choice, IconName, Segmented};
use yew::prelude::*;

/// The page.
#[component]
pub fn DeviceHome() -> Html {
    let t = use_t();
    let work = use_work();
    let tablet = use_tablet();
    let (facts, _, persist) = use_device_facts();
    let lock = Callback::from(move |_: MouseEvent| tablet.lock_by_hand());
    let refused = use_state_eq(|| false);
    let persist = {
        let refused = refused.setter();
        Callback::from(move |event: MouseEvent| {
            let (persist, refused) = (persist.clone(), refused.clone());
            yew::platform::spawn_local(async move {
                match storage::persist().await {
                    true => persist.emit(event),
                    false => refused.set(true),
                }
            });
        })
    };
    let facts = facts.unwrap_or_default();
    let photos = photos_left(facts.bytes_left);
    let all = facts.bytes_left.saturating_add(facts.bytes_used);
    let version = facts
        .app_version
        .clone()
        .unwrap_or_else(|| t.device.no_version.to_owned());
    html! {
        <Frame title={t.device.title} back={FieldRoute::Today}>
            <Card title={t.device.this}>
                <dl class="facts">
                    <dt>{ t.device.name }</dt><dd data-testid="device-name">{ work.owner.device_name.clone() }</dd>
                    <dt>{ t.device.officer }</dt><dd>{ work.owner.officer.name.clone() }{ " " }{ work.owner.officer.certificate_no.clone() }</dd>
                    <dt>{ t.device.version }</dt><dd class="mono" data-testid="device-version">{ version }</dd>
                    <dt>{ t.device.room }</dt><dd data-testid="device-room">
                        { (t.device.photos_left)(photos, is_most(photos)) }
                        if all > 0 { <><br /><span class="small soft">{ (t.device.room_used)(&tables::bytes(facts.bytes_used), &tables::bytes(all)) }</span></> }
                    </dd>
                    <dt>{ t.device.kept }</dt><dd data-testid="device-persisted">{ if facts.persisted { t.device.persisted } else { t.device.not_persisted } }</dd>
                </dl>
                <div class="row">
                    if !facts.persisted { <Button onclick={persist} testid="ask-persist">{ t.today.ask_persist }</Button> }
                    if *refused && !facts.persisted { <p class="small" role="status" data-testid="persist-refused">{ t.device.persist_refused }</p> }
                    <Button icon={IconName::Lock} onclick={lock} testid="lock-here">{ t.device.lock_now }</Button>
                </div>
                <p class="small soft">{ t.device.lock_hint }</p>
                <Here />
            </Card>
            <OwnCode />
            { second_copy(&work, t) }
            <Look />
            <Leave />
        </Frame>
    }
}

/// How the app is shown.
#[component]
fn Look() -> Html {
    let t = use_t();
    let speech = use_speech();
    let theme = use_state_eq(prefs::theme);
    let size = use_state_eq(prefs::text_size);
    let themes = vec![
        Choice::new("light", t.common.theme_light),
        Choice::new("outdoor", t.common.theme_outdoor),
        Choice::new("dark", t.common.theme_dark),
        Choice::new("auto", t.common.theme_auto),
    ];
    let sizes = vec![
        Choice::new("normal", t.common.text_normal),
        Choice::new("large", t.common.text_large),
        Choice::new("largest", t.common.text_largest),
    ];
    let on_theme = {
        let theme = theme.setter();
        Callback::from(move |value: AttrValue| {
            prefs::set_theme(&value);
            theme.set(value.to_string());
        })
    };
    let on_size = {
        let size = size.setter();
        Callback::from(move |value: AttrValue| {
            prefs::set_text_size(&value);
            size.set(value.to_string());
        })
    };
    let switch = Callback::from(move |_: MouseEvent| speech.set.emit(speech.language.other()));
    html! {
        <Card title={t.device.look}>
            <p class="strong">{ t.common.theme }</p>
            <Segmented label={t.common.theme} choices={themes} selected={vec![AttrValue::from((*theme).clone())]} on_pick={on_theme} testid="theme" />
            <p class="strong">{ t.common.text_size }</p>
            <Segmented label={t.common.text_size} choices={sizes} selected={vec![AttrValue::from((*size).clone())]} on_pick={on_size} testid="text" />
            <div class="row"><Button onclick={switch} testid="language-switch">{ t.common.language_other }</Button></div>
        </Card>
    }
}
