//! The stage: one office (演示单位) with three officers, their enrolled tablets and two inspections, made once.
//!
//! Keys are fixed, so that the same seed gives the same bytes in every run.

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::Role;
use domain::assignment::Package;
use domain::id::{DeviceId, InspectionId, InspectorId, UserId};
use domain::inspection::doc::{InspectionDoc, SchemaFacts};
use domain::time::Timestamp;
use p256::ecdsa::SigningKey;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use sync_server::flow::log::{Act, Book};
use sync_server::keys::Keys;
use sync_server::regimes::Regimes;
use sync_server::store::StoreError;
use sync_server::store::record::{
    Account, DeviceRecord, DocumentRecord, InspectionRecord, RawChange, SessionRecord,
};
use sync_server::store::sqlite::{End, Memory};

/// When every world begins.
pub(super) const BEGIN: i64 = 1_795_000_000_000;
/// The officers.
pub(super) const OFFICERS: [&str; 3] = ["demo-cert-01", "demo-cert-02", "demo-cert-03"];
/// The inspections; every officer is in the team of each.
pub(super) const INSPECTIONS: [&str; 2] = ["insp-1", "insp-2"];
/// Items of the form.
pub(super) const ITEMS: usize = 4;
/// The log's name.
pub(super) const ORIGIN: &str = "demo.example/sim";

/// What every world starts from.
pub(super) struct Stage {
    pub(super) memory: Arc<Memory>,
    pub(super) keys: PathBuf,
    pub(super) regimes: Arc<Regimes>,
    pub(super) packages: Vec<Package>,
    _dir: tempfile::TempDir,
}

thread_local! {
    static STAGE: RefCell<Option<Rc<Stage>>> = const { RefCell::new(None) };
}

/// This thread's stage.
pub(super) fn stage() -> Result<Rc<Stage>> {
    if let Some(stage) = STAGE.with_borrow(Option::clone) {
        return Ok(stage);
    }
    let made = Rc::new(make()?);
    STAGE.set(Some(made.clone()));
    Ok(made)
}

/// The device key of an officer's tablet.
pub(super) fn device_key(who: &str) -> SigningKey {
    SigningKey::from_slice(&Sha256::digest(who)).expect("a digest is below the order of the curve")
}

/// The tablet of an officer.
pub(super) fn device(who: &str) -> DeviceId {
    DeviceId::new(format!("tablet-{who}"))
}

/// The bearer token of an officer's tablet.
pub(super) fn token(who: &str) -> String {
    format!("token-of-{who}")
}

fn package(id: &str) -> Result<Package> {
    let items: Vec<_> = (0..ITEMS)
        .map(|no| {
            json!({"id": format!("q{no}"), "text": format!("演示要点 {no}"), "required": no == 0,
            "kind": {"type": "verdict", "ok": "合格", "bad": "不合格", "na": "不适用"}})
        })
        .collect();
    let team: Vec<_> = OFFICERS
        .iter()
        .map(|who| {
            json!({"inspector": who, "name": format!("演示员 {who}"), "certificate_no": who,
            "department": "演示大队", "role": "member"})
        })
        .collect();
    let value = json!({
        "inspection": id, "task": "demo-task", "task_title": "演示任务", "regime": "demo",
        "excerpt": {
            "id": "demo", "pack_sha256": "00", "title": "演示规则", "issuer": "演示单位", "steps": [], "skip_reasons": [],
            "signatures": {"officers_min": 1, "officers_cite": "四", "subject_signs": false, "subject_seals": false,
                "subject_cite": "四", "refusal": "注明情况", "refusal_cite": "五", "witness_at_refusal": false,
                "witness_cite": "五"},
            "camera_forbidden": null, "notice": [], "site_rules": [], "publication": []
        },
        "subject": {"id": "demo-subject", "name": "演示单位甲", "demo": true},
        "team": team,
        "forms": [{"id": "demo-form", "version": 1, "regime": "demo", "title": "演示表", "cite": "附件",
            "sections": [{"id": "s", "title": "节", "items": items}]}],
        "form_order": ["demo-form"],
        "window": ["2026-11-01", "2026-11-30"], "visit_no": 1, "due": [], "issued_at": 0
    });
    serde_json::from_value(value).context("the demo package")
}

/// Runs one office transaction on a store in memory.
pub(super) fn office<T: Send + 'static>(
    memory: &Arc<Memory>,
    decide: impl FnOnce(&dyn sync_server::store::Tx) -> Result<T, StoreError> + Send + 'static,
) -> Result<T> {
    let store = memory.store();
    let asking = std::thread::spawn(move || store.write_now(decide));
    while memory.waiting() == 0 && !asking.is_finished() {
        std::thread::yield_now();
    }
    memory.commit(|_| (), End::Committed)?;
    let done = asking
        .join()
        .map_err(|_| anyhow::anyhow!("the office panicked"))?;
    Ok(done?)
}

fn make() -> Result<Stage> {
    let dir = tempfile::tempdir()?;
    let keys = dir.path().join("keys");
    std::fs::create_dir_all(&keys)?;
    std::fs::write(keys.join("package.key"), hex::encode([7; 32]))?;
    std::fs::write(keys.join("log.key"), hex::encode([8; 32]))?;
    let signer = Keys::open(&keys)?;
    let memory = Memory::empty()?;
    let packages: Vec<Package> = INSPECTIONS.iter().map(|id| package(id)).collect::<Result<_>>()?;
    let inside = packages.clone();
    office(&memory, move |tx| {
        tx.put_meta("epoch", "epoch-0")?;
        for who in OFFICERS {
            officer(tx, who)?;
        }
        for package in &inside {
            inspection(tx, &signer, package)?;
        }
        let act = Act::SingleCopy {
            words: "demo".to_owned(),
            by: UserId::from("demo"),
        };
        let book = Book::new(ORIGIN.to_owned());
        let noted = book.note(tx, &signer, &act, Timestamp(BEGIN));
        noted
            .map(|_| ())
            .map_err(|e| StoreError::Engine(format!("{e:?}")))
    })?;
    Ok(Stage {
        memory,
        keys,
        regimes: Arc::new(Regimes::built_in(&[], &[])?),
        packages,
        _dir: dir,
    })
}

fn officer(tx: &dyn sync_server::store::Tx, who: &str) -> Result<(), StoreError> {
    let user = UserId::from(who);
    tx.put_account(&Account {
        user: user.clone(),
        name: who.to_owned(),
        password: None,
        roles: [Role::Inspector].into(),
        inspector: Some(InspectorId::from(who)),
        created_at: Timestamp(BEGIN),
        closed_at: None,
    })?;
    let point = device_key(who).verifying_key().to_sec1_point(false);
    tx.put_device(&DeviceRecord {
        id: device(who),
        name: who.to_owned(),
        inspector: InspectorId::from(who),
        user: user.clone(),
        key: URL_SAFE_NO_PAD.encode(point.as_bytes()),
        enrolled_at: Timestamp(BEGIN),
        seen_at: None,
        revoked_at: None,
        leave_at: None,
        beside: None,
    })?;
    tx.put_session(
        &Sha256::digest(token(who)).into(),
        &SessionRecord {
            user,
            device: Some(device(who)),
            created_at: Timestamp(BEGIN),
            seen_at: Timestamp(BEGIN),
            expires_at: Timestamp(i64::MAX),
        },
    )
}

fn inspection(tx: &dyn sync_server::store::Tx, keys: &Keys, package: &Package) -> Result<(), StoreError> {
    let fault = |e: &dyn std::fmt::Display| StoreError::Engine(e.to_string());
    let id: &InspectionId = &package.inspection;
    let doc = InspectionDoc::create(id, &SchemaFacts::of(package));
    tx.put_inspection(&InspectionRecord::begun(package, Timestamp(BEGIN)))?;
    tx.put_document(&DocumentRecord {
        inspection: id.clone(),
        heads: doc.heads().iter().map(ToString::to_string).collect(),
        received_at: None,
        bytes: doc.save_compacted().map_err(|e| fault(&e))?,
    })?;
    for change in doc.changes_after(&[]) {
        tx.add_change(&RawChange {
            inspection: id.clone(),
            hash: change.id.0,
            device: DeviceId::from("server"),
            author: "server".to_owned(),
            received_at: Timestamp(BEGIN),
            bytes: change.bytes,
        })?;
    }
    let body = serde_json::to_string(package).map_err(|e| fault(&e))?;
    tx.put_package(id, &keys.sign_package(body))
}
