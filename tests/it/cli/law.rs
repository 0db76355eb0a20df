//! `regimes list|show|check` and `deadline`: every rule with its article, every clock as a date.
use super::{suicha, text, vectors};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn every_regime_is_listed_with_its_issuer_and_its_gaps() {
    let list: Vec<Value> = suicha(&["regimes", "list", "--json"]).exits(0).json();
    let ids: Vec<&str> = list.iter().map(|r| r["id"].as_str().unwrap()).collect();
    let wanted: Vec<String> = (1..=28).map(|n| format!("R{n:02}")).collect();
    assert_eq!(ids, wanted, "the twenty-eight regimes of the source, in order");
    for regime in &list {
        let published = ["id", "issuer", "title", "effective", "parent", "rules", "gaps"];
        assert_eq!(keys(regime), published.into());
        assert!(regime["rules"].as_u64() > Some(5), "{regime}");
    }
    // 枣庄高新区应急管理局 … 实施细则（试行）: the unit of its "5" is lost, and it names no team size.
    let zaozhuang = &list[26];
    assert_eq!(zaozhuang["issuer"], "枣庄高新区应急管理局");
    assert_eq!(zaozhuang["gaps"], 2);
    suicha(&["regimes", "list"])
        .exits(0)
        .prints("枣庄高新区应急管理局");
}

#[test]
fn a_regime_is_shown_whole_and_read_aloud_with_articles() {
    let whole: Value = suicha(&["regimes", "show", "r27", "--json"]).exits(0).json();
    assert_eq!(whole["id"], "R27");
    // Article 15 of R27 is the recusal, article 19 the twenty working days.
    suicha(&["regimes", "show", "R27", "--zh"])
        .exits(0)
        .prints("第15条")
        .prints("第19条")
        .prints("20 个工作日");
    suicha(&["regimes", "show", "R27"]).exits(0).prints("第19条");
    let unknown = suicha(&["regimes", "show", "R99"])
        .exits(2)
        .complains("R99")
        .complains("R01");
    assert_eq!(unknown.out, "");
}

#[test]
fn a_pack_of_ones_own_is_checked_line_by_line() {
    let bad = vectors("regime/bad");
    let said = suicha(&["regimes", "check", text(&bad)]).exits(1);
    assert!(said.out.contains("regime.toml"), "{}", said.out);
    let problems: Vec<Value> = suicha(&["regimes", "check", text(&bad), "--json"])
        .exits(1)
        .json();
    assert!(problems.iter().all(|p| !p["code"].as_str().unwrap().is_empty()) && problems.len() > 5);
    suicha(&["regimes", "check", text(&vectors("../../regimes"))]).exits(0);
    suicha(&["regimes", "check", text(&vectors("nowhere"))]).exits(2);
}

#[test]
fn a_deadline_is_a_date_with_the_working_days_counted() {
    // 第二十条 of R01: paper within 7 working days. 2026 by the State Council's notice: work on Sun 09-20, off
    // 09-25…09-27: +20 21 22 23 24 | 28 29.
    let found: Vec<Value> = suicha(&["deadline", "R01", "--event", "check_end=2026-09-18", "--json"])
        .exits(0)
        .json();
    let counted = ["20", "21", "22", "23", "24", "28", "29"].map(|day| json!(format!("2026-09-{day}")));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["due"], "2026-09-29");
    assert_eq!(found[0]["counted"], json!(counted));
    for (key, value) in [
        ("regime", json!("R01")),
        ("from", json!("check_end")),
        ("event_date", json!("2026-09-18")),
        ("count", json!(7)),
        ("unit", json!("working_day")),
        ("cite", json!("第二十条")),
    ] {
        assert_eq!(found[0][key], value, "{key}");
    }
    assert!(found[0]["warning"].is_null());
    suicha(&["deadline", "R01", "--event", "check_end=2026-09-18"])
        .exits(0)
        .prints("2026-09-29")
        .prints("第二十条")
        .prints("09-20");
}

#[test]
fn the_clocks_of_a_year_and_the_years_without_a_notice() {
    // 第13条 of R27: the yearly plan before the end of May.
    let year: Vec<Value> = suicha(&["deadline", "R27", "--year", "2026", "--json"])
        .exits(0)
        .json();
    assert!(
        year.iter()
            .any(|c| c["due"] == "2026-05-31" && c["cite"] == "第13条"),
        "{year:?}"
    );
    // No notice of the State Council exists for 2031.
    let later: Vec<Value> = suicha(&["deadline", "R01", "--event", "check_end=2031-03-03", "--json"])
        .exits(0)
        .json();
    assert!(later[0]["warning"].is_string(), "{later:?}");
    suicha(&["deadline", "R01", "--event", "check_end=2031-03-03"])
        .exits(0)
        .prints("注意");
}

#[test]
fn a_question_that_cannot_be_read_is_said_to_be_so() {
    for (words, sentence) in [
        (&["deadline", "R01"][..], "请给出 --event"),
        (&["deadline", "R01", "--event", "check_end"], "看不懂“check_end”"),
        (
            &["deadline", "R01", "--event", "check_end=2026-02-30"],
            "看不懂“check_end=2026-02-30”",
        ),
        (
            &["deadline", "R01", "--event", "doomsday=2026-01-01"],
            "check_end",
        ),
        (&["deadline", "R99", "--event", "check_end=2026-01-05"], "R01"),
    ] {
        let said = suicha(words).exits(2).complains(sentence);
        assert_eq!(said.out, "", "{words:?}");
    }
}
