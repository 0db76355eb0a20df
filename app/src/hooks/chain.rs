//! The acts of an approver's browser: make the chain, keep its root, give its end.

use super::witness::Trouble;
use crate::shell::chain_store::ChainStore;
use crate::shell::fault::Fault;
use crate::shell::http;
use domain::digest::Secret;
use domain::draw::chain;
use domain::wire::api::{ChainGiven, TaskDetail};
use yew::prelude::*;

/// The root of a task's chain, as far as this browser has looked.
#[derive(Clone, Debug, PartialEq)]
pub enum Root {
    /// Not looked yet, or not the approver's account.
    Looking,
    /// The store does not open.
    Failed(Fault),
    /// Looked: it is here, or it is not.
    Looked(Option<Secret>),
}

/// The root of this account's chain for a task; looks again when `given` changes. Without an account it does not look.
#[hook]
pub fn use_root(user: Option<String>, task: String, given: bool) -> Root {
    let root = use_state_eq(|| Root::Looking);
    {
        let root = root.setter();
        use_effect_with((user, task, given), move |(user, task, _)| {
            let (user, task) = (user.clone(), task.clone());
            yew::platform::spawn_local(async move {
                let Some(user) = user else { return };
                let found = async { ChainStore::open(&user).await?.root(&task).await };
                root.set(found.await.map_or_else(Root::Failed, Root::Looked));
            });
        });
    }
    (*root).clone()
}

/// Makes and keeps the root, then gives the end of its chain.
///
/// # Errors
/// [`Trouble`].
pub async fn give(user: &str, task: &str) -> Result<TaskDetail, Trouble> {
    let root = ChainStore::open(user).await?.make_root(task).await?;
    let whole = chain::end(&root, chain::LENGTH);
    let body = ChainGiven {
        end: whole.end.to_string(),
        n: whole.n,
    };
    Ok(http::post(&format!("/api/v1/tasks/{task}/chain"), &body).await?)
}
