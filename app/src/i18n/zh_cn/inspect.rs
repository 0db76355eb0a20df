//! The checklist, photos, words, and what stands in their way, in Chinese.

use crate::i18n::messages::Inspect;

pub(super) const INSPECT: Inspect = Inspect {
    sealed: "记录已签封",
    sealed_hint: "只能查看。需要更正请用“补正”。",
    skipped: "已申报无法检查",
    outline: "目录",
    to_words: "情况与意见",
    to_close: "核对与签名",
    optional: "（选填）",
    key_item: "重点项",
    location: "检查部位",
    location_hint: "例如：二楼东侧楼梯间",
    conflict: "两位检查人员的结果不同",
    conflict_hint: "系统不替你们选。请当面核实后，点选以哪一个为准。",
    settle: "以此为准",
    add_note: "加备注或照片",
    note: "备注",
    problem_note: "问题描述",
    absent_note: "不适用的理由",
    absent_hint: "请写明理由，会随记录保存。",
    basis: "法律依据",
    photo_wanted: "请拍照固定证据",
    fraction_whole: "抽查",
    fraction_whole_hint: "总数",
    fraction_part: "其中",
    fraction_part_hint: "不合格数",
    fraction_unfit: "请填两个整数，其中数不能大于总数。",
    photo_title: "照片",
    photo_whole: "整次检查的照片",
    open_photos: "拍照或查看照片",
    photo_done: "完成",
    caption: "照片说明",
    caption_hint: "先写说明，再拍照。可以不写。",
    viewfinder: "取景",
    open_camera: "打开相机",
    take: "拍照",
    torch: "补光",
    camera_instead: "可以改用下面的系统相机或导入。",
    system_camera: "用系统相机拍",
    import: "相册导入",
    import_hint: "导入的照片会标明“相册导入”，不带定位。",
    photo_keeping: "正在保存照片",
    photo_keeping_hint: "先存原图，再做缩小图；存好之前请不要离开。",
    photo_kept: "照片已存本机",
    photo_failed_hint: "其他内容不受影响，可以再拍。",
    no_photos: "还没有照片",
    photo_alt: "照片",
    photo_elsewhere: "原图在同事的平板上",
    taken: "现场拍摄",
    imported: "相册导入",
    other_evidence: "其他证据",
    withdraw: "撤下",
    withdraw_title: "撤下这张照片？",
    withdraw_hint: "照片不会删除，仍随记录保存，只是不再作为证据。",
    withdraw_reason: "理由",
    steps_before: "检查前的步骤",
    steps_after: "检查后的步骤",
    step_done: "已完成",
    step_declined: "对方谢绝",
    step_not_possible: "无法进行",
    step_note: "说明（可不填）",
    step_why: "请说明原因",
    must: "应当",
    principle: "原则上",
    may: "可以",
    office_rule: "本单位规定",
    practice_rule: "通行做法",
    words_title: "情况与意见",
    remarks: "检查情况",
    remarks_hint: "检查人员对整次检查的记载。",
    subject_words: "被检查单位意见、陈述申辩",
    subject_words_hint: "照原话记录；没有就写“无”。",
    skip_title: "无法检查",
    skip_reasons: "法定情形",
    skip_none: "本规定没有列出可以不检查的情形",
    skip_none_hint: "请照常检查；确有困难请联系办公室。",
    skip_needs_note: "须说明情况",
    skip_evidence: "证据与说明",
    skip_note: "情况说明",
    skip_second: "第二名检查人员确认",
    skip_waits: "等待另一名检查人员在自己的平板上确认",
    skip_waits_hint: "两台平板同步后，对方即可确认。",
    skip_confirm: "我确认属实",
    skip_undo: "撤回申报",
    progress: |a, n| format!("已答 {a}/{n}"),
    problems: |n| format!("{n} 个问题"),
    photos: |n| {
        if n == 0 {
            "拍照".to_owned()
        } else {
            format!("照片 {n} 张")
        }
    },
    number_unfit: |d| {
        if d == 0 {
            "请填整数，还没有保存。".to_owned()
        } else {
            format!("请填数字，小数不超过 {d} 位，还没有保存。")
        }
    },
    place_fix: |m| format!("已定位，误差约 {m} 米"),
    place_none,
    skip_photos: |n| format!("照片不少于 {n} 张"),
    skip_declared: |who, at| format!("{who} 于 {at} 申报"),
    skip_confirmed: |who, at| format!("{who} 于 {at} 确认"),
};

fn place_none(reason: &str) -> String {
    match reason {
        "denied" => "无定位：没有允许定位".to_owned(),
        "timeout" => "无定位：等待超时（室内常见）".to_owned(),
        "unavailable" => "无定位：设备无法定位".to_owned(),
        "imported" => "无定位：相册导入".to_owned(),
        other => format!("无定位：{other}"),
    }
}
