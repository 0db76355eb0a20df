//! The exchange of two tablets on site, in Chinese.

use crate::i18n::messages::Exchange;

pub(super) const EXCHANGE: Exchange = Exchange {
    title: "现场交换",
    hint: "核对笔录前，两台平板互相读取对方的码，不用网络。两边都读过，内容才一致。",
    photos_hint: "照片和录音的原件不随码传递，仍由拍摄的平板上传。",
    never: "还没有比对",
    merged: "对方的内容已并入本机",
    equal: "一致",
    digits: "核对数",
    digits_hint: "两台平板显示的数字相同，内容就一致。",
    mine: "给同事读",
    mine_hint: "请同事打开同一项检查的“现场交换”，用相机对准这里，直到读完。",
    code: "交换码",
    pause: "停住",
    resume: "继续轮换",
    next: "下一张",
    all: "给出全部内容",
    all_hint: "对方提示缺内容时再打开。",
    saving: "正在存入本机，存好后显示码……",
    too_large: "内容太多，不能用码传，请存成文件交给同事。",
    save_file: "存成文件",
    file_warning: "文件没有加密，里面有当事人的资料：只能交给同组同事，并入后请两边都删掉文件。",
    theirs: "读同事的",
    theirs_hint: "请同事的平板显示“给同事读”的码。",
    look: "打开相机读码",
    stop: "关闭相机",
    aim: "请对准同事平板上的码",
    take_file: "用不了相机时，可以收下同事存的交换文件。",
    choose_file: "选择文件",
    taking: "正在并入……",
    begin_anew: "改读这一份",
    is_merged: "同事的内容已并入本机",
    is_merged_hint: |digits| {
        format!("本机还有对方没有的内容：请同事读本机的码，再看两边的核对数是否都是 {digits}。")
    },
    is_equal: "两台平板内容一致",
    is_equal_hint: |digits| format!("请与同事对一下核对数：{digits}。"),
    alone: "这项检查没有别的检查人员，不用交换。",
    part: |n, of| format!("第 {n} 张，共 {of} 张"),
    read: |have, of| format!("已读 {have} 张，共 {of} 张"),
    missing: |places| format!("还缺第 {} 张", list(places)),
    not_compared: |name| format!("还没有与{name}的平板比对内容，请交换，或在例外说明里写明原因"),
};

fn list(places: &[usize]) -> String {
    places.iter().map(usize::to_string).collect::<Vec<_>>().join("、")
}
