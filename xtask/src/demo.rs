//! The demo: from a fresh clone to a running office, two tablets and the public page.
//!
//! Exists as the shortest way to see the product at work. Invariant: real build, real server, real importer;
//! only the rosters are invented, and they are marked as such.
use crate::build::{Profile, build};
use crate::house::House;
use crate::step::{run, step};
use anyhow::{Context, Result, bail};
use std::net::{SocketAddr, TcpListener};
use std::process::Command;

const LISTEN: &str = "127.0.0.1:8080";
const DATA: &str = "data/demo";

pub(crate) fn demo() -> Result<()> {
    let address: SocketAddr = LISTEN.parse().expect("a constant address");
    if TcpListener::bind(address).is_err() {
        bail!(
            "Something already listens on {LISTEN}. If it is an earlier demo, it is still there for you to use; \
             otherwise stop that program and run this again."
        );
    }
    let house = House::find()?;
    let dist = build(Profile::Release)?;
    step(
        "building the server, optimised (some minutes the first time)",
        || {
            run(&mut house.cargo(&[
                "build",
                "--release",
                "--package",
                "sync-server",
                "--bin",
                "sync-server",
            ]))
        },
    )?;
    let mut server = Command::new(house.server("release"));
    server
        .arg("demo")
        .arg("--dist")
        .arg(dist)
        .arg("--data")
        .arg(house.root.join(DATA));
    server.args(["--listen", LISTEN]).current_dir(&house.root);
    eprintln!("── starting the server; Ctrl-C ends it, {DATA} keeps everything for the next time");
    become_server(server)
}

/// The server takes the place of this program, so that Ctrl-C reaches it alone and it can end in order.
#[cfg(unix)]
fn become_server(mut server: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(server.exec()).context("the server could not be started")
}

#[cfg(not(unix))]
fn become_server(mut server: Command) -> Result<()> {
    run(&mut server)
}
