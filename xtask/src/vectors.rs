//! Golden vectors: written again by the tests that read them.
//!
//! Exists so that a golden file is never edited by hand. Invariant: `--check` changes nothing on disk that
//! version control knows.
use crate::house::House;
use crate::step::{run, step};
use anyhow::{Context, Result, bail};

pub(crate) fn write() -> Result<()> {
    let house = House::find()?;
    step(
        "running the tests that own golden files, writing what they compute",
        || {
            let mut command = house.cargo(&["test", "--package", "domain", "--package", "sync-server"]);
            command.env("UPDATE_EXPECT", "1");
            run(&mut command)?;
            let mut command = house.cargo(&["test", "--package", "test-support", "--test", "it", "--"]);
            command
                .args(["--skip", "harness", "--skip", "story"])
                .env("UPDATE_EXPECT", "1");
            run(&mut command)
        },
    )?;
    println!("{}", changed(&house)?);
    println!("Read each difference before committing it: a golden file is a promise.");
    Ok(())
}

pub(crate) fn check() -> Result<()> {
    let house = House::find()?;
    let before = changed(&house)?;
    write()?;
    let after = changed(&house)?;
    if before != after {
        bail!("the golden files are not what the code computes:\n{after}");
    }
    Ok(())
}

/// What version control sees as changed below the golden files' folders.
fn changed(house: &House) -> Result<String> {
    let words = [
        "diff",
        "--stat",
        "--",
        "tests/vectors",
        "domain",
        "sync-server",
        "tests/it",
        "docs",
    ];
    let out = std::process::Command::new("git")
        .args(words)
        .current_dir(&house.root)
        .output()
        .context("git is needed to say what changed")?;
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}
