//! Marks on a copy of a photo: by hand with the pen, and without a hand by choosing a place; the original stays. The browser
//! dies between stroke and save, and no stroke that it had called kept is missing.
use super::desk::look;
use super::site::photos;
use super::tablet;
use anyhow::{Context, Result, ensure};
use std::time::Duration;
use test_support::audit::axe;
use test_support::browser::{Browser, LANDSCAPE, PHONE, PORTRAIT};
use test_support::wait::until;

const LONG: Duration = Duration::from_secs(90);

/// The first photo of the page gets an arrow, a circle and words; what was taken back is not on the copy.
pub(super) async fn a_copy(a: &mut Browser, origin: &str) -> Result<()> {
    let before = a.see_ids("photo-state-").await?;
    let begin = a.see_ids("photo-annotate-").await?;
    ensure!(begin.len() == 2, "two pictures, no sound and no film: {begin:?}");
    a.tap_id(&begin[0]).await?;
    a.see_id("annotate-picture").await?;
    counts(a, 0).await?;
    a.draw("annotate-picture", &[&[(0.2, 0.2), (0.4, 0.45)]]).await?;
    counts(a, 1).await?;
    a.tap_id("annotate-tool-circle").await?;
    a.tap_id("annotate-colour-yellow").await?;
    a.draw("annotate-picture", &[&[(0.4, 0.4), (0.7, 0.75)]]).await?;
    a.tap_id("annotate-tool-line").await?;
    a.draw("annotate-picture", &[&[(0.1, 0.9), (0.3, 0.8), (0.5, 0.9)]])
        .await?;
    counts(a, 3).await?;
    a.tap_id("annotate-undo").await?;
    counts(a, 2).await?;
    killed(a, origin, &begin)
        .await
        .context("killed between stroke and save")?;
    a.tap_id("annotate-tool-words").await?;
    a.tap_id("annotate-colour-blue").await?;
    a.fill_id("annotate-words", "证书过期").await?;
    a.choose_id("annotate-spot", "7").await?;
    a.tap_id("annotate-put").await?;
    counts(a, 3).await?;
    a.fill_id("annotate-caption", "箭头和圈指出过期的日期").await?;
    for (way, viewport) in [("wide", LANDSCAPE), ("tall", PORTRAIT), ("phone", PHONE)] {
        let problems = a.survey(viewport, 48).await?;
        a.screenshot(&format!("tablet-annotate-{way}"), viewport).await?;
        ensure!(problems.is_empty(), "{way}:\n{}", problems.join("\n"));
    }
    a.viewport(LANDSCAPE).await?;
    if let Some(axe) = axe()? {
        let barriers = a.audit(&axe, &["light", "dark"]).await?;
        ensure!(barriers.is_empty(), "{}", barriers.join("\n"));
    }
    a.tap_id("annotate-save").await?;
    photos(a, before.len() + 1).await?;
    set_aside(a, &begin[1]).await.context("set aside")?;
    a.see("标注副本，原图摘要").await?;
    let after = a.ids("photo-state-").await?;
    ensure!(
        after[0] == before[0] && after[2..] == before[1..],
        "the copy stands beside its original: {before:?} {after:?}"
    );
    ensure!(
        a.ids("photo-annotate-").await?.len() == 2,
        "a copy is not marked again"
    );
    look(a, "tablet-annotated").await
}

/// Two strokes stand and the browser dies: they are there again, to be gone on with or set aside, and setting aside asks.
async fn killed(a: &mut Browser, origin: &str, begin: &[String]) -> Result<()> {
    kept(a).await?;
    a.kill();
    a.relaunch().await?;
    a.goto(origin).await?;
    tablet::unlock(a).await?;
    let photo = begin[0].replace("photo-annotate-", "");
    a.see_id_within(&format!("unsaved-{photo}"), LONG).await?;
    ensure!(
        a.ids("unsaved-go-on-").await?.len() == 1,
        "nothing was drawn on the other picture"
    );
    look(a, "tablet-annotate-unsaved").await?;
    told_elsewhere(a, &photo)
        .await
        .context("told before the seal and before emptying")?;
    a.tap_id(&format!("unsaved-drop-{photo}")).await?;
    a.see_id("unsaved-drop-confirm").await?;
    look(a, "tablet-annotate-set-aside").await?;
    a.tap_id("unsaved-drop-not").await?;
    a.tap_id(&format!("unsaved-go-on-{photo}")).await?;
    a.see_id("annotate-picture").await?;
    counts(a, 2).await?;
    a.draw("annotate-picture", &[&[(0.5, 0.2), (0.7, 0.3)]]).await?;
    counts(a, 3).await?;
    a.tap_id("annotate-undo").await?;
    counts(a, 2).await
}

/// Whoever is about to seal or to empty the tablet is told of them, and led to them.
async fn told_elsewhere(a: &Browser, photo: &str) -> Result<()> {
    let here = a.path().await?;
    let inspection = here
        .split('/')
        .nth(3)
        .context("the photo page of an inspection")?;
    for (page, picture) in [
        ("/device", "device-leave-drawn"),
        (&format!("/field/i/{inspection}/seal"), "tablet-seal-drawn"),
    ] {
        a.go(page).await?;
        a.see_id(&format!("drawn-{photo}")).await?;
        let show = "document.querySelector('[data-testid^=\"drawn-\"]').scrollIntoView({ block: 'center' }); return null;";
        a.run::<Option<bool>>(show, vec![]).await?;
        look(a, picture).await?;
    }
    a.tap_id(&format!("drawn-go-{photo}")).await?;
    a.see_id(&format!("unsaved-{photo}")).await?;
    ensure!(a.path().await? == here, "the way leads to the photo");
    Ok(())
}

async fn kept(a: &Browser) -> Result<()> {
    until("the strokes to be on the disk", LONG, || async {
        Ok((a.words_of("annotate-draft").await? == "已存本机").then_some(()))
    })
    .await
}

/// What is set aside on the other picture is not offered again.
async fn set_aside(a: &Browser, begin: &str) -> Result<()> {
    a.tap_id(begin).await?;
    a.see_id("annotate-picture").await?;
    a.draw("annotate-picture", &[&[(0.2, 0.2), (0.6, 0.6)]]).await?;
    kept(a).await?;
    a.tap_id("annotate-cancel").await?;
    a.see_id("unsaved-drop-confirm").await?;
    a.tap_id("unsaved-drop-confirm").await?;
    a.see_id_gone("annotate-picture").await?;
    a.tap_id(begin).await?;
    counts(a, 0).await?;
    a.tap_id("annotate-cancel").await?;
    a.see_id_gone("annotate-picture").await?;
    ensure!(
        a.ids("unsaved-").await?.is_empty(),
        "nothing is left to go on with"
    );
    Ok(())
}

async fn counts(a: &Browser, marks: usize) -> Result<()> {
    a.see(&format!("图上有 {marks} 处标注")).await
}
