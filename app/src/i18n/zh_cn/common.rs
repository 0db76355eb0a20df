//! Words used everywhere, in Chinese.

use crate::i18n::messages::Common;

pub(super) const COMMON: Common = Common {
    product: "随查",
    slogan: "双随机、一公开检查",
    back: "返回",
    cancel: "取消",
    close: "关闭",
    confirm: "确定",
    save: "保存",
    search: "搜索",
    retry: "重试",
    loading: "正在读取……",
    yes: "是",
    no: "否",
    none: "无",
    unknown: "未记录",
    language_other: "English",
    not_found: "没有这个页面",
    to_start: "回到首页",
    choose: "这台设备用来做什么？",
    choose_tablet: "现场检查平板",
    choose_tablet_hint: "用办公室给的登记码或二维码登记本机，之后没有网络也能检查。",
    choose_office: "办公室",
    choose_office_hint: "名录、计划、抽取、审核、公示。用账号和密码登录。",
    choose_witness: "见证",
    choose_witness_hint: "见证抽取：提交承诺、公开随机数、为日志会签。",
    demo: "演示数据",
    theme: "明暗",
    theme_light: "浅色",
    theme_dark: "深色",
    theme_outdoor: "户外强光",
    theme_auto: "跟随系统",
    text_size: "字号",
    text_normal: "标准",
    text_large: "大",
    text_largest: "特大",
    broke: "随查出了错，停下了",
    broke_hint: "标着“已存本机”的内容都在本机，没有丢失；正在写的最后一句可能要再写一遍。请点“重新打开”，再输入 PIN，会回到刚才的位置。如果反复出现，请告诉管理员。",
    broke_again: "重新打开",
    error,
};

fn error(code: &str) -> String {
    match code {
        "network" => "连不上服务器。已保存的内容都在本机，稍后会再试。".to_owned(),
        "session.missing" | "session.expired" => "登录已失效，请重新登录。".to_owned(),
        "session.bad_password" => "账号或密码不对。".to_owned(),
        "access.refused" => "本账号没有这项权限。".to_owned(),
        "rate.limited" => "请求太多，请稍等片刻再试。".to_owned(),
        other => format!("没有办成（{other}）。请把括号里的代码告诉管理员。"),
    }
}
