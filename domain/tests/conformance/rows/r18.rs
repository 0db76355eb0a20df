//! R18 南昌市交通运输局行政检查随机抽查工作细则: what its text makes the code do (transport). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{W, change, subject, visit};
use domain::evidence::EvidenceKind::{Audio, Photo, Video};
use domain::regime::pack::after::PrivateKind::{Privacy, TradeSecret};

const PLAN: &[(&str, &str)] = &[
    ("share_all", "10"),
    ("share_failed", "20"),
    ("exempt_period", "6"),
];
const ANY: &[(&str, &str)] = &[("class", "general")];

shows! { "R18";
    r18_4_the_item_is_transport: F001 => |p| p.item_names(&subject(ANY), &["交通运输行政检查"]);
    r18_4_nothing_outside_the_list: F047 => |p| p.keeps_to(&subject(ANY), "第四条", "不得擅自进行抽查");
    r18_9_and_10_subjects_and_inspectors_are_drawn: F002 => |p| p.draws(PLAN, ANY, "others", (20, 2), 2);
    r18_9_2_a_head_of_the_group_is_named: F074 => |p| p.step(&subject(ANY), "<designate_head", "第九条第2款、第十三条");
    r18_10_the_share_is_an_input_of_the_plan: F021 => |p| { p.asks_input(PLAN, "share_all", "第十条"); p.sample(PLAN, "others", &[(20, 2)], "第十条"); };
    r18_10_who_has_an_interest_is_not_drawn: F017 => |p| p.keeps_apart(&change(&change(PLAN, "share_all", "50"), "share_failed", "60"), ANY);
    r18_11_1_a_notice_is_served_before: F031 => |p| p.brief(&subject(ANY), "第十一条第1款", "送达抽查告知书");
    r18_11_2_or_told_on_the_spot: F066 F031 => |p| p.brief(&subject(ANY), "第十一条第2款", "临时现场告知");
    r18_12_every_method_can_be_recorded: F016 F059 => |p| p.offers(&subject(ANY), "检查方式", &["入户检查", "实地勘察", "查阅资料", "询问核查", "网络监控", "检测鉴定"]);
    r18_13_two_officers_at_least: F023 => |p| p.at_least_two("第九条第2款、第十三条");
    r18_13_certificates_are_shown: F046 => |p| p.step(&subject(ANY), "<show_certificate", "第十三条");
    r18_13_photos_video_and_audio_are_kept: F032 F025 => |p| { p.evidence(&subject(ANY), &[Photo, Video, Audio], "第十三条"); p.step(&subject(ANY), "<recorder_on", "第十三条"); };
    r18_13_the_record_is_a_form: F014 => |p| p.asks(&subject(ANY), &["抽查事项", "抽查内容", "检查情况", "检查结果"]);
    r18_14_the_subject_cooperates: => |p| p.keeps_to(&subject(ANY), "第十四条", "积极配合");
    r18_15_1_the_result_is_told_on_the_spot: F026 => |p| p.step(&subject(ANY), ">feedback", "第十五条");
    r18_15_2_what_the_subject_says_is_recorded_and_reviewed: F091 => |p| p.asks(&subject(ANY), &["陈述申辩", "复核情况"]);
    r18_16_the_report_is_due_5_working_days_after_the_whole_work: F034 F010 => |p| p.due(&["task_complete"], "抽查情况报告", 5, W, "第十六条");
    r18_18_who_failed_is_drawn_more: F022 => |p| { assert_eq!(p.pool(&subject(&[("标签", "抽查不合格")]), &[], PLAN), "in failed"); p.sample(PLAN, "failed", &[(20, 4)], "第十条、第十八条"); p.asks_input(PLAN, "share_failed", "第十八条"); p.refuses(&change(PLAN, "share_failed", "9"), "plan.input.rising"); };
    r18_18_three_good_results_free_for_the_months_entered: F051 F071 => |p| { p.asks_input(PLAN, "exempt_period", "第十八条"); let good = |on: &str, grade: &str| { let mut one = visit(on); one.answers.insert("grade".into(), grade.to_owned()); one }; let three = [good("2026-02-02", "good"), good("2026-04-02", "good"), good("2026-06-02", "good")]; assert_eq!(p.pool(&subject(ANY), &three, PLAN), "out relief.good_results 第十八条"); assert_eq!(p.pool(&subject(ANY), &three[..2], PLAN), "in others"); assert_eq!(p.pool_on(&subject(ANY), &three, PLAN, "2026-12-02"), "in others"); let mixed = [three[0].clone(), good("2026-04-02", "other"), three[2].clone()]; assert_eq!(p.pool(&subject(ANY), &mixed, PLAN), "in others"); };
    r18_20_secrets_and_privacy_are_not_published: F090 => |p| p.hides(&[(Privacy, "第二十条"), (TradeSecret, "第二十条")]);
    r18_20_state_secrets_stay_inside: F078 => |p| p.brief(&subject(ANY), "第二十条", "国家秘密");
    r18_21_who_complained_is_protected: F100 => |p| p.brief(&subject(ANY), "第二十一条", "投诉举报人保密");
    r18_20_results_and_outcomes_are_public_promptly: F003 => |p| { let both = &["第二十条 @ 网络、媒体 @ promptly"]; p.results_public(both); p.outcomes_public(both); };
    r18_6_there_are_both_rosters: F005 F006 => |p| p.rosters_kept("第六条", &["执法检查人员名录库", "检查对象名录库"]);
    r18_17_what_belongs_to_others_is_handed_over: F028 => |p| p.after_problems("第十七条", &["司法机关"]);
    r18_17_what_belongs_to_other_departments_is_handed_over: F028 => |p| p.after_problems("第十七条", &["其他有关部门"]);
    r18_19_bad_credit_follows_problems: F019 => |p| p.after_problems("第十九条", &["失信联合惩戒"]);
    r18_7_who_plans_reads_what_a_plan_holds: F012 => |p| p.planner_told("第七条", &["年度工作计划"]);
    r18_6_who_draws_is_told_before: F053 => |p| p.planner_told("第六条、第十条", &["工作组"]);
    r18_10_a_wrong_subject_is_replaced: F072 => |p| { p.drawn_told("第十条", &["统筹平衡"]); p.subject_followed("第十条"); };
    r18_19_results_go_into_the_credit_record: F019 => |p| p.feeds(&["市场主体的社会信用记录 @ result @ 第十九条"]);
}
