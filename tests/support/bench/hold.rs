//! A tablet that holds much: hundreds of assignments and thousands of photos, started, listed, searched, opened.
use super::checklist::{TAIL, pairs, scroll};
use super::figures::Figures;
use super::scene::Scene;
use super::start::{self, SLOW};
use crate::wait::until;
use anyhow::Result;
use serde_json::json;
use std::time::Duration;

const LONG: Duration = Duration::from_secs(300);
/// An item of the form of R27.
const ITEM: &str = "s01";

/// How much a tablet holds.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Inspections assigned.
    pub assignments: usize,
    /// Of them, how many have photos.
    pub visited: usize,
    /// Photos of each of those.
    pub photos: usize,
}

/// Gives a noisy picture of some 300 kB to the page's own control, so many times.
const TAKE: &str = "const [count, from] = args; const input = document.querySelector('[data-testid=photo-import]'); \
    const canvas = new OffscreenCanvas(1200, 900), ink = canvas.getContext('2d'); \
    const noise = ink.createImageData(1200, 900); let x = 12345 + from; \
    for (let i = 0; i < noise.data.length; i += 4) { x = (x * 1103515245 + 12345) & 0x7fffffff; \
      const v = 96 + (x >> 16) % 48; noise.data[i] = v; noise.data[i + 1] = v; noise.data[i + 2] = v; noise.data[i + 3] = 255; } \
    let bytes = 0; \
    for (let n = 0; n < count; n++) { ink.putImageData(noise, 0, 0); ink.font = '80px sans-serif'; ink.fillText(String(from + n), 60, 120); \
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.72 }); bytes += blob.size; \
      const files = new DataTransfer(); files.items.add(new File([blob], `${from + n}.jpg`, { type: 'image/jpeg' })); \
      input.files = files.files; input.dispatchEvent(new Event('change', { bubbles: true })); } \
    return bytes;";

/// How many of the page's photos are said to be on this tablet.
const KEPT: &str = "return [...document.querySelectorAll('[data-testid^=photo-state-]')]\
    .filter(state => state.textContent.includes('已存本机')).length;";

/// Fills a tablet, then starts it and looks at its lists at both speeds.
pub async fn measure(load: Load, starts: usize, figures: &mut Figures) -> Result<()> {
    let mut scene = Scene::set(load.assignments).await?;
    scene.lose_signal()?;
    let bytes = fill(&scene, load).await?;
    start::measure(&mut scene, "hold", starts, figures).await?;
    let mut frames = [Vec::new(), Vec::new()];
    let mut searched = [Vec::new(), Vec::new()];
    let mut looked = [Vec::new(), Vec::new()];
    for (slow, slower) in [1.0, SLOW].into_iter().enumerate() {
        scene.tablet.slow_down(slower).await?;
        frames[slow].extend(scroll(&scene).await?);
        for word in ["1", "12", "3"] {
            searched[slow].push(search(&scene, word).await?);
        }
        for id in scene.inspections.iter().take(load.visited.min(5)) {
            looked[slow].push(look(&scene, id, load.photos).await?);
        }
    }
    for (what, [plain, slow]) in [
        ("frame while scrolling the list", frames),
        ("letter typed to found", searched),
        ("tap to an item's photos, all drawn", looked),
    ] {
        pairs(figures, "hold", what, (plain, slow), &TAIL)?;
    }
    figures.add("hold", "photos held", "count", count(load.visited * load.photos));
    figures.add("hold", "bytes of their originals", "B", bytes);
    figures.note(format!(
        "hold: {} assignments, {} photos in {} of them, taken in through the page's own control; server stopped.",
        load.assignments,
        load.visited * load.photos,
        load.visited
    ));
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "some thousand photos")]
fn count(n: usize) -> f64 {
    n as f64
}

async fn fill(scene: &Scene, load: Load) -> Result<f64> {
    let tablet = &scene.tablet;
    let mut bytes = 0.0;
    for (n, id) in scene.inspections.iter().take(load.visited).enumerate() {
        tablet.checklist(id).await?;
        tablet.go(&format!("/field/i/{id}/photo/{ITEM}")).await?;
        tablet.see_id("camera-open").await?;
        let from = json!(n * load.photos);
        bytes += tablet
            .run_promise::<f64>(TAKE, vec![json!(load.photos), from])
            .await?;
        until("the photos to be on the disk", LONG, || async {
            let kept: usize = tablet.run(KEPT, vec![]).await?;
            Ok((kept >= load.photos).then_some(()))
        })
        .await?;
    }
    Ok(bytes)
}

/// One letter in the search, until the list shows what was found.
async fn search(scene: &Scene, word: &str) -> Result<f64> {
    let script = "const field = document.querySelector('[data-testid=today-search]'); \
        const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set; \
        const type = async text => { const begin = performance.now(); set.call(field, text); \
          field.dispatchEvent(new InputEvent('input', { bubbles: true })); \
          await new Promise(requestAnimationFrame); await new Promise(done => setTimeout(done, 0)); return performance.now() - begin; }; \
        const took = await type(args[0]); await type(''); return took;";
    scene.tablet.run_promise(script, vec![json!(word)]).await
}

/// From the tap to an item's page of photos until every small picture is drawn.
async fn look(scene: &Scene, id: &str, photos: usize) -> Result<f64> {
    let script = "const [path, photos] = args; const begin = performance.now(); \
        history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); \
        const drawn = () => [...document.querySelectorAll('.photo-strip img')].filter(img => img.complete && img.naturalWidth).length; \
        while (drawn() < photos) { await new Promise(requestAnimationFrame); if (performance.now() - begin > 25000) throw new Error('only ' + drawn()); } \
        return performance.now() - begin;";
    let path = format!("/field/i/{id}/photo/{ITEM}");
    let took = scene
        .tablet
        .run_promise(script, vec![json!(path), json!(photos)])
        .await?;
    scene.tablet.go("/field").await?;
    scene.tablet.see_id("today-search").await?;
    Ok(took)
}
