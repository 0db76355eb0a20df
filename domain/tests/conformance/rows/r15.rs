//! R15 南昌市体育局“双随机、一公开”抽查工作细则（试行）: what its text makes the code do (sports). Expected values stand as the regulation says them.
use crate::case::shows;
use crate::pack::{W, change, subject};
use domain::evidence::EvidenceKind::{Photo, Video};

const PLAN: &[(&str, &str)] = &[("share_raised", "20"), ("team_size", "2")];
const ANY: &[(&str, &str)] = &[("class", "general")];

shows! { "R15";
    r15_4_the_item_is_associations_venues_and_their_activities: F001 => |p| p.item_names(&subject(ANY), &["体育社会团体、体育活动场所以及开展的活动的抽查"]);
    r15_6_complaints_orders_and_clues_are_not_drawn: F013 => |p| p.off_plan(&["complaint", "superior_order", "handover", "recheck"], "第六条");
    r15_7_2_a_tenth_of_those_to_be_checked: F044 => |p| p.sample(PLAN, "others", &[(100, 10), (95, 10), (1, 1), (0, 0)], "第七条（二）");
    r15_7_2_another_share_needs_a_reason: F044 => |p| { p.refuses(&[PLAN, &[("share.stratum-all", "5")]].concat(), "plan.principle.reason"); p.sample(&[PLAN, &[("share.stratum-all", "5"), ("reason.stratum-all", "监管难度低")]].concat(), "others", &[(100, 5)], "第七条（二）"); };
    r15_7_2_complaints_and_failures_may_raise_the_share: F022 => |p| { for tag in ["投诉举报多", "连续抽查不合格", "严重违法违规"] { assert_eq!(p.pool(&subject(&[("标签", tag)]), &[], PLAN), "in raised"); } assert_eq!(p.pool(&subject(ANY), &[], PLAN), "in others"); p.sample(PLAN, "raised", &[(100, 20)], "第七条（二）"); };
    r15_7_2_the_raised_share_is_an_input_above_a_tenth: F022 => |p| { p.asks_input(PLAN, "share_raised", "第七条（二）"); p.refuses(&change(PLAN, "share_raised", "9"), "plan.input.invalid"); };
    r15_7_3_subjects_and_inspectors_are_drawn: F002 F015 => |p| p.draws(PLAN, ANY, "others", (20, 2), 2);
    r15_7_4_the_draw_leaves_its_trace: F025 => |p| p.leaves_its_trace(PLAN, ANY);
    r15_7_4_photos_and_video_are_kept: F032 => |p| { p.evidence(&subject(ANY), &[Photo, Video], "第七条（四）"); p.step(&subject(ANY), "<recorder_on", "第七条（四）"); };
    r15_7_4_results_are_entered_15_working_days_after_the_check: F009 F010 => |p| p.due(&["check_end"], "录入", 15, W, "第七条（四）");
    r15_7_4_results_are_public_15_working_days_after_the_check: F010 => |p| p.due(&["check_end"], "公示", 15, W, "第七条（四）");
    r15_8_1_problems_are_recorded_and_told_in_writing: F014 F026 => |p| { p.asks(&subject(ANY), &["现场发现的问题", "书面形式告知", "现场检查笔录"]); p.step(&subject(ANY), ">feedback", "第八条（一）"); };
    r15_8_1_a_problem_is_followed_up: F033 => |p| p.off_plan(&["complaint", "superior_order", "handover", "recheck"], "第八条（一）");
    r15_the_text_names_no_team: => |p| p.team_of_the_plan("第七条（三）");
    r15_7_4_and_8_3_results_are_public_15_working_days_after_the_check_and_on_the_platform: F003 => |p| { p.results_public(&["第七条（四） @  @ 15 working_day after check_end", "第八条（三） @ 政务公开平台 @ promptly"]); p.outcomes_public(&["第八条（三） @ 政务公开平台 @ promptly"]); };
    r15_2_the_whole_course_of_the_draw_is_public: F027 => |p| { p.draws_public(&["第二条 @  @ "]); p.draw_open(); };
    r15_5_the_item_list_is_public: F011 => |p| p.list_public(&["第五条、第七条（一） @ 政府信息公开 @ "]);
    r15_7_3_both_rosters_follow_the_changes: F005 F006 => |p| p.rosters_kept("第七条（三）", &["执法人员和被查对象的变动情况", "实时动态更新"]);
    r15_8_3_results_go_into_the_citys_credit_rating: F019 => |p| p.afterwards("第八条（三）", &["市信用评价体系"]);
    r15_9_4_who_misses_a_deadline_reads_who_answers: F008 => |p| p.liable("第九条（四）", "玩忽职守");
    r15_5_the_item_list_changes_and_a_check_keeps_its_version: F007 => |p| { p.planner_told("第五条", &["动态管理"]); p.keeps_its_version(); };
    r15_7_4_the_file_holds_what_the_text_names: F039 => |p| p.afterwards("第七条（四）", &["归档", "现场检查笔录"]);
    r15_8_3_platform_and_credit_system_are_fed: F004 F019 => |p| p.feeds(&["政务公开平台 @ result, outcome @ 第八条（三）", "市信用评价体系 @ result, outcome @ 第八条（三）"]);
}
