//! A made-up team, subject and form for tests (演示数据), and a tablet that edits.
#![allow(
    clippy::needless_pass_by_value,
    reason = "tests read better when an edit is written where it is made"
)]

use super::{InspectionDoc, Pen, SchemaFacts};
use crate::assignment::Package;
use crate::clock::Run;
use crate::evidence::{Evidence, EvidenceKind, Place};
use crate::id::{DeviceId, EvidenceId, InspectorId, ItemId};
use crate::inspection::change::Change;
use crate::inspection::doc::EditRefused;
use crate::inspection::edit::{Edit, TextField};
use crate::inspection::signature::{Signature, SignatureForm, Signer, Stroke};
use crate::inspection::view::InspectionView;
use crate::time::Timestamp;
use serde_json::json;

pub(crate) const WANG: &str = "demo-cert-01";
pub(crate) const LI: &str = "demo-cert-02";

/// 60 verdict items, a text, a number; two officers and the subject sign; one step; one skip reason.
pub(crate) fn package(id: &str) -> Package {
    let verdict = |no: usize| {
        json!({"id": format!("q{no}"), "text": format!("演示要点 {no}"), "required": no < 3,
            "kind": {"type": "verdict", "ok": "合格", "bad": "不合格", "na": "不适用"}})
    };
    let mut items: Vec<_> = (0..60).map(verdict).collect();
    items.push(json!({"id": "t1", "text": "描述", "required": false, "kind": {"type": "text"}}));
    items.push(json!({"id": "n1", "text": "压力", "required": false,
        "kind": {"type": "number", "unit": "MPa", "decimals": 2}}));
    let member = |id: &str, name: &str| json!({"inspector": id, "name": name, "certificate_no": id, "department": "演示大队", "role": "member"});
    let value = json!({
        "inspection": id, "task": "demo-task", "task_title": "演示任务", "regime": "demo",
        "excerpt": {
            "id": "demo", "pack_sha256": "00", "title": "演示规则", "issuer": "演示单位",
            "steps": [
                {"id": "show_certificate", "label": "亮证", "phase": "before", "strength": "must", "cite": "一"},
                {"id": "read_back", "label": "核对", "phase": "after", "strength": "principle", "cite": "二"},
            ],
            "skip_reasons": [{"code": "closed", "label": "停业", "cite": "三", "photos_min": 1, "needs_note": true}],
            "signatures": {"officers_min": 2, "officers_cite": "四", "subject_signs": true, "subject_seals": false,
                "subject_cite": "四", "refusal": "注明情况", "refusal_cite": "五", "witness_at_refusal": true,
                "witness_cite": "五"},
            "camera_forbidden": null, "notice": [], "site_rules": [], "publication": []
        },
        "subject": {"id": "demo-subject", "name": "演示单位甲", "demo": true},
        "team": [member(WANG, "演示员一"), member(LI, "演示员二")],
        "forms": [{"id": "demo-form", "version": 1, "regime": "demo", "title": "演示表", "cite": "附件",
            "sections": [{"id": "s", "title": "节", "items": items}]}],
        "form_order": ["demo-form"],
        "window": ["2026-11-01", "2026-11-30"], "visit_no": 1, "due": [], "issued_at": 0
    });
    serde_json::from_value(value).unwrap()
}

/// One officer's open copy of the document.
#[derive(Clone)]
pub(crate) struct Copy {
    pub(crate) doc: InspectionDoc,
    pub(crate) package: Package,
    pub(crate) who: InspectorId,
    pub(crate) device: DeviceId,
    pub(crate) actor: [u8; 16],
    pub(crate) now: i64,
    pub(crate) run: Option<Run>,
}

/// The server's document for a package.
pub(crate) fn server_doc(package: &Package) -> InspectionDoc {
    InspectionDoc::create(&package.inspection, &SchemaFacts::of(package))
}

impl Copy {
    /// A fresh load of the document on somebody's tablet.
    pub(crate) fn open(doc: &InspectionDoc, package: &Package, who: &str, actor: u8) -> Self {
        Self {
            doc: doc.clone(),
            package: package.clone(),
            who: InspectorId::from(who),
            device: DeviceId::new(format!("tablet-{who}")),
            actor: [actor; 16],
            now: 1_795_000_000_000,
            run: None,
        }
    }

    pub(crate) fn try_edit(&mut self, edit: &Edit) -> Result<Option<Change>, EditRefused> {
        self.now += 15_000;
        let pen = Pen {
            package: &self.package,
            author: &self.who,
            device: &self.device,
            now: Timestamp(self.now),
            run: self.run.as_ref(),
            actor: self.actor,
            page_digest: crate::submission::page_digest,
        };
        self.doc.apply_edit(edit, &pen)
    }

    #[track_caller]
    pub(crate) fn edit(&mut self, edit: Edit) -> Change {
        self.try_edit(&edit).unwrap().expect("writes something")
    }

    pub(crate) fn answer(&mut self, item: &str, value: &str) -> Change {
        self.edit(Edit::Answer {
            item: ItemId::from(item),
            value: Some(value.to_owned()),
        })
    }

    /// Finds a problem, and says which.
    pub(crate) fn problem(&mut self, item: &str) {
        self.answer(item, "bad");
        self.note(item, "演示问题");
    }

    pub(crate) fn note(&mut self, item: &str, text: &str) -> Change {
        self.edit(Edit::SetText {
            target: TextField::ItemNote {
                item: ItemId::from(item),
            },
            text: text.to_owned(),
        })
    }

    pub(crate) fn step(&mut self, step: &str) -> Change {
        self.edit(Edit::Step {
            step: step.to_owned(),
            outcome: "done".to_owned(),
            note: String::new(),
        })
    }

    /// Everything the form requires.
    pub(crate) fn fill(&mut self) {
        self.step("show_certificate");
        for item in ["q0", "q1", "q2"] {
            self.answer(item, "ok");
        }
        self.step("read_back");
    }

    pub(crate) fn sign_as(&mut self, signer: Signer) -> Change {
        let signing = self.signing_as(signer);
        self.edit(signing)
    }

    pub(crate) fn signing_as(&self, signer: Signer) -> Edit {
        let view = self.view();
        let page = crate::submission::read_back(&self.package, &view, &view.heads);
        let stroke = Stroke {
            points: (0..200)
                .map(|i| [i * 11, 3000 + (i * 37) % 500, i * 4, 500])
                .collect(),
        };
        let signature = Signature {
            signer,
            form: SignatureForm::Strokes,
            strokes: vec![stroke],
            evidence: None,
            heads: view.heads.clone(),
            shown_sha256: page.sha256,
            at: Timestamp(self.now),
            device: self.device.clone(),
            device_signature: String::new(),
        };
        let signature = Signature {
            device_signature: base64url(&sign_on(&self.device, &signature.device_text())),
            ..signature
        };
        Edit::Sign { signature }
    }

    pub(crate) fn sign_officer(&mut self, who: &str) -> Change {
        self.sign_as(Signer::Officer {
            inspector: InspectorId::from(who),
            certificate_no: who.to_owned(),
        })
    }

    pub(crate) fn sign_subject(&mut self) -> Change {
        self.sign_as(Signer::Subject {
            name: "演示负责人".to_owned(),
            position: String::new(),
        })
    }

    pub(crate) fn sign_all(&mut self) {
        self.sign_officer(WANG);
        self.sign_officer(LI);
        self.sign_subject();
    }

    pub(crate) fn seal(&mut self) -> Change {
        self.edit(Edit::Seal {
            exceptions: String::new(),
        })
    }

    pub(crate) fn photo(&mut self, id: &str) -> Change {
        let evidence = photo(id, &self.device);
        self.edit(Edit::Attach { evidence })
    }

    /// Takes in everything the other has.
    pub(crate) fn merge(&mut self, other: &Self) {
        let changes = other.doc.changes_after(&self.doc.heads());
        self.doc.merge(&changes).unwrap();
    }

    pub(crate) fn view(&self) -> InspectionView {
        self.doc.view()
    }
}

fn base64url(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// The key of a test tablet: another one for each name.
fn key_on(device: &DeviceId) -> p256::ecdsa::SigningKey {
    use sha2::Digest;
    let seed = sha2::Sha256::digest(device.as_str());
    p256::ecdsa::SigningKey::from_slice(&seed).expect("a digest is below the order of the curve")
}

/// A test tablet's public key, as enrolled.
pub(crate) fn public_on(device: &DeviceId) -> String {
    base64url(key_on(device).verifying_key().to_sec1_point(false).as_bytes())
}

/// What WebCrypto gives: raw r‖s.
pub(crate) fn sign_on(device: &DeviceId, text: &str) -> Vec<u8> {
    use p256::ecdsa::signature::Signer;
    let signature: p256::ecdsa::Signature = key_on(device).sign(text.as_bytes());
    signature.to_bytes().to_vec()
}

pub(crate) fn photo(id: &str, device: &DeviceId) -> Evidence {
    Evidence {
        id: EvidenceId::from(id),
        kind: EvidenceKind::Photo,
        item: None,
        sha256: hex::encode(<sha2::Sha256 as sha2::Digest>::digest(id)),
        size_bytes: 3,
        media_type: "image/jpeg".to_owned(),
        derived: None,
        taken_at: Timestamp(1_795_000_000_123),
        clock_unchecked: false,
        place: Place::None {
            reason: "denied".to_owned(),
        },
        device: device.clone(),
        caption: format!("演示照片 {id}"),
        about: None,
    }
}

/// Two tablets with the server's document.
pub(crate) fn pair() -> (Copy, Copy) {
    let package = package("insp-1");
    let doc = server_doc(&package);
    (
        Copy::open(&doc, &package, WANG, 1),
        Copy::open(&doc, &package, LI, 2),
    )
}

/// Both know all.
pub(crate) fn exchange(a: &mut Copy, b: &mut Copy) {
    a.merge(b);
    b.merge(a);
    assert_eq!(a.doc.heads(), b.doc.heads());
    assert_eq!(a.view(), b.view());
}
