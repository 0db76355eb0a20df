//! Who asks: a browser's cookie or a tablet's bearer token becomes an [`Actor`], and routes say whom they let in.
//!
//! Invariant: authorisation is decided here by `domain::access::may` before a handler runs, for every route;
//! a handler then only narrows (own team, own task).

use crate::error::{Answer, Code, Refusal};
use crate::state::App;
use crate::store::View;
use crate::store::record::{Account, SessionRecord};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::{Action, Actor, may};
use domain::guard;
use domain::id::{DeviceId, InspectorId, UserId};
use domain::time::Timestamp;
use sha2::{Digest, Sha256};

/// Name of the session cookie; host-only, so each origin has a session of its own.
pub const COOKIE: &str = "suicha_session";
/// A browser session ends after this long in any case (12 h).
pub const BROWSER_MS: i64 = 12 * 3600 * 1000;
/// A browser session ends when unused for this long (2 h).
const IDLE_MS: i64 = 2 * 3600 * 1000;
/// A browser session last used so far in the future was begun under a clock that was ahead: it ends (5 min).
const AHEAD_MS: i64 = 5 * 60 * 1000;
/// A tablet's token lives this long past its last use (180 days): field work may be long offline.
pub const TABLET_MS: i64 = 180 * 24 * 3600 * 1000;

/// Whom a route lets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Anybody.
    Public,
    /// Anybody who is logged in.
    Session,
    /// Who may do this.
    May(Action),
    /// Who may do one of these.
    AnyOf(&'static [Action]),
    /// An enrolled tablet whose officer may sync.
    Tablet,
    /// An enrolled tablet, even a revoked one: what it hands in is then kept apart.
    TabletEvenRevoked,
}

/// The account and tablet behind a request.
#[derive(Clone, Debug)]
pub struct Caller {
    /// As `domain::access` sees it.
    pub actor: Actor,
    /// Shown name.
    pub name: String,
    /// The tablet was revoked.
    pub revoked: bool,
    token_hash: [u8; 32],
}

impl Caller {
    /// The account.
    pub fn user(&self) -> &UserId {
        &self.actor.user
    }

    /// The officer behind a tablet session.
    ///
    /// # Errors
    /// `access.tablet_only` for a browser session.
    pub fn officer(&self) -> Answer<(InspectorId, DeviceId)> {
        match (&self.actor.inspector, &self.actor.device) {
            (Some(inspector), Some(device)) => Ok((inspector.clone(), device.clone())),
            (None | Some(_), None | Some(_)) => Err(Code::AccessTabletOnly.into()),
        }
    }

    /// Whether this caller may do `action`.
    pub fn may(&self, action: Action) -> bool {
        may(&self.actor, action).is_ok()
    }

    /// Hash of the session's token.
    pub fn token_hash(&self) -> [u8; 32] {
        self.token_hash
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Code::SessionMissing.into())
    }
}

/// A fresh token and the hash that is kept of it.
pub fn fresh_token() -> (String, [u8; 32]) {
    let token = URL_SAFE_NO_PAD.encode(crate::clock::random::<32>());
    let hash = token_hash(&token);
    (token, hash)
}

/// The hash under which a token or one-time code is kept.
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Lets a request in or refuses it; runs before every handler.
///
/// # Errors
/// The refusal.
pub async fn guard(
    State((app, need)): State<(App, Need)>,
    mut request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    if need == Need::Public {
        return Ok(next.run(request).await);
    }
    let token = token_of(request.headers(), request.method())?;
    let hash = token_hash(&token);
    let now = app.now();
    let caller = app.store.read(move |v| recognise(v, hash, now)).await?;
    let (caller, session) = caller.ok_or(Code::SessionMissing)?;
    admit(&caller, need)?;
    let place = caller
        .actor
        .device
        .as_ref()
        .map(|d| app.gate.enter(d))
        .transpose();
    let Ok(_place) = place.inspect_err(|_| app.metrics.busy.add(1)) else {
        return Err(crate::body::unread(request, crate::gate::busy()).await);
    };
    keep_alive(&app, &caller, session, now).await?;
    let acts = !request.method().is_safe() && matches!(need, Need::May(_) | Need::AnyOf(_));
    request.extensions_mut().insert(caller);
    let response = next.run(request).await;
    if acts && response.status().is_success() {
        app.tell(None, None);
    }
    Ok(response)
}

/// Whether the session behind an earlier request still stands.
///
/// # Errors
/// When the store fails.
pub async fn stands(app: &App, caller: &Caller) -> Answer<bool> {
    let (hash, now) = (caller.token_hash, app.now());
    let found = app.store.read(move |v| recognise(v, hash, now)).await?;
    Ok(found.is_some_and(|(caller, _)| !caller.revoked))
}

fn admit(caller: &Caller, need: Need) -> Answer<()> {
    let role = || Refusal::from(Code::AccessRole);
    if caller.revoked && need != Need::TabletEvenRevoked {
        return Err(Code::DeviceRevoked.into());
    }
    match need {
        Need::Public | Need::Session => Ok(()),
        Need::May(action) => may(&caller.actor, action).map_err(|_| role()),
        Need::AnyOf(actions) => match actions.iter().any(|a| caller.may(*a)) {
            true => Ok(()),
            false => Err(role()),
        },
        Need::Tablet | Need::TabletEvenRevoked => {
            may(&caller.actor, Action::Sync).map_err(|_| role())?;
            caller.officer().map(|_| ())
        }
    }
}

/// The token of a request. Cookies count only for requests from our own pages.
fn token_of(headers: &HeaderMap, method: &Method) -> Answer<String> {
    let text = |name| {
        headers
            .get(name)
            .and_then(|v: &header::HeaderValue| v.to_str().ok())
    };
    if let Some(bearer) = text(header::AUTHORIZATION).and_then(|v| v.strip_prefix("Bearer ")) {
        return Ok(bearer.to_owned());
    }
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok());
    let token = cookies
        .flat_map(|v| v.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, value)| value.to_owned())
        .ok_or(Code::SessionMissing)?;
    if !method.is_safe() {
        same_origin(headers)?;
    }
    Ok(token)
}

/// Refuses a request that another site's page made with our cookie.
///
/// # Errors
/// `session.cross_origin`.
pub fn same_origin(headers: &HeaderMap) -> Answer<()> {
    let text = |name| {
        headers
            .get(name)
            .and_then(|v: &header::HeaderValue| v.to_str().ok())
    };
    let from_us = match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, o)| o == host),
        (Some(_), None) => false,
        (None, _) => true,
    };
    let site = headers.get("sec-fetch-site").and_then(|v| v.to_str().ok());
    if from_us && matches!(site, None | Some("same-origin" | "none")) {
        Ok(())
    } else {
        Err(Code::SessionCrossOrigin.into())
    }
}

fn recognise(v: &dyn View, hash: [u8; 32], now: Timestamp) -> Answer<Option<(Caller, SessionRecord)>> {
    let Some(session) = v.session(&hash)? else {
        return Ok(None);
    };
    let unused = now.0 - session.seen_at.0;
    // Used in the future: the clock was ahead then, and its end lies too far off as well.
    let ahead = unused < -AHEAD_MS && guard::stands("no-session-from-the-future");
    let idle = session.device.is_none() && (unused > IDLE_MS || ahead);
    let Some(account) = v.account(&session.user)? else {
        return Ok(None);
    };
    if idle || session.expires_at < now || account.closed_at.is_some() {
        return Ok(None);
    }
    let revoked = match &session.device {
        Some(device) => v.device(device)?.is_none_or(|d| d.revoked_at.is_some()),
        None => false,
    };
    Ok(Some((caller(account, &session, revoked, hash), session)))
}

fn caller(account: Account, session: &SessionRecord, revoked: bool, token_hash: [u8; 32]) -> Caller {
    // The officer's certificate acts only through a tablet of his own.
    let inspector = session.device.as_ref().and(account.inspector);
    Caller {
        actor: Actor {
            user: account.user,
            roles: account.roles,
            inspector,
            device: session.device.clone(),
        },
        name: account.name,
        revoked,
        token_hash,
    }
}

/// Notes that the session was used, once a minute.
async fn keep_alive(app: &App, caller: &Caller, mut session: SessionRecord, now: Timestamp) -> Answer<()> {
    if (now.0 - session.seen_at.0).abs() < 60_000 {
        return Ok(());
    }
    let hash = caller.token_hash;
    session.seen_at = now;
    if session.device.is_some() {
        session.expires_at = Timestamp(now.0 + TABLET_MS);
    }
    let noted = app
        .store
        .write(move |tx| -> Answer<()> {
            // It may have been ended meanwhile; an ended session does not come back.
            if tx.session(&hash)?.is_some() {
                tx.put_session(&hash, &session)?;
            }
            Ok(())
        })
        .await;
    match noted {
        // A disk that takes nothing must keep nobody from reading.
        Err(e) if guard::stands("reading-needs-no-write") => {
            tracing::warn!(error = %e, "the use of a session was not noted");
            Ok(())
        }
        noted => noted,
    }
}
