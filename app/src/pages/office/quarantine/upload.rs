//! One upload kept apart: what it is, why it was refused, whether it could be taken in, and the judgement.
//!
//! `data-testid`: `upload` (`data-state`), `upload-why`, `upload-hindrance`, `judge-reason`, `judge-accept`,
//! `judge-reject`, `judgement` (one a judgement).

use super::super::frame::Head;
use super::{state, subject, tag};
use crate::hooks::remote::{use_act, use_remote};
use crate::hooks::session::use_seat;
use crate::i18n::{Messages, use_t};
use crate::route::OfficeRoute;
use crate::shell::http;
use crate::ui::{
    Banner, Button, ButtonKind, Card, Failed, Field, LinkButton, TextArea, Tone, remote, use_toaster,
};
use domain::access::Action;
use domain::wire::api::{QuarantineDetail, QuarantineJudge, QuarantineJudgement};
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct UploadProps {
    pub id: AttrValue,
}

/// The page.
#[component]
pub fn Upload(props: &UploadProps) -> Html {
    let t = use_t();
    let q = &t.quarantine;
    let path = format!("/api/v1/quarantine/{}", http::encode(&props.id));
    let detail = use_remote::<QuarantineDetail>(Some(path.into()));
    let may = use_seat().is_some_and(|seat| seat.may(Action::JudgeQuarantine));
    html! {
        <>
            <Head title={q.upload}>
                <LinkButton<OfficeRoute> to={OfficeRoute::Quarantine}>{ q.back }</LinkButton<OfficeRoute>>
            </Head>
            { remote(&detail, |d| html! {
                <div class="two" data-testid="upload" data-state={state(d.row.judgement.as_ref())}>
                    { facts(t, d) }
                    <div class="stack loose">
                        if may && d.row.judgement.as_ref().is_none_or(|j| !j.accepted) {
                            <Judge detail={(**d).clone()} done={detail.reload.clone()} />
                        }
                        { history(t, &d.history) }
                    </div>
                </div>
            }) }
        </>
    }
}

fn facts(t: &'static Messages, d: &QuarantineDetail) -> Html {
    let q = &t.quarantine;
    let row = &d.row;
    let to = OfficeRoute::Inspection {
        id: row.inspection.to_string(),
    };
    let device = row
        .device
        .as_ref()
        .map_or_else(|| t.common.unknown.to_owned(), ToString::to_string);
    html! {
        <Card title={q.what} aside={tag(t, row.judgement.as_ref())}>
            <Banner tone={Tone::Warn} title={(q.code)(&row.code)} testid="upload-why">
                <p class="small">{ q.code_label }{ " " }<span class="mono">{ &row.code }</span></p>
            </Banner>
            <dl class="facts">
                <dt>{ q.of }</dt><dd><Link<OfficeRoute> {to} classes="link">{ subject(row) }</Link<OfficeRoute>></dd>
                <dt>{ q.author }</dt><dd>{ d.author.to_string() }</dd>
                <dt>{ q.device }</dt><dd class="mono">{ device }</dd>
                <dt>{ q.at }</dt><dd>{ row.received_at.china_minute() }</dd>
                <dt>{ q.size }</dt><dd>{ (t.administration.bytes)(row.size_bytes) }</dd>
                if row.judgement.as_ref().is_none_or(|j| !j.accepted) {
                    <dt>{ q.brings_label }</dt><dd>{ (q.brings)(d.changes) }</dd>
                }
                <dt>{ q.digest }</dt><dd class="mono small">{ &row.sha256 }</dd>
            </dl>
        </Card>
    }
}

fn history(t: &'static Messages, past: &[QuarantineJudgement]) -> Html {
    let q = &t.quarantine;
    html! {
        <Card title={q.history}>
            if past.is_empty() { <p class="soft">{ q.history_none }</p> }
            <ul class="lines">
                { for past.iter().map(|j| html! {
                    <li data-testid="judgement">
                        <p>{ tag(t, Some(j)) }</p>
                        <p class="pre">{ &j.reason }</p>
                        <p class="small soft">{ (q.by)(j.by.as_str(), &j.at.china_minute()) }</p>
                    </li>
                }) }
            </ul>
        </Card>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct JudgeProps {
    detail: QuarantineDetail,
    done: Callback<()>,
}

#[component]
fn Judge(props: &JudgeProps) -> Html {
    let t = use_t();
    let q = &t.quarantine;
    let act = use_act();
    let toaster = use_toaster();
    let reason = use_state_eq(String::new);
    let missing = use_state_eq(|| false);
    let start = {
        let (id, done) = (props.detail.row.id.clone(), props.done.clone());
        let (act, reason, missing) = (act.clone(), reason.clone(), missing.setter());
        move |accept: bool, said: &'static str| {
            let (id, done, act) = (id.clone(), done.clone(), act.clone());
            let (reason, missing, toaster) = (reason.clone(), missing.clone(), toaster.clone());
            Callback::from(move |_: MouseEvent| {
                let words = reason.trim().to_owned();
                missing.set(words.is_empty());
                if words.is_empty() {
                    return;
                }
                let path = format!("/api/v1/quarantine/{}/judgement", http::encode(&id));
                let body = QuarantineJudge {
                    accept,
                    reason: words,
                };
                let (done, toaster, reason) = (done.clone(), toaster.clone(), reason.setter());
                act.start(
                    async move { http::post::<_, QuarantineDetail>(&path, &body).await },
                    move |_| {
                        reason.set(String::new());
                        toaster.show(Tone::Ok, said);
                        done.emit(());
                    },
                );
            })
        }
    };
    let oninput = {
        let reason = reason.setter();
        Callback::from(move |text: String| reason.set(text))
    };
    let hindrance = props.detail.hindrance.as_deref();
    html! {
        <Card title={q.judge}>
            <div class="stack">
                <p class="soft">{ q.judge_hint }</p>
                if let Some(code) = hindrance {
                    <Banner tone={Tone::Plain} title={q.hindrance} testid="upload-hindrance"><p>{ (q.code)(code) }</p></Banner>
                }
                <Field label={q.reason} id="judge-reason" hint={q.reason_hint} error={missing.then(|| AttrValue::from(q.reason_missing))}>
                    <TextArea id="judge-reason" rows={3} value={(*reason).clone()} {oninput} testid="judge-reason" />
                </Field>
                if let Some(failure) = &act.failure { <Failed failure={failure.clone()} /> }
                <Button kind={ButtonKind::Danger} wide={true} busy={act.busy} onclick={start(false, q.rejected_said)} testid="judge-reject">{ q.reject }</Button>
                <Button kind={ButtonKind::Primary} wide={true} busy={act.busy} disabled={hindrance.is_some()} onclick={start(true, q.accepted_said)} testid="judge-accept">{ q.accept }</Button>
            </div>
        </Card>
    }
}
