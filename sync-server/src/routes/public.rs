//! What anybody may read, without a session.

use super::tasks::json_file;
use crate::error::Answer;
use crate::flow::public;
use crate::state::App;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::id::TaskId;
use domain::wire::api::{PublicItemList, PublicOffice, PublicResult, PublicRoster, PublicTask};

/// `GET /public/office`.
pub(super) async fn office(State(app): State<App>) -> Answer<Json<PublicOffice>> {
    let inside = app.clone();
    app.store
        .read(move |v| public::office(&inside, v).map(Json))
        .await
}

/// `GET /public/items`.
pub(super) async fn items(State(app): State<App>) -> Json<Vec<PublicItemList>> {
    Json(public::items(&app))
}

/// `GET /public/inspectors`.
pub(super) async fn inspectors(State(app): State<App>) -> Answer<Json<Vec<PublicRoster>>> {
    let inside = app.clone();
    app.store
        .read(move |v| public::inspectors(&inside, v).map(Json))
        .await
}

/// `GET /public/tasks`.
pub(super) async fn tasks(State(app): State<App>) -> Answer<Json<Vec<PublicTask>>> {
    let inside = app.clone();
    app.store.read(move |v| public::tasks(&inside, v).map(Json)).await
}

/// `GET /public/tasks/{id}/transcript`.
pub(super) async fn transcript(State(app): State<App>, Path(id): Path<String>) -> Answer<Response> {
    let inside = app.clone();
    let text = app
        .store
        .read(move |v| public::transcript(&inside, v, &TaskId(id)))
        .await?;
    Ok(json_file(text))
}

/// `GET /public/results`.
pub(super) async fn results(State(app): State<App>) -> Answer<Json<Vec<PublicResult>>> {
    app.store.read(|v| public::results(v).map(Json)).await
}
