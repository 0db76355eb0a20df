//! Admission, framing, sizes, damage at rest: one thing at a time.

mod admission;
mod bytes;
mod clocks;
mod export;
mod faults;
mod first;
mod hostile;
mod leave;
mod relay;
mod revoked;
mod seats;
mod silence;
mod tablet;
mod version;
mod wire;
mod world;

use super::frame::to_frame;
use super::testing::Server;
use crate::id::{DeviceId, InspectionId};
use crate::inspection::change::{Change, ChangeId};
use crate::inspection::doc::testing::Copy;
use crate::wire::sync::{DocUp, Verdict};

fn device(who: &str) -> DeviceId {
    DeviceId::new(format!("tablet-{who}"))
}

fn up(base: &[ChangeId], changes: &[Change]) -> DocUp {
    DocUp {
        id: InspectionId::from("insp-1"),
        base: Some(base.to_vec()),
        have: Vec::new(),
        changes: to_frame(changes, base).unwrap(),
        proofs: Vec::new(),
        package: None,
        reviews: 0,
    }
}

fn verdict(server: &Server, who: &str, up: &DocUp) -> String {
    let admission = server.admit(who, &device(who), up);
    match admission.verdict {
        Verdict::Parked { code } => {
            assert!(admission.new_changes.is_empty() && admission.bindings.is_empty());
            code
        }
        Verdict::Accepted => "accepted".to_owned(),
        Verdict::Behind => "behind".to_owned(),
        Verdict::Gone => "gone".to_owned(),
    }
}

fn open(server: &Server, who: &str, actor: u8) -> Copy {
    let id = InspectionId::from("insp-1");
    Copy::open(&server.doc(&id), &server.docs[&id].package, who, actor)
}
