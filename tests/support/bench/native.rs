//! A tablet without a browser: the real engine, a journal file of its own, the real interface over TCP.
//!
//! Exists so that fifty tablets come at once on two cores, which fifty browsers cannot. Invariant: it does what the
//! app's shell does with the engine's effects, in their order; only sealing and painting are left out.
use super::http::{Http, Passed};
use anyhow::{Context, Result, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::InspectionId;
use domain::inspection::change::ChangeId;
use domain::inspection::edit::Edit;
use domain::inspection::signature::{self, Signature, SignatureForm, Stroke};
use domain::submission::read_back;
use domain::sync::engine::{Effect, Engine, Event, Me};
use domain::sync::journal::{Entry, Order, frame, pack_row};
use domain::sync::store::{Key, Snapshot, Write};
use domain::time::Timestamp;
use domain::wire::api::{Enrol, Enrolment};
use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer;
use std::collections::{BTreeMap, VecDeque};
use std::fs::File;
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

/// Nonce and tag of a sealed row.
const SEALED: usize = 12 + 16;
/// Tries of one request until it is answered, or parts of one blob.
const TRIES: usize = 200;
/// Bytes sent in one request, as the app does.
const PART: usize = 512 << 10;

/// Bytes a tablet holds in its database, as it holds them: sealed, digest and order in front, the key beside.
#[derive(Debug, Clone, Copy, Default)]
pub struct Held {
    /// Documents: saved ones, single changes, rows, proofs.
    pub documents: u64,
    /// Packages, as signed.
    pub packages: u64,
    /// The journal beside the database.
    pub journal: u64,
}

/// One tablet.
#[derive(Debug)]
pub struct Native {
    /// The engine.
    pub engine: Engine,
    /// What the office said at enrolment.
    pub enrolment: Enrolment,
    http: Http,
    disk: BTreeMap<Key, Vec<u8>>,
    journal: File,
    journal_bytes: u64,
    order: Order,
    key: SigningKey,
    dice: u64,
    /// Codes told to the officer.
    pub told: Vec<String>,
    /// Bytes of evidence the server asks for: name and where to go on.
    pub wanted: VecDeque<(ChangeId, u64)>,
}

impl Native {
    /// Spends a code; `n` tells tablets apart, its journal lies in `folder`.
    pub async fn enrol(server: SocketAddr, code: &str, n: u64, folder: &Path) -> Result<Native> {
        let mut seed = [1; 32];
        seed[..8].copy_from_slice(&n.to_be_bytes());
        let key = SigningKey::from_slice(&seed).context("a small number is a key")?;
        let point = key.verifying_key().to_sec1_point(false);
        let ask = Enrol {
            code: code.to_owned(),
            device_name: format!("演示平板{n}"),
            device_key: URL_SAFE_NO_PAD.encode(point.as_bytes()),
            beside: None,
        };
        let mut http = Http::to(server);
        let json = [("Content-Type", "application/json".to_owned())];
        let answer = http
            .ask("POST", "/api/v1/enrol", &json, &serde_json::to_vec(&ask)?)
            .await?;
        ensure!(
            answer.status == 200,
            "enrolling: {} {}",
            answer.status,
            String::from_utf8_lossy(&answer.body)
        );
        let enrolment: Enrolment = serde_json::from_slice(&answer.body)?;
        http.take();
        let (engine, _) = Engine::load(me(&enrolment), Snapshot::default(), seed);
        Ok(Native {
            engine,
            enrolment,
            http,
            disk: BTreeMap::new(),
            journal: File::create(folder.join(format!("journal-{n}")))?,
            journal_bytes: 0,
            order: Order::default(),
            key,
            dice: n.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            told: Vec::new(),
            wanted: VecDeque::new(),
        })
    }

    /// The next of a fixed row of numbers.
    pub fn roll(&mut self) -> u64 {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        self.dice
    }

    /// What has passed since the last call.
    pub fn passed(&mut self) -> Passed {
        self.http.take()
    }

    /// The server was started anew.
    pub fn hang_up(&mut self) {
        self.http.hang_up();
    }

    fn handle(&mut self, event: Event) -> Vec<Effect> {
        let mut entropy = [0; 32];
        for part in entropy.chunks_mut(8) {
            part.copy_from_slice(&self.roll().to_be_bytes());
        }
        self.engine.handle(now(), entropy, event)
    }

    /// Performs everything but requests.
    fn perform(&mut self, effects: Vec<Effect>) -> Result<VecDeque<(u64, Vec<u8>)>> {
        let mut todo = VecDeque::from(effects);
        let mut posts = VecDeque::new();
        while let Some(effect) = todo.pop_front() {
            match effect {
                Effect::Put { ticket, writes } => {
                    self.put(writes)?;
                    todo.extend(self.handle(Event::Stored { ticket }));
                }
                Effect::Prove { ticket, text } => {
                    let signed: p256::ecdsa::Signature = self.key.sign(text.as_bytes());
                    let signature = Some(signed.to_bytes().to_vec());
                    todo.extend(self.handle(Event::Proven { ticket, signature }));
                }
                Effect::Post { ticket, body } => posts.push_back((ticket, body)),
                Effect::Told { code, .. } => self.told.push(code),
                Effect::Refused { why, .. } => bail!("an edit was refused: {}", why.code()),
                Effect::SendBlob { sha256, offset } => self.wanted.push_back((sha256, offset)),
                Effect::WakeAt(_) | Effect::Changed { .. } | Effect::ListChanged => {}
            }
        }
        Ok(posts)
    }

    /// One transaction: journalled, then in the database.
    fn put(&mut self, writes: Vec<Write>) -> Result<()> {
        self.order = self.order.next(now().0);
        let rows = writes.iter().map(|write| match write {
            Write::Put(key, value) => (key.path(), Some([&[0; SEALED][..], value].concat())),
            Write::Delete(key) => (key.path(), None),
        });
        let entry = Entry {
            order: self.order,
            rows: rows.collect(),
        };
        let bytes = frame(&entry.to_bytes());
        self.journal.write_all(&bytes)?;
        self.journal_bytes += bytes.len() as u64;
        for write in writes {
            match write {
                Write::Put(key, value) => self.disk.insert(key, value),
                Write::Delete(key) => self.disk.remove(&key),
            };
        }
        Ok(())
    }

    /// Tells the engine something that needs no network now.
    pub fn offline(&mut self, event: Event) -> Result<()> {
        let effects = self.handle(event);
        self.perform(effects).map(drop)
    }

    /// One act of the officer.
    pub fn edit(&mut self, inspection: &InspectionId, edit: Edit) -> Result<()> {
        let inspection = inspection.clone();
        self.offline(Event::Edited { inspection, edit })
    }

    /// Exchanges until nothing is left to say. A server that is busy is asked again after the time it named, `hurry`
    /// times sooner.
    pub async fn sync(&mut self, hurry: u32) -> Result<()> {
        let effects = self.handle(Event::SyncWanted);
        let mut posts = self.perform(effects)?;
        while let Some((ticket, body)) = posts.pop_front() {
            let body = self.post(&body, hurry).await?;
            let effects = self.handle(Event::Response { ticket, body });
            posts.extend(self.perform(effects)?);
        }
        Ok(())
    }

    async fn post(&mut self, body: &[u8], hurry: u32) -> Result<Vec<u8>> {
        let headers = [("Authorization", format!("Bearer {}", self.enrolment.token))];
        for _ in 0..TRIES {
            let answer = self.http.ask("POST", "/api/v1/sync", &headers, body).await?;
            match (answer.status, answer.retry_after_s) {
                (200, _) => return Ok(answer.body),
                (429, Some(wait)) => self.wait(wait, hurry).await,
                (status, _) => bail!("{status}: {}", String::from_utf8_lossy(&answer.body)),
            }
        }
        bail!("busy {TRIES} times")
    }

    async fn wait(&mut self, seconds: u32, hurry: u32) {
        let spread = self.roll() % 1000;
        let wait = u64::from(seconds) * 1000 + spread;
        tokio::time::sleep(Duration::from_millis(wait / u64::from(hurry))).await;
    }

    /// From now on the server is reached there.
    pub fn by_way_of(&mut self, address: SocketAddr) {
        self.http = Http::to(address);
    }

    /// Sends the bytes of one piece of evidence from `offset` on, in parts, until the server has them all.
    pub async fn send_blob(&mut self, sha256: ChangeId, offset: u64, bytes: &[u8], hurry: u32) -> Result<()> {
        let path = format!("/api/v1/blobs/{}", sha256.to_hex());
        let mut at = usize::try_from(offset)?;
        for _ in 0..TRIES {
            let end = (at + PART).min(bytes.len());
            let part = bytes.get(at..end).context("the server has more than there is")?;
            let headers = [
                ("Authorization", format!("Bearer {}", self.enrolment.token)),
                ("Content-Type", "application/partial-upload".to_owned()),
                ("Upload-Offset", at.to_string()),
                ("Upload-Length", bytes.len().to_string()),
            ];
            let answer = self.http.ask("PATCH", &path, &headers, part).await?;
            match (answer.status, answer.retry_after_s) {
                (200, _) => {
                    return self.offline(Event::BlobReceived {
                        sha256,
                        safe: false,
                        receipt: None,
                    });
                }
                (204, _) => at = end,
                (429, Some(wait)) => self.wait(wait, hurry).await,
                (status, _) => bail!("blob: {status}: {}", String::from_utf8_lossy(&answer.body)),
            }
        }
        bail!("not taken in after {TRIES} requests")
    }

    /// The officer signs what he read.
    pub fn sign(&mut self, id: &InspectionId) -> Result<()> {
        let (view, package) = self
            .engine
            .view(id)
            .zip(self.engine.package(id))
            .context("it is here")?;
        let officer = &self.enrolment.inspector;
        let points = (0..200).map(|i| [i * 11, 3000 + (i * 37) % 500, i * 4, 500]);
        let signature = Signature {
            signer: signature::Signer::Officer {
                inspector: officer.id.clone(),
                certificate_no: officer.certificate_no.clone(),
            },
            form: SignatureForm::Strokes,
            strokes: vec![Stroke {
                points: points.collect(),
            }],
            evidence: None,
            heads: view.heads.clone(),
            shown_sha256: read_back(package, view, &view.heads).sha256,
            at: now(),
            device: self.enrolment.device.clone(),
            device_signature: String::new(),
        };
        let signed: p256::ecdsa::Signature = self.key.sign(signature.device_text().as_bytes());
        let signature = Signature {
            device_signature: URL_SAFE_NO_PAD.encode(signed.to_bytes()),
            ..signature
        };
        self.edit(id, Edit::Sign { signature })
    }

    /// The tablet starts anew from its disk; what loading took.
    pub fn restart(&mut self) -> Result<Duration> {
        let rows = self.disk.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
        let (mut entropy, me) = ([7; 32], me(&self.enrolment));
        entropy[..8].copy_from_slice(&self.roll().to_be_bytes());
        let began = std::time::Instant::now();
        let (engine, effects) = Engine::load(me, Snapshot { rows }, entropy);
        let took = began.elapsed();
        self.engine = engine;
        self.perform(effects)?;
        Ok(took)
    }

    /// Bytes it holds.
    pub fn held(&self) -> Held {
        let mut held = Held {
            journal: self.journal_bytes,
            ..Held::default()
        };
        for (key, value) in &self.disk {
            let path = key.path();
            let row = pack_row(&path, self.order, value).len() + SEALED + path.len();
            match key {
                Key::Package(_) => held.packages += row as u64,
                Key::Chunk { .. } | Key::Doc(_) | Key::Proof(..) | Key::Review(_) => {
                    held.documents += row as u64;
                }
                Key::Blob(_) | Key::Quarantine(_) | Key::Meta => {}
            }
        }
        held
    }
}

fn me(enrolment: &Enrolment) -> Me {
    Me {
        device: enrolment.device.clone(),
        inspector: enrolment.inspector.id.clone(),
        server_keys: enrolment.server_keys.clone(),
    }
}

fn now() -> Timestamp {
    Timestamp(chrono::Utc::now().timestamp_millis())
}
