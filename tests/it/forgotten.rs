//! A forgotten PIN costs no mark: the office gives the tablet its key back, a new PIN opens everything. Row F58.
use crate::tabs::{checklist, picked};
use crate::walk::{office, tablet};
use anyhow::{Result, ensure};
use std::time::Duration;
use test_support::browser::{Browser, Options};
use test_support::server::Server;
use test_support::stage::Stage;

const LONG: Duration = Duration::from_secs(90);
const NEW_PIN: &str = "583016";

/// The administrator types digits and says why.
async fn judge(desk: &Browser, digits: &str) -> Result<()> {
    desk.see_id_within("unlock-questions", LONG).await?;
    let question = desk.see_ids("unlock-digits-").await?.remove(0);
    let id = question.replace("unlock-digits-", "");
    desk.fill_id(&question, digits).await?;
    desk.fill_id(&format!("unlock-reason-{id}"), "本人持证到场（演示）")
        .await?;
    desk.tap_id(&format!("unlock-grant-{id}")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_pin_costs_no_mark() -> Result<()> {
    let stage = Stage::open().await?;
    let mut server = Server::start(&["demo", "--stage", "drawn"], &stage.folder("data")?).await?;
    let a = stage.browser("tablet-a", Options::default()).await?;
    let origin = server.origin("tablet-a");
    tablet::enrol(&a, &server, &tablet::printed_code(&server, "tablet-a")?).await?;
    let inspection = a.see_ids("today-t").await?.remove(0).replace("today-", "");
    a.run_promise::<bool>("await navigator.serviceWorker.ready; return true;", vec![])
        .await?;
    // What is marked now is on this tablet only when its PIN is forgotten.
    server.stop()?;
    checklist(&a, &inspection).await?;
    let answers = a.see_ids("answer-").await?;
    let bad = |id: &String| Some(id.strip_prefix("answer-")?.strip_suffix("-bad")?.to_owned());
    let item = answers.iter().find_map(bad).expect("an item to answer");
    a.tap_id(&format!("answer-{item}-bad")).await?;
    tablet::see_saved(&a, &item).await?;
    a.goto(&origin).await?;
    a.see_id_within("pin-forgotten", LONG).await?;
    a.tap_id("pin-forgotten").await?;
    a.see_id_within("forgotten-failed", LONG).await?;
    let digits = a.words_of("unlock-digits").await?.trim().to_owned();
    ensure!(digits.len() == 6, "six digits, also without a network: {digits}");

    server.start_again().await?;
    a.see_id_within("unlock-waits", LONG).await?;
    let desk = stage.browser("desk", Options::default()).await?;
    office::log_in(&desk, &server, "desk", "/office", "admin").await?;
    desk.tap_id("nav-devices").await?;
    let wrong = if digits == "000000" { "000001" } else { "000000" };
    judge(&desk, wrong).await?;
    desk.see("不一致").await?;
    judge(&desk, &digits).await?;
    a.see_id_within("pin-new", LONG).await?;
    a.fill_id("pin-new", NEW_PIN).await?;
    a.fill_id("pin-again", NEW_PIN).await?;
    a.tap_id("new-pin-set").await?;
    a.see_id_gone("new-pin-set").await?;
    checklist(&a, &inspection).await?;
    ensure!(picked(&a, &item).await? == "bad", "the mark is there");

    a.goto(&origin).await?;
    a.see_id_within("pin", LONG).await?;
    a.fill_id("pin", tablet::PIN).await?;
    a.tap_id("unlock").await?;
    a.see_id_within("unlock-failed", LONG).await?;
    a.fill_id("pin", NEW_PIN).await?;
    a.tap_id("unlock").await?;
    a.see_id_gone("unlock").await
}
