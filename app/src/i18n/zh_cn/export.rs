//! The export file of unsent work, in Chinese.

use crate::i18n::messages::Export;

pub(super) const EXPORT: Export = Export {
    title: "存成加密文件带回",
    hint: "连不上网时，把还没上传的内容存成文件，用优盘或其他办法带回办公室导入。文件已加密，只有本单位的服务器能打开。",
    evidence: "连同照片、录音的原件",
    save: "存成加密文件",
    busy: "正在加密……内容仍在本机",
    done: "加密文件已生成，请在浏览器的下载里确认已保存",
    done_hint: "请在办公室的“离线导入”里打开它。导入成功并同步之前，本机内容一直保留，不要清除。",
    holds: |docs, pieces, size| {
        if pieces == 0 {
            format!("{docs} 件检查（含签名），不含照片文件")
        } else {
            format!("{docs} 件检查（含签名），{pieces} 个照片、录音文件（含小图），{size}")
        }
    },
};
