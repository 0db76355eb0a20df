//! The tablet of the survey: enrolled, a record filled in as far as every screen has something to show, sealed.
//!
//! Exists because an empty record hides what overflows. How an officer really works is the walk's story; here
//! answers are given all at once.
use super::surveyor::{FINGER, Surveyor, go, speak};
use super::visits;
use anyhow::{Context, Result};
use std::time::Duration;
use test_support::browser::{Browser, Options, PORTRAIT};
use test_support::server::Server;
use test_support::stage::Stage;
use test_support::wait::until;

const PIN: &str = "294617";
const LONG: Duration = Duration::from_secs(90);
/// The item that gets a problem, a note and a photo.
pub(super) const ITEM: &str = "plan-made";

/// What this story writes: data on every page.
pub(super) const TYPED: [&str; 8] = [NAME, NOTE, OTHER_NOTE, REMARKS, REPLY, SIGNER, POSITION, APART];
const NAME: &str = "演示平板";
const NOTE: &str = "未编制方案，责令限期改正";
const OTHER_NOTE: &str = "应急疏散预案未制定";
const REMARKS: &str = "现场检查发现一项问题，已当场告知。已核查。";
const REPLY: &str = "情况属实，将按期整改。";
const SIGNER: &str = "赵示范";
const POSITION: &str = "安全员";
const APART: &str = "另一台平板不在现场，未能比对。";

/// Gives every open item an answer that finds no problem, by the events its controls send.
const ANSWER_ALL: &str = r#"
const set = (el, text) => { el.value = text; for (const kind of ['input', 'change', 'blur']) el.dispatchEvent(new Event(kind, { bubbles: true })); };
let answered = 0;
for (const el of document.querySelectorAll('article[data-verdict="open"]')) {
  const item = el.dataset.testid.slice(5), find = id => el.querySelector(`[data-testid="${id}"]`);
  const taps = [...el.querySelectorAll(`[data-testid^="answer-${item}-"]`)].filter(e => e.matches('button, [role=radio], [role=checkbox]'));
  const field = find(`answer-${item}`);
  if (taps.length) (taps.find(e => e.dataset.testid === `answer-${item}-ok`) || taps[0]).click();
  else if (find(`answer-${item}-part`)) { set(find(`answer-${item}-whole`), '12'); set(find(`answer-${item}-part`), '0'); }
  else if (field) set(field, field.type === 'date' ? '2026-11-20' : /decimal|numeric/.test(field.inputMode) ? '3' : '已核查');
  answered++;
}
for (const wanted of document.querySelectorAll('[data-testid^="wants-"]')) {
  const note = document.querySelector(`[data-testid="note-${wanted.dataset.testid.slice(6)}"]`);
  if (!note.value) { set(note, '现场情况如此'); answered++; }
}
return answered;
"#;

/// From the enrolment to the seal, looking at every screen on the way, in both languages.
pub(super) async fn work(surveyor: &Surveyor, stage: &Stage, server: &Server, code: &str) -> Result<Browser> {
    let tablet = bare(stage, server, "tablet-a").await?;
    look_before(surveyor, &tablet).await?;
    enrol(surveyor, &tablet, code).await.context("enrolment")?;
    let mine = &surveyor.known("mine")?;
    fill_in(&tablet, stage, mine).await.context("the record")?;
    go(&tablet, &format!("/field/i/{}/read-back", mine)).await?;
    tablet.see_id("read-back").await?;
    let signers = tablet.ids("sign-").await?;
    let own = signers
        .iter()
        .find(|id| !["sign-subject", "sign-witness", "sign-guest"].contains(&id.as_str()));
    surveyor.know(
        "officer",
        own.context("an officer signs")?.trim_start_matches("sign-"),
    );
    for english in [false, true] {
        speak(&tablet, "/device", english).await?;
        surveyor
            .go_round(&tablet, visits::TABLET, english, FINGER)
            .await
            .context("the tablet at work")?;
    }
    speak(&tablet, "/device", false).await?;
    if let Err(error) = seal(&tablet, mine).await {
        tablet.screenshot("survey-stopped", PORTRAIT).await?;
        return Err(error.context(tablet.text().await?).context("the seal"));
    }
    for english in [true, false] {
        speak(&tablet, "/device", english).await?;
        surveyor
            .go_round(&tablet, visits::SEALED, english, FINGER)
            .await
            .context("the tablet after the seal")?;
    }
    Ok(tablet)
}

/// A tablet nobody has enrolled.
async fn bare(stage: &Stage, server: &Server, name: &str) -> Result<Browser> {
    let camera = Options {
        fake_camera: true,
        ..Options::default()
    };
    let tablet = stage.browser(name, camera).await?;
    let origin = server.origin(name);
    tablet
        .grant(&origin, &["durableStorage", "geolocation", "videoCapture"])
        .await?;
    tablet.place(34.81, 117.32, 12.0).await?;
    tablet.goto(&origin).await?;
    Ok(tablet)
}

/// The screens before the enrolment.
async fn look_before(surveyor: &Surveyor, tablet: &Browser) -> Result<()> {
    for english in [true, false] {
        speak(tablet, "/", english).await?;
        surveyor
            .go_round(tablet, visits::BARE_TABLET, english, FINGER)
            .await?;
    }
    Ok(())
}

/// Enrols with the code and sets the PIN.
async fn enrol(surveyor: &Surveyor, tablet: &Browser, code: &str) -> Result<()> {
    go(tablet, "/device/enrol").await?;
    tablet.fill_id("enrol-code", code).await?;
    tablet.fill_id("enrol-name", NAME).await?;
    tablet.tap_id("enrol-next").await?;
    surveyor
        .look(tablet, "/device/pin", "tablet-pin", "pin-new", false, FINGER)
        .await?;
    tablet.fill_id("pin-new", PIN).await?;
    tablet.fill_id("pin-again", PIN).await?;
    tablet.tap_id("enrol-submit").await?;
    tablet.see_id_within("today-search", LONG).await
}

/// Answers, a problem with its note and photo, words, a signature and a refusal.
async fn fill_in(tablet: &Browser, stage: &Stage, id: &str) -> Result<()> {
    go(tablet, &format!("/field/i/{id}/inspect")).await?;
    tablet.see_id("progress").await?;
    let script = "for (const el of document.querySelectorAll('[data-testid^=\"step-\"][data-testid$=\"-done\"]')) el.click(); return null;";
    tablet.run::<Option<bool>>(script, vec![]).await?;
    tablet.tap_id(&format!("answer-{ITEM}-no")).await?;
    tablet.fill_id(&format!("note-{ITEM}"), NOTE).await?;
    answer_all(tablet).await?;
    let picture = stage.folder("files")?.join("现场.jpg");
    std::fs::write(&picture, include_bytes!("../../../vectors/photo/site.jpg"))?;
    for item in [ITEM, "-"] {
        go(tablet, &format!("/field/i/{id}/photo/{item}")).await?;
        tablet.give_file("photo-import", &picture).await?;
        until("the photo to be kept", LONG, || async {
            Ok((!tablet.ids("photo-state-").await?.is_empty()).then_some(()))
        })
        .await?;
    }
    go(tablet, &format!("/field/i/{id}/words")).await?;
    tablet.fill_id("remarks", REMARKS).await?;
    tablet.fill_id("subject-words", REPLY).await?;
    tablet.press("Tab").await
}

async fn answer_all(tablet: &Browser) -> Result<()> {
    // An answer may ask for further ones.
    until("every item to be answered", LONG, || async {
        let open: u32 = tablet.run(ANSWER_ALL, vec![]).await?;
        Ok((open == 0).then_some(()))
    })
    .await
}

/// A tablet of another team: one problem found, nothing closed.
pub(super) async fn elsewhere(surveyor: &Surveyor, stage: &Stage, server: &Server, code: &str) -> Result<()> {
    let tablet = bare(stage, server, "tablet-b").await?;
    enrol(surveyor, &tablet, code).await.context("enrolment")?;
    let id = surveyor.known("fire")?;
    tablet.checklist(&id).await?;
    tablet.tap_id("answer-f02-bad").await?;
    tablet.fill_id("note-f02", OTHER_NOTE).await?;
    for english in [false, true] {
        speak(&tablet, "/device", english).await?;
        surveyor
            .go_round(&tablet, visits::OTHER_TABLET, english, FINGER)
            .await
            .context("the tablet of another team")?;
    }
    Ok(())
}

/// The inspected side and both officers sign, then the seal.
async fn seal(tablet: &Browser, id: &str) -> Result<()> {
    let read_back = format!("/field/i/{id}/read-back");
    go(tablet, &read_back).await?;
    tablet.see_id("read-back").await?;
    let script = "for (const el of document.querySelectorAll('[data-testid^=\"step-\"][data-testid$=\"-done\"]')) el.click(); return null;";
    tablet.run::<Option<bool>>(script, vec![]).await?;
    let mut signers = tablet.ids("sign-").await?;
    signers.retain(|signer| !["sign-witness", "sign-guest"].contains(&signer.as_str()));
    signers.sort_by_key(|signer| signer != "sign-subject");
    for signer in signers {
        go(tablet, &read_back).await?;
        tablet.tap_id(&signer).await?;
        tablet.see_id("pad").await?;
        if signer == "sign-subject" {
            tablet.fill_id("signer-name", SIGNER).await?;
            tablet.fill_id("signer-position", POSITION).await?;
        }
        let hand: [&[(f64, f64)]; 2] = [
            &[(0.2, 0.3), (0.35, 0.32), (0.5, 0.3), (0.7, 0.28)],
            &[(0.45, 0.2), (0.44, 0.5), (0.4, 0.75)],
        ];
        tablet.draw("pad", &hand).await?;
        tablet.tap_id("pad-confirm").await?;
        tablet.see_id_gone("pad").await?;
    }
    go(tablet, &format!("/field/i/{id}/seal")).await?;
    tablet.see_id("seal").await?;
    if tablet.has_id("exceptions").await? {
        tablet.fill_id("exceptions", APART).await?;
    }
    tablet.tap_id("seal").await?;
    tablet.see_id_within("sealed", LONG).await?;
    go(tablet, "/field/sync").await?;
    tablet.tap_id("sync-now").await?;
    tablet
        .see_data_within("sync-state", "data-tone", "ok", LONG)
        .await
}

/// Locked: the address stays, the PIN is asked for; a wrong one is refused in words.
pub(super) async fn locked(surveyor: &Surveyor, tablet: &Browser) -> Result<()> {
    for english in [true, false] {
        speak(tablet, "/device", english).await?;
        tablet.tap_id("lock-now").await?;
        surveyor.go_round(tablet, visits::LOCKED, english, FINGER).await?;
        if english {
            tablet.fill_id("pin", "000000").await?;
            tablet.tap_id("unlock").await?;
            tablet.see_id_within("unlock-failed", LONG).await?;
            surveyor
                .look(
                    tablet,
                    "/device/unlock",
                    "tablet-wrong-pin",
                    "unlock-failed",
                    true,
                    FINGER,
                )
                .await?;
            tablet.tap_id("pin-forgotten").await?;
            tablet.see_id_within("unlock-waits", LONG).await?;
            surveyor
                .look(
                    tablet,
                    "/device/unlock",
                    "tablet-forgotten-pin",
                    "unlock-waits",
                    true,
                    FINGER,
                )
                .await?;
            tablet.tap_id("forgotten-back").await?;
            tablet.fill_id("pin", PIN).await?;
            tablet.tap_id("unlock").await?;
            if let Err(error) = tablet.see_id_gone("unlock").await {
                let told = tablet.script_errors().await?.join("\n");
                return Err(error.context(format!("{}\n{told}", tablet.text().await?)));
            }
        }
    }
    Ok(())
}
