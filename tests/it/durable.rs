//! Power cut: the server process is killed outright again and again while a tablet syncs; nothing it
//! acknowledged may be missing afterwards.

use crate::routes::desk::Desk;
use crate::routes::field::team;
use crate::routes::tablet::Tablet;
use domain::id::InspectionId;
use domain::inspection::edit::{Edit, TextField};
use domain::wire::api::InspectionDetail;
use domain::wire::sync::{Answer, MEDIA_TYPE, SyncResponse, Verdict, parse, to_bytes};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use sync_server::clock::Clock;
use sync_server::config::Config;
use sync_server::routes::router;
use sync_server::state::App;

const DATA: &str = "SUICHA_TEST_DATA";
/// Kills.
const ROUNDS: usize = 12;

/// The server process of the test below: this test binary, started again with a data folder.
#[test]
#[ignore = "a process of the test beside it, not a test"]
fn server_process() {
    let Ok(data) = std::env::var(DATA) else { return };
    let app = App::open(Config::new(data), Clock::system()).unwrap();
    let serve = async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("\nready {}", listener.local_addr().unwrap());
        sync_server::serve::run(listener, router(app), 16, std::future::pending()).await
    };
    tokio::runtime::Runtime::new().unwrap().block_on(serve).unwrap();
}

fn start(data: &Path) -> (Child, String) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "durable::server_process", "--ignored", "--nocapture"])
        .env(DATA, data)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let ready = lines
        .map_while(Result::ok)
        .find_map(|l| Some(l.strip_prefix("ready ")?.to_owned()));
    (
        child,
        format!("http://{}/api/v1/sync", ready.expect("the server starts")),
    )
}

fn remark(tablet: &mut Tablet, id: &InspectionId, n: usize) {
    let text = format!("第{n}次");
    tablet.edit(
        id,
        &Edit::SetText {
            target: TextField::Remarks,
            text,
        },
    );
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_when_the_process_is_killed() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    let tablet = &mut tablets[0];
    let closed = desk.close();
    let client = reqwest::Client::new();
    let mut acknowledged = Vec::new();
    for round in 0..ROUNDS {
        let (mut server, url) = start(closed.data());
        remark(tablet, &id, round);
        let request = client
            .post(&url)
            .bearer_auth(&tablet.enrolment.token)
            .header("content-type", MEDIA_TYPE)
            .body(to_bytes(&tablet.upload()))
            .send();
        let answer = if round % 3 == 2 {
            // Cut while it works: an answer may or may not have come.
            let sent = tokio::spawn(request);
            tokio::task::yield_now().await;
            server.kill().unwrap();
            sent.await.unwrap().ok()
        } else {
            let answer = request.await.unwrap();
            server.kill().unwrap();
            Some(answer)
        };
        server.wait().unwrap();
        let Some(body) = answer else { continue };
        let Ok(bytes) = body.bytes().await else { continue };
        let Ok(SyncResponse {
            answer: Answer::Page(page),
            ..
        }) = parse(&bytes)
        else {
            continue;
        };
        let doc = page.docs.iter().find(|d| d.id == id).unwrap();
        assert_eq!(doc.verdict, Verdict::Accepted);
        acknowledged.extend(doc.heads.clone());
        tablet.held.get_mut(&id).unwrap().base = doc.heads.clone();
    }
    assert!(acknowledged.len() >= ROUNDS * 2 / 3);
    let mut desk = closed.open();
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    let stored = sync_server::flow::sync::load_document;
    let wanted = id.clone();
    let doc = desk.app.store.read_now(move |v| stored(v, &wanted)).unwrap();
    assert!(
        doc.has_all(&acknowledged),
        "acknowledged heads are missing: {}",
        detail.view.remarks
    );
}
