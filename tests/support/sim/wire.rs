//! The wire: requests and answers on their way, which may be lost, doubled, overtaken, held back or cut.

use super::server::Answer;
use domain::inspection::change::ChangeId;
use domain::sync::engine::Ticket;

/// A request as bytes.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) token: String,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
}

impl Request {
    pub(super) fn sync(token: &str, body: Vec<u8>) -> Self {
        Self {
            method: "POST",
            path: "/api/v1/sync".to_owned(),
            token: token.to_owned(),
            headers: vec![("content-type", domain::wire::sync::MEDIA_TYPE.to_owned())],
            body,
        }
    }

    pub(super) fn blob(token: &str, sha256: ChangeId, size: usize, offset: usize, body: Vec<u8>) -> Self {
        Self {
            method: "PATCH",
            path: format!("/api/v1/blobs/{}", sha256.to_hex()),
            token: token.to_owned(),
            headers: vec![
                ("content-type", "application/partial-upload".to_owned()),
                ("upload-offset", offset.to_string()),
                ("upload-length", size.to_string()),
            ],
            body,
        }
    }
}

/// What a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// An exchange.
    Sync(Ticket),
    /// A part of a photo.
    Blob(ChangeId),
}

/// Who asked: a tablet, and which start of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct From {
    pub(super) tablet: usize,
    pub(super) boot: u32,
}

/// On its way.
#[derive(Clone, Debug)]
pub(super) enum Flight {
    /// To the server.
    Up {
        from: From,
        about: About,
        request: Request,
    },
    /// Back; none = the connection broke. With the server's generation that gave it.
    Down {
        from: From,
        about: About,
        answer: Option<Answer>,
        generation: u32,
    },
}
