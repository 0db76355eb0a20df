//! A tablet at a site without signal: enrolled, kept offline, an open checklist. Where the stories of the tablet's
//! faults begin.
use crate::stories::walk::tablet;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::time::Duration;
use test_support::browser::{Browser, Options};
use test_support::server::Server;
use test_support::stage::Stage;
use test_support::wait::until;

/// For what must come: two cores may be shared.
pub(crate) const LONG: Duration = Duration::from_secs(60);
/// For what comes in a moment or never, so that a story without its guard need not wait a minute.
pub(crate) const SOON: Duration = Duration::from_secs(15);

/// The tablet, its server (which may be stopped) and what it works on.
pub(crate) struct Site {
    pub(crate) tablet: Browser,
    pub(crate) server: Server,
    pub(crate) origin: String,
    pub(crate) inspection: String,
    /// Items that are answered by one tap and have a note.
    pub(crate) items: Vec<String>,
    pub(crate) stage: Stage,
}

/// The items of the open checklist that are answered by one tap and can be a problem.
pub(crate) async fn taps(tablet: &Browser) -> Result<Vec<String>> {
    let answers = tablet.see_ids("answer-").await?;
    let bad = |id: &String| Some(id.strip_prefix("answer-")?.strip_suffix("-bad")?.to_owned());
    Ok(answers.iter().filter_map(bad).collect())
}

impl Site {
    /// Enrolled, the app kept for offline work, the server stopped, the checklist open.
    pub(crate) async fn arrive() -> Result<Site> {
        let mut site = Site::enrolled(None).await?;
        site.server.stop()?;
        site.checklist().await?;
        Ok(site)
    }

    /// Enrolled while the server runs, at this origin where it is not the server's own.
    pub(crate) async fn enrolled(origin: Option<&dyn Fn(&Server) -> String>) -> Result<Site> {
        let stage = Stage::open().await?;
        let server = Server::start(&["demo", "--stage", "drawn"], &stage.folder("data")?).await?;
        let tablet = stage.browser("tablet-a", Options::default()).await?;
        let origin = origin.map_or_else(|| server.origin("tablet-a"), |of| of(&server));
        tablet
            .enrol(&origin, &tablet::printed_code(&server, "tablet-a")?)
            .await?;
        let inspection = tablet.first_assigned().await?;
        tablet.kept_offline().await?;
        let mut site = Site {
            stage,
            tablet,
            server,
            origin,
            inspection,
            items: Vec::new(),
        };
        site.checklist().await?;
        site.items = taps(&site.tablet).await?;
        ensure!(site.items.len() > 7, "a checklist of taps: {:?}", site.items);
        Ok(site)
    }

    /// Goes to the checklist.
    pub(crate) async fn checklist(&self) -> Result<()> {
        self.tablet.checklist(&self.inspection).await
    }

    /// Marks an item as a problem.
    pub(crate) async fn tap(&self, nth: usize) -> Result<()> {
        self.tablet
            .tap_id(&format!("answer-{}-bad", self.items[nth]))
            .await
    }

    /// Marks it, and it says that it is on this tablet.
    pub(crate) async fn mark(&self, nth: usize) -> Result<()> {
        self.tap(nth).await?;
        self.saved(nth).await
    }

    /// The mark says that it is on this tablet, or further.
    pub(crate) async fn saved(&self, nth: usize) -> Result<()> {
        until(&format!("mark {nth} to be kept"), SOON, || async {
            let word = self.said_of(nth).await?;
            let kept = ["已存本机", "已接收", "已安全"].iter().any(|w| word.contains(w));
            Ok(kept.then_some(()))
        })
        .await
    }

    /// What the mark says of itself.
    pub(crate) async fn said_of(&self, nth: usize) -> Result<String> {
        self.tablet.words_of(&format!("saved-{}", self.items[nth])).await
    }

    /// Whether the item is marked as a problem on the screen, now.
    pub(crate) async fn is_marked(&self, nth: usize) -> Result<bool> {
        let verdict = self
            .tablet
            .data(&format!("item-{}", self.items[nth]), "data-verdict")
            .await?;
        Ok(verdict.as_deref() == Some("problem"))
    }

    /// Opens the app as a tap on its icon does, enters the PIN, and finds these marks in the checklist.
    pub(crate) async fn find(&self, marks: &[usize]) -> Result<()> {
        self.tablet.goto(&self.origin).await?;
        tablet::unlock(&self.tablet).await?;
        self.checklist().await?;
        for nth in marks {
            let id = format!("item-{}", self.items[*nth]);
            self.tablet
                .see_data_within(&id, "data-verdict", "problem", SOON)
                .await
                .with_context(|| format!("mark {nth}"))?;
        }
        Ok(())
    }

    /// The words of a note on the screen.
    pub(crate) async fn note(&self, nth: usize) -> Result<String> {
        let script = "return document.querySelector(`[data-testid=\"note-${arguments[0]}\"]`)?.value ?? '';";
        self.tablet.run(script, vec![json!(self.items[nth])]).await
    }

    /// The officer is told, in a passing notice or in the list of the sync centre.
    pub(crate) async fn told(&self, words: &str) -> Result<()> {
        tablet::go(&self.tablet, "/field/sync").await?;
        self.tablet.see_id("sync-state").await?;
        self.reads(words).await
    }

    /// These words are somewhere on the page.
    pub(crate) async fn reads(&self, words: &str) -> Result<()> {
        let what = format!("{words:?} to be said");
        let read = until(&what, SOON, || async {
            Ok(self.tablet.text().await?.contains(words).then_some(()))
        });
        match read.await {
            Ok(()) => Ok(()),
            Err(error) => Err(error.context(self.tablet.text().await?)),
        }
    }

    /// Runs a script in the page for its effect.
    pub(crate) async fn does(&self, script: &str) -> Result<()> {
        self.tablet
            .run::<Value>(&format!("{script}; return null;"), vec![])
            .await?;
        Ok(())
    }

    /// A page of this origin that runs nothing of the app.
    pub(crate) async fn elsewhere(&self) -> Result<()> {
        self.tablet
            .goto(&format!("{}/manifest.webmanifest", self.origin))
            .await
    }

    /// A second tab, in sight now; says which the first one was and which this is.
    pub(crate) async fn second_tab(&self) -> Result<(thirtyfour::WindowHandle, thirtyfour::WindowHandle)> {
        let web = self.tablet.web();
        let first = web.window().await?;
        let second = web.new_tab().await?;
        web.switch_to_window(second.clone()).await?;
        Ok((first, second))
    }
}

/// An inspection on the lists of both tablets, whatever else the draw gave each.
pub(crate) async fn common(a: &Browser, b: &Browser) -> Result<String> {
    let of_a = a.see_ids("today-t").await?;
    let of_b = b.see_ids("today-t").await?;
    let both = of_a.into_iter().find(|id| of_b.contains(id));
    Ok(both.context("an inspection of both")?.replace("today-", ""))
}
