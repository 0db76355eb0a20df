//! What goes wrong on a tablet at a site: a file that is no picture, a disk that is full.
//!
//! Each gets a sentence, and nothing that was on the screen is lost.
use crate::walk::tablet;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::time::Duration;
use test_support::browser::{Browser, LANDSCAPE, Options};
use test_support::server::Server;
use test_support::stage::Stage;
use test_support::wait::until;

const LONG: Duration = Duration::from_secs(90);
const MB: usize = 1024 * 1024;
/// Room for the app, the reserve of 8 MB, the day's work and a few photos.
const DISK: u64 = 40 * MB as u64;

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_and_a_file_that_is_no_picture_cost_no_mark() -> Result<()> {
    let stage = Stage::open().await?;
    let server = Server::start(&["demo", "--stage", "drawn"], &stage.folder("data")?).await?;
    let a = stage.browser("tablet-a", Options::default()).await?;
    let origin = server.origin("tablet-a");
    a.goto(&format!("{origin}/device/enrol")).await?;
    a.disk_of(&origin, DISK).await?;
    tablet::enrol(&a, &server, &tablet::printed_code(&server, "tablet-a")?).await?;

    let id = a.see_ids("today-t").await?.remove(0).replace("today-", "");
    let item = first_item(&a, &id).await?;
    let photos = format!("/field/i/{id}/photo/{item}");
    let files = stage.folder("files")?;
    let picture = include_bytes!("../vectors/photo/site.jpg");
    let (good, no_picture) = (files.join("现场.jpg"), files.join("不是照片.jpg"));
    fs::write(&good, picture)?;
    fs::write(&no_picture, b"this is no picture")?;

    tablet::go(&a, &photos).await?;
    a.give_file("photo-import", &good).await?;
    kept(&a, 1).await?;
    a.give_file("photo-import", &no_picture).await?;
    a.see_id_within("photo-failed", LONG).await?;
    let said = a.words_of("photo-failed").await?;
    ensure!(said.contains("不是"), "it says that this is no picture: {said:?}");
    a.screenshot("tablet-no-picture", LANDSCAPE).await?;
    kept(&a, 1).await?;

    tablet::go(&a, &format!("/field/i/{id}/inspect")).await?;
    tablet::go(&a, &photos).await?;
    let mut taken = 1;
    while !a.has_id("photo-failed").await? {
        ensure!(taken < 6, "the disk is full at last");
        // A decoder stops at the end of the picture; the disk must take every byte of the original, and the
        // same bytes would take no room twice.
        let huge = files.join(format!("很大{taken}.jpg"));
        fs::write(&huge, [&picture[..], &vec![taken as u8; 14 * MB]].concat())?;
        a.give_file("photo-import", &huge).await?;
        let before = taken;
        taken = until("one more photo, or none", LONG, || async {
            let shown = a.ids("photo-state-").await?.len();
            let over = shown > before || a.has_id("photo-failed").await?;
            Ok(over.then_some(shown))
        })
        .await?;
        a.see_id_gone("photo-keeping").await?;
    }
    let said = a.words_of("photo-failed").await?;
    ensure!(
        said.contains("空间") || said.contains("存储"),
        "it says that the disk is full: {said:?}"
    );
    a.screenshot("tablet-full-disk", LANDSCAPE).await?;
    let shown = a.text().await?;
    ensure!(!shown.contains("没有办成"), "nothing else went wrong: {shown}");

    // A text still finds room, and all of it is there after a reload.
    tablet::go(&a, &format!("/field/i/{id}/inspect")).await?;
    a.tap_id(&format!("answer-{item}-bad")).await?;
    a.compose_id(&format!("note-{item}"), "manle", "磁盘已满仍要记下")
        .await?;
    tablet::see_saved(&a, &item).await?;
    a.reload().await?;
    tablet::unlock(&a).await?;
    tablet::go(&a, &format!("/field/i/{id}/inspect/{item}")).await?;
    a.see_data_within(&format!("item-{item}"), "data-verdict", "problem", LONG)
        .await?;
    tablet::go(&a, &photos).await?;
    kept(&a, taken).await?;
    a.expect_no_script_errors().await
}

/// Packages of a server whose key is not the one the tablet pinned: somebody else's server under the same
/// address, or one that was restored without its keys.
#[tokio::test(flavor = "multi_thread")]
async fn a_package_signed_by_another_key_is_told_and_not_used() -> Result<()> {
    let stage = Stage::open().await?;
    let mut server = Server::start(&["demo", "--stage", "drawn"], &stage.folder("data")?).await?;
    let code = tablet::printed_code(&server, "tablet-a")?;
    server.stop()?;
    // The packages of the drawn tasks are signed already; from now on the server signs with another key.
    let key = server.data().join("keys/package.key");
    fs::write(&key, "5a".repeat(32)).with_context(|| key.display().to_string())?;
    server.start_again().await?;

    let a = stage.browser("tablet-a", Options::default()).await?;
    tablet::enrol(&a, &server, &code).await?;
    tablet::go(&a, "/field/sync").await?;
    a.see_id_within("told-0", LONG).await?;
    let said = a.words_of("told-0").await?;
    ensure!(
        said.contains("不是本机登记时的服务器签发"),
        "it says why: {said:?}"
    );
    a.screenshot("tablet-foreign-package", LANDSCAPE).await?;
    tablet::go(&a, "/field").await?;
    ensure!(a.ids("today-t").await?.is_empty(), "no inspection came of it");
    a.expect_no_script_errors().await
}

/// The first item of the form that is answered by one tap.
async fn first_item(tablet: &Browser, id: &str) -> Result<String> {
    tablet::go(tablet, &format!("/field/i/{id}/inspect")).await?;
    let answer = tablet
        .see_ids("answer-")
        .await?
        .into_iter()
        .find(|id| id.ends_with("-bad"))
        .context("an item with a verdict")?;
    Ok(answer
        .trim_start_matches("answer-")
        .trim_end_matches("-bad")
        .to_owned())
}

/// Exactly so many photos are kept.
async fn kept(tablet: &Browser, photos: usize) -> Result<()> {
    until("the photos", LONG, || async {
        let shown = tablet.ids("photo-state-").await?.len();
        Ok((shown == photos).then_some(()))
    })
    .await?;
    tablet.see_id_gone("photo-keeping").await
}
