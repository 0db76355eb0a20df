//! The public page: for anybody, without logging in.

use domain::draw::verify::Step;
use domain::wire::api::{ChangeCounts, TaskState};

super::table! {
    /// The public page.
    PublicWords {
        product: "随查公示", "Suicha, public record";
        slogan: "双随机、一公开：抽谁、谁去、结果怎样，任何人都能查、都能算", "Who was drawn, who inspected, what was found: anybody can read it and compute it again";
        nav: "公示各页", "Pages";
        nav_draws: "抽查计划与摇号", "Plans and draws";
        nav_results: "检查结果", "Results";
        nav_items: "抽查事项清单", "Item lists";
        nav_verify: "验证摇号", "Verify a draw";
        language_other: "English", "中文";
        demo: "演示数据：单位、人员和结果都是编造的", "Demo data: units, people and results are invented";
        draws_none: "还没有公开的抽查", "No draw is public yet";
        draws_none_hint: "单位提交承诺之后，计划、名单数目和摇号都会公开在这里。", "Plans appear here as soon as they are committed.";
        state(TaskState): |s| match s {
            TaskState::Draft => "编写计划", TaskState::AwaitingCommitments => "等见证人承诺", TaskState::Committed => "已承诺，未摇号",
            TaskState::Revealed => "随机数已齐，未摇号", TaskState::Drawn => "已摇号", TaskState::Infeasible => "无法抽取", TaskState::Void => "已作废",
        }.to_owned(), |s| match s {
            TaskState::Draft => "Draft", TaskState::AwaitingCommitments => "Awaiting witnesses", TaskState::Committed => "Committed, not drawn",
            TaskState::Revealed => "Ready, not drawn", TaskState::Drawn => "Drawn", TaskState::Infeasible => "Infeasible", TaskState::Void => "Void",
        }.to_owned();
        commitment: "承诺摘要", "Commitment";
        commitment_hint: "摇号之前就已公开，证明名单没有事后改动", "Public before the draw: the pool was not changed afterwards";
        witnesses(u32): |n| format!("{n} 位独立见证人"), |n| format!("{n} independent witnesses");
        no_witness: "无独立见证", "No independent witness";
        voids(u32): |n| format!("此前有 {n} 次承诺作废"), |n| format!("{n} void commitments before this one");
        changes(ChangeCounts): |c| format!("抽取后的变更：随机更换 {} 次、不同意 {} 次、人工调整 {} 次（非随机）、待答复 {} 次。", c.replaced, c.refused, c.manual, c.waiting),
            |c| format!("Changes after the draw: {} by chance, {} refused, {} by hand (not random), {} without an answer yet.", c.replaced, c.refused, c.manual, c.waiting);
        strata: "抽取数目", "Numbers drawn";
        stratum: "层", "Stratum";
        pool: "可抽户数", "In the pool";
        rule: "算法", "Rule";
        sample: "抽取户数", "Drawn";
        basis: "依据", "Basis";
        inputs: "由计划填写的内容", "Filled in by the plan";
        input: "内容", "What";
        value: "填写", "Value";
        entered_by: "填写人", "By";
        gap: "原文缺失", "Gap in the source";
        drawn(u32): |n| format!("抽中 {n} 户"), |n| format!("{n} drawn");
        verify_this: "在我的浏览器里验证", "Verify in my browser";
        download: "下载公开记录", "Download the transcript";
        created(&str): |t| format!("{t} 建立"), |t| format!("made {t}");
        results_none: "还没有公示的检查结果", "No result is public yet";
        results_none_hint: "检查经审核批准后在这里公示。", "Results appear here after review.";
        search: "搜索单位名称", "Search";
        no_match: "没有符合的结果", "Nothing matches";
        published(&str): |t| format!("{t} 公示"), |t| format!("published {t}");
        record: "依据的签封记录", "Sealed record";
        log_index(u64): |n| format!("公开日志第 {n} 条"), |n| format!("entry {n} of the public log");
        items_none: "还没有公开的事项清单", "No item list is public yet";
        items_none_hint: "载入规则后，这里列出可以检查的事项和依据。", "It lists what may be inspected, and why.";
        items_count(usize): |n| format!("{n} 项"), |n| crate::i18n::en::count::count(n, "item", "items");
        item_no: "序号", "No.";
        item_text: "检查内容", "Item";
        item_basis: "依据", "Basis";

        verify: "验证一次摇号", "Verify a draw";
        verify_words: "您的浏览器会用公开记录从头重算：名单、承诺、随机数、抽中的单位、检查组，一步一步核对。不需要相信我们的服务器；也可以把文件拖进来，断网也能算。", "Your browser computes the draw again from the public record, step by step. You need not trust our server: drop the file here and it works offline too.";
        verify_drop: "把公开记录文件（.json）拖到这里，或者", "Drop a transcript (.json) here, or";
        verify_choose: "选择文件", "Choose a file";
        verify_from: "选一次已公开的摇号", "Or choose a public draw";
        verify_fetching: "正在取公开记录……", "Fetching the transcript …";
        verifying: "正在重算……", "Computing …";
        verified: "验证通过：结果和公开记录完全一致", "Verified: the result follows exactly from the public record";
        verified_words: "您的浏览器独立重算，得到了同样的单位和检查组。", "Your browser computed the same subjects and teams.";
        tampered: "验证不通过：记录被改动过，或不完整", "Not verified: the record was changed or is incomplete";
        first_difference: "第一处不符", "First difference";
        not_transcript: "这个文件不是公开记录", "This file is no transcript";
        not_transcript_hint: "请下载任务的公开记录（.json），不要用其他程序改存。", "Download the transcript (.json) and do not save it from another program.";
        steps: "核对的步骤", "Steps checked";
        steps_passed(usize): |n| format!("{n} 步全部相符"), |n| format!("all {n} steps agree");
        step(Step): |s| match s {
            Step::File => "文件完整，写法没有被动过",
            Step::Leaves => "公开日志里属于这次摇号的每一条都在，顺序不差",
            Step::Rosters => "锁定的两份名录；谁不参加、为什么，都能由计划推出",
            Step::Commitment => "承诺锁住的正是这份计划和这两份名录",
            Step::Randomness => "单位和每位见证人的随机数，正是事先锁住的那一个",
            Step::Result => "用随机数重算：抽中的每一户、每个检查组都一样",
            Step::Signatures => "全部记录都在日志里，有日志签名和见证人会签",
        }.to_owned(), |s| match s {
            Step::File => "The file is whole and written in the one canonical way",
            Step::Leaves => "Every log entry of this draw is there, in order",
            Step::Rosters => "The locked rosters; every exclusion follows from the plan",
            Step::Commitment => "The commitment binds exactly this plan and these rosters",
            Step::Randomness => "Every random number is the one locked before",
            Step::Result => "Computed again: every subject and every team is the same",
            Step::Signatures => "Everything stands in the log, signed and cosigned",
        }.to_owned();
        place: "位置", "Place";
        expected: "应当是", "Expected";
        found: "实际是", "Found";
        fact_seed: "由全部随机数得出的种子", "Seed from all random numbers";
        fact_log: "日志", "Log";
        fact_log_key: "日志公钥（请与单位公布的对照）", "Log key (compare with the published one)";
        key_same: "与本单位公布的公钥相同", "the key this office publishes";
        key_other: "不是本单位公布的公钥：可能是别的单位的记录", "not the key this office publishes: perhaps another office's record";
        fact_subjects: "检查对象", "Subjects";
        fact_inspectors: "检查人员", "Inspectors";
        fact_pool(u64, u64): |all, out| format!("名录 {all}，其中 {out} 不参加抽取"), |all, out| format!("{all} in the roster, {out} left out");
        fact_late: "现场抽取", "Draws on site";
        fact_late_hint: "检查人员在现场列明、由被检查单位给出随机数后抽取，检查之后记入日志。", "Listed on site and drawn with randomness of the inspected side; entered in the log after the visit.";
        late(u64, u64): |n, m| match m { 0 => format!("列明 {n} 种，没有抽取"), m => format!("列明 {n} 种，抽出 {m} 种") }, |n, m| match m { 0 => format!("{n} listed, nothing drawn"), m => format!("{m} drawn of {n} listed") };
        late_again(u64): |k| format!("另抽，第 {k} 次"), |k| format!("a further draw, no. {k}");
        fact_cosigned: "会签", "Cosigned";
        fact_label(&str): |l| match l { "no_independent_witness" => "无独立见证", "no_escrow" => "无托管", "demo" => "演示数据", other => other }.to_owned(),
            |l| match l { "no_independent_witness" => "No independent witness", "no_escrow" => "No escrow", "demo" => "Demo data", other => other }.to_owned();
        ending(&str): |e| match e { "drawn" => "已抽出结果", "infeasible" => "证明无法抽取", other => other }.to_owned(), |e| match e { "drawn" => "drawn", "infeasible" => "proven infeasible", other => other }.to_owned();
        step_ok: "相符", "agrees";
        step_bad: "不符", "differs";
        step_skipped: "前面不符，没有再算", "not computed after the difference";
        of(&str): |t| format!("任务：{t}"), |t| format!("Task: {t}");
        again: "再验证一个", "Verify another";
        loaded(&str, &str): |f, n| format!("{f}（{n}）"), |f, n| format!("{f} ({n})");
        not_found: "没有这个页面", "There is no such page";
        witness_names: "见证人", "Witnesses";
        server_drawn: "本次摇号的结果", "Result of this draw";
    }
}
