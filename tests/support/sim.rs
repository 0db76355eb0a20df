//! The simulation: a world of tablets, one server, network, disks and clocks, all of it from one seed.
//!
//! Exists because what loses data is what happens between two things that each work. The tablets run the real engine,
//! the server is the real router over the real SQL; only disks, wires and clocks are ours. Invariant: the same seed
//! gives the same schedule, step for step, and a schedule that ended badly once is kept in `seeds.txt` for ever.

mod chance;
mod diary;
mod disk;
mod faulty;
mod forger;
mod judge;
mod office;
mod officer;
mod server;
mod shell;
mod site;
mod stage;
mod step;
mod tablet;
mod wire;
mod world;

pub use diary::write_diary;
pub use world::{Outcome, Scale, World, run};

/// Seeds that failed once, a line each: `seed steps  what it found`.
pub const KEPT: &str = include_str!("sim/seeds.txt");

/// The switches of `docs/HISTORICAL-BUGS.md`, in its order, and the first seed of [`BUG_STEPS`] steps that found each.
pub const BUGS: [(&str, u64); 26] = [
    ("commit-before-answer", 29),
    ("commit-is-flushed", 0),
    ("stored-before-sent", 0),
    ("fresh-actor", 2),
    ("actor-owner", 17),
    ("snapshot-keeps-itself", 28),
    ("one-transaction", 8),
    ("failed-is-unstored", 0),
    ("strict-durability", 0),
    ("cursor-with-data", 55),
    ("epoch-forgets-acked", 109),
    ("known-changes", 5),
    ("heads-still-stand", 12),
    ("shortened-is-seen", 131),
    ("the-journal-is-a-witness", 0),
    ("one-refusal-parks-one", 30),
    ("refused-is-kept", 20),
    ("only-safe-leaves", 2),
    ("what-rests-moves", 204),
    ("both-answers-show", 0),
    ("undone-is-forgotten", 29),
    ("sealed-is-amended", 3),
    ("silence-ends", 3),
    ("withdrawn-is-kept", 0),
    ("upgrade-keeps-rows", 1),
    ("clock-may-jump", 28),
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
