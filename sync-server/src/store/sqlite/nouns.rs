//! Each noun of the store on SQLite.

mod accounts;
mod documents;
mod inspections;
mod log;
mod rosters;
mod tasks;

use super::rows::Rows;
use crate::store::StoreError;
use crate::store::view::{MetaTx, MetaView, Tx, View};

impl View for Rows<'_> {}
impl Tx for Rows<'_> {}

impl MetaView for Rows<'_> {
    fn meta(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.row("meta.get", [key], |r| r.get(0))
    }
}

impl MetaTx for Rows<'_> {
    fn put_meta(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.run("meta.put", [key, value])
    }
}
