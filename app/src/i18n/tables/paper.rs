//! The record on paper: the whole on A4, or a slip on a roll of 80 mm.

super::table! {
    /// The record on paper.
    PaperWords {
        title: "打印笔录", "Print the record";
        hint: "打印不需要网络。没有打印机时，请对方用手机拍下小票上的查询码和二维码：检查结果公示后可以按它查到，办公室也可以按编号补交副本。", "Printing needs no network. Without a printer, let them photograph the key and the code of the slip: the published result is found by it, and the office can hand in a copy by the number.";
        a4: "A4 全文", "A4, whole";
        slip: "80 毫米小票", "80 mm slip";
        size: "纸张", "Paper";
        print: "打印", "Print";
        items(usize, usize): |n, bad| format!("检查 {n} 项，发现问题 {bad} 项"), |n, bad| format!("{} checked, {bad} with problems", crate::i18n::en::count::count(n, "item", "items"));
        skipped: "本次未能检查，原因见全文", "It could not be inspected; the reason is in the whole record";
    }
}
