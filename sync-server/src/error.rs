//! Refusals of the HTTP interface: every stable code with its status, in one table.
//!
//! Invariant: a refusal never carries personal data, a path or an engine's words; those go to the log under
//! the trace number that the answer quotes.

use crate::store::StoreError;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::problem::Problem;
use domain::sync::parcel::ParcelRefused;
use domain::wire::code::ErrorBody;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $status:ident $code:literal;)*) => {
        /// A stable code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$name,)*];
            /// The code as it travels.
            pub fn text(self) -> &'static str { match self { $(Self::$name => $code,)* } }
            /// Its HTTP status.
            pub fn status(self) -> StatusCode { match self { $(Self::$name => StatusCode::$status,)* } }
        }
    };
}

codes! {
    /// Nobody is logged in.
    SessionMissing = UNAUTHORIZED "session.missing";
    /// Wrong name or password; which of the two is not said.
    SessionBadPassword = UNAUTHORIZED "session.bad_password";
    /// Too many tries; `Retry-After` says when.
    SessionTooManyTries = TOO_MANY_REQUESTS "session.too_many_tries";
    /// The request came from a page of another origin.
    SessionCrossOrigin = FORBIDDEN "session.cross_origin";
    /// No role of the account allows this.
    AccessRole = FORBIDDEN "access.role";
    /// Only an enrolled tablet may do this.
    AccessTabletOnly = FORBIDDEN "access.tablet_only";
    /// The tablet was revoked; it may hand in its unsent work, which is kept apart.
    DeviceRevoked = FORBIDDEN "device.revoked";
    /// No such address.
    RouteUnknown = NOT_FOUND "route.unknown";
    /// The address does not take this method.
    RouteMethod = METHOD_NOT_ALLOWED "route.method";
    /// The app was not built into this server.
    AppNotBuilt = NOT_FOUND "app.not_built";
    /// The body is not what this address reads.
    RequestMalformed = BAD_REQUEST "request.malformed";
    /// The body is longer than this address takes.
    RequestTooLarge = PAYLOAD_TOO_LARGE "request.too_large";
    /// The body stopped arriving.
    RequestTimeout = REQUEST_TIMEOUT "request.timeout";
    /// The file is empty.
    ImportEmpty = UNPROCESSABLE_ENTITY "import.empty_file";
    /// The file cannot be read as a table; the problems say why.
    ImportUnreadable = UNPROCESSABLE_ENTITY "import.unreadable";
    /// There is no such roster.
    RosterUnknown = NOT_FOUND "roster.unknown";
    /// There is no such import, or it has no marked copy.
    ImportUnknown = NOT_FOUND "import.unknown";
    /// There is no such regime.
    RegimeUnknown = NOT_FOUND "regime.unknown";
    /// There is no such task.
    TaskUnknown = NOT_FOUND "task.unknown";
    /// The task is not in a state that allows this.
    TaskState = CONFLICT "task.state";
    /// Nobody approves the plan he wrote.
    TaskOwnApproval = FORBIDDEN "task.own_approval";
    /// The plan lacks required inputs or breaks a rule; the problems name each.
    PlanIncomplete = UNPROCESSABLE_ENTITY "plan.incomplete";
    /// No legal draw exists; the problems say who is excluded and why, and what would mend it.
    DrawInfeasible = UNPROCESSABLE_ENTITY "draw.infeasible";
    /// The draw is not committed yet.
    DrawNotCommitted = CONFLICT "draw.not_committed";
    /// A witness has not committed or revealed yet; the problems name whom.
    DrawWaiting = CONFLICT "draw.waiting_for_witnesses";
    /// The drawn lists are kept from the public until the checks are over or their results are public.
    DrawKept = CONFLICT "draw.kept";
    /// The draw is not opened yet.
    DrawNotOpened = CONFLICT "draw.not_opened";
    /// The deadline of the draw has passed; it is void.
    DrawPastDeadline = CONFLICT "draw.past_deadline";
    /// There is no such change.
    ChangeUnknown = NOT_FOUND "change.unknown";
    /// The change does not wait for this.
    ChangeState = CONFLICT "change.state";
    /// Not the account that approves this change, or it asked for it, or answered already.
    ChangeNotApprover = FORBIDDEN "change.not_approver";
    /// The change cannot be asked for or carried out; the problem says why.
    ChangeRefused = UNPROCESSABLE_ENTITY "change.refused";
    /// This account is no witness of this task.
    WitnessNotOfTask = FORBIDDEN "witness.not_of_task";
    /// The witness browser has not registered its key.
    WitnessNoKey = CONFLICT "witness.no_key";
    /// Another key is registered for this witness.
    WitnessKeyTaken = CONFLICT "witness.key_taken";
    /// The commitment is not 32 bytes of hex, or another one was given before.
    WitnessCommitment = UNPROCESSABLE_ENTITY "witness.commitment";
    /// The cosignature does not verify over the checkpoint.
    WitnessCosignature = UNPROCESSABLE_ENTITY "witness.cosignature";
    /// The revealed entropy does not match its commitment.
    WitnessReveal = UNPROCESSABLE_ENTITY "witness.reveal";
    /// There is no such inspection, or it is not one of this team.
    InspectionUnknown = NOT_FOUND "inspection.unknown";
    /// The visit cannot be ordered; the problems say why.
    VisitRefused = UNPROCESSABLE_ENTITY "visit.refused";
    /// The item cannot be settled online; the problems say why.
    SettleRefused = UNPROCESSABLE_ENTITY "settle.refused";
    /// The record has not been sealed and handed in yet.
    InspectionNotSealed = CONFLICT "inspection.not_sealed";
    /// The review state does not allow this.
    ReviewState = CONFLICT "review.state";
    /// A return needs words that say what to mend.
    ReviewCommentMissing = UNPROCESSABLE_ENTITY "review.comment_missing";
    /// The words are longer than a reader takes in.
    ReviewCommentLong = UNPROCESSABLE_ENTITY "review.comment_long";
    /// An item is answered in two ways, or a supplement is open.
    ReviewOpenDifference = CONFLICT "review.open_difference";
    /// Steps the text wants done before publication have nobody who answers for them; the problems name each.
    PublicationSteps = UNPROCESSABLE_ENTITY "publication.steps_missing";
    /// There is no such enrolment code.
    EnrolmentUnknown = FORBIDDEN "enrolment.unknown";
    /// The enrolment code was used already.
    EnrolmentSpent = FORBIDDEN "enrolment.spent";
    /// The enrolment code is too old.
    EnrolmentExpired = FORBIDDEN "enrolment.expired";
    /// The device key is not a P-256 public key.
    EnrolmentKey = UNPROCESSABLE_ENTITY "enrolment.bad_key";
    /// Too many wrong codes; `Retry-After` says when.
    EnrolmentTooManyTries = TOO_MANY_REQUESTS "enrolment.too_many_tries";
    /// The tablet did not sign what it asks for.
    SeatNotSigned = FORBIDDEN "seat.not_signed";
    /// What is to be signed is no key.
    SeatKeyBad = BAD_REQUEST "seat.bad_key";
    /// There is no such inspector.
    InspectorUnknown = NOT_FOUND "inspector.unknown";
    /// There is no such device.
    DeviceUnknown = NOT_FOUND "device.unknown";
    /// There is no such blob here.
    BlobUnknown = NOT_FOUND "blob.unknown";
    /// The address is not a SHA-256 in lower-case hex.
    BlobName = BAD_REQUEST "blob.name";
    /// The offset is not where the kept bytes end; `Upload-Offset` says where they do.
    BlobOffset = CONFLICT "blob.offset";
    /// The bytes do not have the digest they were announced under; start again from 0.
    BlobDigest = UNPROCESSABLE_ENTITY "blob.digest";
    /// The blob is longer than the server takes.
    BlobTooLarge = PAYLOAD_TOO_LARGE "blob.too_large";
    /// No inspection of this tablet names this blob.
    BlobNotNamed = FORBIDDEN "blob.not_named";
    /// The app speaks a version of the exchange that is no longer answered: it is to be updated.
    AppTooOld = UPGRADE_REQUIRED "app.too_old";
    /// The app speaks a newer version of the exchange than this server: the server is to be updated.
    ServerTooOld = UPGRADE_REQUIRED "server.too_old";
    /// The sync frame cannot be read.
    SyncFrame = BAD_REQUEST "sync.frame";
    /// The file is no export file of a tablet.
    ExportForeign = UNPROCESSABLE_ENTITY "export.foreign";
    /// The export file was made by a newer version.
    ExportNewer = UNPROCESSABLE_ENTITY "export.newer";
    /// The export file was sealed to another office.
    ExportOtherOffice = UNPROCESSABLE_ENTITY "export.other_office";
    /// The export file is damaged before its list of contents; nothing was taken in.
    ExportDamaged = UNPROCESSABLE_ENTITY "export.damaged";
    /// The export file ends before its list of contents; nothing was taken in.
    ExportCut = UNPROCESSABLE_ENTITY "export.cut";
    /// The tablet the export file names is not enrolled here, or did not sign it.
    ExportNotSigned = FORBIDDEN "export.not_signed";
    /// There is no such quarantined upload.
    QuarantineUnknown = NOT_FOUND "quarantine.unknown";
    /// The upload was accepted already.
    QuarantineJudged = CONFLICT "quarantine.judged";
    /// The upload cannot be taken in even now; the problem says why.
    QuarantineNotAdmissible = CONFLICT "quarantine.not_admissible";
    /// A judgement needs a reason.
    QuarantineReasonMissing = UNPROCESSABLE_ENTITY "quarantine.reason_missing";
    /// No tablet in use signed this question.
    UnlockUnknown = NOT_FOUND "unlock.unknown";
    /// The tablet has no open question.
    UnlockNone = NOT_FOUND "unlock.none";
    /// Not the digits that the tablet shows.
    UnlockDigits = UNPROCESSABLE_ENTITY "unlock.digits";
    /// A judgement needs its reason.
    UnlockReasonMissing = UNPROCESSABLE_ENTITY "unlock.reason_missing";
    /// The box was made for another office's key, or is damaged.
    UnlockUnreadable = UNPROCESSABLE_ENTITY "unlock.unreadable";
    /// An acceptance in writing needs words.
    SafetyWordsMissing = UNPROCESSABLE_ENTITY "safety.words_missing";
    /// There is no such account.
    AccountUnknown = NOT_FOUND "account.unknown";
    /// No font that draws Chinese lies where the server looks for one: a file would be full of boxes.
    PaperNoFont = SERVICE_UNAVAILABLE "paper.no_font";
    /// The server could not store or read; nothing was changed.
    ServerStorage = INTERNAL_SERVER_ERROR "server.storage";
    /// The server failed; nothing was changed.
    ServerFault = INTERNAL_SERVER_ERROR "server.fault";
    /// Too much at once; `Retry-After` says when.
    ServerBusy = TOO_MANY_REQUESTS "server.busy";
    /// The disk is full; nothing was written, reading goes on.
    ServerFull = INSUFFICIENT_STORAGE "server.full";
    /// The server is about to end.
    ServerEnding = SERVICE_UNAVAILABLE "server.ending";
}

/// A refused request.
#[derive(Clone, Debug)]
pub struct Refusal {
    code: Code,
    problems: Vec<Problem>,
    /// What the log says; never sent.
    cause: Option<String>,
    headers: Vec<(header::HeaderName, u64)>,
}

impl From<ParcelRefused> for Code {
    fn from(why: ParcelRefused) -> Self {
        match why {
            ParcelRefused::Foreign => Self::ExportForeign,
            ParcelRefused::Newer => Self::ExportNewer,
            ParcelRefused::OtherOffice => Self::ExportOtherOffice,
            ParcelRefused::Damaged => Self::ExportDamaged,
            ParcelRefused::Cut => Self::ExportCut,
            ParcelRefused::NotSigned => Self::ExportNotSigned,
        }
    }
}

/// What every handler answers.
pub type Answer<T> = Result<T, Refusal>;

impl Refusal {
    /// The disk refused: full, or otherwise.
    pub fn of_disk(e: std::io::Error) -> Self {
        use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        let code = match e.kind() == StorageFull || e.kind() == QuotaExceeded || e.kind() == FileTooLarge {
            true => Code::ServerFull,
            false => Code::ServerStorage,
        };
        Self::from(code).because(e)
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The problems, when the input had several.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Adds the problems of the input.
    #[must_use]
    pub fn with(mut self, problems: Vec<Problem>) -> Self {
        self.problems = problems;
        self
    }

    /// Adds what the server's log should say.
    #[must_use]
    pub fn because(mut self, cause: impl std::fmt::Display) -> Self {
        self.cause = Some(cause.to_string());
        self
    }

    /// Adds a whole number as a header (`Retry-After`, `Upload-Offset`).
    #[must_use]
    pub fn header(mut self, name: header::HeaderName, value: u64) -> Self {
        self.headers.push((name, value));
        self
    }
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self {
            code,
            problems: Vec::new(),
            cause: None,
            headers: Vec::new(),
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(e: StoreError) -> Self {
        let code = match e {
            StoreError::Full => Code::ServerFull,
            StoreError::Engine(_)
            | StoreError::Damaged(_)
            | StoreError::InUse
            | StoreError::TooNew { .. }
            | StoreError::EngineTooOld(_)
            | StoreError::Stopped
            | StoreError::Unsure(_) => Code::ServerStorage,
        };
        Self::from(code).because(e)
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code.text())?;
        for p in &self.problems {
            write!(f, "; {} {}", p.code, p.path)?;
        }
        match &self.cause {
            Some(cause) => write!(f, " ({cause})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Refusal {}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = self.code.status();
        let mut trace = String::new();
        if status.is_server_error() || self.cause.is_some() {
            trace = hex::encode(crate::clock::random::<6>());
            let cause = self.cause.as_deref().unwrap_or("");
            tracing::warn!(code = self.code.text(), trace, cause, "refused");
        }
        let body = ErrorBody {
            code: self.code.text().to_owned(),
            problems: self.problems,
            trace,
        };
        let mut response = (status, Json(body)).into_response();
        for (name, value) in self.headers {
            response.headers_mut().insert(name, HeaderValue::from(value));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::Code;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_distinct_and_dotted() {
        let texts: BTreeSet<_> = Code::ALL.iter().map(|c| c.text()).collect();
        assert_eq!(texts.len(), Code::ALL.len());
        assert!(texts.iter().all(|t| t.contains('.')));
    }
}
