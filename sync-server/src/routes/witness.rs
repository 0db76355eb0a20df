//! Witness browsers: key, commitments, cosignatures and reveals.

use crate::auth::Caller;
use crate::body::{Ask, Params};
use crate::error::Answer;
use crate::flow::witness;
use crate::state::App;
use axum::Json;
use axum::extract::{Path, State};
use domain::id::TaskId;
use domain::wire::api::{WitnessCommitment, WitnessKey, WitnessLog, WitnessReveal, WitnessTask};
use serde::Deserialize;

/// What `GET /witness/tasks` may ask.
#[derive(Debug, Deserialize)]
pub(super) struct Since {
    /// Size of the log this browser remembers; absent = what the server took last.
    #[serde(default)]
    from: Option<u64>,
}

/// `GET /witness/tasks`.
pub(super) async fn list(
    State(app): State<App>,
    caller: Caller,
    Params(since): Params<Since>,
) -> Answer<Json<Vec<WitnessTask>>> {
    let inside = app.clone();
    app.store
        .read(move |v| witness::list(&inside, v, caller.user(), since.from).map(Json))
        .await
}

/// `POST /witness/key`.
pub(super) async fn key(
    State(app): State<App>,
    caller: Caller,
    Ask(ask): Ask<WitnessKey>,
) -> Answer<Json<WitnessLog>> {
    let inside = app.clone();
    app.store
        .write(move |tx| witness::register(&inside, tx, caller.user(), ask).map(Json))
        .await
}

/// `GET /witness/log`.
pub(super) async fn log(State(app): State<App>, caller: Caller) -> Answer<Json<WitnessLog>> {
    let inside = app.clone();
    app.store
        .read(move |v| witness::pinned(&inside, v, caller.user()).map(Json))
        .await
}

/// `POST /witness/tasks/{id}/commitment`.
pub(super) async fn commit(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Ask(ask): Ask<WitnessCommitment>,
) -> Answer<Json<WitnessTask>> {
    let inside = app.clone();
    app.store
        .write(move |tx| witness::commit(&inside, tx, &TaskId(id), caller.user(), &ask.commitment).map(Json))
        .await
}

/// `POST /witness/tasks/{id}/reveal`.
pub(super) async fn reveal(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Ask(ask): Ask<WitnessReveal>,
) -> Answer<Json<WitnessTask>> {
    let inside = app.clone();
    app.store
        .write(move |tx| witness::reveal(&inside, tx, &TaskId(id), caller.user(), &ask).map(Json))
        .await
}
