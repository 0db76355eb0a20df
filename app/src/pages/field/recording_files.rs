//! The files of body-camera recordings, once they have come from the dock: the digest is recorded beside the seal.
//!
//! The film itself stays where it is. `data-testid`: `recording-files`, `recording-file-<n>`, `recording-noted-<n>`.

use crate::hooks::tablet::use_tablet;
use crate::i18n::use_t;
use crate::pages::about;
use crate::shell::file::{self, PickedFile};
use crate::state::work::Entry;
use crate::ui::{Banner, Card, Tone};
use domain::evidence::EvidenceKind;
use domain::id::EvidenceId;
use domain::inspection::act::Act;
use domain::inspection::edit::Edit;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct RecordingFilesProps {
    pub entry: Rc<Entry>,
}

/// The card; nothing where no recording was noted.
#[component]
pub fn RecordingFiles(props: &RecordingFilesProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let reading = use_state_eq(|| false);
    let unread = use_state_eq(|| false);
    let entry = &props.entry;
    let noted: Vec<_> = (entry.view.evidence.iter())
        .filter(|e| e.evidence.kind == EvidenceKind::BodyCamera && e.withdrawn.is_none())
        .collect();
    if noted.is_empty() {
        return Html::default();
    }
    let digest = |id: &EvidenceId| {
        entry.view.acts.iter().find_map(|view| match &view.act {
            Act::RecordingFile { evidence, sha256 } if evidence == id => Some(sha256.clone()),
            Act::RecordingFile { .. } | Act::CopyGiven { .. } | Act::RemediesTold { .. } => None,
        })
    };
    let picked = |id: &EvidenceId| {
        let (tablet, inspection, id) = (tablet.clone(), entry.id().clone(), id.clone());
        let (reading, unread) = (reading.setter(), unread.setter());
        Callback::from(move |event: Event| {
            let Some(file) = file::picked(&event) else { return };
            let (tablet, inspection, evidence) = (tablet.clone(), inspection.clone(), id.clone());
            let (reading, unread) = (reading.clone(), unread.clone());
            reading.set(true);
            yew::platform::spawn_local(async move {
                let digest = PickedFile::sha256(&file).await;
                unread.set(digest.is_none());
                if let Some(digest) = digest {
                    let sha256 = hex::encode(digest);
                    let act = Act::RecordingFile { evidence, sha256 };
                    tablet.edit(&inspection, Edit::Act { act });
                }
                reading.set(false);
            });
        })
    };
    html! {
        <Card title={t.papers.files} testid="recording-files">
            <p class="soft">{ t.papers.files_hint }</p>
            if *reading { <p role="status">{ t.papers.reading }</p> }
            if *unread { <Banner tone={Tone::Danger} title={t.papers.file_unread} /> }
            { for noted.into_iter().enumerate().map(|(n, e)| html! {
                <div class="stack tight step" key={e.evidence.id.to_string()}>
                    { for about::words(&e.evidence, t).into_iter().map(|said| html! { <p>{ said }</p> }) }
                    if let Some(sha256) = digest(&e.evidence.id) {
                        <p class="mono small" data-testid={format!("recording-noted-{n}")}>{ sha256 }</p>
                    } else {
                        <label class="btn file-pick" data-kind="secondary">
                            { t.papers.choose_file }
                            <input type="file" accept="video/*" class="visually-hidden" data-testid={format!("recording-file-{n}")} disabled={*reading}
                                onchange={picked(&e.evidence.id)} />
                        </label>
                    }
                </div>
            }) }
        </Card>
    }
}
