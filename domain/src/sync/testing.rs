//! A server in memory that keeps what the real one keeps, for tests of both ends together.

pub(crate) mod disk;

use super::admit::{ActorOwner, Admission, DocFacts, SyncSession, admit};
use super::engine::Me;
use super::first::{digest, first_of};
use super::frame::to_frame;
use super::mark::{MarkDoc, mark, package_digest};
use super::proof::{DeviceKey, DeviceKeys};
use crate::assignment::{PACKAGE_LABEL, Package, SignedPackage};
use crate::id::{DeviceId, InspectionId, InspectorId};
use crate::inspection::change::ChangeId;
use crate::inspection::doc::InspectionDoc;
use crate::inspection::doc::testing::{LI, WANG, package, public_on, server_doc};
use crate::review::ReviewState;
use crate::time::Timestamp;
use crate::wire::sync::{
    Answer, BlobDown, DocDown, DocUp, PROTO, Page, SyncRequest, SyncResponse, Verdict, parse, to_bytes,
};
use base64::Engine as _;
use ed25519_dalek::{Signer, SigningKey};
use std::collections::{BTreeMap, BTreeSet};

const KEY_ID: &str = "demo-key";

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn base64url(bytes: &[u8]) -> String {
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// A tablet of an officer that trusts this server.
pub(crate) fn me(who: &str) -> Me {
    Me {
        device: DeviceId::new(format!("tablet-{who}")),
        inspector: InspectorId::from(who),
        server_keys: BTreeMap::from([(KEY_ID.to_owned(), base64url(key().verifying_key().as_bytes()))]),
    }
}

/// One document as stored.
#[derive(Clone)]
pub(crate) struct StoredDoc {
    pub(crate) package: Package,
    pub(crate) signed: SignedPackage,
    pub(crate) chunks: Vec<Vec<u8>>,
    pub(crate) actors: BTreeMap<String, ActorOwner>,
    pub(crate) review: ReviewState,
}

/// The server.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) epoch: String,
    pub(crate) docs: BTreeMap<InspectionId, StoredDoc>,
    pub(crate) blobs: BTreeSet<ChangeId>,
    pub(crate) quarantined: Vec<(InspectionId, String)>,
    pub(crate) now: i64,
}

impl Server {
    pub(crate) fn new(inspections: &[&str]) -> Self {
        let docs = inspections.iter().map(|id| {
            let package = package(id);
            let body = serde_json::to_string(&package).unwrap();
            let signature = key().sign(format!("{PACKAGE_LABEL}{body}").as_bytes());
            let stored = StoredDoc {
                signed: SignedPackage {
                    signature: base64url(&signature.to_bytes()),
                    key_id: KEY_ID.to_owned(),
                    body,
                },
                chunks: vec![server_doc(&package).save_compacted().unwrap()],
                package,
                actors: BTreeMap::new(),
                review: ReviewState::Pending,
            };
            (InspectionId::from(*id), stored)
        });
        Self {
            epoch: "epoch-1".to_owned(),
            docs: docs.collect(),
            blobs: BTreeSet::new(),
            quarantined: Vec::new(),
            now: 1_795_000_000_000,
        }
    }

    pub(crate) fn doc(&self, id: &InspectionId) -> InspectionDoc {
        InspectionDoc::load(&self.docs[id].chunks).unwrap()
    }

    fn mark(&self) -> ChangeId {
        let docs: Vec<MarkDoc> = self
            .docs
            .iter()
            .map(|(id, stored)| MarkDoc {
                id: id.clone(),
                heads: self.doc(id).heads(),
                package: package_digest(&stored.signed.body),
                reviews: 0,
                safe: false,
                blobs: (u32::try_from(self.blobs.len()).unwrap(), 0),
            })
            .collect();
        mark(&docs, 0)
    }

    /// Answers a request of an officer's tablet.
    pub(crate) fn answer(&mut self, who: &str, body: &[u8]) -> Vec<u8> {
        self.now += 1000;
        let request: SyncRequest = parse(body).unwrap();
        let answer = if request.docs.is_empty() && request.mark == Some(self.mark()) {
            Answer::Same
        } else if request.docs.is_empty() && request.mark.is_some() {
            Answer::Differs
        } else {
            Answer::Page(Box::new(self.page(who, &request)))
        };
        to_bytes(&SyncResponse {
            proto: PROTO,
            epoch: self.epoch.clone(),
            now: Timestamp(self.now),
            revoked: false,
            answer,
        })
    }

    fn page(&mut self, who: &str, request: &SyncRequest) -> Page {
        let mut page = Page::default();
        for up in &request.docs {
            page.docs.push(self.one(who, &request.device, up));
        }
        let mut firsts = Vec::new();
        for (id, stored) in &self.docs {
            let held = request.docs.iter().find(|up| &up.id == id);
            if held.is_none() {
                let doc = self.doc(id);
                let first = first_of(&stored.package).heads();
                let known = if request.grows { &first[..] } else { &[] };
                let lacking = doc.changes_after(known);
                page.docs.push(DocDown {
                    id: id.clone(),
                    verdict: Verdict::Accepted,
                    heads: if doc.heads() == known {
                        Vec::new()
                    } else {
                        doc.heads()
                    },
                    grown: request.grows,
                    changes: match lacking.is_empty() {
                        true => Vec::new(),
                        false => to_frame(&lacking, known).unwrap(),
                    },
                    safe: false,
                });
                firsts.extend(known);
            }
            if held.and_then(|up| up.package) != Some(package_digest(&stored.signed.body)) {
                page.packages.push(stored.signed.clone());
            }
        }
        page.grown = (!firsts.is_empty()).then(|| digest(&firsts));
        page.blobs = request
            .blobs
            .iter()
            .map(|sha256| BlobDown {
                sha256: *sha256,
                offset: 0,
                received: self.blobs.contains(sha256),
                safe: false,
            })
            .collect();
        page.mark = Some(self.mark());
        page
    }

    fn one(&mut self, who: &str, device: &DeviceId, up: &DocUp) -> DocDown {
        let admission = self.admit(who, device, up);
        let down = DocDown {
            id: up.id.clone(),
            verdict: admission.verdict.clone(),
            heads: admission.heads(),
            grown: false,
            changes: admission.changes_down(up),
            safe: false,
        };
        if let Verdict::Parked { code } = &admission.verdict {
            self.quarantined.push((up.id.clone(), code.clone()));
        }
        let stored = self.docs.get_mut(&up.id).unwrap();
        stored
            .chunks
            .extend(admission.new_changes.into_iter().map(|c| c.bytes));
        stored.actors.extend(admission.bindings);
        down
    }

    /// What admission says; stores nothing.
    pub(crate) fn admit(&self, who: &str, device: &DeviceId, up: &DocUp) -> Admission {
        let stored = &self.docs[&up.id];
        let inspector = InspectorId::from(who);
        let session = SyncSession {
            inspector: &inspector,
            device,
        };
        let devices = [WANG, LI].map(|who| {
            let device = DeviceId::new(format!("tablet-{who}"));
            let key = public_on(&device);
            let inspector = InspectorId::from(who);
            (device, DeviceKey { inspector, key })
        });
        let devices = DeviceKeys::from(devices);
        let facts = DocFacts {
            package: &stored.package,
            review: stored.review,
            actors: &stored.actors,
            devices: &devices,
        };
        admit(&stored.chunks, up, session, facts).unwrap()
    }
}
