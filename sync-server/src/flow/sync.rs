//! Sync (同步) on the server: load, admit, store, answer, drop. No document stays in memory.
//!
//! A request is worked out against one snapshot, then stored and answered in one transaction; a document that
//! moved in between is worked out again. Invariant: nothing is called accepted before its commit is durable.

mod answer;
mod prepare;
mod store;

pub(crate) use prepare::devices_of;
pub(crate) use store::{evidence_refs, open_differences};

use crate::auth::Caller;
use crate::error::{Answer, Code, Refusal};
use crate::flow::log::Act;
use crate::state::App;
use domain::guard::stands;
use domain::id::{DeviceId, InspectionId, InspectorId};
use domain::inspection::change::ChangeId;
use domain::inspection::doc::InspectionDoc;
use domain::inspection::view::InspectionView;
use domain::submission::Submission;
use domain::sync::admit::Admission;
use domain::wire::sync::WireError;
use domain::wire::sync::{
    Answer as Reply, DocUp, PROTO, PROTO_OLDEST, SyncRequest, SyncResponse, Verdict, parse, to_bytes,
};

/// Tries before a request is told to come back: each try loses only to another tablet's commit.
const TRIES: usize = 8;

/// Whose request it is.
#[derive(Clone, Debug)]
pub(crate) struct Who {
    pub(crate) inspector: InspectorId,
    pub(crate) device: DeviceId,
    pub(crate) user: String,
    pub(crate) revoked: bool,
}

/// One inspection worked out against a snapshot.
#[derive(Debug)]
pub(crate) struct Prepared {
    pub(crate) id: InspectionId,
    /// The upload, if the tablet named this inspection.
    pub(crate) up: Option<DocUp>,
    /// Heads of the stored document at the time (hex); the commit asks that they still stand.
    pub(crate) stood: Vec<String>,
    /// The first change, which the tablet makes itself; what it lacks comes after it.
    pub(crate) grown: Option<ChangeId>,
    pub(crate) outcome: Outcome,
}

/// What became of one document.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Admitted, or nothing was sent.
    Admitted {
        admission: Box<Admission>,
        /// What the document says; none when nothing is new.
        view: Option<Box<InspectionView>>,
        /// What each new seal freezes; seals that a later one amends already are not named.
        sealed: Vec<Submission>,
        down: Vec<u8>,
    },
    /// Refused; the upload is kept apart. The document as it stands may be known.
    Parked {
        code: String,
        doc: Option<Box<InspectionDoc>>,
    },
    /// Not this officer's.
    Gone,
}

impl Outcome {
    pub(crate) fn verdict(&self) -> Verdict {
        match self {
            Self::Admitted { admission, .. } => admission.verdict.clone(),
            Self::Parked { code, .. } => Verdict::Parked { code: code.clone() },
            Self::Gone => Verdict::Gone,
        }
    }
}

/// Answers one request body.
///
/// # Errors
/// `sync.frame`, `request.too_large`, `server.busy` when other tablets kept winning.
pub async fn sync(app: &App, caller: &Caller, body: &[u8]) -> Answer<Vec<u8>> {
    let request: SyncRequest = parse(body).map_err(|e| match e {
        WireError::TooLarge => Refusal::from(Code::RequestTooLarge),
        WireError::Unreadable => Refusal::from(Code::SyncFrame),
    })?;
    let (inspector, device) = caller.officer()?;
    version(request.proto)?;
    if request.device != device {
        return Err(Code::SyncFrame.into());
    }
    let who = Who {
        inspector,
        device,
        user: caller.user().to_string(),
        revoked: caller.revoked,
    };
    let revoked = who.revoked;
    let reply = reply(app, who, request).await?;
    Ok(to_bytes(&SyncResponse {
        proto: PROTO,
        epoch: app.epoch.clone(),
        now: app.now(),
        revoked,
        answer: reply,
    }))
}

/// A version that is not spoken here is named, so that whoever reads it knows which side to update.
fn version(proto: u16) -> Answer<()> {
    match proto {
        _ if !stands("another-version-is-told") => Ok(()),
        PROTO_OLDEST..=PROTO => Ok(()),
        0..PROTO_OLDEST => Err(Code::AppTooOld.into()),
        _ => Err(Code::ServerTooOld.into()),
    }
}

async fn reply(app: &App, who: Who, request: SyncRequest) -> Answer<Reply> {
    if let Some(known) = request.mark.filter(|_| request.docs.is_empty()) {
        let (inside, who) = (app.clone(), who.clone());
        let mark = app
            .store
            .read(move |v| answer::current_mark(&inside, v, &who))
            .await?;
        return Ok(if mark == known {
            Reply::Same
        } else {
            Reply::Differs
        });
    }
    let request = std::sync::Arc::new(request);
    for _ in 0..TRIES {
        let (inside, asked, by) = (app.clone(), request.clone(), who.clone());
        let prepared = app
            .store
            .read(move |v| prepare::prepare(v, &by, &asked, inside.epoch == asked.epoch))
            .await?;
        let refused = |one: &Prepared| matches!(one.outcome, Outcome::Parked { .. });
        if !stands("one-refusal-parks-one") && prepared.iter().any(refused) {
            return Err(Code::SyncFrame.into());
        }
        let (inside, asked, by) = (app.clone(), request.clone(), who.clone());
        let page = app
            .store
            .write(move |tx| {
                if !store::stands(tx, &prepared)? {
                    return Ok(None);
                }
                store::store(&inside, tx, &by, &prepared)?;
                let news = store::news(tx, &prepared)?;
                let page = answer::page(&inside, tx, &by, &asked, prepared)?;
                Ok(Some((page, news)))
            })
            .await
            .map_err(|e: Refusal| e)?;
        if let Some((page, news)) = page {
            app.metrics.page(&page);
            if let Some(officers) = news {
                app.tell(Some(officers), Some(who.device.clone()));
            }
            return Ok(Reply::Page(Box::new(page)));
        }
    }
    Err(crate::gate::busy())
}

/// Takes in documents that were brought by hand, as their tablet's own session would. Their verdicts, and how many
/// changes each brought.
///
/// # Errors
/// `server.busy` when tablets kept winning; when the store fails.
pub(crate) async fn take_in(
    app: &App,
    who: Who,
    docs: Vec<DocUp>,
    act: Act,
) -> Answer<Vec<(InspectionId, Verdict, usize)>> {
    let docs = std::sync::Arc::new(docs);
    for _ in 0..TRIES {
        let (brought, by) = (docs.clone(), who.clone());
        let prepared = app
            .store
            .read(move |v| prepare::brought(v, &by, &brought))
            .await?;
        let (inside, by, act) = (app.clone(), who.clone(), act.clone());
        let taken = app
            .store
            .write(move |tx| -> Answer<_> {
                if !store::stands(tx, &prepared)? {
                    return Ok(None);
                }
                store::store_documents(&inside, tx, &by, &prepared)?;
                let news = store::news(tx, &prepared)?;
                inside.book.note(tx, &inside.keys, &act, inside.now())?;
                let new = |one: &Prepared| match &one.outcome {
                    Outcome::Admitted { admission, .. } => admission.new_changes.len(),
                    Outcome::Parked { .. } | Outcome::Gone => 0,
                };
                let verdicts = prepared
                    .iter()
                    .map(|p| (p.id.clone(), p.outcome.verdict(), new(p)));
                Ok(Some((verdicts.collect(), news)))
            })
            .await?;
        if let Some((taken, news)) = taken {
            // Office and colleagues hear of it now, however long the photos behind it take.
            if news.is_some() {
                app.tell(news, None);
            }
            return Ok(taken);
        }
    }
    Err(Refusal::from(Code::ServerBusy).header(axum::http::header::RETRY_AFTER, 2))
}

/// Works one upload out as of now, outside any request.
///
/// # Errors
/// When the store fails.
pub(crate) fn work_out(
    v: &dyn crate::store::View,
    who: &Who,
    record: &crate::store::record::InspectionRecord,
    up: DocUp,
) -> Answer<Prepared> {
    prepare::one(v, who, record, Some(up))
}

/// Keeps what was worked out in the same transaction.
///
/// # Errors
/// When the store fails.
pub(crate) fn keep_one(app: &App, tx: &dyn crate::store::Tx, who: &Who, prepared: &Prepared) -> Answer<()> {
    store::keep_admitted(app, tx, who, prepared, app.now())
}

/// The document of an inspection for reading, outside any sync.
///
/// # Errors
/// `server.storage` when neither the compacted copy nor the raw changes load.
pub fn load_document(v: &dyn crate::store::View, id: &InspectionId) -> Answer<InspectionDoc> {
    prepare::load(v, id)
}
