//! A new version of the app arrives while a tablet works: it comes whole or not at all, and when the officer says so.
//! Rows F22 and F23.
//!
//! The guards stand in `app/sw.js`, which no switch of the program reaches: the last part serves workers without them
//! and sees the damage.
use crate::stories::on_site::{LONG, Site};
use crate::stories::walk::tablet;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use test_support::stage::Paths;
use test_support::wait::until;

/// A release made from the built one: another page and another journal writer, listed with their digests under
/// another version.
fn release(site: &Site, name: &str) -> Result<PathBuf> {
    let to = site.stage.folder(&format!("release-{name}"))?;
    copy(&Paths::find()?.dist, &to)?;
    let page = fs::read_to_string(to.join("index.html"))?;
    let page = page.replace("<body>", &format!("<body data-release=\"{name}\">"));
    fs::write(to.join("index.html"), &page)?;
    let writer = format!("{}// {name}\n", fs::read_to_string(to.join("journal.js"))?);
    fs::write(to.join("journal.js"), &writer)?;

    let worker = fs::read_to_string(to.join("sw.js"))?;
    let line = |start: &str| {
        worker
            .lines()
            .find_map(|l| l.strip_prefix(start)?.strip_suffix(';'))
    };
    let list = line("const PRECACHE = ").context("the worker lists its files")?;
    let version = line("const VERSION = ").context("the worker has a version")?;
    let mut files: Value = serde_json::from_str(list)?;
    for file in files["files"].as_array_mut().context("a list")? {
        for (path, text) in [("/index.html", &page), ("/journal.js", &writer)] {
            if file["path"] == path {
                file["sha256"] = hex::encode(Sha256::digest(text)).into();
                file["bytes"] = text.len().into();
            }
        }
    }
    let worker = worker
        .replace(list, &files.to_string())
        .replace(version, &format!("\"{name}\""));
    fs::write(to.join("sw.js"), worker)?;
    Ok(to)
}

/// What a captive portal and a line that broke make of it: a page that is none of ours, and half a file.
fn spoil(release: &Path) -> Result<()> {
    fs::write(
        release.join("index.html"),
        "<!doctype html><title>Wi-Fi</title><p>请登录",
    )?;
    let writer = fs::read(release.join("journal.js"))?;
    fs::write(release.join("journal.js"), &writer[..writer.len() / 2])?;
    Ok(())
}

/// Takes something out of a release's worker, or puts something in.
fn change_worker(release: &Path, from: &str, to: &str) -> Result<()> {
    let worker = fs::read_to_string(release.join("sw.js"))?;
    ensure!(worker.contains(from), "the worker has {from:?}");
    fs::write(release.join("sw.js"), worker.replace(from, to))?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let into = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &into)?;
        } else {
            fs::copy(entry.path(), into)?;
        }
    }
    Ok(())
}

/// The browser looks for a newer worker and installs it to the end: `waits`, or `none`.
const UPDATE: &str = "const r = await navigator.serviceWorker.getRegistration(); await r.update().catch(() => {}); \
    const w = r.installing; const over = () => w.state !== 'installing'; \
    if (w && !over()) await new Promise(done => { w.addEventListener('statechange', () => over() && done()); }); \
    return r.waiting ? 'waits' : 'none';";

/// No worker is on its way any more, and the one at work answers this page.
const SETTLED: &str = "const r = await navigator.serviceWorker.getRegistration(); const at = r.active; \
    return !r.installing && !r.waiting && at?.state === 'activated' && navigator.serviceWorker.controller === at;";

/// The version that answers this page.
const VERSION: &str = "const c = new MessageChannel(); const said = new Promise(done => { c.port1.onmessage = e => done(e.data); }); \
    navigator.serviceWorker.controller.postMessage('version', [c.port2]); return await said;";

/// Files whose kept bytes are not those this release's worker lists.
const WRONG: &str = "const text = await (await fetch('/sw.js', { cache: 'no-store' })).text(); const line = s => text.split(s)[1].split(';\\n')[0]; \
    const cache = await caches.open('suicha-' + JSON.parse(line('const VERSION = '))); const wrong = []; \
    for (const file of JSON.parse(line('const PRECACHE = ')).files) { const kept = await cache.match(file.path); \
        const sum = kept && new Uint8Array(await crypto.subtle.digest('SHA-256', await kept.arrayBuffer())); \
        if (!sum || [...sum].map(b => b.toString(16).padStart(2, '0')).join('') !== file.sha256) wrong.push(file.path); } return wrong;";

async fn serve(site: &mut Site, release: &Path) -> Result<String> {
    site.server.stop()?;
    site.server.serve_app(release);
    site.server.start_again().await?;
    site.tablet.run_promise(UPDATE, vec![]).await
}

async fn version(site: &Site) -> Result<String> {
    site.tablet.run_promise(VERSION, vec![]).await
}

/// Which release's page is on the screen; empty for the first.
async fn shown(site: &Site) -> Result<String> {
    site.tablet
        .run("return document.body.dataset.release ?? '';", vec![])
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_version_comes_whole_or_not_at_all_and_only_when_asked_for() -> Result<()> {
    let mut site = Site::enrolled(None).await?;
    site.mark(0).await?;
    let before = version(&site).await?;
    installable(&site).await?;

    // F23: the wrong files come, and nothing of them is kept.
    let broken = release(&site, "broken")?;
    spoil(&broken)?;
    ensure!(serve(&mut site, &broken).await? == "none", "it is not installed");
    site.server.stop()?;
    site.find(&[0])
        .await
        .context("the old version stays whole, without a network")?;
    ensure!(version(&site).await? == before && shown(&site).await?.is_empty());
    site.server.start_again().await?;

    // F22: a whole one waits; a record that is open sees nothing of it, and neither does a reload.
    let whole = release(&site, "whole")?;
    ensure!(serve(&mut site, &whole).await? == "waits");
    site.mark(1).await?;
    ensure!(
        !site.tablet.has_id("update-ready").await?,
        "no question in the middle of a record"
    );
    site.find(&[0, 1]).await?;
    ensure!(
        version(&site).await? == before && shown(&site).await?.is_empty(),
        "a whole old app, never a mixture"
    );
    tablet::go(&site.tablet, "/field").await?;
    site.tablet.see_id_within("update-ready", LONG).await?;
    site.tablet.tap_id("update-now").await?;
    until("the new version to be on the screen", LONG, || async {
        Ok((shown(&site).await? == "whole").then_some(()))
    })
    .await?;
    ensure!(version(&site).await? == "whole");
    let kept: Vec<String> = site
        .tablet
        .run_promise("return await caches.keys();", vec![])
        .await?;
    ensure!(
        kept == ["suicha-whole"],
        "nothing of the old one is left: {kept:?}"
    );
    site.find(&[0, 1]).await?;
    without_the_guards(&mut site).await
}

/// Nothing keeps the app off the tablet's home screen: the browser itself says what would.
async fn installable(site: &Site) -> Result<()> {
    let asked = site.tablet.devtools("Page.getInstallabilityErrors", json!({}));
    let answer = asked.await?;
    ensure!(answer["installabilityErrors"] == json!([]), "{answer}");
    Ok(())
}

/// The same with workers that lack what prevents it.
async fn without_the_guards(site: &mut Site) -> Result<()> {
    let unchecked = release(site, "unchecked")?;
    spoil(&unchecked)?;
    change_worker(&unchecked, "digest === file.sha256", "true")?;
    ensure!(
        serve(site, &unchecked).await? == "waits",
        "the wrong files are taken"
    );
    let wrong: Vec<String> = site.tablet.run_promise(WRONG, vec![]).await?;
    ensure!(wrong.len() == 2, "and kept: {wrong:?}");

    let hasty = release(site, "hasty")?;
    let install = "self.addEventListener(\"install\", (event) => ";
    change_worker(&hasty, install, &format!("{install}self.skipWaiting() && "))?;
    serve(site, &hasty).await?;
    // The browser lets the old worker finish what it has begun, so nobody may keep asking it who it is.
    until("an open record to be taken over", LONG, || async {
        Ok(site
            .tablet
            .run_promise::<bool>(SETTLED, vec![])
            .await?
            .then_some(()))
    })
    .await?;
    ensure!(version(site).await? == "hasty", "by the hasty one");
    ensure!(
        shown(site).await? == "whole",
        "a page of one version, answered by another"
    );
    Ok(())
}
