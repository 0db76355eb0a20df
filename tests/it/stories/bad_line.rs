//! A very slow line, one that is half open, a server of another version, a clock that jumps: said in words, sent in
//! the order that helps, nothing lost. Rows F19, F34, F35 and F38.
use crate::stories::on_site::{LONG, SOON, Site};
use crate::stories::walk::tablet;
use anyhow::{Context, Result, ensure};
use base64::Engine;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs;
use test_support::server::Server;
use test_support::wait::until;
use test_support::wire::Wire;

/// Bytes a second: a line on which an original takes seconds.
const SLOW: u32 = 200_000;

/// A tablet whose line can be hurt.
async fn wired() -> Result<(Site, Wire)> {
    // The wire needs the server's port, the tablet the wire's: it is laid while the server is already there.
    let mut wire = None;
    let lay = |server: &Server| {
        let laid = tokio::task::block_in_place(|| {
            tokio::runtime::Handle::current().block_on(Wire::to(server.address()))
        });
        laid.expect("a free port")
    };
    let cell = std::cell::RefCell::new(&mut wire);
    let origin = |server: &Server| {
        let laid = lay(server);
        let origin = laid.origin("tablet-a");
        **cell.borrow_mut() = Some(laid);
        origin
    };
    let site = Site::enrolled(Some(&origin)).await?;
    Ok((site, wire.context("a wire")?))
}

/// Syncs by hand; what the sync centre says in the end.
async fn synced(site: &Site, says: &str) -> Result<()> {
    tablet::go(&site.tablet, "/field/sync").await?;
    site.tablet.tap_id("sync-now").await?;
    let what = format!("the sync centre to say {says:?}");
    let said = until(&what, SOON, || async {
        Ok(site
            .tablet
            .words_of("sync-state")
            .await?
            .contains(says)
            .then_some(()))
    });
    match said.await {
        Ok(()) => Ok(()),
        Err(error) => Err(error.context(site.tablet.text().await?)),
    }
}

/// All of the inspection has arrived.
async fn received(site: &Site) -> Result<()> {
    tablet::go(&site.tablet, "/field/sync").await?;
    until("everything to be received", LONG, || async {
        let left = site.tablet.words_of("originals-left").await?;
        let typed = site.tablet.words_of("count-on-tablet").await?;
        Ok((left.contains("都已送达") && typed == "0").then_some(()))
    })
    .await
}

/// Row F34: what was marked goes first, then small copies, originals last. Row F35: a line that swallows everything is
/// given up in time. Row F38: a server that no longer understands this app. Row F19: a clock ten years ahead.
#[tokio::test(flavor = "multi_thread")]
async fn a_bad_line_gets_the_record_first_and_every_trouble_is_said() -> Result<()> {
    let (site, wire) = wired().await?;
    slow(&site, &wire).await.context("F34")?;
    swallowed(&site, &wire).await.context("F35")?;
    another_version(&site).await.context("F38")?;
    a_clock_that_jumps(&site).await.context("F19")
}

async fn slow(site: &Site, wire: &Wire) -> Result<()> {
    wire.plug(false);
    let files = site.stage.folder("files")?;
    let mut originals = Vec::new();
    let photos = format!("/field/i/{}/photo/{}", site.inspection, site.items[0]);
    site.mark(0).await?;
    tablet::go(&site.tablet, &photos).await?;
    for nth in 0..3 {
        let bytes = picture(site, nth).await?;
        originals.push(hex::encode(Sha256::digest(&bytes)));
        let file = files.join(format!("现场{nth}.jpg"));
        fs::write(&file, bytes)?;
        site.tablet.give_file("photo-import", &file).await?;
        until("the photo to be kept", LONG, || async {
            let shown = site.tablet.ids("photo-state-").await?.len();
            Ok((shown == nth + 1).then_some(()))
        })
        .await?;
        site.tablet.see_id_gone("photo-keeping").await?;
    }
    wire.slow_down(Some(SLOW));
    wire.take();
    wire.plug(true);
    tablet::go(&site.tablet, "/field/sync").await?;
    site.tablet.tap_id("sync-now").await?;
    received(site).await?;
    let passed = wire.take();
    wire.slow_down(None);

    let first = |what: &dyn Fn(&str) -> bool| passed.requests.iter().position(|r| what(r));
    let is_blob = |r: &str| r.starts_with("PATCH /api/v1/blobs/");
    let is_original = |r: &str| is_blob(r) && originals.iter().any(|sha256| r.ends_with(sha256));
    let is_small = |r: &str| is_blob(r) && !is_original(r);
    let record = first(&|r| r == "POST /api/v1/sync").context("the record is sent")?;
    let (small, original) = (first(&is_small), first(&is_original));
    println!(
        "on {SLOW} bytes a second: {} bytes up in {:?}: {:?}",
        passed.up,
        passed.took(),
        passed.requests
    );
    ensure!(
        small.is_some_and(|at| at > record),
        "the record goes first: {:?}",
        passed.requests
    );
    // The rest of the last small copy may still be on its way when the first original begins.
    let begins = |at: usize| !passed.requests[..at].contains(&passed.requests[at]);
    let late = (0..passed.requests.len())
        .filter(|at| begins(*at) && is_small(&passed.requests[*at]))
        .filter(|at| original.is_none_or(|original| *at > original));
    ensure!(
        late.count() == 0,
        "every small copy begins before any original: {:?}",
        passed.requests
    );
    Ok(())
}

/// A picture that is like no other, as large as one of a tablet's camera shrinks to: noise does not compress.
async fn picture(site: &Site, nth: usize) -> Result<Vec<u8>> {
    let script = "const c = document.createElement('canvas'); c.width = 900; c.height = 700; const x = c.getContext('2d'); \
        const d = x.createImageData(900, 700); let seed = args[0] + 1; \
        for (let i = 0; i < d.data.length; i += 1) { seed = (seed * 1103515245 + 12345) % 2147483648; d.data[i] = i % 4 === 3 ? 255 : seed >> 16; } \
        x.putImageData(d, 0, 0); return c.toDataURL('image/jpeg', 0.8).split(',')[1];";
    let text: String = site.tablet.run_promise(script, vec![json!(nth)]).await?;
    Ok(base64::engine::general_purpose::STANDARD.decode(text)?)
}

async fn swallowed(site: &Site, wire: &Wire) -> Result<()> {
    // A minute of waiting is made half a second, from outside.
    let hurry = "const wait = window.setTimeout; window.setTimeout = (f, ms, ...a) => wait(f, ms === 60000 ? 500 : ms, ...a)";
    site.does(hurry).await?;
    wire.swallow(true);
    synced(site, "没有及时答复").await?;
    wire.swallow(false);
    synced(site, "上次同步成功").await
}

async fn another_version(site: &Site) -> Result<()> {
    // The answer a server gives to a version it does not speak (`routes::field` has it from the real one).
    let stub = "window.real = window.fetch; window.fetch = (ask, ...more) => new URL(ask.url ?? ask, location).pathname === '/api/v1/sync' \
        ? Promise.resolve(new Response(JSON.stringify({ code: 'app.too_old' }), { status: 426 })) : window.real(ask, ...more)";
    site.checklist().await?;
    site.does(stub).await?;
    site.mark(1).await?;
    synced(site, "读不懂这个版本").await?;
    let said = site.tablet.text().await?;
    ensure!(said.contains("更新随查"), "it says what to do: {said}");
    site.checklist().await?;
    ensure!(
        site.said_of(1).await?.contains("已存本机"),
        "on this tablet, and not called received"
    );
    site.does("window.fetch = window.real").await?;
    synced(site, "上次同步成功").await?;
    received(site).await
}

/// The device's clock is this many days off, from the next page on.
async fn clock_off(site: &Site, days: i64) -> Result<()> {
    let source = format!(
        "{{ const off = {days} * 86400000, Real = window.RealDate ?? Date; window.RealDate = Real; \
         window.Date = class extends Real {{ constructor(...a) {{ if (a.length) super(...a); else super(Real.now() + off); }} \
         static now() {{ return Real.now() + off; }} }}; }}"
    );
    let set = site
        .tablet
        .devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": source }),
        )
        .await?;
    ensure!(set["identifier"] != Value::Null);
    Ok(())
}

async fn a_clock_that_jumps(site: &Site) -> Result<()> {
    clock_off(site, 3650).await?;
    site.find(&[0, 1]).await?;
    site.mark(2).await?;
    site.mark(3).await?;
    synced(site, "上次同步成功").await?;
    received(site).await?;
    ensure!(
        site.tablet.text().await?.contains("时间未校准"),
        "the deviation is said"
    );
    // And back, to three days before the truth: what was done ten years later comes first all the same.
    clock_off(site, -3).await?;
    site.find(&[0, 1, 2, 3]).await?;
    let item = &site.items[2];
    site.tablet.tap_id(&format!("answer-{item}-ok")).await?;
    site.saved(2).await?;
    synced(site, "上次同步成功").await?;
    received(site).await?;
    site.tablet.goto(&site.origin).await?;
    tablet::unlock(&site.tablet).await?;
    site.checklist().await?;
    site.tablet
        .see_data_within(&format!("item-{item}"), "data-verdict", "done", SOON)
        .await
        .context("the later word counts, whatever the clock said")
}
