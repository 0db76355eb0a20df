//! A tablet without a network saves its work as an encrypted file and dies; the office imports the file.
use super::{LONG, NOTE, items, look};
use crate::stories::walk::tablet;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use test_support::browser::{Browser, LANDSCAPE, Options};
use test_support::server::Server;
use test_support::stage::Stage;
use test_support::wait::until;

/// Password of every demo account (`sync-server/src/demo/stage.toml`).
const PASSWORD: &str = "demo-suicha-2026";

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_tablets_work_reaches_the_office_in_an_encrypted_file() -> Result<()> {
    let stage = Stage::open().await?;
    let mut server = Server::start(&["demo", "--stage", "drawn"], &stage.folder("data")?).await?;
    let mut a = stage.browser("tablet-a", Options::default()).await?;
    tablet::enrol(&a, &server, &tablet::printed_code(&server, "tablet-a")?).await?;
    a.kept_offline().await?;
    let id = a.first_assigned().await?;
    server.stop()?;
    let files = stage.folder("files")?;
    work(&a, &id, &files).await?;
    let file = export(&a, &files).await.context("the tablet saves a file")?;
    a.expect_no_script_errors().await?;
    let bytes = fs::read(&file)?;
    let hides = |text: &str| !bytes.windows(text.len()).any(|w| w == text.as_bytes());
    ensure!(hides(NOTE) && hides(&id), "the file tells nothing");
    // The tablet never meets the server again.
    a.kill();

    server.start_again().await?;
    let office = stage.browser("office", Options::default()).await?;
    import(&office, &server, &file, &files)
        .await
        .context("the office imports it")?;
    office
        .goto(&server.url(&format!("/office/inspections/{id}")))
        .await?;
    office.see(NOTE).await.context("what the officer wrote")?;
    let loaded =
        "return [...document.images].filter(i => i.src.includes('/blobs/') && i.naturalWidth > 0).length;";
    until("the photo at the office", LONG, || async {
        let scroll = "document.querySelectorAll('img').forEach(i => i.scrollIntoView()); return null;";
        office.run::<Option<bool>>(scroll, vec![]).await?;
        let shown: usize = office.run(loaded, vec![]).await?;
        Ok((shown > 0).then_some(()))
    })
    .await?;
    office.expect_no_script_errors().await
}

/// A problem with a note and a photo.
async fn work(a: &Browser, id: &str, files: &Path) -> Result<()> {
    let item = items(a, id).await?[0].clone();
    a.tap_id(&format!("answer-{item}-bad")).await?;
    a.compose_id(&format!("note-{item}"), "tongdao", NOTE).await?;
    tablet::see_saved(a, &item).await?;
    let picture = files.join("现场.jpg");
    fs::write(&picture, include_bytes!("../../../vectors/photo/site.jpg"))?;
    tablet::go(a, &format!("/field/i/{id}/photo/{item}")).await?;
    a.give_file("photo-import", &picture).await?;
    until("the photo to be kept", LONG, || async {
        Ok((!a.ids("photo-state-").await?.is_empty()).then_some(()))
    })
    .await?;
    a.see_id_gone("photo-keeping").await
}

async fn export(a: &Browser, files: &Path) -> Result<PathBuf> {
    tablet::go(a, "/field/sync").await?;
    a.see_id("export-save").await?;
    ensure!(
        a.data("export-evidence", "aria-checked").await?.as_deref() == Some("true"),
        "photos go along unless somebody says no"
    );
    a.downloads_to(files).await?;
    a.tap_id("export-save").await?;
    a.see_id_within("export-done", LONG).await?;
    look(a, "tablet-export").await?;
    a.downloaded(files, ".suicha-export").await
}

async fn import(office: &Browser, server: &Server, file: &Path, files: &Path) -> Result<()> {
    office.goto(&server.url("/office/hand-in")).await?;
    office.see_id("log-in").await?;
    office.fill_id("log-in-user", "office").await?;
    office.fill_id("log-in-password", PASSWORD).await?;
    office.tap_id("log-in-submit").await?;
    office.see_id("hand-in-file").await?;
    // One byte changed on the way: refused in words, nothing taken in.
    let mut changed = fs::read(file)?;
    changed[100] ^= 1;
    let altered = files.join("改过.suicha-export");
    fs::write(&altered, changed)?;
    office.give_file("hand-in-file", &altered).await?;
    office.see_id("failed").await?;
    look(office, "office-hand-in-refused").await?;
    office.give_file("hand-in-file", file).await?;
    office
        .see_data_within("hand-in-result", "data-good", "true", LONG)
        .await?;
    ensure!(
        office
            .count("[data-testid=\"hand-in-doc\"][data-verdict=\"accepted\"]")
            .await?
            == 1,
        "one inspection with something new"
    );
    look(office, "office-hand-in").await?;
    office
        .run::<Option<bool>>(
            "document.querySelector('[data-testid=\"language-switch\"]').click(); return null;",
            vec![],
        )
        .await?;
    office.see("Everything in the file was taken in").await?;
    office.screenshot("office-hand-in-en", LANDSCAPE).await?;
    office
        .run::<Option<bool>>(
            "document.querySelector('[data-testid=\"language-switch\"]').click(); return null;",
            vec![],
        )
        .await?;
    Ok(())
}
