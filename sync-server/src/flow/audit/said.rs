//! What the log says (日志所载): every authoritative fact, folded from the leaves alone, in their order.

use crate::flow::log::{Act, draw_kind};
use domain::access::Role;
use domain::canon;
use domain::draw::Leaf;
use domain::draw::leaf::{ManualLeaf, PlanLeaf, ReplKind, ReplOkLeaf, ReplReqLeaf, RosterLeaf};
use domain::id::{DeviceId, InspectionId, InspectorId, SubjectId, TaskId, UserId};
use domain::review::{ReviewAct, ReviewState};
use std::collections::{BTreeMap, BTreeSet};

/// How a draw stands by the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stage {
    /// Committed, without an end yet.
    #[default]
    Committed,
    /// Drawn.
    Drawn,
    /// Ended by an infeasible plan.
    Infeasible,
    /// Ended without a result.
    Void,
}

/// One draw.
#[derive(Clone, Debug, Default)]
pub(super) struct DrawSaid {
    pub(super) seq: u64,
    pub(super) commit_index: u64,
    pub(super) commit_leaf: String,
    pub(super) stage: Stage,
    /// Subjects in the order of the assign leaves, then those that moved up.
    pub(super) assigned: Vec<Assigned>,
    /// Requests by their place in the log.
    asked: BTreeMap<u64, ReplReqLeaf>,
    pub(super) opened: bool,
}

/// One drawn subject as the log has it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Assigned {
    pub(super) subject: SubjectId,
    pub(super) team: Vec<InspectorId>,
    /// The next of its order moved up.
    pub(super) left_aside: bool,
}

impl DrawSaid {
    fn place(&mut self, subject: &SubjectId) -> Option<&mut Assigned> {
        let mut here = self.assigned.iter_mut();
        here.find(|a| a.subject == *subject && !a.left_aside)
    }

    fn granted(&mut self, ok: ReplOkLeaf) {
        let (Some(asked), Some(new)) = (self.asked.get(&ok.req).cloned(), ok.new) else {
            return;
        };
        // A seat for which nobody was left has no member.
        let team: Vec<_> = ok.team.into_iter().filter(|i| !i.as_str().is_empty()).collect();
        match (self.place(&asked.obj), asked.kind) {
            (None, _) => {}
            (Some(place), ReplKind::Inspector) => place.team = team,
            (Some(place), ReplKind::Object) => {
                place.left_aside = true;
                self.assigned.push(Assigned {
                    subject: SubjectId::new(new),
                    team,
                    left_aside: false,
                });
            }
        }
    }

    fn by_hand(&mut self, manual: &ManualLeaf) {
        for seat in &manual.seats {
            let at = usize::try_from(seat.seat).unwrap_or(usize::MAX);
            let place = self.place(&seat.obj);
            if let Some(member) = place.and_then(|p| p.team.get_mut(at)) {
                member.clone_from(&seat.who);
            }
        }
    }
}

/// One act of review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ReviewSaid {
    pub(super) act: ReviewAct,
    pub(super) seal: String,
    pub(super) by: UserId,
    pub(super) comment: String,
}

/// One inspection, as far as the log speaks of it.
#[derive(Clone, Debug, Default)]
pub(super) struct VisitSaid {
    /// Whom and who goes, where the visit was ordered without a draw.
    pub(super) ordered: Option<(SubjectId, Vec<InspectorId>)>,
    /// SHA-256 of every word on an item settled online, in their order.
    pub(super) settled: Vec<String>,
    /// SHA-256 of every sealed submission.
    pub(super) records: BTreeSet<String>,
    pub(super) reviews: Vec<ReviewSaid>,
    pub(super) review: ReviewState,
}

impl VisitSaid {
    fn sealed(&mut self, beside: bool, record: String) {
        self.records.insert(record);
        if !beside {
            self.review = self.review.after_seal();
        }
    }
}

/// One upload kept apart.
#[derive(Clone, Debug, Default)]
pub(super) struct ParkSaid {
    pub(super) code: String,
    pub(super) device: Option<DeviceId>,
    /// Accepted or not, by whom, SHA-256 of the reason.
    pub(super) judgements: Vec<(bool, UserId, String)>,
}

/// Everything.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) accounts: BTreeMap<UserId, (BTreeSet<Role>, Option<InspectorId>)>,
    /// Officer, key, revoked.
    pub(super) devices: BTreeMap<DeviceId, (InspectorId, String, bool)>,
    /// Digest of each roster after its last import.
    pub(super) rosters: BTreeMap<String, String>,
    pub(super) draws: BTreeMap<TaskId, DrawSaid>,
    pub(super) visits: BTreeMap<InspectionId, VisitSaid>,
    /// Record, text, who, log index.
    pub(super) publicity: BTreeMap<String, (String, String, UserId, u64)>,
    pub(super) parked: BTreeMap<(InspectionId, String), ParkSaid>,
    pub(super) single_copy: Option<String>,
    pub(super) witnesses: Vec<String>,
    /// Kind and what it is about, of every leaf.
    pub(super) names: Vec<(String, String)>,
    /// Leaves that are none of ours, by index.
    pub(super) strange: Vec<u64>,
    /// Plan leaf before its commit leaf: draw number to task.
    plans: BTreeMap<u64, TaskId>,
    commits: BTreeMap<u64, TaskId>,
}

impl Said {
    /// Folds the leaves.
    pub(super) fn of(leaves: &[Vec<u8>]) -> Self {
        let mut said = Self::default();
        for (index, bytes) in (0..).zip(leaves) {
            if let Ok(act) = canon::decode::<Act>(bytes) {
                said.names.push((act.kind().to_owned(), act.about().to_owned()));
                said.act(index, act);
            } else if let Ok(leaf) = canon::decode::<Leaf>(bytes) {
                let commit = leaf.commit().unwrap_or(index);
                let seq = seq_of(&leaf);
                let kind = draw_kind(&leaf).to_owned();
                said.draw(index, leaf, bytes);
                let task = seq.map_or_else(|| said.commits.get(&commit), |seq| said.plans.get(&seq));
                let about = task.map(ToString::to_string).unwrap_or_default();
                said.names.push((kind, about));
            } else {
                said.names.push((String::new(), String::new()));
                said.strange.push(index);
            }
        }
        said
    }

    fn act(&mut self, index: u64, act: Act) {
        match act {
            Act::Import { kind, roster, .. } => {
                self.rosters.insert(kind, roster);
            }
            Act::Account {
                user,
                roles,
                inspector,
                ..
            } => {
                self.accounts.insert(user, (roles, inspector));
            }
            Act::Enrol {
                device,
                inspector,
                key,
            } => {
                self.devices.insert(device, (inspector, key, false));
            }
            Act::Revoke { device, .. } => {
                self.devices.entry(device).and_modify(|known| known.2 = true);
            }
            Act::Visit(order) => self.visit(order.inspection).ordered = Some((order.subject, order.team)),
            Act::Seal {
                beside,
                inspection,
                record,
            } => self.visit(inspection).sealed(beside, record),
            Act::Settle { inspection, said, .. } => self.visit(inspection).settled.push(said),
            Act::Review {
                inspection,
                act,
                seal,
                by,
                comment,
            } => {
                let said = ReviewSaid {
                    act,
                    seal,
                    by,
                    comment,
                };
                self.reviewed(inspection, said);
            }
            // An approval lets a plan be committed; what was committed is rebuilt from the draw's own leaves.
            // A question of a locked tablet lives for a day and justifies no row.
            Act::Approve { .. } | Act::Deny { .. } | Act::HandIn { .. } | Act::Unlock { .. } => {}
            Act::Publicity { id, record, text, by } => {
                self.publicity.insert(id, (record, text, by, index));
            }
            Act::Park {
                inspection,
                sha256,
                code,
                device,
            } => {
                let parked = self.parked.entry((inspection, sha256)).or_default();
                (parked.code, parked.device) = (code, Some(device));
            }
            Act::Judge {
                inspection,
                sha256,
                accepted,
                reason,
                by,
            } => {
                let parked = self.parked.entry((inspection, sha256)).or_default();
                parked.judgements.push((accepted, by, reason));
            }
            Act::SingleCopy { words, .. } => self.single_copy = Some(words),
        }
    }

    fn visit(&mut self, inspection: InspectionId) -> &mut VisitSaid {
        self.visits.entry(inspection).or_default()
    }

    fn reviewed(&mut self, inspection: InspectionId, review: ReviewSaid) {
        let visit = self.visit(inspection);
        visit.review = match review.act {
            ReviewAct::Return => ReviewState::HasIssues,
            ReviewAct::Approve => ReviewState::Approved,
            ReviewAct::Publish => ReviewState::Published,
        };
        visit.reviews.push(review);
    }

    fn draw(&mut self, index: u64, leaf: Leaf, bytes: &[u8]) {
        match leaf {
            Leaf::Policy(policy) => self.witnesses = policy.witnesses,
            Leaf::Plan(plan) => {
                if let Some(task) = plan.plan.facts.get("task") {
                    self.plans.insert(plan.seq, TaskId(task.clone()));
                }
            }
            Leaf::Commit(commit) => {
                let Some(task) = self.plans.get(&commit.seq).cloned() else {
                    self.strange.push(index);
                    return;
                };
                self.commits.insert(index, task.clone());
                let draw = DrawSaid {
                    seq: commit.seq,
                    commit_index: index,
                    commit_leaf: String::from_utf8_lossy(bytes).into_owned(),
                    ..DrawSaid::default()
                };
                self.draws.insert(task, draw);
            }
            Leaf::Assign(assign) => self.with(index, assign.commit, |draw| {
                draw.assigned.push(Assigned {
                    subject: assign.obj,
                    team: assign.team,
                    left_aside: false,
                });
            }),
            Leaf::Result(result) => self.with(index, result.commit, |draw| draw.stage = Stage::Drawn),
            Leaf::Void(void) => self.with(index, void.commit, |draw| {
                draw.stage = match void.cut {
                    Some(_) => Stage::Infeasible,
                    None => Stage::Void,
                };
            }),
            Leaf::Open(open) => self.with(index, open.commit, |draw| draw.opened = true),
            Leaf::ReplReq(request) => self.with(index, request.commit, |draw| {
                draw.asked.insert(index, request);
            }),
            Leaf::ReplOk(ok) => self.with(index, ok.commit, |draw| draw.granted(ok)),
            Leaf::Manual(manual) => self.with(index, manual.commit, |draw| draw.by_hand(&manual)),
            // What becomes of the rest stands in documents, or changes no row.
            Leaf::Genesis(_)
            | Leaf::Roster(_)
            | Leaf::Wit(_)
            | Leaf::Beacon(_)
            | Leaf::Alloc(_)
            | Leaf::Group(_)
            | Leaf::Sub(_)
            | Leaf::Late(_)
            | Leaf::ReplNo(_) => {}
        }
    }

    fn with(&mut self, index: u64, commit: u64, change: impl FnOnce(&mut DrawSaid)) {
        let draw = self
            .commits
            .get(&commit)
            .and_then(|task| self.draws.get_mut(task));
        match draw {
            Some(draw) => change(draw),
            None => self.strange.push(index),
        }
    }
}

/// Number of the draw a leaf before the commit leaf belongs to.
fn seq_of(leaf: &Leaf) -> Option<u64> {
    if let Leaf::Plan(PlanLeaf { seq, .. }) | Leaf::Roster(RosterLeaf { seq, .. }) = leaf {
        Some(*seq)
    } else {
        None
    }
}
