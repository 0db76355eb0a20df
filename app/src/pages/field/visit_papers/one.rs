//! One paper with its inputs: written by whom its number names, read by the others.
//!
//! Invariant: what a refused edit would have said is not what the next edit rests on.

use super::super::sign_pad::SignPad;
use super::wordings::Wordings;
use crate::form::SavedText;
use crate::hooks::tablet::{use_tablet, use_work};
use crate::i18n::{Messages, use_t};
use crate::shell::clock;
use crate::state::work::Entry;
use crate::ui::{Button, ButtonKind, Card, Field, SavedTag, Tag, TextInput, Tone};
use domain::inspection::doc::is_writer;
use domain::inspection::edit::Edit;
use domain::inspection::paper::{Paper, PaperKind, PaperRow, PaperSigned, PaperView, PaperWrong};
use domain::inspection::progress::visited_on;
use domain::inspection::signature::Stroke;
use domain::inspection::view::DocState;
use domain::regime::relevance::WORDS_CHARS_MAX;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct OnePaperProps {
    pub(super) n: usize,
    pub(super) entry: Rc<Entry>,
    pub(super) view: Rc<PaperView>,
}

/// What is to become of a paper.
type Changing = Rc<dyn Fn(&mut Paper)>;

/// Changes the paper as it stands now, not as it stood when the screen was drawn: two fields may be kept at once.
#[hook]
fn use_changes(props: &OnePaperProps) -> Callback<Changing> {
    let tablet = use_tablet();
    let latest = use_mut_ref(|| props.view.paper.clone());
    {
        let latest = latest.clone();
        use_effect_with(props.view.clone(), move |view| {
            *latest.borrow_mut() = view.paper.clone();
        });
    }
    let inspection = props.entry.id().clone();
    Callback::from(move |change: Changing| {
        let mut paper = latest.borrow().clone();
        // Whatever is changed, what was signed is no longer what stands there.
        paper.signed = None;
        change(&mut paper);
        // What cannot stand is told by the refusal; were it built upon, every later word would be refused with it.
        if paper.check(&inspection).is_ok() {
            *latest.borrow_mut() = paper.clone();
        }
        tablet.edit(
            &inspection,
            Edit::Paper {
                paper: Box::new(paper),
            },
        );
    })
}

/// The inputs of a paper.
struct Inputs<'a> {
    t: &'static Messages,
    n: usize,
    entry: &'a Entry,
    change: &'a Callback<Changing>,
    disabled: bool,
}

impl Inputs<'_> {
    fn id(&self, field: &str) -> String {
        format!("paper-{}-{field}", self.n)
    }

    fn text(&self, set: fn(&mut Paper, String)) -> Callback<String> {
        self.change.reform(move |text: String| -> Changing {
            Rc::new(move |paper: &mut Paper| set(paper, text.clone()))
        })
    }

    fn cell(&self, row: usize, set: fn(&mut PaperRow, String)) -> Callback<String> {
        self.change.reform(move |text: String| -> Changing {
            Rc::new(move |paper: &mut Paper| {
                if let Some(row) = paper.rows.get_mut(row) {
                    set(row, text.clone());
                }
            })
        })
    }

    fn tap(&self, set: fn(&mut Paper)) -> Callback<MouseEvent> {
        self.change
            .reform(move |_: MouseEvent| -> Changing { Rc::new(set) })
    }

    fn words(&self, field: &str, label: String, value: &str, set: fn(&mut Paper, String)) -> Html {
        html! {
            <SavedText id={self.id(field)} {label} value={value.to_owned()} on_text={self.text(set)} saved={self.entry.saved} multiline={false} most={WORDS_CHARS_MAX} disabled={self.disabled} />
        }
    }

    fn chosen(
        &self,
        of: (&str, &'static str),
        label: &'static str,
        value: &str,
        set: fn(&mut Paper, String),
        error: Option<&'static str>,
    ) -> Html {
        let ((field, kind), error) = (of, error.map(AttrValue::Static));
        html! {
            <Field id={self.id(field)} {label} {error}><TextInput id={self.id(field)} testid={self.id(field)} {kind} value={value.to_owned()} oninput={self.text(set)} disabled={self.disabled} /></Field>
        }
    }

    fn rows(&self, paper: &Paper) -> Html {
        let (p, kind, saved, disabled) = (&self.t.visit_papers, paper.kind, self.entry.saved, self.disabled);
        html! {
            <>
                { for paper.rows.iter().enumerate().map(|(at, row)| html! {
                    <div class="stack tight" key={at}>
                        <SavedText id={self.id(&format!("what-{at}"))} label={(p.what)(kind, at + 1)} value={row.what.clone()} on_text={self.cell(at, |row, text| row.what = text)} {saved} rows={2} most={WORDS_CHARS_MAX} {disabled} />
                        <SavedText id={self.id(&format!("says-{at}"))} label={(p.says)(kind, at + 1)} value={row.says.clone()} on_text={self.cell(at, |row, text| row.says = text)} {saved} rows={2} most={WORDS_CHARS_MAX} {disabled} />
                    </div>
                }) }
                if !disabled {
                    <div class="row">
                        <Button onclick={self.tap(|paper| paper.rows.push(PaperRow::default()))} testid={self.id("more")}>{ p.more }</Button>
                        if paper.rows.len() > 1 { <Button kind={ButtonKind::Quiet} onclick={self.tap(|paper| { paper.rows.pop(); })}>{ p.less }</Button> }
                    </div>
                }
            </>
        }
    }

    /// Since when, until when and by when, with what is wrong beside each.
    fn days(&self, paper: &Paper, wrong: Option<PaperWrong>) -> Html {
        let p = &self.t.visit_papers;
        let times = (wrong == Some(PaperWrong::Time)).then_some(p.times_wrong);
        let past = (wrong == Some(PaperWrong::Past)).then_some(p.past);
        match paper.kind {
            PaperKind::Interview => html! {
                <>
                    { self.chosen(("from", "datetime-local"), p.from, &paper.from, |p, text| p.from = text, None) }
                    { self.chosen(("to", "datetime-local"), p.to, &paper.to, |p, text| p.to = text, times) }
                </>
            },
            PaperKind::Order => self.chosen(
                ("deadline", "date"),
                p.deadline,
                &paper.deadline,
                |p, text| p.deadline = text,
                past,
            ),
            PaperKind::Sampling => Html::default(),
        }
    }
}

/// How far it is, in one word.
fn state(t: &'static Messages, paper: &Paper, wrong: Option<PaperWrong>) -> Html {
    let p = &t.visit_papers;
    let (tone, word) = match wrong {
        _ if !paper.void.trim().is_empty() => (Tone::Warn, p.is_void),
        None => (Tone::Ok, p.finished),
        Some(PaperWrong::Unsigned) => (Tone::Warn, p.unsigned),
        Some(
            PaperWrong::Person
            | PaperWrong::Rows
            | PaperWrong::Deadline
            | PaperWrong::Past
            | PaperWrong::Time
            | PaperWrong::TooLong
            | PaperWrong::Signature
            | PaperWrong::Number,
        ) => (Tone::Warn, p.unfinished),
    };
    html! { <Tag {tone}>{ word }</Tag> }
}

/// One paper with its inputs.
#[component]
pub(super) fn OnePaper(props: &OnePaperProps) -> Html {
    let t = use_t();
    let work = use_work();
    let p = &t.visit_papers;
    let change = use_changes(props);
    let (n, entry, paper) = (props.n, &props.entry, &props.view.paper);
    let closed = entry.view.state == DocState::Sealed || !props.view.alternatives.is_empty();
    let own = is_writer(&entry.package, paper, &work.owner.officer.id);
    let inputs = Inputs {
        t,
        n,
        entry,
        change: &change,
        disabled: closed || !own,
    };
    let kind = paper.kind;
    let wrong = paper.complete(visited_on(&entry.view, &props.view)).err();
    let apart = kind.signed_apart() && paper.void.is_empty();
    let may_sign = matches!(wrong, None | Some(PaperWrong::Unsigned));
    // Whoever writes it may be away for good: anybody may say that it does not count.
    let voiding = Inputs {
        disabled: closed,
        ..inputs
    };
    html! {
        <Card title={(p.kind)(kind)} aside={html! { <SavedTag state={entry.saved} /> }} testid={format!("paper-form-{n}")}>
            <p class="row between"><span class="mono small">{ (p.number)(&paper.number) }</span><span data-testid={format!("paper-state-{n}")}>{ state(t, paper, wrong) }</span></p>
            <Wordings {n} entry={entry.clone()} view={props.view.clone()} />
            if !own && !closed { <p class="soft" data-testid={format!("paper-{n}-others")}>{ p.others }</p> }
            { inputs.words("person", (p.person)(kind), &paper.person, |p, text| p.person = text) }
            { inputs.words("position", p.position.to_owned(), &paper.position, |p, text| p.position = text) }
            { inputs.words("place", p.place.to_owned(), &paper.place, |p, text| p.place = text) }
            if kind == PaperKind::Interview { { inputs.days(paper, wrong) } }
            { inputs.rows(paper) }
            if kind == PaperKind::Order {
                { inputs.days(paper, wrong) }
                { inputs.words("basis", p.basis.to_owned(), &paper.basis, |p, text| p.basis = text) }
            }
            if apart && may_sign { <SignedApart {n} change={change.clone()} paper={Rc::new(paper.clone())} disabled={inputs.disabled} /> }
            if apart && paper.signed.is_none() {
                { inputs.words("unsigned", p.unsigned_why.to_owned(), &paper.unsigned, |p, text| p.unsigned = text) }
            }
            { voiding.words("void", p.void.to_owned(), &paper.void, |p, text| p.void = text) }
        </Card>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct SignedApartProps {
    n: usize,
    change: Callback<Changing>,
    paper: Rc<Paper>,
    disabled: bool,
}

/// The interviewed person's signature, or the pad for it.
#[component]
fn SignedApart(props: &SignedApartProps) -> Html {
    let t = use_t();
    let p = &t.visit_papers;
    let (asked, full) = (use_state_eq(|| false), use_state_eq(|| false));
    let n = props.n;
    if let Some(signed) = &props.paper.signed {
        return html! { <p data-testid={format!("paper-{n}-signed")}><Tag tone={Tone::Ok}>{ (p.signed)(&signed.at.china_minute()) }</Tag></p> };
    }
    if props.disabled {
        return html! { <p>{ t.sheet.unsigned }</p> };
    }
    let confirm = {
        let asked = asked.setter();
        props.change.reform(move |strokes: Vec<Stroke>| -> Changing {
            asked.set(false);
            let at = clock::now();
            Rc::new(move |paper: &mut Paper| {
                // Whoever signed after all has nothing to explain.
                paper.unsigned.clear();
                paper.signed = Some(PaperSigned {
                    shown_sha256: paper.sha256(),
                    strokes: strokes.clone(),
                    at,
                });
            })
        })
    };
    let ask = {
        let asked = asked.setter();
        Callback::from(move |_: MouseEvent| asked.set(true))
    };
    let on_full = {
        let full = full.setter();
        Callback::from(move |on: bool| full.set(on))
    };
    html! {
        <div class="stack">
            <p class="small soft">{ p.sign_hint }</p>
            if *asked {
                <SignPad on_confirm={confirm} full={*full} {on_full} />
            } else {
                <Button kind={ButtonKind::Primary} onclick={ask} testid={format!("paper-{n}-sign")}>{ p.sign }</Button>
            }
        </div>
    }
}
