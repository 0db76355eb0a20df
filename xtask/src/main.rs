//! The one entry point for every command of this project.
//!
//! Exists so that a newcomer, an engineer and the build server run the same code instead of three
//! scripts. Invariant: every verb can be repeated, says what it is doing while it does it, and fails with a
//! sentence that says what to do.
mod build;
mod compress;
mod house;
mod site;
mod step;
mod wasm;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask demo                        build everything, start it with demo rosters, print addresses and log-ins
cargo xtask test [--slow] [--only NAME] every test, browser stories included
cargo xtask dev                         build, serve, and build again whenever a source changes
cargo xtask build [--dev]               the app: hashed names, precache list, pre-compressed, in dist/ (--dev: dist.dev/)
cargo xtask bench [size]                sizes and speeds, as ratios
cargo xtask vectors [--check]           write the golden vectors again and say what changed
cargo xtask release                     changelog, artefacts and digests of a release";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["build"] => build::build(build::Profile::Release).map(|_| ()),
        ["build", "--dev"] => build::build(build::Profile::Dev).map(|_| ()),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}
