//! What an officer does on the tablet, by the controls of its screens.
use super::desk::look;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::time::Duration;
use test_support::browser::Browser;
use test_support::server::Server;
use test_support::wait::until;

pub(crate) use test_support::tablet::PIN;

const LONG: Duration = Duration::from_secs(90);

/// A control of an open item, read from the screen.
#[derive(Debug, Deserialize)]
struct Open {
    item: String,
    /// `tap`, `date`, `fraction`, `number` or `text`.
    kind: String,
    /// What to tap or fill.
    target: String,
}

/// Enrols by the one-time code and sets a PIN; ends on the day's list.
pub(crate) async fn enrol(tablet: &Browser, server: &Server, code: &str) -> Result<()> {
    tablet.enrol(&server.origin(tablet.name()), code).await
}

/// The one-time code that the demo printed for this tablet.
pub(crate) fn printed_code(server: &Server, name: &str) -> Result<String> {
    let printed = server.printed();
    let address = printed
        .iter()
        .find(|line| line.contains(name) && line.contains("?code="))
        .context("the demo prints an address for the tablet")?;
    let (_, code) = address.split_once("?code=").context("with a code")?;
    Ok(code.trim().to_owned())
}

/// Opens by PIN.
pub(crate) async fn unlock(tablet: &Browser) -> Result<()> {
    tablet.unlock().await
}

/// Opens by PIN; a wrong one first, which loses nothing.
pub(super) async fn unlock_with_wrong_first(tablet: &Browser) -> Result<()> {
    tablet.see_id_within("pin", LONG).await?;
    tablet.fill_id("pin", "000000").await?;
    tablet.tap_id("unlock").await?;
    tablet.see_id_within("unlock-failed", LONG).await?;
    unlock(tablet).await
}

/// Goes to a page of an inspection inside the running app, as a link does.
pub(crate) async fn go(tablet: &Browser, path: &str) -> Result<()> {
    tablet.go(path).await
}

/// Answers every item that is still open, without finding a problem, except those named; and writes the words that any
/// answer makes necessary.
pub(crate) async fn answer_the_rest(tablet: &Browser, except: &[&str]) -> Result<usize> {
    let script = "return [...document.querySelectorAll('article[data-verdict=\"open\"]')].map(el => { \
        const item = el.dataset.testid.slice(5); \
        const taps = [...el.querySelectorAll(`[data-testid^=\"answer-${item}-\"]`)].filter(e => e.matches('button, [role=radio], [role=checkbox]')); \
        if (taps.length) { const pick = taps.find(e => e.dataset.testid === `answer-${item}-ok`) || taps[0]; return { item, kind: 'tap', target: pick.dataset.testid }; } \
        const part = el.querySelector(`[data-testid=\"answer-${item}-part\"]`); if (part) return { item, kind: 'fraction', target: `answer-${item}` }; \
        const field = el.querySelector(`[data-testid=\"answer-${item}\"]`); if (!field) return { item, kind: 'none', target: '' }; \
        const kind = field.type === 'date' ? 'date' : field.inputMode === 'decimal' || field.inputMode === 'numeric' ? 'number' : 'text'; \
        return { item, kind, target: `answer-${item}` }; });";
    let mut answered = 0;
    // Sections may be shown one at a time: go round by the outline until nothing is open.
    let sections = tablet.ids("outline-").await?;
    let rounds: Vec<Option<String>> = if sections.is_empty() {
        vec![None]
    } else {
        sections.into_iter().map(Some).collect()
    };
    let mut tried = Vec::new();
    for section in rounds {
        if let Some(section) = &section {
            tablet.tap_id(section).await?;
        }
        let open: Vec<Open> = tablet.run(script, vec![]).await?;
        for control in open.iter().filter(|o| !except.contains(&o.item.as_str())) {
            match control.kind.as_str() {
                "tap" => tablet.tap_id(&control.target).await?,
                "date" => tablet.fill_id(&control.target, "2026-11-20").await?,
                "fraction" => {
                    tablet.fill_id(&format!("{}-whole", control.target), "12").await?;
                    if !tried.contains(&"fraction") {
                        tried.push("fraction");
                        fits_not(tablet, control, &format!("{}-part", control.target), "13").await?;
                    }
                    tablet.fill_id(&format!("{}-part", control.target), "0").await?;
                }
                "number" => {
                    if !tried.contains(&"number") {
                        tried.push("number");
                        fits_not(tablet, control, &control.target, "3,5").await?;
                    }
                    tablet.fill_id(&control.target, "3").await?;
                }
                "text" => tablet.fill_id(&control.target, "已核查").await?,
                other => anyhow::bail!("item {} has no control ({other})", control.item),
            }
            answered += 1;
        }
    }
    for wanted in tablet.ids("wants-").await? {
        let item = wanted.trim_start_matches("wants-");
        tablet
            .fill_id(&format!("note-{item}"), "现场情况如此，已当面告知")
            .await?;
        tablet.see_id_gone(&wanted).await?;
    }
    Ok(answered)
}

/// What is no answer stays on the screen with its sentence, is not called kept, and leaves the question open.
async fn fits_not(tablet: &Browser, control: &Open, field: &str, typed: &str) -> Result<()> {
    tablet.fill_id(field, typed).await?;
    tablet.see_id(&format!("unfit-{}", control.target)).await?;
    let item = &control.item;
    tablet
        .see_data(&format!("item-{item}"), "data-verdict", "open")
        .await?;
    let said = tablet.words_of(&format!("saved-{item}")).await?;
    anyhow::ensure!(said.contains("已输入"), "{typed} is not kept: {said:?}");
    let script = "return document.querySelector(`[data-testid=\"${arguments[0]}\"]`).value;";
    let stands: String = tablet.run(script, vec![serde_json::json!(field)]).await?;
    anyhow::ensure!(stands == typed, "it stays on the screen: {stands:?}");
    Ok(())
}

/// Signs on the pad with three strokes.
pub(crate) async fn write_signature(tablet: &Browser) -> Result<()> {
    tablet.see_id("pad").await?;
    tablet
        .draw(
            "pad",
            &[
                &[(0.2, 0.3), (0.35, 0.32), (0.5, 0.3), (0.7, 0.28)],
                &[(0.45, 0.2), (0.44, 0.5), (0.4, 0.75)],
                &[(0.5, 0.55), (0.6, 0.62), (0.75, 0.7)],
            ],
        )
        .await?;
    tablet.tap_id("pad-confirm").await
}

/// Waits until the mark at an item says that it is on this tablet.
pub(crate) async fn see_saved(tablet: &Browser, item: &str) -> Result<()> {
    // Never "typed" only: on this tablet, or further.
    const DURABLE: [&str; 3] = ["已存本机", "已接收", "已安全"];
    let id = format!("saved-{item}");
    until(&format!("{id} to be durable"), LONG, || async {
        let word = tablet.words_of(&id).await?;
        Ok(DURABLE.iter().any(|durable| word.contains(durable)).then_some(()))
    })
    .await
}

/// Syncs by hand and waits for the outcome.
pub(crate) async fn sync(tablet: &Browser) -> Result<()> {
    go(tablet, "/field/sync").await?;
    tablet.see_id("sync-now").await?;
    tablet.tap_id("sync-now").await?;
    tablet
        .see_data_within("sync-state", "data-tone", "ok", LONG)
        .await
}

/// Every line of the departure check is green or amber, none is red.
pub(super) async fn departure_is_clear(tablet: &Browser) -> Result<()> {
    go(tablet, "/field/departure").await?;
    tablet.see_id("check-device").await?;
    tablet.tap_id("rehearse").await?;
    tablet.see_id_within("rehearsed", LONG).await?;
    let red: Vec<String> = tablet
        .run(
            "return [...document.querySelectorAll('[data-light=\"red\"]')].map(el => el.innerText);",
            vec![],
        )
        .await?;
    ensure!(red.is_empty(), "the departure check shows red: {red:?}");
    Ok(())
}

/// Signs by name; whoever is no officer has the tablet in his own hands meanwhile.
pub(super) async fn named_signature(browser: &Browser, name: &str, position: &str) -> Result<()> {
    browser.fill_id("signer-name", name).await?;
    browser.fill_id("signer-position", position).await?;
    look(browser, "tablet-sign").await?;
    if !browser.has_id("hand-give").await? {
        // An officer who lends a hand holds a tablet of his own side.
        write_signature(browser).await?;
        return browser.see_id_gone("pad").await;
    }
    // In the other's hands: neither the back button nor a link leads anywhere, until the officer's PIN.
    browser.tap_id("hand-give").await?;
    browser.see_id("hand-given").await?;
    ensure!(
        !browser.has_id("back").await? && !browser.has_id("unsent").await?,
        "nothing leads away"
    );
    let here = browser.path().await?;
    for _ in 0..3 {
        browser
            .run::<bool>("history.back(); return true;", vec![])
            .await?;
        until("the page to stay", LONG, || async {
            Ok((browser.path().await? == here).then_some(()))
        })
        .await?;
    }
    ensure!(browser.has_id("read-back").await?, "what is signed can be read");
    look(browser, "tablet-handed-over").await?;
    write_signature(browser).await?;
    browser.see_id("hand-signed").await?;
    browser.tap_id("hand-back").await?;
    browser.fill_id("hand-pin", "000000").await?;
    browser.tap_id("hand-take").await?;
    browser.see_id_within("hand-failed", LONG).await?;
    browser.fill_id("hand-pin", PIN).await?;
    browser.tap_id("hand-take").await?;
    browser.see_id_gone("hand-signed").await
}

/// The page of a refusal, left before its button: what was typed is there again, and nothing is called a refusal yet.
pub(crate) async fn left_and_found(browser: &Browser, read_back: &str) -> Result<()> {
    go(browser, read_back).await?;
    browser.see_id("refuse").await?;
    ensure!(!browser.has_id("refused").await?, "only typed so far");
    browser.tap_id("refuse").await?;
    let typed =
        "return document.querySelector('[data-testid=refusal-reason]')?.value.includes('第十三项') ?? false;";
    until("what was typed to be there again", LONG, || async {
        Ok(browser.run::<bool>(typed, vec![]).await?.then_some(()))
    })
    .await
}
