//! What is done with a record after its seal: copies, remedies, recording files.

super::table! {
    /// Acts after the seal.
    ActWords {
        hint: "以下是签封之后对这份记录做的事，不改动签封的内容。", "What was done with this record after its seal. The sealed content is untouched.";
        none: "还没有记录。", "Nothing is recorded yet.";
        copy: "副本怎样交给当事人", "How the copy was given";
        copy_hint: "打印、出示或寄送之后在这里记一笔：交给谁、怎样交的。当事人不要也要记。记下的不能改；记错了请再记一笔，两笔都会留下。", "Record it after printing, showing or sending: to whom and how. Also when it was not wanted. What is recorded stays; after a mistake record it again, and both stand.";
        means_label: "交付方式", "How";
        to: "交给谁（姓名）", "To whom (name)";
        position: "职务或与被检查单位的关系", "Position, or relation to the subject";
        address: "送达地址", "Address";
        too_long(usize): |max| format!("太长了，最多 {max} 个字"), |max| format!("Too long: {max} characters at most");
        record_copy: "记录送交情况", "Record it";
        copy_kept: "已记录送交情况", "Recorded";
        remedies: "救济途径告知", "Remedies told";
        remedies_hint: "向当事人说明下面的途径后，点“记为已告知”，会记在记录旁边。", "Explain these ways, then record that they were told; it is kept beside the record.";
        told_to: "告知谁（姓名）", "Told to (name)";
        tell: "记为已告知", "Record as told";
        told: "已告知", "told";
    }
}
