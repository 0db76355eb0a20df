//! The benchmarks at their smallest, so that they cannot rot.
use anyhow::Result;
use test_support::bench::{NAMES, QUICK, measure};

/// One small run of everything: each figure is there, and what must not be is not. How large the others are is nobody's test.
#[tokio::test(flavor = "multi_thread")]
async fn every_benchmark_still_measures() -> Result<()> {
    let figures = measure(&NAMES, &QUICK).await?;
    for name in NAMES {
        let mine: Vec<_> = figures.rows.iter().filter(|row| row.bench == name).collect();
        assert!(!mine.is_empty(), "{name} measured nothing");
        for row in mine {
            // How many are late, or still waited for, is the machine's; a time or a size of nothing was not measured.
            let right = match (row.forbidden, row.unit) {
                (true, _) => row.figure == 0.0,
                (false, "count") => row.figure >= 0.0,
                (false, _) => row.figure > 0.0,
            };
            assert!(right && row.figure.is_finite(), "{row:?}");
        }
    }
    Ok(())
}
