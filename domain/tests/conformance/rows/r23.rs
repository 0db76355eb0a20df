//! R23 青山湖海关行政执法检查事项“双随机、一公开”监管抽查细则: what its text makes the code do (customs). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::subject;

const PLAN: &[(&str, &str)] = &[("share_all", "10")];
const ANY: &[(&str, &str)] = &[("class", "general")];

shows! { "R23";
    r23_8_six_fields_of_a_subject: F041 => |p| p.subject_fields("第八条", &[("检查对象的类型", "检查对象类型"), ("检查对象的名称", "name"), ("统一社会信用代码", "credit_code"), ("法定代表人", "responsible_person"), ("海关联系人", "海关联系人"), ("营业执照地址", "address")], &[]);
    r23_2_the_item_is_of_the_customs_list: F001 => |p| p.item_names(&subject(ANY), &["海关行政执法检查随机抽查事项"]);
    r23_4_six_exceptions_and_the_recheck_are_not_drawn: F013 => |p| p.off_plan(&["mandatory_procedure", "no_roster_possible", "full_policy_check", "risk_screening", "too_few_staff", "other", "recheck"], "第四条（一）");
    r23_4_and_7_the_share_is_an_input_of_the_plan: => |p| { p.asks_input(PLAN, "share_all", "第四条、第七条"); p.sample(PLAN, "all", &[(20, 2)], "第七条"); };
    r23_9_the_worksheets_are_followed: F038 F014 => |p| { p.keeps_to(&subject(ANY), "第九条", "作业表单"); p.asks(&subject(ANY), &["作业表单"]); };
    r23_11_subjects_and_inspectors_are_drawn: F002 => |p| p.draws(PLAN, ANY, "all", (20, 2), 2);
    r23_11_two_officers_at_least: F023 => |p| p.at_least_two("第十一条");
    r23_11_methods_can_be_recorded: F016 => |p| p.offers(&subject(ANY), "检查方式", &["现场检查", "书面检查"]);
    r23_12_a_problem_is_followed_up: F033 => |p| p.off_plan(&["mandatory_procedure", "no_roster_possible", "full_policy_check", "risk_screening", "too_few_staff", "other", "recheck"], "第十二条");
    r23_no_number_no_clock: => |p| p.no_clock();
    r23_a_signature_is_not_asked_for: => |p| p.unsigned(&subject(ANY));
    r23_14_results_are_public_on_the_portal_of_nanchang_customs: F003 => |p| { p.results_public(&["第十四条 @ 南昌海关门户网站“双随机、一公开”专栏 @ "]); p.no_outcome_public(); };
    r23_14_the_office_hands_the_results_upwards_before: F055 => |p| p.approved_first(&[], &["办公室统计各科室检查结果", "统一报送南昌海关"], "第十四条");
    r23_7_and_8_the_roster_of_subjects_is_complete_and_follows_the_changes: F005 => |p| p.rosters_kept("第七条、第八条", &["全部被监管对象", "动态调整"]);
    r23_10_the_roster_of_inspectors_has_the_qualified: F006 => |p| p.rosters_kept("第十条", &["相应资质"]);
    r23_16_who_misses_a_deadline_reads_who_answers: F008 => |p| p.liable("第十六条", "玩忽职守");
    r23_4_who_draws_is_told_before: F053 => |p| p.planner_told("第四条、第十一条", &["责任科室"]);
    r23_5_the_item_list_changes_and_a_check_keeps_its_version: F007 => |p| { p.planner_told("第五条、第六条", &["动态管理"]); p.keeps_its_version(); };
    r23_14_results_go_to_the_customs_portal: F004 => |p| p.feeds(&["南昌海关门户网站“双随机、一公开”专栏 @ result @ 第十四条"]);
}
