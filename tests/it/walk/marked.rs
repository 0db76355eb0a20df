//! Marks on a copy of a photo: by hand with the pen, and without a hand by choosing a place; the original stays.
use super::desk::look;
use super::site::photos;
use anyhow::{Result, ensure};
use test_support::audit::axe;
use test_support::browser::{Browser, LANDSCAPE, PHONE, PORTRAIT};

/// The first photo of the page gets an arrow, a circle and words; what was taken back is not on the copy.
pub(super) async fn a_copy(a: &Browser) -> Result<()> {
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

async fn counts(a: &Browser, marks: usize) -> Result<()> {
    a.see(&format!("图上有 {marks} 处标注")).await
}
