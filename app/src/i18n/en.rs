//! English: must compile, so nothing is left untranslated.

mod common;

use super::Messages;

/// The table.
pub static EN: Messages = Messages {
    common: common::COMMON,
};
