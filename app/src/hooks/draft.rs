//! Marks drawn on a photo and not saved yet: on the disk after every stroke, and found again.
//!
//! Invariant: writes follow one another; of those that wait only the last counts, and called kept is what is written.

use super::tablet::use_tablet;
use crate::shell::fault::Fault;
use crate::shell::js;
use crate::shell::tablet::{Drawn, Tablet, fresh_id};
use crate::state::markup::{Draft, Hand, Markup};
use crate::state::work::Entry;
use domain::evidence::Evidence;
use domain::id::EvidenceId;
use domain::sync::engine::SavedState;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::prelude::*;

/// How long a write waits for the one before it before it looks again.
const TURN_MS: u32 = 10;

/// What is on its way to the disk.
#[derive(Debug)]
struct Line {
    tablet: Tablet,
    /// Digest of the photo.
    of: String,
    /// What the copy will be called.
    copy: RefCell<EvidenceId>,
    /// The last that was handed over.
    last: RefCell<Option<Draft>>,
    /// It is not written yet.
    waits: Cell<bool>,
    busy: Cell<bool>,
    outcome: RefCell<Result<(), Fault>>,
}

impl Line {
    fn new(tablet: Tablet, of: String) -> Self {
        Self {
            tablet,
            of,
            copy: RefCell::new(fresh_id()),
            last: RefCell::default(),
            waits: Cell::new(false),
            busy: Cell::new(false),
            outcome: RefCell::new(Ok(())),
        }
    }

    /// Nothing is on the disk or on its way there.
    fn is_empty(&self) -> bool {
        self.last.borrow().is_none() && !self.busy.get() && self.outcome.borrow().is_ok()
    }

    /// Writes, and waits until nothing is left to be written.
    async fn write(&self, draft: Option<Draft>) -> Result<(), Fault> {
        self.last.replace(draft);
        self.waits.set(true);
        if self.busy.replace(true) {
            while self.busy.get() {
                js::pause(TURN_MS).await;
            }
            return self.outcome.borrow().clone();
        }
        while self.waits.replace(false) {
            let draft = self.last.borrow().clone();
            let outcome = self.tablet.keep_draft(&self.of, draft.as_ref()).await;
            *self.outcome.borrow_mut() = outcome;
        }
        self.busy.set(false);
        self.outcome.borrow().clone()
    }
}

/// The draft of the photo that is being marked.
#[derive(Clone, Debug)]
pub struct Drafting {
    /// How safe what is drawn is.
    pub kept: SavedState,
    /// Why the last stroke is on the screen only.
    pub failed: Option<Fault>,
    line: Rc<Line>,
}

impl Drafting {
    /// What the copy will be called.
    pub fn copy(&self) -> EvidenceId {
        self.line.copy.borrow().clone()
    }

    /// The record did not say whether it took the copy: another try makes another one.
    pub fn call_anew(&self) {
        self.line.copy.replace(fresh_id());
    }

    /// Removes it: the copy is made, or the officer set it aside.
    ///
    /// # Errors
    /// What the store meets.
    pub async fn remove(&self) -> Result<(), Fault> {
        if self.line.is_empty() {
            return Ok(());
        }
        self.line.write(None).await
    }
}

/// Goes on with what was drawn on this photo before, and keeps every stroke from here on.
#[hook]
pub fn use_draft(
    entry: &Rc<Entry>,
    photo: &Evidence,
    markup: &UseReducerHandle<Markup>,
    caption: &UseStateHandle<String>,
) -> Drafting {
    let tablet = use_tablet();
    let line = use_memo(photo.sha256.clone(), |of| Line::new(tablet.clone(), of.clone()));
    let kept = use_state_eq(|| SavedState::Typed);
    let failed = use_state_eq(|| None::<Fault>);
    let loaded = use_state_eq(|| false);
    {
        let (line, entry, loaded) = (line.clone(), entry.clone(), loaded.setter());
        let (markup, caption, kept) = (markup.dispatcher(), caption.setter(), kept.setter());
        use_effect_with((), move |()| {
            yew::platform::spawn_local(async move {
                if let Some(draft) = tablet.unspent(&entry, &line.of).await {
                    line.copy.replace(draft.copy.clone());
                    caption.set(draft.caption.clone());
                    markup.dispatch(Hand::Resume(draft.marks.clone()));
                    line.last.replace(Some(draft));
                    kept.set(SavedState::OnTablet);
                }
                loaded.set(true);
            });
        });
    }
    {
        let (line, kept, failed) = (line.clone(), kept.setter(), failed.setter());
        let settled = markup.settled().filter(|_| *loaded).map(<[_]>::to_vec);
        use_effect_with((settled, (**caption).clone()), move |(settled, caption)| {
            let Some(marks) = settled.clone() else { return };
            let draft = (!marks.is_empty()).then(|| Draft {
                copy: line.copy.borrow().clone(),
                marks,
                caption: caption.clone(),
            });
            if *line.last.borrow() == draft {
                return;
            }
            kept.set(SavedState::Typed);
            yew::platform::spawn_local(async move {
                let outcome = line.write(draft).await;
                kept.set(match outcome {
                    Ok(()) => SavedState::OnTablet,
                    Err(_) => SavedState::Typed,
                });
                failed.set(outcome.err());
            });
        });
    }
    Drafting {
        kept: *kept,
        failed: (*failed).clone(),
        line,
    }
}

/// Every photo of these inspections with marks that are no copy yet, looked for anew when they change.
#[hook]
pub fn use_drawn(entries: Vec<Rc<Entry>>) -> UseStateHandle<Vec<Drawn>> {
    let tablet = use_tablet();
    let drawn = use_state_eq(Vec::<Drawn>::new);
    let found = drawn.setter();
    use_effect_with(entries, move |entries| {
        let entries = entries.clone();
        yew::platform::spawn_local(async move { found.set(tablet.drawn(&entries).await) });
    });
    drawn
}
