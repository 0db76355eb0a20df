//! Regimes, tablets, hand-ins, the working calendar.

super::table! {
    /// Regimes, tablets, calendar.
    AdministrationWords {
        regimes: "规则", "Regimes";
        regimes_hint: "每条规则都写明出处条文；原文缺失的地方由计划填写，并记下填写人。", "Every rule carries its article; where the source has a gap, the plan fills it and the person is recorded.";
        regimes_none: "没有载入规则包", "No regime is loaded";
        regimes_none_hint: "请管理员检查规则目录。", "Ask the administrator to check the folder of regimes.";
        rules(u32): |n| format!("{n} 条规则"), |n| format!("{n} rules");
        gaps(u32): |n| if n == 0 { "无缺失".to_owned() } else { format!("{n} 处由计划填写") }, |n| if n == 0 { "no gaps".to_owned() } else { format!("{n} filled by the plan") };
        effective: "施行", "In force";
        issuer: "制定机关", "Issuer";
        parent(&str): |p| format!("依附于 {p}"), |p| format!("rests on {p}");
        inputs: "计划必须填写", "A plan must say";
        inputs_none: "原文没有缺失，计划不用补充。", "The source has no gap; a plan need add nothing.";
        gap: "原文缺失", "Gap in the source";
        left_open: "由计划确定", "Left to the plan";
        read_aloud: "规则全文解读", "Read aloud";
        clocks: "期限", "Clocks";

        devices: "平板登记", "Tablets";
        new_code: "发登记码", "Issue an enrolment code";
        code_for: "登记给哪位检查人员", "For which inspector";
        choose_inspector: "请选择检查人员", "Choose an inspector";
        issue: "生成登记码", "Make the code";
        code_title(&str): |n| format!("{n} 的登记码"), |n| format!("Enrolment code of {n}");
        code_how: "在平板上扫这个二维码，或打开下面的地址手工输入登记码。只能用一次。", "Scan this on the tablet, or open the address below and type the code. It works once.";
        code_qr: "登记二维码", "Enrolment QR code";
        code_text: "登记码", "Code";
        code_url: "地址", "Address";
        code_expires(&str): |t| format!("{t} 之前有效"), |t| format!("valid until {t}");
        device_list: "已登记的平板", "Enrolled tablets";
        device_none: "还没有平板登记", "No tablet is enrolled";
        device_none_hint: "给检查人员发登记码，在平板上扫码即可。", "Issue a code to an inspector and scan it on the tablet.";
        device_name: "平板", "Tablet";
        device_of: "使用人", "Officer";
        enrolled: "登记时间", "Enrolled";
        seen: "最近联系", "Last contact";
        never: "从未", "Never";
        device_state: "状态", "State";
        in_use: "使用中", "In use";
        may_be_emptied(&str): |t| format!("{t} 已同意清空"), |t| format!("leave to empty it granted {t}");
        revoked(&str): |t| format!("{t} 停用"), |t| format!("revoked {t}");
        revoke: "停用", "Revoke";
        revoke_title(&str): |n| format!("停用“{n}”？"), |n| format!("Revoke “{n}”?");
        revoke_words: "停用后这台平板不能再同步。它上面还没交的内容不会丢：仍可上传到隔离区，由监督人员决定。", "The tablet can no longer sync. What it has not handed in is not lost: it may still be uploaded into quarantine for a supervisor to judge.";

        revoke_count(usize): |n| if n == 1 { "停用".to_owned() } else { format!("停用 {n} 个席位") }, |n| if n == 1 { "Revoke".to_owned() } else { format!("Revoke {n} seats") };
        same_tablet(usize): |n| format!("同一平板上的 {n} 个席位"), |n| format!("{n} seats on one tablet");
        unproven: "自称在同一平板上，未证实", "Says it is on the same tablet; not proven";
        also: "同一平板上的其他席位", "Other seats on the same tablet";
        also_hint: "一台平板可以有几位检查人员各自的席位，要分别停用；不勾选的仍可使用。", "One tablet may carry the seats of several officers. Each is revoked by itself; what is not ticked stays in use.";
        lost: "平板丢失或被盗，全部停用", "The tablet is lost or stolen: revoke them all";
        seat_of(&str, &str): |of, name| format!("{of}（{name}）"), |of, name| format!("{of} ({name})");
        seat_said(&str, &str): |of, name| format!("{of}（{name}），自称在同一平板上，未证实"), |of, name| format!("{of} ({name}): says so, not proven");

        unlock_title: "等管理员答复的平板", "Tablets that wait for an answer";
        unlock_how: "请当面核实是本人，看着那台平板，输入它屏幕上的六位数字。答复会记入日志；资料不经过别人。", "See the officer in person, look at the tablet and type the six digits on its screen. The answer is kept in the log; nobody else sees the data.";
        unlock_pin: "忘记 PIN：同意后由本人在平板上设新的 PIN。", "Forgotten PIN: once granted, the officer sets a new PIN on the tablet.";
        unlock_leave: "申请清空：平板上还有没交到的内容。同意后平板先把它们存成加密文件并核对，然后才清空；请收好那个文件并导入。", "Asks to be emptied although something on it has not arrived. Once granted, the tablet first saves it to an encrypted file and checks that, and only then empties itself; keep that file and import it.";
        unlock_of(&str, &str, &str): |n, d, at| format!("{n} 的“{d}”，{at} 申请"), |n, d, at| format!("“{d}” of {n}, asked {at}");
        unlock_digits: "平板屏幕上的六位数字", "The six digits on the tablet";
        unlock_reason: "核实情况", "How you made sure";
        unlock_reason_hint: "会记入日志，例如：本人持执法证到场。", "Kept in the log, for example: came in person with the certificate.";
        unlock_grant: "同意", "Grant";
        spoken_title: "电话答复清空申请", "Grant by telephone that a tablet is emptied";
        spoken_how: "平板连不上网、确实要清空时用。检查人员念出它屏幕上的六位数字；核实是本人后，把下面得到的八位数字念给他。平板仍要先存成加密文件并核对，才能清空。", "For a tablet without a network that must be emptied. Its officer reads six digits from the screen; make sure who he is, and read him the eight digits below. The tablet still saves an encrypted file and checks it before it can be emptied.";
        spoken_device: "哪一台平板", "Which tablet";
        spoken_choose: "请选择", "Choose";
        spoken_answer: "念给检查人员听", "Read this to the officer";
        unlock_refuse: "不同意", "Refuse";

        hand_in: "离线导入", "Import from a tablet";
        hand_in_hint: "平板连不上网时存下的加密文件，在这里导入。检查和照片像同步一样逐件核对，不合格的进隔离区；谁带来的都一样。", "The encrypted file a tablet saved without a network is imported here. Documents and photos are checked as in a sync; what is refused goes to quarantine, whoever brought it.";
        hand_in_drop: "把 .suicha-export 文件拖到这里，或", "Drop a .suicha-export file here, or";
        hand_in_choose: "选择文件", "Choose a file";
        hand_in_sending(&str, u8): |n, p| format!("正在上传“{n}” {p}%"), |n, p| format!("Uploading “{n}” {p}%");
        hand_in_checking(&str): |n| format!("正在解密和核对“{n}”……"), |n| format!("Decrypting and checking “{n}”…");
        hand_in_of(&str, &str): |d, at| format!("来自平板“{d}”，{at} 存的"), |d, at| format!("From tablet “{d}”, saved {at}");
        hand_in_good: "文件里的内容都已收下", "Everything in the file was taken in";
        hand_in_some: "有内容没有收下，见下面逐件说明", "Something was not taken in; see each line";
        hand_in_revoked: "这台平板已停用，检查内容进了隔离区，等监督人员裁决。照片要等裁决后再导入一次。", "This tablet is revoked: its documents wait in quarantine for a supervisor. Import the file again after that for its photos.";
        hand_in_trouble: "文件在照片部分不完整：列出的已经收下，其余请让平板重新存一次文件。", "The file is not whole in its photos: what is listed was taken in; have the tablet save it again for the rest.";
        hand_in_none: "文件里没有检查记录", "The file holds no documents";
        hand_in_keep: "导入后，平板下次联网同步时会知道这些内容已经送达。", "The tablet learns at its next sync that these have arrived.";
        hand_in_subject: "所属检查", "Inspection";
        hand_in_verdict: "结果", "Result";
        hand_in_evidence(u32, u32, u32): |n, new, known| format!("照片、录音文件 {n} 个：新收下 {new} 个，原已有 {known} 个"), |n, new, known| format!("{n} files of photos and sound: {new} received, {known} here before");
        hand_in_evidence_not(u32): |n| format!("{n} 个没有收下：没有已收下的检查提到它，或内容对不上"), |n| format!("{n} not kept: no admitted record names them, or their bytes are others");
        hand_in_unreadable(u32): |n| format!("{n} 个在平板上就读不出"), |n| format!("{n} could not be read on the tablet");
        hand_in_new(u32): |n| format!("已收下，{n} 处新改动"), |n| format!("Taken in, {n} new changes");
        hand_in_known: "原已收下，没有新内容", "Here before, nothing new";
        hand_in_behind: "缺少更早的内容，暂不能并入；请先让同组平板同步", "It rests on earlier changes that are not here; let the team’s tablets synchronise first";
        hand_in_gone: "不是这位检查人员的检查，已放进隔离区", "Not an inspection of this officer; kept in quarantine";
        hand_in_parked(&str): |c| format!("没有通过核对，已放进隔离区（{c}）"), |c| format!("Not admitted; kept in quarantine ({c})");

        calendar: "工作日历", "Working calendar";
        calendar_hint: "期限按这张日历数：起算当日不计，放假不计，调休上班日计入。", "Deadlines are counted on this calendar: the first day and holidays do not count, make-up days do.";
        calendar_official(&str): |s| format!("依据：{s}"), |s| format!("Source: {s}");
        calendar_unofficial(i32): |y| format!("国务院办公厅只公布到 {y} 年。本年只按周末推算，公布后会重算。"), |y| format!("Holidays are announced up to {y} only. This year counts weekends alone and will be counted again.");
        calendar_workday: "上班", "Work";
        calendar_off: "休", "Off";
        calendar_legend: "图例", "Legend";
        legend_off: "休息日", "Day off";
        legend_makeup: "调休上班", "Make-up workday";
        legend_counted: "选中的期限数过的日子", "Days counted by the chosen deadline";
        legend_due: "到期日", "Due date";
        calendar_clock: "看一个期限怎么数", "How a deadline is counted";
        calendar_clock_none: "不选", "None";
        previous_year: "上一年", "Previous year";
        next_year: "下一年", "Next year";
        month(u32): |m| format!("{m} 月"), |m| ["January","February","March","April","May","June","July","August","September","October","November","December"].get(m as usize - 1).map_or(String::new(), |s| (*s).to_owned());
        weekdays: "一 二 三 四 五 六 日", "Mo Tu We Th Fr Sa Su";
        bytes(u64): crate::i18n::tables::bytes, crate::i18n::tables::bytes;
    }
}
