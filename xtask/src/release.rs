//! A release: artefacts with their digests, and the migrations that may never change again.
//!
//! Invariant: a release is made from a clean checkout whose changelog names the version; pushing and signing
//! stay a person's act.
use crate::build::{Profile, build};
use crate::fonts::fonts;
use crate::house::House;
use crate::site::read_tree;
use crate::step::{ask, run, step};
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::process::Command;

const RELEASED: &str = "tests/vectors/released-migrations.txt";

pub(crate) fn release() -> Result<()> {
    let house = House::find()?;
    let version = env!("CARGO_PKG_VERSION");
    let git = |words: &[&str]| ask(Command::new("git").args(words).current_dir(&house.root));
    let status = git(&["status", "--porcelain"]).context("a release needs git")?;
    ensure!(
        status.trim().is_empty(),
        "the checkout is not clean:\n{status}commit or remove these first"
    );
    let changelog = fs::read_to_string(house.root.join("CHANGELOG.md"))?;
    ensure!(
        changelog.contains(&format!("## {version}")),
        "CHANGELOG.md has no section `## {version}`: write what changed for users, then run this again"
    );
    let dist = build(Profile::Release)?;
    step("building the server, optimised", || {
        run(&mut house.cargo(&["build", "--release", "--locked", "--package", "sync-server"]))
    })?;
    let folder = house.target.join("release").join(version);
    fs::create_dir_all(&folder)?;
    fs::copy(house.server("release"), folder.join("sync-server"))?;
    step("packing", || {
        let archive = folder.join(format!("suicha-app-{version}.tar.gz"));
        run(Command::new("tar")
            .arg("-czf")
            .arg(archive)
            .arg("-C")
            .arg(&dist)
            .arg("."))
    })?;
    if let Some(fonts) = fonts(&house) {
        step("packing the fonts", || {
            let archive = folder.join(format!("suicha-fonts-{version}.tar.gz"));
            run(Command::new("tar")
                .arg("-czf")
                .arg(archive)
                .arg("-C")
                .arg(&fonts)
                .arg("."))
        })?;
    }
    let mut files = BTreeMap::new();
    read_tree(&folder, &folder, &mut files)?;
    files.remove("SHA256SUMS");
    let mut sums = String::new();
    for (path, bytes) in &files {
        writeln!(sums, "{}  {path}", hex::encode(Sha256::digest(bytes)))?;
    }
    fs::write(folder.join("SHA256SUMS"), &sums)?;
    let new = seal_migrations(&house)?;
    println!("{sums}in {}", folder.display());
    if new > 0 {
        println!("{new} migrations are now released: commit {RELEASED}.");
    }
    println!("Then: git tag v{version} && git push --tags");
    Ok(())
}

/// Adds the digests of migrations that are not listed yet.
fn seal_migrations(house: &House) -> Result<usize> {
    let mut text = fs::read_to_string(house.root.join(RELEASED))?;
    let mut files = BTreeMap::new();
    let dir = house.root.join("sync-server/migrations");
    if dir.is_dir() {
        read_tree(&house.root, &dir, &mut files)?;
    }
    let mut new = 0;
    for (path, bytes) in files {
        if !text.lines().any(|line| line.ends_with(&format!("  {path}"))) {
            writeln!(text, "{}  {path}", hex::encode(Sha256::digest(&bytes)))?;
            new += 1;
        }
    }
    fs::write(house.root.join(RELEASED), text)?;
    Ok(new)
}
