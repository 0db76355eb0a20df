//! F30–F33, F35: the network between tablet and server breaks at any byte, flips a bit, or swallows everything.
//! After the repetition both sides hold the same, once.

use super::{Came, acknowledged, figures, post, remark};
use crate::routes::desk::Desk;
use crate::routes::field::team;
use crate::routes::tablet::Tablet;
use domain::id::InspectionId;
use domain::wire::api::BlobReceipt;
use sha2::{Digest, Sha256};
use std::net::SocketAddr;
use std::time::Duration;
use sync_server::routes::router;
use test_support::cutter::{Cutter, Fault, Way};

/// Bytes between two cuts of the quick run; every byte is cut with `SLOW`.
const STEP: usize = 41;

fn step() -> usize {
    match std::env::var_os("SLOW") {
        Some(_) => 1,
        None => STEP,
    }
}

fn name(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

async fn serve(desk: &Desk) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = router(desk.app.clone());
    tokio::spawn(sync_server::serve::run(
        listener,
        service,
        64,
        std::future::pending(),
    ));
    address
}

/// A connection for each request: a cut must not hit the next one's.
fn client() -> reqwest::Client {
    let builder = reqwest::Client::builder().pool_max_idle_per_host(0);
    builder.timeout(Duration::from_secs(2)).build().unwrap()
}

/// One edit, sent through a faulty wire and then again through a whole one. Answers whether the first came through.
async fn through(wire: &Cutter, tablet: &mut Tablet, id: &InspectionId, fault: Fault, n: usize) -> bool {
    remark(tablet, id, format!("第{n:05}次"));
    wire.next(fault);
    let first = post(&client(), &wire.url(""), tablet).await;
    let came = matches!(first, Came::Page(_));
    let Came::Page(page) = post(&client(), &wire.url(""), tablet).await else {
        panic!("the repetition is answered")
    };
    assert!(!acknowledged(&page, id).is_empty(), "{fault:?}");
    tablet.take(&page);
    came
}

/// Both sides hold the same, and the server each change once.
fn expect_same(desk: &Desk, tablet: &Tablet, id: &InspectionId) {
    let wanted = id.clone();
    let (doc, raw) = desk
        .app
        .store
        .read_now(move |v| -> Result<_, sync_server::error::Refusal> {
            Ok((
                sync_server::flow::sync::load_document(v, &wanted)?,
                v.changes(&wanted)?,
            ))
        })
        .unwrap();
    assert_eq!(doc.heads(), tablet.held[id].doc.heads());
    assert_eq!(doc.view().remarks, tablet.held[id].doc.view().remarks);
    let mut once = raw.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), raw.len(), "no change is kept twice");
}

/// A team behind a wire that has carried one whole sync: it knows how long one is.
async fn measured(desk: &mut Desk) -> (Vec<Tablet>, InspectionId, Cutter) {
    let (_, mut tablets, id) = team(desk).await;
    let wire = Cutter::to(serve(desk).await).await.unwrap();
    remark(&mut tablets[0], &id, "先量一次长度".to_owned());
    let Came::Page(page) = post(&client(), &wire.url(""), &tablets[0]).await else {
        panic!("an answer")
    };
    tablets[0].take(&page);
    (tablets, id, wire)
}

#[tokio::test(flavor = "multi_thread")]
async fn f30_f31_a_sync_cut_at_any_byte_either_way_is_taken_once() {
    let mut desk = Desk::open().await;
    let (mut tablets, id, wire) = measured(&mut desk).await;
    let (up, down) = wire.passed();
    let (mut cuts, mut came) = (0, 0);
    for (way, length) in [(Way::Up, up), (Way::Down, down)] {
        for at in (0..length).step_by(step()).chain([length - 1]) {
            cuts += 1;
            came += usize::from(through(&wire, &mut tablets[0], &id, Fault::Cut(way, at), cuts).await);
        }
    }
    expect_same(&desk, &tablets[0], &id);
    figures(&format!(
        "faulty wire: {cuts} syncs cut at a byte of {up} up and {down} down, {came} came through, none lost or doubled"
    ));
    assert!(came < cuts, "it was cut");
}

#[tokio::test(flavor = "multi_thread")]
async fn f33_a_flipped_bit_is_noticed_or_means_nothing() {
    let mut desk = Desk::open().await;
    let (mut tablets, id, wire) = measured(&mut desk).await;
    let up = wire.passed().0;
    let (mut flips, mut came) = (0, 0);
    for at in (0..up).step_by(step()) {
        flips += 1;
        let fault = Fault::Flip(Way::Up, at);
        came += usize::from(through(&wire, &mut tablets[0], &id, fault, flips).await);
    }
    expect_same(&desk, &tablets[0], &id);
    figures(&format!(
        "faulty wire: {flips} syncs with a flipped bit, {came} meant nothing, none stored wrong"
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn f30_a_photo_cut_at_any_byte_goes_on_where_the_server_says() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    let wire = Cutter::to(serve(&desk).await).await.unwrap();
    let mut cuts = 0;
    let lengths = (0..3_400).step_by(step() * 5);
    for at in lengths {
        cuts += 1;
        let bytes = super::kills::attach(&mut tablets[0], &id);
        let Came::Page(page) = post(&client(), &wire.url(""), &tablets[0]).await else {
            panic!("an answer")
        };
        tablets[0].take(&page);
        let url = wire.url(&format!("/api/v1/blobs/{}", name(&bytes)));
        let token = tablets[0].enrolment.token.clone();
        let send = async |offset: usize| {
            let request = client().patch(&url).bearer_auth(&token);
            let request = request.header("upload-offset", offset.to_string());
            request.body(bytes[offset..].to_vec()).send().await
        };
        wire.next(Fault::Cut(if cuts % 3 == 0 { Way::Down } else { Way::Up }, at));
        // It may come through or not: what counts is where the server says that it goes on.
        drop(send(0).await);
        let head = client().head(&url).bearer_auth(&token).send().await.unwrap();
        let offset: usize = head.headers()["upload-offset"].to_str().unwrap().parse().unwrap();
        let done = send(offset).await.unwrap();
        let receipt: BlobReceipt = done.json().await.unwrap();
        assert_eq!(receipt.sha256, name(&bytes));
    }
    figures(&format!(
        "faulty wire: {cuts} photos cut and sent again, every receipt right"
    ));
}

/// F35: a connection that swallows everything holds nobody up for ever, and the repetition is taken.
#[tokio::test(flavor = "multi_thread")]
async fn f35_a_wire_that_swallows_an_answer_costs_time_and_nothing_else() {
    let mut desk = Desk::open().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    let wire = Cutter::to(serve(&desk).await).await.unwrap();
    for (n, way) in [Way::Up, Way::Down].into_iter().enumerate() {
        let came = through(&wire, &mut tablets[0], &id, Fault::Swallow(way), n).await;
        assert!(!came);
    }
    expect_same(&desk, &tablets[0], &id);
}
