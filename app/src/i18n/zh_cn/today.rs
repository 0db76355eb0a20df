//! The list of the day, the departure check and the brief, in Chinese.

use super::sync::span;
use crate::i18n::messages::Today;
use crate::state::bucket::Bucket;
use domain::assignment::TeamRole;

pub(super) const TODAY: Today = Today {
    title: "今日检查",
    all: "全部",
    search_hint: "名称、地址、信用代码、任务",
    departure: "出发检查",
    none: "本机没有检查任务",
    none_hint: "抽取派单后，到“同步中心”接收任务包。",
    no_match: "没有符合条件的检查",
    never_synced: "还没有与办公室同步过。",
    not_random: "非随机",
    not_random_hint: "这次检查不是随机抽取产生的，不计入双随机统计。",
    update: "有新版本可以使用",
    update_hint: "这个窗口没有打开检查记录，可以更新；其他窗口请先关闭。已保存的内容不受影响。",
    update_now: "现在更新",
    no_such: "本机没有这次检查",
    no_such_hint: "它可能派给了别的平板，或者还没有同步。",
    check_device: "平板",
    ask_persist: "请求浏览器保留资料",
    may_leave: "可以出发",
    may_leave_hint: "没有网络也能完成全部检查。",
    may_leave_amber: "可以出发，但请留意",
    may_leave_amber_hint: "黄色各项不妨碍检查，请知悉。",
    must_not_leave: "还不能出发",
    must_not_leave_hint: "请先处理红色各项。",
    light_green: "正常",
    light_amber: "留意",
    light_red: "不行",
    rehearse: "断网预演",
    team: "检查组",
    notice: "检查告知与事前要求",
    site_rules: "现场规定",
    publication: "哪些会公示",
    subject: "检查对象",
    task: "任务",
    regime: "依据",
    code: "统一社会信用代码",
    address: "地址",
    responsible: "负责人",
    window: "检查期限",
    visits_label: "本年检查次数",
    proof: "抽取证明",
    proof_level: "第 1 级核验：本机离线核对日志签名、见证、收录与本条记录。抽取开启后可在公示页重演全过程（第 2 级）。",
    deadlines: "期限",
    due_later: "事件发生后起算",
    begin: "开始检查",
    go_on: "继续检查",
    look: "查看记录",
    title_of: |name| format!("今日检查 · {name}"),
    bucket,
    role,
    age: |issued, server| format!("最近的任务包签发于 {issued}；上次同步 {server}（服务器时间）"),
    age_empty: |server| format!("上次同步 {server}（服务器时间）"),
    due: |d| format!("期限 {d}"),
    too_little_room: |n| format!("本机空间不足，约还能存 {n} 张照片：不能开始新的检查"),
    too_little_room_hint: "先同步，让已安全的照片腾出空间，或清理本机的其他应用。已经开始的检查照常保存。",
    overdue: |d| format!("已逾期 {d}"),
    visit_first: |cite| format!("先查（{cite}）"),
    returned: |c| format!("退回补正：{c}"),
    visits: |n| format!("本次是今年第 {n} 次；规定未设上限"),
    visits_capped: |n, cap| format!("本次是今年第 {n} 次，上限 {cap} 次"),
    from_to: |a, b| format!("{a} 至 {b}"),
    proof_words: |stratum, place, sample| {
        format!(
            "由服务器公开抽取：在“{stratum}”一层中抽中第 {place} 个（共抽 {sample} 个），检查组同时抽出。"
        )
    },
    rehearsed: |n| format!("预演成功：{n} 次检查的资料都能从本机读出"),
    check,
};

fn bucket(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Returned => "退回补正",
        Bucket::Started => "进行中",
        Bucket::ToSign => "待签名",
        Bucket::Waiting => "待检查",
        Bucket::ToSend => "待上传",
        Bucket::Done => "已完成",
    }
}

fn role(role: TeamRole) -> &'static str {
    match role {
        TeamRole::Lead => "主办",
        TeamRole::Assist => "协办",
        TeamRole::Member => "检查人员",
    }
}

fn check(code: &str, why: &str, detail: &str) -> String {
    match (code, why) {
        ("signed", "") => "任务包签名有效".to_owned(),
        ("signed", _) => "任务包的签名与登记时的密钥不符，请勿使用，联系办公室".to_owned(),
        ("proof", "") => format!("抽取证明有效：日志签名、收录与本条记录相符，{detail} 名独立见证"),
        ("proof", "unwitnessed") => {
            format!("抽取证明有效：日志签名、收录与本条记录相符（日志第 {detail} 条）；无独立见证")
        }
        ("proof", "none") => "非随机检查，没有抽取证明".to_owned(),
        ("proof", "proof.other_record") => "抽取证明说的是别的单位或别的检查组，请勿使用".to_owned(),
        ("proof", "proof.other_log") => "抽取证明来自别的日志，请勿使用".to_owned(),
        ("proof", _) => "抽取证明核对不上，请勿使用，联系办公室".to_owned(),
        ("forms", "") => format!("检查表齐全，共 {detail} 项"),
        ("forms", _) => format!("缺少检查表 {detail}"),
        ("certificates", "") => format!("检查组证件在 {detail} 前有效"),
        ("certificates", "unknown") => format!("{detail} 的证件有效期没有记录"),
        ("certificates", _) => format!("{detail} 的证件在检查期限内到期"),
        ("window", "") => format!("检查期限至 {detail}"),
        ("window", "early") => format!("检查期限从 {detail} 开始"),
        ("window", _) => format!("检查期限已于 {detail} 结束"),
        ("visits", "over") => {
            format!("本年检查次数超过上限（{detail}）；写明理由的才能抽中，可以出发，出发前可向办公室核对")
        }
        ("visits", "no_cap") => format!("本次是今年第 {detail} 次，未设上限"),
        ("visits", _) => format!("本年检查次数 {detail}"),
        ("colleague", "") => format!("{detail}已登记到本机：他的平板坏了，可以在本机用自己的名义接着查"),
        ("colleague", "unopened") => {
            format!("{detail}已登记到本机，但还没有这份检查：请他在本机打开一次、联网，再锁定")
        }
        ("colleague", "unsigned") => {
            format!("{detail}在本机的密钥还没有由办公室签认：请他联网在本机打开一次自己的部分")
        }
        ("colleague", _) => format!("{detail}没有登记到本机：他的平板坏了，就不能在本机接着查"),
        ("room", "") => format!("空间够用，约还能存 {detail} 张照片"),
        ("room", "no_reserve") => "空间已满，连备用空间都放不下".to_owned(),
        ("room", _) => format!("空间不足，约还能存 {detail} 张照片，请先同步"),
        ("battery", "unknown") => "浏览器不提供电量，请自己看一眼".to_owned(),
        ("battery", "low") => format!("电量只有 {detail}%，请先充电"),
        ("battery", "charging") => format!("电量 {detail}%，正在充电"),
        ("battery", _) => format!("电量 {detail}%"),
        ("persisted", "") => "浏览器已承诺保留本机资料".to_owned(),
        ("persisted", _) => "浏览器没有承诺保留本机资料，请点下面的按钮，或把随查安装到主屏幕".to_owned(),
        ("clock", "") => "时间已与服务器核对".to_owned(),
        ("clock", "never") => "时间未校准：还没有与服务器核对过".to_owned(),
        ("clock", "moved") => "时间未校准：上次核对后本机时钟被调整过，联网一次即可".to_owned(),
        ("clock", "old") => "时间未校准：上次核对已超过 7 天，联网一次即可".to_owned(),
        ("clock", _) => format!(
            "时间未校准：与服务器相差 {}",
            span(detail.parse().unwrap_or_default())
        ),
        ("app", "") => format!("应用已离线就绪（版本 {detail}）"),
        ("app", _) => "应用还没有离线就绪，请联网停留片刻后再检查".to_owned(),
        (other, _) => format!("{other} {detail}"),
    }
}
