//! What admission asks of recordings, copies and paper originals, and what is read back of them.

use super::{About, Pages, Recording, beside_originals};
use crate::evidence::{Evidence, EvidenceKind};
use crate::inspection::doc::EditRefused;
use crate::inspection::doc::testing::{Copy, exchange, pair, photo};
use crate::inspection::edit::Edit;
use crate::regime::excerpt::CitedText;
use crate::submission::read_back;
use crate::time::Timestamp;

/// SHA-256 of the reference below, by sha256sum(1):
/// `printf 'suicha body camera v1\ncamera DSJ-0417\nfrom 1795192200000\nto 1795194000000\nahead_s -12\n'`.
const REFERENCE: &str = "a7594f7f24e760464415eca7b8494a9b2235447b109d670b967da34f17b463a1";

fn recording() -> Recording {
    Recording {
        camera: "DSJ-0417".to_owned(),
        from: Timestamp(1_795_192_200_000),
        to: Timestamp(1_795_194_000_000),
        ahead_s: -12,
    }
}

fn evidence(id: &str, kind: EvidenceKind, about: Option<About>) -> Evidence {
    Evidence {
        kind,
        about: about.map(Box::new),
        ..photo(id, &pair().0.device)
    }
}

fn by_reference(recording: Recording) -> Evidence {
    let reference = recording.reference();
    Evidence {
        sha256: hex::encode(<sha2::Sha256 as sha2::Digest>::digest(&reference)),
        size_bytes: reference.len() as u64,
        media_type: "text/plain".to_owned(),
        ..evidence("cam", EvidenceKind::BodyCamera, Some(About::Recording(recording)))
    }
}

fn attached(to: &mut Copy, evidence: Evidence) -> Result<(), EditRefused> {
    to.try_edit(&Edit::Attach { evidence }).map(|_| ())
}

fn copied(from: &str, page: u32, of: u32) -> Option<About> {
    Some(About::Copied {
        from: from.to_owned(),
        agrees: true,
        pages: Pages { page, of },
    })
}

#[test]
fn a_recording_is_known_by_the_digest_of_its_reference() {
    let (mut a, _) = pair();
    let cited = by_reference(recording());
    assert_eq!(cited.sha256, REFERENCE);
    attached(&mut a, cited).unwrap();
    let page = read_back(&a.package, &a.view(), &[]).text;
    // The begin as in `time.rs`: 2026-11-20T16:30:00Z is 00:30 of the next day in China.
    for line in [
        "[evidence.camera]: DSJ-0417",
        "[evidence.recorded]: 2026-11-21T00:30:00/2026-11-21T01:00:00",
        "[evidence.clock_ahead]: -12",
    ] {
        assert!(page.contains(&format!("{line}\n")), "{line} in {page}");
    }
}

fn what_a_kind_must_say_is_asked_for() {
    let (mut a, _) = pair();
    let other = Evidence {
        sha256: "0".repeat(64),
        ..by_reference(recording())
    };
    let backwards = Recording {
        to: Timestamp(1_795_192_199_999),
        ..recording()
    };
    let nameless = Recording {
        camera: String::new(),
        ..recording()
    };
    let two_lines = Recording {
        camera: "a\nto 1".to_owned(),
        ..recording()
    };
    for wrong in [
        other,
        by_reference(backwards),
        by_reference(nameless),
        by_reference(two_lines),
        evidence("d", EvidenceKind::Document, None),
        evidence("d", EvidenceKind::Document, copied(" ", 1, 1)),
        evidence("d", EvidenceKind::Document, copied("演示员", 0, 1)),
        evidence("d", EvidenceKind::Document, copied("演示员", 3, 2)),
        evidence("d", EvidenceKind::Photo, copied("演示员", 1, 1)),
        evidence("d", EvidenceKind::BodyCamera, None),
    ] {
        assert_eq!(
            attached(&mut a, wrong.clone()),
            Err(EditRefused::WrongValue),
            "{wrong:?}"
        );
    }
    attached(
        &mut a,
        evidence("d", EvidenceKind::Document, copied("演示员", 2, 2)),
    )
    .unwrap();
}

#[test]
fn recordings_and_papers_say_what_their_kind_must() {
    what_a_kind_must_say_is_asked_for();
    #[cfg(feature = "switches")]
    crate::guard::fails_without(
        "evidence-says-what-its-kind-must",
        what_a_kind_must_say_is_asked_for,
    );
}

/// R26 十（四）: 复印相关的文件资料，注明证据的来源.
#[test]
fn a_copied_page_says_who_provided_it_and_when() {
    let (mut a, _) = pair();
    attached(
        &mut a,
        evidence("d", EvidenceKind::Document, copied("演示员 会计", 1, 2)),
    )
    .unwrap();
    let page = read_back(&a.package, &a.view(), &[]).text;
    // 1_795_000_000_123 ms: 2026-11-18 in China (date -d @1795000000).
    for line in [
        "[evidence.copied_from]: 演示员 会计",
        "[evidence.copied_on]: 2026-11-18",
        "[evidence.agrees]: yes",
        "[evidence.page]: 1/2",
    ] {
        assert!(page.contains(&format!("{line}\n")), "{line} in {page}");
    }
    assert!(!page.contains("[transcribed]"));
}

/// R01 第二十条, R19 二（五）6: paper records are handed in too; the record says that it was written in from paper.
#[test]
fn a_record_with_pages_of_its_paper_original_says_so() {
    let (mut a, _) = pair();
    for page in 1..=2 {
        let about = About::PaperOriginal(Pages { page, of: 2 });
        let id = format!("paper-{page}");
        attached(&mut a, evidence(&id, EvidenceKind::Document, Some(about))).unwrap();
    }
    let text = read_back(&a.package, &a.view(), &[]).text;
    assert!(
        text.contains("# [transcribed]\n [transcribed.pages]: 2\n"),
        "{text}"
    );
    assert!(text.contains("[evidence.paper_page]: 2/2\n"), "{text}");
    a.edit(Edit::Withdraw {
        evidence: "paper-1".into(),
        reason: "拍错".to_owned(),
    });
    let text = read_back(&a.package, &a.view(), &[]).text;
    assert!(text.contains("[transcribed.pages]: 1\n"), "{text}");
}

/// R19 一（一）2、5: classified; the record is in words.
#[test]
fn where_the_camera_is_forbidden_nothing_is_recorded_either() {
    let (mut a, _) = pair();
    a.package.excerpt.camera_forbidden = Some(CitedText::default());
    for forbidden in [
        evidence("s", EvidenceKind::Audio, None),
        evidence("d", EvidenceKind::Document, copied("演示员", 1, 1)),
        by_reference(recording()),
    ] {
        assert_eq!(attached(&mut a, forbidden), Err(EditRefused::CameraForbidden));
    }
}

fn marked(id: &str, of: &str) -> Evidence {
    let about = Some(About::Annotated { of: of.to_owned() });
    Evidence {
        derived: None,
        ..evidence(id, EvidenceKind::Annotated, about)
    }
}

/// A marked copy names a picture of the record; it is no photo, and says whose copy it is where it is read back.
#[test]
fn a_marked_copy_stands_beside_the_original_that_it_names() {
    let (mut a, mut b) = pair();
    let device = a.device.clone();
    attached(&mut a, photo("one", &device)).unwrap();
    let original = a.view().evidence[0].evidence.sha256.clone();
    let copy = marked("copy", &original);
    assert_eq!(copy.marks_on(), Some(original.as_str()));
    attached(&mut a, copy.clone()).unwrap();
    let stranger = marked("stranger", &"ab".repeat(32));
    assert_eq!(attached(&mut a, stranger), Err(EditRefused::UnknownEvidence));
    // A copy of a copy, a copy that is its own original, one that calls itself a photo.
    let again = marked("again", &copy.sha256);
    assert_eq!(attached(&mut a, again), Err(EditRefused::UnknownEvidence));
    let own = marked("own", &marked("own", "").sha256);
    assert!(attached(&mut a, own).is_err());
    let lying = Evidence {
        kind: EvidenceKind::Photo,
        ..marked("lying", &original)
    };
    assert_eq!(attached(&mut a, lying), Err(EditRefused::WrongValue));
    attached(&mut a, photo("two", &device)).unwrap();
    exchange(&mut a, &mut b);
    let view = b.doc.view();
    let order: Vec<_> = view.evidence.iter().map(|e| e.evidence.id.as_str()).collect();
    assert_eq!(order, ["one", "copy", "two"]);
    let mixed = vec![
        photo("two", &a.device),
        marked("lost", &"cd".repeat(32)),
        copy,
        photo("one", &a.device),
    ];
    let beside = beside_originals(mixed, |e| e);
    let order: Vec<_> = beside.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(order, ["two", "one", "copy", "lost"]);
    let text = read_back(&b.package, &view, &[]).text;
    assert!(
        text.contains(&format!("[evidence.annotates]: {original}")),
        "{text}"
    );
}

#[cfg(feature = "switches")]
#[test]
fn without_the_guard_a_copy_names_what_nobody_has() {
    crate::guard::fails_without(
        "a-marked-copy-names-its-original",
        a_marked_copy_stands_beside_the_original_that_it_names,
    );
}
