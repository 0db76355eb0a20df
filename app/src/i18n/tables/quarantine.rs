//! Quarantine: why an upload was kept apart, in words, and its judgement.

super::table! {
    /// Quarantine.
    QuarantineWords {
        title: "隔离区", "Quarantine";
        hint: "服务器没有接收的上传都原样留在这里，一个字节也没有丢；由监督人员核实后裁决。", "Uploads the server refused are kept here byte for byte, for a supervisor to judge.";
        none: "隔离区是空的", "Quarantine is empty";
        none_hint: "没有被拒收的上传。", "No upload was refused.";
        of: "所属检查", "Inspection";
        why: "拒收原因", "Why refused";
        size: "大小", "Size";
        at: "收到时间", "Received";
        state: "裁决", "Judgement";
        device: "平板", "Tablet";
        waiting: "待裁决", "Waiting";
        accepted: "已采纳", "Accepted";
        rejected: "不采纳", "Left apart";
        back: "返回隔离区", "Back to quarantine";
        upload: "一份隔离的上传", "An upload kept apart";
        what: "是什么", "What it is";
        author: "上传人", "Handed in by";
        digest: "摘要（SHA-256）", "SHA-256";
        code_label: "代码", "Code";
        brings(u32): |n| if n == 0 { "没有新的改动".to_owned() } else { format!("{n} 处改动") }, |n| if n == 0 { "nothing new".to_owned() } else { format!("{n} changes") };
        brings_label: "采纳后并入", "Would bring";
        hindrance: "现在还不能采纳", "It cannot be accepted now";
        judge: "裁决", "Judge";
        judge_hint: "采纳：把这些改动并入检查记录，不能撤回。不采纳：继续原样留在隔离区，以后仍可采纳。两种裁决都写入日志。", "Accepting puts the changes into the record for good. Leaving it apart keeps it here; it may still be accepted later. Both are written into the log.";
        reason: "理由", "Reason";
        reason_hint: "例如：已向本人核实，是停用前所写", "For example: confirmed with the officer, written before the tablet was revoked";
        reason_missing: "请写明理由", "Give a reason";
        accept: "采纳，并入记录", "Accept into the record";
        reject: "不采纳，留在隔离区", "Leave it apart";
        accepted_said: "已采纳，并入检查记录", "Accepted into the record";
        rejected_said: "已记下：不采纳，内容仍在隔离区", "Noted: left apart; the content is kept";
        history: "裁决经过", "Judgements";
        history_none: "还没有人裁决。", "Nobody has judged it yet.";
        by(&str, &str): |who, at| format!("{who}，{at}"), |who, at| format!("{who}, {at}");
        dashboard(u32): |n| if n == 0 { "没有待裁决的上传".to_owned() } else { format!("{n} 份上传等待裁决") }, |n| match n { 0 => "Nothing waits for a judgement".to_owned(), 1 => "1 upload waits for a judgement".to_owned(), n => format!("{n} uploads wait for a judgement") };
        code(&str): code_zh, code_en;
    }
}

fn code_zh(code: &str) -> String {
    match code {
        "device.revoked" => "平板已停用，停用后交来的内容",
        "inspection.not_of_this_officer" => "这次检查不属于这位检查人员",
        "admit.not_in_team" | "admit.foreign_author" => "写的人不在这次检查的检查组里，或者不是交来的人",
        "admit.no_author" => "没有写明是谁写的",
        "admit.foreign_device" | "admit.stolen_actor" => "用了别的平板的身份",
        "admit.device_signature" | "admit.wrong_signature" => "签名与登记的平板不符",
        "admit.sealed" => "记录已签封，又直接改动了签封的内容",
        "admit.not_sealed" => "记录还没有签封，不能补正",
        "admit.settled_online" => "改动了网络检查已核实、现场不再填写的项目",
        "admit.foreign_settlement" => "自称是办公室核实的项目，办公室没有这样的记录",
        "admit.closed" => "办公室已经批准，不能再改",
        "admit.seal_of_unseen" => "签封的内容和服务器看到的不一致",
        "admit.removes_entry" | "admit.rewrites_entry" => "删除或改写了只能增加的内容",
        "admit.unknown_row" | "admit.unknown_list" => "提到了记录里没有的行或清单",
        "admit.drawn_again" => "对同一份现场清单抽取了不止一次",
        "admit.list_without_reason" => "重新列明现场清单，没有写原因",
        "admit.unknown_place" | "admit.wrong_operation" => "写到了记录里不该写的地方",
        "admit.wrong_value" => "填的值不合规定",
        "admit.change_too_large" | "admit.too_many_operations" | "frame.too_large" => "超出允许的大小",
        "admit.duplicate_sequence" => "同一个序号写了两份不同的内容，可能是平板被复制过",
        "admit.does_not_reload"
        | "admit.panicked"
        | "admit.unreadable_change"
        | "admit.wrong_hash"
        | "frame.not_a_change"
        | "frame.unreadable"
        | "frame.wrong_hash" => "内容损坏，读不出来",
        "quarantine.nothing_new" => "里面的改动已经在记录里，或者还缺前面的内容",
        other => return format!("没有通过检查（{other}）"),
    }
    .to_owned()
}

fn code_en(code: &str) -> String {
    match code {
        "device.revoked" => "Handed in by a revoked tablet",
        "inspection.not_of_this_officer" => "The inspection is not this officer's",
        "admit.not_in_team" | "admit.foreign_author" => {
            "Its author is not of the team, or not who handed it in"
        }
        "admit.no_author" => "It does not say who wrote it",
        "admit.foreign_device" | "admit.stolen_actor" => "It uses another tablet's identity",
        "admit.device_signature" | "admit.wrong_signature" => "A signature does not fit the enrolled tablet",
        "admit.sealed" => "It changes a sealed record",
        "admit.not_sealed" => "It amends a record that is not sealed",
        "admit.settled_online" => "It answers an item that was settled online",
        "admit.foreign_settlement" => "It says the office settled what the office did not",
        "admit.closed" => "The office has approved; nothing may change",
        "admit.seal_of_unseen" => "What was sealed is not what the server has seen",
        "admit.removes_entry" | "admit.rewrites_entry" => "It removes or rewrites what may only grow",
        "admit.unknown_row" | "admit.unknown_list" => "It speaks of a row or list that is not there",
        "admit.drawn_again" => "It draws more than once from one list made on site",
        "admit.list_without_reason" => "It lists anew on site without a reason",
        "admit.unknown_place" | "admit.wrong_operation" => "It writes where nothing may be written",
        "admit.wrong_value" => "A value does not fit the rules",
        "admit.change_too_large" | "admit.too_many_operations" | "frame.too_large" => {
            "It is larger than allowed"
        }
        "admit.duplicate_sequence" => "Two contents under one number: the tablet may have been copied",
        "admit.does_not_reload"
        | "admit.panicked"
        | "admit.unreadable_change"
        | "admit.wrong_hash"
        | "frame.not_a_change"
        | "frame.unreadable"
        | "frame.wrong_hash" => "Damaged; it cannot be read",
        "quarantine.nothing_new" => "Its changes are in the record already, or wait for others",
        other => return format!("Not admitted ({other})"),
    }
    .to_owned()
}
