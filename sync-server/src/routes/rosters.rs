//! Rosters: files in, problems out by row and column, pages to look at.

use crate::auth::Caller;
use crate::body::{Params, Raw};
use crate::error::{Answer, Code, Refusal};
use crate::flow::rosters::{self, Roster};
use crate::import;
use crate::state::App;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::wire::api::{Facet, RosterImport, RosterPage, RosterRenewal};
use serde::Deserialize;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Debug, Deserialize)]
pub(super) struct FileName {
    #[serde(default)]
    filename: String,
}

/// `POST /rosters/{kind}/import`.
pub(super) async fn import(
    State(app): State<App>,
    caller: Caller,
    Path(kind): Path<String>,
    Params(name): Params<FileName>,
    Raw(bytes): Raw<{ import::FILE_BYTES_MAX }>,
) -> Answer<Json<RosterImport>> {
    let kind = Roster::named(&kind)?;
    let by = caller.actor.user;
    tokio::task::spawn_blocking(move || rosters::take_in(&app, kind, &bytes, &name.filename, &by))
        .await
        .map_err(|e| Refusal::from(Code::ServerFault).because(e))?
        .map(Json)
}

/// `GET /rosters/imports/{id}/marked-copy`.
pub(super) async fn marked_copy(State(app): State<App>, Path(id): Path<String>) -> Answer<Response> {
    let copy = app
        .store
        .read(move |v| -> Answer<_> { Ok(v.marked_copy(&id)?) })
        .await?;
    Ok(workbook(copy.ok_or(Code::ImportUnknown)?, "marked-copy.xlsx"))
}

/// `GET /rosters/{kind}/template`.
pub(super) async fn template(Path(kind): Path<String>) -> Answer<Response> {
    let kind = Roster::named(&kind)?;
    Ok(workbook(
        import::template(kind.kind()),
        &format!("{}.xlsx", kind.name()),
    ))
}

/// A workbook as a file.
pub(super) fn workbook(bytes: Vec<u8>, name: &str) -> Response {
    let shown = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, XLSX.to_owned()),
        (header::CONTENT_DISPOSITION, shown),
    ];
    (headers, bytes).into_response()
}

#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: u32,
}

/// `GET /rosters/{kind}`.
pub(super) async fn page(
    State(app): State<App>,
    Path(kind): Path<String>,
    Params(wanted): Params<Wanted>,
) -> Answer<Json<RosterPage>> {
    let kind = Roster::named(&kind)?;
    let inside = app.clone();
    app.store
        .read(move |v| rosters::page(&inside, v, kind, wanted.q.trim(), wanted.page).map(Json))
        .await
}

/// `GET /rosters/{kind}/imports`.
pub(super) async fn imports(
    State(app): State<App>,
    Path(kind): Path<String>,
) -> Answer<Json<Vec<RosterRenewal>>> {
    let kind = Roster::named(&kind)?;
    app.store
        .read(move |v| rosters::renewals(v, kind).map(Json))
        .await
}

/// `GET /rosters/subjects/facets`.
pub(super) async fn facets(State(app): State<App>) -> Answer<Json<Vec<Facet>>> {
    app.store.read(|v| rosters::facets(v).map(Json)).await
}
