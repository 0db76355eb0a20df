//! Importing a tablet's export file: upload with words, then what became of each document.
//!
//! `data-testid`: `hand-in-file`, `hand-in-progress`, `hand-in-result`, `hand-in-doc` (one a document,
//! `data-verdict`), `hand-in-evidence`.

use super::frame::Head;
use crate::hooks::remote::use_act;
use crate::i18n::{Messages, use_t};
use crate::route::OfficeRoute;
use crate::shell::file::PickedFile;
use crate::shell::tablet::ENDING;
use crate::shell::upload;
use crate::ui::{Banner, Card, DropFile, Failed, IconName, Table, Tag, Tone};
use domain::wire::api;
use domain::wire::sync::Verdict;
use std::rc::Rc;
use yew::prelude::*;
use yew_router::prelude::*;

/// The page.
#[component]
pub fn HandIn() -> Html {
    let t = use_t();
    let a = &t.administration;
    let act = use_act();
    let sent = use_state_eq(|| None::<(AttrValue, u8)>);
    let result = use_state_eq(|| None::<Rc<api::HandIn>>);
    let on_file = {
        let (act, sent, result) = (act.clone(), sent.setter(), result.setter());
        Callback::from(move |picked: PickedFile| {
            let name = AttrValue::from(picked.name());
            sent.set(Some((name.clone(), 0)));
            result.set(None);
            let progress = {
                let sent = sent.clone();
                Callback::from(move |percent| sent.set(Some((name.clone(), percent))))
            };
            let result = result.clone();
            act.start(
                async move { upload::upload::<api::HandIn>("/api/v1/hand-ins", &picked, progress).await },
                move |report| result.set(Some(Rc::new(report))),
            );
        })
    };
    html! {
        <>
            <Head title={a.hand_in} />
            <p class="soft">{ a.hand_in_hint }</p>
            <Card>
                <DropFile id="hand-in-file" testid="hand-in-file" words={a.hand_in_drop} choose={a.hand_in_choose} accept={ENDING} disabled={act.busy} {on_file} />
                if let (true, Some((name, percent))) = (act.busy, &*sent) {
                    <p role="status" class="strong" data-testid="hand-in-progress">
                        { if *percent < 100 { (a.hand_in_sending)(name, *percent) } else { (a.hand_in_checking)(name) } }
                    </p>
                }
                if let Some(failure) = &act.failure { <Failed failure={failure.clone()} /> }
            </Card>
            if let Some(report) = &*result { { outcome(t, report) } }
        </>
    }
}

fn outcome(t: &'static Messages, report: &api::HandIn) -> Html {
    let a = &t.administration;
    let e = report.evidence;
    let good = report.trouble.is_none()
        && e.refused + e.unreadable == 0
        && report.docs.iter().all(|doc| doc.verdict == Verdict::Accepted);
    let (tone, title) = if good {
        (Tone::Ok, a.hand_in_good)
    } else {
        (Tone::Warn, a.hand_in_some)
    };
    let head = [a.hand_in_subject, a.hand_in_verdict]
        .map(AttrValue::from)
        .to_vec();
    html! {
        <div class="stack" data-testid="hand-in-result" data-good={good.to_string()}>
            <Banner {tone} {title}>
                <p>{ (a.hand_in_of)(&report.device_name, &report.made_at.china_minute()) }</p>
                if report.revoked { <p>{ a.hand_in_revoked }</p> }
                if report.trouble.is_some() { <p>{ a.hand_in_trouble }</p> }
                <p>{ a.hand_in_keep }</p>
            </Banner>
            if report.docs.is_empty() { <p>{ a.hand_in_none }</p> } else {
                <Table caption={a.hand_in} {head}>
                    { for report.docs.iter().map(|doc| row(t, doc)) }
                </Table>
            }
            if e.named > 0 {
                <ul class="stack tight" data-testid="hand-in-evidence">
                    <li>{ (a.hand_in_evidence)(e.named, e.received, e.known) }</li>
                    if e.refused > 0 { <li>{ (a.hand_in_evidence_not)(e.refused) }</li> }
                    if e.unreadable > 0 { <li>{ (a.hand_in_unreadable)(e.unreadable) }</li> }
                </ul>
            }
        </div>
    }
}

fn row(t: &'static Messages, doc: &api::HandInDoc) -> Html {
    let a = &t.administration;
    let subject = match doc.subject_name.is_empty() {
        true => doc.inspection.to_string(),
        false => doc.subject_name.clone(),
    };
    let to = OfficeRoute::Inspection {
        id: doc.inspection.to_string(),
    };
    let (word, tone, icon, said) = match &doc.verdict {
        Verdict::Accepted if doc.changes > 0 => (
            "accepted",
            Tone::Ok,
            IconName::Check,
            (a.hand_in_new)(doc.changes),
        ),
        Verdict::Accepted => ("known", Tone::Plain, IconName::Check, a.hand_in_known.to_owned()),
        Verdict::Behind => ("behind", Tone::Warn, IconName::Warn, a.hand_in_behind.to_owned()),
        Verdict::Parked { code } => ("parked", Tone::Warn, IconName::Warn, (a.hand_in_parked)(code)),
        Verdict::Gone => ("gone", Tone::Warn, IconName::Warn, a.hand_in_gone.to_owned()),
    };
    html! {
        <tr key={doc.inspection.to_string()} data-testid="hand-in-doc" data-verdict={word}>
            <td class="wide"><Link<OfficeRoute> {to}>{ subject }</Link<OfficeRoute>></td>
            <td><Tag {tone} {icon}>{ said }</Tag></td>
        </tr>
    }
}
