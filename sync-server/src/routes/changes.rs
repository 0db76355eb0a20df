//! Changes to a drawn result: asked for, answered, witnessed.

use crate::auth::Caller;
use crate::body::Ask;
use crate::error::{Answer, Code};
use crate::flow::changes;
use crate::state::App;
use axum::Json;
use axum::extract::{Path, State};
use domain::id::TaskId;
use domain::wire::api::{
    ApproverAccount, ChainGiven, ChangeAnswer, ChangeAsk, TaskDetail, WitnessCommitment, WitnessCosignature,
    WitnessEntropy, WitnessTask,
};

/// The number of a change in an address.
fn number(no: &str) -> Answer<u32> {
    no.parse().map_err(|_| Code::ChangeUnknown.into())
}

/// `GET /approvers`.
pub(super) async fn approvers(State(app): State<App>) -> Answer<Json<Vec<ApproverAccount>>> {
    app.store.read(|v| changes::approvers(v).map(Json)).await
}

/// `POST /tasks/{id}/chain`.
pub(super) async fn chain(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Ask(ask): Ask<ChainGiven>,
) -> Answer<Json<TaskDetail>> {
    let inside = app.clone();
    app.store
        .write(move |tx| {
            let by = caller.user();
            changes::give_chain(&inside, tx, &TaskId(id), by, &ask).map(Json)
        })
        .await
}

/// `POST /tasks/{id}/changes`.
pub(super) async fn ask(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Ask(ask): Ask<ChangeAsk>,
) -> Answer<Json<TaskDetail>> {
    let inside = app.clone();
    app.store
        .write(move |tx| {
            let by = caller.user();
            changes::ask(&inside, tx, &TaskId(id), by, ask).map(Json)
        })
        .await
}

/// `POST /tasks/{id}/changes/{no}/answer`.
pub(super) async fn answer(
    State(app): State<App>,
    caller: Caller,
    Path((id, no)): Path<(String, String)>,
    Ask(ask): Ask<ChangeAnswer>,
) -> Answer<Json<TaskDetail>> {
    let inside = app.clone();
    app.store
        .write(move |tx| {
            let by = caller.user();
            changes::answer(&inside, tx, &TaskId(id), number(&no)?, by, &ask).map(Json)
        })
        .await
}

/// `POST /witness/tasks/{id}/changes/{no}/commitment`.
pub(super) async fn commit(
    State(app): State<App>,
    caller: Caller,
    Path((id, no)): Path<(String, String)>,
    Ask(ask): Ask<WitnessCommitment>,
) -> Answer<Json<WitnessTask>> {
    let inside = app.clone();
    app.store
        .write(move |tx| {
            let by = caller.user();
            changes::witness::commit(&inside, tx, &TaskId(id), number(&no)?, by, &ask.commitment).map(Json)
        })
        .await
}

/// `POST /witness/tasks/{id}/changes/{no}/cosignature`.
pub(super) async fn cosign(
    State(app): State<App>,
    caller: Caller,
    Path((id, no)): Path<(String, String)>,
    Ask(ask): Ask<WitnessCosignature>,
) -> Answer<Json<WitnessTask>> {
    let inside = app.clone();
    app.store
        .write(move |tx| {
            let by = caller.user();
            changes::witness::cosign(&inside, tx, &TaskId(id), number(&no)?, by, &ask.cosignature).map(Json)
        })
        .await
}

/// `POST /witness/tasks/{id}/changes/{no}/entropy`.
pub(super) async fn entropy(
    State(app): State<App>,
    caller: Caller,
    Path((id, no)): Path<(String, String)>,
    Ask(ask): Ask<WitnessEntropy>,
) -> Answer<Json<WitnessTask>> {
    let inside = app.clone();
    app.store
        .write(move |tx| {
            let by = caller.user();
            changes::witness::entropy(&inside, tx, &TaskId(id), number(&no)?, by, &ask.entropy).map(Json)
        })
        .await
}
