//! Who may ask for what: every route with every role, against the list of roles written here by hand.
//!
//! The list follows the roles of the design: planners draw, witnesses witness, reviewers review, publishers
//! publish, supervisors read all and change none, administrators keep accounts and never draw.

use super::desk::{ALL_ROLES, Desk, name};
use axum::http::StatusCode;
use domain::access::Role::{
    self, Administrator, Approver, Inspector, Planner, Publisher, Reviewer, Supervisor, Witness,
};
use sync_server::auth::Need;
use sync_server::routes::table;

const OFFICE: &[Role] = &[Planner, Approver, Reviewer, Publisher, Supervisor];

/// Roles a route lets in by cookie; none = nobody by cookie (tablets only). `None`: open to all.
fn expected(method: &str, path: &str) -> Option<&'static [Role]> {
    let first = path.split('/').nth(1).unwrap();
    match (method, path) {
        ("POST", "/session" | "/enrol" | "/unlock") => None,
        (_, "/session")
        | ("GET", "/single-copy" | "/calendar" | "/regimes" | "/regimes/{id}" | "/regimes/{id}/grounds") => {
            Some(&ALL_ROLES)
        }
        ("POST", "/single-copy" | "/enrolment-codes" | "/devices/{id}/unlock" | "/devices/{id}/leave")
        | (_, "/devices" | "/devices/{id}/revoke" | "/unlock-questions") => Some(&[Administrator]),
        ("GET", "/rosters/imports/{id}/marked-copy") | ("POST", "/rosters/{kind}/import") => Some(&[Planner]),
        // Whoever keeps tablets or receives their work; what is admitted is the tablet's own, not the carrier's.
        ("POST", "/hand-ins") => Some(&[Planner, Reviewer, Administrator]),
        // A visit that no draw names is what a draw replaces: never ordered by who plans the draws.
        (
            "POST",
            "/tasks/{id}/approval" | "/inspections" | "/tasks/{id}/chain" | "/tasks/{id}/changes/{no}/answer",
        ) => Some(&[Approver]),
        ("POST" | "PUT", _) if first == "tasks" => Some(&[Planner]),
        // What goes to a platform is published there.
        ("GET", "/tasks/{id}/feeds" | "/tasks/{id}/feeds/{feed}") => Some(&[Publisher]),
        // Who enters what was looked up is never who reviews the record.
        ("POST", "/inspections/{id}/settlements") => Some(&[Planner]),
        ("POST", "/inspections/{id}/review") => Some(&[Reviewer, Publisher]),
        (_, "/quarantine" | "/quarantine/{id}" | "/quarantine/{id}/judgement") => Some(&[Supervisor]),
        ("GET", "/blobs/{sha256}") => Some(&[Planner, Approver, Reviewer, Publisher, Supervisor, Inspector]),
        ("GET", "/dashboard" | "/witnesses" | "/approvers") => Some(OFFICE),
        _ => match first {
            "public" => None,
            "witness" => Some(&[Witness]),
            // The administrator enrols tablets for inspectors and must see who they are.
            "rosters" => Some(&[Planner, Approver, Reviewer, Publisher, Supervisor, Administrator]),
            "tasks" | "inspections" => Some(OFFICE),
            "sync" | "blobs" | "seat-key" | "own-code" => Some(&[]),
            other => panic!("no expectation for {method} {path} ({other})"),
        },
    }
}

#[tokio::test]
async fn each_route_lets_in_exactly_the_roles_that_need_it() {
    let mut desk = Desk::open().await;
    let mut asked = 0;
    for route in table() {
        let path = route.path.replace("{kind}", "subjects").replace(['{', '}'], "");
        // A line that never ends is looked at where it is tested.
        if path == "/session" || path == "/events" {
            continue;
        }
        let roles = expected(route.method, route.path);
        assert_eq!(roles.is_none(), route.need == Need::Public, "{path}");
        let got = desk.raw("", route.method, &path, Vec::new()).await;
        let shut = got.status == StatusCode::UNAUTHORIZED;
        assert_eq!(
            shut,
            roles.is_some(),
            "{} {path} without a session: {}",
            route.method,
            got.status
        );
        for role in ALL_ROLES {
            let got = desk.raw(&name(role), route.method, &path, Vec::new()).await;
            let let_in = !matches!(got.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
            let may = roles.is_none_or(|roles| roles.contains(&role));
            // A browser session of an inspector carries no tablet: the bytes are refused one step later.
            let tablet =
                got.status == StatusCode::FORBIDDEN && path.starts_with("/blobs") && role == Inspector;
            // No code, no tablet: refused for another reason than the role.
            let no_code = path == "/enrol";
            assert!(
                let_in == may || tablet || no_code,
                "{} {path} as {role:?}: {}",
                route.method,
                got.status
            );
            asked += 1;
        }
    }
    assert!(asked > 300, "{asked}");
}
