//! `sync-server serve` and `sync-server demo`.

use crate::clock::Clock;
use crate::config::Config;
use crate::demo::stage;
use crate::messages::demo as words;
use crate::state::App;
use crate::store::Condition;
use crate::{jobs, routes, serve, tls};
use anyhow::Context;
use domain::id::RegimeId;
use domain::regime::ParentChoice;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Arguments of `serve`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    common: Common,
    /// Directory, on another disk, that receives a verified second copy of everything.
    #[arg(long)]
    second_copy: Option<PathBuf>,
    /// Name of the log, part of every checkpoint for ever.
    #[arg(long, default_value = "suicha.local/log")]
    log_origin: String,
    /// An overlay (本单位规定) that lies on the regimes; may be given several times.
    #[arg(long)]
    overlay: Vec<String>,
    /// A parent (上位规则包) for a thin regime: `THIN=PARENT`, or `THIN=PARENT:kind,kind` to take over some kinds
    /// of rules only; may be given several times.
    #[arg(long, value_parser = super::regimes::parent_choice)]
    parent: Vec<ParentChoice>,
    /// A TLS proxy stands in front: cookies are sent over TLS only.
    #[arg(long)]
    behind_tls: bool,
    /// Certificate chain in PEM: the server speaks TLS itself.
    #[arg(long, requires = "tls_key", conflicts_with_all = ["tls_local", "behind_tls"])]
    tls_cert: Option<PathBuf>,
    /// Private key of `--tls-cert`, in PEM.
    #[arg(long, requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Speak TLS under this name or address with a certificate authority of one's own; may be given several times.
    #[arg(long, value_name = "NAME", conflicts_with = "behind_tls")]
    tls_local: Vec<String>,
    /// Address people reach the server under, for QR codes.
    #[arg(long)]
    public_url: Option<String>,
}

/// What both servers ask for.
#[derive(Debug, clap::Args)]
struct Common {
    /// Directory of the built app.
    #[arg(long)]
    dist: Option<PathBuf>,
    /// Directory of fonts for PDF files; otherwise `fonts` beside the directory of the app.
    #[arg(long)]
    fonts: Option<PathBuf>,
    /// Data directory.
    #[arg(long, default_value = "data/server")]
    data: PathBuf,
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Folder of the office's own rules (本单位规定): `regime.toml` with `layer = "office"`, and `forms/`; may be
    /// given several times. `regimes check` says what is wrong with one.
    #[arg(long = "rules", value_name = "FOLDER")]
    rules: Vec<PathBuf>,
    /// Log as JSON, a line an event; `RUST_LOG=info` also logs each request.
    #[arg(long)]
    log_json: bool,
}

/// How far the demo is prepared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Stage {
    /// Accounts only: everything else is done through the screens.
    Empty,
    /// Rosters imported, tasks drawn, teams assigned.
    Drawn,
}

/// Arguments of `demo`.
#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    #[command(flatten)]
    common: Common,
    /// How far it is prepared.
    #[arg(long, value_enum, default_value = "drawn")]
    stage: Stage,
}

/// Runs the server.
///
/// # Errors
/// When data or address cannot be had.
pub fn run(args: &Args) -> anyhow::Result<u8> {
    let mut config = config(&args.common);
    config.second_copy = args.second_copy.clone();
    config.log_origin = args.log_origin.clone();
    config.overlays = args.overlay.iter().map(|o| RegimeId(o.clone())).collect();
    config.parents = args.parent.clone();
    config.tls = tls_source(args);
    config.secure_cookies = args.behind_tls || config.tls.is_some();
    config.public_url = args.public_url.clone();
    runtime()?.block_on(async { serve_app(open(config, args.common.log_json)?).await })
}

/// Runs the server on demo data.
///
/// # Errors
/// When data or address cannot be had, or the demo cannot be laid.
pub fn demo(args: &DemoArgs) -> anyhow::Result<u8> {
    let plan = stage::plan()?;
    let mut config = config(&args.common);
    config.demo = true;
    config.log_origin = plan.log_origin.clone();
    config.overlays = plan.overlays.clone();
    runtime()?.block_on(async {
        let app = open(config, args.common.log_json)?;
        let laid = stage::lay(&app, &plan, args.stage == Stage::Drawn).await?;
        for line in words::hand_out(&laid, app.config.listen) {
            println!("{line}");
        }
        serve_app(app).await
    })
}

fn tls_source(args: &Args) -> Option<tls::Source> {
    if let (Some(cert), Some(key)) = (&args.tls_cert, &args.tls_key) {
        let (cert, key) = (cert.clone(), key.clone());
        return Some(tls::Source::Files { cert, key });
    }
    let names = args.tls_local.clone();
    (!names.is_empty()).then_some(tls::Source::Local { names })
}

fn config(common: &Common) -> Config {
    let mut config = Config::new(common.data.clone());
    config.dist = common.dist.clone();
    let beside = |dist: &PathBuf| dist.parent().map(|dir| dir.join("fonts"));
    config.fonts = common.fonts.clone().or_else(|| beside(common.dist.as_ref()?));
    config.listen = common.listen;
    config.rules = common.rules.clone();
    config
}

fn open(config: Config, log_json: bool) -> anyhow::Result<App> {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into());
    let log = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(filter);
    let begun = if log_json {
        log.json().try_init()
    } else {
        log.try_init()
    };
    begun.map_err(|e| anyhow::anyhow!(e))?;
    App::open(config, Clock::system())
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("starting the runtime")
}

/// Serves until asked to stop; 1 when the disk did not confirm a commit: a new start finds out what stands.
///
/// # Errors
/// When the address cannot be had.
pub async fn serve_app(app: App) -> anyhow::Result<u8> {
    let listen = app.config.listen;
    let listener = tokio::net::TcpListener::bind(listen)
        .await
        .with_context(|| format!("listening on {listen}"))?;
    let bounds = (app.config.connections, app.config.grace);
    let keeper = tokio::spawn(jobs::run(app.clone()));
    let address = listener.local_addr()?;
    let door = app.config.tls.as_ref();
    let door = door
        .map(|source| tls::door(source, &app.config.data, address.port()))
        .transpose()?;
    if let Some(trust) = door.as_ref().and_then(|d| d.trust.as_ref()) {
        println!("{trust}");
    }
    let scheme = if door.is_some() { "https" } else { "http" };
    // Harnesses and people wait for this line.
    println!("ready {scheme}://{address}");
    let (ending, mut condition) = (app.clone(), app.store.condition());
    let unsure = app.store.condition();
    let stop = async move {
        tokio::select! {
            () = stopped() => {}
            // The store is gone for good only together with the app.
            _ = condition.wait_for(|c| *c == Condition::Unsure) => {}
        }
        ending.end();
        tracing::info!("stopping: running requests are finished first");
    };
    serve::behind(door, listener, routes::router(app), bounds, stop).await?;
    keeper.abort();
    if *unsure.borrow() == Condition::Unsure {
        eprintln!("{}", crate::messages::serve::DISK_NOT_SURE);
        return Ok(1);
    }
    Ok(0)
}

/// Ctrl-C, or the signal a service manager sends.
async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    if let Err(e) = tokio::signal::ctrl_c().await {
        tracing::error!(error = %e, "no signals: stop the process to stop the server");
        std::future::pending::<()>().await;
    }
}
