//! Bad packs: one for every problem the reader of packs knows, each named with file and line, and all at once.
//!
//! The line is found by the words that are wrong, so that a case stays true when lines move.
use domain::regime::parse::{PackFile, parse};
use std::collections::BTreeSet;

const HEAD: &str = "format = 1\nid = \"T1\"\nversion = 1\ntitle = \"试行细则\"\nshort = \"试\"\nissuer = \"某局\"\nregion = \"某市\"\n\
                    source = \"测试\"\neffective_note = \"测试\"\n";
const FORM: &str =
    "id = \"f\"\nversion = 1\ntitle = \"表\"\ncite = \"附件\"\n[kinds]\ny = { type = \"text\" }\n";

/// Code, what is added to a sound head, the words on the line that is named, and what is added to a sound form.
type Bad = (&'static str, &'static str, &'static str, &'static str);

/// What is wrong stands in `regime.toml`.
const IN_THE_PACK: &[Bad] = &[
    ("regime.toml.syntax", "colour = \n", "colour = ", ""),
    ("regime.format.unknown", "format = 2\n", "format = 2", ""),
    ("regime.key.unknown", "colour = \"red\"\n", "colour", ""),
    (
        "regime.key.missing",
        "[[team]]\ncite = \"第一条\"\nmin = 2\n",
        "[[team]]",
        "",
    ),
    (
        "regime.value.invalid",
        "[[clock]]\nid = \"c\"\nlabel = \"l\"\nevent = \"doomsday\"\ncount = 3\nunit = \"day\"\ncite = \"一\"\n",
        "doomsday",
        "",
    ),
    (
        "regime.rule.cite_missing",
        "[[team]]\nid = \"t\"\nmin = 2\n",
        "[[team]]",
        "",
    ),
    (
        "regime.rule.kind_unknown",
        "[[lottery]]\nid = \"l\"\ncite = \"第一条\"\n",
        "[[lottery]]",
        "",
    ),
    (
        "regime.rule.kind_unknown",
        "silent = [\"lottery\"]\n",
        "silent",
        "",
    ),
    ("regime.rule.not_a_table", "team = [1]\n", "team = [1]", ""),
    (
        "regime.rule.id_twice",
        "[[duty]]\nid = \"d\"\nphase = \"plan\"\ntext = \"x\"\ncite = \"一\"\n[[duty]]\nid = \"d\" # again\nphase = \"plan\"\ntext = \"y\"\ncite = \"二\"\n",
        "# again",
        "",
    ),
    (
        "regime.dates.backwards",
        "effective = \"2026-05-01\"\nexpires = \"2026-04-30\"\n",
        "expires",
        "",
    ),
    (
        "regime.dates.backwards",
        "[[team]]\nid = \"t\"\nmin = 2\nfrom = \"2026-05-01\"\nuntil = \"2026-04-30\"\ncite = \"第一条\"\n",
        "id = \"t\"",
        "",
    ),
    (
        "regime.dates.backwards",
        "[[plan]]\nid = \"p\"\ncycle = \"round\"\ncontents = []\nwindow = { start = \"2026-05-02\", end = \"2026-05-01\" }\ncite = \"一\"\n",
        "id = \"p\"",
        "",
    ),
    (
        "regime.adopt.held",
        "adopt = [\"team\"]\n[[team]]\nid = \"t\"\nmin = 2\ncite = \"一\"\n",
        "adopt",
        "",
    ),
    (
        "regime.silent.contradicted",
        "silent = [\"team\"]\n[[team]]\nid = \"t\"\nmin = 2\ncite = \"一\"\n",
        "silent",
        "",
    ),
    ("regime.parent.missing", "inherit = [\"team\"]\n", "inherit", ""),
    (
        "regime.overlay.is_regime",
        "overlays = [\"T2\"]\n",
        "overlays",
        "",
    ),
    (
        "regime.stratum.overlap",
        "[[stratum]]\nid = \"s1\"\nkey = \"a\"\nlabel = \"l\"\nwhen = [{ field = \"risk\", in = [\"red\"] }]\nsample = { how = \"all\" }\ncite = \"一\"\n[[stratum]]\nid = \"s2\"\nkey = \"b\"\nlabel = \"l\"\nwhen = [{ field = \"class\", in = [\"key\"] }]\nsample = { how = \"all\" }\ncite = \"一\"\n",
        "id = \"s2\"",
        "",
    ),
    (
        "regime.stratum.twice",
        "[[stratum]]\nid = \"s1\"\nkey = \"a\"\nlabel = \"l\"\nwhen = [{ field = \"risk\", in = [\"red\"] }]\nsample = { how = \"all\" }\ncite = \"一\"\n[[stratum]]\nid = \"s2\"\nkey = \"a\"\nlabel = \"l\"\nwhen = [{ field = \"risk\", in = [\"blue\"] }]\nsample = { how = \"all\" }\ncite = \"一\"\n",
        "id = \"s2\"",
        "",
    ),
    (
        "regime.stratum.after_unknown",
        "[[stratum]]\nid = \"s1\"\nkey = \"a\"\nlabel = \"l\"\nafter = [\"z\"]\nsample = { how = \"all\" }\ncite = \"一\"\n",
        "id = \"s1\"",
        "",
    ),
    (
        "regime.stratum.ratio",
        "[[stratum]]\nid = \"s1\"\nkey = \"a\"\nlabel = \"l\"\nsample = { how = \"ratio\", num = 3, den = 2 }\ncite = \"一\"\n",
        "id = \"s1\"",
        "",
    ),
    (
        "regime.input.twice",
        "[[gap]]\nid = \"g1\"\ninput = \"a\"\nlabel = \"l\"\nwhy = \"w\"\nlost = true\nvalue = { type = \"text\" }\ncite = \"一\"\n[[gap]]\nid = \"g2\"\ninput = \"a\"\nlabel = \"l\"\nwhy = \"w\"\nlost = true\nvalue = { type = \"text\" }\ncite = \"一\"\n",
        "id = \"g2\"",
        "",
    ),
    (
        "regime.input.never",
        "[[gap]]\nid = \"g1\"\ninput = \"a\"\nlabel = \"l\"\nwhy = \"w\"\nlost = true\nvalue = { type = \"text\" }\nonly_if = { input = \"a\", is = [] }\ncite = \"一\"\n",
        "id = \"g1\"",
        "",
    ),
    (
        "regime.input.unknown",
        "[[team]]\nid = \"t\"\ninput = \"size\"\ncite = \"一\"\n",
        "id = \"t\"",
        "",
    ),
    (
        "regime.form.unknown",
        "[[record_form]]\nid = \"r\"\ntitle = \"表\"\nform = \"g\"\ncite = \"一\"\n",
        "id = \"r\"",
        "",
    ),
    (
        "regime.item.unknown",
        "[[step]]\nid = \"st\"\naction = \"sign\"\nphase = \"after\"\nlabel = \"l\"\nitems = [\"q\"]\ncite = \"一\"\n",
        "id = \"st\"",
        "",
    ),
    (
        "regime.step.unknown",
        "[[step]]\nid = \"st\"\naction = \"dance\"\nphase = \"after\"\nlabel = \"l\"\ncite = \"一\"\n",
        "id = \"st\"",
        "",
    ),
    (
        "regime.signature.refusal_without_signature",
        "[[signature]]\nid = \"si\"\nrefusal_note = true\ncite = \"一\"\n",
        "id = \"si\"",
        "",
    ),
    (
        "regime.clock.unknown",
        "[[publication]]\nid = \"p\"\nwhat = [\"result\"]\nclock = \"nowhere\"\ncite = \"一\"\n",
        "id = \"p\"",
        "",
    ),
    (
        "regime.clock.zero",
        "[[clock]]\nid = \"c\"\nlabel = \"l\"\nevent = \"check_end\"\ncount = 0\nunit = \"day\"\ncite = \"一\"\n",
        "id = \"c\"",
        "",
    ),
    (
        "regime.clock.rest_day",
        "[[clock]]\nid = \"c\"\nlabel = \"l\"\nevent = \"check_end\"\ncount = 1\nunit = \"day\"\nrest_day = \"keep\"\ncite = \"一\"\n",
        "id = \"c\"",
        "",
    ),
    (
        "regime.clock.date",
        "[[dated_clock]]\nid = \"c\"\nlabel = \"l\"\non = { every = \"month\", day = 32 }\ncite = \"一\"\n",
        "id = \"c\"",
        "",
    ),
    (
        "regime.cap.unsound",
        "[[cap]]\nid = \"c\"\nperiod = \"year\"\nper = [\"subject\"]\ncite = \"一\"\n",
        "id = \"c\"",
        "",
    ),
    (
        "regime.cooldown.unsound",
        "[[cooldown]]\nid = \"c\"\nsince = \"drawn\"\ntext = \"x\"\ncite = \"一\"\n",
        "id = \"c\"",
        "",
    ),
    (
        "regime.coverage.unsound",
        "[[coverage]]\nid = \"c\"\nof = \"items\"\nnum = 3\nden = 2\nperiod = \"year\"\ntext = \"x\"\ncite = \"一\"\n",
        "id = \"c\"",
        "",
    ),
    (
        "regime.condition.unsound",
        "[[stratum]]\nid = \"s1\"\nkey = \"a\"\nlabel = \"l\"\nwhen = [{ field = \"moon\", in = [\"full\"] }]\nsample = { how = \"all\" }\ncite = \"一\"\n",
        "id = \"s1\"",
        "",
    ),
    (
        "regime.exclusion.everybody",
        "[[exclusion]]\nid = \"e\"\ncode = \"c\"\nlabel = \"l\"\nwhen = []\ncite = \"一\"\n",
        "id = \"e\"",
        "",
    ),
    (
        "regime.list.key",
        "[[onsite_draw]]\nid = \"o\"\nlist = \"两 库\"\nlabel = \"l\"\nwhat = \"w\"\nsample = { how = \"all\" }\nsection = \"r\"\ncite = \"一\"\n",
        "id = \"o\"",
        "[[section]]\nid = \"r\"\ntitle = \"一\"\nrepeat = { of = \"件\", drawn = true }\n[[section.item]]\nid = \"a\"\ntext = \"甲\"\nkind = \"y\"\n",
    ),
    (
        "regime.section.unknown",
        "[[onsite_draw]]\nid = \"o\"\nlist = \"store\"\nlabel = \"l\"\nwhat = \"w\"\nsample = { how = \"all\" }\nsection = \"r\"\ncite = \"一\"\n",
        "id = \"o\"",
        "[[section]]\nid = \"r\"\ntitle = \"一\"\n[[section.item]]\nid = \"a\"\ntext = \"甲\"\nkind = \"y\"\n",
    ),
];

/// What is wrong stands in the second form, `forms/g.toml`; the first is sound.
const IN_A_FORM: &[(&str, &str, &str)] = &[
    ("regime.form.twice", "id = \"f\"\n", "id = \"f\""),
    (
        "regime.question.twice",
        "id = \"g\"\n[[section]]\nid = \"s\"\ntitle = \"一\"\n[[section.item]]\nid = \"a\"\ntext = \"乙\"\nkind = \"y\"\n",
        "id = \"a\"",
    ),
    (
        "regime.section.twice",
        "id = \"g\"\n[[section]]\nid = \"rooms\"\ntitle = \"一\"\nrepeat = { of = \"间\" }\n[[section.item]]\nid = \"b\"\ntext = \"乙\"\nkind = \"y\"\n",
        "id = \"rooms\"",
    ),
    (
        "form.item.twice",
        "id = \"g\"\n[[section]]\nid = \"s\"\ntitle = \"一\"\n[[section.item]]\nid = \"b\"\ntext = \"乙\"\nkind = \"y\"\n[[section.item]]\nid = \"b\"\ntext = \"丙\"\nkind = \"y\"\n",
        "",
    ),
    (
        "form.kind.unknown",
        "id = \"g\"\n[[section]]\nid = \"s\"\ntitle = \"一\"\n[[section.item]]\nid = \"b\"\ntext = \"乙\"\nkind = \"z\"\n",
        "kind = \"z\"",
    ),
    (
        "form.kind.unsound",
        "id = \"g\"\n[[section]]\nid = \"s\"\ntitle = \"一\"\n[[section.item]]\nid = \"b\"\ntext = \"乙\"\nkind = { type = \"choice\", options = [] }\n",
        "",
    ),
    (
        "form.relevant.unknown",
        "id = \"g\"\n[[section]]\nid = \"s\"\ntitle = \"一\"\n[[section.item]]\nid = \"b\"\ntext = \"乙\"\nkind = \"y\"\nrelevant = { op = \"in\", item = \"q\", values = [] }\n",
        "",
    ),
    (
        "form.constraint.unsound",
        "id = \"g\"\n[[section]]\nid = \"s\"\ntitle = \"一\"\n[[section.item]]\nid = \"b\"\ntext = \"乙\"\nkind = \"y\"\nconstraints = [{ holds = { op = \"in\", item = \"b\", values = [\"x\"] }, says = \"\" }]\n",
        "",
    ),
    (
        "form.compare.unsound",
        "id = \"g\"\n[[section]]\nid = \"s\"\ntitle = \"一\"\n[[section.item]]\nid = \"b\"\ntext = \"乙\"\nkind = \"y\"\n[[section.item]]\nid = \"c\"\ntext = \"丙\"\nkind = \"y\"\nrelevant = { op = \"compare\", item = \"b\", is = \"le\", value = \"5\" }\n",
        "",
    ),
    (
        "form.section.empty",
        "id = \"g\"\n[[section]]\nid = \"s\"\ntitle = \"一\"\nitem = []\n",
        "",
    ),
];

const SOUND_FORM: &str = "[[section]]\nid = \"rooms\"\ntitle = \"一\"\nrepeat = { of = \"间\" }\n[[section.item]]\nid = \"a\"\ntext = \"甲\"\nkind = \"y\"\n";

/// Code and place of every problem.
fn found(pack: &str, forms: &[(&str, &str)]) -> Vec<(String, String)> {
    let files: Vec<_> = forms.iter().map(|(name, text)| PackFile { name, text }).collect();
    let (regime, problems) = parse(
        PackFile {
            name: "regime.toml",
            text: pack,
        },
        &files,
    );
    assert_eq!(
        regime.is_some(),
        problems.is_empty(),
        "a pack with an error gives no regime"
    );
    problems.into_iter().map(|p| (p.code, p.path)).collect()
}

/// File and line of the last place where the words stand.
fn place(file: &str, text: &str, words: &str) -> String {
    let offset = text.rfind(words).unwrap_or_else(|| panic!("{words} in the text"));
    format!("{file}:{}", 1 + text[..offset].matches('\n').count())
}

/// A form with this id and these sections; the kinds come before the sections.
fn form(head: &str) -> String {
    let (id, sections) = head.split_once('\n').expect("an id line");
    FORM.replacen("id = \"f\"", id, 1) + sections
}

#[test]
fn every_problem_of_a_pack_is_named_with_its_line() {
    for (code, rules, words, section) in IN_THE_PACK {
        let pack = if rules.starts_with("format") {
            HEAD.replacen("format = 1\n", rules, 1)
        } else {
            format!("{HEAD}{rules}")
        };
        let one = form(&format!("id = \"f\"\n{section}"));
        let forms = if section.is_empty() {
            vec![]
        } else {
            vec![("forms/f.toml", one.as_str())]
        };
        let told = found(&pack, &forms);
        let wanted = ((*code).to_owned(), place("regime.toml", &pack, words));
        if *code == "regime.toml.syntax" {
            // What is left of a broken line may be wrong in its own way.
            assert!(told.contains(&wanted), "{told:?}");
        } else {
            assert_eq!(told, [wanted], "{rules}");
        }
    }
}

#[test]
fn every_problem_of_a_form_is_named_with_its_line() {
    let sound = form(&format!("id = \"f\"\n{SOUND_FORM}"));
    assert_eq!(found(HEAD, &[("forms/f.toml", &sound)]), []);
    for (code, text, words) in IN_A_FORM {
        let other = form(text);
        let told = found(HEAD, &[("forms/f.toml", &sound), ("forms/g.toml", &other)]);
        let one = told
            .iter()
            .find(|(c, _)| c == code)
            .unwrap_or_else(|| panic!("{code} in {told:?}"));
        assert!(one.1.starts_with("forms/g.toml:"), "{code} at {}", one.1);
        if !words.is_empty() {
            assert_eq!(one.1, place("forms/g.toml", &other, words), "{code}");
        }
    }
}

#[test]
fn every_problem_the_reader_knows_has_a_bad_pack() {
    let sources = [
        include_str!("../../src/regime/check.rs"),
        include_str!("../../src/regime/parse.rs"),
        include_str!("../../src/regime/parse/form.rs"),
    ];
    let quoted = sources.iter().flat_map(|s| s.split('"'));
    let known: BTreeSet<&str> = quoted
        .filter(|w| w.starts_with("regime.") || w.starts_with("form."))
        .filter(|w| w.len() > 7)
        .collect();
    let shown: BTreeSet<&str> = IN_THE_PACK
        .iter()
        .map(|b| b.0)
        .chain(IN_A_FORM.iter().map(|b| b.0))
        .collect();
    let missing: Vec<_> = known
        .difference(&shown)
        .filter(|code| !code.contains(".toml") || code.ends_with("syntax"))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// `tests/vectors/regime/bad`: place and code of each line of `problems.txt`; the sentences are the server's.
#[test]
fn the_bad_pack_of_the_vectors_has_the_places_it_says() {
    let told = found(include_str!("../../../tests/vectors/regime/bad/regime.toml"), &[]);
    let lines = include_str!("../../../tests/vectors/regime/bad/problems.txt").lines();
    let wanted = lines.filter_map(|line| {
        let mut words = line.split(' ');
        Some((words.next()?, words.next()?))
    });
    let told: Vec<_> = told
        .iter()
        .map(|(code, place)| (place.as_str(), code.as_str()))
        .collect();
    assert_eq!(told, wanted.collect::<Vec<_>>());
}
