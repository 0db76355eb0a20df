//! The record sheet on paper: how tablet and office lay out what [`domain::sheet`] says.
//!
//! Exists so that both print one thing. Invariants: nothing is said here that the sheet does not say, but for the slip,
//! which says less; the record is Chinese whatever the screen speaks, as its file is.
//!
//! `data-testid`: `paper`, `paper-draft`, `paper-digest`, `paper-qr`, `paper-signature`, `paper-key`, `paper-each`, `paper-after`, `paper-transcribed`, `paper-size-a4`,
//! `paper-size-slip`, `print`.

use crate::i18n::{Language, Messages, messages, use_t};
use crate::shell::dom;
use crate::ui::ink::drawing;
use crate::ui::{Button, ButtonKind, Choice, IconName, Qr, Segmented};
use domain::assignment::Package;
use domain::evidence::Evidence;
use domain::inspection::view::InspectionView;
use domain::regime::relevance::finds_problem;
use domain::sheet::{EachPage, Mark, OwnSheet, Part, Place, Row, Sheet};
use yew::prelude::*;

/// How large the paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperSize {
    /// The whole record on A4.
    A4,
    /// A slip on a roll of 80 mm: number, parties, digest.
    Slip,
}

/// The chosen paper, and where it is chosen; that place is not printed.
#[hook]
pub fn use_paper_size() -> (PaperSize, Html) {
    let t = use_t();
    let size = use_state_eq(|| PaperSize::A4);
    let choices = vec![Choice::new("a4", t.paper.a4), Choice::new("slip", t.paper.slip)];
    let chosen = AttrValue::from(if *size == PaperSize::A4 { "a4" } else { "slip" });
    let on_pick = {
        let size = size.setter();
        Callback::from(move |value: AttrValue| {
            size.set(if value == "slip" {
                PaperSize::Slip
            } else {
                PaperSize::A4
            });
        })
    };
    let chooser = html! {
        <div class="stack no-print">
            <p class="soft">{ t.paper.hint }</p>
            <Segmented label={t.paper.size} {choices} selected={vec![chosen]} {on_pick} testid="paper-size" />
        </div>
    };
    (*size, chooser)
}

/// The button that prints.
pub fn print_button(t: &'static Messages) -> Html {
    html! {
        <Button kind={ButtonKind::Primary} icon={IconName::File} onclick={|_: MouseEvent| dom::print()} testid="print">{ t.paper.print }</Button>
    }
}

/// What is printed.
#[derive(Clone, Copy, Debug)]
pub struct Paper<'a> {
    /// The package of the visit.
    pub package: &'a Package,
    /// Its record.
    pub view: &'a InspectionView,
    /// The record is of the demo.
    pub demo: bool,
    /// How a piece of evidence is drawn where the sheet is shown.
    pub picture: fn(&Evidence, &str) -> Html,
}

impl Paper<'_> {
    /// The sheet.
    pub fn show(&self, size: PaperSize) -> Html {
        let t = messages(Language::ZhCn);
        let sheet = Sheet::of(self.package, self.view, self.demo, &t.sheet);
        let (size, inside) = match size {
            PaperSize::A4 => ("a4", self.whole(&sheet, t)),
            PaperSize::Slip => ("slip", self.slip(&sheet, t)),
        };
        html! { <article class="paper" lang={Language::ZhCn.tag()} data-size={size} data-testid="paper">{ inside }</article> }
    }

    fn whole(&self, sheet: &Sheet, t: &'static Messages) -> Html {
        let signed = html! {
            <table class="paper-frame" role="presentation">
                { head(sheet, t) }
                <tfoot>
                    if let Some(each) = &sheet.each_page { { self.each_page(each, t) } }
                    { foot(sheet) }
                </tfoot>
                <tbody><tr><td>
                    <h2>{ for sheet.titles.iter().map(|title| html! { <>{ title.clone() }<br /></> }) }</h2>
                    { warnings(sheet) }
                    { for sheet.parts.iter().map(part) }
                    <div class="paper-signed">{ for sheet.places.iter().map(|place| self.place(place, t)) }</div>
                    { for sheet.refused.iter().map(|words| html! { <p>{ words.clone() }</p> }) }
                    { known_by(sheet, t) }
                    { for sheet.papers.iter().map(|own| self.own_sheet(own, t)) }
                </td></tr></tbody>
            </table>
        };
        if sheet.after.is_empty() {
            return signed;
        }
        // Pages with signatures at their foot are those that were signed.
        html! {
            <>
                { signed }
                <table class="paper-frame paper-after" role="presentation" data-testid="paper-after">
                    { head(sheet, t) }
                    <tfoot>{ foot(sheet) }</tfoot>
                    <tbody><tr><td>
                        <h2>{ t.sheet.after }</h2>
                        { for sheet.after.iter().map(part) }
                    </td></tr></tbody>
                </table>
            </>
        }
    }

    fn own_sheet(&self, own: &OwnSheet, t: &'static Messages) -> Html {
        html! {
            <div class="paper-own" data-testid="paper-own">
                if own.void { <p class="paper-warn">{ t.sheet.void }</p> }
                { part(&own.part) }
                <div class="paper-signed">{ for own.places.iter().map(|place| self.place(place, t)) }</div>
            </div>
        }
    }

    fn slip(&self, sheet: &Sheet, t: &'static Messages) -> Html {
        let package = self.package;
        let (checked, bad) = self.counts();
        let officers: Vec<String> = package
            .team
            .iter()
            .map(|m| format!("{} {}", m.name, m.certificate_no))
            .collect();
        html! {
            <>
                <h2>{ package.excerpt.title.clone() }</h2>
                { warnings(sheet) }
                <p>{ package.task_title.clone() }</p>
                <p><b>{ package.subject.name.clone() }</b><br />{ package.subject.credit_code.clone().unwrap_or_default() }</p>
                <p>{ t.sheet.officers }{ " " }{ officers.join("、") }</p>
                <p>{ if self.view.skip.is_some() { t.paper.skipped.to_owned() } else { (t.paper.items)(checked, bad) } }</p>
                { known_by(sheet, t) }
            </>
        }
    }

    /// Items answered, and those of them with a problem.
    fn counts(&self) -> (usize, usize) {
        let item = |id| self.package.forms.iter().find_map(|form| form.item(id));
        let answered = self.view.answers.iter().filter_map(|(id, answer)| {
            let value = answer.value.as_deref()?;
            Some(item(id).is_some_and(|item| finds_problem(item, value)))
        });
        answered.fold((0, 0), |(all, bad), problem| {
            (all + 1, bad + usize::from(problem))
        })
    }

    /// One place to sign, with the drawing or what stands in its place.
    fn place(&self, place: &Place, t: &'static Messages) -> Html {
        let mark = place.mark.as_ref().map(|mark| self.mark(mark, &place.who, t));
        html! {
            <div data-testid="paper-signature">
                <p>{ place.capacity }{ " " }{ place.who.clone() }</p>
                { mark.unwrap_or_else(|| html! { <p>{ t.sheet.unsigned }</p> }) }
                { for place.notes.iter().map(|note| html! { <p class="small">{ note.clone() }</p> }) }
            </div>
        }
    }

    /// The drawing, or the photo of a seal or thumbprint that stands in for it.
    fn mark(&self, mark: &Mark, name: &str, t: &'static Messages) -> Html {
        match mark {
            Mark::Ink(strokes) => drawing(strokes, name).unwrap_or_default(),
            Mark::Photo(Some(photo)) => (self.picture)(photo, t.sheet.by_photo),
            Mark::Photo(None) => html! { <p>{ t.sheet.by_photo }</p> },
        }
    }

    /// Everybody's signature or a place for it at the foot of every page (逐页签名).
    fn each_page(&self, each: &EachPage, t: &'static Messages) -> Html {
        let small = |mark: &Option<Mark>| mark.as_ref().map(|mark| self.mark(mark, t.sheet.each, t));
        html! {
            <tr><td>
                <div class="paper-each" data-testid="paper-each">
                    { for each.places.iter().map(|(who, mark)| html! {
                        <span>{ who.clone() }<i>{ small(mark).unwrap_or_default() }</i></span>
                    }) }
                </div>
                <p class="paper-cite">{ t.sheet.each }{ " " }{ each.cite.clone() }</p>
            </td></tr>
        }
    }
}

/// The running title.
fn head(sheet: &Sheet, t: &'static Messages) -> Html {
    html! { <thead><tr><td>{ sheet.titles.join("、") }{ " · " }{ t.sheet.number }{ " " }{ sheet.number.clone() }</td></tr></thead> }
}

/// What stands at the foot of every page.
fn foot(sheet: &Sheet) -> Html {
    html! { <tr><td>{ sheet.state.clone() }{ " · " }<span class="mono">{ sheet.short_digest() }</span></td></tr> }
}

fn warnings(sheet: &Sheet) -> Html {
    html! {
        <>{ for sheet.warnings.iter().map(|warning| html! {
            <p class="paper-warn" data-testid={format!("paper-{}", warning.id)}>{ warning.words }</p>
        }) }</>
    }
}

fn part(part: &Part) -> Html {
    let line = |row: &Row| {
        html! {
            <div class="paper-line" data-long={row.is_long().then_some("true")} data-follows={row.follows.then_some("true")}>
                <span>{ row.about.clone() }</span><b>{ row.says.clone() }</b>
            </div>
        }
    };
    html! { <section><h3>{ part.title.clone() }</h3>{ for part.rows.iter().map(line) }</section> }
}

fn known_by(sheet: &Sheet, t: &'static Messages) -> Html {
    let w = &t.sheet;
    html! {
        <div class="paper-end">
            <div>
                <p>{ w.number }{ " " }<b>{ sheet.number.clone() }</b></p>
                if let Some(key) = &sheet.key { <p>{ w.key }{ " " }<b class="mono" data-testid="paper-key">{ key.clone() }</b></p> }
                <p>{ sheet.state.clone() }</p>
                <p>{ w.digest }<br /><span class="mono small" data-testid="paper-digest">{ sheet.digest.clone() }</span></p>
                <p class="small">{ w.digest_hint }</p>
            </div>
            <Qr text={sheet.code.clone()} label={w.code} testid="paper-qr" />
        </div>
    }
}
