//! Files for platforms (归集): which platform a text names, what of a task goes there, and which columns of a roster may.
//!
//! Exists because a text that names a platform asks for more than a page of our own. Invariant: a roster that the text
//! makes public goes out with the fields it names for the public and no others; a roster it only enters into a system
//! of the authorities goes with the fields it prescribes; where it names none, nothing of a person leaves the office.

use crate::regime::excerpt::RuleSource;
use crate::regime::pack::Regime;
use crate::regime::pack::after::{Publication, Published};
use crate::regime::pack::plan::{RosterField, RosterKind};

/// A platform and what goes there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Id of the rule.
    pub id: String,
    /// Name of the platform, as printed.
    pub place: String,
    /// What goes there, in the text's order.
    pub parts: Vec<Part>,
    /// What else the text says of it.
    pub note: String,
    /// Article.
    pub cite: String,
    /// Whose rule.
    pub layer: RuleSource,
}

/// One matter that goes to a platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What.
    pub what: Published,
    /// Columns of a roster; none for what is no roster.
    pub fields: Vec<RosterField>,
}

impl Part {
    /// A roster of which the text names no field: nothing of it leaves the office.
    pub fn names_no_field(&self) -> bool {
        roster_of(self.what).is_some() && self.fields.is_empty()
    }
}

/// The platforms a text names, in its order.
pub fn feeds(regime: &Regime) -> Vec<Feed> {
    let rules = regime.rules.platforms.iter();
    rules
        .map(|rule| Feed {
            id: rule.id.clone(),
            place: rule.what.name.clone(),
            parts: rule.what.what.iter().map(|what| part(regime, *what)).collect(),
            note: rule.note.clone(),
            cite: rule.cite.clone(),
            layer: rule.origin.layer,
        })
        .collect()
}

fn part(regime: &Regime, what: Published) -> Part {
    let fields = match roster_of(what) {
        None => Vec::new(),
        Some(roster) => columns(regime, what, roster),
    };
    Part { what, fields }
}

fn roster_of(what: Published) -> Option<RosterKind> {
    match what {
        Published::SubjectRoster => Some(RosterKind::Subjects),
        Published::InspectorRoster => Some(RosterKind::Inspectors),
        Published::ItemList
        | Published::Plan
        | Published::Draw
        | Published::Result
        | Published::Outcome
        | Published::Execution => None,
    }
}

fn columns(regime: &Regime, what: Published, roster: RosterKind) -> Vec<RosterField> {
    let rules = &regime.rules;
    let public: Vec<&Publication> = rules
        .publications
        .iter()
        .map(|r| &r.what)
        .filter(|p| p.what.contains(&what))
        .collect();
    if !public.is_empty() {
        return public.iter().flat_map(|p| p.fields.clone()).collect();
    }
    let prescribed = rules.roster_fields.iter().map(|r| &r.what);
    prescribed
        .filter(|r| r.roster == roster)
        .flat_map(|r| r.fields.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regime::testing::regime;

    fn labels(id: &str, what: Published) -> Vec<String> {
        let feeds = feeds(&regime(id));
        let parts = feeds.into_iter().flat_map(|feed| feed.parts);
        let own = { parts }.find(|part| part.what == what).unwrap();
        own.fields.into_iter().map(|field| field.label).collect()
    }

    /// R26 三、十（三）: the rosters stand on a public site and the text names no field, so no name goes there.
    #[test]
    fn r26_10_3_no_row_of_a_roster_goes_to_a_public_site_without_named_fields() {
        assert!(labels("R26", Published::InspectorRoster).is_empty());
        assert!(labels("R26", Published::SubjectRoster).is_empty());
        let regime = regime("R26");
        let parts = feeds(&regime).remove(0).parts;
        assert!(parts.iter().any(Part::names_no_field));
        assert!(!parts[0].names_no_field(), "the item list holds no person");
    }
}
