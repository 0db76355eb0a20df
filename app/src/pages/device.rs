//! The tablet itself: fit or not, enrolling, unlocking, and looking after it.

mod enrol;
mod forgotten;
mod home;
mod new_pin;
mod unfit;
mod unlock;

pub use enrol::Enrol;
pub use home::DeviceHome;
pub use unfit::{Broken, Unfit};
pub use unlock::Unlock;
