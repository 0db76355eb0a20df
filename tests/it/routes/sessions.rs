//! Log-in, cookies, throttling, cross-origin requests, the headers of every answer.

use super::desk::{Desk, PASSWORD};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::access::Role;
use domain::wire::api::Session;
use sync_server::config::Config;

fn log_in(user: &str, password: &str) -> Request<Body> {
    let body = serde_json::json!({ "user": user, "password": password });
    Request::post("/api/v1/session")
        .body(Body::from(body.to_string()))
        .unwrap()
}

#[tokio::test]
async fn a_session_is_a_host_only_strict_cookie_and_ends_at_log_out() {
    let mut desk = Desk::bare(Config::new("."));
    desk.account("planner", &[Role::Planner]);
    let got = desk.send(log_in("planner", PASSWORD)).await;
    assert_eq!(got.status, StatusCode::OK);
    let cookie = got.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
    assert!(!cookie.contains("Domain"), "host-only: {cookie}");
    let who: Session = desk.get("planner", "/session").await;
    assert_eq!(who.roles, [Role::Planner].into());
    assert!(who.demo);
    assert_eq!(
        desk.raw("planner", "DELETE", "/session", Vec::new()).await.status,
        StatusCode::NO_CONTENT
    );
    let after = desk.raw("planner", "GET", "/session", Vec::new()).await;
    assert_eq!(
        (after.status, after.code().as_str()),
        (StatusCode::UNAUTHORIZED, "session.missing")
    );
}

#[tokio::test]
async fn a_session_ends_when_unused_for_two_hours() {
    let mut desk = Desk::bare(Config::new("."));
    desk.account("planner", &[Role::Planner]);
    let _: Session = desk.get("planner", "/session").await;
    desk.pass(7_199_000);
    let _: Session = desk.get("planner", "/session").await;
    desk.pass(7_201_000);
    assert_eq!(
        desk.raw("planner", "GET", "/session", Vec::new()).await.code(),
        "session.missing"
    );
}

#[tokio::test]
async fn guessing_is_slowed_and_says_how_long() {
    let desk = Desk::bare(Config::new("."));
    desk.account("planner", &[Role::Planner]);
    for _ in 0..5 {
        assert_eq!(
            desk.send(log_in("planner", "wrong")).await.code(),
            "session.bad_password"
        );
    }
    let braked = desk.send(log_in("planner", PASSWORD)).await;
    assert_eq!(braked.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(braked.headers["retry-after"], "1");
    desk.pass(1_000);
    assert_eq!(
        desk.send(log_in("planner", PASSWORD)).await.status,
        StatusCode::OK
    );
    // Nobody learns whether an account exists.
    assert_eq!(
        desk.send(log_in("nobody", "wrong")).await.code(),
        "session.bad_password"
    );
}

#[tokio::test]
async fn a_page_of_another_origin_cannot_use_our_cookie() {
    let mut desk = Desk::open().await;
    let _: Session = desk.get("planner", "/session").await;
    let cookie = desk.send(log_in("planner", PASSWORD)).await.headers["set-cookie"].clone();
    let request = Request::delete("/api/v1/session")
        .header("cookie", cookie.to_str().unwrap().split(';').next().unwrap())
        .header("host", "office.localhost:8080")
        .header("origin", "http://evil.example");
    let got = desk.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(
        (got.status, got.code().as_str()),
        (StatusCode::FORBIDDEN, "session.cross_origin")
    );
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_errors_are_json() {
    let desk = Desk::bare(Config::new("."));
    let get = |path: &str| Request::get(path).body(Body::empty()).unwrap();
    for path in ["/", "/api/v1/public/tasks", "/api/v1/nonsense", "/healthz"] {
        let got = desk.send(get(path)).await;
        assert_eq!(got.headers["x-content-type-options"], "nosniff", "{path}");
        let policy = got.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
    }
    assert_eq!(desk.send(get("/api/v1/nonsense")).await.code(), "route.unknown");
    assert_eq!(desk.send(get("/api/v1/enrol")).await.code(), "route.method");
    assert_eq!(desk.send(get("/readyz")).await.status, StatusCode::OK);
    let described: serde_json::Value = desk.send(get("/openapi.json")).await.json();
    assert!(described["paths"]["/api/v1/sync"]["post"].is_object());
}

#[tokio::test]
async fn pages_come_compressed_and_only_hashed_names_are_cached() {
    let dist = tempfile::tempdir().unwrap();
    std::fs::create_dir(dist.path().join("assets")).unwrap();
    for (name, text) in [
        ("index.html", "tablet"),
        ("office.html", "office"),
        ("public.html", "public"),
        ("assets/a-1.js", "plain"),
        ("assets/a-1.js.br", "brotli"),
    ] {
        std::fs::write(dist.path().join(name), text).unwrap();
    }
    let desk = Desk::bare(Config {
        dist: Some(dist.path().to_owned()),
        ..Config::new(".")
    });
    let get = |path: &str, host: &str| {
        let request = Request::get(path)
            .header("host", host)
            .header("accept-encoding", "gzip, br");
        request.body(Body::empty()).unwrap()
    };
    let asset = desk.send(get("/assets/a-1.js", "office.localhost:1")).await;
    assert_eq!(
        (
            asset.body.as_slice(),
            asset.headers["content-encoding"].as_bytes()
        ),
        (&b"brotli"[..], &b"br"[..])
    );
    assert!(
        asset.headers["cache-control"]
            .to_str()
            .unwrap()
            .contains("immutable")
    );
    for (path, page) in [
        ("/field/i/x", "tablet"),
        ("/office/tasks", "office"),
        ("/witness", "office"),
        ("/officer", "tablet"),
        ("/public", "public"),
        ("/public/draws", "public"),
    ] {
        let got = desk.send(get(path, "tablet-a.localhost:1")).await;
        assert_eq!(got.body, page.as_bytes(), "{path}");
        assert_eq!(got.headers["cache-control"], "no-cache", "{path}");
    }
    assert_eq!(
        desk.send(get("/assets/gone.js", "x")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        desk.send(get("/..%2f..%2fetc/passwd.txt", "x")).await.status,
        StatusCode::NOT_FOUND
    );
    let home = desk.send(get("/", "public.localhost:1")).await;
    assert_eq!(home.headers["location"], "/public");
}

#[tokio::test]
async fn health_is_json_metrics_are_numbers_and_a_full_house_says_when_to_come_back() {
    let desk = Desk::open().await;
    let get = |path: &str| Request::get(path).body(Body::empty()).unwrap();
    let health: serde_json::Value = desk.send(get("/healthz")).await.json();
    assert_eq!(health["status"], "ok");
    let ready: serde_json::Value = desk.send(get("/readyz")).await.json();
    assert_eq!(
        (&ready["status"], &ready["second_copy"]),
        (&"ready".into(), &false.into())
    );
    let text = String::from_utf8(desk.send(get("/metrics")).await.body).unwrap();
    let value = |name: &str| -> u64 {
        let line = text.lines().find_map(|l| l.strip_prefix(name));
        line.unwrap_or_else(|| panic!("{name} in {text}"))
            .trim()
            .parse()
            .unwrap()
    };
    assert!(value("suicha_requests_total{status=\"2xx\"}") >= 2);
    assert_eq!(value("suicha_log_leaves"), ready["leaves"].as_u64().unwrap());
    assert!(text.lines().all(|l| l.starts_with("suicha_") && l.is_ascii()));
    let operating = crate::tidy::read("docs/OPERATING.md");
    for line in text.lines() {
        let metric = line.split(['{', ' ']).next().unwrap();
        assert!(
            operating.contains(&format!("`{metric}")),
            "{metric} is not explained"
        );
    }
    desk.app.end();
    let stopping = desk.send(get("/readyz")).await;
    assert_eq!(stopping.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(stopping.headers.contains_key("retry-after"));
}
