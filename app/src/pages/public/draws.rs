//! Plans and draws as the public sees them: commitment, numbers with their rounding, who entered what.
//!
//! `data-testid`: `public-draw` (one a task, `data-id`, `data-state`), `public-commitment`, `public-stratum`,
//! `public-input`, `public-kept`, `public-witnesses`, `public-changes`, `public-verify-{id}`, `public-download-{id}`.

use crate::hooks::remote::use_remote;
use crate::i18n::tables::public::PublicWords;
use crate::i18n::tables::publicity::PublicityWords;
use crate::i18n::{use_public, use_publicity};
use crate::state::public_place::Place;
use crate::ui::{Banner, Card, Demands, Empty, Table, Tag, Tone, remote};
use domain::wire::api::{ChangeCounts, PublicTask, TaskState};
use yew::prelude::*;

/// All committed plans.
#[component]
pub fn Draws() -> Html {
    let (p, w) = (use_public(), use_publicity());
    let tasks = use_remote::<Vec<PublicTask>>(Some("/api/v1/public/tasks".into()));
    html! {
        <>
            <h1>{ p.nav_draws }</h1>
            { remote(&tasks, |tasks| html! {
                if tasks.is_empty() {
                    <Empty title={p.draws_none}><p>{ p.draws_none_hint }</p></Empty>
                } else {
                    <div class="results">{ for tasks.iter().map(|task| one(p, w, task)) }</div>
                }
            }) }
        </>
    }
}

fn one(p: &'static PublicWords, w: &'static PublicityWords, task: &PublicTask) -> Html {
    let s = &task.summary;
    let tone = match s.state {
        TaskState::Drawn => Tone::Ok,
        TaskState::Infeasible | TaskState::Void => Tone::Danger,
        TaskState::Draft | TaskState::AwaitingCommitments | TaskState::Committed | TaskState::Revealed => {
            Tone::Accent
        }
    };
    let aside = html! { <Tag {tone}>{ (p.state)(s.state) }</Tag> };
    html! {
        <div key={s.id.to_string()} data-testid="public-draw" data-id={s.id.to_string()} data-state={format!("{:?}", s.state)}>
            <Card title={s.title.clone()} {aside}>
                <p class="small soft">{ format!("{} {} · {}", s.regime, task.regime_title, (p.created)(&s.created_at.china_minute())) }</p>
                { marks(p, task) }
                { changes(p, task) }
                if let Some(commitment) = &task.commitment {
                    <div class="stack tight">
                        <p class="strong">{ p.commitment }</p>
                        <p class="digest" data-testid="public-commitment">{ commitment }</p>
                        <p class="small soft">{ p.commitment_hint }</p>
                    </div>
                }
                if !task.strata.is_empty() { { strata(p, task) } }
                if !task.inputs.is_empty() { { inputs(p, task) } }
                <Demands demands={task.demands.clone()} />
                if s.state == TaskState::Drawn { { drawn(p, w, task) } }
            </Card>
        </div>
    }
}

fn marks(p: &'static PublicWords, task: &PublicTask) -> Html {
    html! {
        <div class="row tight" data-testid="public-witnesses" data-count={task.witnesses.to_string()}>
            if task.witnesses < 2 { <Tag tone={Tone::Warn}>{ p.no_witness }</Tag> }
            if task.witnesses > 0 { <Tag tone={Tone::Ok}>{ (p.witnesses)(task.witnesses) }</Tag> }
            if task.voids > 0 { <Tag tone={Tone::Danger}>{ (p.voids)(task.voids) }</Tag> }
            if task.summary.state == TaskState::Drawn { <Tag>{ (p.drawn)(task.summary.drawn) }</Tag> }
        </div>
    }
}

/// How often people had a hand in the result, once somebody had.
fn changes(p: &'static PublicWords, task: &PublicTask) -> Html {
    if task.changes == ChangeCounts::default() {
        return Html::default();
    }
    html! { <p data-testid="public-changes">{ (p.changes)(task.changes) }</p> }
}

fn strata(p: &'static PublicWords, task: &PublicTask) -> Html {
    let head = [p.stratum, p.pool, p.rule, p.sample, p.basis]
        .map(AttrValue::from)
        .to_vec();
    html! {
        <Table caption={p.strata} {head}>
            { for task.strata.iter().map(|s| html! {
                <tr key={s.key.clone()} data-testid="public-stratum">
                    <td class="strong">{ &s.label }</td><td class="number">{ s.pool }</td><td class="mono">{ &s.rule }</td>
                    <td class="number strong">{ s.sample }</td><td class="cite">{ &s.cite }</td>
                </tr>
            }) }
        </Table>
    }
}

fn inputs(p: &'static PublicWords, task: &PublicTask) -> Html {
    let head = [p.input, p.value, p.entered_by, p.basis]
        .map(AttrValue::from)
        .to_vec();
    html! {
        <Table caption={p.inputs} {head}>
            { for task.inputs.iter().map(|(label, value, by, cite, gap)| html! {
                <tr data-testid="public-input">
                    <td class="wide">{ label }</td><td class="strong">{ value }</td><td>{ by }</td>
                    <td class="cite">{ cite }{ " " }if *gap { <Tag tone={Tone::Warn}>{ p.gap }</Tag> }</td>
                </tr>
            }) }
        </Table>
    }
}

/// Where the draw can be verified, or why its lists are not public yet.
fn drawn(p: &'static PublicWords, w: &'static PublicityWords, task: &PublicTask) -> Html {
    match &task.kept {
        None => links(p, task),
        Some(kept) => html! {
            <Banner tone={Tone::Accent} title={w.kept} testid="public-kept">
                <p>{ if kept.until_published { w.kept_published } else { w.kept_checked } }</p>
                <p class="small soft" lang="zh-CN">{ &kept.cite }{ " " }{ &kept.text }</p>
            </Banner>
        },
    }
}

fn links(p: &'static PublicWords, task: &PublicTask) -> Html {
    let id = task.summary.id.to_string();
    let file = format!("/api/v1/public/tasks/{id}/transcript");
    html! {
        <div class="row">
            <a class="btn" data-kind="primary" href={Place::Verify(Some(id.clone())).href()} data-testid={format!("public-verify-{id}")}>{ p.verify_this }</a>
            <a class="btn" data-kind="secondary" href={file} download={format!("transcript-{id}.json")} data-testid={format!("public-download-{id}")}>{ p.download }</a>
        </div>
    }
}
