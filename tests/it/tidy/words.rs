//! Words: no Chinese sentence in code that decides, no regime by name, and a glossary that is true.
use super::source::{Part, all_sources};
use super::{expect_none, read};

/// Where sentences for people are made, and where foreign tables' words are recognised.
const MAY_SPEAK_CHINESE: [&str; 5] = [
    "app/src/i18n",
    "sync-server/src/messages",
    "domain/src/regime/read_aloud",
    "domain/src/sheet/words",
    "domain/src/roster/headers",
];

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[test]
fn sentences_are_made_at_the_edge() {
    let mut problems = vec![];
    for source in all_sources() {
        if MAY_SPEAK_CHINESE
            .iter()
            .any(|place| source.path.starts_with(place))
        {
            continue;
        }
        for (line, part, text) in source.product_parts() {
            if part == Part::Text && text.chars().any(is_han) {
                let start: String = text.chars().take(24).collect();
                problems.push(format!("{}:{line}: Chinese in a string: {start}", source.path));
            }
        }
    }
    expect_none(&problems);
}

/// What the engine tells and what the shell fails with reaches a person by its code: a code without words
/// would be shown as one.
#[test]
fn every_code_that_reaches_a_person_has_words_in_both_languages() {
    const MAKERS: [&str; 4] = ["told(", "Fault::new(", "Fault::of(", "=> "];
    let tables = [
        read("app/src/i18n/zh_cn/codes.rs"),
        read("app/src/i18n/en/codes.rs"),
    ];
    let mut problems = vec![];
    let mut seen = 0;
    for source in all_sources() {
        let makes = source.path.starts_with("domain/src/sync/engine")
            || source.path.starts_with("app/src/shell")
            || source.path == "domain/src/assignment/check.rs";
        if !makes {
            continue;
        }
        let mut before = String::new();
        for (line, part, text) in source.product_parts() {
            if part == Part::Text
                && MAKERS
                    .iter()
                    .any(|maker| before.trim_end().ends_with(maker.trim_end()))
            {
                let code = text.trim_matches('"');
                // The departure check words those of a draw proof, with a sentence for all others.
                if !is_code(code) || code.starts_with("proof.") {
                    continue;
                }
                seen += 1;
                if !tables.iter().all(|table| table.contains(&format!("\"{code}\""))) {
                    problems.push(format!("{}:{line}: {code} has no words", source.path));
                }
            }
            if part == Part::Code {
                before = text.to_owned();
            }
        }
    }
    assert!(seen > 25, "the codes are found: {seen}");
    expect_none(&problems);
}

/// `noun.what_happened`.
fn is_code(text: &str) -> bool {
    let word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    text.split_once('.')
        .is_some_and(|(noun, what)| word(noun) && word(what))
}

#[test]
fn no_code_knows_a_regime_by_name() {
    let mut problems = vec![];
    for source in all_sources() {
        for (line, part, text) in source.product_parts() {
            if part == Part::Comment {
                continue;
            }
            for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
                let mut chars = word.chars();
                let first = chars.next();
                if word.len() == 3 && matches!(first, Some('R' | 'r')) && chars.all(|c| c.is_ascii_digit()) {
                    problems.push(format!("{}:{line}: names regime {word}", source.path));
                }
            }
        }
    }
    expect_none(&problems);
}

/// The third column of the glossary names identifiers in backticks; each must be declared somewhere.
/// `a::b` means `b` declared in a file below a module `a`; `A::{B, C}` means variants.
#[test]
fn glossary_identifiers_exist() {
    let code: Vec<(String, String)> = all_sources()
        .into_iter()
        .filter(|source| !source.path.starts_with("tests/"))
        .map(|source| {
            let code = source
                .product_code()
                .into_iter()
                .map(|(_, code)| code + "\n")
                .collect();
            (source.path, code)
        })
        .collect();
    let mut problems = vec![];
    let mut rows = 0;
    for (number, line) in read("docs/GLOSSARY.md").lines().enumerate() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if cells.len() < 5 || cells[1].starts_with("--") || cells[1] == "中文" {
            continue;
        }
        rows += 1;
        for identifier in cells[3].split('`').skip(1).step_by(2) {
            for (place, name) in declared_names(identifier) {
                let found = code.iter().any(|(path, text)| {
                    place.as_deref().is_none_or(|place| is_in(path, text, place)) && declares(text, &name)
                });
                if !found {
                    problems.push(format!(
                        "docs/GLOSSARY.md:{}: `{identifier}`: no {name}",
                        number + 1
                    ));
                }
            }
        }
    }
    assert!(rows > 20, "the glossary has {rows} rows");
    expect_none(&problems);
}

/// `draw::seed` → (draw, seed); `TeamRole::{Lead, Assist}` → (TeamRole, Lead), (TeamRole, Assist).
fn declared_names(identifier: &str) -> Vec<(Option<String>, String)> {
    match identifier.rsplit_once("::") {
        None => vec![(None, identifier.to_owned())],
        Some((place, names)) => names
            .trim_matches(['{', '}'])
            .split(',')
            .map(|name| (Some(place.to_owned()), name.trim().to_owned()))
            .collect(),
    }
}

/// A file is in a place when its path goes through it or when it declares it.
fn is_in(path: &str, text: &str, place: &str) -> bool {
    let last = place.rsplit("::").next().unwrap_or(place);
    path.split(['/', '.']).any(|part| part == last) || declares(text, last)
}

fn declares(text: &str, name: &str) -> bool {
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let keywords = ["struct ", "enum ", "fn ", "mod ", "type ", "trait ", "const "];
    let declared = keywords.iter().any(|keyword| {
        text.match_indices(&format!("{keyword}{name}"))
            .any(|(at, found)| ends(&text[at + found.len()..]))
    });
    // A variant of an enum, or an id in the list of the macro that declares ids.
    let variant = text.lines().any(|line| {
        line.trim_start()
            .strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([',', ';', '(', ' ', '{']))
    });
    declared || variant
}

#[test]
fn glossary_names_are_taken_apart() {
    assert_eq!(declared_names("Plan"), [(None, "Plan".to_owned())]);
    let both = [
        (Some("R".to_owned()), "A".to_owned()),
        (Some("R".to_owned()), "B".to_owned()),
    ];
    assert_eq!(declared_names("R::{A, B}"), both);
    assert!(declares("pub struct Plan {", "Plan") && !declares("pub struct Planner;", "Plan"));
}
