//! Opening: mend the store from the journal, read it, load the engine, begin to run.

use super::beside::Neighbours;
use super::leave::Leaving;
use super::watch::LOCK;
use super::{Open, Store, Tablet};
use crate::shell::fault::Fault;
use crate::shell::lock::{Channel, Held, try_lock};
use crate::shell::vault::Keyring;
use crate::shell::{clock, js, news, storage};
use crate::state::parts::PartSize;
use crate::state::session::Session;
use crate::state::under_way;
use crate::state::work::Owner;
use domain::digest::Secret;
use domain::id::InspectionId;
use domain::sync::between::own_key;
use domain::sync::engine::{Engine, Event, Me};
use domain::sync::escrow::leave_word;
use domain::sync::journal::Recovered;
use domain::sync::store::{Key, Snapshot};
use domain::time::Timestamp;
use domain::wire::api::Enrolment;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use yew::Callback;

/// One tab of a seat exchanges with the server.
pub(super) const SYNC_LOCK: &str = "suicha-sync";
const CHANNEL: &str = "suicha-rows";
/// Name of the loading of all documents in the browser's timeline.
const LOADING: &str = "suicha-load";

/// A code with a sentence, and the inspection it is about.
type Told = (String, Option<InspectionId>);

impl Tablet {
    /// Opens with the keys at hand; `data` goes into escrow if it is not there yet; `held` is the lock of the exchange,
    /// where this tab has it already.
    pub(super) async fn open(
        &self,
        keyring: Keyring,
        data: Option<Secret>,
        held: Option<Held>,
    ) -> Result<(), Fault> {
        let store = self.store()?;
        let (found, journal_bytes) = store.look().await?;
        let Some(enrolment) = store.enrolment(&keyring, &found).await? else {
            self.show(Session::Bare(Rc::new(self.door(&store).await)));
            return Ok(());
        };
        // Before anything is shown: the page that unlocked may be left at once.
        self.entrust(&store, &enrolment, data).await;
        let (rows, shut) = store.rows(&keyring, &found).await;
        let owner = owner(&store, &enrolment).await;
        let lent = store.lent(&keyring, &found).await;
        let card = self.own_card(&store, &keyring, &found, &enrolment).await;
        let server_keys = Rc::new(enrolment.server_keys.clone());
        let me = Me {
            device: owner.device.clone(),
            inspector: owner.officer.id.clone(),
            server_keys: enrolment.server_keys,
        };
        let (mut engine, mut effects) =
            clock::timed(LOADING, || Engine::load(me, Snapshot { rows }, js::random()));
        if found.ask {
            effects.extend(engine.distrust(found.gaps));
        }
        effects.extend(engine.started(Timestamp(found.last.0), clock::now()));
        let mut told = self.mend(&store, &found, journal_bytes).await;
        if shut > 0 {
            told.push(("store.sealed".to_owned(), None));
        }
        let syncs = match held {
            Some(held) => Some(held),
            None => try_lock(&store.seat.own(SYNC_LOCK)).await,
        };
        if syncs.is_none() {
            told.push(("tab.second".to_owned(), None));
        }
        let stale = engine.list().into_iter().map(|row| row.inspection).collect();
        let token: Rc<str> = enrolment.token.into();
        let knows_revoked = engine.status().revoked;
        let listening = self.listen(token.clone(), knows_revoked);
        *self.0.open.borrow_mut() = Some(Open {
            engine,
            keyring,
            owner: Rc::new(owner),
            token,
            server_keys,
            puts: VecDeque::new(),
            putting: false,
            wake: None,
            part: PartSize::default(),
            syncs,
            channel: self.channel(),
            _news: listening,
            told,
            not_kept: None,
            shown: BTreeMap::new(),
            stale,
            knows_revoked,
            leaving: Leaving::default(),
            card,
            neighbours: Neighbours::with(lent),
            noted: None,
        });
        self.sits(store.seat);
        hold_ballast(store);
        self.touch();
        self.perform(effects);
        self.show_now();
        self.greet(knows_revoked, !found.ask && shut == 0);
        Ok(())
    }

    /// The page stood still (in the cache of pages gone back to) while others may have written: what the disk says
    /// now is shown, and nothing that was in memory before.
    pub(super) fn read_again(&self) {
        let Ok(keyring) = self.keyring() else { return };
        if self.0.locking.get() || !domain::guard::stands("a-page-that-comes-back-reads-again") {
            return;
        }
        let tablet = self.clone();
        yew::platform::spawn_local(async move {
            // Pages hand on what they hold when they leave the screen; that is stored before anything is let go.
            tablet.leave_pages(Session::Starting).await;
            let held = tablet.0.open.borrow_mut().take().and_then(|open| open.syncs);
            tablet.0.locking.set(false);
            if let Err(fault) = tablet.open(keyring, None, held).await {
                tablet.show(Session::Broken(fault));
            }
        });
    }

    /// Makes both copies equal again; what the officer should know of it.
    async fn mend(&self, store: &Store, found: &Recovered, journal_bytes: usize) -> Vec<Told> {
        let mut told = Vec::new();
        let mut tell = |code: &str| told.push((code.to_owned(), None));
        if let Err(fault) = store.mend(found, journal_bytes).await {
            js::log(&format!("the two copies stay different: {fault}"));
            tell(fault.code);
        }
        if let Some(words) = store.data_loss() {
            js::log(&format!("the browser lost data of this origin: {words}"));
            tell("store.lost");
        }
        if store.moved {
            tell("store.moved");
        }
        if !found.lost.is_empty() || !found.risen.is_empty() {
            tell("store.mended");
        }
        if let Some(code) = under_way::cut(&store.capture_note().await) {
            tell(code);
            store.keep_capture("").await;
        }
        told
    }

    /// What is here to be sent, and the first exchange; a revoked tablet goes online when a person says so.
    /// `whole`: nothing stored was beyond reading.
    fn greet(&self, revoked: bool, whole: bool) {
        if whole {
            self.let_unnamed_go();
        }
        self.adopt_evidence();
        if !revoked {
            self.handle(Event::SyncWanted);
            self.certify();
        }
    }

    /// Hears from the server when something is new. A revoked tablet is told nothing, and does not knock for it.
    fn listen(&self, token: Rc<str>, revoked: bool) -> Option<news::Listening> {
        let tablet = self.clone();
        let heard = Callback::from(move |()| tablet.handle(Event::News));
        (!revoked).then(|| news::listen(Some(token), heard))
    }

    /// Hears which rows other tabs wrote.
    fn channel(&self) -> Option<Channel> {
        let tablet = self.clone();
        Channel::open(&self.seat().own(CHANNEL), move |path| {
            let tablet = tablet.clone();
            yew::platform::spawn_local(async move { tablet.heard(&path).await });
        })
    }

    async fn heard(&self, path: &str) {
        if path == LOCK {
            return self.told_to_lock();
        }
        let Some(Key::Chunk { inspection, sha256 }) = Key::parse(path) else {
            return;
        };
        let (Ok(store), Ok(keyring)) = (self.store(), self.keyring()) else {
            return;
        };
        if !domain::guard::stands("the-other-tab-is-heard") {
            return;
        }
        if let Some(row) = store.row(&keyring, path).await {
            self.handle(Event::OtherTab {
                inspection,
                chunk: (sha256, row),
            });
        }
    }

    /// Sees to it that the office can help when the PIN is forgotten; the tablet works without that, too. Opened again
    /// with the keys at hand, what was worked out before still holds.
    async fn entrust(&self, store: &Store, enrolment: &Enrolment, data: Option<Secret>) {
        let Some(data) = data else { return };
        *self.0.word.borrow_mut() = Some(leave_word(&data));
        *self.0.letters_key.borrow_mut() = Some(own_key(&data));
        if let Err(fault) = store.vault.lock_away(&enrolment.server_keys, &data).await {
            js::log(&format!("no escrow of the data key: {fault}"));
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

fn hold_ballast(store: Store) {
    yew::platform::spawn_local(async move {
        // Without room for the reserve the departure check says so, and work goes on.
        storage::hold_ballast(&store.files).await.ok();
    });
}

async fn owner(store: &Store, enrolment: &Enrolment) -> Owner {
    Owner {
        device: enrolment.device.clone(),
        device_name: store.name().await,
        officer: enrolment.inspector.clone(),
        log_policy: enrolment.log_policy.clone(),
        demo: enrolment.demo,
    }
}
