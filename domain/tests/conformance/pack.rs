//! A pack at work: what one regime makes deadlines, plans, pools and teams do. Every method is an effect; none looks
//! at a rule itself.
use chrono::Datelike;
use domain::calendar::deadline::{DeadlineUnit, deadlines, year_clocks};
use domain::calendar::workday::Calendar;
use domain::id::RegimeId;
use domain::regime::catalog::CALENDAR;
use domain::regime::ground::grounds;
use domain::regime::inputs::check_draw_day;
use domain::regime::pack::event::Event;
use domain::regime::pack::gap::GapKind;
use domain::regime::pool::PoolVerdict;
use domain::regime::{
    Catalog, Entered, Ground, Known, PastVisit, PlanInputs, Regime, check_filter, check_plan, check_window,
    plan_inputs, pool_subject, strata,
};
use domain::roster::{Inspector, Subject};
use domain::time::Date;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A regime, as its text says it or with one rule changed.
#[derive(Debug)]
pub(crate) struct Pack {
    /// The rules.
    pub(crate) regime: Regime,
}

/// 工作日.
pub(crate) const W: DeadlineUnit = DeadlineUnit::WorkingDay;
/// 日.
pub(crate) const D: DeadlineUnit = DeadlineUnit::Day;

/// Last days of periods that begin with a Tuesday before the Spring Festival and a Friday before the autumn
/// holidays, by `chinesecalendar` 1.11.0 (see `tests/vectors/calendar/deadlines.py`), whose working days other people
/// typed in from the State Council's notices.
const COUNTED: &[(u32, DeadlineUnit, &str, &str)] = &[
    (3, W, "2026-02-13", "2026-09-22"),
    (5, W, "2026-02-24", "2026-09-24"),
    (7, W, "2026-02-26", "2026-09-29"),
    (10, W, "2026-03-02", "2026-10-09"),
    (15, W, "2026-03-09", "2026-10-15"),
    (20, W, "2026-03-16", "2026-10-22"),
    (5, D, "2026-02-15", "2026-09-23"),
    (7, D, "2026-02-17", "2026-09-25"),
];

/// A day.
pub(crate) fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// Inputs of a plan, entered by one person.
pub(crate) fn entered(pairs: &[(&str, &str)]) -> PlanInputs {
    let by = |value: &str| Entered {
        value: value.to_owned(),
        by: "演示经办".to_owned(),
    };
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), by(value)))
        .collect()
}

/// A row of the roster of subjects: `risk`, `class`, `industry` and any further column.
pub(crate) fn subject(columns: &[(&str, &str)]) -> Subject {
    let row = serde_json::json!({ "id": "s", "name": "演示单位" });
    let mut subject: Subject = serde_json::from_value(row).expect("a row of the roster");
    for (column, value) in columns {
        let value = (*value).to_owned();
        match *column {
            "risk" => subject.risk = value,
            "class" => subject.class = value,
            "industry" => subject.industry = value,
            other => drop(subject.extra.insert(other.to_owned(), value)),
        }
    }
    subject
}

/// An inspector whose certificate is good through 2026, with further columns.
pub(crate) fn inspector(columns: &[(&str, &str)]) -> Inspector {
    let mut row = serde_json::json!({
        "id": "i", "name": "演示甲", "certificate_no": "演示证0001", "certificate_until": "2026-12-31",
    });
    for (column, value) in columns {
        row[*column] = if *column == "qualifications" {
            serde_json::json!([value])
        } else {
            (*value).into()
        };
    }
    serde_json::from_value(row).expect("a row of the roster")
}

/// A finished check of an earlier day.
pub(crate) fn visit(on: &str) -> PastVisit {
    PastVisit {
        drawn: day(on),
        finished: Some(day(on)),
        ..PastVisit::default()
    }
}

/// The same inputs with one of them changed.
pub(crate) fn change<'a>(
    plan: &[(&'a str, &'a str)],
    input: &str,
    value: &'a str,
) -> Vec<(&'a str, &'a str)> {
    plan.iter()
        .map(|(name, old)| (*name, if *name == input { value } else { old }))
        .collect()
}

/// The working calendar of the notices.
pub(crate) fn calendar() -> &'static Calendar {
    static CN: OnceLock<Calendar> = OnceLock::new();
    CN.get_or_init(|| {
        Calendar::parse(CALENDAR)
            .0
            .expect("the calendar of the State Council's notices")
    })
}

/// The packs built in.
pub(crate) fn catalog() -> &'static Catalog {
    static BUILT_IN: OnceLock<Catalog> = OnceLock::new();
    BUILT_IN.get_or_init(|| Catalog::built_in().0)
}

impl Pack {
    /// A regime as its text says it.
    pub(crate) fn of(id: &str) -> Self {
        let regime = catalog()
            .regime(&RegimeId::from(id))
            .expect("a pack of ours")
            .clone();
        Self { regime }
    }

    /// The clock whose words hold `what` starts with exactly these events, runs so long and stands in this article.
    #[track_caller]
    pub(crate) fn due(&self, events: &[&str], what: &str, count: u32, unit: DeadlineUnit, cite: &str) {
        let known = COUNTED
            .iter()
            .find(|(n, u, ..)| (*n, *u) == (count, unit))
            .expect("a counted period");
        let mut starts = Vec::new();
        for event in Event::ALL {
            for (on, due) in [("2026-02-10", known.2), ("2026-09-18", known.3)] {
                let found = deadlines(&self.regime, event, day(on), calendar());
                let found: Vec<_> = found.into_iter().filter(|d| d.label.contains(what)).collect();
                let Some(first) = found.first() else { continue };
                assert_eq!(found.len(), 1, "{what}: one clock");
                assert_eq!(
                    (first.due, first.unit, first.count),
                    (day(due), unit, Some(count)),
                    "{what} from {on}"
                );
                assert_eq!(first.cite, cite, "{what}");
                starts.push(event.code());
            }
        }
        starts.dedup();
        assert_eq!(starts, events, "{what}: what starts it");
    }

    /// No event starts a clock: the text has no number of days.
    #[track_caller]
    pub(crate) fn no_clock(&self) {
        for event in Event::ALL {
            let found = deadlines(&self.regime, event, day("2026-09-18"), calendar());
            assert!(found.is_empty(), "{event:?} starts {found:?}");
        }
    }

    /// All dates of the calendar of 2026, as `MM-DD`, in order.
    pub(crate) fn year(&self) -> Vec<String> {
        let found = year_clocks(&self.regime, 2026, &BTreeSet::new(), calendar());
        let dated = found.into_iter().filter(|d| d.unit == DeadlineUnit::Dated);
        dated
            .map(|d| format!("{:02}-{:02}", d.due.month(), d.due.day()))
            .collect()
    }

    /// Everything of the calendar of 2026 that this article asks for, as `MM-DD`.
    #[track_caller]
    pub(crate) fn dated(&self, what: &str, cite: &str, days: &[&str]) {
        let found = year_clocks(&self.regime, 2026, &BTreeSet::new(), calendar());
        let found = found
            .into_iter()
            .filter(|d| d.unit == DeadlineUnit::Dated && d.label.contains(what) && d.cite == cite);
        let found: Vec<String> = found
            .map(|d| format!("{:02}-{:02}", d.due.month(), d.due.day()))
            .collect();
        assert_eq!(found, days, "{what}");
    }

    /// What stands against a plan with these inputs, `code path`.
    pub(crate) fn against(&self, inputs: &[(&str, &str)]) -> Vec<String> {
        let found = check_plan(&self.regime, &entered(inputs));
        found
            .into_iter()
            .map(|p| format!("{} {}", p.code, p.path))
            .collect()
    }

    /// A plan without an input is refused by its name and this article, and one with it is not.
    #[track_caller]
    pub(crate) fn asks_input(&self, inputs: &[(&str, &str)], asked: &str, cite: &str) {
        let with: PlanInputs = entered(inputs);
        assert_eq!(check_plan(&self.regime, &with), [], "a complete plan");
        let mut without = with;
        assert!(without.remove(asked).is_some(), "{asked} is among the inputs");
        let found = check_plan(&self.regime, &without);
        let told = found
            .iter()
            .find(|p| p.code == "plan.input.missing" && p.path == format!("inputs.{asked}"));
        let told = told.unwrap_or_else(|| panic!("{asked} is not asked: {found:?}"));
        assert_eq!(told.args.get("cite").map(String::as_str), Some(cite));
    }

    /// A value is refused.
    #[track_caller]
    pub(crate) fn refuses(&self, inputs: &[(&str, &str)], code: &str) {
        let found = self.against(inputs);
        assert!(
            found.iter().any(|p| p.starts_with(code)),
            "{code} among {found:?}"
        );
    }

    /// Where a subject stands: `in <stratum>` or `out <code>`, with warnings as `warn <code>`.
    pub(crate) fn pool(&self, row: &Subject, past: &[PastVisit], inputs: &[(&str, &str)]) -> String {
        self.pool_on(row, past, inputs, "2026-09-18")
    }

    /// As [`Self::pool`] on a day.
    pub(crate) fn pool_on(
        &self,
        row: &Subject,
        past: &[PastVisit],
        inputs: &[(&str, &str)],
        on: &str,
    ) -> String {
        let inputs = entered(inputs);
        match pool_subject(
            &self.regime,
            row,
            Known {
                past,
                day: day(on),
                inputs: &inputs,
            },
        ) {
            PoolVerdict::In { stratum, warnings } => {
                let warned: Vec<_> = warnings.iter().map(|w| format!(" warn {}", w.code)).collect();
                format!("in {stratum}{}", warned.concat())
            }
            PoolVerdict::Out { code, cite, .. } => format!("out {code} {cite}").trim().to_owned(),
        }
    }

    /// So many of `n` subjects of a stratum are drawn, by this article.
    #[track_caller]
    pub(crate) fn sample(&self, inputs: &[(&str, &str)], stratum: &str, sizes: &[(u32, u32)], cite: &str) {
        let found = strata(&self.regime, &entered(inputs)).expect("the sizes are known");
        let one = found
            .iter()
            .find(|s| s.key == stratum)
            .unwrap_or_else(|| panic!("stratum {stratum}"));
        for (n, m) in sizes {
            assert_eq!(one.size.of(*n), *m, "{stratum}: of {n}");
        }
        assert_eq!(one.cite, cite);
    }

    /// Inputs that fit every question of the plan.
    fn filled(&self) -> PlanInputs {
        let asked = plan_inputs(&self.regime)
            .into_iter()
            .filter(|i| i.derived.is_none());
        let fitting = asked.map(|i| {
            let value = match i.value {
                GapKind::Integer { min, .. } => min.to_string(),
                GapKind::Decimal { .. } | GapKind::Percent { .. } => "10".to_owned(),
                GapKind::Choice { options } => options.first().map(|o| o.id.clone()).unwrap_or_default(),
                GapKind::Text => "演示".to_owned(),
            };
            (
                i.input,
                Entered {
                    value,
                    by: "演示经办".to_owned(),
                },
            )
        });
        fitting.collect()
    }

    /// Over which time the share of a stratum is counted.
    #[track_caller]
    pub(crate) fn per(&self, stratum: &str, period: &str) {
        let found = strata(&self.regime, &self.filled()).expect("the sizes are known");
        let one = found
            .iter()
            .find(|s| s.key == stratum)
            .unwrap_or_else(|| panic!("stratum {stratum}"));
        assert_eq!(
            serde_json::json!(one.period),
            serde_json::json!(period),
            "{stratum}"
        );
    }

    /// Working days that go into a month's capacity, with these days of duty.
    pub(crate) fn capacity_days(&self, month: &str, duty: &[&str]) -> u32 {
        let duty = duty.iter().map(|d| day(d)).collect();
        let found = year_clocks(&self.regime, 2026, &duty, calendar());
        let of = found
            .iter()
            .find(|d| d.unit == W && d.due.to_string().starts_with(month));
        of.and_then(|d| d.count).expect("a capacity each month")
    }

    /// What lets an office visit somebody whom no draw named.
    pub(crate) fn grounds(&self) -> Vec<Ground> {
        grounds(&self.regime, day("2026-09-18"))
    }

    /// Exactly these grounds let an office visit somebody whom no draw named.
    #[track_caller]
    pub(crate) fn off_plan(&self, codes: &[&str], cite: &str) {
        let found = grounds(&self.regime, day("2026-09-18"));
        let named: Vec<_> = found.iter().map(|g| g.code.as_str()).collect();
        assert_eq!(named, codes);
        assert!(
            found.iter().any(|g| g.cite.contains(cite)),
            "{cite} among {found:?}"
        );
    }

    /// Days outside a window are refused, the window itself is not.
    #[track_caller]
    pub(crate) fn window(&self, first: &str, last: &str, cite: &str) {
        let codes = |a: &str, b: &str| check_window(&self.regime, (day(a), day(b)), &entered(&[]));
        assert_eq!(codes(first, last), []);
        let late = Date::succ_opt(&day(last)).expect("a day after").to_string();
        let early = Date::pred_opt(&day(first)).expect("a day before").to_string();
        for (a, b) in [(first, late.as_str()), (early.as_str(), last)] {
            let found = codes(a, b);
            assert_eq!(found.len(), 1, "{a} to {b}");
            assert_eq!(found[0].code, "plan.window.outside");
            assert_eq!(found[0].args.get("cite").map(String::as_str), Some(cite));
        }
    }

    /// Types of checks: those that draw inside a class, an area or a tag are refused by this article in a plan that names
    /// none; the others need none.
    #[track_caller]
    pub(crate) fn draws_inside(&self, inputs: &[(&str, &str)], types: &[(&str, bool)], cite: &str) {
        for (kind, inside) in types {
            let chosen = entered(&change(inputs, "check_type", kind));
            assert_eq!(check_plan(&self.regime, &chosen), [], "{kind} is a type");
            assert_eq!(check_filter(&self.regime, &chosen, true), None, "{kind}");
            let told = check_filter(&self.regime, &chosen, false);
            let told = told.map(|p| (p.code, p.args.get("cite").cloned()));
            let wanted = inside.then(|| ("plan.filter.required".to_owned(), Some(cite.to_owned())));
            assert_eq!(told, wanted, "{kind}");
        }
    }

    /// Inspectors are drawn on the day of departure, not before.
    #[track_caller]
    pub(crate) fn drawn_on_departure(&self, cite: &str) {
        let window = (day("2026-09-18"), day("2026-09-20"));
        let early = check_draw_day(&self.regime, window, day("2026-09-17")).expect("too early");
        assert_eq!(early.code, "plan.draw.too_early");
        assert_eq!(early.args.get("cite").map(String::as_str), Some(cite));
        assert_eq!(check_draw_day(&self.regime, window, day("2026-09-18")), None);
    }
}
