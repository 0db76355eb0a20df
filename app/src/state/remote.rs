//! A value that lives on the server, as a screen sees it: asked for, here, or not to be had and why.
//!
//! Exists so that no screen shows a spinner without words or an error without its cause. Invariant: a value
//! once shown stays visible while it is asked for again ([`Remote::again`]).

use domain::wire::code::ErrorBody;
use std::rc::Rc;

/// Why the server's answer is not here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No answer came: no network, or the server is stopped.
    Unreachable,
    /// The server refused, with a stable code.
    Refused {
        /// HTTP status.
        status: u16,
        /// Code, problems and trace.
        body: ErrorBody,
    },
    /// An answer came that this version of the app does not understand.
    Unreadable {
        /// HTTP status.
        status: u16,
    },
}

impl Failure {
    /// Reads the body of a refused request; a body that is no `ErrorBody` is unreadable, never guessed at.
    pub fn from_body(status: u16, body: &[u8]) -> Self {
        if !domain::guard::stands("a-proxy-page-is-no-answer") {
            let code = String::from_utf8_lossy(body).into_owned();
            let body = serde_json::from_slice(body).unwrap_or(ErrorBody {
                code,
                problems: Vec::new(),
                trace: String::new(),
            });
            return Self::Refused { status, body };
        }
        serde_json::from_slice(body)
            .map_or(Self::Unreadable { status }, |body| Self::Refused { status, body })
    }

    /// The stable code, when the server gave one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused { body, .. } => Some(&body.code),
            Self::Unreachable | Self::Unreadable { .. } => None,
        }
    }

    /// Nobody is logged in, or the session has ended.
    pub fn is_logged_out(&self) -> bool {
        matches!(
            self,
            Self::Refused { status: 401, .. } | Self::Unreadable { status: 401 }
        )
    }
}

/// A value on its way from the server.
#[derive(Debug, PartialEq, Eq)]
pub enum Remote<T> {
    /// Asked for, nothing here yet.
    Loading,
    /// Here. `stale` while it is asked for again.
    Ready {
        /// The value.
        value: Rc<T>,
        /// Asked for again.
        stale: bool,
    },
    /// Not to be had; the value shown before, if any, is kept.
    Failed {
        /// Why.
        failure: Failure,
        /// What was here before.
        before: Option<Rc<T>>,
    },
}

// By hand: the value sits behind `Rc`, so it need not be `Clone` itself.
impl<T> Clone for Remote<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Loading => Self::Loading,
            Self::Ready { value, stale } => Self::Ready {
                value: value.clone(),
                stale: *stale,
            },
            Self::Failed { failure, before } => Self::Failed {
                failure: failure.clone(),
                before: before.clone(),
            },
        }
    }
}

impl<T> Remote<T> {
    /// The value to show, however old.
    pub fn value(&self) -> Option<&Rc<T>> {
        match self {
            Self::Loading => None,
            Self::Ready { value, .. } => Some(value),
            Self::Failed { before, .. } => before.as_ref(),
        }
    }

    /// Why the last request failed.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Loading | Self::Ready { .. } => None,
            Self::Failed { failure, .. } => Some(failure),
        }
    }

    /// The state while the same thing is asked for again.
    #[must_use]
    pub fn again(&self) -> Self {
        // What an ended session was shown must not flash up before the next account.
        if self.failure().is_some_and(Failure::is_logged_out) {
            return Self::Loading;
        }
        self.value().map_or(Self::Loading, |value| Self::Ready {
            value: value.clone(),
            stale: true,
        })
    }

    /// The state after an answer.
    #[must_use]
    pub fn answered(&self, answer: Result<T, Failure>) -> Self {
        match answer {
            Ok(value) => Self::Ready {
                value: Rc::new(value),
                stale: false,
            },
            Err(failure) => Self::Failed {
                failure,
                before: self.value().cloned(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_once_shown_survives_a_failed_refresh() {
        let shown = Remote::Loading.answered(Ok(7)).again();
        let after = shown.answered(Err(Failure::Unreachable));
        assert_eq!(after.value().map(|v| **v), Some(7));
        assert_eq!(after.failure(), Some(&Failure::Unreachable));
    }

    #[test]
    fn what_an_ended_session_was_shown_does_not_come_back() {
        let out = Failure::Unreadable { status: 401 };
        let shown = Remote::Loading.answered(Ok(7)).answered(Err(out));
        assert_eq!(shown.again(), Remote::Loading);
    }

    #[test]
    fn a_proxy_page_is_unreadable_and_never_a_made_up_code() {
        fn read() {
            let failure = Failure::from_body(502, b"<html>Bad Gateway</html>");
            assert_eq!(failure, Failure::Unreadable { status: 502 });
            assert_eq!(failure.code(), None);
        }
        read();
        domain::guard::fails_without("a-proxy-page-is-no-answer", read);
    }

    #[test]
    fn a_refusal_keeps_its_code_and_problems() {
        let body = br#"{"code":"plan.incomplete","problems":[{"code":"plan.input_missing","path":"unit","severity":"error"}]}"#;
        let failure = Failure::from_body(422, body);
        assert_eq!(failure.code(), Some("plan.incomplete"));
        assert!(!failure.is_logged_out());
    }
}
