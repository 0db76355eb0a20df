//! The one entry point for every command of this project.
//!
//! Exists so that a newcomer, an engineer and the build server run the same code instead of three
//! scripts. Invariant: every verb can be repeated, says what it is doing while it does it, and fails with a
//! sentence that says what to do.
mod bench;
mod build;
mod compress;
mod conformance;
mod demo;
mod dev;
mod fonts;
mod gate;
mod house;
mod release;
mod simulate;
mod site;
mod step;
mod tally;
mod test;
mod tools;
mod vectors;
mod wasm;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask demo                        build everything, start it with demo rosters, print addresses and log-ins
cargo xtask test [--slow] [--only NAME] every test, browser stories included (--release: on the release app)
cargo xtask dev                         build, serve, and build again whenever a source changes
cargo xtask build [--dev]               the app: hashed names, precache list, pre-compressed, in dist/ (--dev: dist.dev/)
cargo xtask bench [NAME…] [--quick]     sizes and speeds, as ratios: size start mark sync draw, or all
cargo xtask simulate [--hours N] [--seed S]  worlds of tablets, server, network, disks and clocks, until something breaks
cargo xtask conformance [--mutate]      write the table of what each regulation asks (--mutate: take its rules away)
cargo xtask vectors [--check]           write the golden vectors again and say what changed
cargo xtask release                     changelog, artefacts and digests of a release";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["demo"] => demo::demo(),
        ["test", options @ ..] => return test::test(options),
        ["dev"] => dev::dev(),
        ["build"] => build::build(build::Profile::Release).map(|_| ()),
        ["build", "--dev"] => build::build(build::Profile::Dev).map(|_| ()),
        ["bench", options @ ..] => bench::bench(options),
        ["simulate", options @ ..] => simulate::simulate(options),
        ["conformance"] => conformance::write(),
        ["conformance", "--mutate"] => conformance::mutate(),
        ["vectors"] => vectors::write(),
        ["vectors", "--check"] => vectors::check(),
        ["release"] => release::release(),
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
