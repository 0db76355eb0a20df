//! What a visit that could not take place still lacks: a reason the rules know, and what each rule asks for beside it.

use super::{Blocker, Progress};
use crate::assignment::Package;
use crate::evidence::{Evidence, EvidenceKind, Place};
use crate::inspection::view::{InspectionView, SkipView};

pub(super) fn skip_path(package: &Package, view: &InspectionView, skip: &SkipView, progress: &mut Progress) {
    let mut reasons = package.excerpt.skip_reasons.iter();
    let Some(rule) = reasons.find(|r| r.code == skip.reason) else {
        let unknown = Blocker::new("skip.reason").about(skip.reason.clone());
        progress.blocking.push(unknown);
        return;
    };
    let standing = || view.evidence.iter().filter(|e| e.withdrawn.is_none());
    let photos = standing().filter(|e| is_photo(e.evidence.kind)).count();
    let placed = standing().any(|e| says_where(&e.evidence));
    let camera = package.excerpt.camera_forbidden.is_none();
    for ask in rule.asked() {
        let mut add = |wanted: bool, code: &str| {
            if wanted {
                let blocker = Blocker::new(code).about(rule.code.clone()).cite(&ask.cite);
                progress.blocking.push(blocker);
            }
        };
        // What only a camera can make is asked for nowhere that forbids the camera; a photo carries the place.
        add(camera && photos < ask.photos_min as usize, "skip.photos");
        add(ask.note && view.skip_note.trim().is_empty(), "skip.note");
        add(camera && ask.place && !placed, "skip.place");
        let alone = package.team.len() < 2;
        add(
            ask.second_officer && !alone && skip.confirmed.is_none(),
            "skip.second_officer",
        );
    }
}

fn is_photo(kind: EvidenceKind) -> bool {
    matches!(kind, EvidenceKind::Photo | EvidenceKind::PhotoImported)
}

/// Taken here, with the place or with the reason why the tablet did not know it. A file from elsewhere says neither.
fn says_where(evidence: &Evidence) -> bool {
    match &evidence.place {
        Place::Fix { .. } => true,
        Place::None { reason } => evidence.kind != EvidenceKind::PhotoImported && !reason.trim().is_empty(),
    }
}
