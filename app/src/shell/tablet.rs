//! The tablet's runner: events in, [`domain::sync::engine`], effects out, stored before sent.
//!
//! The handle the screens hold. It has no `if` about the business: it opens, locks, hands events to the
//! engine and shows what comes out. Keys and documents are in memory only while the tablet is unlocked.

mod along;
mod beside;
mod card;
mod departure;
mod drafts;
mod edit;
mod evidence;
mod export;
mod forgotten;
mod handover;
mod leave;
mod lent;
mod locking;
mod open;
mod run;
mod seating;
mod sending;
mod show;
mod store;
mod watch;
mod wire;
mod words;

pub use drafts::Drawn;
pub use evidence::{PHOTO_BYTES_MAX, Taken, fresh_id};
pub use export::{ENDING, Unsent};
pub use locking::Guard;
pub use seating::Wish;

use super::fault::Fault;
use super::lock::{Channel, Held};
use super::vault::{Keyring, StaysLocked};
use super::{clock, js, news, wipe, worker};
use crate::state::lock::Attended;
use crate::state::parts::PartSize;
use crate::state::position;
use crate::state::seat::Seat;
use crate::state::session::Session;
use crate::state::under_way::UnderWay;
use crate::state::work::{Entry, Owner};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::clock::Clocks;
use domain::digest::Secret;
use domain::id::{DeviceId, InspectionId};
use domain::sync::engine::{Engine, Event, Ticket};
use domain::sync::store::Write;
use domain::wire::api::{Enrol, SeatCard};
use gloo::timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;
use store::Store;
use yew::Callback;

/// The runner's handle; equal only to itself, so that a context holding it never changes. It is of one seat, and never
/// turns to another: whatever comes late (an answer, a photo) reaches the officer it is meant for, or nobody.
#[derive(Clone, Debug)]
pub struct Tablet(Rc<Inner>);

impl PartialEq for Tablet {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Debug)]
struct Inner {
    show: Callback<Session>,
    switch: Callback<Wish>,
    wish: Wish,
    /// The seat, once it is known.
    seat: Cell<Seat>,
    /// Held while somebody enrols on a seat that was free.
    enrolling: RefCell<Option<Held>>,
    /// Another runner shows what is shown.
    over: Cell<bool>,
    store: RefCell<Option<Store>>,
    open: RefCell<Option<Open>>,
    watch: RefCell<Option<watch::Watch>>,
    /// Pictures of earlier visits are being fetched.
    fetching: Cell<bool>,
    /// What was begun and is in no record yet: the lock waits.
    under_way: Cell<UnderWay>,
    /// It is being locked: nothing of an inspection is shown any more.
    locking: Cell<bool>,
    /// Where the tablet was, and when that was found out (monotonic).
    place: RefCell<Option<(f64, domain::evidence::Place)>>,
    /// It is being found out.
    looking: Cell<bool>,
    /// The word by which the office grants leave to empty the tablet; none while it was never open.
    word: RefCell<Option<Secret>>,
    /// Opens what colleagues of this tablet left for this seat; none while it was never open.
    letters_key: RefCell<Option<Secret>>,
    /// Letters are being left.
    leaving_letters: Cell<bool>,
    /// The office is being asked to sign the key of this seat.
    certifying: Cell<bool>,
    /// This start emptied the tablet.
    wiped: Cell<bool>,
    /// When the officer last touched the screen, and whether he can see it.
    attended: Cell<Attended>,
    /// Both clocks of this page, locked or not.
    clocks: RefCell<Clocks>,
    /// The page was out of sight since they were last looked at.
    dark: Cell<bool>,
}

/// What exists only while the tablet is unlocked.
#[derive(Debug)]
struct Open {
    engine: Engine,
    keyring: Keyring,
    owner: Rc<Owner>,
    token: Rc<str>,
    server_keys: Rc<BTreeMap<String, String>>,
    /// Transactions in order; one is under way at a time.
    puts: VecDeque<(Ticket, Vec<Write>)>,
    putting: bool,
    wake: Option<Timeout>,
    /// How large a part of an upload passes on this line.
    part: PartSize,
    syncs: Option<Held>,
    channel: Option<Channel>,
    /// Hears when something is new at the office.
    _news: Option<news::Listening>,
    told: Vec<(String, Option<InspectionId>)>,
    /// The last transaction failed with this code; none once the next one is stored.
    not_kept: Option<&'static str>,
    /// Entries as last shown; an inspection that did not change keeps its `Rc`, and nothing renders.
    shown: BTreeMap<InspectionId, Rc<Entry>>,
    stale: Vec<InspectionId>,
    /// It was known when the tablet was opened that the office revoked it.
    knows_revoked: bool,
    /// How far emptying this tablet is.
    leaving: leave::Leaving,
    /// The office's word for the key of this seat; none while it was never asked.
    card: Option<SeatCard>,
    /// The other officers of this tablet.
    neighbours: beside::Neighbours,
    /// What was unsent when it was last noted apart from the store.
    noted: Option<(usize, usize)>,
}

impl Tablet {
    /// A runner of the seat wished for, that shows its session through `show` and hands on a wish for another seat
    /// through `switch`.
    pub fn new(wish: Wish, show: Callback<Session>, switch: Callback<Wish>) -> Self {
        Self(Rc::new(Inner {
            show,
            switch,
            wish,
            seat: Cell::default(),
            enrolling: RefCell::default(),
            over: Cell::new(false),
            store: RefCell::default(),
            open: RefCell::default(),
            watch: RefCell::default(),
            fetching: Cell::new(false),
            under_way: Cell::default(),
            locking: Cell::new(false),
            place: RefCell::default(),
            looking: Cell::new(false),
            word: RefCell::default(),
            letters_key: RefCell::default(),
            leaving_letters: Cell::new(false),
            certifying: Cell::new(false),
            wiped: Cell::new(false),
            attended: Cell::default(),
            clocks: RefCell::default(),
            dark: Cell::new(false),
        }))
    }

    /// Opens the store and shows the lock, the enrolment, or why neither is possible.
    pub fn start(&self) {
        let tablet = self.clone();
        self.show(Session::Starting);
        yew::platform::spawn_local(async move {
            let session = tablet.first_session().await;
            tablet.show(session);
        });
        *self.0.watch.borrow_mut() = Some(watch::Watch::begin(self));
    }

    /// Lets everything go when the area or the seat is left, what is being taken once it is stored.
    pub fn stop(&self) {
        self.0.over.set(true);
        self.0.enrolling.borrow_mut().take();
        self.0.watch.borrow_mut().take();
        if !self.0.under_way.get().ends_soon() {
            self.0.open.borrow_mut().take();
            return;
        }
        let tablet = self.clone();
        yew::platform::spawn_local(async move {
            tablet.finish().await;
            tablet.0.open.borrow_mut().take();
        });
    }

    async fn first_session(&self) -> Session {
        let missing = watch::missing();
        if !missing.is_empty() && domain::guard::stands("what-keeps-nothing-is-refused") {
            return Session::Unfit(missing);
        }
        worker::register().await;
        match wipe::finish(seating::PATIENCE_MS).await {
            Ok(wiped) => self.0.wiped.set(wiped),
            Err(fault) if !domain::guard::stands("an-unfinished-wipe-stops-nobody") => {
                return Session::Broken(fault);
            }
            Err(_) => self.go_on_emptying(),
        }
        self.sit_down().await.unwrap_or_else(Session::Broken)
    }

    fn show(&self, session: Session) {
        if !self.0.over.get() {
            self.0.show.emit(session);
        }
    }

    /// The screen is guarded: what touches it is no hand, and the idle lock counts on.
    pub fn guard(&self, on: bool) {
        self.attend(|attended, now| attended.guarded(on, now));
    }

    /// This start emptied the tablet on purpose: it is new.
    pub fn was_wiped(&self) -> bool {
        self.0.wiped.get()
    }

    /// A PIN was set on this tablet.
    pub async fn has_pin(&self) -> bool {
        match self.store() {
            Ok(store) => store.vault.has_pin().await.unwrap_or(false),
            Err(_) => false,
        }
    }

    /// Enrols with a one-time code under a PIN, and opens the tablet.
    ///
    /// # Errors
    /// Codes of the server, of the vault and of the store.
    pub async fn enrol(&self, code: &str, name: &str, pin: &str) -> Result<(), Fault> {
        let store = self.store()?;
        let _alone = self.alone_at_enrolling().await?;
        let unlocked = match store.vault.has_pin().await? {
            true => store.vault.unlock(pin, clock::now().0).await.map_err(fault_of)?,
            false => store.vault.create(pin).await?,
        };
        let device_key = URL_SAFE_NO_PAD.encode(store.vault.device_public_key().await?);
        let ask = Enrol {
            beside: self.vouched(&device_key).await,
            code: code.to_owned(),
            device_name: name.to_owned(),
            device_key,
        };
        let enrolment = wire::enrol(&ask).await?;
        store.keep_enrolment(&unlocked.keyring, &enrolment, name).await?;
        self.open(unlocked.keyring, Some(unlocked.data), None).await?;
        self.sync_now();
        Ok(())
    }

    /// Opens the tablet with its PIN.
    ///
    /// # Errors
    /// [`StaysLocked`].
    pub async fn unlock(&self, pin: &str) -> Result<(), StaysLocked> {
        let store = self.store()?;
        let unlocked = store.vault.unlock(pin, clock::now().0).await?;
        // The page says it in words; whoever mends the tablet needs the browser's own.
        self.open(unlocked.keyring, Some(unlocked.data), None)
            .await
            .inspect_err(|fault| js::log(&format!("opening with the right PIN: {fault}")))?;
        Ok(())
    }

    /// The PIN is this tablet's; tried and slowed down as at the lock.
    ///
    /// # Errors
    /// [`StaysLocked`].
    pub async fn is_officer(&self, pin: &str) -> Result<(), StaysLocked> {
        let store = self.store()?;
        store.vault.unlock(pin, clock::now().0).await.map(|_| ())
    }

    /// Exchanges with the server now.
    pub fn sync_now(&self) {
        self.handle(Event::SyncWanted);
    }

    /// This tablet.
    pub fn device(&self) -> DeviceId {
        let open = self.0.open.borrow();
        open.as_ref()
            .map_or_else(|| DeviceId::new(""), |o| o.owner.device.clone())
    }

    /// Somebody works: the idle lock begins anew.
    pub fn touch(&self) {
        self.attend(Attended::worked);
    }

    /// Remembers a place of work durably.
    pub fn remember(&self, path: &str) {
        if position::worth_keeping(path)
            && let Ok(store) = self.store()
        {
            let path = path.to_owned();
            yew::platform::spawn_local(async move { store.keep_place(&path).await });
        }
    }

    /// The last place of work.
    pub async fn last_place(&self) -> Option<String> {
        let store = self.store().ok()?;
        store.place().await.filter(|p| position::worth_keeping(p))
    }

    fn store(&self) -> Result<Store, Fault> {
        self.0.store.borrow().clone().ok_or(Fault::new("storage.closed"))
    }

    fn keyring(&self) -> Result<Keyring, Fault> {
        let open = self.0.open.borrow();
        open.as_ref()
            .map(|o| o.keyring.clone())
            .ok_or(Fault::new("tablet.locked"))
    }
}

fn fault_of(locked: StaysLocked) -> Fault {
    match locked {
        StaysLocked::WrongPin { .. } => Fault::new("pin.wrong"),
        StaysLocked::Wait { .. } => Fault::new("pin.wait"),
        StaysLocked::Fault(fault) => fault,
    }
}
