//! Request bodies: read whole up to a bound, refused with a stable code that the sender can still read.

use crate::error::{Answer, Code, Refusal};
use crate::state::App;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header;
use axum::http::request::Parts;
use hyper::body::Frame;
use serde::de::DeserializeOwned;
use std::pin::{Pin, pin};
use tokio::sync::OwnedSemaphorePermit;

/// Bound of ordinary JSON bodies (1 MiB).
pub const JSON_LIMIT: usize = 1 << 20;
/// Bound of one roster file (32 MiB).
pub const FILE_LIMIT: usize = 32 << 20;
/// Bound of one part of a blob (8 MiB).
pub const PART_LIMIT: usize = 8 << 20;
/// Bound of one sync request (8 MiB).
pub const SYNC_LIMIT: usize = 8 << 20;
/// Most that is held at once of a body taken as it comes (32 MiB: a manifest, packed and unpacked, and a chunk).
const STREAM_ROOM: usize = 32 << 20;
/// Past its bound a body is still read up to here and thrown away, so that the sender hears the refusal
/// instead of a broken connection.
const DRAIN: usize = 96 << 20;

/// Longest silence inside a body.
const SILENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// A JSON body.
#[derive(Debug)]
pub struct Ask<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Ask<T> {
    type Rejection = Refusal;
    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        let bytes = read(request.into_body(), JSON_LIMIT, None).await?;
        let bytes: &[u8] = if bytes.is_empty() { b"null" } else { &bytes };
        serde_json::from_slice(bytes)
            .map(Self)
            // Its own words would quote what was sent, and that may be somebody's name.
            .map_err(|e| {
                let place = format!("{:?} at {}:{}", e.classify(), e.line(), e.column());
                Refusal::from(Code::RequestMalformed).because(place)
            })
    }
}

/// What a query string asks for.
#[derive(Debug)]
pub struct Params<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let asked = axum::extract::Query::from_request_parts(parts, state).await;
        // Its own words would quote what was sent, as those of a body would.
        asked
            .map(|axum::extract::Query(asked)| Self(asked))
            .map_err(|_| Refusal::from(Code::RequestMalformed).because("query string"))
    }
}

/// A body of plain bytes of at most `LIMIT`.
#[derive(Debug)]
pub struct Raw<const LIMIT: usize>(pub Bytes);

impl<const LIMIT: usize> FromRequest<App> for Raw<LIMIT> {
    type Rejection = Refusal;
    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let length = request.headers().get(header::CONTENT_LENGTH);
        let length: Option<usize> = length.and_then(|l| l.to_str().ok()?.parse().ok());
        match app.gate.room(length.unwrap_or(LIMIT).min(LIMIT)) {
            Ok(room) => read(request.into_body(), LIMIT, room).await.map(Self),
            Err(busy) => {
                app.metrics.busy.add(1);
                Err(unread(request, busy).await)
            }
        }
    }
}

/// A body nobody will look at: read and thrown away, so that the sender hears `refusal`.
pub async fn unread(request: Request, refusal: Refusal) -> Refusal {
    match read(request.into_body(), 0, None).await {
        Ok(_) | Err(_) => refusal,
    }
}

/// Bytes that hold their room at the gate as long as anybody holds them.
struct Held(
    Vec<u8>,
    #[expect(dead_code, reason = "given back when dropped")] Option<OwnedSemaphorePermit>,
);

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// A body taken as it comes: a file too large to be held. What is held of it at once has its room at the gate.
#[derive(Debug)]
pub struct Stream {
    body: Body,
    _room: Option<OwnedSemaphorePermit>,
}

impl FromRequest<App> for Stream {
    type Rejection = Refusal;
    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        match app.gate.room(STREAM_ROOM) {
            Ok(room) => Ok(Self {
                body: request.into_body(),
                _room: room,
            }),
            Err(busy) => {
                app.metrics.busy.add(1);
                Err(unread(request, busy).await)
            }
        }
    }
}

impl Stream {
    /// The next bytes; none at the end.
    ///
    /// # Errors
    /// `request.timeout`, `request.malformed` when the sender went away.
    pub async fn next(&mut self) -> Answer<Option<Bytes>> {
        loop {
            match frame(pin!(&mut self.body)).await? {
                Some(frame) if frame.is_data() => return Ok(frame.into_data().ok()),
                Some(_) => {}
                None => return Ok(None),
            }
        }
    }

    /// Throws the rest away, up to a bound, so that the sender hears the answer.
    pub async fn drain(mut self) {
        let mut seen = 0;
        while let Ok(Some(bytes)) = self.next().await {
            seen += bytes.len();
            if seen > DRAIN {
                break;
            }
        }
    }
}

/// The next frame. A sender that went silent holds no connection for ever; what it had sent so far was never
/// acted on, or is whole by itself.
async fn frame(
    mut body: Pin<&mut (impl HttpBody<Data = Bytes, Error = axum::Error> + ?Sized)>,
) -> Answer<Option<Frame<Bytes>>> {
    let next = std::future::poll_fn(|cx| body.as_mut().poll_frame(cx));
    match tokio::time::timeout(SILENCE, next).await {
        Err(_) => Err(Code::RequestTimeout.into()),
        Ok(None) => Ok(None),
        Ok(Some(Ok(frame))) => Ok(Some(frame)),
        Ok(Some(Err(e))) => Err(Refusal::from(Code::RequestMalformed).because(e)),
    }
}

async fn read(body: Body, limit: usize, room: Option<OwnedSemaphorePermit>) -> Answer<Bytes> {
    let mut body = pin!(body);
    let (mut kept, mut seen) = (Vec::new(), 0usize);
    while let Some(frame) = frame(body.as_mut()).await? {
        let Ok(data) = frame.into_data() else { continue };
        seen += data.len();
        if seen > DRAIN {
            break;
        }
        if seen <= limit {
            kept.extend_from_slice(&data);
        } else {
            kept = Vec::new();
        }
    }
    if seen > limit {
        return Err(Code::RequestTooLarge.into());
    }
    Ok(Bytes::from_owner(Held(kept, room)))
}
