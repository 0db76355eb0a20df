//! The office behind a bench: rosters of this size, one task drawn, a one-time code for a tablet.
//!
//! Exists so that a tablet with a given number of inspections stands there in seconds. Invariant: through the
//! server's own interface; every name in it is made up and says so.
use crate::server::Server;
use anyhow::{Context, Result, ensure};
use reqwest::{Client, RequestBuilder};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt::Write;

/// Password of every demo account (`sync-server/src/demo/stage.toml`).
const PASSWORD: &str = "demo-suicha-2026";
/// R27 draws five of a hundred.
const POOL_OF_ONE: usize = 20;

/// A desk that is logged in.
#[derive(Debug)]
pub struct Desk<'a> {
    server: &'a Server,
    client: Client,
}

impl<'a> Desk<'a> {
    async fn log_in(server: &'a Server, user: &str) -> Result<Desk<'a>> {
        let client = Client::builder().cookie_store(true).build()?;
        let desk = Desk { server, client };
        let body = json!({ "user": user, "password": PASSWORD });
        desk.ask::<Value>(desk.post("/session").json(&body)).await?;
        Ok(desk)
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.client.post(self.server.url(&format!("/api/v1{path}")))
    }

    async fn ask<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T> {
        let response = request.send().await?;
        let (status, path) = (response.status(), response.url().path().to_owned());
        let body = response.bytes().await?;
        ensure!(
            status.is_success(),
            "{path}: {status} {}",
            String::from_utf8_lossy(&body)
        );
        let body = if body.is_empty() { b"null" } else { &body[..] };
        serde_json::from_slice(body).with_context(|| path)
    }

    async fn import(&self, kind: &str, csv: String) -> Result<()> {
        let path = format!("/rosters/{kind}/import?filename={kind}.csv");
        let report: Value = self.ask(self.post(&path).body(csv)).await?;
        ensure!(
            report["refused"] == 0,
            "a made-up roster is sound: {} refused",
            report["refused"]
        );
        Ok(())
    }
}

impl Desk<'_> {
    /// Writes a plan under R27, commits and opens it; what was drawn.
    async fn draw(&self, inspections: usize) -> Result<Vec<Value>> {
        let drawn = self
            .draw_by("R27", &[("ratio_unit", "percent"), ("team_size", "2")], json!({}))
            .await?;
        ensure!(
            drawn.len() == inspections,
            "{} drawn instead of {inspections}",
            drawn.len()
        );
        Ok(drawn)
    }

    async fn draw_by(&self, regime: &str, inputs: &[(&str, &str)], filter: Value) -> Result<Vec<Value>> {
        let inputs = inputs.iter();
        let inputs: Value = inputs
            .map(|(name, value)| ((*name).to_owned(), json!({ "value": value })))
            .collect::<serde_json::Map<_, _>>()
            .into();
        let now: domain::time::Timestamp = domain::time::Timestamp(chrono::Utc::now().timestamp_millis());
        let day = now.china_date();
        let draft = json!({
            "title": "演示：测速用任务", "regime": regime, "inputs": inputs, "filter": filter,
            "window": [day, day + chrono::Days::new(30)],
            "witnesses": [], "deadline": now.0 + 24 * 3_600_000,
        });
        let task: Value = self.ask(self.post("/tasks").json(&draft)).await?;
        let id = task["summary"]["id"].as_str().context("a task has an id")?;
        for step in ["commit", "open"] {
            self.ask::<Value>(self.post(&format!("/tasks/{id}/{step}")).json(&Value::Null))
                .await?;
        }
        let url = self.server.url(&format!("/api/v1/tasks/{id}"));
        let task: Value = self.ask(self.client.get(url)).await?;
        Ok(task["drawn"].as_array().context("the task is drawn")?.clone())
    }
}

/// Draws a task of so many inspections, all of them for one team of two; returns a code for its first officer.
pub async fn with_inspections(server: &Server, inspections: usize) -> Result<String> {
    let office = Desk::log_in(server, "office").await?;
    office
        .import("subjects", subjects(inspections * POOL_OF_ONE))
        .await?;
    office.import("inspectors", inspectors()).await?;
    let drawn = office.draw(inspections).await?;
    let admin = Desk::log_in(server, "admin").await?;
    let first = &drawn[0]["team"][0][0];
    let code: Value = admin
        .ask(
            admin
                .post("/enrolment-codes")
                .json(&json!({ "inspector": first })),
        )
        .await?;
    Ok(code["code"].as_str().context("a code")?.to_owned())
}

/// One visit to a shop with a store that R16 has drawn from on site (表二第4行) and with tractors (第12行), and a code for its first officer.
pub async fn with_a_store(server: &Server) -> Result<String> {
    let office = Desk::log_in(server, "office").await?;
    let shop = "单位名称,地址,标签,演示标记\n演示兽药店,演示路1号,兽药经营、拖拉机,是\n";
    office.import("subjects", shop.to_owned()).await?;
    office.import("inspectors", pairs(0..=0, 0)).await?;
    let inputs = [
        ("share_random", "100"),
        ("stock_drugs", "2"),
        ("stock_pesticides", "2"),
        ("team_size", "2"),
    ];
    let drawn = office.draw_by("R16", &inputs, json!({})).await?;
    let admin = Desk::log_in(server, "admin").await?;
    let ask = json!({ "inspector": drawn[0]["team"][0][0] });
    let code: Value = admin.ask(admin.post("/enrolment-codes").json(&ask)).await?;
    Ok(code["code"].as_str().context("a code")?.to_owned())
}

/// Another code for the officer of the only tablet there is, as the administrator makes one when a tablet was emptied.
pub async fn another_code(server: &Server) -> Result<String> {
    let admin = Desk::log_in(server, "admin").await?;
    let devices = server.url("/api/v1/devices");
    let devices: Vec<Value> = admin.ask(admin.client.get(devices)).await?;
    ensure!(devices.len() == 1, "one tablet and no other: {devices:?}");
    let ask = json!({ "inspector": devices[0]["inspector"] });
    let code: Value = admin.ask(admin.post("/enrolment-codes").json(&ask)).await?;
    Ok(code["code"].as_str().context("a code")?.to_owned())
}

/// One team of two with its inspections, and a code for a tablet of each.
#[derive(Debug, Clone)]
pub struct Team {
    /// Codes of the first officer and the second.
    pub codes: [String; 2],
    /// What was drawn for them.
    pub inspections: Vec<String>,
}

/// Draws a task for each of so many teams: at every draw its two officers are the only ones on duty.
pub async fn with_teams(server: &Server, teams: usize, inspections: usize) -> Result<Vec<Team>> {
    let office = Desk::log_in(server, "office").await?;
    let admin = Desk::log_in(server, "admin").await?;
    office
        .import("subjects", subjects(inspections * POOL_OF_ONE))
        .await?;
    let mut made = Vec::new();
    for team in 0..teams {
        let inspectors = pairs(team.saturating_sub(1)..=team, team);
        office.import("inspectors", inspectors).await?;
        let drawn = office.draw(inspections).await?;
        let seats = &drawn[0]["team"];
        let mut codes = Vec::new();
        for seat in [&seats[0][0], &seats[1][0]] {
            let ask = json!({ "inspector": seat });
            let code: Value = admin.ask(admin.post("/enrolment-codes").json(&ask)).await?;
            codes.push(code["code"].as_str().context("a code")?.to_owned());
        }
        let ids = drawn.iter().map(|d| d["inspection"].as_str().map(str::to_owned));
        let inspections = ids.collect::<Option<Vec<_>>>();
        made.push(Team {
            codes: codes
                .try_into()
                .map_err(|_| anyhow::anyhow!("a team of two has two codes"))?,
            inspections: inspections.context("what was drawn has inspections")?,
        });
    }
    Ok(made)
}

/// One more inspection for the officers who are on duty, under R01, which knows reasons why a visit cannot be.
pub async fn with_a_fire_visit(server: &Server) -> Result<String> {
    let office = Desk::log_in(server, "office").await?;
    let row = "企业名称,注册号,地址,管理类别,风险等级,行业,监管领域,状态,演示标记\n\
        演示商店,DEMO99999999999,演示路99号,九小场所,低（绿）,小商店,消防,存续,是\n";
    office.import("subjects", row.to_owned()).await?;
    let inputs = [
        ("check_type", "daily"),
        ("item_list", "消防监督随机抽查事项清单（演示）"),
        ("monthly_units", "40"),
        ("post_coefficient", "0.25"),
        ("share_red", "100"),
        ("share_yellow", "100"),
        ("share_blue", "100"),
        ("share_green", "100"),
    ];
    let filter = json!({ "监管领域": ["消防"] });
    let drawn = office.draw_by("R01", &inputs, filter).await?;
    ensure!(drawn.len() == 1, "one of one: {drawn:?}");
    Ok(drawn[0]["inspection"]
        .as_str()
        .context("an inspection")?
        .to_owned())
}

/// The officers of these teams, only those of one on duty.
fn pairs(teams: std::ops::RangeInclusive<usize>, on_duty: usize) -> String {
    let mut csv = "姓名,执法证号,工作单位,职务,岗位资格,证件有效期至,状态,演示标记\n".to_owned();
    for team in teams {
        let status = if team == on_duty { "在岗" } else { "请假" };
        for (seat, department) in [("甲", "演示大队"), ("乙", "演示分局")] {
            writeln!(
                csv,
                "演示{seat}{team:03},DEMO-{seat}{team:03},{department},科员,三级岗位资格,2099-12-31,{status},是"
            )
            .expect("writing to a string");
        }
    }
    csv
}

/// How many answers the office has of these inspections.
pub async fn answers(server: &Server, inspections: &[String]) -> Result<usize> {
    let office = Desk::log_in(server, "office").await?;
    let mut found = 0;
    for id in inspections {
        let url = server.url(&format!("/api/v1/inspections/{id}"));
        let shown: Value = office.ask(office.client.get(url)).await?;
        let answers = shown["view"]["answers"].as_object().context("answers")?;
        found += answers.values().filter(|a| !a["value"].is_null()).count();
    }
    Ok(found)
}

/// How many originals the office waits for; every derived copy is there, or this fails.
pub async fn originals_missing(server: &Server, inspections: &[String]) -> Result<usize> {
    let office = Desk::log_in(server, "office").await?;
    let mut missing = 0;
    for id in inspections {
        let url = server.url(&format!("/api/v1/inspections/{id}"));
        let shown: Value = office.ask(office.client.get(url)).await?;
        let row = shown["row"]["originals_missing"].as_u64();
        missing += usize::try_from(row.context("a number of originals")?)?;
    }
    Ok(missing)
}

fn subjects(n: usize) -> String {
    let mut csv = "企业名称,注册号,地址,状态,演示标记\n".to_owned();
    for i in 0..n {
        writeln!(csv, "演示单位{i:05},DEMO{i:011},演示路{i}号,存续,是").expect("writing to a string");
    }
    csv
}

fn inspectors() -> String {
    let mut csv = "姓名,执法证号,工作单位,职务,证件有效期至,状态,演示标记\n".to_owned();
    for name in ["甲", "乙"] {
        writeln!(csv, "演示{name},DEMO-{name},演示大队,科员,2099-12-31,在岗,是")
            .expect("writing to a string");
    }
    csv
}
