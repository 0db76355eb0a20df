//! The tablet's runner and what it shows, for every screen below it.

use crate::shell::tablet::Tablet;
use crate::state::work::{Entry, Work};
use std::rc::Rc;
use yew::prelude::*;

/// The runner. It never changes, so that asking for it renders nothing anew.
#[hook]
pub fn use_tablet() -> Tablet {
    use_context::<Tablet>().expect("tablet screens stand below the tablet's area")
}

/// Everything on this tablet.
#[hook]
pub fn use_work() -> Rc<Work> {
    use_context::<Rc<Work>>().expect("field screens stand below the lock")
}

/// One inspection, if it is on this tablet.
#[hook]
pub fn use_entry(id: &str) -> Option<Rc<Entry>> {
    use_work().entry(id).cloned()
}
