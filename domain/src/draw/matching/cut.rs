//! The reason why a level does not do: seats that need more cards than can reach them.
//!
//! Of all such sets the one taken holds exactly the seats from which no maximum filling leads to a free card;
//! it is the same for every maximum filling, so every implementation prints the same.

use super::Instance;
use super::flow::Filling;

/// A violated Hall condition: `need` seats, `have` cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// λ at which it fails.
    pub level: u64,
    /// The seats.
    pub seats: Vec<usize>,
    /// Inspectors who may take at least one of them.
    pub inspectors: Vec<usize>,
    /// Cards that can reach them: for each inspector at most the cap and at most one for each subject.
    pub have: u64,
}

/// The violated condition at a level; `None` if every seat can be filled there.
pub fn violation(instance: &Instance, level: u64) -> Option<Violation> {
    let caps = instance.caps(level);
    let seats = Filling::new(instance, caps.clone()).fill_most();
    if seats.is_empty() {
        return None;
    }
    let (mut inspectors, mut have) = (Vec::new(), 0);
    for (i, cap) in caps.iter().enumerate() {
        // Seats rise, so those of one subject stand together.
        let mut objects = 0;
        let mut last = None;
        for q in seats.iter().filter(|q| instance.allowed[**q].has(i)) {
            let object = instance.object[*q];
            objects += u64::from(last != Some(object));
            last = Some(object);
        }
        if objects > 0 {
            inspectors.push(i);
            have += (*cap).min(objects);
        }
    }
    Some(Violation {
        level,
        seats,
        inspectors,
        have,
    })
}
