//! Notice, secrecy, steps, forms, signatures and skips, said aloud.

use super::{Say, joined, key, listed, only_items, only_when, when, with};
use crate::evidence::EvidenceKind;
use crate::regime::excerpt::SitePhase;
use crate::regime::pack::onsite::{
    EvidenceLimit, EvidenceRequired, FilledBy, Method, Notice, OnlineCheck, OnsiteDraw, RecordForm, Remedy,
    Secrecy, SecretUntil, SecretWhat, Signature, Skip, SkipCondition, SkipEvidence, Step, SubjectSigns,
    Timing, Witness,
};
use crate::regime::pack::plan::Sample;

impl Say for Notice {
    fn say(&self) -> String {
        let timing = match self.timing {
            Timing::AfterDraw => "抽取后告知",
            Timing::BeforeVisit => "检查前告知",
            Timing::AtVisit => "到场告知",
        };
        joined([
            listed(timing, &self.what),
            with("", &self.how),
            when(self.unless_unannounced, "不打招呼的检查除外"),
            only_items(&self.items),
        ])
    }
}

impl Say for Secrecy {
    fn say(&self) -> String {
        let until = match self.kept_until {
            SecretUntil::Check => "检查前保密",
            SecretUntil::Publication => "公示前保密",
            SecretUntil::Always => "始终遵守",
        };
        let what = match self.what {
            SecretWhat::SubjectList => "检查对象名单",
            SecretWhat::InspectorList => "检查人员名单",
            SecretWhat::Classified => "国家秘密和涉密资料",
            SecretWhat::Privacy => "个人隐私和商业秘密",
            SecretWhat::RosterPurpose => "名录库信息只用于随机抽查",
            SecretWhat::Visit => "检查本身",
        };
        joined([
            format!("{what}（{until}）：{}", self.text.trim_end_matches('。')),
            only_items(&self.items),
        ])
    }
}

impl Say for OnsiteDraw {
    fn say(&self) -> String {
        let size = match &self.sample {
            Sample::All => "全部".to_owned(),
            Sample::Ratio { num, den, min: 0 } => format!("不低于 {num}/{den}，向上取整"),
            Sample::Ratio { num, den, min } => format!("不低于 {num}/{den}，向上取整，至少 {min} 件"),
            Sample::Count { n } => format!("{n} 件"),
            Sample::InputPercent { input }
            | Sample::InputCount { input }
            | Sample::InputUnit { input, .. } => {
                format!("按计划填报（{}）", key("input", input))
            }
        };
        joined([
            format!("{}：现场列明{}后随机抽取{size}", self.label, self.what),
            only_items(&self.items),
        ])
    }
}

impl Say for Method {
    fn say(&self) -> String {
        format!("检查方式：{}", self.label)
    }
}

impl Say for Step {
    fn say(&self) -> String {
        let phase = match self.phase {
            SitePhase::Before => "检查前",
            SitePhase::After => "检查后",
        };
        joined([
            format!("{phase}：{}", self.label.trim_end_matches('。')),
            only_items(&self.items),
            only_when(&self.when),
        ])
    }
}

impl Say for RecordForm {
    fn say(&self) -> String {
        let by = match self.filled_by {
            FilledBy::Inspectors => "检查人员填写",
            FilledBy::Subject => "检查对象填写或准备",
            FilledBy::Office => "机关填写",
        };
        joined([
            format!("《{}》", self.title),
            by.to_owned(),
            self.form
                .as_ref()
                .map(|f| format!("见表《{}》", key("form", f.as_str())))
                .unwrap_or_default(),
            only_items(&self.items),
            when(self.when_needed, "需要时使用"),
            with("内容：", &self.entries.join("；")),
        ])
    }
}

impl Say for Signature {
    fn say(&self) -> String {
        let subject = match self.subject {
            SubjectSigns::Silent => "",
            SubjectSigns::Sign => "检查对象签字",
            SubjectSigns::SignOrSeal => "检查对象签字或者盖章",
            SubjectSigns::SignAndSeal => "检查对象签字并盖章",
        };
        let witness = match self.witness {
            Witness::Silent => "",
            Witness::May => "可以邀请见证人",
            Witness::Must => "应当邀请见证人",
        };
        joined([
            subject.to_owned(),
            when(self.officers, "检查人员签字"),
            when(self.refusal_note, "拒绝的，在记录上注明"),
            with("", &self.refusal),
            witness.to_owned(),
            when(self.every_page, "记录的每一页都签名"),
            only_items(&self.items),
        ])
    }
}

impl Say for Skip {
    fn say(&self) -> String {
        joined([self.label.clone(), when(self.needs_note, "须写明原因")])
    }
}

impl Say for SkipCondition {
    fn say(&self) -> String {
        let evidence: Vec<_> = self
            .evidence
            .iter()
            .map(|e| match e {
                SkipEvidence::Note => "文字说明",
                SkipEvidence::Place => "位置",
            })
            .collect();
        joined([
            when(self.photos_min > 0, &format!("照片不少于 {} 张", self.photos_min)),
            with("附：", &evidence.join("、")),
            when(self.second_officer, "另一名检查人员确认"),
            with("审批：", &self.approver),
            with(
                "仅限情形：",
                &self
                    .codes
                    .iter()
                    .map(|c| key("skip", c))
                    .collect::<Vec<_>>()
                    .join("、"),
            ),
        ])
    }
}

impl Say for EvidenceLimit {
    fn say(&self) -> String {
        joined([
            when(self.camera_forbidden, "不得拍照、录像"),
            with("", &self.text),
            only_items(&self.items),
        ])
    }
}

impl Say for OnlineCheck {
    fn say(&self) -> String {
        joined([
            format!("检查前先查：{}", self.means.join("、")),
            with("", &self.text),
            only_items(&self.items),
        ])
    }
}

impl Say for Remedy {
    fn say(&self) -> String {
        format!("告知救济途径：{}", self.text.trim_end_matches('。'))
    }
}

impl Say for EvidenceRequired {
    fn say(&self) -> String {
        let kinds = self.kinds.iter().map(|kind| match kind {
            EvidenceKind::Photo | EvidenceKind::PhotoImported => "照片",
            EvidenceKind::Audio => "录音",
            EvidenceKind::Video => "录像",
            EvidenceKind::Document => "文书",
            EvidenceKind::BodyCamera => "执法记录仪",
            EvidenceKind::Annotated => "标注副本",
        });
        joined([
            format!("检查记录须有：{}", kinds.collect::<Vec<_>>().join("、")),
            with("", &self.text),
            only_items(&self.items),
        ])
    }
}
