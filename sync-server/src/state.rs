//! What a handler may touch: settings, store, blobs, keys, clock.

use crate::blobs::Blobs;
use crate::clock::Clock;
use crate::config::Config;
use crate::flow::log::Book;
use crate::gate::Gate;
use crate::keys::Keys;
use crate::metrics::Metrics;
use crate::news::News;
use crate::passwords::Brake;
use crate::regimes::Regimes;
use crate::store::{Store, StoreError, sqlite};
use domain::id::{DeviceId, InspectorId};
use domain::time::Timestamp;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;
use tokio::sync::watch;

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
    pub regimes: Arc<Regimes>,
    /// The log's tree over what is committed.
    pub book: Book,
    /// How much is taken on at once; the others are told to come back.
    pub gate: Gate,
    /// Counters for `/metrics`.
    pub metrics: Metrics,
    /// Who hears that something is new.
    pub news: News,
    /// True once the server is asked to stop: not ready any more, and nobody listens on.
    ending: watch::Sender<bool>,
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
    pub fn open(mut config: Config, clock: Clock) -> anyhow::Result<Self> {
        let store = sqlite::open(&config.data)?;
        config.log_origin = kept(&store, "log_origin", config.log_origin.clone())?;
        let blobs = Blobs::open(config.data.join("blobs"), config.second_copy.clone())?;
        let keys = Keys::open(&config.data.join("keys"))?;
        let regimes = Arc::new(Regimes::with_rules(
            &config.overlays,
            &config.parents,
            &config.rules,
        )?);
        let epoch = kept(&store, "epoch", hex::encode(crate::clock::random::<16>()))?;
        Ok(Self::of(config, clock, store, blobs, keys, regimes, epoch))
    }

    /// Of parts opened one by one.
    pub fn of(
        config: Config,
        clock: Clock,
        store: Store,
        blobs: Blobs,
        keys: Keys,
        regimes: Arc<Regimes>,
        epoch: String,
    ) -> Self {
        Self(Arc::new(Parts {
            book: Book::new(config.log_origin.clone()),
            config,
            store,
            blobs,
            keys,
            clock,
            brake: Brake::default(),
            regimes,
            gate: Gate::default(),
            metrics: Metrics::default(),
            news: News::default(),
            ending: watch::Sender::new(false),
            epoch,
        }))
    }

    /// Something is new: for the office, and for the tablets of these officers (none = everybody's).
    pub fn tell(&self, officers: Option<BTreeSet<InspectorId>>, by: Option<DeviceId>) {
        self.metrics.news.add(1);
        self.news.tell(officers, by);
    }

    /// The server is asked to stop.
    pub fn end(&self) {
        self.ending.send_replace(true);
    }

    /// Whether the server is asked to stop, as it changes.
    pub fn ending(&self) -> watch::Receiver<bool> {
        self.ending.subscribe()
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

/// A value of this data that its first start fixes for ever: the log's name, the epoch (`restore` makes a new one).
fn kept(store: &Store, key: &'static str, fresh: String) -> Result<String, StoreError> {
    store.write_now(move |tx| {
        if let Some(value) = tx.meta(key)? {
            return Ok(value);
        }
        tx.put_meta(key, &fresh)?;
        Ok(fresh)
    })
}
