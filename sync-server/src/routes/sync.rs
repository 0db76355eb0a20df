//! `POST /sync`, and the administrator's acceptance of a single copy.

use crate::auth::Caller;
use crate::body::{Ask, Raw, SYNC_LIMIT};
use crate::error::{Answer, Code};
use crate::flow::evidence::SINGLE_COPY;
use crate::flow::log::Act;
use crate::flow::sync;
use crate::state::App;
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::wire::sync::MEDIA_TYPE;
use serde::{Deserialize, Serialize};

/// `POST /sync`.
pub(super) async fn exchange(
    State(app): State<App>,
    caller: Caller,
    Raw(body): Raw<SYNC_LIMIT>,
) -> Answer<Response> {
    let _place = app.gate.work().inspect_err(|_| app.metrics.busy.add(1))?;
    let answer = sync::sync(&app, &caller, &body).await?;
    Ok(([(header::CONTENT_TYPE, MEDIA_TYPE)], answer).into_response())
}

/// Body of `POST /single-copy`.
#[derive(Debug, Deserialize)]
pub(super) struct Acceptance {
    words: String,
}

/// Answer of `GET /single-copy`.
#[derive(Debug, Serialize)]
pub(super) struct Accepted {
    words: Option<String>,
}

/// `GET /single-copy`.
pub(super) async fn accepted(State(app): State<App>) -> Answer<Json<Accepted>> {
    app.store
        .read(|v| {
            let words = v.meta(SINGLE_COPY)?;
            Ok(Json(Accepted { words }))
        })
        .await
}

/// `POST /single-copy`: an administrator accepts in writing that there is only one copy.
pub(super) async fn accept(
    State(app): State<App>,
    caller: Caller,
    Ask(ask): Ask<Acceptance>,
) -> Answer<StatusCode> {
    let words = ask.words.trim().to_owned();
    if words.is_empty() {
        return Err(Code::SafetyWordsMissing.into());
    }
    let (inside, now) = (app.clone(), app.now());
    app.store
        .write(move |tx| {
            tx.put_meta(SINGLE_COPY, &words)?;
            let by = caller.actor.user;
            inside
                .book
                .note(tx, &inside.keys, &Act::SingleCopy { words, by }, now)?;
            Ok(StatusCode::NO_CONTENT)
        })
        .await
}
