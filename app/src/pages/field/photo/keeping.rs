//! Pictures and recordings on their way to the disk: one after the other, in the order taken.
//!
//! Exists so that nobody waits for the last picture before taking the next. Invariant: what was handed over is stored or
//! said to have failed, also when the page is left meanwhile; until then it has its marker on the screen.
//!
//! `data-testid`: `photo-keeping`, `photo-pending-<n>`, `photo-failed`.

use crate::hooks::finder::use_left;
use crate::hooks::tablet::use_tablet;
use crate::i18n::{Messages, use_t};
use crate::shell::clock;
use crate::shell::fault::Fault;
use crate::shell::tablet::Taken;
use crate::state::work::Entry;
use crate::ui::{Banner, Tone, use_toaster};
use domain::evidence::{About, EvidenceKind};
use domain::id::ItemId;
use std::collections::VecDeque;
use std::rc::Rc;
use yew::prelude::*;

/// Something just taken, picked, recorded or noted.
#[derive(Clone, Debug)]
pub struct Shot {
    /// The bytes, or why there are none.
    pub bytes: Result<Vec<u8>, Fault>,
    pub kind: EvidenceKind,
    /// What it says of itself; none = what the page is for at this moment decides.
    pub about: Option<About>,
}

/// Takes it.
pub type Keep = Callback<Shot>;

/// How many are on their way, and what went wrong last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keeping {
    open: usize,
    failed: Option<Fault>,
}

/// What happens to it.
#[derive(Debug)]
pub enum Step {
    Begun,
    Kept,
    Failed(Fault),
}

impl Reducible for Keeping {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        let (open, failed) = match step {
            Step::Begun => (self.open + 1, self.failed.clone()),
            Step::Kept => (self.open.saturating_sub(1), None),
            Step::Failed(fault) => (self.open.saturating_sub(1), Some(fault)),
        };
        Rc::new(Self { open, failed })
    }
}

impl Keeping {
    /// What is on its way, each with its marker, and what failed.
    pub fn show(&self, t: &'static Messages) -> Html {
        html! {
            <>
                if self.open > 0 {
                    <Banner tone={Tone::Accent} title={t.inspect.photo_keeping} testid="photo-keeping">
                        <p>{ t.inspect.photo_keeping_hint }</p>
                        <ul class="photo-pending" aria-label={(t.papers.pending)(self.open)}>
                            { for (0..self.open).map(|n| html! { <li key={n} data-testid={format!("photo-pending-{n}")}>{ t.papers.pending_one }</li> }) }
                        </ul>
                    </Banner>
                }
                if let Some(fault) = &self.failed {
                    <Banner tone={Tone::Danger} title={t.codes.of(fault.code)} testid="photo-failed">
                        if fault.code != "storage.full" { <p>{ t.inspect.photo_failed_hint }</p> }
                    </Banner>
                }
            </>
        }
    }
}

/// Keeps what it is given as evidence of an item, or of the visit as a whole. `words` gives the caption and what the
/// piece is, asked at the tap.
#[hook]
pub fn use_keeping(
    entry: &Entry,
    item: Option<ItemId>,
    words: Callback<EvidenceKind, (EvidenceKind, Option<About>, String)>,
) -> (UseReducerHandle<Keeping>, Keep) {
    let t = use_t();
    let tablet = use_tablet();
    let toaster = use_toaster();
    let keeping = use_reducer(Keeping::default);
    let waiting = use_mut_ref(VecDeque::<Result<Taken, Fault>>::new);
    let at_work = use_mut_ref(|| false);
    let inspection = entry.id().clone();
    let left = use_left();
    let keep = {
        let dispatch = keeping.dispatcher();
        Callback::from(move |shot: Shot| {
            let (kind, about, caption) = match shot.about {
                Some(about) => (shot.kind, Some(about), String::new()),
                None => words.emit(shot.kind),
            };
            let (item, at) = (item.clone(), clock::now());
            waiting.borrow_mut().push_back(shot.bytes.map(|bytes| Taken {
                bytes,
                kind,
                item,
                caption,
                about,
                id: None,
                at,
            }));
            dispatch.dispatch(Step::Begun);
            if std::mem::replace(&mut *at_work.borrow_mut(), true) {
                return;
            }
            let (tablet, inspection, toaster) = (tablet.clone(), inspection.clone(), toaster.clone());
            let (waiting, at_work, dispatch) = (waiting.clone(), at_work.clone(), dispatch.clone());
            let left = left.clone();
            yew::platform::spawn_local(async move {
                loop {
                    let next = waiting.borrow_mut().pop_front();
                    let Some(next) = next else { break };
                    let kept = match next {
                        Ok(taken) => {
                            let kind = taken.kind;
                            tablet.keep_taken(&inspection, taken).await.map(|()| kind)
                        }
                        Err(fault) => Err(fault),
                    };
                    match kept {
                        Ok(kind) => {
                            toaster.show(Tone::Ok, kept_words(t, kind));
                            dispatch.dispatch(Step::Kept);
                        }
                        Err(fault) => {
                            // Whoever has left the page does not see its banner.
                            if left.get() {
                                toaster.show(Tone::Danger, t.codes.of(fault.code));
                            }
                            dispatch.dispatch(Step::Failed(fault));
                        }
                    }
                }
                *at_work.borrow_mut() = false;
                tablet.capture_pending(false);
            });
        })
    };
    (keeping, keep)
}

fn kept_words(t: &'static Messages, kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Audio | EvidenceKind::Video => t.inspect.recording_kept,
        EvidenceKind::BodyCamera => t.papers.noted,
        EvidenceKind::Photo | EvidenceKind::PhotoImported | EvidenceKind::Document => t.inspect.photo_kept,
        EvidenceKind::Annotated => t.annotate.kept,
    }
}
