//! What one regime tells at the moment somebody acts: while a plan is written, once teams are drawn, after a check.
use crate::pack::{Pack, day};
use domain::regime::excerpt::RuleSource;
use domain::regime::pack::RuleHead;
use domain::regime::pack::event::Event;
use domain::regime::read_aloud::guide::{Checked, Moment, guide, missed};

/// A problem was found and a deadline missed, but nothing has happened since.
const WORST: Checked<'static> = Checked {
    events: &[],
    problems: true,
    missed: true,
};

impl Pack {
    fn at_moment(&self, moment: Moment<'_>) -> Vec<String> {
        let told = guide(&self.regime, moment).into_iter();
        told.map(|t| format!("{} {}", t.cite, t.text)).collect()
    }

    /// One rule of this article holds every word, at this moment.
    #[track_caller]
    fn tells(&self, moment: Moment<'_>, cite: &str, words: &[&str]) {
        let told = self.at_moment(moment);
        let holds = |t: &&String| t.starts_with(&format!("{cite} ")) && words.iter().all(|w| t.contains(w));
        assert!(told.iter().any(|t| holds(&t)), "{cite} {words:?}: {told:#?}");
    }

    /// No rule of this article holds every word, at this moment.
    #[track_caller]
    fn is_silent_at(&self, moment: Moment<'_>, cite: &str, words: &[&str]) {
        let told = self.at_moment(moment);
        let holds = |t: &&String| t.starts_with(&format!("{cite} ")) && words.iter().all(|w| t.contains(w));
        assert_eq!(told.iter().find(|t| holds(t)), None, "{cite} {words:?}");
    }

    /// Who writes a plan reads this rule.
    #[track_caller]
    pub(crate) fn planner_told(&self, cite: &str, words: &[&str]) {
        self.tells(Moment::Plan, cite, words);
    }

    /// Once teams are drawn, the office reads this rule.
    #[track_caller]
    pub(crate) fn drawn_told(&self, cite: &str, words: &[&str]) {
        self.tells(Moment::Drawn, cite, words);
        self.is_silent_at(Moment::Plan, cite, words);
    }

    /// As soon as this event has happened, and not before, the office reads this rule with the day.
    #[track_caller]
    pub(crate) fn promptly(&self, event: Event, cite: &str, word: &str) {
        let happened = [(event, day("2026-09-18"))];
        let check = |events| Moment::Checked(Checked { events, ..WORST });
        self.tells(check(&happened), cite, &[word, "自2026年9月18日起"]);
        self.is_silent_at(check(&[]), cite, &[word, "自2026"]);
    }

    /// After every check the office reads this rule.
    #[track_caller]
    pub(crate) fn afterwards(&self, cite: &str, words: &[&str]) {
        self.tells(Moment::Checked(Checked::default()), cite, words);
    }

    /// After a check that found problems, and no other, the office reads this rule.
    #[track_caller]
    pub(crate) fn after_problems(&self, cite: &str, words: &[&str]) {
        let found = |problems| {
            Moment::Checked(Checked {
                problems,
                ..Checked::default()
            })
        };
        self.tells(found(true), cite, words);
        self.is_silent_at(found(false), cite, words);
    }

    /// Once a deadline is missed, and not before, the office reads of this liability.
    #[track_caller]
    pub(crate) fn liable(&self, cite: &str, word: &str) {
        let late = |missed| {
            Moment::Checked(Checked {
                missed,
                ..Checked::default()
            })
        };
        self.tells(late(true), cite, &[word]);
        self.is_silent_at(late(false), cite, &[word]);
    }

    /// A check that has begun keeps the items and forms it began with, whatever the list says later.
    #[track_caller]
    pub(crate) fn keeps_its_version(&self) {
        let row = crate::pack::subject(&[]);
        let began = self.at(&row);
        let mut later = Pack {
            regime: self.regime.clone(),
        };
        later.regime.digest = "演示".to_owned();
        let renewed = later.at(&row);
        assert_eq!(began.pack_sha256, self.regime.digest, "the excerpt pins its pack");
        assert_ne!(began.pack_sha256, renewed.pack_sha256, "a later pack is another");
    }

    /// Of these clocks, once past their day, the text calls a deadline missed.
    #[track_caller]
    pub(crate) fn counts_as_missed(&self, clock: &str, yes: bool) {
        assert_eq!(missed(&self.regime, [clock]), yes, "{clock}");
    }

    /// Later or local rules lie on the text as a layer that says whose it is; nothing of the text itself is lost.
    #[track_caller]
    pub(crate) fn takes_later_rules(&self) {
        let own: Vec<_> = self
            .regime
            .rules
            .heads()
            .iter()
            .map(|h| h.id.to_owned())
            .collect();
        for layer in crate::pack::catalog().overlays() {
            let joined = self.regime.with_overlay(layer);
            let heads = joined.rules.heads();
            let is_own = |h: &&RuleHead<'_>| h.origin.layer == RuleSource::Regime;
            let kept: Vec<_> = heads.iter().filter(is_own).map(|h| h.id.to_owned()).collect();
            assert_eq!(kept, own, "under {}", layer.id);
            assert_eq!(
                heads.len() - kept.len(),
                layer.rules.heads().len(),
                "{} is told apart",
                layer.id
            );
            assert_ne!(joined.digest, self.regime.digest, "other rules, another digest");
        }
    }
}
