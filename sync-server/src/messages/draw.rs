//! Sentences about draws, for the command line.

use domain::digest::Digest;
use domain::draw::result::Outcome;
use domain::draw::shortage::Change;
use domain::draw::verify::{Difference, Facts};
use domain::draw::{Committed, OpenError, Shortage};
use domain::problem::Problem;

/// Stratum of subjects that an earlier result left aside as not inspectable.
pub const STICKY_LABEL: &str = "以往无法检查、须再次检查的对象";

/// A label as shown everywhere.
pub fn label(code: &str) -> &str {
    match code {
        "demo" => "演示数据",
        "no_escrow" => "无托管",
        "no_independent_witness" => "无独立见证",
        other => other,
    }
}

fn labels(codes: &[String]) -> String {
    codes.iter().map(|c| label(c)).collect::<Vec<_>>().join("、")
}

fn ending(code: &str) -> &str {
    match code {
        "drawn" => "已抽取",
        "infeasible" => "作废：人员不足，已证明无法派齐",
        "not_proven_infeasible" => "作废：多次尝试均未派齐，须人工决定",
        other => other,
    }
}

/// A verified transcript.
pub fn verified(facts: &Facts) -> Vec<String> {
    let mut lines = vec![
        format!("核验通过：{}（第 {} 次抽取）", facts.name, facts.seq),
        format!("结果：{}，抽中 {} 户", ending(&facts.ending), facts.drawn),
        format!(
            "对象名录 {} 条，其中排除 {} 条",
            facts.subjects.0, facts.subjects.1
        ),
        format!(
            "人员名录 {} 条，其中排除 {} 条",
            facts.inspectors.0, facts.inspectors.1
        ),
        format!("承诺值 {}", facts.commitment),
        format!(
            "种子   {}",
            facts.seed.map_or_else(|| "—".to_owned(), |s| s.to_string())
        ),
        format!(
            "见证人 {} 位，开奖前联署 {} 位",
            facts.witnesses,
            facts.cosigned.len()
        ),
        format!("日志公钥 {}（请与机关公布的公钥核对）", facts.log_key),
    ];
    if !facts.labels.is_empty() {
        lines.push(format!("标注：{}", labels(&facts.labels)));
    }
    lines
}

/// A transcript that differs.
pub fn differs(found: &Difference) -> Vec<String> {
    vec![
        format!("核验不通过，第一处不一致：{}", found.place),
        format!("  应为：{}", found.expected),
        format!("  实为：{}", found.found),
    ]
}

/// A file that is no transcript.
pub fn unreadable(file: &str, why: &str) -> String {
    format!("{file} 不是抽取记录文件：{why}")
}

/// Problems of plan and rosters, one a line.
pub fn problems(problems: &[Problem]) -> String {
    let line = |p: &Problem| {
        let args: String = p.args.iter().map(|(k, v)| format!(" {k}={v}")).collect();
        format!("错误  {}：{}（{}{args}）", p.path, plan_problem(&p.code), p.code)
    };
    problems.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn plan_problem(code: &str) -> &'static str {
    match code {
        "draw.plan.no_stratum" => "方案没有分层",
        "draw.plan.stratum_key" => "分层代号只能用字母、数字和下划线",
        "draw.plan.stratum_twice" => "分层代号重复",
        "draw.plan.ratio" => "比例应为 0 到 1 之间的分数，分母不为 0",
        "draw.plan.total_missing" | "draw.plan.total_unused" => "总数与按总数分配的分层应同时出现",
        "draw.plan.team" => "检查组没有席位或席位没有角色",
        "draw.plan.fact_key" => "事实的名称只能用字母、数字和下划线",
        "draw.plan.exclusion" => "排除规则须有原因代号和条件",
        "draw.plan.quorum" => "联署人数多于见证人数",
        "draw.plan.apart_order" => "不得同组的两人须按编号先小后大",
        "draw.freeze.id" => "编号为空或含控制字符",
        "draw.freeze.id_twice" => "编号重复",
        "draw.freeze.text" => "文字不合规范编码",
        "draw.commit.witnesses" => "见证人承诺的数目与方案不符",
        "draw.commit.witness_twice" => "两位见证人的承诺相同",
        "draw.commit.sizes" => "各层上下限与总数矛盾",
        "draw.commit.nobody" => "名录中没有可抽取的对象",
        _ => "方案有误",
    }
}

/// Why a draw is refused.
pub fn refused(code: &str) -> String {
    match code {
        "draw.prepared_otherwise" => "该目录已为另一份方案或名录作出承诺，不能重做",
        "draw.other_entropy" => "本次抽取已用其他随机数开启，结果不会再变",
        "draw.cosignatures_missing" => "方案要求见证人联署，请用 --cosigned 给出带联署的检查点",
        "draw.witness_keys_missing" => "方案要求联署，但任务文件的 witness_keys 不足",
        "draw.not_prepared" => "该目录还没有准备好的抽取，请先运行 draw prepare",
        "draw.not_proven_infeasible" => "多次尝试均未派齐人员，未能证明不可行，须人工决定并重新承诺",
        other => other,
    }
    .to_owned()
}

/// Stable code of an opening that is refused.
pub fn open_code(error: &OpenError) -> &'static str {
    match error {
        OpenError::WrongSecret => "draw.wrong_secret",
        OpenError::MissingReveal(_) => "draw.reveal_missing",
        OpenError::StrangeReveal(_) => "draw.reveal_strange",
        OpenError::MissingBeacon => "draw.beacon_missing",
        OpenError::WrongBeacon => "draw.beacon_wrong",
        OpenError::Sizes => "draw.sizes",
        OpenError::Canon(_) => "draw.text",
    }
}

/// An opening that is refused.
pub fn open(error: &OpenError) -> String {
    match error {
        OpenError::WrongSecret => "目录中的秘密与承诺不符".to_owned(),
        OpenError::MissingReveal(i) => format!("第 {} 位见证人尚未公开随机数", i + 1),
        OpenError::StrangeReveal(i) => format!("第 {} 个 --reveal 文件与任何见证人的承诺都不符", i + 1),
        OpenError::MissingBeacon => "方案等待公共随机数，请用 --beacon 给出".to_owned(),
        OpenError::WrongBeacon => "给出的公共随机数不是方案所等待的".to_owned(),
        OpenError::Sizes => "各层抽取数自相矛盾".to_owned(),
        OpenError::Canon(error) => error.to_string(),
    }
}

/// A commitment to publish.
pub fn prepared(committed: &Committed, checkpoint: &str) -> Vec<String> {
    let out = committed
        .frozen
        .subjects
        .iter()
        .filter(|r| r.why.is_some())
        .count();
    let staff_out = committed
        .frozen
        .inspectors
        .iter()
        .filter(|r| r.why.is_some())
        .count();
    let digest: Digest = committed.digest();
    let mut lines = vec![
        format!(
            "已承诺：{}（第 {} 次抽取）",
            committed.plan.name, committed.leaf.seq
        ),
        format!(
            "对象 {} 条，排除 {out} 条；人员 {} 条，排除 {staff_out} 条",
            committed.leaf.n,
            committed.frozen.inspectors.len()
        ),
        format!("请公布承诺值：{digest}"),
        "检查点（交见证人核对、联署）：".to_owned(),
    ];
    lines.extend(checkpoint.lines().map(|l| format!("  {l}")));
    let codes = domain::draw::transcript::labels(committed);
    if !codes.is_empty() {
        lines.push(format!("标注：{}", labels(&codes)));
    }
    lines
}

/// An opened draw.
pub fn drawn(outcome: &Outcome) -> Vec<String> {
    let mut lines = vec![format!("已抽取，种子 {}", outcome.seed)];
    for stratum in &outcome.strata {
        lines.push(format!(
            "分层 {}：{} 户中抽 {} 户",
            stratum.key, stratum.n, stratum.m
        ));
    }
    for team in outcome.teams() {
        let members: Vec<String> = team
            .members
            .iter()
            .map(|(id, role)| format!("{id}（{role}）"))
            .collect();
        lines.push(format!(
            "  {} [{} 第 {} 位]  {}",
            team.object,
            team.stratum,
            team.position + 1,
            members.join("、")
        ));
    }
    lines
}

/// Why somebody is left out of a pool: the codes of frozen rosters; a plan's own code stands as it is written.
fn left_out(code: &str) -> String {
    let words = match code {
        "certificate_expired" => "执法证已过期",
        "leave" => "请假",
        "moved" => "已调离",
        "assisting" => "辅助人员，不能执法",
        "revoked" => "已吊销",
        "deregistered" => "已注销",
        "closed" => "停业",
        other => return other.to_owned(),
    };
    format!("{words}（{code}）")
}

/// Too few inspectors: who is left out, and what would help.
pub fn shortage(shortage: &Shortage) -> Vec<String> {
    let cut = &shortage.cut;
    let mut lines = vec![format!("人员不足：{} 个席位至多能派 {} 人次", cut.need, cut.have)];
    for kind in &cut.seats {
        let dept = kind
            .seat
            .dept
            .as_deref()
            .map(|d| format!("，部门 {d}"))
            .unwrap_or_default();
        let qual = kind
            .seat
            .qual
            .as_deref()
            .map(|q| format!("，资格 {q}"))
            .unwrap_or_default();
        lines.push(format!("  席位 {}{dept}{qual}：{} 个", kind.seat.role, kind.n));
    }
    let able: Vec<&str> = cut.inspectors.iter().map(|i| i.as_str()).collect();
    let able = if able.is_empty() {
        "无".to_owned()
    } else {
        able.join("、")
    };
    lines.push(format!("  能担任的人员：{able}"));
    lines.extend(
        shortage
            .excluded
            .iter()
            .map(|(id, why)| format!("  已排除 {id}：{}", left_out(why))),
    );
    lines.extend(
        shortage
            .recused
            .iter()
            .map(|(id, subject)| format!("  回避 {id}：{subject}")),
    );
    lines.extend(shortage.changes.iter().map(|c| match c {
        Change::Readmit { inspectors } => {
            let ids: Vec<&str> = inspectors.iter().map(|i| i.as_str()).collect();
            format!("可行的改动：恢复 {} 的资格", ids.join("、"))
        }
        Change::Add { n } => format!("可行的改动：增加 {n} 名能担任上述席位的人员"),
        Change::RaiseHard { to } => format!("可行的改动：把每人上限提高到 {to}"),
    }));
    lines
}
