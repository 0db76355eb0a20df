//! Which words may stand on a page: in Chinese pages no Latin words but proper ones, in English pages no
//! Chinese but data.
//!
//! Exists because an untranslated word is seen by nobody who reads both languages. What is data is read from
//! where data comes from: the packs, the demo's layout and rosters. A text that is exactly one of the app's own
//! Chinese messages is never data, whatever the packs say.
use crate::tidy::source::{Part, root, sources, walk};
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use sync_server::demo;
use sync_server::import;
use test_support::survey::Said;

/// Latin words that are proper in a Chinese page, each for a reason.
const PROPER: [&str; 20] = [
    // What every officer calls these things.
    "PIN",
    "GPS",
    "PDF",
    "Excel",
    "Chrome",
    "Edge",
    "Chromium",
    // Formats and functions, named where somebody has to produce or compare one.
    "SHA",
    "SHA-256",
    "JSON",
    "xlsx",
    "xls",
    "csv",
    "json",
    "CSV",
    "HTTPS",
    "transcript.json",
    "suicha-export",
    // The log-in name of the demo administrator and the way into the other language.
    "English",
    "admin",
];

/// Chinese that is proper in an English page: the way into the other language.
const WAY_BACK: &str = "中文";

/// What is data, and what the app says itself.
pub(super) struct Data {
    /// Every text of packs, layout and rosters.
    values: BTreeSet<String>,
    /// The same, joined.
    text: String,
    /// Names of packs and forms, and units.
    names: BTreeSet<String>,
    /// The app's own Chinese messages.
    own: BTreeSet<String>,
}

impl Data {
    /// `typed` is what the story itself writes into records.
    pub(super) fn read(typed: &[&str]) -> Result<Data> {
        let mut values: BTreeSet<String> = typed.iter().map(|&text| text.to_owned()).collect();
        let mut names = BTreeSet::new();
        let mut files = vec!["sync-server/src/demo/stage.toml".to_owned()];
        walk(&root().join("regimes"), &mut |path| files.push(path.to_owned()));
        for path in files {
            let text = fs::read_to_string(root().join(&path));
            if path.ends_with(".toml") {
                let table: toml::Table = toml::from_str(&text?).with_context(|| path.clone())?;
                names.extend(table.get("id").and_then(toml::Value::as_str).map(str::to_owned));
                names.extend(demo_names(&table));
                units(&toml::Value::Table(table.clone()), &mut names);
                table.values().for_each(|value| gather(value, &mut values));
            } else if path.ends_with(".json") {
                values.insert(text?);
            }
        }
        for (file, name) in [
            (demo::subjects_xlsx(), "subjects.xlsx"),
            (demo::inspectors_xlsx(), "inspectors.xlsx"),
        ] {
            let table = import::read(&file, name)?;
            let cells = table.rows.into_iter().flat_map(|row| row.cells);
            values.extend(cells.filter_map(|(_, cell)| {
                let domain::roster::table::Cell::Text(text) = cell else {
                    return None;
                };
                Some(text)
            }));
        }
        let own = sources("app/src/i18n")
            .iter()
            .flat_map(|source| {
                let parts = source.parts().into_iter();
                let texts = parts.filter(|part| part.1 == Part::Text);
                texts
                    .map(|(_, _, text)| text.trim_matches('"').to_owned())
                    .collect::<Vec<_>>()
            })
            .filter(|text| text.chars().any(is_chinese))
            .collect();
        let text = values.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
        Ok(Data {
            values,
            text,
            names,
            own,
        })
    }

    /// What is wrong with a text of a page in this language, if something is.
    pub(super) fn wrong(&self, said: &Said, english: bool) -> Option<String> {
        let page = if english { "en" } else { "zh" };
        if !said.language.starts_with(page) {
            // It says itself that it is in the other language.
            return None;
        }
        let found = if english {
            self.chinese(&said.text)
        } else {
            self.latin(&said.text)
        };
        let short: String = said.text.chars().take(40).collect();
        found.map(|word| format!("not translated: {word} in {} “{short}”", said.place))
    }

    fn chinese(&self, text: &str) -> Option<String> {
        if text != WAY_BACK && self.own.contains(text) && !self.values.contains(text) {
            return Some(text.to_owned());
        }
        let mut runs = text.split(|c| !is_chinese(c)).filter(|run| !run.is_empty());
        runs.find(|run| *run != WAY_BACK && !self.text.contains(run))
            .map(str::to_owned)
    }

    fn latin(&self, text: &str) -> Option<String> {
        if self.values.contains(text) {
            return None;
        }
        let mut words = text
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.' || c == '-'))
            .map(|word| word.trim_matches(['.', '-']))
            .filter(|word| word.chars().filter(char::is_ascii_alphabetic).count() >= 3);
        words
            .find(|word| !PROPER.contains(word) && !is_digest(word) && !self.is_data_word(word))
            .map(str::to_owned)
    }

    /// A Latin word inside a Chinese text of the packs, or a word of a roster.
    fn is_data_word(&self, word: &str) -> bool {
        self.names.contains(word)
            || self.values.iter().any(|value| {
                value.chars().any(is_chinese)
                    && value
                        .match_indices(word)
                        .any(|(at, _)| !value[..at].ends_with(|c: char| c.is_ascii_alphanumeric()))
            })
    }
}

/// Part of a digest, as a version or a fingerprint is shown.
fn is_digest(word: &str) -> bool {
    word.len() >= 8 && word.bytes().all(|b| b.is_ascii_hexdigit()) && word.bytes().any(|b| b.is_ascii_digit())
}

fn is_chinese(c: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&c)
}

/// Every text below a value.
fn gather(value: &toml::Value, into: &mut BTreeSet<String>) {
    match value {
        toml::Value::String(text) => {
            into.insert(text.clone());
        }
        toml::Value::Array(items) => items.iter().for_each(|item| gather(item, into)),
        // Keys can be words too: the columns a filter names.
        toml::Value::Table(table) => table.iter().for_each(|(key, item)| {
            if key.chars().any(is_chinese) {
                into.insert(key.clone());
            }
            gather(item, into);
        }),
        toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_) => {}
    }
}

/// Names of the demo's own log and of its accounts, as its layout gives them.
fn demo_names(layout: &toml::Table) -> Vec<String> {
    let log = layout
        .get("log_origin")
        .and_then(toml::Value::as_str)
        .unwrap_or_default();
    let accounts = layout
        .get("accounts")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten();
    let users = accounts.filter_map(|account| account.get("user")?.as_str());
    log.split('/').chain(users).map(str::to_owned).collect()
}

/// Every unit of a number below a value.
fn units(value: &toml::Value, into: &mut BTreeSet<String>) {
    match value {
        toml::Value::Table(table) => {
            into.extend(table.get("unit").and_then(toml::Value::as_str).map(str::to_owned));
            table.values().for_each(|item| units(item, into));
        }
        toml::Value::Array(items) => items.iter().for_each(|item| units(item, into)),
        toml::Value::String(_)
        | toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_) => {}
    }
}

#[test]
fn the_judge_tells_data_from_what_was_forgotten() {
    let data = Data::read(&[]).unwrap();
    let wrong = |text: &str, english: bool| {
        let said = Said {
            text: text.to_owned(),
            place: "p".to_owned(),
            language: if english { "en" } else { "zh-CN" }.to_owned(),
        };
        data.wrong(&said, english).is_some()
    };
    // The title of R01's pack and a district of the roster are data; a heading of the app is not.
    assert!(!wrong("东湖区", true));
    assert!(!wrong("中文", true));
    assert!(wrong("这台设备用来做什么？", true));
    assert!(wrong("Tasks 正在读取", true));
    assert!(wrong("inspect.progress", false));
    assert!(wrong("尚未 uploaded", false));
    assert!(!wrong("请输入 PIN", false));
}
