//! R19 南昌市自然资源和规划局抽查细则: what its text makes the code do (natural resources). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::subject;

const PLAN: &[(&str, &str)] = &[
    ("team_size", "2"),
    ("share_classified", "20"),
    ("share_survey", "30"),
];
const MINE: &[(&str, &str)] = &[("industry", "矿山企业")];
const SURVEY: &[(&str, &str)] = &[("industry", "乙级测绘资质单位")];
const CLASSIFIED: &[(&str, &str)] = &[("industry", "涉密测绘成果使用单位")];

shows! { "R19";
    r19_annex_1_three_fields_of_a_mine: F041 => |p| p.subject_fields("附件1", &[("县（区）", "district"), ("矿山企业名称", "name"), ("地址", "address")], &[]);
    r19_1_and_2_three_items_each_for_its_subjects: F001 => |p| { p.item_names(&subject(CLASSIFIED), &["对涉密基础测绘成果使用法人或者其他组织的行政检查"]); p.item_names(&subject(SURVEY), &["对测绘成果质量的行政检查"]); p.item_names(&subject(MINE), &["矿山地质环境保护与土地复垦情况检查"]); };
    r19_1_1_no_camera_where_results_are_classified: F078 => |p| { assert_eq!(p.at(&subject(CLASSIFIED)).camera_forbidden.expect("forbidden").cite, "一（一）2、5"); assert!(p.at(&subject(MINE)).camera_forbidden.is_none()); p.brief(&subject(CLASSIFIED), "一（一）2", "涉密测绘成果"); };
    r19_1_1_4_the_subject_checks_itself_first: F088 => |p| p.keeps_to(&subject(CLASSIFIED), "一（一）4", "自查自纠");
    r19_1_1_and_1_2_shares_are_inputs_of_the_plan: => |p| { p.asks_input(PLAN, "share_classified", "一（一）4"); p.asks_input(PLAN, "share_survey", "一（二）4"); assert_eq!(p.pool(&subject(CLASSIFIED), &[], PLAN), "in classified"); assert_eq!(p.pool(&subject(SURVEY), &[], PLAN), "in survey"); p.sample(PLAN, "classified", &[(10, 2)], "一（一）3、4"); p.sample(PLAN, "survey", &[(10, 3)], "一（二）3、4"); };
    r19_1_2_4_items_time_and_inspectors_are_told_before: F031 => |p| p.brief(&subject(SURVEY), "一（二）4", "检查事项、内容、具体时间及检查人员");
    r19_1_2_4_projects_are_sampled: F059 => |p| { p.step(&subject(SURVEY), "<sample", "一（二）4"); p.step(&subject(SURVEY), "<verify_materials", "一（二）4"); };
    r19_1_4_results_are_told_on_the_spot: F026 => |p| { p.step(&subject(SURVEY), ">feedback", "一（一）4、一（二）4"); p.step(&subject(CLASSIFIED), ">feedback", "一（一）4、一（二）4"); };
    r19_1_4_a_written_opinion_orders_what_to_mend: F033 => |p| { p.paper(&subject(SURVEY), "order", "一（一）4、一（二）4"); p.steps(&subject(CLASSIFIED), &[">feedback", ">order_rectification?"]); p.off_plan(&["recheck"], "一（一）4"); };
    r19_2_1_and_2_3_subjects_and_inspectors_are_drawn: F002 F006 => |p| p.draws(PLAN, MINE, "mine", (20, 1), 2);
    r19_2_3_one_percent_of_mines_is_at_least_one: F044 => |p| { assert_eq!(p.pool(&subject(MINE), &[], PLAN), "in mine"); p.sample(PLAN, "mine", &[(0, 0), (1, 1), (100, 1), (101, 2)], "二（三）"); p.per("mine", "round"); };
    r19_2_5_2_certificates_are_shown: F046 => |p| { p.step(&subject(MINE), "<show_certificate", "二（五）2"); p.step(&subject(MINE), "<verify_materials", "二（五）2"); };
    r19_2_5_2_problems_are_told_on_the_spot: F026 => |p| p.step(&subject(MINE), ">feedback", "二（五）2");
    r19_2_5_2_the_mine_signs_and_seals: F079 => |p| { p.signed(&subject(MINE), true, "二（五）2"); p.unsigned(&subject(SURVEY)); };
    r19_2_5_2_inspectors_sign: F110 => |p| { let found = p.at(&subject(MINE)).signatures; assert_eq!((found.officers_min, found.officers_cite.as_str()), (2, "二（五）2")); };
    r19_2_5_4_the_mine_is_told_what_to_prepare: F031 F088 => |p| p.brief(&subject(MINE), "二（五）4", "准备迎检材料，填报现状表");
    r19_annex_2_and_4_the_forms_ask_what_is_printed: F014 F038 => |p| p.asks(&subject(MINE), &["采矿许可证号", "是否编制方案", "方案适用期", "是否建立基金账户", "是否预支基金", "是否实施年度生态修复计划", "治理工程投入资金数额", "存在问题", "相关建议"]);
    r19_2_2_epidemic_rules_hold: => |p| p.keeps_to(&subject(SURVEY), "一（一）5、一（二）5", "疫情防控");
    r19_the_text_names_no_team: => |p| p.team_of_the_plan("二（三）");
    r19_no_number_no_clock: => |p| p.no_clock();
    r19_1_1_4_and_2_1_results_are_public_on_the_site: F003 => |p| { p.results_public(&["一（一）4、一（二）4 @ 市局门户网站 @ ", "二（一） @ 局网站 @ "]); p.no_outcome_public(); };
    r19_1_1_4_the_group_deliberates_before_and_2_1_names_no_step: F055 => |p| { for item in ["classified", "survey"] { p.approved_first(&[item], &["集体评议", "依据检查标准作出检查结论", "形成结果通报"], "一（一）4、一（二）4"); } p.nobody_first(&["mine"]); };
    r19_2_3_mines_stand_in_the_provincial_roster: F005 => |p| p.rosters_kept("二（三）", &["矿山企业", "江西省", "名录库"]);
    r19_1_1_4_results_go_to_the_platform: F009 => |p| p.afterwards("一（一）4、一（二）4", &["检查结果", "江西省“双随机、一公开”行政执法监督平台"]);
    r19_2_1_inspectors_of_other_levels: F048 => |p| p.planner_told("二（一）、二（三）", &["市、县两级"]);
    r19_2_5_6_the_file_holds_what_the_text_names: F039 => |p| p.afterwards("二（五）6", &["归档", "纸质检查记录表"]);
    r19_1_1_4_results_are_entered_on_the_provincial_platform: F004 => |p| p.feeds(&["江西省“双随机、一公开”行政执法监督平台 @ result @ 一（一）4、一（二）4"]);
}
