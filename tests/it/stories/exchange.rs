//! Two tablets of a team agree on site without a network: one is read by the other's camera, the way back is a
//! file, and sealing asks for nothing more about it.
//!
//! The camera is fed with what stands on the colleague's screen, drawn from the page a little turned and dim.
mod carried;

use crate::stories::on_site::common;
use crate::stories::walk::tablet;
use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use serde_json::json;
use std::fs;
use std::path::Path;
use std::time::Duration;
use test_support::browser::{Browser, LANDSCAPE, Options, PORTRAIT};
use test_support::film::{FRAME, film, nothing};
use test_support::server::Server;
use test_support::stage::Stage;
use test_support::wait::until;

const LONG: Duration = Duration::from_secs(90);
const NOTE: &str = "疏散通道被杂物占用，当场拍照并告知负责人。";
const NOT_COMPARED: &str = "[data-code=\"team.not_compared\"]";

#[tokio::test(flavor = "multi_thread")]
async fn two_tablets_agree_on_site_by_camera_and_by_file() -> Result<()> {
    let stage = Stage::open().await?;
    let mut server = Server::start(&["demo", "--stage", "drawn"], &stage.folder("data")?).await?;
    let feed = stage.folder("camera")?.join("colleague.y4m");
    film(&feed, &[nothing()])?;
    let a = stage.browser("tablet-a", Options::filming(&feed)).await?;
    let b = stage.browser("tablet-b", Options::default()).await?;
    for browser in [&a, &b] {
        tablet::enrol(browser, &server, &tablet::printed_code(&server, browser.name())?).await?;
        browser.kept_offline().await?;
    }
    let id = common(&a, &b).await?;
    server.stop()?;
    for browser in [&a, &b] {
        browser.goto(&server.origin(browser.name())).await?;
        tablet::unlock(browser).await?;
    }
    let items = items(&a, &id).await?;
    let (his, mine) = (&items[0], &items[1]);
    b.checklist(&id).await?;
    b.tap_id(&format!("answer-{his}-bad")).await?;
    b.compose_id(&format!("note-{his}"), "tongdao", NOTE).await?;
    tablet::see_saved(&b, his).await?;
    a.tap_id(&format!("answer-{mine}-ok")).await?;
    tablet::see_saved(&a, mine).await?;

    tablet::go(&a, &format!("/field/i/{id}/seal")).await?;
    a.see_id("exceptions").await?;
    ensure!(
        a.count(NOT_COMPARED).await? == 1,
        "sealing asks for the colleague's tablet"
    );
    by_camera(&a, &b, &id, &feed)
        .await
        .context("A reads B's screen")?;
    tablet::go(&a, &format!("/field/i/{id}/inspect/{his}")).await?;
    a.see_data(&format!("item-{his}"), "data-verdict", "problem")
        .await?;
    noted(&a, his, NOTE).await?;
    by_file(&a, &b, &id, &stage.folder("files")?)
        .await
        .context("B takes A's file")?;
    tablet::go(&b, &format!("/field/i/{id}/inspect/{mine}")).await?;
    b.see_data(&format!("item-{mine}"), "data-verdict", "done")
        .await?;

    for browser in [&a, &b] {
        tablet::go(browser, &format!("/field/i/{id}/seal")).await?;
        browser.see_id("seal").await?;
        ensure!(browser.count(NOT_COMPARED).await? == 0, "nothing more is asked");
        browser.see_id("invitation").await?;
        browser.expect_no_script_errors().await?;
    }
    server.start_again().await?;
    before_leaving(&a, &b, &id, &feed)
        .await
        .context("B gets a seat on A's tablet")
}

/// At the office, before they leave: B makes a code at his own tablet, A's camera reads it, B sets his PIN there. No
/// administrator is asked, and the departure check is content.
async fn before_leaving(a: &Browser, b: &Browser, id: &str, feed: &Path) -> Result<()> {
    tablet::go(b, "/device").await?;
    b.see_id_within("own-code-pin", LONG).await?;
    b.fill_id("own-code-pin", tablet::PIN).await?;
    b.tap_id("own-code-make").await?;
    b.see_id_within("own-code-shown", LONG).await?;
    look(b, "tablet-own-code").await?;
    film(feed, &[seen(b, 0.035).await?, seen(b, -0.02).await?])?;
    tablet::go(a, "/field/departure").await?;
    a.see_id_within("seat-colleague", LONG).await?;
    look(a, "tablet-departure-without").await?;
    a.tap_id("seat-colleague").await?;
    a.see_id_within("enrol-scan", LONG).await?;
    look(a, "tablet-enrol-scan").await?;
    a.tap_id("enrol-scan").await?;
    let made = b.data("own-code-shown", "data-code").await?;
    until("the code to be read", LONG, || async {
        let script = "return document.querySelector('[data-testid=\"enrol-code\"]')?.value ?? '';";
        let read: String = a.run(script, vec![]).await?;
        Ok((Some(read) == made).then_some(()))
    })
    .await?;
    a.tap_id("enrol-next").await?;
    a.fill_id("pin-new", tablet::PIN).await?;
    a.fill_id("pin-again", tablet::PIN).await?;
    a.tap_id("enrol-submit").await?;
    a.see_id_gone("enrol-submit").await?;
    tablet::go(a, "/field").await?;
    a.see_id_within(&format!("today-{id}"), LONG).await?;
    tablet::go(a, "/device").await?;
    a.tap_id("lock-here").await?;
    a.see_id_within("officer-0", LONG).await?;
    a.tap_id("officer-0").await?;
    a.see_data_within("officer-0", "aria-pressed", "true", LONG)
        .await?;
    tablet::unlock(a).await?;
    tablet::go(a, "/field/departure").await?;
    let card =
        format!("[data-testid=\"check-{id}\"] [data-testid=\"check-colleague\"][data-light=\"green\"]");
    until("the check to say that he could go on here", LONG, || async {
        Ok((a.count(&card).await? == 1).then_some(()))
    })
    .await?;
    a.expect_no_script_errors().await
}

/// B shows its parts; A's camera films them; A merges.
async fn by_camera(a: &Browser, b: &Browser, id: &str, feed: &Path) -> Result<()> {
    let exchange = format!("/field/i/{id}/exchange");
    tablet::go(b, &exchange).await?;
    b.see_id("mine-qr").await?;
    look(b, "tablet-exchange-code").await?;
    let parts = parts(b).await?;
    ensure!(
        parts.len() > 1,
        "the story needs more than one part, there is {}",
        parts.len()
    );
    film(feed, &parts)?;
    tablet::go(a, &exchange).await?;
    ensure!(digits(a).await? != digits(b).await?, "they differ before");
    a.tap_id("theirs-look").await?;
    a.see_id("theirs-view").await?;
    a.see_id_within("theirs-progress", LONG).await?;
    a.screenshot("tablet-exchange-reading-wide", LANDSCAPE).await?;
    outcome(a, "handover.merged").await?;
    ensure!(
        a.count("[data-compared=\"merged\"]").await? == 1,
        "all of B is here"
    );
    look(a, "tablet-exchange-merged").await?;
    a.expect_no_script_errors().await
}

/// A saves a file, which A itself refuses and B takes: both show the same digits.
async fn by_file(a: &Browser, b: &Browser, id: &str, folder: &Path) -> Result<()> {
    tablet::go(a, &format!("/field/i/{id}/exchange")).await?;
    a.downloads_to(folder).await?;
    a.tap_id("mine-file").await?;
    let file = a.downloaded(folder, ".suicha").await?;
    a.give_file("theirs-file", &file).await?;
    outcome(a, "handover.own").await?;
    let other = folder.join("别的.suicha");
    fs::write(&other, b"no exchange at all")?;
    b.give_file("theirs-file", &other).await?;
    outcome(b, "parts.foreign").await?;
    b.give_file("theirs-file", &file).await?;
    outcome(b, "handover.equal").await?;
    ensure!(
        b.count("[data-compared=\"equal\"]").await? == 1,
        "B says that they agree"
    );
    ensure!(digits(a).await? == digits(b).await?, "and the eye says so too");
    look(b, "tablet-exchange-equal").await
}

/// Items answered by one tap, in the order of the form.
async fn items(tablet: &Browser, id: &str) -> Result<Vec<String>> {
    tablet.checklist(id).await?;
    let answers = tablet.see_ids("answer-").await?;
    let items: Vec<String> = answers
        .iter()
        .filter_map(|id| id.strip_prefix("answer-")?.strip_suffix("-bad"))
        .map(str::to_owned)
        .collect();
    ensure!(items.len() > 1, "two items with a verdict: {items:?}");
    Ok(items)
}

/// The note at an item reads so.
async fn noted(browser: &Browser, item: &str, words: &str) -> Result<()> {
    let script = "return document.querySelector(`[data-testid=\"note-${arguments[0]}\"]`)?.value ?? null;";
    until(&format!("the note at {item}"), LONG, || async {
        let now: Option<String> = browser.run(script, vec![json!(item)]).await?;
        Ok((now.as_deref() == Some(words)).then_some(()))
    })
    .await
}

async fn outcome(browser: &Browser, code: &str) -> Result<()> {
    browser
        .see_data_within("exchange-outcome", "data-code", code, LONG)
        .await
}

async fn digits(browser: &Browser) -> Result<String> {
    browser.words_of("exchange-digits").await
}

/// Pictures of both ways to hold it; every control is large enough, nothing is cut off or untranslated.
async fn look(browser: &Browser, name: &str) -> Result<()> {
    for (way, viewport) in [("wide", LANDSCAPE), ("tall", PORTRAIT)] {
        let problems = browser.survey(viewport, 44).await?;
        browser.screenshot(&format!("{name}-{way}"), viewport).await?;
        ensure!(problems.is_empty(), "{name}:\n{}", problems.join("\n"));
    }
    browser.viewport(LANDSCAPE).await
}

/// Every part on the screen as a camera before it sees it: luminance, row by row.
async fn parts(browser: &Browser) -> Result<Vec<Vec<u8>>> {
    browser.tap_id("mine-pause").await?;
    browser.see_id("mine-next").await?;
    let of: usize = browser
        .data("mine-code", "data-parts")
        .await?
        .context("how many parts there are")?
        .parse()?;
    let mut frames = Vec::new();
    for _ in 0..of {
        let before = browser.data("mine-code", "data-part").await?;
        // A hand is never still.
        for turned in [0.035, -0.02] {
            frames.push(seen(browser, turned).await?);
        }
        browser.tap_id("mine-next").await?;
        until("the next part", LONG, || async {
            let now = browser.data("mine-code", "data-part").await?;
            Ok((now != before).then_some(()))
        })
        .await?;
    }
    browser.tap_id("mine-pause").await?;
    Ok(frames)
}

/// The code as it is drawn, in the page's own colours, turned a little on a grey table.
async fn seen(browser: &Browser, turned: f64) -> Result<Vec<u8>> {
    let script = "const [width, height, turned] = arguments; \
        const svg = document.querySelector('svg.qr'), side = svg.viewBox.baseVal.width; \
        const canvas = Object.assign(document.createElement('canvas'), { width, height }), g = canvas.getContext('2d'); \
        g.fillStyle = '#6a6a6a'; g.fillRect(0, 0, width, height); \
        g.translate(width / 2, height / 2); g.rotate(turned); g.scale(0.88 * height / side, 0.88 * height / side); g.translate(-side / 2, -side / 2); \
        g.globalAlpha = 0.8; \
        g.fillStyle = getComputedStyle(svg.querySelector('rect')).fill; g.fillRect(0, 0, side, side); \
        const ink = svg.querySelector('path'); g.fillStyle = getComputedStyle(ink).fill; g.fill(new Path2D(ink.getAttribute('d'))); \
        const rgba = g.getImageData(0, 0, width, height).data; let text = ''; \
        for (let at = 0; at < rgba.length; at += 4) text += String.fromCharCode(rgba[at]); \
        return btoa(text);";
    let text: String = browser
        .run(script, vec![json!(FRAME.0), json!(FRAME.1), json!(turned)])
        .await?;
    Ok(base64::engine::general_purpose::STANDARD.decode(text)?)
}
