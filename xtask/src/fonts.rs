//! The Chinese font of the server's PDF: had from npm's registry by version and digest, kept beside `dist/`.
//!
//! Exists because 30 MB of glyphs do not belong into git. Invariant: a file counts by its digest alone; without npm the
//! build goes on and says what will be missing.
use crate::house::House;
use crate::step::{run, step};
use crate::tools::on_path;
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Noto Serif SC as Google Fonts builds it, under the SIL Open Font License 1.1.
const PACKAGE: &str = "@expo-google-fonts/noto-serif-sc@0.4.3";
/// What is taken out of it: place in the package, name here, SHA-256.
const FILES: [(&str, &str, &str); 3] = [
    (
        "package/400Regular/NotoSerifSC_400Regular.ttf",
        "NotoSerifSC_400Regular.ttf",
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    ),
    (
        "package/700Bold/NotoSerifSC_700Bold.ttf",
        "NotoSerifSC_700Bold.ttf",
        "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
    ),
    (
        "package/LICENSE_FONT",
        "LICENSE_FONT",
        "5e0da210fb04058a8c0087985d2d456b931c2579811a49655721d3cf0c36b6d6",
    ),
];

/// The folder of fonts, fetched when it is not there; none on a machine that cannot get it.
pub(crate) fn fonts(house: &House) -> Option<PathBuf> {
    let dir = house.root.join("fonts");
    if stands(&dir) {
        return Some(dir);
    }
    let fetched = match on_path("npm") {
        None => Err(anyhow::anyhow!("there is no npm on this machine")),
        Some(npm) => step("the Chinese font of the server's PDF (once, about 70 MB)", || {
            fetch(&npm, &house.target.join("fonts"), &dir)
        }),
    };
    match fetched {
        Ok(()) => Some(dir),
        Err(error) => {
            eprintln!(
                "── the server will make no PDF: {error:#}. Put a Chinese font (.ttf, .otf, .ttc) into {} \
                 yourself, or run this again",
                dir.display()
            );
            None
        }
    }
}

/// Every file is there and is the one that was chosen.
fn stands(dir: &Path) -> bool {
    FILES.iter().all(|(_, name, sha256)| {
        let bytes = fs::read(dir.join(name));
        bytes.is_ok_and(|bytes| hex::encode(Sha256::digest(bytes)) == *sha256)
    })
}

fn fetch(npm: &Path, work: &Path, dir: &Path) -> Result<()> {
    if work.exists() {
        fs::remove_dir_all(work)?;
    }
    fs::create_dir_all(work)?;
    run(Command::new(npm)
        .args(["pack", PACKAGE, "--ignore-scripts", "--loglevel=error"])
        .current_dir(work))?;
    let mut packed = fs::read_dir(work)?.filter_map(Result::ok).map(|e| e.path());
    let packed = packed
        .find(|path| path.extension().is_some_and(|e| e == "tgz"))
        .context("npm left no package")?;
    run(Command::new("tar")
        .arg("-xzf")
        .arg(packed)
        .args(FILES.map(|(place, ..)| place))
        .current_dir(work))?;
    fs::create_dir_all(dir)?;
    for (place, name, sha256) in FILES {
        let bytes = fs::read(work.join(place)).with_context(|| place.to_owned())?;
        let found = hex::encode(Sha256::digest(&bytes));
        ensure!(
            found == sha256,
            "{place} of {PACKAGE} is not the file that was chosen: {found}"
        );
        fs::write(dir.join(name), bytes)?;
    }
    fs::remove_dir_all(work)?;
    Ok(())
}
