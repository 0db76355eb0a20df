//! What became of a drawn place after the draw (抽取之后): the subject that moved up into it, the team as it is now.
//!
//! Exists so that a tablet can tell, from a handful of proven leaves and without the rest of the draw, that a changed
//! team or a subject that moved up is what the log says. Invariant: only leaves that concern this place are followed,
//! a request only together with its answer.

use crate::canon;
use crate::draw::Leaf;
use crate::draw::leaf::{ReplKind, ReplOkLeaf, ReplReqLeaf};
use crate::id::{InspectorId, SubjectId};

/// One drawn place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the commit leaf.
    pub commit: u64,
    /// The subject.
    pub obj: SubjectId,
    /// Key of its stratum.
    pub stratum: String,
    /// Position in the stratum's order, from 0.
    pub position: u64,
    /// The team, in the order of its seats.
    pub team: Vec<InspectorId>,
}

impl Place {
    /// As the assign leaf has it; `None` if the text is another leaf.
    pub fn read(assign: &str) -> Option<Self> {
        let Ok(Leaf::Assign(leaf)) = canon::decode::<Leaf>(assign.as_bytes()) else {
            return None;
        };
        Some(Self {
            commit: leaf.commit,
            obj: leaf.obj,
            stratum: leaf.str,
            position: leaf.pos,
            team: leaf.team,
        })
    }

    /// Follows later leaves of the same draw, given with their place in the log and rising; answers those that
    /// concern this place.
    pub fn follow(&mut self, later: &[(u64, &str)]) -> Vec<u64> {
        self.follow_to(later, None)
    }

    /// As [`Place::follow`], but ends where `last` is left aside: what moves up then is another inspection.
    pub fn follow_to(&mut self, later: &[(u64, &str)], last: Option<&SubjectId>) -> Vec<u64> {
        let mut asked: Vec<(u64, ReplReqLeaf)> = Vec::new();
        let mut followed = Vec::new();
        for (index, text) in later {
            let Ok(leaf) = canon::decode::<Leaf>(text.as_bytes()) else {
                continue;
            };
            match leaf {
                Leaf::ReplReq(leaf) if leaf.commit == self.commit => asked.push((*index, leaf)),
                Leaf::ReplOk(ok) if ok.commit == self.commit => {
                    let Some((req, leaf)) = asked.iter().find(|(req, _)| *req == ok.req) else {
                        continue;
                    };
                    if leaf.obj != self.obj {
                        continue;
                    }
                    if leaf.kind == ReplKind::Object && last == Some(&self.obj) {
                        break;
                    }
                    followed.extend([*req, *index]);
                    self.take(leaf.kind, &ok);
                }
                Leaf::Manual(manual) if manual.commit == self.commit => {
                    let mut own = false;
                    for seat in manual.seats.iter().filter(|seat| seat.obj == self.obj) {
                        own = true;
                        let member = usize::try_from(seat.seat).ok().and_then(|q| self.team.get_mut(q));
                        member.into_iter().for_each(|m| *m = seat.who.clone());
                    }
                    followed.extend(own.then_some(*index));
                }
                Leaf::Genesis(_)
                | Leaf::Policy(_)
                | Leaf::Plan(_)
                | Leaf::Roster(_)
                | Leaf::Commit(_)
                | Leaf::Wit(_)
                | Leaf::Beacon(_)
                | Leaf::Alloc(_)
                | Leaf::Group(_)
                | Leaf::Assign(_)
                | Leaf::Sub(_)
                | Leaf::Late(_)
                | Leaf::Result(_)
                | Leaf::Void(_)
                | Leaf::Open(_)
                | Leaf::ReplReq(_)
                | Leaf::ReplOk(_)
                | Leaf::ReplNo(_)
                | Leaf::Manual(_) => {}
            }
        }
        followed.sort_unstable();
        followed
    }

    /// An approval that concerns this place.
    fn take(&mut self, kind: ReplKind, ok: &ReplOkLeaf) {
        let Some(new) = &ok.new else {
            return;
        };
        self.team.clone_from(&ok.team);
        if kind == ReplKind::Object {
            self.obj = SubjectId::new(new.as_str());
            self.position = ok.pos.unwrap_or(self.position);
        }
    }
}

#[cfg(test)]
mod tests;
