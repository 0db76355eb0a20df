//! Further words of made-up plans, by the draw's number: weights, stages, fixed teams, halves, filters, ceremonies.

use super::plans::{condition, seat};
use domain::draw::SubjectEntry;
use domain::draw::commit::CommitError;
use domain::draw::freeze::{ChildRow, Standing};
use domain::draw::plan::{
    BeaconRule, Capacity, DrawPlan, Fixed, Found, Half, Mode, Rule, Sign, Stage, StageRule, Thrown, Weigh,
    WeightCase,
};
use domain::draw::stream::Stream;
use domain::time::Date;

/// Changes a plan as its number says.
pub(super) fn change(plan: &mut DrawPlan, number: u64, dice: &mut Stream) {
    if !number.is_multiple_of(4) {
        plan.approver = Some(super::acts::chain_end(number));
    }
    if number % 5 > 2 {
        plan.mode = Mode::Sealed;
        plan.open_by = Some(plan.deadline + dice.below(1000));
    }
    if number % 3 == 1 {
        let case = |value: &str, w| WeightCase {
            when: vec![condition("visits", &[value])],
            w,
        };
        plan.strata[1].weigh = Some(Weigh {
            by: vec![case("0", dice.below(2)), case("1", dice.below(255) + 1)],
            otherwise: 2,
        });
    }
    if number % 6 == 5 {
        plan.filter = vec![condition(
            "class",
            &["general", "key"][..usize::try_from(dice.below(2)).unwrap() + 1],
        )];
    }
    match number % 13 {
        4 => {
            plan.half = Some(Half::InspectorsOnly);
            plan.total = None;
            for stratum in &mut plan.strata {
                stratum.rule = Rule::RatioCeil {
                    num: 1,
                    den: 1,
                    min: 0,
                };
            }
        }
        6 => {
            plan.half = Some(Half::SubjectsOnly);
            plan.team = Vec::new();
        }
        _ => {}
    }
    if number % 4 == 2 && plan.half != Some(Half::SubjectsOnly) {
        plan.fixed = Some(Fixed {
            n: dice.below(2) + 1,
            turns: if dice.below(2) == 0 { vec![] } else { vec![0] },
        });
        plan.team = vec![seat("lead"), seat("assist")];
        if let Some(fixed) = &mut plan.fixed {
            fixed.turns.resize(
                if fixed.turns.is_empty() {
                    0
                } else {
                    usize::try_from(fixed.n).unwrap()
                },
                0,
            );
        }
    }
    plan.stages = stages(number);
    sources(plan, number);
}

/// Where the total and the public entropy come from.
fn sources(plan: &mut DrawPlan, number: u64) {
    if let Some(total) = plan.total.filter(|_| number % 2 == 1) {
        plan.capacity = Some(Capacity {
            staff: total * 4,
            coefficient: [1, 4],
            days: 1,
            signs: [Sign::Times, Sign::Over],
            up: number % 4 == 1,
            by: "测试".into(),
        });
    }
    if number % 9 == 8 {
        plan.beacon = BeaconRule::Ceremony {
            of: "现场摇号".into(),
            date: Date::from_ymd_opt(2026, 11, 21).unwrap(),
            with: if number.is_multiple_of(2) {
                Thrown::Dice
            } else {
                Thrown::Digits
            },
        };
    }
}

fn stages(number: u64) -> Vec<StageRule> {
    let stage = |stage, num, den, min, found| StageRule {
        stage,
        rule: Rule::RatioCeil { num, den, min },
        found,
        list: None,
    };
    let listed = |list: &str, min| StageRule {
        list: Some(list.to_owned()),
        ..stage(Stage::Unit, 0, 1, min, Found::OnSite)
    };
    match number % 11 {
        3 => vec![
            stage(Stage::Unit, 1, 2, 1, Found::Frozen),
            stage(Stage::Part, 0, 1, 2, Found::Frozen),
        ],
        5 if number.is_multiple_of(2) => vec![listed("goods", 2), listed("rooms", 1)],
        5 => vec![stage(Stage::Unit, 0, 1, 2, Found::OnSite)],
        7 => vec![
            stage(Stage::Unit, 1, 3, 1, Found::Frozen),
            stage(Stage::Part, 1, 1, 0, Found::OnSite),
        ],
        _ => vec![],
    }
}

/// Turns that add up, once it is known how many subjects will be drawn.
pub(super) fn share_turns(plan: &mut DrawPlan, error: &CommitError) -> bool {
    let (CommitError::Problems(found), Some(fixed)) = (error, &mut plan.fixed) else {
        return false;
    };
    let need = found.iter().find(|p| p.code == "draw.commit.turns");
    let need: Option<u64> = need.and_then(|p| p.args.get("need")?.parse().ok());
    let Some(need) = need else { return false };
    let n = fixed.n;
    fixed.turns = (0..n).map(|g| need / n + u64::from(g < need % n)).collect();
    true
}

/// Children of the frozen stages, some of them out.
pub(super) fn children(plan: &DrawPlan, subjects: &[SubjectEntry], dice: &mut Stream) -> Vec<ChildRow> {
    let frozen = |stage| {
        plan.stages
            .iter()
            .any(|s| s.stage == stage && s.found == Found::Frozen)
    };
    let mut out = Vec::new();
    if !frozen(Stage::Unit) {
        return out;
    }
    for subject in subjects {
        for u in 0..dice.below(4) {
            let unit = format!("{}/{u}楼", subject.id);
            out.push(child(&unit, subject.id.as_str(), Stage::Unit, dice));
            for p in 0..if frozen(Stage::Part) { dice.below(4) } else { 0 } {
                out.push(child(&format!("{unit}/{p}"), &unit, Stage::Part, dice));
            }
        }
    }
    out
}

fn child(id: &str, of: &str, stage: Stage, dice: &mut Stream) -> ChildRow {
    let out = dice.below(5) == 0;
    ChildRow {
        id: id.to_owned(),
        of: of.to_owned(),
        st: if out { Standing::Out } else { Standing::In },
        stage,
        why: out.then(|| "vacant".to_owned()),
    }
}
