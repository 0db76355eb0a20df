//! R06 南昌市工业和信息化局“双随机、一公开”工作细则: what its text makes the code do (industry and information). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{W, subject};

const PLAN: &[(&str, &str)] = &[("check_type", "annual"), ("share", "10")];
const ANY: &[(&str, &str)] = &[("class", "general")];

shows! { "R06";
    r06_3_1_1_the_item_is_what_the_list_names: F001 => |p| p.item_names(&subject(ANY), &["检查事项清单所列事项"]);
    r06_3_1_1_nothing_outside_the_list_is_checked: F047 => |p| p.keeps_to(&subject(ANY), "三（一）1", "清单之外无检查");
    r06_3_1_1_special_key_fields_are_not_drawn: F013 => |p| p.off_plan(&["special_field"], "三（一）1");
    r06_3_2_the_plan_is_filed_and_entered_in_time: F043 => |p| { p.dated("备案", "三（二）", &["02-20"]); p.dated("录入平台", "三（二）", &["03-20"]); };
    r06_3_2_the_share_is_an_input_of_the_plan: F021 => |p| { p.asks_input(PLAN, "share", "三（二）"); p.sample(PLAN, "all", &[(20, 2)], "三（二）、四（一）"); };
    r06_4_1_subjects_and_inspectors_are_drawn: F002 => |p| p.draws(PLAN, ANY, "all", (20, 2), 2);
    r06_4_1_who_has_an_interest_is_not_drawn: F017 => |p| p.keeps_apart(&[("share", "50")], ANY);
    r06_4_1_two_officers_at_least: F023 => |p| p.at_least_two("四（一）");
    r06_4_2_1_certificates_are_shown: F046 => |p| p.step(&subject(ANY), "<show_certificate", "四（二）1");
    r06_4_2_1_cause_basis_rights_and_duties_are_told: F031 => |p| p.brief(&subject(ANY), "四（二）1", "执法事由、执法依据、权利义务");
    r06_4_2_2_the_whole_process_is_recorded: F032 => |p| p.step(&subject(ANY), "<recorder_on", "四（二）2");
    r06_4_3_2_results_are_entered_20_working_days_after_the_check: F009 F010 => |p| p.due(&["check_end"], "抽查检查结果录入", 20, W, "四（三）2");
    r06_4_3_2_penalties_are_public_within_seven_working_days: F102 F010 => |p| p.due(&["penalty_decided"], "行政处罚决定", 7, W, "四（三）2");
    r06_5_1_last_years_enforcement_is_reported_by_7_january: F040 => |p| p.dated("上一年度行政执法", "五（一）", &["01-07"]);
    r06_4_3_2_results_are_public_20_working_days_after_the_check_and_penalties_after_seven: F003 => |p| { p.results_public(&["四（三）2 @ 国家企业信用信息公示系统（江西）、江西省行政执法服务网 @ 20 working_day after check_end"]); p.outcomes_public(&["四（三）2 @  @ 7 working_day after penalty_decided"]); };
    r06_3_1_2_the_roster_of_subjects_follows_the_changes: F005 => |p| p.rosters_kept("三（一）2", &["变动情况及时调整", "全部检查对象"]);
    r06_3_1_3_the_roster_of_inspectors_follows_the_changes: F006 => |p| p.rosters_kept("三（一）3", &["变动情况", "及时更新"]);
    r06_5_2_who_misses_a_deadline_reads_who_answers: F008 => |p| p.liable("五（二）", "玩忽职守");
    r06_3_2_who_plans_reads_what_a_plan_holds: F012 => |p| p.planner_told("三（二）", &["被检查对象的范围", "对执法检查人员的要求", "抽查的比例和频次", "实施检查的时间"]);
    r06_3_1_1_the_item_list_changes_and_a_check_keeps_its_version: F007 => |p| { p.planner_told("三（一）1", &["动态管理"]); p.keeps_its_version(); };
    r06_3_2_plans_are_filed_with_the_law_section: F030 => |p| p.planner_told("三（二）", &["局法规科备案"]);
    r06_3_2_and_4_3_2_plan_and_results_are_entered: F004 => |p| p.feeds(&["“双随机、一公开”执法监督平台 @ plan, result @ 三（二）、四（三）2"]);
    r06_3_2_the_plan_says_whether_it_is_annual_or_special: F065 => |p| { p.asks_input(PLAN, "check_type", "三（二）"); p.draws_inside(PLAN, &[("annual", false), ("special", false)], "三（二）"); };
}
