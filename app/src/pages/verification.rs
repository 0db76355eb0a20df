//! Verifying a transcript in this browser: the same code as on the server, step by step, with the first
//! difference. Used by the public page and the office alike.
//!
//! `data-testid`: `verify-running`, `verify-report` (`data-verdict` = `ok`, `differs` or `unreadable`),
//! `verify-step` (one a step, `data-outcome`), `verify-difference`, `verify-place`, `verify-seed`, `verify-late`.

use crate::i18n::tables::public::PublicWords;
use crate::i18n::use_public;
use crate::ui::{Banner, Card, Icon, IconName, Tag, Tone};
use domain::draw::verify::{Difference, Facts, Report, Step, Verdict, verify_step_by_step};
use domain::time::Timestamp;
use std::rc::Rc;
use std::time::Duration;
use yew::platform::time::sleep;
use yew::prelude::*;

/// Two frames at 60 Hz: enough for the browser to paint the words first.
const PAINT: Duration = Duration::from_millis(34);

#[derive(Properties, PartialEq, Debug)]
pub struct VerificationProps {
    /// The transcript's bytes.
    pub bytes: Rc<Vec<u8>>,
    /// The log's key as the office publishes it, to be compared with the transcript's.
    #[prop_or_default]
    pub log_key: Option<AttrValue>,
}

/// Computes, then shows what was found.
#[component]
pub fn Verification(props: &VerificationProps) -> Html {
    let p = use_public();
    let report = use_state_eq(|| None::<Rc<Report>>);
    {
        let report = report.setter();
        use_effect_with(props.bytes.clone(), move |bytes| {
            let bytes = bytes.clone();
            report.set(None);
            yew::platform::spawn_local(async move {
                // The words "computing" are painted before the work keeps the page busy.
                sleep(PAINT).await;
                report.set(Some(Rc::new(verify_step_by_step(&bytes, None))));
            });
        });
    }
    match report.as_ref() {
        None => html! { <p role="status" class="strong" data-testid="verify-running">{ p.verifying }</p> },
        Some(report) => shown(p, report, props.log_key.as_deref()),
    }
}

fn shown(p: &'static PublicWords, report: &Report, log_key: Option<&str>) -> Html {
    let verdict = match &report.verdict {
        Verdict::Ok(_) => "ok",
        Verdict::Differs(_) => "differs",
        Verdict::Unreadable(_) => "unreadable",
    };
    html! {
        <div class="stack loose" data-testid="verify-report" data-verdict={verdict}>
            { match &report.verdict {
                Verdict::Ok(_) => html! { <Banner tone={Tone::Ok} title={p.verified}><p>{ p.verified_words }</p></Banner> },
                Verdict::Differs(difference) => differs(p, difference),
                Verdict::Unreadable(why) => html! {
                    <Banner tone={Tone::Danger} title={p.not_transcript}><p>{ p.not_transcript_hint }</p><p class="small mono">{ why }</p></Banner>
                },
            } }
            if verdict != "unreadable" { { steps(p, report) } }
            if let Verdict::Ok(facts) = &report.verdict { { what(p, facts, log_key) } }
        </div>
    }
}

fn differs(p: &'static PublicWords, d: &Difference) -> Html {
    html! {
        <Banner tone={Tone::Danger} title={p.tampered} testid="verify-difference">
            <p class="strong">{ p.first_difference }</p>
            <dl class="facts">
                <dt>{ p.place }</dt><dd class="mono" data-testid="verify-place">{ &d.place }</dd>
                <dt>{ p.expected }</dt><dd class="mono">{ &d.expected }</dd>
                <dt>{ p.found }</dt><dd class="mono">{ &d.found }</dd>
            </dl>
        </Banner>
    }
}

fn steps(p: &'static PublicWords, report: &Report) -> Html {
    let stopped = Step::ALL.iter().find(|step| !report.passed.contains(step));
    html! {
        <Card title={p.steps}>
            <ol class="verify-steps">
                { for Step::ALL.iter().map(|step| {
                    let (outcome, icon, words) = if report.passed.contains(step) {
                        ("ok", IconName::Check, p.step_ok)
                    } else if stopped == Some(step) {
                        ("differs", IconName::Cross, p.step_bad)
                    } else {
                        ("skipped", IconName::Dash, p.step_skipped)
                    };
                    html! {
                        <li data-testid="verify-step" data-outcome={outcome}>
                            <Icon name={icon} /><span class="grow">{ (p.step)(*step) }</span><span class="small">{ words }</span>
                        </li>
                    }
                }) }
            </ol>
        </Card>
    }
}

fn what(p: &'static PublicWords, f: &Facts, log_key: Option<&str>) -> Html {
    html! {
        <Card title={f.name.clone()} aside={html! { <Tag tone={Tone::Ok}>{ (p.ending)(&f.ending) }</Tag> }}>
            <div class="row tight">{ for f.labels.iter().map(|label| html! { <Tag tone={Tone::Warn}>{ (p.fact_label)(label) }</Tag> }) }</div>
            <dl class="facts">
                <dt>{ p.fact_subjects }</dt><dd>{ (p.fact_pool)(f.subjects.0, f.subjects.1) }{ " · " }{ (p.drawn)(u32::try_from(f.drawn).unwrap_or(u32::MAX)) }</dd>
                <dt>{ p.fact_inspectors }</dt><dd>{ (p.fact_pool)(f.inspectors.0, f.inspectors.1) }</dd>
                <dt>{ p.commitment }</dt><dd class="mono">{ f.commitment.to_string() }</dd>
                <dt>{ p.fact_seed }</dt><dd class="mono" data-testid="verify-seed">{ f.seed.map_or_else(|| "—".to_owned(), |s| s.to_string()) }</dd>
                if !f.late.is_empty() { <dt>{ p.fact_late }</dt><dd data-testid="verify-late">{ late(p, f) }</dd> }
                if !f.cosigned.is_empty() {
                    <dt>{ p.fact_cosigned }</dt>
                    <dd><ul>{ for f.cosigned.iter().map(|(name, at)| html! { <li>{ format!("{name} · {}", cosigned_at(*at)) }</li> }) }</ul></dd>
                }
                <dt>{ p.fact_log }</dt><dd class="mono">{ &f.origin }</dd>
                <dt>{ p.fact_log_key }</dt>
                <dd>
                    <span class="mono">{ &f.log_key }</span>
                    if let Some(key) = log_key { <span class="block">{ same_key(p, key == f.log_key) }</span> }
                </dd>
            </dl>
        </Card>
    }
}

/// What was drawn among things found on site, in words.
fn late(p: &'static PublicWords, f: &Facts) -> Html {
    html! {
        <>
            <ul>{ for f.late.iter().map(|late| html! {
                <li>{ (p.late)(late.listed, late.drawn) }if late.no > 0 { { " · " }{ (p.late_again)(late.no + 1) } }</li>
            }) }</ul>
            <span class="small soft block">{ p.fact_late_hint }</span>
        </>
    }
}

fn same_key(p: &'static PublicWords, same: bool) -> Html {
    if same {
        html! { <Tag tone={Tone::Ok} testid="verify-key-same">{ p.key_same }</Tag> }
    } else {
        html! { <Tag tone={Tone::Danger} testid="verify-key-other">{ p.key_other }</Tag> }
    }
}

/// A cosignature's time is in Unix seconds.
fn cosigned_at(seconds: u64) -> String {
    i64::try_from(seconds).map_or(String::new(), |s| {
        Timestamp(s.saturating_mul(1000)).china_minute()
    })
}
