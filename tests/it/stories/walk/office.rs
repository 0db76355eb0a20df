//! What the office does at its desk, by the controls of its screens.
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::json;
use std::path::Path;
use std::time::Duration;
use test_support::browser::Browser;
use test_support::server::Server;

/// Password of every demo account (`sync-server/src/demo/stage.toml`).
pub(super) const PASSWORD: &str = "demo-suicha-2026";
const LONG: Duration = Duration::from_secs(90);

/// One inspection as the office lists it, for choosing which tablets the story needs.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) regime: String,
    pub(crate) subject_name: String,
    pub(crate) team: Vec<String>,
}

pub(crate) async fn log_in(
    browser: &Browser,
    server: &Server,
    host: &str,
    page: &str,
    user: &str,
) -> Result<()> {
    browser.goto(&format!("{}{page}", server.origin(host))).await?;
    browser.see_id("log-in").await?;
    browser.fill_id("log-in-user", user).await?;
    browser.fill_id("log-in-password", "not-the-password").await?;
    browser.tap_id("log-in-submit").await?;
    browser.see_id("log-in-bad").await?;
    browser.fill_id("log-in-password", PASSWORD).await?;
    browser.tap_id("log-in-submit").await?;
    browser.see_id_gone("log-in").await
}

/// Imports one roster file; returns how many problems were listed.
pub(super) async fn import(office: &Browser, nav: &str, page: &str, file: &Path) -> Result<usize> {
    office.tap_id(nav).await?;
    office.see_id(page).await?;
    office.give_file("import-file", file).await?;
    office.see_id_within("import-result", LONG).await?;
    office.count("[data-testid=\"import-problem\"]").await
}

/// What a plan under a regime is filled with, in order.
pub(super) struct Plan<'a> {
    pub(super) title: &'a str,
    pub(crate) regime: &'a str,
    /// Choice inputs are tapped, the others typed.
    pub(super) inputs: &'a [(&'a str, &'a str)],
    /// Chips of the pool filter.
    pub(super) filter: &'a [&'a str],
}

/// Writes a plan: first without the inputs the regime asks for, which is refused at the fields.
pub(super) async fn plan(office: &Browser, plan: &Plan<'_>) -> Result<String> {
    office.tap_id("nav-tasks").await?;
    office.tap_id("new-task").await?;
    office.see_id("plan-form").await?;
    office.choose_id("plan-regime", plan.regime).await?;
    office.fill_id("plan-title", plan.title).await?;
    for user in ["witness-a", "witness-b"] {
        office.tap_id(&format!("plan-witness-{user}")).await?;
    }
    for chip in plan.filter {
        office.tap_id(&format!("plan-filter-{chip}")).await?;
    }
    office.tap_id("plan-save").await?;
    office.see_id("plan-refused").await?;
    for (input, value) in plan.inputs {
        if office.has_id(&format!("plan-input-{input}-{value}")).await? {
            office.tap_id(&format!("plan-input-{input}-{value}")).await?;
        } else {
            office.fill_id(&format!("plan-input-{input}"), value).await?;
        }
    }
    office.tap_id("plan-save").await?;
    office.see_id("task").await?;
    let path = office.path().await?;
    path.rsplit('/')
        .next()
        .map(str::to_owned)
        .context("a task has an address")
}

/// Commits the plan, after looking at the pool.
pub(super) async fn commit(office: &Browser) -> Result<()> {
    office.see_id_within("pool", LONG).await?;
    office.tap_id("task-commit").await?;
    office.tap_id("task-commit-confirm").await?;
    Ok(())
}

/// Opens the draw once all reveals are in.
pub(super) async fn open(office: &Browser) -> Result<()> {
    office
        .see_data_within("task", "data-state", "Revealed", LONG)
        .await?;
    office.tap_id("task-open").await?;
    office.tap_id("task-open-confirm").await?;
    office.see_data_within("task", "data-state", "Drawn", LONG).await
}

/// Takes the transcript home.
pub(super) async fn transcript(office: &Browser, folder: &Path) -> Result<std::path::PathBuf> {
    office.downloads_to(folder).await?;
    office.tap_id("transcript-download").await?;
    office.downloaded(folder, ".json").await
}

/// All inspections, as the list's own request answers.
pub(crate) async fn inspections(office: &Browser) -> Result<Vec<Row>> {
    let ask = "const r = await fetch('/api/v1/inspections'); if (!r.ok) throw new Error(r.status); return await r.json();";
    office.run_promise(ask, vec![]).await
}

/// A one-time code for the tablet of this officer.
pub(super) async fn enrolment_code(office: &Browser, officer: &str) -> Result<String> {
    office.tap_id("nav-devices").await?;
    office.see_id("code-inspector").await?;
    let choose = "const [name] = arguments; const el = document.querySelector('[data-testid=\"code-inspector\"]'); \
        const option = el && [...el.options].find(o => o.text.includes(name)); if (!option) return null; return option.value;";
    let value = test_support::wait::until(
        "the officer in the list",
        test_support::wait::PATIENCE,
        || async { office.run::<Option<String>>(choose, vec![json!(officer)]).await },
    )
    .await?;
    office.choose_id("code-inspector", &value).await?;
    office.see_id_gone("code-text").await?;
    office.tap_id("code-issue").await?;
    office.see_id("code-text").await?;
    ensure!(office.has_id("code-qr").await?, "the code is shown as QR too");
    let code = office.words_of("code-text").await?;
    Ok(code.trim().to_owned())
}

/// Opens one inspection from the list.
pub(crate) async fn open_inspection(office: &Browser, id: &str) -> Result<()> {
    office.tap_id("nav-inspections").await?;
    office.see_id("inspections").await?;
    office.tap_id(&format!("inspection-link-{id}")).await?;
    office.see_id("inspection").await
}
