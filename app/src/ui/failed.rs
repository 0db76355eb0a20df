//! A failed request in words: what happened, what is safe, what to do; and the four looks of a remote value.
//!
//! `data-testid`: `failed`, `failed-retry`, `loading`.

use super::{Banner, Button, IconName, Tone};
use crate::hooks::remote::UseRemote;
use crate::i18n::use_errors;
use crate::state::remote::Failure;
use domain::problem::Problem;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct FailedProps {
    pub failure: Failure,
    /// Tries again, where that makes sense.
    #[prop_or_default]
    pub on_retry: Option<Callback<()>>,
    /// Further words: the problems by place.
    #[prop_or_default]
    pub children: Html,
}

/// A failed request.
#[component]
pub fn Failed(props: &FailedProps) -> Html {
    let e = use_errors();
    let trace = match &props.failure {
        Failure::Refused { body, .. } if !body.trace.is_empty() => Some((e.trace)(&body.trace)),
        Failure::Refused { .. } | Failure::Unreachable | Failure::Unreadable { .. } => None,
    };
    html! {
        <Banner tone={Tone::Danger} testid="failed" title={(e.failure)(&props.failure)}>
            { props.children.clone() }
            if let Some(trace) = trace { <p class="small">{ trace }</p> }
            if let Some(on_retry) = props.on_retry.as_ref().filter(|_| helps(&props.failure)) {
                <div class="row">
                    <Button icon={IconName::Sync} onclick={on_retry.reform(|_: MouseEvent| ())} testid="failed-retry">{ e.retry }</Button>
                </div>
            }
        </Banner>
    }
}

/// A refusal with its problems, each in the words of its page. `testid`: of each of them.
pub fn refused(failure: &Failure, testid: &'static str, words: impl Fn(&Problem) -> String) -> Html {
    let problems = match failure {
        Failure::Refused { body, .. } => body.problems.as_slice(),
        Failure::Unreachable | Failure::Unreadable { .. } => &[],
    };
    html! {
        <Failed failure={failure.clone()}>
            <ul>{ for problems.iter().map(|p| html! { <li data-testid={testid}>{ words(p) }</li> }) }</ul>
        </Failed>
    }
}

/// Whether asking again may give another answer.
fn helps(failure: &Failure) -> bool {
    !matches!(
        failure,
        Failure::Refused {
            status: 403 | 404,
            ..
        }
    )
}

#[derive(Properties, PartialEq, Debug)]
struct AroundProps {
    failure: Option<Failure>,
    has_value: bool,
    reload: Callback<()>,
    children: Html,
}

#[component]
fn Around(props: &AroundProps) -> Html {
    let e = use_errors();
    html! {
        <>
            if let Some(failure) = &props.failure {
                <Failed failure={failure.clone()} on_retry={props.reload.clone()}>
                    if props.has_value { <p>{ e.shown_before }</p> }
                </Failed>
            } else if !props.has_value {
                <p class="soft" role="status" data-testid="loading">{ e.loading }</p>
            }
            { props.children.clone() }
        </>
    }
}

/// Shows a remote value with `view`, and beside it what is not well.
pub fn remote<T: PartialEq + 'static>(asked: &UseRemote<T>, view: impl FnOnce(&Rc<T>) -> Html) -> Html {
    let value = asked.state.value();
    html! {
        <Around failure={asked.state.failure().cloned()} has_value={value.is_some()} reload={asked.reload.clone()}>
            if let Some(value) = value { { view(value) } }
        </Around>
    }
}
