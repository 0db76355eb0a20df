//! Quarantine: uploads that were not admitted, kept byte for byte.
//!
//! `data-testid`: `quarantine`, `quarantine-row` (one an upload, `data-code`).

use super::frame::Head;
use crate::hooks::remote::use_remote;
use crate::i18n::{Messages, use_t};
use crate::route::OfficeRoute;
use crate::ui::{Empty, Table, remote};
use domain::wire::api::QuarantineRow;
use yew::prelude::*;
use yew_router::prelude::*;

/// The list.
#[component]
pub fn Quarantine() -> Html {
    let t = use_t();
    let a = &t.administration;
    let rows = use_remote::<Vec<QuarantineRow>>(Some("/api/v1/quarantine".into()));
    html! {
        <>
            <Head title={a.quarantine} />
            <p class="soft">{ a.quarantine_hint }</p>
            { remote(&rows, |rows| html! {
                if rows.is_empty() {
                    <Empty title={a.quarantine_none} testid="quarantine-empty"><p>{ a.quarantine_none_hint }</p></Empty>
                } else {
                    <div data-testid="quarantine">{ table(t, rows) }</div>
                }
            }) }
        </>
    }
}

fn table(t: &'static Messages, rows: &[QuarantineRow]) -> Html {
    let a = &t.administration;
    let head = [
        a.quarantine_at,
        a.quarantine_of,
        a.quarantine_why,
        a.device_name,
        a.quarantine_size,
    ]
    .map(AttrValue::from)
    .to_vec();
    html! {
        <Table caption={a.quarantine} {head}>
            { for rows.iter().map(|row| {
                let to = OfficeRoute::Inspection { id: row.inspection.to_string() };
                let subject = if row.subject_name.is_empty() { row.inspection.to_string() } else { row.subject_name.clone() };
                html! {
                    <tr key={row.id.clone()} data-testid="quarantine-row" data-code={row.code.clone()}>
                        <td class="ident">{ row.received_at.china_minute() }</td>
                        <td class="wide"><Link<OfficeRoute> {to}>{ subject }</Link<OfficeRoute>><span class="mono small soft block">{ &row.sha256 }</span></td>
                        <td>{ (a.quarantine_code)(&row.code) }</td>
                        <td>{ row.device.as_ref().map_or_else(|| t.common.unknown.to_owned(), ToString::to_string) }</td>
                        <td class="number">{ (a.bytes)(row.size_bytes) }</td>
                    </tr>
                }
            }) }
        </Table>
    }
}
