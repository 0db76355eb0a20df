//! Tablets: one-time enrolment codes as QR and text, the list with the seats of one tablet together, revocation.
//!
//! `data-testid`: `devices`, `code-inspector`, `code-issue`, `code`, `code-text`, `code-url`, `code-qr`,
//! `device-row` (one a seat, `data-id`), `device-group` (above the seats of one tablet), `device-revoke-{id}`; those of the
//! question before it in the part below.

mod revoke;

use super::frame::Head;
use super::spoken_leave::SpokenLeave;
use super::unlock::UnlockQuestions;
use crate::hooks::remote::{use_act, use_remote};
use crate::i18n::{Messages, use_t};
use crate::shell::http;
use crate::state::office::tablets::{Tablet, tablets};
use crate::ui::{
    Button, ButtonKind, Card, Choice, Empty, Failed, Field, Qr, Select, Table, Tag, Tone, remote,
};
use domain::id::InspectorId;
use domain::wire::api::{DeviceRow, EnrolmentCode, EnrolmentCodeRequest, Revocation, RosterPage};
use revoke::Revoke;
use std::collections::BTreeMap;
use yew::prelude::*;

type Names = BTreeMap<InspectorId, String>;

/// The page.
#[component]
pub fn Devices() -> Html {
    let t = use_t();
    let inspectors = use_remote::<RosterPage>(Some("/api/v1/rosters/inspectors?q=&page=0".into()));
    let devices = use_remote::<Vec<DeviceRow>>(Some("/api/v1/devices".into()));
    let names: Names = inspectors
        .state
        .value()
        .map(|page| {
            page.inspectors
                .iter()
                .map(|i| (i.id.clone(), i.name.clone()))
                .collect()
        })
        .unwrap_or_default();
    html! {
        <>
            <Head title={t.administration.devices} />
            <UnlockQuestions names={names.clone()} />
            { remote(&inspectors, |_| html! { <Issue names={names.clone()} /> }) }
            { remote(&devices, |rows| html! { <SpokenLeave rows={(**rows).clone()} names={names.clone()} /> }) }
            { remote(&devices, |rows| html! { <List rows={(**rows).clone()} names={names.clone()} reload={devices.reload.clone()} /> }) }
        </>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct IssueProps {
    names: Names,
}

#[component]
fn Issue(props: &IssueProps) -> Html {
    let t = use_t();
    let a = &t.administration;
    let act = use_act();
    let chosen = use_state_eq(String::new);
    let code = use_state_eq(|| None::<(String, EnrolmentCode)>);
    let issue = {
        let (act, chosen, code, names) = (act.clone(), chosen.clone(), code.setter(), props.names.clone());
        Callback::from(move |_: MouseEvent| {
            let inspector = InspectorId::new((*chosen).clone());
            let name = names.get(&inspector).cloned().unwrap_or_default();
            let (body, code) = (EnrolmentCodeRequest { inspector }, code.clone());
            act.start(
                async move { http::post::<_, EnrolmentCode>("/api/v1/enrolment-codes", &body).await },
                move |made| code.set(Some((name, made))),
            );
        })
    };
    let on_change = {
        // A code on the screen belongs to the officer on the screen.
        let (chosen, code) = (chosen.setter(), code.setter());
        Callback::from(move |id: String| {
            chosen.set(id);
            code.set(None);
        })
    };
    let mut choices = vec![Choice::new("", a.choose_inspector)];
    choices.extend(
        props
            .names
            .iter()
            .map(|(id, name)| Choice::new(id.to_string(), format!("{name} · {id}"))),
    );
    html! {
        <Card title={a.new_code}>
            <div class="row code-form">
                <div class="grow">
                    <Field label={a.code_for} id="code-inspector">
                        <Select id="code-inspector" {choices} selected={(*chosen).clone()} {on_change} testid="code-inspector" />
                    </Field>
                </div>
                <Button kind={ButtonKind::Primary} disabled={chosen.is_empty()} busy={act.busy} onclick={issue} testid="code-issue">{ a.issue }</Button>
            </div>
            if let Some(failure) = &act.failure { <Failed failure={failure.clone()} /> }
            if let Some((name, made)) = &*code { { shown(t, name, made) } }
        </Card>
    }
}

fn shown(t: &'static Messages, name: &str, code: &EnrolmentCode) -> Html {
    let a = &t.administration;
    html! {
        <div class="code" data-testid="code">
            <Qr text={code.url.clone()} label={a.code_qr} testid="code-qr" />
            <div class="stack">
                <h3>{ (a.code_title)(name) }</h3>
                <p>{ a.code_how }</p>
                <dl class="facts">
                    <dt>{ a.code_text }</dt><dd class="code-text mono" data-testid="code-text">{ &code.code }</dd>
                    <dt>{ a.code_url }</dt><dd class="mono" data-testid="code-url">{ &code.url }</dd>
                </dl>
                <p class="strong">{ (a.code_expires)(&code.expires_at.china_minute()) }</p>
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct ListProps {
    rows: Vec<DeviceRow>,
    names: Names,
    reload: Callback<()>,
}

#[component]
fn List(props: &ListProps) -> Html {
    let t = use_t();
    let a = &t.administration;
    let act = use_act();
    let asked = use_state_eq(|| None::<DeviceRow>);
    let close = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    let ask = {
        let asked = asked.setter();
        Callback::from(move |row: DeviceRow| asked.set(Some(row)))
    };
    let go = {
        let (act, close, reload, asked) = (act.clone(), close.clone(), props.reload.clone(), asked.clone());
        Callback::from(move |more: Revocation| {
            let Some(row) = (*asked).clone() else { return };
            close.emit(());
            let (path, reload) = (format!("/api/v1/devices/{}/revoke", row.id), reload.clone());
            act.start(
                async move { http::post::<_, DeviceRow>(&path, &more).await },
                move |_| reload.emit(()),
            );
        })
    };
    if props.rows.is_empty() {
        return html! { <Empty title={a.device_none}><p>{ a.device_none_hint }</p></Empty> };
    }
    let head = [a.device_name, a.device_of, a.enrolled, a.seen, a.device_state, ""]
        .map(AttrValue::from)
        .to_vec();
    html! {
        <div class="stack" data-testid="devices">
            <h2>{ a.device_list }</h2>
            if let Some(failure) = &act.failure { <Failed failure={failure.clone()} /> }
            <Table caption={a.device_list} {head}>{ for tablets(&props.rows).iter().map(|tablet| seats(t, props, tablet, &ask)) }</Table>
            if let Some(row) = (*asked).clone() {
                <Revoke {row} rows={props.rows.clone()} names={props.names.clone()} on_close={close} on_revoke={go} />
            }
        </div>
    }
}

/// The seats of one tablet, under a heading where there are several.
fn seats(t: &'static Messages, props: &ListProps, tablet: &Tablet, ask: &Callback<DeviceRow>) -> Html {
    let count = tablet.len();
    html! {
        <>
            if count > 1 {
                <tr class="group" data-testid="device-group"><th colspan="6" scope="rowgroup">{ (t.administration.same_tablet)(count) }</th></tr>
            }
            { for tablet.iter().map(|(row, proven)| device(t, props, (row, *proven), ask)) }
        </>
    }
}

/// Whose device it is.
fn officer(names: &Names, row: &DeviceRow) -> String {
    let name = names.get(&row.inspector).cloned();
    name.unwrap_or_else(|| row.inspector.to_string())
}

fn device(
    t: &'static Messages,
    props: &ListProps,
    (row, proven): (&DeviceRow, bool),
    ask: &Callback<DeviceRow>,
) -> Html {
    let a = &t.administration;
    let onclick = {
        let (ask, row) = (ask.clone(), row.clone());
        Callback::from(move |_: MouseEvent| ask.emit(row.clone()))
    };
    let state = match (row.revoked_at, row.leave_at) {
        (None, None) => html! { <Tag tone={Tone::Ok}>{ a.in_use }</Tag> },
        (None, Some(at)) => html! { <Tag tone={Tone::Warn}>{ (a.may_be_emptied)(&at.china_minute()) }</Tag> },
        (Some(at), _) => html! { <Tag tone={Tone::Danger}>{ (a.revoked)(&at.china_minute()) }</Tag> },
    };
    html! {
        <tr key={row.id.to_string()} data-testid="device-row" data-id={row.id.to_string()}>
            <td><span class="strong">{ &row.name }</span>if !proven { <p class="small"><Tag tone={Tone::Warn}>{ a.unproven }</Tag></p> }</td>
            <td>{ officer(&props.names, row) }</td>
            <td class="ident">{ row.enrolled_at.china_minute() }</td>
            <td class="ident">{ row.seen_at.map_or_else(|| a.never.to_owned(), |at| at.china_minute()) }</td>
            <td>{ state }</td>
            <td>
                if row.revoked_at.is_none() {
                    <Button kind={ButtonKind::Danger} {onclick} testid={format!("device-revoke-{}", row.id)}>{ a.revoke }</Button>
                }
            </td>
        </tr>
    }
}
