//! Rosters into the store: every good row is kept, every bad one is told by row, column and reason.

use super::log::Act;
use crate::clock::random_id;
use crate::error::{Answer, Code, Refusal};
use crate::import::{self, ImportError};
use crate::state::App;
use crate::store::record::ImportRecord;
use crate::store::{Tx, View};
use domain::id::UserId;
use domain::problem::Problem;
use domain::regime::{Regime, inspector_fields_lacking, keeping, subject_fields_lacking};
use domain::roster::headers::Kind;
use domain::roster::import::{ImportReport, Options, inspectors, subjects};
use domain::roster::table::Table;
use domain::roster::{Inspector, Subject};
use domain::time::Timestamp;
use domain::wire::api::{Facet, RosterImport, RosterPage, RosterRenewal};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Entries of one page.
const PAGE: u32 = 50;
/// Most values of a facet; a field with more is none.
const FACET_VALUES: usize = 50;

/// Which roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Roster {
    /// 检查对象名录库.
    Subjects,
    /// 执法检查人员名录库.
    Inspectors,
}

impl Roster {
    /// The roster of this name in an address.
    ///
    /// # Errors
    /// `roster.unknown`.
    pub fn named(name: &str) -> Answer<Self> {
        match name {
            "subjects" => Ok(Self::Subjects),
            "inspectors" => Ok(Self::Inspectors),
            _ => Err(Code::RosterUnknown.into()),
        }
    }

    /// Its name in an address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Subjects => "subjects",
            Self::Inspectors => "inspectors",
        }
    }

    /// As the importer calls it.
    pub fn kind(self) -> Kind {
        match self {
            Self::Subjects => Kind::Subjects,
            Self::Inspectors => Kind::Inspectors,
        }
    }
}

/// Accepted rows.
#[derive(Debug)]
pub enum Rows {
    /// Subjects.
    Subjects(Vec<Subject>),
    /// Inspectors.
    Inspectors(Vec<Inspector>),
}

impl Rows {
    fn roster(&self) -> Roster {
        match self {
            Self::Subjects(_) => Roster::Subjects,
            Self::Inspectors(_) => Roster::Inspectors,
        }
    }
}

/// Takes a file in. Blocking.
///
/// # Errors
/// `import.empty_file`, `import.unreadable` with the reason as a problem.
pub fn take_in(app: &App, kind: Roster, bytes: &[u8], filename: &str, by: &UserId) -> Answer<RosterImport> {
    let now = app.now();
    let table = import::read(bytes, filename).map_err(|e| unreadable(&e, filename))?;
    let options = Options::on(now.china_date());
    let (rows, report) = match kind {
        Roster::Subjects => {
            let (rows, report) = subjects(&table, &options);
            (Rows::Subjects(rows), report)
        }
        Roster::Inspectors => {
            let (rows, report) = inspectors(&table, &options);
            (Rows::Inspectors(rows), report)
        }
    };
    let marked = marked(bytes, &table, &report);
    let (filename, by) = (filename.to_owned(), by.clone());
    let record = import_record(kind, (bytes, &filename), &report, marked.is_some(), by, now);
    let inside = app.clone();
    app.store
        .write_now(move |tx| keep(&inside, tx, rows, record, marked.as_deref(), now))
}

/// Keeps rows that were read elsewhere, with what their file was. Blocking.
///
/// # Errors
/// When the store fails.
pub fn take_rows(
    app: &App,
    rows: Rows,
    file: (&[u8], &str),
    report: &ImportReport,
    by: UserId,
) -> Answer<RosterImport> {
    let now = app.now();
    let record = import_record(rows.roster(), file, report, false, by, now);
    let inside = app.clone();
    app.store
        .write_now(move |tx| keep(&inside, tx, rows, record, None, now))
}

/// Regimes that somebody plans under here.
fn in_use<'a>(app: &'a App, v: &dyn View) -> Answer<Vec<&'a Regime>> {
    let used: BTreeSet<_> = v.tasks()?.into_iter().map(|t| t.draft.regime).collect();
    Ok(app
        .regimes
        .all()
        .iter()
        .filter(|r| used.contains(&r.id))
        .collect())
}

/// Prescribed fields that these rows lack, by every regime in use.
fn lacking(app: &App, v: &dyn View, rows: &Rows) -> Answer<Vec<Problem>> {
    let of = |regime: &&Regime| match rows {
        Rows::Subjects(rows) => subject_fields_lacking(regime, rows),
        Rows::Inspectors(rows) => inspector_fields_lacking(regime, rows),
    };
    Ok(in_use(app, v)?.iter().flat_map(of).collect())
}

fn import_record(
    kind: Roster,
    (bytes, filename): (&[u8], &str),
    report: &ImportReport,
    marked_copy: bool,
    by: UserId,
    at: Timestamp,
) -> ImportRecord {
    ImportRecord {
        report: RosterImport {
            id: random_id("i-"),
            accepted: 0,
            updated: 0,
            problems: report.plain(),
            refused: count(report.refused_rows().len()),
            marked_copy,
        },
        kind: kind.name().to_owned(),
        filename: filename.chars().take(200).collect(),
        sha256: hex::encode(Sha256::digest(bytes)),
        by,
        at,
    }
}

fn unreadable(e: &ImportError, filename: &str) -> Refusal {
    let code = match e {
        ImportError::Empty => Code::ImportEmpty,
        ImportError::UnknownType { .. }
        | ImportError::Encrypted
        | ImportError::Damaged { .. }
        | ImportError::OverLimit { .. } => Code::ImportUnreadable,
    };
    Refusal::from(code).with(vec![e.problem(filename)])
}

fn marked(bytes: &[u8], table: &Table, report: &ImportReport) -> Option<Vec<u8>> {
    (!report.is_clean()).then(|| import::marked_copy(bytes, table, report))
}

fn keep(
    app: &App,
    tx: &dyn Tx,
    rows: Rows,
    mut record: ImportRecord,
    marked: Option<&[u8]>,
    now: Timestamp,
) -> Answer<RosterImport> {
    let (id, roster) = (record.report.id.clone(), rows.roster());
    record.report.problems.extend(lacking(app, tx, &rows)?);
    let (mut accepted, mut updated) = (0, 0);
    match rows {
        Rows::Subjects(rows) => {
            for row in rows {
                let before = tx.subject(&row.id)?;
                updated += u32::from(before.as_ref().is_some_and(|b| b != &row));
                accepted += 1;
                if before.as_ref() != Some(&row) {
                    tx.put_subject(&row, &id, now)?;
                }
            }
        }
        Rows::Inspectors(rows) => {
            for row in rows {
                let before = tx.inspector(&row.id)?;
                updated += u32::from(before.as_ref().is_some_and(|b| b != &row));
                accepted += 1;
                if before.as_ref() != Some(&row) {
                    tx.put_inspector(&row, &id, now)?;
                }
            }
        }
    }
    record.report.accepted = accepted;
    record.report.updated = updated;
    tx.put_import(&record, marked)?;
    let act = Act::Import {
        kind: record.kind,
        sha256: record.sha256,
        accepted,
        refused: record.report.refused,
        roster: digest(tx, roster)?,
        by: record.by,
    };
    app.book.note(tx, &app.keys, &act, now)?;
    Ok(record.report)
}

/// SHA-256 (hex) of a whole roster: its entries as JSON by id, a line feed after each.
///
/// # Errors
/// When the store fails.
pub fn digest(v: &dyn View, roster: Roster) -> Answer<String> {
    let fault = |e: serde_json::Error| Refusal::from(Code::ServerFault).because(e);
    let mut hash = Sha256::new();
    let mut line = |bytes: Vec<u8>| {
        hash.update(bytes);
        hash.update(b"\n");
    };
    match roster {
        Roster::Subjects => {
            for entry in v.subjects()? {
                line(serde_json::to_vec(&entry).map_err(fault)?);
            }
        }
        Roster::Inspectors => {
            for entry in v.inspectors()? {
                line(serde_json::to_vec(&entry).map_err(fault)?);
            }
        }
    }
    Ok(hex::encode(hash.finalize()))
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// One page of a roster.
///
/// # Errors
/// When the store fails.
pub fn page(app: &App, v: &dyn View, kind: Roster, q: &str, page: u32) -> Answer<RosterPage> {
    let offset = page.saturating_mul(PAGE);
    let (mut subjects, mut inspectors) = (Vec::new(), Vec::new());
    let total = match kind {
        Roster::Subjects => {
            let (total, found) = v.find_subjects(q, PAGE, offset)?;
            subjects = found;
            total
        }
        Roster::Inspectors => {
            let (total, found) = v.find_inspectors(q, PAGE, offset)?;
            inspectors = found;
            total
        }
    };
    let (mut rules, mut problems) = (Vec::new(), Vec::new());
    // The whole roster is looked at where somebody looks at the whole of it.
    if page == 0 && q.is_empty() {
        let told = |r: &&Regime| -> Vec<_> { keeping(r).into_iter().map(|t| (r.short.clone(), t)).collect() };
        rules = in_use(app, v)?.iter().flat_map(told).collect();
        problems = lacking(app, v, &whole(v, kind)?)?;
    }
    Ok(RosterPage {
        total,
        page,
        subjects,
        inspectors,
        rules,
        problems,
    })
}

fn whole(v: &dyn View, kind: Roster) -> Answer<Rows> {
    Ok(match kind {
        Roster::Subjects => Rows::Subjects(v.subjects()?),
        Roster::Inspectors => Rows::Inspectors(v.inspectors()?),
    })
}

/// Imports shown of one roster.
const RENEWALS: u32 = 50;

/// When and from which files a roster was renewed, newest first.
///
/// # Errors
/// When the store fails.
pub fn renewals(v: &dyn View, kind: Roster) -> Answer<Vec<RosterRenewal>> {
    let shown = |of: ImportRecord| -> Answer<RosterRenewal> {
        let by = v.account(&of.by)?.map_or_else(|| of.by.to_string(), |a| a.name);
        Ok(RosterRenewal {
            id: of.report.id,
            at: of.at,
            by,
            filename: of.filename,
            sha256: of.sha256,
            accepted: of.report.accepted,
            updated: of.report.updated,
            refused: of.report.refused,
            marked_copy: of.report.marked_copy,
        })
    };
    let found = v.imports(kind.name(), RENEWALS)?;
    found.into_iter().map(shown).collect()
}

/// When a roster was last renewed.
///
/// # Errors
/// When the store fails.
pub fn renewed(v: &dyn View, kind: Roster) -> Answer<Option<Timestamp>> {
    Ok(v.imports(kind.name(), 1)?.first().map(|last| last.at))
}

/// The value a filter or facet looks at.
pub fn field<'a>(subject: &'a Subject, name: &str) -> &'a str {
    match name {
        "district" => &subject.district,
        "class" => &subject.class,
        "industry" => &subject.industry,
        "risk" => &subject.risk,
        "status" => &subject.status,
        other => subject.extra.get(other).map_or("", String::as_str),
    }
}

/// The values of each field a pool filter may use, most frequent first.
///
/// # Errors
/// When the store fails.
pub fn facets(v: &dyn View) -> Answer<Vec<Facet>> {
    let all = v.subjects()?;
    let mut found = Vec::new();
    let own: BTreeSet<&String> = all.iter().flat_map(|s| s.extra.keys()).collect();
    let fields = ["district", "class", "industry", "risk"].into_iter();
    for name in fields.chain(own.into_iter().map(String::as_str)) {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for subject in &all {
            *counts.entry(field(subject, name)).or_default() += 1;
        }
        counts.remove("");
        let mut values: Vec<_> = counts.into_iter().map(|(v, n)| (v.to_owned(), n)).collect();
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        // A column with a value of its own in nearly every row sorts nothing.
        if !values.is_empty() && values.len() <= FACET_VALUES {
            found.push(Facet {
                field: name.to_owned(),
                values,
            });
        }
    }
    Ok(found)
}
