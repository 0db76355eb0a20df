//! Sessions, accounts of witnesses, devices and their enrolment.

use crate::auth::{self, BROWSER_MS, COOKIE, Caller};
use crate::body::Ask;
use crate::error::{Answer, Code, Refusal};
use crate::flow::enrol;
use crate::state::App;
use crate::store::record::SessionRecord;
use axum::Json;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::access::Role;
use domain::id::DeviceId;
use domain::time::Timestamp;
use domain::wire::api::{
    DeviceRow, Enrol, Enrolment, EnrolmentCode, EnrolmentCodeRequest, LogIn, Revocation, Session,
    WitnessAccount,
};
use std::net::SocketAddr;

/// `POST /session`.
pub(super) async fn log_in(
    State(app): State<App>,
    peer: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    Ask(ask): Ask<LogIn>,
) -> Answer<Response> {
    auth::same_origin(&headers)?;
    let now = app.now();
    let address = peer.map_or_else(String::new, |p| p.0.0.ip().to_string());
    let keys = [
        format!("user {}", ask.user),
        format!("address {address} {}", ask.user),
    ];
    let wait = keys.iter().map(|k| app.brake.wait(k, now)).max().unwrap_or(0);
    if wait > 0 {
        return Err(Refusal::from(Code::SessionTooManyTries).header(header::RETRY_AFTER, wait));
    }
    let user = ask.user.clone();
    let account = app
        .store
        .read(move |v| -> Answer<_> { Ok(v.account(&user)?) })
        .await?;
    let account = account.filter(|a| a.closed_at.is_none());
    let phc = account.as_ref().and_then(|a| a.password.clone());
    let right = tokio::task::spawn_blocking(move || crate::passwords::verify(&ask.password, phc.as_deref()))
        .await
        .map_err(|e| Refusal::from(Code::ServerFault).because(e))?;
    let Some(account) = account.filter(|_| right) else {
        keys.iter().for_each(|k| app.brake.wrong(k, now));
        return Err(Code::SessionBadPassword.into());
    };
    keys.iter().for_each(|k| app.brake.right(k));
    let (token, hash) = auth::fresh_token();
    let session = SessionRecord {
        user: account.user.clone(),
        device: None,
        created_at: now,
        seen_at: now,
        expires_at: Timestamp(now.0 + BROWSER_MS),
    };
    app.store
        .write(move |tx| -> Answer<()> {
            tx.sweep_sessions(now)?;
            Ok(tx.put_session(&hash, &session)?)
        })
        .await?;
    let body = Session {
        user: account.user,
        name: account.name,
        roles: account.roles,
        now,
        demo: app.config.demo,
    };
    Ok((
        [(header::SET_COOKIE, cookie(&app, &token, BROWSER_MS / 1000)?)],
        Json(body),
    )
        .into_response())
}

fn cookie(app: &App, token: &str, seconds: i64) -> Answer<HeaderValue> {
    let secure = if app.config.secure_cookies { "; Secure" } else { "" };
    let text = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).map_err(|e| Refusal::from(Code::ServerFault).because(e))
}

/// `GET /session`.
pub(super) async fn who(State(app): State<App>, caller: Caller) -> Json<Session> {
    Json(Session {
        user: caller.actor.user,
        name: caller.name,
        roles: caller.actor.roles,
        now: app.now(),
        demo: app.config.demo,
    })
}

/// `DELETE /session`.
pub(super) async fn log_out(State(app): State<App>, caller: Caller) -> Answer<Response> {
    let hash = caller.token_hash();
    app.store
        .write(move |tx| -> Answer<()> { Ok(tx.end_session(&hash)?) })
        .await?;
    let gone = [(header::SET_COOKIE, cookie(&app, "", 0)?)];
    Ok((StatusCode::NO_CONTENT, gone).into_response())
}

/// `GET /witnesses`.
pub(super) async fn witnesses(State(app): State<App>) -> Answer<Json<Vec<WitnessAccount>>> {
    app.store
        .read(|v| -> Answer<_> {
            let mut found = Vec::new();
            for account in v.accounts()? {
                if account.closed_at.is_none() && account.roles.contains(&Role::Witness) {
                    let has_key = v.witness_key(&account.user)?.is_some();
                    found.push(WitnessAccount {
                        user: account.user,
                        name: account.name,
                        has_key,
                    });
                }
            }
            Ok(Json(found))
        })
        .await
}

/// `POST /enrolment-codes`.
pub(super) async fn issue_code(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Ask(ask): Ask<EnrolmentCodeRequest>,
) -> Answer<Json<EnrolmentCode>> {
    let base = base_url(&app, &headers);
    let by = caller.actor.user;
    let now = app.now();
    app.store
        .write(move |tx| enrol::issue(tx, &ask.inspector, &by, &base, now))
        .await
        .map(Json)
}

/// The address people reach this server under.
pub(super) fn base_url(app: &App, headers: &HeaderMap) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|h| h.to_str().ok())
        .unwrap_or("localhost");
    let scheme = if app.config.secure_cookies {
        "https"
    } else {
        "http"
    };
    app.config
        .public_url
        .clone()
        .unwrap_or_else(|| format!("{scheme}://{host}"))
}

/// `POST /enrol`.
pub(super) async fn enrol(
    State(app): State<App>,
    peer: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    Ask(ask): Ask<Enrol>,
) -> Answer<Json<Enrolment>> {
    let enrolled = enrol::enrol(&app, ask, app.now());
    braked(&app, peer, ("enrol", Code::EnrolmentUnknown), enrolled)
        .await
        .map(Json)
}

/// What strangers may try: an address that guesses, which `wrong` tells, waits longer and longer.
pub(super) async fn braked<T>(
    app: &App,
    peer: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    (what, wrong): (&str, Code),
    act: impl Future<Output = Answer<T>>,
) -> Answer<T> {
    let now = app.now();
    let key = peer.map_or_else(|| what.to_owned(), |p| format!("{what} {}", p.0.0.ip()));
    let wait = app.brake.wait(&key, now);
    if wait > 0 {
        return Err(Refusal::from(Code::EnrolmentTooManyTries).header(header::RETRY_AFTER, wait));
    }
    let outcome = act.await;
    match &outcome {
        Ok(_) => app.brake.right(&key),
        Err(e) if e.code() == wrong => app.brake.wrong(&key, now),
        Err(_) => {}
    }
    outcome
}

/// `GET /devices`.
pub(super) async fn devices(State(app): State<App>) -> Answer<Json<Vec<DeviceRow>>> {
    app.store.read(|v| Ok(Json(enrol::rows(v)?))).await
}

/// `POST /devices/{id}/revoke`.
pub(super) async fn revoke(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Ask(more): Ask<Option<Revocation>>,
) -> Answer<Json<DeviceRow>> {
    enrol::revoke(&app, DeviceId(id), more.unwrap_or_default(), caller.actor.user)
        .await
        .map(Json)
}
