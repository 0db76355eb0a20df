//! Emptying this browser of a tablet: keys first, then everything else; nothing of the officer stays but the
//! language he reads.
//!
//! Whether it may be done was decided before (`domain::sync::leave`). A mark is set, the page opens anew, and what is
//! marked is emptied before anything is opened: so a tablet that dies in the middle goes on where it was at its next
//! start, and other tabs, which hear of the mark, hold nothing open that could be written back.

use super::fault::Fault;
use super::js::{self, Settle};
use super::{here, prefs};
use gloo::events::EventListener;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, IdbOpenDbRequest};

/// Databases of the tablet; each may also lie in a bucket.
const DATABASES: [&str; 2] = ["suicha-vault", "suicha-field"];
const BUCKETS: [&str; 2] = ["suicha-keys", "suicha-spare"];
/// The page before the reload, and other tabs, let go of their files a moment later.
const TRIES: u32 = 50;
const PAUSE_MS: u32 = 200;
const SILENCE_MS: u32 = 10_000;

/// Marks this browser and opens it anew; emptied at the start.
pub fn begin() {
    prefs::mark_wiping();
    reload();
}

/// Another tab was told to empty this browser: this one lets go at once.
pub fn follow() -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "storage", |event| {
        if js::text(event, "key").as_deref() == Some(prefs::WIPING) && prefs::is_wiping() {
            reload();
        }
    }))
}

fn reload() {
    if let Some(window) = web_sys::window() {
        window.location().reload().ok();
    }
}

/// Empties the browser if it is marked; says whether it was.
///
/// # Errors
/// `wipe.unfinished`: something is still held open; the mark stays, and the next start goes on.
pub async fn finish() -> Result<bool, Fault> {
    if !prefs::is_wiping() {
        return Ok(false);
    }
    for name in DATABASES {
        drop_database(name).await?;
    }
    for name in BUCKETS {
        drop_bucket(name).await;
    }
    // Another tab may have come to the end meanwhile: what is here now is new.
    if !prefs::is_wiping() {
        return Ok(true);
    }
    drop_files().await?;
    here::forget();
    // The mark is the last to go.
    prefs::forget_all();
    Ok(true)
}

fn unfinished(why: &JsValue) -> Fault {
    Fault::of("wipe.unfinished", why)
}

async fn drop_database(name: &str) -> Result<(), Fault> {
    let none = || Fault::new("wipe.unfinished");
    let factory = web_sys::window()
        .and_then(|w| w.indexed_db().ok().flatten())
        .ok_or_else(none)?;
    let request: IdbOpenDbRequest = factory.delete_database(name).map_err(|e| unfinished(&e))?;
    let settle = Settle::new();
    let (yes, no) = (settle.clone(), settle.clone());
    // A connection that is still open delays it; it is waited for.
    let done = Closure::<dyn FnMut(Event)>::new(move |_| yes.resolve(&JsValue::NULL));
    let failed = Closure::<dyn FnMut(Event)>::new(move |_| no.reject(&JsValue::NULL));
    request.set_onsuccess(Some(done.as_ref().unchecked_ref()));
    request.set_onerror(Some(failed.as_ref().unchecked_ref()));
    let answer = settle.within(SILENCE_MS).await;
    request.set_onsuccess(None);
    request.set_onerror(None);
    answer.map(|_| ()).map_err(|e| unfinished(&e))
}

/// A browser without buckets has none to empty.
async fn drop_bucket(name: &str) {
    let buckets = web_sys::window().and_then(|w| js::prop(&w.navigator(), "storageBuckets"));
    if let Some(buckets) = buckets {
        js::call_async(&buckets, "delete", &[JsValue::from_str(name)])
            .await
            .ok();
    }
}

/// Every private file of this origin.
async fn drop_files() -> Result<(), Fault> {
    let storage = web_sys::window().and_then(|w| js::prop(&w.navigator(), "storage"));
    let Some(storage) = storage else { return Ok(()) };
    let root = js::call_async(&storage, "getDirectory", &[])
        .await
        .map_err(|e| unfinished(&e))?;
    for name in names(&root).await.map_err(|e| unfinished(&e))? {
        let mut tries = 0;
        let whole = js::object([("recursive", JsValue::TRUE)]);
        while let Err(why) = js::call_async(&root, "removeEntry", &[name.clone(), whole.clone().into()]).await
        {
            tries += 1;
            if !prefs::is_wiping() {
                return Ok(());
            }
            if tries == TRIES {
                return Err(unfinished(&why));
            }
            js::pause(PAUSE_MS).await;
        }
    }
    Ok(())
}

/// What lies in a folder: an asynchronous iterator, walked by hand.
async fn names(folder: &JsValue) -> Result<Vec<JsValue>, JsValue> {
    let keys = js::call(folder, "keys", &[])?;
    let next: Function = Reflect::get(&keys, &JsValue::from_str("next"))?.dyn_into()?;
    let mut found = Vec::new();
    loop {
        let step: Promise = next.call0(&keys)?.dyn_into()?;
        let step = JsFuture::from(step).await?;
        if js::prop(&step, "done").is_some_and(|done| done.is_truthy()) {
            return Ok(found);
        }
        found.extend(js::prop(&step, "value"));
    }
}
