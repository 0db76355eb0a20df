//! Emptying a seat of this browser: keys first, then everything else of this officer; other seats stay as they are. When
//! nobody is left, nothing stays but the language he reads.
//!
//! Whether it may be done was decided before (`domain::sync::leave`). A mark is set, the page opens anew, and what is
//! marked is emptied before anything of it is opened: so a tablet that dies in the middle goes on where it was at its next
//! start, and other tabs, which hear of the mark, hold nothing open that could be written back. What cannot go yet keeps
//! nobody waiting: the others sit down, and it is tried again until it is gone.

use super::fault::Fault;
use super::js::{self, Settle};
use super::{here, opfs, prefs, seats};
use crate::state::seat::Seat;
use gloo::events::EventListener;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, IdbOpenDbRequest};

/// Databases of a seat; each may also lie in a bucket.
const DATABASES: [&str; 2] = ["suicha-vault", "suicha-field"];
const BUCKETS: [&str; 2] = ["suicha-keys", "suicha-spare"];
/// The page before the reload, and other tabs, let go of their files a moment later.
const PAUSE_MS: u32 = 200;

/// Marks the seat and opens the page anew; emptied at the start. The mark is on the disk before anything goes.
pub async fn begin(seat: Seat) {
    seats::mark_emptying(seat).await;
    prefs::mark_wiping(seat);
    reload();
}

/// Nobody sits on these: they are being emptied.
pub fn under_way() -> Vec<Seat> {
    Seat::all().filter(|seat| prefs::is_wiping(*seat)).collect()
}

/// Another tab was told to empty the seat that is at this tab: this one lets go at once.
pub fn follow(at: impl Fn() -> Seat + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "storage", move |event| {
        let seat = at();
        if js::text(event, "key") == Some(prefs::wiping(seat)) && prefs::is_wiping(seat) {
            reload();
        }
    }))
}

fn reload() {
    if let Some(window) = web_sys::window() {
        window.location().reload().ok();
    }
}

/// Empties the seats that are marked; says whether there was one. Each step waits no longer than `patience_ms` for
/// whatever still holds a file.
///
/// # Errors
/// `wipe.unfinished`: something is still held open; the mark stays, and the next try goes on. Seats that nothing holds
/// are empty all the same.
pub async fn finish(patience_ms: u32) -> Result<bool, Fault> {
    // What the browser's settings forgot (they are written a while later), the list of seats still knows.
    for seat in seats::emptying().await {
        prefs::mark_wiping(seat);
    }
    let marked = under_way();
    let mut outcome = Ok(!marked.is_empty());
    for seat in &marked {
        if let Err(fault) = empty(*seat, patience_ms).await {
            outcome = Err(fault);
        }
    }
    if outcome == Ok(true) && seats::known().await.is_empty() {
        prefs::forget_all();
    }
    outcome
}

async fn empty(seat: Seat, patience_ms: u32) -> Result<(), Fault> {
    for name in DATABASES {
        drop_database(&seat.own(name), patience_ms).await?;
    }
    for name in BUCKETS {
        drop_bucket(&seat.own(name)).await;
    }
    // Another tab may have come to the end meanwhile: what is here now is new.
    if !prefs::is_wiping(seat) {
        return Ok(());
    }
    drop_files(seat, patience_ms).await?;
    here::forget(seat);
    // The marks are the last to go.
    seats::forget(seat).await;
    prefs::unmark_wiping(seat);
    Ok(())
}

fn unfinished(why: &JsValue) -> Fault {
    Fault::of("wipe.unfinished", why)
}

async fn drop_database(name: &str, patience_ms: u32) -> Result<(), Fault> {
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
    let answer = settle.within(patience_ms).await;
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

/// Every private file of this seat.
async fn drop_files(seat: Seat, patience_ms: u32) -> Result<(), Fault> {
    let Some(top) = opfs::top().await else {
        return Ok(());
    };
    let names = opfs::names(&top).await.map_err(|e| unfinished(&e))?;
    let own = |name: &String| match seat.folder() {
        Some(folder) => *name == folder,
        None => Seat::of_folder(name).is_none(),
    };
    for name in names.iter().filter(|name| own(name)) {
        let mut tries = 0;
        let name = JsValue::from_str(name);
        let whole = js::object([("recursive", JsValue::TRUE)]);
        while let Err(why) = js::call_async(&top, "removeEntry", &[name.clone(), whole.clone().into()]).await
        {
            tries += 1;
            if !prefs::is_wiping(seat) {
                return Ok(());
            }
            if tries >= patience_ms / PAUSE_MS {
                return Err(unfinished(&why));
            }
            js::pause(PAUSE_MS).await;
        }
    }
    Ok(())
}
