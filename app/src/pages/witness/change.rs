//! A change of a drawn result as a witness sees it: lock fresh entropy, check and cosign, wait, hand over.
//!
//! `data-testid`: `witness-change` (one a change, `data-no`, `data-state`), `witness-change-taken`,
//! `witness-change-lock`, `witness-change-check`, `witness-change-hand-over`, `witness-change-lost`.

use super::task::{TaskProps, trouble, use_held};
use crate::hooks::witness::change::{cosign_change, hand_over_change, key_of, lock_change};
use crate::hooks::witness::{Trouble, UseDeed, use_deed};
use crate::i18n::{Messages, use_t};
use crate::shell::witness_store::{Held, WitnessStore};
use crate::ui::{Banner, Button, ButtonKind, Tag, Tone};
use domain::wire::api::{ChangeState, WitnessChange, WitnessLog};
use yew::prelude::*;

/// Every change of a task that waits for a witness, or was carried out with this one's entropy.
#[component]
pub fn Changes(props: &TaskProps) -> Html {
    let t = use_t();
    if props.task.changes.is_empty() {
        return Html::default();
    }
    let task = props.task.task.id.to_string();
    html! {
        <div class="stack">
            <h3>{ t.witness.changes }</h3>
            { for props.task.changes.iter().map(|change| html! {
                <Change key={change.no} store={props.store.clone()} log={props.log.clone()} task={task.clone()} change={change.clone()} changed={props.changed.clone()} />
            }) }
        </div>
    }
}

#[derive(Properties, PartialEq, Clone, Debug)]
struct ChangeProps {
    store: WitnessStore,
    log: WitnessLog,
    task: String,
    change: WitnessChange,
    changed: Callback<()>,
}

/// What is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Now {
    Taken,
    Lock,
    Logging,
    Check,
    Wait,
    HandOver,
    Done,
    Refused,
    Lost,
}

fn now(change: &WitnessChange, held: Option<&Held>) -> Now {
    let own = held.is_some_and(|held| change.committed.as_ref() == Some(&held.commitment));
    let shown = change.leaf.is_some() && change.tlog_proof.is_some();
    match change.state {
        _ if change.taken => Now::Taken,
        ChangeState::Done => Now::Done,
        ChangeState::Refused => Now::Refused,
        ChangeState::AwaitingWitness if change.committed.is_none() => Now::Lock,
        _ if !own => Now::Lost,
        ChangeState::AwaitingWitness => Now::Logging,
        ChangeState::AwaitingCosignature if shown => Now::Check,
        ChangeState::AwaitingCosignature => Now::Logging,
        ChangeState::AwaitingApproval => Now::Wait,
        ChangeState::AwaitingEntropy => Now::HandOver,
    }
}

#[component]
fn Change(props: &ChangeProps) -> Html {
    let t = use_t();
    let deed = use_deed();
    let change = &props.change;
    let held = use_held(
        &props.store,
        key_of(&props.task, change.no),
        change.committed.clone(),
    );
    let step = held.as_ref().map(|held| now(change, held.as_ref()));
    let (lock, check, hand_over) = acts(props, &deed);
    {
        // The browser checks by itself; shown again from another size it looks again.
        let check = check.clone();
        let what = (change.tlog_proof.clone(), change.consistency_from);
        use_effect_with((step == Some(Now::Check), what), move |(due, _)| {
            if *due {
                check.emit(());
            }
        });
    }
    html! {
        <div class="stack tight" data-testid="witness-change" data-no={change.no.to_string()} data-state={format!("{:?}", change.state)}>
            <div class="row between">
                <span class="strong">{ (t.witness.change_of)(change.no, &(t.changes.kind)(change.kind)) }</span>
                <Tag tone={Tone::Accent}>{ (t.changes.state)(change.state) }</Tag>
            </div>
            { match step {
                None => html! { <p class="soft" role="status">{ t.common.loading }</p> },
                Some(step) => body(t, step, &deed, [lock, check, hand_over]),
            } }
        </div>
    }
}

/// What the buttons do: lock, check and cosign, hand over.
fn acts(props: &ChangeProps, deed: &UseDeed) -> (Callback<()>, Callback<()>, Callback<()>) {
    let lock = {
        let (deed, p) = (deed.clone(), props.clone());
        Callback::from(move |()| {
            let (p, changed) = (p.clone(), p.changed.clone());
            deed.start(
                async move { lock_change(&p.store, &p.task, p.change.no).await },
                move |_| changed.emit(()),
            );
        })
    };
    let check = {
        let (deed, p) = (deed.clone(), props.clone());
        Callback::from(move |()| {
            let (p, changed) = (p.clone(), p.changed.clone());
            deed.start(
                async move { cosign_change(&p.store, &p.log, &p.task, &p.change).await },
                move |_| changed.emit(()),
            );
        })
    };
    let hand_over = {
        let (deed, p) = (deed.clone(), props.clone());
        Callback::from(move |()| {
            let (p, changed) = (p.clone(), p.changed.clone());
            deed.start(
                async move { hand_over_change(&p.store, &p.log, &p.task, &p.change).await },
                move |_| changed.emit(()),
            );
        })
    };
    (lock, check, hand_over)
}

fn body(
    t: &'static Messages,
    step: Now,
    deed: &UseDeed,
    [lock, check, hand_over]: [Callback<()>; 3],
) -> Html {
    let w = &t.witness;
    let button = |onclick: &Callback<()>, testid: &'static str, words: &'static str| {
        let onclick = onclick.reform(|_: MouseEvent| ());
        html! {
            <div class="row"><Button kind={ButtonKind::Primary} busy={deed.busy} {onclick} {testid}>{ words }</Button></div>
        }
    };
    match step {
        Now::Taken => html! { <p class="soft" data-testid="witness-change-taken">{ w.change_taken }</p> },
        Now::Lock => html! {
            <><p>{ w.change_lock_words }</p>{ troubled(t, deed) }{ button(&lock, "witness-change-lock", w.step1_do) }</>
        },
        Now::Logging => html! { <p>{ w.change_logging }</p> },
        Now::Check => html! {
            <>
                <p role="status">{ w.change_checking }</p>
                { troubled(t, deed) }
                if deed.trouble.is_some() { { button(&check, "witness-change-check", w.change_check) } }
            </>
        },
        Now::Wait => html! { <p>{ w.change_waiting }</p> },
        Now::HandOver => html! {
            <><p>{ w.change_entropy_words }</p>{ troubled(t, deed) }{ button(&hand_over, "witness-change-hand-over", w.change_hand_over) }</>
        },
        Now::Done => html! { <p>{ w.change_done }</p> },
        Now::Refused => html! { <p>{ w.change_refused }</p> },
        Now::Lost => lost(t),
    }
}

/// The draw stands whatever becomes of a change: what is lost here is said otherwise than for a draw.
fn troubled(t: &'static Messages, deed: &UseDeed) -> Html {
    match &deed.trouble {
        Some(Trouble::Lost) => lost(t),
        None | Some(Trouble::Failure(_) | Trouble::Storage(_) | Trouble::Doubt(_) | Trouble::Stale) => {
            trouble(t, deed)
        }
    }
}

fn lost(t: &'static Messages) -> Html {
    html! { <Banner tone={Tone::Danger} title={t.witness.change_lost} testid="witness-change-lost" /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(state: ChangeState, committed: Option<&str>) -> WitnessChange {
        WitnessChange {
            no: 1,
            kind: domain::regime::change::ChangeKind::Inspector,
            state,
            committed: committed.map(str::to_owned),
            taken: false,
            leaf: None,
            tlog_proof: None,
            consistency: Vec::new(),
            consistency_from: None,
        }
    }

    fn held() -> Held {
        Held {
            entropy: "e".to_owned(),
            commitment: "c".to_owned(),
        }
    }

    #[test]
    fn one_of_the_witnesses_locks_and_the_others_are_told() {
        let open = change(ChangeState::AwaitingWitness, None);
        assert_eq!(now(&open, None), Now::Lock);
        // A commitment that did not arrive is sent again by the same button.
        assert_eq!(now(&open, Some(&held())), Now::Lock);
        let taken = WitnessChange {
            taken: true,
            ..change(ChangeState::AwaitingEntropy, None)
        };
        assert_eq!(now(&taken, Some(&held())), Now::Taken);
    }

    #[test]
    fn a_request_is_checked_once_it_is_shown() {
        let mut logged = change(ChangeState::AwaitingCosignature, Some("c"));
        assert_eq!(now(&logged, Some(&held())), Now::Logging);
        logged.leaf = Some(String::new());
        logged.tlog_proof = Some(String::new());
        assert_eq!(now(&logged, Some(&held())), Now::Check);
    }

    #[test]
    fn entropy_that_is_not_here_is_said_to_be_lost_while_it_is_still_needed() {
        for state in [
            ChangeState::AwaitingCosignature,
            ChangeState::AwaitingApproval,
            ChangeState::AwaitingEntropy,
        ] {
            assert_eq!(now(&change(state, Some("c")), None), Now::Lost);
            assert_eq!(now(&change(state, Some("other")), Some(&held())), Now::Lost);
        }
        assert_eq!(now(&change(ChangeState::Done, Some("c")), None), Now::Done);
        assert_eq!(
            now(&change(ChangeState::AwaitingEntropy, Some("c")), Some(&held())),
            Now::HandOver
        );
    }
}
