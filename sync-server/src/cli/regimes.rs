//! `sync-server regimes list|show|check`: what each pack says, and what is wrong with one.
//!
//! Exit 0: done, no problem; 1: the pack has problems; 2: no such regime, unreadable folder.

use crate::messages::regime as messages;
use crate::regimes::folder;
use anyhow::{Context, anyhow, bail};
use domain::id::RegimeId;
use domain::problem::Severity;
use domain::regime::catalog::Catalog;
use domain::regime::{ParentChoice, Regime, read_aloud};
use serde_json::json;
use std::path::{Path, PathBuf};

/// `regimes …`.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Lists the regimes built in.
    List {
        /// Overlays too.
        #[arg(long)]
        overlays: bool,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Shows every rule of a regime with its article.
    Show {
        /// Regime, for example as `regimes list` names it.
        id: String,
        /// Overlays lying on it.
        #[arg(long = "overlay")]
        overlays: Vec<String>,
        /// Completed by a parent: `PARENT`, or `PARENT:kind,kind`.
        #[arg(long)]
        parent: Option<String>,
        /// Read aloud in Chinese, as a page to sign off.
        #[arg(long, conflicts_with = "json")]
        zh: bool,
        /// Print the whole pack as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Shows what two regimes say differently, line by line of their pages. Exit 1: they differ.
    Diff {
        /// The one.
        before: String,
        /// The other.
        after: String,
    },
    /// Reads a pack folder, or a folder of packs, and lists every problem with file and line.
    Check {
        /// Folder with `regime.toml`, or with such folders.
        dir: PathBuf,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Runs the command.
pub fn run(command: &Command) -> u8 {
    let outcome = match command {
        Command::List { overlays, json } => list(*overlays, *json).map(|()| true),
        Command::Show {
            id,
            overlays,
            parent,
            zh,
            json,
        } => show(id, overlays, parent.as_deref(), *zh, *json).map(|()| true),
        Command::Diff { before, after } => diff(before, after),
        Command::Check { dir, json } => check(dir, *json),
    };
    match outcome {
        Ok(sound) => u8::from(!sound),
        Err(error) => {
            eprintln!("{error:#}");
            2
        }
    }
}

/// `THIN=PARENT` or `THIN=PARENT:kind,kind`.
///
/// # Errors
/// No `=` between two names.
pub fn parent_choice(text: &str) -> Result<ParentChoice, String> {
    let (thin, parent) = text
        .split_once('=')
        .ok_or_else(|| messages::PARENT_SHAPE.to_owned())?;
    let (parent, kinds) = parent.split_once(':').unwrap_or((parent, ""));
    let kinds = kinds.split(',').map(str::trim).filter(|kind| !kind.is_empty());
    Ok(ParentChoice {
        regime: RegimeId::new(thin.trim().to_uppercase()),
        parent: RegimeId::new(parent.trim().to_uppercase()),
        inherit: kinds.map(str::to_owned).collect(),
    })
}

/// The packs built in.
///
/// # Errors
/// A pack that does not read: a fault of the build.
pub fn catalog() -> anyhow::Result<Catalog> {
    let (catalog, problems) = Catalog::built_in();
    match problems.iter().find(|p| p.severity == Severity::Error) {
        Some(problem) => bail!("{}: {}", problem.path, messages::sentence(problem)),
        None => Ok(catalog),
    }
}

/// A regime by its id, whatever the case of the letters.
///
/// # Errors
/// No such regime; names those there are.
pub fn regime<'a>(catalog: &'a Catalog, id: &str) -> anyhow::Result<&'a Regime> {
    let all = || catalog.regimes().iter().chain(catalog.overlays());
    all()
        .find(|r| r.id.as_str().eq_ignore_ascii_case(id))
        .ok_or_else(|| {
            let known: Vec<_> = all().map(|r| r.id.as_str()).collect();
            anyhow!("{}", messages::no_such_regime(id, &known))
        })
}

fn list(overlays: bool, json: bool) -> anyhow::Result<()> {
    let catalog = catalog()?;
    let chosen = if overlays { catalog.overlays() } else { &[] };
    let regimes: Vec<_> = catalog.regimes().iter().chain(chosen).collect();
    if json {
        let rows: Vec<_> = regimes.iter().map(|r| row(r)).collect();
        println!("{}", serde_json::to_string_pretty(&rows)?);
        return Ok(());
    }
    for r in regimes {
        let (rules, gaps) = (r.rules.heads().len(), r.rules.gaps.len());
        println!(
            "{}",
            messages::list_line(r.id.as_str(), &r.issuer, &r.title, rules, gaps)
        );
    }
    Ok(())
}

fn row(regime: &Regime) -> serde_json::Value {
    let effective = regime
        .effective
        .map_or_else(|| regime.effective_note.clone(), |day| day.to_string());
    json!({
        "id": regime.id,
        "issuer": regime.issuer,
        "title": regime.title,
        "effective": effective,
        "parent": regime.parent,
        "rules": regime.rules.heads().len(),
        "gaps": regime.rules.gaps.len(),
    })
}

/// Lines of two pages that the other does not have, in each page's order.
fn diff(before: &str, after: &str) -> anyhow::Result<bool> {
    let catalog = catalog()?;
    let pages = [
        read_aloud(regime(&catalog, before)?),
        read_aloud(regime(&catalog, after)?),
    ];
    let [one, other] = pages.each_ref().map(|page| page.lines().collect::<Vec<_>>());
    let only = |own: &[&str], theirs: &[&str], mark: &str| {
        let mut heading = "";
        let mut differs = false;
        for line in own {
            if line.starts_with('#') {
                heading = line;
            } else if !line.is_empty() && !theirs.contains(line) {
                if !heading.is_empty() {
                    println!("{mark} {heading}");
                    heading = "";
                }
                println!("{mark} {line}");
                differs = true;
            }
        }
        differs
    };
    let (gone, new) = (only(&one, &other, "-"), only(&other, &one, "+"));
    Ok(!gone && !new)
}

fn show(id: &str, overlays: &[String], parent: Option<&str>, zh: bool, json: bool) -> anyhow::Result<()> {
    let mut catalog = catalog()?;
    if let Some(parent) = parent {
        let choice = parent_choice(&format!("{id}={parent}")).map_err(anyhow::Error::msg)?;
        if let Err(refused) = catalog.choose_parent(&choice) {
            bail!(
                "{}",
                refused
                    .iter()
                    .map(messages::sentence)
                    .collect::<Vec<_>>()
                    .join("\n")
            );
        }
    }
    let catalog = catalog;
    let base = regime(&catalog, id)?;
    let overlays: Vec<RegimeId> = overlays
        .iter()
        .map(|id| Ok(regime(&catalog, id)?.id.clone()))
        .collect::<anyhow::Result<_>>()?;
    let whole = if overlays.is_empty() {
        base.clone()
    } else {
        catalog
            .with_overlays(&base.id, &overlays)
            .unwrap_or_else(|| base.clone())
    };
    if zh {
        print!("{}", read_aloud(&whole));
    } else if json {
        println!("{}", serde_json::to_string_pretty(&whole)?);
    } else {
        println!(
            "{} v{} {}\nsha256 {}",
            whole.id, whole.version, whole.title, whole.digest
        );
        for head in whole.rules.heads() {
            let strength = serde_json::to_value(head.strength)?;
            let layer = serde_json::to_value(head.origin.layer)?;
            let words = [strength, layer].map(|v| v.as_str().unwrap_or_default().to_owned());
            println!(
                "{:<16} {:<28} {:<9} {:<8} {}",
                head.kind, head.id, words[0], words[1], head.cite
            );
        }
    }
    Ok(())
}

/// True when nothing is wrong.
fn check(dir: &Path, json: bool) -> anyhow::Result<bool> {
    let folders = pack_folders(dir)?;
    let mut problems = Vec::new();
    for folder in &folders {
        problems.extend(folder::read(folder)?.1);
    }
    if json {
        println!("{}", serde_json::to_string_pretty(&problems)?);
    } else {
        for problem in &problems {
            println!("{}: {}", problem.path, messages::sentence(problem));
        }
        println!("{}", messages::checked(folders.len(), problems.len()));
    }
    Ok(problems.is_empty())
}

fn pack_folders(dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if dir.join("regime.toml").is_file() {
        return Ok(vec![dir.to_owned()]);
    }
    let entries = std::fs::read_dir(dir).with_context(|| format!("reading {}", dir.display()))?;
    let mut folders = Vec::new();
    for entry in entries {
        let path = entry
            .with_context(|| format!("reading {}", dir.display()))?
            .path();
        if path.join("regime.toml").is_file() {
            folders.push(path);
        }
    }
    folders.sort();
    if folders.is_empty() {
        bail!("{}", messages::no_pack_in(&dir.display().to_string()));
    }
    Ok(folders)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect_file;

    fn vectors(path: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../tests/vectors/regime")
            .join(path)
    }

    #[test]
    fn every_problem_of_a_bad_pack_has_a_line_and_a_sentence() {
        let found = folder::read(&vectors("bad")).unwrap().1;
        let lines = found.iter().map(|p| {
            let (_, place) = p.path.rsplit_once('/').unwrap_or(("", &p.path));
            format!("{place} {} {}\n", p.code, messages::sentence(p))
        });
        expect_file![vectors("bad/problems.txt")].assert_eq(&lines.collect::<String>());
    }

    #[test]
    fn the_packs_beside_the_code_are_sound() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../regimes");
        assert_eq!(
            run(&Command::Check {
                dir: root,
                json: false
            }),
            0
        );
        assert_eq!(
            run(&Command::Check {
                dir: vectors("bad"),
                json: true
            }),
            1
        );
        assert_eq!(
            run(&Command::Check {
                dir: vectors("nowhere"),
                json: false
            }),
            2
        );
    }

    #[test]
    fn a_regime_is_found_whatever_the_case_and_an_unknown_one_names_the_known() {
        let catalog = catalog().unwrap();
        assert_eq!(regime(&catalog, "r27").unwrap().id.as_str(), "R27");
        assert!(regime(&catalog, "R99").unwrap_err().to_string().contains("R01"));
    }

    #[test]
    fn the_list_has_exactly_the_published_keys() {
        let catalog = catalog().unwrap();
        let value = row(regime(&catalog, "R27").unwrap());
        let mut keys: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        assert_eq!(
            keys,
            ["effective", "gaps", "id", "issuer", "parent", "rules", "title"]
        );
        assert_eq!(value["gaps"], 2);
    }
}
