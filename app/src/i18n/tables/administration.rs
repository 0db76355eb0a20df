//! Regimes, tablets, the working calendar.

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
        revoked(&str): |t| format!("{t} 停用"), |t| format!("revoked {t}");
        revoke: "停用", "Revoke";
        revoke_title(&str): |n| format!("停用“{n}”？"), |n| format!("Revoke “{n}”?");
        revoke_words: "停用后这台平板不能再同步。它上面还没交的内容不会丢：仍可上传到隔离区，由监督人员决定。", "The tablet can no longer sync. What it has not handed in is not lost: it may still be uploaded into quarantine for a supervisor to judge.";

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
