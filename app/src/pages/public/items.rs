//! Item lists: what may be inspected, and on what ground.
//!
//! `data-testid`: `public-items` (one a list).

use crate::hooks::remote::use_remote;
use crate::i18n::tables::public::PublicWords;
use crate::i18n::use_public;
use crate::ui::{Demands, Empty, Table, remote};
use domain::wire::api::PublicItemList;
use yew::prelude::*;

/// All lists.
#[component]
pub fn Items() -> Html {
    let p = use_public();
    let lists = use_remote::<Vec<PublicItemList>>(Some("/api/v1/public/items".into()));
    html! {
        <>
            <h1>{ p.nav_items }</h1>
            { remote(&lists, |lists| html! {
                if lists.is_empty() {
                    <Empty title={p.items_none}><p>{ p.items_none_hint }</p></Empty>
                } else {
                    <div class="results">{ for lists.iter().map(|list| one(p, list)) }</div>
                }
            }) }
        </>
    }
}

fn one(p: &'static PublicWords, list: &PublicItemList) -> Html {
    let head = [p.item_no, p.item_text, p.item_basis]
        .map(AttrValue::from)
        .to_vec();
    html! {
        <details class="card excluded" data-testid="public-items">
            <summary>
                <span class="stack tight">
                    <span>{ &list.title }{ " · " }{ (p.items_count)(list.items.len()) }</span>
                    <span class="small soft">{ format!("{} {} · {}", list.regime, list.regime_title, list.cite) }</span>
                </span>
            </summary>
            <Demands demands={list.demands.clone()} />
            <Table caption={list.title.clone()} {head}>
                { for list.items.iter().map(|(no, text, basis)| html! {
                    <tr><td>{ no }</td><td class="wide">{ text }</td><td class="cite">{ basis }</td></tr>
                }) }
            </Table>
        </details>
    }
}
