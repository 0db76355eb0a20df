//! IndexedDB with strict durability: what is told to be saved is on the disk.
//!
//! The bindings hide `{durability: "strict"}`, so the transaction is opened by name. Invariants: one call is
//! one transaction; success is told after `complete` only; an abort, an error or ten seconds of silence is a
//! failure; a closed connection is opened again once and the (idempotent) transaction repeated. A database
//! that lost its data opens as a new empty one: the sign Chromium gives is read and handed up, because an
//! empty database must never pass for a new tablet.

mod ask;

use super::fault::Fault;
use super::js::{self, Settle};
use js_sys::Array;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbRequest, IdbTransaction};

/// A transaction that is silent so long is taken for failed (Safari at its quota never answers).
const SILENCE_MS: u32 = 10_000;

/// A database.
#[derive(Clone, Debug)]
pub struct Idb {
    name: Rc<str>,
    /// A bucket with files of its own, so that damage to other databases does not reach this one.
    bucket: Option<Rc<str>>,
    version: u32,
    stores: &'static [&'static str],
    open: Rc<RefCell<Option<IdbDatabase>>>,
    /// The bucket's own object: once it is collected as garbage, Chromium answers nothing more of what is in it.
    held: Rc<RefCell<Option<JsValue>>>,
    born: Rc<RefCell<Born>>,
    emptied: Rc<Cell<bool>>,
}

/// What opening told about the database's past.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Born {
    /// It did not exist, or existed no more.
    pub fresh: bool,
    /// The browser says that data was lost, in its words.
    pub data_loss: Option<String>,
}

/// One transaction's worth of writing into one store.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Key and value; a value is what structured cloning takes.
    pub puts: Vec<(String, JsValue)>,
    /// Keys to remove.
    pub deletes: Vec<String>,
}

/// Whether a database of this name exists; opening would make it. A browser that cannot say is taken to have it.
pub async fn exists(name: &str) -> bool {
    let Some(factory) = web_sys::window().and_then(|w| w.indexed_db().ok().flatten()) else {
        return false;
    };
    match js::call_async(&factory, "databases", &[]).await {
        Ok(list) => Array::from(&list)
            .iter()
            .any(|known| js::text(&known, "name").as_deref() == Some(name)),
        Err(_) => true,
    }
}

impl Idb {
    /// Opens or makes the database, in the origin's own place or in a bucket.
    ///
    /// # Errors
    /// `storage.blocked`, `storage.newer`, `storage.open`, `storage.none` where the browser has no buckets.
    pub async fn open(
        name: &str,
        bucket: Option<&str>,
        version: u32,
        stores: &'static [&'static str],
    ) -> Result<Self, Fault> {
        let idb = Self {
            name: name.into(),
            bucket: bucket.map(Rc::from),
            version,
            stores,
            open: Rc::default(),
            held: Rc::default(),
            born: Rc::default(),
            emptied: Rc::default(),
        };
        idb.reopen().await?;
        // Born empty now is a new database, or one whose loss the caller sees by what it lacks.
        idb.emptied.set(false);
        Ok(idb)
    }

    /// What opening told about the database's past.
    pub fn born(&self) -> Born {
        self.born.borrow().clone()
    }

    /// Whether the database was found empty when it was opened again in the middle of the work; told once.
    pub fn take_emptied(&self) -> bool {
        self.emptied.replace(false)
    }

    /// Lets the connection go; the next call opens it again.
    pub fn close(&self) {
        if let Some(db) = self.open.borrow_mut().take() {
            db.close();
        }
    }

    async fn factory(&self) -> Result<IdbFactory, Fault> {
        let none = Fault::new("storage.none");
        let window = web_sys::window().ok_or(none.clone())?;
        let Some(bucket) = &self.bucket else {
            return window.indexed_db().ok().flatten().ok_or(none);
        };
        let buckets = js::prop(&window.navigator(), "storageBuckets").ok_or(none.clone())?;
        let wishes = js::object([
            ("persisted", JsValue::TRUE),
            ("durability", JsValue::from_str("strict")),
        ]);
        let opened = js::call_async(&buckets, "open", &[JsValue::from_str(bucket), wishes.into()])
            .await
            .map_err(|e| Fault::of("storage.open", &e))?;
        if domain::guard::stands("an-open-bucket-is-held") {
            self.held.replace(Some(opened.clone()));
        }
        js::prop(&opened, "indexedDB")
            .map(JsCast::unchecked_into)
            .ok_or(none)
    }

    async fn reopen(&self) -> Result<(), Fault> {
        let factory = self.factory().await?;
        let request = factory
            .open_with_u32(&self.name, self.version)
            .map_err(|e| Fault::of("storage.open", &e))?;
        let upgrade = self.on_upgrade();
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        let settle = Settle::new();
        let blocked = {
            let settle = settle.clone();
            Closure::<dyn FnMut(Event)>::new(move |_| settle.reject(&named("BlockedError")))
        };
        request.set_onblocked(Some(blocked.as_ref().unchecked_ref()));
        let db = finish(&request, &settle)
            .await
            .map_err(|e| match js::text(&e, "name").as_deref() {
                Some("BlockedError") => Fault::new("storage.blocked"),
                _ => Fault::of("storage.open", &e),
            })?;
        let db: IdbDatabase = db.unchecked_into();
        self.watch(&db);
        *self.open.borrow_mut() = Some(db);
        Ok(())
    }

    fn on_upgrade(&self) -> Closure<dyn FnMut(Event)> {
        let (stores, born, emptied) = (self.stores, self.born.clone(), self.emptied.clone());
        Closure::new(move |event: Event| {
            let loss = js::text(&event, "dataLoss").filter(|l| l != "none");
            let words = js::text(&event, "dataLossMessage").unwrap_or_default();
            *born.borrow_mut() = Born {
                fresh: js::number(&event, "oldVersion").unwrap_or(0.0) < 1.0,
                data_loss: loss.map(|l| format!("{l}: {words}")),
            };
            emptied.set(born.borrow().fresh);
            let Some(request) = event.target().and_then(|t| t.dyn_into::<IdbOpenDbRequest>().ok()) else {
                return;
            };
            let Ok(db) = request.result().map(JsCast::unchecked_into::<IdbDatabase>) else {
                return;
            };
            for store in stores {
                if !db.object_store_names().contains(store) {
                    // A failure aborts the upgrade, and opening tells it.
                    db.create_object_store(store).ok();
                }
            }
        })
    }

    /// Another tab with a newer app wants to upgrade: let go, the next call opens again.
    fn watch(&self, db: &IdbDatabase) {
        let open = self.open.clone();
        let close = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            if event.type_() == "versionchange" {
                if !domain::guard::stands("an-old-tab-lets-go") {
                    return;
                }
                if let Some(db) = open.borrow().as_ref() {
                    db.close();
                }
            }
            *open.borrow_mut() = None;
        });
        let function: &js_sys::Function = close.as_ref().unchecked_ref();
        db.set_onversionchange(Some(function));
        db.set_onclose(Some(function));
        // Lives as long as the connection, which lives as long as the page.
        close.forget();
    }

    /// Writes in one strict transaction.
    ///
    /// # Errors
    /// `storage.full`, `storage.write`.
    pub async fn write(&self, store: &str, batch: &Batch) -> Result<(), Fault> {
        self.with(store, "readwrite", |tx| {
            let store = tx.object_store(store)?;
            for (key, value) in &batch.puts {
                store.put_with_key(value, &JsValue::from_str(key))?;
            }
            for key in &batch.deletes {
                store.delete(&JsValue::from_str(key))?;
            }
            Ok(())
        })
        .await
    }

    /// Everything in a store, by key.
    ///
    /// # Errors
    /// `storage.read`.
    pub async fn all(&self, store: &str) -> Result<Vec<(String, JsValue)>, Fault> {
        let held: Rc<RefCell<Option<(IdbRequest, IdbRequest)>>> = Rc::default();
        let keep = held.clone();
        self.with(store, "readonly", move |tx| {
            let store = tx.object_store(store)?;
            *keep.borrow_mut() = Some((store.get_all_keys()?, store.get_all()?));
            Ok(())
        })
        .await?;
        let Some((keys, values)) = held.borrow_mut().take() else {
            return Ok(Vec::new());
        };
        let array = |r: &IdbRequest| {
            r.result()
                .map(JsCast::unchecked_into::<Array>)
                .map_err(|e| Fault::of("storage.read", &e))
        };
        let (keys, values) = (array(&keys)?, array(&values)?);
        Ok(keys
            .iter()
            .zip(values.iter())
            .filter_map(|(key, value)| Some((key.as_string()?, value)))
            .collect())
    }

    /// One transaction; on a closed connection once more on a new one.
    async fn with<F>(&self, store: &str, mode: &str, act: F) -> Result<(), Fault>
    where
        F: Fn(&IdbTransaction) -> Result<(), JsValue>,
    {
        let retried = Cell::new(false);
        loop {
            if self.open.borrow().is_none() {
                self.reopen().await?;
            }
            let outcome = self.attempt(store, mode, &act).await;
            match outcome {
                Err(fault) if fault.code == "storage.closed" && !retried.replace(true) => {
                    *self.open.borrow_mut() = None;
                }
                outcome => return outcome,
            }
        }
    }

    async fn attempt<F>(&self, store: &str, mode: &str, act: &F) -> Result<(), Fault>
    where
        F: Fn(&IdbTransaction) -> Result<(), JsValue>,
    {
        let code = if mode == "readonly" {
            "storage.read"
        } else {
            "storage.write"
        };
        let fault = |e: JsValue| Fault::of(code, &e);
        let db = self.open.borrow().clone().ok_or(Fault::new("storage.closed"))?;
        let options = js::object([("durability", JsValue::from_str("strict"))]);
        let tx: IdbTransaction = js::call(
            &db,
            "transaction",
            &[JsValue::from_str(store), JsValue::from_str(mode), options.into()],
        )
        .map_err(fault)?
        .unchecked_into();
        let settle = Settle::new();
        let (done, failed) = handlers(&settle, tx.clone());
        tx.set_oncomplete(Some(done.as_ref().unchecked_ref()));
        tx.set_onabort(Some(failed.as_ref().unchecked_ref()));
        tx.set_onerror(Some(failed.as_ref().unchecked_ref()));
        if let Err(refused) = act(&tx) {
            // Half a batch must not be committed, and nobody listens any more.
            tx.set_oncomplete(None);
            tx.set_onabort(None);
            tx.set_onerror(None);
            tx.abort().ok();
            return Err(fault(refused));
        }
        let limit_ms = match domain::guard::stands("a-silent-transaction-is-given-up") {
            true => SILENCE_MS,
            false => u32::MAX >> 1,
        };
        let answered = settle.within(limit_ms).await;
        tx.set_oncomplete(None);
        tx.set_onabort(None);
        tx.set_onerror(None);
        answered.map(|_| ()).map_err(|e| {
            // A connection that hangs is given up, and what it may still hold is let go: the next attempt opens a
            // new one, which must not wait for this.
            let silent = js::text(&e, "name").as_deref() == Some("TimeoutError");
            if silent {
                js::warn(&format!("storage.silent {}", self.name));
                // One that is over already cannot be aborted, and need not be.
                tx.abort().ok();
                db.close();
            }
            Fault::of(if silent { "storage.closed" } else { code }, &e)
        })
    }
}

type Handler = Closure<dyn FnMut(Event)>;

fn handlers(settle: &Settle, tx: IdbTransaction) -> (Handler, Handler) {
    let (yes, no) = (settle.clone(), settle.clone());
    let done = Closure::new(move |_: Event| yes.resolve(&JsValue::NULL));
    let failed = Closure::new(move |_: Event| {
        let why = tx.error().map_or_else(|| named("AbortError"), JsValue::from);
        no.reject(&why);
    });
    (done, failed)
}

/// Waits for one request outside a transaction of ours (opening).
async fn finish(request: &IdbOpenDbRequest, settle: &Settle) -> Result<JsValue, JsValue> {
    let done = {
        let (settle, request) = (settle.clone(), request.clone());
        Closure::<dyn FnMut(Event)>::new(move |_| match request.result() {
            Ok(value) => settle.resolve(&value),
            Err(why) => settle.reject(&why),
        })
    };
    let failed = {
        let (settle, request) = (settle.clone(), request.clone());
        Closure::<dyn FnMut(Event)>::new(move |_| {
            let why = request.error().ok().flatten();
            settle.reject(&why.map_or_else(|| named("UnknownError"), JsValue::from));
        })
    };
    request.set_onsuccess(Some(done.as_ref().unchecked_ref()));
    request.set_onerror(Some(failed.as_ref().unchecked_ref()));
    let answer = settle.within(SILENCE_MS).await;
    request.set_onsuccess(None);
    request.set_onerror(None);
    request.set_onupgradeneeded(None);
    request.set_onblocked(None);
    answer
}

fn named(name: &str) -> JsValue {
    js::object([("name", JsValue::from_str(name))]).into()
}
