//! Inspections, teams, packages, reviews, publications.

use super::super::rows::{Rows, json};
use crate::store::StoreError;
use crate::store::record::{InspectionRecord, PublicationRecord};
use crate::store::view::{InspectionTx, InspectionView};
use domain::assignment::SignedPackage;
use domain::id::{InspectionId, InspectorId, SubjectId, TaskId};
use domain::review::ReviewEntry;

type Result<T> = std::result::Result<T, StoreError>;

impl InspectionView for Rows<'_> {
    fn inspection(&self, id: &InspectionId) -> Result<Option<InspectionRecord>> {
        self.body("inspections.find", [id.as_str()])
    }
    fn inspections(&self) -> Result<Vec<InspectionRecord>> {
        self.bodies("inspections.all", [])
    }
    fn inspections_of_task(&self, task: &TaskId) -> Result<Vec<InspectionRecord>> {
        self.bodies("inspections.of_task", [task.as_str()])
    }
    fn inspections_of_subject(&self, subject: &SubjectId) -> Result<Vec<InspectionRecord>> {
        self.bodies("inspections.of_subject", [subject.as_str()])
    }
    fn inspections_of_inspector(&self, inspector: &InspectorId) -> Result<Vec<InspectionRecord>> {
        self.bodies("inspections.of_inspector", [inspector.as_str()])
    }
    fn package(&self, id: &InspectionId) -> Result<Option<SignedPackage>> {
        self.body("inspections.package", [id.as_str()])
    }
    fn reviews(&self, id: &InspectionId) -> Result<Vec<ReviewEntry>> {
        self.bodies("inspections.reviews", [id.as_str()])
    }
    fn publication(&self, id: &InspectionId) -> Result<Option<PublicationRecord>> {
        self.body("inspections.publication", [id.as_str()])
    }
    fn publications(&self) -> Result<Vec<PublicationRecord>> {
        self.bodies("inspections.publications", [])
    }
}

impl InspectionTx for Rows<'_> {
    fn put_inspection(&self, i: &InspectionRecord) -> Result<()> {
        let columns = (i.id.as_str(), i.task.as_str(), i.subject.as_str(), json(i)?);
        self.run("inspections.put", columns)?;
        // Who was taken off may not sync it any more.
        self.run("inspections.drop_members", [i.id.as_str()])?;
        for member in &i.team {
            self.run(
                "inspections.put_member",
                [member.inspector.as_str(), i.id.as_str()],
            )?;
        }
        Ok(())
    }
    fn put_package(&self, id: &InspectionId, package: &SignedPackage) -> Result<()> {
        self.run("inspections.put_package", (id.as_str(), json(package)?))
    }
    fn add_review(&self, id: &InspectionId, entry: &ReviewEntry) -> Result<()> {
        self.run("inspections.add_review", (id.as_str(), json(entry)?))
    }
    fn put_publication(&self, p: &PublicationRecord) -> Result<()> {
        let columns = (p.inspection.as_str(), p.at.0, json(p)?);
        self.run("inspections.put_publication", columns)
    }
}
