//! The simulation: a world of tablets, one server, network, disks and clocks, all of it from one seed.
//!
//! Exists because what loses data is what happens between two things that each work. The tablets run the real engine,
//! the server is the real router over the real SQL; only disks, wires and clocks are ours. Invariant: the same seed
//! gives the same schedule, step for step, and a schedule that ended badly once is kept in `seeds.txt` for ever.

mod chance;
mod disk;
mod forger;
mod judge;
mod office;
mod officer;
mod server;
mod shell;
mod stage;
mod step;
mod tablet;
mod wire;
mod world;

pub use world::{Outcome, Scale, World, run};

/// Seeds that failed once, a line each: `seed steps  what it found`.
pub const KEPT: &str = include_str!("sim/seeds.txt");

/// The switches of `docs/HISTORICAL-BUGS.md`, in its order, and the first seed of [`BUG_STEPS`] steps that finds each;
/// none = not seen to be found yet.
pub const BUGS: [(&str, Option<u64>); 26] = [
    ("commit-before-answer", Some(24)),
    ("commit-is-flushed", Some(12)),
    ("stored-before-sent", Some(0)),
    ("fresh-actor", Some(2)),
    ("actor-owner", Some(2)),
    ("snapshot-keeps-itself", None),
    ("one-transaction", Some(27)),
    ("failed-is-unstored", Some(1)),
    ("strict-durability", Some(0)),
    ("cursor-with-data", Some(529)),
    ("epoch-forgets-acked", Some(128)),
    ("known-changes", Some(2)),
    ("heads-still-stand", Some(4)),
    ("shortened-is-seen", Some(151)),
    ("the-journal-is-a-witness", Some(0)),
    ("one-refusal-parks-one", None),
    ("refused-is-kept", Some(7)),
    ("only-safe-leaves", Some(27)),
    ("what-rests-moves", None),
    ("both-answers-show", Some(15)),
    ("undone-is-forgotten", Some(25)),
    ("sealed-is-amended", Some(7)),
    ("silence-ends", Some(23)),
    ("withdrawn-is-kept", Some(5)),
    ("upgrade-keeps-rows", Some(1)),
    ("clock-may-jump", None),
];

/// Steps of a schedule in which a bug is looked for.
pub const BUG_STEPS: u32 = 60;

/// Runs one schedule with a guard taken away, or with all of them; a panic of the product is a failure, too.
///
/// # Errors
/// What went wrong, in which step.
pub fn attempt(seed: u64, scale: Scale, bug: Option<&'static str>) -> anyhow::Result<Outcome> {
    let _away = bug.map(domain::guard::take_away);
    let ran = std::panic::catch_unwind(|| run(seed, scale));
    ran.unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().map(String::as_str);
        let words = words.or_else(|| panic.downcast_ref::<&str>().copied());
        Err(anyhow::anyhow!("panicked: {}", words.unwrap_or("without words")))
    })
}
