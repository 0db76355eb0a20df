//! R14 南昌市住建系统“双随机、一公开”抽查工作实施细则（试行）: what its text makes the code do (housing and construction). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{D, change, subject, visit};
use domain::regime::pack::event::Event;

const PLAN: &[(&str, &str)] = &[("check_type", "open"), ("share_all", "10"), ("team_size", "2")];
const ANY: &[(&str, &str)] = &[("工程项目", "甲")];

shows! { "R14";
    r14_6_four_fields_of_an_inspector: F035 F006 => |p| p.inspector_fields("第六条", &[("姓名", "name"), ("科室", "department"), ("性别", "sex"), ("执法证号", "certificate_no")]);
    r14_3_supervision_and_licensing_are_on_the_list: F001 => |p| p.item_names(&subject(ANY), &["权力清单中的行政监督事项", "权力清单中的行政许可事项"]);
    r14_6_a_transfer_is_reported_within_five_days: F093 => |p| p.due(&["staff_changed"], "变动、调整", 5, D, "第六条");
    r14_7_2_and_3_four_kinds_are_not_drawn: F013 => |p| { p.off_plan(&["complaint", "superior_order", "handover", "daily_patrol"], "第七条第2款"); p.off_plan(&["complaint", "superior_order", "handover", "daily_patrol"], "第七条第3款"); };
    r14_8_2_the_share_is_an_input_of_the_plan: F021 => |p| { p.asks_input(PLAN, "share_all", "第八条第2款"); p.sample(PLAN, "all", &[(20, 2)], "第八条第2款、第九条"); };
    r14_9_subjects_and_inspectors_are_drawn_and_assigned: F002 F052 => |p| p.draws(PLAN, ANY, "all", (20, 2), 2);
    r14_10_who_has_an_interest_is_not_drawn: F017 => |p| p.keeps_apart(&change(PLAN, "share_all", "50"), ANY);
    r14_11_twice_a_year_for_enterprise_project_and_item: F050 F042 => |p| { let of = |project: &str, item: &str, on: &str| { let mut one = visit(on); one.extra.insert("工程项目".to_owned(), project.to_owned()); one.items = vec![item.into()]; one }; let both = |project: &str, item: &str| [of(project, item, "2026-02-03"), of(project, item, "2026-06-03")]; assert_eq!(p.pool(&subject(ANY), &both("甲", "supervision"), PLAN), "out cap.year 第十一条第1款"); assert_eq!(p.pool(&subject(ANY), &both("乙", "supervision"), PLAN), "in all"); assert_eq!(p.pool(&subject(ANY), &both("甲", "another"), PLAN), "in all"); };
    r14_14_2_the_record_is_kept_as_a_form: F014 => |p| p.asks(&subject(ANY), &["工程项目", "检查事项", "检查结果"]);
    r14_the_text_names_no_team: => |p| p.team_of_the_plan("第九条第1款");
    r14_a_signature_is_not_asked_for: => |p| p.unsigned(&subject(ANY));
    r14_2_results_are_public_promptly: F003 => |p| { p.results_public(&["第二条 @  @ promptly"]); p.no_outcome_public(); };
    r14_7_1_the_roster_of_enterprises_serves_search_and_draw: F005 => |p| p.rosters_kept("第七条第1款", &["检查企业名录库", "检索"]);
    r14_13_results_are_entered_after_the_check: F009 => |p| p.promptly(Event::CheckEnd, "第十三条", "录入");
    r14_8_who_plans_reads_what_a_plan_holds: F012 => |p| p.planner_told("第八条", &["被检查对象的范围"]);
    r14_10_an_inspector_is_replaced_by_chance: F037 => |p| { p.drawn_told("第十条", &["更换检查人员", "随机递补"]); p.seat_redrawn("第十条"); };
    r14_14_2_the_file_holds_what_the_text_names: F039 => |p| p.afterwards("第十四条第2款", &["归档", "检查通知", "检查记录", "检查结果书面报告"]);
    r14_8_the_law_section_gathers_the_plans: F030 => |p| p.planner_told("第八条", &["局法制科室统一汇总"]);
    r14_13_results_are_entered_on_the_provincial_platform: F004 => |p| p.feeds(&["江西省“双随机、一公开”行政执法监管平台 @ result @ 第十三条"]);
    r14_8_the_plan_is_due_at_the_beginning_of_the_year_without_a_day: F043 => |p| { p.planner_told("第八条", &["每年年初"]); assert_eq!(p.year(), Vec::<String>::new()); };
    r14_9_2_units_make_rules_of_their_own: F060 => |p| { p.drawn_told("第九条第2款", &["自行制定", "法制处室备案"]); p.takes_later_rules(); };
    r14_12_a_directed_draw_names_what_it_draws_inside: F065 => |p| { p.asks_input(PLAN, "check_type", "第十二条"); p.draws_inside(PLAN, &[("directed", true), ("open", false)], "第十二条"); p.planner_told("第十二条", &["专业性较强", "定向抽查"]); };
}
