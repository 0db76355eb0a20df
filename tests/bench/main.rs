//! Runs the benchmarks that are named and prints a table; with `--json FILE` writes the same as JSON, with `--quick`
//! measures little.
//!
//! `cargo xtask bench` builds what is measured and runs this.
use anyhow::{Context, Result, bail};
use serde_json::json;
use test_support::bench::{FULL, NAMES, QUICK, measure};

#[tokio::main]
async fn main() -> Result<()> {
    let mut names = Vec::new();
    let mut file = None;
    let mut extent = FULL;
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match NAMES.iter().find(|name| **name == word) {
            Some(name) => names.push(*name),
            None if word == "--quick" => extent = QUICK,
            None if word == "--json" => file = Some(words.next().context("--json FILE")?),
            None => bail!("{word}: not among {}", NAMES.join(", ")),
        }
    }
    let figures = measure(&names, &extent).await?;
    println!("\n{figures}");
    if let Some(file) = file {
        let cores = std::thread::available_parallelism().map_or(0, usize::from);
        let all =
            json!({ "figures": figures, "cores": cores, "profile": std::env::var("SUICHA_PROFILE").ok() });
        std::fs::write(&file, serde_json::to_vec_pretty(&all)?).with_context(|| file.clone())?;
        println!("   the same as JSON: {file}");
    }
    Ok(())
}
