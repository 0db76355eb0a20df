//! R25 景德镇市昌江区市场监管领域部门联合“双随机、一公开”抽查工作细则: what its text makes the code do (joint supervision). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{W, change, subject, visit};
use domain::regime::change::ChangeWhy;

const PLAN: &[(&str, &str)] = &[
    ("share_high", "40"),
    ("share_other", "20"),
    ("share_low", "10"),
    ("team_size", "1"),
    ("item_class", "general"),
    ("joint_lead", "甲局"),
    ("joint_partners", "乙局、丙局"),
    ("joint_each", "1"),
];
const ANY: &[(&str, &str)] = &[("class", "general")];

shows! { "R25";
    r25_2_the_item_is_of_the_joint_list: F001 => |p| p.item_names(&subject(ANY), &["部门联合抽查事项"]);
    r25_3_four_exceptions_and_the_recheck_are_not_drawn: F013 => |p| p.off_plan(&["method_by_law", "superior_order", "complaint", "other", "recheck"], "第三条");
    r25_12_the_plan_is_due_at_the_end_of_may: F043 => |p| p.dated("联合抽查计划", "第十二条", &["05-31"]);
    r25_14_1_risk_decides_the_share: F064 F069 F022 => |p| { for (level, key, of100) in [("red", "risk_high", 40), ("yellow", "risk_other", 20), ("", "risk_other", 20), ("green", "risk_low", 10)] { assert_eq!(p.pool(&subject(&[("risk", level)]), &[], PLAN), format!("in {key}")); p.sample(PLAN, key, &[(100, of100)], "第十四条第1款"); } };
    r25_14_1_low_risk_has_no_larger_share: F051 F064 => |p| { p.refuses(&change(PLAN, "share_low", "21"), "plan.input.rising"); p.refuses(&change(PLAN, "share_other", "41"), "plan.input.rising"); };
    r25_14_1_shares_are_inputs_of_the_plan: F021 => |p| { for input in ["share_high", "share_other", "share_low", "item_class"] { p.asks_input(PLAN, input, "第十四条第1款"); } };
    r25_14_1_once_a_year_and_no_more: F050 F071 => |p| { assert_eq!(p.pool(&subject(ANY), &[visit("2026-02-03")], PLAN), "out cap.year 第十四条第1款"); assert_eq!(p.pool(&subject(ANY), &[visit("2025-12-30")], PLAN), "in risk_other"); };
    r25_14_1_key_items_lift_the_cap: F070 F061 => |p| { assert_eq!(p.pool(&subject(ANY), &[visit("2026-02-03")], &change(PLAN, "item_class", "key")), "in risk_other"); assert_eq!(p.pool(&subject(ANY), &[visit("2026-02-03")], &[PLAN, &[("reason.cap-year", "投诉举报")]].concat()), "in risk_other warn cap.year"); };
    r25_15_the_initiator_leads_and_each_department_sends_its_own: F018 F074 => |p| { p.team(PLAN, &["lead@甲局", "assist@乙局", "assist@丙局"], "第十五条"); for input in ["joint_lead", "joint_partners", "joint_each"] { p.asks_input(PLAN, input, "第十五条"); } };
    r25_14_objects_and_inspectors_are_drawn_and_matched: F002 F015 F052 => |p| p.draws_joint(PLAN, ANY, (10, 2), &["甲局", "乙局", "丙局"]);
    r25_15_one_visit_many_items: F036 => |p| p.keeps_to(&subject(ANY), "第十五条", "进一次门，查多项事");
    r25_16_every_method_can_be_recorded: F016 => |p| p.offers(&subject(ANY), "检查方式", &["实地核查", "书面检查", "网络检查", "抽样检测", "委托专业机构检查"]);
    r25_16_sampling_has_its_paper: F059 => |p| p.paper(&subject(ANY), "sampling", "第十六条");
    r25_16_1_the_network_is_checked_first: F087 => |p| { p.online(&subject(ANY), "第十六条（一）", "原则上不再检查", &["国家企业信用信息公示系统（江西）", "信用中国（江西）", "各部门业务信息系统"]); p.asks(&subject(ANY), &["国家企业信用信息公示系统（江西）", "信用中国（江西）", "各部门业务信息系统", "现场原则上不再检查的内容"]); };
    r25_16_2_time_and_items_are_told_before: F031 => |p| p.brief(&subject(ANY), "第十六条（二）", "电话、传真、邮件");
    r25_16_2_unless_the_law_says_otherwise: F066 => |p| p.brief(&subject(ANY), "第十六条（二）", "不宜告知的除外");
    r25_16_3_results_are_entered_20_working_days_after_the_check: F009 F010 => |p| p.due(&["check_end"], "录入", 20, W, "第十六条（三）");
    r25_16_3_the_record_is_a_form: F014 F038 => |p| p.asks(&subject(ANY), &["检查事项和内容", "检查结果", "违法违规等情况"]);
    r25_17_an_order_is_followed_up: F033 => |p| { p.off_plan(&["method_by_law", "superior_order", "complaint", "other", "recheck"], "第十七条"); p.asks(&subject(ANY), &["责令限期改正的期限"]); };
    r25_18_five_kinds_of_non_cooperation: F097 => |p| p.offers(&subject(ANY), "有无下列情形", &["进入检查场所", "询问调查", "提供会计资料", "不如实", "其他阻扰"]);
    r25_a_signature_is_not_asked_for: => |p| p.unsigned(&subject(ANY));
    r25_16_3_results_are_public_20_working_days_after_the_check: F003 => |p| { p.results_public(&["第八条、第十六条（三）、第十八条 @ 国家企业信用信息公示系统（江西）、江西省行政执法服务网 @ 20 working_day after check_end"]); p.no_outcome_public(); };
    r25_9_the_joint_item_list_is_public: F011 => |p| p.list_public(&["第八条、第九条 @ 国家企业信用信息公示系统（江西）、江西省行政执法服务网 @ "]);
    r25_6_2_the_joint_plan_is_public: F056 => |p| p.plan_public(&["第六条（二）、第八条 @ 国家企业信用信息公示系统（江西）、江西省行政执法服务网 @ "]);
    r25_10_1_both_rosters_fit_the_items: F005 F006 => |p| p.rosters_kept("第十条（一）", &["分类标注、批量导入、数据对接", "执法层级明确"]);
    r25_10_2_who_supervises_keeps_the_roster: F005 F006 => |p| p.rosters_kept("第十条（二）", &["谁监管、谁建设、谁维护", "及时更新"]);
    r25_17_what_belongs_to_others_is_handed_over: F028 => |p| p.after_problems("第十七条", &["案件线索"]);
    r25_17_crimes_are_handed_over_by_the_lead: F028 => |p| p.after_problems("第十七条", &["司法机关", "牵头部门"]);
    r25_19_bad_credit_follows_problems: F019 => |p| p.after_problems("第十九条", &["信用记录", "联合惩戒"]);
    r25_6_2_who_plans_reads_what_a_plan_holds: F012 => |p| p.planner_told("第六条（二）、第八条、第十二条", &["检查对象范围", "抽查时间"]);
    r25_13_who_plans_reads_of_the_scheme: F049 => |p| p.planner_told("第十三条", &["抽查批次", "各批次抽查范围"]);
    r25_8_who_draws_is_told_before: F053 => |p| p.planner_told("第八条、第十四条第1款", &["发起部门"]);
    r25_9_the_item_list_changes_and_a_check_keeps_its_version: F007 => |p| { p.planner_told("第九条", &["动态管理"]); p.keeps_its_version(); };
    r25_14_2_who_is_changed_is_chosen_with_approval: F084 => |p| { p.drawn_told("第十四条第2款", &["检查人员不更换", "原则上"]); p.drawn_told("第十四条第2款", &["经批准后指派", "本部门相关负责人"]); p.change_discouraged("第十四条第2款"); p.named_by_hand("第十四条第2款", &[ChangeWhy::Recusal, ChangeWhy::Absent, ChangeWhy::Unqualified, ChangeWhy::NoRedraw]); };
    r25_20_the_file_holds_what_the_text_names: F039 => |p| p.afterwards("第二十条", &["归档", "相关检查资料"]);
    r25_12_the_conference_office_gathers_the_plans: F030 => |p| p.planner_told("第六条（二）、第八条、第十二条", &["联席会议办公室汇总"]);
    r25_8_and_10_1_lists_plan_and_results_stand_on_the_platform: F004 => |p| p.feeds(&["江西省“双随机、一公开”行政执法监督平台 @ item_list, subject_roster (no field), inspector_roster (no field), plan, result @ 第八条、第十条（一）", "检查对象信用记录 @ result @ 第十九条"]);
}
