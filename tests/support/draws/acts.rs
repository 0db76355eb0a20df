//! What happens to made-up draws afterwards: replacements, refusals, acts by hand, withdrawals, late openings.

use super::Book;
use domain::digest::{Digest, Secret, sha256};
use domain::draw::leaf::{HandSeat, LateLeaf, Leaf, ManualLeaf, ReplKind, ReplNoLeaf, ReplReqLeaf};
use domain::draw::plan::{BeaconRule, ChainEnd, Found, Mode};
use domain::draw::result::{Outcome, open_leaf};
use domain::draw::stream::Stream;
use domain::draw::{Committed, Course, void, witness_commitment};
use domain::id::InspectorId;

/// Values an approver may release.
const CHAIN: u64 = 5;

/// The approver's chain of a made-up draw, first value first.
pub(super) fn chain(number: u64) -> Vec<Digest> {
    let first = Digest::of(format!("chain {number}").as_bytes());
    let next = |w: &Digest| Some(sha256(&[&w.0]));
    std::iter::successors(Some(first), next)
        .take(usize::try_from(CHAIN).unwrap() + 1)
        .collect()
}

pub(super) fn chain_end(number: u64) -> ChainEnd {
    ChainEnd {
        end: *chain(number).last().unwrap(),
        n: CHAIN,
    }
}

struct Play<'a> {
    dice: Stream,
    course: Course<'a>,
    committed: &'a Committed,
    commit: u64,
    chain: Vec<Digest>,
    salts: u64,
}

/// Plays on after the result.
pub(super) fn happen(
    number: u64,
    committed: &Committed,
    outcome: &Outcome,
    server: &Secret,
    book: &mut Book,
) {
    let commit = book.ours[4];
    let mut chain = chain(number);
    chain.pop();
    let mut play = Play {
        dice: Stream::with_key(&Digest::of(format!("acts {number}").as_bytes())),
        course: Course::new(committed, outcome, commit),
        committed,
        commit,
        chain,
        salts: 0,
    };
    let mut opened = committed.plan.mode == Mode::Open;
    for _ in 0..play.dice.below(7) {
        book.strangers(play.dice.below(2));
        if !opened && play.dice.below(5) == 0 {
            play.put(book, &open_leaf(commit, server));
            opened = true;
            continue;
        }
        match play.dice.below(10) {
            0..=2 => play.replacement(book, ReplKind::Object),
            3..=5 => play.replacement(book, ReplKind::Inspector),
            6 => play.by_hand(book),
            7 | 8 => play.on_site(book),
            _ if play.dice.below(4) == 0 && play.course.void().is_none() => {
                play.put(book, &void::withdrawal(commit, "wrong_roster"));
            }
            _ => {}
        }
    }
    if !opened {
        play.put(book, &open_leaf(commit, server));
    }
}

impl Play<'_> {
    fn put(&mut self, book: &mut Book, leaf: &Leaf) {
        let text = leaf.text().unwrap();
        self.course.take(book.leaves.len() as u64, leaf, &text);
        book.add(text, true);
    }

    fn salt(&mut self) -> String {
        self.salts += 1;
        format!("{:032x}", self.salts)
    }

    fn replacement(&mut self, book: &mut Book, kind: ReplKind) {
        let teams: Vec<_> = self.course.teams().cloned().collect();
        if teams.is_empty() || self.chain.is_empty() || self.committed.plan.approver.is_none() {
            return;
        }
        let team = &teams[usize::try_from(self.dice.below(teams.len() as u64)).unwrap()];
        let of_inspector = kind == ReplKind::Inspector;
        let seat = self.dice.below((team.members.len() as u64).max(1));
        let entropy = Digest::of(&self.dice.word().to_be_bytes());
        let source = self.dice.below(3);
        let (wit, beacon) = match source {
            0 => (None, BeaconRule::Drand { round: 7 }),
            1 | 2 if self.committed.plan.mode == Mode::Open || source == 1 => (
                Some(witness_commitment(&Secret::new(entropy.0))),
                BeaconRule::None,
            ),
            _ => (None, BeaconRule::None),
        };
        let why = ["recusal", "leave", "moved"][usize::try_from(self.dice.below(3)).unwrap()];
        let member = team.members.get(usize::try_from(seat).unwrap());
        let request = ReplReqLeaf {
            commit: self.commit,
            kind,
            obj: team.object.clone(),
            seat: of_inspector.then_some(seat),
            who: member.filter(|_| of_inspector).map(|m| m.0.clone()),
            why: if of_inspector { why } else { "deregistered" }.to_owned(),
            evidence: Digest([3; 32]),
            wit,
            beacon: beacon.clone(),
            salt: self.salt(),
        };
        if self.course.check_request(&request).is_err() {
            return;
        }
        let at = book.leaves.len() as u64;
        self.put(book, &Leaf::ReplReq(request));
        book.strangers(self.dice.below(2));
        match self.dice.below(6) {
            0 => {}
            1 => {
                let no = ReplNoLeaf {
                    commit: self.commit,
                    req: at,
                    otp: self.chain.pop().unwrap(),
                    why: "not_proved".to_owned(),
                };
                self.course.check_refusal(&no).unwrap();
                self.put(book, &Leaf::ReplNo(no));
            }
            _ => {
                let e = wit.map(|_| entropy);
                let b = (beacon != BeaconRule::None).then(|| entropy.to_string());
                let salt = self.salt();
                let otp = *self.chain.last().unwrap();
                if let Ok(ok) = self.course.approve(at, otp, e, b.as_deref(), &salt) {
                    self.chain.pop();
                    self.put(book, &Leaf::ReplOk(ok));
                    let salt = self.salt();
                    while let Some(leaf) = self.course.owed_leaf(&salt) {
                        self.put(book, &leaf);
                    }
                }
            }
        }
    }

    /// Children found on site, of the first parent that may have them; half of the time another draw below one that
    /// has had them, and now and then a list from which nothing is drawn.
    fn on_site(&mut self, book: &mut Book) {
        let rules = self.committed.plan.stages.iter();
        let rules: Vec<_> = rules.filter(|s| s.found == Found::OnSite).collect();
        if rules.is_empty() {
            return;
        }
        let pick = usize::try_from(self.dice.below(rules.len() as u64)).unwrap();
        let (stage, list) = (rules[pick].stage, rules[pick].list.clone());
        let rows: Vec<String> = (0..self.dice.below(9) + 1).map(|i| format!("{i}层")).collect();
        let party = match self.dice.below(5) {
            0 => String::new(),
            1 | 2 => hex::encode("351624"),
            _ => hex::encode(&Digest::of(&self.dice.word().to_be_bytes()).0[..16]),
        };
        let mut parents: Vec<String> = self.course.teams().map(|t| t.object.to_string()).collect();
        let above = parents.clone();
        parents.extend((0..3).flat_map(|u| above.iter().map(move |p| format!("{p}/{u}楼"))));
        let (salt, again) = (self.salt(), self.dice.below(2) == 0);
        let tried = |of: &String| {
            let no = self.course.next_late(stage, of, list.as_deref());
            let late = LateLeaf {
                commit: 0,
                stage,
                of: of.clone(),
                list: list.clone(),
                no,
                why: (no > 0).then(|| match no % 2 {
                    0 => "unaware".to_owned(),
                    _ => Digest::of(of.as_bytes()).to_string(),
                }),
                rows: rows.clone(),
                party: party.clone(),
                drawn: Vec::new(),
                salt: salt.clone(),
            };
            (no == 0 || again)
                .then(|| self.course.choose_late(&late).ok())
                .flatten()
        };
        if let Some(leaf) = parents.iter().find_map(tried) {
            self.put(book, &Leaf::Late(leaf));
        }
    }

    fn by_hand(&mut self, book: &mut Book) {
        let teams: Vec<_> = self.course.teams().cloned().collect();
        if teams.is_empty() {
            return;
        }
        let rows = self.committed.frozen.inspectors.len() as u64;
        for _ in 0..20 {
            let mut pick = |n: u64| usize::try_from(self.dice.below(n.max(1))).unwrap();
            let (a, b) = (&teams[pick(teams.len() as u64)], &teams[pick(teams.len() as u64)]);
            let (p, q) = (pick(a.members.len() as u64), pick(b.members.len() as u64));
            let named = self.committed.frozen.inspectors[pick(rows)].id.clone();
            let seat = |obj: &domain::id::SubjectId, seat: usize, who: &InspectorId| HandSeat {
                obj: obj.clone(),
                seat: seat as u64,
                who: who.clone(),
            };
            let (Some(x), Some(y)) = (a.members.get(p), b.members.get(q)) else {
                return;
            };
            let seats = if pick(2) == 0 {
                vec![seat(&a.object, p, &y.0), seat(&b.object, q, &x.0)]
            } else {
                vec![seat(&a.object, p, &named)]
            };
            let leaf = ManualLeaf {
                commit: self.commit,
                why: "swap_on_request".to_owned(),
                evidence: Digest([4; 32]),
                by: ["A1".to_owned(), "A2".to_owned()],
                seats,
                salt: format!("{:032x}", 77),
            };
            if self.course.check_manual(&leaf).is_ok() {
                self.put(book, &Leaf::Manual(leaf));
                return;
            }
        }
    }
}
