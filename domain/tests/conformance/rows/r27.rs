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
    r27_17_the_subject_signs: F079 => |p| { p.signed(&subject(ANY), false, "第17条"); p.step(&subject(ANY), ">sign", "第17条"); };
    r27_17_a_refusal_is_noted: F086 => |p| p.refusal(&subject(ANY), "如实注明", "第17条");
    r27_17_the_record_is_a_form: F014 => |p| p.asks(&subject(ANY), &["安全生产许可证", "应急预案", "特种作业人员", "重大危险源"]);
    r27_19_results_are_entered_20_working_days_after_the_check: F009 F010 => |p| p.due(&["check_end", "task_complete"], "录入", 20, W, "第19条");
    r27_23_data_serve_their_purpose_only: F100 => |p| p.brief(&subject(ANY), "第二十三条", "用途以外");
    r27_the_text_names_no_team: => |p| p.team_of_the_plan("第14条");
}
