//! What lies on this tablet's disk: sealed rows in the database, the same bytes in the journal, evidence.
//!
//! Invariant: a row is told to be stored when the journal is flushed *and* the strict transaction is complete.
//! Nothing is ever deleted because it cannot be read. What is true when the two disagree, `domain` decides; the
//! journal is complete by itself, so a database that cannot be opened or written costs no mark.

use crate::shell::clock;
use crate::shell::fault::Fault;
use crate::shell::idb::{Batch, Idb};
use crate::shell::js;
use crate::shell::mark;
use crate::shell::opfs::{EVIDENCE, Files};
use crate::shell::storage;
use crate::shell::vault::{Keyring, Vault};
use crate::state::seat::Seat;
use domain::sync::between::Lent;
use domain::sync::journal::{Entry, Order, Recovered, checkpoint, open_row, pack_row, recover};
use domain::sync::store::{Key, Write};
use domain::wire::api::{Enrolment, SeatCard};
use js_sys::Uint8Array;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};

const DATABASE: &str = "suicha-field";
/// Rows of the engine and the enrolment, all sealed.
const ROWS: &str = "rows";
/// Words that tell nothing of an inspection: the tablet's name, the last place, a capture under way.
const PLAIN: &str = "plain";
const ENROLMENT: &str = "enrolment";
const CARD: &str = "seat-card";
const LENT: &str = "lent";
const NAME: &str = "name";
const PLACE: &str = "place";
const CAPTURE: &str = "capture";
/// A bucket with files of its own, for a database whose files are beyond opening.
const SPARE: &str = "suicha-spare";
const OPEN_TRIES: u32 = 2;
const OPEN_PAUSE_MS: u32 = 200;
/// Older journals above this are replaced by one checkpoint.
const JOURNAL_BYTES_MAX: usize = 1 << 20;

/// Whether a seat may be opened.
#[derive(Debug)]
pub(super) enum Stands {
    /// Nobody has enrolled here.
    Bare,
    /// A PIN opens it.
    Locked,
}

/// The disk of a seat.
#[derive(Clone, Debug)]
pub(super) struct Store {
    /// Whose it is.
    pub(super) seat: Seat,
    pub(super) vault: Vault,
    pub(super) files: Files,
    idb: Idb,
    /// The order of the last transaction this tablet knows of.
    order: Rc<Cell<Order>>,
    /// The database had to be opened at another place.
    pub(super) moved: bool,
}

/// Rows in the clear, by key.
pub(super) type Rows = Vec<(Key, Vec<u8>)>;

impl Store {
    pub(super) async fn open(seat: Seat) -> Result<Self, Fault> {
        let (idb, moved) = open_database(seat).await?;
        Ok(Self {
            seat,
            vault: Vault::open(seat).await?,
            idb,
            files: Files::open(seat).await?,
            order: Rc::default(),
            moved,
        })
    }

    /// Locked where a PIN and something to lock exist, else bare.
    ///
    /// # Errors
    /// `vault.lost`; storage faults.
    pub(super) async fn stands(&self) -> Result<Stands, Fault> {
        let has_pin = self.vault.has_pin().await?;
        match self.is_enrolled().await? {
            true if has_pin => Ok(Stands::Locked),
            // Sealed data without the keys it was sealed with: never taken for a new tablet.
            true => Err(Fault::new("vault.lost")),
            false => Ok(Stands::Bare),
        }
    }

    /// Nothing at all lies here, whatever keys there are.
    pub(super) async fn is_blank(&self) -> Result<bool, Fault> {
        let (entries, damaged, _) = self.entries().await?;
        let rows = self.idb.all(ROWS).await?;
        let evidence = self.files.list(EVIDENCE).await?;
        Ok(entries.is_empty() && damaged == 0 && rows.is_empty() && evidence.is_empty())
    }

    /// The tablet's name.
    pub(super) async fn name(&self) -> String {
        self.plain(NAME).await.unwrap_or_default()
    }

    /// The database says so, or the journal does where the database was lost.
    async fn is_enrolled(&self) -> Result<bool, Fault> {
        if self.idb.get(ROWS, ENROLMENT).await?.is_some() {
            return Ok(true);
        }
        let (entries, _, _) = self.entries().await?;
        Ok(entries
            .iter()
            .flat_map(|e| &e.rows)
            .any(|(key, _)| key == ENROLMENT))
    }

    /// Whole transactions of the journal, bytes that are none, and how long the journal is.
    async fn entries(&self) -> Result<(Vec<Entry>, usize, usize), Fault> {
        let (frames, damaged) = self.files.journal().await?;
        let size = frames.iter().map(Vec::len).sum();
        Ok((
            frames.iter().filter_map(|f| Entry::parse(f)).collect(),
            damaged,
            size,
        ))
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
        // An earlier enrolment may be there: this one is the later, whatever the clock says.
        self.look().await?;
        self.commit(vec![(ENROLMENT.to_owned(), Some(sealed))]).await?;
        self.keep_plain(NAME, name).await
    }

    /// The office's answer.
    pub(super) async fn enrolment(
        &self,
        keyring: &Keyring,
        found: &Recovered,
    ) -> Result<Option<Enrolment>, Fault> {
        let Some((_, sealed)) = found.rows.get(ENROLMENT) else {
            return Ok(None);
        };
        let json = keyring.open(ENROLMENT, sealed).await?;
        serde_json::from_slice(&json)
            .map(Some)
            .map_err(|_| Fault::new("enrolment.damaged"))
    }

    /// Keeps the office's word for the key of this seat, sealed.
    pub(super) async fn keep_card(&self, keyring: &Keyring, card: &SeatCard) -> Result<(), Fault> {
        let json = serde_json::to_vec(card).map_err(|_| Fault::new("enrolment.damaged"))?;
        let sealed = keyring.seal(CARD, &json).await?;
        self.commit(vec![(CARD.to_owned(), Some(sealed))]).await
    }

    /// The office's word for the key of this seat.
    pub(super) async fn card(&self, keyring: &Keyring, found: &Recovered) -> Option<SeatCard> {
        let (_, sealed) = found.rows.get(CARD)?;
        serde_json::from_slice(&keyring.open(CARD, sealed).await.ok()?).ok()
    }

    /// Keeps the keys of pieces that other seats lent, sealed.
    pub(super) async fn keep_lent(&self, keyring: &Keyring, lent: &[Lent]) -> Result<(), Fault> {
        let sealed = keyring.seal(LENT, &Lent::to_bytes(lent)).await?;
        self.commit(vec![(LENT.to_owned(), Some(sealed))]).await
    }

    /// Pieces that other seats lent.
    pub(super) async fn lent(&self, keyring: &Keyring, found: &Recovered) -> Vec<Lent> {
        let Some((_, sealed)) = found.rows.get(LENT) else {
            return Vec::new();
        };
        let bytes = keyring.open(LENT, sealed).await.ok();
        bytes.and_then(|bytes| Lent::parse(&bytes)).unwrap_or_default()
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
        self.commit_text(rows).await
    }

    /// Commits what people wrote or drew: it comes before photos.
    pub(super) async fn commit_text(&self, rows: Vec<(String, Option<Vec<u8>>)>) -> Result<(), Fault> {
        match self.commit(rows.clone()).await {
            Err(fault) if fault.code == "storage.full" && domain::guard::stands("texts-have-a-reserve") => {
                // Texts come before photos: the reserve is given up for them.
                storage::drop_ballast(&self.files).await?;
                self.commit(rows).await
            }
            outcome => outcome,
        }
    }

    async fn commit(&self, rows: Vec<(String, Option<Vec<u8>>)>) -> Result<(), Fault> {
        let order = self.order.get().next(clock::now().0);
        self.order.set(order);
        let entry = Entry { order, rows };
        mark::say("begins");
        self.files.append(&entry.to_bytes()).await?;
        mark::say("is-journalled");
        let mut batch = Batch::default();
        for (key, value) in entry.rows {
            match value {
                Some(value) => batch.puts.push(database_row(key, order, &value)),
                None => batch.deletes.push(key),
            }
        }
        self.idb.write(ROWS, &batch).await?;
        mark::say("is-committed");
        Ok(())
    }

    /// Reads both copies and says what is true; also how long the journal is.
    pub(super) async fn look(&self) -> Result<(Recovered, usize), Fault> {
        let all = self.idb.all(ROWS).await?;
        let database = all
            .into_iter()
            .filter_map(|(key, value)| Some((key, bytes(value)?)))
            .collect();
        let (entries, damaged, size) = self.entries().await?;
        let found = recover(&entries, damaged, &database);
        self.order.set(self.order.get().max(found.last));
        Ok((found, size))
    }

    /// Gives each copy back what only the other has. What was found is true whether this succeeds or not.
    ///
    /// # Errors
    /// `storage.full` and whatever else the disk says: the next start tries again.
    pub(super) async fn mend(&self, found: &Recovered, journal_bytes: usize) -> Result<(), Fault> {
        let mut batch = Batch {
            puts: Vec::new(),
            deletes: found.risen.clone(),
        };
        for key in &found.lost {
            if let Some((order, sealed)) = found.rows.get(key) {
                batch.puts.push(database_row(key.clone(), *order, sealed));
            }
        }
        if !batch.puts.is_empty() || !batch.deletes.is_empty() {
            self.idb.write(ROWS, &batch).await?;
        }
        if found.unwitnessed || journal_bytes > JOURNAL_BYTES_MAX {
            // Everything anew and flushed; only then the journals before it go.
            self.files.append_frames(&checkpoint(&found.rows)).await?;
            self.files.drop_older_journals().await?;
        }
        Ok(())
    }

    /// The browser emptied the database while it was in use: it is filled again from the journal. Says whether
    /// that was so.
    ///
    /// # Errors
    /// Storage faults.
    pub(super) async fn refill_if_emptied(&self) -> Result<bool, Fault> {
        if !self.idb.take_emptied() || !domain::guard::stands("an-emptied-database-is-refilled") {
            return Ok(false);
        }
        let (found, size) = self.look().await?;
        self.mend(&found, size).await?;
        Ok(true)
    }

    /// Every row of the engine in the clear; how many could not be opened (they stay where they are).
    pub(super) async fn rows(&self, keyring: &Keyring, found: &Recovered) -> (Rows, usize) {
        let (mut rows, mut shut) = (Vec::new(), 0);
        for (path, (_, sealed)) in &found.rows {
            let Some(key) = Key::parse(path) else { continue };
            match keyring.open(path, sealed).await {
                Ok(value) => rows.push((key, value)),
                Err(_) => shut += 1,
            }
        }
        (rows, shut)
    }

    /// One row in the clear: what another tab has just written.
    pub(super) async fn row(&self, keyring: &Keyring, path: &str) -> Option<Vec<u8>> {
        let row = bytes(self.idb.get(ROWS, path).await.ok()??)?;
        let (_, sealed) = open_row(path, &row)?;
        keyring.open(path, sealed).await.ok()
    }

    /// Where rows lie whose place begins like this.
    pub(super) async fn places(&self, prefix: &str) -> Vec<String> {
        self.idb.keys(ROWS, prefix).await.unwrap_or_default()
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

    /// Notes what is being taken, should the page go away meanwhile.
    pub(super) async fn keep_capture(&self, note: &str) {
        self.keep_plain(CAPTURE, note).await.ok();
    }

    /// What was being taken when the page before went away; empty for nothing.
    pub(super) async fn capture_note(&self) -> String {
        self.plain(CAPTURE).await.unwrap_or_default()
    }

    /// The browser says that it lost data of this origin.
    pub(super) fn data_loss(&self) -> Option<String> {
        self.idb.born().data_loss
    }
}

fn database_row(key: String, order: Order, sealed: &[u8]) -> (String, JsValue) {
    let row = pack_row(&key, order, sealed);
    (key, Uint8Array::from(row.as_slice()).into())
}

/// The database; at another place when the browser cannot open it at its own. What lies there is left alone, and
/// the journal fills the new one.
async fn open_database(seat: Seat) -> Result<(Idb, bool), Fault> {
    let (name, spare) = (seat.own(DATABASE), seat.own(SPARE));
    let mut tries = 0;
    loop {
        match Idb::open(&name, None, 1, &[ROWS, PLAIN]).await {
            Ok(idb) => return Ok((idb, false)),
            Err(fault) if fault.code == "storage.open" && tries < OPEN_TRIES => {
                tries += 1;
                js::pause(OPEN_PAUSE_MS).await;
            }
            Err(fault) if fault.code == "storage.open" && domain::guard::stands("a-spare-database") => {
                js::log(&format!("the database does not open: {fault}"));
                let spare = Idb::open(&name, Some(&spare), 1, &[ROWS, PLAIN]).await;
                return spare.map(|idb| (idb, true)).map_err(|_| fault);
            }
            Err(fault) => return Err(fault),
        }
    }
}

fn bytes(value: JsValue) -> Option<Vec<u8>> {
    value.dyn_into::<Uint8Array>().ok().map(|a| a.to_vec())
}
