//! The command line: one module for each command, each with its arguments and a `run` that answers the status.
//!
//! 0 = ok, 1 = the answer is no, 2 = bad usage or unreadable input. Answers go to stdout, errors to stderr.

pub mod backup;
pub mod deadline;
pub mod draw;
pub mod export;
pub mod import;
pub mod log;
pub mod people;
pub mod regimes;
pub mod serve;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// 随查 Suicha: double-random inspections, from roster to public record.
#[derive(Debug, Parser)]
#[command(name = "sync-server", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the server.
    Serve(serve::Args),
    /// Runs the server on demo data: accounts, rosters, draws; log-ins are printed.
    Demo(serve::DemoArgs),
    /// Imports a roster file.
    Import(import::Args),
    /// A draw without a server, and draws taken out of one.
    #[command(subcommand)]
    Draw(Draws),
    /// Runs a draw again from its published transcript and names the first difference.
    Verify(draw::VerifyArgs),
    /// Every rule with its article.
    #[command(subcommand)]
    Regimes(regimes::Command),
    /// Every clock of a regime as a date, with the days counted.
    Deadline(deadline::Args),
    /// Takes inspections out.
    #[command(subcommand)]
    Inspection(export::InspectionCommand),
    /// Checks the log.
    #[command(subcommand)]
    Log(log::Command),
    /// Accounts.
    #[command(subcommand)]
    User(people::UserCommand),
    /// Tablets.
    #[command(subcommand)]
    Device(people::DeviceCommand),
    /// Writes a verified copy of everything into a folder.
    Backup(backup::Args),
    /// Makes a data folder from a copy; every tablet then offers its work again.
    Restore(backup::RestoreArgs),
    /// Brings a data folder to this program's schema.
    Migrate(backup::MigrateArgs),
}

#[derive(Debug, Subcommand)]
enum Draws {
    #[command(flatten)]
    Alone(draw::DrawCommand),
    /// Writes the transcript of an opened draw to standard output.
    Export(export::DrawExport),
}

/// Parses the command line and runs it.
pub fn main() -> ExitCode {
    #[cfg(feature = "switches")]
    if let Ok(names) = std::env::var("SUICHA_GUARDS_OFF") {
        eprintln!("TEST BUILD, UNSAFE: guards away: {names}");
    }
    let command = Cli::parse().command;
    if matches!(command, Command::Serve(_) | Command::Demo(_)) {
        crate::memory::bound();
    }
    let status = match command {
        Command::Serve(args) => report(serve::run(&args)),
        Command::Demo(args) => report(serve::demo(&args)),
        Command::Import(args) => import::run(&args, |rows, file| people::keep_rows(&args, rows, file)),
        Command::Draw(Draws::Alone(command)) => draw::run(&command),
        Command::Draw(Draws::Export(args)) => report(export::draw(&args)),
        Command::Verify(args) => draw::verify(&args),
        Command::Regimes(command) => regimes::run(&command),
        Command::Deadline(args) => deadline::run(&args),
        Command::Inspection(command) => report(export::inspection(&command)),
        Command::Log(command) => report(log::run(&command)),
        Command::User(command) => report(people::user(&command)),
        Command::Device(command) => report(people::device(&command)),
        Command::Backup(args) => report(backup::backup(&args)),
        Command::Restore(args) => report(backup::restore(&args)),
        Command::Migrate(args) => report(backup::migrate(&args)),
    };
    ExitCode::from(status)
}

/// Prints what went wrong and answers 2; otherwise the command's own status.
fn report(outcome: anyhow::Result<u8>) -> u8 {
    outcome.unwrap_or_else(|e| {
        eprintln!("{e:#}");
        2
    })
}
