//! R02 南昌市市场监督管理局“双随机、一公开”监管抽查细则: what its text makes the code do (market regulation). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{W, change, subject};
use domain::regime::pack::after::PrivateKind::Unfit;

const PLAN: &[(&str, &str)] = &[
    ("item_class", "general"),
    ("share_ceiling", "30"),
    ("share", "10"),
];
const ANY: &[(&str, &str)] = &[("class", "general")];

shows! { "R02";
    r02_5_the_item_is_what_the_list_names: F001 => |p| p.item_names(&subject(ANY), &["随机抽查事项清单所列事项"]);
    r02_6_three_exceptions_and_the_recheck_are_not_drawn: F013 => |p| p.off_plan(&["mandatory_procedure", "outside_key_list", "other_special", "recheck"], "第六条");
    r02_9_3_every_method_can_be_recorded: F016 => |p| p.offers(&subject(ANY), "核查方式", &["现场检查", "书面检查", "网络检查", "委托专业机构", "利用其他部门检查结论"]);
    r02_9_5_two_officers_at_least: F023 => |p| p.at_least_two("第九条（五）");
    r02_9_5_certificates_are_shown: F046 => |p| p.step(&subject(ANY), "<show_certificate", "第九条（五）");
    r02_9_5_the_principal_signs_or_seals: F079 => |p| { p.signed(&subject(ANY), false, "第九条（五）"); };
    r02_9_5_a_missing_signature_has_its_reason: F086 => |p| p.refusal(&subject(ANY), "注明原因", "第九条（五）");
    r02_9_5_a_witness_may_be_asked: F095 => |p| p.witness_may(&subject(ANY), "第九条（五）");
    r02_9_5_the_record_is_a_form: F014 => |p| p.asks(&subject(ANY), &["营业执照", "检查结果", "发现问题情况"]);
    r02_9_6_an_order_names_its_day: F033 => |p| { p.paper(&subject(ANY), "order", "第九条（六）"); p.step(&subject(ANY), ">order_rectification", "第九条（六）"); };
    r02_11_results_are_entered_20_working_days_after_the_task: F009 F010 => |p| p.due(&["task_complete"], "录入", 20, W, "第十一条");
    r02_11_what_is_unfit_is_not_published: F090 => |p| p.hides(&[(Unfit, "第十一条")]);
    r02_13_subjects_and_inspectors_are_drawn_and_matched: F002 F005 F006 F015 F052 => |p| p.draws(PLAN, ANY, "all", (20, 2), 2);
    r02_15_1_the_share_is_an_input_of_the_plan: F021 => |p| { p.asks_input(PLAN, "share", "第九条（一）、第十五条（一）"); p.sample(PLAN, "all", &[(20, 2), (21, 3)], "第十五条（一）、（二）"); };
    r02_15_2_every_subject_is_in_the_pool: => |p| assert_eq!(p.pool(&subject(ANY), &[], PLAN), "in all");
    r02_15_3_general_items_ask_a_ceiling_and_key_items_do_not: F061 F069 => |p| { p.asks_input(PLAN, "item_class", "第十五条（三）"); p.asks_input(PLAN, "share_ceiling", "第十五条（三）"); assert!(p.against(&[("item_class", "key"), ("share", "100")]).is_empty()); };
    r02_15_3_the_share_stays_below_the_ceiling: F061 F069 => |p| p.refuses(&change(PLAN, "share", "31"), "plan.input.rising");
    r02_16_who_has_an_interest_is_not_drawn: F017 => |p| p.keeps_apart(&change(PLAN, "share", "30"), ANY);
    r02_11_results_are_public_20_working_days_after_the_task: F003 => |p| { p.results_public(&["第五条、第九条（七）、第十一条 @ 江西省双随机、一公开行政执法监督平台、国家企业信用信息公示系统（“双随机、一公开”平台-江西） @ 20 working_day after task_complete"]); p.outcomes_public(&["第十三条 @ 抽查平台 @ "]); };
    r02_13_the_draw_is_public_on_the_platform: F027 => |p| { p.draws_public(&["第十三条 @ 抽查平台 @ "]); p.draw_open(); };
    r02_19_who_misses_a_deadline_reads_who_answers: F008 => |p| p.liable("第十九条", "未履行");
    r02_9_1_who_plans_reads_what_a_plan_holds: F012 => |p| p.planner_told("第九条（一）、（二）", &["抽查事项", "抽查对象范围", "抽查比例", "执法主体"]);
    r02_9_2_who_plans_reads_of_the_scheme: F049 => |p| p.planner_told("第九条（二）", &["工作方案"]);
    r02_7_the_item_list_changes_and_a_check_keeps_its_version: F007 => |p| { p.planner_told("第七条", &["动态管理"]); p.keeps_its_version(); };
    r02_16_an_inspector_is_replaced_by_chance: F037 => |p| { p.drawn_told("第十六条", &["更换检查人员", "随机递补", "依法回避"]); p.seat_redrawn("第十六条"); };
    r02_14_a_wrong_subject_is_replaced: F072 => |p| { p.drawn_told("第十四条", &["随机增补"]); p.subject_followed("第十四条"); };
    r02_5_and_13_what_was_drawn_found_and_ordered_is_entered: F004 => |p| p.feeds(&["江西省双随机、一公开行政执法监督平台或国家企业信用信息公示系统（“双随机、一公开”平台-江西） @ draw, result, outcome @ 第五条、第十三条"]);
}
