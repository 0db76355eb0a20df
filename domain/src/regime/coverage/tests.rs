//! Coverage is worked out over items or active subjects, never over results.
use super::*;
use crate::regime::testing::regime;

/// R28 二: at least half of the enforcement items by random check.
#[test]
fn r28_2_half_of_the_items_must_have_been_drawn() {
    let mut r28 = regime("R28");
    let template = r28.rules.items[0].clone();
    r28.rules.items = (0..4)
        .map(|n| {
            let mut item = template.clone();
            item.what.item = CheckItemId::from(format!("item-{n}").as_str());
            item
        })
        .collect();
    let reached = |n: usize| {
        let drawn = r28
            .rules
            .items
            .iter()
            .take(n)
            .map(|r| r.what.item.clone())
            .collect();
        coverage(&r28, &[], &BTreeSet::new(), &drawn).remove(0)
    };
    assert_eq!((reached(1).reached, reached(1).all), (1, 4));
    assert!(!reached(1).is_met());
    assert!(reached(2).is_met());
    assert_eq!(reached(2).cite, "二");
}
