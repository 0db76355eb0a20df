//! On site and afterwards: what one regime lays before officers, subject and public. All of it comes out of the
//! excerpt that travels in the package, the forms, and the redaction.
use crate::pack::{Pack, day, entered};
use domain::evidence::EvidenceKind;
use domain::publication::{PrivateDatum, PublicRecord, redact};
use domain::regime::coverage::coverage;
use domain::regime::excerpt::{RegimeExcerpt, SitePhase, Strength};
use domain::regime::form::{AnswerKind, Item};
use domain::regime::pack::after::PrivateKind;
use domain::regime::relevance::relevant_items;
use domain::regime::{abridge, forms_for, found_lists, items_for};
use domain::roster::Subject;
use std::collections::BTreeSet;

/// Lines of the excerpt an officer is told: `article words`.
fn lines(told: &[domain::regime::excerpt::CitedText]) -> Vec<String> {
    told.iter().map(|t| format!("{} {}", t.cite, t.text)).collect()
}

impl Pack {
    /// What travels to the tablet for a subject.
    pub(crate) fn at(&self, row: &Subject) -> RegimeExcerpt {
        abridge(&self.regime, row, &items_for(&self.regime, row), 2)
    }

    /// Exactly these items are checked at a subject that is drawn.
    #[track_caller]
    pub(crate) fn items(&self, row: &Subject, wanted: &[&str]) {
        let found = items_for(&self.regime, row);
        let found: Vec<_> = found.iter().map(domain::id::CheckItemId::as_str).collect();
        assert_eq!(found, wanted);
    }

    /// The items a subject is checked for bear these names, as printed.
    #[track_caller]
    pub(crate) fn item_names(&self, row: &Subject, wanted: &[&str]) {
        let found = items_for(&self.regime, row);
        let listed = self
            .regime
            .rules
            .items
            .iter()
            .filter(|r| found.contains(&r.what.item));
        let names: Vec<_> = listed.map(|r| r.what.name.as_str()).collect();
        assert_eq!(names, wanted);
    }

    /// Steps of a visit in their turn: `<action`, before the check, or `>action`, after it; `?` where it may be.
    #[track_caller]
    pub(crate) fn steps(&self, row: &Subject, wanted: &[&str]) {
        let found = self.at(row).steps;
        let named: Vec<String> = found
            .iter()
            .map(|s| {
                let side = if s.phase == SitePhase::Before { '<' } else { '>' };
                let soft = if s.strength == Strength::May { "?" } else { "" };
                format!("{side}{}{soft}", s.id)
            })
            .collect();
        assert_eq!(named, wanted);
    }

    /// A step is taken on this side of the check, by this article.
    #[track_caller]
    pub(crate) fn step(&self, row: &Subject, wanted: &str, cite: &str) {
        let (side, action) = wanted.split_at(1);
        let found = self.at(row).steps;
        let one = found
            .iter()
            .find(|s| s.id == action)
            .unwrap_or_else(|| panic!("{action} among {found:?}"));
        assert_eq!(
            (
                if one.phase == SitePhase::Before { "<" } else { ">" },
                one.cite.as_str()
            ),
            (side, cite)
        );
        assert_eq!(one.strength, Strength::Must);
    }

    /// The brief tells of notice or secrecy, by this article, in words that hold `word`.
    #[track_caller]
    pub(crate) fn brief(&self, row: &Subject, cite: &str, word: &str) {
        let told = lines(&self.at(row).notice);
        assert!(
            told.iter()
                .any(|t| t.starts_with(&format!("{cite} ")) && t.contains(word)),
            "{cite} {word}: {told:?}"
        );
    }

    /// What officers are told to keep to on site.
    #[track_caller]
    pub(crate) fn keeps_to(&self, row: &Subject, cite: &str, word: &str) {
        let told = lines(&self.at(row).site_rules);
        assert!(
            told.iter()
                .any(|t| t.starts_with(&format!("{cite} ")) && t.contains(word)),
            "{cite} {word}: {told:?}"
        );
    }

    /// What may be settled online before the visit: where, by this article, in words that hold `word`.
    #[track_caller]
    pub(crate) fn online(&self, row: &Subject, cite: &str, word: &str, means: &[&str]) {
        let found = self.at(row).online.expect("something is settled online");
        assert_eq!(found.cite, cite);
        assert_eq!(found.means, means);
        assert!(found.text.contains(word), "{found:?}");
    }

    /// Kinds of evidence without which the record asks for a reason.
    #[track_caller]
    pub(crate) fn evidence(&self, row: &Subject, kinds: &[EvidenceKind], cite: &str) {
        let found = self.at(row).evidence;
        assert_eq!(found.iter().map(|w| w.kind).collect::<Vec<_>>(), kinds);
        assert!(
            found
                .iter()
                .all(|w| w.cite == cite && w.strength == Strength::Must),
            "{found:?}"
        );
    }

    /// The subject signs (`seals` = and seals), by this article.
    #[track_caller]
    pub(crate) fn signed(&self, row: &Subject, seals: bool, cite: &str) {
        let found = self.at(row).signatures;
        assert!(found.subject_signs, "{found:?}");
        assert_eq!((found.subject_seals, found.subject_cite.as_str()), (seals, cite));
    }

    /// A refusal to sign is noted, by this article, in words that hold `word`.
    #[track_caller]
    pub(crate) fn refusal(&self, row: &Subject, word: &str, cite: &str) {
        let found = self.at(row).signatures;
        assert!(found.refusal.contains(word), "{found:?}");
        assert_eq!(found.refusal_cite, cite);
    }

    /// A witness may stand in where the subject does not sign; nobody must.
    #[track_caller]
    pub(crate) fn witness_may(&self, row: &Subject, cite: &str) {
        let found = self.at(row).signatures;
        assert_eq!(
            (found.witness_at_refusal, found.witness_cite.as_str()),
            (false, cite)
        );
    }

    /// No signature is asked of the subject, no refusal, no witness: the text is silent.
    #[track_caller]
    pub(crate) fn unsigned(&self, row: &Subject) {
        let found = self.at(row).signatures;
        assert!(
            !found.subject_signs && found.refusal.is_empty() && found.witness_cite.is_empty(),
            "{found:?}"
        );
    }

    /// A paper of its own is asked for.
    #[track_caller]
    pub(crate) fn paper(&self, row: &Subject, code: &str, cite: &str) {
        let found = self.at(row).papers;
        assert!(
            found.iter().any(|p| p.code == code && p.cite == cite),
            "{code} among {found:?}"
        );
    }

    /// Reasons not to inspect, in their order.
    #[track_caller]
    pub(crate) fn skips(&self, row: &Subject, codes: &[&str], cite: &str) {
        let found = self.at(row).skip_reasons;
        assert_eq!(found.iter().map(|s| s.code.as_str()).collect::<Vec<_>>(), codes);
        assert!(found.iter().all(|s| s.cite.starts_with(cite)), "{found:?}");
    }

    /// All questions put at a subject.
    pub(crate) fn questions(&self, row: &Subject) -> Vec<Item> {
        let forms = forms_for(&self.regime, &items_for(&self.regime, row));
        forms.iter().flat_map(|f| f.items().cloned()).collect()
    }

    /// Each of these words stands in a question put at the subject.
    #[track_caller]
    pub(crate) fn asks(&self, row: &Subject, words: &[&str]) {
        let put: Vec<String> = self.questions(row).into_iter().map(|i| i.text).collect();
        for word in words {
            assert!(put.iter().any(|q| q.contains(word)), "{word} in {put:?}");
        }
    }

    /// Questions put after these answers.
    pub(crate) fn put(&self, row: &Subject, answers: &[(&str, &str)]) -> Vec<String> {
        let given = answers
            .iter()
            .map(|(item, value)| ((*item).into(), (*value).to_owned()))
            .collect();
        let forms = forms_for(&self.regime, &items_for(&self.regime, row));
        forms
            .iter()
            .flat_map(|f| {
                relevant_items(f, &given)
                    .map(|i| i.id.to_string())
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    /// A question of the record offers these choices, each holding its word.
    #[track_caller]
    pub(crate) fn offers(&self, row: &Subject, question: &str, words: &[&str]) {
        let found = self
            .questions(row)
            .into_iter()
            .filter(|i| i.text.contains(question));
        let options: Vec<String> = found
            .flat_map(|i| match i.kind {
                AnswerKind::Choice { options } | AnswerKind::MultiChoice { options } => {
                    options.into_iter().map(|o| o.label).collect()
                }
                AnswerKind::Verdict { .. }
                | AnswerKind::Text { .. }
                | AnswerKind::Number { .. }
                | AnswerKind::Date
                | AnswerKind::Fraction { .. } => Vec::new(),
            })
            .collect();
        for word in words {
            assert!(
                options.iter().any(|o| o.contains(word)),
                "{question}: {word} in {options:?}"
            );
        }
    }

    /// Coverage that must be reached: of so many items or subjects so many do, one less does not.
    #[track_caller]
    pub(crate) fn covers_items(&self, cite: &str) {
        let drawn = |n: usize| {
            self.regime
                .rules
                .items
                .iter()
                .take(n)
                .map(|r| r.what.item.clone())
                .collect::<BTreeSet<_>>()
        };
        let all = self.regime.rules.items.len();
        let figure = |n: usize| coverage(&self.regime, &[], &BTreeSet::new(), &drawn(n));
        assert!(
            figure(all)
                .iter()
                .all(domain::regime::coverage::CoverageFigure::is_met)
        );
        let none = figure(0);
        assert!(
            !none.is_empty() && none.iter().all(|f| !f.is_met() && f.cite == cite),
            "{none:?}"
        );
    }

    /// A list found on site is drawn from, as many as the plan says.
    #[track_caller]
    pub(crate) fn draws_on_site(&self, inputs: &[(&str, &str)], list: &str, n: u32, cite: &str) {
        let found = found_lists(&self.regime, &entered(inputs)).expect("the numbers are known");
        let one = found
            .iter()
            .find(|l| l.list == list)
            .unwrap_or_else(|| panic!("{list} among {found:?}"));
        assert_eq!((one.size.of(1000), one.cite.as_str()), (n, cite));
    }

    /// What is published of a record that holds a person's name and one private value of each kind.
    pub(crate) fn published(&self) -> (PublicRecord, Vec<(String, String)>) {
        let private = |kind, value: &str| PrivateDatum {
            kind,
            value: value.to_owned(),
        };
        let record = PublicRecord {
            subject_name: "演示单位".to_owned(),
            credit_code: None,
            date: day("2026-09-18"),
            items: vec!["演示事项".to_owned()],
            result: "发现问题".to_owned(),
            findings: KINDS
                .iter()
                .map(|(_, value)| format!("甲见到{value}乙"))
                .chain(["王小明在场".to_owned()])
                .collect(),
            measures: vec!["责令演示改正".to_owned()],
            body: "演示机关".to_owned(),
            inspectors: Vec::new(),
            document_no: String::new(),
            lines: Vec::new(),
            persons: vec!["王小明".to_owned()],
            private: KINDS.iter().map(|(kind, value)| private(*kind, value)).collect(),
        };
        let (public, done) = redact(&self.regime, &record);
        let done = done.into_iter().map(|d| (d.what, d.cite));
        (public, done.collect())
    }

    /// These kinds and no others are taken out, each by its article.
    #[track_caller]
    pub(crate) fn hides(&self, wanted: &[(PrivateKind, &str)]) {
        let (public, done) = self.published();
        let text = public.findings.join("；");
        for (kind, value) in KINDS {
            let rule = wanted.iter().find(|(k, _)| k == kind);
            assert_eq!(text.contains(value), rule.is_none(), "{kind:?} in {text}");
            if let Some((_, cite)) = rule {
                assert!(
                    done.contains(&(kind.code().to_owned(), (*cite).to_owned())),
                    "{kind:?} {cite}: {done:?}"
                );
            }
        }
    }
}

/// One made-up value of each kind.
const KINDS: &[(PrivateKind, &str)] = &[
    (PrivateKind::HomeAddress, "演示路一号"),
    (PrivateKind::Employer, "演示工厂"),
    (PrivateKind::Family, "演示家人"),
    (PrivateKind::Contact, "演示电话"),
    (PrivateKind::IdNumber, "演示身份号"),
    (PrivateKind::Identifying, "演示特征"),
    (PrivateKind::PersonProperty, "演示存款"),
    (PrivateKind::OrganisationProperty, "演示厂房"),
    (PrivateKind::Privacy, "演示隐私"),
    (PrivateKind::TradeSecret, "演示配方"),
    (PrivateKind::Seal, "演示印章"),
    (PrivateKind::Unfit, "演示不宜"),
];
