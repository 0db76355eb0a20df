//! A public roster (名录库公开): of each row the fields the text names, and nothing else.

use crate::regime::fields::of_inspector;
use crate::regime::pack::after::{Publication, Published};
use crate::regime::pack::plan::RosterField;
use crate::regime::pack::{Regime, Rule};
use crate::roster::Inspector;

/// The rule that publishes the roster of inspectors with named fields; without one the roster stays inside.
pub fn inspectors_published(regime: &Regime) -> Option<&Rule<Publication>> {
    let published = |r: &&Rule<Publication>| {
        r.what.what.contains(&Published::InspectorRoster) && !r.what.fields.is_empty()
    };
    regime.rules.publications.iter().find(published)
}

/// The published values of one inspector, in the order of the fields.
pub fn public_inspector(fields: &[RosterField], inspector: &Inspector) -> Vec<String> {
    fields
        .iter()
        .map(|field| of_inspector(inspector, field))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regime::testing::{inspector, regime};

    fn shown(id: &str) -> Vec<String> {
        let pack = regime(id);
        let rule = inspectors_published(&pack).unwrap();
        public_inspector(&rule.what.fields, &inspector("执法科"))
    }

    /// R11 第七条、第十条: certificate number and phone are public; R14 第六条: name, section, sex, certificate number.
    #[test]
    fn r11_10_and_r14_6_show_exactly_the_fields_they_name() {
        assert_eq!(shown("R11"), ["演示甲", "DEMO-1", "0791-00000000"]);
        assert_eq!(shown("R14"), ["演示甲", "执法科", "女", "DEMO-1"]);
        assert!(
            inspectors_published(&regime("R12")).is_none(),
            "no fields named, nothing leaves the office"
        );
        assert!(inspectors_published(&regime("R02")).is_none());
    }
}
