//! What an officer does on a tablet, by the controls of its screens: the verbs that stories and benches share.
//!
//! Exists so that enrolling and unlocking are written once. Invariant: only what a hand can do.
use crate::browser::Browser;
use crate::wait::until;
use anyhow::Result;
use serde_json::json;
use std::time::Duration;

/// The PIN of every tablet in tests.
pub const PIN: &str = "294617";
const LONG: Duration = Duration::from_secs(90);

impl Browser {
    /// Enrols by a one-time code and sets the PIN; ends on the day's list.
    pub async fn enrol(&self, origin: &str, code: &str) -> Result<()> {
        self.grant(origin, &["durableStorage", "geolocation", "videoCapture"])
            .await?;
        self.goto(&format!("{origin}/device/enrol")).await?;
        self.fill_id("enrol-code", code).await?;
        self.fill_id("enrol-name", "演示平板").await?;
        self.tap_id("enrol-next").await?;
        self.fill_id("pin-new", PIN).await?;
        self.fill_id("pin-again", PIN).await?;
        self.tap_id("enrol-submit").await?;
        self.see_id_within("today-search", LONG).await
    }

    /// Opens the lock screen by PIN.
    pub async fn unlock(&self) -> Result<()> {
        self.see_id_within("pin", LONG).await?;
        self.fill_id("pin", PIN).await?;
        self.tap_id("unlock").await?;
        self.see_id_gone("unlock").await
    }

    /// Goes to a page inside the running app, as a link does.
    pub async fn go(&self, path: &str) -> Result<()> {
        let script = "history.pushState(null, '', arguments[0]); dispatchEvent(new PopStateEvent('popstate')); return null;";
        self.run::<Option<bool>>(script, vec![json!(path)]).await?;
        Ok(())
    }

    /// Goes to the checklist of an inspection and does what comes before the first answer.
    pub async fn checklist(&self, inspection: &str) -> Result<()> {
        self.go(&format!("/field/i/{inspection}/inspect")).await?;
        self.see_id_within("progress", LONG).await?;
        if !self.has_id("steps-due").await? {
            return Ok(());
        }
        let steps = self.ids("step-").await?;
        for step in steps.iter().filter(|id| id.ends_with("-done")) {
            self.tap_id(step).await?;
        }
        self.see_id_gone("steps-due").await
    }

    /// Waits until the app is kept on the tablet and opens without a server.
    pub async fn kept_offline(&self) -> Result<()> {
        until("the app to be kept offline", LONG, || async {
            let kept: bool = self
                .run("return !!navigator.serviceWorker.controller;", vec![])
                .await?;
            Ok(kept.then_some(()))
        })
        .await
    }

    /// Keeps the exchange with the server from passing, or lets it pass again; everything else passes.
    pub async fn cut_sync(&self, cut: bool) -> Result<()> {
        let urls: &[&str] = if cut { &["*/api/v1/sync"] } else { &[] };
        self.devtools("Network.enable", json!({})).await?;
        self.devtools("Network.setBlockedURLs", json!({ "urls": urls }))
            .await?;
        Ok(())
    }

    /// The first inspection of the day's list.
    pub async fn first_assigned(&self) -> Result<String> {
        Ok(self.assigned(1).await?.remove(0))
    }

    /// The inspections in the day's list, in its order.
    pub async fn assigned(&self, at_least: usize) -> Result<Vec<String>> {
        let script = "return [...document.querySelectorAll('article[data-bucket]')].map(el => el.dataset.testid.slice('today-'.length));";
        let what = format!("{at_least} inspections in the day's list");
        until(&what, LONG, || async {
            let ids: Vec<String> = self.run(script, vec![]).await?;
            Ok((ids.len() >= at_least).then_some(ids))
        })
        .await
    }
}
