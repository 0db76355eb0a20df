//! F49: the server is asked to stop while uploads run. It takes no more connections, finishes what is under way, and
//! ends; what does not come to its end within its time is cut, and was not acknowledged.

use super::kills::{Acknowledged, attach, losses};
use super::{Came, GRACE, Running, acknowledged, office, post, program, remark, this_binary};
use crate::routes::tablet::Tablet;
use sha2::{Digest, Sha256};
use std::process::Command;
use std::time::{Duration, Instant};
use test_support::wait::until;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Uploads under way at the signal.
const UPLOADS: usize = 12;

/// An upload that has sent its head and half of its bytes.
struct HalfWay {
    stream: TcpStream,
    rest: Vec<u8>,
    name: String,
}

impl HalfWay {
    async fn of(url: &str, tablet: &Tablet, photo: &[u8]) -> Self {
        let host = url.strip_prefix("http://").unwrap();
        let name = hex::encode(Sha256::digest(photo));
        let mut stream = TcpStream::connect(host).await.unwrap();
        let head = format!(
            "PATCH /api/v1/blobs/{name} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {}\r\n\
             upload-offset: 0\r\ncontent-length: {}\r\n\r\n",
            tablet.enrolment.token,
            photo.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let (first, rest) = photo.split_at(photo.len() / 2);
        stream.write_all(first).await.unwrap();
        Self {
            stream,
            rest: rest.to_vec(),
            name,
        }
    }

    /// The other half, and whether a receipt came.
    async fn finish(mut self) -> Option<String> {
        self.stream.write_all(&self.rest).await.ok()?;
        let mut answer = String::new();
        self.stream.read_to_string(&mut answer).await.ok()?;
        (answer.starts_with("HTTP/1.1 200 ") && answer.contains(&self.name)).then_some(self.name)
    }
}

async fn ended(server: &mut Running, within: Duration) -> std::process::ExitStatus {
    until("the end of the server", within, || {
        let ended = server.child.try_wait();
        async move { Ok(ended?) }
    })
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn f49_asked_to_stop_it_finishes_the_uploads_under_way_and_ends_in_its_time() {
    let (closed, mut tablets, id, now) = office().await;
    let mut server = program(&mut Command::new(this_binary()), closed.data(), now);
    let (url, client) = (server.url.clone(), reqwest::Client::new());
    let mut known = Acknowledged::default();
    let mut photos = Vec::new();
    for n in 0..=UPLOADS {
        let at = n % tablets.len();
        remark(&mut tablets[at], &id, format!("第 {n} 条"));
        let photo = attach(&mut tablets[at], &id);
        let Came::Page(page) = post(&client, &url, &tablets[at]).await else {
            panic!("an answer")
        };
        tablets[at].take(&page);
        known.heads.extend(acknowledged(&page, &id));
        photos.push((at, photo));
    }
    let mut uploads = Vec::new();
    for (at, photo) in &photos {
        uploads.push(HalfWay::of(&url, &tablets[*at], photo).await);
    }
    // The server has begun with each of them: it answers those that came after.
    assert_eq!(
        client
            .get(format!("{url}/healthz"))
            .send()
            .await
            .unwrap()
            .status(),
        200
    );
    let never = uploads.pop().unwrap();
    let signalled = Instant::now();
    let signal = Command::new("kill").arg(server.child.id().to_string()).status();
    assert!(signal.unwrap().success());
    let host = url.strip_prefix("http://").unwrap();
    until(
        "no connection is taken any more",
        Duration::from_secs(5),
        || async move { Ok(TcpStream::connect(host).await.is_err().then_some(())) },
    )
    .await
    .unwrap();
    for upload in uploads {
        known.blobs.extend(upload.finish().await);
    }
    assert_eq!(known.blobs.len(), UPLOADS, "each came to its end");
    let status = ended(&mut server, GRACE + Duration::from_secs(5)).await;
    assert_eq!(status.code(), Some(0));
    let took = signalled.elapsed();
    assert!(took >= GRACE, "the last one was given its time: {took:?}");
    assert_eq!(never.finish().await, None, "cut, and not acknowledged");
    drop(server);
    let (lost, _) = losses(closed, &id, &known);
    assert_eq!(lost, 0);
}
