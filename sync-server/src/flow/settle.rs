//! Settling items online (网络检查已核实): what a department finds in registers before the visit is not asked on site.
//!
//! Invariants: only where the regime has such a rule; nothing that an officer answered or anybody signed is settled over
//! his head; every word stays in the package, and each is one leaf of the log.

use super::assign::{sign, stored_package};
use super::log::Act;
use super::review::{self, document_view};
use crate::error::{Answer, Code, Refusal};
use crate::state::App;
use crate::store::{Tx, View};
use domain::assignment::{Package, SettledOnline};
use domain::id::{InspectionId, UserId};
use domain::inspection::online::WORDS_MAX;
use domain::inspection::progress::stored_answers;
use domain::inspection::view::InspectionView;
use domain::problem::Problem;
use domain::regime::form::Item;
use domain::regime::relevance::{Verdict, validate, verdict};
use domain::wire::api::{InspectionDetail, SettleAsk};
use sha2::{Digest, Sha256};

/// Settles one item, or takes that back.
///
/// # Errors
/// `settle.refused` with everything that is wrong, `inspection.unknown`.
pub fn settle(
    app: &App,
    tx: &dyn Tx,
    id: &InspectionId,
    ask: &SettleAsk,
    by: &UserId,
) -> Answer<InspectionDetail> {
    tx.inspection(id)?.ok_or(Code::InspectionUnknown)?;
    let mut package = stored_package(tx, id)?;
    let view = document_view(tx, &package)?;
    let wrong = wrong(&package, &view, ask);
    if !wrong.is_empty() {
        return Err(Refusal::from(Code::SettleRefused).with(wrong));
    }
    let now = app.now();
    let no = u32::try_from(package.settled.len() + 1).unwrap_or(u32::MAX);
    let said = SettledOnline {
        item: ask.item.clone(),
        no,
        value: ask.value.clone(),
        means: ask.means.clone(),
        words: ask.words.trim().to_owned(),
        department: ask.department.clone(),
        by: by.clone(),
        at: now,
    };
    let act = Act::Settle {
        inspection: id.clone(),
        no,
        said: digest(&said)?,
        by: by.clone(),
    };
    package.settled.push(said);
    sign(app, tx, &package)?;
    app.book.note(tx, &app.keys, &act, now)?;
    review::detail(app, tx, id)
}

/// SHA-256 of a word, as the log names it.
fn digest(said: &SettledOnline) -> Answer<String> {
    let json = serde_json::to_vec(said).map_err(|e| Refusal::from(Code::ServerFault).because(e))?;
    Ok(hex::encode(Sha256::digest(json)))
}

/// What the packages of an inspection say, as the log should have it.
///
/// # Errors
/// When the store fails.
pub(super) fn digests(v: &dyn View, id: &InspectionId) -> Answer<Vec<String>> {
    stored_package(v, id)?.settled.iter().map(digest).collect()
}

/// Everything that speaks against it.
fn wrong(package: &Package, view: &InspectionView, ask: &SettleAsk) -> Vec<Problem> {
    let mut wrong = Vec::new();
    let mut when = |is: bool, code: &str, path: &str| {
        if is {
            wrong.push(Problem::error(code, path));
        }
    };
    let rule = package.excerpt.online.as_ref();
    when(rule.is_none(), "settle.no_rule", "item");
    let signed = !view.seals.is_empty() || !view.signatures.is_empty();
    when(signed, "settle.too_late", "item");
    let items = package.forms.iter().flat_map(|f| &f.sections);
    let items = items.filter(|s| s.repeat.is_none()).flat_map(|s| &s.items);
    let item = items.into_iter().find(|i| i.id == ask.item);
    when(item.is_none(), "settle.item", "item");
    let locked = view.answers.get(&ask.item).and_then(|a| a.locked.as_ref());
    let words = ask.words.trim();
    when(words.chars().count() > WORDS_MAX, "settle.words", "words");
    let department = package.team.iter().any(|m| m.department == ask.department);
    when(!department, "settle.department", "department");
    match (&ask.value, item) {
        (Some(value), Some(item)) => {
            when(
                validate(&item.kind, value).is_err() || value.is_empty(),
                "settle.value",
                "value",
            );
            let known = rule.is_some_and(|rule| rule.means.contains(&ask.means));
            when(!known, "settle.means", "means");
            let answered = locked.is_none() && stored_answers(view).contains_key(&ask.item);
            when(answered, "settle.answered", "item");
            when(
                needs_words(item, value) && words.is_empty(),
                "settle.words",
                "words",
            );
        }
        (None, _) => {
            when(locked.is_none(), "settle.nothing", "item");
            when(words.is_empty(), "settle.words", "words");
        }
        (Some(_), None) => {}
    }
    wrong
}

/// A problem is described and an absence given its reason, online as on site.
fn needs_words(item: &Item, value: &str) -> bool {
    matches!(
        verdict(&item.kind, value),
        Verdict::Problem | Verdict::NotApplicable
    )
}
