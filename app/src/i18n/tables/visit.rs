//! Ordering a visit that was not drawn, and what it says of itself.

use domain::problem::Problem;

super::table! {
    /// Visits without a draw.
    VisitWords {
        title: "安排非随机检查", "Order a visit without a draw";
        hint: "只能按所选规则明文列出的事由安排，由审批人员指名派人。全程标明“非随机”，写入日志，不计入双随机统计。", "Only on a ground the regime names; an approver names who goes. Marked “not random” throughout, written into the log, never counted as random.";
        recheck: "安排复查", "Order a re-check";
        regime: "适用规则", "Regime";
        choose: "请选择", "Please choose";
        no_grounds: "这套规则没有列出可以不经抽取的检查，只能按计划抽取。", "This regime names no visit without a draw: everything is drawn.";
        ground: "事由", "Ground";
        subject: "检查对象", "Subject";
        subject_search: "按名称、编号查找检查对象", "Find a subject by name or number";
        team(u32): |n| format!("检查人员（至少 {n} 名）"), |n| format!("Officers (at least {n})");
        team_search: "按姓名、证号查找检查人员", "Find an officer by name or certificate";
        chosen: "已选", "Chosen";
        remove(&str): |name| format!("移除{name}"), |name| format!("Remove {name}");
        reason: "具体情况", "This case";
        reason_hint: "例如举报编号、交办单位和文号。写入检查任务，检查人员能看到。", "For example the number of the complaint, who handed it over. The officers see it.";
        from: "开始日", "First day";
        until: "截止日", "Last day";
        order: "派出检查", "Order the visit";
        done: "已派出，平板下次同步时收到。", "Ordered; the tablets receive it at their next sync.";
        prior: "复查哪一次检查", "Visit looked at again";
        problem(&Problem): problem_zh, problem_en;
        occasion: "检查事由", "Ground of this visit";
        order_until(&str): |day| format!("责令 {day} 前改正"), |day| format!("Ordered to be put right by {day}");
        order_then: "期满后复查", "A re-check follows";
        order_late(&str): |day| format!("责令改正的期限 {day} 已过"), |day| format!("To be put right by {day}: past");
        order_late_then: "等待复查，是否已由他人复查以办公室为准", "A re-check is due; the office knows whether others have been there";
        open_orders: "待复查的责令改正", "Orders to look at again";
        open_orders_none: "没有待复查的责令改正。", "No order waits for its re-check.";
        order_recheck: "派出复查", "Order the re-check";
        order_ordered: "复查已派出", "Re-check ordered";
        found_then: "上次检查发现的问题", "Found by the visit before";
        then(&str): |at| format!("上次（{at}）"), |at| format!("Then ({at})");
        record_then: "上次记录摘要", "Digest of that record";
        picture_later: "照片要联网后才能看到", "The picture can be seen once there is a network";
        picture_of(&str): |at| format!("上次检查的照片，{at}"), |at| format!("Picture of the visit before, {at}");
    }
}

fn problem_zh(problem: &Problem) -> String {
    let arg = |name: &str| problem.args.get(name).map_or("", String::as_str);
    match problem.code.as_str() {
        "visit.ground.unknown" => "请选择规则列出的事由".to_owned(),
        "visit.subject.unknown" => "请选择检查对象".to_owned(),
        "visit.reason.missing" => "请写明具体情况".to_owned(),
        "visit.reason.long" => format!("具体情况最多写 {} 个字", arg("most")),
        "visit.window" => "截止日不能早于开始日，也不能已经过去".to_owned(),
        "visit.inspector.unknown" => format!("名录里没有这名检查人员：{}", arg("inspector")),
        "visit.inspector.recused" => format!("{}应当回避：{}", arg("name"), arg("why")),
        "visit.team.size" => format!("至少派 {} 名不同的检查人员", arg("least")),
        "visit.prior.missing" => "复查要指明是哪一次检查，其他事由不用指明".to_owned(),
        "visit.prior.other" => "那次检查的对象或规则不同，不能作为复查的依据".to_owned(),
        "visit.prior.nothing" => "那次检查还没有签封，或者没有发现问题，没有可以复查的内容".to_owned(),
        "settle.no_rule" => "这部规则没有规定可以先网络检查".to_owned(),
        "settle.too_late" => "已经有人签名，不能再记也不能撤回".to_owned(),
        "settle.item" => "请选择检查表里的项目".to_owned(),
        "settle.answered" => "检查人员已经填了这一项".to_owned(),
        "settle.value" => "请填写结果".to_owned(),
        "settle.means" => "请选择在哪里查到".to_owned(),
        "settle.department" => "请选择检查组里的部门".to_owned(),
        "settle.words" => "请写明查到的情况或撤回的原因，不要太长".to_owned(),
        "settle.nothing" => "这一项没有记为已核实".to_owned(),
        other => format!("{}不能派出：{}", arg("name"), super::draw::excluded_zh(other)),
    }
}

fn problem_en(problem: &Problem) -> String {
    let arg = |name: &str| problem.args.get(name).map_or("", String::as_str);
    match problem.code.as_str() {
        "visit.ground.unknown" => "Choose a ground the regime names".to_owned(),
        "visit.subject.unknown" => "Choose a subject".to_owned(),
        "visit.reason.missing" => "Say what this case is".to_owned(),
        "visit.reason.long" => format!("The case takes at most {} characters", arg("most")),
        "visit.window" => "The last day may not be before the first, nor past".to_owned(),
        "visit.inspector.unknown" => format!("No such officer in the roster: {}", arg("inspector")),
        "visit.inspector.recused" => format!("{} must stay away: {}", arg("name"), arg("why")),
        "visit.team.size" => format!("At least {} different officers go", arg("least")),
        "visit.prior.missing" => {
            "A re-check names the visit it looks at again, and nothing else does".to_owned()
        }
        "visit.prior.other" => "That visit had another subject or regime".to_owned(),
        "visit.prior.nothing" => "That visit is not sealed, or found no problem to look at again".to_owned(),
        "settle.no_rule" => "This regime settles nothing online".to_owned(),
        "settle.too_late" => "Somebody has signed: nothing more is settled or taken back".to_owned(),
        "settle.item" => "Choose an item of the form".to_owned(),
        "settle.answered" => "An officer has answered this item".to_owned(),
        "settle.value" => "Give the result".to_owned(),
        "settle.means" => "Choose where it was looked up".to_owned(),
        "settle.department" => "Choose a department of the team".to_owned(),
        "settle.words" => "Say what was found or why it is taken back, in not too many words".to_owned(),
        "settle.nothing" => "This item is not settled".to_owned(),
        other => format!("{} cannot go: {}", arg("name"), super::draw::excluded_en(other)),
    }
}
