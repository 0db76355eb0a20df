//! The export file of unsent work, in English.

use super::count::count;
use crate::i18n::messages::Export;

pub(super) const EXPORT: Export = Export {
    title: "Carry it in an encrypted file",
    hint: "Without a network, save what is not uploaded as a file and bring it to the office on a stick. It is encrypted: only your office’s server can open it.",
    evidence: "With the originals of photos and sound",
    save: "Save an encrypted file",
    busy: "Encrypting… everything stays on this tablet",
    done: "The encrypted file is made: look in the browser’s downloads whether it was saved",
    done_hint: "Open it at the office under “Import from a tablet”. Until it was imported and this tablet has synchronised, everything stays here: do not clear it.",
    holds: |docs, pieces, size| {
        if pieces == 0 {
            format!(
                "{} with signatures, no photo files",
                count(docs, "inspection", "inspections")
            )
        } else {
            let docs = count(docs, "inspection", "inspections");
            let pieces = count(pieces, "file", "files");
            format!("{docs} with signatures, {pieces} of photos and sound, small copies among them, {size}")
        }
    },
};
