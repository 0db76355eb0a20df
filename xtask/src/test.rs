//! Every test of the project, from a fresh machine to one line.
//!
//! Exists so that "the tests pass" means one thing everywhere. Invariant: the last line alone is
//! `N passed, N failed`, summed over all runners, and the exit code agrees with it.
use crate::build::{Profile, build};
use crate::fonts::fonts;
use crate::gate;
use crate::house::House;
use crate::site::short;
use crate::step::{run, step};
use crate::tally::Tally;
use crate::tools::{scripts, tools};
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

/// What every compilation of a test run selects: cargo then chooses the features of each crate once, and compiles it once.
pub(crate) const WHOLE: [&str; 3] = ["--workspace", "--features", "sync-server/switches"];

/// The room of the whole-product tests whose tests play in a browser, one after the other.
const STORIES: &str = "stories::";

/// What the command line asked for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wanted {
    slow: bool,
    release: bool,
    only: Option<String>,
}

impl Wanted {
    fn parse(options: &[&str]) -> Option<Wanted> {
        let mut wanted = Wanted::default();
        let mut options = options.iter();
        while let Some(option) = options.next() {
            match *option {
                "--slow" => wanted.slow = true,
                "--release" => wanted.release = true,
                "--only" => wanted.only = Some((*options.next()?).to_owned()),
                _ => return None,
            }
        }
        Some(wanted)
    }
}

/// Runs everything that was asked for and prints the sum.
pub(crate) fn test(options: &[&str]) -> ExitCode {
    let Some(wanted) = Wanted::parse(options) else {
        eprintln!("cargo xtask test [--slow] [--release] [--only NAME]");
        return ExitCode::from(2);
    };
    let begin = Instant::now();
    let mut tally = Tally::default();
    if let Err(error) = run_all(&wanted, &mut tally) {
        eprintln!("\n{error:#}");
        tally.fail(format!("{error}"));
    }
    if !tally.failed().is_empty() {
        println!("\nfailed:");
        tally.failed().iter().for_each(|name| println!("    {name}"));
    }
    println!(
        "\nall runners together, after {:.0} s:",
        begin.elapsed().as_secs_f64()
    );
    println!("{tally}");
    if tally.failed().is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn run_all(wanted: &Wanted, tally: &mut Tally) -> Result<()> {
    let house = House::find()?;
    let tools = tools()?;
    if wanted.only.is_none() {
        gate::formatting(&house, tally);
    }
    let dist = build(if wanted.release {
        Profile::Release
    } else {
        Profile::Dev
    })?;
    let server = server(&house)?;
    let mut environment = vec![
        ("SUICHA_DIST", dist),
        ("SUICHA_SERVER", server),
        ("SUICHA_CHROMIUM", tools.chromium),
        ("SUICHA_CHROMEDRIVER", tools.chromedriver),
        ("SUICHA_SHOTS", house.target.join("shots")),
    ];
    if let Some(dir) = fonts(&house) {
        environment.push(("SUICHA_FONTS", dir));
    }
    if let Some(dir) = scripts(&house)? {
        environment.push(("SUICHA_SCRIPTS", dir));
    }
    if wanted.slow {
        environment.push(("SLOW", "1".into()));
    }
    let lane = |words: &str, arguments: &[&str]| {
        let mut command = house.cargo(&["test", "--no-fail-fast"]);
        command.args(WHOLE).args(arguments);
        command.envs(environment.iter().map(|(name, value)| (*name, value.as_path())));
        tests(words, &mut command)
    };
    if let Some(only) = &wanted.only {
        tally.add(lane("what was asked for", &[only]));
        return Ok(());
    }
    // Both lanes select what was built: another selection would have other features, and compile everything again.
    // A story waits for its browser more than it computes: what needs no browser is checked meanwhile, and leaves it room.
    let beside = std::thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).max(1));
    let (stories, mut rest) = std::thread::scope(|scope| {
        let stories = scope.spawn(|| lane("browser stories", &["--tests", "--", STORIES]));
        let mut rest = Tally::default();
        gate::lints(&house, &mut rest);
        let threads = format!("--test-threads={beside}");
        rest.add(lane("everything else", &["--", "--skip", STORIES, &threads]));
        (stories.join(), rest)
    });
    gate::independent_verifier(&house, &mut rest);
    tally.add(rest);
    match stories {
        Ok(stories) => tally.add(stories),
        Err(_) => tally.fail("browser stories"),
    }
    Ok(())
}

/// What a test command counted; one that ended badly and named no test is a failure with these words.
fn tests(words: &str, command: &mut Command) -> Tally {
    let mut tally = Tally::default();
    if let Err(error) = step(words, || listen(command, &mut tally)) {
        eprintln!("{error:#}");
        if tally.failed().is_empty() {
            tally.fail(words);
        }
    }
    tally
}

/// Runs a test command, passes its lines on and counts them.
fn listen(command: &mut Command, tally: &mut Tally) -> Result<()> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting cargo")?;
    let stdout = child.stdout.take().context("stdout is piped")?;
    for line in BufReader::new(stdout).split(b'\n') {
        let line = line.context("reading what cargo prints")?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        tally.read(&line);
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("cargo test ended with {status}");
    }
    Ok(())
}

/// The server of the stories, in a place where a build that runs meanwhile does not replace it: a story
/// starts the same program again after killing it.
fn server(house: &House) -> Result<PathBuf> {
    step("building the server and every test", || {
        let mut command = house.cargo(&["build", "--bin", "sync-server", "--tests"]);
        run(command.args(WHOLE))
    })?;
    let built = house.server("debug");
    let dir = house
        .target
        .join("stories")
        .join(short(house.root.as_os_str().as_encoded_bytes()));
    fs::create_dir_all(&dir)?;
    let kept = dir.join(built.file_name().context("a program has a name")?);
    replace(&built, &kept)?;
    Ok(kept)
}

/// Copies beside and renames, so that a running program is not written to.
fn replace(from: &Path, to: &Path) -> Result<()> {
    let fresh = to.with_extension("new");
    fs::copy(from, &fresh).with_context(|| from.display().to_string())?;
    fs::rename(&fresh, to).with_context(|| to.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn options_are_read_and_unknown_ones_refused() {
        let only = Wanted {
            slow: true,
            only: Some("story".to_owned()),
            ..Wanted::default()
        };
        assert_eq!(Wanted::parse(&["--slow", "--only", "story"]), Some(only));
        assert_eq!(Wanted::parse(&["--only"]), None);
        assert_eq!(Wanted::parse(&["--fast"]), None);
    }
}
