//! On site: officers hold their tablets against each other, without any network, and work on.

use super::stage::INSPECTIONS;
use super::world::World;
use anyhow::Result;
use domain::id::InspectionId;
use domain::sync::engine::Event;

impl World {
    /// Two officers meet over one inspection; often both have just written in it, and both go on.
    pub(super) fn meet(&mut self, at: usize) -> Result<()> {
        let other = self.chance.below(self.tablets.len());
        let id = self.an_inspection();
        if other == at {
            return Ok(());
        }
        let together = self.chance.percent(50);
        if together {
            self.write_and_store([at, other], &id)?;
        }
        for (giver, taker) in [(at, other), (other, at)] {
            let his = if self.chance.percent(50) {
                self.tablets[taker].engine.heads(&id)
            } else {
                Vec::new()
            };
            self.hand_over(giver, taker, &id, &his)?;
            if together {
                self.store(taker)?;
            }
            if self.chance.percent(20) {
                return Ok(());
            }
        }
        if together {
            self.write_and_store([at, other], &id)?;
        }
        Ok(())
    }

    fn hand_over(
        &mut self,
        giver: usize,
        taker: usize,
        id: &InspectionId,
        his: &[domain::inspection::change::ChangeId],
    ) -> Result<()> {
        let to = &self.tablets[taker].engine;
        let is_known = to.view(id).is_some() && to.package(id).is_some();
        match self.tablets[giver].engine.handover(id, his) {
            Some(bytes) if is_known && !self.fault(5) => self.feed(taker, Event::Handover { bytes }),
            Some(_) | None => Ok(()),
        }
    }

    fn write_and_store(&mut self, who: [usize; 2], id: &InspectionId) -> Result<()> {
        for at in who {
            self.edit_in(at, id)?;
            self.store(at)?;
        }
        Ok(())
    }

    /// What is handed over must be durable: they wait for it.
    fn store(&mut self, at: usize) -> Result<()> {
        for _ in 0..self.tablets[at].puts.len() {
            self.put(at)?;
        }
        Ok(())
    }

    /// Whoever was told that his tablet lost something holds it against the others': a colleague without a proof
    /// cannot hand it in for him.
    pub(super) fn give_the_robbed_back(&mut self) -> Result<()> {
        for taker in (0..self.tablets.len())
            .filter(|at| self.tablets[*at].robbed)
            .collect::<Vec<_>>()
        {
            for giver in (0..self.tablets.len()).filter(|at| *at != taker) {
                for id in INSPECTIONS.map(InspectionId::from) {
                    self.hand_over(giver, taker, &id, &[])?;
                }
            }
        }
        Ok(())
    }
}
