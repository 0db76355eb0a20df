//! State of the screens as reducers and plain values, tested natively.

pub mod answer;
pub mod bucket;
pub mod burn;
pub mod checklist;
pub mod departure;
pub mod exchange;
pub mod found;
pub mod hold;
pub mod lock;
pub mod markup;
pub mod media;
pub mod nib;
pub mod office;
pub mod pad;
pub mod parts;
pub mod pin;
pub mod position;
pub mod public_place;
pub mod purpose;
pub mod remote;
pub mod scan;
pub mod seat;
pub mod session;
pub mod work;
