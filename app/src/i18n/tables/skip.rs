//! A visit that cannot take place: who decides about it, and what it does to the draw.

super::table! {
    /// After a skip was declared.
    SkipWords {
        then: "审批与抽签结果", "Approval, and what was drawn";
        approver(&str): |who| format!("由{who}审批；没有批准的，退回补正或者照常检查。"), |who| format!("To be approved by: {who}. Without approval it is returned, or the visit takes place.");
        needs_place: "记明位置", "The place is recorded";
        second_unasked: "适用的规则没有要求另一名检查人员确认。", "The rules ask for no confirmation by a second officer.";
        approver_none: "适用的规则没有写明由谁审批；办公室审核案卷时一并审查这一情形。", "The rules name nobody who approves; the office reviews it with the record.";
        drawn: "抽签结果不变：本户仍是抽中的对象，记为“未检查”并写明情形；不会重新摇号，检查人员也不能自行换成别户。签封上交后，办公室可以按规定申请由同一顺序的下一户递补，经审批才生效，并计数公示；递补后本户在下一次抽取中必查。", "What was drawn stands: the subject stays drawn, recorded as not inspected with the reason. Nothing is drawn again, and nobody on site may choose another. Once the sealed record is in, the office may ask for the next of the same order to move up; that needs an approval and is counted in public, and this subject is in the next draw in any case.";
        ordered: "本次是指名安排的检查，不涉及抽签。", "This visit was ordered, not drawn.";
    }
}
