//! The working calendar as a wall calendar, and how a chosen deadline was counted on it.
//!
//! `data-testid`: `calendar`, `calendar-year`, `calendar-previous`, `calendar-next`, `calendar-clock`,
//! `calendar-unofficial`, `calendar-day` (one a day, `data-date`, `data-kind`, `data-counted`).

use super::clocks::ClockRow;
use super::frame::Head;
use crate::hooks::remote::{use_remote, use_search};
use crate::hooks::session::use_seat;
use crate::i18n::{Messages, use_t};
use crate::state::office::month::{Day, Month, months};
use crate::ui::{Banner, Button, Card, Choice, Field, Select, Tone, remote};
use chrono::Datelike;
use domain::wire::api::{CalendarPage, ClockView, Dashboard};
use yew::prelude::*;

/// The page.
#[component]
pub fn Calendar() -> Html {
    let t = use_t();
    let this_year = use_seat().map_or(0, |seat| seat.now().china_date().year());
    let year = use_state_eq(|| this_year);
    let clock = use_state_eq(|| None::<usize>);
    let page = use_search::<CalendarPage>(Some(format!("/api/v1/calendar?year={}", *year).into()));
    let dashboard = use_remote::<Dashboard>(Some("/api/v1/dashboard".into()));
    let clocks: Vec<ClockView> = dashboard
        .state
        .value()
        .map(|d| d.clocks.iter().filter(|c| c.due.is_some()).cloned().collect())
        .unwrap_or_default();
    let chosen = clock.and_then(|n| clocks.get(n)).cloned();
    let go = |by: i32| {
        let year = year.clone();
        Callback::from(move |_: MouseEvent| year.set(*year + by))
    };
    let on_change = {
        let (clock, year, clocks) = (clock.setter(), year.setter(), clocks.clone());
        Callback::from(move |text: String| {
            let n = text.parse::<usize>().ok();
            if let Some(due) = n.and_then(|n| clocks.get(n)).and_then(|c| c.due) {
                year.set(due.year());
            }
            clock.set(n);
        })
    };
    let selected = clock.map(|n| n.to_string()).unwrap_or_default();
    html! {
        <div class="stack loose" data-testid="calendar">
            <Head title={t.administration.calendar}>
                <Button onclick={go(-1)} label={t.administration.previous_year} testid="calendar-previous">{ "‹" }</Button>
                <span class="figure" data-testid="calendar-year">{ *year }</span>
                <Button onclick={go(1)} label={t.administration.next_year} testid="calendar-next">{ "›" }</Button>
            </Head>
            <p class="soft">{ t.administration.calendar_hint }</p>
            if !clocks.is_empty() {
                <Field label={t.administration.calendar_clock} id="calendar-clock">
                    <Select id="calendar-clock" choices={choices(t, &clocks)} {selected} {on_change} testid="calendar-clock" />
                </Field>
            }
            if let Some(clock) = &chosen { <Card><ul class="clock-list"><ClockRow clock={clock.clone()} /></ul></Card> }
            { remote(&page, |page| wall(t, page, chosen.as_ref())) }
        </div>
    }
}

fn choices(t: &Messages, clocks: &[ClockView]) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", t.administration.calendar_clock_none)];
    choices.extend(clocks.iter().enumerate().map(|(n, c)| {
        let due = c.due.map(|d| d.to_string()).unwrap_or_default();
        Choice::new(
            n.to_string(),
            format!("{due} · {} · {} {}", c.label, c.regime, c.about),
        )
    }));
    choices
}

fn wall(t: &'static Messages, page: &CalendarPage, clock: Option<&ClockView>) -> Html {
    let a = &t.administration;
    html! {
        <div class="stack">
            if page.official {
                <p class="small soft">{ (a.calendar_official)(&page.source) }</p>
            } else {
                <Banner tone={Tone::Warn} title={(a.calendar_unofficial)(page.official_until)} testid="calendar-unofficial" />
            }
            <ul class="legend" aria-label={a.calendar_legend}>
                <li data-kind="off">{ a.legend_off }</li>
                <li data-kind="make-up">{ a.legend_makeup }</li>
                if clock.is_some() { <li data-kind="counted">{ a.legend_counted }</li><li data-kind="due">{ a.legend_due }</li> }
            </ul>
            <div class="months">{ for months(page).into_iter().map(|m| month(t, &m, clock)) }</div>
        </div>
    }
}

fn month(t: &'static Messages, m: &Month, clock: Option<&ClockView>) -> Html {
    let lead = (0..m.lead).map(|_| html! { <li class="gap" aria-hidden="true"></li> });
    html! {
        <section class="month" key={m.month}>
            <h3>{ (t.administration.month)(m.month) }</h3>
            <ol class="days">
                { for t.administration.weekdays.split(' ').map(|w| html! { <li class="weekday">{ w }</li> }) }
                { for lead }
                { for m.days.iter().map(|d| day(t, d, clock)) }
            </ol>
        </section>
    }
}

fn day(t: &'static Messages, d: &Day, clock: Option<&ClockView>) -> Html {
    let due = clock.is_some_and(|c| c.due == Some(d.date));
    let counted = clock.is_some_and(|c| c.counted.contains(&d.date));
    let (kind, word) = if d.make_up {
        ("make-up", t.administration.calendar_workday)
    } else if d.off {
        ("off", t.administration.calendar_off)
    } else {
        ("work", "")
    };
    let title = [
        d.name.as_str(),
        if d.make_up || !d.name.is_empty() { word } else { "" },
    ]
    .join(" ");
    html! {
        <li data-testid="calendar-day" data-date={d.date.to_string()} data-kind={kind} data-counted={counted.then_some("true")}
            data-due={due.then_some("true")} title={title.trim().to_owned()}>
            <span>{ d.date.day() }</span>
            if d.make_up || !d.name.is_empty() { <small>{ word }</small> }
        </li>
    }
}
