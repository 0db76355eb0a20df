//! A tablet for tests: enrols, edits documents with the real domain code, syncs over the real wire.

use super::desk::{Desk, Got};
use axum::body::Body;
use axum::http::Request;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::assignment::{Package, SignedPackage};
use domain::id::{InspectionId, InspectorId};
use domain::inspection::change::ChangeId;
use domain::inspection::doc::{EditRefused, InspectionDoc, Pen};
use domain::inspection::edit::{Edit, TextField};
use domain::inspection::progress::{Blocker, progress, with_state};
use domain::inspection::rows::with_rows;
use domain::inspection::signature::{self, Signature, SignatureForm, Stroke};
use domain::regime::form::AnswerKind;
use domain::submission::read_back;
use domain::sync::frame::{from_frame, to_frame};
use domain::sync::mark::package_digest;
use domain::time::Timestamp;
use domain::wire::api::{Enrol, Enrolment, EnrolmentCode, EnrolmentCodeRequest};
use domain::wire::sync::{Answer, DocUp, PROTO, Page, SyncRequest, SyncResponse, parse, to_bytes};
use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// One inspection on the tablet.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) doc: InspectionDoc,
    pub(crate) package: Package,
    pub(crate) signed: SignedPackage,
    /// What the server is known to have.
    pub(crate) base: Vec<ChangeId>,
    pub(crate) reviews: u32,
}

#[derive(Clone)]
pub(crate) struct Tablet {
    pub(crate) enrolment: Enrolment,
    pub(crate) held: BTreeMap<InspectionId, Held>,
    pub(crate) mark: Option<ChangeId>,
    actor: [u8; 16],
    /// Number of the device key it signs with.
    pub(crate) key: u8,
    time: Arc<AtomicI64>,
}

/// The device key of a tablet.
pub(crate) fn signing_key(byte: u8) -> SigningKey {
    SigningKey::from_slice(&[byte; 32]).unwrap()
}

/// Its public half, as enrolled.
pub(crate) fn device_key(byte: u8) -> String {
    URL_SAFE_NO_PAD.encode(signing_key(byte).verifying_key().to_sec1_point(false).as_bytes())
}

impl Tablet {
    pub(crate) async fn enrol(desk: &mut Desk, inspector: &InspectorId, byte: u8) -> Self {
        let ask = EnrolmentCodeRequest {
            inspector: inspector.clone(),
        };
        let code: EnrolmentCode = desk.post("administrator", "/enrolment-codes", &ask).await;
        let ask = Enrol {
            code: code.code,
            device_name: format!("tablet {byte}"),
            device_key: device_key(byte),
            beside: None,
        };
        Self {
            enrolment: desk.post("", "/enrol", &ask).await,
            held: BTreeMap::new(),
            mark: None,
            actor: [byte; 16],
            key: byte,
            time: desk.time.clone(),
        }
    }

    pub(crate) fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, String)],
        body: Vec<u8>,
    ) -> Request<Body> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header("authorization", format!("Bearer {}", self.enrolment.token));
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        request.body(Body::from(body)).unwrap()
    }

    pub(crate) async fn post(&self, desk: &Desk, request: &SyncRequest) -> Got {
        desk.send(self.request("POST", "/sync", &[], to_bytes(request)))
            .await
    }

    /// What this tablet would send now.
    pub(crate) fn upload(&self) -> SyncRequest {
        let up = |(id, held): (&InspectionId, &Held)| {
            let changes = held.doc.changes_after(&held.base);
            DocUp {
                id: id.clone(),
                base: Some(held.base.clone()),
                have: Vec::new(),
                changes: match changes.is_empty() {
                    true => Vec::new(),
                    false => to_frame(&changes, &held.base).unwrap(),
                },
                package: Some(package_digest(&held.signed.body)),
                proofs: Vec::new(),
                reviews: held.reviews,
            }
        };
        SyncRequest {
            proto: PROTO,
            epoch: self.enrolment.epoch.clone(),
            device: self.enrolment.device.clone(),
            mark: None,
            policy: None,
            docs: self.held.iter().map(up).collect(),
            blobs: Vec::new(),
            grows: false,
        }
    }

    /// Syncs until the server has no more, and takes everything in.
    pub(crate) async fn sync(&mut self, desk: &Desk) -> Page {
        loop {
            let got = self.post(desk, &self.upload()).await;
            assert!(got.status.is_success(), "{}", String::from_utf8_lossy(&got.body));
            let response: SyncResponse = parse(&got.body).unwrap();
            let Answer::Page(page) = response.answer else {
                panic!("a page")
            };
            self.take(&page);
            if !page.more {
                self.mark = page.mark;
                return *page;
            }
        }
    }

    pub(crate) fn take(&mut self, page: &Page) {
        let mut packages: BTreeMap<InspectionId, (Package, SignedPackage)> = BTreeMap::new();
        for signed in &page.packages {
            let package: Package = serde_json::from_str(&signed.body).unwrap();
            packages.insert(package.inspection.clone(), (package, signed.clone()));
        }
        for down in &page.docs {
            let known = self
                .held
                .get(&down.id)
                .map(|h| h.base.clone())
                .unwrap_or_default();
            let changes = match down.changes.is_empty() {
                true => Vec::new(),
                false => from_frame(&down.changes, &known).unwrap(),
            };
            if let Some(held) = self.held.get_mut(&down.id) {
                held.doc.merge(&changes).unwrap();
                held.base = down.heads.clone();
                if let Some((package, signed)) = packages.remove(&down.id) {
                    (held.package, held.signed) = (package, signed);
                }
            } else if let Some((package, signed)) = packages.remove(&down.id) {
                let chunks: Vec<Vec<u8>> = changes.into_iter().map(|c| c.bytes).collect();
                let doc = InspectionDoc::load(&chunks).unwrap();
                let (base, reviews) = (down.heads.clone(), 0);
                self.held.insert(
                    down.id.clone(),
                    Held {
                        doc,
                        package,
                        signed,
                        base,
                        reviews,
                    },
                );
            }
        }
        for (id, (package, signed)) in packages {
            let held = self.held.get_mut(&id).unwrap();
            (held.package, held.signed) = (package, signed);
        }
        for review in &page.reviews {
            self.held.get_mut(&review.id).unwrap().reviews = u32::try_from(review.entries.len()).unwrap();
        }
    }

    pub(crate) fn edit(&mut self, id: &InspectionId, edit: &Edit) {
        self.try_edit(id, edit)
            .unwrap_or_else(|e| panic!("{edit:?}: {}", e.code()));
    }

    pub(crate) fn try_edit(&mut self, id: &InspectionId, edit: &Edit) -> Result<(), EditRefused> {
        let held = self.held.get_mut(id).unwrap();
        let pen = Pen {
            run: None,
            package: &held.package,
            author: &self.enrolment.inspector.id,
            device: &self.enrolment.device,
            now: Timestamp(self.time.fetch_add(1_000, Ordering::Relaxed)),
            actor: self.actor,
            page_digest: domain::submission::page_digest,
        };
        held.doc.apply_edit(edit, &pen).map(|_| ())
    }

    /// Answers and signs whatever stands against sealing, then seals.
    pub(crate) fn finish(&mut self, id: &InspectionId) {
        for _ in 0..2_000 {
            let held = &self.held[id];
            let open = progress(&held.package, &with_state(&held.package, held.doc.view()));
            let Some(next) = open.blocking.first().cloned() else {
                let exceptions = String::new();
                return self.edit(id, &Edit::Seal { exceptions });
            };
            for edit in self.against(id, &next) {
                self.edit(id, &edit);
            }
        }
        panic!(
            "never done: {:?}",
            progress(&self.held[id].package, &self.held[id].doc.view()).blocking
        );
    }

    fn against(&self, id: &InspectionId, blocker: &Blocker) -> Vec<Edit> {
        let held = &self.held[id];
        let whole = with_rows(&held.package, &held.doc.view()).into_owned();
        let items = || whole.forms.iter().flat_map(|f| f.items());
        match blocker.code.as_str() {
            "item.missing" => {
                let item = items().find(|i| Some(&i.id) == blocker.item.as_ref()).unwrap();
                vec![answer(item)]
            }
            "item.described" | "item.reasoned" | "item.explained" => vec![Edit::SetText {
                target: TextField::ItemNote {
                    item: blocker.item.clone().unwrap(),
                },
                text: "演示说明".to_owned(),
            }],
            "form.answered_min" => {
                let given = held.doc.view().answers;
                let open = items().filter(|i| given.get(&i.id).is_none_or(|a| a.value.is_none()));
                open.take(1).map(answer).collect()
            }
            "step.missing" | "step.principle" => vec![Edit::Step {
                step: blocker.about.clone(),
                outcome: "done".to_owned(),
                note: String::new(),
            }],
            "remarks.missing" => vec![Edit::SetText {
                target: TextField::Remarks,
                text: "演示：检查情况见记录".to_owned(),
            }],
            "signature.officers" | "signature.before_change" => {
                let officers = held.package.team.iter().map(|m| signature::Signer::Officer {
                    inspector: m.inspector.clone(),
                    certificate_no: m.certificate_no.clone(),
                });
                officers.map(|signer| self.signature(id, signer)).collect()
            }
            "signature.subject" => vec![self.signature(
                id,
                signature::Signer::Subject {
                    name: "演示负责人".to_owned(),
                    position: String::new(),
                },
            )],
            "signature.subject_seal" => vec![Edit::Refuse {
                reason: "演示拒签".to_owned(),
                no_witness: "演示".to_owned(),
            }],
            other => panic!("nothing known against {other}"),
        }
    }

    fn signature(&self, id: &InspectionId, signer: signature::Signer) -> Edit {
        let held = &self.held[id];
        let view = held.doc.view();
        let points = (0..100)
            .map(|i| [i * 11, 3000 + (i * 37) % 500, i * 4, 500])
            .collect();
        let signature = Signature {
            signer,
            form: SignatureForm::Strokes,
            strokes: vec![Stroke { points }],
            evidence: None,
            heads: view.heads.clone(),
            shown_sha256: read_back(&held.package, &view, &view.heads).sha256,
            at: Timestamp(1_795_140_000_000),
            device: self.enrolment.device.clone(),
            device_signature: String::new(),
        };
        let signed: p256::ecdsa::Signature = signing_key(self.key).sign(signature.device_text().as_bytes());
        let signature = Signature {
            device_signature: URL_SAFE_NO_PAD.encode(signed.to_bytes()),
            ..signature
        };
        Edit::Sign { signature }
    }
}

fn answer(item: &domain::regime::form::Item) -> Edit {
    let value = match &item.kind {
        AnswerKind::Verdict { .. } => "ok".to_owned(),
        AnswerKind::Choice { options } | AnswerKind::MultiChoice { options } => options[0].id.clone(),
        AnswerKind::Text { .. } => {
            return Edit::SetText {
                target: TextField::ItemText {
                    item: item.id.clone(),
                },
                text: "演示".to_owned(),
            };
        }
        AnswerKind::Number { .. } => "1".to_owned(),
        AnswerKind::Date => "2026-11-20".to_owned(),
        AnswerKind::Fraction { .. } => "0/1".to_owned(),
    };
    Edit::Answer {
        item: item.id.clone(),
        value: Some(value),
    }
}
