//! What a checked leaf changes in the course.

use super::{Course, Duty, Pending, refill};
use crate::digest::Digest;
use crate::draw::leaf::{Leaf, ReplKind, ReplOkLeaf};
use crate::draw::plan::{ChainEnd, Stage};
use crate::draw::stages;
use crate::id::{InspectorId, SubjectId};
use crate::log::leaf_hash;

impl Course<'_> {
    /// Takes a leaf that was checked; `text` is its canonical text, `index` its place in the log.
    pub fn take(&mut self, index: u64, leaf: &Leaf, text: &str) {
        match leaf {
            Leaf::ReplReq(request) => {
                let digest = leaf_hash(text.as_bytes());
                let leaf = request.clone();
                self.pending.insert(index, Pending { leaf, digest });
            }
            Leaf::ReplOk(ok) => self.take_ok(ok),
            Leaf::ReplNo(no) => {
                self.release(&no.otp);
                self.pending.remove(&no.req);
                self.counts.refused += 1;
            }
            Leaf::Manual(manual) => {
                for seat in &manual.seats {
                    self.seat(&seat.obj, seat.seat, &seat.who);
                }
                self.counts.manual += 1;
            }
            Leaf::Void(void) => self.void = Some(void.clone()),
            Leaf::Open(_) => self.opened = true,
            Leaf::Sub(sub) => {
                if self.owed.pop_front().is_some() && sub.stage == Stage::Unit {
                    self.units.extend(sub.drawn.iter().cloned());
                }
            }
            Leaf::Late(late) => {
                if late.stage == Stage::Unit {
                    self.units.extend(late.drawn.iter().cloned());
                }
                let below = (late.stage, late.of.clone(), late.list.clone());
                *self.late.entry(below).or_default() += 1;
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
            | Leaf::Result(_) => {}
        }
    }

    fn take_ok(&mut self, ok: &ReplOkLeaf) {
        self.release(&ok.otp);
        let Some(Pending { leaf, .. }) = self.pending.remove(&ok.req) else {
            return;
        };
        self.counts.replaced += 1;
        if let Some(who) = &leaf.who {
            if leaf.why == "recusal" {
                self.recused.insert((who.clone(), leaf.obj.clone()));
            } else {
                self.barred.insert(who.clone());
            }
        }
        match leaf.kind {
            ReplKind::Object => {
                let moved = self.next_team(&leaf.obj);
                self.teams.remove(&leaf.obj);
                self.duties.push(Duty {
                    obj: leaf.obj.clone(),
                    why: leaf.why.clone(),
                    seq: self.committed.leaf.seq,
                });
                if let Some((id, mut team)) = moved {
                    self.filled += refill::unfit_seats(self, &team, &leaf).len() as u64;
                    *self.next.entry(team.stratum.clone()).or_default() += 1;
                    for (member, who) in team.members.iter_mut().zip(&ok.team) {
                        member.0 = who.clone();
                    }
                    let below =
                        stages::below(self.committed, &self.seed, std::iter::once(&id), &mut Vec::new());
                    self.owed.extend(below);
                    self.teams.insert(id, team);
                }
            }
            ReplKind::Inspector => {
                self.filled += 1;
                if let (Some(new), Some(seat)) = (&ok.new, leaf.seat) {
                    self.seat(&leaf.obj, seat, &InspectorId::new(new.as_str()));
                }
            }
        }
    }

    fn seat(&mut self, obj: &SubjectId, seat: u64, who: &InspectorId) {
        let team = self.teams.get_mut(obj);
        let place = usize::try_from(seat).ok();
        if let Some(member) = team.and_then(|t| t.members.get_mut(place?)) {
            member.0 = who.clone();
        }
    }

    fn release(&mut self, otp: &Digest) {
        if let Some(chain) = &mut self.chain {
            *chain = ChainEnd {
                end: *otp,
                n: chain.n.saturating_sub(1),
            };
        }
    }
}
