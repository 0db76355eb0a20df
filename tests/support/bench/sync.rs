//! One sync of every inspection after a day without signal, and the one after it that has nothing to say.
use super::figures::Figures;
use super::office;
use super::scene::Scene;
use crate::wait::{PATIENCE, until};
use crate::wire::Passed;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::time::Duration;

const SYNC: &str = "/api/v1/sync";
/// Characters a remark is made of; drawn anew for each inspection, so that no remark is packed as another's copy.
const CHARACTERS: &str = "现场检查发现一项问题已当面告知限期五日内改正负责人在意见无异情况属实消防通道堆放杂物应急灯损坏电线裸露灭火器过期培训记录缺失警示标志不清";
const REMARK: usize = 40;
/// Taps an answer of every open item and waits for its mark, until nothing is open; returns how many. Mostly the
/// first answer, as people do, now and then the second.
const ANSWER_ALL: &str = r#"
const sleep = () => new Promise(done => setTimeout(done, 0));
let dice = args[0], answered = 0;
for (;;) {
  const buttons = [...document.querySelectorAll('article[data-verdict="open"]')]
    .map(el => [...el.querySelectorAll('.segmented [data-testid^="answer-"]')]).find(found => found.length);
  if (!buttons) return answered;
  const item = buttons[0].closest('article').id.slice('item-'.length);
  dice = (dice * 1103515245 + 12345) % 2147483648;
  buttons[dice % 7 === 0 && buttons.length > 1 ? 1 : 0].click();
  while (!document.querySelector(`[data-testid="saved-${item}"]`)?.textContent.includes('已存本机')) await sleep();
  answered += 1;
}
"#;

/// Edits every inspection without signal, then lets the server back. Wants an unlocked tablet without signal.
pub async fn measure(scene: &mut Scene, figures: &mut Figures) -> Result<()> {
    let (mut dice, mut answers) = (1, 0);
    for id in &scene.inspections {
        answers += edit(scene, id, &mut dice)
            .await
            .with_context(|| format!("inspection {id}"))?;
    }
    scene.tablet.go("/field/sync").await?;
    scene.tablet.see_id("sync-now").await?;
    scene.regain_signal().await?;
    scene.wire.take();
    scene.wire.plug(true);
    let all = exchange(scene).await.context("the sync of everything")?;
    let left: String = scene.tablet.words_of("count-on-tablet").await?;
    ensure!(
        left.trim() == "0",
        "{left} inspections are still on the tablet only"
    );
    let idle = exchange(scene).await.context("the idle sync")?;
    report(scene, answers, &all, &idle, figures);
    let arrived = office::answers(&scene.server, &scene.inspections).await?;
    let pair = (count(answers), count(arrived as u64));
    figures.pair(
        "sync",
        "answers: on the tablet, beside it at the office",
        "count",
        pair,
    );
    Ok(())
}

fn report(scene: &Scene, answers: u64, all: &(Passed, f64), idle: &(Passed, f64), figures: &mut Figures) {
    let (all, told) = all;
    let n = scene.inspections.len();
    let mut add = |what: String, unit, figure, goal: f64| {
        figures.add("sync", what, unit, figure);
        // The goals are those of a tablet of forty.
        if n == 40 && goal > 0.0 {
            figures.goal(goal);
        }
    };
    add(
        "enrolling: down, app and worker's copy included".to_owned(),
        "B",
        count(scene.enrolling.down),
        0.0,
    );
    add(format!("{n} inspections: up"), "B", count(all.up), 50_000.0);
    add(format!("{n} inspections: down"), "B", count(all.down), 10_000.0);
    add(format!("{n} inspections: requests"), "count", requests(all), 2.0);
    add(
        "first byte up to last byte down".to_owned(),
        "ms",
        all.took().as_secs_f64() * 1000.0,
        0.0,
    );
    add("tap to the screen saying so".to_owned(), "ms", *told, 0.0);
    let (idle, told) = idle;
    add(
        "nothing new: up and down".to_owned(),
        "B",
        count(idle.up + idle.down),
        1_000.0,
    );
    add("nothing new: requests".to_owned(), "count", requests(idle), 1.0);
    add(
        "nothing new: tap to the screen saying so".to_owned(),
        "ms",
        *told,
        0.0,
    );
    figures.note(format!(
        "sync: {n} inspections of one tablet with {answers} items answered in all and a remark of {REMARK} characters \
         in each, written by a script at an even pace, which packs better than an officer's day; from the tablet in \
         the browser to the real server over TCP, HTTP headers included; requests: {}; then {}.",
        all.requests.join(", "),
        idle.requests.join(", ")
    ));
}

fn requests(passed: &Passed) -> f64 {
    count(passed.requests.len() as u64)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "bytes of one exchange are far below 2^52"
)]
fn count(n: u64) -> f64 {
    n as f64
}

/// Answers whatever one tap answers and writes a remark; how many items stand answered then.
async fn edit(scene: &Scene, id: &str, dice: &mut u32) -> Result<u64> {
    let tablet = &scene.tablet;
    tablet.checklist(id).await?;
    tablet
        .run_promise::<u64>(ANSWER_ALL, vec![json!(roll(dice))])
        .await?;
    let script = "return document.querySelectorAll('article:not([data-verdict=\"open\"])').length;";
    let answered: u64 = tablet.run(script, vec![]).await?;
    ensure!(answered > 0, "nothing could be answered");
    tablet.go(&format!("/field/i/{id}/words")).await?;
    let from: Vec<char> = CHARACTERS.chars().collect();
    let remark: String = (0..REMARK)
        .map(|_| from[roll(dice) as usize % from.len()])
        .collect();
    tablet.fill_id("remarks", &remark).await?;
    until("the remark to be on the tablet", PATIENCE, || async {
        let script = "return document.querySelector('[data-testid=\"saved-remarks\"]')?.textContent.includes(arguments[0]) ? true : null;";
        tablet.run::<Option<bool>>(script, vec![json!("已存本机")]).await
    })
    .await?;
    Ok(answered)
}

/// The next of a fixed row of numbers: every invocation writes the same.
fn roll(dice: &mut u32) -> u32 {
    *dice = dice.wrapping_mul(1_103_515_245).wrapping_add(12_345);
    *dice >> 16
}

/// Asks for a sync by hand and waits until the screen says it is done; what passed, and how long it took.
async fn exchange(scene: &Scene) -> Result<(Passed, f64)> {
    scene.tablet.tap_id("sync-now").await?;
    let told: f64 = scene.recorded("suichaBench.told").await?;
    scene.wire.quiet_for(Duration::from_millis(500), PATIENCE).await?;
    let passed = scene.wire.take();
    ensure!(
        passed.to(SYNC) > 0,
        "no sync passed the wire: {:?}",
        passed.requests
    );
    Ok((passed, told))
}
