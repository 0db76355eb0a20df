//! R20 南昌市人力资源和社会保障局“双随机、一公开”实施细则: what its text makes the code do (human resources). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{D, W, change, subject, visit};
use domain::regime::pack::event::Event;

const PLAN: &[(&str, &str)] = &[("share_all", "10"), ("team_size", "2")];
const ANY: &[(&str, &str)] = &[("class", "general")];

shows! { "R20";
    r20_9_2_five_fields_of_an_inspector: F035 => |p| p.inspector_fields("第九条第2款", &[("姓名", "name"), ("单位", "department"), ("性别", "sex"), ("执法证号", "certificate_no"), ("执法区域", "执法区域")]);
    r20_6_the_item_is_labour_inspection: F001 => |p| p.item_names(&subject(ANY), &["劳动保障监察随机抽查事项"]);
    r20_6_1_seven_days_in_public_at_least: F080 F010 => |p| p.due(&["publication_started"], "公示期", 7, D, "第六条第1款");
    r20_7_1_nothing_is_checked_without_a_law: F047 => |p| p.keeps_to(&subject(ANY), "第七条第1款", "一律不得擅自开展检查");
    r20_7_2_complaints_are_no_visit_without_a_draw: F013 F075 => |p| assert!(p.grounds().is_empty());
    r20_9_1_only_certificate_holders: F020 => |p| p.certificate("第九条第1款", &[]);
    r20_10_plans_are_due_on_5_november_and_at_years_end: F043 => |p| { p.dated("下一年度行政检查计划报送局案件审理科", "第十条", &["11-05"]); p.dated("备案", "第十条", &["12-31"]); };
    r20_11_the_share_is_an_input_of_the_plan: F021 => |p| { p.asks_input(PLAN, "share_all", "第十一条、第十四条第2款"); p.sample(PLAN, "all", &[(20, 2)], "第十一条、第十二条"); };
    r20_12_subjects_and_inspectors_are_drawn: F002 F015 => |p| p.draws(PLAN, ANY, "all", (20, 2), 2);
    r20_13_2_who_has_an_interest_is_not_drawn: F017 => |p| p.keeps_apart(&change(PLAN, "share_all", "50"), ANY);
    r20_14_1_twice_a_year_and_no_more: F050 => |p| { let twice = [visit("2026-02-03"), visit("2026-06-03")]; assert_eq!(p.pool(&subject(ANY), &twice[..1], PLAN), "in all"); assert_eq!(p.pool(&subject(ANY), &twice, PLAN), "out cap.year 第十四条第1款"); assert_eq!(p.pool(&subject(ANY), &twice, &[PLAN, &[("reason.cap-year", "重大活动")]].concat()), "in all warn cap.year"); };
    r20_15_several_items_in_one_visit: F036 => |p| { p.keeps_to(&subject(ANY), "第十四条第1款、第十五条", "一次性完成"); p.asks(&subject(ANY), &["是否已整合、一次完成"]); };
    r20_17_the_report_is_done_3_working_days_after_each_subject: F034 F010 => |p| p.due(&["subject_check_end"], "检查报告", 3, W, "第十七条");
    r20_17_the_record_holds_what_the_report_needs: => |p| p.asks(&subject(ANY), &["检查事项和内容", "实施过程", "检查情况", "对被检查人的评价", "处理意见和建议"]);
    r20_19_progress_each_25th_and_a_summary_by_15_december: F040 => |p| { p.dated("本月工作推进", "第十九条第1款", &["01-25", "02-25", "03-25", "04-25", "05-25", "06-25", "07-25", "08-25", "09-25", "10-25", "11-25", "12-25"]); p.dated("全年总结", "第十九条", &["12-15"]); };
    r20_the_text_names_no_team: => |p| p.team_of_the_plan("第十二条");
    r20_a_signature_is_not_asked_for: => |p| p.unsigned(&subject(ANY));
    r20_17_reports_are_public_promptly_after_their_approval: F003 => |p| { p.results_public(&["第二条第4款 @  @ ", "第十七条 @  @ promptly"]); p.outcomes_public(&["第十六条 @ 江西省企业监管警示系统信息平台 @ "]); };
    r20_17_the_report_is_approved_before: F055 => |p| p.approved_first(&[], &["检查报告审定"], "第十七条");
    r20_2_4_the_draw_is_public: F027 => |p| { p.draws_public(&["第二条第4款 @  @ "]); p.draw_open(); };
    r20_6_1_the_item_list_is_public: F011 => |p| p.list_public(&["第六条第1款 @ 市人社局门户网站、网上办事大厅、实体办事窗口 @ "]);
    r20_10_the_filed_plan_is_public: F056 => |p| p.plan_public(&["第十条 @  @ on 12-31"]);
    r20_8_the_roster_of_subjects_follows_their_state: F005 => |p| p.rosters_kept("第八条", &["生存状态动态调整"]);
    r20_9_1_the_roster_of_inspectors_follows_the_changes: F006 => |p| p.rosters_kept("第九条第1款", &["单位变动、岗位调整"]);
    r20_16_results_are_entered_as_soon_as_the_report_is_approved: F009 F026 => |p| p.promptly(Event::ReportApproved, "第四条、第十六条", "反馈检查结果，并录入");
    r20_16_what_belongs_to_others_is_handed_over: F028 => |p| p.after_problems("第十六条", &["其他行政机关、司法机关"]);
    r20_16_bad_credit_follows_problems: F019 => |p| p.after_problems("第十六条", &["联合惩戒"]);
    r20_21_who_misses_a_deadline_reads_who_answers: F008 => |p| p.liable("第二十一条", "不依照细则");
    r20_6_1_a_least_time_cannot_be_missed:  => |p| { p.counts_as_missed("report-done", true); p.counts_as_missed("public-notice", false); };
    r20_10_who_plans_reads_what_a_plan_holds: F012 => |p| p.planner_told("第十条、第十一条", &["被检查对象的范围", "对执法检查人员的要求"]);
    r20_12_who_plans_reads_of_the_scheme: F049 => |p| p.planner_told("第十二条", &["检查的具体流程", "检查的时间段"]);
    r20_13_1_inspectors_of_other_levels: F048 => |p| p.planner_told("第十三条第1款", &["各县、区"]);
    r20_6_1_the_item_list_changes_and_a_check_keeps_its_version: F007 => |p| { p.planner_told("第六条第1款、第七条第1款", &["动态管理"]); p.keeps_its_version(); };
    r20_13_2_an_inspector_is_replaced_by_chance: F037 => |p| { p.drawn_told("第十三条第2款", &["更换检查人员", "随机递补"]); p.seat_redrawn("第十三条第2款"); };
    r20_13_2_recusal_by_swap_or_sitting_out: F073 => |p| { p.drawn_told("第十三条第2款", &["对调", "不参加"]); p.swaps_or_sits_out("第十三条第2款"); };
    r20_17_the_report_holds_what_the_text_names: F054 => |p| p.afterwards("第十七条", &["检查报告", "检查时间", "检查内容", "实施报告", "处理意见和建议"]);
    r20_10_plans_are_filed_with_the_bureau: F030 => |p| p.planner_told("第十条、第十一条", &["市人社局备案"]);
    r20_5_6_9_and_16_two_systems_are_fed: F004 F019 => |p| p.feeds(&["全省“双随机、一公开”执法检查信息系统 @ item_list, inspector_roster (no field), result @ 第五条、第六条第1款、第九条第1款、第十六条", "江西省企业监管警示系统信息平台 @ outcome @ 第十六条"]);
}
