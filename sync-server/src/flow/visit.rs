//! Visits without a draw (非随机检查): ordered by name on a ground the regime gives, written into the log, and marked as
//! such for ever.

use super::assign::{self, seated, stored_package};
use super::log::{Act, Ordered};
use super::review::{self, document_view};
use crate::error::{Answer, Code, Refusal};
use crate::messages::visit as words;
use crate::regimes::forms_for;
use crate::state::App;
use crate::store::Tx;
use chrono::Datelike;
use domain::assignment::{DueDate, Occasion, OrderGiven, Package, Prior, TeamMember};
use domain::id::{InspectionId, TaskId, UserId};
use domain::inspection::rows::with_rows;
use domain::problem::Problem;
use domain::regime::ground::{RECHECK, check_order};
use domain::regime::{
    Ground, PlanInputs, Regime, RegimeExcerpt, TeamRole, abridge, grounds, is_joint_visit, items_for,
    may_hold, officers_min,
};
use domain::roster::{Inspector, Subject};
use domain::submission::{asked_again, prior};
use domain::wire::api::{Grounds, InspectionDetail, VisitOrder};
use sha2::{Digest, Sha256};

/// What a regime lets an office visit without a draw for.
///
/// # Errors
/// `regime.unknown`.
pub fn of_regime(app: &App, id: &str) -> Answer<Grounds> {
    let regime = app.regimes.get(&id.into())?;
    Ok(Grounds {
        officers_min: officers_min(regime),
        grounds: grounds(regime, app.now().china_date()),
    })
}

/// Orders a visit.
///
/// # Errors
/// `visit.refused` with everything that is wrong with the order, `regime.unknown`, `inspection.unknown` for the visit
/// that is to be looked at again.
pub fn order(app: &App, tx: &dyn Tx, ask: &VisitOrder, by: &UserId) -> Answer<InspectionDetail> {
    let regime = app.regimes.get(&ask.regime)?;
    let now = app.now();
    let mut wrong = Vec::new();
    let all = grounds(regime, now.china_date());
    let ground = all.iter().find(|g| g.id == ask.ground);
    let subject = tx.subject(&ask.subject)?;
    wrong.extend(
        ground
            .is_none()
            .then(|| Problem::error("visit.ground.unknown", "ground")),
    );
    wrong.extend(
        subject
            .is_none()
            .then(|| Problem::error("visit.subject.unknown", "subject")),
    );
    let team = roster_of(tx, ask)?;
    let sent: Vec<_> = ask
        .team
        .iter()
        .zip(&team)
        .map(|(id, known)| (id, known.as_ref()))
        .collect();
    let day = now.china_date();
    wrong.extend(check_order(
        regime,
        &ask.subject,
        &sent,
        &ask.reason,
        ask.window,
        day,
    ));
    let found = earlier(tx, ask, ground, &mut wrong)?;
    let (Some(ground), Some(subject), true) = (ground, subject, wrong.is_empty()) else {
        return Err(Refusal::from(Code::VisitRefused).with(wrong));
    };
    let id = number(tx, now.china_date().year())?;
    let team = team.into_iter().flatten().collect();
    let package = package(app, regime, ask, (ground, subject, team, found), &id)?;
    assign::begin(app, tx, &package, now)?;
    let act = Act::Visit(Ordered {
        inspection: id.clone(),
        regime: ask.regime.clone(),
        ground: ground.id.clone(),
        subject: ask.subject.clone(),
        team: ask.team.clone(),
        prior: ask.prior.clone(),
        reason: hex::encode(Sha256::digest(ask.reason.trim())),
        by: by.clone(),
    });
    app.book.note(tx, &app.keys, &act, now)?;
    review::detail(app, tx, &id)
}

/// The officers asked for, as the roster has them.
fn roster_of(tx: &dyn Tx, ask: &VisitOrder) -> Answer<Vec<Option<Inspector>>> {
    let each = ask.team.iter().map(|id| Ok(tx.inspector(id)?));
    each.collect()
}

/// What the visit that is looked at again had found; asked for by a re-check, and by nothing else.
fn earlier(
    tx: &dyn Tx,
    ask: &VisitOrder,
    ground: Option<&Ground>,
    wrong: &mut Vec<Problem>,
) -> Answer<Option<(Package, Prior)>> {
    let recheck = ground.is_some_and(|g| g.code == RECHECK);
    let Some(id) = ask.prior.as_ref().filter(|_| recheck) else {
        let fits = recheck == ask.prior.is_some();
        wrong.extend((!fits).then(|| Problem::error("visit.prior.missing", "prior")));
        return Ok(None);
    };
    let package = stored_package(tx, id)?;
    if package.subject.id != ask.subject || package.regime != ask.regime {
        wrong.push(Problem::error("visit.prior.other", "prior"));
        return Ok(None);
    }
    let view = document_view(tx, &package)?;
    let found = prior(&package, &view);
    wrong.extend(
        found
            .is_none()
            .then(|| Problem::error("visit.prior.nothing", "prior")),
    );
    Ok(found.map(|found| (with_rows(&package, &view).into_owned(), found)))
}

/// The next free number of the year's visits without a draw: `v2026-001`.
fn number(tx: &dyn Tx, year: i32) -> Answer<InspectionId> {
    let series = series(year);
    let all = tx.inspections()?;
    let taken = all.iter().filter(|i| i.task.as_str() == series).count();
    Ok(InspectionId(format!("{series}-{:03}", taken + 1)))
}

/// These visits belong to no task; their series stands where a task would.
fn series(year: i32) -> String {
    format!("v{year}")
}

fn package(
    app: &App,
    regime: &Regime,
    ask: &VisitOrder,
    (ground, subject, team, found): (&Ground, Subject, Vec<Inspector>, Option<(Package, Prior)>),
    id: &InspectionId,
) -> Answer<Package> {
    let now = app.now();
    let items = items_for(regime, &subject);
    let officers = u32::try_from(team.len()).unwrap_or(u32::MAX);
    let leads = |i: &Inspector| may_hold(regime, i, TeamRole::Lead).is_ok();
    let lead = team.iter().position(leads);
    let seat = |(n, inspector): (usize, Inspector)| {
        let role = if Some(n) == lead { "lead" } else { "assist" };
        seated(inspector, role)
    };
    let team: Vec<TeamMember> = team.into_iter().enumerate().map(seat).collect();
    // No plan says otherwise: joint where the regime always is.
    let joint = is_joint_visit(regime, &PlanInputs::new());
    // A re-check asks what was asked then, in the words of then.
    let forms = match &found {
        Some((then, prior)) => asked_again(&then.forms, prior),
        None => assign::asked_of(joint, &team, forms_for(regime, &subject)),
    };
    Ok(Package {
        inspection: id.clone(),
        task: TaskId(series(now.china_date().year())),
        task_title: ground.label.clone(),
        regime: regime.id.clone(),
        excerpt: RegimeExcerpt {
            joint,
            ..abridge(regime, &subject, &items, officers)
        },
        team,
        form_order: forms.iter().map(|f| f.id.clone()).collect(),
        forms,
        window: ask.window,
        visit_no: 0,
        visit_cap: None,
        subject,
        due: found
            .as_ref()
            .map(|(_, prior)| due(regime, ground, prior))
            .unwrap_or_default(),
        proof: None,
        onsite: Vec::new(),
        settled: Vec::new(),
        occasion: Some(Occasion {
            code: ground.code.clone(),
            label: ground.label.clone(),
            cite: ground.cite.clone(),
            reason: ask.reason.trim().to_owned(),
            prior: found.map(|(_, prior)| prior),
        }),
        issued_at: now,
    })
}

/// Until when each order that is looked at again was to be carried out, by the article that asks for orders.
fn due(regime: &Regime, ground: &Ground, prior: &Prior) -> Vec<DueDate> {
    let rule = regime.rules.rectifications.first();
    let cite = rule.map_or(&ground.cite, |r| &r.cite);
    let of = |order: &OrderGiven| DueDate {
        clock: order.number.clone(),
        label: words::to_be_put_right(&order.number),
        due: Some(order.due),
        cite: cite.clone(),
    };
    prior.orders.iter().map(of).collect()
}
