//! A pack in a folder: `regime.toml` and `forms/*.toml`, as offices write their own rules (本单位规定).
//!
//! Exists so that whatever reads a pack from a disk, the check and the server, reads the same files in the same
//! order. Invariant: every problem names its file and line.

use crate::messages::regime as messages;
use anyhow::{Context, bail, ensure};
use domain::problem::{Problem, Severity};
use domain::regime::Regime;
use domain::regime::excerpt::RuleSource;
use domain::regime::parse::{PackFile, parse};
use std::path::Path;

/// The pack, unless an error keeps it from being one, and everything wrong with it.
///
/// # Errors
/// A file cannot be read.
pub fn read(folder: &Path) -> anyhow::Result<(Option<Regime>, Vec<Problem>)> {
    let read =
        |path: &Path| std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()));
    let pack = folder.join("regime.toml");
    let text = read(&pack)?;
    let mut forms = Vec::new();
    if let Ok(entries) = std::fs::read_dir(folder.join("forms")) {
        let mut paths: Vec<_> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
        paths.sort();
        for path in paths
            .iter()
            .filter(|p| p.extension().is_some_and(|e| e == "toml"))
        {
            forms.push((path.display().to_string(), read(path)?));
        }
    }
    let forms: Vec<_> = forms.iter().map(|(name, text)| PackFile { name, text }).collect();
    Ok(parse(
        PackFile {
            name: &pack.display().to_string(),
            text: &text,
        },
        &forms,
    ))
}

/// The office's own rules: a sound overlay that says it is the office's.
///
/// # Errors
/// The folder cannot be read, has problems (all of them are named), or claims to be law.
pub fn office_rules(folder: &Path) -> anyhow::Result<Regime> {
    let (regime, problems) = read(folder)?;
    let wrong: Vec<_> = problems
        .iter()
        .filter(|p| p.severity == Severity::Error)
        .map(|p| format!("{}: {}", p.path, messages::sentence(p)))
        .collect();
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    let regime = regime.with_context(|| folder.display().to_string())?;
    ensure!(
        regime.layer == RuleSource::Office,
        messages::not_of_an_office(&folder.display().to_string())
    );
    Ok(regime)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regimes::{Regimes, forms_for};
    use domain::id::RegimeId;

    const PACK: &str = "format = 1\nid = \"OWN\"\nversion = 1\ntitle = \"演示规定\"\nshort = \"演示规定\"\n\
        issuer = \"演示单位\"\nregion = \"演示\"\nsource = \"演示数据\"\nlayer = \"office\"\n\
        effective_note = \"演示\"\n\n[[record_form]]\nid = \"own-form\"\ntitle = \"演示表\"\nform = \"own-rows\"\n\
        cite = \"演示规定第一条\"\n";
    const FORM: &str = "id = \"own-rows\"\nversion = 1\ntitle = \"演示表\"\ncite = \"演示规定第一条\"\n\n[kinds]\n\
        yes = { type = \"verdict\", ok = \"是\", bad = \"否\" }\n\n[[section]]\nid = \"one\"\ntitle = \"演示\"\n\n\
        [[section.item]]\nid = \"own1\"\ntext = \"演示项目\"\nkind = \"yes\"\n";

    fn folder(pack: &str) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("forms")).unwrap();
        std::fs::write(dir.path().join("regime.toml"), pack).unwrap();
        std::fs::write(dir.path().join("forms/rows.toml"), FORM).unwrap();
        dir
    }

    fn under(dir: &Path) -> anyhow::Result<Regimes> {
        Regimes::with_rules(&[], &[], &[dir.to_owned()])
    }

    #[test]
    fn an_offices_own_form_is_filled_under_every_regime_and_says_whose_it_is() {
        let own = folder(PACK);
        let regimes = under(own.path()).unwrap();
        for id in ["R01", "R27"] {
            let regime = regimes.get(&RegimeId::new(id)).unwrap();
            let rule = regime.rules.record_forms.iter().find(|r| r.id == "own-form");
            assert_eq!(rule.unwrap().origin.layer, RuleSource::Office, "{id}");
            let subject: domain::roster::Subject =
                serde_json::from_str(r#"{"id":"s1","name":"演示单位"}"#).unwrap();
            let forms = forms_for(regime, &subject);
            assert_eq!(forms.last().unwrap().id.as_str(), "own-rows", "{id}");
            assert!(forms.len() > 1, "the regime's own stand before it");
        }
    }

    #[test]
    fn rules_that_claim_to_be_law_or_do_not_read_stop_the_start_and_every_problem_is_named() {
        let law = folder(&PACK.replace("layer = \"office\"\n", ""));
        let said = under(law.path()).unwrap_err().to_string();
        assert!(said.contains("本单位规定") && said.contains("没有启动"), "{said}");
        let bad = folder(&format!("{PACK}\n[[record_form]]\nid = \"x\"\nwrong = 1\n"));
        let said = under(bad.path()).unwrap_err().to_string();
        assert!(said.contains("regime.toml:"), "{said}");
        let twice = folder(&PACK.replace("\"OWN\"", "\"OFFICE-DEMO\""));
        assert!(under(twice.path()).is_err());
        assert!(under(&law.path().join("nowhere")).is_err());
    }
}
