//! Accounts, sessions, devices, enrolment codes.

use super::super::rows::{Rows, json};
use crate::store::StoreError;
use crate::store::record::{Account, DeviceRecord, EnrolmentRecord, SessionRecord};
use crate::store::view::{AccountTx, AccountView};
use domain::guard::stands;
use domain::id::{DeviceId, InspectorId, UserId};
use domain::time::Timestamp;

type Result<T> = std::result::Result<T, StoreError>;

impl AccountView for Rows<'_> {
    fn account(&self, user: &UserId) -> Result<Option<Account>> {
        self.body("accounts.find", [user.as_str()])
    }
    fn accounts(&self) -> Result<Vec<Account>> {
        self.bodies("accounts.all", [])
    }
    fn session(&self, token_hash: &[u8; 32]) -> Result<Option<SessionRecord>> {
        self.body("accounts.session", [token_hash])
    }
    fn device(&self, id: &DeviceId) -> Result<Option<DeviceRecord>> {
        self.body("accounts.device", [id.as_str()])
    }
    fn devices(&self) -> Result<Vec<DeviceRecord>> {
        self.bodies("accounts.devices", [])
    }
    fn devices_of(&self, inspector: &InspectorId) -> Result<Vec<DeviceRecord>> {
        self.bodies("accounts.devices_of", [inspector.as_str()])
    }
    fn enrolment_code(&self, code_hash: &[u8; 32]) -> Result<Option<EnrolmentRecord>> {
        self.body("accounts.code", [code_hash])
    }
}

impl AccountTx for Rows<'_> {
    fn put_account(&self, account: &Account) -> Result<()> {
        self.run("accounts.put", (account.user.as_str(), json(account)?))
    }
    fn put_session(&self, token_hash: &[u8; 32], session: &SessionRecord) -> Result<()> {
        let device = session.device.as_ref().map(DeviceId::as_str);
        let columns = (
            token_hash,
            session.user.as_str(),
            device,
            session.expires_at.0,
            json(session)?,
        );
        self.run("accounts.put_session", columns)
    }
    fn end_session(&self, token_hash: &[u8; 32]) -> Result<()> {
        self.run("accounts.end_session", [token_hash])
    }
    fn end_sessions_of_user(&self, user: &UserId) -> Result<()> {
        self.run("accounts.end_sessions_of_user", [user.as_str()])
    }
    fn end_sessions_of_device(&self, device: &DeviceId) -> Result<()> {
        self.run("accounts.end_sessions_of_device", [device.as_str()])
    }
    fn sweep_sessions(&self, before: Timestamp) -> Result<()> {
        let tablets_too = !stands("a-leap-ends-no-tablet");
        self.run("accounts.sweep_sessions", (before.0, tablets_too))
    }
    fn put_device(&self, device: &DeviceRecord) -> Result<()> {
        let columns = (device.id.as_str(), device.inspector.as_str(), json(device)?);
        self.run("accounts.put_device", columns)
    }
    fn put_enrolment_code(&self, code_hash: &[u8; 32], code: &EnrolmentRecord) -> Result<()> {
        self.run("accounts.put_code", (code_hash, json(code)?))
    }
}
