//! A toast: one short sentence about what just happened, gone by itself; nothing important lives only here.

use super::tag::Tone;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use yew::prelude::*;

/// How long a sentence stays, in milliseconds: time to read about thirty characters twice.
const STAY_MS: u32 = 6_000;
/// How many sentences stand at once.
const AT_ONCE: usize = 2;

#[derive(Clone, Debug, PartialEq)]
struct Toast {
    id: u32,
    tone: Tone,
    text: AttrValue,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Toasts {
    next: u32,
    shown: Vec<Toast>,
}

enum Change {
    Show(Tone, AttrValue),
    Drop(u32),
}

impl Reducible for Toasts {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut next = (*self).clone();
        match change {
            Change::Show(tone, text) => {
                // The newest counts: a pile would cover the work below it.
                next.shown.retain(|shown| shown.text != text);
                if next.shown.len() >= AT_ONCE {
                    next.shown.remove(0);
                }
                next.shown.push(Toast {
                    id: next.next,
                    tone,
                    text,
                });
                next.next += 1;
            }
            Change::Drop(id) => next.shown.retain(|t| t.id != id),
        }
        Rc::new(next)
    }
}

/// Shows sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct Toaster(Callback<(Tone, AttrValue)>);

impl Toaster {
    /// Shows a sentence.
    pub fn show(&self, tone: Tone, text: impl Into<AttrValue>) {
        self.0.emit((tone, text.into()));
    }
}

/// The toaster of this app.
#[hook]
pub fn use_toaster() -> Toaster {
    use_context::<Toaster>().unwrap_or_else(|| Toaster(Callback::noop()))
}

#[derive(Debug, PartialEq, Properties)]
pub struct ToastAreaProps {
    #[prop_or_default]
    pub children: Html,
}

/// Provides the toaster and the corner where toasts appear.
#[component]
pub fn ToastArea(props: &ToastAreaProps) -> Html {
    let toasts = use_reducer(Toasts::default);
    let toaster = {
        let dispatch = toasts.dispatcher();
        use_callback((), move |(tone, text), ()| {
            dispatch.dispatch(Change::Show(tone, text))
        })
    };
    html! {
        <ContextProvider<Toaster> context={Toaster(toaster)}>
            { props.children.clone() }
            <div class="toast-area" role="status" aria-live="polite" data-testid="toasts">
                { for toasts.shown.iter().map(|toast| {
                    let (dispatch, id) = (toasts.dispatcher(), toast.id);
                    let done = Callback::from(move |()| dispatch.dispatch(Change::Drop(id)));
                    html! { <OneToast key={toast.id} tone={toast.tone} text={toast.text.clone()} {done} /> }
                }) }
            </div>
        </ContextProvider<Toaster>>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct OneToastProps {
    tone: Tone,
    text: AttrValue,
    done: Callback<()>,
}

#[component]
fn OneToast(props: &OneToastProps) -> Html {
    let done = props.done.clone();
    use_effect_with((), move |()| {
        let timer = Timeout::new(STAY_MS, move || done.emit(()));
        move || drop(timer)
    });
    html! { <p class="toast" data-tone={props.tone.name()}>{ props.text.clone() }</p> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_toast_leaves_the_others() {
        let one = Rc::new(Toasts::default()).reduce(Change::Show(Tone::Ok, "a".into()));
        let two = one.reduce(Change::Show(Tone::Ok, "b".into()));
        let left = two.reduce(Change::Drop(0));
        assert_eq!(
            left.shown.iter().map(|t| t.text.as_str()).collect::<Vec<_>>(),
            ["b"]
        );
    }
}
