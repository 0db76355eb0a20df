//! The record (检查记录表) on paper: what was read back, who signed it, what it is known by.
//!
//! Exists so that tablet and office print one thing. Invariant: the sheet says everything the read-back page says,
//! in the same order, and names itself a draft until it is sealed.
//!
//! `data-testid`: `paper`, `paper-draft`, `paper-digest`, `paper-qr`, `paper-signature`, `paper-key`, `paper-each`, `paper-transcribed`, `paper-size-a4`,
//! `paper-size-slip`, `print`.

use crate::i18n::{Messages, use_t};
use crate::pages::acts;
use crate::pages::field::read_back::{line_words, words};
use crate::shell::dom;
use crate::ui::ink::drawing;
use crate::ui::{Button, ButtonKind, Choice, IconName, Qr, Segmented};
use domain::assignment::Package;
use domain::evidence::Evidence;
use domain::id::InspectorId;
use domain::inspection::act::ActView;
use domain::inspection::signature::{SignatureForm, Signer};
use domain::inspection::view::{InspectionView, SignatureView};
use domain::regime::relevance::{Verdict, verdict};
use domain::submission::{ReadBack, Submission, key_of, read_back, supplement_words};
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
pub struct Sheet<'a> {
    /// The package of the visit.
    pub package: &'a Package,
    /// Its record.
    pub view: &'a InspectionView,
    /// The record is of the demo.
    pub demo: bool,
    /// How a piece of evidence is drawn where the sheet is shown.
    pub picture: fn(&Evidence, &str) -> Html,
}

impl Sheet<'_> {
    fn page(&self) -> ReadBack {
        let sealed = self.view.seals.last().map(|seal| &seal.heads);
        read_back(self.package, self.view, sealed.unwrap_or(&self.view.heads))
    }

    /// The digest by which the copy is known: of the seal, or of what a draft says.
    fn digest(&self) -> String {
        Submission::of(self.package, self.view).map_or_else(|| self.page().sha256, |s| s.sha256())
    }

    fn titles(&self) -> Vec<String> {
        let forms = self.package.form_order.iter();
        let title = |id| self.package.forms.iter().find(|form| &form.id == id);
        forms.filter_map(title).map(|form| form.title.clone()).collect()
    }

    fn name_of(&self, inspector: &InspectorId) -> String {
        let member = self.package.team.iter().find(|m| &m.inspector == inspector);
        member.map_or_else(|| inspector.to_string(), |m| m.name.clone())
    }

    /// The sheet.
    pub fn show(&self, size: PaperSize, t: &'static Messages) -> Html {
        let (size, inside) = match size {
            PaperSize::A4 => ("a4", self.whole(t)),
            PaperSize::Slip => ("slip", self.slip(t)),
        };
        html! { <article class="paper" data-size={size} data-testid="paper">{ inside }</article> }
    }

    fn whole(&self, t: &'static Messages) -> Html {
        let page = self.page();
        let number = format!("{} {}", t.paper.number, self.view.id);
        let titles = self.titles();
        html! {
            <table class="paper-frame" role="presentation">
                <thead><tr><td>{ titles.join("、") }{ " · " }{ number }</td></tr></thead>
                <tfoot>{ self.every_page(t) }<tr><td>{ self.state(t) }{ " · " }<span class="mono">{ self.digest().chars().take(16).collect::<String>() }</span></td></tr></tfoot>
                <tbody><tr><td>
                    <h2 lang="zh-CN">{ for titles.iter().map(|title| html! { <>{ title.clone() }<br /></> }) }</h2>
                    { self.warnings(t) }
                    { for page.sections.iter().map(|section| html! {
                        <section>
                            <h3>{ words(&section.title, t) }</h3>
                            { for section.lines.iter().map(|line| html! {
                                <div class="paper-line"><span>{ line.no.clone() }{ " " }{ words(&line.label, t) }</span><b>{ line_words(line, t) }</b></div>
                            }) }
                        </section>
                    }) }
                    { self.supplements(t) }
                    { self.acts(t) }
                    { self.signed(t) }
                    { self.known_by(t) }
                </td></tr></tbody>
            </table>
        }
    }

    fn slip(&self, t: &'static Messages) -> Html {
        let package = self.package;
        let (checked, bad) = self.counts();
        let officers: Vec<String> = package
            .team
            .iter()
            .map(|m| format!("{} {}", m.name, m.certificate_no))
            .collect();
        html! {
            <>
                <h2 lang="zh-CN">{ package.excerpt.title.clone() }</h2>
                { self.warnings(t) }
                <p lang="zh-CN">{ package.task_title.clone() }</p>
                <p><b lang="zh-CN">{ package.subject.name.clone() }</b><br />{ package.subject.credit_code.clone().unwrap_or_default() }</p>
                <p>{ t.paper.officers }{ " " }<span lang="zh-CN">{ officers.join("、") }</span></p>
                <p>{ if self.view.skip.is_some() { t.paper.skipped.to_owned() } else { (t.paper.items)(checked, bad) } }</p>
                { self.known_by(t) }
            </>
        }
    }

    /// Items answered, and those of them with a problem.
    fn counts(&self) -> (usize, usize) {
        let kind = |id| {
            self.package
                .forms
                .iter()
                .find_map(|form| form.item(id))
                .map(|item| &item.kind)
        };
        let verdicts = self.view.answers.iter().filter_map(|(id, answer)| {
            let value = answer.value.as_deref()?;
            Some(kind(id).map_or(Verdict::Neutral, |kind| verdict(kind, value)))
        });
        verdicts.fold((0, 0), |(all, bad), verdict| {
            (all + 1, bad + usize::from(verdict == Verdict::Problem))
        })
    }

    fn warnings(&self, t: &'static Messages) -> Html {
        html! {
            <>
                if self.view.paper_pages() > 0 { <p class="paper-warn" data-testid="paper-transcribed">{ t.papers.transcribed }</p> }
                if self.demo { <p class="paper-warn">{ t.paper.demo }</p> }
                if self.view.sealed_apart() {
                    <p class="paper-warn" data-testid="paper-apart">{ t.closing.sealed_apart }</p>
                } else if Submission::of(self.package, self.view).is_none() {
                    <p class="paper-warn" data-testid="paper-draft">{ t.paper.draft }</p>
                }
            </>
        }
    }

    fn state(&self, t: &'static Messages) -> String {
        match self.view.seals.last() {
            Some(seal) => (t.paper.sealed)(&self.name_of(&seal.stamp.by), &seal.stamp.at.china_minute()),
            None => t.paper.draft.to_owned(),
        }
    }

    /// What came after the seal stands apart; the subject did not sign it.
    fn supplements(&self, t: &'static Messages) -> Html {
        let open = self.view.supplements.iter();
        let lines: Vec<Html> = open
            .map(|s| {
                let (item, words) = supplement_words(self.package, s, &s.text);
                let about = item.map(|item| format!("{} {}", item.no, item.text)).unwrap_or_default();
                html! { <div class="paper-line"><span lang="zh-CN">{ self.name_of(&s.stamp.by) }{ " " }{ s.stamp.at.china_minute() }{ " " }{ about }</span><b lang="zh-CN">{ words }</b></div> }
            })
            .collect();
        if lines.is_empty() {
            return Html::default();
        }
        html! { <section><h3>{ t.paper.supplements }</h3>{ for lines }</section> }
    }

    /// What was done with the record after its seal.
    fn acts(&self, t: &'static Messages) -> Html {
        let line = |view: &ActView| html! { <div class="paper-line"><span lang="zh-CN">{ self.name_of(&view.stamp.by) }{ " " }{ view.stamp.at.china_minute() }</span><b lang="zh-CN">{ acts::words(&view.act, t) }</b></div> };
        match self.view.acts.is_empty() {
            true => Html::default(),
            false => {
                html! { <section><h3>{ t.acts.title }</h3>{ for self.view.acts.iter().map(line) }</section> }
            }
        }
    }

    fn signed(&self, t: &'static Messages) -> Html {
        let p = &t.paper;
        let of = |fits: &dyn Fn(&Signer) -> bool| {
            self.view
                .signatures
                .iter()
                .rev()
                .find(|s| fits(&s.signature.signer))
        };
        let subject = of(&|signer| matches!(signer, Signer::Subject { .. }));
        let witness = of(&|signer| matches!(signer, Signer::Witness { .. }));
        html! {
            <>
                <div class="paper-signed">
                    { for self.package.team.iter().map(|member| {
                        let signature = of(&|signer| matches!(signer, Signer::Officer { inspector, .. } if inspector == &member.inspector));
                        self.line(p.officers, &format!("{} {}", member.name, member.certificate_no), signature, t)
                    }) }
                    if self.package.excerpt.signatures.subject_signs && self.view.refusal.is_none() {
                        { self.line(p.subject, "", subject, t) }
                    }
                    { for guests(self.view).map(|guest| self.line(p.guest, "", Some(guest), t)) }
                    { for interpreters(self.view).map(|one| self.line(p.interpreter, "", Some(one), t)) }
                    if let Some(witness) = witness { { self.line(p.witness, "", Some(witness), t) } }
                </div>
                if let Some(refusal) = &self.view.refusal {
                    <p>{ (p.refused)(&refusal.reason) }</p>
                    if !refusal.no_witness.is_empty() { <p>{ (p.no_witness)(&refusal.no_witness) }</p> }
                }
            </>
        }
    }

    fn known_by(&self, t: &'static Messages) -> Html {
        let digest = self.digest();
        let text = format!("suicha record v1\n{}\n{digest}", self.view.id);
        html! {
            <div class="paper-end">
                <div>
                    <p>{ t.paper.number }{ " " }<b>{ self.view.id.to_string() }</b></p>
                    if Submission::of(self.package, self.view).is_some() {
                        <p>{ t.paper.key }{ " " }<b class="mono" data-testid="paper-key">{ key_of(&digest) }</b></p>
                    }
                    <p>{ self.state(t) }</p>
                    <p>{ t.paper.digest }<br /><span class="mono small" data-testid="paper-digest">{ digest }</span></p>
                    <p class="small">{ t.paper.digest_hint }</p>
                </div>
                <Qr text={text} label={t.paper.code} testid="paper-qr" />
            </div>
        }
    }
}

/// The last signature of every interpreter, by name.
fn interpreters(view: &InspectionView) -> impl Iterator<Item = &SignatureView> {
    let name = |s: &SignatureView| match &s.signature.signer {
        Signer::Interpreter { name, .. } => Some(name.clone()),
        Signer::Officer { .. } | Signer::Subject { .. } | Signer::Witness { .. } | Signer::Guest { .. } => {
            None
        }
    };
    let all = view.signatures.iter().enumerate();
    all.filter(move |(n, s)| {
        let later = &view.signatures[n + 1..];
        name(s).is_some_and(|who| later.iter().all(|l| name(l).as_ref() != Some(&who)))
    })
    .map(|(_, s)| s)
}

/// The last signature of every officer who took part without having been drawn.
fn guests(view: &InspectionView) -> impl Iterator<Item = &SignatureView> {
    let certificate = |s: &SignatureView| match &s.signature.signer {
        Signer::Guest { certificate_no, .. } => Some(certificate_no.clone()),
        Signer::Officer { .. }
        | Signer::Subject { .. }
        | Signer::Witness { .. }
        | Signer::Interpreter { .. } => None,
    };
    let all = view.signatures.iter().enumerate();
    all.filter(move |(n, s)| {
        let later = &view.signatures[n + 1..];
        certificate(s).is_some_and(|no| later.iter().all(|l| certificate(l).as_ref() != Some(&no)))
    })
    .map(|(_, s)| s)
}

impl Sheet<'_> {
    /// One place to sign, with the drawing or what stands in its place.
    fn line(
        &self,
        capacity: &str,
        who: &str,
        signature: Option<&SignatureView>,
        t: &'static Messages,
    ) -> Html {
        let (name, detail) = match signature.map(|s| &s.signature.signer) {
            Some(Signer::Subject { name, position }) => (name.as_str(), position.as_str()),
            Some(Signer::Witness { name, relation }) => (name.as_str(), relation.as_str()),
            Some(Signer::Interpreter { name, engaged }) => (name.as_str(), engaged.as_str()),
            Some(Signer::Guest {
                name, certificate_no, ..
            }) => (name.as_str(), certificate_no.as_str()),
            Some(Signer::Officer { .. }) | None => (who, ""),
        };
        let ink = signature.map(|s| match s.signature.form {
            SignatureForm::Strokes => drawing(&s.signature.strokes, name).unwrap_or_default(),
            SignatureForm::SealPhoto | SignatureForm::ThumbPhoto => self.mark(s, t),
        });
        html! {
            <div data-testid="paper-signature">
                <p>{ capacity.to_owned() }{ " " }<span lang="zh-CN">{ name.to_owned() }{ " " }{ detail.to_owned() }</span></p>
                { ink.unwrap_or_else(|| html! { <p>{ t.paper.unsigned }</p> }) }
                if let Some(signature) = signature {
                    <p class="small">{ signature.signature.at.china_minute() }</p>
                    if signature.before_change { <p class="small">{ t.paper.before_change }</p> }
                }
            </div>
        }
    }

    /// The photo of a seal or thumbprint that stands in for a signature.
    fn mark(&self, signature: &SignatureView, t: &Messages) -> Html {
        let id = signature.signature.evidence.as_ref();
        let photo = self.view.evidence.iter().find(|e| Some(&e.evidence.id) == id);
        let picture = photo.map(|e| (self.picture)(&e.evidence, t.paper.by_photo));
        picture.unwrap_or_else(|| html! { <p>{ t.paper.by_photo }</p> })
    }

    /// Where a rule asks for it, everybody's signature or a place for it at the foot of every page (逐页签名).
    fn every_page(&self, t: &'static Messages) -> Html {
        let rule = &self.package.excerpt.signatures;
        if rule.every_page_cite.is_empty() {
            return Html::default();
        }
        let small = |signature: Option<&SignatureView>| {
            signature.map_or_else(Html::default, |s| match s.signature.form {
                SignatureForm::Strokes => drawing(&s.signature.strokes, t.paper.each).unwrap_or_default(),
                SignatureForm::SealPhoto | SignatureForm::ThumbPhoto => self.mark(s, t),
            })
        };
        let last = |fits: &dyn Fn(&Signer) -> bool| {
            let standing = self.view.signatures.iter().rev().filter(|s| !s.before_change);
            small(standing.into_iter().find(|s| fits(&s.signature.signer)))
        };
        let subject = rule.subject_signs && self.view.refusal.is_none() && self.view.skip.is_none();
        html! {
            <tr><td>
                <div class="paper-each" data-testid="paper-each">
                    { for self.package.team.iter().map(|member| html! {
                        <span><span lang="zh-CN">{ member.name.clone() }</span><i>{ last(&|s| matches!(s, Signer::Officer { inspector, .. } if inspector == &member.inspector)) }</i></span>
                    }) }
                    if subject { <span>{ t.paper.subject }<i>{ last(&|s| matches!(s, Signer::Subject { .. })) }</i></span> }
                </div>
                <p class="paper-cite">{ t.paper.each }{ " " }<span lang="zh-CN">{ rule.every_page_cite.clone() }</span></p>
            </td></tr>
        }
    }
}
