//! Real faults of the server's machine: killed outright under load, a full disk, a read-only one, a flush that
//! fails, a network cut at any byte. Nothing the server acknowledged may be missing afterwards.

mod cut;
mod disk;
mod kills;
mod lossy;
mod stop;

use crate::routes::desk::{Closed, Desk};
use crate::routes::field::team;
use crate::routes::tablet::Tablet;
use domain::id::InspectionId;
use domain::inspection::edit::{Edit, TextField};
use domain::time::Timestamp;
use domain::wire::sync::{Answer, MEDIA_TYPE, Page, SyncResponse, Verdict, parse, to_bytes};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::Ordering;
use std::time::Instant;
use sync_server::clock::Clock;
use sync_server::config::Config;
use sync_server::state::App;

const DATA: &str = "SUICHA_TEST_DATA";
/// What time it is when the process starts (ms), and the file that says how much later it is by now.
const NOW: &str = "SUICHA_TEST_NOW";
const LATER: &str = "SUICHA_TEST_LATER";

/// How long the server of these tests lets requests run at its end.
const GRACE: std::time::Duration = std::time::Duration::from_secs(3);

/// The server process of the tests below: this test binary, started again with a data folder.
#[test]
#[ignore = "a process of the tests beside it, not a test"]
fn server_process() {
    let Ok(data) = std::env::var(DATA) else { return };
    let began: i64 = std::env::var(NOW).unwrap().parse().unwrap();
    let (later, start) = (std::env::var(LATER).unwrap_or_default(), Instant::now());
    let clock = Clock::of(move || {
        let later: i64 = std::fs::read_to_string(&later).map_or(0, |t| t.parse().unwrap());
        Timestamp(began + i64::try_from(start.elapsed().as_millis()).unwrap() + later)
    });
    let config = Config {
        listen: ([127, 0, 0, 1], 0).into(),
        grace: GRACE,
        ..Config::new(data)
    };
    println!();
    let status = App::open(config, clock).and_then(|app| {
        let runtime = tokio::runtime::Runtime::new()?;
        runtime.block_on(sync_server::cli::serve::serve_app(app))
    });
    std::process::exit(status.map_or_else(
        |e| {
            eprintln!("{e:#}");
            2
        },
        i32::from,
    ));
}

/// A running server process.
struct Running {
    child: Child,
    /// `http://127.0.0.1:PORT`.
    url: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        // Gone already is as good.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The command that runs the server process on `data`.
fn program(command: &mut Command, data: &Path, now: i64) -> Running {
    try_program(command, data, now).unwrap_or_else(|said| panic!("the server does not start: {said}"))
}

fn try_program(command: &mut Command, data: &Path, now: i64) -> Result<Running, String> {
    command
        .args(["--exact", "durable::server_process", "--ignored", "--nocapture"])
        .env(DATA, data)
        .env(NOW, now.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|e| e.to_string())?;
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let ready = lines
        .by_ref()
        .map_while(Result::ok)
        .find_map(|l| Some(l.strip_prefix("ready ")?.to_owned()));
    // Nobody reads on: what is printed later must not block it.
    std::thread::spawn(move || lines.for_each(drop));
    let Some(url) = ready else {
        let out = child.wait_with_output().map_err(|e| e.to_string())?;
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        return Err(format!("{}: {said}", out.status));
    };
    let mut errors = child.stderr.take().unwrap();
    std::thread::spawn(move || std::io::copy(&mut errors, &mut std::io::sink()));
    Ok(Running { child, url })
}

/// This test binary, to be started again as the server.
fn this_binary() -> std::path::PathBuf {
    std::env::current_exe().unwrap()
}

fn remark(tablet: &mut Tablet, id: &InspectionId, text: String) {
    let target = TextField::Remarks;
    tablet.edit(id, &Edit::SetText { target, text });
}

/// What came of one exchange over the real wire.
enum Came {
    /// The connection broke, or nobody listens.
    Nothing,
    /// Another status than 200, with its code.
    Refused(u16, String),
    /// A page; with the heads when the document was accepted.
    Page(Box<Page>),
}

async fn post(client: &reqwest::Client, url: &str, tablet: &Tablet) -> Came {
    let request = client
        .post(format!("{url}/api/v1/sync"))
        .bearer_auth(&tablet.enrolment.token)
        .header("content-type", MEDIA_TYPE)
        .body(to_bytes(&tablet.upload()));
    let Ok(answer) = request.send().await else {
        return Came::Nothing;
    };
    let status = answer.status();
    let Ok(bytes) = answer.bytes().await else {
        return Came::Nothing;
    };
    if !status.is_success() {
        let body: Option<domain::wire::code::ErrorBody> = serde_json::from_slice(&bytes).ok();
        return Came::Refused(status.as_u16(), body.map(|b| b.code).unwrap_or_default());
    }
    match parse::<SyncResponse>(&bytes) {
        Ok(SyncResponse {
            answer: Answer::Page(page),
            ..
        }) => Came::Page(page),
        Ok(_) | Err(_) => Came::Nothing,
    }
}

/// The heads a page acknowledges for this inspection.
fn acknowledged(page: &Page, id: &InspectionId) -> Vec<domain::inspection::change::ChangeId> {
    let doc = page.docs.iter().find(|d| d.id == *id);
    doc.filter(|d| d.verdict == Verdict::Accepted)
        .map(|d| d.heads.clone())
        .unwrap_or_default()
}

/// An office with a drawn inspection and its team's tablets, closed; and its present time.
async fn office() -> (Closed, Vec<Tablet>, InspectionId, i64) {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    // Each officer has a second tablet: four write at once.
    for byte in [11, 12] {
        let officer = tablets[usize::from(byte) % 2].enrolment.inspector.id.clone();
        let mut tablet = Tablet::enrol(&mut desk, &officer, byte).await;
        tablet.sync(&desk).await;
        tablets.push(tablet);
    }
    let now = desk.time.load(Ordering::Relaxed);
    (desk.close(), tablets, id, now)
}

/// Figures for the person who runs the tests, past the runner that swallows what a passing test prints.
fn figures(line: &str) {
    // Nobody to read it is no failure.
    drop(writeln!(std::io::stderr(), "{line}"));
}

fn copy_folder(from: &Path, to: &Path) {
    let status = Command::new("cp").arg("-a").arg(from.join(".")).arg(to).status();
    assert!(status.unwrap().success());
}
