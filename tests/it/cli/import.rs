//! `import`: an office's own files, and every file an office should not have sent. A good row is never lost, the
//! file itself is never touched, and each bad thing is one sentence that says what to do.
use super::{Said, suicha, text, told, vectors};
use serde_json::Value;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use test_support::server::Server;

/// A file of this name with these bytes, in a folder of its own.
struct Given {
    folder: tempfile::TempDir,
    file: PathBuf,
}

fn given(name: &str, bytes: &[u8]) -> Given {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, bytes).unwrap();
    Given { folder, file }
}

impl Given {
    fn import(&self, what: &str) -> Said {
        suicha(&["import", what, text(&self.file)])
    }

    fn report(&self, what: &str, code: i32) -> Value {
        suicha(&["import", what, text(&self.file), "--json"])
            .exits(code)
            .json()
    }

    /// Everything in the folder beside the file.
    fn beside(&self) -> Vec<PathBuf> {
        let all = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|e| e.unwrap().path());
        all.filter(|path| *path != self.file).collect()
    }
}

/// Rows, accepted, refused, passed over.
fn counts(report: &Value) -> [u64; 4] {
    ["rows", "accepted", "refused", "passed_over"].map(|key| report["report"][key].as_u64().unwrap())
}

fn codes(report: &Value) -> Vec<(&str, &str)> {
    let problems = report["report"]["problems"].as_array().unwrap();
    problems
        .iter()
        .map(|p| (p["path"].as_str().unwrap(), p["code"].as_str().unwrap()))
        .collect()
}

#[test]
fn a_file_that_is_no_roster_is_refused_in_one_sentence() {
    let encrypted = fs::read(vectors("import/encrypted.xlsx")).unwrap();
    let office = fs::read(vectors("import/office.xlsx")).unwrap();
    for (name, bytes, code, sentence) in [
        (
            "a.xlsx",
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
            "import.unknown_type",
            "看起来是 png",
        ),
        ("a.csv", b"%PDF-1.7\n", "import.unknown_type", "看起来是 pdf"),
        (
            "a.docx",
            b"PK\x05\x06",
            "import.unknown_type",
            "请用 Excel 或 WPS",
        ),
        ("a.xlsx", b"", "import.empty", "文件是空的"),
        ("a.csv", b" \r\n\r\n", "import.empty", "文件是空的"),
        ("a.xlsx", &encrypted, "import.encrypted", "请去掉密码"),
        (
            "a.xlsx",
            &office[..office.len() / 2],
            "import.damaged",
            "文件已损坏",
        ),
    ] {
        let file = given(name, bytes);
        let said = file
            .import("subjects")
            .exits(2)
            .complains(sentence)
            .complains(code);
        assert!(said.err.contains(name), "the file is named: {}", said.err);
        assert_eq!((said.out.as_str(), file.beside()), ("", vec![]), "{name}");
        assert_eq!(fs::read(&file.file).unwrap(), bytes, "the file is as it was");
    }
    let missing = suicha(&["import", "subjects", "没有这个文件.xlsx"]).exits(2);
    assert!(missing.err.contains("没有这个文件.xlsx"), "{}", missing.err);
}

#[test]
fn fifty_megabytes_are_refused_without_being_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("名录.xlsx");
    File::create(&file).unwrap().set_len(50 << 20).unwrap();
    suicha(&["import", "subjects", text(&file)])
        .exits(2)
        .complains("文件超过 20 MB")
        .complains("请只保留名录所在的工作表")
        .complains("import.too_large");
}

#[test]
fn merged_headers_are_understood_and_a_code_kept_as_a_number_comes_back() {
    // `legacy.xls` is of another program (make.py): a two-row merged header, and one code typed as a number.
    let file = given("检查对象.xls", &fs::read(vectors("import/legacy.xls")).unwrap());
    let report = file.report("subjects", 1);
    assert_eq!(report["report"]["header_rows"], serde_json::json!([2, 3]));
    assert_eq!(counts(&report), [3, 2, 1, 0]);
    assert_eq!(
        codes(&report),
        [("行 5 / 统一社会信用代码", "roster.code.number")]
    );
    let copy = PathBuf::from(report["marked_copy"].as_str().unwrap());
    assert_eq!(copy, file.folder.path().join("检查对象.xls.问题.xlsx"));
    // The copy holds every row, the good ones as importable as before.
    let again = given("改后.xlsx", &fs::read(&copy).unwrap()).report("subjects", 1);
    assert_eq!(counts(&again), [3, 2, 1, 0]);
    file.import("subjects")
        .exits(1)
        .prints("行 5")
        .prints("5.1E+17")
        .prints("文本格式")
        .prints("导入 2 行");
}

#[test]
fn gb18030_text_keeps_rare_characters_and_the_broken_row_is_named() {
    let file = given("名录.csv", &fs::read(vectors("import/gb18030.csv")).unwrap());
    let report = file.report("subjects", 1);
    assert_eq!(counts(&report), [4, 3, 1, 0]);
    // A line break within quotes: rows are numbered as a spreadsheet shows them.
    assert_eq!(
        codes(&report),
        [
            ("行 5 / TYXYDM", "roster.code.number"),
            ("行 5 / LXDH", "roster.phone.number")
        ]
    );
    let copy = fs::read(report["marked_copy"].as_str().unwrap()).unwrap();
    let table = sync_server::import::read(&copy, "").unwrap();
    let names: Vec<String> = (2..=5).map(|row| table.at(row, 0).text()).collect();
    assert_eq!(
        names,
        ["演示企业001", "演示企业002", "演示企业003𬭎", "演示企业004"]
    );
}

#[test]
fn a_subject_that_stands_twice_is_imported_once_and_the_first_row_is_named() {
    // Codes of python-stdnum's own list of valid ones (tests/vectors/import/codes.json).
    let rows = "企业名称,统一社会信用代码\n演示甲,91110000600037341L\n演示乙,91350100M000100Y43\n演示甲分部,91110000600037341L\n";
    let file = given("a.csv", rows.as_bytes());
    let report = file.report("subjects", 1);
    assert_eq!(counts(&report), [3, 2, 1, 0]);
    assert_eq!(
        codes(&report),
        [("行 4 / 统一社会信用代码", "roster.subject.duplicate")]
    );
    file.import("subjects")
        .exits(1)
        .prints("行 4")
        .prints("与第 2 行重复")
        .prints("91110000600037341L");
}

#[test]
fn a_wrong_check_character_is_named_with_the_right_one() {
    // `wrong_check` of codes.json: python-stdnum expects L.
    let file = given(
        "a.csv",
        "名称,统一社会信用代码\n演示甲,91110000600037341N\n".as_bytes(),
    );
    file.import("subjects")
        .exits(1)
        .prints("末位是 N")
        .prints("应为 L");
}

#[test]
fn an_inspector_whose_certificate_expired_comes_in_and_is_said_not_to_be_drawn() {
    let rows = "姓名,执法证号,工作单位,职务,证件有效期至\n\
                演示甲,DEMO-001,演示大队,科长,2099-12-31\n\
                演示乙,DEMO-002,演示大队,科员,2020-06-30\n\
                演示丙,DEMO-001,演示大队,科员,2099-12-31\n";
    let file = given("人员.csv", rows.as_bytes());
    let report = file.report("inspectors", 1);
    assert_eq!(counts(&report), [3, 2, 1, 0]);
    file.import("inspectors")
        .exits(1)
        .prints("执法证已于 2020-06-30 到期：已导入，但不参加抽取")
        .prints("执法证号“DEMO-001”与第 2 行重复：本行未导入");
    // Without the duplicate nothing is refused: a warning alone is no "no".
    let clean: String = rows.lines().take(3).map(|line| format!("{line}\n")).collect();
    given("人员.csv", clean.as_bytes())
        .import("inspectors")
        .exits(0)
        .prints("2020-06-30");
}

#[test]
fn a_table_without_headers_says_which_are_wanted() {
    let said = given("a.csv", "甲,乙\n1,2\n".as_bytes())
        .import("subjects")
        .exits(1);
    assert!(said.out.contains("没有找到表头"), "{}{}", said.out, said.err);
}

#[test]
fn a_saved_mapping_is_obeyed_and_a_broken_one_is_named() {
    let file = given("a.csv", "店招,编码\n演示甲,91110000600037341L\n".as_bytes());
    let mapping = file.folder.path().join("mapping.json");
    fs::write(&mapping, r#"{"columns":{"店招":"name","编码":"credit_code"}}"#).unwrap();
    let words = [
        "import",
        "subjects",
        text(&file.file),
        "--mapping",
        text(&mapping),
        "--json",
    ];
    assert_eq!(counts(&suicha(&words).exits(0).json())[1], 1);
    fs::write(&mapping, "{").unwrap();
    suicha(&words).exits(2).complains("mapping.json");
}

/// Rows kept by the command are what the server then shows; another command finds the folder taken meanwhile.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_imported_is_what_the_server_shows() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = folder.path().join("subjects.xlsx");
    fs::write(&file, sync_server::demo::subjects_xlsx()).unwrap();
    let words = ["import", "subjects", text(&file), "--data", text(&data), "--json"];
    let report: Value = suicha(&words).exits(1).json();
    // The demo roster: 200 subjects, five of them bad (sync-server/src/demo).
    assert_eq!(
        (counts(&report)[1], report["stored"].as_bool()),
        (195, Some(true))
    );
    set_account(&data);
    let server = Server::start(&["serve"], &data).await.unwrap();
    suicha(&words).exits(2).complains(text(&data));
    let http = reqwest::Client::builder().cookie_store(true).build().unwrap();
    let login = serde_json::json!({ "user": "planner", "password": "a password of a test" });
    let entered = http
        .post(server.url("/api/v1/session"))
        .json(&login)
        .send()
        .await
        .unwrap();
    assert!(entered.status().is_success(), "{}", entered.status());
    let shown = http
        .get(server.url("/api/v1/rosters/subjects"))
        .send()
        .await
        .unwrap();
    let shown: Value = shown.json().await.unwrap();
    assert_eq!(shown["total"], 195, "{shown}");
}

fn set_account(data: &Path) {
    let words = [
        "user",
        "set",
        "planner",
        "--name",
        "演示",
        "--role",
        "planner",
        "--data",
        text(data),
    ];
    told(&words, "a password of a test\n").exits(0);
}
