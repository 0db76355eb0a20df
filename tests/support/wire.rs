//! A wire between a browser and the server that counts every byte, and can be unplugged.
//!
//! Exists because what a page reports of its own traffic leaves out headers and what its worker fetched.
//! Invariant: bytes pass unchanged and in order; what is counted is what TCP carried, headers included.
use anyhow::{Context, Result};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

const METHODS: [&str; 6] = ["GET ", "POST ", "PUT ", "PATCH ", "HEAD ", "DELETE "];

/// What has passed since the last look.
#[derive(Debug, Clone, Default)]
pub struct Passed {
    /// Bytes to the server.
    pub up: u64,
    /// Bytes from the server.
    pub down: u64,
    /// `POST /api/v1/sync` and so on, in order.
    pub requests: Vec<String>,
    first: Option<Instant>,
    last: Option<Instant>,
}

impl Passed {
    /// From the first byte of a request to the last byte of an answer.
    pub fn took(&self) -> Duration {
        match (self.first, self.last) {
            (Some(first), Some(last)) => last - first,
            (None, _) | (_, None) => Duration::ZERO,
        }
    }

    /// How many requests went to this path.
    pub fn to(&self, path: &str) -> usize {
        self.requests.iter().filter(|r| r.ends_with(path)).count()
    }
}

#[derive(Debug, Default)]
struct State {
    passed: Passed,
    unplugged: bool,
    /// What is sent is taken, and nobody answers.
    silent: bool,
    /// Bytes a second that pass in all, and when the last of those before will have passed.
    pace: Option<(u32, Instant)>,
}

impl State {
    /// How long these bytes take on this line, behind those before them.
    fn wait(&mut self, bytes: usize) -> Option<Duration> {
        let (rate, free) = self.pace.as_mut()?;
        let now = Instant::now();
        *free = (*free).max(now) + Duration::from_secs_f64(bytes as f64 / f64::from(*rate));
        Some(*free - now)
    }
}

/// A listening wire.
#[derive(Debug)]
pub struct Wire {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state
        .lock()
        .expect("nobody panics while holding the counters of a wire")
}

impl Wire {
    /// A wire to this server, on a port of its own.
    pub async fn to(server: SocketAddr) -> Result<Wire> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State::default()));
        let shared = state.clone();
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let state = shared.clone();
                tokio::spawn(async move {
                    // A broken connection ends the copy; the browser sees it as it would any other.
                    drop(carry(client, server, &state).await);
                });
            }
        });
        Ok(Wire { address, state, task })
    }

    /// The origin of one role behind this wire: `http://tablet-a.localhost:PORT`.
    pub fn origin(&self, host: &str) -> String {
        format!("http://{host}.localhost:{}", self.address.port())
    }

    /// From now on nobody answers, or somebody does again.
    pub fn plug(&self, on: bool) {
        lock(&self.state).unplugged = !on;
    }

    /// From now on what is sent is swallowed and nothing comes back, as on a connection that is half open; or not.
    pub fn swallow(&self, on: bool) {
        lock(&self.state).silent = on;
    }

    /// From now on no more than this passes in a second, all connections together; none = as fast as may be.
    pub fn slow_down(&self, bytes_per_second: Option<u32>) {
        lock(&self.state).pace = bytes_per_second.map(|rate| (rate, Instant::now()));
    }

    /// What has passed since the last call.
    pub fn take(&self) -> Passed {
        std::mem::take(&mut lock(&self.state).passed)
    }

    /// What has passed so far, counting on.
    pub fn so_far(&self) -> Passed {
        lock(&self.state).passed.clone()
    }

    /// Waits until nothing has passed for this long, and something has before.
    pub async fn quiet_for(&self, quiet: Duration, within: Duration) -> Result<()> {
        crate::wait::until("the wire to be quiet", within, || async {
            let last = lock(&self.state).passed.last;
            Ok(last.filter(|last| last.elapsed() >= quiet).map(|_| ()))
        })
        .await
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn carry(client: TcpStream, server: SocketAddr, state: &Mutex<State>) -> Result<()> {
    if lock(state).unplugged {
        return Ok(());
    }
    let server = TcpStream::connect(server).await.context("nobody answers")?;
    server.set_nodelay(true)?;
    client.set_nodelay(true)?;
    let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
    tokio::select! {
        done = copy(from_client, to_server, state, up) => done,
        done = copy(from_server, to_client, state, down) => done,
    }
}

async fn copy(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    state: &Mutex<State>,
    count: fn(&mut Passed, &[u8]),
) -> Result<()> {
    let mut buffer = vec![0; 64 << 10];
    loop {
        // On a slow line bytes come in packets, so that connections share it.
        let room = lock(state).pace.map_or(buffer.len(), |_| 1400);
        let n = from.read(&mut buffer[..room]).await?;
        if n == 0 || lock(state).unplugged {
            return Ok(());
        }
        if lock(state).silent {
            continue;
        }
        count(&mut lock(state).passed, &buffer[..n]);
        let wait = lock(state).wait(n);
        if let Some(wait) = wait {
            tokio::time::sleep(wait).await;
        }
        to.write_all(&buffer[..n]).await?;
    }
}

fn up(passed: &mut Passed, bytes: &[u8]) {
    passed.up += bytes.len() as u64;
    passed.first.get_or_insert_with(Instant::now);
    // Browsers begin every request with a write of its own.
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]);
    let line = head.lines().next().unwrap_or_default();
    if let Some(line) = line.strip_suffix(" HTTP/1.1")
        && METHODS.iter().any(|method| line.starts_with(method))
    {
        passed.requests.push(line.to_owned());
    }
}

fn down(passed: &mut Passed, bytes: &[u8]) {
    passed.down += bytes.len() as u64;
    passed.last = Some(Instant::now());
}
