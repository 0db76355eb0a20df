//! The line of news: a request that stays open and says "something is new", for office pages and tablets.
//!
//! `EventSource` sends no bearer token, hence `fetch`. Invariant: nothing depends on it; only a page that is seen
//! listens, because a browser opens few connections to one host; a line that breaks is tried again later and later.

use super::{dom, js};
use js_sys::Uint8Array;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Request, RequestCredentials, RequestInit, Response};
use yew::Callback;

/// First wait after a line broke; doubled each time up to the longest.
const FIRST_MS: u32 = 3_000;
const LONGEST_MS: u32 = 5 * 60_000;
/// A page that is not seen looks this often whether it is again.
const UNSEEN_MS: u32 = 3_000;
/// Three heartbeats of the server without a sign: the line is dead.
const SILENCE_MS: u32 = 65_000;

/// A listener that stops when dropped.
#[derive(Debug)]
pub struct Listening(Ear);

#[derive(Clone, Debug)]
struct Ear {
    token: Option<Rc<str>>,
    heard: Callback<()>,
    alive: Rc<Cell<bool>>,
    line: Rc<RefCell<Option<AbortController>>>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.alive.set(false);
        self.0.hang_up();
    }
}

/// Listens with this bearer token, or with the page's own session.
pub fn listen(token: Option<Rc<str>>, heard: Callback<()>) -> Listening {
    let ear = Ear {
        token,
        heard,
        alive: Rc::new(Cell::new(true)),
        line: Rc::default(),
    };
    let listening = ear.clone();
    yew::platform::spawn_local(async move { listening.run().await });
    Listening(ear)
}

impl Ear {
    async fn run(&self) {
        let (mut wait, mut missed) = (FIRST_MS, false);
        while self.alive.get() {
            if !is_seen() {
                missed = true;
                js::pause(UNSEEN_MS).await;
                continue;
            }
            let opened = self.hear(missed).await.is_ok();
            self.hang_up();
            missed = true;
            wait = if opened {
                FIRST_MS
            } else {
                (wait * 2).min(LONGEST_MS)
            };
            js::pause(scattered(wait)).await;
        }
    }

    /// One line from its opening to its end; an error when it never opened.
    async fn hear(&self, missed: bool) -> Result<(), JsValue> {
        let body = self.open().await?;
        if missed {
            self.tell();
        }
        let reader = js::call(&body, "getReader", &[])?;
        while self.alive.get() && is_seen() {
            let settle = js::Settle::new();
            let (reading, answer) = (reader.clone(), settle.clone());
            yew::platform::spawn_local(async move {
                match js::call_async(&reading, "read", &[]).await {
                    Ok(part) => answer.resolve(&part),
                    Err(why) => answer.reject(&why),
                }
            });
            let Ok(part) = settle.within(SILENCE_MS).await else {
                return Ok(());
            };
            let Some(bytes) = js::prop(&part, "value") else {
                return Ok(());
            };
            // A heartbeat is a colon and empty lines; anything else is news.
            let bytes = Uint8Array::new(&bytes).to_vec();
            if bytes.iter().any(|b| !matches!(b, b':' | b'\n')) {
                self.tell();
            }
        }
        Ok(())
    }

    fn tell(&self) {
        if self.alive.get() {
            self.heard.emit(());
        }
    }

    async fn open(&self) -> Result<JsValue, JsValue> {
        let line = AbortController::new()?;
        let init = RequestInit::new();
        init.set_signal(Some(&line.signal()));
        init.set_credentials(match self.token {
            Some(_) => RequestCredentials::Omit,
            None => RequestCredentials::SameOrigin,
        });
        let request = Request::new_with_str_and_init("/api/v1/events", &init)?;
        request.headers().set("accept", "text/event-stream")?;
        if let Some(token) = &self.token {
            request
                .headers()
                .set("authorization", &format!("Bearer {token}"))?;
        }
        *self.line.borrow_mut() = Some(line);
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let response: Response = JsFuture::from(window.fetch_with_request(&request))
            .await?
            .dyn_into()?;
        match js::prop(&response, "body").filter(|_| response.ok()) {
            Some(body) => Ok(body),
            None => Err(JsValue::NULL),
        }
    }

    fn hang_up(&self) {
        if let Some(line) = self.line.borrow_mut().take() {
            line.abort();
        }
    }
}

fn is_seen() -> bool {
    dom::document().is_some_and(|document| !document.hidden())
}

/// Between three quarters and five quarters: when a server comes back, not everybody comes at once.
fn scattered(wait: u32) -> u32 {
    let [byte] = js::random::<1>();
    wait - wait / 4 + wait / 2 * u32::from(byte) / 255
}
