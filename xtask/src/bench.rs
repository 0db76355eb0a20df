//! Sizes: what a first visit costs over the wire, and what the deciding crate drags along.
//!
//! Exists so that growth is seen when it happens. Invariant: figures are of the release build.
use crate::build::{Profile, build};
use crate::compress::{brotli, gzip, is_text};
use crate::house::House;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn size() -> Result<()> {
    let house = House::find()?;
    let dist = build(Profile::Release)?;
    for list in ["precache.json", "precache-public.json"] {
        let path = dist.join(list);
        if !path.is_file() {
            continue;
        }
        let precache: serde_json::Value = serde_json::from_slice(&std::fs::read(&path)?)?;
        println!("\n{list}\n{:>10} {:>10} {:>10}  path", "plain", "gzip", "brotli");
        let mut sum = [0; 3];
        for file in precache["files"]
            .as_array()
            .context("a precache list has files")?
        {
            let name = file["path"].as_str().context("a file has a path")?;
            let bytes = std::fs::read(dist.join(name.trim_start_matches('/')))?;
            let sizes = if is_text(name) {
                [bytes.len(), gzip(&bytes)?.len(), brotli(&bytes)?.len()]
            } else {
                [bytes.len(); 3]
            };
            sum.iter_mut().zip(sizes).for_each(|(sum, size)| *sum += size);
            println!("{:>10} {:>10} {:>10}  {name}", sizes[0], sizes[1], sizes[2]);
        }
        println!("{:>10} {:>10} {:>10}  together", sum[0], sum[1], sum[2]);
        println!("brotli over plain: {:.3}", ratio(sum[2], sum[0]));
    }
    println!("\ncrates below each of ours, without itself:");
    for (name, crates) in trees(&house)? {
        println!("{crates:>10}  {name}");
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "sizes of files are far below 2^52")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// Number of different crates in the normal tree of each product crate.
fn trees(house: &House) -> Result<BTreeMap<&'static str, usize>> {
    let mut counts = BTreeMap::new();
    for name in ["domain", "app", "sync-server"] {
        let words = [
            "tree",
            "--package",
            name,
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--offline",
        ];
        let out = house.cargo(&words).output().context("cargo tree")?;
        let text = String::from_utf8_lossy(&out.stdout).into_owned();
        let crates: BTreeSet<&str> = text.lines().map(|line| line.trim_end_matches(" (*)")).collect();
        counts.insert(name, crates.len().saturating_sub(1));
    }
    Ok(counts)
}
