//! F41, F42, read-only: a disk that is full, that refuses, that does not confirm. Nothing is acknowledged that is
//! not there, reading goes on, and work goes on when the disk does.

use super::{Came, Running, acknowledged, figures, office, post, program, remark, this_binary, try_program};
use crate::routes::desk::{Closed, PASSWORD};
use crate::routes::tablet::Tablet;
use domain::id::InspectionId;
use domain::inspection::change::ChangeId;
use reqwest::StatusCode;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;
use test_support::fault::{Shim, SmallDisk, fill};
use test_support::wait::until;

/// Room for the data of a small office and a few more pages.
const SIZE: &str = "24m";

struct Scene {
    closed: Closed,
    tablets: Vec<Tablet>,
    id: InspectionId,
    now: i64,
    client: reqwest::Client,
    work: TempDir,
}

impl Scene {
    async fn set() -> Self {
        let (closed, tablets, id, now) = office().await;
        let client = reqwest::Client::builder().cookie_store(true).build().unwrap();
        let work = tempfile::tempdir().unwrap();
        Self {
            closed,
            tablets,
            id,
            now,
            client,
            work,
        }
    }

    fn later(&self) -> PathBuf {
        self.work.path().join("later")
    }

    /// Writes something and hands it in.
    async fn hand_in(&mut self, url: &str, text: &str) -> Came {
        let text = format!("{text} {}", hex::encode(sync_server::clock::random::<700>()));
        remark(&mut self.tablets[0], &self.id, text);
        self.again(url).await
    }

    /// Hands in what was not taken.
    async fn again(&mut self, url: &str) -> Came {
        let came = post(&self.client, url, &self.tablets[0]).await;
        if let Came::Page(page) = &came {
            self.tablets[0].take(page);
        }
        came
    }

    async fn log_in(&self, url: &str) {
        let body = serde_json::json!({ "user": "reviewer", "password": PASSWORD });
        let answer = self
            .client
            .post(format!("{url}/api/v1/session"))
            .json(&body)
            .send()
            .await;
        assert_eq!(answer.unwrap().status(), StatusCode::OK);
    }

    async fn status(&self, url: &str, path: &str) -> StatusCode {
        self.client
            .get(format!("{url}{path}"))
            .send()
            .await
            .unwrap()
            .status()
    }

    async fn reads(&self, url: &str) -> StatusCode {
        self.status(url, &format!("/api/v1/inspections/{}", self.id))
            .await
    }

    fn taken(&self, came: &Came) -> Vec<ChangeId> {
        let Came::Page(page) = came else { return Vec::new() };
        acknowledged(page, &self.id)
    }

    fn expect_all(self, heads: &[ChangeId]) {
        let desk = self.closed.open();
        let wanted = self.id.clone();
        let doc = desk
            .app
            .store
            .read_now(move |v| sync_server::flow::sync::load_document(v, &wanted))
            .unwrap();
        assert!(doc.has_all(heads), "acknowledged changes are missing");
    }
}

/// The disk under test: a file system of its own, or faults injected from below where none is permitted.
enum Disk {
    Own(SmallDisk),
    Shim(Shim),
}

impl Disk {
    fn find(scene: &Scene, mount: &Path) -> Self {
        match SmallDisk::over(mount) {
            Ok(disk) => Self::Own(disk),
            Err(why) => {
                figures(&format!("full disk: {why}; ENOSPC is injected instead"));
                Self::Shim(Shim::build(scene.work.path()).unwrap())
            }
        }
    }

    fn start(&self, scene: &Scene, mount: &Path) -> Running {
        let data = scene.closed.data();
        let (mut command, at) = match self {
            Self::Own(disk) => (disk.command(SIZE, data, None, &this_binary()), mount),
            Self::Shim(shim) => {
                let mut command = Command::new(this_binary());
                shim.lay_before(&mut command, data);
                (command, data)
            }
        };
        command.env(super::LATER, scene.later());
        program(&mut command, at, scene.now)
    }

    fn is_full(&self, server: &Running, full: bool) {
        match self {
            Self::Own(disk) => {
                let filler = disk.seen_by(server.child.id()).join("filler");
                match full {
                    true => fill(&filler).unwrap(),
                    false => std::fs::remove_file(filler).unwrap(),
                }
            }
            Self::Shim(shim) => shim.set(full.then_some("full")).unwrap(),
        }
    }

    /// Brings the data back to where the office opens it.
    fn keep(&self, server: &Running, scene: &Scene) {
        if let Self::Own(disk) = self {
            let data = scene.closed.data();
            std::fs::remove_dir_all(data).unwrap();
            std::fs::create_dir(data).unwrap();
            super::copy_folder(&disk.seen_by(server.child.id()), data);
        }
    }
}

/// F41: the disk fills up. 507 and nothing acknowledged; reading goes on; with room again so does writing.
#[tokio::test(flavor = "multi_thread")]
async fn f41_a_full_disk_takes_nothing_serves_reads_and_recovers_by_itself() {
    let mut scene = Scene::set().await;
    let mount = tempfile::tempdir().unwrap();
    let disk = Disk::find(&scene, mount.path());
    let server = disk.start(&scene, mount.path());
    let url = server.url.clone();
    scene.log_in(&url).await;
    let mut heads = Vec::new();
    for _ in 0..5 {
        let came = scene.hand_in(&url, "有空间").await;
        heads.extend(scene.taken(&came));
    }
    assert!(heads.len() >= 5);
    disk.is_full(&server, true);
    let mut refused = None;
    for _ in 0..400 {
        match scene.hand_in(&url, "写满").await {
            Came::Refused(status, code) => {
                refused = Some((status, code));
                break;
            }
            // The write-ahead log has pages of its own to use up first.
            came @ Came::Page(_) => heads.extend(scene.taken(&came)),
            Came::Nothing => panic!("the server went away"),
        }
        if let Disk::Own(_) = disk {
            disk.is_full(&server, true);
        }
    }
    assert_eq!(refused, Some((507, "server.full".to_owned())));
    // The use of a session would be noted once a minute: that must not stand in the way of reading.
    std::fs::write(scene.later(), "180000").unwrap();
    assert_eq!(scene.reads(&url).await, StatusCode::OK);
    assert_eq!(scene.status(&url, "/healthz").await, StatusCode::OK);
    assert_eq!(scene.status(&url, "/readyz").await.as_u16(), 507);
    disk.is_full(&server, false);
    let came = scene.again(&url).await;
    let taken = scene.taken(&came);
    assert!(!taken.is_empty(), "what was refused is taken now");
    heads.extend(taken);
    assert_eq!(scene.status(&url, "/readyz").await, StatusCode::OK);
    disk.keep(&server, &scene);
    drop(server);
    figures(&format!(
        "full disk: {} acknowledged heads, all there",
        heads.len()
    ));
    scene.expect_all(&heads);
}

/// F42: a flush fails. The commit's fate is unknown: nothing is acknowledged, the process ends and says so, and
/// after a new start nothing acknowledged is missing and the same upload is taken once.
#[tokio::test(flavor = "multi_thread")]
async fn f42_after_a_failed_flush_the_server_ends_and_a_new_start_goes_on() {
    let mut scene = Scene::set().await;
    let shim = Shim::build(scene.work.path()).unwrap();
    let data = scene.closed.data().to_owned();
    let start = || {
        let mut command = Command::new(this_binary());
        program(shim.lay_before(&mut command, &data), &data, scene.now)
    };
    let mut server = start();
    let second = start;
    let url = server.url.clone();
    let mut heads = Vec::new();
    let client = scene.client.clone();
    let mut tablet = scene.tablets.remove(0);
    for n in 0..3 {
        remark(&mut tablet, &scene.id, format!("好盘 {n}"));
        let Came::Page(page) = post(&client, &url, &tablet).await else {
            panic!("taken")
        };
        heads.extend(acknowledged(&page, &scene.id));
        tablet.take(&page);
    }
    shim.set(Some("flush")).unwrap();
    remark(&mut tablet, &scene.id, "坏盘".to_owned());
    let came = post(&client, &url, &tablet).await;
    assert!(
        matches!(&came, Came::Refused(500, code) if code == "server.storage"),
        "nothing is acknowledged"
    );
    let status = until("the end of the server", Duration::from_secs(15), || {
        let ended = server.child.try_wait();
        async move { Ok(ended?) }
    })
    .await
    .unwrap();
    assert_eq!(status.code(), Some(1), "it says that it did not end well");
    shim.set(None).unwrap();
    let server = second();
    let Came::Page(page) = post(&client, &server.url, &tablet).await else {
        panic!("the same upload is taken")
    };
    heads.extend(acknowledged(&page, &scene.id));
    assert!(heads.len() >= 4);
    drop(server);
    scene.expect_all(&heads);
}

/// F42 for photos: after a failed flush the kept part counts for nothing, because it may not be on the disk.
#[tokio::test(flavor = "multi_thread")]
async fn f42_a_part_of_a_photo_that_was_not_flushed_starts_again() {
    let mut scene = Scene::set().await;
    let shim = Shim::build(scene.work.path()).unwrap();
    let data = scene.closed.data().to_owned();
    let mut command = Command::new(this_binary());
    let server = program(shim.lay_before(&mut command, &data), &data, scene.now);
    let bytes = super::kills::attach(&mut scene.tablets[0], &scene.id);
    assert!(matches!(scene.again(&server.url).await, Came::Page(_)));
    let name = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(&bytes));
    let url = format!("{}/api/v1/blobs/{name}", server.url);
    let token = scene.tablets[0].enrolment.token.clone();
    let part = |part: &[u8]| {
        let request = scene.client.patch(&url).bearer_auth(&token);
        request.header("upload-offset", "0").body(part.to_vec()).send()
    };
    shim.set(Some("flush")).unwrap();
    let got = part(&bytes[..400]).await.unwrap();
    assert_eq!(got.status(), StatusCode::INTERNAL_SERVER_ERROR);
    shim.set(None).unwrap();
    let at = scene.client.head(&url).bearer_auth(&token).send().await.unwrap();
    assert_eq!(at.headers()["upload-offset"], "0", "the part counts for nothing");
    let whole = part(&bytes).await.unwrap();
    assert_eq!(whole.status(), StatusCode::OK);
}

/// A disk that became read-only: nothing is acknowledged, reading goes on, and later everything is taken.
#[tokio::test(flavor = "multi_thread")]
async fn f41_a_disk_that_turned_read_only_takes_nothing_and_serves_reads() {
    let mut scene = Scene::set().await;
    let shim = Shim::build(scene.work.path()).unwrap();
    let data = scene.closed.data().to_owned();
    let mut command = Command::new(this_binary());
    let server = program(shim.lay_before(&mut command, &data), &data, scene.now);
    let url = server.url.clone();
    scene.log_in(&url).await;
    shim.set(Some("readonly")).unwrap();
    let came = scene.hand_in(&url, "只读").await;
    assert!(matches!(&came, Came::Refused(500, code) if code == "server.storage"));
    assert_eq!(scene.reads(&url).await, StatusCode::OK);
    shim.set(None).unwrap();
    let came = scene.again(&url).await;
    let heads = scene.taken(&came);
    assert!(!heads.is_empty());
    drop(server);
    scene.expect_all(&heads);
}

/// A disk that is read-only from the start: the server says so and does not pretend to run.
#[tokio::test(flavor = "multi_thread")]
async fn f41_on_a_read_only_disk_the_server_does_not_start_and_says_why() {
    let scene = Scene::set().await;
    let mount = tempfile::tempdir().unwrap();
    let disk = match SmallDisk::over(mount.path()) {
        Ok(disk) => disk,
        Err(why) => return figures(&format!("read-only disk: skipped, {why}")),
    };
    let mut command = disk.command(SIZE, scene.closed.data(), Some("remount,ro"), &this_binary());
    let said = try_program(&mut command, mount.path(), scene.now)
        .err()
        .expect("it does not start");
    assert!(said.contains("Read-only file system"), "{said}");
}
