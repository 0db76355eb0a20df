//! The release artefacts of the app: the three programs, their pages, the service worker and the precache lists.
//!
//! Exists so that `dist/` is a pure function of the sources. Invariants: a new build is written into a fresh
//! folder and renamed, so that a running page never meets a half-written one; unchanged sources build
//! nothing.
use crate::fonts::fonts;
use crate::house::House;
use crate::site::{Site, read_tree};
use crate::step::step;
use crate::{compress, wasm};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// How hard the compiler tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Small: what users get. Lands in `dist/`.
    Release,
    /// Quick to link, not compressed: for work and for browser stories. Lands in `dist.dev/`.
    Dev,
}

impl Profile {
    pub(crate) fn cargo_name(self) -> &'static str {
        match self {
            Profile::Release => "wasm-release",
            Profile::Dev => "wasm-dev",
        }
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Profile::Release => "compiling the app for the browser, small (some minutes the first time)",
            Profile::Dev => "compiling the app for the browser, quick",
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Profile::Release => "dist",
            Profile::Dev => "dist.dev",
        }
    }
}

/// Builds what changed; returns the finished folder.
pub(crate) fn build(profile: Profile) -> Result<PathBuf> {
    let house = House::find()?;
    fonts(&house);
    let dist = house.root.join(profile.folder());
    let inputs = inputs(&house)?;
    if built_from(&dist).as_deref() == Some(inputs.as_str()) {
        eprintln!("── the app in {} is up to date", profile.folder());
        return Ok(dist);
    }
    let programs = wasm::compile(&house, profile)?;
    step("putting the site together", || {
        let mut site = assemble(&house.root, &programs, profile, &inputs)?;
        if profile == Profile::Release {
            let mut packed = compress::siblings(&site.files)?;
            site.files.append(&mut packed);
        }
        replace(&dist, &site)
    })?;
    eprintln!("   the app stands in {}", dist.display());
    Ok(dist)
}

/// The digest of the sources as they are now.
pub(crate) fn inputs_now() -> Result<String> {
    inputs(&House::find()?)
}

/// A digest of everything the site is made from, this program included.
fn inputs(house: &House) -> Result<String> {
    let mut files = BTreeMap::new();
    for dir in ["app", "domain", "regimes", "xtask"] {
        let dir = house.root.join(dir);
        if dir.is_dir() {
            read_tree(&house.root, &dir, &mut files)?;
        }
    }
    for name in ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "index.html"] {
        let path = house.root.join(name);
        files.insert(
            name.to_owned(),
            fs::read(&path).with_context(|| path.display().to_string())?,
        );
    }
    let mut all = Sha256::new();
    for (path, bytes) in &files {
        all.update(path.as_bytes());
        all.update(Sha256::digest(bytes));
    }
    Ok(hex::encode(all.finalize()))
}

/// The inputs a finished folder says it was built from.
fn built_from(dist: &Path) -> Option<String> {
    let text = fs::read_to_string(dist.join("version.json")).ok()?;
    let version: serde_json::Value = serde_json::from_str(&text).ok()?;
    Some(version["inputs"].as_str()?.to_owned())
}

fn assemble(root: &Path, programs: &Path, profile: Profile, inputs: &str) -> Result<Site> {
    let app = root.join("app");
    let mut site = Site::default();
    let public = site.add_public(&app)?;
    let styles = site.add_styles(&app)?;
    let read = |path: PathBuf| fs::read_to_string(&path).with_context(|| path.display().to_string());
    let mut versions = serde_json::Map::new();
    for (name, template, page, list) in [
        ("suicha", root.join("index.html"), "index.html", "precache.json"),
        (
            "suicha-office",
            app.join("office-page.html"),
            "office.html",
            "precache-office.json",
        ),
        (
            "suicha-public",
            app.join("public-page.html"),
            "public.html",
            "precache-public.json",
        ),
    ] {
        let glue = wasm::glue(&programs.join(format!("{name}.wasm")), name, profile)?;
        let program = site.add_program(name, glue)?;
        site.add_page(page, &read(template)?, &styles, &program)?;
        let precache = site.precache(page, &[&styles, &program], &public);
        versions.insert(name.to_owned(), precache["version"].clone());
        if name == "suicha" && app.join("sw.js").is_file() {
            let version = precache["version"].as_str().context("a version is text")?;
            let worker = read(app.join("sw.js"))?
                .replace("{{version}}", version)
                .replace("{{precache}}", &precache.to_string());
            site.files.insert("sw.js".to_owned(), worker.into_bytes());
        }
        site.files
            .insert(list.to_owned(), serde_json::to_vec_pretty(&precache)?);
    }
    let version =
        serde_json::json!({ "versions": versions, "profile": profile.cargo_name(), "inputs": inputs });
    site.files
        .insert("version.json".to_owned(), serde_json::to_vec_pretty(&version)?);
    Ok(site)
}

/// Fresh folder first, then two renames; the old one goes last.
fn replace(dist: &Path, site: &Site) -> Result<()> {
    let beside = |word: &str| {
        let mut name = dist.file_name().unwrap_or_default().to_os_string();
        name.push(format!(".{word}-{}", std::process::id()));
        dist.with_file_name(name)
    };
    let (fresh, old) = (beside("new"), beside("old"));
    site.write(&fresh)?;
    if dist.exists() {
        fs::rename(dist, &old).with_context(|| dist.display().to_string())?;
    }
    fs::rename(&fresh, dist).with_context(|| dist.display().to_string())?;
    if old.exists() {
        fs::remove_dir_all(&old)?;
    }
    Ok(())
}
