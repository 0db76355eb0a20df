//! `GET /events`: one line whenever there is something new, a heartbeat between, an end with the server or session.

use crate::auth::{self, Caller};
use crate::error::{Answer, Refusal};
use crate::news::{Seat, Tidings};
use crate::state::App;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::access::Action;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::watch;
use tokio::time::Instant;

/// Several pieces of news within this time are one.
const PAUSE: Duration = Duration::from_secs(1);
const NEWS: &[u8] = b"event: news\ndata:\n\n";
const BEAT: &[u8] = b":\n\n";

struct Listener {
    app: App,
    caller: Caller,
    seat: Seat,
    ending: watch::Receiver<bool>,
    not_before: Instant,
    begun: bool,
}

/// `GET /events`.
pub(super) async fn listen(State(app): State<App>, caller: Caller) -> Answer<Response> {
    let seat = app
        .news
        .seat(caller.user().as_str())
        .ok_or_else(crate::gate::busy)?;
    let listener = Listener {
        ending: app.ending(),
        app,
        caller,
        seat,
        not_before: Instant::now(),
        begun: false,
    };
    let lines = futures_util::stream::unfold(listener, |mut listener| async {
        let line = listener.next().await?;
        Some((Ok::<_, Infallible>(Bytes::from_static(line)), listener))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        // A proxy that gathers would hold back what is meant to be fast.
        (header::HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Body::from_stream(lines)).into_response())
}

impl Listener {
    /// The next line; none = the end.
    async fn next(&mut self) -> Option<&'static [u8]> {
        if !std::mem::replace(&mut self.begun, true) {
            return Some(BEAT);
        }
        let beat = Instant::now() + self.app.config.heartbeat;
        loop {
            let heard = tokio::select! {
                heard = self.seat.hear.recv() => Some(heard),
                () = tokio::time::sleep_until(beat) => None,
                _ = self.ending.wait_for(|ending| *ending) => return None,
            };
            match heard {
                None => return self.still_in().await.then_some(BEAT),
                Some(Ok(tidings)) if !self.is_for_me(&tidings) => {}
                Some(Ok(_) | Err(RecvError::Lagged(_))) => return self.gathered().await,
                Some(Err(RecvError::Closed)) => return None,
            }
        }
    }

    /// One line for everything that comes within the pause.
    async fn gathered(&mut self) -> Option<&'static [u8]> {
        tokio::time::sleep_until(self.not_before).await;
        while !matches!(
            self.seat.hear.try_recv(),
            Err(TryRecvError::Empty | TryRecvError::Closed)
        ) {}
        self.not_before = Instant::now() + PAUSE;
        self.still_in().await.then_some(NEWS)
    }

    fn is_for_me(&self, tidings: &Tidings) -> bool {
        let me = &self.caller.actor;
        match (&me.inspector, &tidings.officers) {
            (Some(_), None) => tidings.by.is_none() || tidings.by != me.device,
            (Some(officer), Some(officers)) => officers.contains(officer) && tidings.by != me.device,
            (None, _) => self.caller.may(Action::ReadTask) || tidings.officers.is_none(),
        }
    }

    /// The session still stands: a revoked tablet or a person who logged out hears nothing more.
    async fn still_in(&self) -> bool {
        let still = auth::stands(&self.app, &self.caller).await;
        still.unwrap_or_else(|e: Refusal| {
            tracing::warn!(error = %e, "a listener's session cannot be read");
            false
        })
    }
}
