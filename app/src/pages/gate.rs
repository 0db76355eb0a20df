//! The gate before office and witness: who is logged in, or the log-in itself, at the address asked for.
//!
//! `data-testid`: `log-in`, `log-in-user`, `log-in-password`, `log-in-submit`, `log-in-bad`, `wrong-role`,
//! `log-out`.

use crate::hooks::remote::{use_act, use_remote};
use crate::hooks::session::Seat;
use crate::i18n::{use_speech, use_t};
use crate::shell::http;
use crate::state::remote::Remote;
use crate::ui::{Banner, Button, ButtonKind, Failed, Field, TextInput, Tone};
use domain::access::Role;
use domain::id::UserId;
use domain::wire::api::{LogIn, Session};
use yew::prelude::*;

/// Where the session lives.
pub const SESSION: &str = "/api/v1/session";

#[derive(Properties, PartialEq, Debug)]
pub struct GateProps {
    /// Heading of the log-in.
    pub title: AttrValue,
    /// Roles that have something to do here.
    pub roles: &'static [Role],
    pub children: Html,
}

/// Shows its children to who may see them.
#[component]
pub fn Gate(props: &GateProps) -> Html {
    let t = use_t();
    let session = use_remote::<Session>(Some(SESSION.into()));
    match &session.state {
        Remote::Loading => html! { <p class="page-body soft" role="status">{ t.common.loading }</p> },
        Remote::Failed { failure, .. } if failure.is_logged_out() => {
            html! { <LogInForm title={props.title.clone()} done={session.reload.clone()} /> }
        }
        Remote::Failed {
            failure,
            before: None,
        } => html! {
            <main class="page-body narrow"><Failed failure={failure.clone()} on_retry={session.reload.clone()} /></main>
        },
        Remote::Ready { value, .. }
        | Remote::Failed {
            before: Some(value), ..
        } => {
            let seat = Seat {
                session: value.clone(),
                reload: session.reload.clone(),
            };
            html! {
                <ContextProvider<Seat> context={seat}>
                    if props.roles.iter().any(|role| value.roles.contains(role)) { { props.children.clone() } } else { <WrongRole /> }
                </ContextProvider<Seat>>
            }
        }
    }
}

#[component]
fn WrongRole() -> Html {
    let t = use_t();
    html! {
        <main class="page-body narrow">
            <h1>{ t.common.product }</h1>
            <Banner tone={Tone::Warn} title={t.log_in.wrong_role} testid="wrong-role">
                <p>{ t.log_in.wrong_role_hint }</p>
                <div class="row"><LogOut /></div>
            </Banner>
        </main>
    }
}

/// Ends the session.
#[component]
pub fn LogOut() -> Html {
    let t = use_t();
    let act = use_act();
    let seat = use_context::<Seat>();
    let onclick = {
        let act = act.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(seat) = seat.clone() {
                act.start(http::delete(SESSION), move |()| seat.reload.emit(()));
            }
        })
    };
    html! {
        <Button kind={ButtonKind::Quiet} busy={act.busy} {onclick} testid="log-out">{ t.log_in.leave }</Button>
    }
}

#[derive(Properties, PartialEq, Debug)]
struct LogInFormProps {
    title: AttrValue,
    done: Callback<()>,
}

#[component]
fn LogInForm(props: &LogInFormProps) -> Html {
    let t = use_t();
    let speech = use_speech();
    let act = use_act();
    let user = use_state_eq(String::new);
    let password = use_state_eq(String::new);
    let missing = use_state_eq(|| false);
    let enter = {
        let (act, user, password) = (act.clone(), user.clone(), password.clone());
        let (missing, done) = (missing.setter(), props.done.clone());
        Callback::from(move |()| {
            missing.set(user.trim().is_empty() || password.is_empty());
            if user.trim().is_empty() || password.is_empty() {
                return;
            }
            let body = LogIn {
                user: UserId::new(user.trim()),
                password: (*password).clone(),
            };
            let done = done.clone();
            act.start(
                async move { http::post::<_, Session>(SESSION, &body).await },
                move |_| done.emit(()),
            );
        })
    };
    let switch = {
        let speech = speech.clone();
        Callback::from(move |_: MouseEvent| speech.set.emit(speech.language.other()))
    };
    let set = |state: &UseStateHandle<String>| {
        let setter = state.setter();
        Callback::from(move |text: String| setter.set(text))
    };
    html! {
        <main class="page">
            <div class="page-body narrow log-in" data-testid="log-in">
                <header class="row between">
                    <h1>{ t.common.product }</h1>
                    <Button kind={ButtonKind::Quiet} onclick={switch} testid="language-switch">{ t.common.language_other }</Button>
                </header>
                <section class="card">
                    <h2>{ props.title.clone() }</h2>
                    <Field label={t.log_in.user} id="log-in-user">
                        <TextInput id="log-in-user" value={(*user).clone()} oninput={set(&user)} autocomplete="username" testid="log-in-user" />
                    </Field>
                    <Field label={t.log_in.password} id="log-in-password">
                        <TextInput id="log-in-password" kind="password" value={(*password).clone()} oninput={set(&password)}
                            autocomplete="current-password" onenter={enter.clone()} testid="log-in-password" />
                    </Field>
                    if *missing { <p class="field-error" role="alert">{ t.log_in.missing }</p> }
                    if let Some(failure) = &act.failure {
                        if failure.is_logged_out() {
                            <Banner tone={Tone::Danger} title={t.log_in.bad} testid="log-in-bad" />
                        } else {
                            <Failed failure={failure.clone()} />
                        }
                    }
                    <Button kind={ButtonKind::Primary} wide={true} busy={act.busy} onclick={enter.reform(|_| ())} testid="log-in-submit">
                        { if act.busy { t.log_in.entering } else { t.log_in.enter } }
                    </Button>
                </section>
            </div>
        </main>
    }
}
