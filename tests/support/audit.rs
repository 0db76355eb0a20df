//! An accessibility audit of the page as it stands, by axe: WCAG 2.2 A and AA, in each theme.
//!
//! Exists because a judge who did not build the page sees what its builders do not. Invariant: what axe calls a
//! violation fails; what it cannot decide is not ours to excuse here either, it is left to people.
use crate::browser::Browser;
use anyhow::{Context, Result};
use serde_json::json;
use std::path::PathBuf;

const AUDIT: &str = include_str!("audit.js");

/// Where `cargo xtask test` put the scripts of others; none on a machine without npm.
pub fn scripts() -> Option<PathBuf> {
    std::env::var_os("SUICHA_SCRIPTS").map(PathBuf::from)
}

/// The text of axe, if it is on this machine.
///
/// # Errors
/// When the folder is named and axe is not in it.
pub fn axe() -> Result<Option<String>> {
    let Some(dir) = scripts() else { return Ok(None) };
    let path = dir.join("axe-core/axe.min.js");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    Ok(Some(text))
}

impl Browser {
    /// Violations in words; empty when there are none. `themes`: all rules are asked in the first, contrast alone in
    /// the others.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn audit(&self, axe: &str, themes: &[&str]) -> Result<Vec<String>> {
        if !self
            .run::<bool>("return typeof window.axe === 'object';", vec![])
            .await?
        {
            self.web()
                .execute(axe, Vec::new())
                .await
                .map_err(|error| anyhow::anyhow!("axe was not taken by the page: {}", first_line(&error)))?;
        }
        self.run_promise(AUDIT, vec![json!(themes)]).await
    }
}

fn first_line(error: &impl ToString) -> String {
    let text = error.to_string();
    text.chars().take(300).collect()
}
