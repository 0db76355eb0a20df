//! A long form: how long until it stands there, whether it scrolls, and what a tap in it costs.
//!
//! The form is an office's own (`--rules`), read by the real server; a checklist of a fire or mine visit has up to a
//! thousand rows once rooms and devices are repeated.
use super::figures::{Figures, Samples};
use super::mark;
use super::scene::Scene;
use super::start::SLOW;
use anyhow::{Context, Result};
use serde_json::json;
use std::fmt::Write;
use std::path::Path;

/// Rows in a section.
const SECTION: usize = 20;
const MEDIAN_WORST: [(&str, f64); 2] = [("median", 50.0), ("worst", 100.0)];
pub(super) const TAIL: [(&str, f64); 3] = [("p50", 50.0), ("p99", 99.0), ("worst", 100.0)];

/// Opens a form of so many rows at both speeds, scrolls through it, and taps answers in it.
pub async fn measure(rows: usize, opens: usize, taps: usize, figures: &mut Figures) -> Result<()> {
    let mut scene = Scene::set_under(opens.max(2) * 2, |folder| own_rules(folder, rows)).await?;
    scene.lose_signal()?;
    scene.relaunch(1.0).await?;
    scene.open_app().await?;
    scene.tablet.unlock().await?;
    scene.tablet.assigned(scene.inspections.len()).await?;
    let mut opened = [Vec::new(), Vec::new()];
    let mut whole = [Vec::new(), Vec::new()];
    let mut frames = [Vec::new(), Vec::new()];
    for (turn, id) in scene.inspections.iter().enumerate() {
        let slow = turn % 2;
        scene.tablet.slow_down([1.0, SLOW][slow]).await?;
        let (first, all) = open(&scene, id, rows).await?;
        opened[slow].push(first);
        whole[slow].push(all);
        frames[slow].extend(scroll(&scene).await?);
        scene.tablet.go("/field").await?;
        scene.tablet.see_id("today-search").await?;
    }
    for (what, [plain, slow]) in [("tap to usable", opened), ("tap to its last row", whole)] {
        pairs(
            figures,
            "checklist",
            &format!("{rows} rows, {what}"),
            (plain, slow),
            &MEDIAN_WORST,
        )?;
    }
    let [plain, slow] = frames;
    pairs(
        figures,
        "checklist",
        &format!("{rows} rows, frame while scrolling"),
        (plain, slow),
        &TAIL,
    )?;
    tapped(&scene, rows, taps, figures).await?;
    figures.note(format!(
        "checklist: a form of {rows} rows beside the regime's own; {opens} openings at each speed (slowed down {SLOW}× \
         beside), from the tap on the link to the frame after the first rows (more than a screen) and the last row are \
         there; scrolled by half a screen a frame; server stopped."
    ));
    Ok(())
}

/// Taps in the filled screen, by turns at each speed.
async fn tapped(scene: &Scene, rows: usize, taps: usize, figures: &mut Figures) -> Result<()> {
    let mut runs = [Vec::new(), Vec::new()];
    for (slow, id) in scene.inspections.iter().take(2).enumerate() {
        scene.tablet.slow_down([1.0, SLOW][slow]).await?;
        runs[slow] = mark::answer(scene, id, taps).await?;
    }
    scene.tablet.slow_down(1.0).await?;
    let [plain, slow] = runs;
    pairs(
        figures,
        "checklist",
        &format!("{rows} rows, tap to 已存本机"),
        (plain, slow),
        &TAIL,
    )
}

/// A row of the table for each of the wanted ranks.
pub(super) fn pairs(
    figures: &mut Figures,
    bench: &'static str,
    what: &str,
    (plain, slow): (Vec<f64>, Vec<f64>),
    ranks: &[(&str, f64)],
) -> Result<()> {
    let samples = |of| Samples::of(of).context("at least one sample");
    let (plain, slow) = (samples(plain)?, samples(slow)?);
    for (words, percent) in ranks {
        let pair = (plain.percentile(*percent), slow.percentile(*percent));
        figures.pair(bench, format!("{what}, {words}"), "ms", pair);
    }
    Ok(())
}

/// From the tap on the link to the first painted rows, a screenful and more, and to the painted page with every row.
async fn open(scene: &Scene, id: &str, rows: usize) -> Result<(f64, f64)> {
    let script = "const [path, rows] = args; const begin = performance.now(); \
        history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); \
        const there = () => document.querySelectorAll('article[data-verdict]').length; \
        const painted = async least => { while (there() < least) { await new Promise(requestAnimationFrame); \
            if (performance.now() - begin > 60000) throw new Error('only ' + there() + ' rows'); } \
          await new Promise(requestAnimationFrame); await new Promise(done => setTimeout(done, 0)); \
          return performance.now() - begin; }; \
        return [await painted(Math.min(rows, 20)), await painted(rows)];";
    let path = format!("/field/i/{id}/inspect");
    scene
        .tablet
        .run_promise(script, vec![json!(path), json!(rows)])
        .await
}

/// So many frames at most are looked at while a page is scrolled.
const FRAMES: usize = 120;
/// And so many in one script: a script may run for half a minute, and how long a frame takes is the machine's.
const STRETCH: usize = 8;

/// What each frame took while the page was scrolled from its top to its end.
pub(super) async fn scroll(scene: &Scene) -> Result<Vec<f64>> {
    let script = "const [most] = args; const frames = []; let last = await new Promise(requestAnimationFrame); \
        const end = () => scrollY + innerHeight >= document.documentElement.scrollHeight - 1; \
        while (frames.length < most && !end()) { scrollBy(0, innerHeight / 2); \
          const now = await new Promise(requestAnimationFrame); frames.push(now - last); last = now; } \
        return [frames, end()];";
    let mut frames = Vec::new();
    while frames.len() < FRAMES {
        let (stretch, end): (Vec<f64>, bool) = scene.tablet.run_promise(script, vec![json!(STRETCH)]).await?;
        frames.extend(stretch);
        if end {
            break;
        }
    }
    scene
        .tablet
        .run::<bool>("scrollTo(0, 0); return true;", vec![])
        .await?;
    Ok(frames)
}

/// An office's own rules with one long form.
fn own_rules(folder: &Path, rows: usize) -> Result<()> {
    std::fs::create_dir_all(folder.join("forms"))?;
    let pack = "format = 1\nid = \"BENCH\"\nversion = 1\ntitle = \"演示：长表\"\nshort = \"演示：长表\"\n\
        issuer = \"演示单位\"\nregion = \"演示\"\nsource = \"演示数据\"\nlayer = \"office\"\n\
        effective_note = \"仅供测速\"\n\n[[record_form]]\nid = \"bench-form\"\ntitle = \"演示：长表\"\n\
        form = \"bench-rows\"\ncite = \"演示\"\n\n[[input]]\nid = \"bench-team-size\"\ninput = \"team_size\"\n\
        value = \"2\"\ncite = \"演示\"\n";
    std::fs::write(folder.join("regime.toml"), pack)?;
    let mut form = "id = \"bench-rows\"\nversion = 1\ntitle = \"演示：长表\"\ncite = \"演示\"\n\n[kinds]\n\
        yes = { type = \"verdict\", ok = \"符合\", bad = \"不符合\", na = \"不涉及\" }\n"
        .to_owned();
    for row in 0..rows {
        if row % SECTION == 0 {
            write!(
                form,
                "\n[[section]]\nid = \"part{0}\"\ntitle = \"演示：第{0}部分\"\n",
                row / SECTION
            )?;
        }
        write!(
            form,
            "\n[[section.item]]\nid = \"row{row}\"\nno = \"{}\"\ntext = \"演示：第{0}项，疏散通道、安全出口是否保持畅通\"\n\
             kind = \"yes\"\n",
            row + 1
        )?;
    }
    std::fs::write(folder.join("forms/rows.toml"), form)?;
    Ok(())
}
