//! A wire of a given width: so many bits a second in each direction, for all connections together.
//!
//! Exists because office Wi-Fi is shared. Invariant: bytes pass unchanged and in order, never faster than the width
//! allows over any longer stretch; nothing is dropped.
use anyhow::Result;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::task::JoinHandle;

/// Bytes that leave at once: about one radio frame of a busy channel.
const PIECE: usize = 16 << 10;

/// One direction: when its last byte so far has passed.
#[derive(Debug)]
struct Lane {
    bytes_a_second: f64,
    free_at: Mutex<Instant>,
}

impl Lane {
    /// Waits until so many bytes have passed after everything before them.
    async fn pass(&self, bytes: usize) {
        let took = Duration::from_secs_f64(
            f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / self.bytes_a_second,
        );
        let until = {
            let mut free_at = self.free_at.lock().unwrap_or_else(PoisonError::into_inner);
            *free_at = (*free_at).max(Instant::now()) + took;
            *free_at
        };
        tokio::time::sleep_until(until.into()).await;
    }
}

/// A listening wire.
#[derive(Debug)]
pub struct Shaper {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Shaper {
    /// A wire to this server, so many bits a second wide each way.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn to(server: SocketAddr, bits_a_second: u32) -> Result<Shaper> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let lane = || {
            Arc::new(Lane {
                bytes_a_second: f64::from(bits_a_second) / 8.0,
                free_at: Mutex::new(Instant::now()),
            })
        };
        let (up, down) = (lane(), lane());
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (up, down) = (up.clone(), down.clone());
                tokio::spawn(async move {
                    let Ok(server) = TcpStream::connect(server).await else {
                        return;
                    };
                    for end in [&client, &server] {
                        // Small packets at once; a socket that refuses this is as good.
                        drop(end.set_nodelay(true));
                    }
                    let ((from_client, to_client), (from_server, to_server)) =
                        (client.into_split(), server.into_split());
                    // Whichever direction ends first ends both.
                    tokio::select! {
                        () = copy(from_client, to_server, &up) => {}
                        () = copy(from_server, to_client, &down) => {}
                    }
                });
            }
        });
        Ok(Shaper { address, task })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Shaper {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn copy(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, lane: &Lane) {
    let mut buffer = vec![0; PIECE];
    loop {
        let Ok(n @ 1..) = from.read(&mut buffer).await else {
            return;
        };
        lane.pass(n).await;
        if to.write_all(&buffer[..n]).await.is_err() {
            return;
        }
    }
}
