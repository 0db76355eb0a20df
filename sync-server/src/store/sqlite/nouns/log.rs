//! The log's leaves, checkpoints and cosignatures.

use super::super::rows::{Rows, int, uint};
use crate::store::StoreError;
use crate::store::view::{LogTx, LogView};
use domain::id::UserId;
use domain::time::Timestamp;

type Result<T> = std::result::Result<T, StoreError>;

impl LogView for Rows<'_> {
    fn log_size(&self) -> Result<u64> {
        uint(self.row("log.size", [], |r| r.get(0))?.unwrap_or(0))
    }
    fn leaf(&self, index: u64) -> Result<Option<Vec<u8>>> {
        self.row("log.leaf", [int(index)?], |r| r.get(0))
    }
    fn leaves(&self, from: u64, to: u64) -> Result<Vec<Vec<u8>>> {
        self.list("log.leaves", [int(from)?, int(to)?], |r| r.get(0))
    }
    fn leaf_names(&self) -> Result<Vec<(String, String)>> {
        self.list("log.names", [], |r| Ok((r.get(0)?, r.get(1)?)))
    }
    fn leaves_of(&self, kind: &str, about: &str) -> Result<Vec<u64>> {
        let found: Vec<i64> = self.list("log.of_kind", [kind, about], |r| r.get(0))?;
        found.into_iter().map(uint).collect()
    }
    fn checkpoint(&self, size: u64) -> Result<Option<String>> {
        self.row("log.checkpoint", [int(size)?], |r| r.get(0))
    }
    fn last_checkpoint(&self) -> Result<Option<u64>> {
        self.row("log.last_checkpoint", [], |r| r.get(0))?
            .map(uint)
            .transpose()
    }
    fn checkpoints(&self, from: u64, to: u64) -> Result<Vec<u64>> {
        let sizes: Vec<i64> = self.list("log.checkpoints", [int(from)?, int(to)?], |r| r.get(0))?;
        sizes.into_iter().map(uint).collect()
    }
    fn cosignatures(&self, size: u64) -> Result<Vec<String>> {
        self.list("log.cosignatures", [int(size)?], |r| r.get(0))
    }
    fn cosigned_size(&self, witness: &UserId) -> Result<u64> {
        uint(
            self.row("log.cosigned_size", [witness.as_str()], |r| r.get(0))?
                .unwrap_or(0),
        )
    }
}

impl LogTx for Rows<'_> {
    fn append_leaf(&self, index: u64, kind: &str, about: &str, at: Timestamp, leaf: &[u8]) -> Result<()> {
        self.run("log.append", (int(index)?, kind, about, at.0, leaf))
    }
    fn put_checkpoint(&self, size: u64, at: Timestamp, note: &str) -> Result<()> {
        self.run("log.put_checkpoint", (int(size)?, at.0, note))
    }
    fn put_cosignature(&self, size: u64, witness: &UserId, line: &str) -> Result<()> {
        self.run("log.put_cosignature", (int(size)?, witness.as_str(), line))
    }
}
