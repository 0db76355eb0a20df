//! R04 南昌市医保局抽查细则: what its text makes the code do (healthcare security). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::subject;

const PLAN: &[(&str, &str)] = &[("share_registration", "10"), ("team_size", "3")];
const EMPLOYER: &[(&str, &str)] = &[("industry", "用人单位")];
const HOSPITAL: &[(&str, &str)] = &[("industry", "定点医疗机构")];

shows! { "R04";
    r04_1_and_2_two_items_each_for_its_subjects: F001 => |p| { p.item_names(&subject(HOSPITAL), &["对医疗保险基金的监管"]); p.item_names(&subject(EMPLOYER), &["对用人单位社会保险登记的行政检查"]); };
    r04_1_insured_persons_are_subjects_too: F042 => |p| { for tag in ["参保人员", "定点医疗机构", "定点零售药店", "医疗保障经办机构"] { p.items(&subject(&[("industry", tag)]), &["fund"]); } };
    r04_1_who_is_decided_by_name_is_never_drawn: => |p| assert_eq!(p.pool(&subject(HOSPITAL), &[], PLAN), "out item.named 一（1）");
    r04_1_1_the_unit_is_notified: F031 => |p| p.brief(&subject(HOSPITAL), "一（1）", "通知被监督检查单位");
    r04_1_methods_can_be_recorded: F016 => |p| p.offers(&subject(HOSPITAL), "检查方法", &["现场核查", "数据分析"]);
    r04_1_fraud_is_asked_for: F038 => |p| p.asks(&subject(HOSPITAL), &["规范使用医保基金", "骗取社会保险基金", "骗取金额"]);
    r04_1_3_refund_and_fine_can_be_ordered: F033 => |p| p.offers(&subject(HOSPITAL), "处理", &["责令退回", "罚款", "暂停服务协议", "解除服务协议"]);
    r04_2_employers_are_in_the_pool: F001 => |p| { assert_eq!(p.pool(&subject(EMPLOYER), &[], PLAN), "in registration"); p.sample(PLAN, "registration", &[(100, 10)], "二"); p.asks_input(PLAN, "share_registration", "二"); };
    r04_2_on_site_only_what_the_system_does_not_show: F087 F016 => |p| { assert_eq!(p.put(&subject(EMPLOYER), &[("system-check", "found")]), ["system-check"]); assert_eq!(p.put(&subject(EMPLOYER), &[("system-check", "not_found")]), ["system-check", "registered"]); };
    r04_2_3_orders_are_followed_up: F033 => |p| p.off_plan(&["recheck", "recheck"], "二（3）");
    r04_the_text_names_no_team: => |p| p.team_of_the_plan("二");
    r04_no_number_no_clock: => |p| p.no_clock();
    r04_1_1_who_plans_reads_what_a_plan_holds: F012 => |p| p.planner_told("一（1）", &["年度检查方案"]);
    r04_1_1_who_plans_reads_of_the_scheme: F049 => |p| p.planner_told("一（1）", &["检查方案"]);
}
