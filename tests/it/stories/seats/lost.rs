//! The office's page of tablets: the seats of one tablet stand together, and a lost one takes the others along unless the
//! administrator says otherwise. Row F60.
use super::Shared;
use crate::stories::on_site::{LONG, SOON};
use crate::stories::walk::office;
use anyhow::{Result, ensure};
use test_support::browser::{Browser, LANDSCAPE, Options, PORTRAIT};

/// Revokes this seat and every other of its tablet but `stays`.
pub(super) async fn revoked_but(shared: &Shared, seat: &str, stays: &str) -> Result<()> {
    let desk = shared.stage.browser("admin", Options::default()).await?;
    office::log_in(&desk, &shared.server, "admin", "/office/devices", "admin").await?;
    desk.see_id_within("device-group", LONG).await?;
    let heading = desk.words_of("device-group").await?;
    ensure!(heading == "同一平板上的 3 个席位", "{heading}");
    look(&desk, "office-devices-together").await?;
    desk.tap_id(&format!("device-revoke-{seat}")).await?;
    desk.see_id_within("device-lost", SOON).await?;
    let also = desk.see_ids("device-also-").await?;
    ensure!(also.len() == 2 && ticked(&desk).await? == 0, "{also:?}");
    desk.tap_id("device-lost").await?;
    ensure!(ticked(&desk).await? == 2, "a lost tablet takes all along");
    look(&desk, "office-devices-lost").await?;
    desk.tap_id(&format!("device-also-{stays}")).await?;
    ensure!(ticked(&desk).await? == 1, "but the one that stays in use");
    desk.tap_id("device-revoke-confirm").await?;
    desk.see_id_gone(&format!("device-revoke-{seat}")).await?;
    desk.expect_no_script_errors().await
}

/// Seats ticked to be revoked along.
async fn ticked(desk: &Browser) -> Result<usize> {
    desk.count("[data-testid^=\"device-also-\"][aria-checked=\"true\"]")
        .await
}

async fn look(desk: &Browser, name: &str) -> Result<()> {
    for (way, viewport) in [("wide", LANDSCAPE), ("tall", PORTRAIT)] {
        let problems = desk.survey(viewport, 24).await?;
        desk.screenshot(&format!("{name}-{way}"), viewport).await?;
        ensure!(problems.is_empty(), "{name}:\n{}", problems.join("\n"));
    }
    desk.viewport(LANDSCAPE).await
}
