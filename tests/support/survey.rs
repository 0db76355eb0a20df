//! A survey of a page as it is shown: what overflows, is cut off, too small, without a name or unreadable.
//!
//! Exists because nobody looks at forty screens in three sizes after each change. Invariant: it reads the
//! rendered page only; what its words should be is judged by whoever knows the words.
use crate::browser::{Browser, Viewport};
use anyhow::Result;
use serde_json::json;

const SURVEY: &str = include_str!("survey.js");
const SAID: &str = include_str!("said.js");

/// What the browser leaves out of the layout until it comes near is judged as it stands when somebody looks at it.
const LAID_OUT: &str = "if (!window.surveyLaidOut) { const all = new CSSStyleSheet(); \
    all.replaceSync('* { content-visibility: visible !important; }'); document.adoptedStyleSheets.push(all); \
    window.surveyLaidOut = true; } \
    await document.fonts.ready; await new Promise(requestAnimationFrame); return true;";

/// Words of a page with their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub text: String,
    /// The element, in words.
    pub place: String,
    /// The language the page claims for it.
    pub language: String,
}

impl Browser {
    /// What is wrong with the page at this size, in words; empty when nothing is.
    /// `touch_px` is the least size of a control (48 on tablets), 0 to leave it out.
    pub async fn survey(&self, viewport: Viewport, touch_px: u32) -> Result<Vec<String>> {
        self.viewport(viewport).await?;
        self.run_promise::<bool>(LAID_OUT, vec![]).await?;
        let found: Vec<String> = self.run(SURVEY, vec![json!(touch_px)]).await?;
        let size = format!("{}×{}", viewport.width, viewport.height);
        Ok(found
            .into_iter()
            .map(|problem| format!("{size} {problem}"))
            .collect())
    }

    /// Everything the page says, to the eye and to a screen reader, but codes and digests.
    pub async fn said(&self) -> Result<Vec<Said>> {
        let said: Vec<(String, String, String)> = self.run(SAID, vec![]).await?;
        Ok(said
            .into_iter()
            .map(|(text, place, language)| Said {
                text,
                place,
                language,
            })
            .collect())
    }
}
