//! A wire that is cut at a chosen byte, in the direction chosen: the faulty proxy between tablet and server.
//!
//! Exists because a network fails in the middle of a byte stream, not between messages. Invariant: exactly the
//! bytes up to the cut have passed in that direction; then both ends see the connection break.
use anyhow::Result;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// In which direction bytes are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the server.
    Up,
    /// From the server.
    Down,
}

/// What the next connection suffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Cut after so many bytes in this direction.
    Cut(Way, usize),
    /// One bit of this byte arrives flipped.
    Flip(Way, usize),
    /// Bytes in this direction vanish, and nobody hangs up until the sender does.
    Swallow(Way),
}

#[derive(Debug, Default)]
struct State {
    next: Option<Fault>,
    /// Bytes that have passed on the last connection, up and down.
    passed: [usize; 2],
}

/// A listening wire.
#[derive(Debug)]
pub struct Cutter {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state
        .lock()
        .expect("nobody panics while holding the plan of a wire")
}

impl Cutter {
    /// A wire to this server, on a port of its own.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn to(server: SocketAddr) -> Result<Cutter> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State::default()));
        let shared = state.clone();
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let state = shared.clone();
                let fault = {
                    let mut state = lock(&state);
                    state.passed = [0, 0];
                    state.next.take()
                };
                tokio::spawn(async move {
                    if let Ok(server) = TcpStream::connect(server).await {
                        carry(client, server, fault, &state).await;
                    }
                });
            }
        });
        Ok(Cutter { address, state, task })
    }

    /// Where it listens.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The next connection suffers this; the ones after it nothing.
    pub fn next(&self, fault: Fault) {
        lock(&self.state).next = Some(fault);
    }

    /// Bytes that passed on the last connection, up and down.
    pub fn passed(&self) -> (usize, usize) {
        let [up, down] = lock(&self.state).passed;
        (up, down)
    }
}

impl Drop for Cutter {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn carry(client: TcpStream, server: TcpStream, fault: Option<Fault>, state: &Mutex<State>) {
    for end in [&client, &server] {
        // Small packets at once; a socket that refuses this is as good.
        drop(end.set_nodelay(true));
    }
    let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
    // Whichever direction ends first breaks both.
    tokio::select! {
        () = copy(from_client, to_server, Way::Up, fault, state) => {}
        () = copy(from_server, to_client, Way::Down, fault, state) => {}
    }
}

async fn copy(
    mut from: tokio::net::tcp::OwnedReadHalf,
    mut to: tokio::net::tcp::OwnedWriteHalf,
    way: Way,
    fault: Option<Fault>,
    state: &Mutex<State>,
) {
    let mut buffer = vec![0; 64 << 10];
    let mut passed = 0;
    loop {
        let Ok(n @ 1..) = from.read(&mut buffer).await else {
            return;
        };
        let part = &mut buffer[..n];
        let mut keep = n;
        match fault {
            Some(Fault::Cut(at, after)) if at == way && passed + n >= after => keep = after - passed,
            Some(Fault::Flip(at, byte)) if at == way && (passed..passed + n).contains(&byte) => {
                part[byte - passed] ^= 1;
            }
            Some(Fault::Swallow(at)) if at == way => continue,
            Some(Fault::Cut(..) | Fault::Flip(..) | Fault::Swallow(_)) | None => {}
        }
        if to.write_all(&part[..keep]).await.is_err() || to.flush().await.is_err() {
            return;
        }
        passed += keep;
        lock(state).passed[usize::from(way == Way::Down)] = passed;
        if keep < n || matches!(fault, Some(Fault::Cut(at, after)) if at == way && passed == after) {
            return;
        }
    }
}
