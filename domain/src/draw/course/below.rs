//! Stages below a subject after the result: children of a subject that moved up, and children found on site.

use super::{Course, Unfit, salted, unfit};
use crate::digest::Digest;
use crate::draw::leaf::{LateLeaf, Leaf, SubLeaf};
use crate::draw::plan::{Found, Stage, StageRule};
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

    /// The number of the next draw on site below a parent and over a list, from 0.
    pub fn next_late(&self, stage: Stage, of: &str, list: Option<&str>) -> u64 {
        let below = (stage, of.to_owned(), list.map(str::to_owned));
        self.late.get(&below).copied().unwrap_or(0)
    }

    /// The children of a parent whose list was fixed on site, drawn with the inspected party's entropy: `given` but
    /// for what follows from the seed.
    ///
    /// # Errors
    /// `stage` or `list` not one found on site, `of` not drawn, `no` not the next, `why` missing or without need,
    /// `rows` not rising, `party` too short.
    pub fn choose_late(&self, given: &LateLeaf) -> Result<LateLeaf, Unfit> {
        self.stands(self.commit_index)?;
        let (stage, of) = (given.stage, given.of.as_str());
        let on_site = |r: &&StageRule| r.stage == stage && r.found == Found::OnSite;
        let rules = || self.committed.plan.stages.iter().filter(on_site);
        if rules().next().is_none() {
            return unfit("stage", "a stage found on site", stage.name());
        }
        let Some(rule) = rules().find(|r| r.list == given.list) else {
            return unfit(
                "list",
                "a list of the plan",
                given.list.as_deref().unwrap_or("none"),
            );
        };
        let drawn = match stage {
            Stage::Unit => self.teams.contains_key(&SubjectId::new(of)),
            Stage::Part => self.units.contains(of),
        };
        if !drawn {
            return unfit("of", "a drawn parent", of);
        }
        let no = self.next_late(stage, of, given.list.as_deref());
        if given.no != no {
            return unfit("no", &no.to_string(), given.no);
        }
        let said = given.why.as_deref();
        let is_reason = |why: &str| why == stages::UNAWARE || why.parse::<Digest>().is_ok();
        if said.is_some() != (no > 0) || !said.is_none_or(is_reason) {
            return unfit(
                "why",
                "a reason after the first, and only then",
                said.unwrap_or("none"),
            );
        }
        let key = stages::late_key(&self.seed, stage, of);
        let chosen = match given.party.is_empty() {
            true => stages::list_root(&given.rows).map(|_| Vec::new()),
            false => stages::choose_late(&key, stage, of, &given.rows, &given.party, &rule.rule),
        };
        let drawn = match chosen {
            Ok(drawn) => drawn,
            Err(stages::BadList::Rows) => return unfit("rows", "rising ids", "others"),
            Err(stages::BadList::Party) => return unfit("party", "6 dice or 16 bytes", &given.party),
        };
        salted(&given.salt)?;
        Ok(LateLeaf {
            commit: self.commit_index,
            drawn,
            ..given.clone()
        })
    }
}
