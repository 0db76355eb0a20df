//! An office with its server: accounts, a clock the test moves, requests as each account.

mod acts;

pub(crate) use acts::{input, key_of, plainly, witness_key};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use domain::access::Role;
use domain::id::UserId;
use domain::time::Timestamp;
use domain::wire::api::RosterImport;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use sync_server::blobs::Blobs;
use sync_server::clock::Clock;
use sync_server::config::Config;
use sync_server::flow::accounts::{New, set};
use sync_server::flow::audit::{Report, audit};
use sync_server::flow::evidence::SINGLE_COPY;
use sync_server::keys::Keys;
use sync_server::regimes::Regimes;
use sync_server::routes::router;
use sync_server::state::App;
use tempfile::TempDir;
use tower::ServiceExt;

pub(crate) const PASSWORD: &str = "a demo password";
pub(crate) const ALL_ROLES: [Role; 8] = [
    Role::Inspector,
    Role::Planner,
    Role::Approver,
    Role::Reviewer,
    Role::Publisher,
    Role::Witness,
    Role::Supervisor,
    Role::Administrator,
];
/// 2026-11-20T02:00:00Z, a Friday morning in China.
const START: i64 = 1_795_140_000_000;

pub(crate) struct Desk {
    dir: TempDir,
    pub(crate) app: App,
    pub(crate) time: Arc<AtomicI64>,
    /// How far the clock was set away from the time that passed.
    set: Arc<AtomicI64>,
    /// Method, address without its query, status of everything asked so far.
    answered: Mutex<BTreeSet<(String, String, u16)>>,
    router: Router,
    cookies: BTreeMap<String, String>,
}

/// An office whose server does not run.
pub(crate) struct Closed {
    config: Config,
    cookies: BTreeMap<String, String>,
    dir: TempDir,
    time: Arc<AtomicI64>,
    set: Arc<AtomicI64>,
}

impl Closed {
    pub(crate) fn data(&self) -> &std::path::Path {
        self.dir.path()
    }

    pub(crate) fn open(self) -> Desk {
        let app = open_app(self.config, &self.time, &self.set);
        Desk {
            answered: Mutex::default(),
            set: self.set,
            router: router(app.clone()),
            cookies: self.cookies,
            dir: self.dir,
            app,
            time: self.time,
        }
    }
}

impl Closed {
    /// The same data under other regimes: another version of the program.
    pub(crate) fn open_under(self, regimes: Regimes) -> Desk {
        let mut desk = self.open();
        let app = &desk.app;
        let app = App::of(
            app.config.clone(),
            app.clock.clone(),
            app.store.clone(),
            Blobs::open(app.config.data.join("blobs"), None).unwrap(),
            Keys::open(&app.config.data.join("keys")).unwrap(),
            Arc::new(regimes),
            app.epoch.clone(),
        );
        desk.router = router(app.clone());
        desk.app = app;
        desk
    }
}

pub(crate) struct Got {
    pub(crate) status: StatusCode,
    pub(crate) headers: axum::http::HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Got {
    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|e| panic!("{}: {e}: {}", self.status, String::from_utf8_lossy(&self.body)))
    }

    pub(crate) fn code(&self) -> String {
        let body: domain::wire::code::ErrorBody = self.json();
        body.code
    }
}

pub(crate) fn name(role: Role) -> String {
    serde_json::to_value(role).unwrap().as_str().unwrap().to_owned()
}

impl Desk {
    /// An office with one account of each role, a second witness, and the demo rosters.
    pub(crate) async fn open() -> Self {
        Self::open_with(Config::new(".")).await
    }

    /// A server that keeps a second copy of everything there.
    pub(crate) async fn open_beside(second: &tempfile::TempDir) -> Self {
        Self::open_with(Config {
            second_copy: Some(second.path().to_owned()),
            ..Config::new(".")
        })
        .await
    }

    pub(crate) async fn open_with(config: Config) -> Self {
        let mut desk = Self::bare(config);
        for role in ALL_ROLES {
            desk.account(&name(role), &[role]);
        }
        desk.account("witness2", &[Role::Witness]);
        desk.import("subjects", "s.xlsx", sync_server::demo::subjects_xlsx())
            .await;
        desk.import("inspectors", "i.xlsx", sync_server::demo::inspectors_xlsx())
            .await;
        desk
    }

    pub(crate) fn bare(config: Config) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let time = Arc::new(AtomicI64::new(START));
        let config = Config {
            data: dir.path().to_owned(),
            fonts: Some(dir.path().join("fonts")),
            demo: true,
            ..config
        };
        let set = Arc::new(AtomicI64::new(0));
        let app = open_app(config, &time, &set);
        Self {
            answered: Mutex::default(),
            set,
            router: router(app.clone()),
            cookies: BTreeMap::new(),
            dir,
            app,
            time,
        }
    }

    pub(crate) fn data(&self) -> &std::path::Path {
        self.dir.path()
    }

    /// The process dies with its disk; `fill` makes the data of another one.
    pub(crate) fn replaced(self, fill: impl FnOnce(&std::path::Path)) -> Self {
        let mut closed = self.close();
        let dir = tempfile::tempdir().unwrap();
        fill(dir.path());
        closed.config.data = dir.path().to_owned();
        closed.dir = dir;
        // A session begun after the copy was made is not in it: people log in again.
        closed.cookies.clear();
        closed.open()
    }

    /// The process dies and another one starts on the same data.
    pub(crate) fn restart(self) -> Self {
        self.close().open()
    }

    /// The process ends; its data stays.
    pub(crate) fn close(self) -> Closed {
        Closed {
            config: self.app.config.clone(),
            cookies: self.cookies,
            dir: self.dir,
            time: self.time,
            set: self.set,
        }
    }

    /// Somebody sets the server's clock.
    pub(crate) fn set_clock(&self, by: i64) {
        self.set.fetch_add(by, Ordering::Relaxed);
    }

    /// Everybody logs in anew.
    pub(crate) fn forget_cookies(&mut self) {
        self.cookies.clear();
    }

    pub(crate) fn pass(&self, ms: i64) {
        self.time.fetch_add(ms, Ordering::Relaxed);
    }

    pub(crate) fn account(&self, user: &str, roles: &[Role]) {
        let new = New {
            user: UserId::from(user),
            name: format!("演示 {user}"),
            password: PASSWORD.to_owned(),
            roles: roles.iter().copied().collect(),
        };
        set(&self.app, new).unwrap();
    }

    pub(crate) fn accept_single_copy(&self) {
        self.app
            .store
            .write_now(|tx| tx.put_meta(SINGLE_COPY, "accepted in a test"))
            .unwrap();
    }

    /// The tables compared with what the log says.
    pub(crate) fn audited(&self) -> Report {
        let app = self.app.clone();
        self.app.store.read_now(move |v| audit(&app, v)).unwrap()
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Got {
        let response = self.stream(request).await;
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Got {
            status: parts.status,
            headers: parts.headers,
            body: body.to_vec(),
        }
    }

    /// An answer whose body comes piece by piece.
    pub(crate) async fn stream(&self, request: Request<Body>) -> Response<Body> {
        let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let asked = (method, path, response.status().as_u16());
        self.answered.lock().unwrap().insert(asked);
        response
    }

    /// What was asked so far, and the status of the answer.
    pub(crate) fn answered(&self) -> BTreeSet<(String, String, u16)> {
        self.answered.lock().unwrap().clone()
    }

    /// A request as an account (`""` = nobody), with a body of plain bytes.
    pub(crate) async fn raw(&mut self, user: &str, method: &str, path: &str, body: Vec<u8>) -> Got {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        if !user.is_empty() {
            request = request.header("cookie", self.cookie(user).await);
        }
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    pub(crate) async fn ask<B: Serialize>(&mut self, user: &str, method: &str, path: &str, body: &B) -> Got {
        self.raw(user, method, path, serde_json::to_vec(body).unwrap())
            .await
    }

    pub(crate) async fn get<T: DeserializeOwned>(&mut self, user: &str, path: &str) -> T {
        let got = self.raw(user, "GET", path, Vec::new()).await;
        assert_eq!(
            got.status,
            StatusCode::OK,
            "GET {path}: {}",
            String::from_utf8_lossy(&got.body)
        );
        got.json()
    }

    pub(crate) async fn post<B: Serialize, T: DeserializeOwned>(
        &mut self,
        user: &str,
        path: &str,
        body: &B,
    ) -> T {
        let got = self.ask(user, "POST", path, body).await;
        assert_eq!(
            got.status,
            StatusCode::OK,
            "POST {path}: {}",
            String::from_utf8_lossy(&got.body)
        );
        got.json()
    }

    pub(crate) async fn cookie(&mut self, user: &str) -> String {
        if !self.cookies.contains_key(user) {
            let body = serde_json::json!({ "user": user, "password": PASSWORD });
            let request = Request::post("/api/v1/session")
                .body(Body::from(body.to_string()))
                .unwrap();
            let got = self.send(request).await;
            assert_eq!(got.status, StatusCode::OK, "{user} logs in");
            let set = got.headers["set-cookie"].to_str().unwrap();
            self.cookies
                .insert(user.to_owned(), set.split(';').next().unwrap().to_owned());
        }
        self.cookies[user].clone()
    }

    pub(crate) async fn import(&mut self, kind: &str, filename: &str, file: Vec<u8>) -> RosterImport {
        let path = format!("/rosters/{kind}/import?filename={filename}");
        let got = self.raw("planner", "POST", &path, file).await;
        assert_eq!(
            got.status,
            StatusCode::OK,
            "{}",
            String::from_utf8_lossy(&got.body)
        );
        got.json()
    }
}

fn open_app(config: Config, time: &Arc<AtomicI64>, set: &Arc<AtomicI64>) -> App {
    let (passed, time, set) = (time.clone(), time.clone(), set.clone());
    let clock = Clock::beside(
        move || Timestamp(time.load(Ordering::Relaxed) + set.load(Ordering::Relaxed)),
        move || passed.load(Ordering::Relaxed),
    );
    App::open(config, clock).unwrap()
}
