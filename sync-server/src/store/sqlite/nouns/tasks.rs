//! Tasks, the secrets and frozen inputs of their draws, witnesses.

use super::super::rows::{Rows, hash32, json};
use crate::store::StoreError;
use crate::store::record::{TaskRecord, WitnessKeyRecord, WitnessSlot};
use crate::store::view::{TaskTx, TaskView};
use domain::id::{TaskId, UserId};
use domain::time::Timestamp;

type Result<T> = std::result::Result<T, StoreError>;

impl TaskView for Rows<'_> {
    fn task(&self, id: &TaskId) -> Result<Option<TaskRecord>> {
        self.body("tasks.find", [id.as_str()])
    }
    fn tasks(&self) -> Result<Vec<TaskRecord>> {
        self.bodies("tasks.all", [])
    }
    fn draw_secret(&self, task: &TaskId) -> Result<Option<[u8; 32]>> {
        let secret: Option<Vec<u8>> = self.row("tasks.secret", [task.as_str()], |r| r.get(0))?;
        secret.map(|s| hash32(&s)).transpose()
    }
    fn draw_file(&self, task: &TaskId, name: &str) -> Result<Option<Vec<u8>>> {
        self.row("tasks.file", [task.as_str(), name], |r| r.get(0))
    }
    fn witness_key(&self, user: &UserId) -> Result<Option<WitnessKeyRecord>> {
        self.body("tasks.witness_key", [user.as_str()])
    }
    fn witness_keys(&self) -> Result<Vec<WitnessKeyRecord>> {
        self.bodies("tasks.witness_keys", [])
    }
    fn witness_slot(&self, task: &TaskId, user: &UserId) -> Result<Option<WitnessSlot>> {
        self.body("tasks.slot", [task.as_str(), user.as_str()])
    }
}

impl TaskTx for Rows<'_> {
    fn put_task(&self, task: &TaskRecord) -> Result<()> {
        self.run("tasks.put", (task.id.as_str(), task.created_at.0, json(task)?))
    }
    fn put_draw_secret(&self, task: &TaskId, secret: &[u8; 32], at: Timestamp) -> Result<()> {
        self.run("tasks.put_secret", (task.as_str(), secret, at.0))
    }
    fn put_draw_file(&self, task: &TaskId, name: &str, bytes: &[u8]) -> Result<()> {
        self.run("tasks.put_file", (task.as_str(), name, bytes))
    }
    fn put_witness_key(&self, key: &WitnessKeyRecord) -> Result<()> {
        self.run("tasks.put_witness_key", (key.user.as_str(), json(key)?))
    }
    fn put_witness_slot(&self, task: &TaskId, slot: &WitnessSlot) -> Result<()> {
        self.run("tasks.put_slot", (task.as_str(), slot.user.as_str(), json(slot)?))
    }
}
