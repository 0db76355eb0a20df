//! Stable codes as sentences, in English.

use crate::i18n::messages::Codes;

pub(super) const CODES: Codes = Codes {
    sentence,
    unworded: |code| {
        format!(
            "This did not work ({code}). What is saved stays on this tablet; please tell the administrator the code."
        )
    },
    blocker,
};

fn sentence(code: &str) -> Option<&'static str> {
    device(code)
        .or_else(|| store(code))
        .or_else(|| record(code))
        .or_else(|| exchange(code))
        .or_else(|| on_site(code))
}

fn device(code: &str) -> Option<&'static str> {
    Some(match code {
        "browser.none" => "This is not a whole browser",
        "browser.insecure" => {
            "The page was opened on plain http. There the browser offers no offline work, encryption, camera or reliable storage: field work is not possible"
        }
        "browser.database" => "The browser has no database here (a private window, or storage is off)",
        "browser.storage_off" => {
            "The browser is set to let no site keep data. Allow it for this site in the browser’s settings, then open it again"
        }
        "browser.files" => "The browser is too old to write files reliably",
        "browser.worker" => "The browser has no offline apps",
        "browser.crypto" => "The browser offers no encryption",
        "storage.full" => {
            "The tablet is full. Texts can still be saved; synchronise or make room before the next photo"
        }
        "storage.no_room" => {
            "The disk is full, even for text. Make room in other apps; synchronise when online"
        }
        "app.not_whole" => {
            "The app is not kept whole on this tablet and may not open offline: stay online a moment and rehearse again"
        }
        "evidence.not_kept" => "Evidence kept on this tablet cannot be read back: do not leave with it",
        "storage.closed" => "The browser closed the tablet’s data: open the app again",
        "storage.blocked" => "The app is open in another window: close it and try again",
        "storage.newer" => "The data was written by a newer version: go online and update",
        "storage.damaged" => {
            "What this browser kept as a witness cannot be read; it was not overwritten. Tell the administrator"
        }
        "storage.open" | "storage.read" | "storage.write" | "storage.none" => {
            "The browser could not read or write the tablet’s data"
        }
        "files.busy" => "Another tab is still writing this file. Close it, then try again; nothing is lost",
        "files.none" | "files.failed" => {
            "The browser could not write to its files. Use a newer one, or open it again"
        }
        "vault.lost" => {
            "The keys of this tablet are gone; what was saved cannot be opened for now. Do not clear the browser data; bring the tablet to the administrator"
        }
        "crypto.none" | "crypto.failed" => "The browser could not encrypt or sign",
        "crypto.damaged" => "A saved piece does not check out; it was left where it is",
        "pin.no_escrow" => "This tablet has no copy of its key for the office: open it once with its PIN",
        "seats.full" => "This tablet has no room for another officer",
        "wipe.unfinished" => "Not everything is emptied yet: close the other pages and open this one again",
        "leave.new_question" => {
            "Five wrong answers: the six digits above are new ones. Read them to the administrator again"
        }
        "leave.wrong_answer" => "These are not the eight digits for this tablet’s question; check them again",
        "pin.reply_unreadable" => "The office’s answer does not fit this tablet’s question; ask again",
        "unlock.unknown" => {
            "The server does not know this tablet, or it was revoked. Everything is on it; see the administrator"
        }
        "pin.wrong" => "The PIN is wrong",
        "pin.wait" => "Too many wrong PINs; wait a moment",
        "pin.exists" => "This tablet has a PIN already",
        "pin.none" => "This tablet has no PIN yet",
        "tablet.locked" => "The tablet is locked",
        "enrolment.unknown" | "enrolment.code" | "enrolment.refused" => {
            "The code is wrong or no longer valid: ask the office for a new one"
        }
        "enrolment.spent" => "This code was used already: ask the office for a new one",
        "enrolment.expired" => "The code has expired: ask the office for a new one",
        "enrolment.too_many_tries" => "Too many tries; wait a moment",
        "enrolment.damaged" => "The server’s answer cannot be read; try again",
        "capture.cut" => "The system closed the page during the last photo. If it is missing, take it again",
        "capture.recording_cut" => {
            "The system closed the page during the last recording, and that recording was not kept; nothing else is affected. Record again if you need it"
        }
        _ => return None,
    })
}

fn store(code: &str) -> Option<&'static str> {
    Some(match code {
        "store.lost" => {
            "The browser says its database was damaged; it was restored from the tablet’s journal. Synchronise soon"
        }
        "store.mended" => {
            "The database lacked something; it was given back from the journal. Nothing is lost"
        }
        "store.sealed" => {
            "Some older data was sealed with other keys and cannot be opened; it was left as it is"
        }
        "store.gaps" => {
            "Data on this tablet is damaged in both copies; the server is asked for what is missing. Check what was not sent"
        }
        "seats.met" => "What a colleague wrote on this tablet has been taken in",
        "store.moved" => {
            "The browser could not open the old database; it was built anew from the journal. Synchronise soon"
        }
        "store.waits" => {
            "The last entries are on the screen only, not on this tablet; what is marked as saved is there. Keep the app open and make room: it tries again by itself"
        }
        "store.damaged" => "Some data is damaged and was set aside for a person",
        _ => return None,
    })
}

fn record(code: &str) -> Option<&'static str> {
    Some(match code {
        "camera.none" => "The camera cannot be opened",
        "camera.denied" => "The camera is not allowed",
        "camera.failed" => "No photo came; take it again",
        "recorder.none" => "The microphone cannot be opened, or this browser cannot record",
        "recorder.denied" => "Microphone or camera is not allowed",
        "recorder.failed" => "Nothing was recorded; nothing was taken in",
        "photo.unreadable" => "This file is no photo, or it is damaged; it was not taken in",
        "photo.too_large" => "The photo is too large; it was not taken in",
        "evidence.unreadable" => "The original of this photo cannot be read on this tablet",
        "doc.damaged" => "Part of this record cannot be read; the server is asked for what is missing",
        "doc.lost" => "This record cannot be read; the server is asked for it, and the bytes here are kept",
        "doc.parked" => "The server did not take this record; it stays on this tablet",
        "edit.sealed" => "The record is sealed: open an amendment",
        "edit.not_sealed" => "The record is not sealed yet",
        "edit.not_in_team" => "You are not in this team",
        "edit.wrong_value" => "This does not fit the item and was not saved",
        "edit.unknown_row" => "This row is no longer there, or none can be added here",
        "edit.unknown_list" => "Nothing more can be drawn from this list",
        "edit.drawn_already" => "This list was drawn from already",
        "edit.settled_online" => "This item was settled online and is not answered on site",
        "edit.open_conflict" => "Two officers answered differently: settle it first",
        "edit.nothing_to_settle" => "There is nothing left to settle",
        "edit.camera_forbidden" => "Photos are forbidden here",
        "edit.empty_signature" => "The signature is empty",
        "edit.foreign_signature" => "This tablet cannot sign in another’s name",
        "edit.drawn_officer" => {
            "This certificate is a drawn officer’s: not saved. Let him sign in his own row, or enter the number on the certificate shown"
        }
        "edit.same_officer" => "Another officer must confirm",
        "edit.words_missing" => "Please give a reason",
        "edit.too_long" => "This is too long and was not saved",
        "edit.incomplete" => "Something is left to do before sealing",
        "edit.closed" => "The office has approved it; it cannot be amended",
        "package.other_key" => {
            "The package was not signed by the server this tablet was enrolled with, and was not used. What is on the tablet is untouched. Tell the administrator, who checks it and enrols the tablet again"
        }
        "package.bad_signature" => "A package with a wrong signature came and was not used. Tell the office",
        "policy.not_genuine" => {
            "A list of witnesses with a wrong signature came and was not used; draws are checked by the old one. Tell the administrator"
        }
        "package.unreadable" => "A package came that this version cannot read. Update the app",
        _ => return None,
    })
}

fn exchange(code: &str) -> Option<&'static str> {
    Some(match code {
        "app.too_old" | "http.426" => {
            "The server was upgraded and no longer understands this version of the app. Everything is on this tablet; update the app on the day’s list and synchronise again"
        }
        "server.too_old" => {
            "The server is older than this app and does not understand it. Everything is on this tablet; tell the administrator to upgrade the server"
        }
        "net.offline" => "The server cannot be reached",
        "net.timeout" => "The server did not answer in time",
        "tab.enrols" => "Another window is enrolling: go on there, or try again in a moment",
        "tab.second" => {
            "The app is open in another window too. What is written in either is kept; better use one"
        }
        "sync.other_tab" => "The app is synchronising in another window",
        "sync.new_epoch" => "The server was restored from a backup; what is here is compared again",
        "session.missing" | "session.expired" | "session.unknown" => {
            "This tablet’s session has ended; call the office. Everything is on the tablet"
        }
        "device.revoked" => "This tablet was revoked. Everything is on it; hand it in at the office",
        "http.413" => "The server says it is too large",
        "server.busy" | "http.429" | "rate.limited" => "The server is busy; it will be tried again",
        "server.full" | "http.507" => {
            "The server has no room; everything is on this tablet. Tell the administrator"
        }
        "server.ending" => "The server is stopping; it will be tried again",
        "http.502" | "http.503" | "http.504" => "The server cannot answer now; it will be tried again",
        "receipt.not_believed" => "The receipt’s signature is wrong; it does not count as received",
        "blob.digest" => "The uploaded photo does not match its digest; it will be sent again",
        _ => return None,
    })
}

fn on_site(code: &str) -> Option<&'static str> {
    Some(match code {
        "export.no_key" => {
            "This tablet holds no key of your office’s server and cannot encrypt: synchronise once"
        }
        "camera.no_eye" => "This browser cannot read codes; use a file",
        "parts.foreign" => "This is no exchange code or file of the app",
        "parts.newer" => "The colleague’s app is newer: update this one",
        "parts.damaged" => "What was read is not whole and was not merged; read it again",
        "parts.other_bundle" => "Another exchange is on the screen: the colleague’s record may have gone on",
        "parts.too_large" => "The file is too large to be an exchange file",
        "handover.unreadable" => {
            "The exchange cannot be understood and was not merged: the apps may differ in version"
        }
        "handover.own" => "This is this tablet’s own; read the colleague’s",
        "handover.other_inspection" => "This belongs to an inspection that is not on this tablet; not merged",
        "handover.elsewhere" => {
            "This belongs to another inspection and was merged there. Open the same one on both"
        }
        "handover.incomplete" => {
            "Something earlier is missing, nothing was merged. Let the colleague “give everything” and read again"
        }
        "frame.unreadable" | "frame.too_large" | "frame.wrong_hash" | "frame.not_a_change" => {
            "The exchange does not check out and was not merged; read it again"
        }
        "admit.no_author" | "admit.foreign_device" | "admit.not_in_team" => {
            "This was not written by the team and was not merged"
        }
        _ => return None,
    })
}

fn blocker(code: &str) -> &'static str {
    match code {
        "item.missing" => "Not answered:",
        "item.described" => "A problem without a description:",
        "item.reasoned" => "Not applicable, without a reason:",
        "item.explained" => "Does not agree with another answer, without a reason:",
        "item.contradicted" => "Contradicts another answer; put one of them right:",
        "item.result_clean" => "The result says that nothing was found, but a problem was found at:",
        "item.words_late" => "Words found missing after the subject signed; say why before sealing:",
        "item.conflict" => "Two different answers, to be settled:",
        "form.answered_min" => "Too few items inspected:",
        "step.missing" => "Step not done:",
        "onsite.missing" => "The draw on site was not made; say why before sealing:",
        "rows.missing" => "Still to be added and looked at one by one:",
        "evidence.missing" => "A kind of evidence the regime asks for is missing; say why before sealing:",
        "step.principle" => "Step that should in principle be done:",
        "signature.officers" => "Too few officers have signed",
        "signature.subject" => "The subject has neither signed nor refused",
        "signature.subject_seal" => "The subject’s seal mark is missing",
        "signature.witness" => "A refusal without a witness and without a reason why",
        "signature.interpreter_before_change" => {
            "The record changed after the interpreter signed: sign again, or say why not"
        }
        "signature.certificate" => {
            "The certificate had ended on the day of the signature; say why this officer acted all the same:"
        }
        "signature.guest_before_change" => {
            "An officer who was not drawn signed before a change: let him sign again, or say why he cannot"
        }
        "signature.before_change" => "Signed before a change: sign again",
        "skip.photos" => "Too few photos:",
        "skip.note" => "Words are needed:",
        "skip.place" => "No evidence says where the tablet was; take a photo here, or say why not:",
        "skip.second_officer" => "The second officer must confirm:",
        "skip.reason" => "The regime has no such reason",
        "step.why" => "A step that was not done, without a reason beside it:",
        "step.conflict" => "Two officers recorded a step differently; settle it:",
        "remarks.missing" => "Nothing is asked here: the summary says what was found",
        "paper.unsigned" => "A paper is neither signed nor says why not:",
        "paper.past" => "An order whose day was over before the visit:",
        "paper.conflict" => "Two wordings of a paper, to be settled:",
        "paper.incomplete" => "A paper is neither finished nor void:",
        "paper.pages_missing" => {
            "The paper original is not photographed whole; take the pages or say why before sealing. Missing (page/of):"
        }
        "supplement.open" => "A supplement is not settled",
        "heads" => "The signer was not shown all of this: say why, or sign again",
        _ => "Something is left to do:",
    }
}
