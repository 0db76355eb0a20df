//! R22 南昌市司法局法律服务监管“双随机、一公开”工作细则: what its text makes the code do (justice). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::subject;
use domain::regime::pack::event::Event;

const PLAN: &[(&str, &str)] = &[
    ("check_type", "mixed"),
    ("team_size", "2"),
    ("share_persons", "10"),
];
const FIVE: &[(&str, &str, &str, &str)] = &[
    ("律师事务所", "律师", "lawyer", "律师行业随机抽查"),
    ("公证处", "公证员", "notary", "公证行业随机抽查"),
    (
        "法律援助机构",
        "法律援助工作者",
        "legal-aid",
        "法律援助行业随机抽查",
    ),
    ("司法鉴定机构", "司法鉴定人", "forensic", "司法鉴定行业随机抽查"),
    (
        "基层法律服务所",
        "基层法律服务工作者",
        "grassroots",
        "基层法律服务行业随机抽查",
    ),
];

shows! { "R22";
    r22_3_2_1_six_fields_of_an_inspector: F035 => |p| p.inspector_fields("三（二）1", &[("姓名", "name"), ("处室", "department"), ("职务", "post"), ("执法证号", "certificate_no"), ("执法证有效期", "certificate_until"), ("执法类型（范围）", "执法类型（范围）")]);
    r22_3_2_2_fields_of_a_subject: F041 => |p| p.subject_fields("三（二）2", &[("检查对象名称", "name")], &[("统一社会信用代码/注册号", "credit_code"), ("法定代表人/负责人", "responsible_person")]);
    r22_3_1_2_five_trades: F001 => |p| { for (body, _, _, name) in FIVE { p.item_names(&subject(&[("industry", body)]), &[name]); } };
    r22_3_1_2_firms_and_persons_are_subjects: F042 F024 => |p| { for (body, person, item, _) in FIVE { p.items(&subject(&[("industry", body)]), &[item]); p.items(&subject(&[("industry", person)]), &[item]); assert_eq!(p.pool(&subject(&[("industry", person)]), &[], PLAN), "in persons"); } };
    r22_3_1_2_what_is_checked: F038 => |p| p.asks(&subject(&[("industry", "公证处")]), &["保持行政许可条件", "执业纪律和职业道德", "执业开展"]);
    r22_3_1_3_subjects_and_inspectors_are_drawn: F002 => |p| p.draws(PLAN, &[("industry", "公证处")], "bodies", (10, 5), 2);
    r22_3_1_3_single_and_mixed_checks: F065 => |p| p.offers(&subject(&[("industry", "公证处")]), "抽查类型", &["单向抽查", "综合抽查"]);
    r22_3_1_3_every_method_can_be_recorded: F016 => |p| p.offers(&subject(&[("industry", "公证处")]), "检查方式", &["直接检查", "先行自查", "同时进行"]);
    r22_3_3_half_of_the_institutions_each_year: F044 => |p| { for (body, ..) in FIVE { assert_eq!(p.pool(&subject(&[("industry", body)]), &[], PLAN), "in bodies"); } p.sample(PLAN, "bodies", &[(10, 5), (11, 6), (1, 1)], "三（三）"); p.per("bodies", "year"); };
    r22_3_1_2_the_share_of_persons_is_an_input: => |p| { p.asks_input(PLAN, "share_persons", "三（一）2、三（三）"); p.sample(PLAN, "persons", &[(20, 2)], "三（一）2"); };
    r22_3_4_1_the_record_is_a_form: F014 => |p| p.asks(&subject(&[("industry", "公证处")]), &["执行法律法规等情况的评价", "处理意见和建议"]);
    r22_the_text_names_no_team: => |p| p.team_of_the_plan("三（一）3");
    r22_no_number_no_clock: => |p| p.no_clock();
    r22_3_4_1_results_and_outcomes_are_public_on_the_portal: F003 => |p| { let both = &["三（四）1 @ 门户网站 @ promptly"]; p.results_public(both); p.outcomes_public(both); };
    r22_3_1_the_item_list_is_public: F011 => |p| p.list_public(&["三（一） @  @ "]);
    r22_3_2_2_the_roster_of_subjects_has_five_trades: F005 => |p| p.rosters_kept("三（二）2", &["律师、公证、法律援助、基层法律服务、司法鉴定", "动态管理"]);
    r22_3_2_1_who_is_in_the_roster_of_inspectors: F006 => |p| p.rosters_kept("三（二）1", &["业务主管部门管理人员为主", "动态管理"]);
    r22_3_4_2_what_belongs_to_others_is_handed_over: F028 => |p| p.after_problems("三（四）2", &["司法机关"]);
    r22_3_4_1_results_go_to_the_credit_platform: F019 => |p| { p.promptly(Event::CheckEnd, "三（四）1", "公共信用信息平台"); p.afterwards("三（四）1", &["检查结果", "公共信用信息平台"]); };
    r22_3_1_3_inspectors_of_other_levels: F048 => |p| p.planner_told("三（一）3", &["其他地区"]);
    r22_3_1_the_item_list_changes_and_a_check_keeps_its_version: F007 => |p| { p.planner_told("三（一）", &["动态管理"]); p.keeps_its_version(); };
    r22_3_4_1_the_report_holds_what_the_text_names: F054 => |p| p.afterwards("三（四）1", &["检查报告", "检查时间", "现场检查笔录"]);
    r22_3_4_1_what_is_handed_to_the_credit_platform: F004 F019 => |p| p.feeds(&["公共信用信息平台 @ result @ 三（四）1"]);
    r22_3_4_1_the_draw_leaves_its_trace: F025 => |p| { for (tag, ..) in FIVE { p.leaves_its_trace(PLAN, &[("industry", tag)]); } };
    r22_3_1_3_a_draw_in_one_trade_names_it: F065 => |p| { p.asks_input(PLAN, "check_type", "三（一）3"); p.draws_inside(PLAN, &[("single", true), ("mixed", false)], "三（一）3"); };
}
