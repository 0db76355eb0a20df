//! TLS (加密连接): a certificate from files, or from a certificate authority of the office's own.
//!
//! Exists because a browser gives a tablet neither camera nor lasting storage without it, and an office network has
//! no public name. Invariant: the authority's key never leaves its folder; who speaks plain HTTP to the same port is
//! told how to trust the authority, and gets nothing else.

mod local;
mod plain;

pub use plain::router as plain;

use anyhow::Context;
use axum::Router;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Where the certificate comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Files in PEM: the chain, and its key.
    Files {
        /// Certificate chain, own certificate first.
        cert: PathBuf,
        /// Private key.
        key: PathBuf,
    },
    /// An authority in the data folder, and the names and addresses people use.
    Local {
        /// Names and addresses.
        names: Vec<String>,
    },
}

/// What stands before the router.
#[derive(Clone)]
pub struct Door {
    /// Opens encrypted connections.
    pub acceptor: TlsAcceptor,
    /// Answers who comes without encryption.
    pub plain: Router,
    /// What people have to know to trust it, if anything.
    pub trust: Option<String>,
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Door")
    }
}

/// Makes the door; `port` is where people come.
///
/// # Errors
/// When files cannot be read or written, or do not belong together.
pub fn door(source: &Source, data: &Path, port: u16) -> anyhow::Result<Door> {
    let (chain, key, plain, trust) = match source {
        Source::Files { cert, key } => {
            let chain = CertificateDer::pem_file_iter(cert)
                .and_then(Iterator::collect::<Result<Vec<_>, _>>)
                .with_context(|| cert.display().to_string())?;
            let key = PrivateKeyDer::from_pem_file(key).with_context(|| key.display().to_string())?;
            (chain, key, plain::router(None), None)
        }
        Source::Local { names } => {
            let made = local::open(&data.join("tls"), names)?;
            let trust = crate::messages::tls::trust(names, port, &made.fingerprint);
            let page = plain::Page {
                authority: made.authority_pem,
                fingerprint: made.fingerprint,
                names: names.clone(),
                port,
            };
            (made.chain, made.key, plain::router(Some(page)), Some(trust))
        }
    };
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .context("protocol versions")?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .context("the certificate and its key")?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    Ok(Door {
        acceptor,
        plain,
        trust,
    })
}
