//! R01 南昌市消防救援支队“双随机、一公开”消防监管工作细则: what its text makes the code do (fire supervision). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{W, change, inspector, subject};
use domain::regime::TeamRole::{Assist, Lead};
use domain::regime::change::ChangeWhy;
use domain::regime::pack::after::PrivateKind::{
    Contact, Employer, Family, HomeAddress, IdNumber, Identifying, OrganisationProperty, PersonProperty,
    Privacy, Seal, TradeSecret, Unfit,
};
use domain::regime::pack::event::Event;

const PLAN: &[(&str, &str)] = &[
    ("check_type", "daily"),
    ("item_list", "演示清单"),
    ("monthly_units", "20"),
    ("post_coefficient", "0.25"),
    ("share_red", "50"),
    ("share_yellow", "30"),
    ("share_blue", "20"),
    ("share_green", "10"),
];
const RED: &[(&str, &str)] = &[("class", "general"), ("risk", "red")];

shows! { "R01";
    r01_22_1_the_first_level: F105 => |p| { for (columns, level) in [(&[("class", "key"), ("标签", "火灾高危单位")][..], "red"), (&[("class", "general"), ("标签", "化工")][..], "red"), (&[("class", "key")][..], "yellow"), (&[("class", "general")][..], "blue"), (&[("class", "nine_small")][..], "blue")] { assert_eq!(p.first_level(columns), format!("{level} 第二十二条第1款 Principle")); } };
    r01_22_2_two_orders_in_a_row_raise_the_level: F105 => |p| { let blue = &[("class", "general"), ("risk", "blue")][..]; assert_eq!(p.after_checks(blue, "order order"), ["yellow 第二十二条第2款 Must"]); assert_eq!(p.after_checks(blue, "order recheck-clean order"), ["yellow 第二十二条第2款 Must"]); for less in ["order", "order clean", "clean order", "order recheck-order"] { assert!(p.after_checks(blue, less).is_empty(), "{less}"); } assert!(p.after_checks(RED, "order order").is_empty()); };
    r01_22_2_a_larger_hazard_may_raise_a_key_unit: F105 => |p| { assert_eq!(p.after_fact(&[("class", "key"), ("risk", "blue")], "存在较大火灾隐患"), "yellow 第二十二条第2款 May"); assert_eq!(p.after_fact(&[("class", "general"), ("risk", "blue")], "存在较大火灾隐患"), ""); };
    r01_22_3_two_clean_results_in_a_row_lower_the_level: F105 => |p| { let key = |risk: &'static str| [("class", "key"), ("risk", risk)]; assert_eq!(p.after_checks(&key("yellow"), "clean clean"), ["blue 第二十二条第3款 Must"]); assert_eq!(p.after_checks(&key("blue"), "order clean clean"), ["green 第二十二条第3款 Must"]); assert!(p.after_checks(&key("yellow"), "clean").is_empty()); assert!(p.after_checks(&key("green"), "clean clean").is_empty()); };
    r01_22_3_one_clean_result_may_lower_a_red_or_yellow_general_unit: F105 => |p| { for (risk, level) in [("red", "yellow"), ("yellow", "blue")] { for class in ["general", "nine_small"] { assert_eq!(p.after_checks(&[("class", class), ("risk", risk)], "clean"), [format!("{level} 第二十二条第3款 May")]); } } assert!(p.after_checks(&[("class", "general"), ("risk", "blue")], "clean").is_empty()); assert!(p.after_checks(&[("class", "key"), ("risk", "red")], "clean").is_empty()); };
    r01_22_5_five_facts_make_a_key_unit_red: F105 => |p| { let key = &[("class", "key"), ("risk", "green")][..]; for (fact, n) in [("拒不整改", "一"), ("重大火灾隐患", "二"), ("三年内受到过两次以上消防行政处罚", "三"), ("五年内发生过火灾事故", "四"), ("消防安全承诺严重失信", "五")] { assert_eq!(p.after_fact(key, fact), format!("red 第二十二条第5款（{n}） Must")); assert_eq!(p.after_fact(&[("class", "general"), ("risk", "green")], fact), ""); } };
    r01_8_1_five_base_fields_and_seven_over_time: F041 => |p| p.subject_fields("第八条第1款", &[("单位名称", "name"), ("地址", "address"), ("统一社会信用代码（注册号）", "registration_no"), ("消防安全责任人", "responsible_person"), ("单位类型", "单位类型")], &[("联系方式", "phone"), ("消防安全管理人及联系方式", "消防安全管理人"), ("建筑面积", "建筑面积"), ("所在建筑类别", "建筑类别"), ("场所类别", "场所类别"), ("行业主管部门", "行业主管部门"), ("所属区域", "district")]);
    r01_9_1_eight_fields_of_an_inspector: F035 => |p| p.inspector_fields("第九条第1款", &[("姓名", "name"), ("单位", "department"), ("性别", "sex"), ("干部证号码", "干部证号码"), ("执法资格证编号", "certificate_no"), ("岗位", "post"), ("专业技术职称类别", "专业技术职称类别"), ("执法工作年限", "执法工作年限")]);
    r01_3_the_item_is_the_one_of_the_text: F001 => |p| p.item_names(&subject(RED), &["单位履行法定消防安全职责情况的监督抽查"]);
    r01_3_seven_kinds_of_checks_are_not_drawn: F013 => |p| p.off_plan(&["complaint", "pre_opening", "fire_investigation", "recheck", "resume_application", "unseal_application", "handover"], "第三条");
    r01_6_the_lost_list_is_named_in_the_plan: => |p| p.asks_input(PLAN, "item_list", "第六条");
    r01_9_1_without_the_post_qualification_nobody_is_drawn: F020 => |p| p.never_draws(&[("qualifications", "地质")], PLAN, RED);
    r01_9_1_a_certificate_is_needed: F020 => |p| p.certificate("第九条第1款", &[("qualifications", "三级岗位资格")]);
    r01_9_1_level_three_and_above_may_inspect: F020 => |p| { for level in ["三级岗位资格", "二级岗位资格", "一级岗位资格"] { assert_eq!(p.eligible(&inspector(&[("qualifications", level)]), "2026-09-18"), ""); } };
    r01_12_next_months_plan_is_due_on_each_25th: F043 F010 => |p| p.dated("下个月", "第十二条", &["01-25", "02-25", "03-25", "04-25", "05-25", "06-25", "07-25", "08-25", "09-25", "10-25", "11-25", "12-25"]);
    r01_15_1_each_risk_level_has_its_share: F064 F069 F022 => |p| { for (level, of100) in [("red", 50), ("yellow", 30), ("blue", 20), ("green", 10)] { assert_eq!(p.pool(&subject(&[("class", "general"), ("risk", level)]), &[], PLAN), format!("in risk_{level}")); p.sample(PLAN, &format!("risk_{level}"), &[(100, of100)], "第十五条第1款"); } };
    r01_15_1_each_share_is_asked_of_the_plan: => |p| { for share in ["share_red", "share_yellow", "share_blue", "share_green"] { p.asks_input(PLAN, share, "第十五条第1款、第十六条第5款"); } };
    r01_15_2_crowded_key_units_are_all_inspected: F044 F069 F024 => |p| { assert_eq!(p.pool(&subject(&[("class", "key"), ("risk", "green"), ("人员密集场所", "是")]), &[], PLAN), "in key_crowded"); assert_eq!(p.pool(&subject(&[("class", "general"), ("risk", "green"), ("人员密集场所", "是")]), &[], PLAN), "in risk_green"); p.sample(PLAN, "key_crowded", &[(1, 1), (37, 37)], "第十五条第2款"); };
    r01_15_3_the_coefficient_is_not_below_a_quarter: F106 => |p| { p.asks_input(PLAN, "post_coefficient", "第十五条第3款"); p.refuses(&change(PLAN, "post_coefficient", "0.24"), "plan.input.invalid inputs.post_coefficient"); };
    r01_15_3_the_lost_formula_is_an_input: F106 => |p| { p.asks_input(PLAN, "monthly_units", "第十五条第3款"); p.refuses(&change(PLAN, "monthly_units", "0"), "plan.input.invalid"); };
    r01_15_3_duty_days_count_as_working_days_of_the_month: F106 F010 => |p| assert_eq!(p.capacity_days("2026-10", &[]) + 2, p.capacity_days("2026-10", &["2026-10-01", "2026-10-02", "2026-10-09"]));
    r01_15_3_october_2026_has_18_working_days: F106 F010 => |p| assert_eq!(p.capacity_days("2026-10", &[]), 18);
    r01_16_1_subjects_and_inspectors_are_drawn: F002 F015 => |p| p.draws(PLAN, RED, "risk_red", (8, 4), 2);
    r01_2_1_the_draw_leaves_its_trace: F025 => |p| p.leaves_its_trace(PLAN, RED);
    r01_16_3_1_a_team_is_a_lead_and_an_assistant: F023 F074 => |p| p.team(PLAN, &["lead", "assist"], "第十六条第2款、第3款（一）");
    r01_16_3_2_who_has_an_interest_is_not_drawn: F017 => |p| p.keeps_apart(PLAN, RED);
    r01_16_3_3_heads_and_deputy_heads_only_assist: F074 => |p| { for post in ["大队长", "教导员", "副大队长"] { assert!(!p.holds(post, Lead) && p.holds(post, Assist), "{post}"); } assert!(p.holds("监督员", Lead) && p.holds("监督员", Assist)); };
    r01_16_3_4_who_is_on_leave_is_not_drawn: F020 => |p| assert_eq!(p.eligible(&inspector(&[("status", "leave"), ("qualifications", "三级岗位资格")]), "2026-09-18"), "inspector.status.leave 第十六条第3款（四）");
    r01_17_3_key_units_are_visited_first: F111 => |p| { assert_eq!(p.at(&subject(&[("class", "key")])).visit_first.expect("first").cite, "第十七条第3款"); assert_eq!(p.at(&subject(RED)).visit_first, None); };
    r01_18_drawn_units_are_called_together_by_the_5th: F031 => |p| { p.brief(&subject(RED), "第十八条", "集中约谈"); p.dated("集中约谈", "第十八条", &["01-05", "02-05", "03-05", "04-05", "05-05", "06-05", "07-05", "08-05", "09-05", "10-05", "11-05", "12-05"]); };
    r01_19_1_nothing_is_added_to_the_list_on_site: F047 => |p| p.keeps_to(&subject(RED), "第十九条第1款", "不得擅自增加检查内容");
    r01_19_2_a_key_unit_may_be_met_before: F031 => |p| { let key = subject(&[("class", "key")]); p.steps(&key, &["<pre_meeting?", "<recorder_on", ">feedback"]); p.steps(&subject(RED), &["<recorder_on", ">feedback"]); };
    r01_19_3_the_whole_check_is_recorded: F032 => |p| p.step(&subject(RED), "<recorder_on", "第十九条第3款");
    r01_19_4_the_subject_hears_the_result: F026 => |p| p.step(&subject(RED), ">feedback", "第十九条第4款");
    r01_19_5_five_reasons_not_to_inspect: F096 => |p| p.skips(&subject(RED), &["moved", "closed", "wrong_jurisdiction", "wrong_data", "other"], "第十九条第5款");
    r01_19_5_5_another_reason_is_written_down: F096 => |p| assert!(p.at(&subject(RED)).skip_reasons.iter().all(|s| s.needs_note == (s.code == "other")));
    r01_20_the_record_is_asked_point_by_point: F014 F038 => |p| p.asks(&subject(RED), &["消防安全制度", "消防车通道", "安全出口", "消防控制室", "灭火器"]);
    r01_20_paper_is_uploaded_within_seven_working_days: F009 F010 => |p| p.due(&["check_end"], "纸质文书", 7, W, "第二十条");
    r01_21_2_a_higher_risk_has_no_smaller_share: F022 F064 => |p| p.refuses(&change(PLAN, "share_green", "60"), "plan.input.rising");
    r01_25_objections_are_verified_within_three_working_days: F080 F010 => |p| p.due(&["objection_received"], "异议", 3, W, "第二十五条");
    r01_26_1_what_is_public_keeps_state_secrets: F078 => |p| p.brief(&subject(RED), "第二十六条第1款", "国家秘密");
    r01_26_2_a_visit_may_come_unannounced: F066 => |p| p.brief(&subject(RED), "第二十六条第2款、第三十九条", "四不两直");
    r01_27_1_a_given_name_is_masked: F090 => |p| { let (public, done) = p.published(); assert_eq!(public.findings.last().map(String::as_str), Some("王某在场")); assert!(done.contains(&("name".to_owned(), "第二十七条第1款".to_owned()))); };
    r01_27_1_twelve_kinds_are_taken_out: F090 => |p| p.hides(&[(HomeAddress, "第二十七条第1款（一）"), (Employer, "第二十七条第1款（一）"), (Family, "第二十七条第1款（一）"), (Contact, "第二十七条第1款（一）"), (IdNumber, "第二十七条第1款（一）"), (Identifying, "第二十七条第1款（一）"), (PersonProperty, "第二十七条第1款（一）"), (OrganisationProperty, "第二十七条第1款（二）"), (Privacy, "第二十七条第1款（三）"), (TradeSecret, "第二十七条第1款（三）"), (Seal, "第二十七条第1款（四）"), (Unfit, "第二十七条第1款（五）")]);
    r01_27_2_a_symbol_stands_for_what_was_taken_out: F090 => |p| assert_eq!(p.published().0.findings[0], "甲见到×××乙");
    r01_35_the_subject_hears_how_to_seek_redress: => |p| { let told = p.at(&subject(RED)).remedies; assert_eq!(told.len(), 1); assert!(told[0].cite == "第三十五条" && told[0].text.contains("行政复议")); };
    r01_a_signature_is_not_asked_for: => |p| p.unsigned(&subject(RED));
    r01_2_and_24_results_are_public_promptly: F003 => |p| { p.results_public(&["第二条、第二十四条 @ 网络、报刊、服务大厅、消防微信公众服务平台 @ promptly"]); p.no_outcome_public(); };
    r01_2_1_the_draw_is_public_promptly: F027 => |p| { p.draws_public(&["第二条第1款 @  @ promptly"]); p.draw_open(); };
    r01_2_2_the_item_list_is_public: F011 => |p| p.list_public(&["第二条第2款 @  @ "]);
    r01_24_plans_are_public_promptly: F056 => |p| p.plan_public(&["第二条、第二十四条 @ 网络、报刊、服务大厅、消防微信公众服务平台 @ promptly"]);
    r01_7_who_keeps_the_roster_of_units_reads_of_feeds_and_the_yearly_comparison: F005 => |p| p.rosters_kept("第七条", &["及时补录", "每年与市场监管部门"]);
    r01_10_2_who_keeps_the_roster_of_inspectors_reads_whose_it_is: F006 => |p| p.rosters_kept("第十条第2款", &["支队防火监督处统一管理"]);
    r01_20_the_record_is_handed_in_promptly: F009 => |p| p.promptly(Event::CheckEnd, "第二十条", "提交");
    r01_33_4_what_belongs_to_others_is_handed_over: F028 => |p| p.after_problems("第三十三条（四）", &["公安机关"]);
    r01_29_bad_credit_follows_problems: F019 => |p| p.after_problems("第二十九条", &["诚信档案", "黑名单"]);
    r01_33_2_who_misses_a_deadline_reads_who_answers: F008 => |p| p.liable("第三十三条（二）", "未及时提交");
    r01_33_3_results_not_made_public_in_time_are_a_failing: F008 => |p| p.liable("第三十三条（三）", "未依法及时公示");
    r01_12_who_plans_reads_what_a_plan_holds: F012 => |p| p.planner_told("第十二条、第二十四条", &["年度被检查对象的范围", "抽查的比例", "抽查的频次"]);
    r01_12_who_plans_reads_what_a_monthly_plan_holds: F012 => |p| p.planner_told("第十二条", &["被检查对象名称", "场所地址", "检查人员", "检查要求"]);
    r01_14_who_draws_is_told_before: F053 => |p| p.planner_told("第十四条", &["支队级以上"]);
    r01_14_a_draw_across_regions: F048 => |p| p.planner_told("第十四条", &["跨行政区域"]);
    r01_6_the_item_list_changes_and_a_check_keeps_its_version: F007 => |p| { p.planner_told("第六条、第十条第1款", &["动态管理"]); p.keeps_its_version(); };
    r01_16_3_4_an_inspector_is_replaced_by_chance: F037 => |p| { p.drawn_told("第十六条第3款（四）", &["更换检查人员", "经批准后重新随机选派", "公差、休假、回避", "上一级消防救援机构", "不得随意指定"]); p.seat_redrawn("第十六条第3款（四）"); };
    r01_16_4_only_without_a_redraw_somebody_is_named: F084 => |p| { p.drawn_told("第十六条第4款", &["经批准后指派", "仅在系统不能再次随机选派时"]); p.named_by_hand("第十六条第4款", &[ChangeWhy::NoRedraw]); };
    r01_24_and_29_results_go_to_two_national_systems_and_bad_credit_to_its_own: F004 F019 => |p| p.feeds(&["国家企业信用信息公示系统、全国信用信息共享平台 @ result @ 第二十四条", "同级信用平台 @ outcome @ 第二十九条"]);
    r01_40_later_rules_lie_above: F060 => |p| { p.planner_told("第四十条", &["另有新规定的，从其规定"]); p.takes_later_rules(); };
    r01_11_the_plan_names_the_type_of_check_and_a_special_one_its_tag: F065 F058 => |p| { p.asks_input(PLAN, "check_type", "第十一条"); p.draws_inside(PLAN, &[("daily", false), ("special", true), ("joint", false)], "第十一条"); };
}
