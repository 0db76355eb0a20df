//! The built app as files: pre-compressed, hashed names for ever, pages always asked again.
//!
//! Every host name serves the same files; app routes answer with the page that routes them.

use crate::error::{Code, Refusal};
use crate::state::App;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// What a page of ours may load: itself, its own wasm, and pictures it made. Also stands in the pages.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; \
    manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Headers of every answer.
pub const SECURITY: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()",
    ),
];

/// Answers every path that is not of the interface.
pub async fn serve(State(app): State<App>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Refusal::from(Code::RouteMethod).into_response();
    }
    let path = request.uri().path();
    if path == "/" && host_is(request.headers(), "public") {
        return Redirect::temporary("/public").into_response();
    }
    if path.starts_with("/api/") {
        return Refusal::from(Code::RouteUnknown).into_response();
    }
    let Some(dist) = &app.config.dist else {
        return Refusal::from(Code::AppNotBuilt).into_response();
    };
    let wanted = path.trim_start_matches('/');
    let found = match safe(dist, wanted) {
        Some(file) if !wanted.is_empty() && file.is_file() => Some(wanted.to_owned()),
        _ if wanted.starts_with("assets/") => None,
        _ => page_of(wanted).map(str::to_owned),
    };
    match found {
        Some(name) => send(dist, &name, request.headers()).await,
        None => Refusal::from(Code::RouteUnknown).into_response(),
    }
}

/// The page that routes an address; none for a file, which is there or missing.
fn page_of(wanted: &str) -> Option<&'static str> {
    match wanted.split('/').next() {
        Some("public") => Some("public.html"),
        _ if Path::new(wanted).extension().is_some() => None,
        Some("office" | "witness") => Some("office.html"),
        _ => Some("index.html"),
    }
}

fn host_is(headers: &HeaderMap, role: &str) -> bool {
    headers
        .get(header::HOST)
        .and_then(|h| h.to_str().ok())
        .is_some_and(|h| h.split('.').next() == Some(role) && h.contains('.'))
}

/// The file under `dist`, or none for a path that would leave it.
fn safe(dist: &Path, wanted: &str) -> Option<PathBuf> {
    let plain = wanted
        .split('/')
        .all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', '\0', '%']));
    (wanted.is_empty() || plain).then(|| dist.join(wanted))
}

async fn send(dist: &Path, name: &str, asked: &HeaderMap) -> Response {
    let accepts = asked
        .get(header::ACCEPT_ENCODING)
        .and_then(|v| v.to_str().ok())
        .unwrap_or("");
    let packed = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(encoding, _)| {
            accepts
                .split(',')
                .any(|a| a.trim().split(';').next() == Some(*encoding))
        });
    for (encoding, ending) in packed {
        if let Ok(bytes) = tokio::fs::read(dist.join(format!("{name}{ending}"))).await {
            return answer(name, bytes, Some(encoding), asked);
        }
    }
    match tokio::fs::read(dist.join(name)).await {
        Ok(bytes) => answer(name, bytes, None, asked),
        Err(e) => Refusal::from(Code::RouteUnknown).because(e).into_response(),
    }
}

fn answer(name: &str, bytes: Vec<u8>, encoding: Option<&'static str>, asked: &HeaderMap) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(name)));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if name.starts_with("assets/") {
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        headers.insert(header::CACHE_CONTROL, forever);
        return (headers, bytes).into_response();
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let tag = format!("\"{}\"", &hex::encode(Sha256::digest(&bytes))[..32]);
    let same = asked
        .get(header::IF_NONE_MATCH)
        .is_some_and(|v| v.as_bytes() == tag.as_bytes());
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    if same {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, bytes).into_response()
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::safe;
    use std::path::Path;

    #[test]
    fn a_path_never_leaves_the_folder() {
        let dist = Path::new("/srv/app");
        for bad in [
            "../etc/passwd",
            "a/../../b",
            "/etc/passwd",
            ".hidden",
            "a//b",
            "a\\b",
            "%2e%2e/x",
        ] {
            assert_eq!(safe(dist, bad), None, "{bad}");
        }
        assert_eq!(safe(dist, "assets/a.js"), Some("/srv/app/assets/a.js".into()));
    }
}
