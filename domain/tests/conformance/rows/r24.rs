//! R24 南昌市统计局“双随机、一公开”工作实施细则（试行）: what its text makes the code do (statistics). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{W, change, subject, visit};

const PLAN: &[(&str, &str)] = &[("share_all", "0.5"), ("team_size", "2")];
const ANY: &[(&str, &str)] = &[("class", "general")];

shows! { "R24";
    r24_6_1_six_fields_of_an_inspector: F035 => |p| p.inspector_fields("第六条第1款", &[("姓名", "name"), ("单位", "department"), ("性别", "sex"), ("执法证号", "certificate_no"), ("执法岗位", "post"), ("专业技能或资格资质证件取得情况", "qualifications")]);
    r24_5_two_items: F001 => |p| p.item_names(&subject(ANY), &["统计数据核查", "统计违法行为调查"]);
    r24_6_1_only_certificate_holders: F020 => |p| p.certificate("第六条第1款", &[]);
    r24_7_every_class_can_be_recorded: F024 => |p| p.offers(&subject(ANY), "单位类别", &["规模以上工业", "建筑业", "批发和零售业", "住宿和餐饮业", "服务业", "房地产开发"]);
    r24_8_the_total_plan_is_due_at_years_end: F043 => |p| p.dated("次年度", "第八条", &["12-31"]);
    r24_8_a_trustworthy_enterprise_may_rest_two_years: F051 F071 => |p| { let row = subject(&[("标签", "守信企业")]); let rest = [PLAN, &[("use.trustworthy-two-years", "yes")]].concat(); assert_eq!(p.pool(&row, &[visit("2024-09-19")], &rest), "out cooldown 第八条"); assert_eq!(p.pool(&row, &[visit("2024-09-18")], &rest), "in all"); assert!(p.pool(&row, &[visit("2024-09-19")], PLAN).starts_with("in all")); assert_eq!(p.pool(&subject(ANY), &[visit("2024-09-19")], &rest), "in all"); };
    r24_9_1_subjects_and_inspectors_are_drawn_and_matched: F002 F052 => |p| p.draws(&change(PLAN, "share_all", "10"), ANY, "all", (20, 2), 2);
    r24_9_2_half_a_percent_in_the_plan: F044 => |p| { p.asks_input(PLAN, "share_all", "第九条第2款"); p.sample(PLAN, "all", &[(1000, 5), (1001, 6)], "第九条第2款"); };
    r24_9_2_twice_a_year_and_no_more: F050 => |p| { let twice = [visit("2026-02-03"), visit("2026-06-03")]; assert_eq!(p.pool(&subject(ANY), &twice[..1], PLAN), "in all"); assert_eq!(p.pool(&subject(ANY), &twice, PLAN), "out cap.year 第九条第2款、第3款"); };
    r24_9_3_poor_credit_complaints_or_clues_lift_the_cap: F070 F064 => |p| assert_eq!(p.pool(&subject(ANY), &[visit("2026-02-03"), visit("2026-06-03")], &[PLAN, &[("reason.cap-year", "有投诉举报")]].concat()), "in all warn cap.year");
    r24_10_2_complaints_are_no_visit_without_a_draw: F075 => |p| assert!(p.grounds().is_empty());
    r24_12_who_has_an_interest_is_not_drawn: F017 => |p| p.keeps_apart(&change(PLAN, "share_all", "50"), ANY);
    r24_13_the_draw_leaves_its_trace: F025 => |p| p.leaves_its_trace(PLAN, ANY);
    r24_13_the_record_is_a_form: F014 => |p| p.asks(&subject(ANY), &["检查内容", "检查情况", "对被检查人评价", "处理意见和建议"]);
    r24_14_1_the_report_is_done_within_five_working_days: F034 F010 => |p| p.due(&["check_end"], "检查报告", 5, W, "第十四条第1款");
    r24_14_2_leaders_hear_each_quarter: F040 => |p| p.dated("汇总", "第十四条第2款", &["03-31", "06-30", "09-30", "12-31"]);
    r24_17_secrets_are_kept_by_law: F078 => |p| p.brief(&subject(ANY), "第十七条", "保密");
    r24_the_text_names_no_team: => |p| p.team_of_the_plan("第九条第1款");
    r24_a_signature_is_not_asked_for: => |p| p.unsigned(&subject(ANY));
    r24_15_2_and_16_results_and_outcomes_are_public: F003 => |p| { p.results_public(&["第十六条 @  @ "]); p.outcomes_public(&["第十六条 @  @ ", "第十五条第2款 @ 统计上严重失信企业信息公示平台、南昌市企业监管警示系统信息平台 @ "]); };
    r24_5_3_the_item_list_is_public: F011 => |p| p.list_public(&["第五条第3款 @ 南昌市统计局官方网站 @ "]);
    r24_7_the_roster_of_subjects_follows_their_state: F005 => |p| p.rosters_kept("第七条", &["规模以上工业", "生存状态动态调整"]);
    r24_6_2_the_roster_of_inspectors_follows_the_changes: F006 => |p| p.rosters_kept("第六条第2款", &["单位变动、岗位调整"]);
    r24_15_1_what_belongs_to_others_is_handed_over: F028 => |p| p.after_problems("第十五条第1款", &["其他行政机关、司法机关"]);
    r24_15_2_bad_credit_follows_problems: F019 => |p| p.after_problems("第十五条第2款", &["统计上严重失信企业信息公示平台"]);
    r24_15_2_the_warning_system_hears_of_problems: F019 => |p| p.after_problems("第十五条第2款", &["南昌市企业监管警示系统"]);
    r24_18_who_misses_a_deadline_reads_who_answers: F008 => |p| p.liable("第十八条", "玩忽职守");
    r24_8_who_plans_reads_what_a_plan_holds: F012 => |p| p.planner_told("第八条", &["总计划", "被检查对象的范围"]);
    r24_8_sections_file_a_plan_of_their_own: F012 => |p| p.planner_told("第八条", &["各专业处室", "法规与设计管理处备案"]);
    r24_10_1_who_draws_is_told_before: F053 => |p| p.planner_told("第十条第1款", &["统计执法大队"]);
    r24_5_1_the_item_list_changes_and_a_check_keeps_its_version: F007 => |p| { p.planner_told("第五条第1款、第2款", &["动态管理"]); p.keeps_its_version(); };
    r24_12_an_inspector_is_replaced_by_chance: F037 => |p| { p.drawn_told("第十二条", &["更换检查人员", "随机递补"]); p.seat_redrawn("第十二条"); };
    r24_12_recusal_by_swap_or_sitting_out: F073 => |p| { p.drawn_told("第十二条", &["对调", "不参加"]); p.swaps_or_sits_out("第十二条"); };
    r24_13_the_file_holds_what_the_text_names: F039 => |p| p.afterwards("第十三条", &["归档", "检查档案"]);
    r24_14_the_report_holds_what_the_text_names: F054 => |p| p.afterwards("第十四条", &["检查报告", "检查时间", "检查内容", "检查情况"]);
    r24_8_the_total_plan_goes_to_the_law_office: F030 => |p| p.planner_told("第八条", &["市政府法制办"]);
    r24_15_2_serious_cases_go_to_two_platforms: F004 F019 => |p| p.feeds(&["统计上严重失信企业信息公示平台 @ outcome @ 第十五条第2款", "南昌市企业监管警示系统信息平台 @ outcome @ 第十五条第2款"]);
    r24_13_the_evidence_of_the_check_is_filed: F032 => |p| p.afterwards("第十三条", &["现场检查记录等证据"]);
}
