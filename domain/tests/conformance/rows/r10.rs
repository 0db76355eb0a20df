//! R10 南昌市网信办重点监管事项检查实施细则: what its text makes the code do (cyberspace). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::change;

const PLAN: &[(&str, &str)] = &[
    ("item_class", "general"),
    ("share_ceiling", "30"),
    ("share_all", "10"),
    ("team_size", "2"),
];

shows! { "R10";
    r10_3_2_general_items_ask_a_ceiling_and_key_items_do_not: F061 => |p| { p.asks_input(PLAN, "item_class", "三.2"); p.asks_input(PLAN, "share_ceiling", "三.2"); assert!(p.against(&[("item_class", "key"), ("share_all", "100"), ("team_size", "2")]).is_empty()); };
    r10_3_2_the_share_stays_below_the_ceiling: F061 => |p| p.refuses(&change(PLAN, "share_all", "31"), "plan.input.rising");
    r10_3_the_share_is_an_input_of_the_plan: => |p| { p.asks_input(PLAN, "share_all", "三"); p.sample(PLAN, "all", &[(100, 10)], "三"); };
    r10_the_text_names_no_team: => |p| p.team_of_the_plan("三");
    r10_no_number_no_clock: => |p| p.no_clock();
    r10_2_3_the_item_list_is_public: F011 => |p| p.list_public(&["一（三）、二.3 @  @ "]);
    r10_1_4_the_item_list_changes_and_a_check_keeps_its_version: F007 => |p| { p.planner_told("一（四）、二.2", &["动态管理"]); p.keeps_its_version(); };
    r10_2_2_who_plans_reads_the_columns_of_the_list: F001 => |p| p.planner_told("一（四）、二.2", &["监管部门", "监管事项名称", "监管依据"]);
}
