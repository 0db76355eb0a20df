//! Photos of one item, or of the visit as a whole: the viewfinder inside the page, a file where that fails.
//!
//! `data-testid`: `photo-caption`, `photo-burn`, `photo-done`; further ones in the parts below. Item `-` is the visit as a whole,
//! which also takes documents, paper originals and body-camera recordings.

pub mod annotate;
pub mod body_camera;
pub mod keeping;
pub mod kept;
pub mod purpose;
pub mod sources;
pub mod unsaved;

pub use keeping::{Keep, Shot, use_keeping};
pub use sources::Sources;

use super::frame::Frame;
use super::recording::Recording;
use crate::hooks::tablet::{use_entry, use_tablet};
use crate::i18n::{Messages, use_t};
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use crate::shell::prefs;
use crate::state::purpose::{Purpose, What};
use crate::state::work::Entry;
use crate::ui::{Banner, ButtonKind, Field, LinkButton, Pick, TextInput, Tone};
use body_camera::BodyCamera;
use domain::evidence::{Evidence, EvidenceKind};
use domain::id::ItemId;
use domain::inspection::doc::WORDS_CHARS_MAX;
use domain::inspection::view::DocState;
use kept::Kept;
use purpose::PurposeCard;
use std::rc::Rc;
use unsaved::Unsaved;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct PhotoProps {
    pub id: String,
    pub item: String,
}

/// The photo page.
#[component]
pub fn Photo(props: &PhotoProps) -> Html {
    let Some(entry) = use_entry(&props.id) else {
        return html! { <NoSuchInspection /> };
    };
    let item = (props.item != "-").then(|| ItemId::new(props.item.clone()));
    html! { <Photos {entry} {item} /> }
}

#[derive(Debug, PartialEq, Properties)]
struct PhotosProps {
    entry: Rc<Entry>,
    item: Option<ItemId>,
}

#[component]
fn Photos(props: &PhotosProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let caption = use_mut_ref(String::new);
    let entry = &props.entry;
    let purpose = use_mut_ref(|| Purpose::going_on(&entry.view));
    let shown = use_state_eq(|| Purpose::going_on(&entry.view));
    use_effect_with((), move |()| tablet.look_around());
    let words = {
        let (caption, purpose, shown) = (caption.clone(), purpose.clone(), shown.setter());
        Callback::from(move |kind: EvidenceKind| {
            let (kind, about) = purpose.borrow_mut().taken(kind)?;
            shown.set(purpose.borrow().clone());
            Some((kind, about, caption.borrow().clone()))
        })
    };
    let change = {
        let (purpose, shown, caption) = (purpose, shown.setter(), caption.clone());
        Callback::from(move |next: Purpose| {
            // Words for the site are none for a page: their input begins anew, too.
            if purpose.borrow().what != next.what {
                caption.borrow_mut().clear();
            }
            purpose.replace(next.clone());
            shown.set(next);
        })
    };
    let (keeping, keep) = use_keeping(entry, props.item.clone(), words);
    let photos: Vec<_> = entry
        .evidence_of(props.item.as_ref().map(ItemId::as_str))
        .cloned()
        .collect();
    let foot = html! {
        <LinkButton<FieldRoute> to={back(entry, props.item.as_ref())} kind={ButtonKind::Primary} testid="photo-done">{ t.inspect.photo_done }</LinkButton<FieldRoute>>
    };
    let burns = use_state_eq(prefs::burns);
    let burn = {
        let burns = burns.setter();
        Callback::from(move |on: bool| {
            prefs::set_burns(on);
            burns.set(on);
        })
    };
    let marked = use_state(|| None::<Rc<Evidence>>);
    let on_mark = {
        let marked = marked.setter();
        Callback::from(move |photo: Option<Rc<Evidence>>| marked.set(photo))
    };
    let whole = props.item.is_none();
    let sealed = entry.view.state == DocState::Sealed;
    html! {
        <Frame title={t.inspect.photo_title} back={back(entry, props.item.as_ref())} {foot}>
            <p class="strong">{ about(entry, props.item.as_ref(), t) }</p>
            if let Some(rule) = &entry.package.excerpt.camera_forbidden {
                <Banner tone={Tone::Danger} title={rule.text.clone()}><p class="cite">{ rule.cite.clone() }</p></Banner>
            } else if sealed {
                <Banner tone={Tone::Ok} title={t.inspect.sealed}><p>{ t.inspect.sealed_hint }</p></Banner>
            } else {
                if marked.is_none() { <Unsaved entry={entry.clone()} photos={photos.clone()} on_go_on={on_mark.reform(Some)} /> }
                if whole { <PurposeCard purpose={(*shown).clone()} {change} /> }
                <Field key={shown.what.code()} id="photo-caption" label={t.inspect.caption} hint={t.inspect.caption_hint}>
                    <TextInput id="photo-caption" testid="photo-caption" longest={Some(WORDS_CHARS_MAX)} value="" oninput={Callback::from(move |text| *caption.borrow_mut() = text)} />
                </Field>
                <Pick label={t.papers.burn} checked={*burns} on_change={burn} testid="photo-burn" />
                <Sources keep={keep.clone()} busy={!shown.ready()} import={shown.what == What::Scene} />
                { keeping.show(t) }
                <Recording keep={keep.clone()} />
                if whole { <BodyCamera {keep} /> }
            }
            <Kept entry={entry.clone()} {photos} marked={(*marked).clone()} {on_mark} />
        </Frame>
    }
}

fn back(entry: &Entry, item: Option<&ItemId>) -> FieldRoute {
    let id = entry.id().to_string();
    match item {
        Some(item) => FieldRoute::InspectItem {
            id,
            item: item.to_string(),
        },
        None if entry.view.skip.is_some() => FieldRoute::Skip { id },
        None => FieldRoute::Words { id },
    }
}

fn about(entry: &Entry, item: Option<&ItemId>, t: &Messages) -> String {
    let found = item.and_then(|id| entry.package.forms.iter().find_map(|f| f.item(id)));
    found.map_or_else(|| t.inspect.photo_whole.to_owned(), |item| item.text.clone())
}
