//! The demo laid out: accounts, rosters through the real importer, tasks drawn with demo witnesses, codes.
//!
//! Safe to run again: every step looks first whether it was done, and the demo witnesses' entropy follows from
//! their key, so a run that was cut off goes on where it ended. The entropy is the demo's own and is labelled so.

use crate::error::{Answer, Refusal};
use crate::flow::log::{Act, witness_name};
use crate::flow::rosters::Roster;
use crate::flow::{accounts, draw, enrol, evidence, rosters, tasks, witness};
use crate::state::App;
use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Days;
use domain::access::Role;
use domain::digest::{Secret, hmac};
use domain::draw::witness_commitment;
use domain::id::{InspectorId, RegimeId, TaskId, UserId};
use domain::log::{Note, note};
use domain::time::Timestamp;
use domain::wire::api::{
    EnrolmentCode, EnteredInput, TaskDraft, TaskState, TaskSummary, WitnessKey, WitnessReveal,
};
use ed25519_dalek::SigningKey;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The layout, from `stage.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Name of the demo's log.
    pub log_origin: String,
    /// Overlays of the demo office.
    pub overlays: Vec<RegimeId>,
    /// Password of every demo account.
    pub password: String,
    /// The demo administrator's acceptance of a single copy.
    pub single_copy: String,
    /// Accounts.
    pub accounts: Vec<DemoAccount>,
    /// Tasks.
    pub tasks: Vec<DemoTask>,
}

/// One demo account.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoAccount {
    /// Log-in name.
    pub user: UserId,
    /// Shown name.
    pub name: String,
    /// Roles.
    pub roles: BTreeSet<Role>,
    /// First label of the host it works under.
    pub host: String,
    /// Page it begins on.
    pub page: String,
}

/// One demo task.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoTask {
    /// Regime.
    pub regime: RegimeId,
    /// Title.
    pub title: String,
    /// Pool filter.
    pub filter: BTreeMap<String, Vec<String>>,
    /// Days of the window.
    pub days: u64,
    /// Required inputs.
    pub inputs: BTreeMap<String, String>,
}

/// What was laid, for printing.
#[derive(Clone, Debug)]
pub struct Laid {
    /// Accounts.
    pub accounts: Vec<DemoAccount>,
    /// Their password.
    pub password: String,
    /// Tasks.
    pub tasks: Vec<TaskSummary>,
    /// One-time codes of one team: officer's name, host, code.
    pub codes: Vec<(String, String, EnrolmentCode)>,
}

/// The layout built in.
///
/// # Errors
/// When it does not read: a fault of the build.
pub fn plan() -> anyhow::Result<Plan> {
    toml::from_str(include_str!("stage.toml")).context("the demo's layout")
}

#[allow(clippy::needless_pass_by_value, reason = "the shape map_err asks for")]
fn plain(e: Refusal) -> anyhow::Error {
    anyhow::anyhow!("{e}")
}

/// Lays the demo; with `drawn` everything up to the assignments.
///
/// # Errors
/// When a step is refused.
pub async fn lay(app: &App, plan: &Plan, drawn: bool) -> anyhow::Result<Laid> {
    let (inside, wanted) = (app.clone(), plan.clone());
    tokio::task::spawn_blocking(move || people(&inside, &wanted, drawn))
        .await?
        .map_err(plain)?;
    let mut codes = Vec::new();
    if drawn {
        let (inside, wanted) = (app.clone(), plan.clone());
        tokio::task::spawn_blocking(move || lists(&inside, &wanted))
            .await?
            .map_err(plain)?;
        for task in &plan.tasks {
            draw_task(app, plan, task).await.map_err(plain)?;
        }
        codes = team_codes(app).await.map_err(plain)?;
    }
    let summaries = app
        .store
        .read(|v| Ok(v.tasks()?.iter().map(tasks::summary).collect()))
        .await
        .map_err(plain)?;
    Ok(Laid {
        accounts: plan.accounts.clone(),
        password: plan.password.clone(),
        tasks: summaries,
        codes,
    })
}

/// Accounts, and the demo administrator's acceptance of a single copy.
fn people(app: &App, plan: &Plan, drawn: bool) -> Answer<()> {
    for account in &plan.accounts {
        let user = account.user.clone();
        if app.store.read_now(move |v| v.account(&user))?.is_none() {
            accounts::set(
                app,
                accounts::New {
                    user: account.user.clone(),
                    name: account.name.clone(),
                    password: plan.password.clone(),
                    roles: account.roles.clone(),
                },
            )?;
        }
    }
    let (inside, words, now) = (app.clone(), plan.single_copy.clone(), app.now());
    let by = holder(plan, Role::Administrator);
    app.store.write_now(move |tx| -> Answer<()> {
        if tx.meta(evidence::SINGLE_COPY)?.is_none() {
            tx.put_meta(evidence::SINGLE_COPY, &words)?;
            inside
                .book
                .note(tx, &inside.keys, &Act::SingleCopy { words, by }, now)?;
        }
        Ok(())
    })?;
    if drawn {
        for user in witnesses(plan) {
            register(app, &user)?;
        }
    }
    Ok(())
}

fn holder(plan: &Plan, role: Role) -> UserId {
    let found = plan.accounts.iter().find(|a| a.roles.contains(&role));
    found.map_or_else(|| UserId::from("demo"), |a| a.user.clone())
}

fn witnesses(plan: &Plan) -> Vec<UserId> {
    let all = plan.accounts.iter().filter(|a| a.roles.contains(&Role::Witness));
    all.map(|a| a.user.clone()).collect()
}

/// The key of a demo witness; it follows from the demo server's log key.
fn witness_key(app: &App, user: &UserId) -> SigningKey {
    let parts: [&[u8]; 2] = [b"suicha demo witness\n", user.as_str().as_bytes()];
    SigningKey::from_bytes(&hmac(app.keys.log().as_bytes(), &parts).0)
}

/// The entropy of a demo witness for one task: the demo's own, the same at every try.
fn entropy(app: &App, user: &UserId, task: &TaskId) -> Secret {
    let key = witness_key(app, user);
    Secret::new(
        hmac(
            key.as_bytes(),
            &[b"suicha demo entropy\n", task.as_str().as_bytes()],
        )
        .0,
    )
}

/// Registers a demo witness's key, unless a browser has registered its own.
fn register(app: &App, user: &UserId) -> Answer<()> {
    let public = URL_SAFE_NO_PAD.encode(witness_key(app, user).verifying_key().as_bytes());
    let (inside, user) = (app.clone(), user.clone());
    app.store.write_now(move |tx| {
        if tx.witness_key(&user)?.is_none() {
            witness::register(&inside, tx, &user, WitnessKey { public })?;
        }
        Ok(())
    })
}

/// Both demo rosters through the real importer.
fn lists(app: &App, plan: &Plan) -> Answer<()> {
    let by = holder(plan, Role::Planner);
    if app.store.read_now(|v| v.subjects())?.is_empty() {
        let file = super::subjects_xlsx();
        rosters::take_in(app, Roster::Subjects, &file, "demo-subjects.xlsx", &by)?;
    }
    if app.store.read_now(|v| v.inspectors())?.is_empty() {
        let file = super::inspectors_xlsx();
        rosters::take_in(app, Roster::Inspectors, &file, "demo-inspectors.xlsx", &by)?;
    }
    Ok(())
}

/// One task from plan to assignments, from wherever an earlier run left it.
async fn draw_task(app: &App, plan: &Plan, task: &DemoTask) -> Answer<()> {
    let id = planned(app, plan, task).await?;
    let state = state(app, &id).await?;
    if matches!(state, TaskState::Draft | TaskState::AwaitingCommitments) {
        draw::commit(app, id.clone()).await?;
        for user in witnesses(plan) {
            let (inside, id) = (app.clone(), id.clone());
            let commitment = witness_commitment(&entropy(app, &user, &id)).to_string();
            app.store
                .write(move |tx| witness::commit(&inside, tx, &id, &user, &commitment).map(|_| ()))
                .await?;
        }
    }
    if !matches!(state, TaskState::Drawn) {
        cosign_and_reveal(app, plan, &id).await?;
        draw::open_draw(app, id.clone()).await?;
        // The checkpoint that holds the assignments is cosigned too: the tablets' proofs carry it.
        cosign_and_reveal(app, plan, &id).await?;
    }
    Ok(())
}

async fn state(app: &App, id: &TaskId) -> Answer<TaskState> {
    let id = id.clone();
    app.store
        .read(move |v| Ok(v.task(&id)?.map_or(TaskState::Draft, |t| t.state)))
        .await
}

/// The task of this title, written if it is not there.
async fn planned(app: &App, plan: &Plan, task: &DemoTask) -> Answer<TaskId> {
    let now = app.now();
    let first = now.china_date();
    let last = first.checked_add_days(Days::new(task.days)).unwrap_or(first);
    let inputs = task.inputs.iter().map(|(key, value)| {
        let input = EnteredInput {
            value: value.clone(),
            by: String::new(),
            at: Timestamp(0),
        };
        (key.clone(), input)
    });
    let draft = TaskDraft {
        title: task.title.clone(),
        regime: task.regime.clone(),
        inputs: inputs.collect(),
        window: (first, last),
        witnesses: witnesses(plan),
        approver: None,
        filter: task.filter.clone(),
        deadline: Timestamp(now.0 + 24 * 3600 * 1000),
    };
    let (inside, by) = (app.clone(), holder(plan, Role::Planner));
    app.store
        .write(move |tx| {
            let known = tx.tasks()?.into_iter().find(|t| t.draft.title == draft.title);
            match known {
                Some(task) => Ok(task.id),
                None => tasks::create(&inside, tx, draft, &by, now).map(|t| t.summary.id),
            }
        })
        .await
}

async fn cosign_and_reveal(app: &App, plan: &Plan, id: &TaskId) -> Answer<()> {
    for user in witnesses(plan) {
        let (inside, id) = (app.clone(), id.clone());
        let (key, secret) = (witness_key(app, &user), entropy(app, &user, &id));
        let name = witness_name(&app.config.log_origin, &user);
        let seconds = u64::try_from(app.now().0 / 1000).unwrap_or(0);
        app.store
            .write(move |tx| {
                let Some(size) = tx.task(&id)?.and_then(|t| t.checkpoint) else {
                    return Ok(());
                };
                let Some(checkpoint) = tx.checkpoint(size)? else {
                    return Ok(());
                };
                let Ok(parsed) = Note::parse(&checkpoint) else {
                    return Ok(());
                };
                let ask = WitnessReveal {
                    cosignature: note::cosign(&parsed.text, &name, &key, seconds),
                    entropy: secret.reveal(),
                };
                witness::reveal(&inside, tx, &id, &user, &ask).map(|_| ())
            })
            .await?;
    }
    Ok(())
}

/// Fresh one-time codes for the first two officers of the first team.
async fn team_codes(app: &App) -> Answer<Vec<(String, String, EnrolmentCode)>> {
    let port = app.config.listen.port();
    let now = app.now();
    app.store
        .write(move |tx| {
            let Some(first) = tx.inspections()?.into_iter().next() else {
                return Ok(Vec::new());
            };
            let mut codes = Vec::new();
            for (member, host) in first.team.iter().zip(["tablet-a", "tablet-b"]) {
                let base = format!("http://{host}.localhost:{port}");
                let inspector: &InspectorId = &member.inspector;
                let code = enrol::issue(tx, inspector, &UserId::from("demo"), &base, now)?;
                codes.push((member.name.clone(), host.to_owned(), code));
            }
            Ok::<_, Refusal>(codes)
        })
        .await
}
