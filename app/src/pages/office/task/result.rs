//! The result: who was drawn in which order, with which team; the transcript to take away or to verify here.
//!
//! `data-testid`: `result`, `result-row` (one a subject; `data-left-aside`), `result-load`, `transcript-download`,
//! `transcript-verify`; the report's own names stand in [`crate::pages::verification`].

use crate::hooks::remote::use_act;
use crate::i18n::{Messages, use_t};
use crate::pages::verification::Verification;
use crate::route::OfficeRoute;
use crate::shell::{file, http};
use crate::state::office::changes::changeable;
use crate::state::remote::Failure;
use crate::ui::{Button, Card, Failed, IconName, Table, Tag, Tone};
use domain::wire::api::{DrawnView, TaskDetail};
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct ResultProps {
    pub task: TaskDetail,
}

/// The result of a task.
#[component]
pub fn Result(props: &ResultProps) -> Html {
    let t = use_t();
    let kept = changeable(&props.task.drawn);
    let seats: usize = kept.iter().map(|d| d.team.len()).sum();
    html! {
        <div class="stack loose" data-testid="result">
            <Card title={t.draw.result}>
                <p class="strong">{ (t.draw.result_count)(kept.len(), seats) }</p>
                if let Some(cap) = props.task.load_cap { <p data-testid="result-load">{ (t.draw.load)(cap) }</p> }
                { table(t, &props.task) }
            </Card>
            <Transcript id={props.task.summary.id.to_string()} />
        </div>
    }
}

fn table(t: &'static Messages, task: &TaskDetail) -> Html {
    let label = |key: &str| {
        let stratum = task.strata.iter().find(|s| s.key == key);
        stratum.map_or_else(|| key.to_owned(), |s| s.label.clone())
    };
    let d = &t.draw;
    let head = [d.stratum, d.position, d.subject, d.team]
        .map(AttrValue::from)
        .to_vec();
    let mut drawn: Vec<&DrawnView> = task.drawn.iter().collect();
    drawn.sort_by(|a, b| (&a.stratum, a.position).cmp(&(&b.stratum, b.position)));
    html! {
        <Table caption={d.result} {head}>
            { for drawn.into_iter().map(|row| html! {
                <tr key={row.inspection.to_string()} data-testid="result-row" data-inspection={row.inspection.to_string()} data-left-aside={row.left_aside.then_some("true")}>
                    <td>{ label(&row.stratum) }</td>
                    <td class="number">{ row.position + 1 }</td>
                    <td class="wide">
                        <Link<OfficeRoute> to={OfficeRoute::Inspection { id: row.inspection.to_string() }}>{ row.subject_name.clone() }</Link<OfficeRoute>>
                        if row.left_aside { <>{ " " }<Tag tone={Tone::Warn}>{ t.changes.left_aside }</Tag></> }
                    </td>
                    <td class="wide">{ team(t, row) }</td>
                </tr>
            }) }
        </Table>
    }
}

fn team(t: &'static Messages, row: &DrawnView) -> Html {
    html! {
        <span class="team">
            { for row.team.iter().enumerate().map(|(seat, (_, name, role))| html! {
                <span key={seat}>{ if name.is_empty() { t.changes.vacant } else { name } }{ " " }<span class="small soft">{ (t.draw.role)(role) }</span></span>
            }) }
        </span>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct TranscriptProps {
    id: AttrValue,
}

#[component]
fn Transcript(props: &TranscriptProps) -> Html {
    let t = use_t();
    let act = use_act();
    let bytes = use_state_eq(|| None::<Rc<Vec<u8>>>);
    let path = format!("/api/v1/tasks/{}/transcript", props.id);
    let download = {
        let (act, path, id) = (act.clone(), path.clone(), props.id.clone());
        Callback::from(move |_: MouseEvent| {
            let (path, id) = (path.clone(), id.clone());
            act.start(
                async move {
                    let bytes = http::get_bytes(&path).await?;
                    file::save(&format!("transcript-{id}.json"), "application/json", &bytes)
                        .map_err(|_| Failure::Unreadable { status: 200 })
                },
                |()| {},
            );
        })
    };
    let verify = {
        let (act, bytes) = (act.clone(), bytes.setter());
        Callback::from(move |_: MouseEvent| {
            let (path, bytes) = (path.clone(), bytes.clone());
            act.start(async move { http::get_bytes(&path).await }, move |b| {
                bytes.set(Some(Rc::new(b)));
            });
        })
    };
    html! {
        <Card title={t.draw.transcript} testid="transcript">
            <p class="soft">{ t.draw.transcript_hint }</p>
            <div class="row">
                <Button icon={IconName::File} busy={act.busy} onclick={download} testid="transcript-download">{ t.draw.download }</Button>
                <Button icon={IconName::Shield} busy={act.busy} onclick={verify} testid="transcript-verify">{ t.draw.verify }</Button>
            </div>
            if let Some(failure) = &act.failure { <Failed failure={failure.clone()} /> }
            if let Some(bytes) = (*bytes).clone() { <Verification {bytes} /> }
        </Card>
    }
}
