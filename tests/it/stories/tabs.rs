//! One tablet, two windows: the second says so, and nothing written in either is lost. Row F15.
use crate::stories::on_site;
use crate::stories::walk::tablet;
use anyhow::{Result, ensure};
use serde_json::json;
use std::time::Duration;
use test_support::browser::{Browser, Options};
use test_support::server::Server;
use test_support::stage::Stage;
use test_support::wait::until;

const LONG: Duration = Duration::from_secs(90);
/// Marks each window makes.
const MARKS: usize = 12;

/// Answers the items of this window again and again, as fast as they are kept; the other window does the same.
const RACE: &str = "const [items, marks] = args; const by = id => document.querySelector(`[data-testid=\"${id}\"]`); \
    const end = {}; const pause = ms => new Promise(done => setTimeout(done, ms)); \
    for (let n = 0; n < marks; n += 1) { const item = items[n % items.length]; const all = ['ok', 'bad', 'na'].filter(v => by(`answer-${item}-${v}`)); \
    const value = all[(n + Math.floor(n / items.length)) % all.length]; \
    by(`answer-${item}-${value}`).click(); end[item] = value; await pause(15); } \
    for (let waits = 0; waits < 500; waits += 1) { if (items.every(item => /已存本机|已接收|已安全/.test(by(`saved-${item}`)?.textContent ?? ''))) return end; await pause(20); } \
    throw new Error('not kept');";

async fn open(tablet: &Browser, origin: &str, inspection: &str) -> Result<()> {
    tablet.goto(origin).await?;
    tablet::unlock(tablet).await?;
    checklist(tablet, inspection).await
}

pub(crate) async fn checklist(tablet: &Browser, inspection: &str) -> Result<()> {
    tablet.checklist(inspection).await
}

pub(crate) async fn picked(tablet: &Browser, item: &str) -> Result<String> {
    let script = "const on = [...document.querySelectorAll(`[data-testid^=\"answer-${arguments[0]}-\"]`)] \
        .find(el => el.getAttribute('aria-pressed') === 'true'); return on ? on.dataset.testid.split('-').pop() : '';";
    tablet.run(script, vec![json!(item)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_windows_of_one_tablet_lose_nothing_and_the_second_says_so() -> Result<()> {
    let stage = Stage::open().await?;
    let mut server = Server::start(&["demo", "--stage", "drawn"], &stage.folder("data")?).await?;
    let mut a = stage.browser("tablet-a", Options::default()).await?;
    let origin = server.origin("tablet-a");
    tablet::enrol(&a, &server, &tablet::printed_code(&server, "tablet-a")?).await?;
    let inspection = a.first_assigned().await?;
    a.kept_offline().await?;
    server.stop()?;
    checklist(&a, &inspection).await?;
    let mut items = on_site::taps(&a).await?;
    items.truncate(6);

    let first = a.web().window().await?;
    let second = a.web().new_tab().await?;
    a.web().switch_to_window(second.clone()).await?;
    open(&a, &origin, &inspection).await?;
    a.see("另一个窗口").await?;

    // The second window's hand runs by itself while the first one's does.
    let start = format!("window.race = (async (args) => {{ {RACE} }})(arguments); return true;");
    a.run::<bool>(&start, vec![json!(items[..3]), json!(MARKS)])
        .await?;
    a.web().switch_to_window(first.clone()).await?;
    let mut end: std::collections::BTreeMap<String, String> =
        a.run_promise(RACE, vec![json!(items[3..]), json!(MARKS)]).await?;
    a.web().switch_to_window(second.clone()).await?;
    end.extend(
        a.run_promise::<std::collections::BTreeMap<String, String>>("return await window.race;", vec![])
            .await?,
    );
    ensure!(end.len() == items.len(), "{end:?}");
    for window in [&first, &second] {
        a.web().switch_to_window(window.clone()).await?;
        for (item, value) in &end {
            until(&format!("both windows to agree on {item}"), LONG, || async {
                Ok((&picked(&a, item).await? == value).then_some(()))
            })
            .await?;
        }
    }
    a.kill();
    a.relaunch().await?;
    open(&a, &origin, &inspection).await?;
    for (item, value) in &end {
        ensure!(
            &picked(&a, item).await? == value,
            "{item} is {value} after a kill"
        );
    }
    ensure!(!a.text().await?.contains("另一个窗口"), "one window again");
    Ok(())
}

/// Row F59: locked by hand in one window, the other locks too; asleep for a night, the first hand in the morning finds it
/// locked, and the other window, where somebody works, stays open; a lock takes the rain guard with it.
#[tokio::test(flavor = "multi_thread")]
async fn locked_by_hand_it_is_locked_in_every_window() -> Result<()> {
    let stage = Stage::open().await?;
    let mut server = Server::start(&["demo", "--stage", "drawn"], &stage.folder("data")?).await?;
    let a = stage.browser("tablet-a", Options::default()).await?;
    let origin = server.origin("tablet-a");
    tablet::enrol(&a, &server, &tablet::printed_code(&server, "tablet-a")?).await?;
    let inspection = a.first_assigned().await?;
    a.kept_offline().await?;
    server.stop()?;
    let first = a.web().window().await?;
    let second = a.web().new_tab().await?;
    a.web().switch_to_window(second.clone()).await?;
    open(&a, &origin, &inspection).await?;

    a.tap_id("lock-now").await?;
    for window in [&second, &first] {
        a.web().switch_to_window(window.clone()).await?;
        a.see_id_within("pin", LONG).await?;
        tablet::unlock(&a).await?;
    }

    // The night: the page's own clock stands still, the wall's does not.
    checklist(&a, &inspection).await?;
    a.tap_id("guard").await?;
    a.see_id("rain").await?;
    let asleep = "const now = Date.now.bind(Date); Date.now = () => now() + 8 * 3600000; return true;";
    a.run::<bool>(asleep, vec![]).await?;
    let touch = "document.dispatchEvent(new Event('pointerdown')); return true;";
    a.run::<bool>(touch, vec![]).await?;
    a.see_id_within("pin", LONG).await?;
    a.web().switch_to_window(second.clone()).await?;
    a.see_id("lock-now").await?;
    a.web().switch_to_window(first).await?;
    tablet::unlock(&a).await?;
    checklist(&a, &inspection).await?;

    // Ten minutes later a hand, ten more minutes: nobody left it alone.
    let later = "const now = Date.now.bind(Date); Date.now = () => now() + 10 * 60000; return true;";
    for _ in 0..2 {
        a.run::<bool>(later, vec![]).await?;
        a.run::<bool>(touch, vec![]).await?;
    }
    ensure!(a.see_id_within("pin", Duration::from_secs(2)).await.is_err());
    a.see_id("lock-now").await?;
    Ok(())
}
