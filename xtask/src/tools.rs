//! What browser stories need from the machine: Chromium, its driver, Chinese fonts.
//!
//! Exists so that a fresh machine runs all tests with one command. Invariant: nothing is installed without
//! being announced, and when it cannot be installed the exact command is said.
use crate::house::House;
use crate::step::{ask, run, step};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

const PACKAGES: [&str; 4] = ["chromium", "chromium-driver", "fontconfig", "fonts-noto-cjk"];
const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Programs a story starts.
#[derive(Debug)]
pub(crate) struct Tools {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
}

/// Finds the programs, installing what is missing when that is possible.
pub(crate) fn tools() -> Result<Tools> {
    if let Some(tools) = find() {
        return Ok(tools);
    }
    let install = format!("apt-get update && apt-get install -y {}", PACKAGES.join(" "));
    let root = ask(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    if !root || on_path("apt-get").is_none() {
        bail!(
            "browser stories need Chromium, chromedriver of the same version and a Chinese font. On Debian, as \
             root:\n    {install}\nElsewhere install them, and set SUICHA_CHROMIUM and SUICHA_CHROMEDRIVER when \
             they are not on the PATH. Then run this again."
        );
    }
    step(
        "installing Chromium, its driver and a Chinese font (once, about 570 MB)",
        || {
            apt(&["update", "-q"])?;
            let mut words = vec!["install", "-y", "-q"];
            words.extend(PACKAGES);
            apt(&words)
        },
    )?;
    match find() {
        Some(tools) => Ok(tools),
        None => bail!("the packages were installed, but Chromium, chromedriver or a Chinese font is missing"),
    }
}

/// The folder of the scripts that tests ask (an accessibility audit, the JavaScript Automerge), fetched as their lock file says; none on a
/// machine without npm, which leaves those checks out.
pub(crate) fn scripts(house: &House) -> Result<Option<PathBuf>> {
    let Some(npm) = on_path("npm") else {
        eprintln!(
            "── the accessibility audit by axe and the JavaScript Automerge are left out: there is no npm on this machine"
        );
        return Ok(None);
    };
    let dir = house.root.join("tests/js");
    fetch(&npm, &dir, "the scripts that tests ask")?;
    Ok(Some(dir.join("node_modules")))
}

/// The folder of the programs that run beside ours in a benchmark; none on a machine without npm.
pub(crate) fn peers(house: &House) -> Result<Option<PathBuf>> {
    let Some(npm) = on_path("npm") else {
        return Ok(None);
    };
    let dir = house.root.join("tests/peers");
    fetch(&npm, &dir, "the programs to run beside ours")?;
    Ok(Some(dir))
}

/// What the lock file of `dir` says; nothing of it runs while it is fetched.
fn fetch(npm: &Path, dir: &Path, what: &str) -> Result<()> {
    step(what, || {
        run(Command::new(npm)
            .args([
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
            ])
            .current_dir(dir))
    })
}

fn apt(words: &[&str]) -> Result<()> {
    run(Command::new("apt-get")
        .args(words)
        .env("DEBIAN_FRONTEND", "noninteractive"))
}

fn find() -> Option<Tools> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let chromium =
        named("SUICHA_CHROMIUM").or_else(|| BROWSERS.iter().find_map(|browser| on_path(browser)))?;
    let chromedriver = named("SUICHA_CHROMEDRIVER").or_else(|| on_path("chromedriver"))?;
    has_chinese_font().then_some(Tools {
        chromium,
        chromedriver,
    })
}

/// Fontconfig knows; without it there is no browser either.
fn has_chinese_font() -> bool {
    ask(Command::new("fc-list").arg(":lang=zh-cn")).is_some_and(|fonts| !fonts.trim().is_empty())
}

pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|dir| dir.join(program))
        .find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    file.is_file()
}
