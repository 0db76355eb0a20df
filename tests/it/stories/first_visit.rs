//! What a tablet's first visit costs: the app travels once, though the page and its offline worker both want it. And a
//! first visit of another kind: things found on site are listed and drawn without signal, by dice and by a code that the
//! camera reads.
use crate::stories::walk::{self, desk::look};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;
use test_support::bench::office::with_a_store;
use test_support::browser::{Browser, Options};
use test_support::film::{code, film, nothing};
use test_support::server::Server;
use test_support::stage::{Paths, Stage};
use test_support::wait::until;
use test_support::wire::Wire;

const LONG: Duration = Duration::from_secs(90);
/// Sixteen bytes of the inspected side, in hex.
const THEIRS: &str = "6f1d2c3b4a5968778695a4b3c2d1e0ff";

#[tokio::test(flavor = "multi_thread")]
async fn the_app_travels_once_at_a_tablets_first_visit() -> Result<()> {
    let stage = Stage::open().await?;
    let mut server = Server::start(&["demo", "--stage", "empty"], &stage.folder("data")?).await?;
    let wire = Wire::to(server.address()).await?;
    let feed = stage.folder("camera")?.join("theirs.y4m");
    film(&feed, &[nothing()])?;
    let tablet = stage.browser("tablet-a", Options::filming(&feed)).await?;
    tablet
        .goto(&format!("{}/device/enrol", wire.origin("tablet-a")))
        .await?;
    tablet.see_id_within("enrol-code", LONG).await?;
    tablet.kept_offline().await?;
    wire.quiet_for(Duration::from_millis(500), LONG).await?;
    let passed = wire.take();

    let list = std::fs::read(Paths::find()?.dist.join("precache.json"))?;
    let list: serde_json::Value = serde_json::from_slice(&list)?;
    let files = list["files"].as_array().context("a list of files")?;
    let once: u64 = files.iter().filter_map(|f| f["bytes"].as_u64()).sum();
    let mut fetched: BTreeMap<&str, usize> = BTreeMap::new();
    for line in passed.requests.iter().filter(|r| r.starts_with("GET /assets/")) {
        *fetched.entry(line).or_default() += 1;
    }
    println!(
        "first visit: {} bytes down; the app is {once} bytes; {fetched:?}",
        passed.down
    );
    ensure!(
        fetched.values().all(|times| *times == 1),
        "each once: {fetched:?}"
    );
    ensure!(passed.down < once + once / 4, "{} bytes for {once}", passed.down);

    // What the worker kept is what was released, so the app opens without a network.
    let kept = "const names = await caches.keys(); const cache = await caches.open(names[0]); return (await cache.keys()).length;";
    ensure!(tablet.run_promise::<usize>(kept, vec![]).await? == files.len());

    let one_time = with_a_store(&server).await?;
    tablet.enrol(&wire.origin("tablet-a"), &one_time).await?;
    tablet.assigned(1).await?;
    server.stop()?;
    let inspection = found_and_drawn(&tablet).await?;
    once_more_by_their_code(&tablet, &inspection, &feed).await?;
    tablet.tap_id("to-close").await?;
    tablet.see("演示拖拉机二 · 是否取得号牌").await?;
    tablet.see("351624").await?;
    tablet.see(THEIRS).await?;
    look(&tablet, "found-read-back").await?;

    // The office sees the draw beside the answers, as soon as there is a network again.
    server.start_again().await?;
    walk::tablet::sync(&tablet).await?;
    let desk = stage.browser("office", Options::default()).await?;
    walk::office::log_in(&desk, &server, "office", "/office", "office").await?;
    walk::office::open_inspection(&desk, &inspection).await?;
    desk.see("351624").await?;
    desk.see("已划去：演示拖拉机一（已报废）").await?;
    look(&desk, "found-office").await
}

/// Three drugs in the store, two of them by chance: the list is fixed, the subject throws dice, what was drawn has its
/// own question, and a list that is fixed is not written again.
async fn found_and_drawn(tablet: &Browser) -> Result<String> {
    let inspection = tablet.first_assigned().await?;
    tablet.checklist(&inspection).await?;
    tablet.tap_id("to-found-drugs").await?;
    let goods = ["演示甲药 批号01", "演示乙药 批号02", "演示丙药 批号03"];
    tablet
        .fill(
            "仓库内的兽药（品名、批号），一行写一种，不能遗漏",
            &goods.join("\n"),
        )
        .await?;
    kept_over_the_lock(tablet, goods[2]).await?;
    tablet.tap_id("found-fix").await?;
    let code = tablet.words_of("found-code").await?;
    ensure!(code.len() == 64, "a digest to note down: {code}");
    ensure!(
        !tablet.has_id("found-fix").await?,
        "what is fixed is not fixed again"
    );
    look(tablet, "found-fixed").await?;
    tablet.fill("骰子点数", "35162").await?;
    ensure!(
        !tablet
            .element("[data-testid=\"found-draw\"]")
            .await?
            .is_enabled()
            .await?,
        "five dice are too few"
    );
    tablet.fill("骰子点数", "351624").await?;
    tablet.tap_id("found-draw").await?;
    let drawn = tablet.words_of("found-drawn").await?;
    let named = goods.iter().filter(|name| drawn.contains(**name)).count();
    ensure!(named == 2, "as many as the plan says: {drawn}");
    look(tablet, "found-drawn").await?;
    tablet.tap_id("found-to-items").await?;
    let asked = tablet.see_ids("answer-sd-1@").await?;
    ensure!(asked.len() == 6, "three answers for each of two: {asked:?}");
    tablet.tap_id(&asked[0]).await?;
    look(tablet, "found-items").await?;
    machines(tablet).await?;
    Ok(inspection)
}

/// Two tractors are added and answered apart; one was a mistake and is struck out with its reason.
async fn machines(tablet: &Browser) -> Result<()> {
    for name in ["演示拖拉机一", "演示拖拉机二"] {
        tablet.fill("拖拉机或联合收割机名称", name).await?;
        tablet.tap_id("row-add-machines").await?;
        tablet.see(&format!("{name} · 是否取得号牌")).await?;
    }
    let asked = tablet.see_ids("answer-d12-3@").await?;
    ensure!(asked.len() == 6, "three answers for each of two: {asked:?}");
    tablet.tap_id(&asked[1]).await?;
    let strikes = tablet.see_ids("row-strike-").await?;
    ensure!(strikes.len() == 4, "two drawn, two added: {strikes:?}");
    let first = asked[0]
        .split(['@', '-'])
        .find(|part| part.len() == 16)
        .context("a row")?;
    tablet.tap_id(&format!("row-strike-{first}")).await?;
    tablet.fill("为什么划去（会留在记录里）", "已报废").await?;
    tablet.tap_id("row-strike-yes").await?;
    tablet.see("已划去：演示拖拉机一（已报废）").await?;
    tablet.see_gone("演示拖拉机一 · 是否取得号牌").await?;
    look(tablet, "found-rows").await
}

/// A list that is not fixed yet was on the screen: the lock takes nothing of it.
async fn kept_over_the_lock(tablet: &Browser, last: &str) -> Result<()> {
    until("the typed list to be kept", LONG, || async {
        let said = tablet.words_of("found-kept").await?;
        Ok(said.contains("已存本机").then_some(()))
    })
    .await?;
    tablet.tap_id("lock-now").await?;
    walk::tablet::unlock(tablet).await?;
    tablet.see_id_within("found-kept", LONG).await?;
    let typed = "return document.querySelector('[data-testid=found-names]').value;";
    let typed: String = tablet.run(typed, vec![]).await?;
    ensure!(
        typed.ends_with(last),
        "what was typed is there after the lock: {typed}"
    );
    Ok(())
}

/// Some goods were overlooked: a further list with its reason, and this time the subject shows a code of its own to the
/// camera. A code that holds something else is said to, and the next one is read.
async fn once_more_by_their_code(tablet: &Browser, inspection: &str, feed: &Path) -> Result<()> {
    walk::tablet::go(tablet, &format!("/field/i/{inspection}/found/drugs")).await?;
    tablet.tap_id("found-further").await?;
    tablet.fill("为什么要另抽一次", "后库还有两种没有列明").await?;
    tablet
        .fill_id("found-names", "演示丁药 批号04\n演示戊药 批号05")
        .await?;
    tablet.tap_id("found-fix").await?;
    tablet.see_id("found-scan").await?;
    film(feed, &[code("https://example.org/menu", 0.03)?])?;
    tablet.tap_id("found-scan").await?;
    tablet.see_id_within("found-wrong", LONG).await?;
    tablet.tap_id("found-stop").await?;
    // As a telephone's generator of UUIDs shows it.
    let shown = format!(
        "{}-{}-{}-{}-{}",
        &THEIRS[..8],
        &THEIRS[8..12],
        &THEIRS[12..16],
        &THEIRS[16..20],
        &THEIRS[20..]
    );
    film(
        feed,
        &[
            code(&shown.to_uppercase(), -0.02)?,
            code(&shown.to_uppercase(), 0.035)?,
        ],
    )?;
    tablet.tap_id("found-scan").await?;
    tablet.see_id("found-view").await?;
    tablet.see_id_within("found-read", LONG).await?;
    tablet.see(THEIRS).await?;
    look(tablet, "found-scanned").await?;
    tablet.tap_id("found-draw").await?;
    tablet.see_id_gone("found-draw").await?;
    ensure!(
        tablet.count("[data-testid=\"found-drawn\"]").await? == 2,
        "both draws stand"
    );
    look(tablet, "found-drawn-again").await?;
    tablet.expect_no_script_errors().await?;
    tablet.tap_id("found-to-items").await
}
