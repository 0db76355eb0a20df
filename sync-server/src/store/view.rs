//! The two sides of the store's door: [`View`] reads the last commit, [`Tx`] reads and writes inside one.
//!
//! Each noun has its read half and its write half; an engine implements them all and passes one contract suite.

use super::StoreError;
use super::record::{
    Account, BlobRecord, DeviceRecord, DocumentRecord, EnrolmentRecord, EvidenceRef, ImportRecord,
    InspectionRecord, PublicationRecord, QuarantineRecord, RawChange, SessionRecord, TaskRecord,
    WitnessKeyRecord, WitnessSlot,
};
use domain::assignment::SignedPackage;
use domain::id::{DeviceId, InspectionId, InspectorId, SubjectId, TaskId, UserId};
use domain::review::ReviewEntry;
use domain::roster::{Inspector, Subject};
use domain::sync::admit::ActorOwner;
use domain::sync::proof::Proof;
use domain::time::Timestamp;
use domain::wire::api::{QuarantineJudgement, QuarantineRow};
use std::collections::BTreeMap;

type Result<T> = std::result::Result<T, StoreError>;

/// Everything that can be read.
pub trait View:
    AccountView + RosterView + TaskView + LogView + InspectionView + DocumentView + BlobView + MetaView
{
}
/// Everything that can be read and written.
pub trait Tx:
    View + AccountTx + RosterTx + TaskTx + LogTx + InspectionTx + DocumentTx + BlobTx + MetaTx
{
}

/// Reads single values by key.
#[allow(missing_docs, clippy::missing_errors_doc)]
pub trait MetaView {
    fn meta(&self, key: &str) -> Result<Option<String>>;
}
/// Writes single values by key.
#[allow(missing_docs, clippy::missing_errors_doc)]
pub trait MetaTx {
    fn put_meta(&self, key: &str, value: &str) -> Result<()>;
}

/// Reads accounts, sessions, devices and enrolment codes.
#[allow(missing_docs, clippy::missing_errors_doc)]
pub trait AccountView {
    fn account(&self, user: &UserId) -> Result<Option<Account>>;
    fn accounts(&self) -> Result<Vec<Account>>;
    fn session(&self, token_hash: &[u8; 32]) -> Result<Option<SessionRecord>>;
    fn device(&self, id: &DeviceId) -> Result<Option<DeviceRecord>>;
    fn devices(&self) -> Result<Vec<DeviceRecord>>;
    fn devices_of(&self, inspector: &InspectorId) -> Result<Vec<DeviceRecord>>;
    fn enrolment_code(&self, code_hash: &[u8; 32]) -> Result<Option<EnrolmentRecord>>;
}
/// Writes accounts, sessions, devices and enrolment codes.
#[allow(missing_docs, clippy::missing_errors_doc)]
pub trait AccountTx {
    fn put_account(&self, account: &Account) -> Result<()>;
    fn put_session(&self, token_hash: &[u8; 32], session: &SessionRecord) -> Result<()>;
    fn end_session(&self, token_hash: &[u8; 32]) -> Result<()>;
    fn end_sessions_of_user(&self, user: &UserId) -> Result<()>;
    fn end_sessions_of_device(&self, device: &DeviceId) -> Result<()>;
    fn sweep_sessions(&self, before: Timestamp) -> Result<()>;
    fn put_device(&self, device: &DeviceRecord) -> Result<()>;
    fn put_enrolment_code(&self, code_hash: &[u8; 32], code: &EnrolmentRecord) -> Result<()>;
}

/// Reads rosters and import reports.
#[allow(missing_docs, clippy::missing_errors_doc)]
pub trait RosterView {
    fn subject(&self, id: &SubjectId) -> Result<Option<Subject>>;
    fn subjects(&self) -> Result<Vec<Subject>>;
    /// One page of subjects whose id, name or any field contains `q`, and how many match in all.
    fn find_subjects(&self, q: &str, limit: u32, offset: u32) -> Result<(u32, Vec<Subject>)>;
    fn inspector(&self, id: &InspectorId) -> Result<Option<Inspector>>;
    fn inspectors(&self) -> Result<Vec<Inspector>>;
    /// One page of inspectors, as [`RosterView::find_subjects`].
    fn find_inspectors(&self, q: &str, limit: u32, offset: u32) -> Result<(u32, Vec<Inspector>)>;
    fn import(&self, id: &str) -> Result<Option<ImportRecord>>;
    /// Imports of `subjects` or `inspectors`, newest first.
    fn imports(&self, kind: &str, limit: u32) -> Result<Vec<ImportRecord>>;
    fn marked_copy(&self, id: &str) -> Result<Option<Vec<u8>>>;
}
/// Writes rosters and import reports; what stood before is kept as history.
#[allow(missing_docs, clippy::missing_errors_doc)]
pub trait RosterTx {
    fn put_subject(&self, subject: &Subject, import: &str, at: Timestamp) -> Result<()>;
    fn put_inspector(&self, inspector: &Inspector, import: &str, at: Timestamp) -> Result<()>;
    fn put_import(&self, import: &ImportRecord, marked: Option<&[u8]>) -> Result<()>;
}

/// Reads tasks, draws and witnesses.
#[allow(missing_docs, clippy::missing_errors_doc)]
pub trait TaskView {
    fn task(&self, id: &TaskId) -> Result<Option<TaskRecord>>;
    /// Newest first.
    fn tasks(&self) -> Result<Vec<TaskRecord>>;
    /// S of a draw. Only the opening of the draw may ask for it.
    fn draw_secret(&self, task: &TaskId) -> Result<Option<[u8; 32]>>;
    /// A frozen input of a draw, exactly as hashed into its commitment.
    fn draw_file(&self, task: &TaskId, name: &str) -> Result<Option<Vec<u8>>>;
    fn witness_key(&self, user: &UserId) -> Result<Option<WitnessKeyRecord>>;
    fn witness_keys(&self) -> Result<Vec<WitnessKeyRecord>>;
    fn witness_slot(&self, task: &TaskId, user: &UserId) -> Result<Option<WitnessSlot>>;
}
/// Writes tasks, draws and witnesses.
#[allow(missing_docs, clippy::missing_errors_doc)]
pub trait TaskTx {
    fn put_task(&self, task: &TaskRecord) -> Result<()>;
    /// Keeps the first secret for ever: a second call changes nothing.
    fn put_draw_secret(&self, task: &TaskId, secret: &[u8; 32], at: Timestamp) -> Result<()>;
    fn put_draw_file(&self, task: &TaskId, name: &str, bytes: &[u8]) -> Result<()>;
    fn put_witness_key(&self, key: &WitnessKeyRecord) -> Result<()>;
    fn put_witness_slot(&self, task: &TaskId, slot: &WitnessSlot) -> Result<()>;
}

/// Reads the log.
#[allow(missing_docs, clippy::missing_errors_doc)]
pub trait LogView {
    fn log_size(&self) -> Result<u64>;
    fn leaf(&self, index: u64) -> Result<Option<Vec<u8>>>;
    /// Leaves `from..to`, in order.
    fn leaves(&self, from: u64, to: u64) -> Result<Vec<Vec<u8>>>;
    /// Kind and what it is about, of every leaf, in order.
    fn leaf_names(&self) -> Result<Vec<(String, String)>>;
    /// Indices of leaves of a kind about a thing, in order.
    fn leaves_of(&self, kind: &str, about: &str) -> Result<Vec<u64>>;
    /// The signed checkpoint of this size, without cosignatures.
    fn checkpoint(&self, size: u64) -> Result<Option<String>>;
    fn last_checkpoint(&self) -> Result<Option<u64>>;
    /// Sizes of the checkpoints between two sizes, both counted, rising.
    fn checkpoints(&self, from: u64, to: u64) -> Result<Vec<u64>>;
    /// Cosignature lines of a checkpoint, by witness.
    fn cosignatures(&self, size: u64) -> Result<Vec<String>>;
    /// Largest size this witness has cosigned; 0 = none.
    fn cosigned_size(&self, witness: &UserId) -> Result<u64>;
}
/// Appends to the log; nothing is ever changed or taken away.
#[allow(missing_docs, clippy::missing_errors_doc)]
pub trait LogTx {
    fn append_leaf(&self, index: u64, kind: &str, about: &str, at: Timestamp, leaf: &[u8]) -> Result<()>;
    fn put_checkpoint(&self, size: u64, at: Timestamp, note: &str) -> Result<()>;
    fn put_cosignature(&self, size: u64, witness: &UserId, line: &str) -> Result<()>;
}

/// Reads inspections, packages, reviews and publications.
#[allow(missing_docs, clippy::missing_errors_doc)]
pub trait InspectionView {
    fn inspection(&self, id: &InspectionId) -> Result<Option<InspectionRecord>>;
    fn inspections(&self) -> Result<Vec<InspectionRecord>>;
    fn inspections_of_task(&self, task: &TaskId) -> Result<Vec<InspectionRecord>>;
    fn inspections_of_subject(&self, subject: &SubjectId) -> Result<Vec<InspectionRecord>>;
    fn inspections_of_inspector(&self, inspector: &InspectorId) -> Result<Vec<InspectionRecord>>;
    fn package(&self, id: &InspectionId) -> Result<Option<SignedPackage>>;
    fn reviews(&self, id: &InspectionId) -> Result<Vec<ReviewEntry>>;
    fn publication(&self, id: &InspectionId) -> Result<Option<PublicationRecord>>;
    fn publications(&self) -> Result<Vec<PublicationRecord>>;
}
/// Writes inspections, packages, reviews and publications.
#[allow(missing_docs, clippy::missing_errors_doc)]
pub trait InspectionTx {
    /// Also records the team, which decides who may sync it.
    fn put_inspection(&self, inspection: &InspectionRecord) -> Result<()>;
    fn put_package(&self, id: &InspectionId, package: &SignedPackage) -> Result<()>;
    fn add_review(&self, id: &InspectionId, entry: &ReviewEntry) -> Result<()>;
    fn put_publication(&self, publication: &PublicationRecord) -> Result<()>;
}

/// Reads documents and what travelled into them.
#[allow(missing_docs, clippy::missing_errors_doc)]
pub trait DocumentView {
    /// The compacted document; damage is an error, never an absence.
    fn document(&self, id: &InspectionId) -> Result<Option<DocumentRecord>>;
    /// Heads of the document (hex, sorted), without its bytes.
    fn document_heads(&self, id: &InspectionId) -> Result<Option<Vec<String>>>;
    /// Raw changes in the order received.
    fn changes(&self, id: &InspectionId) -> Result<Vec<Vec<u8>>>;
    /// Actors seen in this document and whose they are.
    fn actors(&self, id: &InspectionId) -> Result<BTreeMap<String, ActorOwner>>;
    /// Proofs under which changes of this document were taken in, oldest first.
    fn proofs(&self, id: &InspectionId) -> Result<Vec<Proof>>;
    /// Newest first.
    fn quarantined(&self) -> Result<Vec<QuarantineRow>>;
    /// Uploads of an inspection that nobody has judged.
    fn count_quarantine(&self, id: &InspectionId) -> Result<u32>;
    /// Of every upload, oldest first.
    fn quarantine_ids(&self) -> Result<Vec<i64>>;
    fn quarantined_upload(&self, id: i64) -> Result<Option<QuarantineRecord>>;
    /// Oldest first.
    fn judgements(&self, id: i64) -> Result<Vec<QuarantineJudgement>>;
}
/// Writes documents.
#[allow(missing_docs, clippy::missing_errors_doc)]
pub trait DocumentTx {
    fn put_document(&self, document: &DocumentRecord) -> Result<()>;
    /// Keeps a raw change; the same change again changes nothing.
    fn add_change(&self, change: &RawChange) -> Result<()>;
    /// Binds an actor to its first owner for ever.
    fn bind_actor(&self, id: &InspectionId, actor: &str, owner: &ActorOwner, at: Timestamp) -> Result<()>;
    /// Keeps a proof; the same again changes nothing.
    fn add_proof(&self, id: &InspectionId, proof: &Proof, at: Timestamp) -> Result<()>;
    /// Keeps an upload; the same bytes for the same inspection again change nothing and answer false.
    fn quarantine(&self, upload: &QuarantineRecord) -> Result<bool>;
    fn judge(&self, id: i64, judgement: &QuarantineJudgement) -> Result<()>;
}

/// Reads what is known of blobs.
#[allow(missing_docs, clippy::missing_errors_doc)]
pub trait BlobView {
    /// A blob whose bytes are here.
    fn blob(&self, sha256: &str) -> Result<Option<BlobRecord>>;
    /// A blob whose bytes were here and were lost.
    fn lost_blob(&self, sha256: &str) -> Result<Option<BlobRecord>>;
    /// Every blob whose bytes are here, by name.
    fn blobs(&self) -> Result<Vec<BlobRecord>>;
    /// Inspections whose documents name this blob.
    fn blob_refs(&self, sha256: &str) -> Result<Vec<InspectionId>>;
    /// Blobs an inspection's document names.
    fn evidence_refs(&self, id: &InspectionId) -> Result<Vec<EvidenceRef>>;
}
/// Writes what is known of blobs.
#[allow(missing_docs, clippy::missing_errors_doc)]
pub trait BlobTx {
    fn put_blob(&self, blob: &BlobRecord) -> Result<()>;
    fn put_evidence_ref(&self, id: &InspectionId, evidence: &EvidenceRef) -> Result<()>;
}
