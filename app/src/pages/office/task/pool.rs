//! The pool before the commitment: strata with their rounding, seats, and everybody left out with the article.
//!
//! `data-testid`: `pool`, `pool-stratum` (one a stratum, `data-sample`), `pool-excluded-subjects`,
//! `pool-excluded-inspectors`, `pool-problem`, `pool-inspectors`, `pool-seats`,
//! `pool-renewed` (one a roster).

use crate::hooks::remote::use_remote;
use crate::i18n::{Messages, use_t};
use crate::ui::{Banner, Card, Table, Tag, Tone, remote};
use domain::problem::{Problem, Severity};
use domain::time::Timestamp;
use domain::wire::api::{ExcludedView, PoolPreview, StratumView};
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct PoolProps {
    pub id: AttrValue,
}

/// The preview.
#[component]
pub fn Pool(props: &PoolProps) -> Html {
    let t = use_t();
    let pool = use_remote::<PoolPreview>(Some(format!("/api/v1/tasks/{}/pool", props.id).into()));
    html! { <div class="stack" data-testid="pool">{ remote(&pool, |pool| view(t, pool)) }</div> }
}

fn view(t: &'static Messages, pool: &PoolPreview) -> Html {
    html! {
        <>
            { problems(t, &pool.problems, Severity::Error, Tone::Danger, t.draw.problems_before) }
            { problems(t, &pool.problems, Severity::Warning, Tone::Warn, t.draw.problems_reminders) }
            <Card title={t.draw.strata}>
                { strata(t, &pool.strata) }
                { renewed(t, t.rosters.subjects, pool.subjects_renewed) }
                { renewed(t, t.rosters.inspectors, pool.inspectors_renewed) }
            </Card>
            <Card title={t.draw.seats}>
                <div class="row" data-testid="pool-seats">
                    { for pool.seats.iter().map(|seat| html! { <Tag tone={Tone::Accent}>{ (t.draw.seat)(seat) }</Tag> }) }
                    <span class="strong" data-testid="pool-inspectors">{ (t.draw.inspectors)(pool.inspectors) }</span>
                </div>
            </Card>
            { excluded(t, t.draw.inspector, (t.draw.excluded_inspectors)(pool.excluded_inspectors.len()), &pool.excluded_inspectors, "pool-excluded-inspectors") }
            { excluded(t, t.draw.subject, (t.draw.excluded_subjects)(pool.excluded_subjects.len()), &pool.excluded_subjects, "pool-excluded-subjects") }
        </>
    }
}

/// How old the roster is that is drawn from.
fn renewed(t: &'static Messages, roster: &'static str, at: Option<Timestamp>) -> Html {
    let when = at.map_or_else(
        || t.rosters.never_renewed.to_owned(),
        |at| (t.draw.renewed)(&at.china_minute()),
    );
    html! { <p class="soft" data-testid="pool-renewed">{ (t.draw.roster_renewed)(roster, &when) }</p> }
}

fn problems(
    t: &'static Messages,
    all: &[Problem],
    severity: Severity,
    tone: Tone,
    title: &'static str,
) -> Html {
    let some: Vec<&Problem> = all.iter().filter(|p| p.severity == severity).collect();
    if some.is_empty() {
        return Html::default();
    }
    html! {
        <Banner {tone} {title}>
            <ul>{ for some.into_iter().map(|p| html! { <li data-testid="pool-problem" data-code={p.code.clone()}>{ (t.draw.problem)(p) }</li> }) }</ul>
        </Banner>
    }
}

/// Strata with the rule in words, so that the rounding can be checked by hand.
pub fn strata(t: &'static Messages, strata: &[StratumView]) -> Html {
    let d = &t.draw;
    let head = [d.stratum, d.in_pool, d.rule, d.sample, d.basis]
        .map(AttrValue::from)
        .to_vec();
    let pool: u64 = strata.iter().map(|s| s.pool).sum();
    let sample: u64 = strata.iter().map(|s| s.sample).sum();
    html! {
        <Table caption={d.strata} {head}>
            { for strata.iter().map(|s| html! {
                <tr key={s.key.clone()} data-testid="pool-stratum" data-key={s.key.clone()} data-sample={s.sample.to_string()}>
                    <td class="strong">{ &s.label }</td>
                    <td class="number">{ s.pool }</td>
                    <td class="mono">{ &s.rule }</td>
                    <td class="number strong">{ s.sample }</td>
                    <td class="cite">{ &s.cite }</td>
                </tr>
            }) }
            if strata.len() > 1 {
                <tr><td>{ d.sum }</td><td class="number">{ pool }</td><td></td><td class="number strong">{ sample }</td><td></td></tr>
            }
        </Table>
    }
}

fn excluded(
    t: &'static Messages,
    who: &'static str,
    title: String,
    rows: &[ExcludedView],
    testid: &'static str,
) -> Html {
    let d = &t.draw;
    let head = [who, d.why, d.cite].map(AttrValue::from).to_vec();
    // No article stands behind the plan's own filter or a status in the roster: that is said, not left blank.
    let basis = |row: &ExcludedView| match (row.cite.as_str(), row.code.starts_with("plan.")) {
        ("", true) => d.basis_plan.to_owned(),
        ("", false) => d.basis_roster.to_owned(),
        (cite, _) => cite.to_owned(),
    };
    html! {
        <details class="card excluded" data-testid={testid} data-count={rows.len().to_string()}>
            <summary>{ title.clone() }</summary>
            if rows.is_empty() { <p class="soft">{ d.excluded_none }</p> } else {
                <Table caption={title} {head}>
                    { for rows.iter().map(|row| html! {
                        <tr key={row.id.clone()} data-code={row.code.clone()}>
                            <td>{ &row.name }<span class="small soft block">{ &row.id }</span></td>
                            <td>{ (d.excluded_code)(&row.code) }</td>
                            <td class="cite">{ basis(row) }</td>
                        </tr>
                    }) }
                </Table>
            }
        </details>
    }
}
