//! Signatures drawn from their strokes, refusals, seals, and what was done after them.
//!
//! `data-testid`: `signature` (one a signature, `data-role`), `refusal-shown`, `seal` (one a seal),
//! `record-digest`, `record-key`, `acts`.

use super::{name, stamp};
use crate::i18n::Messages;
use crate::pages::acts;
use crate::ui::ink::drawing;
use crate::ui::{Banner, Card, Tag, Tone};
use domain::inspection::paper::Paper;
use domain::inspection::signature::{SignatureForm, Signer};
use domain::inspection::view::SignatureView;
use domain::submission::{Submission, key_of};
use domain::wire::api::InspectionDetail;
use yew::prelude::*;

/// Signatures, a refusal, seals.
pub fn signatures(t: &'static Messages, f: &InspectionDetail) -> Html {
    let i = &t.inspections;
    html! {
        <>
            <Card title={i.signatures}>
                if f.view.signatures.is_empty() { <p class="soft">{ i.signatures_none }</p> }
                <ul class="signed">{ for f.view.signatures.iter().map(|s| one(t, f, s)) }</ul>
                if let Some(refusal) = &f.view.refusal {
                    <Banner tone={Tone::Warn} title={i.refusal} testid="refusal-shown">
                        <p>{ &refusal.reason }</p>
                        if !refusal.no_witness.is_empty() { <p>{ (i.refusal_no_witness)(&refusal.no_witness) }</p> }
                        <p class="small">{ stamp(t, f, &refusal.stamp) }</p>
                    </Banner>
                }
            </Card>
            <Card title={i.seal}>
                if f.view.seals.is_empty() { <p class="soft">{ i.seal_none }</p> }
                if f.view.sealed_apart() {
                    <Banner tone={Tone::Danger} title={t.sheet.sealed_apart} testid="sealed-apart"><p>{ t.closing.sealed_apart_hint }</p></Banner>
                }
                <ul class="lines">
                    { for f.view.seals.iter().map(|seal| html! {
                        <li key={seal.key.clone()} data-testid="seal">
                            <p>{ stamp(t, f, &seal.stamp) }</p>
                            if !seal.exceptions.is_empty() { <p>{ &seal.exceptions }</p> }
                            if let Some(why) = &seal.amended_because { <p>{ (i.seal_amends)(why) }</p> }
                        </li>
                    }) }
                </ul>
                { records(t, f) }
            </Card>
            if !f.view.papers.is_empty() {
                <Card title={t.visit_papers.title} testid="papers">
                    <ul class="lines">{ for f.view.papers.iter().map(|view| html! { <li key={view.paper.number.clone()}>{ paper(t, &view.paper) }</li> }) }</ul>
                </Card>
            }
            if !f.view.seals.is_empty() {
                <Card title={t.sheet.acts} testid="acts">
                    <p class="soft">{ if f.view.acts.is_empty() { t.acts.none } else { t.acts.hint } }</p>
                    { acts::list(&f.view.acts, &f.package, t) }
                </Card>
            }
        </>
    }
}

/// The digest and the key that paper, tablet and publication name the sealed record by.
fn records(t: &'static Messages, f: &InspectionDetail) -> Html {
    let record = |submission: &Submission| {
        let sha256 = submission.sha256();
        html! {
            <>
                <dt>{ t.sheet.digest }</dt><dd class="mono small" data-testid="record-digest">{ sha256.clone() }</dd>
                <dt>{ t.sheet.key }</dt><dd class="mono" data-testid="record-key">{ key_of(&sha256) }</dd>
            </>
        }
    };
    let records = Submission::each(&f.package, &f.view);
    html! { if !records.is_empty() { <dl class="facts">{ for records.iter().map(record) }</dl> } }
}

/// What it is, its number, its day, with whom; whole on the printed sheet.
fn paper(t: &'static Messages, paper: &Paper) -> Html {
    let p = &t.visit_papers;
    html! {
        <>
            <p><span class="strong">{ (p.kind)(paper.kind) }</span>{ " " }<span class="mono small">{ paper.number.clone() }</span></p>
            <p lang="zh-CN">{ paper.person.clone() }{ " " }{ paper.position.clone() }</p>
            if !paper.deadline.is_empty() { <p>{ p.deadline }{ " " }{ paper.deadline.clone() }</p> }
            { for paper.rows.iter().enumerate().map(|(at, row)| html! {
                <p class="pre" key={at} lang="zh-CN"><span class="soft">{ row.what.clone() }</span>{ " " }<span>{ row.says.clone() }</span></p>
            }) }
            if let Some(signed) = &paper.signed {
                { drawing(&signed.strokes, &(t.inspections.signature_of)(&paper.person)).unwrap_or_default() }
                <p class="small soft" data-testid="paper-signed">{ (p.signed)(&signed.at.china_minute()) }</p>
            }
            if !paper.unsigned.is_empty() { <p>{ p.unsigned }{ " " }<span lang="zh-CN">{ paper.unsigned.clone() }</span></p> }
            if !paper.void.trim().is_empty() { <p>{ p.is_void }{ " " }<span lang="zh-CN">{ paper.void.clone() }</span></p> }
        </>
    }
}

fn one(t: &'static Messages, f: &InspectionDetail, s: &SignatureView) -> Html {
    let i = &t.inspections;
    let (role, capacity, who, detail) = match &s.signature.signer {
        Signer::Officer {
            inspector,
            certificate_no,
        } => (
            "officer",
            i.signer_officer,
            name(f, inspector),
            certificate_no.clone(),
        ),
        Signer::Subject { name, position } => ("subject", i.signer_subject, name.clone(), position.clone()),
        Signer::Witness { name, relation } => ("witness", i.signer_witness, name.clone(), relation.clone()),
        Signer::Interpreter { name, engaged } => {
            ("interpreter", i.signer_interpreter, name.clone(), engaged.clone())
        }
        Signer::Guest {
            name,
            certificate_no,
            department,
        } => (
            "guest",
            i.signer_guest,
            name.clone(),
            format!("{department} {certificate_no}"),
        ),
    };
    html! {
        <li key={s.key.clone()} data-testid="signature" data-role={role}>
            { drawn(t, f, s, &who) }
            <p><span class="soft">{ capacity }</span>{ " " }<span class="strong">{ who }</span>{ " " }<span class="small soft">{ detail }</span></p>
            <p class="small soft">{ s.signature.at.china_minute() }</p>
            if s.before_change { <Tag tone={Tone::Danger}>{ i.signature_before }</Tag> }
        </li>
    }
}

fn drawn(t: &'static Messages, f: &InspectionDetail, s: &SignatureView, who: &str) -> Html {
    let label = (t.inspections.signature_of)(who);
    match s.signature.form {
        SignatureForm::Strokes => drawing(&s.signature.strokes, &label),
        SignatureForm::SealPhoto | SignatureForm::ThumbPhoto => {
            let id = s.signature.evidence.as_ref();
            let photo = f.view.evidence.iter().find(|e| Some(&e.evidence.id) == id);
            photo.map(|e| super::print::picture(&e.evidence, t.inspections.signature_photo))
        }
    }
    .unwrap_or_else(|| html! { <p class="ink soft">{ t.inspections.signature_photo }</p> })
}
