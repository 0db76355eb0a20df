//! Inspections at the office: the list, the file, the review, the publication.

use domain::assignment::TeamRole;
use domain::inspection::view::DocState;
use domain::review::ReviewAct;

super::table! {
    /// Inspections at the office.
    InspectionWords {
        list: "检查与公示", "Inspections";
        none: "还没有检查", "No inspections yet";
        none_hint: "任务摇号之后，抽中的检查对象会出现在这里。", "Drawn subjects appear here after a draw.";
        none_here: "这一类现在没有", "None in this group";
        all: "全部", "All";
        subject: "检查对象", "Subject";
        team: "检查组", "Team";
        field_state: "现场", "Field";
        review: "审核", "Review";
        received(&str): |t| format!("{t} 收到"), |t| format!("received {t}");
        not_received: "还没有收到", "nothing received yet";
        doc_state(DocState): |s| match s {
            DocState::Assigned => "待检查", DocState::Started => "进行中", DocState::ToSign => "待签名", DocState::Sealed => "已签封", DocState::Amending => "补正中",
        }.to_owned(), |s| match s {
            DocState::Assigned => "Assigned", DocState::Started => "Started", DocState::ToSign => "To sign", DocState::Sealed => "Sealed", DocState::Amending => "Amending",
        }.to_owned();
        originals_missing(u32): |n| format!("案卷可审核，原图还差 {n} 张"), |n| format!("can be reviewed; {} still to come", crate::i18n::en::count::count(n, "original", "originals"));
        originals_missing_short(u32): |n| format!("原图差 {n} 张"), |n| crate::i18n::en::count::count(n, "original missing", "originals missing");
        differences(u32): |n| format!("{n} 处分歧或补充待处理"), |n| crate::i18n::en::count::count(n, "difference open", "differences open");
        clock_moved(usize): |n| format!("检查期间平板时钟有 {n} 次与计时器不符：被调整过，或亮屏时休眠"), |n| format!("A tablet's clock left its running clock ({n}): it was set, or the tablet slept with its screen on");
        clock_moved_line(&str, &str, &str): |who, ran, told| format!("{who}：计时器推算应为 {ran}，平板显示 {told}"), |who, ran, told| format!("{who}: by the running clock {ran}, the tablet said {told}");
        quarantined(u32): |n| format!("{n} 份上传在隔离区"), |n| crate::i18n::en::count::count(n, "upload in quarantine", "uploads in quarantine");
        not_random: "非随机", "Not random";
        drawn_at(u64, u64): |p, n| format!("本层抽 {n} 户，第 {p} 位抽中"), |p, n| format!("position {p} of {n} in its stratum");
        visit(u32): |n| format!("今年第 {n} 次检查"), |n| format!("visit {n} this year");
        role(TeamRole): |r| match r { TeamRole::Lead => "主办", TeamRole::Assist => "协办", TeamRole::Member => "组员" }.to_owned(),
            |r| match r { TeamRole::Lead => "lead", TeamRole::Assist => "assisting", TeamRole::Member => "member" }.to_owned();

        answers: "检查内容", "Answers";
        answers_bad_only: "只看有问题的", "Problems only";
        no_bad: "没有发现问题的项目。", "No item with a problem.";
        answered(usize, usize): |k, n| format!("已填 {k} / {n} 项"), |k, n| format!("{k} of {n} answered");
        unanswered: "没有填写", "not answered";
        by(&str, &str): |who, at| format!("{who} · {at}"), |who, at| format!("{who} · {at}");
        two_answers: "两人填得不一样，要由检查人员当面核对", "Two officers answered differently; they must settle it";
        note: "说明", "Note";
        location: "部位", "Place";
        basis: "依据", "Basis";
        remarks: "检查情况", "Summary";
        subject_words: "陈述申辩", "The subject's words";
        steps: "现场步骤", "Steps on site";
        step_not_done: "没有记录", "not recorded";
        supplements: "补充记录", "Supplements";
        supplement_hint: "签封之后收到的、写的人当时不知道已签封的内容。被检查人的签名仍然有效；由检查人员决定怎么处理。", "Written unaware of the seal. The subject's signature stands; the officers settle it.";
        supplement_sealed(&str): |t| format!("签封的记录写的是：{t}"), |t| format!("The sealed record says: {t}");
        supplement_open: "待处理", "open";
        supplement_outcome(&str): |o| match o { "adopted" => "已采纳", "kept_apart" => "另行保留", other => other }.to_owned(), |o| match o { "adopted" => "adopted", "kept_apart" => "kept apart", other => other }.to_owned();
        skip: "无法检查", "Could not be inspected";
        skip_confirmed(&str): |who| format!("{who} 已确认"), |who| format!("confirmed by {who}");
        skip_unconfirmed: "第二名检查人员还没有确认", "the second officer has not confirmed";
        evidence: "证据", "Evidence";
        evidence_none: "没有照片或其他证据。", "No photos or other evidence.";
        evidence_received: "原图已收到，校验一致", "original received and checked";
        evidence_safe: "已有第二份", "second copy kept";
        evidence_waiting: "原图还在平板上", "original still on the tablet";
        evidence_withdrawn(&str): |w| format!("已撤下：{w}"), |w| format!("set aside: {w}");
        evidence_imported: "相册导入", "from the gallery";
        evidence_place(&str, &str): |p, a| format!("定位 {p}，误差约 {a} 米"), |p, a| format!("at {p}, about {a} m");
        evidence_no_place(&str): |r| if r == "copy" { "位置见原图".to_owned() } else { format!("无定位：{}", match r { "denied" => "设备不允许", "timeout" => "超时", "unavailable" => "无信号", "imported" => "相册导入", other => other }) }, |r| if r == "copy" { "Place: as the original".to_owned() } else { format!("No place: {}", match r { "denied" => "not allowed on the device", "timeout" => "timed out", "unavailable" => "no signal", "imported" => "from the gallery", other => other }) };
        evidence_clock: "时间未校准", "clock not checked";
        evidence_open(&str): |c| format!("查看大图：{c}"), |c| format!("Open the photo: {c}");
        photo: "照片", "Photo";
        signatures: "签名", "Signatures";
        signatures_none: "还没有签名。", "No signatures yet.";
        signer_officer: "检查人员", "Officer";
        signer_subject: "现场负责人", "The subject";
        signer_witness: "见证人", "Witness";
        signer_interpreter: "译员", "Interpreter";
        signer_guest: "未经抽取的执法人员", "Officer, not drawn";
        signature_of(&str): |n| format!("{n} 的签名"), |n| format!("Signature of {n}");
        signature_before: "签名之后记录有改动，需要重签", "The record changed after this signature";
        signature_photo: "以盖章或捺印照片代替", "a photo of a seal or thumbprint";
        refusal: "拒绝签名", "Refused to sign";
        refusal_no_witness(&str): |w| format!("没有见证人：{w}"), |w| format!("no witness: {w}");
        seal: "签封", "Seal";
        seal_none: "还没有签封。", "Not sealed yet.";
        seal_amends(&str): |w| format!("因补正由后一次签封替代：{w}"), |w| format!("amended by a later seal: {w}");
        deadlines: "期限", "Deadlines";
        follows: "检查之后的规定", "What follows the check";
        history: "审核记录", "Review history";
        history_none: "还没有审核。", "Not reviewed yet.";
        act(ReviewAct): |a| match a { ReviewAct::Return => "退回补正", ReviewAct::Approve => "批准", ReviewAct::Publish => "公示" }.to_owned(),
            |a| match a { ReviewAct::Return => "Returned", ReviewAct::Approve => "Approved", ReviewAct::Publish => "Published" }.to_owned();

        review_title: "审核", "Review";
        review_wait: "现场还没有签封上交，收到后才能审核。", "Nothing sealed has arrived yet.";
        comment: "审核意见", "Comment";
        comment_hint: "退回时必须写明补什么，检查人员会在平板上看到这段话。", "A return must say what to mend; the officers read it on their tablet.";
        comment_missing: "请写明要补什么，再退回。", "Say what to mend before returning.";
        return_it: "退回补正", "Return for amendment";
        approve: "批准", "Approve";
        returned: "已退回，检查人员下次同步就会看到", "Returned; the officers see it at their next sync";
        approved: "已批准", "Approved";
        open_first: "有分歧或补充记录没有处理，不能批准。可以退回请检查人员处理。", "A difference is open: it cannot be approved, but it can be returned.";
        taken_along: "打印和留痕", "Paper and trail";
        record_pdf: "下载 PDF", "Download as PDF";
        trail: "下载留痕表", "Download the trail, audit.csv";
        trail_hint: "谁在何时写了什么、改掉了什么、为什么改；列名与通行的表单留痕格式相同。", "Who wrote what and when, over which value, and why, in the columns of ODK's audit.csv.";
        to_publication: "预览公示内容", "Preview the publication";
        publication: "公示预览", "Publication preview";
        publication_shows: "公众会看到", "What the public will see";
        publication_hides: "不公开的内容和依据", "What is left out, and why";
        publication_hides_none: "没有隐去任何内容。", "Nothing is left out.";
        publish: "公示", "Publish";
        publish_title: "现在公示？", "Publish now?";
        publish_words: "公示后任何人都能看到，并写进公开日志。以后只能更正，不能删除。", "Anybody can then read it, and it stands in the public log. It can be corrected, never deleted.";
        published: "已公示", "Published";
        record_digest: "依据的签封记录", "Sealed record";
        field_left_out: "隐去的内容", "Left out";
        back_to_list: "返回列表", "Back to the list";
        back_to_file: "返回案卷", "Back to the file";
        item_count(usize): |n| format!("{n} 项"), |n| crate::i18n::en::count::count(n, "item", "items");
    }
}
