//! From the tap on an answer to the mark that says it is durable on this tablet.
use super::figures::{Figures, Samples};
use super::scene::Scene;
use super::start::SLOW;
use anyhow::{Context, Result, ensure};
use serde_json::json;

/// Answers open items one tap at a time, half of the taps slowed down. Wants a tablet that is unlocked and without
/// signal, so that nothing but storing goes on.
pub async fn measure(scene: &Scene, taps: usize, figures: &mut Figures) -> Result<()> {
    let mut runs = [Vec::new(), Vec::new()];
    // By turns, an inspection each, so that both see forms of the same fullness.
    for (turn, id) in scene.inspections.iter().enumerate() {
        let slow = turn % 2;
        if runs.iter().all(|run| run.len() >= taps) {
            break;
        }
        scene.tablet.slow_down([1.0, SLOW][slow]).await?;
        let left = taps.saturating_sub(runs[slow].len());
        runs[slow].extend(
            answer(scene, id, left)
                .await
                .with_context(|| format!("inspection {id}"))?,
        );
    }
    scene.tablet.slow_down(1.0).await?;
    let [plain, slow] = runs;
    ensure!(
        plain.len() >= taps && slow.len() >= taps,
        "only {} and {} items were open for {taps} taps each: more inspections are needed",
        plain.len(),
        slow.len()
    );
    let plain = Samples::of(plain).context("taps")?;
    let slow = Samples::of(slow).context("slow taps")?;
    for (words, percent) in [("p50", 50.0), ("p99", 99.0), ("worst", 100.0)] {
        let pair = (plain.percentile(percent), slow.percentile(percent));
        figures.pair("mark", format!("tap to 已存本机, {words}"), "ms", pair);
    }
    figures.note(format!(
        "mark: {taps} taps each at the page's own speed and slowed down {SLOW}× (beside), every one on an item that \
         was open; from the pointer event's own time to the mark in the page (strict transaction and journal done)."
    ));
    Ok(())
}

/// Taps an answer of each open item of the inspection, at most so many; the time each mark took.
pub(super) async fn answer(scene: &Scene, id: &str, most: usize) -> Result<Vec<f64>> {
    let tablet = &scene.tablet;
    tablet.checklist(id).await?;
    let mut took = Vec::new();
    for target in open_taps(scene).await?.into_iter().take(most) {
        let item = target.split('-').nth(1).context("answer-ITEM-VALUE")?.to_owned();
        tablet.tap_id(&target).await?;
        let ms: f64 = scene.recorded(&format!("suichaBench.marks['{item}']")).await?;
        tablet
            .run::<Option<bool>>(
                "delete suichaBench.marks[arguments[0]]; return null;",
                vec![json!(item)],
            )
            .await?;
        took.push(ms);
    }
    Ok(took)
}

/// For every open item that is answered by one tap, its first answer.
async fn open_taps(scene: &Scene) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('article[data-verdict=\"open\"]')].map(el => \
        [...el.querySelectorAll('[data-testid^=\"answer-\"]')].find(e => e.matches('button, [role=radio]') && /^answer-[^-]+-[^-]+$/.test(e.dataset.testid))?.dataset.testid).filter(Boolean);";
    scene.tablet.run(script, vec![]).await
}
