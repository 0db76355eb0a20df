//! Reading back: the whole record in big type, its digest, and who signs it.
//!
//! `data-testid`: `read-back`, `digest`, `sign-<officer id>`, `sign-subject`, `sign-witness`, `interpreter-sign`, `sign-guest`, `refuse`,
//! `signature-<key>`, `refused`, `refused-before`, `to-exchange`, `to-print`, `to-seal`.

use super::exchange::Invitation;
use super::frame::Frame;
use super::steps::Steps;
use crate::hooks::tablet::use_entry;
use crate::i18n::{Messages, use_t};
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use crate::state::work::Entry;
use crate::ui::{Banner, ButtonKind, Card, IconName, LinkButton, SavedTag, Tag, Tone};
use domain::assignment::TeamMember;
use domain::inspection::signature::Signer;
use domain::inspection::view::{DocState, SignatureView};
use domain::regime::excerpt::SitePhase;
use domain::submission::{Label, Line, ReadBack as Page, read_back};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct ReadBackProps {
    pub id: String,
}

/// The page.
#[component]
pub fn ReadBack(props: &ReadBackProps) -> Html {
    let t = use_t();
    let Some(entry) = use_entry(&props.id) else {
        return html! { <NoSuchInspection /> };
    };
    let id = props.id.clone();
    let page = read_back(&entry.package, &entry.view, &entry.view.heads);
    let back = if entry.view.skip.is_some() {
        FieldRoute::Skip { id: id.clone() }
    } else {
        FieldRoute::Words { id: id.clone() }
    };
    let paper = FieldRoute::Print { id: id.clone() };
    let sealed = entry.view.state == DocState::Sealed;
    let foot = html! {
        <>
        <LinkButton<FieldRoute> to={paper} kind={ButtonKind::Quiet} icon={IconName::File} testid="to-print">{ t.paper.print }</LinkButton<FieldRoute>>
        <LinkButton<FieldRoute> to={FieldRoute::Seal { id }} kind={ButtonKind::Primary} icon={IconName::Lock} testid="to-seal">{ if sealed { t.closing.sealed } else { t.closing.to_seal } }</LinkButton<FieldRoute>>
        </>
    };
    html! {
        <Frame title={t.closing.read_back} {back} {foot}>
            <p class="soft">{ t.closing.read_back_hint }</p>
            if !sealed { <Invitation entry={entry.clone()} /> }
            <Record page={Rc::new(page)} />
            <Steps entry={entry.clone()} phase={SitePhase::After} />
            <Signatures {entry} />
        </Frame>
    }
}

#[derive(Debug, PartialEq, Properties)]
pub struct RecordProps {
    pub page: Rc<Page>,
}

/// The record as it is read out and signed.
#[component]
pub fn Record(props: &RecordProps) -> Html {
    let t = use_t();
    html! {
        <article class="record" data-testid="read-back">
            { for props.page.sections.iter().enumerate().map(|(n, section)| html! {
                <section class="stack tight" key={n}>
                    <h2 lang={printed(&section.title)}>{ t.sheet.label_of(&section.title) }</h2>
                    <dl>{ for section.lines.iter().map(|line| one_line(line, t)) }</dl>
                </section>
            }) }
            <p class="small">{ t.closing.digest }{ " " }<span class="mono" data-testid="digest">{ props.page.sha256.clone() }</span></p>
        </article>
    }
}

fn one_line(line: &Line, t: &Messages) -> Html {
    if line.label == Label::Code("evidence".to_owned()) {
        return evidence_line(line, t);
    }
    let value = t.sheet.said(line);
    let verbatim = (value == line.value).then_some(CONTENT);
    html! {
        <div class="record-line" data-short={short(line)}>
            <dt lang={printed(&line.label)}>if !line.no.is_empty() { { line.no.clone() }{ " " } }{ t.sheet.label_of(&line.label) }</dt>
            <dd lang={verbatim} data-empty={line.value.is_empty().then_some("true")}>{ value }</dd>
        </div>
    }
}

/// The language of what forms print and people write, whatever the screen speaks.
const CONTENT: &str = "zh-CN";

fn printed(label: &Label) -> Option<&'static str> {
    matches!(label, Label::Printed(_)).then_some(CONTENT)
}

/// A label of ours is a word or two, so its column is narrow; a question of a form may be a paragraph.
fn short(line: &Line) -> Option<&'static str> {
    matches!(line.label, Label::Code(_)).then_some("true")
}

/// A digest nobody reads out, so it stands small below the caption and the place.
fn evidence_line(line: &Line, t: &Messages) -> Html {
    let (sha256, caption, place) = t.sheet.evidence(line);
    html! {
        <div class="record-line" data-short="true">
            <dt>{ t.sheet.label_of(&line.label) }</dt>
            <dd><p><span lang={CONTENT}>{ caption }</span>{ " " }<span class="soft small">{ place }</span></p><p class="mono small">{ sha256 }</p></dd>
        </div>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct SignaturesProps {
    entry: Rc<Entry>,
}

/// Who has signed and who has not.
#[component]
fn Signatures(props: &SignaturesProps) -> Html {
    let t = use_t();
    let entry = &props.entry;
    let id = entry.id().to_string();
    let rule = &entry.package.excerpt.signatures;
    let open = entry.view.state != DocState::Sealed;
    // Whoever was inspected may sign or refuse also where the regime is silent; asked for it is only where it says so.
    let subject = entry.view.skip.is_none();
    let sign = |who: &str, testid: String, words: String| {
        html! {
            <LinkButton<FieldRoute> to={FieldRoute::Sign { id: id.clone(), who: who.to_owned() }} icon={IconName::Pen} {testid}>{ words }</LinkButton<FieldRoute>>
        }
    };
    html! {
        <Card title={t.closing.signatures} aside={html! { <SavedTag state={entry.saved} /> }}>
            { for entry.package.team.iter().map(|member| html! {
                <div class="row between" key={member.inspector.to_string()}>
                    <Officer member={Rc::new(member.clone())} />
                    <span class="row tight">
                        { signed(entry, t, |s| matches!(&s.signature.signer, Signer::Officer { inspector, .. } if inspector == &member.inspector)) }
                        if open { { sign(member.inspector.as_str(), format!("sign-{}", member.inspector), (t.closing.sign_as)(&member.name)) } }
                    </span>
                </div>
            }) }
            if !rule.officers_cite.is_empty() { <p class="cite" lang="zh-CN">{ rule.officers_cite.clone() }</p> }
            <div class="row between">
                <span class="strong">{ t.closing.guest }</span>
                if open { { sign("guest", "sign-guest".to_owned(), t.closing.sign_guest.to_owned()) } }
            </div>
            { for guests(entry).into_iter().map(|(certificate_no, words)| html! {
                <div class="row between" key={certificate_no.clone()}>
                    <span class="small soft">{ words }</span>
                    { signed(entry, t, |s| matches!(&s.signature.signer, Signer::Guest { certificate_no: own, .. } if *own == certificate_no)) }
                </div>
            }) }
            <div class="row between">
                <span class="strong">{ t.custody.interpreter }</span>
                <span class="row tight">
                    { if any(entry, |s| matches!(s, Signer::Interpreter { .. })) { signed(entry, t, |s| matches!(s.signature.signer, Signer::Interpreter { .. })) } else { Html::default() } }
                    if open { { sign("interpreter", "interpreter-sign".to_owned(), t.custody.sign_interpreter.to_owned()) } }
                </span>
            </div>
            if subject {
                <div class="row between">
                    <span class="row tight"><span class="strong">{ t.closing.subject }</span>if !rule.subject_signs { <Tag testid="subject-may">{ t.inspect.may }</Tag> }</span>
                    <span class="row tight">
                        { signed(entry, t, |s| matches!(s.signature.signer, Signer::Subject { .. })) }
                        if open {
                            { sign("subject", "sign-subject".to_owned(), t.closing.sign_subject.to_owned()) }
                            <LinkButton<FieldRoute> to={FieldRoute::Refusal { id: id.clone() }} kind={ButtonKind::Danger} testid="refuse">{ t.closing.refuse }</LinkButton<FieldRoute>>
                        }
                    </span>
                </div>
                if !rule.subject_cite.is_empty() { <p class="cite" lang="zh-CN">{ rule.subject_cite.clone() }</p> }
            }
            if let Some(refusal) = &entry.view.refusal {
                if entry.view.standing_refusal().is_some() {
                    <Banner tone={Tone::Warn} title={(t.closing.refused)(&refusal.reason)} testid="refused"><p>{ if refusal.no_witness.is_empty() { String::new() } else { (t.closing.no_witness)(&refusal.no_witness) } }</p></Banner>
                } else {
                    <p class="soft" data-testid="refused-before">{ (t.closing.refused_before)(&refusal.reason) }</p>
                }
                <div class="row between">
                    <span class="strong">{ t.closing.witness }</span>
                    <span class="row tight">
                        { signed(entry, t, |s| matches!(s.signature.signer, Signer::Witness { .. })) }
                        if open { { sign("witness", "sign-witness".to_owned(), t.closing.sign_witness.to_owned()) } }
                    </span>
                </div>
            }
        </Card>
    }
}

/// Who signed without having been drawn, by certificate: name, certificate and department as last given.
fn guests(entry: &Entry) -> BTreeMap<String, String> {
    let signers = entry.view.signatures.iter().map(|s| &s.signature.signer);
    signers
        .filter_map(|signer| match signer {
            Signer::Guest {
                name,
                certificate_no,
                department,
            } => Some((
                certificate_no.clone(),
                format!("{name} {certificate_no} {department}"),
            )),
            Signer::Officer { .. }
            | Signer::Subject { .. }
            | Signer::Witness { .. }
            | Signer::Interpreter { .. } => None,
        })
        .collect()
}

#[derive(Debug, PartialEq, Properties)]
pub struct OfficerProps {
    pub member: Rc<TeamMember>,
}

/// An officer with the certificate that is shown.
#[component]
pub fn Officer(props: &OfficerProps) -> Html {
    let t = use_t();
    let member = &props.member;
    let until = member
        .certificate_until
        .map(|d| (t.closing.certificate_until)(&d.to_string()))
        .unwrap_or_default();
    html! {
        <span class="stack tight">
            <span class="strong">{ member.name.clone() }{ " " }<Tag>{ (t.today.role)(member.role) }</Tag></span>
            <span class="small soft">{ (t.closing.certificate)(&member.certificate_no) }{ until }{ " " }{ member.department.clone() }</span>
        </span>
    }
}

/// Somebody in this capacity has signed.
fn any(entry: &Entry, of: impl Fn(&Signer) -> bool) -> bool {
    entry.view.signatures.iter().any(|s| of(&s.signature.signer))
}

fn signed(entry: &Entry, t: &Messages, of: impl Fn(&SignatureView) -> bool) -> Html {
    let Some(signature) = entry.view.signatures.iter().rev().find(|s| of(s)) else {
        return html! { <Tag>{ t.closing.unsigned }</Tag> };
    };
    let testid = format!("signature-{}", signature.key);
    if signature.before_change {
        return html! { <Tag tone={Tone::Danger} icon={IconName::Warn} {testid}>{ t.closing.before_change }</Tag> };
    }
    html! { <Tag tone={Tone::Ok} icon={IconName::Check} {testid}>{ (t.closing.signed_at)(&signature.signature.at.china_minute()) }</Tag> }
}
