//! Reading back, signing, sealing, amending, in English.

use crate::i18n::messages::Closing;

pub(super) const CLOSING: Closing = Closing {
    read_back: "Read back",
    read_back_hint: "Read this out, or let the subject read it. It is all that the signatures confirm.",
    digest: "Digest (SHA-256)",
    not_answered: "Not answered",
    to_seal: "Seal",
    signatures: "Signatures",
    subject: "The subject",
    witness: "Witness",
    sign_subject: "The subject signs",
    sign_witness: "The witness signs",
    refuse: "Refuses to sign",
    unsigned: "Not signed",
    before_change: "Signed before a change: sign again",
    refusal_title: "Refusal to sign",
    refusal_silent: "This regime does not say how a refusal is handled: record it as it was; the officers sign, and a witness if there is one.",
    refusal_reason: "How and why",
    witness_asked: "Ask a witness to sign; say why if there is none.",
    witness_free: "A witness may sign.",
    witness_signs: "The witness signs",
    why_no_witness: "Why there is no witness",
    why_no_witness_hint: "Leave empty when a witness signs.",
    refusal_save: "Record the refusal",
    seal_title: "Seal",
    ready: "Ready to seal",
    ready_hint: "Content, evidence and signatures are complete.",
    exceptions: "Stated exceptions",
    exceptions_hint: "Where an “in principle” rule was not met, say why; then sealing is possible.",
    seal_hint: "After sealing nothing changes; corrections are amendments and the record stays.",
    seal: "Seal",
    sealed: "Sealed",
    sealed_hint: "The record is fixed. Synchronise soon; do not clear the browser data before the server’s receipt.",
    sealed_received: "The server has received it; the record is fixed.",
    record_digest: "Digest of the seal",
    sealed_apart: "Two officers sealed different things",
    sealed_apart_hint: "Both seals are kept, but they are not one record yet. Open an amendment, exchange and compare, then sign and seal together.",
    sealed_by: "Sealed by",
    go_there: "Go there",
    supplements: "Supplements",
    supplements_hint: "These were written unaware of the seal. The subject’s signature stands; the officers settle each.",
    sealed_says: "The sealed record says",
    written_by: "Written by",
    adopt: "Adopt (with an amendment)",
    keep_apart: "Keep apart",
    adopted: "Adopted",
    kept_apart: "Kept apart",
    amend_title: "Amend",
    returned: "The office returned it",
    amend_hint: "An amendment follows the sealed record, with its reason; afterwards read back, sign and seal again.",
    amend_reason: "Reason",
    amend: "Open the amendment",
    pad: "Signature pad",
    pad_hint: "Please sign in the white frame",
    pad_keys: "Without a hand to draw: focus the frame, move the nib with the arrow keys, put it down or lift it with the space bar; Shift goes further.",
    pad_nib: |x, y, down| {
        let state = if down { "down" } else { "up" };
        format!("Nib: {x} from the left, {y} from the top, {state}")
    },
    pad_too_little: "Too little to be a signature: please write it out",
    undo: "Undo",
    redo: "Redo",
    clear: "Clear",
    confirm_signature: "Confirm",
    signature_kept: "The signature is kept",
    result: "Result",
    name: "Name",
    position: "Position",
    relation: "Who it is",
    marks: "Seal mark or thumbprint",
    marks_need_photo: "Take a photo of it first, under “Summary and words”.",
    choose_photo: "Choose the photo",
    seal_mark: "Seal mark",
    thumb_mark: "Thumbprint",
    mark_save: "Confirm",
    label,
    value,
    sign_as: |n| format!("{n} signs"),
    signed_at: |at| format!("Signed {at}"),
    certificate: |no| format!("Certificate {no}"),
    certificate_until: |d| format!(", valid until {d}"),
    refused: |r| format!("Refused to sign: {r}"),
    no_witness: |r| format!("No witness: {r}"),
    blockers: |n| format!("Left to do: {n}"),
    result_check: |n, bad| format!("Items inspected: {n}; problems found: {bad}"),
    result_skip: |r| format!("Not inspected: {r}"),
    supplement_kind,
};

fn label(code: &str) -> String {
    match code {
        "case" => "The visit",
        "team" => "Team",
        "steps" => "Steps on site",
        "skip" => "Not inspected",
        "words" => "Summary and words",
        "evidence" => "Evidence",
        "regime" => "Regime",
        "task" => "Task",
        "subject.name" => "Subject",
        "subject.credit_code" => "Credit code",
        "subject.address" => "Address",
        "subject.responsible_person" => "Responsible person",
        "team.member" => "Officer",
        "skip.reason" => "Lawful reason",
        "skip.note" => "What was found",
        "remarks" => "Summary",
        "subject_words" => "The subject’s words",
        "location" => "Where inspected",
        "note" => "Note",
        other => other,
    }
    .to_owned()
}

fn value(text: &str) -> String {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let word = match first {
        "done" => "Done",
        "declined" => "Declined",
        "not_possible" => "Not possible",
        _ => return text.to_owned(),
    };
    format!("{word} {rest}").trim().to_owned()
}

fn supplement_kind(kind: &str) -> String {
    match kind {
        "answer" => "Answer",
        "note" => "Note",
        "location" => "Where inspected",
        "evidence" => "Evidence",
        "remarks" => "Summary",
        "subject_words" => "The subject’s words",
        "step" => "Step",
        "text" => "Text",
        "skip" | "skip_note" => "Not inspected",
        other => other,
    }
    .to_owned()
}
