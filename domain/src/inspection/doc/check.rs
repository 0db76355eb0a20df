//! Whether a value may stand at a place: the same answer on the tablet that writes and the server that admits.

use super::amend::{AmendmentRecord, SealRecord};
use super::read::RefusalRecord;
use super::rows;
use super::schema::{Place, SKIP_CONFIRMED, SKIP_REASON, Section};
use super::steps::StepRecord;
use super::supplement::{ADOPTED, KEPT_APART};
use super::{EditRefused, InspectionDoc, POINTS_MAX, item_of};
use super::{acts, online, papers};
use crate::assignment::Package;
use crate::evidence::{Evidence, about};
use crate::guard::stands;
use crate::id::{DeviceId, InspectorId, ItemId};
use crate::inspection::change::ChangeId;
use crate::inspection::rows::split;
use crate::inspection::signature::{Signature, SignatureForm, Signer, is_blank};
use crate::regime::form::AnswerKind;
use crate::regime::relevance::{TEXT_CHARS_MAX, WORDS_CHARS_MAX, validate};

/// The item must be on a form of the package.
pub(crate) fn item(package: &Package, item: &ItemId) -> Result<(), EditRefused> {
    item_of(package, item).map(|_| ()).ok_or(EditRefused::UnknownItem)
}

/// A string register.
pub(crate) fn register(
    package: &Package,
    section: Section,
    key: &str,
    value: &str,
) -> Result<(), EditRefused> {
    match section {
        Section::Answers => answer(package, key, value),
        Section::Locations if rows::noted(key).is_some() => {
            let noted = rows::noted(key).unwrap_or_default();
            item(package, &ItemId::from(noted))?;
            long(value)
        }
        Section::Locations => {
            item(package, &ItemId::from(key))?;
            short(value)
        }
        Section::Steps if papers::is_key(key) => papers::entry(package, key, value),
        Section::Steps if online::is_key(key) => online::entry(package, key, value),
        Section::Steps => {
            if !package.excerpt.steps.iter().any(|s| s.id == key) {
                return Err(EditRefused::UnknownStep);
            }
            let record: StepRecord = parsed(value)?;
            needed(&record.outcome)?;
            short(&record.note)
        }
        Section::Evidence if rows::is_key(key) => rows::entry(package, key, value),
        Section::Evidence => evidence(package, key, &parsed(value)?),
        Section::Withdrawn if !rows::may_be_struck(key) => Err(EditRefused::WrongValue),
        Section::Withdrawn => needed(value),
        Section::Signatures => parsed::<Signature>(value).map(|_| ()),
        Section::Skip => {
            let known = package.excerpt.skip_reasons.iter().any(|r| r.code == value);
            if !known || (key != SKIP_REASON && key != SKIP_CONFIRMED) {
                return Err(EditRefused::UnknownReason);
            }
            Ok(())
        }
        Section::Refusal => {
            let record: RefusalRecord = parsed(value)?;
            short(&record.no_witness)?;
            needed(&record.reason)
        }
        Section::Seals => {
            let record: SealRecord = parsed(value)?;
            let stated = record.read_back.as_deref();
            if stated.is_some_and(|digest| ChangeId::parse_hex(digest).is_none()) {
                return Err(EditRefused::WrongValue);
            }
            short(&record.exceptions)
        }
        Section::Amendments => parsed::<AmendmentRecord>(value).and_then(|r| needed(&r.reason)),
        Section::Settled if acts::is_key(key) => acts::entry(key, value),
        Section::Settled => {
            if value == ADOPTED || value == KEPT_APART {
                Ok(())
            } else {
                Err(EditRefused::WrongValue)
            }
        }
        Section::Notes | Section::Texts | Section::Words | Section::Strokes => Err(EditRefused::WrongValue),
    }
}

/// A whole text.
pub(crate) fn text(package: &Package, place: &Place, text: &str) -> Result<(), EditRefused> {
    let (section, key) = place;
    if !section.holds_texts() {
        return Err(EditRefused::WrongValue);
    }
    let id = ItemId::new(key.clone());
    if *section == Section::Notes {
        item(package, &id)?;
    } else if *section == Section::Texts {
        let item = item_of(package, &id).ok_or(EditRefused::UnknownItem)?;
        if !matches!(item.kind, AnswerKind::Text { .. }) {
            return Err(EditRefused::WrongValue);
        }
    }
    long(text)
}

/// Within the bound of a whole text.
fn long(text: &str) -> Result<(), EditRefused> {
    if text.chars().count() > TEXT_CHARS_MAX && stands("text-bound") {
        return Err(EditRefused::TooLong);
    }
    Ok(())
}

fn answer(package: &Package, key: &str, value: &str) -> Result<(), EditRefused> {
    let item = item_of(package, &ItemId::from(key)).ok_or(EditRefused::UnknownItem)?;
    // The words of a row are a register.
    let in_text = matches!(item.kind, AnswerKind::Text { .. }) && split(key).1.is_none();
    if in_text || value.is_empty() {
        return Err(EditRefused::WrongValue);
    }
    validate(&item.kind, value).map_err(|_| EditRefused::WrongValue)
}

fn evidence(package: &Package, key: &str, evidence: &Evidence) -> Result<(), EditRefused> {
    let digest = |hex: &str| hex.len() == 64 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let derived_ok = evidence.derived.as_ref().is_none_or(|d| digest(&d.sha256));
    if evidence.id.as_str() != key || !digest(&evidence.sha256) || !derived_ok {
        return Err(EditRefused::WrongValue);
    }
    // Where the camera is forbidden the record is in words (R19 一（一）2、5): no sound and no copies either.
    if package.excerpt.camera_forbidden.is_some() {
        return Err(EditRefused::CameraForbidden);
    }
    if !about::fits(evidence) && stands("evidence-says-what-its-kind-must") {
        return Err(EditRefused::WrongValue);
    }
    if let Some(id) = &evidence.item {
        item(package, id)?;
    }
    short(&evidence.caption)
}

/// Whether the original that a marked copy names is a picture of this record, which whoever marks it has seen.
pub(super) fn original_stands(doc: &InspectionDoc, evidence: &Evidence) -> bool {
    let Some(of) = evidence.marks_on() else {
        return true;
    };
    let is_it = |known: &Evidence| known.sha256 == of && known.can_be_marked();
    doc.evidence_all().iter().any(is_it) || !stands("a-marked-copy-names-its-original")
}

impl InspectionDoc {
    /// Some marked copy names an original that no piece of the record is.
    pub(crate) fn marks_without_original(&self) -> bool {
        let all = self.evidence_all();
        let stands_for = |of: &str| all.iter().any(|e| e.sha256 == of && e.can_be_marked());
        let lacks = all
            .iter()
            .filter_map(Evidence::marks_on)
            .any(|of| !stands_for(of));
        lacks && stands("a-marked-copy-names-its-original")
    }
}

/// A signature by `author` on `device`.
pub(crate) fn signature(
    package: &Package,
    signature: &Signature,
    author: &InspectorId,
    device: &DeviceId,
) -> Result<(), EditRefused> {
    let points: usize = signature.strokes.iter().map(|s| s.points.len()).sum();
    let empty = match signature.form {
        SignatureForm::Strokes => is_blank(&signature.strokes),
        SignatureForm::SealPhoto | SignatureForm::ThumbPhoto => signature.evidence.is_none(),
    };
    if empty {
        return Err(EditRefused::EmptySignature);
    }
    if points > POINTS_MAX || signature.strokes.len() > POINTS_MAX {
        return Err(EditRefused::TooLong);
    }
    match &signature.signer {
        // An officer without a tablet of his own signs on a colleague's: he is in the team, the device is the
        // colleague's, and the stamp says whose tablet it was.
        Signer::Officer { inspector, .. } => {
            if !package.team.iter().any(|m| &m.inspector == inspector) {
                return Err(EditRefused::NotInTeam);
            }
        }
        Signer::Subject { name, position } => {
            needed(name)?;
            short(position)?;
        }
        Signer::Witness { name, relation } => {
            needed(name)?;
            short(relation)?;
        }
        Signer::Interpreter { name, engaged } => {
            needed(name)?;
            needed(engaged)?;
        }
        Signer::Guest {
            name,
            certificate_no,
            department,
        } => [name, certificate_no, department]
            .into_iter()
            .try_for_each(|words| needed(words))?,
    }
    let in_team = package.team.iter().any(|m| &m.inspector == author);
    if &signature.device != device || !in_team {
        return Err(EditRefused::ForeignSignature);
    }
    Ok(())
}

/// Who signs as a guest was not drawn. Asked where it is signed and not where it is admitted: a record that says
/// otherwise, written before this was asked, is not refused by the office for it.
pub(super) fn lends_a_hand(package: &Package, signer: &Signer) -> Result<(), EditRefused> {
    let Signer::Guest { certificate_no, .. } = signer else {
        return Ok(());
    };
    let shown = certificate_no.trim();
    match package.team.iter().any(|m| m.certificate_no.trim() == shown) {
        true => Err(EditRefused::DrawnOfficer),
        false => Ok(()),
    }
}

fn parsed<T: serde::de::DeserializeOwned>(json: &str) -> Result<T, EditRefused> {
    serde_json::from_str(json).map_err(|_| EditRefused::WrongValue)
}

pub(super) fn short(words: &str) -> Result<(), EditRefused> {
    if words.chars().count() > WORDS_CHARS_MAX {
        return Err(EditRefused::TooLong);
    }
    Ok(())
}

pub(super) fn needed(words: &str) -> Result<(), EditRefused> {
    if words.trim().is_empty() {
        return Err(EditRefused::WordsMissing);
    }
    short(words)
}
