//! Words that a record takes only as a whole: kept on the disk while they are typed, and found again.
//!
//! Invariant: writes follow one another, and of those that wait only the last counts; called kept is what is written.

use super::tablet::use_tablet;
use crate::shell::dom;
use crate::shell::tablet::Tablet;
use domain::sync::engine::SavedState;
use gloo::timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::prelude::*;

/// Pause after which typed words are kept.
const PAUSE_MS: u32 = 250;

#[derive(Debug)]
struct Line {
    tablet: Tablet,
    at: String,
    words: RefCell<Vec<String>>,
    /// Typed since the last write.
    waits: Cell<bool>,
    busy: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
}

/// What is typed.
#[derive(Clone, Debug)]
pub struct Typed {
    /// The words, in the order of their fields.
    pub words: Vec<String>,
    /// How safe they are.
    pub kept: SavedState,
    /// What was typed before has been looked for.
    pub loaded: bool,
    shown: UseStateSetter<Vec<String>>,
    state: UseStateSetter<SavedState>,
    line: Rc<Line>,
}

impl PartialEq for Typed {
    fn eq(&self, other: &Self) -> bool {
        (&self.words, self.kept, self.loaded) == (&other.words, other.kept, other.loaded)
    }
}

impl Typed {
    /// One field says this now.
    pub fn set(&self, field: usize, text: String) {
        let words = {
            let mut words = self.line.words.borrow_mut();
            if let Some(place) = words.get_mut(field) {
                *place = text;
            }
            words.clone()
        };
        self.shown.set(words);
        self.state.set(SavedState::Typed);
        self.line.waits.set(true);
        let typed = self.clone();
        let timer = Timeout::new(PAUSE_MS, move || typed.write());
        self.line.timer.replace(Some(timer));
    }

    /// The record has them.
    pub fn spend(&self) {
        self.line.words.borrow_mut().iter_mut().for_each(String::clear);
        self.line.waits.set(true);
        self.write();
    }

    /// The record has them, and the fields are empty again.
    pub fn forget(&self) {
        self.spend();
        self.shown.set(self.line.words.borrow().clone());
    }

    fn write(&self) {
        if !self.line.waits.get() || self.line.busy.replace(true) {
            return;
        }
        let (line, state) = (self.line.clone(), self.state.clone());
        yew::platform::spawn_local(async move {
            let mut outcome = Ok(());
            while line.waits.replace(false) {
                let words = line.words.borrow().clone();
                outcome = line.tablet.keep_words(&line.at, &words).await;
            }
            line.busy.set(false);
            state.set(match outcome {
                Ok(()) => SavedState::OnTablet,
                Err(_) => SavedState::Typed,
            });
        });
    }
}

/// Words typed at this place; `known`: what the record says already.
#[hook]
pub fn use_typed(at: String, known: Vec<String>) -> Typed {
    let tablet = use_tablet();
    let shown = use_state_eq(|| known.clone());
    let state = use_state_eq(|| SavedState::OnTablet);
    let loaded = use_state_eq(|| false);
    let line = use_memo(at, |at| Line {
        tablet: tablet.clone(),
        at: at.clone(),
        words: RefCell::new(known),
        waits: Cell::new(false),
        busy: Cell::new(false),
        timer: RefCell::default(),
    });
    let typed = Typed {
        words: (*shown).clone(),
        kept: *state,
        loaded: *loaded,
        shown: shown.setter(),
        state: state.setter(),
        line,
    };
    let first = typed.clone();
    let loaded = loaded.setter();
    use_effect_with((), move |()| {
        let found = first.clone();
        yew::platform::spawn_local(async move {
            let line = &found.line;
            let words = tablet.words(&line.at).await;
            // Whoever types already goes on with what is typed.
            if let Some(words) = words.filter(|w| !line.waits.get() && w.len() == line.words.borrow().len()) {
                line.words.replace(words.clone());
                found.shown.set(words);
            }
            loaded.set(true);
        });
        // A page that goes away hands on what it still holds.
        let hidden = dom::on_hidden({
            let first = first.clone();
            move || first.write()
        });
        move || {
            drop(hidden);
            first.write();
        }
    });
    typed
}
