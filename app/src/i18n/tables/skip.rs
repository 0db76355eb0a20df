//! A visit that cannot take place: who decides about it, and what it does to the draw.

super::table! {
    /// After a skip was declared.
    SkipWords {
        then: "审批与抽签结果", "Approval, and what was drawn";
        approver(&str): |who| format!("由{who}审批；没有批准的，退回补正或者照常检查。"), |who| format!("To be approved by: {who}. Without approval it is returned, or the visit takes place.");
        approver_none: "适用的规则没有写明由谁审批；办公室审核案卷时一并审查这一情形。", "The rules name nobody who approves; the office reviews it with the record.";
        drawn: "抽签结果不变：本户仍是抽中的对象，记为“未检查”并写明情形；不重新抽取，检查人员也不能自行换成别户。", "What was drawn stands: the subject stays drawn, recorded as not inspected with the reason. Nothing is drawn again, and nobody on site may choose another.";
        ordered: "本次是指名安排的检查，不涉及抽签。", "This visit was ordered, not drawn.";
    }
}
