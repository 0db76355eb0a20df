//! Five o'clock: every tablet comes at the same moment, each with its records and derived photos.
use super::day::{Written, inspect, join_in};
use super::figures::{Figures, Samples};
use super::fleet::{Pair, Size, enrol};
use super::native::Native;
use super::office::with_teams;
use super::photos::{Photo, take};
use super::usage;
use crate::server::Server;
use anyhow::{Context, Result};
use domain::id::InspectionId;
use domain::inspection::change::ChangeId;
use domain::sync::engine::SavedState;
use std::collections::BTreeMap;
use std::time::Instant;
use tokio::task::JoinSet;

const NAME: &str = "rush";
/// An original, named and sent another day.
const ORIGINAL: usize = 12_000_000;

/// One tablet that comes.
struct Comer {
    tablet: Native,
    photos: BTreeMap<ChangeId, Photo>,
}

/// Twice as many tablets as there are teams: both officers of each come.
pub async fn measure(size: Size, photos: u64, figures: &mut Figures) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut server = Server::start(&["demo", "--stage", "empty"], &folder.path().join("data")).await?;
    let teams = with_teams(&server, size.tablets / 2, size.inspections).await?;
    let ids: Vec<Vec<InspectionId>> = teams
        .iter()
        .map(|t| {
            t.inspections
                .iter()
                .map(|id| InspectionId::new(id.clone()))
                .collect()
        })
        .collect();
    let pairs = enrol(&server, teams, folder.path()).await?;
    let comers = a_day(pairs, photos).await?;
    let pid = server.pid().context("the server runs")?;
    let (cpu, began) = (usage::cpu_ms(pid)?, Instant::now());
    let mut running = JoinSet::new();
    for comer in comers {
        running.spawn(come(comer));
    }
    let (mut walls, mut failed, mut busy, mut there) = (Vec::new(), Vec::new(), 0, Vec::new());
    while let Some(done) = running.join_next().await {
        match done? {
            Ok((wall, told, tablet)) => {
                walls.push(wall);
                busy += told;
                there.push(tablet);
            }
            Err(e) => failed.push(format!("{e:#}")),
        }
    }
    let wall = began.elapsed().as_secs_f64() * 1000.0;
    let cpu = usage::cpu_ms(pid)? - cpu;
    let (after, peak) = usage::memory(pid)?;
    let lost = differing(&mut there, &ids).await?;
    let walls = Samples::of(walls).context("a tablet was served")?;
    figures.add(NAME, "until everybody was served", "ms", wall);
    figures.add(NAME, "a tablet, p50", "ms", walls.median());
    figures.add(NAME, "a tablet, p95", "ms", walls.percentile(95.0));
    figures.add(NAME, "a tablet, at worst", "ms", walls.worst());
    figures.add(NAME, "server time in all", "ms", cpu);
    figures.add(NAME, "server memory at most", "MB", peak / 1_000_000.0);
    figures.add(NAME, "server memory afterwards", "MB", after / 1_000_000.0);
    figures.none(NAME, "tablets that failed", failed.len());
    figures.none(
        NAME,
        "documents the officers of a team do not have alike, photos not received",
        lost,
    );
    figures.note(format!(
        "rush: {} tablets without a browser at the same moment, {} documents and {photos} derived photos of 300 kB each; \
         {busy} times told to come back, and came as told; server, tablets and whatever else ran shared {} cores. {}",
        size.tablets,
        size.inspections,
        std::thread::available_parallelism().map_or(0, usize::from),
        failed.first().map(|e| format!("The first failure: {e}")).unwrap_or_default()
    ));
    server.stop()
}

/// What everybody did before: the first officer of a team inspects, the second writes two fields; both take photos.
async fn a_day(pairs: Vec<Pair>, photos: u64) -> Result<Vec<Comer>> {
    let mut comers = Vec::new();
    for (n, mut pair) in (0u64..).zip(pairs) {
        pair.away.sync(1).await?;
        pair.colleague.sync(1).await?;
        let made = tokio::task::spawn_blocking(move || -> Result<[Comer; 2]> {
            let ids: Vec<InspectionId> = pair.inspections.iter().map(|(id, _)| id.clone()).collect();
            let (mut away, mut colleague) = (pair.away, pair.colleague);
            for id in &ids {
                inspect(&mut away, id, &mut Written::default())?;
                join_in(&mut colleague, id, &mut Written::default())?;
            }
            let first = with_photos(away, &ids, photos, n * 2 * photos)?;
            Ok([first, with_photos(colleague, &ids, photos, (n * 2 + 1) * photos)?])
        });
        comers.extend(made.await??);
    }
    Ok(comers)
}

fn with_photos(mut tablet: Native, ids: &[InspectionId], photos: u64, from: u64) -> Result<Comer> {
    let mut taken = BTreeMap::new();
    for (number, id) in (from..from + photos).zip(ids.iter().cycle()) {
        for photo in take(&mut tablet, id, number, ORIGINAL, false)? {
            taken.insert(photo.sha256, photo);
        }
    }
    Ok(Comer {
        tablet,
        photos: taken,
    })
}

/// One tablet: records, then photos; how long it took and how often it was told to come back.
async fn come(comer: Comer) -> Result<(f64, u64, Native)> {
    let Comer { mut tablet, photos } = comer;
    tablet.passed();
    let began = Instant::now();
    tablet.sync(1).await?;
    while let Some((sha256, offset)) = tablet.wanted.pop_front() {
        let photo = photos.get(&sha256).context("a photo of this day")?;
        tablet.send_blob(sha256, offset, &photo.bytes(), 1).await?;
    }
    let wall = began.elapsed().as_secs_f64() * 1000.0;
    let open = photos
        .keys()
        .filter(|name| tablet.engine.blob_saved(**name) < SavedState::Received);
    anyhow::ensure!(open.count() == 0, "photos were not received");
    let busy = tablet.passed().busy;
    Ok((wall, busy, tablet))
}

/// Everybody asks once more; documents that two tablets have in different states, or that were never acknowledged.
async fn differing(tablets: &mut [Native], ids: &[Vec<InspectionId>]) -> Result<usize> {
    let mut seen: BTreeMap<&InspectionId, Vec<ChangeId>> = BTreeMap::new();
    let mut differing = 0;
    for tablet in tablets {
        tablet.hang_up();
        tablet.sync(1).await?;
        for id in ids
            .iter()
            .flatten()
            .filter(|id| tablet.engine.package(id).is_some())
        {
            let heads = tablet.engine.heads(id);
            let alike = seen.entry(id).or_insert_with(|| heads.clone()) == &heads;
            differing += usize::from(!alike || tablet.engine.saved(id) < SavedState::Received);
        }
    }
    Ok(differing)
}
