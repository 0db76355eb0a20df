//! What describes the server itself: readiness and the interface's own description.

use super::table::{Route, table};
use crate::auth::Need;
use crate::error::{Answer, Code};
use crate::state::App;
use axum::Json;
use axum::extract::State;
use serde_json::{Map, Value, json};

/// `GET /readyz`: the store answers.
pub(super) async fn ready(State(app): State<App>) -> Answer<&'static str> {
    app.store
        .read(|v| -> Answer<&'static str> {
            v.meta("epoch")?;
            Ok("ready\n")
        })
        .await
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
    json!({
        "summary": route.says,
        "parameters": parameters,
        "security": security,
        "x-access": format!("{:?}", route.need),
        "responses": {
            "200": { "description": route.answers },
            "default": { "description": "ErrorBody" },
        },
    })
}
