//! What office screens compute: plain values, no browser.

pub mod clock;
pub mod month;
pub mod page_text;
pub mod plan;
pub mod tablets;
