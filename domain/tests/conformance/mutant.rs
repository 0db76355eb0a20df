//! Mutants: a pack with one rule taken away or one word of it turned, and the cases that notice.
//!
//! A mutant is made of the typed pack, so the parser never sees it: what fails is an effect.
use crate::case::Case;
use crate::pack::{Pack, catalog};
use domain::regime::Regime;
use domain::regime::pack::Rules;
use serde_json::Value;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

/// What was done to a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mutant {
    /// Regime.
    pub(crate) regime: String,
    /// Kind of the rule.
    pub(crate) kind: &'static str,
    /// Its id.
    pub(crate) rule: String,
    /// `gone`, or the word that was turned.
    pub(crate) what: String,
}

/// Words whose turning changes what a rule does. Everything else in a rule is read aloud.
const WORDS: &[&str] = &[
    "act",
    "action",
    "after",
    "any_of",
    "at_least",
    "before",
    "below",
    "camera_forbidden",
    "class",
    "closed",
    "code",
    "coefficient",
    "consecutive",
    "count",
    "day",
    "den",
    "draw",
    "drawn",
    "duty_days_count",
    "each_input",
    "end",
    "event",
    "every",
    "except",
    "field",
    "forms",
    "good",
    "head",
    "in",
    "input",
    "inputs",
    "is",
    "items",
    "key",
    "kinds",
    "lead",
    "lead_and_assist",
    "lead_heads",
    "lead_input",
    "list",
    "lost",
    "max",
    "may",
    "min",
    "month",
    "months",
    "n",
    "need",
    "needs_note",
    "not_in",
    "num",
    "officers",
    "or_event",
    "out",
    "partners",
    "partners_input",
    "per",
    "period",
    "phase",
    "photos_min",
    "posts",
    "project",
    "question",
    "refusal_note",
    "role",
    "section",
    "since",
    "start",
    "strength",
    "subject",
    "unit",
    "witness",
    "with",
    "zero",
];

/// Closed sets of values, to turn one into another.
const SETS: &[&[&str]] = &[
    &["working_day", "day"],
    &[
        "check_end",
        "task_complete",
        "subject_check_end",
        "report_done",
        "objection_received",
    ],
    &["must", "may", "principle"],
    &["year", "quarter", "month", "round"],
    &["none", "inspectors_only", "full"],
    &["general", "key"],
    &["sign", "sign_or_seal", "sign_and_seal", "silent"],
    &["silent", "may", "must"],
    &["before", "after"],
    &["drawn", "checked"],
    &["certificate", "valid_certificate"],
    &["lead", "assist", "member", "expert"],
    &["photo", "video", "audio"],
    &["privacy", "seal", "unfit"],
];

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Whether a case fails on a pack; its words are not printed.
fn fails(case: &Case, pack: &Pack) -> bool {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                loud(info);
            }
        }));
    });
    QUIET.set(true);
    let failed = catch_unwind(AssertUnwindSafe(|| (case.check)(pack))).is_err();
    QUIET.set(false);
    failed
}

/// The rules of a pack as values, kind by kind in the order of their heads.
fn values(rules: &Rules) -> Value {
    serde_json::to_value(rules).expect("rules are plain data")
}

/// Every list of the rules with the kind of its entries, by the ids of the heads.
fn lists(rules: &Rules) -> Vec<(String, &'static str)> {
    let kinds: BTreeMap<String, &'static str> = rules
        .heads()
        .into_iter()
        .map(|h| (h.id.to_owned(), h.kind))
        .collect();
    let all = values(rules);
    let named = all
        .as_object()
        .expect("lists by name")
        .iter()
        .filter_map(|(name, list)| {
            let id = list[0]["id"].as_str()?;
            Some((name.clone(), *kinds.get(id)?))
        });
    named.collect()
}

/// The pack with the rules of these values; nothing where they are no rules.
fn with(regime: &Regime, rules: Value) -> Option<Pack> {
    let rules: Rules = serde_json::from_value(rules).ok()?;
    (rules != regime.rules).then(|| Pack {
        regime: Regime {
            rules,
            ..regime.clone()
        },
    })
}

/// A pack without one of its rules, for every rule.
pub(crate) fn gone(regime: &Regime) -> Vec<(Mutant, Pack)> {
    let all = values(&regime.rules);
    let mut mutants = Vec::new();
    for (name, kind) in lists(&regime.rules) {
        for n in 0..all[&name].as_array().map_or(0, Vec::len) {
            let mut fewer = all.clone();
            fewer[&name].as_array_mut().expect("a list").remove(n);
            let mutant = named(regime, kind, &all[&name][n], "gone".to_owned());
            mutants.extend(with(regime, fewer).map(|pack| (mutant, pack)));
        }
    }
    mutants
}

/// A pack with one word of a rule turned, for every word of every rule that has a meaning for the code.
pub(crate) fn turned(regime: &Regime) -> Vec<(Mutant, Pack)> {
    let all = values(&regime.rules);
    let mut mutants = Vec::new();
    for (name, kind) in lists(&regime.rules) {
        for n in 0..all[&name].as_array().map_or(0, Vec::len) {
            let mut paths = Vec::new();
            words(&all[&name][n], "", false, &mut paths);
            for path in paths {
                let mut other = all.clone();
                let at = other[&name][n]
                    .pointer_mut(&path)
                    .expect("the path was just found");
                let before = at.clone();
                for after in turn(&before) {
                    *other[&name][n].pointer_mut(&path).expect("the same path") = after;
                    if let Some(pack) = with(regime, other.clone()) {
                        let mutant = named(regime, kind, &all[&name][n], path.clone());
                        mutants.push((mutant, pack));
                        break;
                    }
                }
            }
        }
    }
    mutants
}

fn named(regime: &Regime, kind: &'static str, rule: &Value, what: String) -> Mutant {
    let rule = rule["id"].as_str().unwrap_or_default().to_owned();
    Mutant {
        regime: regime.id.to_string(),
        kind,
        rule,
        what,
    }
}

/// Paths of the words that mean something, `meant` below one of them.
fn words(value: &Value, path: &str, meant: bool, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields {
                let counts = WORDS.contains(&key.as_str());
                words(inner, &format!("{path}/{key}"), counts, found);
            }
        }
        Value::Array(entries) if entries.iter().all(Value::is_object) => {
            for (n, inner) in entries.iter().enumerate() {
                words(inner, &format!("{path}/{n}"), meant, found);
            }
        }
        Value::Array(entries) if meant && !entries.is_empty() => found.push(path.to_owned()),
        Value::Bool(_) | Value::Number(_) | Value::String(_) if meant => found.push(path.to_owned()),
        Value::Array(_) | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Null => {}
    }
}

/// Other values, the first that is a rule is taken.
fn turn(value: &Value) -> Vec<Value> {
    match value {
        Value::Bool(yes) => vec![Value::Bool(!yes)],
        Value::Number(n) => vec![(n.as_i64().unwrap_or(0) + 1).into()],
        Value::Array(entries) => vec![Value::Array(entries[1..].to_vec())],
        Value::String(word) => {
            let sets = SETS.iter().filter(|set| set.contains(&word.as_str()));
            let mut others: Vec<Value> = sets
                .flat_map(|set| set.iter().filter(|w| *w != word).map(|w| (*w).into()))
                .collect();
            if others.is_empty() {
                let day = domain::time::Date::from_str_or(word);
                others.push(day.unwrap_or_else(|| format!("{word}9")).into());
            }
            others
        }
        Value::Object(_) | Value::Null => Vec::new(),
    }
}

/// A day later, for words that are days.
trait Later {
    fn from_str_or(word: &str) -> Option<String>;
}

impl Later for domain::time::Date {
    fn from_str_or(word: &str) -> Option<String> {
        word.parse::<Self>().ok()?.succ_opt().map(|d| d.to_string())
    }
}

/// The cases of a regime; those that draw come last: they lean on the whole pack and take longest.
fn cases(regime: &Regime) -> Vec<&'static Case> {
    let mut own: Vec<_> = crate::rows::all()
        .filter(|c| c.regime == regime.id.as_str())
        .collect();
    own.sort_by_key(|c| {
        c.features
            .iter()
            .any(|f| ["F002", "F017", "F025", "F108"].contains(f))
    });
    own
}

/// The first case that notices, for each mutant.
pub(crate) fn noticed(make: fn(&Regime) -> Vec<(Mutant, Pack)>) -> BTreeMap<Mutant, Option<&'static str>> {
    let regimes = catalog().regimes();
    let half = regimes.len().div_ceil(2);
    let all = |some: &[Regime]| -> Vec<_> { some.iter().flat_map(|r| of(r, make)).collect() };
    std::thread::scope(|scope| {
        let parts: Vec<_> = regimes
            .chunks(half)
            .map(|some| scope.spawn(move || all(some)))
            .collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().expect("a whole part"))
            .collect()
    })
}

fn of(regime: &Regime, make: fn(&Regime) -> Vec<(Mutant, Pack)>) -> Vec<(Mutant, Option<&'static str>)> {
    let cases = cases(regime);
    // A case that fails on the sound pack would notice everything.
    let sound = Pack {
        regime: regime.clone(),
    };
    for case in &cases {
        assert!(
            !fails(case, &sound),
            "{} fails on the sound pack: nothing can be said",
            case.name
        );
    }
    let notice = |(mutant, pack): (Mutant, Pack)| {
        let found = cases.iter().find(|case| fails(case, &pack)).map(|case| case.name);
        (mutant, found)
    };
    make(regime).into_iter().map(notice).collect()
}

/// Every rule of every pack taken away and every word of it turned: prints what nobody notices.
/// `cargo xtask conformance --mutate` runs it.
#[test]
#[ignore = "minutes; cargo xtask conformance --mutate"]
fn mutate() {
    let mut by_kind: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for (at, make) in [(0, gone as fn(&Regime) -> _), (2, turned)] {
        for (mutant, by) in noticed(make) {
            let counts = by_kind.entry(mutant.kind).or_default();
            counts[at] += 1;
            counts[at + 1] += usize::from(by.is_some());
            if by.is_none() {
                println!(
                    "survives {} {} {} {}",
                    mutant.regime, mutant.kind, mutant.rule, mutant.what
                );
            }
        }
    }
    println!("kind: rules taken away, noticed; words turned, noticed");
    let mut sum = [0; 4];
    for (kind, counts) in &by_kind {
        println!("{kind}: {} {} {} {}", counts[0], counts[1], counts[2], counts[3]);
        sum = std::array::from_fn(|i| sum[i] + counts[i]);
    }
    println!(
        "rules taken away: {} of {} noticed; words turned: {} of {} noticed",
        sum[1], sum[0], sum[3], sum[2]
    );
}
