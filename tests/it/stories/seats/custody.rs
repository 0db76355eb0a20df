//! What the office does to one officer's seat does nothing to the other's: a forgotten PIN is answered while the other has
//! unsent work, and one seat is revoked while the other works on. Rows F58, F59 and F60.
use super::{HIS_PIN, Shared, lock, look, lost};
use crate::stories::on_site::{LONG, SOON};
use crate::stories::walk::tablet::{self, PIN};
use anyhow::{Context, Result, ensure};
use reqwest::Client;
use serde_json::{Value, json};
use test_support::browser::Browser;

const NEW_PIN: &str = "618203";

/// The administrator, at his desk.
pub(super) struct Admin<'a> {
    shared: &'a Shared,
    client: Client,
}

impl<'a> Admin<'a> {
    pub(super) async fn of(shared: &'a Shared) -> Result<Admin<'a>> {
        let client = Client::builder().cookie_store(true).build()?;
        let body = json!({ "user": "admin", "password": "demo-suicha-2026" });
        let url = shared.server.url("/api/v1/session");
        client.post(url).json(&body).send().await?.error_for_status()?;
        Ok(Admin { shared, client })
    }

    async fn get(&self, path: &str) -> Result<Value> {
        let url = self.shared.server.url(&format!("/api/v1{path}"));
        Ok(self
            .client
            .get(url)
            .send()
            .await?
            .error_for_status()?
            .json()
            .await?)
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let url = self.shared.server.url(&format!("/api/v1{path}"));
        let sent = self.client.post(url).json(body).send().await?;
        Ok(sent.error_for_status()?.json().await?)
    }

    /// Gives the key back to whoever shows these digits.
    async fn answers(&self, digits: &str) -> Result<()> {
        let rows = self.get("/unlock-questions").await?;
        let device = rows[0]["device"].as_str().context("a question")?;
        let grant = json!({ "digits": digits, "grant": true, "reason": "本人持证到场（演示）" });
        self.post(&format!("/devices/{device}/unlock"), &grant).await?;
        Ok(())
    }

    /// The devices in use, the one enrolled first in front.
    async fn in_use(&self) -> Result<Vec<Value>> {
        let rows = self.get("/devices").await?;
        let mut rows = rows.as_array().context("devices")?.clone();
        rows.retain(|row| row["revoked_at"].is_null());
        rows.sort_by_key(|row| row["enrolled_at"].as_i64());
        Ok(rows)
    }
}

/// With the exchange cut, a problem is marked at this item and the tablet locked.
async fn an_unsent_mark_is_locked(tablet: &Browser, id: &str, item: &str) -> Result<()> {
    tablet.cut_sync(true).await?;
    tablet.checklist(id).await?;
    tablet.tap_id(&format!("answer-{item}-bad")).await?;
    tablet::see_saved(tablet, item).await?;
    lock(tablet).await
}

/// The first officer has unsent work; the second forgot his PIN. The first's part is open; it ends so.
pub(super) async fn a_forgotten_pin_is_answered(shared: &mut Shared) -> Result<()> {
    let tablet = &shared.tablet;
    let (id, item) = (&shared.both, &shared.items[2]);
    an_unsent_mark_is_locked(tablet, id, item).await?;
    tablet.see_id("officer-unsent-0").await?;
    shared.choose(1).await?;
    tablet.see_id_within("pin-forgotten", SOON).await?;
    tablet.tap_id("pin-forgotten").await?;
    tablet.see_id_within("unlock-waits", LONG).await?;
    let digits = tablet.words_of("unlock-digits").await?.trim().to_owned();
    Admin::of(shared).await?.answers(&digits).await?;
    tablet.see_id_within("pin-new", LONG).await?;
    tablet.fill_id("pin-new", NEW_PIN).await?;
    tablet.fill_id("pin-again", NEW_PIN).await?;
    tablet.tap_id("new-pin-set").await?;
    tablet.see_id_gone("new-pin-set").await?;
    tablet.checklist(id).await?;
    let his = &shared.items[0];
    tablet
        .see_data_within(&format!("item-{his}"), "data-verdict", "problem", SOON)
        .await?;
    lock(tablet).await?;
    shared.refuses(1, HIS_PIN).await.context("the PIN he forgot")?;
    shared
        .refuses(0, NEW_PIN)
        .await
        .context("his new PIN, at the other's seat")?;
    shared.sit(0, PIN).await?;
    tablet.checklist(id).await?;
    tablet
        .see_data_within(&format!("item-{item}"), "data-verdict", "problem", SOON)
        .await?;
    tablet.cut_sync(false).await?;
    shared.his_pin = NEW_PIN;
    Ok(())
}

/// The first officer enrols again, this time with a seat that the office revokes while the second works on.
pub(super) async fn one_is_revoked_and_the_other_works_on(shared: &Shared) -> Result<()> {
    let tablet = &shared.tablet;
    let admin = Admin::of(shared).await?;
    let before = admin.in_use().await?;
    let (mine, his) = (&before[0]["inspector"], &before[1]["id"]);
    let beside = json!({ "device": before[0]["id"], "proven": true });
    ensure!(
        before[1]["beside"] == beside,
        "the office knows whose tablet he is on, signed by its key: {}",
        before[1]
    );
    let code = admin
        .post("/enrolment-codes", &json!({ "inspector": mine }))
        .await?;
    lock(tablet).await?;
    tablet.tap_id("officer-add").await?;
    tablet.see_id_within("enrol-code", SOON).await?;
    shared
        .enrol_here(code["code"].as_str().context("a code")?, PIN)
        .await?;
    let (id, item) = (&shared.both, &shared.items[3]);
    an_unsent_mark_is_locked(tablet, id, item).await?;
    let rows = admin.in_use().await?;
    let fresh = rows.iter().rfind(|row| row["inspector"] == *mine);
    let fresh = fresh.and_then(|row| row["id"].as_str()).context("a device")?;
    lost::revoked_but(shared, fresh, his.as_str().context("a device")?)
        .await
        .context("at the office's page")?;
    let rows = admin.in_use().await?;
    ensure!(
        rows.iter().all(|row| row["inspector"] != *mine),
        "both of his devices are revoked: {rows:?}"
    );
    tablet.cut_sync(false).await?;

    // The one who works on has what the other wrote, and the office takes it from him.
    shared.sit(1, shared.his_pin).await?;
    tablet.checklist(id).await?;
    tablet
        .see_data_within(&format!("item-{item}"), "data-verdict", "problem", SOON)
        .await?;
    let own = &shared.items[4];
    tablet.tap_id(&format!("answer-{own}-bad")).await?;
    tablet::see_saved(tablet, own).await?;
    tablet::sync(tablet).await?;
    lock(tablet).await?;
    hears(shared).await.context("the one who was revoked")?;
    tablet.tap_id("lock-here").await?;
    shared.sit(1, shared.his_pin).await?;
    tablet.checklist(id).await?;
    for item in [item, own] {
        tablet
            .see_data_within(&format!("item-{item}"), "data-verdict", "problem", SOON)
            .await?;
    }
    ensure!(
        admin.in_use().await?.iter().any(|row| row["id"] == *his),
        "his seat was not touched"
    );
    Ok(())
}

/// The revoked one hears of it, keeps what he has, and is told so.
async fn hears(shared: &Shared) -> Result<()> {
    let tablet = &shared.tablet;
    shared.choose(0).await?;
    tablet.fill_id("pin", PIN).await?;
    tablet.tap_id("unlock").await?;
    tablet.see_id_gone("unlock").await?;
    tablet
        .see_id_within("pin", LONG)
        .await
        .context("it locks by itself")?;
    tablet.fill_id("pin", PIN).await?;
    tablet.tap_id("unlock").await?;
    tablet.see_id_within("revoked", LONG).await?;
    look(tablet, "tablet-revoked-shared").await
}
