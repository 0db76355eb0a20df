//! `draw prepare`, `draw open` and `verify`: a whole draw by files alone, as an office without a server makes it.
use super::{Said, suicha, text, vectors};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn example(name: &str) -> PathBuf {
    vectors("draw/example").join(name)
}

/// A folder with what an office brings: the task of the worked example, and rosters as spreadsheets export them.
struct Office {
    folder: tempfile::TempDir,
}

/// Credit codes of python-stdnum's list of valid ones (tests/vectors/import/codes.json).
const SUBJECTS: &str = "企业名称,统一社会信用代码,管理类别,状态\n\
    演示单位一,91110000600037341L,重点单位,存续\n\
    演示单位二,91350100M000100Y43,重点单位,存续\n\
    演示单位三,911522010783762860,一般单位,存续\n\
    演示单位四,91152201078377449P,一般单位,存续\n\
    演示单位五,9115220107837941X1,一般单位,注销\n";

const HEADER: &str = "姓名,执法证号,工作单位,职务,证件有效期至,状态\n";
const STAFF: &str = "演示甲,DEMO-001,演示大队,科长,2099-12-31,在岗\n\
    演示乙,DEMO-002,演示大队,科员,2099-12-31,在岗\n\
    演示丙,DEMO-003,演示大队,主任科员,2099-12-31,在岗\n";

impl Office {
    fn open(staff: &str) -> Office {
        let office = Office {
            folder: tempfile::tempdir().unwrap(),
        };
        let mut task: Value = serde_json::from_slice(&fs::read(example("TASK.json")).unwrap()).unwrap();
        task.as_object_mut().unwrap().remove("leave_out");
        fs::write(office.path("task.json"), task.to_string()).unwrap();
        fs::write(office.path("subjects.csv"), SUBJECTS).unwrap();
        fs::write(office.path("inspectors.csv"), format!("{HEADER}{staff}")).unwrap();
        office
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn prepare(&self) -> Said {
        let (task, subjects) = (self.path("task.json"), self.path("subjects.csv"));
        let (inspectors, state) = (self.path("inspectors.csv"), self.path("state"));
        let words = [
            "draw",
            "prepare",
            "--json",
            "--task",
            text(&task),
            "--subjects",
            text(&subjects),
        ];
        suicha(
            &[
                &words[..],
                &["--inspectors", text(&inspectors), "--state", text(&state)],
            ]
            .concat(),
        )
    }

    fn open_draw(&self, beacon: &Path, out: &str) -> Said {
        let (state, out) = (self.path("state"), self.path(out));
        let reveals = [example("reveal-1.txt"), example("reveal-2.txt")];
        let words = [
            "draw",
            "open",
            "--json",
            "--state",
            text(&state),
            "--beacon",
            text(beacon),
        ];
        let reveals = ["--reveal", text(&reveals[0]), "--reveal", text(&reveals[1])];
        suicha(&[&words[..], &reveals, &["--out", text(&out)]].concat())
    }
}

#[test]
fn an_office_without_a_server_draws_from_its_own_spreadsheets() {
    let office = Office::open(STAFF);
    let prepared: Value = office.prepare().exits(0).json();
    assert_eq!(prepared["ok"], true);
    assert_eq!(prepared["commitment"].as_str().unwrap().len(), 64);
    // 注销 is out by its status, and stays in the list with the reason.
    assert_eq!(
        prepared["excluded"]["subjects"],
        json!([{ "id": "9115220107837941X1", "why": "deregistered" }])
    );
    assert_eq!(
        office.prepare().exits(0).json::<Value>(),
        prepared,
        "asked again, the same commitment"
    );
    #[cfg(unix)]
    for secret in ["secret.json", "prepared.json"] {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(office.path("state").join(secret))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{secret}");
    }
    let opened: Value = office
        .open_draw(&example("beacon.json"), "transcript.json")
        .exits(0)
        .json();
    // One half of two key units and a fifth of two general ones, at least one of each: the plan of the example.
    let sizes: Vec<_> = opened["strata"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (&s["key"], &s["n"], &s["m"]))
        .collect();
    assert_eq!(
        sizes,
        [
            (&json!("key"), &json!(2), &json!(1)),
            (&json!("general"), &json!(2), &json!(1))
        ]
    );
    for team in opened["teams"].as_array().unwrap() {
        assert_eq!(team["team"].as_array().unwrap().len(), 2, "{team}");
    }
    office.open_draw(&example("beacon.json"), "again.json").exits(0);
    let transcript = fs::read(office.path("transcript.json")).unwrap();
    assert_eq!(
        fs::read(office.path("again.json")).unwrap(),
        transcript,
        "opened again, identical bytes"
    );
    both_verifiers_agree(&office.path("transcript.json"), 0);
}

/// Ours and the one that shares no code with it.
fn both_verifiers_agree(file: &Path, code: i32) {
    suicha(&["verify", text(file)]).exits(code);
    let python = Command::new("python3")
        .arg(vectors("../verifier/draw.py"))
        .arg(file)
        .output()
        .unwrap();
    assert_eq!(
        python.status.code(),
        Some(code),
        "{}",
        String::from_utf8_lossy(&python.stdout)
    );
}

#[test]
fn another_entropy_after_the_opening_is_refused_and_changes_nothing() {
    let office = Office::open(STAFF);
    office.prepare().exits(0);
    office
        .open_draw(&example("beacon.json"), "transcript.json")
        .exits(0);
    let before = fs::read(office.path("transcript.json")).unwrap();
    let other = office.path("other.json");
    fs::write(
        &other,
        format!("{{\"round\":1000,\"randomness\":\"{}\"}}", "ab".repeat(32)),
    )
    .unwrap();
    let refused: Value = office
        .open_draw(&other, "transcript.json")
        .exits(1)
        .complains("本次抽取已用其他随机数开启，结果不会再变")
        .json();
    assert_eq!(refused, json!({ "ok": false, "code": "draw.other_entropy" }));
    assert_eq!(fs::read(office.path("transcript.json")).unwrap(), before);
}

#[test]
fn a_draw_that_is_not_ready_says_what_it_waits_for() {
    let office = Office::open(STAFF);
    office
        .open_draw(&example("beacon.json"), "t.json")
        .exits(2)
        .complains("请先运行 draw prepare");
    office.prepare().exits(0);
    let (state, out) = (office.path("state"), office.path("t.json"));
    let words = ["draw", "open", "--state", text(&state), "--out", text(&out)];
    suicha(&words).exits(1).complains("第 1 位见证人尚未公开随机数");
    let reveals = [example("reveal-1.txt"), example("reveal-2.txt")];
    let reveals = ["--reveal", text(&reveals[0]), "--reveal", text(&reveals[1])];
    suicha(&[&words[..], &reveals].concat())
        .exits(1)
        .complains("请用 --beacon 给出");
    let nonsense = office.path("nonsense.txt");
    fs::write(&nonsense, "not sixty-four digits").unwrap();
    suicha(&[&words[..], &["--reveal", text(&nonsense)]].concat())
        .exits(2)
        .complains("nonsense.txt");
    assert!(!out.exists());
}

#[test]
fn too_few_inspectors_are_named_with_the_reason_and_the_smallest_change() {
    // Two seats a subject, and only one officer whose certificate is good on the day of the plan, 2026-11-20.
    let office = Office::open(
        "演示甲,DEMO-001,演示大队,科长,2099-12-31,在岗\n\
         演示乙,DEMO-002,演示大队,科员,2026-06-30,在岗\n\
         演示丙,DEMO-003,演示大队,科员,2099-12-31,请假\n",
    );
    let said = office
        .prepare()
        .exits(1)
        .complains("人员不足")
        .complains("已排除 DEMO-002：执法证已过期")
        .complains("已排除 DEMO-003：请假")
        .complains("可行的改动：恢复 DEMO-002 的资格")
        .complains("可行的改动：增加 1 名");
    let answer: Value = said.json();
    assert_eq!(answer["code"], "draw.infeasible");
    assert_eq!(
        answer["shortage"]["excluded"],
        json!([["DEMO-002", "certificate_expired"], ["DEMO-003", "leave"]])
    );
    let changes = answer["shortage"]["changes"].as_array().unwrap();
    assert!(
        changes.contains(&json!({ "kind": "readmit", "inspectors": ["DEMO-002"] })),
        "{changes:?}"
    );
    assert!(changes.contains(&json!({ "kind": "add", "n": 1 })), "{changes:?}");
    assert!(
        !office.path("state").exists(),
        "nothing was committed and no secret made"
    );
}

#[test]
fn the_change_that_was_proposed_does_make_the_draw_possible() {
    let office = Office::open(
        "演示甲,DEMO-001,演示大队,科长,2099-12-31,在岗\n\
         演示乙,DEMO-002,演示大队,科员,2026-06-30,在岗\n",
    );
    office.prepare().exits(1);
    let renewed =
        "演示甲,DEMO-001,演示大队,科长,2099-12-31,在岗\n演示乙,DEMO-002,演示大队,科员,2099-06-30,在岗\n";
    fs::write(office.path("inspectors.csv"), format!("{HEADER}{renewed}")).unwrap();
    office.prepare().exits(0);
}

#[test]
fn a_row_that_cannot_be_read_stops_the_draw_with_its_place() {
    let office = Office::open(STAFF);
    fs::write(
        office.path("subjects.csv"),
        format!("{SUBJECTS}演示单位六,5.1E+17,一般单位,存续\n"),
    )
    .unwrap();
    office
        .prepare()
        .exits(2)
        .complains("行 7")
        .complains("5.1E+17")
        .complains("文本格式");
    fs::write(office.path("subjects.csv"), b"\x89PNG\r\n\x1a\n").unwrap();
    office.prepare().exits(2).complains("不是表格文件");
    fs::write(office.path("subjects.csv"), SUBJECTS).unwrap();
    fs::write(
        office.path("task.json"),
        r#"{"origin":"x","seq":1,"plan":{},"luck":7}"#,
    )
    .unwrap();
    office.prepare().exits(2).complains("task.json");
    assert!(!office.path("state").exists());
}

#[test]
fn one_changed_byte_and_the_first_difference_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let whole: Value = suicha(&["verify", "--json", text(&example("transcript.json"))])
        .exits(0)
        .json();
    assert_eq!(whole["ok"], true);
    let sound = fs::read_to_string(example("transcript.json")).unwrap();
    let forged = folder.path().join("forged.json");
    fs::write(&forged, sound.replacen("demo-s01", "demo-s00", 1)).unwrap();
    let said: Value = suicha(&["verify", "--json", text(&forged)])
        .exits(1)
        .complains("核验不通过，第一处不一致")
        .json();
    assert!(
        !said["difference"]["place"].as_str().unwrap().is_empty(),
        "{said}"
    );
    both_verifiers_agree(&forged, 1);
    // Signed by another key than the published one: consistent in itself, and still no.
    let key = "draw.demo.example/log+00000000+AAAA";
    suicha(&["verify", text(&example("transcript.json")), "--log-key", key]).exits(1);
    for (name, bytes) in [
        ("empty.json", ""),
        ("words.json", "not a transcript"),
        ("other.json", "{}"),
    ] {
        let file = folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        suicha(&["verify", text(&file)])
            .exits(2)
            .complains("不是抽取记录文件");
    }
    suicha(&["verify", text(&folder.path().join("none.json"))])
        .exits(2)
        .complains("none.json");
}
