//! Rosters: import, list, and the sentence of each problem an import may find.

use domain::problem::{Problem, Severity};

super::table! {
    /// Rosters.
    RosterWords {
        subjects: "检查对象名录库", "Subject roster";
        inspectors: "执法检查人员名录库", "Inspector roster";
        import: "导入名录", "Import a roster";
        drop_here: "把 .xlsx、.xls 或 .csv 文件拖到这里，或者", "Drop an .xlsx, .xls or .csv file here, or";
        choose: "选择文件", "Choose a file";
        template: "下载空白模板", "Download the empty template";
        columns_hint: "表头用单位平时的叫法即可。统一社会信用代码、执法证号、电话请存成文本格式，否则 Excel 会丢掉末尾数字。", "Use the headers your office always uses. Keep codes, certificate numbers and phones as text, or the spreadsheet program drops digits.";
        sending(&str, u8): |f, p| format!("正在上传 {f}：{p}%"), |f, p| format!("Uploading {f}: {p}%");
        checking(&str): |f| format!("已上传，正在逐行检查 {f}……"), |f| format!("Uploaded, checking {f} row by row …");
        result(u32, u32, u32): |a, u, r| format!("导入 {a} 行（其中更新 {u} 行），未导入 {r} 行"), |a, u, r| format!("{a} rows taken in ({u} updated), {r} kept out");
        all_good: "没有发现问题，全部导入。", "No problems: everything was taken in.";
        good_kept: "没有问题的行已全部导入；有错误的行一行也没有导入。改好后重新导入同一份文件即可，不会重复。", "All good rows are in; rows with errors are not. Mend the file and import it again: nothing is doubled.";
        marked_copy: "下载标注了问题的副本", "Download the marked copy";
        problems: "问题", "Problems";
        place: "位置", "Place";
        severity: "处理", "Outcome";
        reason: "原因和改法", "Reason and what to do";
        severity_word(Severity): |s| match s { Severity::Error => "未导入", Severity::Warning => "提醒", Severity::Note => "说明" }.to_owned(),
            |s| match s { Severity::Error => "Kept out", Severity::Warning => "Reminder", Severity::Note => "Note" }.to_owned();
        search: "搜索名称、代码、地址", "Search name, code, address";
        search_inspectors: "搜索姓名、证号、单位", "Search name, certificate, unit";
        total(u32): |n| format!("共 {n} 条"), |n| format!("{n} entries");
        page(u32, u32): |p, n| format!("第 {p} / {n} 页"), |p, n| format!("Page {p} of {n}");
        previous: "上一页", "Previous";
        next: "下一页", "Next";
        none: "名录还是空的", "The roster is empty";
        none_hint: "请导入单位现有的表格；表头不用改。", "Import the spreadsheet your office already has; its headers may stay.";
        no_match: "没有符合的条目", "Nothing matches";
        no_match_hint: "换个词试试，或清空搜索。", "Try another word, or clear the search.";
        lacking: "规定的栏目还没有填全", "Fields the rules want are still empty";
        keeping: "规定怎样管理名录库", "What the rules say of keeping the roster";
        renewed(&str, &str): |day, who| format!("最近一次更新：{day}，{who}导入"), |day, who| format!("Last renewed {day} by {who}");
        never_renewed: "还没有导入过", "Never imported yet";
        renewals: "更新记录", "Renewals";
        renewal_when: "时间", "When";
        renewal_by: "导入人", "Who";
        renewal_file: "文件", "File";
        renewal_rows: "结果", "Outcome";
        name: "名称", "Name";
        code: "统一社会信用代码", "Credit code";
        district: "区县", "District";
        class: "类别", "Class";
        risk: "风险", "Risk";
        industry: "行业", "Trade";
        status: "状态", "Status";
        address: "地址", "Address";
        person: "姓名", "Name";
        certificate: "执法证号", "Certificate";
        certificate_until: "有效期至", "Valid until";
        certificate_unknown: "未填有效期", "No date recorded";
        department: "单位", "Unit";
        post: "职务", "Post";
        recusals: "回避申报", "Recusals";
        recusal_count(usize): |n| format!("{n} 户"), |n| format!("{n} subjects");
        no_code: "无代码", "No code";
        value(&str): value_zh, value_en;
        problem(&Problem): problem_zh, problem_en;
    }
}

/// Stored words of a roster, as read.
fn value_zh(value: &str) -> String {
    match value {
        "active" => "正常",
        "closed" => "停业",
        "cancelled" | "deregistered" => "注销",
        "revoked" => "吊销",
        "moved" => "迁出",
        "leave" => "请假",
        "assisting" => "辅助人员",
        "key" => "重点单位",
        "general" => "一般单位",
        "nine_small" => "九小场所",
        "red" => "重大（红）",
        "yellow" => "较大（黄）",
        "blue" => "一般（蓝）",
        "green" => "低（绿）",
        other => other,
    }
    .to_owned()
}

fn value_en(value: &str) -> String {
    match value {
        "active" => "Active",
        "closed" => "Closed",
        "cancelled" | "deregistered" => "Deregistered",
        "revoked" => "Revoked",
        "moved" => "Moved",
        "leave" => "On leave",
        "assisting" => "Assisting",
        "key" => "Key unit",
        "general" => "General unit",
        "nine_small" => "Small place",
        "red" => "Grave (red)",
        "yellow" => "High (yellow)",
        "blue" => "Medium (blue)",
        "green" => "Low (green)",
        other => other,
    }
    .to_owned()
}

fn problem_zh(problem: &Problem) -> String {
    let arg = |name: &str| problem.args.get(name).map_or("", String::as_str);
    let value = arg("value");
    match problem.code.as_str() {
        "roster.header.missing" => "没有找到表头：请保留写着列名的那一行".to_owned(),
        "roster.header.column_missing" => format!("缺少必需的列“{}”：请补上", arg("column")),
        "roster.rows.none" => "表头下面没有数据行".to_owned(),
        "roster.sheet.others" => format!("只读取了工作表“{}”，没有读取：{}", arg("sheet"), arg("others")),
        "roster.field.lacking" => format!(
            "{} 条没有填“{}”（{} {}），例如“{}”：请补上；在此之前仍可抽取",
            arg("count"),
            arg("field"),
            arg("regime"),
            arg("cite"),
            arg("first")
        ),
        "roster.name.missing" => "没有填写名称（姓名）".to_owned(),
        "roster.text.too_long" => format!("文字过长：{} 字，最多 {} 字", arg("found"), arg("max")),
        "roster.cell.error" => format!("单元格是公式错误“{value}”：请改成实际内容"),
        "roster.phone.number" => {
            format!("电话“{value}”是科学计数法，号码已不完整：电话没有导入，请改为文本格式重填")
        }
        "roster.subject.duplicate" => format!("与第 {} 行重复（{}）", arg("first_row"), arg("id")),
        "roster.item.duplicate" => format!("与第 {} 行是同一事项（{value}）", arg("first_row")),
        "roster.status.unknown" => format!(
            "不认识的状态“{value}”：请改用存续、停业、注销、吊销、迁出（人员：在岗、请假、调离、辅助人员）"
        ),
        "roster.class.unknown" => format!("不认识的类别“{value}”：按原文保留"),
        "roster.risk.unknown" => {
            format!("不认识的风险等级“{value}”：已导入但没有定级，请改用重大、较大、一般、低")
        }
        "roster.date.unreadable" => format!("看不懂的日期“{value}”：请写成 2026-05-01"),
        "roster.date.impossible" => format!("日历上没有这一天：“{value}”"),
        "roster.certificate.missing" => "没有填写执法证号：无证人员不得列入名录".to_owned(),
        "roster.certificate.number" => {
            format!("执法证号“{value}”以数字保存，末尾数字可能已丢失：请改为文本格式重填")
        }
        "roster.certificate.duplicate" => format!("执法证号“{value}”与第 {} 行重复", arg("first_row")),
        "roster.certificate.expired" => format!("执法证已于 {} 到期：已导入，但不参加抽取", arg("until")),
        "roster.certificate.until_missing" => "没有填写证件有效期：有的规则会因此不抽取此人".to_owned(),
        "roster.recusal.unreadable" => {
            format!("回避申报“{value}”对应不到检查对象：请写统一社会信用代码，多个用分号隔开")
        }
        "roster.row.footer" => format!("不是名录数据，已跳过：“{}”", arg("text")),
        "roster.row.repeated_header" => "重复的表头，已跳过".to_owned(),
        code if code.starts_with("roster.code.") => code_zh(problem),
        code if code.starts_with("import.") => file_zh(problem),
        other => format!("{other} {value}"),
    }
}

fn code_zh(problem: &Problem) -> String {
    let arg = |name: &str| problem.args.get(name).map_or("", String::as_str);
    let value = arg("value");
    match problem.code.as_str() {
        "roster.code.number" => format!(
            "统一社会信用代码“{value}”以数字保存，Excel 只留 15 位，后面的已丢失：请改为文本格式，按营业执照重填 18 位"
        ),
        "roster.code.length" => format!(
            "统一社会信用代码应为 18 位，这里是 {} 位：“{value}”",
            arg("found")
        ),
        "roster.code.charset" => format!(
            "统一社会信用代码第 {} 位“{}”不在允许的字符中：“{value}”",
            arg("at"),
            arg("character")
        ),
        "roster.code.checksum" => format!(
            "统一社会信用代码“{value}”校验位不对：末位是 {}，按前 17 位应为 {}，请核对营业执照",
            arg("found"),
            arg("expected")
        ),
        "roster.code.old_registration" => {
            format!("“{value}”是 15 位旧注册号：已按注册号导入，请补 18 位代码")
        }
        "roster.code.missing" => "没有统一社会信用代码：已导入，按注册号或名称加地址编号".to_owned(),
        other => other.to_owned(),
    }
}

fn file_zh(problem: &Problem) -> String {
    let arg = |name: &str| problem.args.get(name).map_or("", String::as_str);
    match problem.code.as_str() {
        "import.empty" => "文件是空的".to_owned(),
        "import.unknown_type" => format!(
            "不是表格文件（看起来是 {}）：请用 Excel 或 WPS 打开后另存为 .xlsx，或导出 .csv",
            arg("looks_like")
        ),
        "import.encrypted" => "文件有打开密码：请去掉密码后再导入".to_owned(),
        "import.damaged" => "文件已损坏，读不出来：请用 Excel 或 WPS 打开并另存一份".to_owned(),
        "import.too_large" => format!(
            "文件超过 {} MB：请只保留名录所在的工作表，删去图片，或分成几份",
            arg("max")
        ),
        "import.unpacks_too_large" => {
            format!("文件解压后超过 {} MB：请把数据复制到新的工作簿再保存", arg("max"))
        }
        "import.too_many_rows" => format!("超过 {} 行：请分成几份", arg("max")),
        "import.too_many_columns" => format!("超过 {} 列：请删去名录以外的列", arg("max")),
        "import.too_many_cells" => format!("单元格过多（上限 {}）：请分成几份", arg("max")),
        other => other.to_owned(),
    }
}

fn problem_en(problem: &Problem) -> String {
    let arg = |name: &str| problem.args.get(name).map_or("", String::as_str);
    let value = arg("value");
    match problem.code.as_str() {
        "roster.header.missing" => "No header row found: keep the row with the column names".to_owned(),
        "roster.header.column_missing" => format!("The required column “{}” is missing", arg("column")),
        "roster.rows.none" => "There are no rows under the header".to_owned(),
        "roster.sheet.others" => format!(
            "Only the sheet “{}” was read; not read: {}",
            arg("sheet"),
            arg("others")
        ),
        "roster.field.lacking" => format!(
            "{} rows lack “{}” ({} {}), for example “{}”: fill it in; they can be drawn meanwhile",
            arg("count"),
            arg("field"),
            arg("regime"),
            arg("cite"),
            arg("first")
        ),
        "roster.name.missing" => "The name is missing".to_owned(),
        "roster.text.too_long" => format!(
            "Text too long: {} characters, at most {}",
            arg("found"),
            arg("max")
        ),
        "roster.cell.error" => format!("The cell is a formula error “{value}”: write the content"),
        "roster.phone.number" => format!(
            "The phone “{value}” is in scientific notation and incomplete: not taken in, keep it as text"
        ),
        "roster.subject.duplicate" => format!("Same as row {} ({})", arg("first_row"), arg("id")),
        "roster.item.duplicate" => format!("Same item as row {} ({value})", arg("first_row")),
        "roster.status.unknown" => format!("Unknown status “{value}”"),
        "roster.class.unknown" => format!("Unknown class “{value}”: kept as written"),
        "roster.risk.unknown" => format!("Unknown risk level “{value}”: taken in without a level"),
        "roster.date.unreadable" => format!("Unreadable date “{value}”: write 2026-05-01"),
        "roster.date.impossible" => format!("There is no such day: “{value}”"),
        "roster.certificate.missing" => "The certificate number is missing".to_owned(),
        "roster.certificate.number" => format!(
            "The certificate “{value}” is stored as a number and may have lost digits: keep it as text"
        ),
        "roster.certificate.duplicate" => {
            format!("The certificate “{value}” is also in row {}", arg("first_row"))
        }
        "roster.certificate.expired" => format!(
            "The certificate expired on {}: taken in, but not drawn",
            arg("until")
        ),
        "roster.certificate.until_missing" => {
            "No date of validity: some regimes do not draw this person".to_owned()
        }
        "roster.recusal.unreadable" => {
            format!("The recusal “{value}” names no subject: write credit codes, separated by semicolons")
        }
        "roster.row.footer" => format!("Not roster data, passed over: “{}”", arg("text")),
        "roster.row.repeated_header" => "A repeated header, passed over".to_owned(),
        code if code.starts_with("roster.code.") => code_en(problem),
        code if code.starts_with("import.") => file_en(problem),
        other => format!("{other} {value}"),
    }
}

fn code_en(problem: &Problem) -> String {
    let arg = |name: &str| problem.args.get(name).map_or("", String::as_str);
    let value = arg("value");
    match problem.code.as_str() {
        "roster.code.number" => format!(
            "The credit code “{value}” is stored as a number and has lost digits: keep it as text and write all 18"
        ),
        "roster.code.length" => format!(
            "A credit code has 18 characters, this has {}: “{value}”",
            arg("found")
        ),
        "roster.code.charset" => format!(
            "Character {} “{}” is not allowed in a credit code: “{value}”",
            arg("at"),
            arg("character")
        ),
        "roster.code.checksum" => format!(
            "The check character of “{value}” is {}, by the first 17 it is {}: compare with the licence",
            arg("found"),
            arg("expected")
        ),
        "roster.code.old_registration" => {
            format!("“{value}” is an old 15-digit registration number: taken in as that")
        }
        "roster.code.missing" => "No credit code: taken in under another number".to_owned(),
        other => other.to_owned(),
    }
}

fn file_en(problem: &Problem) -> String {
    let arg = |name: &str| problem.args.get(name).map_or("", String::as_str);
    match problem.code.as_str() {
        "import.empty" => "The file is empty".to_owned(),
        "import.unknown_type" => format!(
            "Not a spreadsheet (it looks like {}): save it as .xlsx or .csv",
            arg("looks_like")
        ),
        "import.encrypted" => "The file needs a password: take it off first".to_owned(),
        "import.damaged" => "The file is damaged: open it and save it again".to_owned(),
        "import.too_large" | "import.unpacks_too_large" => {
            format!("The file is over {} MB: split it", arg("max"))
        }
        "import.too_many_rows" | "import.too_many_columns" | "import.too_many_cells" => {
            format!("Too much in one file (at most {}): split it", arg("max"))
        }
        other => other.to_owned(),
    }
}
