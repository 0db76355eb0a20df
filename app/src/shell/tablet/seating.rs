//! Which officer's part of the tablet this runner is: sitting down at a seat, and asking for another.

use super::{Store, Tablet};
use crate::shell::fault::Fault;
use crate::shell::lock::{Held, try_lock};
use crate::shell::vault::Vault;
use crate::shell::{clock, js, prefs, seats, wipe};
use crate::state::seat::{Door, Occupant, Seat, Seated, free, to_sit_on};
use crate::state::session::Session;
use domain::wire::api::Beside;
use std::rc::Rc;

/// Whose seat is wished for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wish {
    /// Whoever used this tablet last.
    #[default]
    Last,
    /// This one's.
    Of(Seat),
    /// One that is free, for somebody new.
    Free,
}

/// Whoever waits for his part does not wait longer for another's to be emptied.
pub(super) const PATIENCE_MS: u32 = 3_000;
const EMPTYING_AGAIN_MS: u32 = 2_000;
/// One window at a time enrols on a free seat.
const ENROLS: &str = "suicha-enrols";

impl Tablet {
    /// The seat of this runner.
    pub fn seat(&self) -> Seat {
        self.0.seat.get()
    }

    /// Everybody on this tablet.
    pub async fn seated(&self) -> Seated {
        seats::known().await
    }

    /// Leaves this seat, once everything under way is stored, for another.
    pub fn switch(&self, wish: Wish) {
        let tablet = self.clone();
        yew::platform::spawn_local(async move {
            tablet.leave_pages(Session::Locking).await;
            let letters = tablet.letters();
            tablet.0.open.borrow_mut().take();
            tablet.leave_letters(letters).await;
            tablet.0.switch.emit(wish);
        });
    }

    /// Opens the store of the seat wished for.
    pub(super) async fn sit_down(&self) -> Result<Session, Fault> {
        let seated = seats::known().await;
        let seat = match self.0.wish {
            Wish::Last => to_sit_on(prefs::seat(), &seated, &wipe::under_way()),
            Wish::Of(seat) => seat,
            Wish::Free => self.free_seat(&seated).await?,
        };
        self.0.seat.set(seat);
        let store = Store::open(seat).await?;
        if self.0.wish == Wish::Free && store.vault.has_pin().await? && store.is_blank().await? {
            // Somebody else began to enrol here and went away: his PIN is asked of nobody.
            store.vault.forget().await?;
        }
        *self.0.store.borrow_mut() = Some(store);
        self.at_the_door().await
    }

    /// Tries again to empty what something still holds open, until it is gone, while whoever sits here works.
    pub(super) fn go_on_emptying(&self) {
        let tablet = self.clone();
        yew::platform::spawn_local(async move {
            while wipe::finish(PATIENCE_MS).await.is_err() {
                js::pause(EMPTYING_AGAIN_MS).await;
                if tablet.0.over.get() {
                    // The next runner goes on.
                    return;
                }
            }
            tablet.0.wiped.set(true);
            let open = tablet.0.open.borrow().is_some();
            if !open && let Ok(door) = tablet.at_the_door().await {
                tablet.show(door);
            }
        });
    }

    /// A seat that nobody has and nobody is about to take.
    async fn free_seat(&self, seated: &Seated) -> Result<Seat, Fault> {
        for seat in free(seated) {
            if !wipe::under_way().contains(&seat)
                && let Some(held) = try_lock(&seat.own(ENROLS)).await
            {
                *self.0.enrolling.borrow_mut() = Some(held);
                return Ok(seat);
            }
        }
        Err(Fault::new("seats.full"))
    }

    /// Nobody else enrols on this seat while the answer is held: its keys must not change in the middle.
    pub(super) async fn alone_at_enrolling(&self) -> Result<Option<Held>, Fault> {
        if self.0.enrolling.borrow().is_some() {
            return Ok(None);
        }
        let held = try_lock(&self.seat().own(ENROLS)).await;
        held.map(Some).ok_or(Fault::new("tab.enrols"))
    }

    /// A PIN was set and nothing lies under it: a try to enrol that came to nothing.
    pub async fn pin_is_unused(&self) -> bool {
        let Ok(store) = self.store() else { return false };
        let pin = store.vault.has_pin().await.unwrap_or(false);
        pin && store.is_blank().await.unwrap_or(false)
    }

    /// Forgets such a PIN, so that another may be set. One that something lies under is never forgotten.
    ///
    /// # Errors
    /// `pin.exists`, `tab.enrols`; storage faults.
    pub async fn forget_unused_pin(&self) -> Result<(), Fault> {
        let _alone = self.alone_at_enrolling().await?;
        match self.pin_is_unused().await {
            true => self.store()?.vault.forget().await,
            false => Err(Fault::new("pin.exists")),
        }
    }

    /// The lock, or the enrolment.
    pub(super) async fn at_the_door(&self) -> Result<Session, Fault> {
        use super::store::Stands;
        let store = self.store()?;
        let stands = store.stands().await?;
        let mut door = self.door(&store).await;
        Ok(match stands {
            Stands::Bare => Session::Bare(Rc::new(door)),
            Stands::Locked => {
                if !door.seated.iter().any(|(seat, _)| *seat == door.seat) {
                    door.seated.push((door.seat, Occupant::default()));
                    door.seated.sort_by_key(|(seat, _)| *seat);
                }
                Session::Locked(Rc::new(door))
            }
        })
    }

    pub(super) async fn door(&self, store: &Store) -> Door {
        Door {
            seat: store.seat,
            name: store.name().await,
            seated: seats::known().await,
        }
    }

    /// Another seat of this tablet says that the one with this device key is on the same tablet: signed where one can,
    /// only said where none can, nothing where nobody else is here. No PIN is asked for: the key is the browser's.
    pub(super) async fn vouched(&self, device_key: &str) -> Option<Beside> {
        let mut said = None;
        for (seat, _) in seats::known().await {
            if seat == self.seat() {
                continue;
            }
            let beside = Vault::vouch(seat, device_key).await;
            if beside.as_ref().is_some_and(|beside| !beside.signature.is_empty()) {
                return beside;
            }
            said = said.or(beside);
        }
        said
    }

    /// Who sits here, as the list is to say it.
    pub(super) fn occupant(&self) -> Option<Occupant> {
        let open = self.0.open.borrow();
        let open = open.as_ref()?;
        Some(Occupant {
            officer: open.owner.officer.name.clone(),
            since: clock::now().0,
            inspector: open.owner.officer.id.to_string(),
            card: open.card.clone(),
        })
    }

    /// Notes whose seat was opened, for the lock and for the next start.
    pub(super) fn sits(&self, seat: Seat) {
        prefs::set_is_tablet();
        prefs::set_seat(seat);
        let Some(occupant) = self.occupant() else { return };
        let tablet = self.clone();
        yew::platform::spawn_local(async move {
            seats::note(seat, occupant).await;
            tablet.read_letters().await;
        });
    }
}
