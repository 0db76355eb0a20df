//! R16 2022年度南昌市农业农村局抽查细则: what its text makes the code do (agriculture). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{change, subject};
use domain::regime::pack::event::Event;

const PLAN: &[(&str, &str)] = &[
    ("share_random", "10"),
    ("stock_drugs", "4"),
    ("stock_pesticides", "6"),
    ("team_size", "2"),
];
/// Table 2: a subject of each row and the row's item.
const DRAWN: &[(&str, &str)] = &[
    ("农产品生产", "random-01"),
    ("种畜禽", "random-02"),
    ("兽药生产", "random-03"),
    ("兽药经营", "random-04"),
    ("农药生产", "random-05"),
    ("水产苗种产地检疫", "random-07"),
    ("水域滩涂养殖", "random-08"),
    ("批准生产的兽药", "random-09"),
    ("水生野生动物", "random-10"),
    ("拖拉机驾驶人", "random-11"),
    ("联合收割机", "random-12"),
    ("肥料生产", "random-13"),
    ("饲料生产", "random-14"),
];
/// Table 1: subjects of daily checks.
const DAILY: &[&str] = &[
    "水产苗种经营者",
    "生鲜牛乳经营者",
    "养殖场",
    "屠宰场",
    "农业转基因生物研究与试验场所",
    "涉及农业转基因相关企业",
    "渔业经营者",
    "水产苗种进出口销售经营者",
    "水产苗种生产经营者",
];

shows! { "R16";
    r16_2_each_row_of_the_second_table_has_its_subjects: F001 => |p| { for (tag, item) in DRAWN { p.items(&subject(&[("industry", tag)]), &[item]); } p.items(&subject(&[("industry", "农药经营")]), &["random-05", "random-06"]); };
    r16_1_key_items_are_checked_daily_and_never_drawn: F061 F013 => |p| { for tag in DAILY { let row = subject(&[("industry", tag)]); assert!(p.pool(&row, &[], PLAN).starts_with("out item.not_drawn 表一"), "{tag}"); p.items(&row, &[]); } };
    r16_1_a_daily_check_is_a_visit_off_the_draw: F013 => |p| p.off_plan(&["daily_check"], "表一");
    r16_2_subjects_and_inspectors_are_drawn: F002 => |p| p.draws(PLAN, &[("industry", "肥料经营")], "random", (20, 2), 2);
    r16_2_the_share_is_an_input_of_the_plan: => |p| { for (tag, _) in DRAWN { assert_eq!(p.pool(&subject(&[("industry", tag)]), &[], PLAN), "in random"); } p.asks_input(PLAN, "share_random", "表二"); p.sample(PLAN, "random", &[(20, 2)], "表二"); };
    r16_2_rows_11_and_12_are_drivers_and_machines: F042 => |p| { p.items(&subject(&[("industry", "拖拉机驾驶人")]), &["random-11"]); p.items(&subject(&[("industry", "拖拉机")]), &["random-12"]); p.asks(&subject(&[("industry", "拖拉机驾驶人")]), &["驾驶证"]); };
    r16_2_rows_3_to_6_and_9_draw_in_the_store: F059 => |p| { p.draws_on_site(PLAN, "drugs", 4, "表二第3行、第4行、第9行"); p.draws_on_site(PLAN, "pesticides", 6, "表二第5行、第6行"); for input in ["stock_drugs", "stock_pesticides"] { p.refuses(&change(PLAN, input, ""), "plan.input.missing"); } };
    r16_2_rows_3_to_6_and_9_take_samples: F059 => |p| { for tag in ["兽药生产", "兽药经营", "批准生产的兽药"] { p.step(&subject(&[("industry", tag)]), "<sample", "表二第3行、第4行、第9行"); } p.step(&subject(&[("industry", "农药经营")]), "<sample", "表二第5行、第6行"); p.steps(&subject(&[("industry", "肥料经营")]), &[]); };
    r16_2_each_row_asks_its_contents: F038 => |p| { for (tag, word) in [("农产品生产", "食品安全标准"), ("兽药生产", "台账"), ("农药生产", "台账"), ("水域滩涂养殖", "养殖证"), ("批准生产的兽药", "批准文号"), ("肥料生产", "台账"), ("饲料生产", "管理制度")] { p.asks(&subject(&[("industry", tag)]), &[word]); } };
    r16_every_row_is_recorded: F014 => |p| { for (tag, _) in DRAWN { p.asks(&subject(&[("industry", tag)]), &["检查情况", "检查结果"]); } };
    r16_the_text_names_no_team: => |p| p.team_of_the_plan("表二");
    r16_no_number_no_clock: => |p| p.no_clock();
    r16_2_results_are_entered_promptly_after_the_check: F009 => |p| p.promptly(Event::CheckEnd, "表一、表二·工作要求2", "录入");
    r16_2_results_are_entered_on_the_platform: F004 => |p| p.feeds(&["双随机平台 @ result @ 表一、表二·工作要求2"]);
}
