//! An authority of the office's own: made once, kept; the server's certificate is made anew at every start.

use anyhow::Context;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::Path;
use time::{Duration, OffsetDateTime};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// Systems refuse server certificates that run much longer.
const SERVER_DAYS: i64 = 365;
/// The authority is trusted by hand on every tablet: that must not be needed every year.
const AUTHORITY_DAYS: i64 = 3650;

pub(super) struct Made {
    pub(super) chain: Vec<CertificateDer<'static>>,
    pub(super) key: PrivateKeyDer<'static>,
    pub(super) authority_pem: String,
    /// SHA-256 of the authority, as every system shows it.
    pub(super) fingerprint: String,
}

/// Opens or makes the authority in `dir`, and makes a certificate for `names`.
pub(super) fn open(dir: &Path, names: &[String]) -> anyhow::Result<Made> {
    std::fs::create_dir_all(dir).with_context(|| dir.display().to_string())?;
    let (key_file, cert_file) = (dir.join("ca.key"), dir.join("ca.crt"));
    let key = match std::fs::read_to_string(&key_file) {
        Ok(text) => KeyPair::from_pem(&text).context("ca.key")?,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            let key = KeyPair::generate().context("making the authority's key")?;
            keep_secret(&key_file, &key.serialize_pem())?;
            key
        }
        Err(e) => return Err(e).with_context(|| key_file.display().to_string()),
    };
    let params = authority()?;
    if !cert_file.exists() {
        let cert = params.self_signed(&key).context("making the authority")?;
        std::fs::write(&cert_file, cert.pem()).with_context(|| cert_file.display().to_string())?;
    }
    let authority_pem = std::fs::read_to_string(&cert_file)?;
    let authority = pem_der(&authority_pem)?;
    let issuer = Issuer::new(params, key);
    let mut server = CertificateParams::new(names.to_vec()).context("names of the server")?;
    let first = names.first().map_or("suicha", String::as_str);
    server.distinguished_name.push(DnType::CommonName, first);
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    server.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    server.use_authority_key_identifier_extension = true;
    (server.not_before, server.not_after) = span(SERVER_DAYS);
    let key = KeyPair::generate().context("making the server's key")?;
    let cert = server
        .signed_by(&key, &issuer)
        .context("making the certificate")?;
    Ok(Made {
        chain: vec![cert.der().clone(), authority.clone()],
        key: PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
        fingerprint: fingerprint(&authority),
        authority_pem,
    })
}

fn authority() -> anyhow::Result<CertificateParams> {
    let mut params = CertificateParams::new(Vec::new())?;
    params
        .distinguished_name
        .push(DnType::CommonName, crate::messages::tls::AUTHORITY);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    (params.not_before, params.not_after) = span(AUTHORITY_DAYS);
    Ok(params)
}

/// From yesterday, for tablets whose clock is behind.
fn span(days: i64) -> (OffsetDateTime, OffsetDateTime) {
    let now = OffsetDateTime::now_utc();
    (now - Duration::days(1), now + Duration::days(days))
}

fn pem_der(pem: &str) -> anyhow::Result<CertificateDer<'static>> {
    use tokio_rustls::rustls::pki_types::pem::PemObject;
    CertificateDer::from_pem_slice(pem.as_bytes()).context("ca.crt")
}

fn fingerprint(cert: &CertificateDer<'_>) -> String {
    let digest = Sha256::digest(cert);
    let pairs: Vec<String> = digest.iter().map(|b| format!("{b:02X}")).collect();
    pairs.join(":")
}

fn keep_secret(path: &Path, text: &str) -> anyhow::Result<()> {
    let mut options = std::fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path).with_context(|| path.display().to_string())?;
    file.write_all(text.as_bytes())?;
    Ok(file.sync_all()?)
}
