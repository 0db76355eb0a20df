//! What was found and drawn on site, list by list, and rows that were struck out.
//!
//! `data-testid`: `found-list` (one a list), `found-drawn`, `row-struck`.

use super::stamp;
use crate::i18n::Messages;
use crate::ui::{Banner, Card, Tag, Tone};
use domain::inspection::found::{DrawingView, ListView, thrown};
use domain::wire::api::InspectionDetail;
use yew::prelude::*;

/// The card; nothing where nothing was listed and nothing struck out.
pub(super) fn card(t: &'static Messages, f: &InspectionDetail) -> Html {
    let struck = f
        .view
        .rows
        .iter()
        .filter_map(|row| Some((row, row.struck.as_ref()?)));
    let struck: Vec<Html> = struck
        .map(|(row, why)| html! { <p key={row.id.clone()} class="soft" data-testid="row-struck">{ (t.found.struck)(&row.name, why) }</p> })
        .collect();
    let missing = f.package.onsite.iter();
    let missing = missing.filter(|d| !f.view.is_drawn_from(&d.list));
    let missing: Vec<&str> = missing.map(|d| d.label.as_str()).collect();
    if f.view.lists.is_empty() && struck.is_empty() && missing.is_empty() {
        return Html::default();
    }
    html! {
        <Card title={t.found.title} testid="found">
            { for missing.into_iter().map(|label| html! { <div class="row between"><span>{ label.to_owned() }</span><Tag tone={Tone::Warn}>{ t.found.nothing }</Tag></div> }) }
            { for f.view.lists.iter().map(|list| one(t, f, list)) }
            { for struck }
        </Card>
    }
}

fn one(t: &'static Messages, f: &InspectionDetail, list: &ListView) -> Html {
    let rule = f.package.onsite.iter().find(|d| d.list == list.fixed.list);
    let label = rule.map_or_else(|| list.fixed.list.clone(), |d| d.label.clone());
    let code = list.fixed.code().map(|c| c.to_string()).unwrap_or_default();
    html! {
        <section key={list.key.clone()} class="stack tight" data-testid="found-list">
            <h3>{ label }</h3>
            if !list.fixed.why.is_empty() { <p>{ (t.plan.fault)(t.found.why, &list.fixed.why) }</p> }
            <p>{ (t.plan.fault)(t.found.listed, &list.fixed.names.join("；")) }</p>
            <p class="small mono">{ (t.plan.fault)(t.found.code, &code) }</p>
            <p class="small soft">{ stamp(t, f, &list.stamp) }</p>
            if list.drawings.is_empty() { <div class="row"><Tag tone={Tone::Warn}>{ t.found.nothing }</Tag></div> }
            { for list.drawings.iter().map(|drawing| drawn(t, f, drawing)) }
        </section>
    }
}

fn drawn(t: &'static Messages, f: &InspectionDetail, drawing: &DrawingView) -> Html {
    let (label, value) = match thrown(&drawing.party) {
        Some(dice) => (t.found.dice_thrown, dice),
        None => (t.found.party_code, drawing.party.clone()),
    };
    html! {
        <Banner key={drawing.key.clone()} tone={Tone::Ok} title={t.found.drawn} testid="found-drawn">
            <p class="strong">{ drawing.drawn.join("；") }</p>
            <p class="small">{ (t.plan.fault)(label, &value) }</p>
            <p class="small soft">{ stamp(t, f, &drawing.stamp) }</p>
        </Banner>
    }
}
