//! Events of the process, as clocks and prompt duties name them.

use serde::{Deserialize, Serialize};

/// An event that starts a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The check has ended (检查结束).
    CheckEnd,
    /// The task or batch is complete (抽查任务完成).
    TaskComplete,
    /// The check of the single subject has ended.
    SubjectCheckEnd,
    /// The report is written.
    ReportDone,
    /// The report is approved.
    ReportApproved,
    /// An objection has arrived.
    ObjectionReceived,
    /// An objection is decided.
    ObjectionDecided,
    /// A penalty is decided.
    PenaltyDecided,
    /// A published error was found.
    ErrorFound,
    /// An inspector has moved.
    StaffChanged,
    /// Publication began.
    PublicationStarted,
}

impl Event {
    /// All events, in the order of the process.
    pub const ALL: [Self; 11] = [
        Self::CheckEnd,
        Self::TaskComplete,
        Self::SubjectCheckEnd,
        Self::ReportDone,
        Self::ReportApproved,
        Self::ObjectionReceived,
        Self::ObjectionDecided,
        Self::PenaltyDecided,
        Self::ErrorFound,
        Self::StaffChanged,
        Self::PublicationStarted,
    ];

    /// The stable name used on the command line and in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CheckEnd => "check_end",
            Self::TaskComplete => "task_complete",
            Self::SubjectCheckEnd => "subject_check_end",
            Self::ReportDone => "report_done",
            Self::ReportApproved => "report_approved",
            Self::ObjectionReceived => "objection_received",
            Self::ObjectionDecided => "objection_decided",
            Self::PenaltyDecided => "penalty_decided",
            Self::ErrorFound => "error_found",
            Self::StaffChanged => "staff_changed",
            Self::PublicationStarted => "publication_started",
        }
    }

    /// The event of a stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.code() == code)
    }
}
