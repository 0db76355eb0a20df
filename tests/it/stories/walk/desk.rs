//! The office's part of the walk: rosters, two draws, review, publication, clocks.
use super::office::{self, Plan, Row};
use super::{Cast, witness};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use test_support::browser::{Browser, LANDSCAPE, PORTRAIT};
use test_support::stage::Paths;

const LONG: Duration = Duration::from_secs(90);

/// Which inspections the story follows, and who goes there. The draws are real: nobody knows beforehand who.
pub(super) struct Team {
    /// The full inspection; its officers hold tablets A and B.
    pub(super) first: Row,
    /// The visit that cannot take place, under another regime; its officers hold tablets C and D.
    pub(super) second: Row,
}

impl Team {
    /// An officer of the first inspection by tablet.
    pub(super) fn officer(&self, tablet: usize) -> Result<&str> {
        let of = if tablet < 2 { &self.first } else { &self.second };
        of.team
            .get(tablet % 2)
            .map(String::as_str)
            .context("two in a team")
    }
}

/// 1. Both rosters come in; five bad rows come back by row, column and reason; no good row is lost.
pub(super) async fn rosters(cast: &Cast) -> Result<()> {
    let office = &cast.office;
    office::log_in(office, &cast.server, "office", "/office", "office").await?;
    let subjects = cast.files.join("检查对象.xlsx");
    let inspectors = cast.files.join("检查人员.xlsx");
    fs::write(&subjects, sync_server::demo::subjects_xlsx())?;
    fs::write(&inspectors, sync_server::demo::inspectors_xlsx())?;

    let problems = office::import(office, "nav-subjects", "roster-subjects", &subjects).await?;
    ensure!(
        problems >= 5,
        "five bad rows come back, {problems} problems are listed"
    );
    let listed = office.text().await?;
    for row in sync_server::demo::BAD_ROWS {
        ensure!(
            listed.contains(&format!("行 {row}")) || listed.contains(&format!("第 {row} 行")),
            "row {row} is not named in:\n{listed}"
        );
    }
    let total = office.words_of("roster-total").await?;
    ensure!(
        total.contains("195"),
        "195 good rows came in, the list says {total:?}"
    );
    office.downloads_to(&cast.files).await?;
    office.tap_id("import-marked-copy").await?;
    let copy = office.downloaded(&cast.files, ".marked.xlsx").await?;
    let table =
        sync_server::import::read(&fs::read(&copy)?, "copy.xlsx").map_err(|e| anyhow::anyhow!("{e:?}"))?;
    ensure!(
        format!("{table:?}").contains("问题"),
        "the copy has a column that says what is wrong"
    );
    office.screenshot("office-import", LANDSCAPE).await?;

    office::import(office, "nav-inspectors", "roster-inspectors", &inspectors).await?;
    let total = office.words_of("roster-total").await?;
    ensure!(
        total.contains("24"),
        "24 inspectors came in, the list says {total:?}"
    );
    look(office, "office-inspectors").await
}

/// 2. Two tasks: each plan is refused without its required inputs, committed, witnessed twice, opened.
pub(super) async fn draws(cast: &Cast) -> Result<()> {
    for browser in &cast.witnesses {
        witness::get_ready(browser, &cast.server).await?;
    }
    let safety = Plan {
        title: "安全生产抽查（演示）",
        regime: "R27",
        inputs: &[("ratio_unit", "percent"), ("team_size", "2")],
        filter: &["district-枣庄高新区"],
    };
    let fire = Plan {
        title: "消防监督抽查（演示）",
        regime: "R01",
        inputs: &[
            ("check_type", "daily"),
            ("item_list", "消防监督随机抽查事项清单（演示）"),
            ("monthly_units", "40"),
            ("post_coefficient", "0.25"),
            ("share_red", "40"),
            ("share_yellow", "40"),
            ("share_blue", "40"),
            ("share_green", "40"),
        ],
        filter: &[],
    };
    for plan in [safety, fire] {
        draw(cast, &plan).await.with_context(|| plan.title.to_owned())?;
    }
    Ok(())
}

async fn draw(cast: &Cast, plan: &Plan<'_>) -> Result<()> {
    let office = &cast.office;
    let task = office::plan(office, plan).await?;
    for (input, _) in plan.inputs {
        let by = office.words_of(&format!("plan-by-{input}")).await?;
        ensure!(
            by.contains("演示办公室"),
            "the name of who entered {input} stands beside it: {by:?}"
        );
    }
    look(office, &format!("office-plan-{}", plan.regime)).await?;
    office::commit(office).await?;
    office
        .see_data_within("task", "data-state", "AwaitingCommitments", LONG)
        .await?;
    for browser in &cast.witnesses {
        witness::lock(browser, &task).await?;
    }
    for browser in &cast.witnesses {
        witness::hand_over(browser, &task).await?;
    }
    look(&cast.witnesses[0], "witness").await?;
    office::open(office).await?;
    look(office, &format!("office-drawn-{}", plan.regime)).await
}

/// 2. The exported transcript is re-run by the command line; one changed byte and it names the difference.
pub(super) async fn verified_from_outside(cast: &Cast) -> Result<()> {
    let file = office::transcript(&cast.office, &cast.files).await?;
    let (code, said) = verify(&file)?;
    ensure!(code == Some(0), "the transcript verifies: {said}");
    let text = fs::read_to_string(&file)?;
    // One digit of a witness's revealed number, somewhere behind its leaf's type.
    let at = text
        .find("\\\"t\\\":\\\"wit\\\"")
        .context("a transcript holds the witnesses' leaves")?;
    let leaf = text[..at].rfind('{').context("a leaf begins")?;
    let digit = text[leaf..]
        .char_indices()
        .find(|(n, c)| {
            c.is_ascii_digit() && text[leaf + n + 1..].starts_with(|c: char| c.is_ascii_hexdigit())
        })
        .map(|(n, _)| leaf + n)
        .context("hexadecimal digits follow")?;
    let other = if &text[digit..=digit] == "1" { "2" } else { "1" };
    let forged = cast.files.join("forged.json");
    fs::write(
        &forged,
        format!("{}{other}{}", &text[..digit], &text[digit + 1..]),
    )?;
    let (code, said) = verify(&forged)?;
    ensure!(code == Some(1), "one changed byte is found: {code:?} {said}");
    ensure!(said.contains("place"), "the first difference is named: {said}");
    Ok(())
}

fn verify(file: &PathBuf) -> Result<(Option<i32>, String)> {
    let out = Command::new(Paths::find()?.server)
        .arg("verify")
        .arg(file)
        .arg("--json")
        .output()?;
    let said = [out.stdout, out.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    Ok((out.status.code(), said))
}

/// Follows an inspection of each task, with four officers in all.
pub(super) async fn choose(cast: &Cast) -> Result<Team> {
    let rows = office::inspections(&cast.office).await?;
    let of = |regime: &str| {
        rows.iter()
            .filter(|r| r.regime == regime)
            .cloned()
            .collect::<Vec<Row>>()
    };
    let first = of("R27").into_iter().next().context("the first task drew")?;
    // Seats are balanced over twelve officers: two of them are never in all the visits.
    let second = of("R01")
        .into_iter()
        .find(|row| row.team.iter().all(|name| !first.team.contains(name)))
        .context("a visit of the second task by others")?;
    Ok(Team { first, second })
}

/// 7. The office reads, and returns the first inspection for amendment.
pub(super) async fn review(cast: &Cast, team: &Team) -> Result<()> {
    let office = &cast.office;
    office::open_inspection(office, &team.first.id).await?;
    office
        .see_data_within("inspection", "data-review", "Received", LONG)
        .await?;
    look(office, "office-inspection").await?;
    office.see("标注副本，原图摘要").await?;
    look_at(office, "office-evidence", "evidence").await?;
    ensure!(!office.has_id("clock-moved").await?, "nobody set a clock");
    let acts = office.words_of("acts").await?;
    ensure!(acts.contains("副本：小票，赵示范 安全员"), "{acts:?}");
    on_paper(office, &team.first.id).await?;
    office
        .fill_id("review-comment", "请补充应急演练记录的日期。")
        .await?;
    office.tap_id("review-return").await?;
    office.see_data("inspection", "data-review", "HasIssues").await
}

/// The sheet of the office is the record, without the office around it.
async fn on_paper(office: &Browser, id: &str) -> Result<()> {
    office.tap_id("to-paper").await?;
    office.see_id_within("paper", LONG).await?;
    look(office, "office-paper").await?;
    let printed = office.printed("record-office").await?;
    ensure!(printed.is_a4() && printed.sheets >= 2, "{printed:?}");
    office::open_inspection(office, id).await?;
    office
        .see_data_within("inspection", "data-review", "Received", LONG)
        .await
}

/// 7. Approves what came back and publishes it; the public sees and verifies.
pub(super) async fn publish(cast: &Cast, team: &Team) -> Result<()> {
    let office = &cast.office;
    for id in [&team.first.id, &team.second.id] {
        office::open_inspection(office, id).await?;
        office.tap_id("review-approve").await?;
        office.see_data("inspection", "data-review", "Approved").await?;
        office.tap_id("review-to-publication").await?;
        office.see_id("publication").await?;
        look(office, "office-publication").await?;
        office.tap_id("publication-publish").await?;
        office.tap_id("publication-publish-confirm").await?;
        office.see_id("publication-done").await?;
    }
    public(cast, team).await
}

async fn public(cast: &Cast, team: &Team) -> Result<()> {
    let visitor = cast
        .stage
        .browser("public", test_support::browser::Options::default())
        .await?;
    visitor
        .goto(&format!("{}/public", cast.server.origin("public")))
        .await?;
    look(&visitor, "public-draws").await?;
    visitor.tap_id("public-nav-results").await?;
    visitor.see(&team.first.subject_name).await?;
    visitor.see(&team.second.subject_name).await?;
    let shown = visitor.text().await?;
    // R01 第二十七条第1款; the other regime hides no officer.
    for officer in &team.second.team {
        ensure!(
            !shown.contains(officer.as_str()),
            "an officer's full name stands in public: {officer}"
        );
    }
    look(&visitor, "public-results").await?;
    verified_by_a_visitor(cast, &visitor).await?;
    visitor.expect_no_script_errors().await
}

/// 7. The same code runs in the visitor's own browser: on the published draw, and on a forged file.
async fn verified_by_a_visitor(cast: &Cast, visitor: &Browser) -> Result<()> {
    visitor.tap_id("public-nav-draws").await?;
    let links = visitor.see_ids("public-verify-").await?;
    visitor
        .tap_id(links.first().context("a draw can be verified")?)
        .await?;
    visitor
        .see_data_within("verify-report", "data-verdict", "ok", LONG)
        .await?;
    look(visitor, "public-verified").await?;
    visitor
        .give_file("verify-file", &cast.files.join("forged.json"))
        .await?;
    visitor
        .see_data_within("verify-report", "data-verdict", "differs", LONG)
        .await?;
    visitor.see_id("verify-place").await?;
    look(visitor, "public-forged").await
}

/// 8. Every clock is a date with the working days counted.
pub(super) async fn clocks(cast: &Cast) -> Result<()> {
    let office = &cast.office;
    office.tap_id("nav-dashboard").await?;
    office.see_id("dashboard-clocks").await?;
    ensure!(
        office.count("[data-testid=\"clock-due\"]").await? > 0,
        "clocks have dates"
    );
    look(office, "office-dashboard").await?;
    office.tap_id("nav-calendar").await?;
    office.see_id("calendar").await?;
    look(office, "office-calendar").await?;
    // 2026 is the last year with an official notice: the year after it warns.
    ensure!(!office.has_id("calendar-unofficial").await?, "2026 is official");
    office.tap_id("calendar-next").await?;
    office.see_id("calendar-unofficial").await
}

/// Screenshots at both sizes of a tablet and a desk.
pub(crate) async fn look(browser: &Browser, name: &str) -> Result<()> {
    browser.screenshot(&format!("{name}-wide"), LANDSCAPE).await?;
    browser.screenshot(&format!("{name}-tall"), PORTRAIT).await?;
    browser.viewport(LANDSCAPE).await
}

/// The same with this element in the middle of the screen.
pub(super) async fn look_at(browser: &Browser, name: &str, id: &str) -> Result<()> {
    for (way, viewport) in [("wide", LANDSCAPE), ("tall", PORTRAIT)] {
        browser.viewport(viewport).await?;
        let script = "document.querySelector(`[data-testid=\"${arguments[0]}\"]`).scrollIntoView({ block: 'center' }); return null;";
        browser
            .run::<Option<bool>>(script, vec![serde_json::json!(id)])
            .await?;
        browser.screenshot(&format!("{name}-{way}"), viewport).await?;
    }
    browser.viewport(LANDSCAPE).await
}
