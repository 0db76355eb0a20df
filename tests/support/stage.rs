//! The stage of one browser story: chromedriver, a folder for profiles and data, and the turn.
//!
//! Exists because three stories at once on two cores time out for no reason of ours. Invariant: one story
//! plays at a time in this process; folders vanish with the stage unless `SUICHA_KEEP` is set.
use crate::browser::{Browser, Options};
use crate::process::Process;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::{Semaphore, SemaphorePermit};

static TURN: Semaphore = Semaphore::const_new(1);

/// Where the built product lies and where screenshots go; `cargo xtask test` sets the variables.
#[derive(Debug, Clone)]
pub struct Paths {
    pub dist: PathBuf,
    pub server: PathBuf,
}

impl Paths {
    /// Reads `SUICHA_DIST` and `SUICHA_SERVER`.
    pub fn find() -> Result<Paths> {
        let read = |name: &str| {
            std::env::var_os(name)
                .map(PathBuf::from)
                .with_context(|| format!("{name} is not set: run browser stories by `cargo xtask test`"))
        };
        Ok(Paths {
            dist: read("SUICHA_DIST")?,
            server: read("SUICHA_SERVER")?,
        })
    }
}

/// One story's chromedriver and folders.
#[derive(Debug)]
pub struct Stage {
    driver: Process,
    address: String,
    folder: Option<TempDir>,
    path: PathBuf,
    _turn: SemaphorePermit<'static>,
}

impl Stage {
    pub async fn open() -> Result<Stage> {
        let turn = TURN.acquire().await.context("the turn is never closed")?;
        let program = std::env::var("SUICHA_CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let mut driver = Process::spawn(Command::new(program).arg("--port=0"))?;
        let line = driver.line_with("was started successfully on port", Duration::from_secs(30))?;
        let port: String = line.chars().filter(char::is_ascii_digit).collect();
        let folder = TempDir::with_prefix("suicha-story-")?;
        let path = folder.path().to_path_buf();
        let folder = if std::env::var_os("SUICHA_KEEP").is_some() {
            eprintln!("the story keeps its folder: {}", folder.keep().display());
            None
        } else {
            Some(folder)
        };
        Ok(Stage {
            driver,
            address: format!("http://127.0.0.1:{port}"),
            folder,
            path,
            _turn: turn,
        })
    }

    /// A browser with a profile of its own, named after who uses it.
    pub async fn browser(&self, name: &str, options: Options) -> Result<Browser> {
        Browser::launch(
            name,
            &self.path.join("profiles").join(name),
            &self.address,
            options,
        )
        .await
    }

    /// A folder of the story, made when missing.
    pub fn folder(&self, name: &str) -> Result<PathBuf> {
        let path = self.path.join(name);
        std::fs::create_dir_all(&path).with_context(|| path.display().to_string())?;
        Ok(path)
    }

    /// Where everything of this story lies.
    pub fn path(&self) -> &Path {
        self.folder.as_ref().map_or(self.path.as_path(), TempDir::path)
    }

    /// What chromedriver printed, for a failing story.
    pub fn driver_log(&self) -> Vec<String> {
        self.driver.printed()
    }
}

/// The folder screenshots are written to: `SUICHA_SHOTS`, or `shots` in the story's temporary place.
pub(crate) fn shots() -> Result<PathBuf> {
    let dir = std::env::var_os("SUICHA_SHOTS")
        .map_or_else(|| std::env::temp_dir().join("suicha-shots"), PathBuf::from);
    std::fs::create_dir_all(&dir).with_context(|| dir.display().to_string())?;
    Ok(dir)
}
