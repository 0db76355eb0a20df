//! The house: where its root, its target folder and its commands are.
//!
//! Exists so that no other file guesses a path. Invariant: `CARGO_TARGET_DIR` and cargo's own configuration
//! are respected, because cargo itself is asked.
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders every verb works in.
#[derive(Debug, Clone)]
pub(crate) struct House {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
}

impl House {
    pub(crate) fn find() -> Result<House> {
        let root = Path::new(&manifest_dir())
            .parent()
            .context("xtask stands one folder below the root of the project")?
            .to_path_buf();
        let out = Command::new(cargo())
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .current_dir(&root)
            .output()
            .context("cargo could not be started")?;
        anyhow::ensure!(
            out.status.success(),
            "cargo metadata: {}",
            String::from_utf8_lossy(&out.stderr)
        );
        let metadata: serde_json::Value =
            serde_json::from_slice(&out.stdout).context("cargo metadata is not JSON")?;
        let target = metadata["target_directory"]
            .as_str()
            .context("cargo metadata names no target folder")?;
        Ok(House {
            target: PathBuf::from(target),
            root,
        })
    }

    /// A cargo command that runs in the root.
    pub(crate) fn cargo(&self, args: &[&str]) -> Command {
        let mut command = Command::new(cargo());
        command.args(args).current_dir(&self.root);
        command
    }

    /// The program a build of `sync-server` leaves behind.
    pub(crate) fn server(&self, profile_dir: &str) -> PathBuf {
        self.target
            .join(profile_dir)
            .join(format!("sync-server{}", std::env::consts::EXE_SUFFIX))
    }
}

/// Cargo tells a running program where its manifest stands; started by hand, the place at build time counts.
fn manifest_dir() -> String {
    std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned())
}

pub(crate) fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}
