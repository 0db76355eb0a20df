//! Stable codes as sentences, in Chinese.

use crate::i18n::messages::Codes;

pub(super) const CODES: Codes = Codes {
    sentence,
    unworded: |code| format!("没有办成（{code}）。已保存的内容都在本机，请把括号里的代码告诉管理员。"),
    blocker,
};

fn sentence(code: &str) -> Option<&'static str> {
    device(code)
        .or_else(|| store(code))
        .or_else(|| record(code))
        .or_else(|| exchange(code))
        .or_else(|| on_site(code))
}

fn device(code: &str) -> Option<&'static str> {
    Some(match code {
        "browser.none" => "这不是一个完整的浏览器",
        "browser.insecure" => {
            "页面是用普通 http 打开的。这样打开时，浏览器不提供离线工作、加密、相机和可靠存储，不能做现场检查"
        }
        "browser.database" => "浏览器不能用数据库（可能是无痕窗口或关闭了存储）",
        "browser.storage_off" => "浏览器设置成不许网站保存资料。请在浏览器设置里允许本站保存，再重新打开",
        "browser.files" => "浏览器太旧，不能可靠地写文件",
        "browser.worker" => "浏览器不支持离线应用",
        "browser.crypto" => "浏览器不提供加密",
        "storage.full" => "本机空间已满。文字仍可保存，请先同步或清理其他应用的空间，再拍照",
        "storage.no_room" => "本机空间已满，文字也暂时存不下。请清理其他应用占用的空间，能联网时先同步",
        "app.not_whole" => "随查没有完整存在本机，离线时可能打不开：请联网停留片刻，再预演一次",
        "evidence.not_kept" => "照片等证据存入本机后读不回来，请勿用这台平板出发",
        "storage.closed" => "浏览器关闭了本机资料，请重新打开随查",
        "storage.blocked" => "随查在另一个窗口里打开着，请关闭其他窗口后重试",
        "storage.newer" => "本机资料是较新版本写的，请联网更新随查",
        "storage.damaged" => "本机保存的见证资料读不出来，没有覆盖。请告诉管理员",
        "storage.open" | "storage.read" | "storage.write" | "storage.none" => "浏览器没能读写本机资料",
        "files.busy" => "另一个页面还在写这个文件。请关掉它再试；已存的内容没有丢失",
        "files.none" | "files.failed" => "浏览器没能写入本机文件。请换用较新的浏览器，或重新打开",
        "vault.lost" => {
            "本机的密钥不见了，已加密保存的资料暂时打不开。请不要清除浏览器数据，带着平板找管理员"
        }
        "crypto.none" | "crypto.failed" => "浏览器没能加密或签名",
        "crypto.damaged" => "一份已保存的资料核对不上，已留在原处",
        "pin.no_escrow" => "本机没有交给办公室的密钥副本，请用原来的 PIN 打开一次",
        "seats.full" => "本机登记的检查人员已满",
        "wipe.unfinished" => "本机还没有清空完：请关掉其他页面，再打开这一页",
        "leave.new_question" => "八位数字已经错了五次，上面换成了新的六位数字，请重新念给管理员",
        "leave.wrong_answer" => "八位数字对不上，请再核对一遍",
        "pin.reply_unreadable" => "办公室的答复对不上这台平板的申请，请重新申请",
        "unlock.unknown" => "服务器不认识这台平板，或它已停用。资料都在本机，请找管理员",
        "pin.wrong" => "PIN 不对",
        "pin.wait" => "输错次数太多，请稍等再试",
        "pin.exists" => "本机已经设过 PIN",
        "pin.none" => "本机还没有设 PIN",
        "tablet.locked" => "本机已锁定，请先打开",
        "enrolment.unknown" | "enrolment.code" | "enrolment.refused" => {
            "登记码不对或已失效，请向办公室要一个新的"
        }
        "enrolment.spent" => "这个登记码已经用过了，请向办公室要一个新的",
        "enrolment.expired" => "登记码已过期，请向办公室要一个新的",
        "enrolment.too_many_tries" => "试的次数太多，请稍等再试",
        "enrolment.damaged" => "服务器的答复读不出来，请重试",
        "capture.cut" => "上次拍照时页面被系统关闭了。如果照片不在，请再拍一张",
        "capture.recording_cut" => {
            "上次录音或录像时页面被系统关闭了，那一段没有存下来；其他内容不受影响。需要的话，请再录一次"
        }
        _ => return None,
    })
}

fn store(code: &str) -> Option<&'static str> {
    Some(match code {
        "store.lost" => "浏览器报告本机数据库曾经损坏；已从本机日志恢复，请尽快同步",
        "store.mended" => "数据库里缺了一些内容，已从本机日志补回，没有丢失",
        "store.sealed" => "有些旧资料是用别的密钥加密的，打不开，已原样保留",
        "store.gaps" => {
            "本机资料有损坏，两份底稿都读不全；已向服务器要回缺少的部分，没有上传过的内容请核对一遍"
        }
        "seats.met" => "同事在本机写的内容已并入",
        "store.moved" => "浏览器打不开原来的数据库，已从本机日志换了一处重建；请尽快同步",
        "store.waits" => {
            "刚才填写的还没有存到本机，只在屏幕上；标着“已存本机”的都在。请不要关闭随查，腾出空间后会自动再存"
        }
        "store.damaged" => "有资料损坏，已另外保存，等待人工处理",
        _ => return None,
    })
}

fn record(code: &str) -> Option<&'static str> {
    Some(match code {
        "camera.none" => "打不开相机",
        "camera.denied" => "没有允许使用相机",
        "camera.failed" => "没能取到照片，请再拍一次",
        "recorder.none" => "打不开话筒，或者这个浏览器不能录制",
        "recorder.denied" => "没有允许使用话筒或相机",
        "recorder.failed" => "没有录到内容，没有收下",
        "photo.unreadable" => "这个文件不是照片，或者已经损坏，没有收下",
        "photo.too_large" => "照片太大，没有收下",
        "evidence.unreadable" => "本机读不出这张照片的原图",
        "doc.damaged" => "这份记录有一部分读不出来，会向服务器要回缺少的部分",
        "doc.lost" => "这份记录读不出来，已向服务器要，本机的原始数据另外保存着",
        "doc.parked" => "服务器没有收下这份记录，内容仍在本机",
        "edit.sealed" => "记录已签封，请用“补正”更正",
        "edit.not_sealed" => "记录还没有签封",
        "edit.not_in_team" => "你不在这个检查组里",
        "edit.wrong_value" => "填写的内容不合这一项的要求，没有保存",
        "edit.unknown_row" => "这一行不在了，或者这里不能添加",
        "edit.unknown_list" => "这份清单不能再抽取",
        "edit.drawn_already" => "这份清单已经抽取过，不能再抽",
        "edit.settled_online" => "这一项网络检查已核实，现场不再填写",
        "edit.open_conflict" => "两位检查人员的结果不同，请先核实并选定",
        "edit.nothing_to_settle" => "已经没有不同的结果了",
        "edit.camera_forbidden" => "这里禁止拍照",
        "edit.empty_signature" => "签名是空的",
        "edit.foreign_signature" => "不能用别的平板的名义签名",
        "edit.drawn_officer" => {
            "这是抽中的检查人员的执法证号，没有保存。请他在自己那一行签名，或改成所示证件上的证号"
        }
        "edit.same_officer" => "须由另一名检查人员确认",
        "edit.words_missing" => "请写明理由",
        "edit.too_long" => "写得太长了，没有保存",
        "edit.incomplete" => "还有没处理的项目，不能签封",
        "edit.closed" => "办公室已经批准，不能再补正",
        "package.other_key" => {
            "收到的任务包不是本机登记时的服务器签发的，没有使用。本机已有的内容不受影响。请告诉管理员，核实后重新登记本机"
        }
        "package.bad_signature" => "收到一个签名不对的任务包，没有使用。请告诉办公室",
        "policy.not_genuine" => "收到的见证人名单签名不对，没有使用，仍按原名单核对抽取。请告诉管理员",
        "package.unreadable" => "收到一个读不懂的任务包，没有使用。请联网更新随查",
        _ => return None,
    })
}

fn exchange(code: &str) -> Option<&'static str> {
    Some(match code {
        "app.too_old" | "http.426" => {
            "服务器已经升级，读不懂这个版本的随查。内容都在本机，没有丢失；请回到今日清单更新随查，再同步"
        }
        "server.too_old" => {
            "服务器比本机的随查旧，读不懂本机的内容。内容都在本机，没有丢失；请告诉管理员升级服务器"
        }
        "net.offline" => "连不上服务器",
        "net.timeout" => "服务器没有及时答复",
        "tab.enrols" => "另一个窗口正在登记，请在那个窗口继续，或稍后再试",
        "tab.second" => "随查已在另一个窗口里打开。两边写下的都会保存；建议只用一个窗口",
        "sync.other_tab" => "随查在另一个窗口里同步着",
        "sync.new_epoch" => "服务器从备份恢复过，正在重新核对本机内容",
        "session.missing" | "session.expired" | "session.unknown" => {
            "本机的登录已失效，请联系办公室；内容都在本机"
        }
        "device.revoked" => "这台平板已被停用。内容都在本机，请交回办公室",
        "http.413" => "服务器说内容太大",
        "server.busy" | "http.429" | "rate.limited" => "服务器正忙，稍后自动再试",
        "server.full" | "http.507" => "服务器磁盘已满，暂时收不下；内容都在本机，请告诉管理员",
        "server.ending" => "服务器正在停机，稍后自动再试",
        "http.502" | "http.503" | "http.504" => "服务器暂时不能答复，稍后自动再试",
        "receipt.not_believed" => "服务器的回执签名不对，没有当作已接收",
        "blob.digest" => "上传的照片与摘要不符，会重新上传",
        _ => return None,
    })
}

fn on_site(code: &str) -> Option<&'static str> {
    Some(match code {
        "export.no_key" => "本机没有本单位服务器的公钥，不能加密。请联网同步一次",
        "camera.no_eye" => "这个浏览器读不了码，请改用文件",
        "parts.foreign" => "这不是随查的交换码或交换文件",
        "parts.newer" => "对方的随查版本较新，请联网更新本机",
        "parts.damaged" => "读到的内容不完整，没有并入，请再读一次",
        "parts.other_bundle" => "看到了另一份交换码：对方的记录可能又有改动",
        "parts.too_large" => "文件太大，不是交换文件",
        "handover.unreadable" => "交换内容读不懂，没有并入。两台平板的随查版本可能不同，请联网更新",
        "handover.own" => "这是本机自己的内容，请读同事平板上的",
        "handover.other_inspection" => "这是另一项检查的内容，本机没有那项检查，没有并入",
        "handover.elsewhere" => "这是另一项检查的内容，已并入那一项。请两台平板打开同一项检查",
        "handover.incomplete" => "缺少更早的内容，没有并入。请同事打开“给出全部内容”，再读一次",
        "frame.unreadable" | "frame.too_large" | "frame.wrong_hash" | "frame.not_a_change" => {
            "交换内容核对不上，没有并入，请再读一次"
        }
        "admit.no_author" | "admit.foreign_device" | "admit.not_in_team" => {
            "交换内容不是同组检查人员写的，没有并入"
        }
        _ => return None,
    })
}

fn blocker(code: &str) -> &'static str {
    match code {
        "item.missing" => "未填：",
        "item.described" => "发现的问题没有说明：",
        "item.reasoned" => "没有写明为什么不适用：",
        "item.explained" => "与其他答案不一致，没有说明原因：",
        "item.contradicted" => "与其他答案矛盾，须改正其中之一：",
        "item.result_clean" => "检查结果选了未发现问题，与已记录的问题不符，须改正其中之一：",
        "item.words_late" => "对方签名后发现缺少说明，签封前请说明：",
        "item.conflict" => "两人结果不同，须选定：",
        "form.answered_min" => "检查的项数不够：",
        "step.missing" => "步骤未做：",
        "onsite.missing" => "规定的现场抽取没有做，签封前请说明原因：",
        "rows.missing" => "还没有添加应当逐一检查的：",
        "evidence.missing" => "缺少规定种类的证据，签封前请说明原因：",
        "step.principle" => "原则上应做的步骤未做：",
        "signature.officers" => "检查人员签名不够",
        "signature.subject" => "被检查单位未签名，也没有记录拒签",
        "signature.subject_seal" => "被检查单位未盖章",
        "signature.witness" => "拒签没有见证人，也没有说明原因",
        "signature.interpreter_before_change" => "译员签名后内容有改动：请其重签，或说明不能重签的原因",
        "signature.certificate" => "签名当天执法证已过期，请写明为何仍由其执法：",
        "signature.guest_before_change" => {
            "未经抽取的执法人员签名后内容有改动：请其重签，或说明不能重签的原因"
        }
        "signature.before_change" => "签名后内容有改动，须重签",
        "skip.photos" => "照片不够：",
        "skip.note" => "须说明情况：",
        "skip.place" => "没有证据说明所在位置：请在现场拍照，或者说明为何没有：",
        "skip.second_officer" => "须第二名检查人员确认：",
        "skip.reason" => "规定里没有这个情形",
        "step.why" => "步骤没有做成，须在该步骤写明原因：",
        "step.conflict" => "两人记录的步骤不同，须选定：",
        "remarks.missing" => "没有检查项目，须写明检查情况",
        "paper.unsigned" => "文书没有签名，也没有写明原因：",
        "paper.past" => "改正期限早于检查当天：",
        "paper.conflict" => "文书有两种写法，须选定：",
        "paper.incomplete" => "文书没有填完，也没有作废：",
        "paper.pages_missing" => "纸质原件没有拍全，请补拍，或在签封前说明原因。缺第几页/共几页：",
        "supplement.open" => "有补充记录没有处理",
        "heads" => "签名时对方没有看到的内容，须说明或重签",
        _ => "还有一项没有处理：",
    }
}
