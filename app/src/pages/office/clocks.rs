//! Deadlines in words: what is due when, how it was counted, by which article.
//!
//! `data-testid`: `clock` (one a deadline), `clock-due`, `clock-counted`, `clock-warning`.

use crate::hooks::session::use_seat;
use crate::i18n::{Messages, use_t};
use crate::state::office::clock::{Urgency, days_left, urgency};
use crate::ui::{Tag, Tone};
use domain::assignment::DueDate;
use domain::time::Date;
use domain::wire::api::ClockView;
use yew::prelude::*;

#[derive(Properties, PartialEq, Debug)]
pub struct ClockRowProps {
    pub clock: ClockView,
}

/// One deadline with its counting.
#[component]
pub fn ClockRow(props: &ClockRowProps) -> Html {
    let t = use_t();
    let today = use_seat().map(|seat| seat.now().china_date());
    let c = &props.clock;
    html! {
        <li class="clock" data-testid="clock">
            <div class="row between">
                <span class="strong">{ &c.label }</span>
                { due_tag(t, today, c.due) }
            </div>
            <p class="small soft">
                { [c.regime.to_string(), c.about.clone(), c.cite.clone()].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · ") }
            </p>
            <p class="small">{ how(t, c) }</p>
            if let Some(warning) = &c.warning {
                <p class="small"><Tag tone={Tone::Warn} testid="clock-warning">{ (t.office.warning)(warning) }</Tag></p>
            }
            if !c.counted.is_empty() {
                <details data-testid="clock-counted">
                    <summary>{ (t.office.counted_show)(c.counted.len()) }</summary>
                    <ol class="counted">{ for c.counted.iter().map(|day| html! { <li>{ day.format("%m-%d").to_string() }</li> }) }</ol>
                </details>
            }
        </li>
    }
}

fn how(t: &Messages, c: &ClockView) -> String {
    let count = match c.unit.as_str() {
        "working_day" => (t.office.count_workdays)(c.count),
        "day" => (t.office.count_days)(c.count),
        _ => t.office.count_dated.to_owned(),
    };
    let from = c.event_date.map(|day| (t.office.from)(&day.to_string()));
    [count, (t.office.event)(&c.from), from.unwrap_or_default()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// When something is due, with the days left.
pub fn due_tag(t: &Messages, today: Option<Date>, due: Option<Date>) -> Html {
    let Some(due) = due else {
        return html! { <Tag>{ t.office.due_unknown }</Tag> };
    };
    let (tone, left) = match today {
        Some(today) => (
            match urgency(today, Some(due)) {
                Urgency::Overdue => Tone::Danger,
                Urgency::Near => Tone::Warn,
                Urgency::Calm => Tone::Plain,
            },
            (t.office.days_left)(days_left(today, due)),
        ),
        None => (Tone::Plain, String::new()),
    };
    let words = [(t.office.due)(&due.to_string()), left];
    let words: Vec<String> = words.into_iter().filter(|w| !w.is_empty()).collect();
    html! { <Tag {tone} testid="clock-due">{ words.join(" · ") }</Tag> }
}

/// Deadlines as a package or task carries them.
pub fn due_list(t: &Messages, today: Option<Date>, due: &[DueDate]) -> Html {
    html! {
        <ul class="clock-list">
            { for due.iter().map(|d| html! {
                <li class="clock" data-testid="clock">
                    <div class="row between"><span class="strong">{ &d.label }</span>{ due_tag(t, today, d.due) }</div>
                    <p class="small soft">{ &d.cite }</p>
                </li>
            }) }
        </ul>
    }
}
