//! R26 舞钢市人民防空办公室“双随机、一公开”抽查工作实施细则: what its text makes the code do (civil air defence). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{W, subject, visit};

const PLAN: &[(&str, &str)] = &[("item_list", "演示清单"), ("share_all", "10")];
const ANY: &[(&str, &str)] = &[("class", "general")];

shows! { "R26";
    r26_3_the_item_is_civil_air_defence: F001 => |p| p.item_names(&subject(ANY), &["人防相关业务随机抽查"]);
    r26_3_the_lost_list_is_named_in_the_plan: F021 => |p| { p.asks_input(PLAN, "item_list", "三"); p.asks_input(PLAN, "share_all", "三、六"); p.sample(PLAN, "all", &[(20, 2)], "六"); };
    r26_2_subjects_and_inspectors_are_drawn: F002 => |p| p.draws(PLAN, ANY, "all", (20, 2), 2);
    r26_5_only_certificate_holders: F020 => |p| p.certificate("五", &[]);
    r26_6_twice_a_year_and_no_more: F050 => |p| { let twice = [visit("2026-02-03"), visit("2026-06-03")]; assert_eq!(p.pool(&subject(ANY), &twice[..1], PLAN), "in all"); assert_eq!(p.pool(&subject(ANY), &twice, PLAN), "out cap.year 六"); assert_eq!(p.pool(&subject(ANY), &twice, &[PLAN, &[("reason.cap-year", "投诉举报多")]].concat()), "in all warn cap.year"); };
    r26_8_the_whole_process_is_recorded: F032 => |p| { p.step(&subject(ANY), "<recorder_on", "八"); p.keeps_to(&subject(ANY), "八、十（四）", "现场检查笔录和现场照片"); };
    r26_9_the_list_is_secret_until_it_is_public: F077 => |p| { p.brief(&subject(ANY), "九", "名单在公开前要严格保密"); p.keeps_to(&subject(ANY), "九", "不得私自制作"); };
    r26_10_4_two_officers_at_least: F023 => |p| p.at_least_two("十（四）");
    r26_10_4_certificates_are_shown: F046 => |p| p.step(&subject(ANY), "<show_certificate", "十（四）");
    r26_10_4_the_notice_names_basis_content_period_and_inspectors: F031 => |p| p.brief(&subject(ANY), "十（四）", "依据、内容、期限、要求、检查人员名单");
    r26_10_4_evidence_is_collected_with_its_source: F032 => |p| { p.keeps_to(&subject(ANY), "十（四）", "注明证据的来源"); p.asks(&subject(ANY), &["收集的证据", "证据的来源"]); };
    r26_10_4_the_record_is_a_form: F014 => |p| p.asks(&subject(ANY), &["抽查地点", "现场状况", "方法步骤", "存在的问题", "对被抽查人评价", "处理意见建议"]);
    r26_11_the_report_7_working_days_after_the_whole_work: F034 F010 => |p| p.due(&["task_complete"], "随机抽查报告", 7, W, "十一");
    r26_11_results_are_public_7_working_days_after_the_whole_work: F010 => |p| p.due(&["task_complete"], "向社会公布", 7, W, "十一");
    r26_11_penalties_are_public_within_seven_working_days: F102 F010 => |p| p.due(&["penalty_decided"], "行政处罚信息", 7, W, "十一");
    r26_12_nobody_is_burdened: => |p| p.keeps_to(&subject(ANY), "十二", "不得妨碍");
    r26_a_signature_is_not_asked_for: => |p| p.unsigned(&subject(ANY));
    r26_10_4_approved_reports_are_public_online_and_11_penalties_after_seven_working_days: F003 => |p| { p.results_public(&["十（四） @ 网上 @ "]); p.outcomes_public(&["十一 @ 网上 @ 7 working_day after penalty_decided"]); };
    r26_10_4_the_report_is_approved_before: F055 => |p| p.approved_first(&[], &["抽查报告按照程序审定"], "十（四）");
    r26_2_the_whole_course_of_the_draw_is_public_and_9_not_before_the_results: F027 F077 => |p| { p.draws_public(&["二 @  @ "]); p.draw_kept(true, "九"); };
    r26_3_and_10_3_the_item_list_is_public: F011 => |p| p.list_public(&["三、十（三） @ “双随机、一公开”网 @ "]);
    r26_4_the_roster_covers_the_city: F005 => |p| p.rosters_kept("四", &["市行政区域", "逐项"]);
    r26_5_the_roster_of_inspectors_is_kept_by_level: F006 => |p| p.rosters_kept("五", &["分级建立"]);
    r26_11_bad_credit_follows_problems: F019 => |p| p.after_problems("十一", &["联合惩戒"]);
    r26_11_the_credit_platform_hears_of_problems: F019 => |p| p.after_problems("十一", &["同级信用信息平台", "处理结果"]);
    r26_12_4_who_misses_a_deadline_reads_who_answers: F008 => |p| p.liable("十二（4）", "不履行法定职责");
    r26_5_inspectors_of_other_levels: F048 => |p| p.planner_told("五", &["随机抽调"]);
    r26_3_the_item_list_changes_and_a_check_keeps_its_version: F007 => |p| { p.planner_told("三", &["动态管理"]); p.keeps_its_version(); };
    r26_10_4_the_report_holds_what_the_text_names: F054 => |p| p.afterwards("十（四）", &["检查报告", "抽查时间和内容", "方法步骤", "处理意见建议"]);
    r26_10_3_and_11_the_site_gets_the_list_and_no_name_and_the_credit_platform_outcomes: F004 F019 => |p| p.feeds(&["“双随机、一公开”网 @ item_list, subject_roster (no field), inspector_roster (no field) @ 十（三）", "同级信用信息平台 @ outcome @ 十一"]);
}
