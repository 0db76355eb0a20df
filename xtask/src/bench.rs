//! Benchmarks: what a first visit costs over the wire, how fast a tablet starts, marks and syncs, how long draws take.
//!
//! Exists so that growth is seen when it happens. Invariants: figures are of the release build unless `--dev` asks
//! otherwise, and then they say so; nothing fails because it was slow.
use crate::build::{Profile, build};
use crate::compress::{brotli, gzip, is_text};
use crate::house::House;
use crate::step::{run, step};
use crate::tools::{peers, tools};
use anyhow::{Context, Result, bail};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const NAMES: [&str; 12] = [
    "size",
    "start",
    "mark",
    "sync",
    "ink",
    "checklist",
    "hold",
    "fleet",
    "minutes",
    "rush",
    "commits",
    "draw",
];

/// What the command line asked for.
#[derive(Debug, PartialEq, Eq)]
struct Wanted {
    names: BTreeSet<&'static str>,
    profile: Profile,
    quick: bool,
}

impl Wanted {
    fn parse(options: &[&str]) -> Result<Wanted> {
        let mut wanted = Wanted {
            names: BTreeSet::new(),
            profile: Profile::Release,
            quick: false,
        };
        for option in options {
            match (*option, NAMES.iter().find(|name| *name == option)) {
                (_, Some(name)) => {
                    wanted.names.insert(name);
                    // One tablet in a browser, and a fleet without: both are about syncing.
                    wanted.names.extend((*name == "sync").then_some("fleet"));
                }
                ("all", None) => wanted.names.extend(NAMES),
                ("--dev", None) => wanted.profile = Profile::Dev,
                ("--quick", None) => wanted.quick = true,
                (other, None) => bail!("`{other}` is none of: {} all --dev --quick", NAMES.join(" ")),
            }
        }
        if wanted.names.is_empty() {
            wanted.names.extend(NAMES);
        }
        Ok(wanted)
    }
}

/// Builds what is measured and measures it.
pub(crate) fn bench(options: &[&str]) -> Result<()> {
    let wanted = Wanted::parse(options)?;
    let house = House::find()?;
    let dist = build(wanted.profile)?;
    let folder = house.target.join("bench");
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    if wanted.names.contains("size") {
        size(&house, &dist, &folder.join("size.json"))?;
    }
    // The wire of a first visit is measured by the browser; the files alone need none.
    let mut names: Vec<&str> = wanted.names.iter().copied().collect();
    names
        .iter_mut()
        .filter(|name| **name == "size")
        .for_each(|name| *name = "visit");
    speed(&house, &wanted, dist, &names, &folder.join("speed.json"))?;
    if wanted.profile == Profile::Dev {
        println!("   measured on the quick build, for work on the benchmarks: not to be reported");
    }
    Ok(())
}

fn speed(house: &House, wanted: &Wanted, dist: PathBuf, names: &[&str], file: &Path) -> Result<()> {
    let (profile, flags) = match wanted.profile {
        Profile::Release => ("release", &["--release"][..]),
        Profile::Dev => ("debug", &[][..]),
    };
    let tools = tools()?;
    let server = ["build", "--package", "sync-server", "--bin", "sync-server"];
    step("building the server to be measured", || {
        run(&mut house.cargo(&[&server[..], flags].concat()))
    })?;
    // Fleets of tablets share the machine with the server: they, too, are measured as released.
    let bench = ["run", "--package", "test-support", "--bin", "bench"];
    let mut words = [&bench[..], flags, &["--"]].concat();
    words.extend(names);
    words.extend(wanted.quick.then_some("--quick"));
    let mut command = house.cargo(&words);
    if names.contains(&"fleet")
        && let Some(dir) = peers(house)?
    {
        command.env("SUICHA_PEERS", dir);
    }
    command.arg("--json").arg(file).env("SUICHA_PROFILE", profile);
    command.envs([
        ("SUICHA_DIST", dist),
        ("SUICHA_SERVER", house.server(profile)),
        ("SUICHA_CHROMIUM", tools.chromium),
        ("SUICHA_CHROMEDRIVER", tools.chromedriver),
    ]);
    step("measuring; leave the machine alone meanwhile", || {
        run(&mut command)
    })
}

/// Every file of each bundle, plain and compressed, and what the deciding crates drag along.
fn size(house: &House, dist: &Path, file: &Path) -> Result<()> {
    let mut rows = Vec::new();
    for list in ["precache.json", "precache-office.json", "precache-public.json"] {
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
            rows.push(json!({ "list": list, "path": name, "plain": sizes[0], "gzip": sizes[1], "brotli": sizes[2] }));
        }
        println!("{:>10} {:>10} {:>10}  together", sum[0], sum[1], sum[2]);
        println!("brotli over plain: {:.3}", ratio(sum[2], sum[0]));
        rows.push(json!({ "list": list, "plain": sum[0], "gzip": sum[1], "brotli": sum[2] }));
    }
    println!("\ncrates below each of ours, without itself:");
    for (name, crates) in trees(house)? {
        println!("{crates:>10}  {name}");
        rows.push(json!({ "crate": name, "below": crates }));
    }
    std::fs::write(file, serde_json::to_vec_pretty(&rows)?).with_context(|| file.display().to_string())
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

#[cfg(test)]
mod tests {
    use super::{NAMES, Wanted};
    use crate::build::Profile;

    #[test]
    fn names_and_options_are_read_in_any_order() {
        let wanted = Wanted::parse(&["mark", "--quick", "start", "--dev"]).unwrap();
        assert_eq!(wanted.names, ["mark", "start"].into());
        assert!(wanted.quick && wanted.profile == Profile::Dev);
        for all in [&[][..], &["all"]] {
            assert_eq!(Wanted::parse(all).unwrap().names, NAMES.into());
        }
        assert!(
            Wanted::parse(&["speed"])
                .unwrap_err()
                .to_string()
                .contains("start")
        );
    }
}
