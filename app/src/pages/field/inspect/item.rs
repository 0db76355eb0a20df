//! One item: question, answer, who answered, and what its answer makes necessary.

use super::conflict::{Conflict, name};
use super::settled::Settled;
use crate::form::{AnswerControl, SavedText};
use crate::i18n::{Messages, use_t};
use crate::pages::field::photo_strip::PhotoStrip;
use crate::route::FieldRoute;
use crate::state::checklist::Shown;
use crate::ui::{Banner, Button, ButtonKind, IconName, LinkButton, SavedTag, Tag, Tone};
use domain::id::ItemId;
use domain::inspection::edit::{Edit, TextField};
use domain::regime::form::{AnswerKind, Item};
use domain::regime::reason::Reason;
use domain::regime::relevance::{Verdict, WORDS_CHARS_MAX, verdict};
use domain::sync::engine::SavedState;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct ItemProps {
    pub(super) inspection: AttrValue,
    pub(super) item: Rc<Item>,
    pub(super) shown: Shown,
    pub(super) editable: bool,
    /// Photos are allowed here.
    pub(super) camera: bool,
    pub(super) on_edit: Callback<Edit>,
    /// The hand is at this item.
    pub(super) on_hand: Callback<String>,
}

#[component]
pub(super) fn ItemCard(props: &ItemProps) -> Html {
    let t = use_t();
    let item = &props.item;
    // Something is typed into the control that is not, or not yet, the stored answer.
    let held = use_state_eq(|| false);
    let onfocusin = {
        let item = item.id.to_string();
        props.on_hand.reform(move |_: FocusEvent| item.clone())
    };
    let found = verdict(
        &item.kind,
        props.shown.answer.value.as_deref().unwrap_or_default(),
    );
    let data = props.shown.look(found, *held);
    html! {
        <article class="item" id={format!("item-{}", item.id)} data-testid={format!("item-{}", item.id)} data-verdict={data} tabindex="-1" aria-labelledby={format!("question-{}", item.id)} {onfocusin}>
            <header class="row top">
                <p class="item-text grow" id={format!("question-{}", item.id)}>
                    if !item.no.is_empty() { <span class="item-no">{ item.no.clone() }</span> }
                    <span lang="zh-CN">{ item.text.clone() }</span>
                    if !item.required { <span class="soft small">{ t.inspect.optional }</span> }
                </p>
                if item.key { <Tag tone={Tone::Accent}>{ t.inspect.key_item }</Tag> }
            </header>
            if !item.hint.is_empty() { <p class="small soft" lang="zh-CN">{ item.hint.clone() }</p> }
            if let Some(locked) = &props.shown.answer.locked {
                <Settled item={item.clone()} locked={(**locked).clone()} />
            } else {
                if props.shown.answer.alternatives.is_empty() { { control(props, &held) } } else {
                    <Conflict item={item.clone()} alternatives={props.shown.answer.alternatives.clone()} names={props.shown.names.clone()}
                        editable={props.editable} on_edit={props.on_edit.clone()} />
                }
                if item.location { { location(props, t.inspect.location, t.inspect.location_hint) } }
                <Needs found={found_name(found)} inspection={props.inspection.clone()} item={item.clone()} shown={props.shown.clone()}
                    editable={props.editable} camera={props.camera} on_edit={props.on_edit.clone()} />
                { answered_by(t, props, *held) }
            }
            { for props.shown.broken.iter().map(|(says, wrong)| disagrees(t, item, says, *wrong)) }
        </article>
    }
}

fn control(props: &ItemProps, held: &UseStateHandle<bool>) -> Html {
    let item = &props.item;
    let id = item.id.clone();
    if let AnswerKind::Text { multiline } = item.kind {
        let on_text = props.on_edit.reform(move |text: String| Edit::SetText {
            target: TextField::ItemText { item: id.clone() },
            text,
        });
        return html! {
            <SavedText id={format!("answer-{}", item.id)} label="" name={item.text.clone()} value={props.shown.answer.value.clone().unwrap_or_default()} {on_text}
                saved={props.shown.saved} {multiline} disabled={!props.editable} />
        };
    }
    let on_answer = props.on_edit.reform(move |value: Option<String>| Edit::Answer {
        item: id.clone(),
        value,
    });
    let on_held = {
        let held = held.setter();
        Callback::from(move |now: bool| held.set(now))
    };
    html! { <AnswerControl item={item.clone()} value={props.shown.answer.value.clone().unwrap_or_default()} {on_answer} {on_held} disabled={!props.editable} /> }
}

/// What the answer does not agree with, and what is to be done about it.
fn disagrees(t: &'static Messages, item: &Item, says: &str, wrong: bool) -> Html {
    let (tone, title) = match wrong {
        true => (Tone::Danger, t.inspect.contradicted),
        false => (Tone::Warn, t.inspect.unusual),
    };
    html! { <Banner {tone} {title} testid={format!("broken-{}", item.id)}><p>{ says.to_owned() }</p></Banner> }
}

fn location(props: &ItemProps, label: &'static str, hint: &'static str) -> Html {
    let id = props.item.id.clone();
    let on_text = props.on_edit.reform(move |location: String| Edit::Locate {
        item: id.clone(),
        location,
    });
    html! {
        <SavedText id={format!("location-{}", props.item.id)} {label} placeholder={hint} value={props.shown.answer.location.clone()} {on_text}
            saved={props.shown.saved} multiline={false} most={WORDS_CHARS_MAX} disabled={!props.editable} />
    }
}

fn answered_by(t: &'static Messages, props: &ItemProps, held: bool) -> Html {
    // Whoever answered did not answer what stands there now.
    if held {
        return html! { <footer class="row end"><SavedTag state={SavedState::Typed} testid={format!("saved-{}", props.item.id)} /></footer> };
    }
    let Some(stamp) = props
        .shown
        .answer
        .stamp
        .as_ref()
        .filter(|_| props.shown.answer.alternatives.is_empty())
    else {
        return Html::default();
    };
    html! {
        <footer class="row between">
            <span class="small soft" data-testid={format!("who-{}", props.item.id)}>
                { name(&props.shown.names, &stamp.by) }{ " · " }{ stamp.at.china_minute() }
            </span>
            <span class="row tight">
                { clear(t, props) }
                <SavedTag state={props.shown.saved} testid={format!("saved-{}", props.item.id)} />
            </span>
        </footer>
    }
}

/// Taking an answer back is an act of its own, where one tap chooses it.
fn clear(t: &'static Messages, props: &ItemProps) -> Html {
    let one_tap = matches!(
        props.item.kind,
        AnswerKind::Verdict { .. } | AnswerKind::Choice { .. }
    );
    if !one_tap || !props.editable || props.shown.answer.value.is_none() {
        return Html::default();
    }
    let id = props.item.id.clone();
    let onclick = props.on_edit.reform(move |_: MouseEvent| Edit::Answer {
        item: id.clone(),
        value: None,
    });
    html! { <Button kind={ButtonKind::Quiet} {onclick} testid={format!("clear-{}", props.item.id)}>{ t.inspect.clear_answer }</Button> }
}

fn found_name(found: Verdict) -> &'static str {
    match found {
        Verdict::Problem => "problem",
        Verdict::NotApplicable => "na",
        Verdict::Fine | Verdict::Neutral | Verdict::Unanswered => "",
    }
}

#[derive(Debug, PartialEq, Properties)]
struct NeedsProps {
    found: AttrValue,
    inspection: AttrValue,
    item: Rc<Item>,
    shown: Shown,
    editable: bool,
    camera: bool,
    on_edit: Callback<Edit>,
}

/// What an answer makes necessary: a problem its description, photo and legal basis; 不适用 its reason.
#[component]
fn Needs(props: &NeedsProps) -> Html {
    let t = use_t();
    let opened = use_state_eq(|| false);
    let problem = props.found == "problem";
    let absent = props.found == "na";
    let unusual = props.shown.wants == Some(Reason::Unusual);
    let written = !props.shown.answer.note.is_empty() || !props.shown.photos.is_empty();
    if !(problem || absent || unusual || written || *opened) {
        let open = {
            let opened = opened.clone();
            Callback::from(move |_: MouseEvent| opened.set(true))
        };
        return html! {
            <div class="row"><Button kind={ButtonKind::Quiet} icon={IconName::Plus} onclick={open} disabled={!props.editable}
                testid={format!("more-{}", props.item.id)}>{ t.inspect.add_note }</Button></div>
        };
    }
    let label = match (problem, absent, unusual) {
        (true, _, _) => t.inspect.problem_note,
        (_, true, _) => t.inspect.absent_note,
        // As the banner below calls it.
        (_, _, true) => t.inspect.unusual_note,
        (false, false, false) => t.inspect.note,
    };
    html! {
        <div class="needs stack" data-kind={props.found.clone()}>
            if problem && !props.item.basis.is_empty() {
                <Banner tone={Tone::Plain} title={t.inspect.basis}><p>{ props.item.basis.clone() }</p></Banner>
            }
            <SavedText id={format!("note-{}", props.item.id)} {label} value={props.shown.answer.note.clone()} on_text={note(props)}
                hint={absent.then_some(AttrValue::Static(t.inspect.absent_hint))} saved={props.shown.saved} disabled={!props.editable} />
            if props.shown.lacks_words() { <div class="row"><Tag tone={Tone::Warn} icon={IconName::Warn} testid={format!("wants-{}", props.item.id)}>{ t.inspect.words_wanted }</Tag></div> }
            if !props.shown.photos.is_empty() {
                <PhotoStrip photos={props.shown.photos.clone()} blobs={props.shown.blobs.clone()} />
            }
            if props.camera {
                <div class="row">
                    <LinkButton<FieldRoute> to={photo_page(props)} icon={IconName::Camera} testid={format!("photo-{}", props.item.id)}>
                        { (t.inspect.photos)(props.shown.photos.len()) }
                    </LinkButton<FieldRoute>>
                    if problem && props.shown.photos.is_empty() { <Tag tone={Tone::Warn}>{ t.inspect.photo_wanted }</Tag> }
                </div>
            }
        </div>
    }
}

fn photo_page(props: &NeedsProps) -> FieldRoute {
    FieldRoute::Photo {
        id: props.inspection.to_string(),
        item: props.item.id.to_string(),
    }
}

fn note(props: &NeedsProps) -> Callback<String> {
    let item: ItemId = props.item.id.clone();
    props.on_edit.reform(move |text: String| Edit::SetText {
        target: TextField::ItemNote { item: item.clone() },
        text,
    })
}
