//! A forgotten PIN: the tablet's question, and the administrator's answer.

use super::accounts::braked;
use crate::auth::Caller;
use crate::body::Ask;
use crate::error::{Answer, Code};
use crate::flow::unlock;
use crate::state::App;
use axum::Json;
use axum::extract::{ConnectInfo, Path, State};
use domain::id::DeviceId;
use domain::wire::api::{UnlockAnswer, UnlockAsk, UnlockJudgement, UnlockRow};
use std::net::SocketAddr;

/// `POST /unlock`.
pub(super) async fn ask(
    State(app): State<App>,
    peer: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    Ask(ask): Ask<UnlockAsk>,
) -> Answer<Json<UnlockAnswer>> {
    let now = app.now();
    let asked = app.store.write(move |tx| unlock::ask(tx, ask, now));
    braked(&app, peer, ("unlock", Code::UnlockUnknown), asked)
        .await
        .map(Json)
}

/// `GET /unlock-questions`.
pub(super) async fn waiting(State(app): State<App>) -> Answer<Json<Vec<UnlockRow>>> {
    let now = app.now();
    app.store.read(move |v| unlock::waiting(v, now).map(Json)).await
}

/// `POST /devices/{id}/unlock`.
pub(super) async fn judge(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Ask(judgement): Ask<UnlockJudgement>,
) -> Answer<Json<Vec<UnlockRow>>> {
    let inside = app.clone();
    app.store
        .write(move |tx| unlock::judge(&inside, tx, &DeviceId(id), &judgement, &caller.actor.user).map(Json))
        .await
}
