//! Request bodies: read whole up to a bound, refused with a stable code that the sender can still read.

use crate::error::{Answer, Code, Refusal};
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;
use std::pin::pin;

/// Bound of ordinary JSON bodies (1 MiB).
pub const JSON_LIMIT: usize = 1 << 20;
/// Bound of one roster file (32 MiB).
pub const FILE_LIMIT: usize = 32 << 20;
/// Bound of one part of a blob (8 MiB).
pub const PART_LIMIT: usize = 8 << 20;
/// Bound of one sync request (8 MiB).
pub const SYNC_LIMIT: usize = 8 << 20;
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
        let bytes = read(request.into_body(), JSON_LIMIT).await?;
        let bytes: &[u8] = if bytes.is_empty() { b"null" } else { &bytes };
        serde_json::from_slice(bytes)
            .map(Self)
            .map_err(|e| Refusal::from(Code::RequestMalformed).because(e))
    }
}

/// A body of plain bytes of at most `LIMIT`.
#[derive(Debug)]
pub struct Raw<const LIMIT: usize>(pub Bytes);

impl<S: Send + Sync, const LIMIT: usize> FromRequest<S> for Raw<LIMIT> {
    type Rejection = Refusal;
    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        read(request.into_body(), LIMIT).await.map(Self)
    }
}

async fn read(body: Body, limit: usize) -> Answer<Bytes> {
    use axum::body::HttpBody;
    let mut body = pin!(body);
    let (mut kept, mut seen) = (Vec::new(), 0usize);
    loop {
        let next = std::future::poll_fn(|cx| body.as_mut().poll_frame(cx));
        // A sender that went silent holds no connection for ever; what it had sent so far was never acted on.
        let Ok(next) = tokio::time::timeout(SILENCE, next).await else {
            return Err(Code::RequestTimeout.into());
        };
        let Some(frame) = next else { break };
        let frame = frame.map_err(|e| Refusal::from(Code::RequestMalformed).because(e))?;
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
    Ok(kept.into())
}
