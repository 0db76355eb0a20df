//! A tablet whose browser lost data: an emptied database, an emptied journal, one flipped bit, files that are gone.
//!
//! Whatever one copy still has is there again after the PIN, and the officer is told. The decisions are tried with
//! a thousand random faults in `domain`; here the browser's real storage is hurt. Rows F10, F11 and F12.
use crate::stories::on_site;
use crate::stories::walk::tablet;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
use test_support::browser::{Browser, Options};
use test_support::server::Server;
use test_support::stage::Stage;
use test_support::wait::until;

const LONG: Duration = Duration::from_secs(90);

/// An enrolled tablet with two marks that only it has.
struct Site {
    stage: Stage,
    tablet: Browser,
    origin: String,
    inspection: String,
    items: Vec<String>,
}

impl Site {
    async fn arrive() -> Result<Site> {
        let stage = Stage::open().await?;
        let mut server = Server::start(&["demo", "--stage", "drawn"], &stage.folder("data")?).await?;
        let tablet = stage.browser("tablet-a", Options::default()).await?;
        tablet::enrol(&tablet, &server, &tablet::printed_code(&server, "tablet-a")?).await?;
        let inspection = tablet.first_assigned().await?;
        tablet.kept_offline().await?;
        // The other page of this origin, which opens no store, is asked of the server: it stays.
        server.stop()?;
        let mut site = Site {
            origin: server.origin("tablet-a"),
            stage,
            tablet,
            inspection,
            items: Vec::new(),
        };
        site.open_checklist().await?;
        site.items = on_site::taps(&site.tablet).await?;
        site.items.truncate(6);
        site.mark(0).await?;
        site.mark(1).await?;
        Ok(site)
    }

    async fn open_checklist(&self) -> Result<()> {
        self.tablet.checklist(&self.inspection).await
    }

    /// One more mark with its words, shown as saved.
    async fn mark(&self, nth: usize) -> Result<()> {
        let item = &self.items[nth];
        self.tablet.tap_id(&format!("answer-{item}-bad")).await?;
        self.tablet
            .compose_id(&format!("note-{item}"), "wenti", &format!("第{nth}处问题"))
            .await?;
        self.tablet.press("Tab").await?;
        tablet::see_saved(&self.tablet, item).await
    }

    /// Away from every page that holds the store open; hurts it from there.
    async fn hurt(&self, script: &str) -> Result<()> {
        // The page of the worker's script runs nothing of the app.
        self.tablet
            .goto(&format!("{}/manifest.webmanifest", self.origin))
            .await?;
        ensure!(
            self.tablet.run_promise::<bool>(script, vec![]).await?,
            "the storage is hurt"
        );
        Ok(())
    }

    /// Opens by PIN and finds so many marks with their words, in order.
    async fn find_marks(&self, marks: usize) -> Result<()> {
        self.tablet.goto(&self.origin).await?;
        tablet::unlock(&self.tablet).await?;
        self.open_checklist().await?;
        for (nth, item) in self.items.iter().enumerate().take(marks) {
            self.tablet
                .see_data_within(&format!("item-{item}"), "data-verdict", "problem", LONG)
                .await?;
            let note: String = self
                .tablet
                .run(
                    "return document.querySelector(`[data-testid=\"note-${arguments[0]}\"]`).value;",
                    vec![json!(item)],
                )
                .await?;
            ensure!(
                note == format!("第{nth}处问题"),
                "the words of mark {nth}: {note:?}"
            );
        }
        Ok(())
    }

    /// The folder of the origin's own database in the closed browser's profile.
    fn database(&self) -> Result<PathBuf> {
        let profile = self.stage.path().join("profiles/tablet-a");
        let mut found = Vec::new();
        folders(&profile, &mut found)?;
        found
            .into_iter()
            .find(|dir| {
                let name = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
                name.contains("tablet-a") && name.ends_with(".indexeddb.leveldb")
            })
            .context("the origin's database in the profile")
    }
}

fn folders(dir: &Path, into: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() && !path.is_symlink() {
            folders(&path, into)?;
            into.push(path);
        }
    }
    Ok(())
}

fn ending(dir: &Path, part: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .contains(part)
        {
            found.push(path);
        }
    }
    Ok(found)
}

const EMPTY_JOURNAL: &str = "const root = await navigator.storage.getDirectory(); \
    await root.removeEntry('journal', { recursive: true }); return true;";

/// A browser writes preferences late: killed soon after enrolment it has forgotten that it is a tablet.
const FORGET: &str = "localStorage.removeItem('suicha.tablet'); return true;";

#[tokio::test(flavor = "multi_thread")]
async fn what_one_copy_of_a_tablet_still_has_is_there_again() -> Result<()> {
    let mut site = Site::arrive().await?;
    // The database vanishes under the open app; the next mark opens a new one, and it is filled again at once.
    let vanished = "return await new Promise(done => { const gone = indexedDB.deleteDatabase('suicha-field'); gone.onsuccess = () => done(true); });";
    ensure!(
        site.tablet.run_promise::<bool>(vanished, vec![]).await?,
        "the database is gone"
    );
    site.mark(2).await?;

    site.hurt(EMPTY_JOURNAL).await?;
    site.hurt(FORGET).await?;
    site.find_marks(3)
        .await
        .context("the journal emptied, and the first page asks the vault")?;

    // One bit on the disk: Chromium opens every database of the origin empty. What the database alone had was
    // journalled again, or this would take it; the keys have their twin.
    site.tablet.kill();
    let log = ending(&site.database()?, ".log")?.pop().context("a log")?;
    let mut bytes = fs::read(&log)?;
    let middle = bytes.len() / 2;
    *bytes.get_mut(middle).context("a log that is not empty")? ^= 1;
    fs::write(&log, bytes)?;
    site.tablet.relaunch().await?;
    site.find_marks(3).await.context("one flipped bit")?;
    told(&site.tablet, "补回").await?;
    site.open_checklist().await?;
    site.mark(3).await?;

    // Without its manifest the database cannot be opened at all.
    site.tablet.kill();
    for manifest in ending(&site.database()?, "MANIFEST")? {
        fs::remove_file(manifest)?;
    }
    site.tablet.relaunch().await?;
    site.find_marks(4).await.context("no manifest")?;
    told(&site.tablet, "换了一处").await?;
    site.open_checklist().await?;
    site.mark(4).await?;
    site.find_marks(5).await.context("and once more")
}

/// The officer is told, in a passing notice or in the list of the sync centre.
async fn told(tablet: &Browser, words: &str) -> Result<()> {
    tablet::go(tablet, "/field/sync").await?;
    let shown = until(&format!("{words:?} to be told"), LONG, || async {
        Ok(tablet.text().await?.contains(words).then_some(()))
    })
    .await;
    match shown {
        Ok(()) => Ok(()),
        Err(error) => Err(error.context(tablet.text().await?)),
    }
}
