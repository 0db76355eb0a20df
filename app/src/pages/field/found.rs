//! A draw among things found on site: list, fix, let the inspected side give the randomness, draw.
//!
//! Exists as a page of its own because three parties look at it in turn: the officers list, the inspected side checks
//! list and code, and only then throws. Invariant: every list that was fixed stays on the page with what was drawn.
//!
//! `data-testid`: `found-rule`, `found-names`, `found-fix`, `found-why`, `found-further`, `found-list` (one a list),
//! `found-code`, `found-drawn`, `found-to-items`, and those of [`party`].

mod party;

use super::frame::Frame;
use super::steps::SourceTag;
use crate::hooks::tablet::{use_entry, use_tablet};
use crate::hooks::words::{Typed, use_typed};
use crate::i18n::{Messages, use_t};
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use crate::shell::js;
use crate::state::found::{Names, is_fixed, names};
use crate::state::work::Entry;
use crate::ui::{
    Banner, Button, ButtonKind, Card, Empty, Field, IconName, LinkButton, SavedTag, Tag, TextArea, Tone,
};
use domain::assignment::OnSiteDraw;
use domain::inspection::edit::Edit;
use domain::inspection::found::{ListView, NAME_CHARS_MAX, NAMES_MAX, thrown};
use domain::inspection::view::DocState;
use party::Party;
use std::rc::Rc;
use yew::prelude::*;

/// The words of this page: the names, and why they are listed once more.
const NAMES: usize = 0;
const WHY: usize = 1;

fn word(typed: &Typed, field: usize) -> &str {
    typed.words.get(field).map_or("", String::as_str)
}

#[derive(Debug, PartialEq, Properties)]
pub struct FoundProps {
    pub id: String,
    pub list: String,
}

/// The page.
#[component]
pub fn Found(props: &FoundProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let further = use_state_eq(|| false);
    let typed = use_typed(
        format!("found/{}/{}", props.id, props.list),
        vec![String::new(); 2],
    );
    let entry = use_entry(&props.id);
    use_spent(entry.as_deref(), &props.list, &typed, &further);
    let Some(entry) = entry else {
        return html! { <NoSuchInspection /> };
    };
    let back = FieldRoute::Inspect { id: props.id.clone() };
    let Some(rule) = entry.package.onsite.iter().find(|d| d.list == props.list) else {
        return html! { <Frame title={t.found.title} {back}><Empty title={t.found.no_list} testid="found-none" /></Frame> };
    };
    let lists: Vec<&ListView> = entry.view.lists_of(&rule.list).collect();
    let open = entry.view.state != DocState::Sealed;
    let waiting = lists.last().filter(|l| l.drawings.is_empty());
    let anew = *further || lists.is_empty();
    let on_fix = {
        let (tablet, inspection, list) = (tablet.clone(), entry.id().clone(), rule.list.clone());
        Callback::from(move |(names, why): (Vec<String>, String)| {
            let edit = Edit::FixList {
                list: list.clone(),
                names,
                salt: hex::encode(js::random::<16>()),
                why,
            };
            tablet.edit(&inspection, edit);
        })
    };
    let on_draw = waiting.map(|list| {
        let (inspection, fixed) = (entry.id().clone(), list.key.clone());
        Callback::from(move |party: String| {
            let edit = Edit::DrawList {
                fixed: fixed.clone(),
                party,
            };
            tablet.edit(&inspection, edit);
        })
    });
    let show_further = further.reform_to(true);
    html! {
        <Frame title={t.found.title} {back}>
            { card(t, rule) }
            { for lists.iter().enumerate().map(|(n, list)| one(t, &entry, rule, list, n, lists.len())) }
            if open && anew { <Listing rule={Rc::new(rule.clone())} further={!lists.is_empty()} {on_fix} {typed} /> }
            if let Some(on_draw) = on_draw.filter(|_| open && !anew) { <Party key={lists.len()} {on_draw} /> }
            if open && !anew {
                <div class="row"><Button icon={IconName::Plus} onclick={show_further} testid="found-further">{ t.found.further }</Button></div>
            }
        </Frame>
    }
}

/// Once the list stands in the record the form closes and its draft goes; one that was refused stays on the screen.
#[hook]
fn use_spent(entry: Option<&Entry>, list: &str, typed: &Typed, further: &UseStateHandle<bool>) {
    let lists = entry.map(|entry| entry.view.lists_of(list));
    let lists: Vec<&ListView> = lists.into_iter().flatten().collect();
    let spent = is_fixed(word(typed, NAMES), lists.iter().map(|list| &list.fixed));
    let (typed, further) = (typed.clone(), further.setter());
    // Looked at when a list comes and when the page opens, not while the names of a further one are typed.
    use_effect_with((lists.len(), typed.loaded), move |_| {
        if spent {
            typed.forget();
            further.set(false);
        }
    });
}

trait Setting {
    fn reform_to(&self, value: bool) -> Callback<MouseEvent>;
}

impl Setting for UseStateHandle<bool> {
    fn reform_to(&self, value: bool) -> Callback<MouseEvent> {
        let state = self.setter();
        Callback::from(move |_: MouseEvent| state.set(value))
    }
}

fn card(t: &'static Messages, rule: &OnSiteDraw) -> Html {
    html! {
        <Card title={rule.label.clone()} aside={html! { <SourceTag source={rule.source} /> }} testid="found-rule">
            <p class="cite" lang="zh-CN">{ rule.cite.clone() }</p>
            <p>{ t.found.by_plan }</p>
        </Card>
    }
}

/// One fixed list with what was drawn from it.
fn one(
    t: &'static Messages,
    entry: &Entry,
    rule: &OnSiteDraw,
    list: &ListView,
    n: usize,
    all: usize,
) -> Html {
    let title = match all {
        0 | 1 => t.found.fixed.to_owned(),
        _ => format!("{} · {}", t.found.fixed, (t.found.nth)(n + 1)),
    };
    let code = list.fixed.code().map(|c| c.to_string()).unwrap_or_default();
    let counted = (t.found.number)(rule.sample(list.fixed.names.len()), list.fixed.names.len());
    let last = n + 1 == all;
    html! {
        <Card key={list.key.clone()} {title} aside={html! { <SavedTag state={entry.saved} /> }} testid="found-list">
            if !list.fixed.why.is_empty() { <p><span class="soft">{ t.found.why }</span>{ " " }<span class="strong" lang="zh-CN">{ list.fixed.why.clone() }</span></p> }
            <p class="strong">{ counted }</p>
            <ol class="found-names" lang="zh-CN">
                { for list.fixed.names.iter().map(|name| html! {
                    <li key={name.clone()} data-drawn={list.drew(name).then_some("true")}>
                        { name.clone() }
                        if list.drew(name) { { " " }<Tag tone={Tone::Accent} icon={IconName::Check}>{ t.found.picked }</Tag> }
                    </li>
                }) }
            </ol>
            <p><span class="soft">{ t.found.code }</span>{ " " }<span class="mono found-code" data-testid="found-code">{ code }</span></p>
            <p class="small soft">{ entry.name_of(&list.stamp.by) }{ " · " }{ list.stamp.at.china_minute() }</p>
            if list.drawings.is_empty() {
                if last { <p class="soft">{ t.found.fixed_hint }</p> } else { <div class="row"><Tag tone={Tone::Warn}>{ t.found.nothing }</Tag></div> }
            }
            { for list.drawings.iter().map(|drawing| html! {
                <Banner key={drawing.key.clone()} tone={Tone::Ok} title={t.found.drawn} testid="found-drawn">
                    <ol lang="zh-CN">{ for drawing.drawn.iter().map(|name| html! { <li class="strong">{ name.clone() }</li> }) }</ol>
                    { randomness(t, &drawing.party) }
                    <p class="small soft">{ entry.name_of(&drawing.stamp.by) }{ " · " }{ drawing.stamp.at.china_minute() }</p>
                    if last {
                        <p>{ t.found.drawn_hint }</p>
                        <div class="row"><LinkButton<FieldRoute> kind={ButtonKind::Primary} icon={IconName::Next} testid="found-to-items" to={FieldRoute::Inspect { id: entry.id().to_string() }}>{ t.found.to_items }</LinkButton<FieldRoute>></div>
                    }
                </Banner>
            }) }
        </Card>
    }
}

fn randomness(t: &'static Messages, party: &str) -> Html {
    let (label, value) = match thrown(party) {
        Some(dice) => (t.found.dice_thrown, dice),
        None => (t.found.party_code, party.to_owned()),
    };
    html! { <p><span class="soft">{ label }</span>{ " " }<span class="mono found-code">{ value }</span></p> }
}

#[derive(Debug, PartialEq, Properties)]
struct ListingProps {
    rule: Rc<OnSiteDraw>,
    /// There is a list already: this one says why.
    further: bool,
    on_fix: Callback<(Vec<String>, String)>,
    typed: Typed,
}

/// Where the officers write down everything they find.
#[component]
fn Listing(props: &ListingProps) -> Html {
    let t = use_t();
    let typed = &props.typed;
    let (listing, why) = (word(typed, NAMES), word(typed, WHY));
    let on_text = |field: usize| {
        let typed = typed.clone();
        Callback::from(move |text: String| typed.set(field, text))
    };
    let found = names(listing);
    let listed = match &found {
        Names::Fine(names) => names.clone(),
        Names::None | Names::Same | Names::TooMany | Names::TooLong(_) => Vec::new(),
    };
    let error = match &found {
        Names::Same => Some(AttrValue::Static(t.found.list_same)),
        Names::TooMany => Some(AttrValue::from((t.found.list_many)(NAMES_MAX))),
        Names::TooLong(at) => Some(AttrValue::from((t.found.list_long)(*at, NAME_CHARS_MAX))),
        Names::Fine(_) | Names::None => None,
    };
    let ready = !listed.is_empty() && (!props.further || !why.trim().is_empty());
    let count = listed.len();
    let onclick = {
        let why = why.trim().to_owned();
        props
            .on_fix
            .reform(move |_: MouseEvent| (listed.clone(), why.clone()))
    };
    html! {
        <Card title={t.found.list} testid="found-listing">
            if props.further {
                <Banner tone={Tone::Warn} title={t.found.further}><p>{ t.found.further_hint }</p></Banner>
                <Field id="found-why" label={t.found.why}>
                    <TextArea id="found-why" testid="found-why" rows={2} value={why.to_owned()} oninput={on_text(WHY)} />
                </Field>
            }
            <Field id="found-names" label={(t.found.list_what)(&props.rule.what)} hint={AttrValue::from((t.found.list_count)(count))} {error}>
                <TextArea id="found-names" testid="found-names" rows={8} value={listing.to_owned()} oninput={on_text(NAMES)} />
                if !listing.is_empty() { <div class="row end"><SavedTag state={typed.kept} testid="found-kept" /></div> }
            </Field>
            if count > 0 { <p class="strong">{ (t.found.number)(props.rule.sample(count), count) }</p> }
            <p class="soft">{ t.found.fix_hint }</p>
            <div class="row"><Button kind={ButtonKind::Primary} icon={IconName::Lock} disabled={!ready} {onclick} testid="found-fix">{ t.found.fix }</Button></div>
        </Card>
    }
}
