//! Papers of the visit: written here, kept as they are typed, part of the record.
//!
//! `data-testid`: `paper-new-<kind>`, `paper-form-<n>`, `paper-state-<n>`, `paper-<n>-more`, `paper-<n>-sign`, `paper-<n>-signed`; the inputs by
//! their ids `paper-<n>-person`, `-position`, `-place`, `-from`, `-to`, `-deadline`, `-basis`, `-what-<row>`, `-says-<row>`, `-void`.

use super::frame::Frame;
use super::sign_pad::SignPad;
use crate::form::SavedText;
use crate::hooks::tablet::{use_entry, use_tablet, use_work};
use crate::i18n::use_t;
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use crate::shell::clock;
use crate::state::work::Entry;
use crate::ui::{Button, ButtonKind, Card, Field, SavedTag, Tag, TextInput, Tone};
use domain::inspection::doc::next_number;
use domain::inspection::edit::Edit;
use domain::inspection::paper::{Paper, PaperKind, PaperRow, PaperSigned};
use domain::inspection::signature::Stroke;
use domain::inspection::view::DocState;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct VisitPapersProps {
    pub id: String,
}

/// The page.
#[component]
pub fn VisitPapers(props: &VisitPapersProps) -> Html {
    let t = use_t();
    let (tablet, work) = (use_tablet(), use_work());
    let Some(entry) = use_entry(&props.id) else {
        return html! { <NoSuchInspection /> };
    };
    let p = &t.visit_papers;
    let open = entry.view.state != DocState::Sealed;
    let write = |kind: PaperKind| {
        let (tablet, entry, officer) = (tablet.clone(), entry.clone(), work.owner.officer.id.clone());
        Callback::from(move |_: MouseEvent| {
            let (papers, package) = (&entry.view.papers, &entry.package);
            let number = next_number(papers, package, kind, &officer, &tablet.device());
            let mut paper = Paper::new(kind, number);
            paper.person.clone_from(&package.subject.responsible_person);
            paper.place.clone_from(&package.subject.address);
            if kind == PaperKind::Interview {
                paper.from = clock::now().china_second();
            }
            tablet.edit(
                entry.id(),
                Edit::Paper {
                    paper: Box::new(paper),
                },
            );
        })
    };
    let cite = |kind: PaperKind| {
        let wanted = entry
            .package
            .excerpt
            .papers
            .iter()
            .find(|w| w.code == kind.code());
        wanted.map(|w| html! { <p class="small"><span lang="zh-CN">{ w.text.clone() }</span>{ " " }<span class="cite">{ w.cite.clone() }</span></p> })
    };
    html! {
        <Frame title={p.title} back={FieldRoute::Words { id: props.id.clone() }}>
            <p class="soft">{ p.hint }</p>
            { for entry.view.papers.iter().enumerate().map(|(n, view)| html! {
                <OnePaper key={view.paper.number.clone()} {n} entry={entry.clone()} paper={Rc::new(view.paper.clone())} />
            }) }
            if open {
                <Card>
                    { for PaperKind::ALL.map(|kind| html! {
                        <div class="stack tight">
                            <Button onclick={write(kind)} testid={format!("paper-new-{}", kind.code())}>{ (p.write)(&(p.kind)(kind)) }</Button>
                            { cite(kind).unwrap_or_default() }
                        </div>
                    }) }
                </Card>
            }
        </Frame>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct OnePaperProps {
    n: usize,
    entry: Rc<Entry>,
    paper: Rc<Paper>,
}

/// What is to become of a paper.
type Changing = Rc<dyn Fn(&mut Paper)>;

/// Changes the paper as it stands now, not as it stood when the screen was drawn: two fields may be kept at once.
#[hook]
fn use_changes(props: &OnePaperProps) -> Callback<Changing> {
    let tablet = use_tablet();
    let latest = use_mut_ref(|| (*props.paper).clone());
    {
        let latest = latest.clone();
        use_effect_with(props.paper.clone(), move |paper| {
            *latest.borrow_mut() = (**paper).clone();
        });
    }
    let inspection = props.entry.id().clone();
    Callback::from(move |change: Changing| {
        let mut paper = latest.borrow().clone();
        // Whatever is changed, what was signed is no longer what stands there.
        paper.signed = None;
        change(&mut paper);
        *latest.borrow_mut() = paper.clone();
        tablet.edit(
            &inspection,
            Edit::Paper {
                paper: Box::new(paper),
            },
        );
    })
}

/// One paper with its inputs.
#[component]
fn OnePaper(props: &OnePaperProps) -> Html {
    let t = use_t();
    let p = &t.visit_papers;
    let change = use_changes(props);
    let (n, entry, paper) = (props.n, &props.entry, &props.paper);
    let disabled = entry.view.state == DocState::Sealed;
    let text = |set: fn(&mut Paper, String)| {
        change.reform(move |text: String| -> Changing {
            Rc::new(move |paper: &mut Paper| set(paper, text.clone()))
        })
    };
    let cell = |row: usize, set: fn(&mut PaperRow, String)| {
        change.reform(move |text: String| -> Changing {
            Rc::new(move |paper: &mut Paper| {
                if let Some(row) = paper.rows.get_mut(row) {
                    set(row, text.clone());
                }
            })
        })
    };
    let tap = |set: fn(&mut Paper)| change.reform(move |_: MouseEvent| -> Changing { Rc::new(set) });
    let id = |field: &str| format!("paper-{n}-{field}");
    let saved = entry.saved;
    let words = |field: &str, label: String, value: &str, set: fn(&mut Paper, String)| {
        html! {
            <SavedText id={id(field)} {label} value={value.to_owned()} on_text={text(set)} {saved} multiline={false} {disabled} />
        }
    };
    let chosen = |field: &str,
                  kind: &'static str,
                  label: &'static str,
                  value: &str,
                  set: fn(&mut Paper, String)| {
        html! {
            <Field id={id(field)} {label}><TextInput id={id(field)} testid={id(field)} {kind} value={value.to_owned()} oninput={text(set)} {disabled} /></Field>
        }
    };
    let kind = paper.kind;
    let done = paper.complete().is_ok();
    let state = match (paper.void.trim().is_empty(), done) {
        (false, _) => html! { <Tag tone={Tone::Warn}>{ p.is_void }</Tag> },
        (true, true) => html! { <Tag tone={Tone::Ok}>{ p.finished }</Tag> },
        (true, false) => html! { <Tag tone={Tone::Warn}>{ p.unfinished }</Tag> },
    };
    html! {
        <Card title={(p.kind)(kind)} aside={html! { <SavedTag state={saved} /> }} testid={format!("paper-form-{n}")}>
            <p class="row between"><span class="mono small">{ (p.number)(&paper.number) }</span><span data-testid={format!("paper-state-{n}")}>{ state }</span></p>
            { words("person", (p.person)(kind), &paper.person, |p, text| p.person = text) }
            { words("position", p.position.to_owned(), &paper.position, |p, text| p.position = text) }
            { words("place", p.place.to_owned(), &paper.place, |p, text| p.place = text) }
            if kind == PaperKind::Interview {
                { chosen("from", "datetime-local", p.from, &paper.from, |p, text| p.from = text) }
                { chosen("to", "datetime-local", p.to, &paper.to, |p, text| p.to = text) }
            }
            { for paper.rows.iter().enumerate().map(|(at, row)| html! {
                <div class="stack tight" key={at}>
                    <SavedText id={id(&format!("what-{at}"))} label={(p.what)(kind, at + 1)} value={row.what.clone()} on_text={cell(at, |row, text| row.what = text)} {saved} rows={2} {disabled} />
                    <SavedText id={id(&format!("says-{at}"))} label={(p.says)(kind, at + 1)} value={row.says.clone()} on_text={cell(at, |row, text| row.says = text)} {saved} rows={2} {disabled} />
                </div>
            }) }
            if !disabled {
                <div class="row">
                    <Button onclick={tap(|paper| paper.rows.push(PaperRow::default()))} testid={format!("paper-{n}-more")}>{ p.more }</Button>
                    if paper.rows.len() > 1 { <Button kind={ButtonKind::Quiet} onclick={tap(|paper| { paper.rows.pop(); })}>{ p.less }</Button> }
                </div>
            }
            if kind == PaperKind::Order {
                { chosen("deadline", "date", p.deadline, &paper.deadline, |p, text| p.deadline = text) }
                { words("basis", p.basis.to_owned(), &paper.basis, |p, text| p.basis = text) }
            }
            if kind.signed_apart() && done && paper.void.is_empty() { <SignedApart {n} change={change.clone()} paper={paper.clone()} {disabled} /> }
            { words("void", p.void.to_owned(), &paper.void, |p, text| p.void = text) }
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
