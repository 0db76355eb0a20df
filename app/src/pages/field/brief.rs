//! The brief of one inspection: what was drawn and how that is proven, whom to visit, with whom, by which
//! rules, until when; and the ways into the work.
//!
//! `data-testid`: `proof`, `team`, `visits`, `to-inspect`, `to-skip`, `to-amend`, `to-seal`, `no-room`.

use super::frame::Frame;
use super::read_back::Officer;
use super::steps::SourceTag;
use super::supplements::Supplements;
use crate::hooks::room::use_room_to_begin;
use crate::hooks::tablet::{use_entry, use_work};
use crate::i18n::use_t;
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use crate::shell::clock;
use crate::state::bucket::Bucket;
use crate::state::departure::{Beginning, Light, of_entry};
use crate::state::work::Entry;
use crate::ui::{Banner, ButtonKind, Card, IconName, LinkButton, Tag, Tone};
use domain::assignment::DrawProof;
use domain::inspection::view::DocState;
use domain::log::Policy;
use domain::regime::excerpt::CitedText;
use domain::review::ReviewAct;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct BriefProps {
    pub id: String,
}

/// The page.
#[component]
pub fn Brief(props: &BriefProps) -> Html {
    let t = use_t();
    let Some(entry) = use_entry(&props.id) else {
        return html! { <NoSuchInspection /> };
    };
    let excerpt = &entry.package.excerpt;
    html! {
        <Frame title={entry.package.subject.name.clone()} back={FieldRoute::Today} foot={html! { <Ways entry={entry.clone()} /> }}>
            <Returned entry={entry.clone()} />
            <div class="two">
                <Subject entry={entry.clone()} />
                <Proof entry={entry.clone()} />
            </div>
            <Card title={t.today.team} testid="team">
                { for entry.package.team.iter().map(|m| html! { <Officer key={m.inspector.to_string()} member={Rc::new(m.clone())} /> }) }
            </Card>
            <Deadlines entry={entry.clone()} />
            { cited(t.today.notice, &excerpt.notice) }
            { cited(t.today.site_rules, &excerpt.site_rules) }
            if let Some(rule) = &excerpt.camera_forbidden { <Banner tone={Tone::Warn} title={rule.text.clone()}><p class="cite" lang="zh-CN">{ rule.cite.clone() }</p></Banner> }
            { cited(t.today.publication, &excerpt.publication) }
            <Supplements entry={entry.clone()} />
        </Frame>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct PartProps {
    entry: Rc<Entry>,
}

#[component]
fn Returned(props: &PartProps) -> Html {
    let t = use_t();
    let entry = &props.entry;
    if entry.bucket() != Bucket::Returned {
        return Html::default();
    }
    let review = entry
        .review
        .entries
        .iter()
        .rev()
        .find(|e| e.act == ReviewAct::Return);
    html! {
        <Banner tone={Tone::Danger} title={t.closing.returned} testid="returned">
            <p lang="zh-CN">{ review.map(|r| r.comment.clone()).unwrap_or_default() }</p>
        </Banner>
    }
}

#[component]
fn Subject(props: &PartProps) -> Html {
    let t = use_t();
    let entry = &props.entry;
    let subject = &entry.package.subject;
    let package = &entry.package;
    let visits = match package.visit_cap {
        Some(cap) => (t.today.visits_capped)(package.visit_no, cap),
        None => (t.today.visits)(package.visit_no),
    };
    // A cap counts what was drawn.
    let counted = package.occasion.is_none();
    html! {
        <Card title={t.today.subject}>
            <dl class="facts">
                <dt>{ t.today.task }</dt><dd lang="zh-CN">{ package.task_title.clone() }</dd>
                <dt>{ t.today.regime }</dt><dd lang="zh-CN">{ package.excerpt.title.clone() }</dd>
                <dt>{ t.today.code }</dt><dd class="mono">{ subject.credit_code.clone().unwrap_or_else(|| t.common.none.to_owned()) }</dd>
                <dt>{ t.today.address }</dt><dd lang="zh-CN">{ subject.address.clone() }</dd>
                <dt>{ t.today.responsible }</dt><dd lang="zh-CN">{ subject.responsible_person.clone() }{ " " }{ subject.phone.clone() }</dd>
                <dt>{ t.today.window }</dt><dd>{ (t.today.from_to)(&package.window.0.to_string(), &package.window.1.to_string()) }</dd>
                if counted { <dt>{ t.today.visits_label }</dt><dd data-testid="visits">{ visits }</dd> }
            </dl>
            if subject.demo { <div class="row"><Tag tone={Tone::Warn}>{ t.common.demo }</Tag></div> }
        </Card>
    }
}

fn proof_stratum(proof: &DrawProof) -> &str {
    if proof.stratum_label.is_empty() {
        &proof.stratum
    } else {
        &proof.stratum_label
    }
}

/// The draw in words, and how far this tablet has checked it by itself.
#[component]
fn Proof(props: &PartProps) -> Html {
    let t = use_t();
    let work = use_work();
    let entry = &props.entry;
    if let Some(occasion) = &entry.package.occasion {
        return super::occasion::card(t, occasion);
    }
    let Some(proof) = &entry.package.proof else {
        return html! { <Card title={t.today.proof} testid="proof"><Banner tone={Tone::Warn} title={t.today.not_random}><p>{ t.today.not_random_hint }</p></Banner></Card> };
    };
    let policy = Policy::parse(&work.owner.log_policy).ok();
    let lines = of_entry(entry, policy.as_ref(), clock::now().china_date());
    let checked = lines
        .into_iter()
        .filter(|l| l.code == "proof" || l.code == "signed");
    html! {
        <Card title={t.today.proof} testid="proof">
            <p>{ (t.today.proof_words)(proof_stratum(proof), proof.position + 1, proof.sample) }</p>
            { for checked.map(|line| {
                let tone = match line.light { Light::Green => Tone::Ok, Light::Amber => Tone::Warn, Light::Red => Tone::Danger };
                html! { <Banner key={line.code} {tone} title={(t.today.check)(line.code, line.why, &line.detail)} testid={format!("proof-{}", line.code)} /> }
            }) }
            <p class="small soft">{ t.today.proof_level }</p>
            <p class="small soft mono">{ proof.origin.clone() }</p>
        </Card>
    }
}

#[component]
fn Deadlines(props: &PartProps) -> Html {
    let t = use_t();
    let due: Vec<_> = props.entry.deadlines().collect();
    if due.is_empty() {
        return Html::default();
    }
    html! {
        <Card title={t.today.deadlines}>
            <ul class="stack tight">
                { for due.into_iter().map(|d| html! {
                    <li class="row between" key={format!("{}{}", d.clock, d.label)}>
                        <span lang="zh-CN">{ d.label.clone() }{ " " }<span class="cite" lang="zh-CN">{ d.cite.clone() }</span></span>
                        <span class="strong">{ d.due.map_or_else(|| t.today.due_later.to_owned(), |date| date.to_string()) }</span>
                    </li>
                }) }
            </ul>
        </Card>
    }
}

fn cited(title: &'static str, texts: &[CitedText]) -> Html {
    if texts.is_empty() {
        return Html::default();
    }
    html! {
        <Card {title}>
            <ul class="stack tight">
                { for texts.iter().enumerate().map(|(n, text)| html! {
                    <li key={n}><span lang="zh-CN">{ text.text.clone() }</span>{ " " }<span class="cite" lang="zh-CN">{ text.cite.clone() }</span>{ " " }<SourceTag source={text.source} /></li>
                }) }
            </ul>
        </Card>
    }
}

/// The ways on from here, by where the inspection stands.
#[component]
fn Ways(props: &PartProps) -> Html {
    let t = use_t();
    let entry = &props.entry;
    let id = entry.id().to_string();
    let state = entry.view.state;
    let beginning = use_room_to_begin(entry);
    let returned = entry.bucket() == Bucket::Returned && state == DocState::Sealed;
    html! {
        <>
            if !matches!(state, DocState::Sealed | DocState::Amending) {
                <LinkButton<FieldRoute> to={FieldRoute::Skip { id: id.clone() }} testid="to-skip">{ t.inspect.skip_title }</LinkButton<FieldRoute>>
            }
            if state == DocState::Sealed {
                <LinkButton<FieldRoute> to={FieldRoute::Seal { id: id.clone() }} icon={IconName::Lock} testid="to-seal">{ t.closing.sealed }</LinkButton<FieldRoute>>
                <LinkButton<FieldRoute> to={FieldRoute::Amend { id: id.clone() }} kind={if returned { ButtonKind::Primary } else { ButtonKind::Secondary }} icon={IconName::Pen} testid="to-amend">{ t.closing.amend_title }</LinkButton<FieldRoute>>
            }
            if let Beginning::TooLittle(photos) = beginning {
                <span class="strong" data-testid="no-room"><Tag tone={Tone::Danger} icon={IconName::Warn}>{ (t.today.too_little_room)(photos) }</Tag></span>
            } else {
            <LinkButton<FieldRoute> to={FieldRoute::Inspect { id }} kind={if returned { ButtonKind::Secondary } else { ButtonKind::Primary }} icon={IconName::Next} testid="to-inspect">
                { match state { DocState::Assigned => t.today.begin, DocState::Sealed => t.today.look, DocState::Started | DocState::ToSign | DocState::Amending => t.today.go_on } }
            </LinkButton<FieldRoute>>
            }
        </>
    }
}
