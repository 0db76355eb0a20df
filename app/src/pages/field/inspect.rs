//! The checklist: sections, one tap an answer, what a problem needs right below it.
//!
//! `data-testid`: `outline-<section>`, `progress`, `steps-due`, `to-steps`, `to-open`, `to-fault`, `to-exchange`, `to-close`; per item `item-<id>`, `answer-<id>-<value>`
//! (or `answer-<id>` where it is typed), `note-<id>`, `location-<id>`, `photo-<id>`, `settle-<id>-<n>`,
//! `saved-<id>`, `who-<id>`, `wants-<id>`, `limits-answer-<id>`, `unfit-answer-<id>`, `half-answer-<id>`. An item's
//! `data-verdict` is `open`, `done`, `problem` or `fault` (its answers differ, or contradict another).

mod conflict;
mod growing;
mod item;
mod outline;
mod place;
mod rows;
mod settled;

use super::frame::Frame;
use super::occasion::AtItem;
use super::steps::Steps;
use crate::hooks::room::use_room_to_begin;
use crate::hooks::tablet::{use_entry, use_tablet};
use crate::i18n::{Messages, use_t};
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use crate::shell::dom;
use crate::state::checklist::{
    Checklist as ListOfRows, Kept, Sheet, checklist, next_open, row_place, section_place, sheets,
};
use crate::state::departure::Beginning;
use crate::state::work::Entry;
use crate::ui::{Banner, Button, ButtonKind, Empty, IconName, LinkButton, Progress, Tone};
use domain::assignment::{Occasion, Package};
use domain::id::ItemId;
use domain::inspection::doc::forms_in_order;
use domain::inspection::edit::Edit;
use domain::inspection::progress::due_before;
use domain::inspection::rows::split;
use domain::inspection::view::DocState;
use domain::regime::excerpt::{SitePhase, SiteStep};
use domain::regime::form::{Form, Item, Section};
use growing::use_growing;
use item::ItemCard;
use outline::Outline;
use place::use_place;
use rows::Strike;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::prelude::*;

/// Rows that come and go together as the page is scrolled.
const PORTION: usize = 10;

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
    html! { <Begun {entry} item={props.item.clone()} /> }
}

#[derive(Debug, PartialEq, Properties)]
struct ChecklistProps {
    entry: Rc<Entry>,
    item: Option<AttrValue>,
}

/// The checklist of one that has begun, or may begin.
#[component]
fn Begun(props: &ChecklistProps) -> Html {
    let t = use_t();
    let (entry, item) = (props.entry.clone(), props.item.clone());
    match use_room_to_begin(&entry) {
        Beginning::May => html! { <Checklist {entry} {item} /> },
        Beginning::Asking => html! { <Empty title={t.common.loading} whole_page=true /> },
        Beginning::TooLittle(photos) => {
            let back = FieldRoute::Brief {
                id: entry.id().to_string(),
            };
            html! {
                <Frame title={entry.package.subject.name.clone()} {back}>
                    <Banner tone={Tone::Danger} title={(t.today.too_little_room)(photos)} testid="no-room"><p>{ t.today.too_little_room_hint }</p></Banner>
                    <div class="row"><LinkButton<FieldRoute> to={FieldRoute::Sync} icon={IconName::Sync} testid="to-sync">{ t.sync.title }</LinkButton<FieldRoute>></div>
                </Frame>
            }
        }
    }
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
    let list = use_list(entry);
    let (on_hand, hand) = use_hand(id.clone());
    let open = entry.view.state != DocState::Sealed;
    let due: Vec<&SiteStep> = due_before(&entry.package, &entry.view).filter(|_| open).collect();
    let on_edit = {
        let tablet = use_tablet();
        use_callback(entry.id().clone(), move |edit: Edit, inspection| {
            tablet.edit(inspection, edit);
        })
    };
    let sheets = use_sheets(&entry.package);
    let (drawn, reveal) = use_growing(&sheets.1, props.item.as_deref());
    let rows = Rows {
        t,
        entry,
        occasion: entry.package.occasion.clone().map(Rc::new),
        list: &list,
        inspection: id.clone().into(),
        editable: open && due.is_empty(),
        on_edit,
        on_hand,
        left: Cell::new(drawn),
    };
    html! {
        <Frame title={entry.package.subject.name.clone()} back={FieldRoute::Brief { id }} foot={foot(entry, &list, (&hand, &reveal), t)}>
            if !open { <Banner tone={Tone::Accent} title={t.inspect.sealed} testid="sealed-banner"><p>{ t.inspect.sealed_hint }</p></Banner> }
            if entry.view.skip.is_some() { <Banner tone={Tone::Warn} title={t.inspect.skipped} /> }
            <Steps entry={entry.clone()} phase={SitePhase::Before} />
            <div class="inspect">
                <Outline entry={entry.clone()} faulty={list.faulty.clone()} />
                <div class="stack loose">
                    { steps_due(&due, t) }
                    { for forms_in_order(&entry.package).zip(&sheets.1).map(|(form, sheet)| rows.of_form(form, sheet)) }
                </div>
            </div>
        </Frame>
    }
}

/// What comes before the first answer, and the way there. The questions stay readable below.
fn steps_due(due: &[&SiteStep], t: &'static Messages) -> Html {
    let Some(first) = due.first() else {
        return Html::default();
    };
    let target = format!("step-{}", first.id);
    let onclick = Callback::from(move |_: MouseEvent| {
        dom::reveal(&target);
    });
    html! {
        <Banner tone={Tone::Warn} title={t.inspect.steps_first} testid="steps-due">
            <ul>{ for due.iter().map(|step| html! { <li key={step.id.clone()}>{ step.label.clone() }{ " " }<span class="cite">{ step.cite.clone() }</span></li> }) }</ul>
            <div class="row"><Button {onclick} testid="to-steps">{ t.inspect.to_steps }</Button></div>
        </Banner>
    }
}

/// The questions of the package, made once for it.
#[hook]
fn use_sheets(package: &Rc<Package>) -> Rc<(Rc<Package>, Vec<Sheet>)> {
    // Kept with its package: while this holds it, no other one can have its address.
    let package = package.clone();
    use_memo(Rc::as_ptr(&package), move |_| {
        let sheets = sheets(&package);
        (package, sheets)
    })
}

/// The rows as this state of the inspection has them.
#[hook]
fn use_list(entry: &Entry) -> ListOfRows {
    let kept = use_mut_ref(Kept::default);
    kept.borrow_mut().note(entry);
    let kept = kept.borrow();
    checklist(entry, &kept)
}

/// Where the hand is: told to the address, and remembered for the way to the next open question.
#[hook]
fn use_hand(inspection: String) -> (Callback<String>, Rc<RefCell<Option<String>>>) {
    let hand = use_mut_ref(|| None::<String>);
    let place = use_place(inspection);
    let on_hand = {
        let hand = hand.clone();
        use_callback(place, move |item: String, place| {
            *hand.borrow_mut() = Some(row_place(&ItemId::new(item.clone())));
            place.emit(item);
        })
    };
    (on_hand, hand)
}

/// What stands under the thumb: how far it is, what is left, and the way on.
fn foot(
    entry: &Entry,
    list: &ListOfRows,
    (hand, reveal): (&Rc<RefCell<Option<String>>>, &Callback<String>),
    t: &'static Messages,
) -> Html {
    let id = entry.id().to_string();
    let progress = &entry.progress;
    let mut counted = (t.inspect.progress)(progress.answered, progress.required);
    if progress.settled > 0 {
        counted = format!("{counted} · {}", (t.settled.counted)(progress.settled));
    }
    let go = |open: &[String]| {
        let (order, open, hand) = (list.order.clone(), open.to_vec(), hand.clone());
        let reveal = reveal.clone();
        Callback::from(move |_: MouseEvent| {
            let here = hand.borrow().clone();
            if let Some(next) = next_open(&order, &open, here.as_deref()) {
                // Where there is nothing to put the hand on, the next tap goes on from here all the same.
                *hand.borrow_mut() = Some(next.clone());
                reveal.emit(next.clone());
            }
        })
    };
    html! {
        <>
            <div class="grow"><Progress value={progress.answered} max={progress.required} label={counted} testid="progress" /></div>
            if !list.faulty.is_empty() {
                <Button kind={ButtonKind::Danger} icon={IconName::Warn} onclick={go(&list.faulty)} testid="to-fault">{ (t.inspect.to_fault)(list.faulty.len()) }</Button>
            }
            if !list.unanswered.is_empty() {
                <Button icon={IconName::Next} onclick={go(&list.unanswered)} testid="to-open">{ (t.inspect.to_open)(list.unanswered.len()) }</Button>
            }
            if !entry.colleagues.is_empty() {
                <LinkButton<FieldRoute> to={FieldRoute::Exchange { id: id.clone() }} kind={ButtonKind::Quiet} icon={IconName::Sync} testid="to-exchange">{ t.exchange.title }</LinkButton<FieldRoute>>
            }
            <LinkButton<FieldRoute> to={FieldRoute::Words { id: id.clone() }} kind={ButtonKind::Secondary} icon={IconName::Pen} testid="to-words">
                { t.inspect.to_words }
            </LinkButton<FieldRoute>>
            <LinkButton<FieldRoute> to={FieldRoute::ReadBack { id }} kind={ButtonKind::Primary} icon={IconName::Next} testid="to-close">
                { t.inspect.to_close }
            </LinkButton<FieldRoute>>
        </>
    }
}

/// What every row is cut from.
struct Rows<'a> {
    t: &'static Messages,
    entry: &'a Entry,
    occasion: Option<Rc<Occasion>>,
    list: &'a ListOfRows,
    inspection: AttrValue,
    editable: bool,
    on_edit: Callback<Edit>,
    on_hand: Callback<String>,
    /// Portions that may still be drawn.
    left: Cell<usize>,
}

impl Rows<'_> {
    fn of_form(&self, form: &Form, sheet: &Sheet) -> Html {
        let sections = form.sections.iter().zip(&sheet.sections);
        html! {
            <section class="stack" key={form.id.to_string()}>
                <header class="stack tight">
                    <h2>{ form.title.clone() }</h2>
                    <p class="cite">{ form.cite.clone() }</p>
                </header>
                { for sections.filter_map(|(section, items)| {
                    let rows = self.portions(items);
                    (!rows.is_empty() || section.repeat.is_some() || (self.left.get() == 0 && self.asks(items))).then(|| html! {
                        <section class="stack" key={section.id.clone()} id={section_place(form, section)} tabindex="-1">
                            { self.title(section) }
                            if let Some(repeat) = &section.repeat { { rows::heading(self.t, self.entry, section, repeat, self.editable) } }
                            { for rows }
                        </section>
                    })
                }) }
            </section>
        }
    }

    /// Something of it is asked now.
    fn asks(&self, items: &[Rc<Item>]) -> bool {
        items.iter().any(|item| self.list.rows.contains_key(&item.id))
    }

    /// The rows in portions the browser may leave out of the layout while they are out of sight. An item stays in its
    /// portion whichever others are asked: the control under a hand is never made anew.
    fn portions(&self, items: &[Rc<Item>]) -> Vec<Html> {
        let room = self.left.get();
        self.left.set(room.saturating_sub(items.len().div_ceil(PORTION)));
        let portions = items.chunks(PORTION).enumerate().take(room);
        let shown = portions.map(|(n, items)| (n, items.iter().filter_map(|item| self.row(item)).collect()));
        shown
            .filter(|(_, rows): &(usize, Vec<Html>)| !rows.is_empty())
            .map(|(n, rows)| html! { <div key={n} class="rows stack">{ for rows }</div> })
            .collect()
    }

    /// The heading of a section; that of a row can be struck out.
    fn title(&self, section: &Section) -> Html {
        let title = html! { <h3 class="section-title grow">{ section.title.clone() }</h3> };
        let row = split(&section.id).1.filter(|_| self.editable);
        let row = row.and_then(|id| self.entry.view.rows.iter().find(|r| r.id == id));
        match row {
            Some(row) => html! {
                <div class="row between top">
                    { title }
                    <Strike inspection={self.entry.id().clone()} row={row.id.clone()} name={row.name.clone()} />
                </div>
            },
            None => title,
        }
    }

    /// One row, if it is asked now: given only what it shows, so that an answer elsewhere draws nothing here.
    fn row(&self, item: &Rc<Item>) -> Option<Html> {
        let shown = self.list.rows.get(&item.id)?.clone();
        let card = html! {
            <ItemCard key={item.id.to_string()} inspection={self.inspection.clone()} item={item.clone()} {shown}
                editable={self.editable}
                camera={self.entry.package.excerpt.camera_forbidden.is_none()} on_edit={self.on_edit.clone()} on_hand={self.on_hand.clone()} />
        };
        // What was found here before stands above the question.
        Some(match &self.occasion {
            Some(occasion) => html! {
                <key={item.id.to_string()}><AtItem occasion={occasion.clone()} item={item.id.to_string()} />{ card }</>
            },
            None => card,
        })
    }
}
