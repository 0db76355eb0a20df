//! The two tables side by side: who changes a sentence sees the other one.

use super::labels;
use crate::inspection::act::CopyMeans;

macro_rules! table {
    ($($key:ident $(($($arg:ty),*))? : $zh:expr, $en:expr;)*) => {
        /// Every word on the sheet that neither a form nor a person wrote.
        #[derive(Debug)]
        pub struct SheetWords {
            /// A label of the read-back page by its code.
            pub label: fn(&str) -> &str,
            $(#[allow(missing_docs, reason = "the message says it")] pub $key: message!($(($($arg),*))?),)*
        }
        /// 简体中文.
        pub const ZH: SheetWords = SheetWords { label: labels::zh, $($key: $zh,)* };
        /// English.
        pub const EN: SheetWords = SheetWords { label: labels::en, $($key: $en,)* };
    };
}

macro_rules! message {
    () => { &'static str };
    (($($arg:ty),*)) => { fn($($arg),*) -> String };
}

table! {
    number: "编号", "Number";
    draft: "未签封，仅供核对", "Not sealed: for checking only";
    sealed(&str, &str): |by, at| format!("{by} 于 {at} 签封"), |by, at| format!("Sealed by {by} at {at}");
    sealed_apart: "两名检查人员各自签封了不同的内容", "Two officers sealed different things";
    demo: "演示数据，不是真实的检查", "Demo data, not a real inspection";
    transcribed: "纸质补录", "Written in from paper";
    digest: "记录摘要（SHA-256）", "Digest of the record (SHA-256)";
    digest_hint: "公开的检查结果带有同一摘要，可据此核对本件未被改动。", "The published result carries the same digest: by it this copy is known to be unchanged.";
    key: "查询码", "Key";
    code: "编号与摘要的二维码", "Number and digest as a code";
    each: "逐页签名", "Signed on every page:";
    officers: "检查人员", "Officers";
    subject: "被检查单位", "Subject";
    witness: "见证人", "Witness";
    interpreter: "译员", "Interpreter";
    guest: "在场的其他执法人员", "Another officer present";
    interviewed: "被询问人", "Interviewed";
    unsigned: "（未签名）", "(not signed)";
    by_photo: "盖章或捺印见证据照片", "seal or thumbprint: see the photo in evidence";
    before_change: "此签名后记录有改动", "the record was changed after this signature";
    refused(&str): |why| format!("被检查单位拒绝签名：{why}"), |why| format!("The subject refused to sign: {why}");
    refused_before(&str): |why| format!("被检查单位曾拒绝签名：{why}。其后已经签名。"), |why| format!("The subject first refused to sign: {why}. It has signed since.");
    no_witness(&str): |why| format!("无见证人：{why}"), |why| format!("No witness: {why}");
    supplements: "签封后才收到的检查人员补充记录", "Officers' supplements that came after the seal";
    acts: "签封后办理", "Done after the seal";
    after: "签封后，不在签名范围内", "After the seal: not covered by the signatures";
    void: "本件已作废", "This paper is void";
    void_title(&str): |title| format!("{title}（作废）"), |title| format!("{title} (void)");
    means(CopyMeans): |m| match m {
            CopyMeans::PaperA4 => "纸质全文", CopyMeans::PaperSlip => "小票", CopyMeans::Photographed => "当事人拍照",
            CopyMeans::Electronic => "电子送达", CopyMeans::Post => "邮寄送达", CopyMeans::Declined => "当事人不要",
        }.to_owned(), |m| match m {
            CopyMeans::PaperA4 => "Paper, whole", CopyMeans::PaperSlip => "Paper slip", CopyMeans::Photographed => "They photographed it",
            CopyMeans::Electronic => "Electronically", CopyMeans::Post => "By post", CopyMeans::Declined => "Not wanted",
        }.to_owned();
    copy_given(&str, &str): |how, to| format!("副本：{how}，{to}"), |how, to| format!("Copy: {how}, {to}");
    remedies_told(&str): |to| format!("已告知救济途径：{to}"), |to| format!("Remedies told to {to}");
    recording_file(&str): |digest| format!("执法记录仪录像已读取，文件摘要 {digest}"), |digest| format!("Body-camera file read, digest {digest}");
    not_answered: "未填", "Not answered";
    checked(&str, &str): |n, bad| format!("检查 {n} 项，发现问题 {bad} 项"), |n, bad| format!("{} checked, {}", count(n, "item", "items"), count(bad, "problem", "problems"));
    checked_online(&str, &str, &str): |n, bad, k| format!("检查 {n} 项（其中网络检查核实 {k} 项），发现问题 {bad} 项"), |n, bad, k| format!("{} checked ({k} settled online), {}", count(n, "item", "items"), count(bad, "problem", "problems"));
    done: "已完成", "Done";
    declined: "对方谢绝", "Declined";
    not_possible: "无法进行", "Not possible";
    agrees: "已与原件核对无异", "Compared with the original: it agrees";
    recorded(&str, &str): |a, b| format!("{a} 至 {b}"), |a, b| format!("{a} to {b}");
    clock(i64): |s| match s { 0 => "时钟准".to_owned(), s if s > 0 => format!("时钟快 {s} 秒"), s => format!("时钟慢 {} 秒", -s) },
            |s| match s { 0 => "clock right".to_owned(), s if s > 0 => format!("clock {s} s ahead"), s => format!("clock {} s behind", -s) };
    page(u32, u32): |p, n| format!("第 {p} 页，共 {n} 页"), |p, n| format!("page {p} of {n}");
    transcribed_pages(&str): |n| format!("依纸质原件 {n} 页补录，原件照片见证据"), |n| format!("from {} of a paper original, photographed in evidence", count(n, "page", "pages"));
    place_none(&str): |reason| match reason {
            "denied" => "无定位：没有允许定位".to_owned(),
            "timeout" => "无定位：等待超时（室内常见）".to_owned(),
            "unavailable" => "无定位：设备无法定位".to_owned(),
            "imported" => "无定位：相册导入".to_owned(),
            "copy" => "位置见原图".to_owned(),
            other => format!("无定位：{other}"),
        }, |reason| match reason {
            "denied" => "No place: not allowed".to_owned(),
            "timeout" => "No place: timed out (usual indoors)".to_owned(),
            "unavailable" => "No place: the device has none".to_owned(),
            "imported" => "No place: imported".to_owned(),
            "copy" => "Place: as the original".to_owned(),
            other => format!("No place: {other}"),
        };
}

/// English: one of a thing, or several.
fn count(n: &str, one: &str, several: &str) -> String {
    format!("{n} {}", if n == "1" { one } else { several })
}
