//! Reading back, signing, sealing, amending, in Chinese.

use crate::i18n::messages::Closing;

pub(super) const CLOSING: Closing = Closing {
    read_back: "核对笔录",
    read_back_hint: "请向当事人宣读，或交其阅读。以下内容就是签名所确认的全部。",
    digest: "内容摘要（SHA-256）",
    not_answered: "未填",
    to_seal: "签封",
    signatures: "签名",
    subject: "被检查单位现场负责人",
    witness: "见证人",
    sign_subject: "被检查单位签名",
    sign_witness: "见证人签名",
    refuse: "拒绝签名",
    unsigned: "未签",
    before_change: "签名后内容有改动，须重签",
    refusal_title: "拒绝签名",
    refusal_silent: "这份规定没有写明拒签怎样处理：请如实记录，由检查人员签名，有见证人的请见证人签名。",
    refusal_reason: "拒签的情况和理由",
    witness_asked: "请见证人签名；没有见证人请说明原因。",
    witness_free: "可以请见证人签名。",
    witness_signs: "见证人签名",
    why_no_witness: "没有见证人的原因",
    why_no_witness_hint: "有见证人签名时不用填。",
    refusal_save: "记录拒签",
    seal_title: "签封",
    ready: "可以签封",
    ready_hint: "内容、证据和签名齐全。",
    exceptions: "例外说明",
    exceptions_hint: "有“原则上”的要求没有做到时，在这里写明原因后也可以签封。",
    seal_hint: "签封后内容不能再改；需要更正时另做补正，原记录保留。",
    seal: "签封",
    sealed: "已签封",
    sealed_hint: "记录已经固定。请尽快同步；收到服务器回执前，请勿清除浏览器数据。",
    sealed_received: "服务器已接收，记录已经固定。",
    record_digest: "签封摘要",
    sealed_apart: "两名检查人员各自签封了不同的内容",
    sealed_apart_hint: "两次签封都已保留，但还不能作为一份记录。请发起补正，二人交换并核对后共同重新签名、签封。",
    sealed_by: "签封人",
    go_there: "去处理",
    supplements: "补充记录",
    supplements_hint: "以下内容是在不知道已签封的情况下写的。当事人的签名仍然有效；请检查组决定如何处理。",
    sealed_says: "签封记录",
    written_by: "记录人",
    adopt: "采纳（补正时写入）",
    keep_apart: "单独保存",
    adopted: "已采纳",
    kept_apart: "单独保存",
    amend_title: "补正",
    returned: "办公室退回补正",
    amend_hint: "补正会在原记录之后另起一份，写明理由；改完后须重新核对、签名、签封。",
    amend_reason: "补正理由",
    amend: "开始补正",
    pad: "手写签名区",
    pad_hint: "请在上面的白框内签名",
    pad_keys: "不能手写时：选中白框，方向键移动笔尖，空格键落笔或抬笔，按住上档键走得更远。",
    pad_nib: |x, y, down| {
        let state = if down { "落笔" } else { "抬笔" };
        format!("笔尖：左起 {x}，上起 {y}，{state}")
    },
    pad_too_little: "笔画太少，还不能作为签名，请写完整",
    undo: "撤销",
    redo: "重做",
    clear: "清除",
    confirm_signature: "确认签名",
    signature_kept: "签名已存",
    result: "结果",
    name: "姓名",
    position: "职务",
    relation: "身份（物业、社区等）",
    marks: "盖章或捺印",
    marks_need_photo: "请先在“情况与意见”里给印章或指印拍照。",
    choose_photo: "选择照片",
    seal_mark: "盖章",
    thumb_mark: "捺印",
    mark_save: "确认",
    label,
    value,
    sign_as: |n| format!("{n} 签名"),
    signed_at: |at| format!("已签 {at}"),
    certificate: |no| format!("执法证 {no}"),
    certificate_until: |d| format!("，有效期至 {d}"),
    refused: |r| format!("拒绝签名：{r}"),
    no_witness: |r| format!("没有见证人：{r}"),
    blockers: |n| format!("还有 {n} 项需要处理"),
    result_check: |n, bad| format!("检查 {n} 项，发现问题 {bad} 项"),
    result_skip: |r| format!("无法检查：{r}"),
    supplement_kind,
};

fn label(code: &str) -> String {
    match code {
        "case" => "检查信息",
        "team" => "检查组",
        "steps" => "现场步骤",
        "skip" => "无法检查",
        "words" => "情况与意见",
        "evidence" => "证据",
        "regime" => "依据",
        "task" => "任务",
        "subject.name" => "检查对象",
        "subject.credit_code" => "统一社会信用代码",
        "subject.address" => "地址",
        "subject.responsible_person" => "负责人",
        "team.member" => "检查人员",
        "skip.reason" => "法定情形",
        "skip.note" => "情况说明",
        "remarks" => "检查情况",
        "subject_words" => "被检查单位意见",
        "location" => "检查部位",
        "note" => "说明",
        other => other,
    }
    .to_owned()
}

fn value(text: &str) -> String {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let word = match first {
        "done" => "已完成",
        "declined" => "对方谢绝",
        "not_possible" => "无法进行",
        _ => return text.to_owned(),
    };
    format!("{word} {rest}").trim().to_owned()
}

fn supplement_kind(kind: &str) -> String {
    match kind {
        "answer" => "结果",
        "note" => "备注",
        "location" => "检查部位",
        "evidence" => "证据",
        "remarks" => "检查情况",
        "subject_words" => "被检查单位意见",
        "step" => "现场步骤",
        "text" => "文字",
        "skip" | "skip_note" => "无法检查",
        other => other,
    }
    .to_owned()
}
