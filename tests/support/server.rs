//! The real server as a process: started, stopped, killed, started again on the same port and data.
//!
//! Exists because the only honest way to be offline is that nobody answers. Invariant: the data folder
//! survives every stop; the port stays the same, so that origins and their storage stay the same.
use crate::process::Process;
use crate::stage::Paths;
use crate::wait::{PATIENCE, until};
use anyhow::{Context, Result, ensure};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One server with its data folder.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    verb: Vec<String>,
    data: PathBuf,
    paths: Paths,
    process: Option<Process>,
}

impl Server {
    /// `sync-server VERB --dist … --data … --listen …`, ready to answer; `verb` is `serve` or `demo`, with
    /// further flags behind it.
    pub async fn start(verb: &[&str], data: &Path) -> Result<Server> {
        let address = free_address()?;
        let paths = Paths::find()?;
        let mut server = Server {
            address,
            verb: verb.iter().map(|&word| word.to_owned()).collect(),
            data: data.to_path_buf(),
            paths,
            process: None,
        };
        server.start_again().await?;
        Ok(server)
    }

    /// The origin of one role: `http://tablet-a.localhost:PORT`; browsers resolve it to this machine.
    pub fn origin(&self, host: &str) -> String {
        format!("http://{host}.localhost:{}", self.address.port())
    }

    /// The address without a role, for plain requests.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The number of its process, while it runs.
    pub fn pid(&self) -> Option<u32> {
        self.process.as_ref().map(Process::pid)
    }

    /// Everything it printed since it was last started.
    pub fn printed(&self) -> Vec<String> {
        self.process.as_ref().map(Process::printed).unwrap_or_default()
    }

    /// Orderly stop: the signal a service manager sends.
    pub fn stop(&mut self) -> Result<()> {
        self.process
            .take()
            .context("the server is not running")?
            .stop(PATIENCE)
    }

    /// Power cut.
    pub fn kill(&mut self) {
        self.process = None;
    }

    /// From the next start on it serves this build of the app.
    pub fn serve_app(&mut self, dist: &Path) {
        self.paths.dist = dist.to_path_buf();
    }

    /// On the same port with the same data.
    pub async fn start_again(&mut self) -> Result<()> {
        ensure!(self.process.is_none(), "the server is still running");
        let mut command = Command::new(&self.paths.server);
        command
            .args(&self.verb)
            .arg("--dist")
            .arg(&self.paths.dist)
            .arg("--data")
            .arg(&self.data);
        command.args(["--listen", &self.address.to_string()]);
        let mut process = Process::spawn(&mut command)?;
        let address = self.address;
        let ready = until("the server to answer /healthz", PATIENCE * 2, || {
            let ended = process.has_ended();
            async move {
                ensure!(!ended?, "it ended by itself");
                Ok(is_healthy(address).await?.then_some(()))
            }
        });
        ready
            .await
            .with_context(|| format!("the server printed:\n{}", process.printed().join("\n")))?;
        self.process = Some(process);
        Ok(())
    }
}

/// A port nobody listens on now; the server binds it a moment later.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

async fn is_healthy(address: SocketAddr) -> Result<bool> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut head = [0; 12];
    stream.read_exact(&mut head).await?;
    Ok(&head == b"HTTP/1.1 200")
}
