//! An item of a form becomes a control, one file a kind of control.
//!
//! A control shows the stored value and calls back with the value to store; it stores nothing itself.

pub mod answer;
pub mod hand_on;
pub mod saved_text;
pub mod typed;

pub use answer::AnswerControl;
pub use saved_text::SavedText;
