//! R03 市商务局推进“双随机 一公开”监管工作抽查细则: what its text makes the code do (commerce). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::subject;

const PLAN: &[(&str, &str)] = &[
    ("team_size", "3"),
    ("share_prepaid", "10"),
    ("share_labour", "20"),
    ("share_foreign", "30"),
    ("share_usedcar", "40"),
    ("share_carsale", "50"),
    ("share_scrap", "60"),
];
const SIX: &[(&str, &str, &str, u32)] = &[
    ("单用途商业预付卡备案企业", "prepaid", "一（一）、三", 10),
    ("对外劳务合作企业", "labour", "一（二）、三", 20),
    ("外商投资企业", "foreign", "一（三）、三", 30),
    ("二手车交易市场", "usedcar", "一（四）、三", 40),
    ("汽车销售企业", "carsale", "一（五）、三", 50),
    ("报废机动车回收企业", "scrap", "一（六）、三", 60),
];

shows! { "R03";
    r03_1_six_items_each_for_its_subjects: F001 => |p| { for (tag, item, ..) in SIX { p.items(&subject(&[("industry", tag)]), &[item]); } };
    r03_1_six_items_bear_the_names_of_the_text: F001 => |p| { for (tag, name) in [("单用途商业预付卡备案企业", "单用途商业预付卡备案企业监管"), ("对外劳务合作企业", "对取得对外劳务合作经营资格企业的行政检查"), ("外商投资企业", "对外国投资、外商投资企业的信息报告的行政检查"), ("二手车经营主体", "二手交易市场和二手车经营主体联合抽查"), ("汽车销售企业", "对汽车销售的监管"), ("报废机动车回收企业", "对报废机动车回收企业的行政检查")] { p.item_names(&subject(&[("industry", tag)]), &[name]); } };
    r03_2_each_item_asks_what_the_text_names: F038 => |p| { for (tag, words) in [("单用途商业预付卡备案企业", &["实名登记", "限额发行", "非现金结算"][..]), ("对外劳务合作企业", &["备用", "统计资料", "技能培训", "人身意外伤害保险", "应急预案", "书面劳务合作合同", "使馆"][..]), ("外商投资企业", &["财务报表", "审计报告"][..]), ("二手车经营主体", &["备案", "合同"][..]), ("汽车销售企业", &["营业执照", "价格", "汽车销售合同"][..]), ("报废机动车回收企业", &["报废机动车回收证明", "五大总成", "拼装"][..])] { p.asks(&subject(&[("industry", tag)]), words); } };
    r03_3_each_item_has_its_own_share: => |p| { for (tag, item, cite, of100) in SIX { assert_eq!(p.pool(&subject(&[("industry", tag)]), &[], PLAN), format!("in {item}")); p.sample(PLAN, item, &[(100, *of100)], cite); p.asks_input(PLAN, &format!("share_{item}"), cite); } };
    r03_3_subjects_and_inspectors_are_drawn: F002 F015 => |p| p.draws(PLAN, &[("industry", "外商投资企业")], "foreign", (10, 3), 3);
    r03_3_the_subject_is_told_after_the_draw: F031 => |p| p.brief(&subject(&[("industry", "汽车销售")]), "三", "发出检查的通知");
    r03_3_papers_are_looked_through: F038 => |p| p.step(&subject(&[("industry", "汽车销售")]), "<verify_materials", "三");
    r03_the_text_names_no_team: => |p| p.team_of_the_plan("三");
    r03_no_number_no_clock: => |p| p.no_clock();
    r03_3_results_are_public_and_no_day_is_made_up: F003 => |p| { p.results_public(&["三 @ 江西省“双随机、一公开”行政执法监督平台、国家企业信用信息公示系统 @ "]); p.no_outcome_public(); };
    r03_3_the_whole_course_of_the_draw_is_public: F027 => |p| { p.draws_public(&["三 @ 江西省“双随机、一公开”行政执法监督平台、国家企业信用信息公示系统 @ "]); p.draw_open(); };
    r03_4_3_the_item_list_is_public: F011 => |p| p.list_public(&["四(三) @  @ "]);
    r03_4_2_who_misses_a_deadline_reads_who_answers: F008 => |p| p.liable("四(二)", "失职渎职");
    r03_3_what_is_drawn_stands_on_the_provincial_platform: F004 => |p| p.feeds(&["江西省“双随机、一公开”行政执法监督平台或者国家企业信用信息公示系统 @ draw @ 三"]);
}
