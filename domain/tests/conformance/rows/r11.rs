//! R11 南昌市民政局“双随机、一公开”工作细则: what its text makes the code do (civil affairs). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{change, subject, visit};

const PLAN: &[(&str, &str)] = &[("check_type", "open"), ("share_all", "10"), ("team_size", "2")];
const ANY: &[(&str, &str)] = &[("class", "general")];

shows! { "R11";
    r11_11_fields_of_a_subject: F041 => |p| p.subject_fields("第十一条", &[("市场主体名称", "name"), ("统一社会信用代码/注册码", "credit_code"), ("市场主体类型", "industry"), ("登记机关", "登记机关"), ("法定代表人（负责人）姓名", "responsible_person"), ("成立日期", "成立日期"), ("纳入日期", "纳入日期")], &[]);
    r11_10_five_fields_of_an_inspector: F035 => |p| p.inspector_fields("第十条", &[("姓名", "name"), ("执法证号", "certificate_no"), ("联系电话", "phone"), ("所在单位", "department"), ("执法领域", "qualifications")]);
    r11_2_the_item_is_enforcement_of_the_sections: F001 => |p| p.item_names(&subject(ANY), &["各执法科室行政执法事项的监督检查"]);
    r11_7_the_draw_leaves_its_trace: F025 => |p| p.leaves_its_trace(PLAN, ANY);
    r11_9_complaints_and_orders_are_not_drawn: F013 => |p| p.off_plan(&["complaint", "superior_order"], "第九条");
    r11_11_and_13_subjects_and_inspectors_are_drawn: F002 F015 => |p| p.draws(PLAN, ANY, "all", (20, 2), 2);
    r11_12_the_share_is_an_input_of_the_plan: F021 => |p| { p.asks_input(PLAN, "share_all", "第十二条"); p.sample(PLAN, "all", &[(20, 2)], "第十二条"); };
    r11_13_inspectors_are_drawn_before_departure: F085 => |p| p.drawn_on_departure("第十条、第十三条");
    r11_13_who_has_an_interest_is_not_drawn: F017 => |p| p.keeps_apart(&change(PLAN, "share_all", "50"), ANY);
    r11_14_twice_a_year_and_no_more: F050 => |p| { let twice = [visit("2026-02-03"), visit("2026-06-03")]; assert_eq!(p.pool(&subject(ANY), &twice[..1], PLAN), "in all"); assert_eq!(p.pool(&subject(ANY), &twice, PLAN), "out cap.year 第十四条"); assert_eq!(p.pool(&subject(ANY), &[visit("2025-02-03"), visit("2025-06-03")], PLAN), "in all"); };
    r11_14_abnormal_dishonest_or_penalised_is_drawn_again: F070 => |p| assert_eq!(p.pool(&subject(ANY), &[visit("2026-02-03"), visit("2026-06-03")], &[PLAN, &[("reason.cap-two", "经营异常")]].concat()), "in all warn cap.year");
    r11_17_last_years_execution_is_public_by_31_january: F040 => |p| p.dated("上一年度", "第十七条", &["01-31"]);
    r11_the_text_names_no_team: => |p| p.team_of_the_plan("第十三条");
    r11_no_number_no_clock: => |p| p.no_clock();
    r11_2_results_are_public_promptly_and_once_more_by_january_31st: F003 => |p| { p.results_public(&["第二条、第五条 @  @ promptly", "第十七条 @ 局门户网站 @ on 01-31"]); p.outcomes_public(&["第十六条 @ 失信联合惩戒系统、局门户网站 @ "]); };
    r11_17_last_years_draws_are_public_by_january_31st: F027 => |p| { p.draws_public(&["第十七条 @ 局门户网站 @ on 01-31"]); p.draw_open(); };
    r11_7_and_8_the_item_list_is_public: F011 => |p| p.list_public(&["第七条、第八条 @ “双随机”系统、局门户网站 @ "]);
    r11_11_the_roster_of_subjects_follows_the_changes: F005 => |p| p.rosters_kept("第十一条", &["变更情况动态调整"]);
    r11_10_the_roster_of_inspectors_follows_the_changes: F006 => |p| p.rosters_kept("第十条", &["岗位调整"]);
    r11_15_bad_credit_follows_problems: F019 => |p| p.after_problems("第十五条", &["诚信档案"]);
    r11_19_who_misses_a_deadline_reads_who_answers: F008 => |p| p.liable("第十九条", "造成严重后果");
    r11_12_who_plans_reads_what_a_plan_holds: F012 => |p| p.planner_told("第十二条", &["被检查对象的范围", "对执法检查人员的要求", "抽查的比例和频次"]);
    r11_10_who_draws_is_told_before: F053 => |p| p.planner_told("第十条、第十三条", &["办公室负责人"]);
    r11_8_the_item_list_changes_and_a_check_keeps_its_version: F007 => |p| { p.planner_told("第八条", &["动态管理"]); p.keeps_its_version(); };
    r11_13_an_inspector_is_replaced_by_chance: F037 => |p| { p.drawn_told("第十三条", &["更换检查人员", "随机递补"]); p.seat_redrawn("第十三条"); };
    r11_13_recusal_by_swap_or_sitting_out: F073 => |p| { p.drawn_told("第十三条", &["对调", "不参加"]); p.swaps_or_sits_out("第十三条"); };
    r11_7_the_file_holds_what_the_text_names: F039 => |p| p.afterwards("第七条", &["归档", "建档立卡"]);
    r11_12_the_head_of_the_bureau_approves_the_plan: F030 => |p| p.planner_told("第十二条", &["审批：局主要领导"]);
    r11_8_10_and_16_two_systems_are_fed: F004 F019 => |p| p.feeds(&["“双随机”系统 @ item_list, inspector_roster (3 fields) @ 第八条、第十条", "失信联合惩戒系统 @ outcome @ 第十六条"]);
    r11_14_a_directed_draw_names_what_it_draws_inside: F065 => |p| { p.asks_input(PLAN, "check_type", "第十四条"); p.draws_inside(PLAN, &[("directed", true), ("open", false)], "第十四条"); };
}
