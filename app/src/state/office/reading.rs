//! An answer as the office reads it: labels instead of stored ids, and what kind of answer it is.

use domain::regime::form::{AnswerKind, ChoiceOption};

/// The words of a stored value. An unknown option keeps its id, so that nothing is hidden.
pub fn words(kind: &AnswerKind, value: &str) -> String {
    match kind {
        AnswerKind::Verdict { ok, bad, na } => match value {
            "ok" => ok.clone(),
            "bad" => bad.clone(),
            "na" => na.clone().unwrap_or_else(|| value.to_owned()),
            other => other.to_owned(),
        },
        AnswerKind::Choice { options } | AnswerKind::MultiChoice { options } => value
            .split(' ')
            .map(|id| label(options, id))
            .collect::<Vec<_>>()
            .join(" / "),
        AnswerKind::Number { unit, .. } => with_unit(value, unit),
        AnswerKind::Fraction { unit } => with_unit(value, unit),
        AnswerKind::Text { .. } | AnswerKind::Date => value.to_owned(),
    }
}

fn label(options: &[ChoiceOption], id: &str) -> String {
    options
        .iter()
        .find(|o| o.id == id)
        .map_or_else(|| id.to_owned(), |o| o.label.clone())
}

fn with_unit(value: &str, unit: &str) -> String {
    format!("{value} {unit}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_ids_are_read_as_labels() {
        let kind = AnswerKind::MultiChoice {
            options: vec![ChoiceOption {
                id: "a".into(),
                label: "甲".into(),
                bad: false,
                alone: false,
            }],
        };
        assert_eq!(words(&kind, "a b"), "甲 / b");
        let number = AnswerKind::Number {
            unit: "MPa".into(),
            min: None,
            max: None,
            decimals: 1,
        };
        assert_eq!(words(&number, "0.5"), "0.5 MPa");
    }
}
