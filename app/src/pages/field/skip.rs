//! The subject cannot be inspected: a lawful reason with its article, the evidence it asks for, and the
//! second officer's confirmation on his own tablet.
//!
//! `data-testid`: `skip-reason-<code>`, `skip-asked`, `skip-note`, `skip-photos`, `skip-confirm`, `skip-undo`, `to-read-back`.

use super::frame::Frame;
use super::photo_strip::PhotoStrip;
use super::steps::SourceTag;
use crate::form::SavedText;
use crate::hooks::tablet::{use_entry, use_tablet, use_work};
use crate::i18n::{Messages, use_t};
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use crate::state::work::Entry;
use crate::ui::{Banner, Button, ButtonKind, Card, Empty, IconName, LinkButton, Pick, Tag, Tone};
use domain::inspection::edit::{Edit, TextField};
use domain::inspection::view::{DocState, SkipView};
use domain::regime::excerpt::SkipDemand;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct SkipProps {
    pub id: String,
}

/// The page.
#[component]
pub fn Skip(props: &SkipProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let Some(entry) = use_entry(&props.id) else {
        return html! { <NoSuchInspection /> };
    };
    let id = props.id.clone();
    let reasons = &entry.package.excerpt.skip_reasons;
    let editable = entry.view.state != DocState::Sealed;
    let chosen = entry.view.skip.as_ref().map(|s| s.reason.clone());
    let foot = html! {
        if entry.view.skip.is_some() {
            <LinkButton<FieldRoute> to={FieldRoute::ReadBack { id: id.clone() }} kind={ButtonKind::Primary} icon={IconName::Next} testid="to-read-back">
                { t.inspect.to_close }
            </LinkButton<FieldRoute>>
        }
    };
    html! {
        <Frame title={t.inspect.skip_title} back={FieldRoute::Brief { id }} {foot}>
            if reasons.is_empty() { <Empty title={t.inspect.skip_none} testid="skip-none"><p>{ t.inspect.skip_none_hint }</p></Empty> } else {
                <Card title={t.inspect.skip_reasons}>
                    <div class="stack" role="radiogroup" aria-label={t.inspect.skip_reasons}>
                    { for reasons.iter().map(|reason| {
                        let (tablet, inspection, code) = (tablet.clone(), entry.id().clone(), reason.code.clone());
                        let checked = chosen.as_ref() == Some(&reason.code);
                        let on_change = Callback::from(move |on: bool| {
                            let edit = if on { Edit::Skip { reason: code.clone() } } else { Edit::UndoSkip };
                            tablet.edit(&inspection, edit);
                        });
                        html! {
                            <Pick key={reason.code.clone()} label={reason.label.clone()} {checked} {on_change} exclusive=true disabled={!editable} testid={format!("skip-reason-{}", reason.code)}>
                                <span class="cite" lang="zh-CN">{ reason.cite.clone() }</span>
                                { for reason.asked().iter().map(|ask| asked(t, ask)) }
                            </Pick>
                        }
                    }) }
                    </div>
                </Card>
            }
            if let Some(skip) = &entry.view.skip { <Evidence entry={entry.clone()} skip={skip.clone()} /> }
        </Frame>
    }
}

/// What one rule asks for beside the reason, with its article: the office's demands never look like the regime's.
fn asked(t: &'static Messages, ask: &SkipDemand) -> Html {
    html! {
        <span class="row tight" data-testid="skip-asked">
            if ask.photos_min > 0 { <Tag>{ (t.inspect.skip_photos)(ask.photos_min) }</Tag> }
            if ask.note { <Tag>{ t.inspect.skip_needs_note }</Tag> }
            if ask.place { <Tag>{ t.skip.needs_place }</Tag> }
            if ask.second_officer { <Tag>{ t.inspect.skip_second }</Tag> }
            <SourceTag source={ask.source} />
            <span class="cite" lang="zh-CN">{ ask.cite.clone() }</span>
        </span>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct EvidenceProps {
    entry: Rc<Entry>,
    skip: SkipView,
}

/// What the reason needs: words, photos, the second officer.
#[component]
fn Evidence(props: &EvidenceProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let work = use_work();
    let entry = &props.entry;
    let editable = entry.view.state != DocState::Sealed;
    let inspection = entry.id().clone();
    let edit = Callback::from(move |edit: Edit| {
        tablet.edit(&inspection, edit);
    });
    let on_text = edit.reform(|text: String| Edit::SetText {
        target: TextField::SkipNote,
        text,
    });
    let photos: Vec<_> = entry.evidence_of(None).cloned().collect();
    let photo_page = FieldRoute::Photo {
        id: entry.id().to_string(),
        item: "-".to_owned(),
    };
    let mine = props.skip.stamp.by == work.owner.officer.id;
    let reasons = &entry.package.excerpt.skip_reasons;
    let reason = reasons.iter().find(|r| r.code == props.skip.reason);
    let second = reason.is_some_and(|r| r.asked().iter().any(|ask| ask.second_officer));
    html! {
        <>
            <Card title={t.inspect.skip_evidence}>
                <SavedText id="skip-note" label={t.inspect.skip_note} value={entry.view.skip_note.clone()} {on_text} saved={entry.saved} rows={4} disabled={!editable} />
                if !photos.is_empty() { <PhotoStrip {photos} blobs={entry.blobs.clone()} /> }
                if entry.package.excerpt.camera_forbidden.is_none() {
                    <div class="row"><LinkButton<FieldRoute> to={photo_page} icon={IconName::Camera} testid="skip-photos">{ t.inspect.open_photos }</LinkButton<FieldRoute>></div>
                }
            </Card>
            <Card title={t.inspect.skip_second}>
                <p>{ (t.inspect.skip_declared)(&entry.name_of(&props.skip.stamp.by), &props.skip.stamp.at.china_minute()) }</p>
                if let Some(second) = &props.skip.confirmed {
                    <Banner tone={Tone::Ok} title={(t.inspect.skip_confirmed)(&entry.name_of(&second.by), &second.at.china_minute())} testid="skip-confirmed" />
                } else if !second {
                    <p class="soft">{ t.skip.second_unasked }</p>
                } else if mine {
                    <Banner tone={Tone::Warn} title={t.inspect.skip_waits}><p>{ t.inspect.skip_waits_hint }</p></Banner>
                } else {
                    <div class="row"><Button kind={ButtonKind::Primary} icon={IconName::Check} onclick={edit.reform(|_: MouseEvent| Edit::ConfirmSkip)} disabled={!editable} testid="skip-confirm">{ t.inspect.skip_confirm }</Button></div>
                }
                if editable { <div class="row end"><Button kind={ButtonKind::Danger} onclick={edit.reform(|_: MouseEvent| Edit::UndoSkip)} testid="skip-undo">{ t.inspect.skip_undo }</Button></div> }
            </Card>
            { then(t, entry, &props.skip.reason) }
        </>
    }
}

/// Who decides about it, and what it does to the draw.
fn then(t: &'static Messages, entry: &Entry, code: &str) -> Html {
    let reason = entry.package.excerpt.skip_reasons.iter().find(|r| r.code == code);
    let approval = reason.filter(|reason| !reason.approver.is_empty());
    html! {
        <Card title={t.skip.then} testid="skip-then">
            if let Some(reason) = approval {
                <p>{ (t.skip.approver)(&reason.approver) }{ " " }<span class="cite" lang="zh-CN">{ reason.approver_cite.clone() }</span></p>
            } else {
                <p>{ t.skip.approver_none }</p>
            }
            <p>{ if entry.package.occasion.is_some() { t.skip.ordered } else { t.skip.drawn } }</p>
        </Card>
    }
}
