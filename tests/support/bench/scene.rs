//! The scene of a bench: one server behind a counting wire, one office, one enrolled tablet with its inspections.
//!
//! Exists so that every browser figure is taken on the same state. Invariant: the real server, the real app, the
//! real browser; nothing is measured while the scene is being set.
use super::office;
use crate::browser::{Browser, Options};
use crate::server::Server;
use crate::stage::Stage;
use crate::wait::{PATIENCE, until};
use crate::wire::{Passed, Wire};
use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use serde_json::json;
use std::path::Path;
use std::time::Duration;

const LONG: Duration = Duration::from_secs(120);
const RECORDER: &str = include_str!("recorder.js");

/// Everything a browser bench needs.
#[derive(Debug)]
pub struct Scene {
    /// One tablet.
    pub tablet: Browser,
    /// Between it and the server.
    pub wire: Wire,
    /// The server.
    pub server: Server,
    /// Inspections on the tablet, in the order of its list.
    pub inspections: Vec<String>,
    /// What passed while the tablet enrolled: the app, the worker's copy of it, every package.
    pub enrolling: Passed,
    /// Browsers and folders.
    pub stage: Stage,
}

impl Scene {
    /// Sets the scene with so many assigned inspections.
    pub async fn set(inspections: usize) -> Result<Scene> {
        let stage = Stage::open().await?;
        let server = Server::start(&["demo", "--stage", "empty"], &stage.folder("data")?).await?;
        Self::behind(stage, server, inspections).await
    }

    /// The same under rules of the office's own, written by `rules` into the folder it is given.
    pub async fn set_under(inspections: usize, rules: impl FnOnce(&Path) -> Result<()>) -> Result<Scene> {
        let stage = Stage::open().await?;
        let folder = stage.folder("rules")?;
        rules(&folder)?;
        let named = folder.to_str().context("paths of benches are UTF-8")?;
        let verb = ["demo", "--stage", "empty", "--rules", named];
        let server = Server::start(&verb, &stage.folder("data")?).await?;
        Self::behind(stage, server, inspections).await
    }

    async fn behind(stage: Stage, server: Server, inspections: usize) -> Result<Scene> {
        let code = office::with_inspections(&server, inspections)
            .await
            .context("setting up the office")?;
        let wire = Wire::to(server.address()).await?;
        let tablet = stage.browser("tablet-a", Options::default()).await?;
        let origin = wire.origin("tablet-a");
        tablet.enrol(&origin, &code).await.context("enrolling")?;
        let held = tablet.assigned(inspections).await?;
        // The worker copies the whole app meanwhile; without it there is no start without signal.
        let ready = "return (await navigator.serviceWorker.ready).active?.state ?? '';";
        until("the service worker to have copied the app", LONG, || async {
            let state: String = tablet.run_promise(ready, vec![]).await?;
            Ok((state == "activated").then_some(()))
        })
        .await?;
        wire.quiet_for(Duration::from_secs(2), LONG).await?;
        Ok(Scene {
            tablet,
            server,
            inspections: held,
            enrolling: wire.take(),
            wire,
            stage,
        })
    }

    /// The server ends, if it has not, and nobody answers any more.
    pub fn lose_signal(&mut self) -> Result<()> {
        self.wire.plug(false);
        match self.server.pid() {
            Some(_) => self.server.stop(),
            None => Ok(()),
        }
    }

    /// A server answers again; the tablet hears it when the wire is plugged.
    pub async fn regain_signal(&mut self) -> Result<()> {
        self.server.start_again().await
    }

    /// The browser ends without warning and starts again on its profile, this many times slower; nothing is open.
    pub async fn relaunch(&mut self, slower: f64) -> Result<()> {
        self.tablet.kill();
        self.tablet.relaunch().await?;
        let recorder = json!({ "source": RECORDER });
        self.tablet
            .devtools("Page.addScriptToEvaluateOnNewDocument", recorder)
            .await?;
        self.tablet.slow_down(slower).await
    }

    /// Opens the app at the officer's own page.
    pub async fn open_app(&self) -> Result<()> {
        self.tablet
            .goto(&format!("{}/field", self.wire.origin("tablet-a")))
            .await
    }

    /// What the recorder in the page knows, once it does.
    pub async fn recorded<T: DeserializeOwned>(&self, expression: &str) -> Result<T> {
        let script = format!("return ({expression}) ?? null;");
        let what = format!("the page to record {expression}");
        let recorded = until(&what, PATIENCE * 2, || async {
            self.tablet.run::<Option<T>>(&script, vec![]).await
        })
        .await;
        match recorded {
            Ok(value) => Ok(value),
            Err(error) => {
                let known: serde_json::Value = self
                    .tablet
                    .run("return window.suichaBench ?? null;", vec![])
                    .await?;
                let shown = self.tablet.text().await?;
                Err(error.context(format!("it knows {known}; the page shows:\n{shown}")))
            }
        }
    }

    /// How long a fixed piece of work takes in the page now, for telling how slow the page really runs.
    pub async fn effort(&self) -> Result<f64> {
        let script = "const begin = performance.now(); let x = 1; \
            for (let i = 0; i < 3e7; i++) x = (x * 1103515245 + 12345) | 0; return [performance.now() - begin, x];";
        let (ms, _): (f64, i64) = self.tablet.run(script, vec![]).await?;
        Ok(ms)
    }
}
