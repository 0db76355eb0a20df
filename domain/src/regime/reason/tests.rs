//! Which answers of the released forms need words.
use super::*;
use crate::id::ItemId;
use crate::regime::catalog::Catalog;

#[track_caller]
fn check(form: &str, given: &[(&str, &str)], item: &str, wanted: Option<Reason>) {
    let (catalog, _) = Catalog::built_in();
    let mut forms = catalog.regimes().iter().flat_map(|r| r.forms.clone());
    let form = forms.find(|f| f.id.as_str() == form).unwrap();
    let answers: Answers = given
        .iter()
        .map(|(id, value)| (ItemId::from(*id), (*value).to_owned()))
        .collect();
    let item = form.item(&ItemId::from(item)).unwrap();
    assert_eq!(reason_wanted(&form, item, &answers), wanted);
}

/// 附件4 of the fire rules: 否 and 不适用 are taps; the figure of a measured width says itself what was found.
#[test]
fn a_tap_needs_words_and_a_figure_does_not() {
    check("r01-fire-record", &[("f02", "ok")], "f02", None);
    check("r01-fire-record", &[], "f02", None);
    check("r01-fire-record", &[("f02", "bad")], "f02", Some(Reason::Problem));
    check("r01-fire-record", &[("f23", "na")], "f23", Some(Reason::Absent));
    check("r01-fire-record", &[("f17", "3.99")], "f17", None);
}

/// R07 附件 has 存在问题 as a question of its own below 发现问题.
#[test]
fn a_form_that_asks_for_the_description_itself_is_not_asked_twice() {
    check("r07-check-result", &[("result", "bad")], "result", None);
}
