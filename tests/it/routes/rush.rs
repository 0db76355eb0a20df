//! The rush at the end of the day (F37): who finds no place is told when to come back, does so, and loses nothing.

use super::desk::{Desk, Got};
use super::field::team;
use super::tablet::Tablet;
use axum::http::StatusCode;
use domain::guard::take_away;
use domain::inspection::edit::{Edit, TextField};
use domain::sync::engine::{Effect, Engine, Event, Me};
use domain::sync::store::Snapshot;
use domain::time::Timestamp;
use std::collections::BTreeSet;

/// Tablets that come at the same moment, more than there are places.
const TABLETS: u8 = 48;

fn wait_of(got: &Got) -> u64 {
    got.headers["retry-after"].to_str().unwrap().parse().unwrap()
}

/// Takes every place there is.
fn fill(desk: &Desk) -> Vec<impl Drop + use<>> {
    let all = desk.app.gate.free();
    (0..all).filter_map(|_| desk.app.gate.work().unwrap()).collect()
}

#[tokio::test]
async fn f37_a_sync_too_many_is_told_to_come_back_at_scattered_times() {
    let mut desk = Desk::open().await;
    let (_, tablets, _) = team(&mut desk).await;
    let held = fill(&desk);
    let mut waits = BTreeSet::new();
    for _ in 0..40 {
        let got = tablets[0].post(&desk, &tablets[0].upload()).await;
        assert_eq!(
            (got.status, got.code().as_str()),
            (StatusCode::TOO_MANY_REQUESTS, "server.busy")
        );
        assert!((2..10).contains(&wait_of(&got)));
        waits.insert(wait_of(&got));
    }
    assert!(waits.len() >= 4, "{waits:?}");
    {
        let _away = take_away("sync-bound");
        let got = tablets[0].post(&desk, &tablets[0].upload()).await;
        assert!(got.status.is_success(), "without the guard there is no bound");
    }
    drop(held);
    let got = tablets[0].post(&desk, &tablets[0].upload()).await;
    assert!(got.status.is_success());
}

/// One tablet that sends many requests at once is refused while another one is served.
#[tokio::test]
async fn f37_one_tablet_does_not_take_the_places_of_the_others() {
    let mut desk = Desk::open().await;
    let (_, tablets, _) = team(&mut desk).await;
    let device = &tablets[0].enrolment.device;
    let places: Vec<_> = (0..8).map(|_| desk.app.gate.enter(device).unwrap()).collect();
    let got = tablets[0].post(&desk, &tablets[0].upload()).await;
    assert_eq!(got.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(wait_of(&got) >= 2);
    assert!(
        tablets[1]
            .post(&desk, &tablets[1].upload())
            .await
            .status
            .is_success()
    );
    {
        let _away = take_away("device-bound");
        let got = tablets[0].post(&desk, &tablets[0].upload()).await;
        assert!(got.status.is_success(), "without the guard there is no bound");
    }
    drop(places);
    let got = tablets[0].post(&desk, &tablets[0].upload()).await;
    assert!(got.status.is_success());
}

/// More uploads at once than the server holds in memory.
#[tokio::test]
async fn f43_bodies_find_room_or_are_told_to_come_back() {
    let mut desk = Desk::open().await;
    let (_, tablets, _) = team(&mut desk).await;
    let whole = desk.app.gate.room(256 << 20).unwrap();
    let got = tablets[0].post(&desk, &tablets[0].upload()).await;
    assert_eq!(got.status, StatusCode::TOO_MANY_REQUESTS);
    {
        let _away = take_away("room-bound");
        let got = tablets[0].post(&desk, &tablets[0].upload()).await;
        assert!(got.status.is_success(), "without the guard there is no bound");
    }
    drop(whole);
    let got = tablets[0].post(&desk, &tablets[0].upload()).await;
    assert!(got.status.is_success());
}

#[tokio::test(flavor = "multi_thread")]
async fn f37_everybody_who_comes_at_once_is_served_in_the_end() {
    let mut desk = Desk::open().await;
    let (_, first, id) = team(&mut desk).await;
    let officers: Vec<_> = first.iter().map(|t| t.enrolment.inspector.id.clone()).collect();
    let mut waiting = Vec::new();
    for byte in 10..10 + TABLETS {
        let mut tablet = Tablet::enrol(&mut desk, &officers[usize::from(byte) % 2], byte).await;
        tablet.sync(&desk).await;
        let (target, text) = (TextField::Remarks, format!("第{byte}台"));
        tablet.edit(&id, &Edit::SetText { target, text });
        waiting.push(tablet);
    }
    let wanted: Vec<_> = waiting.iter().flat_map(|t| t.held[&id].doc.heads()).collect();
    let (mut rounds, mut refused) = (0, 0);
    // A quarter of the places is free, so that not everybody finds one.
    let held = fill(&desk);
    let quarter = held.len() * 3 / 4;
    let held: Vec<_> = held.into_iter().take(quarter).collect();
    while !waiting.is_empty() {
        rounds += 1;
        assert!(rounds <= 40, "{} still wait", waiting.len());
        let (app, mut asked) = (desk.app.clone(), tokio::task::JoinSet::new());
        for tablet in std::mem::take(&mut waiting) {
            let router = sync_server::routes::router(app.clone());
            asked.spawn(async move {
                use tower::ServiceExt;
                let body = domain::wire::sync::to_bytes(&tablet.upload());
                let request = tablet.request("POST", "/sync", &[], body);
                (router.oneshot(request).await.unwrap().status(), tablet)
            });
        }
        for (status, tablet) in asked.join_all().await {
            match status {
                StatusCode::OK => {}
                StatusCode::TOO_MANY_REQUESTS => {
                    refused += 1;
                    waiting.push(tablet);
                }
                other => panic!("only told to come back, not {other}"),
            }
        }
    }
    drop(held);
    assert!(refused > 0, "it was a rush");
    println!("rush: {TABLETS} tablets, {refused} times told to come back, {rounds} rounds");
    let doc = desk
        .app
        .store
        .read_now(move |v| sync_server::flow::sync::load_document(v, &id))
        .unwrap();
    assert!(doc.has_all(&wanted), "everybody's words are there");
}

/// The tablet never comes sooner than asked, and two tablets told the same number do not come together.
#[tokio::test]
async fn f37_the_tablet_keeps_to_retry_after_and_scatters_it() {
    let mut desk = Desk::open().await;
    let (_, tablets, _) = team(&mut desk).await;
    let next = |entropy: u8, asked: u32| -> i64 {
        let me = Me {
            device: tablets[0].enrolment.device.clone(),
            inspector: tablets[0].enrolment.inspector.id.clone(),
            server_keys: tablets[0].enrolment.server_keys.clone(),
        };
        let (mut engine, _) = Engine::load(me, Snapshot::default(), [entropy; 32]);
        let now = Timestamp(1_795_140_000_000);
        let mut told = engine.handle(now, [entropy; 32], Event::SyncWanted);
        let Some(Effect::Post { ticket, .. }) = told.drain(..).find(|e| matches!(e, Effect::Post { .. }))
        else {
            panic!("it asks")
        };
        let code = "server.busy".to_owned();
        let retry_after_s = Some(asked);
        let failed = Event::SendFailed {
            ticket,
            code,
            retry_after_s,
        };
        let effects = engine.handle(now, [entropy; 32], failed);
        let wake = effects.iter().find_map(|e| {
            let Effect::WakeAt(at) = e else { return None };
            Some(at.0 - now.0)
        });
        wake.expect("it comes again")
    };
    let waits: BTreeSet<i64> = (0..=250).step_by(10).map(|e| next(e, 120)).collect();
    assert!(waits.iter().all(|w| (120_000..=150_000).contains(w)), "{waits:?}");
    assert!(waits.len() > 20, "scattered: {waits:?}");
    // A slip of a proxy does not silence a tablet for a day.
    assert!(next(7, 86_400) <= 45 * 60_000);
    let _away = take_away("retry-after");
    assert!(next(7, 120) < 120_000, "without the guard it comes too soon");
}
