//! Two wordings of one paper written at once: both are shown, a person picks.

use crate::hooks::tablet::use_tablet;
use crate::i18n::{Messages, use_t};
use crate::state::work::Entry;
use crate::ui::{Banner, Button, Tone};
use domain::inspection::edit::Edit;
use domain::inspection::paper::{Paper, PaperView};
use domain::inspection::view::DocState;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub(super) struct WordingsProps {
    pub(super) n: usize,
    pub(super) entry: Rc<Entry>,
    pub(super) view: Rc<PaperView>,
}

/// Nothing where there is one wording.
#[component]
pub(super) fn Wordings(props: &WordingsProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let (entry, n) = (&props.entry, props.n);
    if props.view.alternatives.is_empty() {
        return Html::default();
    }
    let disabled = entry.view.state == DocState::Sealed;
    let pick = |paper: &Paper| {
        let (tablet, inspection, paper) = (tablet.clone(), entry.id().clone(), paper.clone());
        Callback::from(move |_: MouseEvent| {
            tablet.edit(
                &inspection,
                Edit::Paper {
                    paper: Box::new(paper.clone()),
                },
            );
        })
    };
    html! {
        <Banner tone={Tone::Danger} title={t.visit_papers.differs} testid={format!("paper-{n}-differs")}>
            <p>{ t.visit_papers.differs_hint }</p>
            { for props.view.alternatives.iter().enumerate().map(|(m, of)| html! {
                <div class="stack tight step" key={m}>
                    <p class="small soft">{ entry.name_of(&of.stamp.by) }{ " · " }{ of.stamp.at.china_minute() }</p>
                    { whole(t, &of.paper) }
                    <div class="row end"><Button onclick={pick(&of.paper)} {disabled} testid={format!("paper-{n}-pick-{m}")}>{ t.inspect.settle }</Button></div>
                </div>
            }) }
        </Banner>
    }
}

/// Everything it says, each with its label; what is empty is left out.
fn whole(t: &'static Messages, paper: &Paper) -> Html {
    let p = &t.visit_papers;
    let kind = paper.kind;
    let mut said: Vec<(String, &str)> = vec![
        ((p.person)(kind), &paper.person),
        (p.position.to_owned(), &paper.position),
        (p.place.to_owned(), &paper.place),
        (p.from.to_owned(), &paper.from),
        (p.to.to_owned(), &paper.to),
        (p.deadline.to_owned(), &paper.deadline),
        (p.basis.to_owned(), &paper.basis),
    ];
    for (at, row) in paper.rows.iter().enumerate() {
        said.push(((p.what)(kind, at + 1), &row.what));
        said.push(((p.says)(kind, at + 1), &row.says));
    }
    said.push((p.unsigned_why.to_owned(), &paper.unsigned));
    said.push((p.void.to_owned(), &paper.void));
    let said = said.into_iter().filter(|(_, value)| !value.is_empty());
    html! {
        <>
            <dl class="facts">{ for said.map(|(label, value)| html! { <><dt>{ label }</dt><dd class="pre">{ value.to_owned() }</dd></> }) }</dl>
            if let Some(signed) = &paper.signed { <p class="small">{ (p.signed)(&signed.at.china_minute()) }</p> }
        </>
    }
}
