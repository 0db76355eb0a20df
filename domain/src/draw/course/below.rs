//! Stages below a subject after the result: children of a subject that moved up, and children found on site.

use super::{Course, Unfit, salted, unfit};
use crate::draw::leaf::{LateLeaf, Leaf, SubLeaf};
use crate::draw::plan::{Found, Stage};
use crate::draw::stages;
use crate::id::SubjectId;

impl Course<'_> {
    /// True if children of a subject that moved up are still to be told.
    pub fn owes(&self) -> bool {
        !self.owed.is_empty()
    }

    /// The next leaf of children to append after a replacement; `salt` as given.
    pub fn owed_leaf(&self, salt: &str) -> Option<Leaf> {
        let sub = self.owed.front()?;
        Some(sub.leaf(self.commit_index, salt.to_owned()))
    }

    pub(in crate::draw) fn owed_sub(&self, found: &SubLeaf) -> Result<Leaf, Unfit> {
        let Some(leaf) = self.owed_leaf(&found.salt) else {
            return unfit("t", "no more leaf", "one more");
        };
        salted(&found.salt)?;
        Ok(leaf)
    }

    /// The children of a parent whose list was fixed on site, drawn with the inspected party's entropy.
    ///
    /// # Errors
    /// `stage` not one found on site, `of` not drawn or drawn below already, `rows` not rising, `party` too
    /// short.
    pub fn choose_late(
        &self,
        stage: Stage,
        of: &str,
        rows: &[String],
        party: &str,
        salt: &str,
    ) -> Result<LateLeaf, Unfit> {
        self.stands(self.commit_index)?;
        let rules = &self.committed.plan.stages;
        let Some(rule) = rules
            .iter()
            .find(|r| r.stage == stage && r.found == Found::OnSite)
        else {
            return unfit("stage", "a stage found on site", stage.name());
        };
        let drawn = match stage {
            Stage::Unit => self.teams.contains_key(&SubjectId::new(of)),
            Stage::Part => self.units.contains(of),
        };
        if !drawn || self.late.contains(&(stage, of.to_owned())) {
            return unfit("of", "a drawn parent, once", of);
        }
        let key = stages::late_key(&self.seed, stage, of);
        let chosen = stages::choose_late(&key, stage, of, rows, party, &rule.rule);
        let drawn = match chosen {
            Ok(drawn) => drawn,
            Err(stages::BadList::Rows) => return unfit("rows", "rising ids", "others"),
            Err(stages::BadList::Party) => return unfit("party", "6 dice or 16 bytes", party),
        };
        salted(salt)?;
        Ok(LateLeaf {
            commit: self.commit_index,
            stage,
            of: of.to_owned(),
            rows: rows.to_vec(),
            party: party.to_owned(),
            drawn,
            salt: salt.to_owned(),
        })
    }
}
