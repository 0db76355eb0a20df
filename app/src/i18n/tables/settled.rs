//! Items settled online: locked on the tablet, entered at the office.

super::table! {
    /// Items settled online.
    SettledWords {
        locked: "网络检查已核实，现场不再检查", "Settled online; not asked on site";
        by(&str, &str, &str): |means, department, at| format!("{means} · {department} · {at}"), |means, department, at| format!("{means} · {department} · {at}");
        otherwise(&str): |says| format!("现场另有填写：{says}"), |says| format!("Answered otherwise on site: {says}");
        differs_hint: "现场情况不同的，写进检查情况，并告诉办公室撤回。", "If it is otherwise on site, write it into the summary and ask the office to take this back.";
        counted(u32): |n| format!("其中网络检查核实 {n} 项"), |n| format!("{n} of them settled online");
        title: "网络检查已核实的项目", "Items settled online";
        hint: "检查前在登记系统查到的，在这里记下；平板上会锁定，现场不再检查。只记查实了的。", "What was found in registers before the visit. It is locked on the tablets and not asked on site. Enter only what is settled.";
        none: "还没有记下项目。", "Nothing is settled yet.";
        item: "项目", "Item";
        choose: "请选择", "Choose";
        means: "在哪里查到", "Looked up in";
        department: "由哪个部门负责", "Department that answers for it";
        value: "结果", "Result";
        words: "查到的情况（发现问题或不涉及时必填）", "What was found (needed for a problem or where it does not apply)";
        settle: "记为已核实", "Settle it";
        settled: "已记下，检查组下次同步就会看到", "Settled; the team sees it at its next sync";
        why: "为什么撤回", "Why it is taken back";
        take_back: "撤回", "Take back";
        take_back_of(&str): |item| format!("撤回：{item}"), |item| format!("Take back: {item}");
        taken_back: "已撤回，现场会检查这一项", "Taken back; it is asked on site";
        too_late: "已经有人签名，不能再记。", "Somebody has signed: nothing more can be settled.";
        departments: "各部门检查结果", "Results by department";
    }
}
