//! What the officers sum up and what the subject says in its own words, with photos of the visit as a whole.
//!
//! `data-testid`: `remarks`, `subject-words`, `to-papers`, `to-photos`, `to-read-back`.

use super::frame::Frame;
use super::photo_strip::PhotoStrip;
use crate::form::SavedText;
use crate::hooks::tablet::{use_entry, use_tablet};
use crate::i18n::{Messages, use_t};
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use crate::state::work::Entry;
use crate::ui::{ButtonKind, Card, IconName, LinkButton};
use domain::inspection::edit::{Edit, TextField};
use domain::inspection::view::DocState;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct WordsProps {
    pub id: String,
}

/// The words page.
#[component]
pub fn Words(props: &WordsProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let Some(entry) = use_entry(&props.id) else {
        return html! { <NoSuchInspection /> };
    };
    let id = props.id.clone();
    let disabled = entry.view.state == DocState::Sealed;
    let text = |target: TextField| {
        let (tablet, inspection) = (tablet.clone(), entry.id().clone());
        Callback::from(move |text: String| {
            tablet.edit(
                &inspection,
                Edit::SetText {
                    target: target.clone(),
                    text,
                },
            );
        })
    };
    let photos: Vec<_> = entry.evidence_of(None).cloned().collect();
    let foot = html! {
        <LinkButton<FieldRoute> to={FieldRoute::ReadBack { id: id.clone() }} kind={ButtonKind::Primary} icon={IconName::Next} testid="to-read-back">
            { t.inspect.to_close }
        </LinkButton<FieldRoute>>
    };
    html! {
        <Frame title={t.inspect.words_title} back={FieldRoute::Inspect { id: id.clone() }} {foot}>
            <Card>
                <SavedText id="remarks" label={t.inspect.remarks} hint={t.inspect.remarks_hint} value={entry.view.remarks.clone()}
                    on_text={text(TextField::Remarks)} saved={entry.saved} rows={6} {disabled} />
            </Card>
            <Card>
                <SavedText id="subject-words" label={t.inspect.subject_words} hint={t.inspect.subject_words_hint} value={entry.view.subject_words.clone()}
                    on_text={text(TextField::SubjectWords)} saved={entry.saved} rows={6} {disabled} />
            </Card>
            <Card title={t.visit_papers.title}>
                if !entry.view.papers.is_empty() { <p lang="zh-CN">{ papers(&entry, t) }</p> }
                <div class="row"><LinkButton<FieldRoute> to={FieldRoute::Papers { id: id.clone() }} icon={IconName::File} testid="to-papers">{ t.visit_papers.title }</LinkButton<FieldRoute>></div>
            </Card>
            if entry.package.excerpt.camera_forbidden.is_none() {
                <Card title={t.inspect.photo_whole}>
                    if !photos.is_empty() { <PhotoStrip {photos} blobs={entry.blobs.clone()} /> }
                    <div class="row"><LinkButton<FieldRoute> to={FieldRoute::Photo { id, item: "-".to_owned() }} icon={IconName::Camera} testid="to-photos">
                        { t.inspect.open_photos }
                    </LinkButton<FieldRoute>></div>
                </Card>
            }
        </Frame>
    }
}

/// Titles and numbers of the papers.
fn papers(entry: &Entry, t: &Messages) -> String {
    let papers = entry.view.papers.iter().map(|view| &view.paper);
    let named = papers.map(|paper| format!("{} {}", (t.visit_papers.kind)(paper.kind), paper.number));
    named.collect::<Vec<_>>().join("；")
}
