//! The tablet itself: fit or not, enrolling, unlocking, and looking after it.

mod asking;
mod enrol;
mod forgotten;
mod home;
mod leave;
mod new_pin;
mod officers;
mod own_code;
mod revoked;
mod unfit;
mod unlock;

pub use enrol::Enrol;
pub use home::DeviceHome;
pub use revoked::Revoked;
pub use unfit::{Broken, Unfit};
pub use unlock::{Unlock, stays_locked};
