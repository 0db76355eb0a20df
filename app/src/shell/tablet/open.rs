//! Opening: mend the store from the journal, read it, load the engine, begin to run.

use super::{Open, Store, Tablet};
use crate::shell::fault::Fault;
use crate::shell::lock::{Channel, try_lock};
use crate::shell::vault::Keyring;
use crate::shell::{js, prefs, storage};
use crate::state::session::Session;
use crate::state::work::Owner;
use domain::sync::engine::{Engine, Event, Me};
use domain::sync::store::{Key, Snapshot};
use domain::wire::api::Enrolment;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// One tab of the origin exchanges with the server.
const SYNC_LOCK: &str = "suicha-sync";
const CHANNEL: &str = "suicha-rows";

impl Tablet {
    /// Opens with the keys at hand.
    pub(super) async fn open(&self, keyring: Keyring) -> Result<(), Fault> {
        let store = self.store()?;
        let mended = store.repair().await?;
        let Some(enrolment) = store.enrolment(&keyring).await? else {
            self.0.show.emit(Session::Bare);
            return Ok(());
        };
        let (rows, shut) = store.rows(&keyring).await?;
        let owner = owner(&store, &enrolment).await;
        let server_keys = Rc::new(enrolment.server_keys.clone());
        let me = Me {
            device: owner.device.clone(),
            inspector: owner.officer.id.clone(),
            server_keys: enrolment.server_keys,
        };
        let (engine, effects) = Engine::load(me, Snapshot { rows }, js::random());
        let mut told = Vec::new();
        if let Some(words) = store.data_loss() {
            js::log(&format!("the browser lost data of this origin: {words}"));
            told.push(("store.lost".to_owned(), None));
        }
        if mended > 0 {
            told.push(("store.mended".to_owned(), None));
        }
        if shut > 0 {
            told.push(("store.sealed".to_owned(), None));
        }
        if store.capture_was_cut().await {
            told.push(("capture.cut".to_owned(), None));
            store.keep_capture(false).await;
        }
        let stale = engine.list().into_iter().map(|row| row.inspection).collect();
        *self.0.open.borrow_mut() = Some(Open {
            engine,
            keyring,
            owner: Rc::new(owner),
            token: enrolment.token.into(),
            server_keys,
            puts: VecDeque::new(),
            putting: false,
            wake: None,
            syncs: try_lock(SYNC_LOCK).await,
            channel: self.channel(),
            told,
            shown: BTreeMap::new(),
            stale,
        });
        prefs::set_is_tablet();
        yew::platform::spawn_local(async move {
            // Without room for the reserve the departure check says so, and work goes on.
            storage::hold_ballast(&store.files).await.ok();
        });
        self.touch();
        self.perform(effects);
        self.show_now();
        self.handle(Event::SyncWanted);
        Ok(())
    }

    /// Hears which rows other tabs wrote.
    fn channel(&self) -> Option<Channel> {
        let tablet = self.clone();
        Channel::open(CHANNEL, move |path| {
            let tablet = tablet.clone();
            yew::platform::spawn_local(async move { tablet.heard(&path).await });
        })
    }

    async fn heard(&self, path: &str) {
        let Some(Key::Chunk { inspection, sha256 }) = Key::parse(path) else {
            return;
        };
        let (Ok(store), Ok(keyring)) = (self.store(), self.keyring()) else {
            return;
        };
        if let Some(row) = store.row(&keyring, path).await {
            self.handle(Event::OtherTab {
                inspection,
                chunk: (sha256, row),
            });
        }
    }

    pub(super) fn me(&self) -> Result<Me, Fault> {
        let open = self.0.open.borrow();
        let open = open.as_ref().ok_or(Fault::new("tablet.locked"))?;
        Ok(Me {
            device: open.owner.device.clone(),
            inspector: open.owner.officer.id.clone(),
            server_keys: (*open.server_keys).clone(),
        })
    }
}

async fn owner(store: &Store, enrolment: &Enrolment) -> Owner {
    let device_name = match store.session().await {
        Session::Locked(name) => name,
        Session::Starting | Session::Unfit(_) | Session::Broken(_) | Session::Bare | Session::Open(_) => {
            String::new()
        }
    };
    Owner {
        device: enrolment.device.clone(),
        device_name,
        officer: enrolment.inspector.clone(),
        log_policy: enrolment.log_policy.clone(),
        demo: enrolment.demo,
    }
}
