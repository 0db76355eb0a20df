//! What a tablet's first visit costs: the app travels once, though the page and its offline worker both want it.
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::time::Duration;
use test_support::browser::Options;
use test_support::server::Server;
use test_support::stage::{Paths, Stage};
use test_support::wire::Wire;

const LONG: Duration = Duration::from_secs(90);

#[tokio::test(flavor = "multi_thread")]
async fn the_app_travels_once_at_a_tablets_first_visit() -> Result<()> {
    let stage = Stage::open().await?;
    let server = Server::start(&["demo", "--stage", "drawn"], &stage.folder("data")?).await?;
    let wire = Wire::to(server.address()).await?;
    let tablet = stage.browser("tablet-a", Options::default()).await?;
    tablet
        .goto(&format!("{}/device/enrol", wire.origin("tablet-a")))
        .await?;
    tablet.see_id_within("enrol-code", LONG).await?;
    tablet
        .run_promise::<bool>("await navigator.serviceWorker.ready; return true;", vec![])
        .await?;
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
    Ok(())
}
