//! R17 南昌市城市管理和综合执法局“双随机、一公开”工作细则: what its text makes the code do (urban management). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{W, subject};
use domain::evidence::EvidenceKind::{Audio, Video};
use domain::regime::pack::event::Event;

const PLAN: &[(&str, &str)] = &[("share_all", "10")];
const ANY: &[(&str, &str)] = &[("class", "general")];

shows! { "R17";
    r17_9_four_fields_of_a_subject: F041 => |p| p.subject_fields("第九条", &[("监管对象名称", "name"), ("经营类别", "industry"), ("地址", "address"), ("法定代表人（负责人）姓名", "responsible_person")], &[]);
    r17_7_the_item_is_urban_management: F001 => |p| p.item_names(&subject(ANY), &["城市管理行政执法检查"]);
    r17_6_and_7_nothing_is_checked_without_a_law: F047 => |p| p.keeps_to(&subject(ANY), "第六条、第七条", "一律不得擅自开展检查");
    r17_8_subjects_and_inspectors_are_drawn: F002 => |p| p.draws(PLAN, ANY, "all", (20, 2), 2);
    r17_8_the_share_is_an_input_of_the_plan: => |p| { p.asks_input(PLAN, "share_all", "第八条"); p.sample(PLAN, "all", &[(20, 2)], "第八条"); };
    r17_8_and_10_the_record_is_a_form: F014 => |p| p.asks(&subject(ANY), &["检查的依据", "检查的内容", "检查结果"]);
    r17_10_only_certificate_holders: F020 => |p| p.certificate("第十条", &[]);
    r17_10_two_certificate_holders_at_least: F023 => |p| p.at_least_two("第十条");
    r17_10_certificates_are_shown: F046 => |p| p.step(&subject(ANY), "<show_certificate", "第十条");
    r17_10_the_principal_signs_or_seals: F079 => |p| { p.signed(&subject(ANY), false, "第十条"); };
    r17_10_a_missing_signature_has_its_reason: F086 => |p| p.refusal(&subject(ANY), "注明原因", "第十条");
    r17_10_a_witness_may_be_asked: F095 => |p| p.witness_may(&subject(ANY), "第十条");
    r17_10_who_has_an_interest_is_not_drawn: F017 => |p| p.keeps_apart(&[("share_all", "50")], ANY);
    r17_11_video_and_audio_are_kept: F032 F025 => |p| { p.evidence(&subject(ANY), &[Video, Audio], "第十一条"); p.step(&subject(ANY), "<recorder_on", "第十一条"); };
    r17_11_all_items_in_one_visit: F036 => |p| p.keeps_to(&subject(ANY), "第十一条", "一次性完成检查");
    r17_13_departments_may_join: F018 => |p| { let joint = [PLAN, &[("use.joint", "yes"), ("joint_lead", "甲局"), ("joint_partners", "乙局"), ("joint_each", "2")]].concat(); p.team(&joint, &["member@甲局", "member@甲局", "member@乙局", "member@乙局"], "第十三条"); p.team(PLAN, &["member", "member"], "第十条"); for input in ["joint_lead", "joint_partners", "joint_each"] { p.asks_input(&joint, input, "第十三条"); } };
    r17_14_the_list_is_secret_until_it_is_public: F077 => |p| p.brief(&subject(ANY), "第十四条", "名单严格保密");
    r17_14_secrets_are_kept_by_law: => |p| p.brief(&subject(ANY), "第十四条", "保密守则");
    r17_15_results_go_to_review_within_three_working_days: F034 F010 => |p| p.due(&["task_complete"], "报送", 3, W, "第十五条");
    r17_16_nobody_is_burdened: => |p| p.keeps_to(&subject(ANY), "第十六条", "不得妨碍");
    r17_15_results_and_outcomes_are_public_in_the_national_system: F003 => |p| { let both = &["第十五条 @ 国家企业信息公示系统 @ "]; p.results_public(both); p.outcomes_public(both); };
    r17_15_the_law_section_and_the_leader_approve_before: F055 => |p| p.approved_first(&[], &["局政策法规科审核", "分管法制工作的局领导审核批准"], "第十五条");
    r17_14_the_drawn_list_is_kept_until_it_is_public: F077 => |p| p.draw_kept(true, "第十四条");
    r17_5_both_rosters_are_made_by_the_body_and_approved: F005 F006 => |p| p.rosters_kept("第五条", &["名录库", "局领导批准"]);
    r17_15_problem_cases_are_entered_promptly_after_the_decision: F009 => |p| p.promptly(Event::PenaltyDecided, "第十五条", "录入");
    r17_16_who_misses_a_deadline_reads_who_answers: F008 => |p| p.liable("第十六条", "失职");
    r17_8_the_file_holds_what_the_text_names: F039 => |p| p.afterwards("第八条、第十一条", &["归档", "执法检查记录"]);
    r17_15_results_and_outcomes_go_to_the_national_system: F004 => |p| p.feeds(&["国家企业信息公示系统 @ result, outcome @ 第十五条"]);
}
