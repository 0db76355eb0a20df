//! TOML in, a regime and every problem out, each with file and line; never panics, never stops at the first.
//!
//! A pack with an error-severity problem gives no regime: half a regulation must not be obeyed.

pub mod form;
pub(crate) mod lines;

use crate::id::RegimeId;
use crate::problem::{Problem, Severity};
use crate::regime::check;
use crate::regime::excerpt::{RuleSource, Strength};
use crate::regime::pack::{Defect, KINDS, Origin, Regime, Rule, Rules};
use crate::time::Date;
use lines::Lines;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One file of a pack.
#[derive(Clone, Copy, Debug)]
pub struct PackFile<'a> {
    /// Name shown in problems, for example `regime.toml` or `forms/record.toml`.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Reads a pack: `regime.toml` and its forms. The regime is absent when any problem is an error.
pub fn parse(pack: PackFile<'_>, forms: &[PackFile<'_>]) -> (Option<Regime>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut regime = read_pack(pack, &mut problems);
    if let Some(regime) = &mut regime {
        for file in forms {
            regime.forms.extend(form::parse(*file, &regime.id, &mut problems));
        }
        regime.digest = digest(std::iter::once(pack.text).chain(forms.iter().map(|f| f.text)));
        let lines = Lines::of(pack, forms);
        problems.extend(check::check(regime).into_iter().map(|p| lines.place(p)));
    }
    let sound = problems.iter().all(|p| p.severity != Severity::Error);
    (regime.filter(|_| sound), problems)
}

/// SHA-256 over the texts, each preceded by its length: what an inspection pins.
pub(crate) fn digest<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    }
    hex::encode(hash.finalize())
}

/// The head of `regime.toml`: everything that is no rule.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: u32,
    id: String,
    version: u32,
    title: String,
    short: String,
    issuer: String,
    region: String,
    source: String,
    #[serde(default)]
    layer: RuleSource,
    #[serde(default)]
    issued: Option<Date>,
    #[serde(default)]
    effective: Option<Date>,
    #[serde(default)]
    expires: Option<Date>,
    effective_note: String,
    #[serde(default)]
    parent: Option<RegimeId>,
    #[serde(default)]
    inherit: Vec<String>,
    #[serde(default)]
    adopt: Vec<String>,
    #[serde(default)]
    overlays: Vec<RegimeId>,
    #[serde(default)]
    silent: Vec<String>,
}

/// The pack format this code reads.
const FORMAT: u32 = 1;

fn read_pack(pack: PackFile<'_>, problems: &mut Vec<Problem>) -> Option<Regime> {
    let (root, errors) = DeTable::parse_recoverable(pack.text);
    let at = Place {
        file: pack.name,
        text: pack.text,
    };
    problems.extend(errors.iter().map(|e| at.syntax(e)));
    let span = root.span();
    let (tables, head): (Vec<_>, Vec<_>) = root.into_inner().into_iter().partition(|(key, value)| {
        KINDS.contains(&key.get_ref().as_ref()) || key.get_ref() == "defect" || is_table_like(value.get_ref())
    });
    let head: DeTable<'_> = head.into_iter().collect();
    let head: Option<Head> = read_table(Spanned::new(span.start..span.start, head), at, problems);
    if let Some(head) = &head
        && head.format != FORMAT
    {
        problems.push(
            at.problem("regime.format.unknown", span.start)
                .with("format", head.format.to_string()),
        );
    }
    let origin = head.as_ref().map_or_else(Origin::default, |h| Origin {
        pack: h.id.clone(),
        layer: h.layer,
    });
    let mut rules = Rules::default();
    let mut defects = Vec::new();
    for (key, value) in tables {
        let start = key.span().start;
        let kind = key.into_inner();
        let Some(list) = as_tables(value) else {
            problems.push(
                at.problem("regime.rule.not_a_table", start)
                    .with("kind", kind.as_ref()),
            );
            continue;
        };
        for table in list {
            if kind == "defect" {
                defects.extend(read_table::<Defect>(table, at, problems));
                continue;
            }
            let entry = Entry {
                at,
                origin: &origin,
                table,
                problems: &mut *problems,
            };
            if !rules.read(&kind, entry) {
                problems.push(
                    at.problem("regime.rule.kind_unknown", start)
                        .with("kind", kind.as_ref()),
                );
                break;
            }
        }
    }
    head.map(|head| regime(head, rules, defects))
}

fn regime(head: Head, rules: Rules, defects: Vec<Defect>) -> Regime {
    Regime {
        id: RegimeId::new(head.id),
        version: head.version,
        digest: String::new(),
        title: head.title,
        short: head.short,
        issuer: head.issuer,
        region: head.region,
        source: head.source,
        layer: head.layer,
        issued: head.issued,
        effective: head.effective,
        expires: head.expires,
        effective_note: head.effective_note,
        parent: head.parent,
        inherit: head.inherit,
        adopt: head.adopt,
        overlays: head.overlays,
        silent: head.silent,
        defects,
        rules,
        forms: Vec::new(),
    }
}

fn is_table_like(value: &DeValue<'_>) -> bool {
    value.is_table()
        || value
            .as_array()
            .is_some_and(|a| a.iter().any(|v| v.get_ref().is_table()))
}

fn as_tables(value: Spanned<DeValue<'_>>) -> Option<Vec<Spanned<DeTable<'_>>>> {
    let span = value.span();
    match value.into_inner() {
        DeValue::Table(table) => Some(vec![Spanned::new(span, table)]),
        DeValue::Array(list) => list.into_iter().map(as_table).collect(),
        DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => None,
    }
}

fn as_table(value: Spanned<DeValue<'_>>) -> Option<Spanned<DeTable<'_>>> {
    let span = value.span();
    match value.into_inner() {
        DeValue::Table(table) => Some(Spanned::new(span, table)),
        DeValue::Array(_)
        | DeValue::String(_)
        | DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_) => None,
    }
}

/// One table of a rule, ready to be read.
pub(crate) struct Entry<'a> {
    at: Place<'a>,
    origin: &'a Origin,
    table: Spanned<DeTable<'a>>,
    problems: &'a mut Vec<Problem>,
}

/// What every rule has.
#[derive(Deserialize)]
struct RuleHead {
    id: String,
    #[serde(default)]
    cite: String,
    #[serde(default)]
    strength: Strength,
    #[serde(default)]
    note: String,
    #[serde(default)]
    from: Option<Date>,
    #[serde(default)]
    until: Option<Date>,
    #[serde(default)]
    yields: bool,
}

const HEAD_KEYS: [&str; 7] = ["id", "cite", "strength", "note", "from", "until", "yields"];

impl Entry<'_> {
    /// The rule, or problems.
    pub(crate) fn rule<T: DeserializeOwned>(self) -> Option<Rule<T>> {
        let span = self.table.span();
        let (head, body): (DeTable<'_>, DeTable<'_>) = self
            .table
            .into_inner()
            .into_iter()
            .partition(|(key, _)| HEAD_KEYS.contains(&key.get_ref().as_ref()));
        let head: Option<RuleHead> = read_table(Spanned::new(span.clone(), head), self.at, self.problems);
        if head.as_ref().is_some_and(|h| h.cite.trim().is_empty()) {
            self.problems
                .push(self.at.problem("regime.rule.cite_missing", span.start));
        }
        let what = read_table(Spanned::new(span, body), self.at, self.problems);
        let (head, what) = (head?, what?);
        Some(Rule {
            id: head.id,
            cite: head.cite,
            strength: head.strength,
            note: head.note,
            from: head.from,
            until: head.until,
            yields: head.yields,
            origin: self.origin.clone(),
            what,
        })
    }
}

/// Reads a table, reporting every unknown key before giving up on what is left.
fn read_table<T: DeserializeOwned>(
    table: Spanned<DeTable<'_>>,
    at: Place<'_>,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let span = table.span();
    let mut table = table.into_inner();
    loop {
        let whole = Spanned::new(span.clone(), table.clone());
        let error = match T::deserialize(toml::de::Deserializer::from(whole)) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let unknown = quoted(error.message(), "unknown field ");
        let place = unknown
            .and_then(|key| table.get_key_value(key))
            .map(|(key, _)| key.span().start)
            .or_else(|| error.span().map(|s| s.start))
            .unwrap_or(span.start);
        problems.push(at.data(&error, place));
        let before = table.len();
        if let Some(key) = unknown {
            table.remove(key);
        }
        if table.len() == before {
            return None;
        }
    }
}

/// The word in back-ticks after a prefix.
fn quoted<'a>(message: &'a str, prefix: &str) -> Option<&'a str> {
    message.strip_prefix(prefix)?.strip_prefix('`')?.split('`').next()
}

/// A file, for lines.
#[derive(Clone, Copy)]
struct Place<'a> {
    file: &'a str,
    text: &'a str,
}

impl Place<'_> {
    fn problem(self, code: &str, offset: usize) -> Problem {
        let line = 1 + self.text.bytes().take(offset).filter(|b| *b == b'\n').count();
        Problem::error(code, format!("{}:{line}", self.file))
    }

    fn syntax(self, error: &toml::de::Error) -> Problem {
        let offset = error.span().map_or(0, |s| s.start);
        self.problem("regime.toml.syntax", offset)
            .with("message", error.message())
    }

    fn data(self, error: &toml::de::Error, offset: usize) -> Problem {
        let message = error.message();
        if let Some(key) = quoted(message, "unknown field ") {
            return self.problem("regime.key.unknown", offset).with("key", key);
        }
        if let Some(key) = quoted(message, "missing field ") {
            return self.problem("regime.key.missing", offset).with("key", key);
        }
        self.problem("regime.value.invalid", offset)
            .with("message", message)
    }
}

#[cfg(test)]
#[path = "parse/tests.rs"]
mod tests;
