//! The simulation, and the proof that it would notice: seeds that failed once, fresh worlds, and every bug of
//! `docs/HISTORICAL-BUGS.md` let in again.
//!
//! With SLOW=1 (`cargo xtask test --slow`) 10,000 schedules of 150 steps; `cargo xtask simulate --hours N` goes on.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use test_support::sim::{BUG_STEPS, BUGS, KEPT, Outcome, Scale, attempt};

/// Schedules of a normal run, and their steps.
const NORMAL: (u64, u32) = (1_000, 40);
const SLOW: (u64, u32) = (10_000, 150);
/// A normal run begins no further schedule after so long: on a machine with much else to do it says how far it came.
const NORMAL_WITHIN: Duration = Duration::from_secs(60);
/// Of these, so many begin at a seed that the commit gives: every commit sees worlds that none before it saw.
const OF_THE_COMMIT: u64 = 100;
/// A bug is found within so many schedules, or there is a hole in the simulation.
const FOUND_WITHIN: u64 = 1_000;

fn is_slow() -> bool {
    std::env::var("SLOW").is_ok_and(|v| v == "1")
}

/// The first seed of this commit; 0 where the history is not at hand.
fn seed_of_the_commit() -> u64 {
    let asked = Command::new("git").args(["rev-parse", "HEAD"]).output();
    let name = asked.map(|said| String::from_utf8_lossy(&said.stdout).into_owned());
    let digits = name.unwrap_or_default();
    digits
        .get(..12)
        .map_or(0, |hex| u64::from_str_radix(hex, 16).unwrap_or(0))
}

/// Runs jobs on every core.
fn on_all_cores(job: impl Fn() + Sync) {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(&job);
        }
    });
}

/// Every seed that failed once, with the steps it needed.
#[test]
fn seeds_that_failed_once_do_not_fail_again() {
    let seeds: Vec<(u64, u32)> = KEPT
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut words = line.split_whitespace();
            let mut number = || {
                words
                    .next()
                    .and_then(|w| w.parse::<u64>().ok())
                    .expect("seed steps what")
            };
            (number(), u32::try_from(number()).expect("a few steps"))
        })
        .collect();
    assert!(!seeds.is_empty(), "no seed was kept");
    let (next, failed) = (AtomicU64::new(0), Mutex::new(Vec::new()));
    on_all_cores(|| {
        while let Some((seed, steps)) = seeds.get(next.fetch_add(1, Ordering::Relaxed) as usize) {
            if let Err(error) = attempt(*seed, Scale { steps: *steps }, None) {
                failed.lock().unwrap().push(format!("{seed} {steps}: {error:#}"));
            }
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Fresh worlds: nothing that was called saved is lost, all agree, receipts and seals hold, the log verifies.
#[test]
fn every_world_keeps_its_promises() {
    let (schedules, steps) = if is_slow() { SLOW } else { NORMAL };
    let (next, sum) = (AtomicU64::new(0), Mutex::new((Outcome::default(), Vec::new())));
    let (begin, of_the_commit) = (Instant::now(), seed_of_the_commit());
    on_all_cores(|| {
        loop {
            let nth = next.fetch_add(1, Ordering::Relaxed);
            if nth >= schedules + OF_THE_COMMIT || (!is_slow() && begin.elapsed() > NORMAL_WITHIN) {
                return;
            }
            let seed = if nth < schedules { nth } else { of_the_commit + nth };
            let ended = attempt(seed, Scale { steps }, None);
            let mut sum = sum.lock().unwrap();
            match ended {
                Ok(outcome) => sum.0 += outcome,
                Err(error) => sum.1.push(format!("seed {seed}, {steps} steps: {error:#}")),
            }
        }
    });
    let (all, failed) = sum.into_inner().unwrap();
    let ended = all.steps / u64::from(steps);
    println!(
        "{ended} of {} schedules in {:.0} s: {} steps, {} faults, {} edits, {} requests",
        schedules + OF_THE_COMMIT,
        begin.elapsed().as_secs_f64(),
        all.steps,
        all.faults,
        all.edits,
        all.requests
    );
    assert!(
        failed.is_empty(),
        "{}\nagain: cargo xtask simulate --seed S --steps {steps}; keep the seed in tests/support/sim/seeds.txt",
        failed.join("\n")
    );
    // Worlds in which nothing happens prove nothing.
    assert!(
        ended > 50 && all.faults > ended * 2 && all.edits > ended * 5,
        "{all:?}"
    );
}

/// Each bug is let in again, in the schedule that found it first, else from the first seed on (with SLOW=1 always); the
/// schedules it took are printed.
#[test]
fn every_historical_bug_is_found() {
    let (next, found_after) = (AtomicU64::new(0), Mutex::new(Vec::new()));
    on_all_cores(|| {
        while let Some((bug, known)) = BUGS.get(next.fetch_add(1, Ordering::Relaxed) as usize) {
            // A change of the product moves the worlds: what its seed no longer shows is looked for from the first on.
            let first = (!is_slow()).then_some(*known);
            let seeds = first.into_iter().chain(0..FOUND_WITHIN);
            let scale = Scale { steps: BUG_STEPS };
            let found = { seeds }.find_map(|seed| {
                let error = attempt(seed, scale, Some(*bug)).err()?;
                // A world that ends badly with every guard in place has found something else.
                let found = attempt(seed, scale, None).is_ok();
                found.then(|| (seed + 1, format!("{error:#}")))
            });
            found_after.lock().unwrap().push((*bug, found));
        }
    });
    let rows = found_after.into_inner().unwrap();
    for (bug, found) in &rows {
        match found {
            Some((after, how)) => println!("{after:>5}  {bug}: {how:.160}"),
            None => println!("    -  {bug}"),
        }
    }
    let missed: Vec<_> = rows.iter().filter(|(_, found)| found.is_none()).collect();
    assert!(missed.is_empty(), "not found: {missed:?}");
}

/// The list was written before the simulation; neither has a bug that the other lacks.
#[test]
fn the_list_of_bugs_is_the_one_written_down() {
    let list = include_str!("../../docs/HISTORICAL-BUGS.md");
    let cells = list
        .lines()
        .filter(|line| line.starts_with("| ") && line.contains("](http"));
    let named: BTreeSet<&str> = cells
        .filter_map(|line| {
            line.split('|')
                .nth(4)?
                .trim()
                .strip_prefix('`')?
                .strip_suffix('`')
        })
        .collect();
    assert_eq!(named, BUGS.into_iter().map(|(name, _)| name).collect());
}
