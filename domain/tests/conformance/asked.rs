//! What the texts ask, as data: `tests/vectors/regime/conformance` and `features.toml`, and that every name in them
//! exists.
use crate::pack::catalog;
use domain::regime::Regime;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A file of `tests/vectors/regime/conformance`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    pub(crate) statements: Vec<Statement>,
    pub(crate) demands: BTreeMap<String, Demand>,
}

/// One statement of a text, in words of our own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Statement {
    pub(crate) cite: String,
    pub(crate) says: String,
    #[serde(default)]
    pub(crate) rules: Vec<String>,
    #[serde(default)]
    pub(crate) silent: Vec<String>,
    #[serde(default)]
    pub(crate) manual: String,
    #[serde(default)]
    pub(crate) open: String,
}

/// A feature that a text demands.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Demand {
    pub(crate) cite: String,
    #[serde(default)]
    pub(crate) need: Need,
    #[serde(default)]
    pub(crate) tests: Vec<String>,
    #[serde(default)]
    pub(crate) manual: String,
    #[serde(default)]
    pub(crate) defect: String,
    #[serde(default)]
    pub(crate) decided: String,
    #[serde(default)]
    pub(crate) open: String,
}

/// How the text demands it.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Need {
    #[default]
    Must,
    May,
    Implied,
}

/// A feature, `tests/vectors/regime/features.toml`.
#[derive(Debug, Deserialize)]
pub(crate) struct Feature {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) tests: Vec<String>,
    #[serde(default)]
    pub(crate) open: String,
    /// Where it is shown, `open` still holds.
    #[serde(default)]
    pub(crate) in_part: bool,
    /// The domain decides it; the screen that shows it is not built.
    #[serde(default)]
    pub(crate) decided: bool,
}

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/regime"))
}

#[allow(clippy::disallowed_methods, reason = "a table is checked against its files")]
fn read<T: for<'a> Deserialize<'a>>(path: &str) -> T {
    let text = std::fs::read_to_string(folder().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    toml::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"))
}

pub(crate) fn features() -> BTreeMap<String, Feature> {
    read("features.toml")
}

pub(crate) fn asked(regime: &Regime) -> Asked {
    read(&format!("conformance/{}.toml", regime.id.as_str().to_lowercase()))
}

/// Regimes a test names: `r08_7_and_r15_7_…` names two.
pub(crate) fn regimes_of(test: &str) -> BTreeSet<String> {
    let number = |word: &&str| {
        word.len() == 3 && word.starts_with('r') && word[1..].bytes().all(|b| b.is_ascii_digit())
    };
    test.split('_').filter(number).map(str::to_uppercase).collect()
}

/// What the files name exists: features, rules, kinds of which the pack is silent.
#[test]
fn everything_the_table_names_exists() {
    let features = features();
    let mut wrong = Vec::new();
    for case in crate::rows::all() {
        let named = regimes_of(case.name);
        if !named.contains(case.regime) {
            wrong.push(format!("{} does not name {}", case.name, case.regime));
        }
        wrong.extend(
            case.features
                .iter()
                .filter(|f| !features.contains_key(**f))
                .map(|f| format!("{}: {f}", case.name)),
        );
    }
    for regime in catalog().regimes() {
        let heads = regime.rules.heads();
        let defects = (1..=regime.defects.len()).map(|n| format!("defect-{n}"));
        let known: BTreeSet<String> = heads.iter().map(|h| h.id.to_owned()).chain(defects).collect();
        let asked = asked(regime);
        for one in &asked.statements {
            let id = &regime.id;
            wrong.extend(
                one.rules
                    .iter()
                    .filter(|r| !known.contains(*r))
                    .map(|r| format!("{id}: no rule {r}")),
            );
            wrong.extend(
                one.silent
                    .iter()
                    .filter(|k| !regime.rules.is_silent(k))
                    .map(|k| format!("{id}: not silent on {k}")),
            );
            // `open` beside `rules` says what of the statement they leave out.
            let open = one.rules.is_empty() && !one.open.is_empty();
            let answers = [
                !one.rules.is_empty(),
                !one.silent.is_empty(),
                !one.manual.is_empty(),
                open,
            ];
            if answers.iter().filter(|given| **given).count() != 1 {
                wrong.push(format!("{id} {}: one answer, not {answers:?}", one.says));
            }
        }
        let asks = |case: &&crate::case::Case| case.regime == regime.id.as_str();
        for case in crate::rows::all().filter(asks) {
            let beyond = case.features.iter().filter(|f| !asked.demands.contains_key(**f));
            wrong.extend(beyond.map(|f| format!("{}: the text does not demand {f}", case.name)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
