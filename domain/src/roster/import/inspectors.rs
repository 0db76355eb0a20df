//! Inspector rows (执法检查人员).

use super::report::ImportReport;
use super::row::{Coded, Reader};
use super::{Options, prepare, walk};
use crate::id::{InspectorId, SubjectId};
use crate::problem::Severity;
use crate::roster::credit_code;
use crate::roster::headers::{Field, Kind, words};
use crate::roster::inspector::Inspector;
use crate::roster::table::{Cell, Table};
use std::collections::BTreeMap;

/// Imports an inspector roster. Certificate numbers are unique among the inspectors returned.
pub fn inspectors(table: &Table, options: &Options) -> (Vec<Inspector>, ImportReport) {
    let (mut report, layout) = prepare(
        table,
        Kind::Inspectors,
        options,
        &[Field::Name, Field::CertificateNo],
    );
    let Some(layout) = layout else {
        return (Vec::new(), report);
    };
    let mut seen: BTreeMap<InspectorId, u32> = BTreeMap::new();
    let inspectors = walk(table, &layout, Kind::Inspectors, &mut report, |row| {
        let inspector = inspector(row, options);
        if row.refused() {
            return None;
        }
        if let Some(first) = seen.get(&inspector.id) {
            let (value, first) = (inspector.certificate_no.as_str(), first.to_string());
            row.error(
                Field::CertificateNo,
                "roster.certificate.duplicate",
                &[("value", value), ("first_row", &first)],
            );
            return None;
        }
        seen.insert(inspector.id.clone(), row.number());
        Some(inspector)
    });
    (inspectors, report)
}

fn inspector(row: &mut Reader<'_>, options: &Options) -> Inspector {
    let name = row.required(Field::Name, "roster.name.missing");
    let certificate_no = certificate(row);
    let certificate_until = row.date(Field::CertificateUntil, Severity::Error);
    match certificate_until {
        Some(until) if until < options.today => {
            let (until, today) = (until.to_string(), options.today.to_string());
            row.report(
                Field::CertificateUntil,
                "roster.certificate.expired",
                Severity::Warning,
                &[("until", &until), ("today", &today)],
            );
        }
        None if matches!(row.cell(Field::CertificateUntil), Cell::Empty)
            && row.has_column(Field::CertificateUntil) =>
        {
            row.report(
                Field::CertificateUntil,
                "roster.certificate.until_missing",
                Severity::Note,
                &[],
            );
        }
        Some(_) | None => {}
    }
    let status = match row.coded(
        Field::Status,
        "roster.status.unknown",
        Severity::Error,
        &options.mapping,
    ) {
        Coded::Known(word) => word,
        Coded::Unknown(_) | Coded::Blank => "active".to_owned(),
    };
    Inspector {
        id: InspectorId::new(certificate_no.clone()),
        certificate_until,
        department: row.text(Field::Department),
        post: row.text(Field::Post),
        qualifications: words::list(&row.text(Field::Qualifications)),
        sex: row.text(Field::Sex),
        phone: row.phone(),
        recusals: recusals(row, options),
        extra: row.extra(),
        demo: row.demo(),
        name,
        certificate_no,
        status,
    }
}

fn certificate(row: &mut Reader<'_>) -> String {
    let field = Field::CertificateNo;
    let text = row.number_text(field);
    match row.cell(field) {
        Cell::Error(_) => {}
        Cell::Number(digits) if digits.len() > 15 || digits.contains(['E', '.']) => {
            row.error(field, "roster.certificate.number", &[("value", &text)]);
        }
        Cell::Empty | Cell::Text(_) | Cell::Number(_) | Cell::Bool(_) | Cell::Date(_) | Cell::Merged(..) => {
            if text.is_empty() {
                row.error(field, "roster.certificate.missing", &[]);
            }
        }
    }
    text
}

/// Declared interests by code, or by name where the name is known. What cannot be read refuses the row:
/// an interest that is lost would put an inspector before a subject he must not inspect.
fn recusals(row: &mut Reader<'_>, options: &Options) -> BTreeMap<SubjectId, String> {
    let mut recusals = BTreeMap::new();
    for (who, why) in words::declarations(&row.text(Field::Recusals)) {
        let subject = options
            .known_subjects
            .get(&who)
            .cloned()
            .or_else(|| credit_code::parse(&who).ok().map(SubjectId::new))
            .or_else(|| {
                options
                    .known_subjects
                    .values()
                    .find(|id| id.as_str() == who)
                    .cloned()
            });
        match subject {
            Some(id) => {
                recusals.insert(id, why);
            }
            None => row.error(Field::Recusals, "roster.recusal.unreadable", &[("value", &who)]),
        }
    }
    recusals
}
