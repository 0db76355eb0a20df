//! How a server is set up: where its data, its pages and its second copy are.

use crate::tls::Source;
use domain::id::RegimeId;
use domain::regime::ParentChoice;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// Settings of one server process.
#[derive(Clone, Debug)]
pub struct Config {
    /// Directory of database, blobs and keys.
    pub data: PathBuf,
    /// Directory of the built app; absent = interface only.
    pub dist: Option<PathBuf>,
    /// Directory of the fonts of printed files; absent = none are made.
    pub fonts: Option<PathBuf>,
    /// Directory (on another disk) that receives a verified second copy of everything.
    pub second_copy: Option<PathBuf>,
    /// Address to listen on.
    pub listen: SocketAddr,
    /// The server runs on demo data and every screen says so.
    pub demo: bool,
    /// Name of the log; part of every checkpoint for ever. Demo logs are named as such.
    pub log_origin: String,
    /// Overlays (本单位规定) that lie on the regimes.
    pub overlays: Vec<RegimeId>,
    /// Folders of the office's own rules (本单位规定): they lie on top of all.
    pub rules: Vec<PathBuf>,
    /// Parents (上位规则包) the office chose for thin regimes.
    pub parents: Vec<ParentChoice>,
    /// Cookies are sent over TLS only (a TLS proxy stands in front).
    pub secure_cookies: bool,
    /// Address people reach the server under, for QR codes; absent = the request's own host.
    pub public_url: Option<String>,
    /// At most this many connections at once.
    pub connections: usize,
    /// The server speaks TLS itself; absent = a proxy does, or this is a machine of its own.
    pub tls: Option<Source>,
    /// Silence on the line of news is broken this often, and the listener's session looked at again.
    pub heartbeat: Duration,
    /// At the end running requests get this long.
    pub grace: Duration,
}

impl Config {
    /// Settings for data in `data`, everything else as by default.
    pub fn new(data: impl Into<PathBuf>) -> Self {
        Self {
            data: data.into(),
            dist: None,
            fonts: None,
            second_copy: None,
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            demo: false,
            log_origin: "suicha.local/log".to_owned(),
            overlays: Vec::new(),
            rules: Vec::new(),
            parents: Vec::new(),
            secure_cookies: false,
            public_url: None,
            connections: 1024,
            tls: None,
            heartbeat: Duration::from_secs(20),
            grace: Duration::from_secs(10),
        }
    }
}
