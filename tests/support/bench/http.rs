//! A plain HTTP/1.1 connection that counts what it sends and receives, headers included.
//!
//! Exists because a client library says nothing of the bytes of its headers, and a counting wire in between would take
//! time from the server that is measured. Invariant: one request at a time, the connection kept as a browser keeps it.
use anyhow::{Context, Result, bail, ensure};
use std::fmt::Write as _;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// Longest head of an answer.
const HEAD_MAX: usize = 16 << 10;

/// What has passed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Passed {
    /// Bytes to the server.
    pub up: u64,
    /// Bytes from the server.
    pub down: u64,
    /// Requests.
    pub requests: u64,
    /// Times the server said to come back later.
    pub busy: u64,
}

impl Passed {
    /// The sum of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            up: self.up + other.up,
            down: self.down + other.down,
            requests: self.requests + other.requests,
            busy: self.busy + other.busy,
        }
    }
}

/// One answer.
#[derive(Debug)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Seconds to wait, if it says so.
    pub retry_after_s: Option<u32>,
    /// Body.
    pub body: Vec<u8>,
}

/// A client of one server.
#[derive(Debug)]
pub struct Http {
    server: SocketAddr,
    line: Option<BufReader<TcpStream>>,
    passed: Passed,
}

impl Http {
    /// Not connected yet.
    pub fn to(server: SocketAddr) -> Http {
        Http {
            server,
            line: None,
            passed: Passed::default(),
        }
    }

    /// What has passed since the last call.
    pub fn take(&mut self) -> Passed {
        std::mem::take(&mut self.passed)
    }

    /// The server was started anew: the old connection is gone.
    pub fn hang_up(&mut self) {
        self.line = None;
    }

    /// Asks once; on a connection the server has closed meanwhile, again on a fresh one, as a browser does.
    pub async fn ask(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, String)],
        body: &[u8],
    ) -> Result<Answer> {
        if let Some(line) = self.line.take()
            && let Ok(answer) = self.ask_on(line, method, path, headers, body).await
        {
            return Ok(answer);
        }
        let stream = TcpStream::connect(self.server).await.context("nobody answers")?;
        stream.set_nodelay(true)?;
        self.ask_on(BufReader::new(stream), method, path, headers, body)
            .await
    }

    async fn ask_on(
        &mut self,
        mut line: BufReader<TcpStream>,
        method: &str,
        path: &str,
        headers: &[(&str, String)],
        body: &[u8],
    ) -> Result<Answer> {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.server);
        for (name, value) in headers {
            write!(head, "{name}: {value}\r\n")?;
        }
        write!(head, "Content-Length: {}\r\n\r\n", body.len())?;
        line.write_all(head.as_bytes()).await?;
        line.write_all(body).await?;
        line.flush().await?;
        let sent = (head.len() + body.len()) as u64;
        let head = head_of(&mut line).await?;
        self.passed.up += sent;
        self.passed.requests += 1;
        let field = |name: &str| -> Option<&str> {
            let mut fields = head.lines().filter_map(|l| l.split_once(": "));
            fields.find_map(|(n, value)| n.eq_ignore_ascii_case(name).then_some(value))
        };
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok());
        let status: u16 = status.with_context(|| format!("no status in {head}"))?;
        let length: usize = match (status, field("content-length")) {
            (204, _) => 0,
            (_, Some(length)) => length.parse()?,
            (_, None) => bail!("an answer without a length: {head}"),
        };
        let mut body = vec![0; length];
        line.read_exact(&mut body).await?;
        self.passed.down += (head.len() + body.len()) as u64;
        self.passed.busy += u64::from(status == 429);
        let closes = field("connection").is_some_and(|c| c.eq_ignore_ascii_case("close"));
        let retry_after_s = field("retry-after").and_then(|s| s.parse().ok());
        if !closes {
            self.line = Some(line);
        }
        Ok(Answer {
            status,
            retry_after_s,
            body,
        })
    }
}

async fn head_of(line: &mut BufReader<TcpStream>) -> Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        ensure!(head.len() < HEAD_MAX, "a head without an end");
        head.push(line.read_u8().await.context("the server hung up")?);
    }
    Ok(String::from_utf8(head)?)
}
