//! By which article something is public: matter, place, time, and the steps before it.

use domain::publication::ByWhen;
use domain::regime::pack::after::{Published, Unit};

super::table! {
    /// What a regulation wants public.
    PublicityWords {
        title: "规定要求公开", "What the rules want public";
        silent: "所用的规定没有写公开要求。", "The rules in use say nothing about publication.";
        matter(Published): |m| match m {
            Published::ItemList => "抽查事项清单", Published::Plan => "抽查计划", Published::Draw => "抽取结果", Published::Result => "检查结果",
            Published::Outcome => "处理结果", Published::SubjectRoster => "检查对象名录库", Published::InspectorRoster => "执法检查人员名录库", Published::Execution => "计划执行情况",
        }.to_owned(), |m| match m {
            Published::ItemList => "Item list", Published::Plan => "Plan", Published::Draw => "Draw", Published::Result => "Result",
            Published::Outcome => "Outcome", Published::SubjectRoster => "Roster of subjects", Published::InspectorRoster => "Roster of inspectors", Published::Execution => "Execution of the plan",
        }.to_owned();
        when(&ByWhen): |w| match w {
            ByWhen::Clock { count, unit: Unit::WorkingDay, .. } => format!("{count} 个工作日内"),
            ByWhen::Clock { count, unit: Unit::Day, .. } => format!("{count} 日内"),
            ByWhen::Dated { .. } => "按每年的日期".to_owned(),
            ByWhen::Promptly => "及时".to_owned(),
            ByWhen::Unsaid => "原文没有写期限".to_owned(),
        }, |w| match w {
            ByWhen::Clock { count, unit: Unit::WorkingDay, .. } => format!("within {count} working days"),
            ByWhen::Clock { count, unit: Unit::Day, .. } => format!("within {count} days"),
            ByWhen::Dated { .. } => "on the day of the year".to_owned(),
            ByWhen::Promptly => "promptly".to_owned(),
            ByWhen::Unsaid => "no time is named".to_owned(),
        };
        until(&str): |day| format!("最迟 {day}"), |day| format!("by {day}");
        where_to(&str): |places| format!("渠道：{places}"), |places| format!("where: {places}");
        steps_title: "公示之前的步骤", "Steps before publication";
        steps_hint: "写明由谁、何时完成，会留在审核记录里。没有写全不能公示。", "Say who did each and when; it stays in the review history. Nothing is published before.";
        step_cite(&str): |cite| format!("依据 {cite}"), |cite| format!("by {cite}");
        kept: "名单按规定保密", "The lists are kept for now";
        kept_checked: "检查结束后，抽取结果会公开在这里。", "They are shown here once the checks are over.";
        feeds: "归集到平台", "Files for platforms";
        feeds_hint: "规定要求归集的内容，按表下载后上传到平台。检查结果按公示的内容给出；没有公示的不在表内。", "What the rules want handed over: download each file and upload it there. Results are given as published; what is not published is not in it.";
        feed_rows(u32): |n| format!("{n} 条"), |n| format!("{n} rows");
        feed_unsaid: "原文没有写归集哪些内容", "The text does not say what goes there";
        feed_no_fields: "原文没有列明字段，名录不外送", "The text names no field, so the roster stays here";
        feed_kept(&str): |cite| format!("按规定还要保密（{cite}）"), |cite| format!("kept for now ({cite})");
        feed_get: "下载表格", "Download";
        kept_published: "检查结果公示后，抽取结果会公开在这里。", "They are shown here once the results are public.";
    }
}
