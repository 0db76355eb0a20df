//! Save states and the sync centre, in Chinese.

use crate::i18n::messages::Sync;
use crate::i18n::tables::Span;
use domain::clock::Unchecked;

/// A length of time, in Chinese.
pub(super) fn span(seconds: i64) -> String {
    match Span::of(seconds) {
        Span::Seconds(n) => format!("{n} 秒"),
        Span::Minutes(n) => format!("{n} 分钟"),
        Span::Hours(n) => format!("{n} 小时"),
        Span::Days(n) => format!("{n} 天"),
    }
}

pub(super) const SYNC: Sync = Sync {
    title: "同步中心",
    now: "现在同步",
    sending: "正在同步……",
    sending_hint: "可以继续工作；已存本机的内容不会丢。",
    never: "还没有同步过",
    failing_hint: "内容都在本机，会自动再试。",
    states: "都保存到哪一步了",
    typed: "已输入",
    typed_hint: "还在写入",
    on_tablet: "已存本机",
    on_tablet_hint: "断电也不丢",
    received: "已接收",
    received_hint: "服务器已存",
    safe: "已安全",
    safe_hint: "另有核对过的副本",
    safe_single_hint: "按书面约定只存一份",
    server_time: "服务器时间",
    device_time: "本机时间",
    clock_unchecked: "时间未校准",
    originals: "原图",
    no_second_copy: "服务器没有第二份副本",
    no_second_copy_hint: "在有第二份副本之前，本机的内容会一直保留，也不会显示“已安全”。",
    single_copy: "服务器只有一份副本",
    single_copy_hint: "管理员已书面接受单一副本，“已安全”据此显示。",
    parked: "上传被拒",
    parked_hint: "内容仍在本机并另存一份，请联系办公室；其他检查不受影响。",
    quarantined_hint: "它们没有丢失，等待人工处理。",
    told: "提示",
    all_sent: "已全部上传",
    unsent: |n, m| match (n, m) {
        (_, 0) => format!("未上传 {n} 件"),
        (0, _) => format!("未上传 {m} 张"),
        (_, _) => format!("未上传 {n} 件 {m} 张"),
    },
    last: |at| format!("上次同步成功：{at}"),
    next: |at| format!("下次自动再试：{at}"),
    originals_left: |n| {
        if n == 0 {
            "原图都已送达".to_owned()
        } else {
            format!("原图还差 {n} 张")
        }
    },
    originals_of: |n, left| {
        if n == 0 {
            "没有照片".to_owned()
        } else if left == 0 {
            format!("照片 {n} 张，原图都已送达")
        } else {
            format!("照片 {n} 张，原图还差 {left} 张")
        }
    },
    clock_off: |why, s| match why {
        Unchecked::Never => "（时间未校准：还没有与服务器核对过）".to_owned(),
        Unchecked::Off => format!("（时间未校准：与服务器相差 {}）", span(s)),
        Unchecked::Moved => "（时间未校准：上次核对后本机时钟被调整过）".to_owned(),
        Unchecked::Old => "（时间未校准：上次核对已超过 7 天）".to_owned(),
    },
    quarantined: |n| format!("有 {n} 份资料读不出或被拒收，已另外保存"),
};
