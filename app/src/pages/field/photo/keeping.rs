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
use crate::shell::tablet::{Guard, Tablet, Taken};
use crate::state::under_way::What;
use crate::state::work::Entry;
use crate::ui::{Banner, Toaster, Tone, use_toaster};
use domain::evidence::{About, EvidenceKind};
use domain::id::{InspectionId, ItemId};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;
use yew::prelude::*;

/// The bytes, or why there are none; of a picture just tapped they are on their way.
type Coming = Pin<Box<dyn Future<Output = Result<Vec<u8>, Fault>>>>;

/// Something just taken, picked, recorded or noted.
pub struct Shot {
    bytes: Coming,
    kind: EvidenceKind,
    /// What it says of itself; none = what the page is for at this moment decides.
    about: Option<About>,
}

impl Shot {
    /// What is here already, or failed.
    pub fn of(bytes: Result<Vec<u8>, Fault>, kind: EvidenceKind) -> Self {
        Self::coming(std::future::ready(bytes), kind)
    }

    /// What will be here in a moment. Its place among the others, its page and its marker it has now.
    pub fn coming(bytes: impl Future<Output = Result<Vec<u8>, Fault>> + 'static, kind: EvidenceKind) -> Self {
        Self {
            bytes: Box::pin(bytes),
            kind,
            about: None,
        }
    }

    /// The same, which says of itself what it is.
    pub fn about(self, about: About) -> Self {
        Self {
            about: Some(about),
            ..self
        }
    }
}

impl std::fmt::Debug for Shot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shot")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// Its place among those that wait, and the lock that waits for it.
#[derive(Debug)]
struct Waits {
    taken: RefCell<Option<Result<Taken, Fault>>>,
    _under_way: Guard,
}

type Waiting = Rc<RefCell<VecDeque<Rc<Waits>>>>;

/// The first of those that wait, once its bytes are here.
fn next(waiting: &Waiting) -> Option<(Rc<Waits>, Result<Taken, Fault>)> {
    let taken = waiting.borrow().front()?.taken.borrow_mut().take()?;
    let place = waiting.borrow_mut().pop_front()?;
    Some((place, taken))
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

/// The caption and what the piece is, asked at the tap; none when nothing may be taken now.
pub type Words = Callback<EvidenceKind, Option<(EvidenceKind, Option<About>, String)>>;

/// Keeps what it is given as evidence of an item, or of the visit as a whole.
#[hook]
pub fn use_keeping(entry: &Entry, item: Option<ItemId>, words: Words) -> (UseReducerHandle<Keeping>, Keep) {
    let t = use_t();
    let keeping = use_reducer(Keeping::default);
    let line = Line {
        t,
        tablet: use_tablet(),
        toaster: use_toaster(),
        inspection: entry.id().clone(),
        waiting: use_mut_ref(VecDeque::new),
        at_work: use_mut_ref(|| false),
        dispatch: keeping.dispatcher(),
        left: use_left(),
    };
    let keep = Callback::from(move |shot: Shot| {
        let said = match shot.about {
            Some(about) => Some((shot.kind, Some(about), String::new())),
            None => words.emit(shot.kind),
        };
        let Some((kind, about, caption)) = said else {
            return;
        };
        let (item, at) = (item.clone(), clock::now());
        let place = Rc::new(Waits {
            taken: RefCell::default(),
            _under_way: line.tablet.under_way(What::Photo),
        });
        // It has come: what was asked of the system is answered.
        line.tablet.capture_pending(false);
        line.waiting.borrow_mut().push_back(place.clone());
        line.dispatch.dispatch(Step::Begun);
        let line = line.clone();
        yew::platform::spawn_local(async move {
            let taken = shot.bytes.await.map(|bytes| Taken {
                bytes,
                kind,
                item,
                caption,
                about,
                id: None,
                at,
            });
            place.taken.replace(Some(taken));
            line.store().await;
        });
    });
    (keeping, keep)
}

/// Those of a page, one after the other.
#[derive(Clone)]
struct Line {
    t: &'static Messages,
    tablet: Tablet,
    toaster: Toaster,
    inspection: InspectionId,
    waiting: Waiting,
    at_work: Rc<RefCell<bool>>,
    dispatch: UseReducerDispatcher<Keeping>,
    left: Rc<Cell<bool>>,
}

impl Line {
    /// Stores all whose bytes are here, up to the first whose are not.
    async fn store(&self) {
        if std::mem::replace(&mut *self.at_work.borrow_mut(), true) {
            return;
        }
        while let Some((place, taken)) = next(&self.waiting) {
            let kept = match taken {
                Ok(taken) => {
                    let kind = taken.kind;
                    let kept = self.tablet.keep_taken(&self.inspection, taken).await;
                    kept.map(|()| kind)
                }
                Err(fault) => Err(fault),
            };
            match kept {
                Ok(kind) => {
                    self.toaster.show(Tone::Ok, kept_words(self.t, kind));
                    self.dispatch.dispatch(Step::Kept);
                }
                Err(fault) => {
                    // Whoever has left the page does not see its banner.
                    if self.left.get() {
                        self.toaster.show(Tone::Danger, self.t.codes.of(fault.code));
                    }
                    self.dispatch.dispatch(Step::Failed(fault));
                }
            }
            drop(place);
        }
        *self.at_work.borrow_mut() = false;
    }
}

fn kept_words(t: &'static Messages, kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Audio | EvidenceKind::Video => t.inspect.recording_kept,
        EvidenceKind::BodyCamera => t.papers.noted,
        EvidenceKind::Photo | EvidenceKind::PhotoImported | EvidenceKind::Document => t.inspect.photo_kept,
        EvidenceKind::Annotated => t.annotate.kept,
    }
}
