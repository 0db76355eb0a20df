//! Figures: one row for each thing measured, two columns where one invocation measured it under two conditions.
//!
//! Exists so that machines can be compared by ratios and not by milliseconds. Invariant: a figure is never judged
//! here; a goal stands beside it, and the reader sees the distance.
use serde::Serialize;
use std::fmt::{self, Display};

/// One thing measured.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// Which benchmark.
    pub bench: &'static str,
    /// What, in words.
    pub what: String,
    /// `ms`, `B`, `count`.
    pub unit: &'static str,
    /// The figure.
    pub figure: f64,
    /// The same under the other condition, in the same invocation.
    pub beside: Option<f64>,
    /// `beside` over `figure`.
    pub ratio: Option<f64>,
    /// What is aimed at.
    pub goal: Option<f64>,
    /// The figure the goal is about, over the goal.
    pub of_goal: Option<f64>,
    /// Whether anything above zero is a defect, however slow the machine.
    pub forbidden: bool,
}

/// All rows of an invocation, in order.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Figures {
    /// Rows.
    pub rows: Vec<Row>,
    /// What has to be known to read them.
    pub notes: Vec<String>,
}

impl Figures {
    /// One figure.
    pub fn add(&mut self, bench: &'static str, what: impl Into<String>, unit: &'static str, figure: f64) {
        self.rows.push(Row {
            bench,
            what: what.into(),
            unit,
            figure,
            beside: None,
            ratio: None,
            goal: None,
            of_goal: None,
            forbidden: false,
        });
    }

    /// One figure under two conditions.
    pub fn pair(
        &mut self,
        bench: &'static str,
        what: impl Into<String>,
        unit: &'static str,
        (figure, beside): (f64, f64),
    ) {
        self.add(bench, what, unit, figure);
        if let Some(row) = self.rows.last_mut() {
            row.beside = Some(beside);
            row.ratio = (figure > 0.0).then(|| beside / figure);
        }
    }

    /// How many of something that must not be: the aim is none, and one is a defect.
    pub fn none(&mut self, bench: &'static str, what: impl Into<String>, found: usize) {
        self.few(bench, what, found);
        if let Some(row) = self.rows.last_mut() {
            row.forbidden = true;
        }
    }

    /// How many of something that a slow machine may bring about: the aim is none, and some are a figure.
    pub fn few(&mut self, bench: &'static str, what: impl Into<String>, found: usize) {
        self.add(
            bench,
            what,
            "count",
            f64::from(u32::try_from(found).unwrap_or(u32::MAX)),
        );
        if let Some(row) = self.rows.last_mut() {
            row.goal = Some(0.0);
        }
    }

    /// What the last figure aims at; of a pair the second is meant.
    pub fn goal(&mut self, goal: f64) {
        if let Some(row) = self.rows.last_mut() {
            row.goal = Some(goal);
            row.of_goal = Some(row.beside.unwrap_or(row.figure) / goal);
        }
    }

    /// Something the reader has to know.
    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }
}

impl Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let empty = String::new;
        writeln!(
            f,
            "{:>12} {:>12} {:>7} {:>9} {:>8} {:<5}  what",
            "figure", "beside", "ratio", "goal", "of goal", "unit"
        )?;
        let mut bench = "";
        for row in &self.rows {
            if row.bench != bench {
                writeln!(f, "── {}", row.bench)?;
                bench = row.bench;
            }
            writeln!(
                f,
                "{:>12} {:>12} {:>7} {:>9} {:>8} {:<5}  {}",
                shown(row.figure),
                row.beside.map_or_else(empty, shown),
                row.ratio.map_or_else(empty, |r| format!("{r:.2}×")),
                row.goal.map_or_else(empty, shown),
                row.of_goal.map_or_else(empty, |r| format!("{r:.2}")),
                row.unit,
                row.what
            )?;
        }
        self.notes.iter().try_for_each(|note| writeln!(f, "   {note}"))
    }
}

fn shown(figure: f64) -> String {
    if figure >= 100.0 {
        format!("{figure:.0}")
    } else {
        format!("{figure:.1}")
    }
}

/// Sorted samples.
#[derive(Debug, Clone)]
pub struct Samples(Vec<f64>);

impl Samples {
    /// At least one sample.
    pub fn of(mut samples: Vec<f64>) -> Option<Samples> {
        samples.sort_by(f64::total_cmp);
        (!samples.is_empty()).then_some(Samples(samples))
    }

    /// The sample below which this share of all lies (nearest rank).
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rank among some hundred samples"
    )]
    pub fn percentile(&self, percent: f64) -> f64 {
        let rank = (percent / 100.0 * self.0.len() as f64).ceil() as usize;
        self.0[rank.clamp(1, self.0.len()) - 1]
    }

    /// The middle one.
    pub fn median(&self) -> f64 {
        self.percentile(50.0)
    }

    /// The largest.
    pub fn worst(&self) -> f64 {
        self.percentile(100.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Figures, Samples};

    #[test]
    fn percentiles_are_nearest_ranks() {
        // The worked example of the nearest-rank method: 15 20 35 40 50 → 5 % 15, 30 % 20, 40 % 20, 50 % 35, 100 % 50.
        let samples = Samples::of(vec![50.0, 15.0, 40.0, 20.0, 35.0]).unwrap();
        let found = [5.0, 30.0, 40.0, 50.0, 100.0].map(|p| samples.percentile(p));
        assert_eq!(found, [15.0, 20.0, 20.0, 35.0, 50.0]);
        assert!(Samples::of(Vec::new()).is_none());
    }

    #[test]
    fn a_pair_carries_its_ratio_and_the_distance_to_the_goal() {
        let mut figures = Figures::default();
        figures.pair("start", "to the list", "ms", (200.0, 850.0));
        figures.goal(1_000.0);
        assert_eq!(
            (figures.rows[0].ratio, figures.rows[0].of_goal),
            (Some(4.25), Some(0.85))
        );
        assert!(figures.to_string().contains("4.25×"));
    }
}
