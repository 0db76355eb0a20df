//! Push in real browsers: what one officer marks is on his colleague's tablet and on the office's screen without a
//! hand there. Left alone, a tablet asks every five minutes: what comes within one has come by push.
use crate::stories::on_site::{common, taps};
use crate::stories::tabs::{checklist, picked};
use crate::stories::walk::tablet;
use anyhow::Result;
use std::time::Duration;
use test_support::browser::{Browser, Options};
use test_support::server::Server;
use test_support::stage::Stage;
use test_support::wait::until;

const LONG: Duration = Duration::from_secs(60);

async fn enrolled(stage: &Stage, server: &Server, name: &str) -> Result<Browser> {
    let tablet = stage.browser(name, Options::default()).await?;
    tablet::enrol(&tablet, server, &tablet::printed_code(server, name)?).await?;
    Ok(tablet)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleagues_mark_appears_without_a_hand() -> Result<()> {
    let stage = Stage::open().await?;
    let server = Server::start(&["demo", "--stage", "drawn"], &stage.folder("data")?).await?;
    let a = enrolled(&stage, &server, "tablet-a").await?;
    let b = enrolled(&stage, &server, "tablet-b").await?;
    let inspection = common(&a, &b).await?;
    for tablet in [&a, &b] {
        checklist(tablet, &inspection).await?;
    }
    let items = taps(&a).await?;
    // Each way once: both listen, and both are heard.
    for (from, to, item) in [(&a, &b, &items[0]), (&b, &a, &items[1])] {
        from.tap_id(&format!("answer-{item}-bad")).await?;
        until(&format!("the colleague to see {item}"), LONG, || async {
            Ok((picked(to, item).await? == "bad").then_some(()))
        })
        .await?;
    }
    Ok(())
}
