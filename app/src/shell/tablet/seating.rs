//! Which officer's part of the tablet this runner is: sitting down at a seat, and asking for another.

use super::{Store, Tablet};
use crate::shell::fault::Fault;
use crate::shell::lock::try_lock;
use crate::shell::{clock, prefs, seats};
use crate::state::seat::{Door, Occupant, Seat, Seated, free, to_sit_on};
use crate::state::session::Session;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::sync::escrow::public_of;
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
            tablet.settle().await;
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
            Wish::Last => to_sit_on(prefs::seat(), &seated),
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

    /// A seat that nobody has and nobody is about to take.
    async fn free_seat(&self, seated: &Seated) -> Result<Seat, Fault> {
        for seat in free(seated) {
            if let Some(held) = try_lock(&seat.own(ENROLS)).await {
                *self.0.enrolling.borrow_mut() = Some(held);
                return Ok(seat);
            }
        }
        Err(Fault::new("seats.full"))
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

    /// Notes whose seat was opened, for the lock and for the next start.
    pub(super) fn sits(&self, seat: Seat) {
        prefs::set_is_tablet();
        prefs::set_seat(seat);
        let key = self.0.letters_key.borrow().as_ref().map(public_of);
        let mut who = None;
        self.with(|open| who = Some(open.owner.officer.clone()));
        let Some(who) = who else { return };
        let occupant = Occupant {
            officer: who.name,
            since: clock::now().0,
            inspector: who.id.to_string(),
            key: key.map(|key| URL_SAFE_NO_PAD.encode(key)).unwrap_or_default(),
        };
        let tablet = self.clone();
        yew::platform::spawn_local(async move {
            seats::note(seat, occupant).await;
            tablet.read_letters().await;
        });
    }
}
