//! The chain of who approves changes: made in his browser before the draw is logged, awaited by everybody else.
//!
//! `data-testid`: `chain`, `chain-make`, `chain-ready` (`data-left`), `chain-awaited`, `change-no-chain`, `chain-problem`,
//! `chain-storage-failed`.

use crate::hooks::chain::{Root, give, use_root};
use crate::hooks::witness::{Trouble, UseDeed, use_deed};
use crate::i18n::{Messages, use_t};
use crate::shell::fault::Fault;
use crate::state::office::changes::{Viewer, is_approver, next_value};
use crate::ui::{Banner, Button, ButtonKind, Card, Tag, Tone, refused};
use domain::wire::api::{ChainGiven, ChangeApprover, TaskDetail};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct ChainProps {
    pub task: Rc<TaskDetail>,
    pub viewer: Viewer,
    pub reload: Callback<()>,
}

/// The card before the draw; nothing where the plan names nobody.
#[component]
pub fn Chain(props: &ChainProps) -> Html {
    let t = use_t();
    let task = &props.task;
    let own = is_approver(task, &props.viewer);
    let given = task.change_approver.as_ref().and_then(|a| a.chain.as_ref());
    let user = props.viewer.user.to_string();
    let id = task.summary.id.to_string();
    let root = use_root(own.then(|| user.clone()), id, given.is_some());
    let Some(approver) = &task.change_approver else {
        return Html::default();
    };
    html! {
        <Card title={t.changes.approver} testid="chain">
            { tag(t, approver) }
            { match given {
                None if own => html! { <Make {user} task={task.summary.id.to_string()} reload={props.reload.clone()} /> },
                Some(chain) if own => kept(t, &root, chain),
                None | Some(_) => Html::default(),
            } }
        </Card>
    }
}

/// How the chain stands: so many values left, or awaited from whom.
pub fn tag(t: &'static Messages, approver: &ChangeApprover) -> Html {
    match &approver.chain {
        Some(chain) => html! {
            <p data-testid="chain-ready" data-left={chain.n.to_string()}><Tag tone={Tone::Ok}>{ (t.changes.chain_ready)(&approver.name, chain.n) }</Tag></p>
        },
        None => html! {
            <p data-testid="chain-awaited"><Tag tone={Tone::Warn}>{ (t.changes.chain_awaited)(&approver.name) }</Tag></p>
        },
    }
}

/// Whether this browser holds the chain that was given: said before it is needed.
pub fn kept(t: &'static Messages, root: &Root, chain: &ChainGiven) -> Html {
    match root {
        Root::Looking => Html::default(),
        Root::Failed(fault) => storage_failed(t, fault),
        Root::Looked(Some(root)) if chain.n == 0 || next_value(root, chain).is_some() => {
            html! { <p class="small soft">{ t.changes.chain_keep }</p> }
        }
        Root::Looked(_) => no_chain(t),
    }
}

/// The chain is in another browser.
pub fn no_chain(t: &'static Messages) -> Html {
    html! {
        <Banner tone={Tone::Danger} title={t.changes.no_chain} testid="change-no-chain"><p>{ t.changes.no_chain_words }</p></Banner>
    }
}

/// This browser keeps nothing reliably.
pub fn storage_failed(t: &'static Messages, fault: &Fault) -> Html {
    html! {
        <Banner tone={Tone::Danger} title={t.witness.storage_failed} testid="chain-storage-failed">
            <p>{ t.witness.storage_failed_hint }</p><p class="small mono">{ fault.to_string() }</p>
        </Banner>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct MakeProps {
    user: String,
    task: String,
    reload: Callback<()>,
}

/// The approver's own part.
#[component]
fn Make(props: &MakeProps) -> Html {
    let t = use_t();
    let deed = use_deed();
    let onclick = {
        let (deed, user, task) = (deed.clone(), props.user.clone(), props.task.clone());
        let reload = props.reload.clone();
        Callback::from(move |_: MouseEvent| {
            let (user, task, reload) = (user.clone(), task.clone(), reload.clone());
            deed.start(async move { give(&user, &task).await }, move |_| reload.emit(()));
        })
    };
    html! {
        <>
            <p>{ t.changes.chain_words }</p>
            <p class="strong">{ t.changes.chain_keep }</p>
            { trouble(t, &deed) }
            <div class="row">
                <Button kind={ButtonKind::Primary} busy={deed.busy} {onclick} testid="chain-make">
                    { if deed.busy { t.changes.chain_making } else { t.changes.chain_make } }
                </Button>
            </div>
        </>
    }
}

fn trouble(t: &'static Messages, deed: &UseDeed) -> Html {
    match &deed.trouble {
        None => Html::default(),
        Some(Trouble::Failure(failure)) => refused(failure, "chain-problem", t.changes.problem),
        Some(Trouble::Storage(fault)) => storage_failed(t, fault),
        // Giving a chain checks no log.
        Some(Trouble::Doubt(_) | Trouble::Lost | Trouble::Stale) => no_chain(t),
    }
}
