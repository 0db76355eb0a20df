//! The checklist: sections, one tap an answer, what a problem needs right below it.
//!
//! `data-testid`: `outline-<section>`, `progress`, `to-exchange`, `to-close`; per item `item-<id>`, `answer-<id>-<value>`
//! (or `answer-<id>` where it is typed), `note-<id>`, `location-<id>`, `photo-<id>`, `settle-<id>-<n>`,
//! `saved-<id>`, `who-<id>`.

mod conflict;
mod item;
mod outline;
mod place;

use super::frame::Frame;
use super::occasion::AtItem;
use super::steps::Steps;
use crate::hooks::tablet::{use_entry, use_tablet};
use crate::i18n::use_t;
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use crate::shell::dom;
use crate::state::work::Entry;
use crate::ui::{Banner, ButtonKind, IconName, LinkButton, Progress, Tone};
use domain::inspection::edit::Edit;
use domain::inspection::progress::stored_answers;
use domain::inspection::view::DocState;
use domain::regime::excerpt::SitePhase;
use domain::regime::form::Form;
use domain::regime::relevance::{Answers, is_relevant};
use item::ItemCard;
use outline::Outline;
use place::use_place;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct InspectProps {
    pub id: String,
    /// The question to come back to.
    pub item: Option<AttrValue>,
}

/// The checklist of one inspection.
#[component]
pub fn Inspect(props: &InspectProps) -> Html {
    let Some(entry) = use_entry(&props.id) else {
        return html! { <NoSuchInspection /> };
    };
    html! { <Checklist {entry} item={props.item.clone()} /> }
}

#[derive(Debug, PartialEq, Properties)]
struct ChecklistProps {
    entry: Rc<Entry>,
    item: Option<AttrValue>,
}

#[component]
fn Checklist(props: &ChecklistProps) -> Html {
    let t = use_t();
    let entry = &props.entry;
    let id = entry.id().to_string();
    // Only when the page opens: while somebody works, the address follows the hand and nothing may move.
    let opened_at = props.item.clone();
    use_effect_with((), move |()| {
        if let Some(item) = opened_at {
            dom::scroll_to(&format!("item-{item}"));
        }
    });
    let on_hand = use_place(id.clone());
    let editable = entry.view.state != DocState::Sealed;
    let progress = &entry.progress;
    let counted = (t.inspect.progress)(progress.answered, progress.required);
    let foot = html! {
        <>
            <div class="grow"><Progress value={progress.answered} max={progress.required} label={counted} testid="progress" /></div>
            if !entry.colleagues.is_empty() {
                <LinkButton<FieldRoute> to={FieldRoute::Exchange { id: id.clone() }} kind={ButtonKind::Quiet} icon={IconName::Sync} testid="to-exchange">{ t.exchange.title }</LinkButton<FieldRoute>>
            }
            <LinkButton<FieldRoute> to={FieldRoute::Words { id: id.clone() }} kind={ButtonKind::Secondary} icon={IconName::Pen} testid="to-words">
                { t.inspect.to_words }
            </LinkButton<FieldRoute>>
            <LinkButton<FieldRoute> to={FieldRoute::ReadBack { id: id.clone() }} kind={ButtonKind::Primary} icon={IconName::Next} testid="to-close">
                { t.inspect.to_close }
            </LinkButton<FieldRoute>>
        </>
    };
    let answers = stored_answers(&entry.view);
    html! {
        <Frame title={entry.package.subject.name.clone()} back={FieldRoute::Brief { id }} {foot}>
            if !editable { <Banner tone={Tone::Accent} title={t.inspect.sealed} testid="sealed-banner"><p>{ t.inspect.sealed_hint }</p></Banner> }
            if entry.view.skip.is_some() { <Banner tone={Tone::Warn} title={t.inspect.skipped} /> }
            <Steps entry={entry.clone()} phase={SitePhase::Before} />
            <div class="inspect">
                <Outline entry={entry.clone()} />
                <div class="stack loose">
                    { for forms(entry).map(|form| form_of(entry, form, &answers, editable, &on_hand)) }
                </div>
            </div>
        </Frame>
    }
}

/// Forms in the order the package gives.
pub(super) fn forms(entry: &Entry) -> impl Iterator<Item = &Form> {
    let package = &entry.package;
    let named = package
        .form_order
        .iter()
        .filter_map(|id| package.forms.iter().find(|f| &f.id == id));
    let rest = package
        .forms
        .iter()
        .filter(|f| !package.form_order.contains(&f.id));
    named.chain(rest)
}

fn form_of(
    entry: &Rc<Entry>,
    form: &Form,
    answers: &Answers,
    editable: bool,
    on_hand: &Callback<String>,
) -> Html {
    html! {
        <section class="stack" key={form.id.to_string()}>
            <header class="stack tight">
                <h2>{ form.title.clone() }</h2>
                <p class="cite">{ form.cite.clone() }</p>
            </header>
            { for form.sections.iter().filter_map(|section| {
                let items: Vec<_> = section.items.iter().filter(|item| is_relevant(form, item, answers)).collect();
                (!items.is_empty()).then(|| html! {
                    <section class="stack" key={section.id.clone()} id={format!("section-{}-{}", form.id, section.id)} tabindex="-1">
                        <h3 class="section-title">{ section.title.clone() }</h3>
                        { for items.into_iter().map(|item| html! { <Row key={item.id.to_string()} entry={entry.clone()} item={Rc::new(item.clone())} {editable} on_hand={on_hand.clone()} /> }) }
                    </section>
                })
            }) }
        </section>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct RowProps {
    entry: Rc<Entry>,
    item: Rc<domain::regime::form::Item>,
    editable: bool,
    on_hand: Callback<String>,
}

/// Cuts out of the inspection what one item shows, so that an answer renders its own card only.
#[component]
fn Row(props: &RowProps) -> Html {
    let tablet = use_tablet();
    let entry = &props.entry;
    let item = &props.item;
    let inspection = entry.id().clone();
    let answer = entry.view.answers.get(&item.id).cloned().unwrap_or_default();
    let names = answer
        .alternatives
        .iter()
        .map(|a| &a.stamp)
        .chain(&answer.stamp)
        .map(|stamp| (stamp.by.clone(), entry.name_of(&stamp.by)))
        .collect::<Vec<_>>();
    let photos = entry
        .evidence_of(Some(item.id.as_str()))
        .cloned()
        .collect::<Vec<_>>();
    let on_edit = use_callback(inspection.clone(), move |edit: Edit, inspection| {
        tablet.edit(inspection, edit);
    });
    html! {
        <>
        if let Some(occasion) = entry.package.occasion.clone() { <AtItem occasion={Rc::new(occasion)} item={item.id.to_string()} /> }
        <ItemCard inspection={inspection.to_string()} item={item.clone()} {answer} {names} {photos} blobs={entry.blobs.clone()}
            saved={entry.saved} team={entry.package.team.len()} editable={props.editable}
            camera={entry.package.excerpt.camera_forbidden.is_none()} {on_edit} on_hand={props.on_hand.clone()} />
        </>
    }
}
