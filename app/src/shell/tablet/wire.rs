//! The tablet's requests: enrolling, exchanging, sending bytes. Bearer token, no cookies, no retries here.

use crate::shell::fault::Fault;
use crate::shell::js;
use domain::wire::api::{
    BlobReceipt, Enrol, Enrolment, EnrolmentCode, OwnCodeAsk, SeatCard, SeatKeyAsk, UnlockAnswer, UnlockAsk,
};
use domain::wire::code::ErrorBody;
use js_sys::{Promise, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Request, RequestCredentials, RequestInit, Response};

/// Longest wait for the head of an answer, and for its body: two minutes of office Wi-Fi must not hang on one request.
const WAIT_MS: u32 = 60_000;

/// Why a request brought no usable answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    /// Stable code.
    pub(super) code: String,
    /// Seconds the server asked to wait.
    pub(super) retry_after_s: Option<u32>,
    /// Where the server's bytes of an upload end, when it says so.
    pub(super) offset: Option<u64>,
}

impl Refused {
    pub(super) fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            retry_after_s: None,
            offset: None,
        }
    }
}

/// Spends a one-time code.
pub(super) async fn enrol(ask: &Enrol) -> Result<Enrolment, Fault> {
    stranger("/api/v1/enrol", ask).await
}

/// Asks the office for the data key of a tablet whose PIN is forgotten.
pub(super) async fn ask_unlock(ask: &UnlockAsk) -> Result<UnlockAnswer, Fault> {
    stranger("/api/v1/unlock", ask).await
}

/// What a tablet without a session may ask.
async fn stranger<B: Serialize, T: DeserializeOwned>(path: &str, ask: &B) -> Result<T, Fault> {
    let body = serde_json::to_vec(ask).map_err(|_| Fault::new("enrolment.damaged"))?;
    let headers = [("content-type", "application/json".to_owned())];
    let answer = exchange("POST", path, &headers, &body)
        .await
        .map_err(|refused| Fault {
            code: known(&refused.code),
            detail: refused.code,
        })?;
    serde_json::from_slice(&answer.body).map_err(|_| Fault::new("enrolment.damaged"))
}

/// Codes of enrolling and unlocking that have a sentence of their own; the others share one that quotes them.
fn known(code: &str) -> &'static str {
    const CODES: [&str; 9] = [
        "net.offline",
        "net.timeout",
        "enrolment.unknown",
        "enrolment.spent",
        "enrolment.expired",
        "enrolment.code",
        "enrolment.bad_key",
        "enrolment.too_many_tries",
        "unlock.unknown",
    ];
    CODES
        .iter()
        .find(|c| **c == code)
        .copied()
        .unwrap_or("enrolment.refused")
}

/// One exchange. What the body is follows from the address: a header that says so would be most of an idle request.
pub(super) async fn sync(token: &str, body: &[u8]) -> Result<Vec<u8>, Refused> {
    Ok(exchange("POST", "/api/v1/sync", &[bearer(token)], body)
        .await?
        .body)
}

/// Has the office sign whose the key of this seat is.
pub(super) async fn seat_card(token: &str, ask: &SeatKeyAsk) -> Result<SeatCard, Refused> {
    own(token, "/api/v1/seat-key", ask).await
}

/// A code with which this officer enrols on another tablet too.
pub(super) async fn own_code(token: &str, ask: &OwnCodeAsk) -> Result<EnrolmentCode, Refused> {
    own(token, "/api/v1/own-code", ask).await
}

/// What only an enrolled tablet may ask.
async fn own<B: Serialize, T: DeserializeOwned>(token: &str, path: &str, ask: &B) -> Result<T, Refused> {
    let unreadable = || Refused::new("http.unreadable");
    let body = serde_json::to_vec(ask).map_err(|_| unreadable())?;
    let headers = [bearer(token), ("content-type", "application/json".to_owned())];
    let answer = exchange("POST", path, &headers, &body).await?;
    serde_json::from_slice(&answer.body).map_err(|_| unreadable())
}

/// What became of one part of an upload.
#[derive(Debug)]
pub(super) enum Sent {
    /// The server has all, checked.
    Whole(BlobReceipt),
    /// Its bytes end here.
    Until(u64),
}

/// Sends one part of a blob.
pub(super) async fn send_part(
    token: &str,
    name: &str,
    size: u64,
    offset: u64,
    part: &[u8],
) -> Result<Sent, Refused> {
    let headers = [
        bearer(token),
        ("content-type", "application/partial-upload".to_owned()),
        ("upload-offset", offset.to_string()),
        ("upload-length", size.to_string()),
    ];
    let answer = exchange("PATCH", &format!("/api/v1/blobs/{name}"), &headers, part).await?;
    if answer.body.is_empty() {
        return answer
            .offset
            .map(Sent::Until)
            .ok_or(Refused::new("http.unreadable"));
    }
    serde_json::from_slice(&answer.body)
        .map(Sent::Whole)
        .map_err(|_| Refused::new("http.unreadable"))
}

/// The bytes of a blob that an inspection of this officer, or the visit it looks at again, names.
pub(super) async fn fetch(token: &str, name: &str) -> Result<Vec<u8>, Refused> {
    let path = format!("/api/v1/blobs/{name}");
    Ok(exchange("GET", &path, &[bearer(token)], &[]).await?.body)
}

fn bearer(token: &str) -> (&'static str, String) {
    ("authorization", format!("Bearer {token}"))
}

/// Waits for the head of an answer, or for its body. A line that says nothing for so long is hung up: a connection
/// that is half open would else be waited for until the other end of the world comes back.
async fn in_time(promise: Promise, line: &AbortController) -> Result<JsValue, Refused> {
    let settle = js::Settle::new();
    let answer = settle.clone();
    yew::platform::spawn_local(async move {
        match JsFuture::from(promise).await {
            Ok(value) => answer.resolve(&value),
            Err(why) => answer.reject(&why),
        }
    });
    let limit_ms = match domain::guard::stands("an-answer-has-its-time") {
        true => WAIT_MS,
        false => u32::MAX >> 1,
    };
    settle
        .within(limit_ms)
        .await
        .map_err(|why| match js::text(&why, "name").as_deref() {
            Some("TimeoutError") => {
                line.abort();
                Refused::new("net.timeout")
            }
            _ => Refused::new("net.offline"),
        })
}

struct Answer {
    body: Vec<u8>,
    offset: Option<u64>,
}

async fn exchange(
    method: &str,
    path: &str,
    headers: &[(&str, String)],
    body: &[u8],
) -> Result<Answer, Refused> {
    let offline = |_: JsValue| Refused::new("net.offline");
    let line = AbortController::new().map_err(offline)?;
    let init = RequestInit::new();
    init.set_signal(Some(&line.signal()));
    init.set_method(method);
    init.set_credentials(RequestCredentials::Omit);
    if !body.is_empty() {
        init.set_body(&Uint8Array::from(body));
    }
    let request = Request::new_with_str_and_init(path, &init).map_err(offline)?;
    for (name, value) in headers {
        request.headers().set(name, value).map_err(offline)?;
    }
    let window = web_sys::window().ok_or(Refused::new("net.offline"))?;
    let response: Response = in_time(window.fetch_with_request(&request), &line)
        .await?
        .dyn_into()
        .map_err(offline)?;
    let header = |name: &str| response.headers().get(name).ok().flatten();
    let offset = header("upload-offset").and_then(|v| v.parse().ok());
    let retry_after_s = header("retry-after").and_then(|v| v.parse().ok());
    let buffer = in_time(response.array_buffer().map_err(offline)?, &line).await?;
    let body = Uint8Array::new(&buffer).to_vec();
    if response.ok() {
        return Ok(Answer { body, offset });
    }
    let code = serde_json::from_slice::<ErrorBody>(&body)
        .map_or_else(|_| format!("http.{}", response.status()), |e| e.code);
    Err(Refused {
        code,
        retry_after_s,
        offset,
    })
}
