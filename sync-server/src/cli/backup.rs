//! `sync-server backup`, `restore`, `migrate`: a copy counts only once it was read back.

use super::people::open;
use crate::clock::random;
use crate::error::Refusal;
use crate::flow::audit::audit;
use crate::store::sqlite;
use anyhow::{Context, ensure};
use domain::guard::stands;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Arguments of `backup`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Data folder.
    #[arg(long, default_value = "data/server")]
    data: PathBuf,
    /// Empty or missing folder that receives the copy.
    #[arg(long)]
    to: PathBuf,
}

/// Arguments of `restore`.
#[derive(Debug, clap::Args)]
pub struct RestoreArgs {
    /// Folder with a copy.
    #[arg(long)]
    from: PathBuf,
    /// Folder with the keys, where the copy holds none: the second copy of a running server does not.
    #[arg(long)]
    keys: Option<PathBuf>,
    /// Empty or missing data folder.
    #[arg(long)]
    data: PathBuf,
}

/// Arguments of `migrate`.
#[derive(Debug, clap::Args)]
pub struct MigrateArgs {
    /// Data folder.
    #[arg(long, default_value = "data/server")]
    data: PathBuf,
}

/// Writes a verified copy: database (integrity checked), blobs (digests checked), keys. A server may be running: the
/// database is copied as of one commit, and the blobs after it, so that none it names is missing.
///
/// # Errors
/// When something cannot be read, written, or reads back otherwise.
pub fn backup(args: &Args) -> anyhow::Result<u8> {
    empty(&args.to)?;
    sqlite::copy(&args.data, &args.to.join("suicha.db"))
        .with_context(|| format!("copying {}", args.data.display()))?;
    copy_tree(&args.data.join("keys"), &args.to.join("keys"))?;
    let blobs = copy_blobs(&args.data.join("blobs"), &args.to.join("blobs"))?;
    println!("{} ({blobs} blobs)", args.to.display());
    Ok(0)
}

/// Makes a data folder from a copy, with a new epoch.
///
/// # Errors
/// When something cannot be read, written, or reads back otherwise.
pub fn restore(args: &RestoreArgs) -> anyhow::Result<u8> {
    let keys = args.keys.clone().unwrap_or_else(|| args.from.join("keys"));
    ensure!(
        keys.is_dir(),
        "{} holds no keys: name the folder `keys` of the old data or of a backup with --keys",
        args.from.display()
    );
    empty(&args.data)?;
    let source = args.from.join("suicha.db");
    std::fs::copy(&source, args.data.join("suicha.db")).with_context(|| source.display().to_string())?;
    copy_tree(&keys, &args.data.join("keys"))?;
    let blobs = copy_blobs(&args.from.join("blobs"), &args.data.join("blobs"))?;
    let store = sqlite::open(&args.data)?;
    let epoch = hex::encode(random::<16>());
    if stands("restore-begins-an-epoch") {
        store.write_now(move |tx| tx.put_meta("epoch", &epoch))?;
    }
    drop(store);
    println!("{} ({blobs} blobs)", args.data.display());
    proven(&args.data)
}

/// A copy counts once it was read back: the log, the state it justifies, the blobs it names.
fn proven(data: &Path) -> anyhow::Result<u8> {
    let app = open(data)?;
    let inside = app.clone();
    let (report, named) = app
        .store
        .read_now(move |v| Ok::<_, Refusal>((audit(&inside, v)?, v.blobs()?)))
        .map_err(|e| anyhow::anyhow!(e.to_string()))?;
    for difference in &report.differences {
        println!("{}: {}", difference.place, difference.what);
    }
    let missing: Vec<_> = named.iter().filter(|b| !app.blobs.has(&b.sha256)).collect();
    for blob in &missing {
        println!("blobs/{}: missing", blob.sha256);
    }
    println!(
        "{} rows as the log says, {} blobs named",
        report.compared,
        named.len()
    );
    Ok(u8::from(!report.differences.is_empty() || !missing.is_empty()))
}

/// Opens a data folder, which migrates it.
///
/// # Errors
/// When it was written by a newer program, or cannot be opened.
pub fn migrate(args: &MigrateArgs) -> anyhow::Result<u8> {
    sqlite::open(&args.data)?;
    println!("{}", args.data.display());
    Ok(0)
}

fn empty(dir: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(dir).with_context(|| dir.display().to_string())?;
    let first = std::fs::read_dir(dir)?.next();
    ensure!(first.is_none(), "{} is not empty", dir.display());
    Ok(())
}

fn copy_tree(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        std::fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

/// Copies whole blobs and checks each copy against its name.
fn copy_blobs(from: &Path, to: &Path) -> anyhow::Result<u64> {
    let mut copied = 0;
    std::fs::create_dir_all(to)?;
    for shelf in std::fs::read_dir(from).with_context(|| from.display().to_string())? {
        let shelf = shelf?;
        let prefix = shelf.file_name().to_string_lossy().into_owned();
        if prefix.len() != 2 {
            continue;
        }
        std::fs::create_dir_all(to.join(&prefix))?;
        for blob in std::fs::read_dir(shelf.path())? {
            let blob = blob?;
            let target = to.join(&prefix).join(blob.file_name());
            std::fs::copy(blob.path(), &target)?;
            let digest = hex::encode(Sha256::digest(std::fs::read(&target)?));
            let name = format!("{prefix}{}", blob.file_name().to_string_lossy());
            ensure!(digest == name, "{} reads back otherwise", target.display());
            copied += 1;
        }
    }
    Ok(copied)
}
