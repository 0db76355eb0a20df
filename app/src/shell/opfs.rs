//! The origin's private files: the journal that is flushed before anything is called saved, and evidence.
//!
//! A dedicated worker (`journal.js`) holds the only kind of file handle whose flush reaches the disk. The
//! journal is a second witness beside IndexedDB: append-only frames of `length ‖ SHA-256 ‖ bytes`, one file
//! a session, so that a database which opens empty or short is noticed and filled again.

use super::fault::Fault;
use super::js::{self, Settle};
use crate::state::seat::Seat;
use domain::sync::journal::{frame, read_frames};
use js_sys::{Function, Promise, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

/// Folder of evidence bytes, each file named by the SHA-256 of its plain content.
pub const EVIDENCE: &str = "evidence";
const JOURNAL: &str = "journal";
const WORKER: &str = "/journal.js";
/// A large photo on a slow tablet takes seconds; a silent worker is a dead one.
const SILENCE_MS: u32 = 30_000;

/// The worker, for as long as somebody holds its files: one that ran on would keep its journal from being removed.
#[derive(Debug)]
struct Ends(Worker);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.terminate();
    }
}

type Waiting = Rc<RefCell<BTreeMap<u32, Settle>>>;

/// The files of a seat.
#[derive(Clone, Debug)]
pub struct Files {
    worker: Rc<Ends>,
    waiting: Waiting,
    next: Rc<Cell<u32>>,
    session: Rc<str>,
    _hear: Rc<Closure<dyn FnMut(MessageEvent)>>,
}

impl Files {
    /// Starts the worker and this session's journal.
    ///
    /// # Errors
    /// `files.none` where the browser has no private files or no worker handles.
    pub async fn open(seat: Seat) -> Result<Self, Fault> {
        let worker = Worker::new(WORKER).map_err(|e| Fault::of("files.none", &e))?;
        let waiting = Waiting::default();
        let hear = {
            let waiting = waiting.clone();
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| hear(&waiting, &event.data()))
        };
        worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        let files = Self {
            worker: Rc::new(Ends(worker)),
            waiting,
            next: Rc::default(),
            session: format!("{}.log", hex::encode(js::random::<8>())).into(),
            _hear: Rc::new(hear),
        };
        let name = JsValue::from_str(&files.session);
        let home = JsValue::from_str(&seat.folder().unwrap_or_default());
        let args = [("name", name), ("seat", home)];
        files.ask("open", args).await.map_err(|f| Fault {
            code: "files.none",
            ..f
        })?;
        Ok(files)
    }

    async fn ask<const N: usize>(&self, act: &str, args: [(&str, JsValue); N]) -> Result<JsValue, Fault> {
        let id = self.next.get();
        self.next.set(id.wrapping_add(1));
        let message = js::object(args);
        for (key, value) in [("id", JsValue::from(id)), ("act", JsValue::from_str(act))] {
            js_sys::Reflect::set(&message, &JsValue::from_str(key), &value)
                .map_err(|e| Fault::of("files.failed", &e))?;
        }
        let settle = Settle::new();
        self.waiting.borrow_mut().insert(id, settle.clone());
        self.worker
            .0
            .post_message(&message)
            .map_err(|e| Fault::of("files.failed", &e))?;
        let answer = settle.within(SILENCE_MS).await;
        self.waiting.borrow_mut().remove(&id);
        answer.map_err(|e| Fault::of("files.failed", &e))
    }

    /// Appends one frame to this session's journal and flushes it.
    ///
    /// # Errors
    /// `storage.full`, `files.failed`.
    pub async fn append(&self, payload: &[u8]) -> Result<(), Fault> {
        self.append_frames(&frame(payload)).await
    }

    /// Appends frames that stand already, and flushes them.
    ///
    /// # Errors
    /// `storage.full`, `files.failed`.
    pub async fn append_frames(&self, frames: &[u8]) -> Result<(), Fault> {
        let bytes = Uint8Array::from(frames);
        self.ask("append", [("bytes", bytes.into())]).await.map(|_| ())
    }

    /// What every whole frame of every journal holds, and the number of bytes that belong to none (a torn last
    /// write, or damage).
    ///
    /// # Errors
    /// `files.failed`.
    pub async fn journal(&self) -> Result<(Vec<Vec<u8>>, usize), Fault> {
        let (mut frames, mut damaged) = (Vec::new(), 0);
        for (name, _) in self.list(JOURNAL).await? {
            if let Some(bytes) = self.get(JOURNAL, &name).await? {
                let (found, rest) = read_frames(&bytes);
                frames.extend(found.into_iter().map(<[u8]>::to_vec));
                damaged += rest;
            }
        }
        Ok((frames, damaged))
    }

    /// Removes journals of earlier sessions; the caller has checked that all they hold is elsewhere. One that
    /// is still being written (another tab; the page before a reload) stays for the next time.
    ///
    /// # Errors
    /// `files.failed`.
    pub async fn drop_older_journals(&self) -> Result<(), Fault> {
        for (name, _) in self.list(JOURNAL).await? {
            if *name == *self.session {
                continue;
            }
            match self.remove(JOURNAL, &name).await {
                Err(fault) if fault.code != "files.busy" => return Err(fault),
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }

    /// Writes a whole file and flushes it.
    ///
    /// # Errors
    /// `storage.full`, `files.failed`.
    pub async fn put(&self, dir: &str, name: &str, bytes: &[u8]) -> Result<(), Fault> {
        let args = [
            ("dir", JsValue::from_str(dir)),
            ("name", JsValue::from_str(name)),
            ("bytes", Uint8Array::from(bytes).into()),
        ];
        self.ask("put", args).await.map(|_| ())
    }

    /// Reads a whole file.
    ///
    /// # Errors
    /// `files.failed`.
    pub async fn get(&self, dir: &str, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let args = [("dir", JsValue::from_str(dir)), ("name", JsValue::from_str(name))];
        let value = self.ask("get", args).await?;
        Ok(value.dyn_into::<Uint8Array>().ok().map(|a| a.to_vec()))
    }

    /// Names and lengths in bytes.
    ///
    /// # Errors
    /// `files.failed`.
    pub async fn list(&self, dir: &str) -> Result<Vec<(String, u64)>, Fault> {
        let value = self.ask("list", [("dir", JsValue::from_str(dir))]).await?;
        let array: js_sys::Array = value.unchecked_into();
        Ok(array
            .iter()
            .filter_map(|line| {
                let line = line.as_string()?;
                let (name, size) = line.split_once('\t')?;
                Some((name.to_owned(), size.parse().ok()?))
            })
            .collect())
    }

    /// Removes a file; none there is no error.
    ///
    /// # Errors
    /// `files.failed`.
    pub async fn remove(&self, dir: &str, name: &str) -> Result<(), Fault> {
        let args = [("dir", JsValue::from_str(dir)), ("name", JsValue::from_str(name))];
        self.ask("remove", args).await.map(|_| ())
    }
}

fn hear(waiting: &Waiting, answer: &JsValue) {
    let Some(id) = js::number(answer, "id") else {
        return;
    };
    let settle = waiting.borrow().get(&(id as u32)).cloned();
    if let Some(settle) = settle {
        match js::prop(answer, "error") {
            Some(error) => settle.reject(&error),
            None => settle.resolve(&js::prop(answer, "value").unwrap_or(JsValue::NULL)),
        }
    }
}

/// The top of the origin's private files; none where the browser has none.
pub(super) async fn top() -> Option<JsValue> {
    let storage = js::prop(&web_sys::window()?.navigator(), "storage")?;
    js::call_async(&storage, "getDirectory", &[]).await.ok()
}

/// What lies in a folder: an asynchronous iterator, walked by hand.
pub(super) async fn names(folder: &JsValue) -> Result<Vec<String>, JsValue> {
    let keys = js::call(folder, "keys", &[])?;
    let next: Function = Reflect::get(&keys, &JsValue::from_str("next"))?.dyn_into()?;
    let mut found = Vec::new();
    loop {
        let step: Promise = next.call0(&keys)?.dyn_into()?;
        let step = JsFuture::from(step).await?;
        if js::prop(&step, "done").is_some_and(|done| done.is_truthy()) {
            return Ok(found);
        }
        found.extend(js::text(&step, "value"));
    }
}

/// Seats whose journal holds something, by the files alone; makes nothing.
pub async fn written_seats() -> Vec<Seat> {
    let Some(top) = top().await else { return Vec::new() };
    let mut found = Vec::new();
    for name in names(&top).await.unwrap_or_default() {
        let (seat, home) = match Seat::of_folder(&name) {
            Some(seat) => (seat, folder_in(&top, &name).await),
            None if name == JOURNAL => (Seat::FIRST, Some(top.clone())),
            None => continue,
        };
        if let Some(home) = home
            && has_journal(&home).await
        {
            found.push(seat);
        }
    }
    found
}

/// Names of the pieces of evidence that lie in a seat; makes nothing.
pub async fn pieces_of(seat: Seat) -> Vec<String> {
    match evidence_of(seat).await {
        Some(folder) => names(&folder).await.unwrap_or_default(),
        None => Vec::new(),
    }
}

/// The bytes of a piece as they lie in a seat, the first `most` of them.
pub async fn piece_of(seat: Seat, name: &str, most: Option<u32>) -> Option<Vec<u8>> {
    let folder = evidence_of(seat).await?;
    let file = js::call_async(&folder, "getFileHandle", &[JsValue::from_str(name)])
        .await
        .ok()?;
    let mut file = js::call_async(&file, "getFile", &[]).await.ok()?;
    if let Some(most) = most {
        file = js::call(&file, "slice", &[JsValue::from(0), JsValue::from(most)]).ok()?;
    }
    let buffer = js::call_async(&file, "arrayBuffer", &[]).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

async fn evidence_of(seat: Seat) -> Option<JsValue> {
    let top = top().await?;
    match seat.folder() {
        Some(folder) => folder_in(&folder_in(&top, &folder).await?, EVIDENCE).await,
        None => folder_in(&top, EVIDENCE).await,
    }
}

async fn folder_in(folder: &JsValue, name: &str) -> Option<JsValue> {
    js::call_async(folder, "getDirectoryHandle", &[JsValue::from_str(name)])
        .await
        .ok()
}

async fn has_journal(home: &JsValue) -> bool {
    let Some(journal) = folder_in(home, JOURNAL).await else {
        return false;
    };
    for name in names(&journal).await.unwrap_or_default() {
        let size = async {
            let file = js::call_async(&journal, "getFileHandle", &[JsValue::from_str(&name)]).await?;
            let file = js::call_async(&file, "getFile", &[]).await?;
            Ok::<_, JsValue>(js::number(&file, "size"))
        };
        if size.await.is_ok_and(|size| size.unwrap_or(0.0) > 0.0) {
            return true;
        }
    }
    false
}
