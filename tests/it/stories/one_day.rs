//! One day of one team, as a whole: a closed site, one that refuses, a joint visit, a second look at what an earlier
//! visit found; one tablet dies at noon, and the network comes back for less than the last photo needs.
//!
//! Exists because each part has its story and a day is more than its parts. Invariant: nothing the officers did is
//! missing at the office; every record is published or says what it still waits for.
use crate::stories::recheck;
use crate::stories::walk::desk::look;
use crate::stories::walk::{office, papers, site, tablet};
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;
use test_support::bench::office::{with_a_fire_visit, with_teams};
use test_support::browser::{Browser, Options};
use test_support::server::Server;
use test_support::stage::Stage;
use test_support::wait::{PATIENCE, until};

const LONG: Duration = Duration::from_secs(90);
/// An original as cameras make them.
const ORIGINAL: usize = 12_000_000;
/// The line at the end carries the records and small copies in seconds and the original in a minute and a half.
const BYTES_A_SECOND: u32 = 130_000;

struct Day {
    stage: Stage,
    server: Server,
    a: Browser,
    b: Browser,
    /// Of that day: closed, refusing, joint; and one of an earlier day.
    visits: [String; 4],
    files: PathBuf,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_with_everything_in_it_loses_nothing() -> Result<()> {
    let mut day = Day::begin().await?;
    let [closed, refusing, joint, earlier] = day.visits.clone();
    let picture = day.files.join("当时.jpg");
    let item = items(&day.a, &earlier).await?.remove(0);
    recheck::found(&day.a, &earlier, &item, &picture, site::Subject::SignsAlone)
        .await
        .context("the earlier visit")?;
    let desk = day.stage.browser("office", Options::default()).await?;
    office::log_in(&desk, &day.server, "office", "/office", "office").await?;
    let second = recheck::ordered(&desk, &earlier).await.context("the order")?;

    day.leave(&second).await.context("half past eight")?;
    day.closed(&closed).await.context("a closed site")?;
    let refused = day.refuses(&refusing).await.context("a refusal")?;
    let agreed = day.joint(&joint).await.context("a joint visit")?;
    let looked = day.second_look(&second, &item).await.context("a second look")?;
    day.home().await.context("a little network")?;

    for (id, digest, gap) in [
        (&closed, None, 0),
        (&refusing, Some(refused), 0),
        (&joint, Some(agreed), 1),
        (&second, Some(looked), 0),
        (&earlier, None, 0),
    ] {
        published(&desk, id, digest.as_deref(), gap)
            .await
            .with_context(|| id.clone())?;
    }
    desk.expect_no_script_errors().await
}

impl Day {
    /// Two officers of two departments, each with a tablet; four inspections drawn for them.
    async fn begin() -> Result<Day> {
        let stage = Stage::open().await?;
        let server = Server::start(&["demo", "--stage", "empty"], &stage.folder("data")?).await?;
        let mut team = with_teams(&server, 1, 3).await?.remove(0);
        team.inspections.insert(0, with_a_fire_visit(&server).await?);
        let camera = || Options {
            fake_camera: true,
            ..Options::default()
        };
        let a = stage.browser("tablet-a", camera()).await?;
        let b = stage.browser("tablet-b", camera()).await?;
        for (tablet, code) in [&a, &b].into_iter().zip(&team.codes) {
            tablet::enrol(tablet, &server, code).await?;
            tablet.assigned(4).await?;
            tablet.kept_offline().await?;
        }
        Ok(Day {
            visits: team.inspections.try_into().map_err(|_| anyhow::anyhow!("four"))?,
            files: stage.folder("files")?,
            stage,
            server,
            a,
            b,
        })
    }

    /// Both take the day along; from here on nobody answers.
    async fn leave(&mut self, second: &str) -> Result<()> {
        for tablet in [&self.a, &self.b] {
            tablet::sync(tablet).await?;
            tablet.go("/field").await?;
            tablet.see_id_within(&format!("today-{second}"), LONG).await?;
        }
        self.server.stop()?;
        for tablet in [&self.a, &self.b] {
            tablet.goto(&self.server.origin(tablet.name())).await?;
            tablet::unlock(tablet).await?;
        }
        Ok(())
    }

    /// A finds the door locked, B confirms it on his own tablet; a file goes each way.
    async fn closed(&self, id: &str) -> Result<()> {
        let (a, b) = (&self.a, &self.b);
        tablet::go(a, &format!("/field/i/{id}/photo/-")).await?;
        a.tap_id("photo-burn").await?;
        site::cannot_inspect(a, id).await?;
        ensure!(burnt(a).await?, "time and place stand on the small picture");
        self.hand(a, b, id).await?;
        tablet::go(b, &format!("/field/i/{id}/skip")).await?;
        b.tap_id("skip-confirm").await?;
        b.see_id_gone("skip-confirm").await?;
        self.hand(b, a, id).await?;
        site::sign_and_seal(a, id, site::Subject::Absent).await
    }

    async fn refuses(&self, id: &str) -> Result<String> {
        let a = &self.a;
        a.checklist(id).await?;
        site::steps(a).await?;
        tablet::answer_the_rest(a, &[]).await?;
        site::words(a, id).await?;
        site::sign_and_seal(a, id, site::Subject::Refuses).await?;
        a.words_of("record-digest").await
    }

    /// Each department answers its part; then B's tablet is gone for good. A third officer lends a hand, the subject
    /// stamps and asks for a copy.
    async fn joint(&mut self, id: &str) -> Result<String> {
        let of_b = items(&self.b, id).await?;
        for item in &of_b[..3] {
            self.b.tap_id(&format!("answer-{item}-ok")).await?;
            tablet::see_saved(&self.b, item).await?;
        }
        self.hand(&self.b, &self.a, id).await?;
        self.b.kill();
        let a = &self.a;
        let original = self.files.join("现场.jpg");
        // What follows the end of a picture is no picture; it only has to be carried.
        let mut bytes = include_bytes!("../../vectors/photo/site.jpg").to_vec();
        bytes.resize(ORIGINAL, 0x5a);
        fs::write(&original, bytes)?;
        tablet::go(a, &format!("/field/i/{id}/photo/-")).await?;
        a.give_file("photo-import", &original).await?;
        site::photos(a, 1).await?;
        a.checklist(id).await?;
        site::steps(a).await?;
        tablet::answer_the_rest(a, &[]).await?;
        site::words(a, id).await?;
        tablet::go(a, &format!("/field/i/{id}/read-back")).await?;
        a.see_id("read-back").await?;
        let read = a.text().await?;
        for department in ["演示大队", "演示分局"] {
            ensure!(read.contains(department), "what {department} did is read back");
        }
        look(a, "day-joint").await?;
        site::sign_and_seal(a, id, site::Subject::Signs).await?;
        let digest = a.words_of("record-digest").await?;
        a.tap_id("to-print").await?;
        a.see_id("paper").await?;
        a.tap_id("paper-size-slip").await?;
        papers::copy_given(a).await?;
        Ok(digest)
    }

    async fn second_look(&self, id: &str, item: &str) -> Result<String> {
        let a = &self.a;
        a.checklist(id).await?;
        a.see_id_within(&format!("then-{item}"), LONG).await?;
        recheck::pictured(a).await.context("the picture of then")?;
        site::steps(a).await?;
        tablet::answer_the_rest(a, &[]).await?;
        site::sign_and_seal(a, id, site::Subject::SignsAlone).await?;
        a.words_of("record-digest").await
    }

    /// A narrow line, until all but the large original is received; then it is gone, and so is the tablet.
    async fn home(&mut self) -> Result<()> {
        self.server.start_again().await?;
        let a = &self.a;
        a.devtools("Network.enable", json!({})).await?;
        let narrow = json!({
            "offline": false, "latency": 60, "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND,
        });
        a.devtools("Network.emulateNetworkConditions", narrow).await?;
        a.go("/field/sync").await?;
        // Whoever has two minutes taps again when nothing seems to move.
        let mut received = Ok(());
        for _ in 0..3 {
            a.tap_id("sync-now").await?;
            received = until("all but one original to be received", PATIENCE, || async {
                let kept_here = a.words_of("count-on-tablet").await?;
                let left = a.words_of("originals-left").await?;
                Ok((kept_here.trim() == "0" && left == "原图还差 1 张").then_some(()))
            })
            .await;
            if received.is_ok() {
                break;
            }
        }
        if let Err(error) = received {
            return Err(error.context(a.text().await?));
        }
        look(a, "day-end").await?;
        a.expect_no_script_errors().await?;
        self.a.kill();
        Ok(())
    }

    /// What one tablet has of an inspection, to the other by file; then both show the same digits.
    async fn hand(&self, from: &Browser, to: &Browser, id: &str) -> Result<()> {
        let exchange = format!("/field/i/{id}/exchange");
        let folder = self.stage.folder(&format!("from-{}-{id}", from.name()))?;
        tablet::go(from, &exchange).await?;
        from.downloads_to(&folder).await?;
        from.tap_id("mine-file").await?;
        let file = from.downloaded(&folder, ".suicha").await?;
        tablet::go(to, &exchange).await?;
        to.give_file("theirs-file", &file).await?;
        to.see_data_within("exchange-outcome", "data-code", "handover.equal", LONG)
            .await
    }
}

/// The lower edge of the picture is dark; the camera that is none films one bright green.
async fn burnt(tablet: &Browser) -> Result<bool> {
    let script = "const image = document.querySelector('[data-testid^=\"photo-state-\"]').closest('li, figure').querySelector('img'); \
        await image.decode(); const canvas = Object.assign(document.createElement('canvas'), { width: image.naturalWidth, height: image.naturalHeight }); \
        const g = canvas.getContext('2d'); g.drawImage(image, 0, 0); \
        const green = y => g.getImageData(canvas.width - 4, y, 1, 1).data[1]; \
        return [green(4), green(canvas.height - 4)];";
    let (above, below): (u8, u8) = tablet.run_promise(script, vec![]).await?;
    Ok(above > 100 && below < 60)
}

/// Items answered by one tap, in the order of the form.
async fn items(tablet: &Browser, id: &str) -> Result<Vec<String>> {
    tablet.checklist(id).await?;
    let answers = tablet.see_ids("answer-").await?;
    let item = |id: &String| Some(id.strip_prefix("answer-")?.strip_suffix("-bad")?.to_owned());
    let items: Vec<String> = answers.iter().filter_map(item).collect();
    ensure!(items.len() > 3, "a checklist of taps: {answers:?}");
    Ok(items)
}

/// The office has the record as it was sealed; it approves and publishes. What a record waits for is said, and not in
/// the way.
async fn published(desk: &Browser, id: &str, digest: Option<&str>, gap: usize) -> Result<()> {
    office::open_inspection(desk, id).await?;
    if let Some(digest) = digest {
        desk.tap_id("to-paper").await?;
        desk.see_id_within("paper-digest", LONG).await?;
        let there = desk.words_of("paper-digest").await?;
        ensure!(
            there.contains(digest),
            "sealed as {digest}, at the office as {there}"
        );
        office::open_inspection(desk, id).await?;
    }
    if gap > 0 {
        let said = desk.words_of("originals-missing").await?;
        ensure!(said.contains(&format!("原图还差 {gap} 张")), "{said}");
    } else {
        ensure!(!desk.has_id("originals-missing").await?, "nothing is missing");
    }
    desk.tap_id("review-approve").await?;
    desk.see_data("inspection", "data-review", "Approved").await?;
    desk.tap_id("review-to-publication").await?;
    desk.see_id("publication").await?;
    desk.tap_id("publication-publish").await?;
    desk.tap_id("publication-publish-confirm").await?;
    desk.see_id("publication-done").await
}
