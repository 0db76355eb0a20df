//! Who still has to sign: the officers, the subject or a witness of its refusal, and whoever signed an earlier wording.

use super::{Blocker, Progress};
use crate::assignment::Package;
use crate::guard::stands;
use crate::id::InspectorId;
use crate::inspection::signature::{SignatureForm, Signer};
use crate::inspection::view::{InspectionView, SignatureView};
use std::collections::BTreeSet;

pub(super) fn signatures(package: &Package, view: &InspectionView, progress: &mut Progress) {
    let rule = &package.excerpt.signatures;
    let standing: Vec<&SignatureView> = view.signatures.iter().filter(|s| !s.before_change).collect();
    let officers: BTreeSet<&InspectorId> = standing
        .iter()
        .filter_map(|s| match &s.signature.signer {
            Signer::Officer { inspector, .. } => Some(inspector),
            // Who was not drawn stands in for nobody who was.
            Signer::Subject { .. }
            | Signer::Witness { .. }
            | Signer::Interpreter { .. }
            | Signer::Guest { .. } => None,
        })
        .collect();
    certificates(package, &standing, progress);
    if officers.len() < rule.officers_min as usize {
        progress
            .blocking
            .push(Blocker::new("signature.officers").cite(&rule.officers_cite));
    }
    let subject: Vec<&&SignatureView> = standing
        .iter()
        .filter(|s| matches!(s.signature.signer, Signer::Subject { .. }))
        .collect();
    // Nobody of the subject is met when the visit could not take place.
    if rule.subject_signs && view.skip.is_none() {
        match view.standing_refusal() {
            None if subject.is_empty() => progress
                .blocking
                .push(Blocker::new("signature.subject").cite(&rule.subject_cite)),
            None => {
                let sealed = subject
                    .iter()
                    .any(|s| s.signature.form == SignatureForm::SealPhoto);
                if rule.subject_seals && !sealed {
                    progress
                        .blocking
                        .push(Blocker::new("signature.subject_seal").cite(&rule.subject_cite));
                }
            }
            Some(refusal) => {
                let witness = standing
                    .iter()
                    .any(|s| matches!(s.signature.signer, Signer::Witness { .. }));
                if rule.witness_at_refusal && !witness && refusal.no_witness.trim().is_empty() {
                    progress
                        .blocking
                        .push(Blocker::new("signature.witness").cite(&rule.witness_cite));
                }
            }
        }
    }
    again(view, &standing, progress);
    // Likewise, a signature that has not seen everything rests on one that has.
    let rests = |old: &SignatureView| subject.iter().any(|s| !s.unseen && same_capacity(old, s));
    for signature in subject.iter().filter(|s| s.unseen && !rests(s)) {
        progress
            .blocking
            .push(Blocker::new("heads").about(signature.key.clone()));
    }
}

/// Somebody must sign again only if nobody in the same capacity has done so since.
fn again(view: &InspectionView, standing: &[&SignatureView], progress: &mut Progress) {
    let changed = view.signatures.iter().filter(|s| s.before_change);
    for old in changed.filter(|old| !refused_since(view, old)) {
        if !standing.iter().any(|s| same_capacity(old, s)) {
            // A guest goes back to his own department: words do, when he cannot sign again.
            let code = match &old.signature.signer {
                Signer::Guest { .. } => "signature.guest_before_change",
                Signer::Interpreter { .. } => "signature.interpreter_before_change",
                Signer::Officer { .. } | Signer::Subject { .. } | Signer::Witness { .. } => {
                    "signature.before_change"
                }
            };
            progress.blocking.push(Blocker::new(code).about(old.key.clone()));
        }
    }
}

/// Officers whose certificate had ended on the day they signed: they say why they acted all the same, and that stands
/// with the seal. A package that does not know until when a certificate holds says nothing.
fn certificates(package: &Package, standing: &[&SignatureView], progress: &mut Progress) {
    for member in &package.team {
        let Some(until) = member.certificate_until else {
            continue;
        };
        let ended = standing.iter().any(|s| match &s.signature.signer {
            Signer::Officer { inspector, .. } => {
                inspector == &member.inspector && s.signature.at.china_date() > until
            }
            Signer::Subject { .. }
            | Signer::Witness { .. }
            | Signer::Interpreter { .. }
            | Signer::Guest { .. } => false,
        });
        if ended && stands("a-certificate-that-ended-is-said") {
            let said = Blocker::new("signature.certificate").about(member.inspector.as_str());
            progress.blocking.push(said);
        }
    }
}

/// The subject signed an earlier wording and has refused to sign this one.
fn refused_since(view: &InspectionView, old: &SignatureView) -> bool {
    let subject = matches!(old.signature.signer, Signer::Subject { .. });
    let refusal = view.refusal.as_ref();
    subject && refusal.is_some_and(|refusal| refusal.stamp.at >= old.signature.at)
}

/// `b` stands for what `a` was given for. A hand stands for the photo of a seal or a thumbprint, too: that may have been
/// of a photo that was withdrawn, and nobody could ever give it again. Where a rule asks for the seal itself,
/// `signature.subject_seal` says so by name.
fn same_capacity(a: &SignatureView, b: &SignatureView) -> bool {
    match (&a.signature.signer, &b.signature.signer) {
        (Signer::Officer { inspector: x, .. }, Signer::Officer { inspector: y, .. }) => x == y,
        (
            Signer::Guest {
                certificate_no: x, ..
            },
            Signer::Guest {
                certificate_no: y, ..
            },
        ) => x == y,
        (Signer::Interpreter { name: x, .. }, Signer::Interpreter { name: y, .. }) => x == y,
        (Signer::Subject { .. }, Signer::Subject { .. })
        | (Signer::Witness { .. }, Signer::Witness { .. }) => {
            let by_hand = b.signature.form == SignatureForm::Strokes;
            by_hand || a.signature.form == b.signature.form
        }
        (
            Signer::Officer { .. }
            | Signer::Subject { .. }
            | Signer::Witness { .. }
            | Signer::Interpreter { .. }
            | Signer::Guest { .. },
            _,
        ) => false,
    }
}
