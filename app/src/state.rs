//! State of the screens as reducers and plain values, tested natively.

pub mod office;
pub mod remote;
