//! Teams and officers under one regime: how many, in which roles, of which departments, and who may not inspect.
use crate::pack::{Pack, day, entered, inspector};
use domain::regime::ground::check_order;
use domain::regime::{TeamRole, eligible_inspector, may_hold, seats, team_rule};
use domain::roster::Inspector;

impl Pack {
    /// Roles and departments of a team, `role@department`, and the article of its size.
    #[track_caller]
    pub(crate) fn team(&self, inputs: &[(&str, &str)], wanted: &[&str], cite: &str) {
        let found = seats(&self.regime, &entered(inputs)).expect("the team is known");
        let named: Vec<String> = found
            .iter()
            .map(|s| {
                if s.department.is_empty() {
                    role(s.role).to_owned()
                } else {
                    format!("{}@{}", role(s.role), s.department)
                }
            })
            .collect();
        assert_eq!(named, wanted);
        assert!(found.iter().any(|s| s.cite == cite), "{cite} among {found:?}");
    }

    /// Fewer than two officers are refused, in a draw and in a visit off the plan.
    #[track_caller]
    pub(crate) fn at_least_two(&self, cite: &str) {
        self.team(&[], &["member", "member"], cite);
        let one = inspector(&[]);
        let window = (day("2026-09-18"), day("2026-09-20"));
        let codes = |n: usize| {
            let sent: Vec<_> = (0..n).map(|i| format!("i{i}").as_str().into()).collect();
            let team: Vec<_> = sent.iter().map(|id| (id, Some(&one))).collect();
            let found = check_order(&self.regime, &"s".into(), &team, "演示", window, window.0);
            found.into_iter().map(|p| p.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(1), ["visit.team.size"]);
        assert!(codes(2).is_empty());
    }

    /// The team is as large as the plan says; a plan that does not say is refused.
    #[track_caller]
    pub(crate) fn team_of_the_plan(&self, cite: &str) {
        self.team(&[("team_size", "3")], &["member"; 3], cite);
        let silent = seats(&self.regime, &entered(&[])).expect_err("no size is assumed");
        assert_eq!(silent[0].code, "plan.input.missing");
    }

    /// Why an inspector may not be in the pool on a day: code and article, or nothing.
    pub(crate) fn eligible(&self, row: &Inspector, on: &str) -> String {
        match eligible_inspector(&self.regime, row, day(on)) {
            Ok(()) => String::new(),
            Err(why) => format!("{} {}", why.code, why.cite).trim().to_owned(),
        }
    }

    /// Nobody without a certificate number is in the pool, nobody whose certificate is over; by this article.
    #[track_caller]
    pub(crate) fn certificate(&self, cite: &str, tags: &[(&str, &str)]) {
        let mut good = inspector(tags);
        assert_eq!(self.eligible(&good, "2026-09-18"), "");
        assert_eq!(
            self.eligible(&good, "2027-01-01"),
            format!("inspector.certificate.expired {cite}")
        );
        good.certificate_no.clear();
        assert_eq!(
            self.eligible(&good, "2026-09-18"),
            format!("inspector.certificate.missing {cite}")
        );
    }

    /// Whether a post may hold a role.
    pub(crate) fn holds(&self, post: &str, role: TeamRole) -> bool {
        may_hold(&self.regime, &inspector(&[("post", post)]), role).is_ok()
    }

    /// The text limits a team to two.
    #[track_caller]
    pub(crate) fn at_most_two(&self) {
        let rule = team_rule(&self.regime, &entered(&[])).expect("the team is known");
        assert_eq!((rule.officers, rule.officers_max), (2, Some(2)));
    }

    /// Whoever is not in the roster of inspectors is sent nowhere, not even on a visit off the plan.
    #[track_caller]
    pub(crate) fn only_from_the_roster(&self) {
        let known = inspector(&[]);
        let window = (day("2026-09-18"), day("2026-09-20"));
        let (a, b) = ("i0".into(), "i1".into());
        let codes = |second| {
            let team = [(&a, Some(&known)), (&b, second)];
            let found = check_order(&self.regime, &"s".into(), &team, "演示", window, window.0);
            found.into_iter().map(|p| p.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(None), ["visit.inspector.unknown"]);
        assert!(codes(Some(&known)).is_empty());
    }
}

fn role(role: TeamRole) -> &'static str {
    match role {
        TeamRole::Lead => "lead",
        TeamRole::Assist => "assist",
        TeamRole::Member => "member",
        TeamRole::Expert => "expert",
    }
}
