//! `sync-server inspection export` and `draw export`: what is kept, taken out again.

use super::people::open;
use crate::flow::{paper, review, transcript};
use anyhow::Context;
use domain::id::{InspectionId, TaskId};
use std::io::Write;
use std::path::PathBuf;

/// What to do with inspections.
#[derive(Debug, clap::Subcommand)]
pub enum InspectionCommand {
    /// Writes one inspection to standard output.
    Export {
        /// Its id.
        id: String,
        /// `automerge`: the document with its whole history; `json`: what a screen shows; `audit-csv`: who wrote
        /// what, in the columns of ODK's audit log; `pdf`: the record sheet on A4.
        #[arg(long, value_enum, default_value = "json")]
        format: Format,
        /// Data folder.
        #[arg(long, default_value = "data/server")]
        data: PathBuf,
        /// Folder of fonts, for `pdf`.
        #[arg(long, default_value = "fonts")]
        fonts: PathBuf,
    },
}

/// Form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// The saved document.
    Automerge,
    /// JSON.
    Json,
    /// The trail.
    AuditCsv,
    /// The sheet.
    Pdf,
}

/// Runs the command.
///
/// # Errors
/// When the data folder cannot be opened, or there is no such inspection.
pub fn inspection(command: &InspectionCommand) -> anyhow::Result<u8> {
    let InspectionCommand::Export {
        id,
        format,
        data,
        fonts,
    } = command;
    let app = open(data)?;
    let id = InspectionId(id.clone());
    let bytes = match format {
        Format::Automerge => {
            let document = app.store.read_now(move |v| v.document(&id))?;
            document.context("no such inspection")?.bytes
        }
        Format::AuditCsv => {
            let trail = app.store.read_now(move |v| review::trail(v, &id));
            trail.map_err(|e| anyhow::anyhow!(e.to_string()))?.into_bytes()
        }
        Format::Pdf => {
            let inside = app.clone();
            let made = app.store.read_now(move |v| paper::of(&inside, v, &id));
            let made = made.and_then(|sheet| paper::pdf(&app, &sheet, Some(fonts)));
            made.map_err(|e| anyhow::anyhow!(e.to_string()))?
        }
        Format::Json => {
            let inside = app.clone();
            let detail = app
                .store
                .read_now(move |v| review::detail(&inside, v, &id))
                .map_err(|e| anyhow::anyhow!(e.to_string()))?;
            serde_json::to_vec_pretty(&detail)?
        }
    };
    std::io::stdout().write_all(&bytes).context("writing")?;
    Ok(0)
}

/// Arguments of `draw export`.
#[derive(Debug, clap::Args)]
pub struct DrawExport {
    /// The task.
    task: String,
    /// Data folder.
    #[arg(long, default_value = "data/server")]
    data: PathBuf,
}

/// Writes the transcript of an opened draw.
///
/// # Errors
/// When the data folder cannot be opened, or the draw is not opened.
pub fn draw(args: &DrawExport) -> anyhow::Result<u8> {
    let app = open(&args.data)?;
    let (inside, id) = (app.clone(), TaskId(args.task.clone()));
    let text = app
        .store
        .read_now(move |v| transcript::transcript(&inside, v, &id))
        .map_err(|e| anyhow::anyhow!(e.to_string()))?;
    std::io::stdout().write_all(text.as_bytes()).context("writing")?;
    Ok(0)
}
