//! R05 南昌市发展和改革委员会“双随机、一公开”工作细则（试行）: what its text makes the code do (development and reform). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{W, change, subject};

const PLAN: &[(&str, &str)] = &[("share_raised", "30"), ("share", "10")];
const ANY: &[(&str, &str)] = &[("class", "general")];

shows! { "R05";
    r05_5_the_item_is_what_the_list_names: F001 => |p| p.item_names(&subject(ANY), &["随机抽查事项清单所列事项"]);
    r05_5_the_share_is_an_input_of_the_plan: F021 => |p| { p.asks_input(PLAN, "share", "第五条"); p.sample(PLAN, "others", &[(20, 2)], "第五条、第七条"); };
    r05_7_subjects_and_inspectors_are_drawn: F002 => |p| p.draws(PLAN, ANY, "others", (20, 2), 2);
    r05_7_who_has_an_interest_is_not_drawn: F017 => |p| p.keeps_apart(PLAN, ANY);
    r05_8_3_every_method_can_be_recorded: F016 => |p| p.offers(&subject(ANY), "检查方式", &["现场检查", "书面检查", "网络检查", "委托专业机构检查", "利用其他部门检查结论"]);
    r05_8_5_two_officers_at_least: F023 => |p| p.at_least_two("第八条（五）");
    r05_8_5_certificates_are_shown: F046 => |p| p.step(&subject(ANY), "<show_certificate", "第八条（五）");
    r05_8_6_an_order_names_its_day: F033 => |p| { p.paper(&subject(ANY), "order", "第八条（六）"); p.step(&subject(ANY), ">order_rectification", "第八条（六）"); p.off_plan(&["recheck"], "第八条（六）"); };
    r05_9_abnormal_and_dishonest_subjects_have_a_share_of_their_own: F022 => |p| { for tag in ["经营异常", "失信", "严重违法违规"] { assert_eq!(p.pool(&subject(&[("标签", tag)]), &[], PLAN), "in raised"); } assert_eq!(p.pool(&subject(ANY), &[], PLAN), "in others"); p.sample(PLAN, "raised", &[(20, 6)], "第九条"); };
    r05_9_that_share_is_not_the_lower_one: F022 => |p| { p.asks_input(PLAN, "share_raised", "第九条"); p.refuses(&change(PLAN, "share_raised", "9"), "plan.input.rising"); };
    r05_10_documents_exhibits_and_photos_are_collected: F032 => |p| p.keeps_to(&subject(ANY), "第十条", "书证、物证、照片");
    r05_12_the_report_is_done_within_ten_working_days: F034 F010 => |p| p.due(&["check_end"], "检查报告", 10, W, "第十二条");
    r05_12_the_record_holds_what_the_report_needs: => |p| p.asks(&subject(ANY), &["检查内容", "实施步骤", "检查情况", "处理意见和建议"]);
    r05_8_7_results_and_outcomes_are_public_on_the_platform: F003 => |p| { p.results_public(&["第八条（七） @ 抽查平台 @ "]); p.outcomes_public(&["第八条（七） @ 抽查平台 @ "]); };
    r05_8_7_the_draw_is_public_on_the_platform: F027 => |p| { p.draws_public(&["第八条（七） @ 抽查平台 @ "]); p.draw_open(); };
    r05_6_both_rosters_follow_the_changes: F005 F006 => |p| p.rosters_kept("第六条", &["人员调整、项目建设调整", "动态更新"]);
    r05_8_7_results_go_to_the_platform: F009 => |p| p.afterwards("第八条（七）", &["检查结果", "抽查平台"]);
    r05_11_what_belongs_to_others_is_handed_over: F028 => |p| p.after_problems("第十一条", &["移送", "职权范围"]);
    r05_13_who_misses_a_deadline_reads_who_answers: F008 => |p| p.liable("第十三条", "玩忽职守");
    r05_8_1_who_plans_reads_what_a_plan_holds: F012 => |p| p.planner_told("第八条（一）", &["年度抽查工作计划"]);
    r05_8_2_who_plans_reads_of_the_scheme: F049 => |p| p.planner_told("第八条（二）", &["工作方案"]);
    r05_7_an_inspector_is_replaced_by_chance: F037 => |p| { p.drawn_told("第七条", &["更换检查人员", "随机递补", "依法回避"]); p.seat_redrawn("第七条"); };
    r05_7_a_wrong_subject_is_replaced: F072 => |p| { p.drawn_told("第七条", &["随机增补"]); p.subject_followed("第七条"); };
    r05_12_the_file_holds_what_the_text_names: F039 => |p| p.afterwards("第十二条", &["归档", "检查档案"]);
    r05_12_the_report_holds_what_the_text_names: F054 => |p| p.afterwards("第十二条", &["检查报告", "检查时间", "检查内容", "实施步骤", "检查情况", "处理意见和建议"]);
    r05_8_7_what_was_drawn_found_and_ordered_is_entered: F004 => |p| p.feeds(&["抽查平台 @ draw, result, outcome @ 第八条（七）"]);
}
