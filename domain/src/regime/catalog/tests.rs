//! The catalogue holds every pack of the folder, without a problem.
use super::*;
use std::collections::BTreeSet;

#[test]
fn every_pack_is_sound() {
    let (catalog, problems) = Catalog::built_in();
    assert_eq!(problems, [], "{problems:#?}");
    assert_eq!(catalog.regimes().len() + catalog.overlays().len(), SOURCES.len());
}

#[test]
fn the_list_is_the_folder() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../regimes");
    let mut on_disk = BTreeSet::new();
    for entry in std::fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if !path.join("regime.toml").exists() {
            continue;
        }
        let folder = path.file_name().unwrap().to_str().unwrap().to_owned();
        on_disk.insert(format!("{folder}/regime.toml"));
        if let Ok(forms) = std::fs::read_dir(path.join("forms")) {
            let forms = forms.map(|f| f.unwrap().file_name().into_string().unwrap());
            on_disk.extend(forms.map(|name| format!("{folder}/forms/{name}")));
        }
    }
    let mut listed = BTreeSet::new();
    for source in SOURCES {
        listed.insert(format!("{}/regime.toml", source.folder));
        listed.extend(
            source
                .forms
                .iter()
                .map(|(name, _)| format!("{}/{name}", source.folder)),
        );
    }
    assert_eq!(on_disk, listed);
}

#[test]
fn no_overlay_asks_a_question_under_an_id_of_the_regime() {
    let (catalog, _) = Catalog::built_in();
    for regime in catalog.regimes() {
        let all: Vec<_> = catalog.overlays().iter().map(|o| o.id.clone()).collect();
        let whole = catalog.with_overlays(&regime.id, &all).unwrap();
        let mut seen = BTreeSet::new();
        for item in whole.forms.iter().flat_map(|form| form.items()) {
            assert!(seen.insert(&item.id), "{}: {} stands twice", regime.id, item.id);
        }
    }
}
