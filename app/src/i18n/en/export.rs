//! The export file of unsent work, in English.

use crate::i18n::messages::Export;

pub(super) const EXPORT: Export = Export {
    title: "Carry it in an encrypted file",
    hint: "Without a network, save what is not uploaded as a file and bring it to the office on a stick. It is encrypted: only your office’s server can open it.",
    evidence: "With the originals of photos and sound",
    save: "Save an encrypted file",
    busy: "Encrypting… everything stays on this tablet",
    done: "The encrypted file is saved",
    done_hint: "Open it at the office under “Import from a tablet”. Until it was imported and this tablet has synchronised, everything stays here: do not clear it.",
    holds: |docs, pieces, size| {
        if pieces == 0 {
            format!("{docs} inspections with their signatures, no photo files")
        } else {
            format!("{docs} inspections with their signatures, {pieces} files of photos and sound, {size}")
        }
    },
};
