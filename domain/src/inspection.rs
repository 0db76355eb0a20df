//! The inspection (检查): one Automerge document, written by every team member's tablet at once.
//!
//! Only `inspection::doc` names the document's keys. Screens read an [`view::InspectionView`] and write an
//! [`edit::Edit`]; nothing else touches Automerge. Concurrent different answers are shown, never chosen.

pub mod act;
pub mod change;
pub mod doc;
pub mod edit;
pub mod found;
pub mod online;
pub mod paper;
pub mod progress;
pub mod proof;
pub mod rows;
pub mod signature;
pub mod view;
