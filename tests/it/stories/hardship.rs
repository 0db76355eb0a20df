//! What goes wrong on a tablet at a site: a file that is no picture, a disk that is full.
//!
//! Each gets a sentence, and nothing that was on the screen is lost.
use crate::stories::walk::{site, tablet};
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

/// From now on the reserve is the only room there is: every write is refused until it is given up.
const TO_THE_BRIM: &str = "const of = IDBObjectStore.prototype, put = of.put, post = Worker.prototype.postMessage; let room = false; \
    of.put = function (...a) { if (!room) throw new DOMException('full', 'QuotaExceededError'); return put.apply(this, a); }; \
    Worker.prototype.postMessage = function (said, ...more) { room ||= said?.act === 'remove' && said.dir === 'reserve'; \
        return post.call(this, said, ...more); }; return true;";

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_and_a_file_that_is_no_picture_cost_no_mark() -> Result<()> {
    let stage = Stage::open().await?;
    let server = Server::start(&["demo", "--stage", "drawn"], &stage.folder("data")?).await?;
    let a = stage.browser("tablet-a", Options::default()).await?;
    let origin = server.origin("tablet-a");
    a.goto(&format!("{origin}/device/enrol")).await?;
    a.disk_of(&origin, DISK).await?;
    tablet::enrol(&a, &server, &tablet::printed_code(&server, "tablet-a")?).await?;

    let id = a.first_assigned().await?;
    nothing_new_is_begun(&a, &id).await?;
    let item = first_item(&a, &id).await?;
    let photos = format!("/field/i/{id}/photo/{item}");
    let files = stage.folder("files")?;
    let picture = include_bytes!("../../vectors/photo/site.jpg");
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
    locked_at_once(&a, &files.join("现场又一张.jpg"), &photos).await?;

    tablet::go(&a, &format!("/field/i/{id}/inspect")).await?;
    tablet::go(&a, &photos).await?;
    let mut taken = 2;
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

    // A photo that does not fit gives back what it had taken; the disk is filled to the brim from outside.
    a.expect_no_script_errors().await?;
    a.run::<bool>(TO_THE_BRIM, vec![]).await?;
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
    Ok(())
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

/// Without room for a day's photos no inspection is begun, from the brief or by its address. Then the browser flatters
/// again, so that this one is begun all the same and meets the full disk.
async fn nothing_new_is_begun(tablet: &Browser, id: &str) -> Result<()> {
    // The estimate of a full disk; Chromium answers with ten gigabytes whatever there is.
    let little = "navigator.storage.estimate = async () => ({ quota: 8e9, usage: 7.9e9 }); return true;";
    tablet.run::<bool>(little, vec![]).await?;
    for page in [format!("/field/i/{id}"), format!("/field/i/{id}/inspect")] {
        tablet::go(tablet, &page).await?;
        tablet.see_id_within("no-room", LONG).await?;
        ensure!(!tablet.has_id("to-inspect").await?, "no way in from {page}");
        ensure!(!tablet.has_id("progress").await?, "no checklist at {page}");
    }
    tablet.screenshot("tablet-no-room", LANDSCAPE).await?;
    tablet
        .run::<bool>("return delete navigator.storage.estimate;", vec![])
        .await?;
    tablet::go(tablet, "/field").await
}

/// Without a network a file of the app that is not kept is told, over everything else; its advice, a while with the
/// network and another rehearsal, puts it back.
async fn a_torn_app_is_noticed_and_mended(tablet: &Browser, server: &mut Server) -> Result<()> {
    // The page itself: unlike assets, the browser's own cache does not answer for it without asking.
    let take = "const [name] = (await caches.keys()).filter(n => n.startsWith('suicha-')); \
        return await (await caches.open(name)).delete('/index.html');";
    let there = "const [name] = (await caches.keys()).filter(n => n.startsWith('suicha-')); \
        return !!await (await caches.open(name)).match('/index.html');";
    tablet::go(tablet, "/field/departure").await?;
    server.stop()?;
    ensure!(tablet.run_promise::<bool>(take, vec![]).await?, "it was kept");
    rehearsed(tablet, "没有完整存在本机").await?;
    tablet.see_id_within("must-not-leave", LONG).await?;
    tablet
        .see_data_within("check-app", "data-light", "red", LONG)
        .await?;
    server.start_again().await?;
    rehearsed(tablet, "预演成功").await?;
    ensure!(
        tablet.run_promise::<bool>(there, vec![]).await?,
        "the advice mended it"
    );
    tablet
        .see_data_within("check-app", "data-light", "green", LONG)
        .await
}

async fn rehearsed(tablet: &Browser, says: &str) -> Result<()> {
    tablet.tap_id("rehearse").await?;
    until("the outcome of the rehearsal", LONG, || async {
        let shown = tablet.has_id("rehearsed").await? && tablet.words_of("rehearsed").await?.contains(says);
        Ok(shown.then_some(()))
    })
    .await
}

/// The browser refuses every write: the answer of a full disk, from outside the app.
async fn disk_is_full(tablet: &Browser, full: bool) -> Result<()> {
    let script = "const of = IDBObjectStore.prototype; window.put ??= of.put; \
        of.put = arguments[0] ? () => { throw new DOMException('full', 'QuotaExceededError'); } : window.put; return true;";
    tablet.run::<bool>(script, vec![serde_json::json!(full)]).await?;
    Ok(())
}

/// On a full disk the page says that nothing more is kept, what is, and what to do; with room again all of it is.
async fn says_that_it_waits(tablet: &Browser) -> Result<()> {
    tablet.see_id_within("not-kept", LONG).await?;
    let in_sight = "const r = document.querySelector('[data-testid=\"not-kept\"]').getBoundingClientRect(); \
        return r.top >= 0 && r.bottom <= innerHeight && document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2).closest('[data-testid=\"not-kept\"]') !== null;";
    ensure!(
        tablet.run::<bool>(in_sight, vec![]).await?,
        "whatever the page is scrolled to"
    );
    let said = tablet.words_of("not-kept").await?;
    ensure!(
        said.contains("只在屏幕上") && said.contains("已存本机") && said.contains("腾出空间"),
        "what is safe and what to do: {said:?}"
    );
    Ok(())
}

async fn has_room_again(tablet: &Browser) -> Result<()> {
    disk_is_full(tablet, false).await?;
    tablet.see_id_gone("not-kept").await
}

/// The seal is on the screen, and no seal on this tablet until there is room.
async fn sealed_on_a_full_disk(tablet: &Browser, id: &str) -> Result<()> {
    tablet::go(tablet, &format!("/field/i/{id}/seal")).await?;
    tablet.see_id("seal").await?;
    if !tablet.ids("blocker-").await?.is_empty() && tablet.has_id("exceptions").await? {
        tablet
            .fill_id("exceptions", "另一台平板不在现场，未能比对。")
            .await?;
    }
    disk_is_full(tablet, true).await?;
    tablet.tap_id("seal").await?;
    says_that_it_waits(tablet).await?;
    ensure!(
        tablet.words_of("sealed-state").await?.contains("已输入"),
        "a seal in memory is no seal on this tablet"
    );
    ensure!(
        !tablet.text().await?.contains("记录已经固定"),
        "and is not called one"
    );
    has_room_again(tablet).await?;
    until("the seal to be kept", LONG, || async {
        Ok(tablet
            .words_of("sealed-state")
            .await?
            .contains("已存本机")
            .then_some(()))
    })
    .await
}

/// Rows F7 and F8 where not even the reserve helps: an answer with its note, a signature, a seal.
#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_takes_nothing_is_told_at_a_note_a_signature_and_a_seal() -> Result<()> {
    let stage = Stage::open().await?;
    let mut server = Server::start(&["demo", "--stage", "drawn"], &stage.folder("data")?).await?;
    let mut a = stage.browser("tablet-a", Options::default()).await?;
    tablet::enrol(&a, &server, &tablet::printed_code(&server, "tablet-a")?).await?;
    a.kept_offline().await?;
    a_torn_app_is_noticed_and_mended(&a, &mut server).await?;
    tablet::go(&a, "/field").await?;
    server.stop()?;
    let id = a.first_assigned().await?;
    let item = first_item(&a, &id).await?;
    site::steps(&a).await?;

    disk_is_full(&a, true).await?;
    a.tap_id(&format!("answer-{item}-ok")).await?;
    says_that_it_waits(&a).await?;
    ensure!(
        a.words_of(&format!("saved-{item}")).await?.contains("已输入"),
        "never more than is true"
    );
    a.screenshot("tablet-nothing-kept", LANDSCAPE).await?;
    has_room_again(&a).await?;
    tablet::see_saved(&a, &item).await?;
    tablet::answer_the_rest(&a, &[]).await?;

    let read_back = format!("/field/i/{id}/read-back");
    tablet::go(&a, &read_back).await?;
    a.see_id("read-back").await?;
    site::steps(&a).await?;
    let signers: Vec<String> = a.see_ids("sign-").await?;
    for (nth, signer) in signers
        .iter()
        .filter(|s| !matches!(s.as_str(), "sign-witness" | "sign-guest"))
        .enumerate()
    {
        tablet::go(&a, &read_back).await?;
        a.tap_id(signer).await?;
        if signer == "sign-subject" {
            a.fill_id("signer-name", "赵示范").await?;
            a.fill_id("signer-position", "安全员").await?;
        }
        disk_is_full(&a, nth == 0).await?;
        tablet::write_signature(&a).await?;
        if nth == 0 {
            says_that_it_waits(&a).await?;
            ensure!(
                !a.text().await?.contains("签名已存"),
                "a signature in memory is not kept"
            );
            has_room_again(&a).await?;
        } else {
            a.see_id_gone("pad").await?;
        }
    }

    sealed_on_a_full_disk(&a, &id).await?;
    a.kill();
    a.relaunch().await?;
    a.goto(&server.origin("tablet-a")).await?;
    tablet::unlock(&a).await?;
    tablet::go(&a, &format!("/field/i/{id}/seal")).await?;
    a.see_id_within("sealed", LONG).await?;
    tablet::go(&a, &format!("/field/i/{id}/inspect/{item}")).await?;
    a.see_data_within(&format!("item-{item}"), "data-verdict", "done", LONG)
        .await
}

/// The first item of the form that is answered by one tap.
pub(crate) async fn first_item(tablet: &Browser, id: &str) -> Result<String> {
    tablet.checklist(id).await?;
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

/// Locked right after the tap: the photo is stored first, and is there behind the lock.
async fn locked_at_once(a: &Browser, file: &std::path::Path, photos: &str) -> Result<()> {
    let picture = include_bytes!("../../vectors/photo/site.jpg");
    fs::write(file, [&picture[..], b"another"].concat())?;
    a.give_file("photo-import", file).await?;
    a.tap_id("lock-now").await?;
    tablet::unlock(a).await?;
    tablet::go(a, photos).await?;
    kept(a, 2).await
}
