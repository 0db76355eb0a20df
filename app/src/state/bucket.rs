//! The groups of the today list, and its search.

use domain::inspection::view::DocState;
use domain::review::ReviewState;

/// Where an inspection stands in the officer's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bucket {
    /// 退回补正: first, because somebody waits for it.
    Returned,
    /// 进行中.
    Started,
    /// 待签名.
    ToSign,
    /// 待检查.
    Waiting,
    /// 待上传.
    ToSend,
    /// 已完成.
    Done,
}

impl Bucket {
    /// All, in the order of the list.
    pub const ALL: [Self; 6] = [
        Self::Returned,
        Self::Started,
        Self::ToSign,
        Self::Waiting,
        Self::ToSend,
        Self::Done,
    ];

    /// Stable name, also the end of its test name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Returned => "returned",
            Self::Started => "started",
            Self::ToSign => "to-sign",
            Self::Waiting => "waiting",
            Self::ToSend => "to-send",
            Self::Done => "done",
        }
    }

    /// The group of an inspection. `received`: the server has all of it, evidence included.
    pub fn of(state: DocState, review: ReviewState, received: bool) -> Self {
        match (state, review) {
            (DocState::Amending, _) | (DocState::Sealed, ReviewState::HasIssues) => Self::Returned,
            (DocState::Assigned, _) => Self::Waiting,
            (DocState::Started, _) => Self::Started,
            (DocState::ToSign, _) => Self::ToSign,
            (DocState::Sealed, _) if received => Self::Done,
            (DocState::Sealed, _) => Self::ToSend,
        }
    }
}

/// Folds what people type into what is compared: full-width to half-width, no case, no spaces.
pub fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match u32::from(c) {
            n @ 0xff01..=0xff5e => char::from_u32(n - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether any of the texts contains what was typed.
pub fn matches(query: &str, texts: &[&str]) -> bool {
    let query = fold(query);
    query.is_empty() || texts.iter().any(|t| fold(t).contains(&query))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_returned_record_is_work_until_it_is_sealed_again() {
        let returned = Bucket::of(DocState::Sealed, ReviewState::HasIssues, true);
        assert_eq!(returned, Bucket::Returned);
        assert_eq!(
            Bucket::of(DocState::Amending, ReviewState::HasIssues, false),
            Bucket::Returned
        );
    }

    #[test]
    fn a_sealed_record_is_done_only_when_the_server_has_all_of_it() {
        assert_eq!(
            Bucket::of(DocState::Sealed, ReviewState::Pending, false),
            Bucket::ToSend
        );
        assert_eq!(
            Bucket::of(DocState::Sealed, ReviewState::Received, true),
            Bucket::Done
        );
    }

    #[test]
    fn full_width_digits_and_spaces_find_the_same_subject() {
        assert!(matches("９１ ３７ a", &["9137A0001"]));
        assert!(!matches("矿", &["消防"]));
    }
}
