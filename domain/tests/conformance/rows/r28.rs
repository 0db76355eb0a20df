//! R28 资阳市“双随机一公开”工作实施细则: what its text makes the code do (a whole city). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{W, subject};

const PLAN: &[(&str, &str)] = &[("share_all", "10")];
const ANY: &[(&str, &str)] = &[("class", "general")];

shows! { "R28";
    r28_2_four_fields_of_a_subject: F041 => |p| p.subject_fields("（二）", &[("监管对象的名称", "name"), ("经营类别", "经营类别"), ("地址", "address"), ("法定代表人（负责人）姓名", "responsible_person")], &[]);
    r28_1_the_item_is_what_the_department_publishes: F001 => |p| p.item_names(&subject(ANY), &["部门随机抽查事项"]);
    r28_2_subjects_and_inspectors_are_drawn: F002 => |p| p.draws(PLAN, ANY, "all", (20, 2), 2);
    r28_2_half_of_the_items_must_have_been_drawn: F045 => |p| p.covers_items("二");
    r28_5_the_share_is_an_input_of_the_plan: F021 => |p| { p.asks_input(PLAN, "share_all", "（五）"); p.sample(PLAN, "all", &[(20, 2)], "（五）"); };
    r28_9_two_officers_at_least: F023 => |p| p.at_least_two("（九）");
    r28_9_certificates_are_shown: F046 => |p| p.step(&subject(ANY), "<show_certificate", "（九）");
    r28_9_the_whole_process_is_recorded: F032 F025 => |p| { p.step(&subject(ANY), "<recorder_on", "（九）"); p.keeps_to(&subject(ANY), "（九）", "及时收集证据"); };
    r28_10_the_report_is_done_within_three_working_days: F034 F010 => |p| p.due(&["check_end"], "完成抽查报告", 3, W, "（十）");
    r28_10_feedback_within_the_same_time: F098 F026 F010 => |p| p.due(&["check_end"], "反馈抽查结果", 3, W, "（十）");
    r28_10_the_record_holds_what_the_report_needs: => |p| p.asks(&subject(ANY), &["抽查事项和内容", "实施步骤", "检查情况", "对被检查人评价", "处理意见和建议"]);
    r28_11_what_can_be_settled_on_the_spot_is: => |p| { p.keeps_to(&subject(ANY), "（十一）", "现场处理"); p.offers(&subject(ANY), "问题的处理", &["当场", "其他部门", "司法机关"]); };
    r28_18_nobody_is_visited_off_the_plan_but_for_an_order: F047 => |p| p.off_plan(&["recheck"], "（十一）");
    r28_a_signature_is_not_asked_for: => |p| p.unsigned(&subject(ANY));
    r28_10_reports_are_public_promptly_after_their_approval: F003 => |p| { p.results_public(&["（十）、（十六） @  @ promptly"]); p.no_outcome_public(); };
    r28_10_the_report_is_approved_before: F055 => |p| p.approved_first(&[], &["抽查报告按照程序审定"], "（十）、（十六）");
    r28_1_the_item_list_is_public: F011 => |p| p.list_public(&["（一）、（十六） @  @ "]);
    r28_2_and_4_the_roster_of_subjects_is_complete_and_kept: F005 => |p| p.rosters_kept("（二）", &["全部监管对象"]);
    r28_3_the_roster_of_inspectors_follows_the_changes: F006 => |p| p.rosters_kept("（三）", &["单位变动、岗位调整", "不得参与抽查"]);
    r28_11_what_belongs_to_others_is_handed_over: F028 => |p| p.after_problems("（十一）", &["司法机关"]);
    r28_11_others_are_advised: F028 => |p| p.after_problems("（十一）", &["其他部门"]);
    r28_12_bad_credit_follows_problems: F019 => |p| p.after_problems("（十二）", &["信用记录", "限制"]);
    r28_18_who_misses_a_deadline_reads_who_answers: F008 => |p| p.liable("（十八）", "违法违规实施检查");
    r28_5_who_plans_reads_what_a_plan_holds: F012 => |p| p.planner_told("（五）", &["检查的次数、范围和规模", "比例和频次"]);
    r28_8_inspectors_of_other_levels: F048 => |p| p.planner_told("（八）", &["跨区域"]);
    r28_1_the_item_list_changes_and_a_check_keeps_its_version: F007 => |p| { p.planner_told("（一）、（四）", &["动态管理"]); p.keeps_its_version(); };
    r28_10_the_report_holds_what_the_text_names: F054 => |p| p.afterwards("（十）", &["检查报告", "检查时间", "实施步骤", "处理意见和建议"]);
    r28_12_and_13_results_go_to_the_credit_platform: F004 F019 => |p| p.feeds(&["行政权力运行共享平台 @  @ （十三）", "省公共信用信息平台 @ result @ （十二）、（十三）"]);
    r28_3_who_is_not_in_the_roster_does_not_go: F020 => |p| p.only_from_the_roster();
}
