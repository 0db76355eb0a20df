//! R13 南昌市应急管理局“双随机、一公开”监管工作细则: what its text makes the code do (emergency management). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{W, subject};
use domain::regime::pack::event::Event;

const PLAN: &[(&str, &str)] = &[("share_all", "10"), ("team_size", "2")];
const ANY: &[(&str, &str)] = &[("class", "general")];

shows! { "R13";
    r13_2_the_item_is_work_safety: F001 => |p| p.item_names(&subject(ANY), &["安全生产监督检查"]);
    r13_4_general_and_key_items_are_told_apart: F061 => |p| p.offers(&subject(ANY), "事项类别", &["一般检查事项", "重点检查事项"]);
    r13_2_the_four_trades_can_be_recorded: F038 => |p| p.offers(&subject(ANY), "行业", &["非煤矿山", "危险化学品", "烟花爆竹", "工矿商贸"]);
    r13_7_the_share_is_an_input_of_the_plan: => |p| { p.asks_input(PLAN, "share_all", "第七条"); p.sample(PLAN, "all", &[(20, 2)], "第二条、第七条"); };
    r13_8_subjects_are_drawn_and_inspectors_matched: F002 F015 F052 => |p| p.draws(PLAN, ANY, "all", (20, 2), 2);
    r13_8_departments_may_join: F018 => |p| { let joint = [PLAN, &[("use.joint", "yes"), ("joint_lead", "甲局"), ("joint_partners", "乙局、丙局"), ("joint_each", "1")]].concat(); p.team(&joint, &["member@甲局", "member@甲局", "member@乙局", "member@丙局"], "第八条"); p.team(PLAN, &["member", "member"], "第八条"); for input in ["joint_lead", "joint_partners", "joint_each"] { p.asks_input(&joint, input, "第八条"); } };
    r13_9_3_objections_are_reviewed_within_20_working_days: F080 F010 => |p| p.due(&["objection_received"], "进行复核", 20, W, "第九条第3款");
    r13_9_3_the_answer_follows_within_15_working_days: F080 F026 F010 => |p| p.due(&["objection_decided"], "反馈", 15, W, "第九条第3款");
    r13_the_text_names_no_team: => |p| p.team_of_the_plan("第八条");
    r13_a_signature_is_not_asked_for: => |p| p.unsigned(&subject(ANY));
    r13_9_results_are_public_promptly_on_the_platform: F003 => |p| { p.results_public(&["第二条第1款、第九条第1款 @ 江西省“双随机、一公开”行政执法监督平台 @ promptly"]); p.no_outcome_public(); };
    r13_5_and_6_both_rosters_are_kept_up_to_date: F005 F006 => |p| p.rosters_kept("第五条、第六条", &["动态管理", "及时更新"]);
    r13_9_1_results_are_entered_promptly_after_the_task: F009 => |p| p.promptly(Event::TaskComplete, "第九条第1款", "录入");
    r13_7_who_plans_reads_what_a_plan_holds: F012 => |p| p.planner_told("第七条", &["一般检查事项", "重点检查事项"]);
    r13_7_plans_are_filed_with_the_market_bureau: F030 => |p| p.planner_told("第七条", &["市市场监管局备案"]);
    r13_6_8_and_9_1_lists_draw_and_results_stand_on_the_platform: F004 => |p| p.feeds(&["江西省“双随机、一公开”行政执法监督平台 @ item_list, subject_roster (no field), inspector_roster (no field), draw, result @ 第六条、第八条、第九条第1款"]);
    r13_4_who_plans_reads_that_other_cases_are_announced: F013 => |p| p.planner_told("第四条", &["不适用", "报市市场监管局"]);
    r13_10_other_matters_may_follow_another_text: F060 => |p| { p.planner_told("序言、第十条", &["赣市监规〔2020〕2号"]); p.takes_later_rules(); };
}
