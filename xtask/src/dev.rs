//! Watch and serve: builds the app quickly whenever a source changes, beside a running server.
//!
//! Exists for work on screens. Invariant: a build that fails leaves the last good one standing.
use crate::build::{Profile, build};
use crate::house::House;
use crate::step::{run, step};
use anyhow::{Context, Result};
use std::process::{Child, Command};
use std::time::Duration;

const LISTEN: &str = "127.0.0.1:8081";
const LOOK_EVERY: Duration = Duration::from_millis(700);

pub(crate) fn dev() -> Result<()> {
    let house = House::find()?;
    let dist = build(Profile::Dev)?;
    step("building the server", || {
        run(&mut house.cargo(&["build", "--package", "sync-server", "--bin", "sync-server"]))
    })?;
    let mut server = Command::new(house.server("debug"))
        .arg("demo")
        .arg("--dist")
        .arg(dist)
        .arg("--data")
        .arg(house.root.join("data/dev"))
        .args(["--listen", LISTEN])
        .current_dir(&house.root)
        .spawn()
        .context("the server could not be started")?;
    eprintln!("── watching; reload the page after a build, Ctrl-C ends");
    watch(&mut server)
}

/// Builds again whenever the inputs differ; ends with the server.
fn watch(server: &mut Child) -> Result<()> {
    let mut seen = crate::build::inputs_now()?;
    while server.try_wait()?.is_none() {
        std::thread::sleep(LOOK_EVERY);
        let now = crate::build::inputs_now()?;
        if now != seen {
            seen = now;
            if let Err(error) = build(Profile::Dev) {
                eprintln!("{error:#}\n   the last good build is still served");
            }
        }
    }
    Ok(())
}
