//! What else is evidence: a copied document, the paper original page by page, a recording that stays on a body camera.
use super::desk::{look, look_at};
use super::tablet;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::path::Path;
use std::time::Duration;
use test_support::browser::Browser;
use test_support::wait::until;

const LONG: Duration = Duration::from_secs(60);

/// All three, for the visit as a whole; and a photo of the seal that will stand for a signature.
pub(super) async fn kept(browser: &Browser, id: &str) -> Result<()> {
    tablet::go(browser, &format!("/field/i/{id}/photo/-")).await?;
    browser.tap_id("camera-open").await?;
    browser.see_id("camera-take").await?;
    browser.tap_id("camera-take").await?;
    are_there(browser, 1).await?;
    browser.tap_id("purpose-copied").await?;
    browser.fill_id("paper-from", "孙示范 会计").await?;
    browser.tap_id("paper-agrees").await?;
    browser.tap_id("camera-take").await?;
    are_there(browser, 2).await?;
    browser.see_id("paper-again").await?;
    browser.tap_id("purpose-paper").await?;
    browser.fill_id("paper-of", "３页").await?;
    browser.see_id("paper-of-error").await?;
    browser.fill_id("paper-of", "３").await?;
    browser.tap_id("camera-take").await?;
    are_there(browser, 3).await?;
    // An original that was begun is gone on with where it was left.
    tablet::go(browser, &format!("/field/i/{id}/words")).await?;
    browser.see_id("remarks").await?;
    tablet::go(browser, &format!("/field/i/{id}/photo/-")).await?;
    browser.tap_id("camera-open").await?;
    browser.see_id("camera-take").await?;
    browser.tap_id("purpose-paper").await?;
    let next = browser.words_of("paper-page").await?;
    ensure!(next == "现在拍第 2 页，共 3 页", "{next}");
    // As fast as one taps: each tap is a page, whatever is still being stored.
    for _ in 0..2 {
        browser.tap_id("camera-take").await?;
    }
    until("the last page to be counted", LONG, || async {
        let said = browser.words_of("paper-page").await?;
        Ok((said == "3 页都已拍下").then_some(()))
    })
    .await?;
    are_there(browser, 5).await?;
    look(browser, "tablet-papers").await?;
    browser.fill_id("camera-no", "DSJ-0417").await?;
    browser.tap_id("camera-begin-now").await?;
    until("the camera's clock to go on", LONG, || async {
        browser.tap_id("camera-end-now").await?;
        Ok((!browser.has_id("camera-unfit").await?).then_some(()))
    })
    .await?;
    browser.fill_id("camera-ahead", "-12").await?;
    browser.tap_id("camera-note").await?;
    are_there(browser, 6).await?;
    // Started twice without a network since: the clock that was compared at departure still is (F19).
    ensure!(
        !browser.text().await?.contains("时间未校准"),
        "the comparison holds"
    );
    look(browser, "tablet-body-camera").await
}

/// The subject's seal on paper stands for a signature: the first photo of the visit shows it.
pub(super) async fn stamped(browser: &Browser, id: &str) -> Result<()> {
    tablet::go(browser, &format!("/field/i/{id}/photo/-")).await?;
    let photos = browser.see_ids("photo-state-").await?;
    let photo = photos.first().context("a photo")?.replace("photo-state-", "");
    tablet::go(browser, &format!("/field/i/{id}/sign/subject")).await?;
    browser.fill_id("signer-name", "赵示范").await?;
    browser.fill_id("signer-position", "安全员").await?;
    browser.choose_id("mark-photo", &photo).await?;
    browser.tap_id("mark-save").await?;
    browser.see_id_gone("mark-save").await
}

/// After the seal: remedies are told, and the body camera's file gets its digest.
pub(super) async fn afterwards(browser: &Browser, id: &str, film: &Path) -> Result<()> {
    tablet::go(browser, &format!("/field/i/{id}/seal")).await?;
    browser.tap_id("remedy-tell-0").await?;
    browser.see_id("remedy-told-0").await?;
    browser.give_file("recording-file-0", film).await?;
    browser.see_id("recording-noted-0").await?;
    // sha256sum(1) of the file given.
    let noted = browser.words_of("recording-noted-0").await?;
    let digest = "dd1d598e0c92a7412ff5cf41a2081f90f7bdeaf614722549de4d03b4eda75437";
    ensure!(noted == digest, "{noted}");
    look(browser, "tablet-afterwards").await?;
    // The day of the order stands in the officer's list, and that somebody looks again.
    tablet::go(browser, "/field").await?;
    let order = format!("today-order-{id}");
    browser.see_id(&order).await?;
    let words = browser.words_of(&order).await?;
    ensure!(
        words.contains("责令 2027-01-10 前改正") && words.contains("复查"),
        "{words:?}"
    );
    look_at(browser, "tablet-today-order", &order).await
}

async fn are_there(browser: &Browser, count: usize) -> Result<()> {
    until("the evidence to be kept", LONG, || async {
        let kept = browser.ids("photo-state-").await?.len();
        ensure!(kept <= count, "{kept} pieces where {count} were taken");
        Ok((kept == count).then_some(()))
    })
    .await?;
    browser.see_id_gone("photo-keeping").await
}

/// Who took the slip is recorded beside the sealed record, and whoever signed is proposed.
pub(crate) async fn copy_given(browser: &Browser) -> Result<()> {
    browser.tap_id("copy-means-paper_slip").await?;
    look_at(browser, "tablet-copy", "copy").await?;
    browser.tap_id("copy-record").await?;
    browser.see_id("act-0").await?;
    let said = browser.words_of("act-0").await?;
    ensure!(said.contains("副本：小票，赵示范 安全员"), "{said:?}");
    look(browser, "tablet-copy-given").await
}

/// An interview, signed by whom it was held with, and an order to put right: part of the record from here on.
pub(super) async fn of_the_visit(browser: &Browser, id: &str) -> Result<()> {
    tablet::go(browser, &format!("/field/i/{id}/papers")).await?;
    browser.tap_id("paper-new-interview").await?;
    browser.see_id("paper-form-0").await?;
    browser
        .fill_id("paper-0-what-0", "通道里的货物是谁放的？")
        .await?;
    browser
        .fill_id("paper-0-says-0", "昨天到的货，还没有搬。")
        .await?;
    browser.see_id("paper-0-sign").await?;
    let state = browser.words_of("paper-state-0").await?;
    ensure!(
        state.contains("没有签名"),
        "an interview that nobody signed is not finished: {state}"
    );
    browser.tap_id("paper-0-sign").await?;
    tablet::write_signature(browser).await?;
    browser.see_id("paper-0-signed").await?;
    browser.tap_id("paper-new-order").await?;
    browser.see_id("paper-form-1").await?;
    browser.fill_id("paper-1-what-0", "疏散通道堆放货物").await?;
    browser.fill_id("paper-1-says-0", "搬走并保持畅通").await?;
    let dated = "const day = document.querySelector('[data-testid=paper-1-deadline]'); day.value = arguments[0]; \
        day.dispatchEvent(new Event('input', { bubbles: true })); return true;";
    browser.run::<bool>(dated, vec![json!("2020-01-01")]).await?;
    browser.see("改正期限早于检查当天").await?;
    browser.run::<bool>(dated, vec![json!("2027-01-10")]).await?;
    until("both papers to be finished", LONG, || async {
        let states = [
            browser.words_of("paper-state-0").await?,
            browser.words_of("paper-state-1").await?,
        ];
        Ok(states.iter().all(|state| state.contains("已填完")).then_some(()))
    })
    .await?;
    look(browser, "tablet-visit-papers").await
}

/// A second of sound or film.
pub(super) async fn record(browser: &Browser, what: &str) -> Result<()> {
    begin_to_record(browser, what).await?;
    browser.tap_id("record-end").await
}

/// Begins, and goes on until a second is recorded.
pub(super) async fn begin_to_record(browser: &Browser, what: &str) -> Result<()> {
    browser.tap_id(what).await?;
    browser.see_id("record-end").await?;
    until("a second to be recorded", LONG, || async {
        let shown = browser.words_of("record-time").await?;
        Ok((!shown.starts_with("0:00")).then_some(()))
    })
    .await
}
