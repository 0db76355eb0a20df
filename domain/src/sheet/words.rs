//! The words on the record sheet, in both languages.
//!
//! Exists because tablet, office and the server's PDF say the same on paper; every other sentence is made where it is
//! shown. Invariant: a word missing in one language does not compile.

mod labels;
mod table;

pub use table::{EN, SheetWords, ZH};

use crate::inspection::act::Act;
use crate::submission::{Label, Line};

impl SheetWords {
    /// A label in words.
    pub fn label_of(&self, label: &Label) -> String {
        match label {
            Label::Printed(printed) => printed.clone(),
            Label::Code(code) => (self.label)(code).to_owned(),
        }
    }

    /// What stands beside the label.
    pub fn said(&self, line: &Line) -> String {
        if line.label == Label::Code("evidence".to_owned()) {
            let (sha256, caption, place) = self.evidence(line);
            let said = [caption, &place, sha256];
            return said
                .into_iter()
                .filter(|words| !words.is_empty())
                .collect::<Vec<_>>()
                .join(" ");
        }
        if let Label::Code(code) = &line.label
            && let Some(said) = self.about(code, &line.value)
        {
            return said;
        }
        match line.value.is_empty() {
            true => self.not_answered.to_owned(),
            false => self.value_of(&line.value),
        }
    }

    /// Digest, caption and where it was taken, of a line of evidence.
    pub fn evidence<'a>(&self, line: &'a Line) -> (&'a str, &'a str, String) {
        let (sha256, rest) = line.value.split_once(' ').unwrap_or((&line.value, ""));
        match rest.rsplit_once(' ') {
            Some((caption, code)) if is_place_code(code) => (sha256, caption, (self.place_none)(code)),
            None if is_place_code(rest) => (sha256, "", (self.place_none)(rest)),
            Some(_) | None => (sha256, rest, String::new()),
        }
    }

    /// What recordings and papers say of themselves, in words; none for every other line.
    fn about(&self, code: &str, value: &str) -> Option<String> {
        let page = |value: &str| {
            let (page, of) = value.split_once('/')?;
            Some((self.page)(page.parse().ok()?, of.parse().ok()?))
        };
        match code {
            "evidence.recorded" => {
                let (from, to) = value.split_once('/')?;
                Some((self.recorded)(&from.replace('T', " "), &to.replace('T', " ")))
            }
            "evidence.clock_ahead" => Some((self.clock)(value.parse().ok()?)),
            "evidence.agrees" => Some(self.agrees.to_owned()),
            "evidence.page" | "evidence.paper_page" => page(value),
            "transcribed.pages" => Some((self.transcribed_pages)(value)),
            _ => None,
        }
    }

    /// A value that begins with a code, in words; every other one as it stands.
    fn value_of(&self, text: &str) -> String {
        let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
        if let ("checked", Some((n, bad))) = (first, rest.split_once(' ')) {
            return match bad.split_once(' ') {
                Some((bad, online)) => (self.checked_online)(n, bad, online),
                None => (self.checked)(n, bad),
            };
        }
        match self.outcome(first) {
            word if word == first => text.to_owned(),
            word => format!("{word} {rest}").trim().to_owned(),
        }
    }

    /// What came of a step on site, in words; every other code as it stands.
    pub fn outcome<'a>(&self, code: &'a str) -> &'a str {
        match code {
            "done" => self.done,
            "declined" => self.declined,
            "not_possible" => self.not_possible,
            other => other,
        }
    }

    /// An act after the seal in words.
    pub fn act(&self, act: &Act) -> String {
        match act {
            Act::CopyGiven {
                means,
                to,
                position,
                address,
            } => {
                let to = [to, position, address].map(String::as_str).join(" ");
                (self.copy_given)(&(self.means)(*means), to.trim())
            }
            Act::RemediesTold { to, .. } => (self.remedies_told)(to),
            Act::RecordingFile { sha256, .. } => (self.recording_file)(sha256),
        }
    }
}

fn is_place_code(word: &str) -> bool {
    matches!(word, "denied" | "timeout" | "unavailable" | "imported" | "copy")
}
