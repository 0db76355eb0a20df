//! Quarantine: uploads that were not admitted, kept byte for byte, until somebody judges them.
//!
//! `data-testid`: `quarantine`, `quarantine-row` (one an upload, `data-code`, `data-state`),
//! `quarantine-open-{id}`, `quarantine-empty`.

pub mod upload;

use super::frame::Head;
use crate::hooks::news::use_news;
use crate::hooks::remote::use_remote;
use crate::i18n::{Messages, use_t};
use crate::route::OfficeRoute;
use crate::ui::{Empty, Table, Tag, Tone, remote};
use domain::wire::api::{QuarantineJudgement, QuarantineRow};
use yew::prelude::*;
use yew_router::prelude::*;

/// The list.
#[component]
pub fn Quarantine() -> Html {
    let t = use_t();
    let q = &t.quarantine;
    let rows = use_remote::<Vec<QuarantineRow>>(Some("/api/v1/quarantine".into()));
    use_news(rows.reload.clone());
    html! {
        <>
            <Head title={q.title} />
            <p class="soft">{ q.hint }</p>
            { remote(&rows, |rows| html! {
                if rows.is_empty() {
                    <Empty title={q.none} testid="quarantine-empty"><p>{ q.none_hint }</p></Empty>
                } else {
                    <div data-testid="quarantine">{ table(t, rows) }</div>
                }
            }) }
        </>
    }
}

fn table(t: &'static Messages, rows: &[QuarantineRow]) -> Html {
    let q = &t.quarantine;
    let head = [q.at, q.of, q.why, q.state].map(AttrValue::from).to_vec();
    html! {
        <Table caption={q.title} {head}>{ for rows.iter().map(|row| line(t, row)) }</Table>
    }
}

fn line(t: &'static Messages, row: &QuarantineRow) -> Html {
    let q = &t.quarantine;
    let to = OfficeRoute::Upload { id: row.id.clone() };
    let judgement = row.judgement.as_ref();
    html! {
        <tr key={row.id.clone()} data-testid="quarantine-row" data-code={row.code.clone()} data-state={state(judgement)}>
            <td class="ident">{ row.received_at.china_minute() }</td>
            <td class="wide"><Link<OfficeRoute> {to} classes="link"><span data-testid={format!("quarantine-open-{}", row.id)}>{ subject(row) }</span></Link<OfficeRoute>></td>
            <td class="wide">{ (q.code)(&row.code) }</td>
            <td>{ tag(t, judgement) }</td>
        </tr>
    }
}

/// Name of the subject; the inspection's id when the inspection is not known here.
fn subject(row: &QuarantineRow) -> String {
    match row.subject_name.is_empty() {
        true => row.inspection.to_string(),
        false => row.subject_name.clone(),
    }
}

fn state(judgement: Option<&QuarantineJudgement>) -> &'static str {
    match judgement {
        None => "waiting",
        Some(judgement) if judgement.accepted => "accepted",
        Some(_) => "rejected",
    }
}

fn tag(t: &'static Messages, judgement: Option<&QuarantineJudgement>) -> Html {
    let q = &t.quarantine;
    match judgement {
        None => html! { <Tag tone={Tone::Warn}>{ q.waiting }</Tag> },
        Some(judgement) if judgement.accepted => html! { <Tag tone={Tone::Ok}>{ q.accepted }</Tag> },
        Some(_) => html! { <Tag tone={Tone::Plain}>{ q.rejected }</Tag> },
    }
}
