//! The interface: one table of routes that builds the router, the access guard and `/openapi.json`.
//!
//! Invariant: a route exists only through this table, so none can be without its [`Need`].

mod accounts;
mod assets;
mod blobs;
mod events;
mod hand_in;
mod inspections;
mod public;
mod quarantine;
mod regimes;
mod rosters;
mod sync;
mod table;
mod tasks;
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

/// Security headers on every answer; nothing of the interface is cached.
async fn headers(request: Request, next: Next) -> Response {
    let of_interface = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in pages::SECURITY {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if of_interface && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
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
    let path = request.uri().path().to_owned();
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(e) => {
            tracing::error!(path, error = %e, "handler failed");
            let mut response = Refusal::from(Code::ServerFault).because(e).into_response();
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        }
    }
}
