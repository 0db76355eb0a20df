//! What one regime lets an office change of a drawn result.
use crate::pack::Pack;
use domain::regime::change::{ChangeKind, ChangeRule, ChangeWhy, change_rules};

/// What may send an inspector away.
const AWAY: [ChangeWhy; 3] = [ChangeWhy::Recusal, ChangeWhy::Absent, ChangeWhy::Unqualified];

impl Pack {
    fn change(&self, kind: ChangeKind) -> ChangeRule {
        let mut rules = change_rules(&self.regime).into_iter();
        rules.find(|r| r.kind == kind).unwrap()
    }

    #[track_caller]
    fn says(&self, rule: &ChangeRule, cite: &str) {
        assert!(
            rule.said.iter().any(|s| s.cite == cite),
            "{cite}: {:?}",
            rule.said
        );
    }

    /// A seat is drawn again by this article, and nobody is named for it but where two change places.
    #[track_caller]
    pub(crate) fn seat_redrawn(&self, cite: &str) {
        let (drawn, hand) = (self.change(ChangeKind::Inspector), self.change(ChangeKind::Hand));
        assert_eq!(drawn.reasons, AWAY);
        self.says(&drawn, cite);
        assert!(
            hand.reasons.is_empty() || hand.swap_only || hand.reasons == [ChangeWhy::NoRedraw],
            "{hand:?}"
        );
        self.says(&hand, cite);
    }

    /// A subject is followed by the next of its order, by this article.
    #[track_caller]
    pub(crate) fn subject_followed(&self, cite: &str) {
        let rule = self.change(ChangeKind::Subject);
        assert_eq!(rule.reasons, [ChangeWhy::NotInspectable, ChangeWhy::WrongSubject]);
        self.says(&rule, cite);
    }

    /// Who recuses himself changes places with another, or sits out and is drawn again, by this article.
    #[track_caller]
    pub(crate) fn swaps_or_sits_out(&self, cite: &str) {
        let hand = self.change(ChangeKind::Hand);
        assert_eq!(
            (hand.swap_only, hand.reasons.as_slice()),
            (true, &[ChangeWhy::Recusal][..])
        );
        self.says(&hand, cite);
        assert_eq!(self.change(ChangeKind::Inspector).reasons, AWAY);
    }

    /// Somebody is named by hand, by this article, for these reasons.
    #[track_caller]
    pub(crate) fn named_by_hand(&self, cite: &str, reasons: &[ChangeWhy]) {
        let hand = self.change(ChangeKind::Hand);
        assert_eq!((hand.swap_only, hand.reasons.as_slice()), (false, reasons));
        self.says(&hand, cite);
    }

    /// A change is not barred, and who asks for it reads that the text does not want it.
    #[track_caller]
    pub(crate) fn change_discouraged(&self, cite: &str) {
        let rule = self.change(ChangeKind::Inspector);
        assert_eq!(rule.reasons, AWAY, "in principle only: a reason is asked for");
        self.says(&rule, cite);
    }
}
