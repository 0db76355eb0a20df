//! Two minutes of office Wi-Fi: every record and derived copy first, then as many originals as there is time for.
use super::day::{Written, inspect};
use super::figures::Figures;
use super::native::Native;
use super::office::{originals_missing, with_teams};
use super::photos::{Photo, take};
use crate::server::Server;
use crate::shaper::Shaper;
use anyhow::{Context, Result, ensure};
use domain::id::InspectionId;
use domain::inspection::change::ChangeId;
use domain::sync::engine::SavedState;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

const NAME: &str = "minutes";
/// Office Wi-Fi, each way.
const WIDTH: u32 = 20_000_000;
const TWO_MINUTES: Duration = Duration::from_secs(120);

/// How much a tablet comes back with.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Inspections.
    pub inspections: usize,
    /// Photos of each.
    pub photos: u64,
    /// Bytes of an original.
    pub original: usize,
    /// Originals go on being sent until the two minutes are over.
    pub to_the_end: bool,
}

/// One tablet comes back and has two minutes.
pub async fn measure(load: Load, figures: &mut Figures) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut server = Server::start(&["demo", "--stage", "empty"], &folder.path().join("data")).await?;
    let teams = with_teams(&server, 1, load.inspections).await?;
    let team = teams.first().context("one team")?;
    let mut tablet = Native::enrol(server.address(), &team.codes[0], 1, folder.path()).await?;
    tablet.sync(1).await?;
    let (mut photos, mut small) = (BTreeMap::new(), BTreeSet::new());
    let ids: Vec<InspectionId> = team
        .inspections
        .iter()
        .map(|id| InspectionId::new(id.clone()))
        .collect();
    for (at, id) in (0u64..).zip(&ids) {
        inspect(&mut tablet, id, &mut Written::default())?;
        for n in 0..load.photos {
            let taken = take(&mut tablet, id, at * load.photos + n, load.original, true)?;
            small.extend(taken.first().map(|photo| photo.sha256));
            photos.extend(taken.into_iter().map(|photo| (photo.sha256, photo)));
        }
        tablet.sign(id)?;
    }
    let wire = Shaper::to(server.address(), WIDTH).await?;
    tablet.by_way_of(wire.address());
    let began = Instant::now();
    tablet.sync(1).await?;
    let records = began.elapsed();
    ensure!(
        ids.iter()
            .all(|id| tablet.engine.saved(id) >= SavedState::Received),
        "a record was not received; told: {:?}",
        tablet.told
    );
    send(&mut tablet, &photos, |sent| small.is_subset(sent)).await?;
    let copies = began.elapsed();
    let missing = originals_missing(&server, &team.inspections).await?;
    let sent = match load.to_the_end {
        true => send(&mut tablet, &photos, |_| began.elapsed() >= TWO_MINUTES)
            .await?
            .len(),
        false => 0,
    };
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    figures.add(NAME, "documents and signatures received", "ms", ms(records));
    figures.add(NAME, "derived copies received, too", "ms", ms(copies));
    figures.goal(ms(TWO_MINUTES));
    figures.pair(
        NAME,
        "originals the office still waits for then, beside it when the time was over",
        "count",
        (count(missing), count(missing.saturating_sub(sent))),
    );
    figures.note(format!(
        "minutes: {} inspections with {} photos of {} bytes each and a derived copy of 300 kB, one tablet without a \
         browser behind a wire of {} Mbit/s each way, one connection; the engine says what goes when.",
        load.inspections,
        load.photos,
        load.original,
        WIDTH / 1_000_000
    ));
    server.stop()
}

/// Sends what the engine asks for, in its order, until enough is there; what was sent.
async fn send(
    tablet: &mut Native,
    photos: &BTreeMap<ChangeId, Photo>,
    enough: impl Fn(&BTreeSet<ChangeId>) -> bool,
) -> Result<BTreeSet<ChangeId>> {
    let mut sent = BTreeSet::new();
    while !enough(&sent)
        && let Some((sha256, offset)) = tablet.wanted.pop_front()
    {
        let photo = photos.get(&sha256).context("a photo of this day")?;
        tablet.send_blob(sha256, offset, &photo.bytes(), 1).await?;
        sent.insert(sha256);
    }
    Ok(sent)
}

#[expect(clippy::cast_precision_loss, reason = "photos of a day are far below 2^52")]
fn count(n: usize) -> f64 {
    n as f64
}
