//! The accept loop: a bound on connections, a time limit on request heads, an orderly end.
//!
//! `axum::serve` has neither bound; a slow sender could hold a connection for ever.

use crate::tls::Door;
use axum::Router;
use axum::extract::ConnectInfo;
use domain::guard::stands;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt;

/// A request's head must arrive within this time.
const HEAD_TIME: Duration = Duration::from_secs(15);
/// At the end running requests get this long, where nothing else is said.
const GRACE: Duration = Duration::from_secs(10);
/// The first byte of a TLS handshake (RFC 8446 §5.1, `handshake(22)`).
const TLS_HANDSHAKE: u8 = 22;

/// Serves `router` until `stop` says so, then lets running requests end.
///
/// # Errors
/// When the listener itself fails.
pub async fn run(
    listener: TcpListener,
    router: Router,
    connections: usize,
    stop: impl Future<Output = ()>,
) -> std::io::Result<()> {
    behind(None, listener, router, (connections, GRACE), stop).await
}

/// The same behind a TLS door, if there is one, with at most so many connections, and so long a time to end.
///
/// # Errors
/// When the listener itself fails.
pub async fn behind(
    door: Option<Door>,
    listener: TcpListener,
    router: Router,
    (connections, grace): (usize, Duration),
    stop: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let slots = Arc::new(Semaphore::new(connections));
    let (ending, ended) = watch::channel(false);
    let mut stop = std::pin::pin!(stop);
    loop {
        let slot = tokio::select! {
            () = &mut stop => break,
            slot = slots.clone().acquire_owned() => slot.map_err(std::io::Error::other)?,
        };
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                // Out of descriptors, or the peer is gone already: neither ends the server.
                Err(e) => {
                    tracing::warn!(error = %e, "accept");
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    continue;
                }
            },
        };
        let (door, router, ended) = (door.clone(), router.clone(), ended.clone());
        tokio::spawn(async move {
            connection(door, stream, peer, router, ended).await;
            drop(slot);
        });
    }
    drop(listener);
    drop(ended);
    // Nobody may be listening any more; then there is nothing to end.
    ending.send_replace(true);
    let grace = if stands("what-runs-is-finished") {
        grace
    } else {
        Duration::ZERO
    };
    if tokio::time::timeout(grace, ending.closed()).await.is_err() {
        tracing::warn!("requests still ran at the end");
    }
    Ok(())
}

async fn connection(
    door: Option<Door>,
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    ended: watch::Receiver<bool>,
) {
    if let Err(e) = stream.set_nodelay(true) {
        tracing::debug!(error = %e, "nodelay");
    }
    let Some(door) = door else {
        return http(stream, peer, router, ended).await;
    };
    let mut first = [0];
    let peeked = tokio::time::timeout(HEAD_TIME, stream.peek(&mut first));
    match (peeked.await, first) {
        (Ok(Ok(1)), [TLS_HANDSHAKE]) => {
            match tokio::time::timeout(HEAD_TIME, door.acceptor.accept(stream)).await {
                Ok(Ok(stream)) => http(stream, peer, router, ended).await,
                Ok(Err(e)) => tracing::debug!(error = %e, "handshake"),
                Err(_) => tracing::debug!("a handshake that never came to its end"),
            }
        }
        (Ok(Ok(1)), _) => http(stream, peer, door.plain, ended).await,
        // Gone, or silent.
        (Ok(Ok(_) | Err(_)) | Err(_), _) => {}
    }
}

async fn http(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: SocketAddr,
    router: Router,
    mut ended: watch::Receiver<bool>,
) {
    let service = router.map_request(move |mut request: hyper::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.map(axum::body::Body::new)
    });
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME);
    let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let mut connection = std::pin::pin!(connection);
    let outcome = tokio::select! {
        outcome = connection.as_mut() => outcome,
        () = end_of(&mut ended) => {
            connection.as_mut().graceful_shutdown();
            connection.as_mut().await
        }
    };
    if let Err(e) = outcome {
        tracing::debug!(error = %e, "connection");
    }
}

/// Resolves when the server is ending; the guard of the watched value is not kept.
async fn end_of(ended: &mut watch::Receiver<bool>) {
    drop(ended.wait_for(|end| *end).await);
}
