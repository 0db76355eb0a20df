//! What an office does with a draw: plans, commitments, reveals, and the keys of its witnesses.

use super::Desk;
use domain::digest::Secret;
use domain::draw::witness_commitment;
use domain::id::UserId;
use domain::log::{Note, Policy, note, proof};
use domain::review::ReviewAct;
use domain::time::Timestamp;
use domain::wire::api::{
    EnteredInput, PlanInputView, RegimePage, ReviewRequest, TaskDetail, TaskDraft, WitnessCommitment,
    WitnessKey, WitnessLog, WitnessReveal, WitnessTask,
};
use ed25519_dalek::SigningKey;
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

/// An act of review without further words.
pub(crate) fn plainly(act: ReviewAct) -> ReviewRequest {
    ReviewRequest {
        act,
        comment: String::new(),
        steps: Vec::new(),
    }
}

impl Desk {
    /// A plan of a regime with the inputs a person would enter.
    pub(crate) async fn draft(&mut self, regime: &str, area: &str, inputs: &[(&str, &str)]) -> TaskDraft {
        let page: RegimePage = self.get("planner", &format!("/regimes/{regime}")).await;
        let known: Vec<&PlanInputView> = page.inputs.iter().collect();
        assert!(inputs.iter().all(|(id, _)| known.iter().any(|k| k.id == *id)));
        let now = Timestamp(self.time.load(Ordering::Relaxed));
        TaskDraft {
            title: format!("演示 {regime}"),
            regime: page.summary.id,
            inputs: inputs
                .iter()
                .map(|(id, value)| ((*id).to_owned(), input(value)))
                .collect(),
            window: (now.china_date(), now.china_date() + chrono::Days::new(20)),
            witnesses: vec![UserId::from("witness"), UserId::from("witness2")],
            approver: None,
            filter: BTreeMap::from([("监管领域".to_owned(), vec![area.to_owned()])]),
            deadline: Timestamp(now.0 + 3_600_000),
        }
    }

    /// R27 over the demo's trade subjects: small, two officers.
    pub(crate) async fn small_draft(&mut self) -> TaskDraft {
        let inputs = [("ratio_unit", "percent"), ("team_size", "2")];
        self.draft("R27", "工贸安全", &inputs).await
    }

    /// A task drawn with both witnesses.
    pub(crate) async fn drawn(&mut self) -> TaskDetail {
        let draft = self.small_draft().await;
        self.drawn_by(draft).await
    }

    /// A task committed, with both witnesses' promises; its id.
    pub(crate) async fn promised(&mut self, draft: TaskDraft) -> String {
        let task: TaskDetail = self.post("planner", "/tasks", &draft).await;
        let id = task.summary.id.to_string();
        self.witness_keys().await;
        let _: TaskDetail = self.post("planner", &format!("/tasks/{id}/commit"), &()).await;
        for user in ["witness", "witness2"] {
            self.lock(user, &id).await;
        }
        id
    }

    pub(crate) async fn drawn_by(&mut self, draft: TaskDraft) -> TaskDetail {
        let id = self.promised(draft).await;
        for user in ["witness", "witness2"] {
            self.hand_over(user, &id).await;
        }
        self.post("planner", &format!("/tasks/{id}/open"), &()).await
    }

    pub(crate) async fn witness_keys(&mut self) {
        for user in ["witness", "witness2"] {
            let _: WitnessLog = self.post(user, "/witness/key", &key_of(user)).await;
        }
    }

    pub(crate) async fn lock(&mut self, user: &str, task: &str) -> WitnessTask {
        let commitment = witness_commitment(&entropy(user)).to_string();
        let path = format!("/witness/tasks/{task}/commitment");
        self.post(user, &path, &WitnessCommitment { commitment }).await
    }

    /// What a witness's browser does: checks the proof against the pinned policy, cosigns, hands over.
    pub(crate) async fn hand_over(&mut self, user: &str, task: &str) -> WitnessTask {
        let ask = self.reveal_of(user, task).await;
        self.post(user, &format!("/witness/tasks/{task}/reveal"), &ask)
            .await
    }

    pub(crate) async fn reveal_of(&mut self, user: &str, task: &str) -> WitnessReveal {
        let log: WitnessLog = self.get(user, "/witness/log").await;
        let tasks: Vec<WitnessTask> = self.get(user, "/witness/tasks").await;
        let seen = tasks.iter().find(|t| t.task.id.as_str() == task).unwrap();
        let policy = Policy {
            quorum: 0,
            ..Policy::parse(&log.policy).unwrap()
        };
        let text = seen.tlog_proof.as_ref().unwrap();
        proof::verify(seen.commit_leaf.as_ref().unwrap().as_bytes(), text, &policy).unwrap();
        let (_, _, checkpoint) = proof::parse(text).unwrap();
        let note = Note::parse(checkpoint).unwrap();
        let seconds = u64::try_from(self.time.load(Ordering::Relaxed) / 1000).unwrap();
        WitnessReveal {
            cosignature: note::cosign(&note.text, &log.name, &witness_key(user), seconds),
            entropy: entropy(user).reveal(),
        }
    }
}

pub(crate) fn input(value: &str) -> EnteredInput {
    EnteredInput {
        value: value.to_owned(),
        by: String::new(),
        at: Timestamp(0),
    }
}

pub(crate) fn witness_key(user: &str) -> SigningKey {
    SigningKey::from_bytes(&[u8::try_from(user.len()).unwrap(); 32])
}

pub(crate) fn key_of(user: &str) -> WitnessKey {
    use base64::Engine;
    let bytes = witness_key(user).verifying_key().to_bytes();
    WitnessKey {
        public: base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes),
    }
}

fn entropy(user: &str) -> Secret {
    Secret::new([u8::try_from(user.len()).unwrap() + 100; 32])
}
