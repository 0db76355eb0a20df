//! What shows in Suicha: tablet, office, witness and public screens over one pure domain.

pub mod hooks;
pub mod shell;
pub mod state;
