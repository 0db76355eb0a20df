//! A forgotten PIN costs no mark: the office gives the tablet its key back, a new PIN opens everything. Row F58.
//! And a tablet with unsent work is emptied only by the office's leave, and after its copy was read back. Row F61.
use crate::stories::tabs::{checklist, picked};
use crate::stories::walk::{office, tablet};
use anyhow::{Result, ensure};
use serde_json::json;
use std::time::Duration;
use test_support::browser::{Browser, Options, PORTRAIT};
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
    let inspection = a.first_assigned().await?;
    a.kept_offline().await?;
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
    a.see_id_gone("unlock").await?;
    emptied_by_leave(&stage, &server, &a, &desk, &inspection).await
}

/// What the browser still holds of the tablet: rows of its databases, bytes of its files, names of settings, cookies.
const LEFT: &str = "let rows = 0, bytes = 0; \
    for (const { name } of await indexedDB.databases()) { \
        const db = await new Promise((yes, no) => { const r = indexedDB.open(name); r.onsuccess = () => yes(r.result); r.onerror = no; }); \
        for (const store of db.objectStoreNames) rows += await new Promise(yes => { const r = db.transaction(store).objectStore(store).count(); r.onsuccess = () => yes(r.result); }); \
        db.close(); } \
    const walk = async dir => { for await (const entry of dir.values()) { \
        if (entry.kind === 'directory') await walk(entry); else bytes += (await entry.getFile()).size; } }; \
    await walk(await navigator.storage.getDirectory()); \
    return [rows, bytes, Object.keys(localStorage).sort().join(), document.cookie];";

/// Row F61.
async fn emptied_by_leave(
    stage: &Stage,
    server: &Server,
    a: &Browser,
    desk: &Browser,
    inspection: &str,
) -> Result<()> {
    a.cut_sync(true).await?;
    checklist(a, inspection).await?;
    let open = a.see_ids("answer-").await?;
    let item = open
        .iter()
        .rev()
        .find_map(|id| id.strip_prefix("answer-")?.strip_suffix("-bad"));
    let item = item.expect("an item to answer").to_owned();
    a.tap_id(&format!("answer-{item}-bad")).await?;
    tablet::see_saved(a, &item).await?;
    tablet::go(a, "/device").await?;
    a.see_id("leave-blocked").await?;
    ensure!(
        !a.has_id("leave-start").await?,
        "unsent work: there is no way to empty it"
    );
    a.screenshot("tablet-leave-blocked", PORTRAIT).await?;
    by_telephone(server, a, desk).await?;
    a.tap_id("leave-ask").await?;
    a.see_id_within("unlock-waits", LONG).await?;
    let digits = a.words_of("unlock-digits").await?.trim().to_owned();
    judge(desk, &digits).await?;
    a.see_id_within("leave-granted", LONG).await?;
    ensure!(!a.has_id("leave-start").await?, "leave alone empties nothing");
    let files = stage.folder("left")?;
    a.downloads_to(&files).await?;
    a.tap_id("leave-save").await?;
    let file = a.downloaded(&files, ".suicha-export").await?;
    let cut = files.join("cut.suicha-export");
    let bytes = std::fs::read(&file)?;
    std::fs::write(&cut, &bytes[..bytes.len() - 1])?;
    a.see_id("leave-file").await?;
    a.give_file("leave-file", &cut).await?;
    a.see_id("leave-other-file").await?;
    ensure!(
        !a.has_id("leave-start").await?,
        "a copy that is not whole empties nothing"
    );
    a.screenshot("tablet-leave-granted", PORTRAIT).await?;
    a.give_file("leave-file", &file).await?;
    a.see_id("leave-start").await?;
    a.tap_id("leave-start").await?;
    a.see_id("leave-now").await?;
    a.screenshot("tablet-leave-sure", PORTRAIT).await?;
    a.tap_id("leave-now").await?;
    a.see_id_within("wiped", LONG).await?;
    a.screenshot("tablet-wiped", PORTRAIT).await?;
    let left: (u64, u64, String, String) = a.run_promise(LEFT, vec![]).await?;
    ensure!(
        left == (0, 0, "suicha.language".to_owned(), String::new()),
        "nothing of the officer is left but his language: {left:?}"
    );

    let script = "const rows = await (await fetch('/api/v1/devices')).json(); \
        const body = JSON.stringify({ inspector: rows[0].inspector }); \
        const made = await fetch('/api/v1/enrolment-codes', { method: 'POST', body, headers: { 'content-type': 'application/json' } }); \
        return (await made.json()).code;";
    let code: String = desk.run_promise(script, vec![]).await?;
    a.cut_sync(false).await?;
    tablet::enrol(a, server, &code).await?;
    a.expect_no_script_errors().await
}

/// The tablet reaches nobody: six digits one way, eight the other. A fresh page has forgotten it.
async fn by_telephone(server: &Server, a: &Browser, desk: &Browser) -> Result<()> {
    a.devtools(
        "Network.setBlockedURLs",
        json!({ "urls": ["*/api/v1/sync", "*/api/v1/unlock"] }),
    )
    .await?;
    a.tap_id("leave-ask").await?;
    a.see_id_within("unlock-digits", LONG).await?;
    let digits = a.words_of("unlock-digits").await?.trim().to_owned();
    a.fill_id("leave-answer", "0000 0000").await?;
    a.tap_id("leave-answer-take").await?;
    a.see_id_within("leave-fault", LONG).await?;
    a.screenshot("tablet-leave-spoken", PORTRAIT).await?;
    ensure!(!a.has_id("leave-granted").await?, "eight digits of somebody");
    desk.see_id_within("spoken-leave", LONG).await?;
    let device: String = desk
        .run(
            "return document.querySelector('[data-testid=\"spoken-device\"] option:last-child').value;",
            vec![],
        )
        .await?;
    let choose = "const el = document.querySelector('[data-testid=\"spoken-device\"]'); el.value = arguments[0]; \
        el.dispatchEvent(new Event('change', { bubbles: true })); return true;";
    ensure!(desk.run::<bool>(choose, vec![json!(device)]).await?);
    desk.fill_id("spoken-digits", &digits).await?;
    desk.fill_id("spoken-reason", "电话核实（演示）").await?;
    desk.tap_id("spoken-grant").await?;
    desk.see_id_within("spoken-answer", LONG).await?;
    desk.screenshot("office-leave-spoken", PORTRAIT).await?;
    let answer = desk.words_of("spoken-answer").await?;
    a.fill_id("leave-answer", answer.trim()).await?;
    a.tap_id("leave-answer-take").await?;
    a.see_id_within("leave-granted", LONG).await?;
    a.cut_sync(true).await?;
    a.goto(&format!("{}/device", server.origin("tablet-a"))).await?;
    a.see_id_within("pin", LONG).await?;
    a.fill_id("pin", NEW_PIN).await?;
    a.tap_id("unlock").await?;
    a.see_id_gone("unlock").await?;
    tablet::go(a, "/device").await?;
    a.see_id_within("leave-ask", LONG).await
}
