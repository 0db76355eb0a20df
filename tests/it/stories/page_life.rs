//! A page that crashes, breaks, hangs, is frozen, thrown away, gone back to or left behind by a newer one: the person
//! is told, and nothing that was shown as saved is missing. Rows F2, F4, F5, F6, F9, F16, F21, F25 and
//! F26.
use crate::stories::on_site::{SOON, Site};
use crate::stories::walk::tablet;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::fs;
use test_support::browser::{LANDSCAPE, PHONE, PORTRAIT};
use test_support::wait::until;

/// The next `n` transactions that write rows never end: each asks itself something again and again, so that neither
/// the browser nor a later transaction gets past it. Waits of ten seconds are made short.
const HANG: &str = "const of = IDBDatabase.prototype; window.left = arguments[0]; window.hung = 0; \
    if (!of.real) { of.real = of.transaction; of.transaction = function (stores, mode, options) { \
        const tx = of.real.call(this, stores, mode, options); \
        if (mode === 'readwrite' && stores === 'rows' && window.left > 0) { window.left -= 1; window.hung += 1; \
            const spin = () => { try { tx.objectStore('rows').get('-').onsuccess = spin; } catch { /* aborted */ } }; spin(); } \
        return tx; }; \
      const wait = window.setTimeout; window.setTimeout = (f, ms, ...a) => wait(f, ms === 10000 ? 400 : ms, ...a); } \
    return null;";

/// The journal's writer hears nothing more: what is written now stays in memory.
const HOLD: &str = "const post = Worker.prototype.postMessage; Worker.prototype.postMessage = function (said, ...more) { \
    if (said?.act !== 'append') post.call(this, said, ...more); }";

/// Row F9: a transaction that never ends is given up, let go of and repeated on a new connection; when that hangs,
/// too, it is said. Row F21: a broken program says so and opens again at the same place. Row F2: a page that crashes
/// while another lives on.
#[tokio::test(flavor = "multi_thread")]
async fn a_hanging_disk_a_broken_program_and_a_crashed_page_cost_no_mark() -> Result<()> {
    let site = Site::arrive().await?;
    site.mark(0).await?;
    hanging(&site).await.context("F9")?;
    broken(&site).await.context("F21")?;
    crashed(&site).await.context("F2")
}

/// A server that asks to come back in ten minutes; how often it was asked.
const BUSY: &str = "window.asked = 0; const real = window.fetch; window.fetch = (ask, ...more) => { \
    if (new URL(ask.url ?? ask, location).pathname !== '/api/v1/sync') return real(ask, ...more); window.asked += 1; \
    return Promise.resolve(new Response('{\"code\":\"server.busy\"}', { status: 503, headers: { 'retry-after': '600' } })); }; \
    dispatchEvent(new Event('online'))";

async fn hanging(site: &Site) -> Result<()> {
    site.does(BUSY).await?;
    until("the server to ask for patience", SOON, || async {
        Ok(site
            .tablet
            .run::<bool>("return window.asked > 0;", vec![])
            .await?
            .then_some(()))
    })
    .await?;
    site.tablet.run::<Option<bool>>(HANG, vec![json!(1)]).await?;
    site.mark(1).await.context("one hangs, the next attempt writes")?;
    site.tablet.run::<Option<bool>>(HANG, vec![json!(2)]).await?;
    site.tap(2).await?;
    site.tablet.see_id_within("not-kept", SOON).await?;
    let said = site.tablet.words_of("not-kept").await?;
    ensure!(
        said.contains("只在屏幕上") && said.contains("浏览器关闭了本机资料"),
        "what happened: {said:?}"
    );
    site.saved(2).await.context("and it is tried again by itself")?;
    site.tablet.see_id_gone("not-kept").await?;
    ensure!(
        site.tablet.run::<u32>("return window.hung;", vec![]).await? == 2,
        "two hung"
    );
    Ok(())
}

async fn broken(site: &Site) -> Result<()> {
    site.checklist().await?;
    let path = site.tablet.path().await?;
    site.does("dispatchEvent(new Event('suicha-break'))").await?;
    site.tablet.see_id_within("broke", SOON).await?;
    site.tablet.screenshot("tablet-broke", LANDSCAPE).await?;
    let said = site.tablet.words_of("broke").await?;
    ensure!(
        said.contains("已存本机") && said.contains("重新打开"),
        "what is safe and what to do: {said:?}"
    );
    site.tablet.tap_id("broke-again").await?;
    tablet::unlock(&site.tablet).await?;
    ensure!(site.tablet.path().await? == path, "at the same place");
    site.find(&[0, 1, 2]).await
}

async fn crashed(site: &Site) -> Result<()> {
    let first = site.tablet.web().window().await?;
    let second = site.tablet.web().new_tab().await?;
    site.does(HOLD).await?;
    site.tap(3).await?;
    until("the mark to be on the screen", SOON, || async {
        Ok(site.is_marked(3).await?.then_some(()))
    })
    .await?;
    let said = site.said_of(3).await?;
    // The driver's connection to the page ends with the page.
    drop(site.tablet.devtools("Page.crash", json!({})).await);
    site.tablet.web().switch_to_window(second).await?;
    site.find(&[0, 1, 2]).await.context("the other tab is alive")?;
    ensure!(
        said.contains("已输入") || site.is_marked(3).await?,
        "shown as {said:?} before the crash, and lost"
    );
    // What is only in memory is not called anything else.
    ensure!(said.contains("已输入"), "{said:?}");
    drop(first);
    Ok(())
}

/// Row F26: turned in the middle of a stroke. Row F25: camera and place refused. Row F4: the system ends the page while
/// its own camera is open. Row F5: hidden, frozen and thrown away in the middle
/// of a word. Row F6: gone back to after somebody else wrote. Row F16: left behind by a newer program.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_was_put_away_has_everything_when_it_comes_back() -> Result<()> {
    let mut site = Site::arrive().await?;
    turned(&site).await.context("F26")?;
    site.checklist().await?;
    site.mark(0).await?;
    without_camera_and_place(&site).await.context("F25")?;
    put_away_for_the_camera(&mut site).await.context("F4")?;
    frozen_and_discarded(&site).await.context("F5")?;
    gone_back_to(&site).await.context("F6")?;
    left_behind(&site).await.context("F16")
}

async fn without_camera_and_place(site: &Site) -> Result<()> {
    for name in ["camera", "geolocation"] {
        let denied = json!({ "permission": { "name": name }, "setting": "denied", "origin": site.origin });
        site.tablet.devtools("Browser.setPermission", denied).await?;
    }
    tablet::go(
        &site.tablet,
        &format!("/field/i/{}/photo/{}", site.inspection, site.items[1]),
    )
    .await?;
    site.tablet.tap_id("camera-open").await?;
    site.tablet.see_id_within("camera-refused", SOON).await?;
    let said = site.tablet.words_of("camera-refused").await?;
    // A machine without a camera says that it has none; the way on is the same.
    ensure!(
        said.contains("相机") && said.contains("系统相机"),
        "why, and another way: {said:?}"
    );
    let picture = site.stage.folder("files")?.join("现场.jpg");
    fs::write(&picture, include_bytes!("../../vectors/photo/site.jpg"))?;
    site.tablet.give_file("photo-file", &picture).await?;
    site.reads("无定位：没有允许定位")
        .await
        .context("the reason stands at the photo")?;
    site.tablet.see_id_gone("photo-keeping").await
}

async fn put_away_for_the_camera(site: &mut Site) -> Result<()> {
    let photos = format!("/field/i/{}/photo/{}", site.inspection, site.items[0]);
    asks_the_system(site, &photos).await?;
    // The system never answers, and the officer goes on: nothing waits for it, and the tablet may lock again.
    tablet::go(&site.tablet, "/field/sync").await?;
    capture_is_noted(site, false).await?;
    asks_the_system(site, &photos).await?;
    site.tablet.kill();
    site.tablet.relaunch().await?;
    site.tablet.goto(&site.origin).await?;
    tablet::unlock(&site.tablet).await?;
    ensure!(site.tablet.path().await? == photos, "the same item");
    site.told("上次拍照时页面被系统关闭了").await?;
    site.find(&[0]).await
}

/// Asks the system's camera for a picture, and waits for the note on the disk that says so.
async fn asks_the_system(site: &Site, photos: &str) -> Result<()> {
    tablet::go(&site.tablet, photos).await?;
    site.tablet.see("系统相机").await?;
    site.tablet
        .devtools("Page.setInterceptFileChooserDialog", json!({ "enabled": true }))
        .await?;
    let middle = "const r = document.querySelector('[data-testid=photo-file]').closest('label'); r.scrollIntoView({ block: 'center' }); \
        const b = r.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2];";
    let (x, y): (f64, f64) = site.tablet.run(middle, vec![]).await?;
    for kind in ["mousePressed", "mouseReleased"] {
        let press = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1 });
        site.tablet.devtools("Input.dispatchMouseEvent", press).await?;
    }
    // The system takes its time to show a camera; a note is on the disk by then.
    capture_is_noted(site, true).await
}

async fn capture_is_noted(site: &Site, wanted: bool) -> Result<()> {
    let noted = "return await new Promise((done, no) => { const ask = indexedDB.open('suicha-field'); ask.onerror = no; \
        ask.onsuccess = () => { const get = ask.result.transaction('plain').objectStore('plain').get('capture'); \
        get.onsuccess = () => { ask.result.close(); done(get.result === 'pending'); }; }; });";
    let what = format!("a capture under way to be noted: {wanted}");
    until(&what, SOON, || async {
        let said: bool = site.tablet.run_promise(noted, vec![]).await?;
        Ok((said == wanted).then_some(()))
    })
    .await
}

/// The quarter of a second after which typed words are handed on never ends: timers of a page out of sight may stand
/// still.
const NO_PAUSE: &str =
    "const wait = window.setTimeout; window.setTimeout = (f, ms, ...a) => ms === 250 ? 0 : wait(f, ms, ...a)";

async fn frozen_and_discarded(site: &Site) -> Result<()> {
    // Made before, so that the field keeps the focus: leaving it hands on what was typed, too.
    let first = site.tablet.web().window().await?;
    let second = site.tablet.web().new_tab().await?;
    site.tablet.web().switch_to_window(first).await?;
    site.does(NO_PAUSE).await?;
    site.tablet
        .compose_id(&format!("note-{}", site.items[0]), "xie", "写到一半")
        .await?;
    // Out of sight comes before frozen (page lifecycle of the W3C): the driver keeps a page in sight, so it is said here.
    let hidden = "Object.defineProperty(document, 'hidden', { get: () => true, configurable: true }); \
        Object.defineProperty(document, 'visibilityState', { get: () => 'hidden', configurable: true }); \
        document.dispatchEvent(new Event('visibilitychange'))";
    site.does(hidden).await?;
    let note = format!("saved-note-{}", site.items[0]);
    let kept = until("the words to be kept, out of sight", SOON, || async {
        Ok(site
            .tablet
            .words_of(&note)
            .await?
            .contains("已存本机")
            .then_some(()))
    })
    .await;
    site.tablet
        .devtools("Page.setWebLifecycleState", json!({ "state": "frozen" }))
        .await?;
    site.tablet.web().close_window().await?;
    site.tablet.web().switch_to_window(second).await?;
    site.find(&[0]).await?;
    kept?;
    ensure!(site.note(0).await? == "写到一半", "nothing waited in memory");
    Ok(())
}

/// This tab says nothing to others: a page that stands still in the browser's cache hears nothing either.
const DUMB: &str = "BroadcastChannel.prototype.postMessage = () => {}";

async fn gone_back_to(site: &Site) -> Result<()> {
    let (first, second) = site.second_tab().await?;
    site.find(&[0]).await?;
    site.does(DUMB).await?;
    site.mark(4).await?;
    site.tablet.web().switch_to_window(first).await?;
    ensure!(!site.is_marked(4).await?, "the first page heard nothing of it");
    site.does("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
        .await?;
    until("the page to show what the disk says", SOON, || async {
        Ok(site.is_marked(4).await?.then_some(()))
    })
    .await?;
    ensure!(site.note(0).await? == "写到一半");
    site.mark(5).await.context("and to go on")?;
    site.tablet.web().switch_to_window(second).await?;
    Ok(())
}

async fn left_behind(site: &Site) -> Result<()> {
    // A newer program, in the second tab, makes its database: the old one must let go of it.
    site.elsewhere().await?;
    let newer = "return await new Promise((done, no) => { const ask = indexedDB.open('suicha-field', 2); \
        ask.onblocked = () => done('blocked'); ask.onerror = () => no(ask.error); \
        ask.onsuccess = () => { ask.result.close(); done('open'); }; });";
    let opened: String = site.tablet.run_promise(newer, vec![]).await?;
    ensure!(opened == "open", "the old page lets go: {opened}");
    let windows = site.tablet.web().windows().await?;
    let old = windows.first().context("the first window")?.clone();
    site.tablet.web().switch_to_window(old).await?;
    site.tap(6).await?;
    site.tablet.see_id_within("not-kept", SOON).await?;
    let said = site.tablet.words_of("not-kept").await?;
    ensure!(said.contains("较新版本"), "it says why: {said:?}");
    ensure!(
        site.said_of(6).await?.contains("已输入"),
        "and never more than is true"
    );
    Ok(())
}

async fn turned(site: &Site) -> Result<()> {
    tablet::go(&site.tablet, &format!("/field/i/{}/read-back", site.inspection)).await?;
    let signer = site.tablet.see_ids("sign-").await?.remove(0);
    site.tablet.viewport(LANDSCAPE).await?;
    site.tablet.tap_id(&signer).await?;
    site.tablet.see_id("pad").await?;
    site.tablet.tap_id("pad-full").await?;
    let strokes: [&[(f64, f64)]; 2] = [
        &[(0.2, 0.3), (0.5, 0.3), (0.7, 0.28)],
        &[(0.45, 0.2), (0.44, 0.5), (0.4, 0.7)],
    ];
    site.tablet.draw("pad", &strokes).await?;
    let ink = inked(site).await?;
    ensure!(ink > 100, "there is ink: {ink}");

    pen(site, "mousePressed", 0.55, 0.5).await?;
    pen(site, "mouseMoved", 0.6, 0.55).await?;
    site.tablet.viewport(PORTRAIT).await?;
    until("the pad to be drawn anew", SOON, || async {
        Ok((inked(site).await? > 100).then_some(()))
    })
    .await?;
    pen(site, "mouseMoved", 0.65, 0.6).await?;
    pen(site, "mouseReleased", 0.65, 0.6).await?;
    for left in [3, 2, 1] {
        ensure!(
            !site
                .tablet
                .run::<bool>(
                    "return document.querySelector('[data-testid=pad-undo]').disabled;",
                    vec![]
                )
                .await?,
            "{left} strokes are left to take back"
        );
        site.tablet.tap_id("pad-undo").await?;
    }
    until("no stroke to be left", SOON, || async {
        let off = "return document.querySelector('[data-testid=pad-undo]').disabled;";
        Ok(site.tablet.run::<bool>(off, vec![]).await?.then_some(()))
    })
    .await?;
    for _ in 0..3 {
        site.tablet.tap_id("pad-redo").await?;
    }
    for viewport in [PHONE, LANDSCAPE, PORTRAIT] {
        site.tablet.screenshot("tablet-pad-full", viewport).await?;
    }
    guarded(site).await?;
    site.tablet.tap_id("pad-confirm").await?;
    site.tablet.see_id_gone("pad").await?;
    site.tablet.expect_no_script_errors().await
}

/// The guard against rain: nothing below hears a touch, a short press ends nothing, and what was there is there.
async fn guarded(site: &Site) -> Result<()> {
    site.tablet.tap_id("guard").await?;
    site.tablet.see_id("rain").await?;
    pen(site, "mousePressed", 0.55, 0.5).await?;
    pen(site, "mouseMoved", 0.6, 0.9).await?;
    pen(site, "mouseReleased", 0.6, 0.9).await?;
    site.tablet.screenshot("tablet-rain", PORTRAIT).await?;
    site.tablet.tap_id("rain-first").await?;
    site.tablet.see_id("rain-hold").await?;
    site.tablet.tap_id("rain-hold").await?;
    ensure!(site.tablet.has_id("rain").await?, "a tap is no hold");
    // As long as it takes, by key: what has the focus is held down.
    let focus = "document.querySelector('[data-testid=rain-hold]').focus(); return true;";
    site.tablet.run::<bool>(focus, vec![]).await?;
    let key =
        |kind: &str| json!({ "type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13 });
    site.tablet
        .devtools("Input.dispatchKeyEvent", key("rawKeyDown"))
        .await?;
    site.tablet.see_id_gone("rain").await?;
    site.tablet
        .devtools("Input.dispatchKeyEvent", key("keyUp"))
        .await?;
    let redo = "return document.querySelector('[data-testid=pad-redo]').disabled;";
    ensure!(
        site.tablet.run::<bool>(redo, vec![]).await?,
        "no stroke came and none went"
    );
    Ok(())
}

/// Dark points of the pad.
async fn inked(site: &Site) -> Result<u32> {
    let script = "const c = document.querySelector('[data-testid=pad]'); if (!c.width) return 0; \
        const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0; \
        for (let i = 3; i < d.length; i += 4) if (d[i] > 128 && d[i - 3] < 100) n += 1; return n;";
    site.tablet.run(script, vec![]).await
}

async fn pen(site: &Site, kind: &str, x: f64, y: f64) -> Result<()> {
    let script = "const r = document.querySelector('[data-testid=pad]').getBoundingClientRect(); \
        return [r.x + r.width * arguments[0], r.y + r.height * arguments[1]];";
    let (x, y): (f64, f64) = site.tablet.run(script, vec![json!(x), json!(y)]).await?;
    let down = u32::from(kind != "mouseReleased");
    let params = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": down, "clickCount": 1,
        "pointerType": "pen", "force": 0.5 });
    site.tablet.devtools("Input.dispatchMouseEvent", params).await?;
    Ok(())
}
