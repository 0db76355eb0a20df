//! Workload W with tablets without browsers: many at once against one server process with its database on disk.
//!
//! Exists because one browser says nothing of a fleet. Invariant: every byte is counted with its headers, every
//! document is held against what was written, and what was acknowledged is looked for after the server was killed.
use super::day::{Written, inspect, join_in};
use super::figures::{Figures, Samples};
use super::http::Passed;
use super::native::{Held, Native};
use super::office::{Team, with_teams};
use super::peers::{self, Ours};
use super::usage;
use crate::server::Server;
use anyhow::{Context, Result, ensure};
use domain::id::InspectionId;
use domain::sync::engine::SavedState;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

const NAME: &str = "fleet";
/// Tablets that exchange at the same time.
const AT_ONCE: usize = 10;
/// The tablet of these goals.
const FORTY: usize = 40;

/// How large the fleet is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Tablets, one for each team; its colleague has another.
    pub tablets: usize,
    /// Inspections of each.
    pub inspections: usize,
}

/// One team: the tablet that is measured, its colleague's, and what they wrote.
pub(super) struct Pair {
    pub(super) away: Native,
    pub(super) colleague: Native,
    pub(super) inspections: Vec<(InspectionId, Written)>,
}

/// One phase of all tablets.
#[derive(Debug, Default)]
struct Phase {
    passed: Passed,
    walls_ms: Vec<f64>,
    cpu_ms: f64,
    wall_ms: f64,
}

impl Phase {
    #[expect(clippy::cast_precision_loss, reason = "bytes of a phase are far below 2^52")]
    fn each(&self, of: impl Fn(&Passed) -> u64) -> f64 {
        of(&self.passed) as f64 / self.walls_ms.len() as f64
    }
}

/// Runs the whole day.
pub async fn measure(size: Size, figures: &mut Figures) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let mut server = Server::start(&["demo", "--stage", "empty"], &data).await?;
    let teams = with_teams(&server, size.tablets, size.inspections).await?;
    let pairs = enrol(&server, teams, folder.path()).await?;
    let (first, pairs) = exchange(&server, pairs).await.context("the first download")?;
    let pairs = write(pairs).await?;
    let (back, pairs) = exchange(&server, pairs).await.context("the sync back")?;
    let pid = server.pid().context("the server runs")?;
    let after = usage::memory(pid)?;
    let (idle, pairs) = exchange(&server, pairs).await.context("the idle sync")?;
    let (more, pairs) = small_rounds(&server, pairs).await?;
    let flat = usage::memory(pid)?;
    let (lost, wrong, mut pairs) = kill_and_look(&mut server, pairs).await?;
    let mut loads = Vec::new();
    let mut held = Held::default();
    for pair in &mut pairs {
        let one = pair.away.held();
        held.documents += one.documents;
        held.packages += one.packages;
        held.journal += one.journal;
        loads.push(pair.away.restart()?.as_secs_f64() * 1000.0);
    }
    let report = Report {
        size,
        first,
        back,
        idle,
        more,
        memory: (after, flat),
        lost,
        wrong,
        held,
        loads,
    };
    let ours = report.ours()?;
    report.write(figures)?;
    peers::beside(size, AT_ONCE, ours, figures).await
}

pub(super) async fn enrol(server: &Server, teams: Vec<Team>, folder: &Path) -> Result<Vec<Pair>> {
    let mut pairs = Vec::new();
    for (n, team) in (0u64..).zip(teams) {
        let [first, second] = &team.codes;
        let ids = team.inspections.iter();
        pairs.push(Pair {
            away: Native::enrol(server.address(), first, 2 * n + 1, folder).await?,
            colleague: Native::enrol(server.address(), second, 2 * n + 2, folder).await?,
            inspections: ids
                .map(|id| (InspectionId::new(id.clone()), Written::default()))
                .collect(),
        });
    }
    Ok(pairs)
}

/// Every tablet exchanges once, ten at a time; colleagues are not measured.
async fn exchange(server: &Server, pairs: Vec<Pair>) -> Result<(Phase, Vec<Pair>)> {
    let pid = server.pid().context("the server runs")?;
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let (cpu, began) = (usage::cpu_ms(pid)?, Instant::now());
    let mut running = JoinSet::new();
    for mut pair in pairs {
        let places = places.clone();
        running.spawn(async move {
            let _place = places.acquire_owned().await?;
            pair.away.passed();
            let began = Instant::now();
            pair.away.sync(1).await?;
            let wall = began.elapsed().as_secs_f64() * 1000.0;
            anyhow::Ok((pair.away.passed(), wall, pair))
        });
    }
    let (mut phase, mut pairs) = (Phase::default(), Vec::new());
    while let Some(done) = running.join_next().await {
        let (passed, wall, pair) = done??;
        phase.passed = phase.passed.and(passed);
        phase.walls_ms.push(wall);
        pairs.push(pair);
    }
    phase.cpu_ms = usage::cpu_ms(pid)? - cpu;
    phase.wall_ms = began.elapsed().as_secs_f64() * 1000.0;
    Ok((phase, pairs))
}

/// The day away from the network, and the colleagues' edits at the office, which are sent at once.
async fn write(pairs: Vec<Pair>) -> Result<Vec<Pair>> {
    let mut running = JoinSet::new();
    for mut pair in pairs {
        running.spawn(async move {
            pair.colleague.sync(1).await?;
            for (id, written) in pair.inspections.iter_mut().step_by(4) {
                join_in(&mut pair.colleague, id, written)?;
            }
            pair.colleague.sync(1).await?;
            let away = tokio::task::spawn_blocking(move || -> Result<Pair> {
                for (id, written) in &mut pair.inspections {
                    inspect(&mut pair.away, id, written)?;
                }
                Ok(pair)
            });
            away.await?
        });
    }
    let mut pairs = Vec::new();
    while let Some(done) = running.join_next().await {
        pairs.push(done??);
    }
    Ok(pairs)
}

/// Three times two fields of every fourth document, each sent at once: what a server that keeps documents in memory
/// would grow by.
async fn small_rounds(server: &Server, mut pairs: Vec<Pair>) -> Result<(Phase, Vec<Pair>)> {
    let mut last = Phase::default();
    for _ in 0..3 {
        for pair in &mut pairs {
            for (id, written) in pair.inspections.iter_mut().step_by(4) {
                join_in(&mut pair.away, id, written)?;
            }
        }
        (last, pairs) = exchange(server, pairs).await.context("a small sync")?;
    }
    Ok((last, pairs))
}

/// Right after the last acknowledgement the server is killed and started again: heads that are gone, and documents
/// that say something else than was written, read by the colleagues.
async fn kill_and_look(server: &mut Server, mut pairs: Vec<Pair>) -> Result<(usize, usize, Vec<Pair>)> {
    for pair in &mut pairs {
        if let Some((id, written)) = pair.inspections.first_mut() {
            join_in(&mut pair.away, id, written)?;
        }
    }
    (_, pairs) = exchange(server, pairs).await.context("the last sync")?;
    server.kill();
    server.start_again().await?;
    let (mut lost, mut wrong) = (0, 0);
    for pair in &mut pairs {
        pair.colleague.hang_up();
        pair.away.hang_up();
        pair.colleague.sync(1).await.context("after the kill")?;
        for (id, written) in &pair.inspections {
            ensure!(
                pair.away.engine.saved(id) >= SavedState::Received,
                "{id}: never acknowledged; told: {:?}",
                pair.away.told
            );
            let there = pair.colleague.engine.heads(id);
            lost += pair
                .away
                .engine
                .heads(id)
                .iter()
                .filter(|h| !there.contains(h))
                .count();
            let view = pair.colleague.engine.view(id).context("the document is there")?;
            wrong += usize::from(!written.stands_in(view));
        }
    }
    Ok((lost, wrong, pairs))
}

struct Report {
    size: Size,
    first: Phase,
    back: Phase,
    idle: Phase,
    more: Phase,
    memory: ((f64, f64), (f64, f64)),
    lost: usize,
    wrong: usize,
    held: Held,
    loads: Vec<f64>,
}

#[expect(clippy::cast_precision_loss, reason = "counts and bytes are far below 2^52")]
impl Report {
    fn documents(&self) -> f64 {
        (self.size.tablets * self.size.inspections) as f64
    }

    fn ours(&self) -> Result<Ours> {
        let walls = Samples::of(self.back.walls_ms.clone()).context("a tablet")?;
        Ok(Ours {
            download: self.first.each(|p| p.up + p.down),
            up: self.back.each(|p| p.up),
            down: self.back.each(|p| p.down),
            idle: self.idle.each(|p| p.up + p.down),
            cpu_ms: self.back.cpu_ms / self.documents(),
            memory_mb: self.memory.0.0 / 1_000_000.0,
            walls_ms: (walls.median(), walls.percentile(95.0)),
        })
    }

    fn write(self, figures: &mut Figures) -> Result<()> {
        self.wire(figures);
        self.server(figures)?;
        self.tablet(figures)?;
        figures.none(
            NAME,
            "documents that say something else than was written",
            self.wrong,
        );
        figures.none(
            NAME,
            "heads gone after they were acknowledged and the server killed",
            self.lost,
        );
        let built = if cfg!(debug_assertions) {
            "for debugging: its own times mean nothing"
        } else {
            "in release"
        };
        figures.note(format!(
            "fleet, workload W: {} tablets without a browser, {AT_ONCE} at a time, over TCP to the server process with its \
             database on disk; {} inspections each, 30 answers, 6 comments and a remark in 10 pieces in each, the \
             colleague's tablet two fields of every fourth meanwhile; bytes with the HTTP headers of a plain client; \
             packages with their proofs in the first download; {} times told to come back. Server and tablets share {} \
             cores; this program was built {built}.",
            self.size.tablets,
            self.size.inspections,
            self.back.passed.busy,
            std::thread::available_parallelism().map_or(0, usize::from),
        ));
        Ok(())
    }

    /// A figure, with its goal where the size is the goal's.
    fn add(&self, figures: &mut Figures, what: &str, unit: &'static str, (figure, goal): (f64, f64)) {
        figures.add(NAME, what, unit, figure);
        if self.size.inspections == FORTY && goal > 0.0 {
            figures.goal(goal);
        }
    }

    fn wire(&self, figures: &mut Figures) {
        let (first, back, idle) = (&self.first, &self.back, &self.idle);
        for (what, figure) in [
            ("a tablet: first download, up", (first.each(|p| p.up), 0.0)),
            ("a tablet: first download", (first.each(|p| p.down), 8_000.0)),
            ("a tablet: upload", (back.each(|p| p.up), 50_000.0)),
            ("a tablet: back", (back.each(|p| p.down), 10_000.0)),
            (
                "a tablet: idle, both ways",
                (idle.each(|p| p.up + p.down), 1_000.0),
            ),
        ] {
            self.add(figures, what, "B", figure);
        }
        let requests = (back.each(|p| p.requests), 2.0);
        self.add(figures, "a tablet: requests of the upload", "count", requests);
        let requests = (idle.each(|p| p.requests), 1.0);
        self.add(figures, "a tablet: requests of idle", "count", requests);
    }

    fn server(&self, figures: &mut Figures) -> Result<()> {
        let (documents, walls) = (self.documents(), Samples::of(self.back.walls_ms.clone()));
        let walls = walls.context("a tablet")?;
        let quarter = documents / 4.0;
        for (what, figure) in [
            (
                "server time a document, upload",
                (self.back.cpu_ms / documents, 3.0),
            ),
            (
                "server time a document, first download",
                (self.first.cpu_ms / documents, 0.0),
            ),
            (
                "server time a document, two fields of every fourth",
                (self.more.cpu_ms / quarter, 0.0),
            ),
            ("a tablet: upload to the last answer, p50", (walls.median(), 0.0)),
            ("a tablet: the same, p95", (walls.percentile(95.0), 0.0)),
            ("all tablets, ten at a time", (self.back.wall_ms, 0.0)),
        ] {
            self.add(figures, what, "ms", figure);
        }
        let ((after, peak), (flat, _)) = self.memory;
        // The goal is that of two thousand documents.
        let goal = if documents >= 2_000.0 { 100.0 } else { 0.0 };
        for (what, bytes, goal) in [
            ("server memory after the upload", after, goal),
            ("server memory at most", peak, 0.0),
            ("server memory after three more rounds", flat, goal),
        ] {
            self.add(figures, what, "MB", (bytes / 1_000_000.0, goal));
        }
        Ok(())
    }

    fn tablet(&self, figures: &mut Figures) -> Result<()> {
        let each = |bytes: u64| bytes as f64 / self.documents();
        let held = &self.held;
        for (what, figure) in [
            ("on the tablet a document", (each(held.documents), 3_000.0)),
            ("on the tablet a package", (each(held.packages), 0.0)),
            (
                "in its journal until the next start, a document",
                (each(held.journal), 0.0),
            ),
        ] {
            self.add(figures, what, "B", figure);
        }
        let loads = Samples::of(self.loads.clone()).context("a tablet")?;
        let what = "cold load of a tablet's documents, native, p50";
        self.add(figures, what, "ms", (loads.median(), 0.0));
        Ok(())
    }
}
