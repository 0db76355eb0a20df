//! Every screen, looked at by a machine: at both ways of holding a tablet, in Chinese and in English.
//!
//! Exists because nobody opens all screens after a change. It goes to every address of the app with real data
//! behind it and finds what overflows, is cut off, too small for a finger, without a name, without a shape or
//! untranslated; the pictures are for people. Invariant: the list of addresses is the app's own.
mod surveyor;
mod tablet;
mod visits;
mod words;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::BTreeMap;
use surveyor::{POINTER, Surveyor};
use test_support::browser::{Browser, Options};
use test_support::server::Server;
use test_support::stage::Stage;

/// Password of every demo account (`sync-server/src/demo/stage.toml`).
const PASSWORD: &str = "demo-suicha-2026";

/// One inspection as the office lists it.
#[derive(Clone, Debug, Deserialize)]
struct Row {
    id: String,
    regime: String,
    team: Vec<String>,
}

/// One task as the office lists it.
#[derive(Clone, Debug, Deserialize)]
struct Task {
    id: String,
    regime: String,
}

#[tokio::test(flavor = "multi_thread")]
async fn every_screen_fits_is_named_and_speaks_one_language() -> Result<()> {
    let stage = Stage::open().await?;
    let server = Server::start(&["demo", "--stage", "drawn"], &stage.folder("data")?).await?;
    let surveyor = &Surveyor::new(&tablet::TYPED)?;
    let office = stage.browser("office", Options::default()).await?;
    stranger(surveyor, &office, &server).await.context("a stranger")?;
    log_in(&office, &server, "office", "office").await?;
    office.see_id("dashboard").await?;
    let rows: Vec<Row> = office
        .run_promise(
            "return await (await fetch('/api/v1/inspections')).json();",
            vec![],
        )
        .await?;
    let tasks: Vec<Task> = office
        .run_promise("return await (await fetch('/api/v1/tasks')).json();", vec![])
        .await?;
    let drawn = tasks
        .iter()
        .find(|task| task.regime == "R27")
        .context("a drawn task")?;
    let row_of = |regime: &str| {
        let row = rows.iter().find(|row| row.regime == regime);
        row.with_context(|| format!("{regime} was drawn"))
    };
    // The record with the most kinds of answers is filled in; another regime's visit stays open.
    let (mine, fire) = (row_of("R19")?, row_of("R01")?);
    for (name, value) in [
        ("drawn", drawn.id.as_str()),
        ("mine", &mine.id),
        ("fire", &fire.id),
        ("other", &fire.id),
        ("item", tablet::ITEM),
    ] {
        surveyor.know(name, value);
    }
    let (draft, waiting) = two_more_tasks(&office, surveyor, &drawn.id).await?;
    surveyor.know("draft", &draft);
    surveyor.know("waiting", &waiting);

    let desk = stage.browser("admin", Options::default()).await?;
    log_in(&desk, &server, "admin", "admin").await?;
    let code = code_for(surveyor, &desk, &mine.team[0]).await?;
    let other = code_for(surveyor, &desk, &fire.team[0]).await?;
    let looked = tokio::try_join!(
        tablet::work(surveyor, &stage, &server, &code),
        tablet::elsewhere(surveyor, &stage, &server, &other),
        at_the_desks(surveyor, &office, &desk, &server),
        witness(surveyor, &stage, &server),
    );
    let (tablet, (), (), visitor) = looked.inspect_err(|_| surveyor.tell())?;
    let published = async {
        after(surveyor, &office)
            .await
            .context("the record in the office")?;
        public(surveyor, &visitor, &server)
            .await
            .context("the public page")
    };
    tokio::try_join!(published, tablet::locked(surveyor, &tablet)).inspect_err(|_| surveyor.tell())?;
    surveyor.conclude(&visits::addresses())
}

/// Nobody has logged in here.
async fn stranger(surveyor: &Surveyor, browser: &Browser, server: &Server) -> Result<()> {
    browser.goto(&server.origin("office")).await?;
    for english in [false, true] {
        surveyor::speak(browser, "/", english).await?;
        surveyor
            .go_round(browser, visits::STRANGER, english, POINTER)
            .await?;
    }
    surveyor::speak(browser, "/", false).await
}

async fn log_in(browser: &Browser, server: &Server, host: &str, user: &str) -> Result<()> {
    browser.goto(&format!("{}/office", server.origin(host))).await?;
    browser.fill_id("log-in-user", user).await?;
    browser.fill_id("log-in-password", PASSWORD).await?;
    browser.tap_id("log-in-submit").await?;
    browser.see_id_gone("log-in").await
}

/// A draft, and a task whose plan is committed: both begin as copies of the drawn one.
async fn two_more_tasks(office: &Browser, surveyor: &Surveyor, drawn: &str) -> Result<(String, String)> {
    let mut made = vec![];
    for commit in [false, true] {
        surveyor::go(office, &format!("/office/tasks/{drawn}/again")).await?;
        office.see_id("plan-form").await?;
        office.tap_id("plan-save").await?;
        office.see_id("pool").await?;
        if commit {
            office.tap_id("task-commit").await?;
            office.tap_id("task-commit-confirm").await?;
            office
                .see_data("task", "data-state", "AwaitingCommitments")
                .await?;
        }
        let path = office.path().await?;
        made.push(
            path.rsplit('/')
                .next()
                .context("a task has an address")?
                .to_owned(),
        );
    }
    surveyor.errors_of(office, "writing plans").await?;
    ensure!(made[0] != made[1], "two tasks were made: {made:?}");
    Ok((made.remove(0), made.remove(0)))
}

/// A one-time code for this officer's tablet.
async fn code_for(surveyor: &Surveyor, desk: &Browser, officer: &str) -> Result<String> {
    // Back from elsewhere: a code stays on the screen as long as the page does.
    surveyor::go(desk, "/office/rosters/inspectors").await?;
    desk.see_id("roster-inspectors").await?;
    surveyor::go(desk, "/office/devices").await?;
    desk.see_id("code-inspector").await?;
    let choose = "const el = document.querySelector('[data-testid=\"code-inspector\"]'); \
        return [...el.options].find(o => o.text.includes(arguments[0])).value;";
    let value: String = test_support::wait::until(
        "the officer in the list",
        test_support::wait::PATIENCE,
        || async { Ok(Some(desk.run(choose, vec![serde_json::json!(officer)]).await?)) },
    )
    .await?;
    desk.choose_id("code-inspector", &value).await?;
    desk.see_id_gone("code-text").await?;
    desk.tap_id("code-issue").await?;
    let code = desk.words_of("code-text").await?;
    surveyor
        .look(
            desk,
            "/office/devices",
            "admin-devices-code",
            "code-text",
            false,
            POINTER,
        )
        .await?;
    Ok(code.trim().to_owned())
}

/// Office, administrator and supervisor, one after the other.
async fn at_the_desks(surveyor: &Surveyor, office: &Browser, desk: &Browser, server: &Server) -> Result<()> {
    for english in [false, true] {
        surveyor::speak(office, "/office/calendar", english).await?;
        surveyor
            .go_round(office, visits::OFFICE, english, POINTER)
            .await
            .context("the office")?;
        surveyor::speak(desk, "/office/devices", english).await?;
        surveyor
            .go_round(desk, visits::ADMIN, english, POINTER)
            .await
            .context("the administrator")?;
    }
    surveyor::speak(desk, "/office/devices", false).await?;
    log_in(desk, server, "supervisor", "supervisor").await?;
    surveyor
        .go_round(desk, visits::SUPERVISOR, false, POINTER)
        .await
        .context("the supervisor")
}

/// The witness.
async fn witness(surveyor: &Surveyor, stage: &Stage, server: &Server) -> Result<Browser> {
    let browser = stage.browser("witness-a", Options::default()).await?;
    log_in(&browser, server, "witness-a", "witness-a").await?;
    surveyor::go(&browser, "/witness").await?;
    // The demo's own key is not in this browser.
    surveyor
        .look(
            &browser,
            "/witness",
            "witness-other-key",
            "witness-key-other",
            false,
            POINTER,
        )
        .await?;
    browser.tap_id("witness-key-replace").await?;
    browser.see_id("witness-key-ready").await?;
    for english in [false, true] {
        surveyor::speak(&browser, "/witness", english).await?;
        surveyor
            .go_round(&browser, visits::WITNESS, english, POINTER)
            .await
            .context("the witness")?;
    }
    Ok(browser)
}

/// What came in from the tablet: read, approved, about to be published.
async fn after(surveyor: &Surveyor, office: &Browser) -> Result<()> {
    let mine = surveyor.known("mine")?;
    surveyor::go(office, &format!("/office/inspections/{mine}")).await?;
    office.see_id("answers").await?;
    office.tap_id("review-approve").await?;
    office.see_data("inspection", "data-review", "Approved").await?;
    for english in [true, false] {
        surveyor::speak(office, "/office/calendar", english).await?;
        surveyor
            .go_round(office, visits::OFFICE_AFTER, english, POINTER)
            .await?;
    }
    office.tap_id("publication-publish").await?;
    surveyor
        .look(
            office,
            "/office/inspections/:id/publication",
            "office-publish-dialog",
            "publication-publish-confirm",
            false,
            POINTER,
        )
        .await?;
    office.tap_id("publication-publish-confirm").await?;
    office.see_id("publication-done").await
}

/// The public page, once there is something to read: in the browser that was the witness's.
async fn public(surveyor: &Surveyor, browser: &Browser, server: &Server) -> Result<()> {
    browser
        .goto(&format!("{}/public", server.origin("public")))
        .await?;
    for english in [false, true] {
        surveyor::speak_here(browser, english).await?;
        surveyor
            .go_round(browser, visits::PUBLIC, english, POINTER)
            .await?;
    }
    Ok(())
}

/// What is known of the story by name.
type Known = BTreeMap<&'static str, String>;
