//! What is being photographed: the site, a document that somebody showed, or a paper original, page by page.
//!
//! Exists so that a picture gets its page at the tap, whatever is still being stored. Invariant: no picture is taken for
//! a page that the paper does not have.

use domain::evidence::{About, EvidenceKind, Pages};

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

/// The purpose of the next picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// What is photographed.
    pub what: What,
    /// Who provided the document.
    pub from: String,
    /// It was compared with the original.
    pub agrees: bool,
    /// The next page, from 1; one more than `of` when all are taken.
    pub page: u32,
    /// Pages in all.
    pub of: u32,
}

impl Default for Purpose {
    fn default() -> Self {
        Self {
            what: What::Scene,
            from: String::new(),
            agrees: false,
            page: 1,
            of: 1,
        }
    }
}

impl Purpose {
    fn pages(&self) -> Pages {
        Pages {
            page: self.page,
            of: self.of,
        }
    }

    /// A picture may be taken now.
    pub fn ready(&self) -> bool {
        match self.what {
            What::Scene => true,
            What::Copied => self.pages().fits() && !self.from.trim().is_empty(),
            What::Paper => self.pages().fits(),
        }
    }

    /// All pages are taken.
    pub fn done(&self) -> bool {
        self.what != What::Scene && self.page > self.of
    }

    /// Begins anew with the first page.
    pub fn again(&mut self) {
        self.page = 1;
    }

    /// What a picture taken now is, and says of itself; the next one is the next page.
    pub fn taken(&mut self, kind: EvidenceKind) -> (EvidenceKind, Option<About>) {
        let pages = self.pages();
        let about = match self.what {
            _ if kind != EvidenceKind::Photo => return (kind, None),
            What::Scene => return (kind, None),
            What::Copied => About::Copied {
                from: self.from.trim().to_owned(),
                agrees: self.agrees,
                pages,
            },
            What::Paper => About::PaperOriginal(pages),
        };
        self.page += 1;
        (EvidenceKind::Document, Some(about))
    }
}

#[cfg(test)]
mod tests {
    use super::{Purpose, What};
    use domain::evidence::{About, EvidenceKind, Pages};

    #[test]
    fn pages_are_counted_at_the_tap_and_end() {
        let mut purpose = Purpose {
            what: What::Paper,
            of: 2,
            ..Purpose::default()
        };
        for page in 1..=2 {
            assert!(purpose.ready());
            let about = About::PaperOriginal(Pages { page, of: 2 });
            assert_eq!(
                purpose.taken(EvidenceKind::Photo),
                (EvidenceKind::Document, Some(about))
            );
        }
        assert!(purpose.done() && !purpose.ready());
        purpose.again();
        assert!(purpose.ready());
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
        assert_eq!(purpose.taken(EvidenceKind::Audio), (EvidenceKind::Audio, None));
        assert_eq!(purpose.page, 1);
    }
}
