//! A draw (抽取) under one regime: what its pool, strata and team make of two rosters, through the whole protocol.
use crate::pack::{Pack, day, entered};
use domain::assignment::sample_rule;
use domain::digest::Secret;
use domain::draw::plan::{BeaconRule, Caps, Condition, DrawPlan, Mode, Seat, Stratum, WitnessRule};
use domain::draw::{InspectorEntry, SubjectEntry, commit, freeze, open, server_commitment};
use domain::id::{InspectorId, SubjectId};
use domain::regime::pool::PoolVerdict;
use domain::regime::{Known, TeamRole, eligible_inspector, may_hold, pool_subject, seats, strata};
use domain::roster::{Inspector, Subject};
use domain::time::Date;
use std::collections::{BTreeMap, BTreeSet};

/// One drawn subject: its stratum and its inspectors with their roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Drawn {
    pub(crate) subject: SubjectId,
    pub(crate) stratum: String,
    pub(crate) team: Vec<(InspectorId, String)>,
}

/// A draw, and the kinds of the leaves it leaves in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) teams: Vec<Drawn>,
    pub(crate) leaves: Vec<String>,
}

/// Rows `s00…` with the same columns.
pub(crate) fn subjects(n: usize, columns: &[(&str, &str)]) -> Vec<Subject> {
    let one = crate::pack::subject(columns);
    let named = |i: usize| Subject {
        id: format!("s{i:02}").as_str().into(),
        ..one.clone()
    };
    (0..n).map(named).collect()
}

/// Inspectors `i00…` with the same columns.
pub(crate) fn inspectors(n: usize, columns: &[(&str, &str)]) -> Vec<Inspector> {
    let one = crate::pack::inspector(columns);
    let named = |i: usize| Inspector {
        id: format!("i{i:02}").as_str().into(),
        ..one.clone()
    };
    (0..n).map(named).collect()
}

impl Pack {
    /// Draws; the seed follows from one byte.
    pub(crate) fn draw(
        &self,
        inputs: &[(&str, &str)],
        rows: &[Subject],
        staff: &[Inspector],
        seed: u8,
    ) -> Done {
        let known = entered(inputs);
        let on = day("2026-09-18");
        let found = seats(&self.regime, &known).expect("the team is known");
        let strata = strata(&self.regime, &known).expect("the sizes are known");
        let only_by_role = found
            .iter()
            .map(|s| s.role)
            .filter(|r| *r != TeamRole::Lead)
            .collect::<Vec<_>>();
        let entry = |one: &Inspector| {
            let mut qual = one.qualifications.clone();
            let may = only_by_role
                .iter()
                .filter(|role| may_hold(&self.regime, one, **role).is_ok());
            qual.extend(may.map(|role| format!("may:{role:?}")));
            qual.sort();
            qual.dedup();
            InspectorEntry {
                id: one.id.clone(),
                dept: one.department.clone(),
                lead: may_hold(&self.regime, one, TeamRole::Lead).is_ok(),
                qual,
                prior: 0,
                hard: None,
                why: eligible_inspector(&self.regime, one, on).err().map(|e| e.code),
                recusals: one.recusals.keys().cloned().collect(),
            }
        };
        let staff: Vec<_> = staff.iter().map(entry).collect();
        let pool: Vec<_> = rows
            .iter()
            .map(|row| {
                let verdict = pool_subject(
                    &self.regime,
                    row,
                    Known {
                        past: &[],
                        day: on,
                        inputs: &known,
                    },
                );
                let (attrs, why) = match verdict {
                    PoolVerdict::In { stratum, .. } => {
                        (BTreeMap::from([("stratum".to_owned(), stratum)]), None)
                    }
                    PoolVerdict::Out { code, .. } => (BTreeMap::new(), Some(code)),
                };
                SubjectEntry {
                    id: row.id.clone(),
                    attrs,
                    why,
                }
            })
            .collect();
        let plan = plan(
            strata.iter().map(stratum).collect(),
            found.iter().map(seat).collect(),
            on,
        );
        run(&plan, &pool, &staff, seed)
    }

    /// Both sides are drawn: of `n` subjects with these columns `m` come out in this stratum, each with a team of so
    /// many different inspectors out of twelve; the same secret gives the same draw, and every subject has its turn.
    #[track_caller]
    pub(crate) fn draws(
        &self,
        inputs: &[(&str, &str)],
        columns: &[(&str, &str)],
        stratum: &str,
        of: (usize, usize),
        team: usize,
    ) {
        let staff = inspectors(12, QUALIFIED);
        let rows = subjects(of.0, columns);
        let done = self.draw(inputs, &rows, &staff, 1);
        assert_eq!(
            done,
            self.draw(inputs, &rows, &staff, 1),
            "the same secret, the same draw"
        );
        assert_eq!(done.teams.len(), of.1, "of {} subjects", of.0);
        let mut met = (BTreeSet::new(), BTreeSet::new());
        for seed in 1..=5 {
            for one in self.draw(inputs, &rows, &staff, seed).teams {
                let different: BTreeSet<_> = one.team.iter().map(|(id, _)| id.clone()).collect();
                assert_eq!(
                    (one.stratum.as_str(), different.len(), one.team.len()),
                    (stratum, team, team)
                );
                met.0.insert(one.subject);
                met.1.extend(different);
            }
        }
        assert!(
            met.0.len() > of.1 || of.1 == of.0,
            "subjects are drawn: {:?}",
            met.0
        );
        assert!(met.1.len() > team, "inspectors are drawn: {:?}", met.1);
    }

    /// A joint draw: of `n` subjects `m` come out, each with one inspector of every department.
    #[track_caller]
    pub(crate) fn draws_joint(
        &self,
        inputs: &[(&str, &str)],
        columns: &[(&str, &str)],
        of: (usize, usize),
        departments: &[&str],
    ) {
        let mut staff = Vec::new();
        for (n, department) in departments.iter().enumerate() {
            let own = inspectors(4, &[("department", department)]);
            staff.extend(own.into_iter().map(|i| Inspector {
                id: format!("d{n}{}", i.id).as_str().into(),
                ..i
            }));
        }
        let mut met = BTreeSet::new();
        for seed in 1..=8 {
            let done = self.draw(inputs, &subjects(of.0, columns), &staff, seed);
            assert_eq!(done.teams.len(), of.1, "of {} subjects", of.0);
            for one in done.teams {
                let sent: Vec<_> = one
                    .team
                    .iter()
                    .filter_map(|(id, _)| staff.iter().find(|i| &i.id == id))
                    .collect();
                assert_eq!(
                    sent.iter().map(|i| i.department.as_str()).collect::<Vec<_>>(),
                    departments
                );
                met.insert(one.subject);
            }
        }
        assert!(met.len() > of.1, "subjects are drawn: {met:?}");
    }

    /// Who has an interest in a subject is never in its team, however the draw falls (回避).
    #[track_caller]
    pub(crate) fn keeps_apart(&self, inputs: &[(&str, &str)], columns: &[(&str, &str)]) {
        let rows = subjects(6, columns);
        let mut staff = inspectors(8, QUALIFIED);
        for one in staff.iter_mut().take(3) {
            one.recusals = rows
                .iter()
                .take(5)
                .map(|s| (s.id.clone(), "利害关系".to_owned()))
                .collect();
        }
        let apart: BTreeSet<_> = staff.iter().take(3).map(|i| i.id.clone()).collect();
        let mut held = 0;
        for seed in 1..=4 {
            for one in self.draw(inputs, &rows, &staff, seed).teams {
                let free = one.subject == rows[5].id;
                assert!(
                    free || one.team.iter().all(|(id, _)| !apart.contains(id)),
                    "{one:?}"
                );
                held += 1;
            }
        }
        assert!(held > 0, "somebody was drawn");
    }

    /// Who may not inspect is in no team, however the draw falls.
    #[track_caller]
    pub(crate) fn never_draws(
        &self,
        unfit: &[(&str, &str)],
        inputs: &[(&str, &str)],
        columns: &[(&str, &str)],
    ) {
        let rows = subjects(6, columns);
        let mut staff = inspectors(6, QUALIFIED);
        let mut bad = crate::pack::inspector(unfit);
        bad.id = "unfit".into();
        staff.push(bad);
        for seed in 1..=4 {
            for one in self.draw(inputs, &rows, &staff, seed).teams {
                assert!(one.team.iter().all(|(id, _)| id.as_str() != "unfit"), "{one:?}");
            }
        }
    }

    /// The log keeps plan, frozen rosters, commitment and result of the draw, each team in it.
    #[track_caller]
    pub(crate) fn leaves_its_trace(&self, inputs: &[(&str, &str)], columns: &[(&str, &str)]) {
        let done = self.draw(inputs, &subjects(8, columns), &inspectors(8, QUALIFIED), 1);
        let wanted = ["plan", "roster", "commit", "result"];
        assert!(
            wanted.iter().all(|kind| done.leaves.iter().any(|l| l == kind)),
            "{:?}",
            done.leaves
        );
        assert_eq!(
            done.leaves.iter().filter(|l| *l == "assign").count(),
            done.teams.len()
        );
    }
}

/// What every regime's eligibility asks for, as the roster of one who has it.
pub(crate) const QUALIFIED: &[(&str, &str)] = &[("qualifications", "三级岗位资格"), ("post", "科员")];

/// A plan drawn openly, with nothing but strata and team.
fn plan(strata: Vec<Stratum>, team: Vec<Seat>, date: Date) -> DrawPlan {
    DrawPlan {
        name: "演示".to_owned(),
        demo: true,
        facts: BTreeMap::new(),
        date,
        strata,
        total: None,
        filter: Vec::new(),
        half: None,
        stages: Vec::new(),
        capacity: None,
        exclude: Vec::new(),
        team,
        fixed: None,
        lead: Vec::new(),
        caps: Caps::default(),
        apart: Vec::new(),
        mode: Mode::Open,
        witness: WitnessRule { n: 0, quorum: 0 },
        beacon: BeaconRule::None,
        deadline: 1_800_000_000,
        open_by: None,
        approver: None,
        escrow: None,
        prev: None,
    }
}

fn stratum(one: &domain::regime::PlanStratum) -> Stratum {
    let when = vec![Condition {
        field: "stratum".to_owned(),
        is: vec![one.key.clone()],
    }];
    Stratum {
        key: one.key.clone(),
        when,
        rule: sample_rule(&one.size),
        team: None,
        weigh: None,
    }
}

fn seat(one: &domain::regime::Seat) -> Seat {
    let qual = (one.role != TeamRole::Lead).then(|| format!("may:{:?}", one.role));
    let role = if one.role == TeamRole::Lead {
        "lead".to_owned()
    } else {
        format!("{:?}", one.role).to_lowercase()
    };
    Seat {
        role,
        dept: (!one.department.is_empty()).then(|| one.department.clone()),
        qual,
    }
}

fn run(plan: &DrawPlan, pool: &[SubjectEntry], staff: &[InspectorEntry], seed: u8) -> Done {
    let secret = Secret::new([seed; 32]);
    let frozen = freeze(plan, pool, staff, &Secret::new([99; 32])).expect("rosters that can be frozen");
    let committed =
        commit(plan, &frozen, 1, server_commitment(&secret), &[]).expect("a draw that can be made");
    let outcome = open(&committed, &secret, &[], None).expect("the secret of this draw");
    let kind = |text: &String| {
        let leaf: serde_json::Value = serde_json::from_str(text).expect("a leaf is JSON");
        leaf["t"].as_str().unwrap_or_default().to_owned()
    };
    let texts = [
        &committed.plan_text,
        &committed.roster_text,
        &committed.commit_text,
    ];
    let mut leaves: Vec<String> = texts.into_iter().map(kind).collect();
    let later = outcome.leaves(2, 3, &secret, "demo", &Secret::new([99; 32]));
    leaves.extend(later.iter().map(|leaf| kind(&leaf.text().expect("canonical"))));
    let teams = outcome.teams().iter().map(|t| Drawn {
        subject: t.object.clone(),
        stratum: t.stratum.clone(),
        team: t.members.clone(),
    });
    Done {
        teams: teams.collect(),
        leaves,
    }
}
