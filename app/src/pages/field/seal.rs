//! Sealing: what still stands against it, each with a way there; then the seal, which nothing takes back.
//!
//! `data-testid`: `blocker-<n>`, `blocker-go-<n>`, `exceptions`, `seal`, `sealed`, `elsewhere`, `record-digest`, `to-print`; `drawn-…`.

use super::drawn::StillDrawn;
use super::exchange::Invitation;
use super::frame::Frame;
use super::recording_files::RecordingFiles;
use super::remedies::Remedies;
use super::supplements::Supplements;
use crate::hooks::draft::use_drawn;
use crate::hooks::tablet::{use_entry, use_tablet};
use crate::i18n::{Messages, use_t};
use crate::pages::acts;
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use crate::state::work::Entry;
use crate::ui::{Banner, Button, ButtonKind, Card, Field, IconName, LinkButton, SavedTag, TextArea, Tone};
use domain::inspection::edit::Edit;
use domain::inspection::progress::Blocker;
use domain::inspection::signature::{SignatureForm, Signer};
use domain::inspection::view::DocState;
use domain::submission::Submission;
use domain::sync::engine::Colleague;
use domain::sync::engine::SavedState;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct SealProps {
    pub id: String,
}

/// The page.
#[component]
pub fn Seal(props: &SealProps) -> Html {
    let t = use_t();
    let Some(entry) = use_entry(&props.id) else {
        return html! { <NoSuchInspection /> };
    };
    let id = props.id.clone();
    html! {
        <Frame title={t.closing.seal_title} back={FieldRoute::ReadBack { id }}>
            if entry.view.state == DocState::Sealed { <Done entry={entry.clone()} /> } else { <Ready entry={entry.clone()} /> }
            if entry.view.state == DocState::Sealed {
                <Remedies entry={entry.clone()} />
                <RecordingFiles entry={entry.clone()} />
            }
            if !entry.view.acts.is_empty() {
                <Card title={t.sheet.acts}>{ acts::list(&entry.view.acts, &entry.package, t) }</Card>
            }
            <Elsewhere entry={entry.clone()} />
            <Supplements {entry} />
        </Frame>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct EntryProps {
    entry: Rc<Entry>,
}

/// Evidence that the record names and that is not on this tablet, by whose tablet holds it.
#[component]
fn Elsewhere(props: &EntryProps) -> Html {
    let t = use_t();
    let elsewhere = props.entry.elsewhere();
    let words = |(who, beside, n): &(String, bool, usize)| match beside {
        true => (t.custody.elsewhere_beside)(*n, who),
        false => (t.custody.elsewhere)(*n, who),
    };
    let Some((first, others)) = elsewhere.split_first() else {
        return Html::default();
    };
    html! {
        <Banner tone={Tone::Plain} title={words(first)} testid="elsewhere">
            { for others.iter().map(|one| html! { <p class="strong">{ words(one) }</p> }) }
            <p>{ t.custody.elsewhere_hint }</p>
        </Banner>
    }
}

#[component]
fn Ready(props: &EntryProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let exceptions = use_state_eq(String::new);
    let entry = &props.entry;
    let drawn = use_drawn(vec![entry.clone()]);
    let blocking = &entry.progress.blocking;
    let apart: Vec<&Colleague> = entry.not_compared().collect();
    let may = entry.progress.may_seal(&exceptions) && (apart.is_empty() || !exceptions.trim().is_empty());
    let seal = {
        let (tablet, inspection, exceptions) = (tablet, entry.id().clone(), exceptions.trim().to_owned());
        Callback::from(move |_: MouseEvent| {
            tablet.edit(
                &inspection,
                Edit::Seal {
                    exceptions: exceptions.clone(),
                },
            );
        })
    };
    let oninput = {
        let exceptions = exceptions.setter();
        Callback::from(move |text: String| exceptions.set(text))
    };
    html! {
        <>
            <StillDrawn drawn={(*drawn).clone()} hint={t.annotate.unsaved_seal} />
            if blocking.is_empty() && apart.is_empty() {
                <Banner tone={Tone::Ok} title={t.closing.ready} testid="ready"><p>{ t.closing.ready_hint }</p></Banner>
            } else {
                <Card title={(t.closing.blockers)(blocking.len() + apart.len())}>
                    { for blocking.iter().enumerate().map(|(n, blocker)| html! { <Blocked key={n} entry={entry.clone()} blocker={Rc::new(blocker.clone())} {n} /> }) }
                    { for apart.iter().enumerate().map(|(n, colleague)| not_compared(entry, colleague, blocking.len() + n, t)) }
                </Card>
            }
            // A row above offers it already where somebody was never compared.
            if apart.is_empty() { <Invitation entry={entry.clone()} /> }
            if !apart.is_empty() || blocking.iter().any(Blocker::excusable) {
                <Field id="exceptions" label={t.closing.exceptions} hint={t.closing.exceptions_hint}>
                    <TextArea id="exceptions" testid="exceptions" value={(*exceptions).clone()} {oninput} />
                </Field>
            }
            <Card>
                <p>{ t.closing.seal_hint }</p>
                <Button kind={ButtonKind::Primary} icon={IconName::Lock} wide=true disabled={!may} onclick={seal} testid="seal">{ t.closing.seal }</Button>
            </Card>
        </>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct BlockedProps {
    entry: Rc<Entry>,
    blocker: Rc<Blocker>,
    n: usize,
}

/// One thing in the way, in words, with its article and a way there.
#[component]
fn Blocked(props: &BlockedProps) -> Html {
    let t = use_t();
    let (entry, blocker) = (&props.entry, &props.blocker);
    html! {
        <div class="row between" data-testid={format!("blocker-{}", props.n)} data-code={blocker.code.clone()}>
            <span class="stack tight grow">
                <span><span class="strong">{ (t.codes.blocker)(&blocker.code) }</span>{ " " }{ about(entry, blocker, t) }</span>
                if !blocker.cite.is_empty() { <span class="cite">{ blocker.cite.clone() }</span> }
            </span>
            <LinkButton<FieldRoute> to={way(entry, blocker)} icon={IconName::Next} testid={format!("blocker-go-{}", props.n)}>{ t.closing.go_there }</LinkButton<FieldRoute>>
        </div>
    }
}

/// The office's own rule, not the regime's: what a colleague has must be here, or it is said why not.
fn not_compared(entry: &Entry, colleague: &Colleague, n: usize, t: &Messages) -> Html {
    let id = entry.id().to_string();
    html! {
        <div class="row between" data-testid={format!("blocker-{n}")} data-code="team.not_compared">
            <span class="strong grow">{ (t.exchange.not_compared)(&entry.name_of(&colleague.inspector)) }</span>
            <LinkButton<FieldRoute> to={FieldRoute::Exchange { id }} icon={IconName::Sync} testid={format!("blocker-go-{n}")}>{ t.exchange.title }</LinkButton<FieldRoute>>
        </div>
    }
}

fn about(entry: &Entry, blocker: &Blocker, t: &Messages) -> String {
    let package = &entry.package;
    if let Some(id) = &blocker.item {
        let item = package.forms.iter().find_map(|f| f.item(id));
        return item.map_or_else(String::new, |i| format!("{} {}", i.no, i.text).trim().to_owned());
    }
    if blocker.code == "paper.pages_missing" {
        return blocker.about.clone();
    }
    let step = package
        .excerpt
        .steps
        .iter()
        .find(|s| s.id == blocker.about)
        .map(|s| s.label.clone());
    let form = package
        .forms
        .iter()
        .find(|f| f.id.as_str() == blocker.about)
        .map(|f| f.title.clone());
    let reason = package
        .excerpt
        .skip_reasons
        .iter()
        .find(|r| r.code == blocker.about)
        .map(|r| r.label.clone());
    let officer = package
        .team
        .iter()
        .find(|m| m.inspector.as_str() == blocker.about)
        .map(|m| m.name.clone());
    let paper = entry.view.papers.iter().map(|p| &p.paper.number);
    let paper = paper.into_iter().find(|number| **number == blocker.about);
    let list = package.onsite.iter().find(|d| d.list == blocker.about);
    let list = list.map(|d| d.label.clone());
    let mut sections = package.forms.iter().flat_map(|f| &f.sections);
    let section = sections.find(|s| s.id == blocker.about && s.repeat.is_some());
    let section = section.map(|s| s.title.clone());
    let found = step.or(form).or(reason).or(officer);
    let found = found.or(paper.cloned()).or(list).or(section);
    found
        .or_else(|| signer(entry, &blocker.about, t))
        .unwrap_or_default()
}

/// Whose signature has this key, in which capacity, and how it was given.
fn signer(entry: &Entry, key: &str, t: &Messages) -> Option<String> {
    let view = entry.view.signatures.iter().find(|s| s.key == key)?;
    let (name, capacity) = match &view.signature.signer {
        Signer::Officer { inspector, .. } => (entry.name_of(inspector), t.sheet.officers),
        Signer::Subject { name, .. } => (name.clone(), t.sheet.subject),
        Signer::Witness { name, .. } => (name.clone(), t.sheet.witness),
        Signer::Interpreter { name, .. } => (name.clone(), t.sheet.interpreter),
        Signer::Guest { name, .. } => (name.clone(), t.sheet.guest),
    };
    let form = match view.signature.form {
        SignatureForm::Strokes => t.closing.by_hand,
        SignatureForm::SealPhoto => t.closing.seal_mark,
        SignatureForm::ThumbPhoto => t.closing.thumb_mark,
    };
    Some([capacity, &name, form].join(" · "))
}

fn way(entry: &Entry, blocker: &Blocker) -> FieldRoute {
    let id = entry.id().to_string();
    if let Some(item) = &blocker.item {
        return FieldRoute::InspectItem {
            id,
            item: item.to_string(),
        };
    }
    match blocker.code.split('.').next().unwrap_or_default() {
        "skip" => FieldRoute::Skip { id },
        "signature" | "heads" => FieldRoute::ReadBack { id },
        "paper" if blocker.code == "paper.pages_missing" => FieldRoute::Photo {
            id,
            item: "-".to_owned(),
        },
        "paper" => FieldRoute::Papers { id },
        "remarks" => FieldRoute::Words { id },
        "supplement" => FieldRoute::Seal { id },
        "onsite" => FieldRoute::Found {
            id,
            list: blocker.about.clone(),
        },
        "step" => {
            let after = entry
                .package
                .excerpt
                .steps
                .iter()
                .any(|s| s.id == blocker.about && s.phase == domain::regime::excerpt::SitePhase::After);
            if after {
                FieldRoute::ReadBack { id }
            } else {
                FieldRoute::Inspect { id }
            }
        }
        _ => FieldRoute::Inspect { id },
    }
}

/// This tablet knows of its own originals only: none left here is not all of them received.
fn originals(entry: &Entry, t: &Messages) -> String {
    match (entry.originals_left(), entry.elsewhere().is_empty()) {
        (0, false) => t.custody.originals_here.to_owned(),
        (left, _) => (t.sync.originals_left)(left),
    }
}

#[component]
fn Done(props: &EntryProps) -> Html {
    let t = use_t();
    let entry = &props.entry;
    let frozen = Submission::each(&entry.package, &entry.view);
    let seal = entry.view.seals.last();
    html! {
        <Card title={t.closing.sealed} aside={html! { <SavedTag state={entry.saved} testid="sealed-state" /> }} testid="sealed">
            <p>{ if entry.saved == SavedState::Typed { t.codes.of("store.waits") } else if entry.received() { t.closing.sealed_received.to_owned() } else { t.closing.sealed_hint.to_owned() } }</p>
            if entry.view.sealed_apart() {
                <Banner tone={Tone::Danger} title={t.sheet.sealed_apart} testid="sealed-apart"><p>{ t.closing.sealed_apart_hint }</p></Banner>
            }
            <dl class="facts">
                <dt>{ t.closing.record_digest }</dt>
                { for frozen.iter().map(|s| html! { <dd class="mono" data-testid="record-digest">{ s.sha256() }</dd> }) }
                if let Some(seal) = seal {
                    <dt>{ t.closing.sealed_by }</dt><dd>{ entry.name_of(&seal.stamp.by) }{ " · " }{ seal.stamp.at.china_minute() }</dd>
                    if !seal.exceptions.is_empty() { <dt>{ t.closing.exceptions }</dt><dd>{ seal.exceptions.clone() }</dd> }
                }
                <dt>{ t.sync.originals }</dt><dd>{ originals(entry, t) }</dd>
            </dl>
            <div class="row">
                <LinkButton<FieldRoute> to={FieldRoute::Sync} kind={ButtonKind::Primary} icon={IconName::Sync} testid="to-sync">{ t.sync.title }</LinkButton<FieldRoute>>
                <LinkButton<FieldRoute> to={FieldRoute::Print { id: entry.id().to_string() }} icon={IconName::File} testid="to-print">{ t.paper.print }</LinkButton<FieldRoute>>
                <LinkButton<FieldRoute> to={FieldRoute::Today}>{ t.today.title }</LinkButton<FieldRoute>>
            </div>
        </Card>
    }
}
