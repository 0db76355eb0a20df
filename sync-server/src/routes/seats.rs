//! A seat's key signed by the office, and a code of his own for an officer who enrols on a colleague's tablet too.

use super::accounts::base_url;
use crate::auth::Caller;
use crate::body::Ask;
use crate::error::Answer;
use crate::flow::seats;
use crate::state::App;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use domain::id::DeviceId;
use domain::wire::api::{EnrolmentCode, LeaveAnswer, LeaveAsk, OwnCodeAsk, SeatCard, SeatKeyAsk};

/// `POST /seat-key`.
pub(super) async fn card(
    State(app): State<App>,
    caller: Caller,
    Ask(ask): Ask<SeatKeyAsk>,
) -> Answer<Json<SeatCard>> {
    let (_, device) = caller.officer()?;
    let inside = app.clone();
    app.store
        .write(move |tx| seats::card(&inside, tx, &device, ask).map(Json))
        .await
}

/// `POST /own-code`.
pub(super) async fn own_code(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Ask(ask): Ask<OwnCodeAsk>,
) -> Answer<Json<EnrolmentCode>> {
    let (_, device) = caller.officer()?;
    let (base, by, now) = (base_url(&app, &headers), caller.actor.user, app.now());
    app.store
        .write(move |tx| seats::own_code(tx, &device, &by, &ask, &base, now).map(Json))
        .await
}

/// `POST /devices/{id}/leave`.
pub(super) async fn leave(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Ask(ask): Ask<LeaveAsk>,
) -> Answer<Json<LeaveAnswer>> {
    let inside = app.clone();
    app.store
        .write(move |tx| seats::leave(&inside, tx, &DeviceId(id), &ask, &caller.actor.user).map(Json))
        .await
}
