//! One draw as its witness sees it: lock, wait, check and hand over, done.
//!
//! `data-testid`: `witness-task` (`data-task`, `data-step` = `lock`, `wait`, `hand-over`, `done` or `lost`),
//! `witness-lock`, `witness-fingerprint`, `witness-hand-over`, `witness-check` (one a thing checked),
//! `witness-doubt`, `witness-stale`, `witness-done`; those of changes to the result in [`super::change`].

use super::change;
use crate::hooks::witness::{Trouble, UseDeed, hand_over, lock, use_deed};
use crate::i18n::{Messages, use_t};
use crate::shell::witness_store::{Held, WitnessStore};
use crate::ui::{Banner, Button, ButtonKind, Card, Failed, Icon, IconName, Tag, Tone};
use domain::draw::witness::Doubt;
use domain::wire::api::{TaskState, WitnessLog, WitnessTask};
use yew::prelude::*;

#[derive(Properties, PartialEq, Clone, Debug)]
pub struct TaskProps {
    pub store: WitnessStore,
    pub log: WitnessLog,
    pub task: WitnessTask,
    /// Something was handed in.
    pub changed: Callback<()>,
}

/// What is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Now {
    Lock,
    Wait,
    HandOver,
    Done,
    Lost,
    Over,
}

fn now(task: &WitnessTask, held: Option<&Held>) -> Now {
    let own = |commitment: &String| held.is_some_and(|h| h.commitment == *commitment);
    match (&task.status.committed, task.task.state) {
        _ if task.status.revealed => Now::Done,
        (_, TaskState::Void | TaskState::Infeasible) => Now::Over,
        (None, TaskState::AwaitingCommitments) => Now::Lock,
        (None, _) => Now::Over,
        (Some(commitment), _) if !own(commitment) => Now::Lost,
        (Some(_), TaskState::AwaitingCommitments) => Now::Wait,
        (Some(_), _) if task.tlog_proof.is_some() => Now::HandOver,
        (Some(_), _) => Now::Wait,
    }
}

/// One draw.
#[component]
pub fn Task(props: &TaskProps) -> Html {
    let t = use_t();
    let deed = use_deed();
    let id = props.task.task.id.to_string();
    let held = use_held(&props.store, id.clone(), props.task.status.committed.clone());
    let Some(held) = held else {
        return html! { <p class="soft" role="status">{ t.common.loading }</p> };
    };
    let step = now(&props.task, held.as_ref());
    let on_lock = {
        let (deed, store, changed, id) = (
            deed.clone(),
            props.store.clone(),
            props.changed.clone(),
            id.clone(),
        );
        Callback::from(move |_: MouseEvent| {
            let (store, changed, id) = (store.clone(), changed.clone(), id.clone());
            deed.start(async move { lock(&store, &id).await }, move |_| changed.emit(()));
        })
    };
    let data = match step {
        Now::Lock => "lock",
        Now::Wait => "wait",
        Now::HandOver => "hand-over",
        Now::Done => "done",
        Now::Lost => "lost",
        Now::Over => "over",
    };
    let aside = html! { <Tag tone={Tone::Accent}>{ (t.witness.state)(props.task.task.state) }</Tag> };
    html! {
        <div data-testid="witness-task" data-task={id} data-step={data}>
            <Card title={props.task.task.title.clone()} {aside}>
                { match step {
                    Now::Lock => lock_step(t, &deed, on_lock),
                    Now::Wait => html! { <>{ locked(t, &props.task) }<h3>{ t.witness.step2 }</h3><p>{ t.witness.step2_words }</p></> },
                    Now::HandOver => html! { <>{ locked(t, &props.task) }<HandOver ..props.clone() /></> },
                    Now::Done => html! { <>{ done(t) }<Again ..props.clone() /></> },
                    Now::Lost => html! { <Banner tone={Tone::Danger} title={t.witness.step1_lost} testid="witness-doubt" /> },
                    Now::Over => html! { <p class="soft">{ (t.witness.state)(props.task.task.state) }</p> },
                } }
                <change::Changes ..props.clone() />
            </Card>
        </div>
    }
}

/// The entropy of a draw or of a request in this browser: not yet looked, none, or some.
#[hook]
pub fn use_held(store: &WitnessStore, key: String, committed: Option<String>) -> Option<Option<Held>> {
    let held = use_state_eq(|| None::<Option<Held>>);
    {
        let (held, store) = (held.setter(), store.clone());
        use_effect_with((key, committed), move |(key, _)| {
            let key = key.clone();
            yew::platform::spawn_local(async move {
                held.set(Some(store.held(&key).await.ok().flatten()));
            });
        });
    }
    (*held).clone()
}

fn lock_step(t: &'static Messages, deed: &UseDeed, on_lock: Callback<MouseEvent>) -> Html {
    html! {
        <>
            <h3>{ t.witness.step1 }</h3>
            <p>{ t.witness.step1_words }</p>
            { trouble(t, deed) }
            <div class="row">
                <Button kind={ButtonKind::Primary} busy={deed.busy} onclick={on_lock} testid="witness-lock">
                    { if deed.busy { t.witness.step1_doing } else { t.witness.step1_do } }
                </Button>
            </div>
        </>
    }
}

fn locked(t: &'static Messages, task: &WitnessTask) -> Html {
    let fingerprint = task.status.committed.clone().unwrap_or_default();
    html! {
        <div class="witness-locked">
            <Icon name={IconName::Lock} />
            <div class="stack tight">
                <p data-testid="witness-fingerprint" class="digest-line">{ (t.witness.step1_done)(&fingerprint) }</p>
                <p class="small soft">{ t.witness.step1_kept }</p>
            </div>
        </div>
    }
}

#[component]
fn HandOver(props: &TaskProps) -> Html {
    let t = use_t();
    let deed = use_deed();
    let onclick = {
        let (deed, p) = (deed.clone(), props.clone());
        Callback::from(move |_: MouseEvent| {
            let (p, changed) = (p.clone(), p.changed.clone());
            deed.start(
                async move { hand_over(&p.store, &p.log, &p.task).await },
                move |_| changed.emit(()),
            );
        })
    };
    let w = &t.witness;
    html! {
        <>
            <h3>{ w.step3 }</h3>
            <p>{ w.step3_words }</p>
            <ol class="witness-things">{ for [w.check_commitment, w.check_time, w.check_inclusion, w.check_consistency].into_iter().map(|c| html! { <li>{ c }</li> }) }</ol>
            { trouble(t, &deed) }
            <div class="row">
                <Button kind={ButtonKind::Primary} busy={deed.busy} {onclick} testid="witness-hand-over">
                    { if deed.busy { w.step3_doing } else { w.step3_do } }
                </Button>
            </div>
        </>
    }
}

fn done(t: &'static Messages) -> Html {
    let w = &t.witness;
    html! {
        <Banner tone={Tone::Ok} title={w.step4} testid="witness-done">
            <ul class="witness-things">
                { for [w.check_commitment, w.check_inclusion, w.check_consistency].into_iter().map(|c| html! {
                    <li data-testid="witness-check"><Icon name={IconName::Check} />{ c }</li>
                }) }
            </ul>
            <p>{ w.step4_words }</p>
        </Banner>
    }
}

/// After the draw the log has grown: this browser checks and cosigns that too, by itself, so that tablets can
/// prove their tasks without a network.
#[component]
fn Again(props: &TaskProps) -> Html {
    let t = use_t();
    let deed = use_deed();
    {
        let (deed, p) = (deed.clone(), props.clone());
        // Shown again from another size it is looked at again, or a passing mismatch would stay on the screen.
        let shown = (props.task.tlog_proof.clone(), props.task.consistency_from);
        let grown = (props.task.task.state == TaskState::Drawn).then_some(shown);
        use_effect_with(grown, move |grown| {
            if grown.is_some() {
                let changed = p.changed.clone();
                deed.start(
                    async move { hand_over(&p.store, &p.log, &p.task).await },
                    move |sent| {
                        if sent.is_some() {
                            changed.emit(());
                        }
                    },
                );
            }
        });
    }
    // The draw is done: what this browser no longer holds is missed by nobody.
    match &deed.trouble {
        Some(Trouble::Lost) => Html::default(),
        Some(_) | None => trouble(t, &deed),
    }
}

/// What stands in the way, in a sentence that says what did not happen.
pub fn trouble(t: &'static Messages, deed: &UseDeed) -> Html {
    let w = &t.witness;
    match &deed.trouble {
        None => Html::default(),
        Some(Trouble::Failure(failure)) => html! { <Failed failure={failure.clone()} /> },
        Some(Trouble::Storage(fault)) => html! {
            <Banner tone={Tone::Danger} title={w.storage_failed} testid="witness-storage-failed">
                <p>{ w.storage_failed_hint }</p><p class="small mono">{ fault.to_string() }</p>
            </Banner>
        },
        Some(Trouble::Lost) => {
            html! { <Banner tone={Tone::Danger} title={w.step1_lost} testid="witness-doubt" /> }
        }
        Some(Trouble::Stale) => {
            html! { <p class="soft" role="status" data-testid="witness-stale">{ w.check_again }</p> }
        }
        Some(Trouble::Doubt(doubt)) => {
            let words = match doubt {
                Doubt::Leaf => w.check_bad_leaf,
                Doubt::Commitment => w.check_bad_commitment,
                Doubt::Late => w.check_bad_time,
                Doubt::Key => w.check_bad_log,
                Doubt::Inclusion => w.check_bad_inclusion,
                Doubt::Consistency => w.check_bad_consistency,
            };
            html! { <Banner tone={Tone::Danger} title={words} testid="witness-doubt" /> }
        }
    }
}
