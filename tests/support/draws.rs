//! Draws made up from a number: plans, rosters, secrets, a whole log, and a transcript of each.
//!
//! Exists to give verifiers something to agree on, and to play an insider who holds every signing key. All of
//! it is made-up test data.

mod acts;
mod extras;
mod plans;

use domain::digest::{Digest, Secret};
use domain::draw::commit::{CommitError, commit, genesis_leaf, policy_leaf};
use domain::draw::plan::BeaconRule;
use domain::draw::result::{Outcome, Protocol, open, reveal_leaves_of};
use domain::draw::stream::Stream;
use domain::draw::transcript::{ProvenLeaf, Seen, Transcript, transcript};
use domain::draw::void::{self, Reason};
use domain::draw::{Committed, freeze_with, server_commitment, witness_commitment};
use domain::log::note::{add_line, cosign};
use domain::log::{KeyKind, Log, Policy, VerifierKey};
use ed25519_dalek::SigningKey;

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
    let mut plan = plans::plan(dice);
    extras::change(&mut plan, number, dice);
    let subjects = plans::subjects(dice);
    let inspectors = plans::inspectors(dice, &subjects);
    let (server, salts) = (secret(dice), secret(dice));
    let reveals: Vec<Secret> = (0..plan.witness.n).map(|_| secret(dice)).collect();
    let children = extras::children(&plan, &subjects, dice);
    let wit: Vec<Digest> = reveals.iter().map(witness_commitment).collect();
    let srv = server_commitment(&server);
    let frozen = freeze_with(&plan, &subjects, &inspectors, &children, &salts).unwrap();
    let mut tried = commit(&plan, &frozen, number + 1, srv, &wit);
    if tried.as_ref().is_err_and(|e| extras::share_turns(&mut plan, e)) {
        let frozen = freeze_with(&plan, &subjects, &inspectors, &children, &salts).unwrap();
        tried = commit(&plan, &frozen, number + 1, srv, &wit);
    }
    let committed = match tried {
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
        BeaconRule::Ceremony { .. } => Some(b"31415161514131226535111261234\n".to_vec()),
        BeaconRule::Line { .. } => Some(format!("0{}.17.33.\n", dice.below(10)).into_bytes()),
    };
    let secrets = Secrets {
        server,
        salts,
        reveals,
        beacon,
    };
    if number % 10 == 7 && (!secrets.reveals.is_empty() || secrets.beacon.is_some()) {
        unopened(&committed, &mut book, &secrets, number);
        return Some(sign(&committed, None, book, seen));
    }
    let outcome = finish(&committed, &mut book, &secrets, number);
    Some(sign(&committed, Some(&outcome), book, seen))
}

struct Secrets {
    server: Secret,
    salts: Secret,
    reveals: Vec<Secret>,
    beacon: Option<Vec<u8>>,
}

/// Somebody does not reveal before the deadline, or the authority withdraws meanwhile.
fn unopened(committed: &Committed, book: &mut Book, secrets: &Secrets, number: u64) {
    let mut reveals: Vec<(u64, Secret)> = (0..).zip(secrets.reveals.clone()).collect();
    let held = matches!(committed.plan.beacon, BeaconRule::Ceremony { .. });
    let mut beacon = secrets.beacon.as_deref().filter(|_| !held);
    if reveals.is_empty() || number % 20 == 7 && beacon.is_some() {
        beacon = None;
    } else {
        reveals.remove(usize::try_from(number / 10).unwrap() % reveals.len());
    }
    let reason = if number % 30 == 7 {
        Reason::Withdrawn("wrong_roster".to_owned())
    } else {
        Reason::Overdue
    };
    for leaf in void::leaves(
        committed,
        book.ours[4],
        &reveals,
        beacon,
        &reason,
        &secrets.server,
    )
    .unwrap()
    {
        book.add(leaf.text().unwrap(), true);
    }
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

fn finish(committed: &Committed, book: &mut Book, secrets: &Secrets, number: u64) -> Outcome {
    let (commit_index, beacon) = (book.ours[4], secrets.beacon.as_deref());
    let protocol = matches!(committed.plan.beacon, BeaconRule::Ceremony { .. }).then(|| Protocol {
        saw: vec!["notary".into(), "media".into()],
        evidence: Digest([5; 32]),
    });
    let reveals = &secrets.reveals;
    for leaf in reveal_leaves_of(committed, commit_index, reveals, beacon, protocol.as_ref()).unwrap() {
        book.add(leaf.text().unwrap(), true);
    }
    let outcome = open(committed, &secrets.server, &secrets.reveals, beacon).unwrap();
    let next = book.leaves.len() as u64;
    for leaf in outcome.leaves(commit_index, next, &secrets.server, "test", &secrets.salts) {
        book.add(leaf.text().unwrap(), true);
    }
    acts::happen(number, committed, &outcome, &secrets.server, book);
    outcome
}

fn sign(committed: &Committed, outcome: Option<&Outcome>, mut book: Book, seen: u64) -> Drawn {
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
    let made = transcript(committed, outcome, &log, leaves, &checkpoint, Some(&cosigned));
    Drawn {
        transcript: made.unwrap(),
        leaves: book.leaves,
        seen,
    }
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
