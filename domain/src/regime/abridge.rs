//! Abridging a pack to what one visit needs: fills the [`RegimeExcerpt`] that travels in the package.
//!
//! Every line keeps its article and its owner. Where the regime is silent the excerpt is silent too.

use crate::id::CheckItemId;
use crate::regime::excerpt::{
    CitedText, EvidenceWanted, OnlineWanted, PaperWanted, RegimeExcerpt, RuleSource, SignatureRule,
    SitePhase, SiteStep, SkipDemand, SkipReason, Strength,
};
use crate::regime::form::Form;
use crate::regime::pack::onsite::{
    STEP_ACTIONS, Signature, Skip, SkipCondition, SkipEvidence, SubjectSigns, Witness,
};
use crate::regime::pack::plan::DrawMode;
use crate::regime::pack::{Regime, Rule};
use crate::regime::when::all_hold;
use crate::roster::Subject;

/// The excerpt for one subject and the items checked there.
///
/// `officers` is the size of the drawn team ([`super::team_rule`]): so many sign.
pub fn abridge(regime: &Regime, subject: &Subject, items: &[CheckItemId], officers: u32) -> RegimeExcerpt {
    let rules = &regime.rules;
    let concerns = |only: &[CheckItemId]| only.is_empty() || only.iter().any(|i| items.contains(i));
    let signatures: Vec<_> = rules
        .signatures
        .iter()
        .filter(|r| concerns(&r.what.items))
        .collect();
    let mut excerpt = RegimeExcerpt {
        id: regime.id.clone(),
        pack_sha256: regime.digest.clone(),
        title: regime.title.clone(),
        issuer: regime.issuer.clone(),
        steps: steps(regime, subject, concerns),
        skip_reasons: rules
            .skips
            .iter()
            .map(|r| skip_reason(r, &rules.skip_conditions))
            .collect(),
        evidence: evidence(regime, concerns),
        signatures: signature_rule(&signatures, officers),
        camera_forbidden: camera_forbidden(regime, items),
        notice: notice(regime, concerns),
        site_rules: site_rules(regime, concerns),
        visit_first: visit_first(regime, subject, concerns),
        publication: publication(regime),
        online: online(regime, concerns),
        papers: papers(regime, subject, concerns),
        joint: false,
        remedies: rules.remedies.iter().map(|r| cited(r, &r.what.text)).collect(),
    };
    excerpt.steps = excerpt.asked_steps().cloned().collect();
    excerpt
}

/// The rule by which items are settled before the visit, if any.
fn online(regime: &Regime, concerns: impl Fn(&[CheckItemId]) -> bool) -> Option<OnlineWanted> {
    let rules = &regime.rules.online_checks;
    let rule = rules.iter().find(|r| concerns(&r.what.items))?;
    Some(OnlineWanted {
        means: rule.what.means.clone(),
        text: rule.what.text.clone(),
        cite: rule.cite.clone(),
        source: rule.origin.layer,
    })
}

/// Ways of checking and steps that have a paper of their own: the code of the rule, the code of the paper.
const PAPERS: [(&str, &str); 4] = [
    ("inquiry", "interview"),
    ("sampling", "sampling"),
    ("sample", "sampling"),
    ("order_rectification", "order"),
];

/// Papers that the text names as a way of checking or as a step, each once.
fn papers(regime: &Regime, subject: &Subject, concerns: impl Fn(&[CheckItemId]) -> bool) -> Vec<PaperWanted> {
    let wanted = |code: &str, text: &str, cite: &str, source: RuleSource| {
        let (_, paper) = PAPERS.into_iter().find(|(rule, _)| *rule == code)?;
        Some(PaperWanted {
            code: paper.to_owned(),
            text: text.to_owned(),
            cite: cite.to_owned(),
            source,
        })
    };
    let methods = regime.rules.methods.iter();
    let methods = methods.map(|r| wanted(&r.what.code, &r.what.label, &r.cite, r.origin.layer));
    let steps = regime.rules.steps.iter();
    let steps = steps
        .filter(|r| concerns(&r.what.items) && all_hold(&r.what.when, subject))
        .map(|r| wanted(&r.what.action, &r.what.label, &r.cite, r.origin.layer));
    let mut found: Vec<PaperWanted> = Vec::new();
    for paper in methods.chain(steps).flatten() {
        if found.iter().all(|known| known.code != paper.code) {
            found.push(paper);
        }
    }
    found
}

/// The drawn items that concern a subject, in the pack's order; what the text checks otherwise than by a draw stays
/// out of a drawn task.
pub fn items_for(regime: &Regime, subject: &Subject) -> Vec<CheckItemId> {
    let items = regime
        .rules
        .items
        .iter()
        .filter(|r| r.what.draw != DrawMode::None && all_hold(&r.what.when, subject));
    items.map(|r| r.what.item.clone()).collect()
}

/// The forms filled for these items, each once, in the pack's order.
pub fn forms_for<'a>(regime: &'a Regime, items: &[CheckItemId]) -> Vec<&'a Form> {
    let wanted = regime.rules.items.iter().filter(|r| items.contains(&r.what.item));
    let named: Vec<_> = wanted.flat_map(|r| &r.what.forms).collect();
    regime
        .forms
        .iter()
        .filter(|form| named.contains(&&form.id))
        .collect()
}

/// The rule that keeps the camera off for these items, if any.
pub fn camera_forbidden(regime: &Regime, items: &[CheckItemId]) -> Option<CitedText> {
    let concerns = |only: &[CheckItemId]| only.is_empty() || only.iter().any(|i| items.contains(i));
    let limits = regime.rules.evidence_limits.iter();
    limits
        .filter(|r| r.what.camera_forbidden)
        .find(|r| concerns(&r.what.items))
        .map(|r| cited(r, &r.what.text))
}

fn cited<T>(rule: &Rule<T>, text: &str) -> CitedText {
    CitedText {
        text: text.to_owned(),
        cite: rule.cite.clone(),
        source: rule.origin.layer,
    }
}

fn steps(regime: &Regime, subject: &Subject, concerns: impl Fn(&[CheckItemId]) -> bool) -> Vec<SiteStep> {
    let asked = regime
        .rules
        .steps
        .iter()
        .filter(|r| concerns(&r.what.items) && all_hold(&r.what.when, subject));
    let mut steps: Vec<SiteStep> = Vec::new();
    for rule in asked {
        // What the regime already asks is not asked again by an overlay.
        let source = rule.origin.layer;
        if source != RuleSource::Regime && steps.iter().any(|s| s.id == rule.what.action) {
            continue;
        }
        steps.push(SiteStep {
            id: rule.what.action.clone(),
            label: rule.what.label.clone(),
            phase: rule.what.phase,
            strength: rule.strength,
            cite: rule.cite.clone(),
            source,
        });
    }
    steps.extend(head_step(regime));
    steps.sort_by_key(|s| (s.phase, rank(&s.id)));
    steps
}

/// A group that names its head after the draw does so before anything else.
fn head_step(regime: &Regime) -> Option<SiteStep> {
    let rule = regime
        .rules
        .team_sizes
        .first()
        .filter(|r| !r.what.head.is_empty())?;
    Some(SiteStep {
        id: DESIGNATE_HEAD.to_owned(),
        label: rule.what.head.clone(),
        phase: SitePhase::Before,
        strength: rule.strength,
        cite: rule.cite.clone(),
        source: rule.origin.layer,
    })
}

const DESIGNATE_HEAD: &str = "designate_head";

/// The kinds of evidence the record must hold, each once, the strictest first.
fn evidence(regime: &Regime, concerns: impl Fn(&[CheckItemId]) -> bool) -> Vec<EvidenceWanted> {
    let mut wanted: Vec<EvidenceWanted> = Vec::new();
    let rules = regime
        .rules
        .evidence_required
        .iter()
        .filter(|r| concerns(&r.what.items));
    for (rule, kind) in rules.flat_map(|r| r.what.kinds.iter().map(move |kind| (r, *kind))) {
        if wanted.iter().any(|w| w.kind == kind) || rule.strength == Strength::May {
            continue;
        }
        wanted.push(EvidenceWanted {
            kind,
            strength: rule.strength,
            cite: rule.cite.clone(),
            source: rule.origin.layer,
        });
    }
    wanted
}

/// Place of an action on site: an overlay's steps stand last in the pack and still come in their turn.
fn rank(action: &str) -> usize {
    STEP_ACTIONS
        .iter()
        .position(|known| *known == action)
        .unwrap_or(STEP_ACTIONS.len())
}

fn skip_reason(rule: &Rule<Skip>, conditions: &[Rule<SkipCondition>]) -> SkipReason {
    let asks = conditions
        .iter()
        .filter(|c| c.what.codes.is_empty() || c.what.codes.contains(&rule.what.code));
    let mut reason = SkipReason {
        code: rule.what.code.clone(),
        label: rule.what.label.clone(),
        cite: rule.cite.clone(),
        photos_min: 0,
        needs_note: rule.what.needs_note,
        source: rule.origin.layer,
        demands: Vec::new(),
        approver: String::new(),
        approver_cite: String::new(),
    };
    for ask in asks {
        if !ask.what.approver.is_empty() {
            reason.approver.clone_from(&ask.what.approver);
            reason.approver_cite.clone_from(&ask.cite);
        }
        reason.photos_min = reason.photos_min.max(ask.what.photos_min);
        reason.needs_note |= ask.what.evidence.contains(&SkipEvidence::Note);
        reason.demands.push(SkipDemand {
            photos_min: ask.what.photos_min,
            note: ask.what.evidence.contains(&SkipEvidence::Note),
            place: ask.what.evidence.contains(&SkipEvidence::Place),
            second_officer: ask.what.second_officer,
            cite: ask.cite.clone(),
            source: ask.origin.layer,
        });
    }
    reason
}

fn signature_rule(rules: &[&Rule<Signature>], officers: u32) -> SignatureRule {
    let cite = |meets: &dyn Fn(&Signature) -> bool| {
        rules
            .iter()
            .find(|r| meets(&r.what))
            .map_or_else(String::new, |r| r.cite.clone())
    };
    let subject = rules.iter().map(|r| r.what.subject).max().unwrap_or_default();
    let refusal = rules.iter().find(|r| r.what.refusal_note);
    let witness = rules
        .iter()
        .filter(|r| r.what.witness != Witness::Silent)
        .max_by_key(|r| r.what.witness);
    SignatureRule {
        officers_min: officers,
        officers_cite: cite(&|s| s.officers),
        subject_signs: subject != SubjectSigns::Silent,
        subject_seals: subject == SubjectSigns::SignAndSeal,
        subject_cite: cite(&|s| s.subject == subject && subject != SubjectSigns::Silent),
        refusal: refusal.map_or_else(String::new, |r| r.what.refusal.clone()),
        refusal_cite: refusal.map_or_else(String::new, |r| r.cite.clone()),
        witness_at_refusal: witness.is_some_and(|r| r.what.witness == Witness::Must),
        witness_source: witness.map_or(RuleSource::Regime, |r| r.origin.layer),
        witness_cite: witness.map_or_else(String::new, |r| r.cite.clone()),
        every_page_cite: cite(&|s| s.every_page),
    }
}

fn notice(regime: &Regime, concerns: impl Fn(&[CheckItemId]) -> bool) -> Vec<CitedText> {
    let told = regime
        .rules
        .notices
        .iter()
        .filter(|r| concerns(&r.what.items))
        .map(|r| cited(r, &r.what.how));
    let kept = regime.rules.secrecies.iter().filter(|r| concerns(&r.what.items));
    told.chain(kept.map(|r| cited(r, &r.what.text))).collect()
}

/// What the officers should know on site: a closed item list, conduct, limits of evidence.
fn site_rules(regime: &Regime, concerns: impl Fn(&[CheckItemId]) -> bool) -> Vec<CitedText> {
    let rules = &regime.rules;
    let closed = rules
        .item_lists
        .iter()
        .filter(|r| r.what.closed)
        .map(|r| cited(r, &r.note));
    let limits = rules
        .evidence_limits
        .iter()
        .filter(|r| !r.what.camera_forbidden && concerns(&r.what.items))
        .map(|r| cited(r, &r.what.text));
    let duties = rules
        .duties
        .iter()
        .filter(|r| r.what.phase == crate::regime::pack::plan::Phase::Onsite && concerns(&r.what.items))
        .map(|r| cited(r, &r.what.text));
    closed.chain(limits).chain(duties).collect()
}

/// The duty that puts this subject before the others of the day, if any.
fn visit_first(
    regime: &Regime,
    subject: &Subject,
    concerns: impl Fn(&[CheckItemId]) -> bool,
) -> Option<CitedText> {
    let mut duties = regime.rules.duties.iter().filter(|r| concerns(&r.what.items));
    let rule = duties.find(|r| !r.what.first.is_empty() && all_hold(&r.what.first, subject))?;
    Some(cited(rule, &rule.what.text))
}

fn publication(regime: &Regime) -> Vec<CitedText> {
    let shown = regime.rules.publications.iter().map(|r| cited(r, &r.what.text));
    shown
        .chain(regime.rules.redactions.iter().map(|r| cited(r, &r.note)))
        .collect()
}

#[cfg(test)]
#[path = "abridge/tests.rs"]
mod tests;
