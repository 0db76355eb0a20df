//! A browser that keeps nothing: emptied by itself or by a hand, or refusing storage from the start; and a file that
//! no memory would hold. Said in words, and the server deletes nothing. Rows F12, F14 and F20.
use crate::stories::on_site::{SOON, Site};
use crate::stories::walk::tablet;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::fs;
use test_support::bench::office::another_code;
use test_support::browser::{LANDSCAPE, Options};

/// What a browser takes away when it needs room: everything of the origin but its cookies.
const EVICTED: &str =
    "file_systems,indexeddb,local_storage,service_workers,cache_storage,storage_buckets,shader_cache";

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_keeps_nothing_says_so_and_the_server_keeps_everything() -> Result<()> {
    let mut site = Site::enrolled(None).await?;
    a_whole_book(&site).await.context("F20, a text")?;
    a_huge_file(&site).await.context("F20, a file")?;
    emptied(&mut site).await.context("F12")?;
    refused(&site).await.context("F14")?;
    blocked(&site).await.context("F14, storage switched off")
}

/// Pasted into a note: more than a change may hold (`bounds` in `domain` tries a million).
async fn a_whole_book(site: &Site) -> Result<()> {
    let note = format!("note-{}", site.items[1]);
    site.tap(1).await?;
    site.tablet.fill_id(&note, &"查".repeat(10_001)).await?;
    // Said at the field: one character too many, and what was saved before stays.
    site.reads("多了 1 字").await?;
    site.reads("还没有保存").await?;
    site.tablet.fill_id(&note, "查过").await?;
    site.saved(1).await
}

/// 64 MB, of which the disk holds nothing: larger than any photo, and never read.
async fn a_huge_file(site: &Site) -> Result<()> {
    let photos = format!("/field/i/{}/photo/{}", site.inspection, site.items[0]);
    tablet::go(&site.tablet, &photos).await?;
    site.tablet.see_id("photo-done").await?;
    let count = "window.read = 0; const of = Blob.prototype.arrayBuffer; \
        Blob.prototype.arrayBuffer = function () { window.read += 1; return of.call(this); }";
    site.does(count).await?;
    let huge = site.stage.folder("files")?.join("很大.jpg");
    fs::File::create(&huge)?.set_len(64 << 20)?;
    site.tablet.give_file("photo-import", &huge).await?;
    site.tablet.see_id_within("photo-failed", SOON).await?;
    let said = site.tablet.words_of("photo-failed").await?;
    ensure!(said.contains("太大"), "it says why: {said:?}");
    ensure!(
        site.tablet.run::<u32>("return window.read;", vec![]).await? == 0,
        "and did not read it"
    );
    site.checklist().await
}

/// The PIN of a try to enrol that came to nothing binds nobody: another may be set, and the tablet is enrolled with it.
async fn a_failed_try(site: &Site) -> Result<()> {
    let to_the_pin = async |code: &str| -> Result<()> {
        site.tablet.goto(&format!("{}/device/enrol", site.origin)).await?;
        site.tablet.see_id_within("enrol-code", SOON).await?;
        site.tablet.fill_id("enrol-code", code).await?;
        site.tablet.tap_id("enrol-next").await
    };
    to_the_pin("ZZZZ-ZZZZ-ZZZZ").await?;
    site.tablet.fill_id("pin-new", "847261").await?;
    site.tablet.fill_id("pin-again", "847261").await?;
    site.tablet.tap_id("enrol-submit").await?;
    site.tablet.see_id_within("enrol-failed", SOON).await?;
    to_the_pin("ZZZZ-ZZZZ-ZZZZ").await?;
    site.reads("输入上次登记时设的 PIN").await?;
    site.tablet.tap_id("enrol-other-pin").await?;
    site.tablet.see_id_within("pin-again", SOON).await
}

async fn emptied(site: &mut Site) -> Result<()> {
    site.mark(0).await?;
    tablet::go(&site.tablet, "/field/sync").await?;
    site.tablet.tap_id("sync-now").await?;
    site.reads("已全部上传").await?;
    site.server.stop()?;
    site.checklist().await?;
    site.mark(2).await?;
    site.reads("未上传 1 件").await?;
    site.server.start_again().await?;

    site.elsewhere().await?;
    let clear = json!({ "origin": site.origin, "storageTypes": EVICTED });
    site.tablet.devtools("Storage.clearDataForOrigin", clear).await?;
    site.tablet.goto(&site.origin).await?;
    site.tablet.see_id_within("emptied", SOON).await?;
    site.tablet.screenshot("tablet-emptied", LANDSCAPE).await?;
    let said = site.tablet.words_of("emptied").await?;
    for words in ["清空", "演示平板", "1 件检查", "管理员", "服务器不会因此删除"] {
        ensure!(said.contains(words), "{words:?} is said: {said:?}");
    }
    a_failed_try(site).await.context("a try to enrol that fails")?;
    // Whatever the browser lost, the server has what it received.
    let code = another_code(&site.server).await?;
    site.tablet.enrol(&site.origin, &code).await?;
    site.checklist().await?;
    let item = format!("item-{}", site.items[0]);
    site.tablet
        .see_data_within(&item, "data-verdict", "problem", SOON)
        .await?;

    // Cookies and all: nothing is known any more, and that is said, too.
    site.elsewhere().await?;
    let clear = json!({ "origin": site.origin, "storageTypes": "all" });
    site.tablet.devtools("Storage.clearDataForOrigin", clear).await?;
    site.tablet.goto(&site.origin).await?;
    site.tablet.tap_id("start-tablet").await?;
    site.tablet.see_id_within("enrolled-before", SOON).await?;
    let said = site.tablet.words_of("enrolled-before").await?;
    ensure!(
        said.contains("以前登记过") && said.contains("服务器已接收的都在"),
        "{said:?}"
    );
    Ok(())
}

/// A browser that offers no database at all, as private windows of some do.
async fn refused(site: &Site) -> Result<()> {
    let none = "Object.defineProperty(window, 'indexedDB', { value: undefined });";
    let set = site
        .tablet
        .devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": none }))
        .await?;
    site.tablet.goto(&format!("{}/field", site.origin)).await?;
    site.tablet.see_id_within("unfit-browser.database", SOON).await?;
    let said = site.tablet.words_of("unfit").await?;
    ensure!(
        said.contains("不能用数据库") && said.contains("不能做现场检查"),
        "why, and that nothing can be done here: {said:?}"
    );
    site.tablet.screenshot("tablet-no-database", LANDSCAPE).await?;
    ensure!(
        !site.tablet.has_id("enrol-code").await? && !site.tablet.has_id("today-search").await?,
        "nothing is taken in"
    );
    site.tablet
        .devtools(
            "Page.removeScriptToEvaluateOnNewDocument",
            json!({ "identifier": set["identifier"] }),
        )
        .await?;
    Ok(())
}

/// A real Chromium whose owner forbids sites to keep anything.
async fn blocked(site: &Site) -> Result<()> {
    let profile = site.stage.path().join("profiles/blocked/Default");
    fs::create_dir_all(&profile)?;
    let forbids = json!({ "profile": { "default_content_setting_values": { "cookies": 2 } } });
    fs::write(profile.join("Preferences"), forbids.to_string())?;
    let blocked = site.stage.browser("blocked", Options::default()).await?;
    blocked
        .goto(&format!("{}/field", site.server.origin("blocked")))
        .await?;
    let said = test_support::wait::until("a sentence", SOON, || async {
        let words = blocked.text().await?;
        Ok(words.contains("不能做现场检查").then_some(words))
    })
    .await;
    let said = match said {
        Ok(said) => said,
        Err(error) => return Err(error.context(blocked.text().await?)),
    };
    println!("with storage switched off the page says: {said}");
    ensure!(
        !blocked.has_id("enrol-code").await?,
        "nothing is taken in: {said}"
    );
    Ok(())
}
