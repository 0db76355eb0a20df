//! Whose hands the tablet is in: leaving it, its revocation, handing it over, the guard against rain.

super::table! {
    /// Custody of the tablet.
    CustodyWords {
        leave: "退出并清空本机", "Log out and empty this tablet";
        leave_hint: "换人使用、归还或送修之前用。清空后本机什么都不留，要重新登记才能再用。", "Before the tablet goes to somebody else, back or to repair. Nothing stays on it; it must be enrolled again.";
        leave_free: "本机的内容，办公室都已安全保存。", "Everything on this tablet is safe at the office.";
        leave_start: "清空本机……", "Empty this tablet …";
        leave_sure: "真的清空本机？", "Really empty this tablet?";
        leave_sure_hint: "会删除本机的检查资料、照片、密钥和 PIN，不能恢复。", "Inspections, photos, keys and PIN on this tablet are deleted for good.";
        leave_now: "清空", "Empty it";
        leave_blocked: "现在不能清空", "It cannot be emptied now";
        leave_rests: "清空后，下面这些就只在那个文件里，请收好并导入", "Once emptied, this is in that file only: keep it safe and import it";
        leave_blocked_hint: "请先联网同步，等到全部显示“已安全”。确实等不到时，可以请管理员当面同意：先存成加密文件并核对，然后才清空。", "Synchronise first and wait until everything is safe. If that cannot be, an administrator may grant it in person: it is first saved to an encrypted file and checked, and only then emptied.";
        leave_docs(usize): |n| format!("{n} 件检查还没交到办公室"), |n| format!("Inspections the office has not received: {n}");
        leave_pieces(usize, &str): |n, size| format!("{n} 个照片、录音、视频文件还没交到，共 {size}"), |n, size| format!("Files of photos, sound and video not received: {n}, {size}");
        leave_not_safe(usize, usize): |docs, pieces| format!("已收到、但还没有安全的第二份：{docs} 件检查，{pieces} 个文件"), |docs, pieces| format!("Received but without a safe second copy: {docs} inspections, {pieces} files");
        leave_typed(usize): |n| format!("{n} 件检查的最新改动还没写进本机存储"), |n| format!("Inspections whose last marks are not on the disk yet: {n}");
        leave_set_aside(usize): |n| format!("{n} 份损坏的数据放在一边，存不进文件，清空后就没有了"), |n| format!("Damaged data set aside that no file can hold, gone once emptied: {n}");
        leave_ask: "请管理员同意清空", "Ask the administrator";
        leave_ask_how: "请联网，带着平板到办公室，请管理员在“平板登记”页面输入下面六位数字。没有网络时不能清空，内容一直保留。", "With a network, bring the tablet to the office: the administrator types these six digits under “Tablets”. Without a network it cannot be emptied, and everything stays.";
        leave_granted: "管理员已同意", "Granted";
        leave_granted_hint: "还要两步：先存成加密文件，再选回这个文件核对。核对一致才能清空。", "Two more steps: save the encrypted file, then pick it again so that it can be checked. Only then may the tablet be emptied.";
        leave_save: "第一步：存成加密文件", "Step 1: save the encrypted file";
        leave_saving: "正在加密……内容仍在本机", "Encrypting … everything is still on this tablet";
        leave_unreadable(usize): |n| format!("有 {n} 个文件在本机就读不出，存不进去；清空后就没有了"), |n| format!("Files that cannot be read here and are not in it, gone once emptied: {n}");
        leave_check: "第二步：选回刚存的文件", "Step 2: pick the file you saved";
        leave_check_hint: "最好先拷到优盘，再从优盘上选。", "Best copied to a USB stick first and picked from there.";
        leave_choose: "选择文件", "Choose the file";
        leave_other_file: "不是刚才存的那个文件，或没有存完整", "Not the file just saved, or not whole";
        guard: "防误触：雨天、揣着走时用", "Guard against rain and sleeves";
        guard_on: "屏幕已防误触", "The screen takes no touch";
        guard_hint: "雨水、衣袖碰到都不起作用。录音、保存、上传照常进行。", "Water and sleeves do nothing. Recording, saving and uploading go on.";
        guard_first: "要解除，先点这里", "To end it, tap here first";
        guard_second: "再按住这里一秒半", "Then hold this for a second and a half";
        interpreter: "译员（如有）", "Interpreter, if there was one";
        sign_interpreter: "译员签名", "Interpreter signs";
        engaged: "怎样聘请的", "How engaged";
        certificate_ended(&str): |d| format!("执法证已于 {d} 到期"), |d| format!("This certificate ended on {d}");
        certificate_ended_hint: "请先换持证有效的人员。确需签名的，签封时要写明原因，会一直留在记录里。", "Let an officer with a valid certificate act first. If this one must sign, the reason is asked for at the seal and stays in the record.";
        receipt(&str): |at| format!("{at} 服务器收到，回执签名已核对"), |at| format!("received {at}, the receipt’s signature is right");
        bytes_sent(&str, &str): |sent, all| format!("照片、录音、视频：已传 {sent}，共 {all}"), |sent, all| format!("Photos, sound, video: {sent} of {all} sent");
        bytes_left(&str): |left| format!("还有 {left} 要传。没传完的都已存在本机，可以继续工作、锁屏或离开这一页，回来会接着传。"), |left| format!("{left} to go. What is not sent is kept on this tablet: work on, lock it or leave this page; it goes on where it was.");
        set_aside(&str): |size| format!("{size}，从本机存储读出时发现已损坏，原样放在一边"), |size| format!("{size}: found damaged when read from this tablet’s storage, kept as it is");
        elsewhere(usize, &str): |n, who| format!("{n} 张照片、录音或视频的原件在{who}的平板上"), |n, who| format!("Originals of photos, sound or video on {who}’s tablet: {n}");
        elsewhere_hint: "记录里已有它们的摘要，签封不受影响；原件由那台平板上传，到时按摘要对上。", "The record names their digests, so it can be sealed; that tablet uploads the originals, and each is matched by its digest.";
        pad_full: "铺满屏幕", "Whole screen";
        hand_give: "交给对方阅读、签名", "Hand over to read and sign";
        hand_give_hint: "交出后只停在这一页，返回键和链接都不起作用，要输入检查人员的 PIN 才能离开。平板自己的主屏幕键、电源键本应用挡不住，请在旁边看着。", "Once handed over, it stays on this page: back and links do nothing until an officer’s PIN is entered. The tablet’s own Home and power buttons cannot be blocked: stay beside it.";
        hand_given: "请阅读下面的记录，没有出入再签名", "Please read the record below and sign it if it is right";
        hand_given_hint: "平板已交到您手里，只能看和签这一页。签完请交还检查人员。", "You hold the tablet now; only this page can be read and signed. Hand it back when you are done.";
        hand_back: "交还检查人员", "Back to the officer";
        hand_pin_hint: "请检查人员输入 PIN。", "The officer enters the PIN.";
        hand_signed: "签好了，谢谢", "Signed, thank you";
        hand_signed_hint: "请把平板交还检查人员。", "Please hand the tablet back to the officer.";
        revoked: "本机已被停用", "This tablet was revoked";
        revoked_hint: "办公室停用了这台平板，不能再检查和签名。原因请问本单位的管理员。", "The office revoked this tablet: no more inspecting or signing on it. Ask your unit’s administrator why.";
        revoked_kept: "本机的内容没有删除，仍然加密保存；已联网交出的改动放在隔离区，由监督人员决定是否采用。", "Nothing on it was deleted, and all of it stays encrypted. What it handed in is kept apart until a supervisor decides.";
        revoked_left: "还在本机的", "Still on this tablet";
        revoked_again: "再交一次", "Hand in once more";
        revoked_once: "只在点这里时联网，不会自己反复尝试。", "It goes online only when you tap here, and does not try again by itself.";
        wiped: "本机已清空", "This tablet is empty";
        wiped_hint: "原来的资料、照片、密钥都已删除。可以重新登记。", "Inspections, photos and keys are deleted. It can be enrolled again.";
        seats_choose: "请选择检查人员", "Who are you?";
        seats_back: "返回已登记的检查人员", "Back to an officer who is here already";
        seats_here: "本机的检查人员", "Officers on this tablet";
        seats_unnamed(u8): |n| format!("第 {n} 位检查人员"), |n| format!("Officer {n}");
        seats_add: "另一位检查人员登记到本机", "Enrol another officer on this tablet";
        seats_add_hint: "用他自己的登记码和 PIN。各人的资料、照片、密钥分开存放，互相打不开。登记要联网一次。", "With a code and a PIN of his own. Inspections, photos and keys are kept apart; nobody opens another’s. Enrolling needs the network once.";
        seats_shared: "锁定后可以换人。各人的资料分开；剩余空间、存储保护按整台平板计算。", "To change, lock the tablet and choose at the lock. Data is kept apart; room and keeping are of the whole tablet.";
        seats_beside(&str): |who| format!("{who}也登记在本机"), |who| format!("{who} is enrolled on this tablet too");
        seats_beside_hint: "锁定后请他选自己的名字、用自己的 PIN 打开：双方写的内容会自动并到一起，不用网络，也不用扫码。照片原件仍在各人名下，各自上传。", "Lock it and let him open his part with his PIN: what both wrote is merged by itself, without network or camera. Originals of photos stay with whoever took them.";
        seats_hand(&str): |who| format!("锁定，换{who}"), |who| format!("Lock, for {who}");
        seats_unsent(&str, usize, usize): |who, docs, photos| format!("{who}：未上传 {docs} 件检查、{photos} 张原图，要本人打开才会上传"), |who, docs, photos| format!("{who}: inspections not sent {docs}, originals not sent {photos}; they go when he opens his part");
        seats_wiped: "一位检查人员的资料已清空，其他人的不动", "One officer’s data was emptied; the others’ stays";
        seats_leave: "只清空你自己的这一份，本机其他检查人员的资料不动。", "Only what is yours is emptied; other officers’ data on this tablet stays.";
    }
}
