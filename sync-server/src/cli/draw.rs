//! `sync-server verify`, `draw prepare` and `draw open`: a draw without a server, and anybody's check of one.
//!
//! Files are read and written here; everything is decided in `domain::draw`. Exit 0: done; 1: the answer is no
//! (infeasible, other entropy, a transcript that differs); 2: input that cannot be used.

mod input;
mod state;

use crate::messages::draw as messages;
use anyhow::{Context, bail};
use domain::digest::Secret;
use domain::draw::commit::{CommitError, commit};
use domain::draw::result::{self, Ending, Outcome};
use domain::draw::transcript::{self, Transcript, labels};
use domain::draw::verify::{Verdict, verify_pinned};
use domain::draw::{Committed, Leaf, OpenError, freeze, server_commitment};
use domain::log::Log;
use serde_json::json;
use state::{Prepared, Secrets};
use std::path::PathBuf;

/// Arguments of `verify`.
#[derive(Debug, clap::Args)]
pub struct VerifyArgs {
    /// A transcript.
    pub transcript: PathBuf,
    /// The log's verifier key as the authority publishes it; the transcript must be signed by it.
    #[arg(long)]
    pub log_key: Option<String>,
    /// Print the answer as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `draw prepare`.
#[derive(Debug, clap::Args)]
pub struct PrepareArgs {
    /// The task: origin of the log, number, plan, witnesses' commitments (docs/PROTOCOL.md).
    #[arg(long)]
    pub task: PathBuf,
    /// Subjects: .xlsx, .xls, .csv or JSON.
    #[arg(long)]
    pub subjects: PathBuf,
    /// Inspectors: .xlsx, .xls, .csv or JSON.
    #[arg(long)]
    pub inspectors: PathBuf,
    /// Folder that keeps the secret and the commitment.
    #[arg(long)]
    pub state: PathBuf,
    /// Print the answer as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `draw open`.
#[derive(Debug, clap::Args)]
pub struct OpenArgs {
    /// Folder of `draw prepare`.
    #[arg(long)]
    pub state: PathBuf,
    /// A witness's revealed entropy: 64 hex digits. Once for each witness, in any order.
    #[arg(long)]
    pub reveal: Vec<PathBuf>,
    /// Public entropy: a drand round as JSON, or one line of text.
    #[arg(long)]
    pub beacon: Option<PathBuf>,
    /// The checkpoint of `prepare` with the witnesses' cosignatures, where the plan asks for a quorum.
    #[arg(long)]
    pub cosigned: Option<PathBuf>,
    /// Where the transcript is written.
    #[arg(long)]
    pub out: PathBuf,
    /// Print the answer as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Commands of `draw`.
#[derive(Debug, clap::Subcommand)]
pub enum DrawCommand {
    /// Freezes the rosters and prints the commitment to publish.
    Prepare(PrepareArgs),
    /// Takes the reveals, draws, and writes the transcript.
    Open(OpenArgs),
}

/// What a command says: the exit code, the answer for programs, the lines for people.
struct Answer {
    exit: u8,
    json: serde_json::Value,
    lines: Vec<String>,
}

/// Runs `verify`.
pub fn verify(args: &VerifyArgs) -> u8 {
    say(args.json, attempt_verify(args))
}

/// Runs `draw prepare` or `draw open`.
pub fn run(command: &DrawCommand) -> u8 {
    match command {
        DrawCommand::Prepare(args) => say(args.json, attempt_prepare(args)),
        DrawCommand::Open(args) => say(args.json, attempt_open(args)),
    }
}

fn say(as_json: bool, answer: anyhow::Result<Answer>) -> u8 {
    match answer {
        Ok(answer) => {
            if as_json {
                println!("{:#}", answer.json);
            } else if answer.exit == 0 {
                answer.lines.iter().for_each(|line| println!("{line}"));
            }
            if answer.exit != 0 {
                answer.lines.iter().for_each(|line| eprintln!("{line}"));
            }
            answer.exit
        }
        Err(error) => {
            eprintln!("{error:#}");
            2
        }
    }
}

fn attempt_verify(args: &VerifyArgs) -> anyhow::Result<Answer> {
    let bytes = input::bytes(&args.transcript)?;
    Ok(match verify_pinned(&bytes, args.log_key.as_deref()) {
        Verdict::Ok(facts) => Answer {
            exit: 0,
            lines: messages::verified(&facts),
            json: json!({"ok": true, "facts": facts}),
        },
        Verdict::Differs(found) => Answer {
            exit: 1,
            lines: messages::differs(&found),
            json: json!({"ok": false, "difference": found}),
        },
        Verdict::Unreadable(why) => bail!(
            "{}",
            messages::unreadable(&args.transcript.display().to_string(), &why)
        ),
    })
}

fn attempt_prepare(args: &PrepareArgs) -> anyhow::Result<Answer> {
    let task = input::task(&args.task)?;
    let subjects = input::subjects(&args.subjects, &task)?;
    let inspectors = input::inspectors(&args.inspectors, &task)?;
    let secrets = match state::read_secrets(&args.state)? {
        Some(secrets) => secrets,
        None => Secrets::fresh()?,
    };
    let frozen = match freeze(&task.plan, &subjects, &inspectors, &secrets.salt_key) {
        Ok(frozen) => frozen,
        Err(problems) => bail!("{}", messages::problems(&problems)),
    };
    let srv = server_commitment(&secrets.server);
    let committed = match commit(&task.plan, &frozen, task.seq, srv, &task.witnesses) {
        Ok(committed) => committed,
        Err(CommitError::Problems(problems)) => bail!("{}", messages::problems(&problems)),
        Err(CommitError::Canon(error)) => return Err(error.into()),
        Err(CommitError::Infeasible(shortage)) => {
            return Ok(Answer {
                exit: 1,
                lines: messages::shortage(&shortage),
                json: json!({"ok": false, "code": "draw.infeasible", "shortage": *shortage}),
            });
        }
    };
    let prepared = Prepared::new(&task, &committed, &secrets)?;
    if let Some(before) = state::read_prepared(&args.state)? {
        if before != prepared {
            return Ok(refusal("draw.prepared_otherwise"));
        }
    } else {
        // The secret is durable before anything that depends on it exists: a crash resumes with the same one.
        state::write_secrets(&args.state, &secrets)?;
        state::write_prepared(&args.state, &prepared)?;
    }
    Ok(prepared_answer(&committed, &prepared))
}

fn prepared_answer(committed: &Committed, prepared: &Prepared) -> Answer {
    let frozen = &committed.frozen;
    let left_out = |why: &Option<String>, id: &str| why.as_ref().map(|why| json!({"id": id, "why": why}));
    let subjects: Vec<_> = frozen
        .subjects
        .iter()
        .filter_map(|r| left_out(&r.why, r.id.as_str()))
        .collect();
    let inspectors: Vec<_> = frozen
        .inspectors
        .iter()
        .filter_map(|r| left_out(&r.why, r.id.as_str()))
        .collect();
    let answer = json!({
        "ok": true,
        "seq": committed.leaf.seq,
        "commitment": committed.digest(),
        "commit_leaf": committed.commit_text,
        "checkpoint": prepared.checkpoint,
        "strata": committed.leaf.strata,
        "excluded": {"subjects": subjects, "inspectors": inspectors},
        "labels": labels(committed),
    });
    Answer {
        exit: 0,
        lines: messages::prepared(committed, &prepared.checkpoint),
        json: answer,
    }
}

fn refusal(code: &str) -> Answer {
    Answer {
        exit: 1,
        lines: vec![messages::refused(code)],
        json: json!({"ok": false, "code": code}),
    }
}

fn attempt_open(args: &OpenArgs) -> anyhow::Result<Answer> {
    let missing = || messages::refused("draw.not_prepared");
    let prepared = state::read_prepared(&args.state)?.with_context(missing)?;
    let secrets = state::read_secrets(&args.state)?.with_context(missing)?;
    let committed = prepared.committed()?;
    let reveals: Vec<Secret> = args
        .reveal
        .iter()
        .map(|p| input::reveal(p))
        .collect::<Result<_, _>>()?;
    let rule = &committed.plan.beacon;
    let (beacon, protocol) = match &args.beacon {
        Some(path) => (Some(input::beacon(path, rule)?), input::protocol(path, rule)?),
        None => (None, None),
    };
    let (at, b) = (state::COMMIT_INDEX, beacon.as_deref());
    let opened =
        result::reveal_leaves_of(&committed, at, &reveals, b, protocol.as_ref()).and_then(|leaves| {
            Ok((
                leaves,
                result::open(&committed, &secrets.server, &reveals, beacon.as_deref())?,
            ))
        });
    let (entropy, outcome) = match opened {
        Ok(opened) => opened,
        Err(OpenError::Canon(error)) => return Err(error.into()),
        Err(error) => {
            let json = json!({"ok": false, "code": messages::open_code(&error), "detail": error.to_string()});
            return Ok(Answer {
                exit: 1,
                lines: vec![messages::open(&error)],
                json,
            });
        }
    };
    if let Some(before) = state::read_transcript(&args.state)? {
        if !same_entropy(&before, &entropy)? {
            return Ok(refusal("draw.other_entropy"));
        }
        state::write_public(&args.out, before.as_bytes())?;
        return Ok(opened_answer(&outcome));
    }
    let seen = match &args.cosigned {
        Some(path) => Some(input::text(path)?),
        None => None,
    };
    if committed.plan.witness.quorum > 0 && seen.is_none() {
        return Ok(refusal("draw.cosignatures_missing"));
    }
    let made = put_together(
        &prepared,
        &committed,
        &secrets,
        entropy,
        &outcome,
        seen.as_deref(),
    )?;
    let text = made.text()?;
    if let Verdict::Differs(found) = verify_pinned(text.as_bytes(), None) {
        // Only what came from outside can differ here: cosignatures that do not fit.
        let json = json!({"ok": false, "code": "draw.cosignatures", "difference": found});
        return Ok(Answer {
            exit: 1,
            lines: messages::differs(&found),
            json,
        });
    }
    state::write_transcript(&args.state, &text)?;
    state::write_public(&args.out, text.as_bytes())?;
    Ok(opened_answer(&outcome))
}

/// True if the transcript written before rests on the same reveals and public entropy.
fn same_entropy(before: &str, entropy: &[Leaf]) -> anyhow::Result<bool> {
    let before: Transcript =
        serde_json::from_str(before).context("reading the transcript in the state folder")?;
    let old: Vec<&str> = before
        .leaves
        .iter()
        .skip(state::HEAD_LEAVES)
        .take(entropy.len())
        .map(|l| l.leaf.as_str())
        .collect();
    let new: Vec<String> = entropy.iter().map(Leaf::text).collect::<Result<_, _>>()?;
    Ok(old == new)
}

fn put_together(
    prepared: &Prepared,
    committed: &Committed,
    secrets: &Secrets,
    entropy: Vec<Leaf>,
    outcome: &Outcome,
    seen: Option<&str>,
) -> anyhow::Result<Transcript> {
    let mut texts = prepared.leaves.clone();
    for leaf in entropy {
        texts.push(leaf.text()?);
    }
    let next = texts.len() as u64;
    let soft = software()?;
    for leaf in outcome.leaves(
        state::COMMIT_INDEX,
        next,
        &secrets.server,
        &soft,
        &secrets.salt_key,
    ) {
        texts.push(leaf.text()?);
    }
    let log = Log::restore(prepared.origin.clone(), &texts);
    let checkpoint = log.signed_checkpoint(&secrets.log_key());
    let leaves = (0..).zip(texts).collect();
    Ok(transcript::transcript(
        committed,
        Some(outcome),
        &log,
        leaves,
        &checkpoint,
        seen,
    )?)
}

/// Name, version and digest of the program that draws, for the record.
fn software() -> anyhow::Result<String> {
    let program = std::env::current_exe().context("finding this program")?;
    let bytes = std::fs::read(&program).with_context(|| format!("reading {}", program.display()))?;
    let digest = domain::digest::Digest::of(&bytes);
    Ok(format!(
        "sync-server {} sha256:{digest}",
        env!("CARGO_PKG_VERSION")
    ))
}

fn opened_answer(outcome: &Outcome) -> Answer {
    let strata: Vec<_> = outcome
        .strata
        .iter()
        .map(|s| json!({"key": s.key, "n": s.n, "m": s.m, "drawn": s.drawn}))
        .collect();
    let answer = |ok: bool| json!({"ok": ok, "seed": outcome.seed, "strata": strata});
    match &outcome.ending {
        Ending::Drawn { teams, level, .. } => {
            let team = |t: &result::Team| json!({"subject": t.object, "stratum": t.stratum, "position": t.position, "team": t.members});
            let mut json = answer(true);
            json["teams"] = teams.iter().map(team).collect();
            json["cap"] = json!(level);
            Answer {
                exit: 0,
                json,
                lines: messages::drawn(outcome),
            }
        }
        Ending::Infeasible(shortage) => {
            let mut json = answer(false);
            json["code"] = json!("draw.infeasible");
            json["shortage"] = json!(**shortage);
            Answer {
                exit: 1,
                json,
                lines: messages::shortage(shortage),
            }
        }
        Ending::DeadEnds => {
            let mut json = answer(false);
            json["code"] = json!("draw.not_proven_infeasible");
            Answer {
                exit: 1,
                json,
                lines: vec![messages::refused("draw.not_proven_infeasible")],
            }
        }
    }
}
