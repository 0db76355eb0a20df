//! The app as WebAssembly: the target, the compiler, and the glue for the browser.
//!
//! Exists so that nobody installs a bundler: wasm-bindgen is a library of this program, at exactly the
//! version the app was compiled with. Invariant: no two bundles share a file.
use crate::build::Profile;
use crate::house::House;
use crate::step::{ask, run, step};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// What to pass to cargo so that the standard library for the browser is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Std {
    /// The toolchain has the target.
    Installed,
    /// Only the sources of the library are there: cargo builds them too.
    FromSource,
}

impl Std {
    pub(crate) fn apply(self, command: &mut Command) {
        if self == Std::FromSource {
            command
                .env("RUSTC_BOOTSTRAP", "1")
                .arg("-Zbuild-std=std,panic_abort");
        }
    }
}

/// Adds the wasm target when it is missing; falls back to the library's sources.
pub(crate) fn target() -> Result<Std> {
    let sysroot = sysroot()?;
    if sysroot.join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        return Ok(Std::Installed);
    }
    let added = step(
        "adding the compiler target for the browser (once, some seconds)",
        || run(Command::new("rustup").args(["target", "add", TARGET])),
    );
    let Err(refused) = added else {
        return Ok(Std::Installed);
    };
    let library = sysroot.join("lib/rustlib/src/rust/library");
    if library.join("std").is_dir() || library_from_debian(&library).is_ok() {
        eprintln!("   {refused:#}\n   going on with the sources of the standard library instead");
        return Ok(Std::FromSource);
    }
    bail!(
        "the compiler target {TARGET} is missing and could not be added ({refused:#}).\n\
         Either run `rustup target add {TARGET}` on a connected machine, or put the sources of the standard \
         library of exactly this compiler (component or Debian package `rust-src`) at {} and run this again.",
        library.display()
    )
}

fn sysroot() -> Result<PathBuf> {
    let out = ask(Command::new("rustc").args(["--print", "sysroot"]))
        .context("`rustc` does not answer: install Rust")?;
    Ok(PathBuf::from(out.trim()))
}

/// Debian ships the library's sources as plain files; they fit only when the version is exactly ours.
fn library_from_debian(library: &Path) -> Result<()> {
    let version = ask(Command::new("rustc").arg("--version")).context("no rustc")?;
    let version = version
        .split(' ')
        .nth(1)
        .context("rustc names no version")?
        .to_owned();
    let offered =
        ask(Command::new("apt-cache").args(["madison", "rust-src"])).context("no Debian packages")?;
    let package = offered
        .lines()
        .filter_map(|line| line.split('|').nth(1).map(str::trim))
        .find(|offer| offer.starts_with(&version))
        .with_context(|| format!("no rust-src {version} among the Debian packages"))?;
    let dir = std::env::temp_dir().join(format!("suicha-rust-src-{}", std::process::id()));
    fs::create_dir_all(&dir)?;
    run(Command::new("apt-get")
        .args(["download", &format!("rust-src={package}")])
        .current_dir(&dir))?;
    let deb = fs::read_dir(&dir)?
        .next()
        .context("nothing was downloaded")??
        .path();
    run(Command::new("dpkg").arg("-x").arg(&deb).arg(dir.join("tree")))?;
    let unpacked = dir.join(format!("tree/usr/src/rustc-{version}/library"));
    fs::create_dir_all(library.parent().context("a library has a parent")?)?;
    run(Command::new("cp").arg("-r").arg(unpacked).arg(library))?;
    fs::remove_dir_all(&dir)?;
    Ok(())
}

/// Compiles the programs of the app; returns the folder they land in.
pub(crate) fn compile(house: &House, profile: Profile) -> Result<PathBuf> {
    let std = target()?;
    step(profile.words(), || {
        let mut command = house.cargo(&["build", "--package", "app", "--bins", "--target", TARGET]);
        command.args(["--profile", profile.cargo_name()]);
        if profile == Profile::Dev {
            command.args(["--features", "switches"]);
        }
        std.apply(&mut command);
        run(&mut command)
    })?;
    Ok(house.target.join(TARGET).join(profile.cargo_name()))
}

/// The files of one bundle by their name inside its folder: glue, wasm, snippets.
pub(crate) fn glue(wasm: &Path, name: &str, profile: Profile) -> Result<BTreeMap<String, Vec<u8>>> {
    let dir = std::env::temp_dir().join(format!("suicha-glue-{}-{name}", std::process::id()));
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name(name)
        .typescript(false)
        .web(true)?;
    bindgen
        .remove_name_section(profile == Profile::Release)
        .remove_producers_section(true);
    bindgen
        .generate(&dir)
        .with_context(|| format!("making the browser glue of {name}"))?;
    let mut files = BTreeMap::new();
    crate::site::read_tree(&dir, &dir, &mut files)?;
    fs::remove_dir_all(&dir)?;
    Ok(files)
}
