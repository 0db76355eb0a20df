//! Accounts (账号): made, changed and closed, each a leaf of the log.

use super::log::Act;
use crate::error::{Answer, Code, Refusal};
use crate::passwords;
use crate::state::App;
use crate::store::record::Account;
use domain::access::Role;
use domain::id::UserId;
use std::collections::BTreeSet;

/// An account to make or change.
#[derive(Clone, Debug)]
pub struct New {
    /// Log-in name.
    pub user: UserId,
    /// Shown name.
    pub name: String,
    /// Password.
    pub password: String,
    /// Roles.
    pub roles: BTreeSet<Role>,
}

/// Makes an account, or gives one a new name, password and roles. Its sessions end. Blocking.
///
/// # Errors
/// When the store fails.
pub fn set(app: &App, new: New) -> Answer<()> {
    let password = passwords::hash(&new.password).map_err(|e| Refusal::from(Code::ServerFault).because(e))?;
    let (inside, now) = (app.clone(), app.now());
    app.store.write_now(move |tx| {
        let before = tx.account(&new.user)?;
        let inspector = before.as_ref().and_then(|b| b.inspector.clone());
        tx.put_account(&Account {
            user: new.user.clone(),
            name: new.name,
            password: Some(password),
            roles: new.roles.clone(),
            inspector: inspector.clone(),
            created_at: before.map_or(now, |b| b.created_at),
            closed_at: None,
        })?;
        tx.end_sessions_of_user(&new.user)?;
        let act = Act::Account {
            user: new.user,
            roles: new.roles,
            password: true,
            inspector,
        };
        inside.book.note(tx, &inside.keys, &act, now).map(|_| ())
    })
}

/// Closes an account and ends its sessions. Blocking.
///
/// # Errors
/// `account.unknown`.
pub fn close(app: &App, user: &UserId) -> Answer<()> {
    let (inside, user, now) = (app.clone(), user.clone(), app.now());
    app.store.write_now(move |tx| {
        let mut account = tx.account(&user)?.ok_or(Code::AccountUnknown)?;
        account.closed_at = Some(now);
        tx.put_account(&account)?;
        tx.end_sessions_of_user(&user)?;
        let act = Act::Account {
            user,
            roles: BTreeSet::new(),
            password: false,
            inspector: None,
        };
        inside.book.note(tx, &inside.keys, &act, now).map(|_| ())
    })
}
