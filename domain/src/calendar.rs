//! The calendar (工作日历): which day is a working day, and when a clock of a regime runs out.

pub mod deadline;
pub mod workday;

pub use deadline::{Deadline, DeadlineUnit, deadlines, year_clocks};
pub use workday::Calendar;
