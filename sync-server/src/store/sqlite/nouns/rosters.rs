//! Rosters with their history, and import reports.

use super::super::rows::{Rows, json};
use crate::store::StoreError;
use crate::store::record::ImportRecord;
use crate::store::view::{RosterTx, RosterView};
use domain::id::{InspectorId, SubjectId};
use domain::roster::{Inspector, Subject};
use domain::time::Timestamp;

type Result<T> = std::result::Result<T, StoreError>;

impl RosterView for Rows<'_> {
    fn subject(&self, id: &SubjectId) -> Result<Option<Subject>> {
        self.body("rosters.subject", [id.as_str()])
    }
    fn subjects(&self) -> Result<Vec<Subject>> {
        self.bodies("rosters.subjects", [])
    }
    fn find_subjects(&self, q: &str, limit: u32, offset: u32) -> Result<(u32, Vec<Subject>)> {
        let total = self.row("rosters.count_subjects", [q], |r| r.get(0))?;
        let page = self.bodies("rosters.find_subjects", (q, limit, offset))?;
        Ok((total.unwrap_or(0), page))
    }
    fn inspector(&self, id: &InspectorId) -> Result<Option<Inspector>> {
        self.body("rosters.inspector", [id.as_str()])
    }
    fn inspectors(&self) -> Result<Vec<Inspector>> {
        self.bodies("rosters.inspectors", [])
    }
    fn find_inspectors(&self, q: &str, limit: u32, offset: u32) -> Result<(u32, Vec<Inspector>)> {
        let total = self.row("rosters.count_inspectors", [q], |r| r.get(0))?;
        let page = self.bodies("rosters.find_inspectors", (q, limit, offset))?;
        Ok((total.unwrap_or(0), page))
    }
    fn import(&self, id: &str) -> Result<Option<ImportRecord>> {
        self.body("rosters.import", [id])
    }
    fn imports(&self, kind: &str, limit: u32) -> Result<Vec<ImportRecord>> {
        self.bodies("rosters.imports", (kind, limit))
    }
    fn marked_copy(&self, id: &str) -> Result<Option<Vec<u8>>> {
        Ok(self.row("rosters.marked_copy", [id], |r| r.get(0))?.flatten())
    }
}

impl RosterTx for Rows<'_> {
    fn put_subject(&self, subject: &Subject, import: &str, at: Timestamp) -> Result<()> {
        let (id, body) = (subject.id.as_str(), json(subject)?);
        self.run("rosters.keep_history", ("subjects", id, at.0, import, &body))?;
        self.run("rosters.put_subject", (id, &subject.name, &body))
    }
    fn put_inspector(&self, inspector: &Inspector, import: &str, at: Timestamp) -> Result<()> {
        let (id, body) = (inspector.id.as_str(), json(inspector)?);
        self.run("rosters.keep_history", ("inspectors", id, at.0, import, &body))?;
        self.run("rosters.put_inspector", (id, &inspector.name, &body))
    }
    fn put_import(&self, import: &ImportRecord, marked: Option<&[u8]>) -> Result<()> {
        let columns = (&import.report.id, import.at.0, json(import)?, marked);
        self.run("rosters.put_import", columns)
    }
}
