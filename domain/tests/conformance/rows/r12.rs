//! R12 南昌市气象部门随机抽查工作细则: what its text makes the code do (weather). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{W, subject, visit};

const PLAN: &[(&str, &str)] = &[("share_all", "10")];
const ANY: &[(&str, &str)] = &[("class", "general")];

shows! { "R12";
    r12_2_the_item_is_weather_supervision: F001 => |p| p.item_names(&subject(ANY), &["气象职能监督检查"]);
    r12_9_only_certificate_holders: F020 => |p| p.certificate("第九条", &[]);
    r12_9_who_has_no_certificate_is_never_drawn: F020 => |p| p.never_draws(&[("certificate_no", "")], PLAN, ANY);
    r12_10_the_plan_is_due_at_the_end_of_february: F043 => |p| p.dated("年度检查计划，报", "第十条", &["02-28"]);
    r12_11_the_share_is_an_input_of_the_plan: F021 => |p| { p.asks_input(PLAN, "share_all", "第十一条"); p.sample(PLAN, "all", &[(20, 2)], "第十一条"); };
    r12_12_subjects_and_groups_are_drawn_and_matched: F002 F015 F052 => |p| p.draws(PLAN, ANY, "all", (20, 2), 2);
    r12_12_the_draw_leaves_its_trace: F025 => |p| p.leaves_its_trace(PLAN, ANY);
    r12_12_two_officers_at_least: F023 => |p| p.at_least_two("第十二条第1款");
    r12_12_a_head_of_each_group_is_named: F074 => |p| p.step(&subject(ANY), "<designate_head", "第十二条第1款");
    r12_12_2_complaints_orders_and_clues_are_not_drawn: F013 => |p| p.off_plan(&["complaint", "superior_order", "handover"], "第十二条第2款");
    r12_14_2_who_has_an_interest_is_not_drawn: F017 => |p| p.keeps_apart(&[("share_all", "50")], ANY);
    r12_15_twice_a_year_and_no_more: F050 => |p| { let twice = [visit("2026-02-03"), visit("2026-06-03")]; assert_eq!(p.pool(&subject(&[("标签", "不予整改")]), &twice[..1], PLAN), "in all"); assert_eq!(p.pool(&subject(&[("标签", "不予整改")]), &twice, PLAN), "out cap.year 第十五条"); };
    r12_15_who_was_checked_this_year_is_left_out: F071 => |p| { assert_eq!(p.pool(&subject(ANY), &[visit("2026-02-03")], PLAN), "out cooldown 第十五条"); assert_eq!(p.pool(&subject(ANY), &[visit("2025-12-30")], PLAN), "in all"); };
    r12_15_2_who_does_not_rectify_or_was_penalised_is_drawn_again: F070 => |p| { for tag in ["不予整改", "受到行政处罚"] { assert_eq!(p.pool(&subject(&[("标签", tag)]), &[visit("2026-02-03")], PLAN), "in all"); } };
    r12_16_the_report_is_done_5_working_days_after_each_subject: F034 F010 => |p| p.due(&["subject_check_end"], "完成检查结果", 5, W, "第十六条");
    r12_17_feedback_5_working_days_after_the_report: F098 F026 F010 => |p| p.due(&["report_done"], "反馈", 5, W, "第十七条第1款");
    r12_19_what_the_subject_says_is_recorded: F091 => |p| p.asks(&subject(ANY), &["检查对象的意见建议"]);
    r12_19_last_years_execution_is_public_by_the_end_of_february: F040 => |p| p.dated("上一年度", "第十九条", &["02-28"]);
    r12_a_signature_is_not_asked_for: => |p| p.unsigned(&subject(ANY));
    r12_2_and_19_results_are_public_promptly_and_once_more_by_the_end_of_february: F003 => |p| { p.results_public(&["第二条 @  @ promptly", "第十九条 @ 本部门政务网站、本级人民政府政务网站 @ on 02-28"]); p.no_outcome_public(); };
    r12_19_last_years_draws_are_public_by_the_end_of_february: F027 => |p| { p.draws_public(&["第十九条 @ 本部门政务网站、本级人民政府政务网站 @ on 02-28"]); p.draw_open(); };
    r12_6_the_item_list_is_public: F011 => |p| p.list_public(&["第六条第1款、第八条 @ 江西气象网、当地政府门户网站 @ "]);
    r12_10_the_approved_plan_is_public: F056 => |p| p.plan_public(&["第十条 @  @ "]);
    r12_8_the_roster_of_subjects_follows_their_state: F005 => |p| p.rosters_kept("第八条", &["生存状态动态调整"]);
    r12_9_the_roster_of_inspectors_follows_the_changes: F006 => |p| p.rosters_kept("第九条", &["人员调整动态更新"]);
    r12_18_what_belongs_to_others_is_handed_over: F028 => |p| p.after_problems("第十八条", &["其他行政机关、司法机关"]);
    r12_20_who_misses_a_deadline_reads_who_answers: F008 => |p| p.liable("第二十条", "玩忽职守");
    r12_10_who_plans_reads_what_a_plan_holds: F012 => |p| p.planner_told("第十条、第十一条", &["检查对象的范围", "对执法检查人员的要求", "抽查的比例和频次"]);
    r12_13_who_plans_reads_of_the_scheme: F049 => |p| p.planner_told("第十三条", &["检查的具体流程", "检查的时间段"]);
    r12_14_1_inspectors_of_other_levels: F048 => |p| p.planner_told("第十四条第1款", &["下级部门"]);
    r12_6_1_the_item_list_changes_and_a_check_keeps_its_version: F007 => |p| { p.planner_told("第六条第1款、第3款", &["动态管理"]); p.keeps_its_version(); };
    r12_14_2_an_inspector_is_replaced_by_chance: F037 => |p| { p.drawn_told("第十四条第2款", &["更换检查人员", "随机递补"]); p.seat_redrawn("第十四条第2款"); };
    r12_14_2_recusal_by_swap_or_sitting_out: F073 => |p| { p.drawn_told("第十四条第2款", &["对调", "不参加"]); p.swaps_or_sits_out("第十四条第2款"); };
    r12_16_the_report_holds_what_the_text_names: F054 => |p| p.afterwards("第十六条", &["检查报告", "检查时间", "检查内容", "检查情况", "处理意见和建议"]);
    r12_10_the_bureau_of_the_level_approves_the_plan: F030 => |p| p.planner_told("第十条、第十一条", &["审批：本级气象局"]);
    r12_6_1_and_8_the_list_goes_to_the_site_and_no_row_of_the_roster: F004 => |p| p.feeds(&["江西气象网或者当地政府门户网站 @ item_list, subject_roster (no field) @ 第六条第1款、第八条"]);
    r12_6_2_counties_make_lists_of_their_own: F060 => |p| { p.planner_told("第六条第2款", &["县（区）级气象局", "本级随机抽查事项清单"]); p.takes_later_rules(); };
}
