//! What a first visit costs over the wire, for each role, counted where it passes.
use super::figures::Figures;
use crate::browser::Options;
use crate::server::Server;
use crate::stage::Stage;
use crate::wire::Wire;
use anyhow::{Context, Result};
use std::time::Duration;

const LONG: Duration = Duration::from_secs(120);

/// Opens the first page of each role in a fresh browser and waits until nothing more comes.
pub async fn measure(figures: &mut Figures) -> Result<()> {
    let stage = Stage::open().await?;
    let server = Server::start(&["demo", "--stage", "empty"], &stage.folder("data")?).await?;
    for (role, host, page, shows) in [
        ("public page", "public", "/public", "main"),
        ("office", "office", "/office", "[data-testid=\"log-in\"]"),
        ("witness", "witness-a", "/witness", "[data-testid=\"log-in\"]"),
        (
            "tablet",
            "tablet-a",
            "/device/enrol",
            "[data-testid=\"enrol-code\"]",
        ),
    ] {
        let wire = Wire::to(server.address()).await?;
        let browser = stage.browser(host, Options::default()).await?;
        browser.goto(&format!("{}{page}", wire.origin(host))).await?;
        browser.element(shows).await.with_context(|| role.to_owned())?;
        // The figure of a person who waits: until the page stands there. What its worker copies comes after.
        let shown = wire.so_far();
        wire.quiet_for(Duration::from_secs(2), LONG).await?;
        let all = wire.take();
        figures.pair(
            "visit",
            format!("{role}: down until shown, beside it until quiet"),
            "B",
            (count(shown.down), count(all.down)),
        );
        figures.pair(
            "visit",
            format!("{role}: requests"),
            "count",
            (
                count(shown.requests.len() as u64),
                count(all.requests.len() as u64),
            ),
        );
        browser.close();
    }
    figures.note(
        "visit: a fresh browser with an empty cache for each role, HTTP headers included; until quiet means with the \
         copy the service worker makes for work without signal.",
    );
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "bytes of one visit are far below 2^52")]
fn count(n: u64) -> f64 {
    n as f64
}
