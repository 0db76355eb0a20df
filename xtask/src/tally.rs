//! The tally: what passed and what failed, over all runners.
//!
//! Exists because several runners end with several count lines and a person wants one. Invariant: a runner
//! that ends badly without a count is a failure with its name.
use std::fmt;

/// Sums of all runners and the names of what failed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    passed: usize,
    failed: Vec<String>,
}

impl Tally {
    pub(crate) fn pass(&mut self) {
        self.passed += 1;
    }

    pub(crate) fn fail(&mut self, name: impl Into<String>) {
        self.failed.push(name.into());
    }

    /// Takes in what another lane counted.
    pub(crate) fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed.extend(other.failed);
    }

    pub(crate) fn failed(&self) -> &[String] {
        &self.failed
    }

    /// Reads one line of cargo's own output.
    pub(crate) fn read(&mut self, line: &str) {
        if let Some(name) = line
            .strip_prefix("test ")
            .and_then(|rest| rest.strip_suffix(" ... FAILED"))
        {
            self.failed.push(name.to_owned());
        }
        if let Some(rest) = line.strip_prefix("test result: ") {
            let count = rest
                .split(['.', ';'])
                .find_map(|part| part.trim().strip_suffix(" passed"));
            self.passed += count
                .and_then(|count| count.trim().parse::<usize>().ok())
                .unwrap_or(0);
        }
    }
}

/// The one line a person looks for.
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two runners of `cargo test` 1.95, copied from a terminal.
    #[test]
    fn runners_are_summed_and_failures_named() {
        let mut tally = Tally::default();
        let output = "running 3 tests\ntest a::b ... ok\ntest a::c ... FAILED\ntest d ... ok\n\n\
            test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            running 1 test\ntest src/lib.rs - draw (line 3) ... ok\n\
            test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.52s";
        output.lines().for_each(|line| tally.read(line));
        assert_eq!(tally.to_string(), "3 passed, 1 failed");
        assert_eq!(tally.failed(), ["a::c"]);
        let mut sum = Tally::default();
        sum.fail("lints");
        sum.add(tally);
        assert_eq!(sum.to_string(), "3 passed, 2 failed");
    }
}
