//! Draws made up from a number: plans, rosters, secrets, a whole log, and a transcript of each.
//!
//! Exists to give verifiers something to agree on, and to play an insider who holds every signing key. All of
//! it is made-up test data.

use domain::digest::{Digest, Secret};
use domain::draw::commit::{CommitError, commit, genesis_leaf, policy_leaf};
use domain::draw::plan::{
    BeaconRule, Caps, Condition, DrawPlan, Exclusion, Mode, Rule, Seat, Stratum, WitnessRule,
};
use domain::draw::result::{open, reveal_leaves};
use domain::draw::stream::Stream;
use domain::draw::transcript::{ProvenLeaf, Seen, Transcript, transcript};
use domain::draw::{Committed, InspectorEntry, SubjectEntry, freeze, server_commitment, witness_commitment};
use domain::id::{InspectorId, SubjectId};
use domain::log::note::{add_line, cosign};
use domain::log::{KeyKind, Log, Policy, VerifierKey};
use domain::time::Date;
use ed25519_dalek::SigningKey;
use std::collections::BTreeMap;

const ORIGIN: &str = "draw.test.example/log";

/// A drawn draw with everything an insider holds.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// Its transcript.
    pub transcript: Transcript,
    /// Every leaf of the log, strangers' leaves among them.
    leaves: Vec<String>,
    /// Size of the checkpoint the witnesses saw.
    seen: u64,
}

fn log_key() -> SigningKey {
    SigningKey::from_bytes(&[1; 32])
}

fn witness_key(i: u64) -> SigningKey {
    SigningKey::from_bytes(&[2 + u8::try_from(i).unwrap(); 32])
}

fn witness_name(i: u64) -> String {
    format!("witness.test.example/{i}")
}

fn secret(dice: &mut Stream) -> Secret {
    let mut bytes = [0; 32];
    bytes
        .chunks_mut(8)
        .for_each(|c| c.copy_from_slice(&dice.word().to_le_bytes()));
    Secret::new(bytes)
}

fn seat(role: &str) -> Seat {
    Seat {
        role: role.to_owned(),
        dept: None,
        qual: None,
    }
}

fn condition(field: &str, is: &[&str]) -> Condition {
    Condition {
        field: field.to_owned(),
        is: is.iter().map(|v| (*v).to_owned()).collect(),
    }
}

fn strata(dice: &mut Stream, shares: bool) -> Vec<Stratum> {
    let mut rule = |least: u64| {
        if shares {
            let q = (dice.below(2) == 0).then(|| dice.below(9) + 1);
            Rule::Total {
                q,
                min: least,
                cap: None,
            }
        } else {
            Rule::RatioCeil {
                num: dice.below(4) + 1,
                den: 10,
                min: least,
            }
        }
    };
    let mut stratum = |key: &str, when, least| Stratum {
        key: key.to_owned(),
        when,
        rule: rule(least),
        team: None,
    };
    vec![
        stratum("key", vec![condition("class", &["key"])], 1),
        stratum("general", vec![], 0),
    ]
}

fn team(dice: &mut Stream) -> Vec<Seat> {
    let mut second = seat("assist");
    match dice.below(4) {
        0 => second.dept = Some("乙".to_owned()),
        1 => second.qual = Some("消防".to_owned()),
        _ => {}
    }
    vec![seat("lead"), second]
}

fn plan(dice: &mut Stream) -> DrawPlan {
    let witnesses = dice.below(4);
    let shares = dice.below(2) == 1;
    DrawPlan {
        name: "测试任务".to_owned(),
        demo: true,
        facts: BTreeMap::from([("basis".to_owned(), "测试".to_owned())]),
        date: Date::from_ymd_opt(2026, 11, 20).unwrap(),
        strata: strata(dice, shares),
        total: shares.then(|| dice.below(4) + 2),
        exclude: vec![Exclusion {
            why: "twice_this_year".into(),
            when: vec![condition("visits", &["2", "3"])],
        }],
        team: team(dice),
        lead: vec![],
        caps: Caps {
            hard: (dice.below(5) == 0).then(|| dice.below(2) + 2),
        },
        apart: if dice.below(3) == 0 {
            vec![[InspectorId::from("I0"), InspectorId::from("I1")]]
        } else {
            vec![]
        },
        mode: Mode::Open,
        witness: WitnessRule {
            n: witnesses,
            quorum: dice.below(witnesses + 1),
        },
        beacon: match dice.below(3) {
            0 => BeaconRule::None,
            1 => BeaconRule::Drand { round: 1000 },
            _ => BeaconRule::Line {
                of: "lottery".into(),
                date: Date::from_ymd_opt(2026, 11, 21).unwrap(),
            },
        },
        deadline: 1_795_400_000,
        approver: None,
        escrow: (dice.below(2) == 0).then(|| "sealed".to_owned()),
        prev: (dice.below(6) == 0).then_some(1),
    }
}

fn subjects(dice: &mut Stream) -> Vec<SubjectEntry> {
    let n = dice.below(25) + 6;
    (0..n)
        .map(|i| {
            let class = if dice.below(3) == 0 { "key" } else { "general" };
            let mut attrs = BTreeMap::from([("class".to_owned(), class.to_owned())]);
            attrs.insert("visits".to_owned(), dice.below(4).to_string());
            let why = (dice.below(9) == 0).then(|| "closed".to_owned());
            SubjectEntry {
                id: SubjectId::new(format!("S{:03}号", i * 37 % 101)),
                attrs,
                why,
            }
        })
        .collect()
}

fn inspectors(dice: &mut Stream, subjects: &[SubjectEntry]) -> Vec<InspectorEntry> {
    let n = dice.below(7) + 3;
    (0..n)
        .map(|i| InspectorEntry {
            id: InspectorId::new(format!("I{i}")),
            dept: if dice.below(2) == 0 { "甲" } else { "乙" }.to_owned(),
            lead: dice.below(3) > 0,
            qual: if dice.below(2) == 0 {
                vec!["消防".to_owned()]
            } else {
                vec![]
            },
            prior: dice.below(3),
            hard: (dice.below(6) == 0).then(|| dice.below(3)),
            why: (dice.below(8) == 0).then(|| "certificate_expired".to_owned()),
            recusals: subjects
                .iter()
                .filter(|_| dice.below(7) == 0)
                .map(|s| s.id.clone())
                .collect(),
        })
        .collect()
}

/// The draw of a number. Plans that are refused at commitment are passed over for the next ones of the same
/// stream, so every number gives one.
pub fn drawn(number: u64) -> Drawn {
    let mut dice = Stream::with_key(&Digest::of(format!("draws {number}").as_bytes()));
    loop {
        if let Some(drawn) = attempt(&mut dice, number) {
            return drawn;
        }
    }
}

fn attempt(dice: &mut Stream, number: u64) -> Option<Drawn> {
    let plan = plan(dice);
    let subjects = subjects(dice);
    let inspectors = inspectors(dice, &subjects);
    let (server, salts) = (secret(dice), secret(dice));
    let reveals: Vec<Secret> = (0..plan.witness.n).map(|_| secret(dice)).collect();
    let frozen = freeze(&plan, &subjects, &inspectors, &salts).unwrap();
    let wit: Vec<Digest> = reveals.iter().map(witness_commitment).collect();
    let committed = match commit(&plan, &frozen, number + 1, server_commitment(&server), &wit) {
        Ok(committed) => committed,
        Err(CommitError::Problems(_) | CommitError::Infeasible(_)) => return None,
        Err(CommitError::Canon(e)) => panic!("{e}"),
    };
    let policy = Policy {
        log: VerifierKey::of(ORIGIN, KeyKind::Log, &log_key()),
        witnesses: (0..plan.witness.n)
            .map(|i| VerifierKey::of(witness_name(i), KeyKind::Witness, &witness_key(i)))
            .collect(),
        quorum: u32::try_from(plan.witness.quorum).unwrap(),
    };
    let mut book = Book::default();
    book.add(genesis_leaf(&policy).text().unwrap(), true);
    book.add(policy_leaf(&policy).text().unwrap(), true);
    book.strangers(dice.below(4));
    for text in [
        &committed.plan_text,
        &committed.roster_text,
        &committed.commit_text,
    ] {
        book.add(text.clone(), true);
    }
    book.strangers(dice.below(3));
    let seen = book.leaves.len() as u64;
    book.strangers(dice.below(3));
    let beacon: Option<Vec<u8>> = match &plan.beacon {
        BeaconRule::None => None,
        BeaconRule::Drand { .. } => Some(secret(dice).bytes().to_vec()),
        BeaconRule::Line { .. } => Some(format!("0{}.17.33.\n", dice.below(10)).into_bytes()),
    };
    finish(
        &committed,
        book,
        seen,
        &server,
        &salts,
        &reveals,
        beacon.as_deref(),
    )
}

#[derive(Default)]
struct Book {
    leaves: Vec<String>,
    ours: Vec<u64>,
}

impl Book {
    fn add(&mut self, text: String, ours: bool) {
        if ours {
            self.ours.push(self.leaves.len() as u64);
        }
        self.leaves.push(text);
    }

    /// Leaves of other draws in between.
    fn strangers(&mut self, n: u64) {
        for _ in 0..n {
            let text = format!("{{\"n\":{},\"t\":\"other\"}}", self.leaves.len());
            self.add(text, false);
        }
    }
}

fn finish(
    committed: &Committed,
    mut book: Book,
    seen: u64,
    server: &Secret,
    salts: &Secret,
    reveals: &[Secret],
    beacon: Option<&[u8]>,
) -> Option<Drawn> {
    let commit_index = book.ours[4];
    for leaf in reveal_leaves(committed, commit_index, reveals, beacon).unwrap() {
        book.add(leaf.text().unwrap(), true);
    }
    let outcome = open(committed, server, reveals, beacon).unwrap();
    let next = book.leaves.len() as u64;
    for leaf in outcome.leaves(commit_index, next, server, "test", salts) {
        book.add(leaf.text().unwrap(), true);
    }
    book.strangers(2);
    let log = Log::restore(ORIGIN, &book.leaves);
    let early = Log::restore(ORIGIN, &book.leaves[..usize::try_from(seen).unwrap()]);
    let cosigned = cosigned(&early, committed.plan.witness.n, &log_key());
    let leaves = book
        .ours
        .iter()
        .map(|i| (*i, book.leaves[usize::try_from(*i).unwrap()].clone()))
        .collect();
    let checkpoint = log.signed_checkpoint(&log_key());
    let transcript = transcript(committed, &outcome, &log, leaves, &checkpoint, Some(&cosigned)).unwrap();
    Some(Drawn {
        transcript,
        leaves: book.leaves,
        seen,
    })
}

fn cosigned(log: &Log, witnesses: u64, key: &SigningKey) -> String {
    let text = log.checkpoint(log.size()).unwrap().text();
    (0..witnesses).fold(log.signed_checkpoint(key), |note, i| {
        add_line(
            &note,
            &cosign(&text, &witness_name(i), &witness_key(i), 1_795_000_000 + i),
        )
    })
}

impl Drawn {
    /// The transcript's file.
    pub fn bytes(&self) -> Vec<u8> {
        self.transcript.text().unwrap().into_bytes()
    }

    /// What an insider who holds the log's key and every witness's key can do: the edited leaves are put into
    /// the log, and every proof, checkpoint and cosignature is made anew.
    pub fn resigned(&self, edited: &Transcript) -> Transcript {
        self.signed_by(edited, &log_key())
    }

    /// The same draw in a log of the same name under another key.
    pub fn under_key(&self, seed: [u8; 32]) -> Transcript {
        let key = SigningKey::from_bytes(&seed);
        let (ours, other) = (
            VerifierKey::of(ORIGIN, KeyKind::Log, &log_key()),
            VerifierKey::of(ORIGIN, KeyKind::Log, &key),
        );
        let mut edited = self.transcript.clone();
        edited.leaves[0].leaf = edited.leaves[0]
            .leaf
            .replace(&ours.to_string(), &other.to_string());
        self.signed_by(&edited, &key)
    }

    fn signed_by(&self, edited: &Transcript, key: &SigningKey) -> Transcript {
        let mut all = self.leaves.clone();
        for proven in &edited.leaves {
            let i = usize::try_from(proven.i).unwrap();
            if i < all.len() {
                all[i].clone_from(&proven.leaf);
            }
        }
        let log = Log::restore(ORIGIN, &all);
        let early = Log::restore(ORIGIN, &all[..usize::try_from(self.seen).unwrap()]);
        let witnesses = (0..)
            .take_while(|i| edited.leaves[1].leaf.contains(&witness_name(*i)))
            .count();
        let prove = |p: &ProvenLeaf| ProvenLeaf {
            proof: log.tree().inclusion(p.i, log.size()).unwrap_or_default(),
            ..p.clone()
        };
        Transcript {
            checkpoint: log.signed_checkpoint(key),
            leaves: edited.leaves.iter().map(prove).collect(),
            seen: Some(Seen {
                checkpoint: cosigned(&early, witnesses as u64, key),
                proof: log.tree().consistency(self.seen, log.size()).unwrap(),
            }),
            ..edited.clone()
        }
    }
}
