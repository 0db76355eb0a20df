//! The officers' part of the walk: departure, the visit without signal, the way home.
use super::desk::{Team, look, look_at};
use super::{Cast, marked, office, papers, tablet};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::time::Duration;
use test_support::browser::Browser;
use test_support::wait::until;

pub(super) const LONG: Duration = Duration::from_secs(90);

/// 3. Both tablets enrol, set a PIN, download, and pass the departure check; a first sync merges answers.
pub(super) async fn departure(cast: &Cast, team: &Team) -> Result<()> {
    office::log_in(&cast.desk, &cast.server, "admin", "/office", "admin").await?;
    for (place, browser) in cast.tablets().into_iter().enumerate() {
        let code = office::enrolment_code(&cast.desk, team.officer(place)?).await?;
        tablet::enrol(browser, &cast.server, &code).await?;
        let own = if place < 2 { &team.first } else { &team.second };
        browser.see_id_within(&format!("today-{}", own.id), LONG).await?;
        tablet::departure_is_clear(browser)
            .await
            .with_context(|| browser.name().to_owned())?;
    }
    look(&cast.desk, "office-devices").await?;
    look(&cast.a, "tablet-departure").await?;
    // While there is still signal: B answers two items, A finds them merged.
    inspect(&cast.b, &team.first.id).await?;
    cast.b.tap_id("answer-s01-ok").await?;
    cast.b.tap_id("answer-s02-ok").await?;
    saved(&cast.b, "s02").await?;
    tablet::sync(&cast.b).await?;
    tablet::sync(&cast.a).await?;
    inspect(&cast.a, &team.first.id).await?;
    cast.a.see_data("item-s02", "data-verdict", "done").await?;
    let who = cast.a.words_of("who-s01").await?;
    ensure!(
        who.contains(team.officer(1)?),
        "who answered stands at the item: {who:?}"
    );
    Ok(())
}

/// 4 and 5. The server is gone. Reload, open by PIN, work, be killed, go on, sign, seal.
pub(super) async fn visit(cast: &mut Cast, team: &Team) -> Result<()> {
    for browser in [&cast.a, &cast.b, &cast.c] {
        browser.goto(&cast.server.origin(browser.name())).await?;
    }
    tablet::unlock_with_wrong_first(&cast.a).await?;
    tablet::unlock(&cast.b).await?;
    tablet::unlock(&cast.c).await?;
    let id = &team.first.id;
    tablet::go(&cast.a, "/field").await?;
    cast.a
        .tap_id(&format!("today-{id}"))
        .await
        .or_else(|_| Ok::<(), anyhow::Error>(()))?;
    tablet::go(&cast.a, &format!("/field/i/{id}")).await?;
    cast.a.see_id("proof").await?;
    look(&cast.a, "tablet-brief").await?;

    inspect(&cast.a, id).await?;
    steps(&cast.a).await?;
    problem_with_note_and_photos(cast, id)
        .await
        .context("a problem with its evidence")?;
    killed_after_a_mark(cast, id).await.context("5: killed")?;
    tablet::answer_the_rest(&cast.a, &[]).await?;
    words(&cast.a, id).await?;
    papers::of_the_visit(&cast.a, id)
        .await
        .context("the papers of the visit")?;
    papers::kept(&cast.a, id).await.context("papers and recordings")?;
    // B, elsewhere on the site and unaware of what A will seal, finds something else.
    inspect(&cast.b, id).await?;
    cast.b.tap_id("answer-s05-bad").await?;
    cast.b
        .compose_id("note-s05", "zeren", "责任制未覆盖全部岗位")
        .await?;
    saved(&cast.b, "s05").await?;
    sign_and_seal(&cast.a, id, Subject::Signs)
        .await
        .context("sign and seal")?;
    on_paper(&cast.a).await.context("the copy on paper")?;
    papers::afterwards(&cast.a, id, &cast.files.join("现场.jpg"))
        .await
        .context("after the seal")?;
    cannot_inspect(&cast.c, &team.second.id)
        .await
        .context("the second subject")
}

pub(super) async fn inspect(browser: &Browser, id: &str) -> Result<()> {
    browser.checklist(id).await
}

/// Every step of the regime and of the office that is on the page is done.
pub(crate) async fn steps(browser: &Browser) -> Result<()> {
    for step in browser
        .ids("step-")
        .await?
        .into_iter()
        .filter(|id| id.ends_with("-done"))
    {
        browser.tap_id(&step).await?;
    }
    Ok(())
}

async fn problem_with_note_and_photos(cast: &mut Cast, id: &str) -> Result<()> {
    let a = &cast.a;
    a.tap_id("answer-s03-bad").await?;
    a.compose_id("note-s03", "zhengshu", "特种作业证已过期，责令五日内改正")
        .await?;
    saved(a, "s03").await?;
    a.place(34.81, 117.32, 12.0).await?;
    let picture = cast.files.join("现场.jpg");
    fs::write(&picture, include_bytes!("../../../vectors/photo/site.jpg"))?;
    let no_picture = cast.files.join("不是照片.jpg");
    fs::write(&no_picture, b"this is no picture")?;
    tablet::go(a, &format!("/field/i/{id}/photo/s03")).await?;
    a.give_file("photo-import", &picture).await?;
    photos(a, 1).await?;
    a.give_file("photo-import", &no_picture).await?;
    a.tap_id("camera-open").await?;
    a.see_id("camera-take").await?;
    a.tap_id("camera-take").await?;
    photos(a, 2).await?;
    papers::record(a, "record-sound").await?;
    photos(a, 3).await?;
    // Leaving the page in the middle ends the recording and keeps it.
    papers::begin_to_record(a, "record-film").await?;
    look(a, "tablet-photo").await?;
    a.tap_id("photo-done").await?;
    until("the film to be kept", LONG, || async {
        Ok(a.text().await?.contains("未上传 1 件 4 张").then_some(()))
    })
    .await?;
    tablet::go(a, &format!("/field/i/{id}/photo/s03")).await?;
    photos(a, 4).await?;
    let origin = cast.server.origin("tablet-a");
    marked::a_copy(&mut cast.a, &origin).await
}

pub(crate) async fn photos(browser: &Browser, at_least: usize) -> Result<()> {
    until("the photos to be kept", LONG, || async {
        let kept = browser.ids("photo-state-").await?.len();
        Ok((kept >= at_least).then_some(()))
    })
    .await?;
    browser.see_id_gone("photo-keeping").await
}

/// 5. Dead right after a mark is shown as saved: the mark is there and the screen is the same question.
async fn killed_after_a_mark(cast: &mut Cast, id: &str) -> Result<()> {
    inspect(&cast.a, id).await?;
    cast.a.tap_id("answer-s14-ok").await?;
    saved(&cast.a, "s14").await?;
    cast.a.kill();
    cast.a.relaunch().await?;
    cast.a.goto(&cast.server.origin("tablet-a")).await?;
    tablet::unlock(&cast.a).await?;
    cast.a
        .see_data_within("item-s14", "data-verdict", "done", LONG)
        .await?;
    let path = cast.a.path().await?;
    ensure!(
        path.ends_with(&format!("/field/i/{id}/inspect/s14")),
        "the same question is on the screen, not {path}"
    );
    saved(&cast.a, "s14").await
}

pub(crate) async fn words(browser: &Browser, id: &str) -> Result<()> {
    tablet::go(browser, &format!("/field/i/{id}/words")).await?;
    browser
        .compose_id("remarks", "xianchang", "现场检查发现一项问题，已当场告知。")
        .await?;
    browser
        .compose_id("subject-words", "wuyiyi", "情况属实，将按期整改。")
        .await?;
    look(browser, "tablet-words").await
}

/// What the inspected side does at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    Signs,
    /// Signs, and nobody lends the officers a hand.
    SignsAlone,
    /// Refuses; a witness of the office's own rules signs.
    Refuses,
    /// Nobody of it is there.
    Absent,
}

/// Read back, the inspected side, both officers, seal.
pub(crate) async fn sign_and_seal(browser: &Browser, id: &str, subject: Subject) -> Result<()> {
    let read_back = format!("/field/i/{id}/read-back");
    tablet::go(browser, &read_back).await?;
    browser.see_id("read-back").await?;
    steps(browser).await?;
    let officers: Vec<String> = browser
        .see_ids("sign-")
        .await?
        .into_iter()
        .filter(|id| !matches!(id.as_str(), "sign-subject" | "sign-witness" | "sign-guest"))
        .collect();
    ensure!(officers.len() == 2, "two officers sign: {officers:?}");
    match subject {
        Subject::Signs => {
            browser.tap_id("sign-guest").await?;
            browser.fill_id("signer-department", "演示应急局").await?;
            tablet::named_signature(browser, "孙客员", "演示证9001").await?;
            browser.tap_id("interpreter-sign").await?;
            tablet::named_signature(browser, "李译员", "演示应急局聘请").await?;
            browser.tap_id("sign-subject").await?;
            tablet::named_signature(browser, "赵示范", "安全员").await?;
            papers::stamped(browser, id).await.context("a seal on paper")?;
        }
        Subject::SignsAlone => {
            browser.tap_id("sign-subject").await?;
            tablet::named_signature(browser, "赵示范", "安全员").await?;
        }
        // What is refused stands in the record, so the officers sign after it.
        Subject::Refuses => {
            browser.tap_id("refuse").await?;
            browser
                .compose_id("refusal-reason", "buqian", "对第十三项有异议，不签字。")
                .await?;
            look(browser, "tablet-refusal").await?;
            tablet::left_and_found(browser, &read_back).await?;
            browser.tap_id("refusal-witness").await?;
            tablet::named_signature(browser, "钱见证", "园区物业").await?;
        }
        Subject::Absent => {}
    }
    for signer in officers {
        tablet::go(browser, &read_back).await?;
        browser.tap_id(&signer).await?;
        tablet::write_signature(browser).await?;
        browser.see_id_gone("pad").await?;
    }
    seal(browser, id).await
}

/// The subject asks for a copy; nobody answers on the network.
async fn on_paper(browser: &Browser) -> Result<()> {
    let digest = browser.words_of("record-digest").await?;
    browser.tap_id("to-print").await?;
    browser.see_id("paper").await?;
    ensure!(!browser.has_id("paper-draft").await?, "it is sealed");
    browser.see_id("paper-transcribed").await?;
    browser.see_id("paper-each").await?;
    ensure!(
        browser.ids("paper-own").await?.len() == 2,
        "each paper on a sheet of its own"
    );
    browser.see_id("paper-picture").await?;
    ensure!(
        browser.words_of("paper-digest").await?.contains(&digest),
        "known by its seal"
    );
    look(browser, "tablet-print").await?;
    let whole = browser.printed("record-a4").await?;
    ensure!(whole.sheets >= 4 && whole.is_a4(), "{whole:?}");
    browser.tap_id("paper-size-slip").await?;
    let key = browser
        .words_of("paper-key")
        .await?
        .replace('-', "")
        .to_lowercase();
    ensure!(digest.starts_with(&key), "{key:?} opens {digest:?}");
    look(browser, "tablet-slip").await?;
    let slip = browser.printed("record-slip").await?;
    ensure!(slip.sheets == 1 && slip.is_of(80.0, 160.0), "{slip:?}");
    papers::copy_given(browser).await?;
    // What was done after the seal stands behind what was signed.
    browser.tap_id("paper-size-a4").await?;
    browser.see_id("paper-after").await?;
    let after = browser.words_of("paper-after").await?;
    ensure!(
        after.contains("不在签名范围内") && after.contains("副本：小票") && !after.contains("逐页签名"),
        "{after}"
    );
    Ok(())
}

async fn seal(browser: &Browser, id: &str) -> Result<()> {
    tablet::go(browser, &format!("/field/i/{id}/seal")).await?;
    browser.see_id("seal").await?;
    let blockers = browser.ids("blocker-").await?;
    if !blockers.is_empty() && browser.has_id("exceptions").await? {
        browser
            .fill_id("exceptions", "另一台平板不在现场，未能比对。")
            .await?;
    }
    look(browser, "tablet-seal").await?;
    browser.tap_id("seal").await?;
    browser.see_id_within("sealed", LONG).await
}

/// A lawful reason why the subject is not inspected, with its evidence.
pub(crate) async fn cannot_inspect(browser: &Browser, id: &str) -> Result<()> {
    tablet::go(browser, &format!("/field/i/{id}/skip")).await?;
    browser.tap_id("skip-reason-closed").await?;
    browser
        .compose_id("skip-note", "guanting", "门店已上锁停业，向邻近商户核实。")
        .await?;
    browser.tap_id("skip-photos").await?;
    browser.see_id("camera-open").await?;
    browser.no_place().await?;
    browser.tap_id("camera-open").await?;
    browser.tap_id("camera-take").await?;
    photos(browser, 1).await?;
    browser.tap_id("photo-done").await?;
    tablet::go(browser, &format!("/field/i/{id}/skip")).await?;
    look(browser, "tablet-skip").await?;
    let then = browser.words_of("skip-then").await?;
    ensure!(
        then.contains("由审批人审批") && then.contains("抽签结果不变"),
        "who decides, and what becomes of the draw: {then}"
    );
    Ok(())
}

/// 6. The server is back: all merges, the supplement is settled by a person, photos have receipts.
pub(super) async fn home(cast: &Cast, team: &Team) -> Result<()> {
    for browser in [&cast.a, &cast.b, &cast.c, &cast.a] {
        tablet::sync(browser)
            .await
            .with_context(|| browser.name().to_owned())?;
    }
    tablet::go(&cast.a, &format!("/field/i/{}/seal", team.first.id)).await?;
    cast.a.see_id_within("supplement-0", LONG).await?;
    look(&cast.a, "tablet-supplement").await?;
    let open = cast.a.see_ids("supplement-adopt-").await?;
    for supplement in open {
        cast.a.tap_id(&supplement).await?;
        cast.a.see_id_gone(&supplement).await?;
    }
    confirm_skip(cast, team)
        .await
        .context("the second officer confirms the skip")?;
    tablet::sync(&cast.a).await?;
    until("every original to be received", LONG, || async {
        let left = cast.a.words_of("originals-left").await?;
        Ok((left == "原图都已送达").then_some(()))
    })
    .await?;
    ensure!(
        !cast.a.ids("receipt-").await?.is_empty(),
        "photos show when the server received them, by a receipt that was checked"
    );
    look(&cast.a, "tablet-sync").await?;
    // Tablet A took the photos: its colleague's seal page says where they are.
    tablet::go(&cast.b, &format!("/field/i/{}/seal", team.first.id)).await?;
    let elsewhere = cast.b.words_of("elsewhere").await?;
    ensure!(elsewhere.contains("平板上"), "{elsewhere}");
    look_at(&cast.b, "tablet-elsewhere", "elsewhere").await
}

async fn confirm_skip(cast: &Cast, team: &Team) -> Result<()> {
    let id = &team.second.id;
    tablet::sync(&cast.d).await?;
    tablet::go(&cast.d, &format!("/field/i/{id}/skip")).await?;
    cast.d.tap_id("skip-confirm").await?;
    cast.d.see_id_gone("skip-confirm").await?;
    tablet::sync(&cast.d).await?;
    tablet::sync(&cast.c).await?;
    sign_and_seal(&cast.c, id, Subject::Absent).await?;
    tablet::sync(&cast.c).await
}

pub(super) async fn saved(browser: &Browser, item: &str) -> Result<()> {
    tablet::see_saved(browser, item).await
}
