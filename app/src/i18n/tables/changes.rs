//! Changes to a drawn result: who approves them, asking, answering, what became of each.

use domain::problem::Problem;
use domain::regime::change::{ChangeKind, ChangeWhy};
use domain::wire::api::{ChangeState, ChangeView};

super::table! {
    /// Changes to a drawn result.
    ChangeWords {
        approver: "更换审批人", "Approver of changes";
        approver_none: "不指定（只能人工调整，并计数公示）", "Nobody (changes by hand only, counted in public)";
        approver_hint: "抽取后要换人、要递补，由他答复。不能是写计划的人。提交承诺之前，他要在自己的浏览器里生成一串随机数（审批链），交上指纹。", "Answers requests for changes after the draw. Not who writes the plan. Before the commitment his browser makes a chain of random numbers and hands in its fingerprint.";
        approver_unset: "没有指定，只能人工调整", "nobody: changes by hand only";

        chain_words: "您是这次抽取的更换审批人。请在这台电脑的浏览器里生成一串随机数（审批链），只交上它的指纹。以后您每答复一次变更，就公开其中一个，由它参与抽出接替的人或单位：谁也猜不到，您也挑不了。审批链交上之后，名单才能写进公开日志。", "You approve changes to this draw. Make a chain of random numbers in this browser; only its fingerprint is handed in. Each answer of yours releases one of them, and it takes part in drawing the replacement: nobody can guess it, and you cannot choose it. The pool is logged only after that.";
        chain_keep: "审批链只存在这个浏览器里，没有加密，也没有备份。这次抽查办结之前，请不要清除浏览器数据，不要用无痕窗口；答复变更时要用同一个浏览器。", "The chain is kept in this browser only, not encrypted and without a copy. Until this task is over, do not clear the browser's data, use no private window, and answer in this same browser.";
        chain_make: "生成审批链，交上指纹", "Make the chain and hand in its fingerprint";
        chain_making: "正在保存并上交……", "Saving and handing in …";
        chain_ready(&str, u64): |who, n| format!("{who}的审批链已交上，还可答复 {n} 次"), |who, n| format!("Chain of {who} handed in, {n} answers left");
        chain_awaited(&str): |who| format!("等{who}登录本页生成审批链，交上之后名单才能写进公开日志"), |who| format!("Awaits {who}, who makes the chain on this page; only then is the pool logged");
        no_chain: "这个浏览器里没有这次抽取的审批链", "This browser does not hold the chain of this draw";
        no_chain_words: "审批链只存在当时生成它的那个浏览器里，服务器上没有。没有提交任何内容。请换回那台电脑、那个浏览器，用本账号登录后再答复。如果那个浏览器的数据已经清除，随机更换就无法答复，只能由经办人另外申请人工调整。", "The chain is only in the browser that made it, not on the server. Nothing was submitted. Log in with that browser to answer. If its data is gone, changes by chance cannot be answered any more: only an act by hand remains.";

        title: "抽取后的变更", "Changes after the draw";
        hint: "抽取结果不能重新摇号。确实去不了、查不了的，在这里申请变更。每一项都写进公开日志，不同意的也写；谁也不能删除。", "A result is never drawn again. Who cannot go, or cannot be inspected, is changed here. Every request stands in the public log, refused ones too, and nobody can delete one.";
        kind(ChangeKind): |k| match k { ChangeKind::Subject => "递补检查对象", ChangeKind::Inspector => "重新抽取检查人员", ChangeKind::Hand => "人工调整（非随机）" }.to_owned(),
            |k| match k { ChangeKind::Subject => "Next subject moves up", ChangeKind::Inspector => "Inspector drawn again", ChangeKind::Hand => "By hand (not random)" }.to_owned();
        ask(ChangeKind): |k| match k { ChangeKind::Subject => "申请递补检查对象", ChangeKind::Inspector => "申请重新抽取检查人员", ChangeKind::Hand => "申请人工调整" }.to_owned(),
            |k| match k { ChangeKind::Subject => "Ask for the next subject", ChangeKind::Inspector => "Ask to draw an inspector again", ChangeKind::Hand => "Ask for a change by hand" }.to_owned();
        how(ChangeKind): |k| match k {
            ChangeKind::Subject => "以“无法检查”为由的，要等检查组在平板上签封并上交之后才能申请。同意后由同一抽取顺序的下一户递补，不能挑选。",
            ChangeKind::Inspector => "同意后，用事先锁定的随机数在合格人员中重新抽一人，不能挑选；其他席位不变。",
            ChangeKind::Hand => "人工调整不是随机，会计数并公示，需两名审批人。",
        }.to_owned(), |k| match k {
            ChangeKind::Subject => "For “cannot be inspected” only after the tablets have sealed that and handed it in. The next of the same order moves up; nobody chooses it.",
            ChangeKind::Inspector => "Once approved, one of the eligible inspectors is drawn with numbers locked before; nobody chooses. Other seats stay.",
            ChangeKind::Hand => "Not random: counted, shown in public, and approved by two people.",
        }.to_owned();
        rules: "规定怎么说", "What the rules say";
        rules_silent: "原文没有写。", "The text is silent.";
        barred: "按规定不能这样变更。", "The text does not allow this.";
        swap_only: "按规定只能两人对调，不能指定人员。", "By the text two people may change places; nobody is named.";
        no_approver: "计划没有指定更换审批人，只能人工调整。", "The plan names no approver of changes: only changes by hand.";
        never_given: "提交承诺之前没有交来审批链，只能人工调整。", "No chain was given before the commitment: only changes by hand.";
        no_witness: "这次抽取没有见证人，不能随机更换，只能人工调整。", "This draw has no witness: only changes by hand.";
        later: "另一项变更正等见证人交出随机数，等它办完再答复这一项。", "Another change waits for its witness's number; this one is answered after it.";
        spent: "审批链已经用完，只能人工调整。", "The chain is used up: only changes by hand.";

        choose: "请选择", "Please choose";
        inspection: "哪一户", "Which subject";
        seat: "哪个席位", "Which seat";
        seat_of(u32, &str, &str): |n, role, who| format!("第 {n} 席 · {role} · {who}"), |n, role, who| format!("seat {n} · {role} · {who}");
        vacant: "空缺", "vacant";
        act: "怎样调整", "What is done";
        act_name: "指定一人", "Name one person";
        act_swap: "两人对调", "Two change places";
        named: "由谁接替", "Who takes the seat";
        named_search: "按姓名、证号查找检查人员", "Find an officer by name or certificate";
        other: "与哪一户对调", "Change places with";
        other_seat: "与哪个席位对调", "Its seat";
        why: "事由", "Reason";
        why_of(ChangeWhy): |w| match w {
            ChangeWhy::Recusal => "回避（只对这一户）", ChangeWhy::Absent => "因公差、休假、任务冲突等不能参加", ChangeWhy::Unqualified => "证件失效、岗位调整等不再具备资格",
            ChangeWhy::NotInspectable => "无法检查", ChangeWhy::WrongSubject => "抽取的对象有误（还没有去过）", ChangeWhy::NoRedraw => "无法再次随机选派",
        }.to_owned(), |w| match w {
            ChangeWhy::Recusal => "recused (from this subject only)", ChangeWhy::Absent => "absent: duty, leave, another task", ChangeWhy::Unqualified => "no longer qualified",
            ChangeWhy::NotInspectable => "cannot be inspected", ChangeWhy::WrongSubject => "the wrong subject (nobody has been there yet)", ChangeWhy::NoRedraw => "cannot be drawn again",
        }.to_owned();
        words: "具体情况", "In words";
        words_hint: "写明事实和证明材料。原文不公开，只公开它的数字指纹。", "Facts and evidence. The words stay in the office; their digest is public.";
        submit: "提交申请", "Submit the request";
        asked: "申请已提交，下面写明在等谁办理", "Submitted; below is who is awaited";

        none: "还没有变更申请。", "No change was asked for.";
        number(u32): |n| format!("第 {n} 项"), |n| format!("No. {n}");
        from_to(&str, u32, &str, &str): |of, n, was, now| format!("{of}，第 {n} 席：{was} 改为 {now}"), |of, n, was, now| format!("{of}, seat {n}: {was} → {now}");
        from(&str, u32, &str): |of, n, was| format!("{of}，第 {n} 席：现为 {was}"), |of, n, was| format!("{of}, seat {n}: {was}");
        asked_by(&str, &str): |who, at| format!("{who} 申请于 {at}"), |who, at| format!("asked by {who}, {at}");
        answered(&str, bool, &str): |who, yes, at| format!("{who} {} · {at}", if yes { "同意" } else { "不同意" }), |who, yes, at| format!("{who} {} · {at}", if yes { "agreed" } else { "refused" });
        moved_up: "递补的检查对象：", "Moved up: ";
        nobody(ChangeKind): |k| match k {
            ChangeKind::Subject => "已经同意，但同一层里没有下一户可以递补。",
            ChangeKind::Inspector | ChangeKind::Hand => "已经同意，但没有符合条件的人员可抽，席位空缺；可以另外申请人工调整。",
        }.to_owned(), |k| match k {
            ChangeKind::Subject => "Approved, but the stratum has no further subject.",
            ChangeKind::Inspector | ChangeKind::Hand => "Approved, but nobody eligible is left: the seat is vacant. A change by hand can be asked for.",
        }.to_owned();
        left_aside: "已递补：不再检查", "Left aside: the next moved up";
        state(ChangeState): |s| match s {
            ChangeState::AwaitingWitness | ChangeState::AwaitingCosignature | ChangeState::AwaitingEntropy => "等见证人", ChangeState::AwaitingApproval => "等答复",
            ChangeState::Done => "已办理", ChangeState::Refused => "不同意",
        }.to_owned(), |s| match s {
            ChangeState::AwaitingWitness | ChangeState::AwaitingCosignature | ChangeState::AwaitingEntropy => "Witness awaited", ChangeState::AwaitingApproval => "Answer awaited",
            ChangeState::Done => "Done", ChangeState::Refused => "Refused",
        }.to_owned();
        stands(&ChangeView, &str): stands_zh, stands_en;

        grant: "同意", "Agree";
        refuse: "不同意", "Refuse";
        grant_title(u32): |n| format!("同意第 {n} 项变更？"), |n| format!("Agree to change no. {n}?");
        refuse_title(u32): |n| format!("不同意第 {n} 项变更？"), |n| format!("Refuse change no. {n}?");
        grant_words: "同意后，这个浏览器公开审批链的下一个随机数，由它决定接替的人或单位，谁也不能挑选。公开之后不能收回。", "This browser then releases the next number of the chain, which decides who or what follows; nobody chooses. It cannot be taken back.";
        refuse_words: "不同意也要公开审批链的下一个随机数，写进公开日志，不能收回。原来的抽取结果不变。", "A refusal releases the next number of the chain too, into the public log; it cannot be taken back. The result stays as drawn.";
        grant_hand: "人工调整不是随机，会计数并公示。两名审批人都同意后才办理。", "Not random: counted and shown in public. Carried out once two approvers agree.";
        refuse_hand: "不同意后这项调整不再办理，原来的抽取结果不变；申请和答复永久保留。", "This change is then not carried out and the result stays; request and answer are kept for good.";
        answer_words: "意见", "In words";
        answer_need: "不同意必须写明理由", "A refusal needs a reason";
        answer_sent: "已答复", "Answered";
        problem(&Problem): problem_zh, problem_en;
    }
}

/// The witness by name, where one is named.
fn witness<'a>(change: &'a ChangeView, anybody: &'a str) -> &'a str {
    change.witness.as_deref().unwrap_or(anybody)
}

/// Where a request stands, and who is awaited. `approver`: who approves changes of this task.
fn stands_zh(change: &ChangeView, approver: &str) -> String {
    let witness = witness(change, "见证人");
    let yes = change.said.iter().filter(|said| said.granted).count();
    match (change.state, change.kind) {
        (ChangeState::AwaitingWitness, _) => format!("等{witness}锁定新的随机数，然后写进公开日志"),
        (ChangeState::AwaitingCosignature, _) => format!("已写进公开日志，等{witness}核对并会签"),
        (ChangeState::AwaitingApproval, ChangeKind::Hand) => {
            format!("等两名审批人答复，已有 {yes} 人同意")
        }
        (ChangeState::AwaitingApproval, ChangeKind::Subject | ChangeKind::Inspector) => {
            format!("等更换审批人{approver}答复")
        }
        (ChangeState::AwaitingEntropy, _) => format!("已经同意，等{witness}交出随机数，然后得出结果"),
        (ChangeState::Done, _) => "已经办理".to_owned(),
        (ChangeState::Refused, _) => "不同意，原来的抽取结果不变".to_owned(),
    }
}

fn stands_en(change: &ChangeView, approver: &str) -> String {
    let witness = witness(change, "a witness");
    let yes = change.said.iter().filter(|said| said.granted).count();
    match (change.state, change.kind) {
        (ChangeState::AwaitingWitness, _) => {
            format!("Waits for {witness} to lock fresh randomness; then it is logged")
        }
        (ChangeState::AwaitingCosignature, _) => {
            format!("In the public log; waits for {witness} to check and cosign it")
        }
        (ChangeState::AwaitingApproval, ChangeKind::Hand) => {
            format!("Waits for two approvers, {yes} agreed so far")
        }
        (ChangeState::AwaitingApproval, ChangeKind::Subject | ChangeKind::Inspector) => {
            format!("Waits for the answer of {approver}")
        }
        (ChangeState::AwaitingEntropy, _) => format!("Approved; waits for the randomness of {witness}"),
        (ChangeState::Done, _) => "Carried out".to_owned(),
        (ChangeState::Refused, _) => "Refused; the result stays as drawn".to_owned(),
    }
}

fn problem_zh(problem: &Problem) -> String {
    let arg = |name: &str| problem.args.get(name).map_or("", String::as_str);
    match problem.code.as_str() {
        "change.unfit" => format!(
            "和公开日志里现在的结果对不上（{}）：应当是 {}，这里是 {}",
            problem.path,
            arg("expected"),
            arg("found")
        ),
        "change.barred" => format!("按规定不能这样变更：{} {}", arg("text"), arg("cite")),
        "change.swap_only" => "按规定只能两人对调，不能指定人员".to_owned(),
        "change.words" => "请写明理由和具体情况".to_owned(),
        "change.chain" => "交来的审批链不能用，请刷新页面再试".to_owned(),
        "change.no_chain" => "没有审批链，不能随机更换，只能人工调整".to_owned(),
        "change.no_witness" => "这次抽取没有见证人，不能重新抽取检查人员，只能人工调整".to_owned(),
        "change.waiting" => "这一户已有一项变更在办，请等它办完".to_owned(),
        "change.left_aside" => "这一户已经递补，不再检查".to_owned(),
        "change.no_record" => "检查组还没有签封“无法检查”并上交，不能申请递补".to_owned(),
        "change.seat" => "没有这个席位".to_owned(),
        "change.begun" => "这一户的检查已经开始，不能再申请这项变更".to_owned(),
        "change.sealed" => "这一户的记录已经签封，检查人员不能再换".to_owned(),
        "change.one_at_a_time" => "另一项变更正等见证人交出随机数，请等它办完再答复".to_owned(),
        "change.otp" => "公开的随机数不是审批链的下一个，没有被接受".to_owned(),
        _ => (super::draw::ZH.problem)(problem),
    }
}

fn problem_en(problem: &Problem) -> String {
    let arg = |name: &str| problem.args.get(name).map_or("", String::as_str);
    match problem.code.as_str() {
        "change.unfit" => format!(
            "This does not follow from the log as it stands ({}): expected {}, found {}",
            problem.path,
            arg("expected"),
            arg("found")
        ),
        "change.barred" => format!("The text does not allow this: {} {}", arg("text"), arg("cite")),
        "change.swap_only" => "By the text two people may change places; nobody is named".to_owned(),
        "change.words" => "Say why, and what the case is".to_owned(),
        "change.chain" => "This is no chain; reload the page and try again".to_owned(),
        "change.no_chain" => "There is no chain: only changes by hand".to_owned(),
        "change.no_witness" => {
            "This draw has no witness: inspectors are not drawn again, only changed by hand".to_owned()
        }
        "change.waiting" => "Another change of this subject is under way".to_owned(),
        "change.left_aside" => "This subject was left aside already".to_owned(),
        "change.no_record" => "The team has not sealed “cannot be inspected” and handed it in".to_owned(),
        "change.seat" => "There is no such seat".to_owned(),
        "change.begun" => "This inspection has begun: this change can no longer be asked for".to_owned(),
        "change.sealed" => "The record is sealed: its team cannot change any more".to_owned(),
        "change.one_at_a_time" => {
            "Another change waits for its witness's number; answer when it is done".to_owned()
        }
        "change.otp" => "The number released is not the next of the chain; it was not accepted".to_owned(),
        _ => (super::draw::EN.problem)(problem),
    }
}
