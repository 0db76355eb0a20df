//! The witness's page: plain sentences for somebody who has never seen a hash.

use domain::wire::api::TaskState;

super::table! {
    /// The witness's page.
    WitnessWords {
        title: "摇号见证", "Witnessing a draw";
        intro: "您的任务：用这台电脑出一个别人猜不到的随机数，先锁住它，等名单公开后再交出来。只要您不提前告诉别人，谁也不能操纵这次摇号。", "Your part: this computer makes a number nobody can guess, locks it, and hands it over only after the list is public. As long as you tell nobody, nobody can steer the draw.";
        key_title: "先登记这台电脑", "First register this computer";
        key_words: "系统会在这台电脑上生成一把只属于您的签名钥匙。钥匙留在这个浏览器里，不会发给任何人；服务器只得到用来核对签名的另一半。", "A signing key of your own is made on this computer. It stays in this browser; the server only gets the half that checks signatures.";
        key_keep: "见证完成之前，请不要清除这个浏览器的数据，也不要用无痕窗口。", "Until the draw is done, do not clear this browser's data and do not use a private window.";
        key_make: "生成钥匙并登记", "Make the key and register";
        key_making: "正在登记……", "Registering …";
        key_ready: "这台电脑已登记", "This computer is registered";
        key_other: "您的账号登记的是另一台电脑或另一个浏览器的钥匙", "Your account is registered with the key of another computer or browser";
        key_other_hint: "请回到原来那个浏览器办理。如果它已经清除数据，请告诉管理员：未完成的摇号要作废重来，公开记录会写明原因。", "Please use that browser. If its data is gone, tell the administrator: an unfinished draw becomes void, and the public record says why.";
        key_replace: "改用这台电脑", "Use this computer instead";
        storage_failed: "这个浏览器不能可靠地保存数据", "This browser cannot keep data reliably";
        storage_failed_hint: "可能是无痕窗口，或磁盘已满。没有提交任何内容。请换普通窗口再试。", "It may be a private window or a full disk. Nothing was submitted. Use an ordinary window.";

        none: "现在没有请您见证的摇号", "There is no draw for you to witness now";
        none_hint: "有新的摇号时会出现在这里。本页每隔几秒自动查看。", "New draws appear here; this page looks every few seconds.";
        state(TaskState): |s| match s {
            TaskState::Draft => "计划编写中", TaskState::AwaitingCommitments => "等待承诺", TaskState::Committed => "名单已锁定", TaskState::Revealed => "随机数已齐",
            TaskState::Drawn => "已摇号", TaskState::Infeasible => "无法抽取", TaskState::Void => "已作废",
        }.to_owned(), |s| match s {
            TaskState::Draft => "Being planned", TaskState::AwaitingCommitments => "Awaiting commitments", TaskState::Committed => "List locked", TaskState::Revealed => "Ready",
            TaskState::Drawn => "Drawn", TaskState::Infeasible => "Infeasible", TaskState::Void => "Void",
        }.to_owned();

        step1: "第一步：生成并锁住随机数", "Step 1: make and lock your number";
        step1_words: "点一下，这台电脑就会生成一个随机数并保存在本机，只把它的“指纹”交上去。别人从指纹猜不出随机数；以后您也换不了另一个。", "One click makes a random number and keeps it on this computer; only its fingerprint is handed in. Nobody can guess the number from it, and you cannot swap it later.";
        step1_do: "生成随机数，交上指纹", "Make the number and hand in its fingerprint";
        step1_doing: "正在保存并上交……", "Saving and handing in …";
        step1_done(&str): |h| format!("已锁住。指纹：{h}"), |h| format!("Locked. Fingerprint: {h}");
        step1_kept: "随机数保存在这台电脑上，关掉浏览器也不会丢。", "The number is kept on this computer, also when the browser is closed.";
        step1_lost: "指纹已经交上，但这个浏览器里没有对应的随机数。请回到当时用的那个浏览器；如果数据已清除，请告诉经办人，本次摇号要作废。", "The fingerprint is handed in, but its number is not in this browser. Use the browser of that time; if its data is gone, tell the office: this draw becomes void.";
        step2: "第二步：等名单锁定", "Step 2: wait for the list to be locked";
        step2_words: "全部见证人交齐指纹后，单位会把抽取名单和所有指纹一起写进公开日志。您现在不用做什么。", "When all fingerprints are in, the office writes the list and all of them into the public log. Nothing for you to do now.";
        step3: "第三步：核对，然后交出随机数", "Step 3: check, then hand over the number";
        step3_do: "核对公开日志，会签并交出随机数", "Check the log, cosign and hand over the number";
        step3_doing: "正在核对……", "Checking …";
        step3_words: "这台电脑会自己核对下面四件事，有一件不对就不会交出您的随机数。", "This computer checks these four things itself; if one is wrong, your number is not handed over.";
        check_commitment: "您的指纹在锁定的名单记录里，一个字也没有改", "Your fingerprint stands unchanged in the locked record";
        check_inclusion: "锁定的记录确实写在公开日志里，日志有单位的签名", "The record stands in the public log, signed by the office";
        check_consistency: "公开日志是在您上次见过的内容后面接着写的，旧内容没有动过", "The log only grew since you last saw it; nothing old was changed";
        check_first: "这是您第一次见证这份日志：从现在起，这台电脑会记住它，以后有人改动就能发现", "This is the first time you see this log: from now on this computer remembers it and will notice any change";
        check_time: "还没有超过最迟摇号时间", "The latest moment of the draw has not passed";
        check_bad_commitment: "锁定的记录里没有您的指纹。没有交出任何内容，请告诉经办人和监督人员。", "Your fingerprint is not in the locked record. Nothing was handed over; tell the office and a supervisor.";
        check_bad_leaf: "锁定的记录看不懂，或写法不合规定。没有交出任何内容，请告诉监督人员。", "The locked record cannot be read. Nothing was handed over; tell a supervisor.";
        check_bad_inclusion: "公开日志里找不到这条记录，或签名不对。没有交出任何内容，请告诉监督人员。", "The record is not in the log, or the signature is wrong. Nothing was handed over; tell a supervisor.";
        check_bad_consistency: "公开日志和您上次见到的对不上：有人改动过旧内容。没有交出任何内容，请马上告诉监督人员。", "The log contradicts what you saw before: old content was changed. Nothing was handed over; tell a supervisor at once.";
        check_bad_time: "已经超过最迟摇号时间，本次摇号应当作废。没有交出随机数。", "The latest moment has passed: this draw must become void. Nothing was handed over.";
        check_bad_log: "公开日志的签名钥匙和这台电脑记住的不一样。没有交出任何内容，请告诉监督人员。", "The log's key is not the one this computer remembers. Nothing was handed over; tell a supervisor.";
        check_again: "公开日志刚刚又有增长，正在重新取来核对。没有交出任何内容。", "The log has just grown; it is fetched and checked again. Nothing was handed over.";
        step4: "您的部分已完成", "Your part is done";
        step4_words: "您核对过的日志和交出的随机数都在公开记录里。摇号后您可以在公示页自己再算一遍。", "What you checked and handed over stands in the public record. After the draw you can compute it again on the public page.";
        step4_time(&str): |t| format!("{t} 会签"), |t| format!("cosigned {t}");
        result_link: "到公示页验证", "Verify on the public page";
        changes: "抽取后的变更", "Changes after the draw";
        change_of(u32, &str): |n, what| format!("第 {n} 项：{what}"), |n, what| format!("No. {n}: {what}");
        change_taken: "另一位见证人已经接下这一项，您不用办理。", "Another witness holds this one; nothing for you to do.";
        change_lock_words: "抽取结果有一项变更申请，要用新的随机数。点一下，这台电脑就生成一个新的随机数，保存在本机，只交上它的指纹。先办的一位见证人接下这一项。", "A change of the result needs a fresh number. One click makes it and keeps it on this computer; only its fingerprint is handed in. The witness who is first holds this change.";
        change_logging: "指纹已交上，等申请写进公开日志。您现在不用做什么。", "The fingerprint is in; the request is being logged. Nothing for you to do now.";
        change_checking: "这台电脑正在核对公开日志里的这项申请：指纹是不是您的，旧内容有没有动过。核对无误就会签；随机数还锁在本机。", "This computer checks the request in the public log: that the fingerprint is yours and nothing old was changed. Then it cosigns; the number stays locked here.";
        change_check: "再核对一次并会签", "Check again and cosign";
        change_waiting: "已经核对并会签，等审批人答复。随机数还锁在这台电脑上，请不要清除浏览器数据。", "Checked and cosigned; the approver's answer is awaited. The number stays locked on this computer: do not clear the browser's data.";
        change_entropy_words: "审批人已经同意。请交出这一项的随机数，接替的人或单位由它和审批人的随机数一起决定。", "The approver agreed. Hand over the number of this change: together with the approver's it decides who or what follows.";
        change_hand_over: "交出随机数", "Hand over the number";
        change_done: "已经办理，您交出的随机数写在公开记录里。", "Carried out; your number stands in the public record.";
        change_refused: "审批人不同意，这一项不再办理。您的随机数没有用上，也没有公开。", "The approver refused; this change is over. Your number was neither used nor shown.";
        change_lost: "这一项的指纹已经交上，但这个浏览器里没有对应的随机数。请回到当时用的那个浏览器；如果数据已清除，请告诉经办人：这项变更完不成，原来的抽取结果不变。", "The fingerprint of this change is in, but its number is not in this browser. Use the browser of that time; if its data is gone, tell the office: this change cannot be carried out, the result stays as drawn.";
        safe: "什么是安全的", "What is safe";
        safe_words: "随机数和钥匙只存在这个浏览器里，没有加密：能打开这台电脑的人就能看到。见证期间请锁好屏幕；随机数交出之后就不再是秘密。", "Number and key are kept in this browser only and not encrypted: who can open this computer can see them. Lock the screen meanwhile; once handed over, the number is no secret.";
    }
}
