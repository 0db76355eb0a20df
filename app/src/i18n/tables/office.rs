//! The office's frame, its first screen and the clocks.

use domain::review::ReviewState;
use domain::wire::api::TaskState;

super::table! {
    /// Frame, first screen, clocks.
    OfficeWords {
        nav: "办公室各页", "Office pages";
        nav_dashboard: "概览", "Overview";
        nav_subjects: "检查对象名录", "Subjects";
        nav_inspectors: "检查人员名录", "Inspectors";
        nav_regimes: "规则", "Regimes";
        nav_tasks: "任务与摇号", "Tasks and draws";
        nav_inspections: "检查与公示", "Inspections";
        nav_devices: "平板登记", "Tablets";
        nav_hand_in: "离线导入", "Import from a tablet";
        nav_quarantine: "隔离区", "Quarantine";
        nav_calendar: "工作日历", "Calendar";
        skip_nav: "跳到正文", "Skip to content";
        dashboard: "概览", "Overview";
        single_copy: "按书面约定只存一份", "Kept once, as accepted in writing";
        second_copy_missing: "还没有第二份备份", "There is no second copy yet";
        second_copy_hint: "收到的内容只存了一份。平板会保留本机副本，直到配置备份或管理员书面接受单份保存。", "What arrives is kept once. Tablets keep their copies until a backup is set up or an administrator accepts a single copy in writing.";
        tasks: "任务", "Tasks";
        tasks_none: "还没有任务", "No tasks yet";
        tasks_none_hint: "先导入两份名录，再新建任务、提交承诺、摇号。", "Import both rosters first, then make a task, commit and draw.";
        all_tasks: "全部任务", "All tasks";
        inspections: "检查进展", "Inspections";
        inspections_none: "摇号之后，这里按审核状态显示检查数量。", "After a draw, inspections are counted here by review state.";
        clocks: "期限", "Deadlines";
        clocks_none: "现在没有在走的期限。", "No deadline is running.";
        due(&str): |d| format!("{d} 到期"), |d| format!("due {d}");
        due_unknown: "起算事件还没有发生", "its event has not happened yet";
        days_left(i64): |n| match n { 0 => "今天到期".to_owned(), n if n > 0 => format!("还有 {n} 天"), n => format!("已过 {} 天", -n) },
            |n| match n { 0 => "due today".to_owned(), n if n > 0 => format!("{} left", crate::i18n::en::count::count(n, "day", "days")), n => format!("{} ago", crate::i18n::en::count::count(-n, "day", "days")) };
        count_workdays(u32): |n| format!("{n} 个工作日"), |n| format!("{n} working days");
        count_days(u32): |n| format!("{n} 日（自然日）"), |n| format!("{n} calendar days");
        count_dated: "固定日期", "fixed date";
        from(&str): |d| format!("从 {d} 起算，当日不计"), |d| format!("counted from {d}, that day excluded");
        event(&str): event_zh, event_en;
        counted_show(usize): |n| format!("看数过的 {n} 天"), |n| format!("Show the {n} days counted");
        warning(&str): |code| match code {
            c if c.contains("calendar") => "超出已公布的放假安排：日期只按周末推算，待公布后重算".to_owned(),
            c if c.contains("rest") => "最后一天是休息日：是否顺延按规则的设定".to_owned(),
            c => format!("请核对（{c}）"),
        }, |code| match code {
            c if c.contains("calendar") => "Past the announced holidays: counted by weekends only, to be counted again".to_owned(),
            c if c.contains("rest") => "The last day is a rest day: see the regime's setting".to_owned(),
            c => format!("Please check ({c})"),
        };
        task_state(TaskState): |s| match s {
            TaskState::Draft => "编写计划", TaskState::AwaitingCommitments => "等见证人承诺", TaskState::Committed => "已承诺",
            TaskState::Revealed => "可以开启", TaskState::Drawn => "已摇号", TaskState::Infeasible => "无法抽取", TaskState::Void => "已作废",
        }.to_owned(), |s| match s {
            TaskState::Draft => "Draft", TaskState::AwaitingCommitments => "Awaiting witnesses", TaskState::Committed => "Committed",
            TaskState::Revealed => "Ready to open", TaskState::Drawn => "Drawn", TaskState::Infeasible => "Infeasible", TaskState::Void => "Void",
        }.to_owned();
        review_state(ReviewState): |s| match s {
            ReviewState::Pending => "现场未交", ReviewState::Received => "待审核", ReviewState::HasIssues => "退回补正",
            ReviewState::Amended => "已补正待审", ReviewState::Approved => "已批准", ReviewState::Published => "已公示",
        }.to_owned(), |s| match s {
            ReviewState::Pending => "In the field", ReviewState::Received => "To review", ReviewState::HasIssues => "Returned",
            ReviewState::Amended => "Amended", ReviewState::Approved => "Approved", ReviewState::Published => "Published",
        }.to_owned();
        drawn(u32): |n| format!("抽中 {n} 户"), |n| format!("{n} drawn");
    }
}

/// The event a deadline counts from.
fn event_zh(code: &str) -> String {
    match code {
        "year" => "",
        "check_end" => "检查结束",
        "task_complete" => "任务完成",
        "subject_check_end" => "对该单位检查结束",
        "report_done" => "检查报告完成",
        "report_approved" => "检查报告批准",
        "objection_received" => "收到异议",
        "objection_decided" => "异议处理决定",
        "penalty_decided" => "作出处罚决定",
        "error_found" => "发现公示有误",
        "staff_changed" => "人员变动",
        "publication_started" => "开始公示",
        other => other,
    }
    .to_owned()
}

fn event_en(code: &str) -> String {
    match code {
        "year" => "",
        "check_end" => "end of the check",
        "task_complete" => "completion of the task",
        "subject_check_end" => "end of the check of this subject",
        "report_done" => "report written",
        "report_approved" => "report approved",
        "objection_received" => "objection received",
        "objection_decided" => "objection decided",
        "penalty_decided" => "penalty decided",
        "error_found" => "error found in a publication",
        "staff_changed" => "change of staff",
        "publication_started" => "start of publication",
        other => other,
    }
    .to_owned()
}
