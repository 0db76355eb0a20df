//! Published results, redacted before they came here.
//!
//! `data-testid`: `public-search`, `public-result` (one a result, `data-id`), `public-result-field`.

use crate::hooks::remote::use_remote;
use crate::i18n::tables::public::PublicWords;
use crate::i18n::use_public;
use crate::ui::{Card, Demands, Empty, TextInput, remote};
use domain::submission::is_key;
use domain::wire::api::PublicResult;
use yew::prelude::*;

/// All results, newest first.
#[component]
pub fn Results() -> Html {
    let p = use_public();
    let query = use_state_eq(String::new);
    let results = use_remote::<Vec<PublicResult>>(Some("/api/v1/public/results".into()));
    let oninput = {
        let query = query.setter();
        Callback::from(move |text: String| query.set(text))
    };
    html! {
        <>
            <h1>{ p.nav_results }</h1>
            { remote(&results, |results| {
                let found: Vec<&PublicResult> = results.iter().filter(|r| fits(r, query.trim())).collect();
                html! {
                    if results.is_empty() {
                        <Empty title={p.results_none}><p>{ p.results_none_hint }</p></Empty>
                    } else {
                        <TextInput id="public-search" kind="search" label={p.search} placeholder={p.search} value={(*query).clone()} {oninput} testid="public-search" />
                        if found.is_empty() { <Empty title={p.no_match} /> }
                        <div class="results">{ for found.into_iter().map(|r| one(p, r)) }</div>
                    }
                }
            }) }
        </>
    }
}

fn fits(result: &PublicResult, query: &str) -> bool {
    query.is_empty()
        || is_key(&result.record_sha256, query)
        || result.fields.iter().any(|(_, text)| text.contains(query))
}

fn one(p: &'static PublicWords, r: &PublicResult) -> Html {
    let published = r.published_at.map(|at| (p.published)(&at.china_minute()));
    html! {
        <div key={r.id.clone()} data-testid="public-result" data-id={r.id.clone()}>
            <Card title={r.task_title.clone()} aside={html! { <span class="small soft">{ published }</span> }}>
                <dl class="facts">
                    { for r.fields.iter().map(|(label, text)| html! {
                        <><dt lang="zh-CN">{ label }</dt><dd class="pre" lang="zh-CN" data-testid="public-result-field">{ text }</dd></>
                    }) }
                </dl>
                <Demands demands={r.demands.clone()} />
                <p class="small soft">
                    { p.record }{ " " }<span class="mono">{ &r.record_sha256 }</span>
                    if let Some(index) = r.log_index { { " · " }{ (p.log_index)(index) } }
                </p>
            </Card>
        </div>
    }
}
