//! F36, encryption: the server's own authority, certificates from files, a foreign authority in between, and plain
//! HTTP on the same port.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use sync_server::clock::Clock;
use sync_server::config::Config;
use sync_server::routes::router;
use sync_server::state::App;
use sync_server::tls::{Source, door};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

const NAME: &str = "suicha.office.test";

fn local() -> Source {
    Source::Local {
        names: vec![NAME.to_owned(), "127.0.0.1".to_owned()],
    }
}

/// A server on its own data, behind this door.
async fn serve(data: &Path, source: &Source) -> SocketAddr {
    let config = Config {
        tls: Some(source.clone()),
        secure_cookies: true,
        ..Config::new(data)
    };
    let app = App::open(config, Clock::system()).unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let door = door(source, data, address.port()).unwrap();
    let never = std::future::pending();
    tokio::spawn(sync_server::serve::behind(
        Some(door),
        listener,
        router(app),
        (16, std::time::Duration::from_secs(10)),
        never,
    ));
    address
}

fn connector(authority: &str) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(authority.as_bytes()).unwrap())
        .unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}

async fn ask(mut stream: impl AsyncReadExt + AsyncWriteExt + Unpin, path: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // A peer that does not say goodbye in TLS is no failure of what was answered.
    drop(stream.read_to_end(&mut answer).await);
    String::from_utf8_lossy(&answer).into_owned()
}

async fn over_tls(address: SocketAddr, authority: &str, name: &str, path: &str) -> std::io::Result<String> {
    let stream = TcpStream::connect(address).await?;
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let stream = connector(authority).connect(name, stream).await?;
    Ok(ask(stream, path).await)
}

async fn plain(address: SocketAddr, path: &str) -> String {
    ask(TcpStream::connect(address).await.unwrap(), path).await
}

#[tokio::test]
async fn an_authority_of_ones_own_is_kept_and_a_foreign_one_is_refused() {
    let (data, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let address = serve(data.path(), &local()).await;
    let authority = std::fs::read_to_string(data.path().join("tls/ca.crt")).unwrap();
    for name in [NAME, "127.0.0.1"] {
        let answer = over_tls(address, &authority, name, "/healthz").await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    let elsewhere = over_tls(address, &authority, "another.name.test", "/healthz").await;
    assert!(elsewhere.is_err(), "a name that is not the server's");
    // F36: somebody in between with an authority the tablet does not trust gets not a byte of the request.
    let foreign = serve(other.path(), &local()).await;
    let between = over_tls(foreign, &authority, NAME, "/healthz").await;
    assert!(between.is_err(), "a foreign authority");
    // A later start makes another certificate under the same authority: tablets need not trust anew.
    let again = door(&local(), data.path(), 1).unwrap();
    assert_eq!(
        std::fs::read_to_string(data.path().join("tls/ca.crt")).unwrap(),
        authority
    );
    assert!(again.trust.unwrap().contains("SHA-256"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let key = std::fs::metadata(data.path().join("tls/ca.key")).unwrap();
        assert_eq!(key.permissions().mode() & 0o777, 0o600);
    }
}

#[tokio::test]
async fn plain_http_gets_the_way_to_trust_and_nothing_else() {
    let data = tempfile::tempdir().unwrap();
    let address = serve(data.path(), &local()).await;
    let authority = std::fs::read_to_string(data.path().join("tls/ca.crt")).unwrap();
    let page = plain(address, "/").await;
    let port = address.port().to_string();
    for word in [
        "安装本单位证书",
        "/ca.crt",
        "<svg",
        NAME,
        &port,
        "iPad",
        "Windows",
    ] {
        assert!(page.contains(word), "{word} in {page}");
    }
    let file = plain(address, "/ca.crt").await;
    assert!(file.contains("application/x-x509-ca-cert") && file.contains(authority.trim()));
    let session = plain(address, "/api/v1/session").await;
    assert!(session.contains("安装本单位证书") && !session.contains("session.missing"));
}

#[tokio::test]
async fn a_certificate_from_files_serves_and_files_that_do_not_fit_are_named() {
    let (data, files) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let made = rcgen::generate_simple_self_signed(vec![NAME.to_owned()]).unwrap();
    let (cert, key) = (files.path().join("chain.pem"), files.path().join("key.pem"));
    std::fs::write(&cert, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let source = |key: &Path| Source::Files {
        cert: cert.clone(),
        key: key.to_owned(),
    };
    let address = serve(data.path(), &source(&key)).await;
    let answer = over_tls(address, &made.cert.pem(), NAME, "/healthz")
        .await
        .unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let page = plain(address, "/").await;
    assert!(page.starts_with("HTTP/1.1 400") && page.contains("https://"));
    let missing = door(&source(&files.path().join("none.pem")), data.path(), 1).unwrap_err();
    assert!(format!("{missing:#}").contains("none.pem"), "{missing:#}");
    let stranger = rcgen::generate_simple_self_signed(vec![NAME.to_owned()]).unwrap();
    std::fs::write(&key, stranger.signing_key.serialize_pem()).unwrap();
    let unfit = door(&source(&key), data.path(), 1).unwrap_err();
    assert!(format!("{unfit:#}").contains("certificate"), "{unfit:#}");
}
