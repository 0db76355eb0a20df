//! Notice, secrecy, steps, forms, signatures and skips, said aloud.

use super::{Say, joined, listed, when, with};
use crate::regime::excerpt::SitePhase;
use crate::regime::pack::onsite::{
    EvidenceLimit, FilledBy, Method, Notice, RecordForm, Secrecy, SecretUntil, Signature, Skip,
    SkipCondition, SkipEvidence, Step, SubjectSigns, Timing, Witness,
};

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
        format!("{}（{until}）", self.text.trim_end_matches('。'))
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
        format!("{phase}：{}", self.label)
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
            self.form.as_ref().map(|f| format!("表 {f}")).unwrap_or_default(),
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
            with("", &self.refusal),
            witness.to_owned(),
        ])
    }
}

impl Say for Skip {
    fn say(&self) -> String {
        self.label.clone()
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
        ])
    }
}

impl Say for EvidenceLimit {
    fn say(&self) -> String {
        with("", &self.text)
    }
}
