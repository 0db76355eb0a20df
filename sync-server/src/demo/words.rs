//! The vocabulary of the demo, from `words.toml`.

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) mark: String,
    pub(super) subject_name: String,
    pub(super) inspector_name: String,
    pub(super) subjects: SubjectWords,
    pub(super) areas: Vec<Area>,
    pub(super) inspectors: InspectorWords,
    pub(super) teams: Vec<Team>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SubjectWords {
    pub(super) sheet: String,
    pub(super) title: String,
    pub(super) headers: Vec<String>,
    pub(super) legal_forms: Vec<String>,
    pub(super) surnames: Vec<String>,
    pub(super) given: Vec<String>,
    pub(super) road: String,
    pub(super) number: String,
    pub(super) active: Vec<String>,
    pub(super) gone: Vec<String>,
    pub(super) impossible_status: String,
    pub(super) impossible_date: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Area {
    pub(super) name: String,
    pub(super) count: u32,
    pub(super) region: String,
    pub(super) districts: Vec<String>,
    pub(super) kinds: Vec<SubjectKind>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SubjectKind {
    pub(super) industry: String,
    pub(super) class: String,
    pub(super) risk: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InspectorWords {
    pub(super) sheet: String,
    pub(super) title: String,
    pub(super) upper: Vec<String>,
    pub(super) lower: Vec<String>,
    pub(super) numerals: Vec<String>,
    pub(super) named: Vec<String>,
    pub(super) sexes: Vec<String>,
    pub(super) certificate: String,
    pub(super) active: String,
    pub(super) leave: String,
    pub(super) none: String,
    pub(super) reasons: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Team {
    pub(super) area: String,
    pub(super) department: String,
    pub(super) posts: Vec<String>,
    pub(super) qualifications: Vec<String>,
}

pub(super) fn words() -> Words {
    toml::from_str(include_str!("words.toml")).expect("the words are part of this program and tested")
}

/// The word at a place, counted round and round.
pub(super) fn turn(words: &[String], place: u32) -> &str {
    let place = usize::try_from(place).unwrap_or(0) % words.len().max(1);
    words.get(place).map_or("", String::as_str)
}
