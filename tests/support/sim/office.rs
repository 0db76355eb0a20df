//! The office: takes officers off inspections and gives them back.

use super::stage::{INSPECTIONS, OFFICERS, office};
use super::world::World;
use anyhow::Result;
use domain::id::InspectionId;

impl World {
    pub(super) fn an_inspection(&mut self) -> InspectionId {
        // The first one sees most of the work, so that officers meet in it.
        let which = usize::from(self.chance.percent(30));
        InspectionId::from(INSPECTIONS[which])
    }

    pub(super) fn office_acts(&mut self, at: usize) -> Result<()> {
        let (id, who) = (InspectionId::from(INSPECTIONS[1]), self.tablets[at].who);
        if self.server.full {
            return Ok(());
        }
        if self.away.remove(&(id.clone(), who)) {
            return self.give_back(&id, who);
        }
        self.away.insert((id.clone(), who));
        self.team(&id, who, false)
    }

    pub(super) fn give_back(&mut self, id: &InspectionId, who: &'static str) -> Result<()> {
        self.away.remove(&(id.clone(), who));
        self.team(id, who, true)
    }

    fn team(&mut self, id: &InspectionId, who: &'static str, is_in: bool) -> Result<()> {
        let (id, whole) = (id.clone(), self.packages[id].team.clone());
        office(&self.server.memory, move |tx| {
            let Some(mut record) = tx.inspection(&id)? else {
                return Ok(());
            };
            record.team.retain(|m| m.inspector.as_str() != who);
            let back = whole.into_iter().filter(|m| is_in && m.inspector.as_str() == who);
            record.team.extend(back);
            tx.put_inspection(&record)
        })
    }

    /// After a restore the office's books are yesterday's.
    pub(super) fn who_is_away(&mut self) -> Result<()> {
        self.away.clear();
        for id in INSPECTIONS.map(InspectionId::from) {
            let inside = id.clone();
            let record = self.server.read(move |v| Ok(v.inspection(&inside)?))?;
            let team = record.map(|r| r.team).unwrap_or_default();
            for who in OFFICERS {
                if !team.iter().any(|m| m.inspector.as_str() == who) {
                    self.away.insert((id.clone(), who));
                }
            }
        }
        Ok(())
    }
}
