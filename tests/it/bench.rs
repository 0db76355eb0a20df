//! The benchmarks at their smallest, so that they cannot rot.
use anyhow::Result;
use test_support::bench::{NAMES, QUICK, measure};

/// One small run of everything: each figure is there, each is positive. How large they are is nobody's test.
#[tokio::test(flavor = "multi_thread")]
async fn every_benchmark_still_measures() -> Result<()> {
    let figures = measure(&NAMES, &QUICK).await?;
    for name in NAMES {
        let mine: Vec<_> = figures.rows.iter().filter(|row| row.bench == name).collect();
        assert!(!mine.is_empty(), "{name} measured nothing");
        // What must not be is counted, too: then nothing is the right figure.
        let right = |goal: Option<f64>, figure: f64| (goal == Some(0.0)) == (figure == 0.0);
        assert!(mine.iter().all(|row| right(row.goal, row.figure)), "{mine:?}");
    }
    Ok(())
}
