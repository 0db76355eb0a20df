//! `sync-server user` and `sync-server device`: accounts and tablets, on a data folder no server holds.

use super::import::{self, FileRead, Rosters};
use crate::clock::Clock;
use crate::config::Config;
use crate::flow::rosters::{self, Rows};
use crate::flow::{accounts, enrol};
use crate::state::App;
use anyhow::{Context, bail};
use domain::access::Role;
use domain::id::{DeviceId, InspectorId, UserId};
use domain::wire::api::Revocation;
use std::path::{Path, PathBuf};

/// What to do with accounts.
#[derive(Debug, clap::Subcommand)]
pub enum UserCommand {
    /// Adds an account, or gives one a new password; the password is read from standard input.
    Set {
        /// Log-in name.
        user: String,
        /// Shown name.
        #[arg(long)]
        name: String,
        /// Roles: inspector planner approver reviewer publisher witness supervisor administrator.
        #[arg(long, required = true, value_delimiter = ',')]
        role: Vec<String>,
        /// Data folder.
        #[arg(long, default_value = "data/server")]
        data: PathBuf,
    },
    /// Lists accounts.
    List {
        /// Data folder.
        #[arg(long, default_value = "data/server")]
        data: PathBuf,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Closes an account and ends its sessions.
    Close {
        /// Log-in name.
        user: String,
        /// Data folder.
        #[arg(long, default_value = "data/server")]
        data: PathBuf,
    },
}

/// What to do with tablets.
#[derive(Debug, clap::Subcommand)]
pub enum DeviceCommand {
    /// Issues a one-time enrolment code.
    Code {
        /// For whose tablet.
        inspector: String,
        /// Address of the server, for the QR code.
        #[arg(long, default_value = "http://127.0.0.1:8080")]
        url: String,
        /// Write the QR code as SVG to this file.
        #[arg(long)]
        svg: Option<PathBuf>,
        /// Data folder.
        #[arg(long, default_value = "data/server")]
        data: PathBuf,
    },
    /// Lists tablets.
    List {
        /// Data folder.
        #[arg(long, default_value = "data/server")]
        data: PathBuf,
    },
    /// Revokes a tablet.
    Revoke {
        /// Its id.
        id: String,
        /// Data folder.
        #[arg(long, default_value = "data/server")]
        data: PathBuf,
    },
}

/// Opens a data folder for a command.
///
/// # Errors
/// When a server holds it, or it cannot be read.
pub(super) fn open(data: &Path) -> anyhow::Result<App> {
    App::open(Config::new(data), Clock::system()).with_context(|| format!("opening {}", data.display()))
}

fn plain(e: impl std::fmt::Display) -> anyhow::Error {
    anyhow::anyhow!(e.to_string())
}

/// Who acts when a command is run on the machine itself.
fn operator() -> UserId {
    UserId::from("operator")
}

/// Runs `user`.
///
/// # Errors
/// When the data folder cannot be opened or the answer not printed.
pub fn user(command: &UserCommand) -> anyhow::Result<u8> {
    match command {
        UserCommand::Set {
            user,
            name,
            role,
            data,
        } => {
            let roles = role.iter().map(|r| named(r)).collect::<anyhow::Result<_>>()?;
            let mut password = String::new();
            std::io::stdin()
                .read_line(&mut password)
                .context("reading the password")?;
            let app = open(data)?;
            let account = accounts::New {
                user: UserId(user.clone()),
                name: name.clone(),
                password: password.trim_end_matches(['\r', '\n']).to_owned(),
                roles,
            };
            accounts::set(&app, account).map_err(plain)?;
            println!("{user}");
        }
        UserCommand::List { data, json } => {
            for account in open(data)?.store.read_now(|v| v.accounts())? {
                if *json {
                    let line = serde_json::json!({ "user": account.user, "name": account.name,
                        "roles": account.roles, "closed_at": account.closed_at });
                    println!("{line}");
                } else {
                    println!("{}\t{}\t{:?}", account.user, account.name, account.roles);
                }
            }
        }
        UserCommand::Close { user, data } => {
            let app = open(data)?;
            accounts::close(&app, &UserId(user.clone())).map_err(plain)?;
        }
    }
    Ok(0)
}

fn named(role: &str) -> anyhow::Result<Role> {
    serde_json::from_value(serde_json::Value::from(role)).with_context(|| format!("no such role: {role}"))
}

/// Runs `device`.
///
/// # Errors
/// When the data folder cannot be opened, or there is no such inspector or tablet.
pub fn device(command: &DeviceCommand) -> anyhow::Result<u8> {
    match command {
        DeviceCommand::Code {
            inspector,
            url,
            svg,
            data,
        } => {
            let app = open(data)?;
            let (inspector, url) = (InspectorId(inspector.clone()), url.clone());
            let now = app.now();
            let code = app
                .store
                .write_now(move |tx| enrol::issue(tx, &inspector, &operator(), &url, now))
                .map_err(plain)?;
            if let Some(path) = svg {
                std::fs::write(path, enrol::qr_svg(&code.url)?)
                    .with_context(|| path.display().to_string())?;
            }
            println!("{}\n{}", code.code, code.url);
        }
        DeviceCommand::List { data } => {
            for d in open(data)?.store.read_now(|v| v.devices())? {
                let state = if d.revoked_at.is_some() {
                    "revoked"
                } else {
                    "enrolled"
                };
                println!("{}\t{}\t{}\t{state}", d.id, d.inspector, d.name);
            }
        }
        DeviceCommand::Revoke { id, data } => {
            let app = open(data)?;
            let id = DeviceId(id.clone());
            tokio::runtime::Runtime::new()?
                .block_on(enrol::revoke(&app, id, Revocation::default(), operator()))
                .map_err(plain)?;
        }
    }
    Ok(0)
}

/// Keeps the rows `sync-server import --data` accepted; the import is a leaf of the log like any other.
///
/// # Errors
/// When a server holds the data folder, or it cannot be written.
pub fn keep_rows(args: &import::Args, rows: Rosters, file: FileRead<'_>) -> anyhow::Result<()> {
    let Some(data) = &args.data else { return Ok(()) };
    let rows = match rows {
        Rosters::Subjects(rows) => Rows::Subjects(rows),
        Rosters::Inspectors(rows) => Rows::Inspectors(rows),
        // Item lists come with the packs; an office's own list is checked, not kept.
        Rosters::Items(_) => bail!("item lists are checked only; they come with a regime's pack"),
    };
    let app = open(data)?;
    rosters::take_rows(&app, rows, (file.bytes, file.name), file.report, operator()).map_err(plain)?;
    Ok(())
}
