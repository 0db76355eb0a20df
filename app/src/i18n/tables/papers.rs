//! Documents, paper originals and body cameras as evidence.

super::table! {
    /// Evidence that needs more than a caption.
    PaperEvidenceWords {
        purpose: "拍什么", "What is photographed";
        scene: "现场", "The site";
        copied: "复制的文书", "A copied document";
        paper: "纸质原件", "The paper original";
        copied_hint: "请注明文书由谁提供，并与原件核对；一页一张。", "Say who provided it and compare it with the original; one picture a page.";
        paper_hint: "手写笔录、盖章件等先在纸上做成的，一页一张拍下，再把内容录入本机；记录会标明“纸质补录”。", "What was first made on paper: photograph it page by page, then write it in here. The record says that it was written in from paper.";
        from: "提供人（姓名、职务）", "Provided by (name, position)";
        of: "共几页", "Number of pages";
        of_wrong(u32): |max| format!("请填页数：1 至 {max} 的整数"), |max| format!("A whole number of pages is needed, from 1 to {max}");
        page: "现在拍第几页", "Page photographed next";
        page_wrong: "没有这一页", "There is no such page";
        next_page(u32, u32): |p, n| format!("现在拍第 {p} 页，共 {n} 页"), |p, n| format!("Next: page {p} of {n}");
        all_pages(u32): |n| format!("{n} 页都已拍下"), |n| if n == 1 { "The one page is taken".to_owned() } else { format!("All {n} pages are taken") };
        of_first: "请先填共几页：从 1 起的整数", "First fill in the number of pages, 1 or more";
        from_first: "请先填提供人，再拍照", "First fill in who provided it, then photograph it";
        burn: "在照片小图上印时间、位置、检查编号（原图不动）", "Print time, place and inspection on the small copies (originals stay untouched)";
        another: "再拍一份", "Another one";
        document: "文书", "Document";
        camera_title: "执法记录仪", "Body camera";
        camera_hint: "录像留在记录仪里，这里登记编号和起止时间，以便日后对上。", "The recording stays in the camera; its number and times are noted here so that it can be found later.";
        camera: "记录仪编号", "Number of the camera";
        begin: "开始（记录仪上的时间）", "Begin (the camera's clock)";
        end: "结束（记录仪上的时间）", "End (the camera's clock)";
        now: "此刻", "Now";
        ahead: "记录仪时钟快几秒（慢填负数）", "Seconds its clock is ahead (negative: behind)";
        keep_reference: "登记录像", "Note the recording";
        noted: "录像已登记，存在本机", "The recording is noted on this tablet";
        unfit: "请填编号；结束须晚于开始，且不超过一天；时钟快慢填整秒数，不超过一天。", "A number is needed, an end after the begin within a day, and whole seconds for its clock, a day at most.";
        camera_no(&str): |n| format!("记录仪 {n}"), |n| format!("Camera {n}");
        provided(&str): |who| format!("由 {who} 提供"), |who| format!("provided by {who}");
        files: "执法记录仪录像文件", "Files of the body cameras";
        files_hint: "从采集站取得录像后在这里选文件，只计算摘要，录像不上传。", "When the file has come from the dock, choose it here: its digest is noted, the film is not uploaded.";
        choose_file: "选择录像文件", "Choose the file";
        reading: "正在计算摘要", "Computing the digest";
        file_unread: "读不出这个文件，没有登记", "The file could not be read; nothing was noted";
        pending(usize): |n| format!("还有 {n} 张正在保存"), |n| format!("{n} still being stored");
        pending_one: "正在保存", "being stored";
    }
}
