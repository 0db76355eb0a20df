//! R27 枣庄高新区应急管理局“双随机、一公开”随机抽查工作实施细则（试行）: what its text makes the code do (emergency management of a zone). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{W, change, subject};

const PLAN: &[(&str, &str)] = &[("ratio_unit", "percent"), ("team_size", "2")];
const ANY: &[(&str, &str)] = &[("industry", "机械制造")];

shows! { "R27";
    r27_11_six_fields_of_an_inspector: F035 => |p| p.inspector_fields("第11条", &[("单位", "department"), ("姓名", "name"), ("职务", "post"), ("执法证号", "certificate_no"), ("执法岗位", "post"), ("联系电话", "phone")]);
    r27_2_the_item_is_work_safety: F001 => |p| p.item_names(&subject(ANY), &["安全生产检查"]);
    r27_9_only_valid_certificates: F020 => |p| p.certificate("第9条", &[]);
    r27_13_the_plan_is_due_at_the_end_of_may: F043 => |p| p.dated("年度抽查计划", "第13条", &["05-31"]);
    r27_14_subjects_and_inspectors_are_drawn_and_matched: F002 F015 F052 => |p| p.draws(PLAN, ANY, "all", (20, 1), 2);
    r27_15_who_has_an_interest_is_not_drawn: F017 => |p| p.keeps_apart(PLAN, ANY);
    r27_16_five_of_a_unit_that_the_plan_names: F044 => |p| { p.asks_input(PLAN, "ratio_unit", "第16条"); p.sample(PLAN, "all", &[(100, 5), (101, 6)], "第16条"); p.sample(&change(PLAN, "ratio_unit", "permille"), "all", &[(1000, 5)], "第16条"); p.per("all", "year"); p.refuses(&change(PLAN, "ratio_unit", "each"), "plan.input.invalid"); };
    r27_17_the_subject_hears_the_result: F026 => |p| p.step(&subject(ANY), ">feedback", "第17条");
    r27_17_the_subject_signs: F079 => |p| { p.signed(&subject(ANY), false, "第17条"); };
    r27_17_a_refusal_is_noted: F086 => |p| p.refusal(&subject(ANY), "如实注明", "第17条");
    r27_17_the_record_is_a_form: F014 => |p| p.asks(&subject(ANY), &["安全生产许可证", "应急预案", "特种作业人员", "重大危险源"]);
    r27_19_results_are_entered_20_working_days_after_the_check: F009 F010 => |p| p.due(&["check_end", "task_complete"], "录入", 20, W, "第19条");
    r27_23_data_serve_their_purpose_only: F100 => |p| p.brief(&subject(ANY), "第二十三条", "用途以外");
    r27_the_text_names_no_team: => |p| p.team_of_the_plan("第14条");
    r27_5_and_19_results_are_public_20_working_days_after_the_check: F003 => |p| { p.results_public(&["第5条、第19条、第二十条 @ 山东省政府“双随机、一公开”监管平台、国家企业信用信息公示系统 @ 20 working_day after check_end or 20 working_day after task_complete"]); p.outcomes_public(&["第二十一条 @  @ "]); };
    r27_5_the_draw_is_public: F027 => |p| { p.draws_public(&["第5条 @  @ "]); p.draw_open(); };
    r27_5_and_9_the_item_list_is_public: F011 => |p| p.list_public(&["第5条、第九条 @ 山东省政府“双随机、一公开”监管平台 @ "]);
    r27_13_the_plan_is_public_by_the_end_of_may: F056 => |p| p.plan_public(&["第5条、第13条 @  @ on 05-31"]);
    r27_12_the_roster_of_subjects_is_complete_and_searched: F005 => |p| p.rosters_kept("第12条", &["全部被监管市场主体", "检索"]);
    r27_11_the_roster_of_inspectors_follows_the_changes: F006 => |p| p.rosters_kept("第11条", &["单位变动、岗位调整"]);
    r27_21_what_belongs_to_others_is_handed_over: F028 => |p| p.after_problems("第二十一条", &["移送"]);
    r27_22_bad_credit_follows_problems: F019 => |p| p.after_problems("第二十二条", &["失信"]);
    r27_26_who_misses_a_deadline_reads_who_answers: F008 => |p| p.liable("第二十六条", "不依照细则");
    r27_4_who_plans_reads_what_a_plan_holds: F012 => |p| p.planner_told("第四条、第13条", &["被检查对象的范围", "抽查的比例和频次", "实施检查的时间"]);
    r27_9_the_item_list_changes_and_a_check_keeps_its_version: F007 => |p| { p.planner_told("第九条", &["动态管理"]); p.keeps_its_version(); };
    r27_15_inspectors_are_not_changed: F084 => |p| { p.drawn_told("第15条", &["检查人员不更换", "原则上"]); p.change_discouraged("第15条"); };
    r27_8_and_19_list_plan_draw_and_results_are_entered: F004 => |p| p.feeds(&["山东省政府“双随机、一公开”监管平台 @ item_list, plan, draw, result @ 第8条、第19条"]);
    r27_3_who_plans_reads_what_a_draw_does_not_replace: F013 => |p| p.planner_told("第3条", &["不替代专业性检查"]);
}
