//! Teams, roles and eligibility, each under its article.
use super::*;
use crate::id::RegimeId;
use crate::regime::catalog::Catalog;
use crate::regime::inputs::Entered;

fn regime(id: &str) -> Regime {
    Catalog::built_in().0.regime(&RegimeId::from(id)).unwrap().clone()
}

fn size(value: &str) -> PlanInputs {
    let entered = Entered {
        value: value.to_owned(),
        by: "演示经办".to_owned(),
    };
    PlanInputs::from([("team_size".to_owned(), entered)])
}

fn inspector(post: &str, qualifications: &[&str]) -> Inspector {
    let row = serde_json::json!({
        "id": "i", "name": "演示检查员", "certificate_no": "演示证0001", "certificate_until": "2026-12-31",
        "post": post, "qualifications": qualifications, "status": "active",
    });
    serde_json::from_value(row).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn code(regime: &Regime, inspector: &Inspector, on: &str) -> String {
    eligible_inspector(regime, inspector, day(on)).map_or_else(|e| e.code, |()| String::new())
}

#[test]
fn r01_16_a_team_is_a_lead_and_an_assistant() {
    let seats = seats(&regime("R01"), &PlanInputs::new()).unwrap();
    let roles: Vec<_> = seats.iter().map(|s| s.role).collect();
    assert_eq!(roles, [TeamRole::Lead, TeamRole::Assist]);
    assert_eq!(seats[0].cite, "第十六条第2款、第3款（一）");
}

#[test]
fn r01_16_3_heads_and_deputy_heads_only_assist() {
    let r01 = regime("R01");
    for post in ["大队长", "教导员", "副大队长", "青山湖大队大队长"] {
        let head = inspector(post, &["三级岗位资格"]);
        let refused = may_hold(&r01, &head, TeamRole::Lead).unwrap_err();
        assert_eq!(
            (refused.code.as_str(), refused.cite.as_str()),
            ("inspector.role.post", "第十六条第3款（3）")
        );
        assert_eq!(may_hold(&r01, &head, TeamRole::Assist), Ok(()));
    }
    assert_eq!(
        may_hold(&r01, &inspector("监督科长", &[]), TeamRole::Lead),
        Ok(())
    );
}

#[test]
fn r01_9_without_the_post_qualification_nobody_is_drawn() {
    let r01 = regime("R01");
    assert_eq!(
        code(
            &r01,
            &inspector("科员", &["三级岗位资格", "消防监督"]),
            "2026-09-01"
        ),
        ""
    );
    let refused = eligible_inspector(&r01, &inspector("科员", &["地质"]), day("2026-09-01")).unwrap_err();
    assert_eq!(refused.code, "inspector.qualification.missing");
    assert_eq!(refused.cite, "第九条第1款");
}

#[test]
fn an_expired_certificate_keeps_out_the_day_after_its_last() {
    for id in ["R01", "R27", "R19"] {
        let one = inspector("科员", &["三级岗位资格"]);
        assert_eq!(
            code(&regime(id), &one, "2026-12-31"),
            "",
            "{id}: valid through the day itself"
        );
        assert_eq!(
            code(&regime(id), &one, "2027-01-01"),
            "inspector.certificate.expired",
            "{id}"
        );
    }
    let refused = eligible_inspector(&regime("R27"), &inspector("科员", &[]), day("2027-01-01")).unwrap_err();
    assert_eq!(refused.cite, "第9条");
    let silent = eligible_inspector(&regime("R19"), &inspector("科员", &[]), day("2027-01-01")).unwrap_err();
    assert_eq!(
        silent.cite, "",
        "the regime is silent: a fact of the roster, no article of its own"
    );
}

#[test]
fn people_on_leave_moved_or_assisting_are_never_drawn() {
    for status in ["leave", "moved", "assisting", "unknown-word"] {
        for id in ["R01", "R19", "R27"] {
            let mut one = inspector("科员", &["三级岗位资格"]);
            one.status = status.to_owned();
            assert_eq!(
                code(&regime(id), &one, "2026-09-01"),
                format!("inspector.status.{status}"),
                "{id}"
            );
        }
    }
    let mut away = inspector("科员", &["三级岗位资格"]);
    away.status = "leave".to_owned();
    let refused = eligible_inspector(&regime("R01"), &away, day("2026-09-01")).unwrap_err();
    assert_eq!(refused.cite, "第十六条第3款（四）");
}

#[test]
fn r27_14_the_team_is_as_large_as_the_plan_says() {
    let r27 = regime("R27");
    let missing = team_rule(&r27, &PlanInputs::new()).unwrap_err();
    assert_eq!(missing[0].code, "plan.input.missing");
    let seats = seats(&r27, &size("3")).unwrap();
    assert!(seats.len() == 3 && seats.iter().all(|s| s.role == TeamRole::Member));
    assert!(team_rule(&r27, &size("2")).unwrap().from_input);
    assert_eq!(
        team_rule(&r27, &size("0")).unwrap_err()[0].code,
        "team.size.invalid"
    );
}

#[test]
fn a_certificate_number_is_asked_where_the_text_asks_for_it() {
    let mut one = inspector("科员", &["三级岗位资格"]);
    one.certificate_no.clear();
    assert_eq!(
        code(&regime("R27"), &one, "2026-09-01"),
        "inspector.certificate.missing"
    );
    assert_eq!(code(&regime("R19"), &one, "2026-09-01"), "", "silent");
}

/// Departments of a joint team, seat by seat.
fn departments(id: &str, pairs: &[(&str, &str)]) -> Vec<(TeamRole, String)> {
    let seats = seats(
        &crate::regime::testing::regime(id),
        &crate::regime::testing::entered(pairs),
    )
    .unwrap();
    seats.into_iter().map(|s| (s.role, s.department)).collect()
}

/// R07 二（二）4: the lead and the partner each draw their own inspectors.
#[test]
fn r07_2_2_4_lead_and_partner_each_draw_their_own_inspectors() {
    let joint = [("team_size", "2"), ("joint_task", "yes"), ("joint_each", "1")];
    let own = |dept: &str| (TeamRole::Member, dept.to_owned());
    assert_eq!(
        departments("R07", &joint),
        [own("市生态环境局"), own("市生态环境局"), own("市公安局")]
    );
    assert_eq!(
        departments("R07", &[("team_size", "2"), ("joint_task", "no")]),
        [own(""), own("")]
    );
}

/// R25 第十五条: the initiating body's inspector is the head, those of the participating bodies are members.
#[test]
fn r25_15_the_head_comes_from_the_initiating_body() {
    let inputs = [
        ("team_size", "1"),
        ("joint_lead", "市监局"),
        ("joint_partners", "消防大队、城管局"),
        ("joint_each", "1"),
    ];
    let seat = |role, dept: &str| (role, dept.to_owned());
    assert_eq!(
        departments("R25", &inputs),
        [
            seat(TeamRole::Lead, "市监局"),
            seat(TeamRole::Assist, "消防大队"),
            seat(TeamRole::Assist, "城管局")
        ]
    );
}

/// R13 第八条, R17 第十三条: joint checks are a permission; the departments are asked for only when it is used.
#[test]
fn r13_8_and_r17_13_a_joint_check_is_made_only_when_the_plan_says_so() {
    for id in ["R13", "R17"] {
        let pack = crate::regime::testing::regime(id);
        let seats_with = |pairs: &[(&str, &str)]| {
            let mut inputs = crate::regime::testing::entered(pairs);
            inputs.extend(crate::regime::testing::entered(&[("team_size", "2")]));
            seats(&pack, &inputs)
        };
        assert_eq!(seats_with(&[]).unwrap().len(), 2, "{id}");
        let used = [
            ("use.joint", "yes"),
            ("joint_lead", "甲"),
            ("joint_partners", "乙"),
            ("joint_each", "2"),
        ];
        assert_eq!(seats_with(&used).unwrap().len(), 4, "{id}");
        let missing = seats_with(&used[..2]).unwrap_err();
        assert_eq!(missing[0].code, "plan.input.missing", "{id}");
    }
}
