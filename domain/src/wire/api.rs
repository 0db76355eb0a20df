//! JSON shapes of `/api/v1` (office, witness, enrolment, public). Sync has its own framing in `sync`.
//!
//! | method and path | asks | answers |
//! |---|---|---|
//! | `POST /session` · `GET` · `DELETE` | [`LogIn`] | [`Session`] |
//! | `GET /regimes` · `GET /regimes/{id}` | | `[`[`RegimeSummary`]`]` · [`RegimePage`] |
//! | `POST /rosters/{subjects\|inspectors}/import?filename=F` | the file's bytes | [`RosterImport`] |
//! | `GET /rosters/imports/{id}/marked-copy` · `GET /rosters/{kind}/template` | | an .xlsx |
//! | `GET /rosters/{kind}?q=&page=` · `GET /rosters/{kind}/imports` | | [`RosterPage`] · `[`[`RosterRenewal`]`]` |
//! | `GET /rosters/subjects/facets` | | `[`[`Facet`]`]` |
//! | `GET /witnesses` | | `[`[`WitnessAccount`]`]` |
//! | `GET /tasks` · `POST /tasks` · `GET/PUT /tasks/{id}` | [`TaskDraft`] | [`TaskSummary`] · [`TaskDetail`] |
//! | `GET /tasks/{id}/pool` | | [`PoolPreview`] |
//! | `POST /tasks/{id}/approval` | | [`TaskDetail`] |
//! | `POST /tasks/{id}/commit` · `POST /tasks/{id}/open` | | [`TaskDetail`] |
//! | `GET /tasks/{id}/transcript` | | the transcript |
//! | `GET /tasks/{id}/feeds` · `GET /tasks/{id}/feeds/{feed}` | | `[`[`FeedView`]`]` · an .xlsx |
//! | `GET /approvers` · `POST /tasks/{id}/chain` | [`ChainGiven`] | `[`[`ApproverAccount`]`]` · [`TaskDetail`] |
//! | `POST /tasks/{id}/changes` · `POST /tasks/{id}/changes/{no}/answer` | [`ChangeAsk`] · [`ChangeAnswer`] | [`TaskDetail`] |
//! | `POST /witness/tasks/{id}/changes/{no}/` `commitment` · `cosignature` · `entropy` | [`WitnessCommitment`] · [`WitnessCosignature`] · [`WitnessEntropy`] | [`WitnessTask`] |
//! | `GET /witness/tasks` · `POST /witness/key` · `GET /witness/log` | [`WitnessKey`] | `[`[`WitnessTask`]`]` · [`WitnessLog`] (both) |
//! | `POST /witness/tasks/{id}/commitment` · `POST /witness/tasks/{id}/reveal` | [`WitnessCommitment`] · [`WitnessReveal`] | [`WitnessTask`] |
//! | `GET /inspections` · `GET /inspections/{id}` | | [`InspectionRow`] · [`InspectionDetail`] |
//! | `GET /regimes/{id}/grounds` | | [`Grounds`] |
//! | `POST /inspections` | [`VisitOrder`] | [`InspectionDetail`] |
//! | `POST /inspections/{id}/review` | [`ReviewRequest`] | [`InspectionDetail`] |
//! | `POST /inspections/{id}/settlements` | [`SettleAsk`] | [`InspectionDetail`] |
//! | `GET /inspections/{id}/publication` | | [`crate::wire::api::PublicationPreview`] |
//! | `POST /enrolment-codes` · `POST /enrol` | [`EnrolmentCodeRequest`] · [`Enrol`] | [`EnrolmentCode`] · [`Enrolment`] |
//! | `GET /devices` · `POST /devices/{id}/revoke` | [`Revocation`] | [`DeviceRow`] |
//! | `POST /seat-key` · `POST /own-code` | [`SeatKeyAsk`] · [`OwnCodeAsk`] | [`SeatCard`] · [`EnrolmentCode`] |
//! | `POST /unlock` | [`UnlockAsk`] | [`UnlockAnswer`] |
//! | `POST /devices/{id}/leave` | [`LeaveAsk`] | [`LeaveAnswer`] |
//! | `GET /unlock-questions` · `POST /devices/{id}/unlock` | [`UnlockJudgement`] | [`UnlockRow`] |
//! | `GET /dashboard` | | [`Dashboard`] |
//! | `GET /calendar?year=Y` | | [`CalendarPage`] |
//! | `GET /quarantine?inspection=I` · `GET /quarantine/{id}` | | `[`[`QuarantineRow`]`]` · [`QuarantineDetail`] |
//! | `POST /quarantine/{id}/judgement` | [`QuarantineJudge`] | [`QuarantineDetail`] |
//! | `POST /hand-ins` | the file's bytes | [`HandIn`] |
//! | `HEAD/PATCH/GET /blobs/{sha256}` | bytes | [`BlobReceipt`] when complete |
//! | `GET /public/office` | | [`PublicOffice`] |
//! | `GET /public/items` · `GET /public/inspectors` | | `[`[`PublicItemList`]`]` · `[`[`PublicRoster`]`]` |
//! | `GET /public/tasks` · `GET /public/tasks/{id}/transcript` · `GET /public/results` | | [`PublicTask`] · … · [`PublicResult`] |

mod dashboard;
mod devices;
mod feeds;
mod hand_in;
mod inspections;
mod public;
mod regimes;
mod replacements;
mod rosters;
mod seats;
mod session;
mod tasks;
mod witness;

pub use dashboard::{CalendarDay, CalendarPage, ClockView, Dashboard, OpenOrder};
pub use devices::{
    Beside, BlobReceipt, DeviceRow, Enrol, Enrolment, EnrolmentCode, EnrolmentCodeRequest, Neighbour,
    Purpose, QuarantineDetail, QuarantineJudge, QuarantineJudgement, QuarantineRow, Revocation, UnlockAnswer,
    UnlockAsk, UnlockJudgement, UnlockRow, UnlockState,
};
pub use feeds::{FeedPart, FeedView, Withheld};
pub use hand_in::{HandIn, HandInDoc, HandInEvidence};
pub use inspections::{
    EvidenceRow, Grounds, InspectionDetail, InspectionRow, PublicationPreview, ReviewRequest, SettleAsk,
    VisitOrder,
};
pub use public::{PublicItemList, PublicOffice, PublicResult, PublicRoster, PublicTask};
pub use regimes::{PlanInputView, RegimePage, RegimeSummary};
pub use replacements::{
    ApproverAccount, ChainGiven, ChangeAnswer, ChangeApprover, ChangeAsk, ChangeCounts, ChangeSaid,
    ChangeState, ChangeView, SeatAsk, SeatChange, WitnessChange, WitnessCosignature, WitnessEntropy,
};
pub use rosters::{Facet, RosterImport, RosterPage, RosterRenewal};
pub use seats::{LeaveAnswer, LeaveAsk, OwnCodeAsk, SeatCard, SeatKey, SeatKeyAsk};
pub use session::{LogIn, Session};
pub use tasks::{
    DrawnView, EnteredInput, ExcludedView, PoolPreview, StratumView, TaskApproval, TaskDetail, TaskDraft,
    TaskState, TaskSummary, WitnessStatus,
};
pub use witness::{WitnessAccount, WitnessCommitment, WitnessKey, WitnessLog, WitnessReveal, WitnessTask};
