//! The parser names every problem with file and line.
use super::*;

const HEAD: &str = r#"format = 1
id = "T1"
version = 1
title = "试行细则"
short = "试"
issuer = "某局"
region = "某市"
source = "测试"
effective_note = "测试"
"#;

fn problems(rules: &str) -> Vec<(String, String)> {
    problems_of(&format!("{HEAD}{rules}"))
}

fn problems_of(text: &str) -> Vec<(String, String)> {
    let (regime, problems) = parse(
        PackFile {
            name: "regime.toml",
            text,
        },
        &[],
    );
    assert_eq!(
        regime.is_some(),
        problems.is_empty(),
        "a pack with an error gives no regime"
    );
    problems.into_iter().map(|p| (p.code, p.path)).collect()
}

/// Line of the first place where `needle` stands in the whole text.
fn at(rules: &str, needle: &str) -> String {
    let text = format!("{HEAD}{rules}");
    let offset = text.find(needle).expect("the needle is in the text");
    format!("regime.toml:{}", 1 + text[..offset].matches('\n').count())
}

fn one(code: &str, place: String) -> Vec<(String, String)> {
    vec![(code.to_owned(), place)]
}

#[test]
fn a_sound_pack_has_no_problems() {
    let rules = "[[duty]]\nid = \"d\"\nphase = \"scope\"\ntext = \"t\"\ncite = \"第一条\"\n";
    assert_eq!(problems(rules), []);
}

#[test]
fn an_unknown_key_is_named_with_its_line() {
    let rules = "[[team]]\nid = \"t\"\nmin = 2\nsize = 3\ncite = \"第一条\"\n";
    assert_eq!(problems(rules), one("regime.key.unknown", at(rules, "size")));
    assert_eq!(
        problems("colour = \"red\"\n"),
        one("regime.key.unknown", at("colour", "colour"))
    );
}

#[test]
fn a_missing_cite_is_named_with_its_line() {
    let rules = "[[team]]\nid = \"t\"\nmin = 2\n";
    assert_eq!(
        problems(rules),
        one("regime.rule.cite_missing", at(rules, "[[team]]"))
    );
}

#[test]
fn an_unknown_kind_of_rule_is_named_with_its_line() {
    let rules = "[[lottery]]\nid = \"l\"\ncite = \"第一条\"\n";
    let found = problems(rules);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "regime.rule.kind_unknown");
    assert_eq!(found[0].1, at(rules, "[[lottery]]"));
}

#[test]
fn dates_that_contradict_are_named() {
    let rules =
        "[[team]]\nid = \"t\"\nmin = 2\nfrom = \"2026-05-01\"\nuntil = \"2026-04-30\"\ncite = \"第一条\"\n";
    assert_eq!(
        problems(rules),
        one("regime.dates.backwards", at(rules, "id = \"t\""))
    );
    let head = "effective = \"2026-02-01\"\nexpires = \"2026-01-01\"\n";
    assert_eq!(problems(head), one("regime.dates.backwards", at(head, "expires")));
}

#[test]
fn strata_that_overlap_are_named_unless_one_comes_after() {
    let stratum = |id: &str, when: &str, after: &str| {
        format!(
            "[[stratum]]\nid = \"s-{id}\"\nkey = \"{id}\"\nlabel = \"{id}\"\nwhen = [{{ field = {when} }}]\n\
             after = [{after}]\nsample = {{ how = \"all\" }}\ncite = \"第一条\"\n"
        )
    };
    let red = stratum("red", "\"risk\", in = [\"red\"]", "");
    let key = stratum("key", "\"class\", in = [\"key\"]", "");
    let rules = format!("{red}{key}");
    assert_eq!(
        problems(&rules),
        one("regime.stratum.overlap", at(&rules, "id = \"s-key\""))
    );
    let after = stratum("key", "\"class\", in = [\"key\"]", "\"red\"");
    assert_eq!(problems(&format!("{red}{after}")), []);
    let blue = stratum("blue", "\"risk\", in = [\"blue\"]", "");
    assert_eq!(problems(&format!("{red}{blue}")), []);
}

#[test]
fn all_problems_come_at_once() {
    let rules = "[[team]]\nid = \"t\"\nmin = \"two\"\ncite = \"第一条\"\n\
                 [[clock]]\nid = \"c\"\nlabel = \"l\"\nevent = \"doomsday\"\ncount = 3\nunit = \"day\"\ncite = \"一\"\n\
                 [[duty]]\nid = \"d\"\nphase = \"scope\"\n\
                 [[moon]]\nid = \"m\"\n";
    let codes: Vec<_> = problems(rules).into_iter().map(|(code, _)| code).collect();
    assert_eq!(
        codes.iter().filter(|c| *c == "regime.value.invalid").count(),
        2,
        "{codes:?}"
    );
    for code in [
        "regime.key.missing",
        "regime.rule.cite_missing",
        "regime.rule.kind_unknown",
    ] {
        assert!(codes.iter().any(|c| c == code), "{code} in {codes:?}");
    }
}

#[test]
fn ids_twice_inputs_unasked_and_silence_broken_are_named() {
    let rules = "silent = [\"team\"]\n[[team]]\nid = \"t\"\ninput = \"size\"\ncite = \"一\"\n\
                 [[duty]]\nid = \"t\"\nphase = \"plan\"\ntext = \"x\"\ncite = \"二\"\n";
    let codes: Vec<_> = problems(rules).into_iter().map(|(code, _)| code).collect();
    for code in [
        "regime.rule.id_twice",
        "regime.input.unknown",
        "regime.silent.contradicted",
    ] {
        assert!(codes.iter().any(|c| c == code), "{code} in {codes:?}");
    }
}

#[test]
fn hostile_text_gives_problems_and_never_panics() {
    let whole = include_str!("../../../../regimes/r01-nanchang-fire/regime.toml");
    for text in [
        "",
        "=",
        "[",
        "[[team]]",
        "id = 1",
        "\u{0}",
        "team = 3",
        "team = [1, 2]",
        "[team]\nid=1\n",
    ] {
        assert!(!problems_of(text).is_empty(), "{text:?}");
    }
    // Every prefix ends somewhere unlucky; stepping by a prime meets all kinds of places.
    for end in (0..whole.len())
        .step_by(397)
        .filter(|end| whole.is_char_boundary(*end))
    {
        let (_, problems) = parse(
            PackFile {
                name: "regime.toml",
                text: &whole[..end],
            },
            &[],
        );
        drop(problems);
    }
}

#[test]
fn a_form_names_unknown_keys_kinds_and_conditions() {
    let form = "id = \"f\"\nversion = 1\ntitle = \"表\"\ncite = \"附件\"\n[kinds]\ny = { type = \"text\" }\n\
                [[section]]\nid = \"s\"\ntitle = \"一\"\n\
                [[section.item]]\nid = \"a\"\ntext = \"甲\"\nkind = \"y\"\ncolour = 1\n\
                [[section.item]]\nid = \"a\"\ntext = \"乙\"\nkind = \"z\"\n\
                [[section.item]]\nid = \"a\"\ntext = \"丙\"\nkind = \"y\"\nrelevant = { op = \"in\", item = \"q\", values = [] }\n\
                [[section.item]]\nid = \"b\"\ntext = \"丁\"\nkind = \"y\"\nconstraints = [{ holds = { op = \"compare\", item = \"b\", is = \"le\", other = \"a\" }, says = \"\" }]\n";
    let (_, problems) = parse(
        PackFile {
            name: "regime.toml",
            text: HEAD,
        },
        &[PackFile {
            name: "forms/f.toml",
            text: form,
        }],
    );
    let found: Vec<_> = problems
        .iter()
        .map(|p| (p.code.as_str(), p.path.as_str()))
        .collect();
    for expected in [
        ("regime.key.unknown", "forms/f.toml:14"),
        ("form.kind.unknown", "forms/f.toml:18"),
        ("form.item.twice", "forms/f.toml:11"),
        ("form.relevant.unknown", "forms/f.toml:11"),
        ("form.constraint.unsound", "forms/f.toml:25"),
        ("form.compare.unsound", "forms/f.toml:25"),
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
}

#[test]
fn a_question_that_stands_in_two_forms_is_named() {
    let form = |id: &str, question: &str| {
        format!(
            "id = \"{id}\"\nversion = 1\ntitle = \"表\"\ncite = \"附件\"\n[kinds]\ny = {{ type = \"text\" }}\n\
             [[section]]\nid = \"s\"\ntitle = \"一\"\n\
             [[section.item]]\nid = \"{question}\"\ntext = \"甲\"\nkind = \"y\"\n"
        )
    };
    let codes = |second: &str| {
        let texts = [form("f", "a"), form("g", second)];
        let files = texts.each_ref().map(|text| PackFile {
            name: "forms/f.toml",
            text,
        });
        let (_, problems) = parse(
            PackFile {
                name: "regime.toml",
                text: HEAD,
            },
            &files,
        );
        problems.into_iter().map(|p| p.code).collect::<Vec<_>>()
    };
    assert_eq!(codes("a"), ["regime.question.twice"]);
    assert_eq!(codes("b"), Vec::<String>::new());
}
