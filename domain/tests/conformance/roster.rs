//! Rosters (名录库) under one regime: the fields its text prescribes, one by one.
use crate::pack::Pack;
use domain::problem::{Problem, Severity};
use domain::regime::{
    Lacking, inspector_fields_lacking, inspector_lacks, keeping, subject_fields_lacking, subject_lacks,
};
use serde_json::{Value, json};

/// A prescribed field: its label as printed, and the column that fills it.
type Field = (&'static str, &'static str);

/// An empty row with one column filled.
fn row(empty: Value, column: &str, standard: &[&str]) -> Value {
    let mut row = empty;
    match column {
        "" => {}
        "certificate_until" => row[column] = "2026-12-31".into(),
        "qualifications" => row[column] = json!(["演示"]),
        _ if standard.contains(&column) => row[column] = "演示".into(),
        header => row["extra"] = json!({ header: "演示" }),
    }
    row
}

#[track_caller]
fn each(lacks: impl Fn(&str) -> Vec<Lacking>, cite: &str, required: &[Field], later: &[Field]) {
    let labels = |found: Vec<Lacking>, soon: bool| -> Vec<String> {
        assert!(found.iter().all(|f| f.cite == cite), "{found:?}");
        found
            .into_iter()
            .filter(|f| f.required == soon)
            .map(|f| f.label)
            .collect()
    };
    let wanted = |fields: &[Field], but: &str| -> Vec<String> {
        // One column may fill two fields of a text: 职务 and 执法岗位 are both the roster's post.
        let others = fields.iter().filter(|(_, column)| *column != but);
        others.map(|(label, _)| (*label).to_owned()).collect()
    };
    for (_, column) in [("", "")].iter().chain(required).chain(later) {
        assert_eq!(
            labels(lacks(column), true),
            wanted(required, column),
            "{column} filled"
        );
        assert_eq!(
            labels(lacks(column), false),
            wanted(later, column),
            "{column} filled"
        );
    }
}

/// Two empty rows: every field of the text is told once, of both rows, with its article.
#[track_caller]
fn told_once(told: &[Problem], cite: &str, required: &[Field], later: &[Field]) {
    let wanted = required.iter().map(|f| (f.0, Severity::Warning));
    let wanted = wanted.chain(later.iter().map(|f| (f.0, Severity::Note)));
    let named = |p: &Problem| {
        let arg = |name: &str| p.args.get(name).map(String::as_str);
        assert_eq!((arg("cite"), arg("count")), (Some(cite), Some("2")), "{p:?}");
        (arg("field").unwrap_or_default().to_owned(), p.severity)
    };
    let mut found: Vec<_> = told.iter().map(named).collect();
    let mut wanted: Vec<_> = wanted
        .map(|(label, severity)| (label.to_owned(), severity))
        .collect();
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted);
}

impl Pack {
    /// Who keeps the rosters reads this article, in words that hold each of these.
    #[track_caller]
    pub(crate) fn rosters_kept(&self, cite: &str, words: &[&str]) {
        let told = keeping(&self.regime);
        let told: Vec<_> = told
            .iter()
            .filter(|t| t.cite == cite)
            .map(|t| t.text.as_str())
            .collect();
        for word in words {
            assert!(told.iter().any(|t| t.contains(word)), "{word} in {told:?}");
        }
    }

    /// An empty row of the roster of subjects lacks exactly these fields, and each is there once its column is
    /// filled; `later` are completed over time.
    #[track_caller]
    pub(crate) fn subject_fields(&self, cite: &str, required: &[Field], later: &[Field]) {
        const STANDARD: &[&str] = &[
            "name",
            "credit_code",
            "registration_no",
            "address",
            "district",
            "responsible_person",
            "phone",
            "industry",
        ];
        let lacks = |column: &str| {
            let row = row(json!({ "id": "s", "name": "" }), column, STANDARD);
            subject_lacks(
                &self.regime,
                &serde_json::from_value(row).expect("a row of the roster"),
            )
        };
        each(lacks, cite, required, later);
        let row = serde_json::from_value(json!({ "id": "s", "name": "" })).expect("a row of the roster");
        told_once(
            &subject_fields_lacking(&self.regime, [&row, &row]),
            cite,
            required,
            later,
        );
    }

    /// The same of the roster of inspectors.
    #[track_caller]
    pub(crate) fn inspector_fields(&self, cite: &str, required: &[Field]) {
        const STANDARD: &[&str] = &["name", "certificate_no", "department", "post", "sex", "phone"];
        let lacks = |column: &str| {
            let row = row(
                json!({ "id": "i", "name": "", "certificate_no": "" }),
                column,
                STANDARD,
            );
            inspector_lacks(
                &self.regime,
                &serde_json::from_value(row).expect("a row of the roster"),
            )
        };
        each(lacks, cite, required, &[]);
        let row = serde_json::from_value(json!({ "id": "i", "name": "", "certificate_no": "" }));
        let row = row.expect("a row of the roster");
        told_once(
            &inspector_fields_lacking(&self.regime, [&row, &row]),
            cite,
            required,
            &[],
        );
    }
}
