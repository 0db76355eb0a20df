//! Who may write what, in which state.

use super::super::testing::Server;
use super::{device, open, up, verdict};
use crate::id::DeviceId;
use crate::inspection::doc::testing::{LI, WANG};
use crate::inspection::edit::Edit;
use crate::review::ReviewState;
use crate::wire::sync::{DocUp, Verdict};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Author, ROOT, ReadDoc};

/// Takes an upload into the server's store.
fn store(server: &mut Server, who: &str, up: &DocUp) {
    let admission = server.admit(who, &device(who), up);
    assert_eq!(admission.verdict, Verdict::Accepted);
    let stored = server.docs.get_mut(&up.id).unwrap();
    stored
        .chunks
        .extend(admission.new_changes.into_iter().map(|c| c.bytes));
    stored.actors.extend(admission.bindings);
}

#[test]
fn an_officers_own_work_is_admitted_once() {
    let mut server = Server::new(&["insp-1"]);
    let mut a = open(&server, WANG, 1);
    let base = a.doc.heads();
    a.fill();
    a.photo("p1");
    a.sign_officer(WANG);
    a.sign_officer(LI);
    a.sign_subject();
    a.seal();
    let up = up(&base, &a.doc.changes_after(&base));
    store(&mut server, WANG, &up);
    assert_eq!(server.doc(&up.id).heads(), a.doc.heads());
    let again = server.admit(WANG, &device(WANG), &up);
    assert_eq!((again.verdict, again.new_changes.len()), (Verdict::Accepted, 0));
    assert!(server.docs[&up.id].actors.len() == 1);
}

#[test]
fn forged_authors_and_stolen_actors_are_parked() {
    let mut server = Server::new(&["insp-1"]);
    let mut a = open(&server, WANG, 1);
    let base = a.doc.heads();
    a.answer("q0", "ok");
    let honest = up(&base, &a.doc.changes_after(&base));
    assert_eq!(verdict(&server, LI, &honest), "admit.foreign_author");
    let elsewhere = server.admit(WANG, &DeviceId::from("another"), &honest);
    let code = "admit.foreign_device".to_owned();
    assert_eq!(elsewhere.verdict, Verdict::Parked { code });
    store(&mut server, WANG, &honest);
    // Another tablet goes on under the same actor id.
    let mut thief = open(&server, WANG, 1);
    thief.device = DeviceId::from("another");
    let base = thief.doc.heads();
    thief.answer("q1", "ok");
    let stolen = up(&base, &thief.doc.changes_after(&base));
    let admission = server.admit(WANG, &thief.device, &stolen);
    let code = "admit.stolen_actor".to_owned();
    assert_eq!(admission.verdict, Verdict::Parked { code });
    // A restored tablet image repeats a sequence number with other words.
    let mut restored = open(&Server::new(&["insp-1"]), WANG, 1);
    let base = restored.doc.heads();
    restored.answer("q2", "bad");
    let forked = up(&base, &restored.doc.changes_after(&base));
    assert_eq!(verdict(&server, WANG, &forked), "admit.duplicate_sequence");
}

#[test]
fn what_the_state_does_not_allow_is_parked_and_supplements_are_not() {
    let mut server = Server::new(&["insp-1"]);
    let mut a = open(&server, WANG, 1);
    let mut b = open(&server, LI, 2);
    let mut rogue = open(&server, WANG, 3);
    let base = a.doc.heads();
    a.fill();
    a.sign_all();
    a.seal();
    store(&mut server, WANG, &up(&base, &a.doc.changes_after(&base)));
    b.answer("q1", "bad");
    store(&mut server, LI, &up(&base, &b.doc.changes_after(&base)));
    // A tablet that pretends not to know of seals writes over what it has seen.
    rogue.doc = {
        let blind = rogue.doc.clone();
        let mut am = blind.automerge().clone();
        for change in a.doc.automerge().get_changes(&[]) {
            am.apply_changes([change]).unwrap();
        }
        am.set_author(Some(Author::from(WANG.as_bytes())));
        am.set_actor(ActorId::from([3u8; 16]));
        let map = am.get(ROOT, "answers").unwrap().unwrap().1;
        am.transact_with::<_, _, automerge::AutomergeError, _>(
            |_| CommitOptions::default().with_message(format!("{{\"device\":\"tablet-{WANG}\"}}")),
            |tx| tx.put(&map, "q0", "bad"),
        )
        .unwrap();
        crate::inspection::doc::InspectionDoc::load(&[am.save()]).unwrap()
    };
    let base = a.doc.heads();
    let over = up(&base, &rogue.doc.changes_after(&base));
    assert_eq!(verdict(&server, WANG, &over), "admit.sealed");
    a.edit(Edit::Amend {
        reason: "更正".to_owned(),
    });
    let amend = up(&base, &a.doc.changes_after(&base));
    assert_eq!(verdict(&server, WANG, &amend), "accepted");
    let stored = server.docs.get_mut(&amend.id).unwrap();
    stored.review = ReviewState::Approved;
    assert_eq!(verdict(&server, WANG, &amend), "admit.closed");
}

/// What no tablet of ours writes beside its changes is not taken: a run that is none, another spelling, further words.
#[test]
fn a_message_that_is_not_a_tablets_is_refused() {
    let device = format!("\"device\":\"tablet-{WANG}\"");
    let read = |text: &str| crate::inspection::doc::vet::device_of(text).is_some();
    assert!(read(&format!("{{{device}}}")));
    assert!(read(&format!(
        "{{{device},\"run\":{{\"id\":\"0badcafe\",\"began\":1795161600}}}}"
    )));
    for run in [
        "{\"id\":\"0BADCAFE\",\"began\":1}",
        "{\"id\":\"0badcafe1\",\"began\":1}",
        "{\"id\":\"0badcafe\",\"began\":9223372036854775807}",
        "{\"id\":\"0badcafe\", \"began\":1}",
        "{\"id\":\"0badcafe\",\"began\":1,\"more\":\"words\"}",
    ] {
        assert!(!read(&format!("{{{device},\"run\":{run}}}")), "{run}");
    }
    assert!(!read(&format!("{{ {device}}}")));
}

#[cfg(feature = "switches")]
#[test]
fn without_its_guards_admission_takes_what_it_must_not() {
    use crate::guard::fails_without;
    fails_without("actor-owner", forged_authors_and_stolen_actors_are_parked);
    fails_without("known-changes", an_officers_own_work_is_admitted_once);
    let after_the_seal = what_the_state_does_not_allow_is_parked_and_supplements_are_not;
    fails_without("sealed-is-amended", after_the_seal);
}
