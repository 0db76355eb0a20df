//! Cold start without signal: the browser is started anew, nobody answers, the list has to stand there.
use super::figures::{Figures, Samples};
use super::scene::Scene;
use anyhow::{Context, Result};

/// How much slower the slow runs are.
pub const SLOW: f64 = 4.0;

#[derive(Debug, Default)]
struct Starts {
    pin: Vec<f64>,
    list: Vec<f64>,
    whole: Vec<f64>,
    load: Vec<f64>,
    effort: Vec<f64>,
}

/// Starts the browser so often at its own speed and as often slowed down, by turns. Ends unlocked, without signal.
pub async fn measure(
    scene: &mut Scene,
    bench: &'static str,
    repeats: usize,
    figures: &mut Figures,
) -> Result<()> {
    scene.lose_signal()?;
    let mut runs = [Starts::default(), Starts::default()];
    for _ in 0..repeats {
        for (starts, slower) in runs.iter_mut().zip([1.0, SLOW]) {
            once(scene, slower, starts).await?;
        }
    }
    let [plain, slow] = &runs;
    let held = scene.inspections.len();
    let parts = [
        ("navigation to the PIN screen", &plain.pin, &slow.pin),
        ("PIN confirmed to the list", &plain.list, &slow.list),
        ("both together", &plain.whole, &slow.whole),
        ("all documents loaded into the engine", &plain.load, &slow.load),
    ];
    for (words, plain, slow) in parts {
        let (plain, slow) = (sorted(plain)?, sorted(slow)?);
        figures.pair(
            bench,
            format!("{words}, median"),
            "ms",
            (plain.median(), slow.median()),
        );
        figures.pair(
            bench,
            format!("{words}, worst"),
            "ms",
            (plain.worst(), slow.worst()),
        );
    }
    let effort = (sorted(&plain.effort)?.median(), sorted(&slow.effort)?.median());
    figures.pair(bench, "fixed work in the page", "ms", effort);
    figures.note(format!(
        "{bench}: {held} inspections assigned, server stopped, browser started anew {repeats} times at its own speed \
         and {repeats} times slowed down {SLOW}× (beside); painted, not only built. The slowing covers the page, \
         not its service worker, the hashing of the PIN and the database; the ratio of the fixed work says what it \
         really was."
    ));
    Ok(())
}

fn sorted(samples: &[f64]) -> Result<Samples> {
    Samples::of(samples.to_vec()).context("at least one start")
}

async fn once(scene: &mut Scene, slower: f64, starts: &mut Starts) -> Result<()> {
    scene.relaunch(slower).await?;
    scene.open_app().await?;
    let pin: f64 = painted(scene, "pin").await?;
    scene.tablet.unlock().await?;
    let list: f64 = painted(scene, "today-search").await?;
    let submitted: f64 = scene.recorded("suichaBench.tapped.unlock").await?;
    starts.pin.push(pin);
    starts.list.push(list - submitted);
    starts.whole.push(pin + list - submitted);
    let load = "performance.getEntriesByName('suicha-load', 'measure')[0]?.duration";
    starts.load.push(scene.recorded(load).await?);
    scene.tablet.assigned(scene.inspections.len()).await?;
    starts.effort.push(scene.effort().await?);
    Ok(())
}

async fn painted(scene: &Scene, id: &str) -> Result<f64> {
    let expression = format!("suichaBench.seen['{id}'] > 0 ? suichaBench.seen['{id}'] : null");
    scene.recorded(&expression).await
}
