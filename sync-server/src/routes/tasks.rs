//! Tasks: plan, pool, commitment, opening, transcript.

use crate::auth::Caller;
use crate::body::Ask;
use crate::error::{Answer, Code, Refusal};
use crate::flow::transcript::transcript as written;
use crate::flow::{draw, feed, tasks};
use crate::messages::feed as words;
use crate::state::App;
use crate::workbook;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::id::TaskId;
use domain::wire::api::{FeedView, PoolPreview, TaskDetail, TaskDraft, TaskSummary};

/// `GET /tasks`.
pub(super) async fn list(State(app): State<App>) -> Answer<Json<Vec<TaskSummary>>> {
    app.store
        .read(|v| Ok(Json(v.tasks()?.iter().map(tasks::summary).collect())))
        .await
}

/// `POST /tasks`.
pub(super) async fn create(
    State(app): State<App>,
    caller: Caller,
    Ask(draft): Ask<TaskDraft>,
) -> Answer<Json<TaskDetail>> {
    let (inside, now) = (app.clone(), app.now());
    app.store
        .write(move |tx| tasks::create(&inside, tx, draft, caller.user(), now).map(Json))
        .await
}

/// `GET /tasks/{id}`.
pub(super) async fn show(State(app): State<App>, Path(id): Path<String>) -> Answer<Json<TaskDetail>> {
    let inside = app.clone();
    app.store
        .read(move |v| {
            let task = v.task(&TaskId(id))?.ok_or(Code::TaskUnknown)?;
            tasks::detail(&inside, v, &task).map(Json)
        })
        .await
}

/// `PUT /tasks/{id}`.
pub(super) async fn change(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Ask(draft): Ask<TaskDraft>,
) -> Answer<Json<TaskDetail>> {
    let (inside, now) = (app.clone(), app.now());
    app.store
        .write(move |tx| tasks::change(&inside, tx, &TaskId(id), draft, caller.user(), now).map(Json))
        .await
}

/// `GET /tasks/{id}/pool`.
pub(super) async fn pool(State(app): State<App>, Path(id): Path<String>) -> Answer<Json<PoolPreview>> {
    let inside = app.clone();
    app.store
        .read(move |v| tasks::pool(&inside, v, &TaskId(id)).map(Json))
        .await
}

/// `POST /tasks/{id}/approval`.
pub(super) async fn approve(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<Json<TaskDetail>> {
    let (inside, now) = (app.clone(), app.now());
    app.store
        .write(move |tx| tasks::approve(&inside, tx, &TaskId(id), caller.user(), now).map(Json))
        .await
}

/// `POST /tasks/{id}/commit`.
pub(super) async fn commit(State(app): State<App>, Path(id): Path<String>) -> Answer<Json<TaskDetail>> {
    draw::commit(&app, TaskId(id)).await.map(Json)
}

/// `POST /tasks/{id}/open`.
pub(super) async fn open(State(app): State<App>, Path(id): Path<String>) -> Answer<Json<TaskDetail>> {
    draw::open_draw(&app, TaskId(id)).await.map(Json)
}

/// `GET /tasks/{id}/transcript`.
pub(super) async fn transcript(State(app): State<App>, Path(id): Path<String>) -> Answer<Response> {
    let inside = app.clone();
    let text = app.store.read(move |v| written(&inside, v, &TaskId(id))).await?;
    Ok(json_file(text))
}

/// `GET /tasks/{id}/feeds`.
pub(super) async fn feeds(State(app): State<App>, Path(id): Path<String>) -> Answer<Json<Vec<FeedView>>> {
    let inside = app.clone();
    app.store
        .read(move |v| feed::list(&inside, v, &TaskId(id)).map(Json))
        .await
}

/// `GET /tasks/{id}/feeds/{feed}`.
pub(super) async fn feed_file(
    State(app): State<App>,
    Path((id, name)): Path<(String, String)>,
) -> Answer<Response> {
    let (inside, demo) = (app.clone(), app.config.demo);
    let file = format!("{id}-{name}.xlsx");
    let mut sheets = app
        .store
        .read(move |v| feed::sheets(&inside, v, &TaskId(id), &name))
        .await?;
    if demo {
        sheets
            .iter_mut()
            .for_each(|sheet| sheet.title.insert_str(0, words::DEMO));
    }
    let bytes = workbook::bytes(&sheets).map_err(|e| Refusal::from(Code::ServerFault).because(e))?;
    Ok(super::rosters::workbook(bytes, &file))
}

/// A transcript as a file: the exact bytes, newline and all.
pub(super) fn json_file(text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "inline; filename=\"transcript.json\"",
        ),
    ];
    (headers, text).into_response()
}
