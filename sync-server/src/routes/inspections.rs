//! Inspections at the office: list, detail, review, publication.

use crate::auth::Caller;
use crate::body::Ask;
use crate::error::{Answer, Code, Refusal};
use crate::flow::{paper, publish, review, settle, visit};
use crate::state::App;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::access::Action;
use domain::id::InspectionId;
use domain::review::ReviewAct;
use domain::wire::api::{
    Grounds, InspectionDetail, InspectionRow, PublicationPreview, ReviewRequest, SettleAsk, VisitOrder,
};

/// `GET /inspections`.
pub(super) async fn list(State(app): State<App>) -> Answer<Json<Vec<InspectionRow>>> {
    let inside = app.clone();
    app.store.read(move |v| review::rows(&inside, v).map(Json)).await
}

/// `GET /regimes/{id}/grounds`.
pub(super) async fn grounds(State(app): State<App>, Path(id): Path<String>) -> Answer<Json<Grounds>> {
    visit::of_regime(&app, &id).map(Json)
}

/// `POST /inspections`.
pub(super) async fn order(
    State(app): State<App>,
    caller: Caller,
    Ask(ask): Ask<VisitOrder>,
) -> Answer<Json<InspectionDetail>> {
    let inside = app.clone();
    app.store
        .write(move |tx| visit::order(&inside, tx, &ask, caller.user()).map(Json))
        .await
}

/// `GET /inspections/{id}`.
pub(super) async fn show(State(app): State<App>, Path(id): Path<String>) -> Answer<Json<InspectionDetail>> {
    let inside = app.clone();
    app.store
        .read(move |v| review::detail(&inside, v, &InspectionId(id)).map(Json))
        .await
}

/// `POST /inspections/{id}/review`. A reviewer returns and approves, a publisher publishes; a skip is approved by whom its
/// rule names, which only the record says.
pub(super) async fn act(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Ask(ask): Ask<ReviewRequest>,
) -> Answer<Json<InspectionDetail>> {
    let ever: &[Action] = match ask.act {
        ReviewAct::Return => &[Action::Review],
        ReviewAct::Approve => &[Action::Review, Action::Approve],
        ReviewAct::Publish => &[Action::Publish],
    };
    if !ever.iter().any(|action| caller.may(*action)) {
        return Err(Code::AccessRole.into());
    }
    let inside = app.clone();
    app.store
        .write(move |tx| review::act(&inside, tx, &InspectionId(id), &ask, &caller).map(Json))
        .await
}

/// `POST /inspections/{id}/settlements`. The tablets of the team hear of it at once.
pub(super) async fn settle(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Ask(ask): Ask<SettleAsk>,
) -> Answer<Json<InspectionDetail>> {
    let inside = app.clone();
    let told = app
        .store
        .write(move |tx| settle::settle(&inside, tx, &InspectionId(id), &ask, caller.user()))
        .await?;
    let team = told.package.team.iter().map(|m| m.inspector.clone());
    app.tell(Some(team.collect()), None);
    Ok(Json(told))
}

/// `GET /inspections/{id}/audit.csv`.
pub(super) async fn trail(State(app): State<App>, Path(id): Path<String>) -> Answer<Response> {
    let id = InspectionId(id);
    let text = app.store.read(move |v| review::trail(v, &id)).await?;
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], text).into_response())
}

/// `GET /inspections/{id}/record.pdf`.
pub(super) async fn sheet(State(app): State<App>, Path(id): Path<String>) -> Answer<Response> {
    let (inside, id) = (app.clone(), InspectionId(id));
    let paper = app.store.read(move |v| paper::of(&inside, v, &id)).await?;
    let made =
        tokio::task::spawn_blocking(move || paper::pdf(&app, &paper, app.config.fonts.as_deref())).await;
    let bytes = made.map_err(|e| Refusal::from(Code::ServerFault).because(e))??;
    Ok(([(header::CONTENT_TYPE, "application/pdf")], bytes).into_response())
}

/// `GET /inspections/{id}/publication`.
pub(super) async fn publication(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Answer<Json<PublicationPreview>> {
    let inside = app.clone();
    app.store
        .read(move |v| publish::preview(&inside, v, &InspectionId(id)).map(Json))
        .await
}
