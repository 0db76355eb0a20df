//! `simulate`: the simulation for as long as one likes; `cargo xtask simulate` starts it in release.
//!
//! Prints what it has done, and of a schedule that ended badly its seed and how to run it again.
#![allow(clippy::unwrap_used)]

use anyhow::{Result, bail};
use clap::Parser;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use test_support::sim::{Outcome, Scale, attempt};

#[derive(Debug, Parser)]
struct Args {
    /// So many hours; 0 = only `--seed`, or `--count`.
    #[arg(long, default_value_t = 0.0)]
    hours: f64,
    /// The first seed.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// So many schedules.
    #[arg(long)]
    count: Option<u64>,
    /// Ends after so many that ended badly.
    #[arg(long, default_value_t = 20)]
    bad: usize,
    /// Steps of each.
    #[arg(long, default_value_t = 150)]
    steps: u32,
    /// Writes down what happens.
    #[arg(long)]
    diary: bool,
    /// Takes this guard away.
    #[arg(long)]
    without: Option<String>,
}

#[derive(Debug, Default)]
struct Sum {
    schedules: u64,
    outcome: Outcome,
    failed: Vec<(u64, String)>,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let bug = args.without.clone().map(|name| &*name.leak());
    let scale = Scale { steps: args.steps };
    if args.diary {
        test_support::sim::write_diary();
    }
    let begin = Instant::now();
    let within = Duration::from_secs_f64(args.hours * 3600.0);
    let count = args.count.unwrap_or(if args.hours > 0.0 { u64::MAX } else { 1 });
    let (next, stop, sum) = (
        AtomicU64::new(0),
        AtomicBool::new(false),
        Mutex::new(Sum::default()),
    );
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    // What panics is caught, counted and named by its seed.
    std::panic::set_hook(Box::new(|_| {}));
    std::thread::scope(|scope| {
        for _ in 0..cores.min(usize::try_from(count).unwrap_or(cores)) {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= count || (args.hours > 0.0 && begin.elapsed() > within) {
                        return;
                    }
                    let seed = args.seed + n;
                    let ended = attempt(seed, scale, bug);
                    let mut sum = sum.lock().unwrap();
                    sum.schedules += 1;
                    match ended {
                        Ok(outcome) => sum.outcome += outcome,
                        Err(error) => {
                            println!("seed {seed}: {error:#}");
                            sum.failed.push((seed, format!("{error:#}")));
                            stop.store(sum.failed.len() >= args.bad, Ordering::Relaxed);
                        }
                    }
                    if sum.schedules % 1_000 == 0 {
                        println!("{}", said(&sum, begin.elapsed()));
                    }
                }
            });
        }
    });
    let sum = sum.into_inner().unwrap();
    println!("{}", said(&sum, begin.elapsed()));
    if let Some((seed, _)) = sum.failed.first() {
        let steps = args.steps;
        println!(
            "again: cargo xtask simulate --seed {seed} --steps {steps}; then keep `{seed} {steps}` in seeds.txt"
        );
        bail!("{} schedules failed", sum.failed.len());
    }
    Ok(())
}

fn said(sum: &Sum, took: Duration) -> String {
    let Outcome {
        steps,
        faults,
        edits,
        requests,
    } = sum.outcome;
    format!(
        "{} schedules ({:.1} a second), {steps} steps, {faults} faults, {edits} edits, {requests} requests, {} failed",
        sum.schedules,
        f64::from(u32::try_from(sum.schedules).unwrap_or(u32::MAX)) / took.as_secs_f64(),
        sum.failed.len()
    )
}
