//! Photo and file bytes: resumable up, checked, receipted; down for the office.
//!
//! `HEAD` says where the kept bytes end (`Upload-Offset`), `PATCH` adds from there (`Upload-Offset`,
//! `Upload-Length`), as in the IETF resumable-upload draft. The last part answers the signed receipt.

use crate::auth::Caller;
use crate::blobs::{self, BlobError, Part, is_name};
use crate::body::{PART_LIMIT, Raw};
use crate::error::{Answer, Code, Refusal};
use crate::flow::evidence;
use crate::state::App;
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::access::Action;

const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const COMPLETE: HeaderName = HeaderName::from_static("upload-complete");

/// `HEAD /blobs/{sha256}`.
pub(super) async fn head(
    State(app): State<App>,
    caller: Caller,
    Path(name): Path<String>,
) -> Answer<Response> {
    let named = known(&app, &caller, &name).await?;
    let (offset, complete) = match app.blobs.has(&name) {
        true => (
            std::fs::metadata(app.blobs.path(&name)).map_or(0, |m| m.len()),
            true,
        ),
        false => (app.blobs.offset(&name), false),
    };
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(OFFSET, HeaderValue::from(offset));
    if let Some(size) = named {
        headers.insert(LENGTH, HeaderValue::from(size));
    }
    let complete = if complete { "?1" } else { "?0" };
    headers.insert(COMPLETE, HeaderValue::from_static(complete));
    Ok(response)
}

/// `PATCH /blobs/{sha256}`.
pub(super) async fn patch(
    State(app): State<App>,
    caller: Caller,
    Path(name): Path<String>,
    headers: HeaderMap,
    Raw(bytes): Raw<PART_LIMIT>,
) -> Answer<Response> {
    let named = known(&app, &caller, &name).await?;
    if app.blobs.has(&name) {
        if let Some((size, part)) = unrecorded(&app, &name).await? {
            record(&app, &name, size, part).await?;
        }
        return receipt(&app, name).await;
    }
    let number = |h| -> Option<u64> { headers.get(h)?.to_str().ok()?.parse().ok() };
    let offset = number(OFFSET).ok_or(Code::RequestMalformed)?;
    let size = named.or_else(|| number(LENGTH)).ok_or(Code::RequestMalformed)?;
    let (inside, blob) = (app.clone(), name.clone());
    let part = tokio::task::spawn_blocking(move || inside.blobs.take(&blob, size, offset, &bytes))
        .await
        .map_err(|e| Refusal::from(Code::ServerFault).because(e))?
        .map_err(refuse)?;
    match part {
        Part::Kept(offset) => {
            let mut response = StatusCode::NO_CONTENT.into_response();
            response.headers_mut().insert(OFFSET, HeaderValue::from(offset));
            response
                .headers_mut()
                .insert(COMPLETE, HeaderValue::from_static("?0"));
            Ok(response)
        }
        whole @ Part::Whole { .. } => {
            record(&app, &name, size, whole).await?;
            receipt(&app, name).await
        }
    }
}

/// A whole blob without a record: the process ended between the two. Its bytes are hashed once more.
async fn unrecorded(app: &App, name: &str) -> Answer<Option<(u64, Part)>> {
    let sha256 = name.to_owned();
    let known = app
        .store
        .read(move |v| -> Answer<_> { Ok(v.blob(&sha256)?) })
        .await?;
    if known.is_some() {
        return Ok(None);
    }
    let (inside, blob) = (app.clone(), name.to_owned());
    tokio::task::spawn_blocking(move || inside.blobs.adopt(&blob))
        .await
        .map_err(|e| Refusal::from(Code::ServerFault).because(e))?
        .map(Some)
        .map_err(refuse)
}

async fn record(app: &App, name: &str, size: u64, part: Part) -> Answer<()> {
    let Part::Whole { head, second_copy } = part else {
        return Ok(());
    };
    app.metrics.blob_bytes.add(size);
    let media_type = blobs::media_type(&head).to_owned();
    let (sha256, now) = (name.to_owned(), app.now());
    app.store
        .write(move |tx| evidence::received(tx, &sha256, size, media_type, second_copy, now))
        .await?;
    // The office sees photos arrive; no tablet lacks anything because of it.
    app.tell(Some(std::collections::BTreeSet::new()), None);
    Ok(())
}

fn refuse(e: BlobError) -> Refusal {
    match e {
        BlobError::Offset(at) => Refusal::from(Code::BlobOffset).header(OFFSET, at),
        BlobError::Digest => Refusal::from(Code::BlobDigest).header(OFFSET, 0),
        BlobError::TooLarge => Code::BlobTooLarge.into(),
        BlobError::Io(e) => Refusal::of_disk(e),
    }
}

/// The blob is one that an inspection of this tablet's officer names; its size if a manifest states one.
async fn known(app: &App, caller: &Caller, name: &str) -> Answer<Option<u64>> {
    if !is_name(name) {
        return Err(Code::BlobName.into());
    }
    let (inspector, _) = caller.officer()?;
    let sha256 = name.to_owned();
    app.store
        .read(move |v| evidence::size_for(v, &sha256, &inspector))
        .await
}

async fn receipt(app: &App, name: String) -> Answer<Response> {
    let inside = app.clone();
    let receipt = app
        .store
        .read(move |v| evidence::receipt(&inside, v, &name))
        .await?;
    let complete = [
        (COMPLETE, HeaderValue::from_static("?1")),
        (OFFSET, HeaderValue::from(receipt.size_bytes)),
    ];
    Ok((complete, Json(receipt)).into_response())
}

/// `GET /blobs/{sha256}`.
pub(super) async fn get(
    State(app): State<App>,
    caller: Caller,
    Path(name): Path<String>,
) -> Answer<Response> {
    if !is_name(&name) {
        return Err(Code::BlobName.into());
    }
    if !caller.may(Action::ReadInspection) {
        let (inspector, _) = caller.officer()?;
        let sha256 = name.clone();
        app.store
            .read(move |v| evidence::may_read(v, &sha256, &inspector))
            .await?;
    }
    let sha256 = name.clone();
    let record = app
        .store
        .read(move |v| -> Answer<_> { Ok(v.blob(&sha256)?) })
        .await?;
    let record = record.ok_or(Code::BlobUnknown)?;
    let bytes = tokio::fs::read(app.blobs.path(&name))
        .await
        .map_err(|e| Refusal::from(Code::ServerStorage).because(e))?;
    let media_type = HeaderValue::from_str(&record.media_type)
        .unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
    let headers = [
        (header::CONTENT_TYPE, media_type),
        // Whatever the bytes claim to be, the browser runs none of them.
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; sandbox"),
        ),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, max-age=31536000, immutable"),
        ),
    ];
    Ok((headers, Body::from(bytes)).into_response())
}
