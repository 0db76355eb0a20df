//! `sync-server import`: a roster file in, a report out, and the problems in a copy of the file.
//!
//! Exit 0: every row imported; 1: some rows refused (the others are imported all the same); 2: unreadable.

use crate::import::{self, FILE_BYTES_MAX, ImportError, Limit};
use crate::messages::import as messages;
use anyhow::Context;
use clap::ValueEnum;
use domain::roster::headers::Mapping;
use domain::roster::import::{ImportReport, Options, inspectors, items, subjects};
use domain::roster::table::Table;
use domain::roster::{CheckItem, Inspector, Subject};
use domain::time::{Date, Timestamp};
use std::path::{Path, PathBuf};

/// What is imported.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum What {
    /// Subjects.
    Subjects,
    /// Inspectors.
    Inspectors,
    /// An item list.
    Items,
}

/// Arguments of `import`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which roster the file is.
    pub what: What,
    /// An .xlsx, .xls or .csv file; told by its content.
    pub file: PathBuf,
    /// Data folder to store the accepted rows in; without it the file is only checked.
    #[arg(long)]
    pub data: Option<PathBuf>,
    /// A saved mapping of columns and words (JSON).
    #[arg(long)]
    pub mapping: Option<PathBuf>,
    /// Print the report as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Accepted rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rosters {
    /// Subjects.
    Subjects(Vec<Subject>),
    /// Inspectors.
    Inspectors(Vec<Inspector>),
    /// Check items.
    Items(Vec<CheckItem>),
}

/// A file that was read: what the log says of an import.
#[derive(Clone, Copy, Debug)]
pub struct FileRead<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Its name.
    pub name: &'a str,
    /// What became of its rows.
    pub report: &'a ImportReport,
}

/// Runs the command. `store` is called once with the accepted rows when a data folder is given.
pub fn run(args: &Args, store: impl FnOnce(Rosters, FileRead<'_>) -> anyhow::Result<()>) -> u8 {
    match attempt(args, today(), store) {
        Ok(clean) => u8::from(!clean),
        Err(error) => {
            eprintln!("{error:#}");
            2
        }
    }
}

/// True when nothing was refused.
fn attempt(
    args: &Args,
    today: Date,
    store: impl FnOnce(Rosters, FileRead<'_>) -> anyhow::Result<()>,
) -> anyhow::Result<bool> {
    let mut options = Options::on(today);
    if let Some(path) = &args.mapping {
        let text = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
        options.mapping = serde_json::from_slice::<Mapping>(&text)
            .with_context(|| format!("reading the mapping {}", path.display()))?;
    }
    let bytes = bytes(&args.file)?;
    let name = args.file.display().to_string();
    let table = import::read(&bytes, &name).map_err(|error| refused(&error, &name))?;
    let (rosters, report) = import_table(args.what, &table, &options);
    let copy = if report.is_clean() {
        None
    } else {
        Some(write_copy(&args.file, &bytes, &table, &report)?)
    };
    let stored = args.data.is_some();
    if stored {
        let file = FileRead {
            bytes: &bytes,
            name: &name,
            report: &report,
        };
        store(rosters, file).with_context(|| format!("storing the rows of {name}"))?;
    }
    print(args, &report, copy.as_deref(), stored)?;
    Ok(report.is_clean())
}

fn import_table(what: What, table: &Table, options: &Options) -> (Rosters, ImportReport) {
    match what {
        What::Subjects => {
            let (rows, report) = subjects(table, options);
            (Rosters::Subjects(rows), report)
        }
        What::Inspectors => {
            let (rows, report) = inspectors(table, options);
            (Rosters::Inspectors(rows), report)
        }
        What::Items => {
            let (rows, report) = items(table, options);
            (Rosters::Items(rows), report)
        }
    }
}

/// The file's bytes; a file above the bound is not read at all.
fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let name = path.display().to_string();
    let size = std::fs::metadata(path)
        .with_context(|| format!("reading {name}"))?
        .len();
    if usize::try_from(size).map_or(true, |size| size > FILE_BYTES_MAX) {
        return Err(refused(
            &ImportError::OverLimit {
                limit: Limit::FileBytes,
            },
            &name,
        ));
    }
    std::fs::read(path).with_context(|| format!("reading {name}"))
}

fn refused(error: &ImportError, name: &str) -> anyhow::Error {
    let problem = error.problem(name);
    anyhow::anyhow!("{} [{}]", messages::line(&problem), problem.code)
}

fn write_copy(file: &Path, bytes: &[u8], table: &Table, report: &ImportReport) -> anyhow::Result<PathBuf> {
    let name = file
        .file_name()
        .context("the file has no name")?
        .to_string_lossy();
    let path = file.with_file_name(messages::copy_name(&name));
    std::fs::write(&path, import::marked_copy(bytes, table, report))
        .with_context(|| format!("writing {}", path.display()))?;
    Ok(path)
}

fn print(args: &Args, report: &ImportReport, copy: Option<&Path>, stored: bool) -> anyhow::Result<()> {
    let copy = copy.map(|path| path.display().to_string());
    if args.json {
        let answer = serde_json::json!({
            "file": args.file.display().to_string(),
            "report": report,
            "marked_copy": copy,
            "stored": stored,
        });
        println!("{}", serde_json::to_string_pretty(&answer)?);
        return Ok(());
    }
    for found in &report.problems {
        println!("{}", messages::line(&found.problem));
    }
    println!("{}", messages::summary(report));
    if let Some(path) = copy {
        println!("{}", messages::copy_written(&path));
    }
    Ok(())
}

fn today() -> Date {
    Timestamp(chrono::Utc::now().timestamp_millis()).china_date()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(what: What, file: PathBuf, data: Option<PathBuf>) -> Args {
        Args {
            what,
            file,
            data,
            mapping: None,
            json: true,
        }
    }

    #[test]
    fn good_rows_are_stored_bad_ones_come_back_in_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("demo.xlsx");
        std::fs::write(&file, crate::demo::subjects_xlsx()).unwrap();
        let mut stored = None;
        let arguments = args(What::Subjects, file.clone(), Some(folder.path().to_owned()));
        let exit = run(&arguments, |rosters, _| {
            stored = Some(rosters);
            Ok(())
        });
        assert_eq!(exit, 1);
        let Some(Rosters::Subjects(subjects)) = stored else {
            panic!("subjects were stored")
        };
        assert_eq!(subjects.len(), 195);
        let copy = std::fs::read(folder.path().join("demo.xlsx.问题.xlsx")).unwrap();
        assert_eq!(
            import::read(&copy, "").unwrap().at(2, 16).text(),
            messages::PROBLEM_COLUMN
        );
    }

    #[test]
    fn a_clean_file_exits_zero_and_a_picture_two() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("inspectors.xlsx");
        std::fs::write(&file, crate::demo::inspectors_xlsx()).unwrap();
        let never =
            |_, _: FileRead<'_>| -> anyhow::Result<()> { panic!("nothing is stored without a data folder") };
        assert_eq!(run(&args(What::Inspectors, file.clone(), None), never), 0);
        std::fs::write(&file, b"\x89PNG\r\n\x1a\n").unwrap();
        assert_eq!(run(&args(What::Inspectors, file, None), never), 2);
        assert_eq!(
            run(&args(What::Items, folder.path().join("none.csv"), None), never),
            2
        );
    }
}
