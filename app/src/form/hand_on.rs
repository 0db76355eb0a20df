//! What is typed and not handed on yet: after a short pause, at the end of a composition, on leaving.
//!
//! Exists so that a word or a number is one answer and not one for every key, and a page that goes away takes nothing
//! with it. Invariant: whatever was typed last is handed on, to the callback of the newest rendering.

use crate::state::typed::Reading;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// Pause after which typed text is kept: short enough that a kill loses no sentence.
const PAUSE_MS: u32 = 250;

/// A control's typed text on its way.
#[derive(Debug)]
pub(super) struct HandOn<T> {
    /// Something is typed and not handed on yet.
    pub(super) typing: bool,
    /// Takes what stands in the control now.
    pub(super) oninput: Callback<T>,
    /// Hands it on at once.
    pub(super) at_once: Callback<()>,
}

/// Hands what is typed to `on`.
#[hook]
pub(super) fn use_hand_on<T: 'static>(on: Callback<T>) -> HandOn<T> {
    // What was typed, with the timer that will hand it on.
    let pending = use_mut_ref(|| None::<(T, Timeout)>);
    let typing = use_state_eq(|| false);
    let newest = use_mut_ref(|| Callback::<T>::noop());
    *newest.borrow_mut() = on;
    let at_once = {
        let (pending, typing) = (pending.clone(), typing.clone());
        Callback::from(move |()| {
            let held = pending.borrow_mut().take();
            if let Some((text, timer)) = held {
                timer.cancel();
                let on = newest.borrow().clone();
                on.emit(text);
            }
            typing.set(false);
        })
    };
    let oninput = {
        let (typing, at_once) = (typing.clone(), at_once.clone());
        Callback::from(move |text: T| {
            typing.set(true);
            let at_once = at_once.clone();
            let timer = Timeout::new(PAUSE_MS, move || at_once.emit(()));
            if let Some((_, old)) = pending.borrow_mut().replace((text, timer)) {
                old.cancel();
            }
        })
    };
    {
        // A page that goes away hands on what it still holds.
        let at_once = at_once.clone();
        use_effect_with((), move |()| {
            let hidden = crate::shell::dom::on_hidden({
                let at_once = at_once.clone();
                move || at_once.emit(())
            });
            move || {
                drop(hidden);
                at_once.emit(());
            }
        });
    }
    HandOn {
        typing: *typing,
        oninput,
        at_once,
    }
}

/// An answer that is typed, as its control shows it.
#[derive(Debug)]
pub(super) struct Typed<T> {
    /// What was typed last and is not, or not yet, the stored answer; in the place of it while there is any.
    pub(super) text: Rc<RefCell<Option<T>>>,
    /// What it says, once the hand pauses.
    pub(super) reading: Option<Reading>,
    /// The screen shows something else than the document holds.
    pub(super) held: bool,
    /// Takes what stands in the control now.
    pub(super) oninput: Callback<T>,
    /// Hands it on at once.
    pub(super) at_once: Callback<()>,
}

/// Answers with what is typed, and takes the answer away while what is typed is none. `on_held` hears whether the screen
/// shows something else than the document holds.
#[hook]
pub(super) fn use_typed<T, R>(
    stored: &AttrValue,
    read: R,
    on_answer: &Callback<Option<String>>,
    on_held: &Callback<bool>,
) -> Typed<T>
where
    T: Clone + 'static,
    R: Fn(&T) -> Reading + 'static,
{
    // Not a state: two controls of one answer may be typed into before the next rendering.
    let text = use_mut_ref(|| None::<T>);
    let redraw = use_force_update();
    let read = Rc::new(read);
    let hand = {
        let (read, stored, on_answer) = (read.clone(), stored.clone(), on_answer.clone());
        use_hand_on(Callback::from(move |text: T| match read(&text) {
            Reading::Says(value) => on_answer.emit(value),
            // No answer is taken away twice.
            Reading::Half | Reading::Unfit if stored.is_empty() => {}
            Reading::Half | Reading::Unfit => on_answer.emit(None),
        }))
    };
    let reading = text.borrow().as_ref().map(|text| read(text));
    let held = hand.typing || reading.as_ref().is_some_and(|r| !r.is_stored(stored));
    {
        // The document says something new: it is shown, unless what stands there is no answer yet.
        let (text, settled) = (
            text.clone(),
            !hand.typing && matches!(reading, Some(Reading::Says(_))),
        );
        use_effect_with(stored.clone(), move |_| {
            if settled {
                *text.borrow_mut() = None;
                redraw.force_update();
            }
        });
    }
    {
        let on_held = on_held.clone();
        use_effect_with(held, move |held| {
            on_held.emit(*held);
            move || on_held.emit(false)
        });
    }
    let oninput = {
        let (text, oninput) = (text.clone(), hand.oninput.clone());
        Callback::from(move |typed: T| {
            *text.borrow_mut() = Some(typed.clone());
            oninput.emit(typed);
        })
    };
    Typed {
        text,
        reading: reading.filter(|_| !hand.typing),
        held,
        oninput,
        at_once: hand.at_once,
    }
}
