//! What is photographed for the visit as a whole: the site, a copied document, a paper original.
//!
//! `data-testid`: `purpose-<scene|copied|paper>`, `paper-from`, `paper-agrees`, `paper-of`, `paper-page`, `paper-again`.

use crate::i18n::use_t;
use crate::state::purpose::{Purpose, What};
use crate::ui::{Button, Card, Choice, Field, Pick, Segmented, TextInput};
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
        next.what = What::ALL
            .into_iter()
            .find(|what| what.code() == code)
            .unwrap_or_default();
        next.again();
    });
    let on_agrees = {
        let (purpose, go) = (purpose.clone(), props.change.clone());
        Callback::from(move |agrees: bool| {
            go.emit(Purpose {
                agrees,
                ..purpose.clone()
            })
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
                    <TextInput id="paper-from" testid="paper-from" value={purpose.from.clone()} oninput={with(|next, from| next.from = from)} />
                </Field>
                <Pick label={t.sheet.agrees} checked={purpose.agrees} on_change={on_agrees} testid="paper-agrees" />
            }
            if purpose.what == What::Paper { <p class="soft">{ p.paper_hint }</p> }
            if purpose.what != What::Scene {
                <Field id="paper-of" label={p.of}>
                    <TextInput id="paper-of" testid="paper-of" inputmode="numeric" value={purpose.of.to_string()}
                        oninput={with(|next, of| next.of = of.trim().parse().unwrap_or(0))} />
                </Field>
                <div class="row between">
                    <span class="strong" role="status" data-testid="paper-page">
                        { if purpose.done() { (p.all_pages)(purpose.of) } else { (p.next_page)(purpose.page, purpose.of) } }
                    </span>
                    if purpose.page > 1 { <Button onclick={again} testid="paper-again">{ p.another }</Button> }
                </div>
            }
        </Card>
    }
}
