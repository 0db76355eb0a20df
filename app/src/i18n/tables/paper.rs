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
        number: "编号", "Number";
        draft: "未签封，仅供核对", "Not sealed: for checking only";
        sealed(&str, &str): |by, at| format!("{by} 于 {at} 签封"), |by, at| format!("Sealed by {by} at {at}");
        digest: "记录摘要（SHA-256）", "Digest of the record (SHA-256)";
        digest_hint: "公开的检查结果带有同一摘要，可据此核对本件未被改动。", "The published result carries the same digest: by it this copy is known to be unchanged.";
        key: "查询码", "Key";
        each: "逐页签名", "Signed on every page:";
        code: "编号与摘要的二维码", "Number and digest as a code";
        officers: "检查人员", "Officers";
        subject: "被检查单位", "Subject";
        witness: "见证人", "Witness";
        interpreter: "译员", "Interpreter";
        guest: "在场的其他执法人员", "Another officer present";
        unsigned: "（未签名）", "(not signed)";
        by_photo: "盖章或捺印见证据照片", "seal or thumbprint: see the photo in evidence";
        before_change: "此签名后记录有改动", "the record was changed after this signature";
        refused(&str): |why| format!("被检查单位拒绝签名：{why}"), |why| format!("The subject refused to sign: {why}");
        no_witness(&str): |why| format!("无见证人：{why}"), |why| format!("No witness: {why}");
        items(usize, usize): |n, bad| format!("检查 {n} 项，发现问题 {bad} 项"), |n, bad| format!("{n} items checked, {bad} with problems");
        skipped: "本次未能检查，原因见全文", "It could not be inspected; the reason is in the whole record";
        demo: "演示数据，不是真实的检查", "Demo data, not a real inspection";
        supplements: "签封后才收到的检查人员补充记录", "Officers' supplements that came after the seal";
    }
}
