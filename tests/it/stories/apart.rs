//! A revoked tablet still hands in its work: a supervisor sees it come, looks at it, and judges it.
//!
//! The tablet itself says that it was revoked, and keeps what it has.
//!
//! The count on his first screen changes by push, without a reload; with push cut the page works the same.
use crate::stories::hardship::first_item;
use crate::stories::walk::tablet;
use anyhow::{Context, Result, ensure};
use domain::wire::api::DeviceRow;
use serde_json::json;
use std::time::Duration;
use test_support::browser::{Browser, LANDSCAPE, Options, PORTRAIT};
use test_support::server::Server;
use test_support::stage::Stage;

const PASSWORD: &str = "demo-suicha-2026";
const LONG: Duration = Duration::from_secs(90);

#[tokio::test(flavor = "multi_thread")]
async fn a_supervisor_sees_a_refused_upload_come_and_judges_it() -> Result<()> {
    let stage = Stage::open().await?;
    let server = Server::start(&["demo", "--stage", "drawn"], &stage.folder("data")?).await?;
    let a = stage.browser("tablet-a", Options::default()).await?;
    tablet::enrol(&a, &server, &tablet::printed_code(&server, "tablet-a")?).await?;
    let id = a.first_assigned().await?;
    let item = first_item(&a, &id).await?;

    let desk = stage.browser("office", Options::default()).await?;
    desk.goto(&format!("{}/office", server.origin("office"))).await?;
    desk.fill_id("log-in-user", "supervisor").await?;
    desk.fill_id("log-in-password", PASSWORD).await?;
    desk.tap_id("log-in-submit").await?;
    desk.see_data_within("quarantine-waiting", "data-count", "0", LONG)
        .await?;

    revoke_all(&server).await?;
    a.tap_id(&format!("answer-{item}-bad")).await?;
    tablet::see_saved(&a, &item).await?;
    // Nobody touches the supervisor's page: he hears of it.
    desk.see_data_within("quarantine-waiting", "data-count", "1", LONG)
        .await?;
    both(&desk, "supervisor-dashboard-waiting").await?;
    // Row F60: the tablet says so, locks, and keeps what it has; nothing else can be done on it.
    tablet::unlock(&a).await?;
    a.see_id_within("revoked", LONG).await?;
    a.see_id("revoked-left").await?;
    a.see_id("export-save").await?;
    a.see_id("leave-blocked").await?;
    ensure!(!a.has_id("today-search").await?, "no list, no inspection");
    both(&a, "tablet-revoked").await?;

    desk.tap_id("nav-quarantine").await?;
    desk.see_data("quarantine-row", "data-code", "device.revoked")
        .await?;
    both(&desk, "supervisor-quarantine-list").await?;
    let open = desk.see_ids("quarantine-open-").await?.remove(0);
    desk.tap_id(&open).await?;
    desk.see_data("upload", "data-state", "waiting").await?;
    let why = desk.words_of("upload-why").await?;
    ensure!(why.contains("停用"), "the reason is said in words: {why}");
    both(&desk, "supervisor-upload").await?;

    desk.tap_id("judge-accept").await?;
    desk.see("请写明理由").await?;
    judge(&desk, "judge-reject", "先向本人核实").await?;
    desk.see_data_within("upload", "data-state", "rejected", LONG)
        .await?;
    judge(&desk, "judge-accept", "已向本人核实，是停用前所写").await?;
    desk.see_data_within("upload", "data-state", "accepted", LONG)
        .await?;
    ensure!(!desk.has_id("judge-accept").await?, "accepted for good");
    both(&desk, "supervisor-upload-accepted").await?;
    let script = "const file = await (await fetch('/api/v1/inspections/' + arguments[0])).json(); \
        return Object.keys(file.view.answers).includes(arguments[1]);";
    let there: bool = desk.run_promise(script, vec![json!(id), json!(item)]).await?;
    ensure!(there, "the answer stands in the record");

    // Push cut, as by a proxy that knows no streams.
    desk.devtools("Network.enable", json!({})).await?;
    desk.devtools("Network.setBlockedURLs", json!({ "urls": ["*/api/v1/events"] }))
        .await?;
    desk.goto(&format!("{}/office", server.origin("office"))).await?;
    desk.see_data_within("quarantine-waiting", "data-count", "0", LONG)
        .await?;
    a.expect_no_script_errors().await
}

/// The administrator revokes every tablet.
async fn revoke_all(server: &Server) -> Result<()> {
    let admin = reqwest::Client::builder().cookie_store(true).build()?;
    let log_in = json!({ "user": "admin", "password": PASSWORD });
    let session = admin
        .post(server.url("/api/v1/session"))
        .json(&log_in)
        .send()
        .await?;
    session.error_for_status().context("the administrator logs in")?;
    let devices: Vec<DeviceRow> = admin
        .get(server.url("/api/v1/devices"))
        .send()
        .await?
        .json()
        .await?;
    for device in devices {
        let path = format!("/api/v1/devices/{}/revoke", device.id);
        let revoked = admin.post(server.url(&path)).json(&()).send().await?;
        revoked.error_for_status().context("revoking")?;
    }
    Ok(())
}

async fn judge(desk: &Browser, button: &str, reason: &str) -> Result<()> {
    desk.compose_id("judge-reason", "hs", reason).await?;
    desk.tap_id(button).await
}

async fn both(desk: &Browser, name: &str) -> Result<()> {
    desk.screenshot(name, LANDSCAPE).await?;
    desk.screenshot(name, PORTRAIT).await?;
    Ok(())
}
