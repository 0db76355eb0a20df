//! Why a visit takes place that no draw named, and what the visit before found, with its pictures.
//!
//! `data-testid`: `occasion`, `finding-<item id>`, `order-then` (brief), `then-<item id>` (checklist), `then-picture`.

use crate::hooks::tablet::use_tablet;
use crate::i18n::{Messages, use_t};
use crate::shell::picture::Shown;
use crate::ui::{Banner, Card, Tone};
use domain::assignment::{Finding, Occasion, OrderGiven, Picture, Prior};
use std::rc::Rc;
use yew::prelude::*;

/// The card of the brief.
pub(super) fn card(t: &'static Messages, occasion: &Occasion) -> Html {
    html! {
        <Card title={t.visit.occasion} testid="occasion">
            <Banner tone={Tone::Warn} title={t.today.not_random}><p>{ t.today.not_random_hint }</p></Banner>
            <p>{ occasion.label.clone() }{ " " }<span class="cite" lang="zh-CN">{ occasion.cite.clone() }</span></p>
            <p class="strong">{ occasion.reason.clone() }</p>
            if let Some(prior) = &occasion.prior { { found(t, prior) } }
        </Card>
    }
}

fn found(t: &'static Messages, prior: &Prior) -> Html {
    html! {
        <section class="stack">
            <h3>{ t.visit.found_then }</h3>
            <p class="small soft">{ (t.visit.then)(&prior.sealed_at.china_minute()) }{ " " }{ prior.inspection.to_string() }</p>
            if !prior.order.is_empty() { <p class="pre">{ prior.order.clone() }</p> }
            { for prior.orders.iter().map(|order| ordered(t, order)) }
            <ul class="lines">
                { for prior.findings.iter().map(|f| html! {
                    <li key={f.item.to_string()} class="stack tight" data-testid={format!("finding-{}", f.item)}>
                        <p>{ f.text.clone() }</p>{ said(f) }
                    </li>
                }) }
            </ul>
            <p class="small soft">{ t.visit.record_then }{ " " }<span class="mono">{ prior.record_sha256.clone() }</span></p>
        </section>
    }
}

fn ordered(t: &'static Messages, order: &OrderGiven) -> Html {
    html! {
        <div key={order.number.clone()} class="stack tight" data-testid="order-then">
            <p class="strong">{ (t.visit.order_until)(&order.due.to_string()) }{ " " }<span class="small soft">{ order.number.clone() }{ " " }{ order.person.clone() }</span></p>
            <ol>{ for order.lines.iter().map(|(what, says)| html! { <li>{ what.clone() }{ "：" }{ says.clone() }</li> }) }</ol>
        </div>
    }
}

fn said(finding: &Finding) -> Html {
    let words = [&finding.answer, &finding.location, &finding.note];
    let words: Vec<&str> = words
        .into_iter()
        .map(String::as_str)
        .filter(|w| !w.is_empty())
        .collect();
    html! {
        <>
            <p class="strong">{ words.join(" · ") }</p>
            if !finding.pictures.is_empty() {
                <ul class="photo-strip">{ for finding.pictures.iter().map(|p| html! { <li key={p.sha256.clone()}><Then picture={p.clone()} /></li> }) }</ul>
            }
        </>
    }
}

#[derive(Debug, PartialEq, Properties)]
pub(super) struct ThenProps {
    pub(super) occasion: Rc<Occasion>,
    pub(super) item: AttrValue,
}

/// What was found at this question then, beside the question of today.
#[component]
pub(super) fn AtItem(props: &ThenProps) -> Html {
    let t = use_t();
    let prior = props.occasion.prior.as_ref();
    let finding = prior.and_then(|p| p.findings.iter().find(|f| f.item.as_str() == &*props.item));
    match (prior, finding) {
        (Some(prior), Some(finding)) => html! {
            <aside class="stack tight then" data-testid={format!("then-{}", props.item)}>
                <p class="small soft">{ (t.visit.then)(&prior.sealed_at.china_minute()) }</p>{ said(finding) }
            </aside>
        },
        (None, _) | (_, None) => Html::default(),
    }
}

#[derive(Debug, PartialEq, Properties)]
struct PictureProps {
    picture: Picture,
}

#[component]
fn Then(props: &PictureProps) -> Html {
    let t = use_t();
    let tablet = use_tablet();
    let shown = use_state(|| None::<Rc<Shown>>);
    {
        let shown = shown.setter();
        use_effect_with(props.picture.sha256.clone(), move |sha256| {
            let sha256 = sha256.clone();
            yew::platform::spawn_local(async move {
                if let Some(bytes) = tablet.evidence(&sha256).await {
                    shown.set(Shown::of(&bytes, "image/jpeg").map(Rc::new));
                }
            });
        });
    }
    let at = props.picture.taken_at.china_minute();
    let alt = (t.visit.picture_of)(&at);
    html! {
        <figure class="photo" data-testid="then-picture">
            if let Some(shown) = &*shown { <img src={shown.url().to_owned()} {alt} /> } else { <div class="photo-empty">{ t.visit.picture_later }</div> }
            <figcaption class="small soft">{ at }{ " " }{ props.picture.caption.clone() }</figcaption>
        </figure>
    }
}
