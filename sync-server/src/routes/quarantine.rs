//! Quarantine: the list, one upload, and a supervisor's judgement.

use crate::auth::Caller;
use crate::body::{Ask, Params};
use crate::error::Answer;
use crate::flow::quarantine;
use crate::state::App;
use axum::Json;
use axum::extract::{Path, State};
use domain::id::InspectionId;
use domain::wire::api::{QuarantineDetail, QuarantineJudge, QuarantineRow};
use serde::Deserialize;

/// Query of `GET /quarantine`.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    inspection: Option<InspectionId>,
}

/// `GET /quarantine`.
pub(super) async fn list(
    State(app): State<App>,
    Params(wanted): Params<Wanted>,
) -> Answer<Json<Vec<QuarantineRow>>> {
    app.store
        .read(move |v| quarantine::rows(v, wanted.inspection.as_ref()).map(Json))
        .await
}

/// `GET /quarantine/{id}`.
pub(super) async fn show(State(app): State<App>, Path(id): Path<String>) -> Answer<Json<QuarantineDetail>> {
    app.store
        .read(move |v| quarantine::detail(v, &id).map(Json))
        .await
}

/// `POST /quarantine/{id}/judgement`.
pub(super) async fn judge(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Ask(ask): Ask<QuarantineJudge>,
) -> Answer<Json<QuarantineDetail>> {
    let inside = app.clone();
    app.store
        .write(move |tx| quarantine::judge(&inside, tx, &id, &ask, caller.user()).map(Json))
        .await
}
