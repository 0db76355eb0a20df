//! What describes the server itself: readiness and the interface's own description.

use super::table::{Route, table};
use crate::auth::Need;
use crate::error::{Answer, Code, Refusal};
use crate::flow::evidence::COPIED_THROUGH;
use crate::state::App;
use crate::store::Condition;
use axum::Json;
use axum::extract::{ConnectInfo, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use std::net::SocketAddr;

/// `GET /healthz`: the process runs.
pub(super) async fn health() -> Json<Value> {
    Json(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }))
}

/// `GET /readyz`: the store answers and the server is not about to end.
pub(super) async fn ready(State(app): State<App>) -> Answer<Json<Value>> {
    if *app.ending().borrow() {
        return Err(Refusal::from(Code::ServerEnding).header(header::RETRY_AFTER, 5));
    }
    if *app.store.condition().borrow() != Condition::Well {
        // Only a write that succeeds shows that there is room again.
        app.store
            .write(|tx| -> Answer<()> { Ok(tx.put_meta("room_found", "")?) })
            .await?;
    }
    let second_copy = app.config.second_copy.is_some();
    app.store
        .read(move |v| -> Answer<_> {
            let (leaves, copied) = (v.log_size()?, v.meta(COPIED_THROUGH)?);
            let copied: Option<i64> = copied.and_then(|t| t.parse().ok());
            Ok(Json(
                json!({ "status": "ready", "leaves": leaves, "second_copy": second_copy,
                "copied_through": copied }),
            ))
        })
        .await
}

/// `GET /metrics`: numbers only, and only to this machine itself.
pub(super) async fn metrics(
    State(app): State<App>,
    peer: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
) -> Answer<Response> {
    if peer.is_some_and(|p| !p.0.0.ip().is_loopback()) {
        return Err(Code::RouteUnknown.into());
    }
    let inside = app.clone();
    let text = app
        .store
        .read(move |v| -> Answer<_> { Ok(inside.metrics.text(v)?) })
        .await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}

/// `GET /openapi.json`, made from the table of routes.
pub(super) async fn openapi() -> Json<Value> {
    let mut paths: Map<String, Value> = Map::new();
    for route in table() {
        let entry = paths
            .entry(format!("{}{}", super::PREFIX, route.path))
            .or_insert_with(|| json!({}));
        if let Some(methods) = entry.as_object_mut() {
            methods.insert(route.method.to_ascii_lowercase(), operation(&route));
        }
    }
    let codes: Vec<Value> = Code::ALL
        .iter()
        .map(|c| json!({ "code": c.text(), "status": c.status().as_u16() }))
        .collect();
    Json(json!({
        "openapi": "3.1.0",
        "info": { "title": "Suicha", "version": env!("CARGO_PKG_VERSION") },
        "paths": paths,
        "x-error-codes": codes,
        "components": { "securitySchemes": {
            "cookie": { "type": "apiKey", "in": "cookie", "name": crate::auth::COOKIE },
            "tablet": { "type": "http", "scheme": "bearer" },
        } },
    }))
}

fn operation(route: &Route) -> Value {
    let parameters: Vec<Value> = route
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect();
    let security = match route.need {
        Need::Public => json!([]),
        Need::Tablet | Need::TabletEvenRevoked => json!([{ "tablet": [] }]),
        Need::Session | Need::May(_) | Need::AnyOf(_) => json!([{ "cookie": [] }, { "tablet": [] }]),
    };
    let mut responses: Map<String, Value> = Map::new();
    for (status, what) in route.statuses() {
        responses.insert(status.to_string(), json!({ "description": what }));
    }
    responses.insert("default".to_owned(), json!({ "description": "ErrorBody" }));
    json!({
        "summary": route.says,
        "parameters": parameters,
        "security": security,
        "x-access": format!("{:?}", route.need),
        "responses": responses,
    })
}
