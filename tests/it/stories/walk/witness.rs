//! What a witness does in a browser of his own: locks a number, checks the log, hands the number over.
use super::office::log_in;
use anyhow::Result;
use std::time::Duration;
use test_support::browser::Browser;
use test_support::server::Server;
use test_support::wait::until;

const LONG: Duration = Duration::from_secs(90);

/// Logs in and makes the key of this browser.
pub(super) async fn get_ready(witness: &Browser, server: &Server) -> Result<()> {
    let host = witness.name();
    log_in(witness, server, host, "/witness", host).await?;
    witness.tap_id("witness-key-make").await?;
    witness.see_id("witness-key-ready").await
}

/// Locks a number for the task.
pub(super) async fn lock(witness: &Browser, task: &str) -> Result<()> {
    at_step(witness, task, "lock").await?;
    tap_in(witness, task, "witness-lock").await
}

/// Checks the commitment in the log by itself, cosigns, hands the number over.
pub(super) async fn hand_over(witness: &Browser, task: &str) -> Result<()> {
    at_step(witness, task, "hand-over").await?;
    tap_in(witness, task, "witness-hand-over").await?;
    at_step(witness, task, "done").await
}

async fn at_step(witness: &Browser, task: &str, step: &str) -> Result<()> {
    let selector = format!("[data-testid=\"witness-task\"][data-task=\"{task}\"][data-step=\"{step}\"]");
    let what = format!("{} to be at step {step} of {task}", witness.name());
    let seen = until(&what, LONG, || async {
        Ok((witness.count(&selector).await? > 0).then_some(()))
    })
    .await;
    match seen {
        Ok(()) => Ok(()),
        Err(error) => Err(error.context(witness.text().await?)),
    }
}

async fn tap_in(witness: &Browser, task: &str, id: &str) -> Result<()> {
    let selector = format!("[data-task=\"{task}\"] [data-testid=\"{id}\"]");
    let button = witness.element(&selector).await?;
    button.scroll_into_view().await?;
    button.click().await?;
    Ok(())
}
