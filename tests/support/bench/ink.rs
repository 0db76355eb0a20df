//! Ink under the pen: whether every pointer event is drawn in the frame it came in.
use super::figures::{Figures, Samples};
use super::scene::Scene;
use super::start::SLOW;
use anyhow::{Context, Result};
use serde_json::json;

/// Listens before the page does. For every event of the pen: whether the pad was drawn before its frame ended, and how long after the event.
const WATCH: &str = "const pad = document.querySelector('[data-testid=pad]'); let drawn = 0; \
    const stroke = CanvasRenderingContext2D.prototype.stroke; \
    CanvasRenderingContext2D.prototype.stroke = function (...words) { drawn++; return stroke.apply(this, words); }; \
    window.suichaInk = { events: 0, late: 0, waits: [], handled: [] }; \
    addEventListener('pointermove', event => { if (!event.buttons || event.target !== pad) return; const before = drawn, begin = performance.now(); suichaInk.events++; \
      requestAnimationFrame(() => { const now = performance.now(); \
        if (drawn === before) suichaInk.late++; suichaInk.waits.push(now - event.timeStamp); suichaInk.handled.push(now - begin); }); }, true); \
    return null;";

/// Writes a long signature at both speeds. Wants a tablet that is unlocked and without signal.
pub async fn measure(scene: &Scene, strokes: usize, figures: &mut Figures) -> Result<()> {
    let mut runs = Vec::new();
    for (id, slower) in scene.inspections.iter().zip([1.0, SLOW]) {
        let tablet = &scene.tablet;
        tablet.checklist(id).await?;
        tablet.go(&format!("/field/i/{id}/read-back")).await?;
        let signer = tablet.see_ids("sign-").await?.remove(0);
        tablet.tap_id(&signer).await?;
        tablet.see_id("pad").await?;
        tablet.run::<Option<bool>>(WATCH, vec![]).await?;
        tablet.slow_down(slower).await?;
        write(scene, strokes).await?;
        let script =
            "return new Promise(done => requestAnimationFrame(() => setTimeout(() => done(suichaInk), 0)));";
        let ink: serde_json::Value = tablet.run_promise(script, vec![]).await?;
        tablet.slow_down(1.0).await?;
        runs.push(ink);
    }
    let [plain, slow] = &runs[..] else {
        anyhow::bail!("two inspections are needed");
    };
    let count = |run: &serde_json::Value, of: &str| run[of].as_f64().context("a count");
    let both = |of: &str| Ok::<_, anyhow::Error>((count(plain, of)?, count(slow, of)?));
    figures.pair("ink", "pointer events", "count", both("events")?);
    for (run, words) in [(plain, "at the page's own speed"), (slow, "slowed down")] {
        let late = run["late"].as_u64().context("a count")?;
        figures.few(
            "ink",
            format!("not drawn in their frame, {words}"),
            usize::try_from(late)?,
        );
    }
    for (of, what) in [
        ("waits", "from the event to its frame"),
        ("handled", "of it in the page"),
    ] {
        let samples = |run: &serde_json::Value| {
            Samples::of(serde_json::from_value(run[of].clone())?).context("events were seen")
        };
        let (plain, slow) = (samples(plain)?, samples(slow)?);
        for (words, percent) in [("p50", 50.0), ("p99", 99.0)] {
            let pair = (plain.percentile(percent), slow.percentile(percent));
            figures.pair("ink", format!("{what}, {words}"), "ms", pair);
        }
    }
    figures.note(format!(
        "ink: a signature of {strokes} strokes of 60 points by a pen, through the browser's own input; slowed down \
         {SLOW}× beside. An event counts as late when the pad was not drawn between it and the end of its frame."
    ));
    Ok(())
}

/// Strokes of sixty points, each an event of the pen.
async fn write(scene: &Scene, strokes: usize) -> Result<()> {
    let tablet = &scene.tablet;
    let frame: (f64, f64, f64, f64) = tablet
        .run(
            "const r = document.querySelector('[data-testid=pad]').getBoundingClientRect(); \
             return [r.left, r.top, r.width, r.height];",
            vec![],
        )
        .await?;
    for stroke in 0..strokes {
        for point in 0..60 {
            let turn = f64::from(point) / 60.0 * std::f64::consts::TAU;
            #[expect(clippy::cast_precision_loss, reason = "a few strokes")]
            let across = 0.1 + 0.8 * (stroke as f64 / strokes as f64);
            let x = frame.0 + frame.2 * (across + 0.05 * turn.cos());
            let y = frame.1 + frame.3 * (0.5 + 0.3 * turn.sin());
            let kind = match point {
                0 => "mousePressed",
                59 => "mouseReleased",
                _ => "mouseMoved",
            };
            let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": i32::from(point < 59),
                "clickCount": 1, "pointerType": "pen", "force": 0.6 });
            tablet.devtools("Input.dispatchMouseEvent", event).await?;
        }
    }
    Ok(())
}
