//! Regimes read aloud, the working calendar, the first screen.

use crate::auth::Caller;
use crate::body::Params;
use crate::error::Answer;
use crate::flow::{clocks, evidence, orders, tasks};
use crate::state::App;
use axum::Json;
use axum::extract::{Path, State};
use chrono::Datelike;
use domain::access::Action;
use domain::id::RegimeId;
use domain::regime::Regime;
use domain::regime::read_aloud::read_aloud;
use domain::time::Date;
use domain::wire::api::{CalendarDay, CalendarPage, Dashboard, RegimePage, RegimeSummary};
use serde::Deserialize;
use std::collections::BTreeMap;

fn summary(regime: &Regime) -> RegimeSummary {
    RegimeSummary {
        id: regime.id.clone(),
        issuer: regime.issuer.clone(),
        title: regime.title.clone(),
        effective: regime.effective_note.clone(),
        parent: regime.parent.clone(),
        rules: u32::try_from(regime.rules.heads().len()).unwrap_or(u32::MAX),
        gaps: u32::try_from(regime.rules.gaps.len()).unwrap_or(u32::MAX),
    }
}

/// `GET /regimes`.
pub(super) async fn list(State(app): State<App>) -> Json<Vec<RegimeSummary>> {
    Json(app.regimes.all().iter().map(summary).collect())
}

/// `GET /regimes/{id}`.
pub(super) async fn page(State(app): State<App>, Path(id): Path<String>) -> Answer<Json<RegimePage>> {
    let regime = app.regimes.get(&RegimeId(id))?;
    let year = app.now().china_date().year();
    Ok(Json(RegimePage {
        summary: summary(regime),
        page: read_aloud(regime),
        inputs: tasks::input_views(regime),
        clocks: clocks::of_regime(&app.regimes, regime, year),
    }))
}

#[derive(Debug, Deserialize)]
pub(super) struct Year {
    year: Option<i32>,
}

/// `GET /calendar`.
pub(super) async fn calendar(State(app): State<App>, Params(asked): Params<Year>) -> Json<CalendarPage> {
    let year = asked.year.unwrap_or_else(|| app.now().china_date().year());
    let calendar = app.regimes.calendar();
    let days = calendar
        .special_days(year)
        .into_iter()
        .map(|(date, workday, name)| CalendarDay {
            date,
            workday,
            name: name.to_owned(),
        });
    Json(CalendarPage {
        year,
        official: Date::from_ymd_opt(year, 1, 1).is_some_and(|day| calendar.is_official(day)),
        official_until: calendar.last_official_year(),
        source: calendar.notices(year).join(" "),
        days: days.collect(),
    })
}

/// `GET /dashboard`.
pub(super) async fn dashboard(State(app): State<App>, caller: Caller) -> Answer<Json<Dashboard>> {
    let inside = app.clone();
    let judges = caller.may(Action::JudgeQuarantine);
    app.store
        .read(move |v| {
            let mut inspections = BTreeMap::new();
            for inspection in v.inspections()? {
                *inspections.entry(inspection.review).or_insert(0) += 1;
            }
            let waiting = || {
                v.quarantined()
                    .map(|rows| rows.iter().filter(|r| r.judgement.is_none()).count())
            };
            let waiting = judges.then(waiting).transpose()?;
            Ok(Json(Dashboard {
                tasks: v.tasks()?.iter().map(tasks::summary).collect(),
                inspections,
                clocks: clocks::dashboard(&inside, v, inside.now().china_date())?,
                orders: orders::open(v)?,
                second_copy: inside.config.second_copy.is_some(),
                single_copy: v.meta(evidence::SINGLE_COPY)?,
                quarantine_waiting: waiting.map(|n| u32::try_from(n).unwrap_or(u32::MAX)),
            }))
        })
        .await
}
