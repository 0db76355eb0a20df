//! Subject rows (检查对象).

use super::report::ImportReport;
use super::row::{Coded, Reader};
use super::{Options, prepare, walk};
use crate::id::SubjectId;
use crate::problem::Severity;
use crate::roster::credit_code::{self, CodeFault};
use crate::roster::headers::{Field, Kind};
use crate::roster::subject::Subject;
use crate::roster::table::{Cell, Table};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Imports a subject roster. Ids are unique among the subjects returned.
pub fn subjects(table: &Table, options: &Options) -> (Vec<Subject>, ImportReport) {
    let (mut report, layout) = prepare(table, Kind::Subjects, options, &[Field::Name]);
    let Some(layout) = layout else {
        return (Vec::new(), report);
    };
    let mut seen: BTreeMap<SubjectId, u32> = BTreeMap::new();
    let subjects = walk(table, &layout, Kind::Subjects, &mut report, |row| {
        let subject = subject(row, options);
        if row.refused() {
            return None;
        }
        if let Some(first) = seen.get(&subject.id) {
            let field = if subject.credit_code.is_some() {
                Field::CreditCode
            } else {
                Field::Name
            };
            row.error(
                field,
                "roster.subject.duplicate",
                &[("id", subject.id.as_str()), ("first_row", &first.to_string())],
            );
            return None;
        }
        seen.insert(subject.id.clone(), row.number());
        Some(subject)
    });
    (subjects, report)
}

fn subject(row: &mut Reader<'_>, options: &Options) -> Subject {
    let name = row.required(Field::Name, "roster.name.missing");
    let registration = row.number_text(Field::RegistrationNo);
    let (credit_code, old_number) = code(row);
    let registration_no = if registration.is_empty() {
        old_number
    } else {
        Some(registration)
    };
    let address = row.text(Field::Address);
    let mut extra = row.extra();
    let class = class(row, options);
    let risk = risk(row, options, &mut extra);
    // A status nobody has explained cannot say whether the subject belongs into a pool: the row waits.
    let status = match row.coded(
        Field::Status,
        "roster.status.unknown",
        Severity::Error,
        &options.mapping,
    ) {
        Coded::Known(word) => word,
        Coded::Unknown(_) | Coded::Blank => "active".to_owned(),
    };
    established(row, &mut extra);
    let id = id(
        credit_code.as_deref(),
        registration_no.as_deref(),
        &name,
        &address,
    );
    Subject {
        id,
        credit_code,
        registration_no,
        district: row.text(Field::District),
        responsible_person: row.text(Field::ResponsiblePerson),
        phone: row.phone(),
        industry: row.text(Field::Industry),
        demo: row.demo(),
        name,
        address,
        class,
        risk,
        status,
        extra,
    }
}

/// Classes differ from office to office (credit classes A to D among them): an unknown one is kept as written.
fn class(row: &mut Reader<'_>, options: &Options) -> String {
    match row.coded(
        Field::Class,
        "roster.class.unknown",
        Severity::Note,
        &options.mapping,
    ) {
        Coded::Known(word) | Coded::Unknown(word) => word,
        Coded::Blank => String::new(),
    }
}

fn risk(row: &mut Reader<'_>, options: &Options, extra: &mut BTreeMap<String, String>) -> String {
    match row.coded(
        Field::Risk,
        "roster.risk.unknown",
        Severity::Warning,
        &options.mapping,
    ) {
        Coded::Known(word) => word,
        Coded::Unknown(word) => {
            row.keep(Field::Risk, word, extra);
            String::new()
        }
        Coded::Blank => String::new(),
    }
}

/// The founding date decides nothing: it is kept under the file's header, as a date where it is one.
fn established(row: &mut Reader<'_>, extra: &mut BTreeMap<String, String>) {
    let as_written = row.text(Field::Established);
    let date = row.date(Field::Established, Severity::Warning);
    let kept = date.map_or(as_written, |date| date.format("%Y-%m-%d").to_string());
    if !kept.is_empty() {
        row.keep(Field::Established, kept, extra);
    }
}

/// The code, or the old registration number that stood in its place.
fn code(row: &mut Reader<'_>) -> (Option<String>, Option<String>) {
    let field = Field::CreditCode;
    let text = row.text(field);
    if text.is_empty() {
        if !matches!(row.cell(field), Cell::Error(_)) {
            row.report(field, "roster.code.missing", Severity::Note, &[]);
        }
        return (None, None);
    }
    // Excel keeps 15 significant digits: of a longer number the rest is already lost, whatever it shows.
    let is_number =
        matches!(row.cell(field), Cell::Number(digits) if digits.len() > 15 || digits.contains('E'));
    match if is_number {
        Err(CodeFault::Number)
    } else {
        credit_code::parse(&text)
    } {
        Ok(code) => return (Some(code), None),
        Err(CodeFault::OldRegistration) => {
            row.report(
                field,
                "roster.code.old_registration",
                Severity::Warning,
                &[("value", &text)],
            );
            return (None, Some(credit_code::normalise(&text)));
        }
        Err(CodeFault::Number) => row.error(field, "roster.code.number", &[("value", &text)]),
        Err(CodeFault::Length { found }) => {
            row.error(
                field,
                "roster.code.length",
                &[("value", &text), ("found", &found.to_string())],
            );
        }
        Err(CodeFault::Charset { at, character }) => {
            let (at, character) = (at.to_string(), character.to_string());
            row.error(
                field,
                "roster.code.charset",
                &[("value", &text), ("at", &at), ("character", &character)],
            );
        }
        Err(CodeFault::Checksum { expected, found }) => {
            let (expected, found) = (expected.to_string(), found.to_string());
            row.error(
                field,
                "roster.code.checksum",
                &[("value", &text), ("expected", &expected), ("found", &found)],
            );
        }
    }
    (None, None)
}

/// The code where there is one, else the registration number, else a digest of name and address: the same row
/// gets the same id at every import.
fn id(code: Option<&str>, registration: Option<&str>, name: &str, address: &str) -> SubjectId {
    if let Some(code) = code {
        return SubjectId::new(code);
    }
    if let Some(number) = registration {
        return SubjectId::new(format!("reg-{number}"));
    }
    let digest = Sha256::new()
        .chain_update(name)
        .chain_update([0])
        .chain_update(address)
        .finalize();
    SubjectId::new(format!(
        "own-{}",
        hex::encode(digest.get(..8).unwrap_or_default())
    ))
}
