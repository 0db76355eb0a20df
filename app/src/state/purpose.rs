//! What is being photographed: the site, a document that somebody showed, or a paper original, page by page.
//!
//! Exists so that a picture gets its page at the tap, whatever is still being stored. Invariant: no picture is taken for
//! a page that the paper does not have.

use super::answer::half_width;
use domain::evidence::{About, EvidenceKind, PAGES_MAX, Pages};
use domain::inspection::view::InspectionView;

/// Which of the three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum What {
    /// 现场.
    #[default]
    Scene,
    /// 复制的文书.
    Copied,
    /// 纸质原件.
    Paper,
}

impl What {
    /// All, in the order offered.
    pub const ALL: [Self; 3] = [Self::Scene, Self::Copied, Self::Paper];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Scene => "scene",
            Self::Copied => "copied",
            Self::Paper => "paper",
        }
    }
}

/// What is not filled in yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    /// How many pages there are.
    Count,
    /// Who provided the document.
    Provider,
}

/// The purpose of the next picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// What is photographed.
    pub what: What,
    /// Who provided the document.
    pub from: String,
    /// It was compared with the original.
    pub agrees: bool,
    /// The next page, from 1; one more than `of` when all are taken. As typed: what is no number stays visible.
    pub page: String,
    /// Pages in all, as typed.
    pub of: String,
    /// The page with which a paper original that was begun goes on.
    resume: Option<Pages>,
}

impl Default for Purpose {
    fn default() -> Self {
        Self {
            what: What::Scene,
            from: String::new(),
            agrees: false,
            page: "1".to_owned(),
            of: "1".to_owned(),
            resume: None,
        }
    }
}

/// A number of pages as typed, with whatever width of digits; none where it is no such number.
fn number(typed: &str) -> Option<u32> {
    let n = half_width(typed).parse().ok()?;
    (1..=PAGES_MAX).contains(&n).then_some(n)
}

impl Purpose {
    /// Goes on with a paper original that was begun and not photographed whole, once it is chosen.
    pub fn going_on(view: &InspectionView) -> Self {
        Self {
            resume: view.missing_paper_pages().first().copied(),
            ..Self::default()
        }
    }

    /// Chooses what is photographed; the counting begins anew, or where it was left.
    pub fn choose(&mut self, what: What) {
        self.what = what;
        self.again();
        if what == What::Paper
            && let Some(next) = self.resume
        {
            (self.page, self.of) = (next.page.to_string(), next.of.to_string());
        }
    }

    /// How many pages there are; none while what is typed is no number of pages.
    pub fn of(&self) -> Option<u32> {
        number(&self.of)
    }

    /// The page that comes next; none while what is typed is no page of this paper, and when all are taken.
    pub fn pages(&self) -> Option<Pages> {
        let pages = Pages {
            page: number(&self.page)?,
            of: self.of()?,
        };
        pages.fits().then_some(pages)
    }

    /// A picture may be taken now.
    pub fn ready(&self) -> bool {
        match self.what {
            What::Scene => true,
            What::Copied => self.pages().is_some() && !self.from.trim().is_empty(),
            What::Paper => self.pages().is_some(),
        }
    }

    /// All pages are taken.
    pub fn done(&self) -> bool {
        let next = half_width(&self.page).parse::<u32>().ok();
        self.what != What::Scene && self.of().is_some_and(|of| next == Some(of + 1))
    }

    /// The page that was typed is none of this paper.
    pub fn page_is_wrong(&self) -> bool {
        self.of().is_some() && self.pages().is_none() && !self.done()
    }

    /// What is to be filled in before the first picture.
    pub fn wants(&self) -> Option<Wants> {
        match self.what {
            What::Scene => None,
            What::Copied | What::Paper if self.of().is_none() => Some(Wants::Count),
            What::Copied if self.from.trim().is_empty() => Some(Wants::Provider),
            What::Copied | What::Paper => None,
        }
    }

    /// Begins anew with the first page.
    pub fn again(&mut self) {
        self.page = "1".to_owned();
    }

    /// What a picture taken now is, and says of itself; the next one is the next page. None = no picture may be taken
    /// now: a second tap came before the shutter was seen to be shut.
    pub fn taken(&mut self, kind: EvidenceKind) -> Option<(EvidenceKind, Option<About>)> {
        if kind != EvidenceKind::Photo || self.what == What::Scene {
            return Some((kind, None));
        }
        if !self.ready() {
            return None;
        }
        let pages = self.pages()?;
        let about = match self.what {
            What::Scene => return Some((kind, None)),
            What::Copied => About::Copied {
                from: self.from.trim().to_owned(),
                agrees: self.agrees,
                pages,
            },
            What::Paper => {
                let next = Pages {
                    page: pages.page + 1,
                    ..pages
                };
                self.resume = next.fits().then_some(next);
                About::PaperOriginal(pages)
            }
        };
        self.page = (pages.page + 1).to_string();
        Some((EvidenceKind::Document, Some(about)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Purpose, Wants, What};
    use domain::evidence::{About, EvidenceKind, Pages};

    fn paper(page: &str, of: &str) -> Purpose {
        Purpose {
            what: What::Paper,
            page: page.to_owned(),
            of: of.to_owned(),
            ..Purpose::default()
        }
    }

    #[test]
    fn pages_are_counted_at_the_tap_and_end() {
        let mut purpose = paper("1", "2");
        for page in 1..=2 {
            assert!(purpose.ready());
            let about = About::PaperOriginal(Pages { page, of: 2 });
            assert_eq!(
                purpose.taken(EvidenceKind::Photo),
                Some((EvidenceKind::Document, Some(about)))
            );
        }
        assert_eq!(purpose.taken(EvidenceKind::Photo), None, "two taps on one page");
        assert!(purpose.done() && !purpose.ready());
        purpose.again();
        assert!(purpose.ready());
    }

    // The shutter that is shut says for what it waits.
    #[test]
    fn a_shut_shutter_says_what_is_missing() {
        let mut purpose = Purpose {
            what: What::Copied,
            of: "0".to_owned(),
            ..Purpose::default()
        };
        assert!(!purpose.done(), "no page of none is taken");
        assert_eq!(purpose.wants(), Some(Wants::Count));
        purpose.of = "1".to_owned();
        assert_eq!(purpose.wants(), Some(Wants::Provider));
        purpose.from = "演示员".to_owned();
        assert_eq!(purpose.wants(), None);
    }

    #[test]
    fn a_document_needs_its_source_and_sound_is_no_page() {
        let mut purpose = Purpose {
            what: What::Copied,
            ..Purpose::default()
        };
        assert!(!purpose.ready());
        purpose.from = "演示员".to_owned();
        assert!(purpose.ready());
        assert_eq!(
            purpose.taken(EvidenceKind::Audio),
            Some((EvidenceKind::Audio, None))
        );
        assert_eq!(purpose.page, "1");
    }

    /// What is no number of pages is neither a finished paper nor one that can be photographed.
    #[test]
    fn what_is_no_number_of_pages_is_wrong_and_not_done() {
        for typed in ["", "0", "-2", "abc", "1.5", "999999"] {
            let purpose = paper("1", typed);
            assert!(
                purpose.of().is_none() && !purpose.ready() && !purpose.done(),
                "{typed}"
            );
        }
        // Full width (U+FF11, U+FF12), as Chinese input methods type it.
        assert_eq!(paper("1", "１２").of(), Some(12));
        assert_eq!(paper("２", "３").pages(), Some(Pages { page: 2, of: 3 }));
        for page in ["0", "5", "x", ""] {
            assert!(paper(page, "3").page_is_wrong(), "{page}");
            assert!(!paper(page, "3").ready() && !paper(page, "3").done(), "{page}");
        }
        assert!(!paper("4", "3").page_is_wrong() && paper("4", "3").done());
    }

    /// An original that was begun is gone on with where it was left, whatever was photographed in between; a whole one is
    /// followed by the first page of another.
    #[test]
    fn a_paper_that_was_begun_is_gone_on_with() {
        let mut purpose = Purpose {
            resume: Some(Pages { page: 2, of: 3 }),
            ..Purpose::default()
        };
        assert_eq!(
            purpose.taken(EvidenceKind::Photo),
            Some((EvidenceKind::Photo, None))
        );
        purpose.choose(What::Copied);
        assert_eq!(purpose.pages(), Some(Pages { page: 1, of: 1 }));
        purpose.choose(What::Paper);
        assert_eq!(purpose.pages(), Some(Pages { page: 2, of: 3 }));
        for page in [2, 3] {
            purpose.choose(What::Scene);
            purpose.choose(What::Paper);
            assert_eq!(purpose.pages(), Some(Pages { page, of: 3 }));
            purpose.taken(EvidenceKind::Photo);
        }
        purpose.choose(What::Scene);
        purpose.choose(What::Paper);
        assert_eq!(purpose.pages(), Some(Pages { page: 1, of: 3 }));
    }
}
