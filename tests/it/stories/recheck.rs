//! A problem is found and sealed; the office orders a second look; the officers take along what was found, with its
//! picture, to where there is no signal, and are asked nothing but that.

use crate::stories::on_site::{LONG, Site};
use crate::stories::walk::desk::look;
use crate::stories::walk::{office, site, tablet};
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::fs;
use std::path::Path;
use test_support::browser::{Browser, Options};
use test_support::wait::until;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_found_is_looked_at_again_without_signal() -> Result<()> {
    let mut site = Site::enrolled(None).await?;
    let first = site.inspection.clone();
    let item = site.items[0].clone();
    let picture = site.stage.folder("files")?.join("现场.jpg");
    found(&site.tablet, &first, &item, &picture, site::Subject::Absent)
        .await
        .context("the first visit")?;

    let desk = site.stage.browser("office", Options::default()).await?;
    office::log_in(&desk, &site.server, "office", "/office", "office").await?;
    let second = ordered(&desk, &first).await.context("the order")?;

    let third = settled(&desk, &first).await.context("the item settled online")?;

    tablet::sync(&site.tablet).await?;
    site.server.stop()?;
    site.tablet.goto(&site.origin).await?;
    tablet::unlock(&site.tablet).await?;
    tablet::go(&site.tablet, &format!("/field/i/{second}")).await?;
    site.tablet.see_id_within("occasion", LONG).await?;
    pictured(&site.tablet)
        .await
        .context("the picture of then, without signal")?;
    look(&site.tablet, "recheck-brief").await?;

    tablet::go(&site.tablet, &format!("/field/i/{second}/inspect")).await?;
    site.tablet.see_id_within(&format!("then-{item}"), LONG).await?;
    pictured(&site.tablet)
        .await
        .context("the picture beside the question")?;
    look(&site.tablet, "recheck-checklist").await?;
    let mut asked = site.tablet.ids("item-").await?;
    let mut then = site.tablet.ids("then-").await?;
    then.retain(|id| id != "then-picture");
    for id in asked.iter_mut().chain(&mut then) {
        *id = id.split_once('-').map_or(id.clone(), |(_, item)| item.to_owned());
    }
    ensure!(
        asked == then,
        "only what was found is asked: {asked:?}, found {then:?}"
    );
    site::steps(&site.tablet).await?;
    tablet::answer_the_rest(&site.tablet, &[]).await?;
    site::sign_and_seal(&site.tablet, &second, site::Subject::Absent).await?;
    locked(&site.tablet, &third).await.context("the locked item")?;
    site.tablet.expect_no_script_errors().await
}

/// A visit of the same officers under R25, whose 第十六条（一） lets a department settle items from registers: one is, at the
/// office's page.
async fn settled(desk: &Browser, first: &str) -> Result<String> {
    let order = "const ask = async (path, body) => (await fetch('/api/v1' + path, body && {method: 'POST', \
        headers: {'content-type': 'application/json'}, body: JSON.stringify(body)})).json(); \
        const {package: p} = await ask('/inspections/' + args[0]); \
        const {grounds} = await ask('/regimes/R25/grounds'); \
        const made = await ask('/inspections', {regime: 'R25', subject: p.subject.id, ground: grounds.find(g => g.code === 'complaint').id, \
        reason: '演示：转办线索', team: p.team.map(m => m.inspector), window: p.window}); \
        return made.row?.id ?? JSON.stringify(made);";
    let third: String = desk.run_promise(order, vec![json!(first)]).await?;
    office::open_inspection(desk, &third).await?;
    desk.see_id_within("settle", LONG).await?;
    let choose = "const list = document.querySelector('[data-testid=settle-item]'); list.value = 'credit-china'; \
        list.dispatchEvent(new Event('change', {bubbles: true})); return list.value;";
    let chosen: String = desk.run(choose, vec![]).await?;
    ensure!(chosen == "credit-china", "{chosen}");
    desk.tap_id("answer-credit-china-ok").await?;
    look(desk, "settle-entry").await?;
    desk.tap_id("settle-do").await?;
    desk.see_id_within("settled", LONG).await?;
    look(desk, "settle-done").await?;
    Ok(third)
}

/// What the office settled stands on the tablet with its result, and nothing about it can be tapped.
async fn locked(a: &Browser, id: &str) -> Result<()> {
    tablet::go(a, &format!("/field/i/{id}/inspect")).await?;
    a.see_id_within("settled-credit-china", LONG).await?;
    site::steps(a).await?;
    let controls = "return document.querySelectorAll('[data-testid=\"item-credit-china\"] :is(button, input, textarea)').length;";
    let controls: usize = a.run(controls, vec![]).await?;
    ensure!(controls == 0, "{controls} controls at a locked item");
    a.tap_id("answer-necips-ok").await?;
    tablet::see_saved(a, "necips").await?;
    a.see_id_within("settled-credit-china", LONG).await?;
    a.run::<bool>("document.querySelector('[data-testid=\"item-credit-china\"]').scrollIntoView({block: 'center'}); return true;", vec![]).await?;
    look(a, "settled-locked").await?;
    tablet::go(a, &format!("/field/i/{id}/read-back")).await?;
    let read = a.words_of("read-back").await?;
    ensure!(read.contains("信用中国（江西）"), "read back: {read}");
    look(a, "settled-read-back").await
}

/// A whole visit with one problem, its note and its picture, sealed and handed in.
pub(crate) async fn found(
    a: &Browser,
    id: &str,
    item: &str,
    picture: &Path,
    subject: site::Subject,
) -> Result<()> {
    a.checklist(id).await?;
    site::steps(a).await?;
    a.tap_id(&format!("answer-{item}-bad")).await?;
    let words = "疏散通道堆放杂物，责令三日内清除";
    a.compose_id(&format!("note-{item}"), "duse", words).await?;
    tablet::see_saved(a, item).await?;
    fs::write(picture, include_bytes!("../../vectors/photo/site.jpg"))?;
    tablet::go(a, &format!("/field/i/{id}/photo/{item}")).await?;
    a.give_file("photo-import", picture).await?;
    site::photos(a, 1).await?;
    a.checklist(id).await?;
    tablet::answer_the_rest(a, &[]).await?;
    site::words(a, id).await?;
    site::sign_and_seal(a, id, subject).await?;
    tablet::sync(a).await?;
    until("the picture to be at the office", LONG, || async {
        let left = a.words_of("originals-left").await?;
        Ok((left == "原图都已送达").then_some(()))
    })
    .await
}

/// Whoever may order it does so with the officers of the first visit; says which visit it became.
pub(crate) async fn ordered(desk: &Browser, first: &str) -> Result<String> {
    let rows = office::inspections(desk).await?;
    let row = rows
        .iter()
        .find(|row| row.id == first)
        .context("the first visit")?;
    office::open_inspection(desk, first).await?;
    desk.tap_id("to-recheck").await?;
    desk.see_id_within("visit-ground", LONG).await?;
    for name in &row.team {
        desk.fill_id("visit-find-inspector", name).await?;
        let hit = until(&format!("{name} to be found"), LONG, || async {
            let of_name = "return [...document.querySelectorAll('[data-testid^=\"visit-hit-\"]')] \
                .filter(hit => hit.textContent.trim().startsWith(arguments[0])).map(hit => hit.dataset.testid)[0] ?? null;";
            desk.run::<Option<String>>(of_name, vec![json!(name)]).await
        })
        .await?;
        desk.tap_id(&hit).await?;
    }
    desk.compose_id("visit-reason", "qiman", "责令改正期限已满")
        .await?;
    look(desk, "recheck-order").await?;
    desk.tap_id("visit-order").await?;
    desk.see_id_within("occasion", LONG).await?;
    let path = desk.path().await?;
    let id = path.rsplit('/').next().context("an inspection has an address")?;
    ensure!(id != first, "another inspection: {path}");
    look(desk, "recheck-ordered").await?;
    Ok(id.to_owned())
}

/// A picture of the first visit is drawn, not only named.
pub(crate) async fn pictured(browser: &Browser) -> Result<()> {
    let drawn = "return [...document.querySelectorAll('[data-testid=\"then-picture\"] img')].some(i => i.naturalWidth > 0);";
    until("the picture to be drawn", LONG, || async {
        Ok(browser.run::<bool>(drawn, vec![]).await?.then_some(()))
    })
    .await
}
