//! Where the tablet stands before anything of an inspection may be shown.

use super::seat::Door;
use super::work::Work;
use crate::shell::fault::Fault;
use std::rc::Rc;

/// The tablet's session.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Session {
    /// Opening the store.
    #[default]
    Starting,
    /// This browser, or the way the page was opened, cannot keep evidence. Codes of what is missing.
    Unfit(Vec<&'static str>),
    /// The store cannot be opened.
    Broken(Fault),
    /// Nobody is enrolled at this seat.
    Bare(Rc<Door>),
    /// A PIN is set.
    Locked(Rc<Door>),
    /// What was begun is being stored; then it locks.
    Locking,
    /// Open.
    Open(Rc<Work>),
}
