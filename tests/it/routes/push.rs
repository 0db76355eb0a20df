//! Push: who is concerned hears that something is new, in a word without content; nothing depends on hearing it.

use super::desk::Desk;
use super::engine::Field;
use super::field::team;
use super::tablet::Tablet;
use axum::body::{Body, BodyDataStream};
use axum::http::{Request, StatusCode};
use domain::id::InspectionId;
use domain::inspection::edit::{Edit, TextField};
use domain::sync::engine::{Effect, Engine, Event, Me};
use domain::sync::store::Snapshot;
use domain::time::Timestamp;
use domain::wire::api::DeviceRow;
use futures_util::StreamExt;
use std::time::Duration;
use sync_server::config::Config;

/// Longest wait for a line that must come; a line that must not come is waited for until the next heartbeat.
const LONG: Duration = Duration::from_secs(20);
const BEAT: &str = ":\n\n";
const NEWS: &str = "event: news\ndata:\n\n";

pub(super) struct Line(BodyDataStream);

impl Line {
    async fn of(desk: &Desk, request: Request<Body>) -> Self {
        let response = desk.stream(request).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut line = Self(response.into_body().into_data_stream());
        assert_eq!(line.next().await.as_deref(), Some(BEAT), "it is open");
        line
    }

    pub(super) async fn tablet(desk: &Desk, tablet: &Tablet) -> Self {
        Self::of(desk, tablet.request("GET", "/events", &[], Vec::new())).await
    }

    pub(super) async fn office(desk: &mut Desk, user: &str) -> Self {
        let request = Request::get("/api/v1/events").header("cookie", desk.cookie(user).await);
        Self::of(desk, request.body(Body::empty()).unwrap()).await
    }

    /// The next line; none = the end.
    async fn next(&mut self) -> Option<String> {
        let next = tokio::time::timeout(LONG, self.0.next())
            .await
            .expect("a line or the end");
        next.map(|bytes| String::from_utf8(bytes.unwrap().to_vec()).unwrap())
    }

    pub(super) async fn expect_news(&mut self) {
        loop {
            match self.next().await.as_deref() {
                Some(NEWS) => return,
                Some(BEAT) => {}
                other => panic!("news, not {other:?}"),
            }
        }
    }

    /// Nothing but heartbeats.
    async fn expect_silence(&mut self) {
        for _ in 0..3 {
            assert_eq!(self.next().await.as_deref(), Some(BEAT));
        }
    }
}

async fn desk() -> Desk {
    Desk::open_with(Config {
        heartbeat: Duration::from_millis(300),
        ..Config::new(".")
    })
    .await
}

fn remark(tablet: &mut Tablet, id: &InspectionId, text: &str) {
    let (target, text) = (TextField::Remarks, text.to_owned());
    tablet.edit(id, &Edit::SetText { target, text });
}

#[tokio::test]
async fn the_colleague_and_the_office_hear_of_a_record_and_nobody_else_does() {
    let mut desk = desk().await;
    let (_, mut tablets, id) = team(&mut desk).await;
    let mut mine = Line::tablet(&desk, &tablets[0]).await;
    let mut colleague = Line::tablet(&desk, &tablets[1]).await;
    let mut office = Line::office(&mut desk, "reviewer").await;
    let mut witness = Line::office(&mut desk, "witness").await;
    remark(&mut tablets[0], &id, "有新内容");
    tablets[0].sync(&desk).await;
    colleague.expect_news().await;
    office.expect_news().await;
    mine.expect_silence().await;
    witness.expect_silence().await;
    // The same again brings nothing, and nobody is woken for it.
    tablets[0].sync(&desk).await;
    colleague.expect_silence().await;
    // An act of the office wakes everybody.
    let _: domain::wire::api::EnrolmentCode = desk
        .post(
            "administrator",
            "/enrolment-codes",
            &domain::wire::api::EnrolmentCodeRequest {
                inspector: tablets[0].enrolment.inspector.id.clone(),
            },
        )
        .await;
    mine.expect_news().await;
    witness.expect_news().await;
}

#[tokio::test]
async fn a_revoked_tablet_hears_nothing_more_and_the_line_ends_with_the_server() {
    let mut desk = desk().await;
    let (_, tablets, _) = team(&mut desk).await;
    let mut revoked = Line::tablet(&desk, &tablets[0]).await;
    let mut other = Line::tablet(&desk, &tablets[1]).await;
    let path = format!("/devices/{}/revoke", tablets[0].enrolment.device);
    let _: DeviceRow = desk.post("administrator", &path, &()).await;
    assert_eq!(revoked.next().await, None, "it ends");
    other.expect_news().await;
    desk.app.end();
    while other.next().await.is_some() {}
    assert_eq!(desk.app.news.listeners(), 0);
}

#[tokio::test]
async fn a_listener_too_many_is_told_to_come_back_and_a_stranger_nothing() {
    let mut desk = desk().await;
    let (_, tablets, _) = team(&mut desk).await;
    let mut lines = Vec::new();
    for _ in 0..6 {
        lines.push(Line::tablet(&desk, &tablets[0]).await);
    }
    let got = desk
        .send(tablets[0].request("GET", "/events", &[], Vec::new()))
        .await;
    assert_eq!(got.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(got.headers.contains_key("retry-after"));
    drop(lines);
    Line::tablet(&desk, &tablets[0]).await;
    let got = desk.raw("", "GET", "/events", Vec::new()).await;
    assert_eq!(got.status, StatusCode::UNAUTHORIZED);
}

/// Push is cut, as by a proxy that knows no streams: both tablets of a team still come to the same record.
#[tokio::test]
async fn with_push_cut_everything_arrives_all_the_same() {
    let mut desk = desk().await;
    let (task, _, id) = team(&mut desk).await;
    let mut fields = Vec::new();
    for (byte, (inspector, _, _)) in (21..).zip(&task.drawn[0].team) {
        let mut field = Field::enrol(&mut desk, inspector, byte).await;
        field.sync(&desk).await;
        fields.push(field);
    }
    fields[0].remark(&desk, &id, "没有推送也会到").await;
    for _ in 0..2 {
        for field in &mut fields {
            field.sync(&desk).await;
        }
    }
    assert_eq!(desk.app.news.listeners(), 0, "nobody listens");
    for field in &fields {
        assert_eq!(field.engine.view(&id).unwrap().remarks, "没有推送也会到");
    }
}

/// Hearing the word makes a tablet ask sooner, scattered, and never sooner than a failure lets it.
#[tokio::test]
async fn news_hasten_a_tablet_but_not_past_a_failure() {
    let mut desk = desk().await;
    let (_, tablets, _) = team(&mut desk).await;
    let wake = |entropy: u8, failed: bool| {
        let me = Me {
            device: tablets[0].enrolment.device.clone(),
            inspector: tablets[0].enrolment.inspector.id.clone(),
            server_keys: tablets[0].enrolment.server_keys.clone(),
        };
        let now = Timestamp(1_795_140_000_000);
        let (mut engine, _) = Engine::load(me, Snapshot::default(), [entropy; 32]);
        let asked = engine.handle(now, [entropy; 32], Event::SyncWanted);
        if failed {
            let ticket = asked.iter().find_map(|e| match e {
                Effect::Post { ticket, .. } => Some(*ticket),
                Effect::Put { .. }
                | Effect::Prove { .. }
                | Effect::SendBlob { .. }
                | Effect::WakeAt(_)
                | Effect::Changed { .. }
                | Effect::ListChanged
                | Effect::Refused { .. }
                | Effect::Told { .. } => None,
            });
            let failed = Event::SendFailed {
                ticket: ticket.unwrap(),
                code: "server.busy".to_owned(),
                retry_after_s: Some(60),
            };
            engine.handle(now, [entropy; 32], failed);
        }
        let effects = engine.handle(now, [entropy; 32], Event::News);
        let [Effect::WakeAt(at)] = effects.as_slice() else {
            panic!("it only sets its clock: {effects:?}")
        };
        at.0 - now.0
    };
    let waits: std::collections::BTreeSet<i64> = (0..=250).step_by(25).map(|e| wake(e, false)).collect();
    assert!(
        waits.len() > 5 && waits.iter().all(|w| (1_000..2_000).contains(w)),
        "{waits:?}"
    );
    assert!(wake(7, true) >= 60_000);
}
