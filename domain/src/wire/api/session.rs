//! Who is logged in.

use crate::access::Role;
use crate::id::UserId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Log-in by password (office, witness).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LogIn {
    /// Account.
    pub user: UserId,
    /// Password.
    pub password: String,
}

/// Who is logged in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Account.
    pub user: UserId,
    /// Shown name.
    pub name: String,
    /// Roles.
    pub roles: BTreeSet<Role>,
    /// Server time.
    pub now: Timestamp,
    /// The server runs on demo data: every screen says so.
    pub demo: bool,
}
