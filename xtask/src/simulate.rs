//! The simulation for hours: builds it in release and passes the options on.
//!
//! Exists because a night finds what a test of a minute does not. Invariant: a failure ends with its seed and the
//! words that run it again.
use crate::house::House;
use crate::step::{run, step};
use anyhow::Result;

/// Simulates; without options one schedule of seed 0.
pub(crate) fn simulate(options: &[&str]) -> Result<()> {
    let house = House::find()?;
    let program = ["--package", "test-support", "--bin", "simulate", "--release"];
    step("building the simulation in release", || {
        run(&mut house.cargo(&[&["build"][..], &program].concat()))
    })?;
    let words = [&["run", "--quiet"][..], &program, &["--"], options].concat();
    step("simulating; ends with what was found", || {
        run(&mut house.cargo(&words))
    })
}
