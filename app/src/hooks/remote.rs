//! Asking the server from a component: one value read by address, and one act at a time.
//!
//! Exists so that no component awaits a request itself. Invariant: an answer that arrives after the address
//! changed is dropped.

use crate::shell::http;
use crate::state::remote::{Failure, Remote};
use serde::de::DeserializeOwned;
use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;
use yew::prelude::*;

enum Step<T> {
    Forget,
    Again,
    Answered(Result<T, Failure>),
}

struct Held<T>(Remote<T>);

impl<T: 'static> Reducible for Held<T> {
    type Action = Step<T>;

    fn reduce(self: Rc<Self>, step: Step<T>) -> Rc<Self> {
        Rc::new(Self(match step {
            Step::Forget => Remote::Loading,
            Step::Again => self.0.again(),
            Step::Answered(answer) => self.0.answered(answer),
        }))
    }
}

/// A value read by address.
#[derive(Debug, PartialEq)]
pub struct UseRemote<T> {
    /// Where it stands.
    pub state: Remote<T>,
    /// Asks again; what is shown stays meanwhile.
    pub reload: Callback<()>,
}

/// Reads `path` when it appears or changes; `None` asks for nothing.
#[hook]
pub fn use_remote<T>(path: Option<AttrValue>) -> UseRemote<T>
where
    T: DeserializeOwned + PartialEq + 'static,
{
    use_asked(path, Step::Forget)
}

/// The same for a search: what was found before stays until the new answer is here.
#[hook]
pub fn use_search<T>(path: Option<AttrValue>) -> UseRemote<T>
where
    T: DeserializeOwned + PartialEq + 'static,
{
    use_asked(path, Step::Again)
}

#[hook]
fn use_asked<T>(path: Option<AttrValue>, first: Step<T>) -> UseRemote<T>
where
    T: DeserializeOwned + PartialEq + 'static,
{
    let held = use_reducer(|| Held::<T>(Remote::Loading));
    let asked = use_mut_ref(|| 0_u32);
    let dispatch = held.dispatcher();
    let reload = {
        let (asked, dispatch) = (asked.clone(), dispatch.clone());
        use_callback(path.clone(), move |(), path| {
            let Some(path) = path.clone() else { return };
            *asked.borrow_mut() += 1;
            let mine = *asked.borrow();
            let (asked, dispatch) = (asked.clone(), dispatch.clone());
            dispatch.dispatch(Step::Again);
            yew::platform::spawn_local(async move {
                let answer = http::get::<T>(&path).await;
                if *asked.borrow() == mine {
                    dispatch.dispatch(Step::Answered(answer));
                }
            });
        })
    };
    {
        let reload = reload.clone();
        use_effect_with(path, move |_| {
            dispatch.dispatch(first);
            reload.emit(());
        });
    }
    UseRemote {
        state: held.0.clone(),
        reload,
    }
}

/// One act at a time: whether it runs, why the last one failed, and how to start one.
#[derive(Clone, Debug, PartialEq)]
pub struct UseAct {
    /// An act is under way: its button says so and is off.
    pub busy: bool,
    /// Why the last act failed.
    pub failure: Option<Failure>,
    set: Callback<(bool, Option<Failure>)>,
    running: Rc<Cell<bool>>,
}

impl UseAct {
    /// Starts `act` unless one is running; `done` gets its value.
    pub fn start<T: 'static>(
        &self,
        act: impl Future<Output = Result<T, Failure>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.running.replace(true) {
            return;
        }
        let (set, running) = (self.set.clone(), self.running.clone());
        set.emit((true, None));
        yew::platform::spawn_local(async move {
            let answer = act.await;
            running.set(false);
            match answer {
                Ok(value) => {
                    set.emit((false, None));
                    done(value);
                }
                Err(failure) => set.emit((false, Some(failure))),
            }
        });
    }
}

/// Acts of one component.
#[hook]
pub fn use_act() -> UseAct {
    let state = use_state(|| (false, None));
    let running = use_memo((), |()| Rc::new(Cell::new(false)));
    let set = {
        let setter = state.setter();
        use_callback((), move |next: (bool, Option<Failure>), ()| setter.set(next))
    };
    UseAct {
        busy: state.0,
        failure: state.1.clone(),
        set,
        running: (*running).clone(),
    }
}
