//! R21 南昌市文化广电新闻出版旅游局“双随机、一公开”抽查机制工作细则: what its text makes the code do (culture). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::subject;

const PLAN: &[(&str, &str)] = &[("share_all", "10")];
const ANY: &[(&str, &str)] = &[("class", "general")];

shows! { "R21";
    r21_5_three_fields_of_an_inspector: F035 => |p| p.inspector_fields("第五条", &[("执法人员姓名", "name"), ("执法证号", "certificate_no"), ("执法领域", "执法领域")]);
    r21_2_the_items_are_of_the_culture_market: F001 => |p| { p.item_names(&subject(ANY), &["文化市场随机抽查"]); p.item_names(&subject(&[("industry", "歌舞娱乐场所")]), &["文化市场随机抽查", "歌舞游艺娱乐场所检查"]); };
    r21_2_every_trade_can_be_recorded: F001 => |p| p.offers(&subject(ANY), "检查对象类别", &["互联网上网服务", "歌舞游艺", "旅行社", "广播影视", "出版印刷", "互联网文化", "文物保护"]);
    r21_3_nothing_outside_the_list: F047 => |p| p.keeps_to(&subject(ANY), "第三条", "不得列入清单开展检查");
    r21_6_1_subjects_and_inspectors_are_drawn: F002 F015 => |p| p.draws(PLAN, ANY, "all", (20, 2), 2);
    r21_6_1_two_officers_at_least: F023 => |p| p.at_least_two("第六条第1款");
    r21_6_1_the_share_is_an_input_of_the_plan: => |p| { p.asks_input(PLAN, "share_all", "第六条第1款"); p.sample(PLAN, "all", &[(20, 2)], "第六条第1款"); };
    r21_6_2_covert_visits_are_not_leaked: F066 F077 => |p| p.brief(&subject(ANY), "第六条第2款", "不得泄露暗查人员、时间、地点、单位及路线");
    r21_7_the_draw_leaves_its_trace: F025 => |p| p.leaves_its_trace(PLAN, ANY);
    r21_8_1_mended_at_once_or_within_a_time: F033 => |p| { p.offers(&subject(ANY), "处置方式", &["当场整改", "限时整改"]); p.asks(&subject(ANY), &["限时整改的期限"]); p.keeps_to(&subject(ANY), "第八条（一）", "立即整改"); };
    r21_9_2_five_kinds_of_checks_go_on_beside: F013 => |p| p.off_plan(&["daily_enforcement", "superior_order", "complaint", "recheck", "campaign"], "第九条第2款");
    r21_no_number_no_clock: => |p| p.no_clock();
    r21_a_signature_is_not_asked_for: => |p| p.unsigned(&subject(ANY));
    r21_9_results_are_public_promptly_and_serious_offenders_too: F003 => |p| { p.results_public(&["第九条第1款 @ 江西省“双随机、一公开”行政执法监督平台等 @ promptly"]); p.outcomes_public(&["第八条（三） @  @ "]); };
    r21_4_every_subject_of_the_list_is_in_the_roster: F005 => |p| p.rosters_kept("第四条", &["均应列入"]);
    r21_5_the_roster_of_inspectors_follows_the_changes: F006 => |p| p.rosters_kept("第五条", &["实时更新"]);
    r21_9_1_results_go_to_the_platform: F009 => |p| p.afterwards("第九条第1款", &["检查结果", "江西省“双随机、一公开”行政执法监督平台"]);
    r21_8_2_what_belongs_to_others_is_handed_over: F028 => |p| p.after_problems("第八条第2款", &["公安司法机关"]);
    r21_8_2_clues_are_handed_over: F028 => |p| p.after_problems("第八条第2款", &["案件线索"]);
    r21_8_2_bad_credit_follows_problems: F019 => |p| p.after_problems("第八条（二）", &["黑名单"]);
    r21_8_3_who_misses_a_deadline_reads_who_answers: F008 => |p| p.liable("第八条第3款", "滥用职权");
    r21_3_the_item_list_changes_and_a_check_keeps_its_version: F007 => |p| { p.planner_told("第三条", &["动态管理"]); p.keeps_its_version(); };
    r21_9_results_are_entered_on_the_provincial_platform: F004 => |p| p.feeds(&["江西省“双随机、一公开”行政执法监督平台 @ result @ 第九条第1款"]);
}
