//! `POST /hand-ins`: a tablet's export file, brought to the office.

use crate::auth::Caller;
use crate::body::Stream;
use crate::error::Answer;
use crate::flow::hand_in;
use crate::state::App;
use axum::Json;
use axum::extract::State;
use domain::wire::api::HandIn;

/// `POST /hand-ins`.
pub(super) async fn take(State(app): State<App>, caller: Caller, file: Stream) -> Answer<Json<HandIn>> {
    hand_in::take(&app, caller.user(), file).await.map(Json)
}
