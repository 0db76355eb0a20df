//! When the roster was renewed, from which file and by whom: a roster that follows the changes shows it here.
//!
//! `data-testid`: `roster-renewed`, `roster-renewals`, `roster-renewal` (one an import).

use super::Kind;
use crate::hooks::remote::use_remote;
use crate::i18n::{Messages, use_t};
use crate::ui::{Table, remote};
use domain::wire::api::RosterRenewal;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct RenewalsProps {
    pub kind: Kind,
    /// Read again when it changes.
    pub version: u32,
}

/// The last renewal in a line, the others below it.
#[component]
pub fn Renewals(props: &RenewalsProps) -> Html {
    let t = use_t();
    let path = format!("/api/v1/rosters/{}/imports", props.kind.path());
    let renewals = use_remote::<Vec<RosterRenewal>>(Some(path.into()));
    {
        let reload = renewals.reload.clone();
        use_effect_with(props.version, move |version| {
            if *version > 0 {
                reload.emit(());
            }
        });
    }
    remote(&renewals, |renewals| view(t, renewals))
}

fn view(t: &'static Messages, renewals: &[RosterRenewal]) -> Html {
    let Some(last) = renewals.first() else {
        return html! { <p class="soft" data-testid="roster-renewed">{ t.rosters.never_renewed }</p> };
    };
    let r = &t.rosters;
    let head = [r.renewal_when, r.renewal_by, r.renewal_file, r.renewal_rows]
        .map(AttrValue::from)
        .to_vec();
    html! {
        <details class="card excluded" data-testid="roster-renewals">
            <summary data-testid="roster-renewed">{ (r.renewed)(&last.at.china_minute(), &last.by) }</summary>
            <Table caption={r.renewals} {head}>
                { for renewals.iter().map(|one| html! {
                    <tr key={one.id.clone()} data-testid="roster-renewal">
                        <td>{ one.at.china_minute() }</td>
                        <td>{ &one.by }</td>
                        <td>{ &one.filename }<br /><span class="mono soft">{ &one.sha256[..one.sha256.len().min(16)] }</span></td>
                        <td>{ (r.result)(one.accepted, one.updated, one.refused) }</td>
                    </tr>
                }) }
            </Table>
        </details>
    }
}
