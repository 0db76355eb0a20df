//! From the pool to the result: preview, commitment, witnesses, opening, transcript, the hall's big screen.

use domain::problem::Problem;
use domain::wire::api::TaskState;

super::table! {
    /// The draw.
    DrawWords {
        plan: "计划", "Plan";
        edit_plan: "修改计划", "Change the plan";
        window: "检查时间", "Visits";
        range(&str, &str): |a, b| format!("{a} 至 {b}"), |a, b| format!("{a} to {b}");
        deadline: "最迟摇号", "Draw before";
        filter: "抽取范围", "Pool";
        filter_all: "名录内全部正常的检查对象", "All active subjects";
        inputs: "规则要求填写的内容", "Required inputs";
        entered(&str, &str): |who, at| format!("{who} · {at}"), |who, at| format!("{who} · {at}");
        missing: "没有填写", "not filled in";
        gap: "原文缺失", "Gap in the source";

        steps: "进度", "Progress";
        step_plan: "写计划", "Plan";
        step_commit: "承诺", "Commitment";
        step_reveal: "见证公开", "Reveals";
        step_open: "开启摇号", "Draw";
        now(TaskState): |s| match s {
            TaskState::Draft => "核对下面的名单和数目，确认无误后提交承诺。承诺之后，名单、规则和数目都不能再改。",
            TaskState::AwaitingCommitments => "正在等见证人各自生成随机数并交来承诺。全部交齐后，系统把名单和承诺一起写进公开日志。",
            TaskState::Committed => "名单和承诺已写进公开日志，不能再改。正在等见证人核验日志、公开自己的随机数。",
            TaskState::Revealed => "随机数已经齐了。开启后立即得出结果，只能开一次。",
            TaskState::Drawn => "已经摇号。任何人都可以用公开的记录重算一遍。",
            TaskState::Infeasible => "已经证明：按这份计划抽不出合法的组合。原因和最小的改法见下。",
            TaskState::Void => "这次承诺已作废，原因写在公开记录里。",
        }.to_owned(), |s| match s {
            TaskState::Draft => "Check the pool and the numbers, then commit. After that nothing of them can change.",
            TaskState::AwaitingCommitments => "Waiting for each witness to make its randomness and hand in its commitment.",
            TaskState::Committed => "Pool and commitments stand in the public log. Waiting for the witnesses to check it and reveal.",
            TaskState::Revealed => "All randomness is here. Opening gives the result at once, and only once.",
            TaskState::Drawn => "Drawn. Anybody can compute it again from the public record.",
            TaskState::Infeasible => "Proven: no lawful result exists under this plan. The reason and the smallest change are below.",
            TaskState::Void => "This commitment is void; the public record says why.",
        }.to_owned();

        pool: "抽取名单预览", "Pool preview";
        strata: "分层和数目", "Strata and numbers";
        roster_renewed(&str, &str): |roster, when| format!("{roster}：{when}"), |roster, when| format!("{roster}: {when}");
        renewed(&str): |day| format!("最近一次更新 {day}"), |day| format!("last renewed {day}");
        stratum: "层", "Stratum";
        in_pool: "可抽户数", "In the pool";
        rule: "算法", "Rule";
        sample: "抽取户数", "To be drawn";
        basis: "依据", "Basis";
        sum: "合计", "Total";
        excluded_subjects(usize): |n| format!("不参加抽取的检查对象：{n} 户"), |n| format!("Subjects left out: {n}");
        excluded_inspectors(usize): |n| format!("不参加抽取的检查人员：{n} 人"), |n| format!("Inspectors left out: {n}");
        inspector: "检查人员", "Inspector";
        basis_plan: "计划的限定", "the plan itself";
        basis_roster: "名录登记的状态", "status in the roster";
        excluded_none: "没有。", "None.";
        why: "原因", "Reason";
        cite: "条文", "Article";
        inspectors(u64): |n| format!("可抽检查人员 {n} 人"), |n| format!("{n} inspectors may be drawn");
        seats: "每户的检查组", "Team of each subject";
        seat(&str): seat_zh, seat_en;
        problems_before: "还不能提交承诺", "This cannot be committed yet";
        problems_reminders: "提醒", "Reminders";
        approved(&str, &str): |who, at| format!("{who}已批准 · {at}"), |who, at| format!("Approved by {who} · {at}");
        approval_open(&str): |who| format!("待{who}批准"), |who| format!("Awaits approval: {who}");
        approve: "批准这次检查", "Approve this check";
        approve_words: "批准后经办人才能提交承诺并抽取。计划再有改动，须重新批准。自己写的计划不能自己批准。", "Only then can the draw be committed. A plan that changes afterwards needs a new approval, and nobody approves his own.";
        commit: "提交承诺", "Commit";
        commit_title: "提交承诺？", "Commit?";
        commit_words: "提交后，抽取名单、分层数目、规则和见证人都固定下来，写进公开日志，不能修改、不能撤回。", "Pool, numbers, regime and witnesses are then fixed in the public log and cannot be changed or taken back.";
        committing: "正在写入日志……", "Writing the log …";
        excluded_code(&str): excluded_zh, excluded_en;

        commitment: "承诺摘要", "Commitment";
        commitment_hint: "请把这串字符公开（公告、微信群、会议记录）。它证明名单在摇号之前就固定了。", "Publish these characters. They prove that the pool was fixed before the draw.";
        log_entry(u64): |n| format!("公开日志第 {n} 号承诺"), |n| format!("commitment {n} of the public log");
        copy: "复制", "Copy";
        copied: "已复制", "Copied";
        witnesses: "见证人", "Witnesses";
        no_witness: "无独立见证", "No independent witness";
        one_witness: "只有一位见证人：不足两方独立见证", "One witness only: fewer than two independent parties";
        witness_waiting_commit: "等待提交承诺", "commitment awaited";
        witness_waiting_reveal: "承诺已交，等待核验并公开", "committed; check and reveal awaited";
        witness_done: "已核验、会签并公开", "checked, cosigned, revealed";
        open: "开启摇号", "Open the draw";
        opening: "正在摇号……", "Drawing …";
        open_title: "现在开启摇号？", "Open the draw now?";
        open_words: "开启只能进行一次，结果立即公开，不能重来。", "This happens once; the result is public at once and cannot be repeated.";
        live: "现场大屏", "Hall screen";

        result: "摇号结果", "Result";
        result_count(usize, usize): |s, p| format!("抽中 {s} 户，安排 {p} 人次"), |s, p| format!("{s} subjects, {p} seats");
        position: "名次", "Position";
        subject: "检查对象", "Subject";
        team: "检查组", "Team";
        role(&str): |r| match r { "lead" => "主办", "assist" => "协办", "member" | "" => "组员", other => other }.to_owned(),
            |r| match r { "lead" => "lead", "assist" => "assists", "member" | "" => "member", other => other }.to_owned();
        load(u64): |n| format!("每人最多 {n} 户（满足全部规则的最小值）"), |n| format!("Subjects per inspector: at most {n} (the least that satisfies every rule)");
        infeasible: "按这份计划抽不出合法的组合", "No lawful result exists under this plan";
        infeasible_hint: "修改计划后要重新提交承诺；这一次会留在公开记录里。", "Change the plan and commit anew; this one stays in the public record.";
        infeasible_before: "承诺还没有写进日志。请按上面的一种改法修改计划或名录，再提交。", "Nothing was committed. Change the plan or the rosters as above and commit again.";
        new_from_this: "按这份计划改一份新的", "Make a new plan from this one";
        problem(&Problem): problem_zh, problem_en;
        due: "本任务的期限", "Deadlines of this task";

        guide: "规定怎么说", "What the rules say";
        transcript: "公开记录", "Transcript";
        transcript_hint: "一个文件，含名单、承诺、随机数和结果。任何人用它都能重算这次摇号。", "One file with pool, commitments, randomness and result: anybody can compute the draw again.";
        download: "下载公开记录", "Download the transcript";
        verify: "在本机验证", "Verify here";
        verifying: "正在重算整个摇号……", "Computing the whole draw again …";

        live_waiting: "现场摇号", "Live draw";
        live_commitments(usize, usize): |k, n| format!("见证人承诺 {k} / {n}"), |k, n| format!("commitments {k} of {n}");
        live_reveals(usize, usize): |k, n| format!("见证人公开 {k} / {n}"), |k, n| format!("reveals {k} of {n}");
        live_ready: "随机数已齐，等待开启", "All randomness is here";
        live_drawn(usize): |n| format!("抽中 {n} 户"), |n| format!("{n} drawn");
        live_exit: "退出大屏", "Leave the hall screen";
        live_server: "本单位", "this office";
        live_server_done: "已锁定自己的随机数", "has locked its randomness";
    }
}

fn seat_zh(seat: &str) -> String {
    match seat {
        "lead" => "主办".to_owned(),
        "assist" => "协办".to_owned(),
        "member" => "组员".to_owned(),
        other => other.to_owned(),
    }
}

fn seat_en(seat: &str) -> String {
    match seat {
        "assist" => "assisting".to_owned(),
        other => other.to_owned(),
    }
}

/// A reason code of the regime, the plan or the frozen rosters, as read.
pub(super) fn excluded_zh(code: &str) -> String {
    let words = match code {
        "plan.filter" | "filter" => "不在计划的抽取范围",
        "cap.year" => "今年已检查到上限",
        "stratum.none" => "规则没有把它划入任何一层",
        "item.not_drawn" => "只涉及不随机抽查的事项",
        "item.named" => "只涉及由机关确定对象的事项",
        "subject.figure" => "名录中的数值不是数字，无法分层",
        "cooldown" => "两次检查的间隔未满",
        "relief.good_results" => "连续结果良好，在免查期内",
        "inspector.role.post" => "职务不符合规则",
        "inspector.qualification.missing" => "没有规则要求的资格",
        "inspector.certificate.missing" => "没有执法证号",
        "inspector.certificate.expired" => "执法证已过期",
        "inspector.certificate.validity_unknown" => "没有填写证件有效期",
        other => match other.rsplit('.').next().unwrap_or(other) {
            "inspected_this_year" => "今年已检查过",
            "twice_this_year" | "cap" => "今年已检查到上限",
            "closed" => "停业",
            "deregistered" | "cancelled" => "注销",
            "revoked" => "吊销",
            "moved" => "已迁出或调离",
            "no_stratum" | "stratum" => "规则没有把它划入任何一层",
            "leave" => "请假",
            "assisting" => "辅助人员，不能执法",
            "recusal" | "recused" => "已申报回避",
            _ => other,
        },
    };
    words.to_owned()
}

pub(super) fn excluded_en(code: &str) -> String {
    let words = match code {
        "plan.filter" | "filter" => "outside the plan's pool",
        "cap.year" => "visited as often as allowed this year",
        "stratum.none" => "in no stratum of the regime",
        "item.not_drawn" => "only items that are not drawn concern it",
        "item.named" => "only items whose subjects the office names concern it",
        "subject.figure" => "its figure in the roster is no number",
        "cooldown" => "checked too recently",
        "relief.good_results" => "exempt after good results",
        "inspector.role.post" => "post does not fit the regime",
        "inspector.qualification.missing" => "lacks a qualification",
        "inspector.certificate.missing" => "no certificate",
        "inspector.certificate.expired" => "certificate expired",
        "inspector.certificate.validity_unknown" => "no date of validity",
        other => match other.rsplit('.').next().unwrap_or(other) {
            "inspected_this_year" => "inspected this year already",
            "twice_this_year" | "cap" => "visited as often as allowed this year",
            "no_stratum" | "stratum" => "in no stratum of the regime",
            "leave" => "on leave",
            "assisting" => "assisting staff",
            "recusal" | "recused" => "recused",
            bare @ ("closed" | "deregistered" | "cancelled" | "revoked" | "moved") => bare,
            _ => other,
        },
    };
    words.to_owned()
}

/// Roles separated by spaces, each in words.
fn roles(text: &str, word: fn(&str) -> String, between: &str) -> String {
    let words: Vec<String> = text.split(' ').map(word).collect();
    words.join(between)
}

/// Cards missing: needed less available.
fn lacking(problem: &Problem) -> u64 {
    let number = |name: &str| problem.args.get(name).and_then(|n| n.parse::<u64>().ok());
    number("need")
        .unwrap_or(0)
        .saturating_sub(number("have").unwrap_or(0))
}

fn problem_zh(problem: &Problem) -> String {
    let arg = |name: &str| problem.args.get(name).map_or("", String::as_str);
    match problem.code.as_str() {
        "draw.infeasible.seats" => format!(
            "{}的席位要 {} 人次，符合条件的人员最多只能安排 {} 人次，差 {} 人次",
            roles(arg("roles"), seat_zh, "、"),
            arg("need"),
            arg("have"),
            lacking(problem)
        ),
        "draw.infeasible.excluded" => format!("{} 不能参加：{}", arg("name"), excluded_zh(arg("why"))),
        "draw.infeasible.recused" => format!("{} 已申报回避 {}", arg("name"), arg("subject")),
        "draw.infeasible.change.readmit" => {
            format!("可行的改法：让 {} 恢复参加（例如换发证件、销假）", arg("names"))
        }
        "draw.infeasible.change.add" => format!("可行的改法：再增加 {} 名符合条件的检查人员", arg("n")),
        "draw.infeasible.change.raise_hard" => format!("可行的改法：把每人上限提高到 {} 户", arg("to")),
        "draw.dead_ends" => {
            "不能同组的人员太多，反复尝试都没有合法的组合；没有证明一定无解，请修改计划后重新承诺".to_owned()
        }
        "draw.witness_not_revealed" => format!("{} 还没有公开随机数", arg("name")),
        code if super::plan::says(code) => (super::plan::ZH.problem)(problem),
        other => {
            let args: Vec<&str> = problem.args.values().map(String::as_str).collect();
            format!("{} {}（{other}）", problem.path, args.join("；"))
        }
    }
}

fn problem_en(problem: &Problem) -> String {
    let arg = |name: &str| problem.args.get(name).map_or("", String::as_str);
    match problem.code.as_str() {
        "draw.infeasible.seats" => format!(
            "{} seats ({}) must be filled, at most {} can be: {} too few",
            arg("need"),
            roles(arg("roles"), seat_en, ", "),
            arg("have"),
            lacking(problem)
        ),
        "draw.infeasible.excluded" => {
            format!("{} may not take part: {}", arg("name"), excluded_en(arg("why")))
        }
        "draw.infeasible.recused" => format!("{} is recused from {}", arg("name"), arg("subject")),
        "draw.infeasible.change.readmit" => {
            format!("This would do: let {} take part again", arg("names"))
        }
        "draw.infeasible.change.add" => format!("This would do: {} more eligible inspectors", arg("n")),
        "draw.infeasible.change.raise_hard" => {
            format!("This would do: raise the bound of load to {}", arg("to"))
        }
        "draw.dead_ends" => {
            "Too many pairs are kept apart; every try ended without a lawful deal. Change the plan and commit anew".to_owned()
        }
        "draw.witness_not_revealed" => format!("{} has not revealed yet", arg("name")),
        code if super::plan::says(code) => (super::plan::EN.problem)(problem),
        other => {
            let args: Vec<&str> = problem.args.values().map(String::as_str).collect();
            format!("{} {} ({other})", problem.path, args.join("; "))
        }
    }
}
