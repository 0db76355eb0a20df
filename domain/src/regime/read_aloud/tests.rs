//! Every pack read aloud is a golden page an official could sign off.
use super::*;
use crate::regime::catalog::Catalog;
use crate::regime::pack::KINDS;
use expect_test::expect_file;
use std::collections::BTreeSet;

#[test]
fn every_pack_reads_as_its_signed_page() {
    let (catalog, _) = Catalog::built_in();
    for regime in catalog.regimes().iter().chain(catalog.overlays()) {
        let page = read_aloud(regime);
        let name = regime.id.as_str().to_lowercase();
        expect_file![format!(
            "{}/../tests/vectors/regime/{name}.md",
            env!("CARGO_MANIFEST_DIR")
        )]
        .assert_eq(&page);
    }
}

#[test]
fn every_rule_is_read_with_its_article() {
    let (catalog, _) = Catalog::built_in();
    for regime in catalog.regimes().iter().chain(catalog.overlays()) {
        let page = read_aloud(regime);
        let lines = page.lines().filter(|l| l.starts_with("- ")).count();
        for head in regime.rules.heads() {
            assert!(
                page.contains(&format!("【{}】", head.cite)),
                "{} {}",
                regime.id,
                head.id
            );
        }
        assert!(
            lines >= regime.rules.heads().len(),
            "{}: a rule is not read",
            regime.id
        );
    }
}

#[test]
fn every_kind_has_a_chapter_and_a_name() {
    let read: BTreeSet<&str> = CHAPTERS
        .iter()
        .flat_map(|(_, kinds)| kinds.iter())
        .map(|k| k.split(':').next().unwrap())
        .collect();
    let named: BTreeSet<&str> = KIND_NAMES.iter().map(|(code, _)| *code).collect();
    let known: BTreeSet<&str> = KINDS.iter().copied().collect();
    assert_eq!(read, known);
    assert_eq!(named, known);
}

#[test]
fn an_overlay_never_reads_as_the_regime() {
    let (catalog, _) = Catalog::built_in();
    for regime in catalog.regimes() {
        for overlay in catalog.overlays() {
            let whole = catalog
                .with_overlays(&regime.id, std::slice::from_ref(&overlay.id))
                .unwrap();
            let page = read_aloud(&whole);
            let alone = read_aloud(regime);
            let mark = match overlay.layer {
                RuleSource::Office => "［本单位规定］",
                RuleSource::Practice => "［后来的全国性做法］",
                RuleSource::Regime => panic!("{} is no overlay", overlay.id),
            };
            let mut marked_form = false;
            for line in page.lines().filter(|l| !alone.contains(*l)) {
                if line.starts_with("## 表：") {
                    assert!(line.ends_with(mark), "{line}");
                    marked_form = true;
                }
                let counted = line.contains("条规则");
                let read = !line.starts_with("- ") || counted || marked_form || line.contains(mark);
                assert!(read, "{} on {}: {line}", overlay.id, regime.id);
            }
        }
    }
}
