//! The witness: a second person's browser that locks a random number, checks the log itself, then hands it over.
//!
//! `data-testid`: `witness`, `witness-key-make`, `witness-key-ready`, `witness-key-other`,
//! `witness-key-replace`, `witness-storage-failed`, `witness-none`; further ones in [`task`] and [`change`].

pub mod change;
pub mod task;

use super::gate::{Gate, LogOut};
use super::not_found::NotFound;
use crate::hooks::poll::use_poll;
use crate::hooks::remote::{UseRemote, use_remote, use_search};
use crate::hooks::session::use_seat;
use crate::hooks::title::use_heading;
use crate::hooks::witness::{UseDeed, public_of, register, use_deed};
use crate::i18n::{Messages, use_speech, use_t};
use crate::route::WitnessRoute;
use crate::shell::fault::Fault;
use crate::shell::witness_store::WitnessStore;
use crate::ui::{Banner, Button, ButtonKind, Card, Empty, Failed, Tag, Tone, remote};
use domain::access::Role;
use domain::wire::api::{WitnessLog, WitnessTask};
use yew::prelude::*;
use yew_router::prelude::*;

/// Draws move while this page is open; quick enough to feel live.
const POLL_MS: u32 = 2_500;

/// Pages of this area.
#[component]
pub fn WitnessArea() -> Html {
    let t = use_t();
    html! {
        <Gate title={t.log_in.witness_title} roles={&[Role::Witness][..]}>
            <Switch<WitnessRoute> render={Callback::from(|route: WitnessRoute| match route {
                WitnessRoute::Tasks => html! { <Home /> },
                WitnessRoute::NotFound => html! { <NotFound /> },
            })} />
        </Gate>
    }
}

/// This browser's store and key.
#[derive(Clone, Debug, PartialEq)]
enum Own {
    Opening,
    Failed(Fault),
    Open {
        store: WitnessStore,
        public: Option<String>,
    },
}

#[hook]
fn use_own(user: String) -> (Own, Callback<()>) {
    let own = use_state_eq(|| Own::Opening);
    let look = {
        let own = own.setter();
        use_callback(user.clone(), move |(), user| {
            let (own, user) = (own.clone(), user.clone());
            yew::platform::spawn_local(async move {
                let found = async {
                    let store = WitnessStore::open(&user).await?;
                    let public = store.seed().await?.map(|seed| public_of(&seed));
                    Ok::<Own, Fault>(Own::Open { store, public })
                };
                own.set(found.await.unwrap_or_else(Own::Failed));
            });
        })
    };
    {
        let look = look.clone();
        use_effect_with(user, move |_| look.emit(()));
    }
    ((*own).clone(), look)
}

#[component]
fn Home() -> Html {
    let t = use_t();
    let heading = use_heading(t.witness.title, t.common.product);
    let seat = use_seat();
    let speech = use_speech();
    let user = seat
        .as_ref()
        .map(|s| s.session.user.to_string())
        .unwrap_or_default();
    let (own, look) = use_own(user);
    let log = use_remote::<WitnessLog>(Some("/api/v1/witness/log".into()));
    let switch = {
        let speech = speech.clone();
        Callback::from(move |_: MouseEvent| speech.set.emit(speech.language.other()))
    };
    html! {
        <div class="page" data-testid="witness">
            <header class="page-head">
                <h1 class="grow" ref={heading} tabindex="-1">{ t.witness.title }</h1>
                if let Some(seat) = &seat { <span class="strong" data-testid="who">{ seat.session.name.clone() }</span> }
                <Button kind={ButtonKind::Quiet} onclick={switch} testid="language-switch">{ t.common.language_other }</Button>
                <LogOut />
            </header>
            <main class="page-body witness">
                if seat.is_some_and(|seat| seat.session.demo) { <p class="office-demo" data-testid="demo-notice">{ t.log_in.demo }</p> }
                <p>{ t.witness.intro }</p>
                { match own {
                    Own::Opening => html! { <p class="soft" role="status">{ t.common.loading }</p> },
                    Own::Failed(fault) => html! {
                        <Banner tone={Tone::Danger} title={t.witness.storage_failed} testid="witness-storage-failed">
                            <p>{ t.witness.storage_failed_hint }</p><p class="small mono">{ fault.to_string() }</p>
                        </Banner>
                    },
                    Own::Open { store, public } => html! { <Registered {store} {public} {log} {look} /> },
                } }
                <Card title={t.witness.safe}><p>{ t.witness.safe_words }</p></Card>
            </main>
        </div>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct RegisteredProps {
    store: WitnessStore,
    public: Option<String>,
    log: UseRemote<WitnessLog>,
    look: Callback<()>,
}

/// How the key of this browser stands to the key the server knows.
#[component]
fn Registered(props: &RegisteredProps) -> Html {
    let t = use_t();
    let deed = use_deed();
    let make = {
        let (deed, store) = (deed.clone(), props.store.clone());
        let (look, reload) = (props.look.clone(), props.log.reload.clone());
        Callback::from(move |_: MouseEvent| {
            let (store, look, reload) = (store.clone(), look.clone(), reload.clone());
            deed.start(async move { register(&store).await }, move |_| {
                look.emit(());
                reload.emit(());
            });
        })
    };
    let known = props.log.state.value();
    let none = props
        .log
        .state
        .failure()
        .is_some_and(|f| f.code() == Some("witness.no_key"));
    match (known, &props.public) {
        (Some(log), Some(public)) if log.public.trim_end_matches('=') == public => html! {
            <>
                <p><Tag tone={Tone::Ok} testid="witness-key-ready">{ t.witness.key_ready }</Tag>{ " " }<span class="small soft">{ t.witness.key_keep }</span></p>
                <Tasks store={props.store.clone()} log={(**log).clone()} />
            </>
        },
        (Some(_), _) => html! {
            <Banner tone={Tone::Warn} title={t.witness.key_other} testid="witness-key-other">
                <p>{ t.witness.key_other_hint }</p>
                { task::trouble(t, &deed) }
                <div class="row"><Button busy={deed.busy} onclick={make} testid="witness-key-replace">{ t.witness.key_replace }</Button></div>
            </Banner>
        },
        (None, _) if none => key_card(t, &deed, make),
        (None, _) => match props.log.state.failure() {
            Some(failure) => {
                html! { <Failed failure={failure.clone()} on_retry={props.log.reload.clone()} /> }
            }
            None => html! { <p class="soft" role="status">{ t.common.loading }</p> },
        },
    }
}

fn key_card(t: &'static Messages, deed: &UseDeed, make: Callback<MouseEvent>) -> Html {
    html! {
        <Card title={t.witness.key_title}>
            <p>{ t.witness.key_words }</p>
            <p class="strong">{ t.witness.key_keep }</p>
            { task::trouble(t, deed) }
            <div class="row">
                <Button kind={ButtonKind::Primary} busy={deed.busy} onclick={make} testid="witness-key-make">
                    { if deed.busy { t.witness.key_making } else { t.witness.key_make } }
                </Button>
            </div>
        </Card>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct TasksProps {
    store: WitnessStore,
    log: WitnessLog,
}

#[component]
fn Tasks(props: &TasksProps) -> Html {
    let t = use_t();
    // The size this browser remembers, so that the server proves from there.
    let size = use_state_eq(|| None::<u64>);
    let look = {
        let (store, size) = (props.store.clone(), size.setter());
        use_callback((), move |(), ()| {
            let (store, size) = (store.clone(), size.clone());
            yew::platform::spawn_local(async move {
                let kept = store.memory().await.ok().flatten();
                size.set(Some(kept.map_or(0, |m| m.size)));
            });
        })
    };
    {
        let look = look.clone();
        use_effect_with((), move |()| look.emit(()));
    }
    let path = size.map(|size| AttrValue::from(format!("/api/v1/witness/tasks?from={size}")));
    let tasks = use_search::<Vec<WitnessTask>>(path);
    use_poll(tasks.reload.clone(), POLL_MS, true);
    let changed = {
        let (look, reload) = (look.clone(), tasks.reload.clone());
        Callback::from(move |()| {
            look.emit(());
            reload.emit(());
        })
    };
    remote(&tasks, |tasks| {
        html! {
            if tasks.is_empty() {
                <Empty title={t.witness.none} testid="witness-none"><p>{ t.witness.none_hint }</p></Empty>
            } else {
                { for tasks.iter().map(|task| html! {
                    <task::Task key={task.task.id.to_string()} store={props.store.clone()} log={props.log.clone()} task={task.clone()} changed={changed.clone()} />
                }) }
            }
        }
    })
}
