//! Who is logged in here, for every screen below the gate.

use domain::access::{Action, Actor, may};
use domain::time::Timestamp;
use domain::wire::api::Session;
use std::rc::Rc;
use yew::prelude::*;

/// The session of this browser.
#[derive(Clone, Debug, PartialEq)]
pub struct Seat {
    /// As the server told it.
    pub session: Rc<Session>,
    /// Asks the server again: after a log-out the gate shows the log-in.
    pub reload: Callback<()>,
}

impl Seat {
    /// Whether the server would allow this; used to hide what would be refused, never to decide.
    pub fn may(&self, action: Action) -> bool {
        let actor = Actor {
            user: self.session.user.clone(),
            roles: self.session.roles.clone(),
            inspector: None,
            device: None,
        };
        may(&actor, action).is_ok()
    }

    /// Server time when the session was last read: today, for counting days left.
    pub fn now(&self) -> Timestamp {
        self.session.now
    }
}

/// The seat, below a gate.
#[hook]
pub fn use_seat() -> Option<Seat> {
    use_context::<Seat>()
}
