//! Supplements: what a colleague wrote unaware of the seal. Shown apart; the officers settle each.
//!
//! `data-testid`: `supplement-<n>`, `supplement-adopt-<n>`, `supplement-apart-<n>`.

use super::photo_strip::PhotoStrip;
use crate::hooks::tablet::use_tablet;
use crate::i18n::use_t;
use crate::state::work::Entry;
use crate::ui::{Button, Card, Tag, Tone};
use domain::evidence::Evidence;
use domain::inspection::edit::Edit;
use domain::inspection::view::{EvidenceView, SupplementView};
use domain::submission::supplement_words;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct SupplementsProps {
    pub entry: Rc<Entry>,
}

/// All supplements; nothing where there is none.
#[component]
pub fn Supplements(props: &SupplementsProps) -> Html {
    let t = use_t();
    let entry = &props.entry;
    if entry.view.supplements.is_empty() {
        return Html::default();
    }
    html! {
        <Card title={t.closing.supplements} testid="supplements">
            <p class="soft">{ t.closing.supplements_hint }</p>
            { for entry.view.supplements.iter().enumerate().map(|(n, supplement)| html! {
                <One key={supplement.id.clone()} entry={entry.clone()} supplement={Rc::new(supplement.clone())} {n} />
            }) }
        </Card>
    }
}

#[derive(Debug, PartialEq, Properties)]
struct OneProps {
    entry: Rc<Entry>,
    supplement: Rc<SupplementView>,
    n: usize,
}

#[component]
fn One(props: &OneProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let (entry, supplement, n) = (&props.entry, &props.supplement, props.n);
    let words = |text: &str| supplement_words(&entry.package, supplement, text).1;
    let item = supplement_words(&entry.package, supplement, "").0;
    let settle = |outcome: &'static str| {
        let (tablet, inspection, id) = (tablet.clone(), entry.id().clone(), supplement.id.clone());
        Callback::from(move |_: MouseEvent| {
            let edit = Edit::SettleSupplement {
                supplement: id.clone(),
                outcome: outcome.to_owned(),
            };
            tablet.edit(&inspection, edit);
        })
    };
    html! {
        <div class="stack step" data-testid={format!("supplement-{n}")}>
            if let Some(item) = item { <p class="strong">{ item.no.clone() }{ " " }{ item.text.clone() }</p> }
            <dl class="facts">
                <dt>{ (t.closing.supplement_kind)(&supplement.kind) }</dt><dd>{ words(&supplement.text) }</dd>
                if let Some(sealed) = &supplement.sealed_text { <dt>{ t.closing.sealed_says }</dt><dd>{ words(sealed) }</dd> }
                <dt>{ t.closing.written_by }</dt><dd>{ entry.name_of(&supplement.stamp.by) }{ " · " }{ supplement.stamp.at.china_minute() }</dd>
            </dl>
            if let Some(evidence) = &supplement.evidence { { piece(entry, supplement, evidence) } }
            <div class="row">
                if let Some(outcome) = &supplement.outcome {
                    <Tag tone={Tone::Ok}>{ if outcome == "adopted" { t.closing.adopted } else { t.closing.kept_apart } }</Tag>
                } else {
                    <Button onclick={settle("adopted")} testid={format!("supplement-adopt-{n}")}>{ t.closing.adopt }</Button>
                    <Button onclick={settle("kept_apart")} testid={format!("supplement-apart-{n}")}>{ t.closing.keep_apart }</Button>
                }
            </div>
        </div>
    }
}

/// The picture where its bytes are on this tablet, and what is known of it everywhere.
fn piece(entry: &Entry, supplement: &SupplementView, evidence: &Evidence) -> Html {
    let view = EvidenceView {
        evidence: evidence.clone(),
        stamp: supplement.stamp.clone(),
        withdrawn: None,
    };
    html! { <PhotoStrip photos={vec![view]} blobs={entry.blobs.clone()} receipts={entry.receipts.clone()} /> }
}
