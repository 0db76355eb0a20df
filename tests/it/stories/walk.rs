//! The walk: one real inspection, from the rosters to the public record, with the signal gone in the middle.
//!
//! The main job of the product in real Chromium against the real server, which is really stopped; one browser
//! is really killed. The story does only what a person does; it asks the server nothing but what a page shows.
mod amend;
pub(crate) mod desk;
mod marked;
pub(crate) mod office;
pub(crate) mod papers;
pub(crate) mod site;
pub(crate) mod tablet;
mod witness;

use anyhow::{Context, Result, ensure};
use std::path::PathBuf;
use test_support::browser::{Browser, LANDSCAPE, Options};
use test_support::server::Server;
use test_support::stage::Stage;

/// Everybody of the story.
struct Cast {
    stage: Stage,
    server: Server,
    office: Browser,
    /// The administrator's: hands out codes, draws nothing.
    desk: Browser,
    witnesses: [Browser; 2],
    a: Browser,
    b: Browser,
    c: Browser,
    d: Browser,
    files: PathBuf,
}

impl Cast {
    async fn gather() -> Result<Cast> {
        let stage = Stage::open().await?;
        let server = Server::start(&["demo", "--stage", "empty"], &stage.folder("data")?).await?;
        let plain = Options::default;
        let camera = || Options {
            fake_camera: true,
            ..Options::default()
        };
        Ok(Cast {
            office: stage.browser("office", plain()).await?,
            desk: stage.browser("admin", plain()).await?,
            witnesses: [
                stage.browser("witness-a", plain()).await?,
                stage.browser("witness-b", plain()).await?,
            ],
            a: stage.browser("tablet-a", camera()).await?,
            b: stage.browser("tablet-b", camera()).await?,
            c: stage.browser("tablet-c", camera()).await?,
            d: stage.browser("tablet-d", camera()).await?,
            files: stage.folder("files")?,
            server,
            stage,
        })
    }

    fn tablets(&self) -> [&Browser; 4] {
        [&self.a, &self.b, &self.c, &self.d]
    }

    fn browsers(&self) -> impl Iterator<Item = &Browser> {
        [&self.office, &self.desk]
            .into_iter()
            .chain(&self.witnesses)
            .chain(self.tablets())
    }

    /// Every page as it stands: a story that stops says where.
    async fn show_where_it_stopped(&self) {
        for browser in self.browsers() {
            let name = format!("stopped-{}", browser.name());
            let place = browser.path().await.unwrap_or_default();
            let shown = browser.screenshot(&name, LANDSCAPE).await;
            eprintln!("{} stands at {place} ({shown:?})", browser.name());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_inspection_from_roster_to_public_record_with_the_signal_gone_in_the_middle() -> Result<()> {
    let mut cast = Cast::gather().await?;
    let played = play(&mut cast).await;
    if played.is_err() {
        cast.show_where_it_stopped().await;
    }
    played?;
    ensure!(cast.stage.path().exists(), "the stage lasts as long as the story");
    Ok(())
}

async fn play(cast: &mut Cast) -> Result<()> {
    desk::rosters(cast).await.context("1: rosters")?;
    desk::draws(cast).await.context("2: two tasks, drawn")?;
    desk::verified_from_outside(cast)
        .await
        .context("2: the transcript re-run")?;
    let team = desk::choose(cast).await?;
    site::departure(cast, &team).await.context("3: tablets")?;
    without_signal(cast, &team).await?;
    for browser in cast.browsers() {
        browser.expect_no_script_errors().await?;
    }
    Ok(())
}

/// Steps 4 to 8: the visit while the server is stopped, the way home, review, amendment, publication, clocks.
async fn without_signal(cast: &mut Cast, team: &desk::Team) -> Result<()> {
    cast.server.stop()?;
    site::visit(cast, team).await.context("4 and 5: on site")?;
    cast.server.start_again().await?;
    site::home(cast, team).await.context("6: back in the office")?;
    desk::review(cast, team).await.context("7: review")?;
    amend::amend(cast, team)
        .await
        .context("7: amended on the tablet")?;
    desk::publish(cast, team).await.context("7: published")?;
    desk::clocks(cast).await.context("8: clocks")?;
    Ok(())
}
