//! F39: the server process is killed outright, again and again, while tablets sync and send photos.
//!
//! How close the kills come is measured from outside: the time of the last write to the write-ahead log. The same
//! harness on a server that answers before it commits must report losses, or it would prove nothing: the first
//! kills fall right upon an answer, and losses are looked for early.

use super::{Came, acknowledged, copy_folder, figures, office, post, program, remark, this_binary};
use crate::routes::blobs;
use crate::routes::desk::Closed;
use crate::routes::tablet::Tablet;
use domain::id::InspectionId;
use domain::inspection::change::ChangeId;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::mpsc;

/// Kills before the data folder is begun anew: the document grows with every one of them.
const A_FOLDER: usize = 20;
/// Kills are aimed this close to a write; the kill itself takes its time.
const CLOSE: Duration = Duration::from_millis(12);
/// Upper bounds of the histogram, in milliseconds.
const BOUNDS: [u128; 5] = [1, 5, 20, 100, 1_000];

/// What the server said it has.
#[derive(Default)]
pub(super) struct Acknowledged {
    pub(super) heads: BTreeSet<ChangeId>,
    pub(super) blobs: BTreeSet<String>,
    pub(super) count: usize,
}

enum Ack {
    Heads(Vec<ChangeId>),
    Blob(String),
}

fn kills() -> usize {
    match std::env::var_os("SLOW") {
        Some(_) => 1_000,
        None => 20,
    }
}

/// One tablet that writes, syncs and sends photos as fast as it is answered, until the server is gone.
async fn work(mut tablet: Tablet, id: InspectionId, url: String, acks: mpsc::UnboundedSender<Ack>) -> Tablet {
    let client = reqwest::Client::new();
    for n in 0.. {
        remark(
            &mut tablet,
            &id,
            format!("{n} {}", hex::encode(sync_server::clock::random::<6>())),
        );
        let photo = (n % 4 == 3).then(|| attach(&mut tablet, &id));
        match post(&client, &url, &tablet).await {
            Came::Nothing => break,
            Came::Refused(429, _) => {}
            Came::Refused(status, code) => panic!("{status} {code}"),
            Came::Page(page) => {
                // Before the tablet takes it in, or a kill upon the answer comes late; whoever hears it may have
                // stopped listening, the round is over then.
                drop(acks.send(Ack::Heads(acknowledged(&page, &id))));
                tablet.take(&page);
            }
        }
        if let Some(bytes) = photo {
            let name = hex::encode(Sha256::digest(&bytes));
            let sent = client
                .patch(format!("{url}/api/v1/blobs/{name}"))
                .bearer_auth(&tablet.enrolment.token)
                .header("upload-offset", "0")
                .body(bytes)
                .send()
                .await;
            let Ok(answer) = sent else { break };
            if answer.status() == 200 && answer.bytes().await.is_ok_and(|b| !b.is_empty()) {
                drop(acks.send(Ack::Blob(name)));
            }
        }
    }
    tablet
}

pub(super) fn attach(tablet: &mut Tablet, id: &InspectionId) -> Vec<u8> {
    let bytes: Vec<u8> = [
        &[0xff, 0xd8, 0xff, 0xe0][..],
        &sync_server::clock::random::<3_000>(),
    ]
    .concat();
    blobs::attach(tablet, id, &bytes);
    bytes
}

/// One life of the server under load, ended at a random moment or right upon an answer. Answers how long before
/// the kill the write-ahead log was last written.
async fn life(
    data: &Path,
    now: i64,
    without: Option<&str>,
    at_an_answer: bool,
    tablets: &mut Vec<Tablet>,
    id: &InspectionId,
    known: &mut Acknowledged,
) -> Duration {
    let mut command = Command::new(this_binary());
    // Only the server goes without the guard: the office of the test must not.
    if let Some(guard) = without {
        command.env("SUICHA_GUARDS_OFF", guard);
    }
    let mut server = program(&mut command, data, now);
    let (tell, mut acks) = mpsc::unbounded_channel();
    let workers: Vec<_> = std::mem::take(tablets)
        .into_iter()
        .map(|tablet| tokio::spawn(work(tablet, id.clone(), server.url.clone(), tell.clone())))
        .collect();
    drop(tell);
    let wal = data.join("suicha.db-wal");
    let mut heard = Vec::from([acks.recv().await.expect("the first answer")]);
    if !at_an_answer {
        let random = u64::from(sync_server::clock::random::<1>()[0]);
        let until = tokio::time::sleep(Duration::from_millis(random));
        tokio::pin!(until);
        while tokio::select! { ack = acks.recv() => ack.map(|a| heard.push(a)).is_some(), () = &mut until => false }
        {
        }
        let aimed = wal.clone();
        tokio::task::spawn_blocking(move || beside_a_write(&aimed))
            .await
            .unwrap();
    }
    let killed = SystemTime::now();
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    let written = std::fs::metadata(&wal).and_then(|m| m.modified());
    for worker in workers {
        tablets.push(worker.await.unwrap());
    }
    while let Some(ack) = acks.recv().await {
        heard.push(ack);
    }
    for ack in heard {
        known.count += 1;
        match ack {
            Ack::Heads(heads) => known.heads.extend(heads),
            Ack::Blob(name) => drop(known.blobs.insert(name)),
        }
    }
    killed.duration_since(written.unwrap()).unwrap_or_default()
}

/// How long ago the write-ahead log was last written.
fn age(wal: &Path) -> Duration {
    let written = std::fs::metadata(wal).and_then(|m| m.modified()).unwrap();
    SystemTime::now().duration_since(written).unwrap_or_default()
}

/// Returns up to a few milliseconds after a write, so that kills fall in and around commits and not in the pauses
/// between them.
fn beside_a_write(wal: &Path) {
    let began = Instant::now();
    let more = Duration::from_millis(u64::from(sync_server::clock::random::<1>()[0]) % 8);
    while began.elapsed() < Duration::from_secs(2) {
        let since = age(wal);
        if since >= more && since < CLOSE {
            return;
        }
        std::thread::yield_now();
    }
}

/// Acknowledged things that are not there any more. The database is checked page by page as it is opened.
pub(super) fn losses(closed: Closed, id: &InspectionId, known: &Acknowledged) -> (usize, Closed) {
    let desk = closed.open();
    let wanted = id.clone();
    let doc = desk
        .app
        .store
        .read_now(move |v| sync_server::flow::sync::load_document(v, &wanted))
        .unwrap();
    let heads = known.heads.iter().filter(|h| !doc.has_all(&[**h])).count();
    let blobs = known.blobs.iter().filter(|name| {
        let bytes = std::fs::read(desk.app.blobs.path(name)).unwrap_or_default();
        hex::encode(Sha256::digest(bytes)) != **name
    });
    let blobs = blobs.count();
    let report = desk.audited();
    assert_eq!(report.differences.len(), 0, "{:?}", report.differences);
    (heads + blobs, desk.close())
}

#[tokio::test(flavor = "multi_thread")]
async fn f39_nothing_acknowledged_is_lost_when_the_server_is_killed_under_load() {
    let (mut closed, first, id, now) = office().await;
    let pristine = tempfile::tempdir().unwrap();
    copy_folder(closed.data(), pristine.path());
    let mut tablets = first.clone();
    let (mut ages, mut acks, mut lost) = (Vec::new(), 0, 0);
    let mut known = Acknowledged::default();
    for n in 0..kills() {
        // Right upon an answer at first, then beside a write.
        let at_an_answer = n % A_FOLDER < 3;
        let age = life(
            closed.data(),
            now,
            None,
            at_an_answer,
            &mut tablets,
            &id,
            &mut known,
        )
        .await;
        ages.push(age.as_millis());
        if n == 2 || n % A_FOLDER == A_FOLDER - 1 {
            let gone;
            (gone, closed) = losses(closed, &id, &known);
            (lost, acks) = (lost + gone, acks + known.count);
            assert_eq!(lost, 0, "lost after {} kills", n + 1);
            known = Acknowledged::default();
        }
        if n % A_FOLDER == A_FOLDER - 1 {
            tablets = first.clone();
            std::fs::remove_dir_all(closed.data()).unwrap();
            std::fs::create_dir(closed.data()).unwrap();
            copy_folder(pristine.path(), closed.data());
        }
    }
    let close = ages.iter().filter(|ms| **ms <= 20).count();
    let histogram: Vec<String> = BOUNDS
        .iter()
        .zip([0].iter().chain(&BOUNDS))
        .map(|(to, from)| {
            let n = ages.iter().filter(|ms| *from <= **ms && **ms < *to).count();
            format!("{from}..{to} ms {n}")
        })
        .collect();
    figures(&format!(
        "server kills: {}, acknowledged {acks}, lost {lost}; last write before the kill: {}; within 20 ms {} %",
        ages.len(),
        histogram.join(", "),
        100 * close / ages.len(),
    ));
    assert!(acks >= ages.len(), "each life answered something");
    assert!(close * 100 >= ages.len() * 80, "the kills fall beside writes");
}

/// The same harness on a server that answers before it commits.
#[tokio::test(flavor = "multi_thread")]
async fn f39_a_server_that_answers_before_it_commits_is_found_out() {
    let (mut closed, mut tablets, id, now) = office().await;
    let (mut known, away) = (Acknowledged::default(), Some("commit-before-answer"));
    for round in 1..=20 {
        life(closed.data(), now, away, true, &mut tablets, &id, &mut known).await;
        let (lost, again) = losses(closed, &id, &known);
        if lost > 0 {
            return figures(&format!(
                "answers before the commit: {lost} lost after {round} kills"
            ));
        }
        closed = again;
    }
    panic!("twenty kills of a server that answers too early, and nothing was missed");
}
