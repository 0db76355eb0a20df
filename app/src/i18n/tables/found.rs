//! Rows of repeated sections, and draws among things found on site.

super::table! {
    /// Rows and draws on site.
    FoundWords {
        title: "现场抽取", "Draw on site";
        open: "现场列明并抽取", "List and draw on site";
        look: "查看抽取情况", "See the draw";
        status_none: "还没有列明", "Nothing is listed yet";
        status_fixed(usize): |n| format!("已列明 {n} 种，待抽取"), |n| format!("{n} listed, not drawn yet");
        status_drawn(usize, usize): |m, n| format!("已从 {n} 种中抽出 {m} 种"), |m, n| format!("{m} drawn of {n}");
        rule: "抽取规则", "The rule";
        number(usize, usize): |m, n| format!("按计划，{n} 种中抽 {m} 种"), |m, n| format!("By the plan, {m} of {n}");
        by_plan: "抽多少由计划定好，现场不能改。", "How many was settled with the plan and cannot be changed here.";
        list: "第一步：列明现场的全部", "Step 1: list everything found";
        list_what(&str): |what| format!("{what}，一行写一种，不能遗漏"), |what| format!("{what}; one a line, all of them");
        list_count(usize): |n| format!("已写 {n} 种"), |n| format!("{n} written");
        list_same: "有两行相同，请写明区别（如批号）", "Two lines are the same: tell them apart, for example by lot";
        list_many(usize): |n| format!("最多 {n} 种"), |n| format!("At most {n}");
        list_long(usize, usize): |line, n| format!("第 {line} 种超过 {n} 字，不能固定。已写的都还在，请缩短这一种"), |line, n| format!("No. {line} has more than {n} characters: shorten it, everything typed is still here");
        further: "重新列明（另抽一次）", "List again (a further draw)";
        further_hint: "前一次不会删除，会和这一次一起写进记录，都要检查。", "The one before stays in the record beside this one; both are checked.";
        why: "为什么要另抽一次", "Why a further draw";
        fix: "固定清单", "Fix the list";
        fix_hint: "固定之后不能改，抽取也只能一次。请先与被检查单位核对。", "Once fixed it cannot be changed, and one draw is made from it. Check it with the inspected side first.";
        fixed: "清单已固定", "The list is fixed";
        fixed_hint: "请被检查单位核对清单，并记下或拍下清单码；抽取后可以凭它核对清单没有改动。", "Let the inspected side check the list and note or photograph its code: by it they can see later that nothing was changed.";
        code: "清单码", "Code of the list";
        party: "第二步：由被检查单位决定随机数", "Step 2: the inspected side gives the randomness";
        party_hint: "请对方当面掷骰子六次以上，按掷出的次序填写；或者扫描对方自备的二维码（16 字节随机数）。检查人员不能代掷。", "They throw dice six times or more, entered in the order thrown; or show a code of their own holding 16 random bytes. Officers do not throw for them.";
        dice: "骰子点数", "Dice";
        dice_hint(usize): |n| format!("已填 {n} 个，至少 6 个，只能是 1 到 6"), |n| format!("{n} entered; at least 6, each from 1 to 6");
        draw: "抽取", "Draw";
        scan: "扫描对方的二维码", "Scan their code";
        scan_stop: "停止扫描", "Stop scanning";
        scan_aim: "把对方的二维码放进画面", "Point the camera at their code";
        scan_wrong: "这个二维码不是 16 字节的随机数（32 位十六进制数）", "This code does not hold 16 random bytes (32 hexadecimal digits)";
        scanned: "已读到对方的随机数", "Their randomness was read";
        picked: "抽中", "drawn";
        drawn: "抽取结果", "What was drawn";
        drawn_hint: "抽中的逐项检查、拍照、填写结果。", "Each thing drawn is looked at, photographed and answered for.";
        nothing: "没有抽取", "Nothing was drawn";
        nth(usize): |n| format!("第 {n} 次"), |n| format!("No. {n}");
        listed: "清单", "Listed";
        dice_thrown: "对方掷出的点数", "Dice thrown by the inspected side";
        party_code: "对方的随机数", "Randomness of the inspected side";
        to_items: "去填写抽中的各项", "Answer for what was drawn";
        no_list: "这次检查没有这个清单", "This visit has no such list";
        add(&str): |of| format!("添加{of}"), |of| format!("Add: {of}");
        name(&str): |of| format!("{of}名称"), |of| format!("Name of: {of}");
        none(&str): |of| format!("还没有添加{of}"), |of| format!("None added yet: {of}");
        drawn_first: "先在现场抽取，抽中的会列在这里", "Draw on site first; what is drawn is listed here";
        strike: "划去", "Strike out";
        strike_of(&str): |name| format!("划去“{name}”"), |name| format!("Strike out “{name}”");
        strike_why: "为什么划去（会留在记录里）", "Why it is struck out (stays in the record)";
        strike_yes: "确认划去", "Strike it out";
        struck(&str, &str): |name, why| format!("已划去：{name}（{why}）"), |name, why| format!("Struck out: {name} ({why})");
        cancel: "不划了", "Keep it";
    }
}
