//! What a handler may touch: settings, store, blobs, keys, clock.

use crate::blobs::Blobs;
use crate::clock::Clock;
use crate::config::Config;
use crate::flow::log::Book;
use crate::keys::Keys;
use crate::passwords::Brake;
use crate::regimes::Regimes;
use crate::store::{Store, StoreError, sqlite};
use domain::time::Timestamp;
use std::ops::Deref;
use std::sync::Arc;

/// The server's state; cheap to clone.
#[derive(Clone, Debug)]
pub struct App(Arc<Parts>);

/// The parts of [`App`].
#[derive(Debug)]
pub struct Parts {
    /// Settings.
    pub config: Config,
    /// Everything authoritative.
    pub store: Store,
    /// Photo and file bytes.
    pub blobs: Blobs,
    /// Signing keys.
    pub keys: Keys,
    /// The time.
    pub clock: Clock,
    /// Brake on password guessing.
    pub brake: Brake,
    /// The regimes this server knows.
    pub regimes: Regimes,
    /// The log's tree over what is committed.
    pub book: Book,
    /// Changes with every restore: tablets then offer again what they had handed in.
    pub epoch: String,
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// Opens data, keys and regimes under `config.data`.
    ///
    /// # Errors
    /// When another server holds the data, or it cannot be read.
    pub fn open(config: Config, clock: Clock) -> anyhow::Result<Self> {
        let store = sqlite::open(&config.data)?;
        let blobs = Blobs::open(config.data.join("blobs"), config.second_copy.clone())?;
        let keys = Keys::open(&config.data.join("keys"))?;
        let regimes = Regimes::built_in(&config.overlays)?;
        let book = Book::new(config.log_origin.clone());
        let epoch = epoch(&store)?;
        Ok(Self(Arc::new(Parts {
            config,
            store,
            blobs,
            keys,
            clock,
            brake: Brake::default(),
            regimes,
            book,
            epoch,
        })))
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

/// The epoch of this data: made once, made anew by `restore`.
fn epoch(store: &Store) -> Result<String, StoreError> {
    store.write_now(|tx| {
        if let Some(epoch) = tx.meta("epoch")? {
            return Ok(epoch);
        }
        let epoch = hex::encode(crate::clock::random::<16>());
        tx.put_meta("epoch", &epoch)?;
        Ok(epoch)
    })
}
