//! Papers of a visit: interview, sampling voucher, order to put right.

use domain::inspection::paper::PaperKind;

super::table! {
    /// Papers of a visit.
    VisitPaperWords {
        title: "现场文书", "Papers of the visit";
        hint: "询问、抽样、责令改正各有一张单独的文书，随笔录一起核对、签名、签封。编号自动产生，没有网络也不会重复。", "An interview, samples and an order each have a sheet of their own; it is read back, signed and sealed with the record. Numbers are made here and never clash, also without a network.";
        kind(PaperKind): |k| match k { PaperKind::Interview => "询问笔录", PaperKind::Sampling => "抽样凭证", PaperKind::Order => "责令改正通知书" }.to_owned(),
            |k| match k { PaperKind::Interview => "Interview", PaperKind::Sampling => "Sampling voucher", PaperKind::Order => "Order to put right" }.to_owned();
        write(&str): |kind| format!("填写{kind}"), |kind| format!("Write: {kind}");
        number(&str): |n| format!("编号 {n}"), |n| format!("Number {n}");
        person(PaperKind): |k| match k { PaperKind::Interview => "被询问人", PaperKind::Sampling => "在场的被抽样人", PaperKind::Order => "被责令的单位负责人" }.to_owned(),
            |k| match k { PaperKind::Interview => "Who is interviewed", PaperKind::Sampling => "Who is there for the subject", PaperKind::Order => "Who answers for the subject" }.to_owned();
        position: "职务或身份", "Position";
        place: "地点", "Where";
        from: "开始时间", "From";
        to: "结束时间", "Until";
        deadline: "改正期限（到哪一天）", "To be put right by";
        basis: "依据的条款", "On what it rests";
        what(PaperKind, usize): |k, n| match k { PaperKind::Interview => format!("问 {n}"), PaperKind::Sampling => format!("样品 {n}：名称、规格、批号"), PaperKind::Order => format!("问题 {n}") },
            |k, n| match k { PaperKind::Interview => format!("Question {n}"), PaperKind::Sampling => format!("Sample {n}: name, kind, lot"), PaperKind::Order => format!("Problem {n}") };
        says(PaperKind, usize): |k, n| match k { PaperKind::Interview => format!("答 {n}"), PaperKind::Sampling => format!("数量和单位 {n}"), PaperKind::Order => format!("怎样改正 {n}") },
            |k, n| match k { PaperKind::Interview => format!("Answer {n}"), PaperKind::Sampling => format!("Quantity and unit {n}"), PaperKind::Order => format!("What is to be done {n}") };
        more: "再加一行", "Another line";
        less: "去掉最后一行", "Take the last line away";
        void: "作废原因（不作废不填）", "Why it does not count (only if it does not)";
        is_void: "已作废", "Void";
        sign: "请被询问人签名", "The interviewed person signs";
        sign_hint: "签名前请宣读或交其阅读；以后改动任何一个字，签名就不再有效，须重签。", "Read it out or let them read it first; any later change takes the signature off.";
        signed(&str): |at| format!("被询问人已于 {at} 签名"), |at| format!("Signed at {at}");
        unfinished: "没有填完", "Not finished";
        finished: "已填完", "Finished";
        unsigned: "没有签名", "Not signed";
        unsigned_why: "没有签名的原因（签了名不填）", "Why it is not signed (only if it is not)";
        times_wrong: "结束时间早于开始时间，或没有填开始时间。两个时间都已保存，请改正其中一个。", "The end is before the begin, or there is no begin. Both are kept; put one of them right.";
        past: "改正期限早于检查当天。已保存，请改成检查当天或以后。", "This day was over before the visit. It is kept; choose the day of the visit or a later one.";
        others: "这份文书由同组人员在填写，这里只能看；其无法再改时，可在最后一栏写明原因作废，再另写一份。", "A colleague writes this paper; here it is read. If they cannot go on, say below why it does not count and write another.";
        differs: "这份文书有两种写法", "There are two wordings of this paper";
        differs_hint: "两种都已保存，系统不替你们选。请核对后选定一份；没选的那份不再显示，需要的内容请先抄下。", "Both are kept; nothing is chosen for you. Compare them and pick one; the other is shown no more, so note first what you need of it.";
    }
}
