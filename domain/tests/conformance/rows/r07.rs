//! R07 南昌市公安局行政检查实施细则: what its text makes the code do (public security). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{W, change, subject};

const SIXTEEN: &[(&str, &str, &str)] = &[
    ("爆破作业单位", "blasting", "一（二）4"),
    ("放射源使用单位", "radioactive", "二（二）4"),
    ("公务用枪持枪单位", "officialgunheld", "三（二）4"),
    (
        "举办焰火晚会及其他大型焰火燃放活动单位",
        "fireworksshow",
        "四（二）4",
    ),
    ("剧毒化学品购买单位", "toxic", "五（二）4"),
    ("民用爆炸物品从业单位", "explosivetrade", "六（二）4"),
    ("民用爆炸物品使用单位", "explosiveuse", "七（二）4"),
    ("民用爆炸物品运输单位", "explosivecarry", "八（二）4"),
    ("民用枪支（弹药）配购单位", "civilgunsupply", "九（二）4"),
    ("民用枪支持枪单位", "civilgunheld", "十（二）4"),
    ("配备公务用枪（弹药）单位", "officialgunfit", "十一（二）3"),
    ("配置射击运动枪支（弹药）单位", "sportgun", "十二（二）3"),
    ("枪支（弹药）运输单位", "guncarry", "十三（二）3"),
    ("危险化学品单位", "hazchem", "十四（二）4"),
    ("烟花爆竹从业单位", "fireworkstrade", "十五（二）4"),
    ("烟花爆竹运输单位", "fireworkscarry", "十六（二）4"),
];
/// Every share 10 %, teams of two.
const PLAN: &[(&str, &str)] = &[
    ("joint_task", "no"),
    ("team_size", "2"),
    ("share_blasting", "10"),
    ("share_radioactive", "10"),
    ("share_officialgunheld", "10"),
    ("share_fireworksshow", "10"),
    ("share_toxic", "10"),
    ("share_explosivetrade", "10"),
    ("share_explosiveuse", "10"),
    ("share_explosivecarry", "10"),
    ("share_civilgunsupply", "10"),
    ("share_civilgunheld", "10"),
    ("share_officialgunfit", "10"),
    ("share_sportgun", "10"),
    ("share_guncarry", "10"),
    ("share_hazchem", "10"),
    ("share_fireworkstrade", "10"),
    ("share_fireworkscarry", "10"),
];

shows! { "R07";
    r07_1_to_16_each_item_has_its_subjects: F001 => |p| { for (tag, item, _) in SIXTEEN { p.items(&subject(&[("industry", tag)]), &[item]); } };
    r07_1_to_16_2_1_no_visit_outside_the_window: F063 => |p| p.window("2022-05-26", "2022-12-31", "一至十六（二）1");
    r07_1_to_16_2_4_subjects_and_inspectors_are_drawn: F002 F015 => |p| p.draws(PLAN, &[("industry", "危险化学品单位")], "hazchem", (20, 2), 2);
    r07_1_to_16_2_4_a_certain_share_is_an_input: F021 => |p| { for (tag, item, cite) in SIXTEEN { assert_eq!(p.pool(&subject(&[("industry", tag)]), &[], PLAN), format!("in {item}")); p.sample(PLAN, item, &[(20, 2)], cite); p.asks_input(PLAN, &format!("share_{item}"), cite); } };
    r07_2_2_4_lead_and_partner_each_send_their_own: F018 => |p| { let joint = [PLAN, &[("joint_each", "2")]].concat(); p.team(&change(&joint, "joint_task", "yes"), &["member@市生态环境局", "member@市生态环境局", "member@市公安局", "member@市公安局"], "二（二）4"); p.team(PLAN, &["member", "member"], "一至十六（二）2"); };
    r07_1_to_16_3_2_results_are_entered_20_working_days_after_the_check: F009 F010 => |p| p.due(&["check_end"], "录入", 20, W, "一至十六（三）2");
    r07_the_text_names_no_team: => |p| p.team_of_the_plan("一至十六（二）2");
    r07_1_to_16_the_result_is_recorded: => |p| p.asks(&subject(&[("industry", "危险化学品单位")]), &["检查结果", "后续监管"]);
    r07_3_2_results_are_public_20_working_days_after_the_check: F003 => |p| { p.results_public(&["一至十六（三）2 @ 国家企业信用信息公示系统 @ 20 working_day after check_end"]); p.no_outcome_public(); };
    r07_2_2_both_rosters_are_kept_in_the_provincial_system: F005 F006 => |p| p.rosters_kept("一至十六（二）2", &["江西省“双随机、一公开”系统", "执法人员库", "检查对象库"]);
    r07_1_2_4_who_draws_is_told_before: F053 => |p| p.planner_told("一（二）4、三至十（二）4、十一至十三（二）3、十四至十六（二）4", &["南昌市公安局"]);
    r07_3_2_results_are_entered_on_the_provincial_platform: F004 => |p| p.feeds(&["江西省“双随机、一公开”行政监督执法平台 @ result @ 一至十六（三）2"]);
}
