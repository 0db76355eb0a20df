//! What is photographed for the visit as a whole: the site, a copied document, a paper original.
//!
//! `data-testid`: `purpose-<scene|copied|paper>`, `paper-from`, `paper-agrees`, `paper-of`, `paper-no`, `paper-page`,
//! `paper-again`.

use crate::i18n::tables::papers::PaperEvidenceWords;
use crate::i18n::use_t;
use crate::state::purpose::{Purpose, Wants, What};
use crate::ui::{Button, Card, Choice, Field, Pick, Segmented, TextInput};
use domain::evidence::PAGES_MAX;
use domain::inspection::doc::WORDS_CHARS_MAX;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct PurposeProps {
    pub purpose: Purpose,
    pub change: Callback<Purpose>,
}

/// The card.
#[component]
pub fn PurposeCard(props: &PurposeProps) -> Html {
    let t = use_t();
    let p = &t.papers;
    let purpose = &props.purpose;
    let with = |change: fn(&mut Purpose, String)| {
        let (purpose, go) = (purpose.clone(), props.change.clone());
        Callback::from(move |text: String| {
            let mut next = purpose.clone();
            change(&mut next, text);
            go.emit(next);
        })
    };
    let choices = What::ALL.map(|what| {
        let word = match what {
            What::Scene => p.scene,
            What::Copied => p.copied,
            What::Paper => p.paper,
        };
        Choice::new(what.code(), word)
    });
    let on_pick = with(|next, code| {
        let found = What::ALL.into_iter().find(|what| what.code() == code);
        next.choose(found.unwrap_or_default());
    });
    let on_agrees = {
        let (purpose, go) = (purpose.clone(), props.change.clone());
        Callback::from(move |agrees: bool| {
            let mut next = purpose.clone();
            next.agrees = agrees;
            go.emit(next);
        })
    };
    let again = with(|next, _| next.again()).reform(|_: MouseEvent| String::new());
    html! {
        <Card title={p.purpose}>
            <Segmented label={p.purpose} choices={choices.to_vec()} selected={vec![AttrValue::from(purpose.what.code())]}
                on_pick={on_pick.reform(|code: AttrValue| code.to_string())} testid="purpose" />
            if purpose.what == What::Copied {
                <p class="soft">{ p.copied_hint }</p>
                <Field id="paper-from" label={p.from}>
                    <TextInput id="paper-from" testid="paper-from" longest={Some(WORDS_CHARS_MAX)} value={purpose.from.clone()} oninput={with(|next, from| next.from = from)} />
                </Field>
                <Pick label={t.sheet.agrees} checked={purpose.agrees} on_change={on_agrees} testid="paper-agrees" />
            }
            if purpose.what == What::Paper { <p class="soft">{ p.paper_hint }</p> }
            if purpose.what != What::Scene {
                <Field id="paper-of" label={p.of} error={purpose.of().is_none().then(|| AttrValue::from((p.of_wrong)(PAGES_MAX)))}>
                    <TextInput id="paper-of" testid="paper-of" inputmode="numeric" value={purpose.of.clone()} oninput={with(|next, of| next.of = of)} />
                </Field>
                <Field id="paper-no" label={p.page} error={purpose.page_is_wrong().then_some(AttrValue::Static(p.page_wrong))}>
                    <TextInput id="paper-no" testid="paper-no" inputmode="numeric" value={purpose.page.clone()} oninput={with(|next, page| next.page = page)} />
                </Field>
                <div class="row between">
                    <span class="strong" role="status" data-testid="paper-page">{ said(purpose, p) }</span>
                    if purpose.page != "1" { <Button onclick={again} testid="paper-again">{ p.another }</Button> }
                </div>
            }
        </Card>
    }
}

/// Which page comes next, or that all are taken; nothing while no such page can be.
fn said(purpose: &Purpose, p: &PaperEvidenceWords) -> String {
    match (purpose.wants(), purpose.pages(), purpose.of()) {
        (Some(Wants::Count), _, _) => p.of_first.to_owned(),
        (Some(Wants::Provider), _, _) => p.from_first.to_owned(),
        (None, Some(next), _) => (p.next_page)(next.page, next.of),
        (None, None, Some(of)) if purpose.done() => (p.all_pages)(of),
        (None, None, _) => String::new(),
    }
}
