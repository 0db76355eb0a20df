//! 简体中文: the default and the reference.

mod common;

use super::Messages;

/// The table.
pub static ZH_CN: Messages = Messages {
    common: common::COMMON,
};
