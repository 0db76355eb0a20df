//! The list of a roster: search, pages.
//!
//! `data-testid`: `roster-search`, `roster-total`, `roster-row` (one an entry), `roster-previous`,
//! `roster-next`, `roster-lacking` (fields the rules want), `roster-rules`.

use super::Kind;
use crate::hooks::remote::use_search;
use crate::i18n::{Messages, use_t};
use crate::shell::http;
use crate::ui::{Banner, Button, Empty, Table, Tag, TextInput, Tone, remote};
use domain::roster::{Inspector, Subject};
use domain::wire::api::RosterPage;
use yew::prelude::*;

/// Entries the server puts on a page; only the last page has fewer.
const PAGE: u32 = 50;

#[derive(Properties, PartialEq, Debug)]
pub struct ListProps {
    pub kind: Kind,
    /// Read again when it changes.
    pub version: u32,
}

/// One roster's list.
#[component]
pub fn List(props: &ListProps) -> Html {
    let t = use_t();
    let query = use_state_eq(String::new);
    let page = use_state_eq(|| 0_u32);
    let path = format!(
        "/api/v1/rosters/{}?q={}&page={}",
        props.kind.path(),
        http::encode(&query),
        *page
    );
    let entries = use_search::<RosterPage>(Some(path.into()));
    {
        let reload = entries.reload.clone();
        use_effect_with(props.version, move |version| {
            if *version > 0 {
                reload.emit(());
            }
        });
    }
    let search = {
        let (query, page) = (query.setter(), page.setter());
        Callback::from(move |text: String| {
            page.set(0);
            query.set(text);
        })
    };
    let label = match props.kind {
        Kind::Subjects => t.rosters.search,
        Kind::Inspectors => t.rosters.search_inspectors,
    };
    html! {
        <div class="stack">
            <TextInput id="roster-search" kind="search" value={(*query).clone()} oninput={search} {label} placeholder={label} testid="roster-search" />
            { remote(&entries, |entries| html! {
                if entries.total == 0 {
                    { nothing(t, query.is_empty()) }
                } else {
                    <>
                        <div class="row between">
                            <p class="strong" data-testid="roster-total" data-total={entries.total.to_string()}>{ (t.rosters.total)(entries.total) }</p>
                            { pager(t, entries, &page) }
                        </div>
                        { notices(t, entries) }
                        { table(t, props.kind, entries) }
                    </>
                }
            }) }
        </div>
    }
}

fn nothing(t: &Messages, unfiltered: bool) -> Html {
    let (title, hint) = if unfiltered {
        (t.rosters.none, t.rosters.none_hint)
    } else {
        (t.rosters.no_match, t.rosters.no_match_hint)
    };
    html! { <Empty {title} testid="roster-empty"><p>{ hint }</p></Empty> }
}

/// What the regimes in use say of keeping the roster, and which of their fields its rows lack.
fn notices(t: &'static Messages, entries: &RosterPage) -> Html {
    html! {
        <>
            if !entries.problems.is_empty() {
                <Banner tone={Tone::Warn} title={t.rosters.lacking} testid="roster-lacking">
                    <ul>{ for entries.problems.iter().map(|p| html! { <li>{ (t.rosters.problem)(p) }</li> }) }</ul>
                </Banner>
            }
            if !entries.rules.is_empty() {
                <details class="card excluded" data-testid="roster-rules">
                    <summary>{ t.rosters.keeping }</summary>
                    <ul lang="zh-CN">{ for entries.rules.iter().map(|(regime, rule)| html! {
                        <li>{ &rule.text }{ " " }<span class="cite" lang="zh-CN">{ format!("{regime} {}", rule.cite) }</span></li>
                    }) }</ul>
                </details>
            }
        </>
    }
}

fn pager(t: &Messages, entries: &RosterPage, page: &UseStateHandle<u32>) -> Html {
    let pages = entries.total.div_ceil(PAGE).max(1);
    let go = |to: u32| {
        let setter = page.setter();
        Callback::from(move |_: MouseEvent| setter.set(to))
    };
    html! {
        if pages > 1 {
            <div class="row tight">
                <Button disabled={entries.page == 0} onclick={go(entries.page.saturating_sub(1))} testid="roster-previous">{ t.rosters.previous }</Button>
                <span>{ (t.rosters.page)(entries.page + 1, pages) }</span>
                <Button disabled={entries.page + 1 >= pages} onclick={go(entries.page + 1)} testid="roster-next">{ t.rosters.next }</Button>
            </div>
        }
    }
}

fn table(t: &Messages, kind: Kind, entries: &RosterPage) -> Html {
    let r = &t.rosters;
    let (caption, head) = match kind {
        Kind::Subjects => (
            r.subjects,
            vec![r.name, r.code, r.district, r.class, r.risk, r.industry, r.status],
        ),
        Kind::Inspectors => (
            r.inspectors,
            vec![
                r.person,
                r.certificate,
                r.certificate_until,
                r.department,
                r.post,
                r.status,
                r.recusals,
            ],
        ),
    };
    html! {
        <Table {caption} head={head.into_iter().map(AttrValue::from).collect::<Vec<_>>()}>
            { for entries.subjects.iter().map(|s| subject(t, s)) }
            { for entries.inspectors.iter().map(|i| inspector(t, i)) }
        </Table>
    }
}

fn status(t: &Messages, status: &str) -> Html {
    let tone = if status == "active" { Tone::Ok } else { Tone::Warn };
    html! { <Tag {tone}>{ (t.rosters.value)(status) }</Tag> }
}

fn subject(t: &Messages, s: &Subject) -> Html {
    let code = s.credit_code.as_ref().or(s.registration_no.as_ref());
    html! {
        <tr key={s.id.to_string()} data-testid="roster-row">
            <td class="wide"><span class="strong">{ &s.name }</span>if !s.address.is_empty() { <span class="small soft block">{ &s.address }</span> }</td>
            <td class="ident">{ code.cloned().unwrap_or_else(|| t.rosters.no_code.to_owned()) }</td>
            <td>{ &s.district }</td>
            <td>{ (t.rosters.value)(&s.class) }</td>
            <td>{ (t.rosters.value)(&s.risk) }</td>
            <td>{ &s.industry }</td>
            <td>{ status(t, &s.status) }</td>
        </tr>
    }
}

fn inspector(t: &Messages, i: &Inspector) -> Html {
    let until = i
        .certificate_until
        .map_or_else(|| t.rosters.certificate_unknown.to_owned(), |d| d.to_string());
    html! {
        <tr key={i.id.to_string()} data-testid="roster-row">
            <td class="strong name">{ &i.name }</td>
            <td class="ident">{ &i.certificate_no }</td>
            <td class="ident">{ until }</td>
            <td>{ &i.department }</td>
            <td>{ &i.post }</td>
            <td>{ status(t, &i.status) }</td>
            <td>if !i.recusals.is_empty() { { (t.rosters.recusal_count)(i.recusals.len()) } }</td>
        </tr>
    }
}
