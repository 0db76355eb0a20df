//! What one regime makes public: which matter by which article, where, by when, after which steps; and what it keeps.
use crate::pack::{Pack, calendar, day};
use chrono::Datelike;
use domain::calendar::deadline::{deadlines, year_clocks};
use domain::publication::{
    ByWhen, Demand, Progress, demands, demands_of_check, feeds, kept, steps, steps_missing,
};
use domain::regime::pack::after::Published;
use domain::regime::pack::event::Event;
use std::collections::BTreeSet;

impl Pack {
    /// By when, in words: `20 working_day after task_complete`, `promptly`, `on 01-31`, or nothing.
    fn by_when(&self, when: &ByWhen) -> String {
        match when {
            ByWhen::Promptly => "promptly".to_owned(),
            ByWhen::Unsaid => String::new(),
            ByWhen::Dated { clock } => {
                let year = year_clocks(&self.regime, 2026, &BTreeSet::new(), calendar());
                let days = year.iter().filter(|d| &d.clock == clock);
                let days = days.map(|d| format!("on {:02}-{:02}", d.due.month(), d.due.day()));
                days.collect::<Vec<_>>().join(" ")
            }
            ByWhen::Clock { clock, .. } => {
                let each = Event::ALL.into_iter().flat_map(|event| {
                    let started = deadlines(&self.regime, event, day("2026-09-18"), calendar());
                    let own = started.into_iter().filter(|d| &d.clock == clock);
                    let words = |d: domain::calendar::Deadline| {
                        let count = d.count.unwrap_or_default();
                        format!("{count} {} after {}", d.unit.code(), d.from)
                    };
                    own.map(words).collect::<Vec<_>>()
                });
                each.collect::<Vec<_>>().join(" or ")
            }
        }
    }

    fn told(&self, found: &[Demand]) -> Vec<String> {
        let line = |d: &Demand| {
            format!(
                "{} @ {} @ {}",
                d.cite,
                d.channels.join("、"),
                self.by_when(&d.when)
            )
        };
        found.iter().map(line).collect()
    }

    /// A matter is public by exactly these rules: `article @ where、where @ by when`.
    #[track_caller]
    fn made_public(&self, what: Published, wanted: &[&str]) {
        assert_eq!(self.told(&demands(&self.regime, what)), wanted, "{what:?}");
    }

    /// What was drawn is public by exactly these rules.
    #[track_caller]
    pub(crate) fn draws_public(&self, wanted: &[&str]) {
        self.made_public(Published::Draw, wanted);
    }

    /// The item list is public by exactly these rules.
    #[track_caller]
    pub(crate) fn list_public(&self, wanted: &[&str]) {
        self.made_public(Published::ItemList, wanted);
    }

    /// The plan is public by exactly these rules.
    #[track_caller]
    pub(crate) fn plan_public(&self, wanted: &[&str]) {
        self.made_public(Published::Plan, wanted);
    }

    /// The result of a check of any item is public by exactly these rules.
    #[track_caller]
    pub(crate) fn results_public(&self, wanted: &[&str]) {
        self.made_public(Published::Result, wanted);
        let items: Vec<_> = self
            .regime
            .rules
            .items
            .iter()
            .map(|r| r.what.item.clone())
            .collect();
        let of_check = demands_of_check(&self.regime, &items);
        let results: Vec<_> = of_check
            .into_iter()
            .filter(|d| d.what == Published::Result)
            .collect();
        assert_eq!(self.told(&results), wanted, "of a check");
    }

    /// What was ordered stands in the public record beside what was found: the text names it by these rules.
    #[track_caller]
    pub(crate) fn outcomes_public(&self, wanted: &[&str]) {
        self.made_public(Published::Outcome, wanted);
        let (public, _) = self.published();
        assert_eq!(public.measures, ["责令演示改正"]);
    }

    /// The text names the result alone: what was ordered is not published.
    #[track_caller]
    pub(crate) fn no_outcome_public(&self) {
        self.made_public(Published::Outcome, &[]);
        let (public, _) = self.published();
        assert!(public.measures.is_empty());
    }

    /// Exactly these platforms are fed: `platform @ matters @ article`, a roster with how many of its fields.
    #[track_caller]
    pub(crate) fn feeds(&self, wanted: &[&str]) {
        let matter = |part: &domain::publication::Part| {
            let name = serde_json::to_value(part.what).unwrap();
            let name = name.as_str().unwrap().to_owned();
            match (part.names_no_field(), part.fields.len()) {
                (true, _) => format!("{name} (no field)"),
                (false, 0) => name,
                (false, n) => format!("{name} ({n} fields)"),
            }
        };
        let line = |feed: &domain::publication::Feed| {
            let matters: Vec<_> = feed.parts.iter().map(matter).collect();
            format!("{} @ {} @ {}", feed.place, matters.join(", "), feed.cite)
        };
        let told: Vec<_> = feeds(&self.regime).iter().map(line).collect();
        assert_eq!(told, wanted);
    }

    /// Before a result is public somebody answers for exactly these steps, by this article.
    #[track_caller]
    pub(crate) fn approved_first(&self, items: &[&str], wanted: &[&str], cite: &str) {
        let items: Vec<_> = items.iter().map(|i| (*i).into()).collect();
        let found = demands_of_check(&self.regime, &items);
        let named: Vec<String> = steps(&found).into_iter().map(|(step, _)| step).collect();
        assert_eq!(named, wanted);
        let told = |n: usize| -> Vec<(String, String)> {
            let each = wanted.iter().take(n);
            each.map(|s| ((*s).to_owned(), "演示甲，2026年9月18日".to_owned()))
                .collect()
        };
        let open = steps_missing(&found, &told(wanted.len() - 1));
        assert_eq!(open.len(), 1, "{open:?}");
        assert_eq!(open[0].args.get("cite").map(String::as_str), Some(cite));
        assert_eq!(steps_missing(&found, &told(wanted.len())), []);
    }

    /// No step goes before the result of a check of these items.
    #[track_caller]
    pub(crate) fn nobody_first(&self, items: &[&str]) {
        let items: Vec<_> = items.iter().map(|i| (*i).into()).collect();
        assert_eq!(steps(&demands_of_check(&self.regime, &items)), []);
    }

    /// The drawn list may be read by everybody as soon as it is drawn.
    #[track_caller]
    pub(crate) fn draw_open(&self) {
        let nothing = Progress {
            checked: false,
            published: false,
        };
        assert_eq!(kept(&self.regime, nothing), None);
    }

    /// The drawn list is kept until the checks are over (`published` = until their results are public), by this
    /// article.
    #[track_caller]
    pub(crate) fn draw_kept(&self, published: bool, cite: &str) {
        let at = |checked, published| kept(&self.regime, Progress { checked, published });
        let first = at(false, false).expect("nobody reads the list before the check");
        assert_eq!((first.cite.as_str(), first.until_published), (cite, published));
        assert_eq!(at(true, false).is_some(), published, "after the check");
        assert_eq!(at(true, true), None, "after the publication");
    }
}
