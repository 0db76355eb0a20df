//! The interface: one table of routes that builds the router, the access guard and `/openapi.json`.
//!
//! Invariant: a route exists only through this table, so none can be without its [`Need`].

mod accounts;
mod assets;
mod blobs;
mod changes;
mod events;
mod hand_in;
mod inspections;
mod public;
mod quarantine;
mod regimes;
mod rosters;
mod seats;
mod sync;
mod table;
mod tasks;
mod unlock;
mod witness;

pub use table::{Route, table};

use crate::auth;
use crate::error::{Code, Refusal};
use crate::pages;
use crate::state::App;
use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use domain::wire::sync::MEDIA_TYPE;

/// Prefix of the interface.
pub const PREFIX: &str = "/api/v1";

/// The whole server as one service.
pub fn router(app: App) -> Router {
    let mut router = Router::new();
    for route in table() {
        let guard = from_fn_with_state((app.clone(), route.need), auth::guard);
        router = router.route(
            &format!("{PREFIX}{}", route.path),
            route.handler.route_layer(guard),
        );
    }
    router
        .route("/healthz", axum::routing::get(assets::health))
        .route("/metrics", axum::routing::get(assets::metrics))
        .route("/readyz", axum::routing::get(assets::ready))
        .route("/openapi.json", axum::routing::get(assets::openapi))
        .method_not_allowed_fallback(|| async { Refusal::from(Code::RouteMethod) })
        .fallback(pages::serve)
        .layer(from_fn(headers))
        .layer(from_fn_with_state(app.clone(), counted))
        .layer(from_fn(catch))
        .with_state(app)
}

/// Headers of an answer of the interface: it is no page, so that whatever a browser took it for might do nothing.
/// `no-store` is said last: files say otherwise.
const INTERFACE: &[(&str, &str)] = &[
    (
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
];

/// Of an exchange, for which every byte counts: the answer to a POST is not cached (RFC 9110 §9.3.3), no browser shows
/// this media type, and only who sent a bearer token gets it, which another site's page cannot.
const EXCHANGE: &[(&str, &str)] = &[("x-content-type-options", "nosniff")];

/// Security headers on every answer, as far as they say something to whoever gets it.
async fn headers(request: Request, next: Next) -> Response {
    let of_interface = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let of_exchange = headers.get(header::CONTENT_TYPE).is_some_and(|t| t == MEDIA_TYPE);
    let wanted = match (of_interface, of_exchange) {
        (true, true) => EXCHANGE,
        (true, false) => INTERFACE,
        (false, _) => pages::SECURITY,
    };
    for (name, value) in wanted {
        let (name, value) = (HeaderName::from_static(name), HeaderValue::from_static(value));
        // A handler that says more than this knows why.
        if !(of_interface && headers.contains_key(&name)) {
            headers.insert(name, value);
        }
    }
    response
}

/// Counts and times every request. The log names the route, never the address asked for: it may hold names.
async fn counted(State(app): State<App>, request: Request, next: Next) -> Response {
    let began = std::time::Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), began.elapsed());
    app.metrics.request(status, took);
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(%method, route, status, ms, "request");
    response
}

/// A handler that panics answers 500 and takes nothing else with it.
async fn catch(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(e) => {
            let route = route.as_ref().map_or("-", MatchedPath::as_str);
            tracing::error!(route, error = %e, "handler failed");
            let mut response = Refusal::from(Code::ServerFault).because(e).into_response();
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        }
    }
}
