//! R09 南昌市环境保护局“双随机、一公开”工作细则（试行）: what its text makes the code do (environment). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::subject;

const GENERAL: &[(&str, &str)] = &[("class", "general")];
const SOURCE: &[(&str, &str)] = &[("放射源", "是")];

shows! { "R09";
    r09_9_2_three_fields_of_a_subject: F041 => |p| p.subject_fields("第九条第2款", &[("统一社会信用代码/注册号", "credit_code"), ("检查对象名称", "name"), ("法定代表人/负责人", "responsible_person")], &[]);
    r09_10_2_six_fields_of_an_inspector: F035 => |p| p.inspector_fields("第十条第2款", &[("姓名", "name"), ("处（科、室）", "department"), ("职务", "post"), ("执法证号", "certificate_no"), ("执法证有效期", "certificate_until"), ("执法类型（范围）", "执法类型")]);
    r09_12_the_item_is_daily_supervision_of_pollution: F001 => |p| p.item_names(&subject(GENERAL), &["污染源日常环境监管"]);
    r09_5_the_subject_hears_the_result: F026 => |p| p.step(&subject(GENERAL), ">feedback", "第五条");
    r09_6_and_14_1_subjects_and_inspectors_are_drawn: F002 F015 => |p| p.draws(&[], GENERAL, "general", (20, 2), 2);
    r09_13_1_exactly_two: F023 => |p| { p.at_least_two("第十三条（一）"); p.at_most_two(); };
    r09_13_2_who_has_an_interest_is_not_drawn: F017 => |p| p.keeps_apart(&[], SOURCE);
    r09_14_2_nobody_is_checked_twice_in_one_draw: F108 => |p| { let done = p.draw(&[], &crate::draw::subjects(9, SOURCE), &crate::draw::inspectors(6, crate::draw::QUALIFIED), 3); let met: std::collections::BTreeSet<_> = done.teams.iter().map(|t| &t.subject).collect(); assert_eq!((met.len(), done.teams.len()), (9, 9)); };
    r09_15_general_subjects_a_tenth_a_quarter: F044 F069 => |p| { assert_eq!(p.pool(&subject(GENERAL), &[], &[]), "in general"); p.sample(&[], "general", &[(100, 10), (91, 10)], "第十五条"); p.per("general", "quarter"); };
    r09_15_radioactive_sources_and_ten_tonnes_all_each_year: F044 F069 F024 => |p| { assert_eq!(p.pool(&subject(SOURCE), &[], &[]), "in radiation"); for tonnes in ["10", "10.0", "250"] { assert_eq!(p.pool(&subject(&[("危险废物年产生量", tonnes)]), &[], &[]), "in waste_large"); } for key in ["radiation", "waste_large"] { p.sample(&[], key, &[(7, 7)], "第十五条"); p.per(key, "year"); } };
    r09_15_ray_devices_a_half_each_year: F044 F069 F024 => |p| { assert_eq!(p.pool(&subject(&[("射线装置", "是")]), &[], &[]), "in ray_device"); p.sample(&[], "ray_device", &[(7, 4), (100, 50)], "第十五条"); p.per("ray_device", "year"); };
    r09_15_less_than_ten_tonnes_three_tenths_each_year: F044 F069 F024 => |p| { assert_eq!(p.pool(&subject(&[("危险废物年产生量", "9.99")]), &[], &[]), "in waste_small"); assert_eq!(p.pool(&subject(&[("危险废物年产生量", "0")]), &[], &[]), "in general"); p.sample(&[], "waste_small", &[(10, 3), (100, 30)], "第十五条"); p.per("waste_small", "year"); };
    r09_15_who_has_a_source_and_waste_is_counted_once: => |p| { assert_eq!(p.pool(&subject(&[("放射源", "是"), ("危险废物年产生量", "50"), ("射线装置", "是")]), &[], &[]), "in radiation"); assert_eq!(p.pool(&subject(&[("危险废物年产生量", "50"), ("射线装置", "是")]), &[], &[]), "in waste_large"); assert_eq!(p.pool(&subject(&[("危险废物年产生量", "5"), ("射线装置", "是")]), &[], &[]), "in ray_device"); };
    r09_16_every_method_can_be_recorded: F016 F066 => |p| p.offers(&subject(GENERAL), "检查方式", &["调查询问", "现场检查", "取样监测", "座谈走访", "调阅资料", "明察暗访"]);
    r09_16_inquiry_and_sampling_have_papers: F059 => |p| { p.paper(&subject(GENERAL), "interview", "第十六条"); p.paper(&subject(GENERAL), "sampling", "第十六条"); };
    r09_18_both_lists_are_secret_before_the_check: F077 => |p| { p.brief(&subject(GENERAL), "第十八条", "执法检查人员名单"); p.brief(&subject(GENERAL), "第十八条", "检查对象名单"); };
    r09_no_number_no_clock: => |p| p.no_clock();
    r09_a_signature_is_not_asked_for: => |p| p.unsigned(&subject(GENERAL));
    r09_2_and_5_results_and_outcomes_are_public_promptly: F003 => |p| { let both = &["第二条第2款、第五条 @  @ promptly"]; p.results_public(both); p.outcomes_public(both); };
    r09_18_the_drawn_lists_are_kept_until_the_check: F077 => |p| p.draw_kept(false, "第十八条");
    r09_9_the_roster_of_subjects_is_complete_and_follows_the_changes: F005 => |p| p.rosters_kept("第九条第1款、第3款", &["完整准确", "经营状态动态调整"]);
    r09_10_3_the_roster_of_inspectors_follows_the_changes: F006 => |p| p.rosters_kept("第十条第3款", &["单位变动、岗位调整"]);
    r09_5_results_go_to_the_platform: F009 => |p| p.afterwards("第五条、第十一条第2款", &["检查结果", "全省“双随机、一公开”执法检查系统"]);
    r09_8_the_item_list_changes_and_a_check_keeps_its_version: F007 => |p| { p.planner_told("第八条、第十一条", &["动态管理"]); p.keeps_its_version(); };
    r09_13_2_an_inspector_is_replaced_by_chance: F037 => |p| { p.drawn_told("第十三条（二）", &["更换检查人员", "随机递补", "另有任务"]); p.seat_redrawn("第十三条（二）"); };
    r09_14_2_a_wrong_subject_is_replaced: F072 => |p| { p.drawn_told("第十四条第2款", &["重新抽取"]); p.subject_followed("第十四条第2款"); };
    r09_5_and_11_2_results_and_both_rosters_are_entered_with_their_fields: F004 => |p| p.feeds(&["全省“双随机、一公开”执法检查系统 @ result, outcome, subject_roster (3 fields), inspector_roster (6 fields) @ 第五条、第十一条第2款"]);
}
