//! Papers of the visit: written here, kept as they are typed, part of the record.
//!
//! `data-testid`: `paper-new-<kind>`, `paper-form-<n>`, `paper-state-<n>`, `paper-<n>-more`, `paper-<n>-sign`, `paper-<n>-signed`; the inputs by
//! their ids `paper-<n>-person`, `-position`, `-place`, `-from`, `-to`, `-deadline`, `-basis`, `-what-<row>`, `-says-<row>`, `-void`, `-unsigned`; `paper-<n>-differs` with `paper-<n>-pick-<m>`.

mod one;
mod wordings;

use super::frame::Frame;
use crate::hooks::tablet::{use_entry, use_tablet, use_work};
use crate::i18n::use_t;
use crate::pages::tablet::NoSuchInspection;
use crate::route::FieldRoute;
use crate::shell::clock;
use crate::ui::{Button, Card};
use domain::inspection::doc::next_number;
use domain::inspection::edit::Edit;
use domain::inspection::paper::{Paper, PaperKind};
use domain::inspection::view::DocState;
use one::OnePaper;
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
                <OnePaper key={view.paper.number.clone()} {n} entry={entry.clone()} view={Rc::new(view.clone())} />
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
