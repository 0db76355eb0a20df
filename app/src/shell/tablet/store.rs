//! What lies on this tablet's disk: sealed rows in the database, the same bytes in the journal, evidence.
//!
//! Invariant: a row is told to be stored when the journal is flushed *and* the strict transaction is complete.
//! Nothing is ever deleted because it cannot be read.

use crate::shell::clock;
use crate::shell::fault::Fault;
use crate::shell::idb::{Batch, Idb};
use crate::shell::opfs::Files;
use crate::shell::storage;
use crate::shell::vault::{Keyring, Vault};
use crate::state::journal::{self, Entry};
use crate::state::session::Session;
use domain::sync::store::{Key, Write};
use domain::wire::api::Enrolment;
use js_sys::Uint8Array;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

const DATABASE: &str = "suicha-field";
/// Rows of the engine and the enrolment, all sealed.
const ROWS: &str = "rows";
/// Words that tell nothing of an inspection: the tablet's name, the last place, a capture under way.
const PLAIN: &str = "plain";
const ENROLMENT: &str = "enrolment";
const NAME: &str = "name";
const PLACE: &str = "place";
const CAPTURE: &str = "capture";
/// Older journals above this are replaced by one checkpoint.
const JOURNAL_BYTES_MAX: usize = 1 << 20;

/// The tablet's disk.
#[derive(Clone, Debug)]
pub(super) struct Store {
    pub(super) vault: Vault,
    pub(super) files: Files,
    idb: Idb,
    count: Rc<Cell<u32>>,
}

/// Rows in the clear, by key.
pub(super) type Rows = Vec<(Key, Vec<u8>)>;

impl Store {
    pub(super) async fn open() -> Result<Self, Fault> {
        Ok(Self {
            vault: Vault::open().await?,
            idb: Idb::open(DATABASE, 1, &[ROWS, PLAIN]).await?,
            files: Files::open().await?,
            count: Rc::default(),
        })
    }

    /// Locked where a PIN and something to lock exist, else bare.
    pub(super) async fn session(&self) -> Session {
        let has_pin = match self.vault.has_pin().await {
            Ok(has_pin) => has_pin,
            Err(fault) => return Session::Broken(fault),
        };
        match self.is_enrolled().await {
            Ok(true) if has_pin => Session::Locked(self.plain(NAME).await.unwrap_or_default()),
            // Sealed data without the keys it was sealed with: never taken for a new tablet.
            Ok(true) => Session::Broken(Fault::new("vault.lost")),
            Ok(false) => Session::Bare,
            Err(fault) => Session::Broken(fault),
        }
    }

    /// The database says so, or the journal does where the database was lost.
    async fn is_enrolled(&self) -> Result<bool, Fault> {
        if self.idb.get(ROWS, ENROLMENT).await?.is_some() {
            return Ok(true);
        }
        let (entries, _) = self.entries().await?;
        Ok(entries
            .iter()
            .flat_map(|e| &e.rows)
            .any(|(key, _)| key == ENROLMENT))
    }

    async fn entries(&self) -> Result<(Vec<Entry>, usize), Fault> {
        let (frames, _) = self.files.journal().await?;
        let bytes = frames.iter().map(|f| f.0.len()).sum();
        Ok((frames.iter().filter_map(|f| Entry::parse(&f.0)).collect(), bytes))
    }

    /// Keeps the office's answer, sealed, and the tablet's name.
    pub(super) async fn keep_enrolment(
        &self,
        keyring: &Keyring,
        enrolment: &Enrolment,
        name: &str,
    ) -> Result<(), Fault> {
        let json = serde_json::to_vec(enrolment).map_err(|_| Fault::new("enrolment.damaged"))?;
        let sealed = keyring.seal(ENROLMENT, &json).await?;
        self.commit(vec![(ENROLMENT.to_owned(), Some(sealed))]).await?;
        self.keep_plain(NAME, name).await
    }

    /// The office's answer.
    pub(super) async fn enrolment(&self, keyring: &Keyring) -> Result<Option<Enrolment>, Fault> {
        let Some(sealed) = self.idb.get(ROWS, ENROLMENT).await?.and_then(bytes) else {
            return Ok(None);
        };
        let json = keyring.open(ENROLMENT, &sealed).await?;
        serde_json::from_slice(&json)
            .map(Some)
            .map_err(|_| Fault::new("enrolment.damaged"))
    }

    /// Writes of the engine: sealed, journalled, then one strict transaction.
    pub(super) async fn write(&self, keyring: &Keyring, writes: &[Write]) -> Result<(), Fault> {
        let mut rows = Vec::with_capacity(writes.len());
        for write in writes {
            rows.push(match write {
                Write::Put(key, value) => {
                    let path = key.path();
                    let sealed = keyring.seal(&path, value).await?;
                    (path, Some(sealed))
                }
                Write::Delete(key) => (key.path(), None),
            });
        }
        match self.commit(rows.clone()).await {
            Err(fault) if fault.code == "storage.full" => {
                // Texts come before photos: the reserve is given up for them.
                storage::drop_ballast(&self.files).await?;
                self.commit(rows).await
            }
            outcome => outcome,
        }
    }

    async fn commit(&self, rows: Vec<(String, Option<Vec<u8>>)>) -> Result<(), Fault> {
        let count = self.count.get();
        self.count.set(count.wrapping_add(1));
        let entry = Entry {
            order: (clock::now().0, count),
            rows,
        };
        self.files.append(&entry.to_bytes()).await?;
        let mut batch = Batch::default();
        for (key, value) in entry.rows {
            match value {
                Some(value) => batch.puts.push((key, Uint8Array::from(value.as_slice()).into())),
                None => batch.deletes.push(key),
            }
        }
        self.idb.write(ROWS, &batch).await
    }

    /// Compares the database with the journal and gives it back what it lost; says how many rows that were.
    pub(super) async fn repair(&self) -> Result<usize, Fault> {
        let rows = self.sealed().await?;
        let (entries, size) = self.entries().await?;
        let repair = journal::compare(entries, &rows);
        let mended = repair.lost.len() + repair.risen.len();
        if mended > 0 {
            let lost = repair.lost.into_iter().map(|(key, value)| (key, Some(value)));
            let risen = repair.risen.into_iter().map(|key| (key, None));
            self.commit(lost.chain(risen).collect()).await?;
        }
        if size > JOURNAL_BYTES_MAX {
            self.checkpoint().await?;
        }
        Ok(mended)
    }

    /// One entry with everything, flushed; only then the journals before it go.
    async fn checkpoint(&self) -> Result<(), Fault> {
        let rows = self.sealed().await?;
        let entry = Entry {
            order: (clock::now().0, self.count.get()),
            rows: rows.into_iter().map(|(key, value)| (key, Some(value))).collect(),
        };
        self.files.append(&entry.to_bytes()).await?;
        self.files.drop_older_journals().await
    }

    async fn sealed(&self) -> Result<BTreeMap<String, Vec<u8>>, Fault> {
        let all = self.idb.all(ROWS).await?;
        Ok(all
            .into_iter()
            .filter_map(|(key, value)| Some((key, bytes(value)?)))
            .collect())
    }

    /// Every row of the engine in the clear; how many could not be opened (they stay where they are).
    pub(super) async fn rows(&self, keyring: &Keyring) -> Result<(Rows, usize), Fault> {
        let (mut rows, mut shut) = (Vec::new(), 0);
        for (path, sealed) in self.sealed().await? {
            let Some(key) = Key::parse(&path) else { continue };
            match keyring.open(&path, &sealed).await {
                Ok(value) => rows.push((key, value)),
                Err(_) => shut += 1,
            }
        }
        Ok((rows, shut))
    }

    /// One row in the clear: what another tab has just written.
    pub(super) async fn row(&self, keyring: &Keyring, path: &str) -> Option<Vec<u8>> {
        let sealed = bytes(self.idb.get(ROWS, path).await.ok()??)?;
        keyring.open(path, &sealed).await.ok()
    }

    async fn plain(&self, key: &str) -> Option<String> {
        self.idb.get(PLAIN, key).await.ok()??.as_string()
    }

    async fn keep_plain(&self, key: &str, text: &str) -> Result<(), Fault> {
        let batch = Batch {
            puts: vec![(key.to_owned(), JsValue::from_str(text))],
            deletes: Vec::new(),
        };
        self.idb.write(PLAIN, &batch).await
    }

    /// The last place of work.
    pub(super) async fn place(&self) -> Option<String> {
        self.plain(PLACE).await
    }

    /// Keeps the place of work; failing costs a tap after a restart, no data.
    pub(super) async fn keep_place(&self, path: &str) {
        self.keep_plain(PLACE, path).await.ok();
    }

    /// Notes that a photo is being taken outside the page.
    pub(super) async fn keep_capture(&self, pending: bool) {
        let word = if pending { "pending" } else { "" };
        self.keep_plain(CAPTURE, word).await.ok();
    }

    /// The page went away while a photo was being taken.
    pub(super) async fn capture_was_cut(&self) -> bool {
        self.plain(CAPTURE).await.as_deref() == Some("pending")
    }

    /// The browser says that it lost data of this origin.
    pub(super) fn data_loss(&self) -> Option<String> {
        self.idb.born().data_loss
    }
}

fn bytes(value: JsValue) -> Option<Vec<u8>> {
    value.dyn_into::<Uint8Array>().ok().map(|a| a.to_vec())
}
