//! R14 南昌市住建系统“双随机、一公开”抽查工作实施细则（试行）: what its text makes the code do (housing and construction). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{D, change, subject, visit};

const PLAN: &[(&str, &str)] = &[("share_all", "10"), ("team_size", "2")];
const ANY: &[(&str, &str)] = &[("工程项目", "甲")];

shows! { "R14";
    r14_6_four_fields_of_an_inspector: F035 => |p| p.inspector_fields("第六条", &[("姓名", "name"), ("科室", "department"), ("性别", "sex"), ("执法证号", "certificate_no")]);
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
}
