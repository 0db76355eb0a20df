//! Redaction (隐名处理) before publication: driven by the pack's rules over a typed record.
//!
//! A pure function: equal record and rules give equal bytes. What the rules do not name stays as it was.
//! Free text is scrubbed of every private value the record knows, of the names of known persons, and of digits
//! that are a phone or an identity number.

use super::demand::is_demanded;
use crate::regime::excerpt::RuleSource;
use crate::regime::pack::after::{PrivateKind, Published, Redaction};
use crate::regime::pack::{Regime, Rule};
use crate::time::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What an inspection would publish, before redaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicRecord {
    /// Name of the checked subject. A sole trader's name may hold a person's name: list it in `persons`.
    pub subject_name: String,
    /// Unified social credit code, when it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<String>,
    /// Day of the check.
    pub date: Date,
    /// Items checked.
    pub items: Vec<String>,
    /// Result in one phrase.
    pub result: String,
    /// What was found, in words.
    pub findings: Vec<String>,
    /// What was ordered or done about it (处理结果): public only where the text wants it public.
    #[serde(default)]
    pub measures: Vec<String>,
    /// Checking body.
    pub body: String,
    /// Names of the team, when they are published.
    #[serde(default)]
    pub inspectors: Vec<String>,
    /// Document number.
    #[serde(default)]
    pub document_no: String,
    /// Further lines of the document: label and text.
    #[serde(default)]
    pub lines: Vec<(String, String)>,
    /// Natural persons named anywhere in the record (responsible person, manager, witness, inspectors …).
    #[serde(default)]
    pub persons: Vec<String>,
    /// Private values that stand anywhere in the record, by kind.
    #[serde(default)]
    pub private: Vec<PrivateDatum>,
}

/// A private value known to the office.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PrivateDatum {
    /// What it is.
    pub kind: PrivateKind,
    /// The value as it stands in texts.
    pub value: String,
}

/// One thing that was done to the record, for the person who approves the publication.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Redacted {
    /// Where: `subject_name`, `findings.0`, `lines.2`, …
    pub field: String,
    /// What: `name`, or the kind of datum (`contact`, `id_number`, …).
    pub what: String,
    /// Article that asks for it.
    pub cite: String,
    /// Whose rule.
    #[serde(default)]
    pub source: RuleSource,
}

/// The record as it may be published, and what was done to it by which article.
///
/// A regime without redaction rules changes nothing: the office is told by the empty list.
pub fn redact(regime: &Regime, record: &PublicRecord) -> (PublicRecord, Vec<Redacted>) {
    let mut pen = Pen::new(&regime.rules.redactions, record);
    let mut public = record.clone();
    public.subject_name = pen.text("subject_name", &record.subject_name);
    public.items = pen.texts("items", &record.items);
    public.result = pen.text("result", &record.result);
    public.findings = pen.texts("findings", &record.findings);
    public.measures = match is_demanded(regime, Published::Outcome) {
        true => pen.texts("measures", &record.measures),
        false => Vec::new(),
    };
    public.inspectors = pen.texts("inspectors", &record.inspectors);
    public.document_no = pen.words("document_no", &record.document_no);
    for (n, (label, text)) in record.lines.iter().enumerate() {
        if let Some(line) = public.lines.get_mut(n) {
            *line = (label.clone(), pen.text(&format!("lines.{n}"), text));
        }
    }
    // What was hidden must not travel beside the text it was taken from.
    public.persons.clear();
    public.private.clear();
    pen.done.sort();
    pen.done.dedup();
    (public, pen.done)
}

/// One replacement to make, the longest first.
struct Stroke {
    find: String,
    write: String,
    what: &'static str,
    cite: String,
    source: RuleSource,
}

struct Pen {
    strokes: Vec<Stroke>,
    digits: Vec<(PrivateKind, String, RuleSource)>,
    symbol: String,
    done: Vec<Redacted>,
}

impl Pen {
    fn new(rules: &[Rule<Redaction>], record: &PublicRecord) -> Self {
        let symbol = rules.iter().find_map(|r| match &r.what {
            Redaction::Symbol { with } => Some(with.clone()),
            Redaction::MaskGivenName { .. } | Redaction::Remove { .. } => None,
        });
        let mut pen = Self {
            strokes: Vec::new(),
            digits: Vec::new(),
            symbol: symbol.unwrap_or_default(),
            done: Vec::new(),
        };
        for rule in rules {
            pen.load(rule, record);
        }
        // Longest first: a name inside an address must not break the address before it is found.
        pen.strokes.sort_by(|a, b| {
            b.find
                .chars()
                .count()
                .cmp(&a.find.chars().count())
                .then(a.find.cmp(&b.find))
        });
        pen
    }

    fn load(&mut self, rule: &Rule<Redaction>, record: &PublicRecord) {
        let (cite, source) = (&rule.cite, rule.origin.layer);
        match &rule.what {
            Redaction::MaskGivenName {
                with,
                compound_surnames,
            } => {
                let persons: BTreeSet<_> = record.persons.iter().chain(&record.inspectors).collect();
                for person in persons.into_iter().filter(|p| p.trim().chars().count() > 1) {
                    let find = person.trim().to_owned();
                    let write = masked(&find, with, compound_surnames);
                    self.strokes.push(Stroke {
                        find,
                        write,
                        what: "name",
                        cite: cite.clone(),
                        source,
                    });
                }
            }
            Redaction::Remove { kinds } => {
                for datum in record.private.iter().filter(|d| kinds.contains(&d.kind)) {
                    if datum.value.trim().is_empty() {
                        continue;
                    }
                    self.strokes.push(Stroke {
                        find: datum.value.trim().to_owned(),
                        write: self.symbol.clone(),
                        what: datum.kind.code(),
                        cite: cite.clone(),
                        source,
                    });
                }
                for kind in [PrivateKind::IdNumber, PrivateKind::Contact] {
                    if kinds.contains(&kind) {
                        self.digits.push((kind, cite.clone(), source));
                    }
                }
            }
            Redaction::Symbol { .. } => {}
        }
    }

    fn texts(&mut self, field: &str, texts: &[String]) -> Vec<String> {
        texts
            .iter()
            .enumerate()
            .map(|(n, t)| self.text(&format!("{field}.{n}"), t))
            .collect()
    }

    /// Known names and values only: a document's number is no phone however it looks.
    fn words(&mut self, field: &str, text: &str) -> String {
        let mut text = text.to_owned();
        for stroke in &self.strokes {
            if text.contains(&stroke.find) {
                text = text.replace(&stroke.find, &stroke.write);
                self.done.push(Redacted {
                    field: field.to_owned(),
                    what: stroke.what.to_owned(),
                    cite: stroke.cite.clone(),
                    source: stroke.source,
                });
            }
        }
        text
    }

    fn text(&mut self, field: &str, text: &str) -> String {
        let mut text = self.words(field, text);
        for (kind, cite, source) in &self.digits {
            let scrubbed = scrub_digits(&text, *kind, &self.symbol);
            if scrubbed != text {
                text = scrubbed;
                self.done.push(Redacted {
                    field: field.to_owned(),
                    what: kind.code().to_owned(),
                    cite: cite.clone(),
                    source: *source,
                });
            }
        }
        text
    }
}

/// Surname kept, given name replaced by one word whatever its length.
fn masked(name: &str, with: &str, compound_surnames: &[String]) -> String {
    let surname = compound_surnames
        .iter()
        .find(|s| name.starts_with(s.as_str()) && name.len() > s.len());
    let surname = surname.cloned().unwrap_or_else(|| name.chars().take(1).collect());
    format!("{surname}{with}")
}

/// Replaces runs of digits that are an identity number (15 digits, or 17 and a check character) or a phone
/// (mobile of 11 digits beginning with 1; area code 0… and 7–8 digits, joined or hyphenated).
fn scrub_digits(text: &str, kind: PrivateKind, symbol: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, run) = rest.split_at(start);
        out.push_str(before);
        let end = run
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
            .unwrap_or(run.len());
        let (run, after) = run.split_at(end);
        // A run inside a longer word of letters and digits (a credit code, a document number) is none.
        let joined = before
            .chars()
            .next_back()
            .is_some_and(|c| c.is_ascii_alphanumeric());
        let is_private = if kind == PrivateKind::IdNumber {
            is_id_number(run)
        } else {
            is_phone(run)
        };
        let hit = !joined && is_private;
        out.push_str(if hit { symbol } else { run });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// GB 11643: six digits of place, a date of birth, three of order, a check character; the old form has 15 digits.
/// The date tells it from a credit code that happens to hold digits only.
fn is_id_number(run: &str) -> bool {
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    let birth = match run.len() {
        15 if digits == 15 => run.get(6..12).map(|d| format!("19{d}")),
        18 if digits == 18 || (digits == 17 && run.ends_with(['X', 'x'])) => {
            run.get(6..14).map(str::to_owned)
        }
        _ => None,
    };
    birth.is_some_and(|day| Date::parse_from_str(&day, "%Y%m%d").is_ok())
}

fn is_phone(run: &str) -> bool {
    let digits: String = run.chars().filter(|c| *c != '-').collect();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let mobile = digits.len() == 11 && digits.starts_with('1');
    let landline = digits.starts_with('0') && (10..=12).contains(&digits.len());
    mobile || landline
}

#[cfg(test)]
#[path = "redact/tests.rs"]
mod tests;
