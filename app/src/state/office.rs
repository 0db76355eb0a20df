//! What office screens compute: plain values, no browser.

pub mod change_form;
pub mod changes;
pub mod clock;
pub mod month;
pub mod page_text;
pub mod plan;
pub mod tablets;
