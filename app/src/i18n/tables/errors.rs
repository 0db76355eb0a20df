//! What went wrong, in sentences that say what is safe and what to do next.

use crate::state::remote::Failure;

super::table! {
    /// Failures and problems.
    Errors {
        failure(&Failure): failure_zh, failure_en;
        retry: "重试", "Try again";
        shown_before: "下面是上次读到的内容。", "Below is what was read last.";
        loading: "正在读取……", "Reading …";
        trace(&str): |n| format!("报障编号 {n}"), |n| format!("Support number {n}");
    }
}

/// What the rules do not let the office or the public have yet, and words of a review that do not do.
fn publicity_zh(code: &str) -> Option<&'static str> {
    Some(match code {
        "review.comment_missing" => "退回补正要写明补什么。",
        "review.comment_long" => "审核意见太长，请压缩到一千字以内。",
        "draw.not_opened" => "还没有摇号。",
        "draw.kept" => "按规定，抽取名单现在还要保密。检查结束或者结果公示后再来看。",
        "publication.steps_missing" => "没有公示：规定的审核步骤还没有写全。请写明由谁、何时完成。",
        _ => return None,
    })
}

fn publicity_en(code: &str) -> Option<&'static str> {
    Some(match code {
        "draw.kept" => {
            "The rules keep the drawn lists for now. Come back after the checks or when their results are public."
        }
        "publication.steps_missing" => {
            "Nothing was published: the rules want steps done first. Say who did each and when."
        }
        _ => return None,
    })
}

/// What stands against an approval, or against a change of a drawn result.
fn approval_zh(code: &str) -> &'static str {
    match code {
        "task.own_approval" => "自己写的计划不能自己批准，请由另一名审批人员批准。",
        "change.state" => "这项变更现在不需要这一步，可能已经办过。没有改动任何内容；请刷新看最新状态。",
        "change.not_approver" => {
            "本账号不能答复：不是这项变更的审批人，或是自己申请的，或已答复过。没有改动任何内容。"
        }
        _ => "没有办成，没有改动任何内容。原因见下。",
    }
}

fn approval_en(code: &str) -> &'static str {
    match code {
        "task.own_approval" => "Nobody approves the plan he wrote. Another approver must do it.",
        "change.state" => {
            "This change does not wait for that; it may be done already. Nothing was changed; reload."
        }
        "change.not_approver" => {
            "This account cannot answer: not its approver, or it asked itself, or has answered. Nothing was changed."
        }
        _ => "It was not done; nothing was changed. The reasons stand below.",
    }
}

fn failure_zh(failure: &Failure) -> String {
    let code = match failure {
        Failure::Unreachable => return "连不上服务器。没有提交任何内容；请检查网络，再点重试。".to_owned(),
        Failure::Unreadable { status } => {
            return format!(
                "服务器的回答看不懂（{status}）。没有改动任何内容；请刷新页面，仍不行请告诉管理员。"
            );
        }
        Failure::Refused { body, .. } => body.code.as_str(),
    };
    if let Some(said) = publicity_zh(code) {
        return said.to_owned();
    }
    match code {
        "session.bad_password" => "账号或密码不对。",
        "session.missing" => "登录已失效。请重新登录，已提交的内容都在。",
        "session.too_many_tries" => "输错次数太多，请过一会儿再试，或请管理员重设密码。",
        "session.cross_origin" => "请求来自别的网页，已拒绝。请从本系统的地址打开。",
        "access.role" => "本账号没有做这件事的权限。请换用有权限的账号。",
        "route.unknown" | "route.method" => {
            "服务器没有这项功能，可能版本不同。没有改动任何内容；请刷新页面。"
        }
        "request.malformed" => "提交的内容服务器看不懂。没有改动任何内容；请刷新页面后再试。",
        "request.too_large" => "内容太大。没有改动任何内容；请分成几份。",
        "import.empty_file" => "文件是空的。名录没有改动。",
        "import.unreadable" => "这个文件读不出名录，名录没有改动。原因见下。",
        "import.unknown" => "没有这次导入，或它没有标注副本。",
        "roster.unknown" | "regime.unknown" | "task.unknown" | "inspection.unknown" | "inspector.unknown"
        | "device.unknown" | "account.unknown" | "quarantine.unknown" | "blob.unknown" | "change.unknown" => {
            "没有找到。它可能已被删除，或地址不对。"
        }
        "plan.incomplete" => "计划还缺必填内容，没有提交。请按标出的栏目补全。",
        "task.state" => "任务现在的状态不允许这样做。请刷新看最新状态。",
        "task.own_approval" | "change.state" | "change.not_approver" | "change.refused" => approval_zh(code),
        "draw.not_committed" => "还没有提交承诺，不能摇号。",
        "draw.waiting_for_witnesses" => "还有见证人没有办完。请等他们办完再开启。",
        "draw.past_deadline" => "已过最迟摇号时间，这次承诺作废。请新建任务。",
        "draw.infeasible" => "按这份计划抽不出合法的组合。原因和改法见下。",
        "witness.not_of_task" => "本账号不是这个任务的见证人。",
        "witness.no_key" => "这位见证人还没有登记自己的浏览器。",
        "witness.key_taken" => "您的账号已登记另一把钥匙。请用原来的浏览器。",
        "witness.commitment" => "指纹没有被接受：可能先前已交过另一个。没有改动任何内容。",
        "witness.cosignature" => "会签没有被接受：签名和日志对不上。随机数没有公开；请告诉监督人员。",
        "witness.reveal" => "随机数和先前的指纹对不上，没有被接受。请告诉监督人员。",
        "settle.refused" => "没有记下，什么都没有改动。原因见下。",
        "inspection.not_sealed" => "现场还没有签封上交。",
        "visit.refused" => "这次检查不能派出，什么都没有改动。原因见下。",
        "review.open_difference" => "还有未解决的分歧或补充记录，不能批准。请先由检查人员处理。",
        "review.state" => "现在的状态不允许这样审核。请刷新看最新状态。",
        "export.foreign" => "这不是平板存的加密文件。没有收下任何内容。",
        "export.newer" => "这个文件是较新版本的随查存的。请先升级服务器。",
        "export.other_office" => "这个文件是加密给另一个单位的服务器的，这里打不开。",
        "export.damaged" | "export.cut" => {
            "文件不完整或被改动过，没有收下任何内容。请重新拷贝，或让平板重新存一次文件。"
        }
        "export.not_signed" => {
            "存这个文件的平板没有在这里登记，或者签名不符。没有收下任何内容，请告诉监督人员。"
        }
        "quarantine.judged" => "这份上传已经采纳，不能再裁决。",
        "quarantine.not_admissible" => "这份上传现在仍不能并入记录，原因见下；原样保留，没有改动。",
        "quarantine.reason_missing" | "unlock.reason_missing" => "请写明理由。",
        "unlock.digits" => "和平板屏幕上的六位数字不一致。请看着那台平板重新输入。",
        "unlock.none" => "这台平板现在没有申请，可能已经答复过了。",
        "unlock.unreadable" => "这台平板的密钥是交给另一个服务器的，这里打不开。",
        "server.storage" | "server.fault" => "服务器出错，没有改动任何内容。请稍后再试，仍不行请告诉管理员。",
        "server.busy" | "server.ending" => "服务器正忙。请稍等片刻再试。",
        "paper.no_font" => "服务器没有装中文字体，做不出文件。打印仍然可用；请告诉管理员。",
        "server.full" => "服务器磁盘已满，没有写入任何内容；查看不受影响。请告诉管理员。",
        other => return format!("没有办成（{other}）。没有改动任何内容；请把括号里的代码告诉管理员。"),
    }
    .to_owned()
}

fn failure_en(failure: &Failure) -> String {
    let code = match failure {
        Failure::Unreachable => {
            return "The server cannot be reached. Nothing was submitted; check the network and try again."
                .to_owned();
        }
        Failure::Unreadable { status } => {
            return format!(
                "The server's answer cannot be read ({status}). Nothing was changed; reload the page, or tell the administrator."
            );
        }
        Failure::Refused { body, .. } => body.code.as_str(),
    };
    if let Some(said) = publicity_en(code) {
        return said.to_owned();
    }
    match code {
        "session.bad_password" => "Account or password is wrong.",
        "session.missing" => "The session has ended. Log in again; what was submitted is kept.",
        "session.too_many_tries" => "Too many wrong passwords: try again later.",
        "session.cross_origin" => "The request came from another page and was refused.",
        "access.role" => "This account may not do that.",
        "route.unknown" | "route.method" => "The server does not know this; its version may differ. Reload the page.",
        "request.malformed" => "The server cannot read this. Nothing was changed; reload and try again.",
        "request.too_large" => "Too large. Nothing was changed; split it.",
        "import.empty_file" => "The file is empty. The roster is unchanged.",
        "import.unreadable" => "No roster can be read from this file; nothing was changed. The reason is below.",
        "import.unknown" => "There is no such import, or it has no marked copy.",
        "roster.unknown" | "regime.unknown" | "task.unknown" | "inspection.unknown" | "inspector.unknown" | "device.unknown"
        | "account.unknown" | "quarantine.unknown" | "blob.unknown" | "change.unknown" => "Not found. It may have been removed, or the address is wrong.",
        "plan.incomplete" => "The plan lacks required values and was not submitted. Fill in the marked fields.",
        "task.state" => "The task's state does not allow this now. Reload to see where it stands.",
        "task.own_approval" | "change.state" | "change.not_approver" | "change.refused" => approval_en(code),
        "draw.not_committed" => "There is no commitment yet, so the draw cannot be opened.",
        "draw.waiting_for_witnesses" => "A witness has not finished yet.",
        "draw.not_opened" => "It is not drawn yet.",
        "draw.past_deadline" => "The latest moment has passed: this commitment is void. Make a new task.",
        "draw.infeasible" => "No lawful result exists under this plan. The reason is below.",
        "witness.not_of_task" => "This account is no witness of this task.",
        "witness.no_key" => "This witness has not registered a browser yet.",
        "witness.key_taken" => "Another key is registered for your account. Use that browser.",
        "witness.commitment" => "The fingerprint was not accepted; another one may be in. Nothing was changed.",
        "witness.cosignature" => "The cosignature was not accepted. Your number was not revealed; tell a supervisor.",
        "witness.reveal" => "The number does not fit its fingerprint. Tell a supervisor.",
        "visit.refused" => "The visit cannot be ordered; nothing was changed. The reasons stand below.",
        "settle.refused" => "It was not settled; nothing was changed. The reasons stand below.",
        "inspection.not_sealed" => "Nothing sealed has arrived yet.",
        "review.comment_missing" => "A return must say what to mend.",
        "review.comment_long" => "The words are too long: at most a thousand characters.",
        "review.open_difference" => "A difference or supplement is still open; the officers must settle it first.",
        "review.state" => "The review state does not allow this now. Reload to see where it stands.",
        "export.foreign" => "This is no encrypted file of a tablet. Nothing was taken in.",
        "export.newer" => "A newer version saved this file. Update the server first.",
        "export.other_office" => "This file is encrypted to another office’s server and cannot be opened here.",
        "export.damaged" | "export.cut" => "The file is not whole or was changed; nothing was taken in. Copy it again, or have the tablet save it again.",
        "export.not_signed" => "The tablet that saved this is not enrolled here, or its signature does not hold. Nothing was taken in; tell a supervisor.",
        "quarantine.judged" => "This upload was accepted already.",
        "quarantine.not_admissible" => "This upload cannot enter the record even now; the reason is below. It is kept unchanged.",
        "quarantine.reason_missing" | "unlock.reason_missing" => "Give a reason.",
        "unlock.digits" => "These are not the digits on the tablet's screen. Look at it and type them again.",
        "unlock.none" => "This tablet asks nothing now; it may have been answered.",
        "unlock.unreadable" => "This tablet's key was entrusted to another server and cannot be opened here.",
        "server.storage" | "server.fault" => "The server failed; nothing was changed. Try again later.",
        "server.busy" | "server.ending" => "The server is busy. Wait a moment.",
        "paper.no_font" => "The server has no Chinese font, so it cannot make the file. Printing still works; tell the administrator.",
        "server.full" => "The server's disk is full. Nothing was written; reading goes on. Tell the administrator.",
        other => return format!("This did not work ({other}). Nothing was changed; tell the administrator the code in brackets."),
    }
    .to_owned()
}
