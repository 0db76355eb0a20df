//! Benchmarks of the product as it is used: real server, real browser, real files.
//!
//! Exists so that speed and size are figures and not feelings. Invariant: nothing here fails because something was
//! slow; figures are compared by ratios within one invocation.
pub mod checklist;
pub mod commits;
pub mod day;
pub mod draw;
pub mod figures;
pub mod fleet;
pub mod hold;
pub mod http;
pub mod ink;
pub mod mark;
pub mod minutes;
pub mod native;
pub mod office;
pub mod peers;
pub mod photos;
pub mod rush;
pub mod scene;
pub mod start;
pub mod sync;
pub mod usage;
pub mod visit;

use anyhow::Result;
use draw::Size;
use figures::Figures;
use scene::Scene;

/// How much is measured.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// Inspections on the tablet.
    pub inspections: usize,
    /// Cold starts at each speed.
    pub starts: usize,
    /// Taps at each speed.
    pub taps: usize,
    /// Rows of long forms.
    pub rows: &'static [usize],
    /// Strokes of a signature.
    pub strokes: usize,
    /// What a full tablet holds.
    pub held: hold::Load,
    /// The two draws.
    pub draws: [Size; 2],
    /// Times each draw is made.
    pub draw_runs: usize,
    /// Workload W: tablets without a browser.
    pub fleet: fleet::Size,
    /// What one tablet comes back with for two minutes.
    pub load: minutes::Load,
    /// Tablets at five o'clock, and derived photos of each.
    pub rush: (fleet::Size, u64),
    /// Writes of each caller in a round of commits.
    pub writes: usize,
}

/// What the reports are made from.
pub const FULL: Extent = Extent {
    inspections: 40,
    starts: 7,
    taps: 200,
    rows: &[200, 1_000],
    strokes: 20,
    held: hold::Load {
        assignments: 300,
        visited: 100,
        photos: 30,
    },
    draws: [
        Size {
            subjects: 200,
            inspectors: 500,
        },
        Size {
            subjects: 5_000,
            inspectors: 500,
        },
    ],
    draw_runs: 5,
    fleet: fleet::Size {
        tablets: 50,
        inspections: 40,
    },
    load: minutes::Load {
        inspections: 3,
        photos: 30,
        original: 12_000_000,
        to_the_end: true,
    },
    rush: (
        fleet::Size {
            tablets: 200,
            inspections: 30,
        },
        20,
    ),
    writes: 200,
};

/// For a look at whether everything still measures: too little to compare.
pub const QUICK: Extent = Extent {
    inspections: 4,
    starts: 1,
    taps: 10,
    // More than is drawn with the first picture.
    rows: &[120],
    strokes: 2,
    held: hold::Load {
        assignments: 4,
        visited: 1,
        photos: 2,
    },
    draws: [
        Size {
            subjects: 20,
            inspectors: 50,
        },
        Size {
            subjects: 100,
            inspectors: 50,
        },
    ],
    draw_runs: 1,
    fleet: fleet::Size {
        tablets: 2,
        inspections: 2,
    },
    load: minutes::Load {
        inspections: 1,
        photos: 2,
        original: 400_000,
        to_the_end: false,
    },
    rush: (
        fleet::Size {
            tablets: 2,
            inspections: 2,
        },
        2,
    ),
    writes: 5,
};

/// What can be measured, in the order it is.
pub const NAMES: [&str; 12] = [
    "visit",
    "start",
    "mark",
    "sync",
    "ink",
    "checklist",
    "hold",
    "fleet",
    "minutes",
    "rush",
    "commits",
    "draw",
];

/// Measures the named ones; those of the tablet share one scene.
pub async fn measure(names: &[&str], extent: &Extent) -> Result<Figures> {
    let mut figures = Figures::default();
    let wanted = |name: &str| names.contains(&name);
    if wanted("draw") {
        let [small, large] = extent.draws;
        draw::measure(small, large, extent.draw_runs, &mut figures)?;
    }
    if wanted("commits") {
        commits::measure(extent.writes, &mut figures).await?;
    }
    if wanted("fleet") {
        fleet::measure(extent.fleet, &mut figures).await?;
    }
    if wanted("minutes") {
        minutes::measure(extent.load, &mut figures).await?;
    }
    if wanted("rush") {
        let (size, photos) = extent.rush;
        rush::measure(size, photos, &mut figures).await?;
    }
    if wanted("visit") {
        visit::measure(&mut figures).await?;
    }
    if wanted("checklist") {
        for rows in extent.rows {
            checklist::measure(*rows, extent.starts, extent.taps.min(50), &mut figures).await?;
        }
    }
    if wanted("hold") {
        hold::measure(extent.held, extent.starts.min(3), &mut figures).await?;
    }
    if ["start", "mark", "sync", "ink"].into_iter().any(wanted) {
        let mut scene = Scene::set(extent.inspections).await?;
        if wanted("start") {
            start::measure(&mut scene, "start", extent.starts, &mut figures).await?;
        } else {
            scene.lose_signal()?;
        }
        scene.relaunch(1.0).await?;
        scene.open_app().await?;
        scene.tablet.unlock().await?;
        scene.tablet.assigned(extent.inspections).await?;
        if wanted("mark") {
            mark::measure(&scene, extent.taps, &mut figures).await?;
        }
        if wanted("ink") {
            ink::measure(&scene, extent.strokes, &mut figures).await?;
        }
        if wanted("sync") {
            sync::measure(&mut scene, &mut figures).await?;
        }
    }
    Ok(figures)
}
