//! What a browser without encryption gets from the TLS port: the authority to install, and how, per system.

use crate::messages::tls as words;
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use std::sync::Arc;

/// What the page says.
#[derive(Clone, Debug)]
pub struct Page {
    /// The authority in PEM.
    pub authority: String,
    /// Its SHA-256.
    pub fingerprint: String,
    /// Names of the server.
    pub names: Vec<String>,
    /// Its port.
    pub port: u16,
}

/// Answers of the plain side; without a page there is nothing to install.
pub fn router(page: Option<Page>) -> Router {
    let Some(page) = page else {
        return Router::new().fallback(|| async { (StatusCode::BAD_REQUEST, words::ENCRYPTED_ONLY) });
    };
    let page = Arc::new(page);
    let authority = page.authority.clone();
    Router::new()
        .route("/ca.crt", get(move || async move { certificate(&authority) }))
        .fallback(move || async move { Html(html(&page)) })
}

fn certificate(pem: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/x-x509-ca-cert"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"suicha-ca.crt\"",
        ),
    ];
    (headers, pem.to_owned()).into_response()
}

fn html(page: &Page) -> String {
    let first = page.names.first().map_or("localhost", String::as_str);
    let address = format!("{first}:{}", page.port);
    // The page works without the picture.
    let qr = crate::flow::enrol::qr_svg(&format!("http://{address}/")).unwrap_or_default();
    words::install(&address, &page.fingerprint, &qr)
}
