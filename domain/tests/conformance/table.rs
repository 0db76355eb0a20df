//! The table of conformance: every pair of regime and feature that a text demands, every statement of each text, and
//! what shows it. Written by the test that checks it (`UPDATE_EXPECT=1`), so that table and tests cannot part.
//!
//! A pair counts as shown by a case that names it, or by a named test of its own. A statement counts as shown when
//! every rule that says it is noticed as soon as it is taken away. Nothing else counts.
use crate::asked::{Demand, Feature, Need, Statement, asked, features, regimes_of};
use crate::mutant::{gone, noticed};
use crate::pack::catalog;
use domain::regime::Regime;
use expect_test::expect_file;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// What a pair or a statement has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Shown,
    InPart,
    Decided,
    Manual,
    Defect,
    Silent,
    Open,
}

impl State {
    const ALL: [Self; 7] = [
        Self::Shown,
        Self::InPart,
        Self::Decided,
        Self::Manual,
        Self::Defect,
        Self::Silent,
        Self::Open,
    ];

    const fn words(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::InPart => "shown in part",
            Self::Decided => "decided, not yet shown",
            Self::Manual => "manual duty",
            Self::Defect => "source defect",
            Self::Silent => "silence, kept",
            Self::Open => "open",
        }
    }

    const fn sign(self) -> &'static str {
        match self {
            Self::Shown => "●",
            Self::InPart => "◐",
            Self::Decided => "◔",
            Self::Manual => "手",
            Self::Defect => "缺",
            Self::Silent => "默",
            Self::Open => "○",
        }
    }
}

/// What shows a pair, and its state.
fn pair(regime: &Regime, id: &str, demand: &Demand, feature: &Feature) -> (State, Vec<String>) {
    let own = crate::rows::all().filter(|c| c.regime == regime.id.as_str() && c.features.contains(&id));
    let mut tests: BTreeSet<String> = own.map(|c| c.name.to_owned()).collect();
    tests.extend(
        feature
            .tests
            .iter()
            .filter(|t| regimes_of(t).contains(regime.id.as_str()))
            .cloned(),
    );
    tests.extend(demand.tests.iter().cloned());
    let state = match demand {
        Demand { decided, .. } if !decided.is_empty() => State::Decided,
        _ if !tests.is_empty() && feature.decided => State::Decided,
        Demand { open, .. } if !tests.is_empty() && (feature.in_part || !open.is_empty()) => State::InPart,
        _ if !tests.is_empty() => State::Shown,
        Demand { manual, .. } if !manual.is_empty() => State::Manual,
        Demand { defect, .. } if !defect.is_empty() => State::Defect,
        Demand { .. } => State::Open,
    };
    (state, tests.into_iter().collect())
}

/// Why a pair is not simply shown, where the regime has a reason of its own.
fn why(demand: &Demand) -> &str {
    [&demand.decided, &demand.manual, &demand.defect, &demand.open]
        .into_iter()
        .find(|w| !w.is_empty())
        .map_or("", String::as_str)
}

/// The test that notices when a rule is gone, by rule, of one regime.
type Notices = BTreeMap<String, &'static str>;

fn statement(regime: &Regime, one: &Statement, notices: &Notices) -> (State, String) {
    if !one.manual.is_empty() {
        return (State::Manual, one.manual.clone());
    }
    if !one.open.is_empty() && one.rules.is_empty() {
        return (State::Open, one.open.clone());
    }
    if !one.silent.is_empty() {
        return (
            State::Silent,
            format!("the pack says nothing of {}", one.silent.join(", ")),
        );
    }
    if one.rules.iter().all(|r| r.starts_with("defect-")) {
        return (State::Defect, one.rules.join(", "));
    }
    let by = |rule: &String| notices.get(rule).copied();
    let tests: BTreeSet<&str> = one.rules.iter().filter_map(by).collect();
    let unseen: Vec<&str> = one
        .rules
        .iter()
        .filter(|r| by(r).is_none() && !r.starts_with("defect-"))
        .map(String::as_str)
        .collect();
    let kinds: BTreeMap<&str, &str> = regime.rules.heads().into_iter().map(|h| (h.id, h.kind)).collect();
    let duties = unseen.iter().all(|r| kinds.get(r) == Some(&"duty"));
    let tests = tests.into_iter().collect::<Vec<_>>().join(", ");
    let read_aloud = format!("read aloud only: {}", unseen.join(", "));
    if !one.open.is_empty() {
        let state = if tests.is_empty() {
            State::Open
        } else {
            State::InPart
        };
        return (
            state,
            [tests, one.open.clone()]
                .into_iter()
                .filter(|t| !t.is_empty())
                .collect::<Vec<_>>()
                .join("; "),
        );
    }
    match (tests.is_empty(), unseen.is_empty()) {
        (_, true) => (State::Shown, tests),
        (true, false) if duties => (State::Manual, unseen.join(", ")),
        (true, false) => (State::Open, read_aloud),
        (false, false) => (State::InPart, format!("{tests}; {read_aloud}")),
    }
}

/// One pair in the list of its regime.
fn line(id: &str, demand: &Demand, state: State, tests: &[String]) -> String {
    let soft = match demand.need {
        Need::Must => "",
        Need::May => " (may)",
        Need::Implied => " (implied)",
    };
    let tests = tests
        .iter()
        .map(|t| format!("`{t}`"))
        .collect::<Vec<_>>()
        .join(", ");
    let what = [tests.as_str(), why(demand)];
    let what = what
        .into_iter()
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join("; ");
    let dot = if what.is_empty() { "" } else { " · " };
    format!("- {} {id} {}{soft}{dot}{what}\n", state.sign(), demand.cite)
}

fn counts(states: &BTreeMap<State, usize>) -> String {
    let all = State::ALL
        .into_iter()
        .filter_map(|s| Some(format!("{} {}", states.get(&s)?, s.words())));
    all.collect::<Vec<_>>().join(", ")
}

/// `docs/CONFORMANCE.md`: pairs of regime and feature.
#[test]
fn the_table_of_pairs_is_what_the_tests_show() {
    let features = features();
    let regimes = catalog().regimes();
    let mut states = BTreeMap::new();
    let mut grid: BTreeMap<&str, Vec<&str>> = features
        .keys()
        .map(|f| (f.as_str(), vec![" "; regimes.len()]))
        .collect();
    let mut lists = String::new();
    for (n, regime) in regimes.iter().enumerate() {
        let asked = asked(regime);
        let mut own = BTreeMap::new();
        let mut lines = String::new();
        for (id, demand) in &asked.demands {
            let feature = features
                .get(id)
                .unwrap_or_else(|| panic!("{}: no feature {id}", regime.id));
            let (state, tests) = pair(regime, id, demand, feature);
            *own.entry(state).or_insert(0) += 1;
            *states.entry(state).or_insert(0) += 1;
            grid.get_mut(id.as_str()).expect("a known feature")[n] = state.sign();
            lines.push_str(&line(id, demand, state, &tests));
        }
        writeln!(
            lists,
            "\n### {} {}\n\n{}\n\n{lines}",
            regime.id,
            regime.title,
            counts(&own)
        )
        .unwrap();
    }
    let total: usize = states.values().sum();
    let mut page = format!("{HEAD}\nOf {total} pairs: {}.\n\n", counts(&states));
    let heads: Vec<String> = regimes.iter().map(|r| r.id.as_str()[1..].to_owned()).collect();
    writeln!(
        page,
        "| | feature | {} |\n|---|---|{}",
        heads.join(" | "),
        "---|".repeat(heads.len())
    )
    .unwrap();
    for (id, cells) in &grid {
        writeln!(page, "| {id} | {} | {} |", features[*id].name, cells.join(" | ")).unwrap();
    }
    writeln!(page, "\n## What is open of a feature\n").unwrap();
    for (id, feature) in features.iter().filter(|(_, f)| !f.open.is_empty()) {
        writeln!(page, "- {id} {}: {}", feature.name, feature.open).unwrap();
    }
    writeln!(page, "\n## Regime by regime\n{}", lists.trim_end()).unwrap();
    println!("pairs: {total}: {}", counts(&states));
    expect_file!["../../../docs/CONFORMANCE.md"].assert_eq(&page);
}

const HEAD: &str = "\
# What each text asks, and what shows it

Made by `cargo xtask conformance` out of `tests/vectors/regime/conformance`, `features.toml` and the cases of
`domain/tests/conformance`; a test fails when it is not what they say. The statements of each text stand in
`CONFORMANCE-TEXTS.md`.

● shown by the named test · ◐ shown in part: what the feature's line below still names is open · ◔ decided in the
domain, the screen of office or public is not built · 手 a duty of people · 缺 the source lost it · ○ open · blank:
the text does not ask it. A feature that is open without a word is carried out, but no test names this regime yet.
";

/// `docs/CONFORMANCE-TEXTS.md`: statement by statement, with the tests that notice when its rules are gone.
#[test]
fn the_table_of_statements_is_what_the_tests_notice() {
    let mut notices: BTreeMap<String, Notices> = BTreeMap::new();
    for (mutant, by) in noticed(gone) {
        let of = notices.entry(mutant.regime).or_default();
        of.extend(by.map(|test| (mutant.rule, test)));
    }
    let (mut states, mut lists) = (BTreeMap::new(), String::new());
    for regime in catalog().regimes() {
        let of = &notices[regime.id.as_str()];
        let mut own = BTreeMap::new();
        let mut lines = String::new();
        for one in &asked(regime).statements {
            let (state, what) = statement(regime, one, of);
            *own.entry(state).or_insert(0) += 1;
            *states.entry(state).or_insert(0) += 1;
            let cite = if one.cite.is_empty() { "–" } else { &one.cite };
            writeln!(lines, "- {} {cite} {} · {what}", state.sign(), one.says).unwrap();
        }
        writeln!(
            lists,
            "\n## {} {}\n\n{}\n\n{lines}",
            regime.id,
            regime.title,
            counts(&own)
        )
        .unwrap();
    }
    let total: usize = states.values().sum();
    println!("statements: {total}: {}", counts(&states));
    let page = format!(
        "{TEXTS}\nOf {total} statements: {}.\n{}\n",
        counts(&states),
        lists.trim_end()
    );
    expect_file!["../../../docs/CONFORMANCE-TEXTS.md"].assert_eq(&page);
}

const TEXTS: &str = "\
# What each text says, statement by statement

Made by `cargo xtask conformance`. A statement is shown (●) when for every rule of the pack that says it a named test
fails as soon as the rule is taken away; in part (◐) when that holds for some. 手 a duty of people · 缺 a defect of the
source, shown by the pack · 默 the text is silent and so is the pack · ○ open.
";
