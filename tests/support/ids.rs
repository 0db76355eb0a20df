//! The same verbs by `data-testid`, for controls whose words change with the data.
//!
//! Exists because a plan's inputs and a checklist's items are named by their packs. Invariant: still real
//! focus, real key events and real pointer events.
use crate::browser::Browser;
use crate::wait::{PATIENCE, until};
use anyhow::{Context, Result};
use serde_json::json;
use std::time::Duration;

impl Browser {
    /// Waits for the element with this `data-testid` to be visible.
    pub async fn see_id(&self, id: &str) -> Result<()> {
        self.see_id_within(id, PATIENCE).await
    }

    /// The same with a patience of its own, for long work.
    pub async fn see_id_within(&self, id: &str, within: Duration) -> Result<()> {
        let what = format!("{} to see test id {id:?}", self.name());
        let seen = until(&what, within, || async {
            Ok(self.has_id(id).await?.then_some(()))
        })
        .await;
        match seen {
            Ok(()) => Ok(()),
            Err(error) => {
                Err(error.context(format!("{} shows:\n{}", self.path().await?, self.text().await?)))
            }
        }
    }

    /// Waits for it to be gone.
    pub async fn see_id_gone(&self, id: &str) -> Result<()> {
        let what = format!("{} to see test id {id:?} gone", self.name());
        until(&what, PATIENCE, || async {
            Ok((!self.has_id(id).await?).then_some(()))
        })
        .await
    }

    /// Whether it is visible now.
    pub async fn has_id(&self, id: &str) -> Result<bool> {
        self.run(
            "return [...document.querySelectorAll(`[data-testid=\"${arguments[0]}\"]`)].some(el => el.getClientRects().length > 0);",
            vec![json!(id)],
        )
        .await
    }

    /// Waits until an attribute of the element has this value.
    pub async fn see_data(&self, id: &str, attribute: &str, value: &str) -> Result<()> {
        self.see_data_within(id, attribute, value, PATIENCE).await
    }

    /// The same with a patience of its own.
    pub async fn see_data_within(
        &self,
        id: &str,
        attribute: &str,
        value: &str,
        within: Duration,
    ) -> Result<()> {
        let what = format!("{} to see {id:?} with {attribute}={value}", self.name());
        let seen = until(&what, within, || async {
            let now = self.data(id, attribute).await?;
            Ok((now.as_deref() == Some(value)).then_some(()))
        })
        .await;
        match seen {
            Ok(()) => Ok(()),
            Err(error) => {
                let now = self.data(id, attribute).await?;
                Err(error.context(format!("it is {now:?}; the page shows:\n{}", self.text().await?)))
            }
        }
    }

    /// The attribute of the first element with this `data-testid` now.
    pub async fn data(&self, id: &str, attribute: &str) -> Result<Option<String>> {
        self.run(
            "return document.querySelector(`[data-testid=\"${arguments[0]}\"]`)?.getAttribute(arguments[1]) ?? null;",
            vec![json!(id), json!(attribute)],
        )
        .await
    }

    /// Every `data-testid` on the page that begins like this, in the page's order.
    pub async fn ids(&self, prefix: &str) -> Result<Vec<String>> {
        self.run(
            "return [...document.querySelectorAll(`[data-testid^=\"${arguments[0]}\"]`)].map(el => el.dataset.testid);",
            vec![json!(prefix)],
        )
        .await
    }

    /// The same, once there is at least one.
    pub async fn see_ids(&self, prefix: &str) -> Result<Vec<String>> {
        let what = format!("{} to see test ids {prefix:?}…", self.name());
        until(&what, PATIENCE, || async {
            let ids = self.ids(prefix).await?;
            Ok((!ids.is_empty()).then_some(ids))
        })
        .await
    }

    /// Replaces what stands in the field with this `data-testid`. Dates and times are set as a picker would.
    pub async fn fill_id(&self, id: &str, text: &str) -> Result<()> {
        let picked: bool = self.focus_id(id, &["date", "datetime-local", "time"]).await?;
        if picked {
            let set = "const [id, text] = arguments; const el = document.querySelector(`[data-testid=\"${id}\"]`); \
                el.value = text; for (const kind of ['input', 'change']) el.dispatchEvent(new Event(kind, { bubbles: true })); return null;";
            self.run::<Option<bool>>(set, vec![json!(id), json!(text)])
                .await?;
            return Ok(());
        }
        self.devtools("Input.insertText", json!({ "text": text })).await?;
        Ok(())
    }

    /// Writes through an input method into the field with this `data-testid`.
    pub async fn compose_id(&self, id: &str, letters: &str, words: &str) -> Result<()> {
        self.focus_id(id, &[]).await?;
        self.compose(letters, words).await
    }

    /// Chooses the option with this value in the `select` with this `data-testid`.
    pub async fn choose_id(&self, id: &str, value: &str) -> Result<()> {
        let what = format!("{} to choose {value:?} in {id:?}", self.name());
        let script = "const [id, value] = arguments; const el = document.querySelector(`[data-testid=\"${id}\"]`); \
            if (!el || ![...el.options].some(o => o.value === value)) return false; el.value = value; \
            for (const kind of ['input', 'change']) el.dispatchEvent(new Event(kind, { bubbles: true })); return true;";
        until(&what, PATIENCE, || async {
            Ok(self
                .run::<bool>(script, vec![json!(id), json!(value)])
                .await?
                .then_some(()))
        })
        .await
    }

    /// Focuses the field and marks what it holds; says whether it is one of the kinds a picker fills.
    async fn focus_id(&self, id: &str, pickers: &[&str]) -> Result<bool> {
        let what = format!("{} to write in test id {id:?}", self.name());
        let script = "const [id, pickers] = arguments; const el = document.querySelector(`[data-testid=\"${id}\"]`); \
            if (!el || el.disabled) return null; el.scrollIntoView({ block: 'center' }); el.focus(); if (el.select) el.select(); \
            return pickers.includes(el.type);";
        until(&what, PATIENCE, || async {
            self.run::<Option<bool>>(script, vec![json!(id), json!(pickers)])
                .await
        })
        .await
        .with_context(|| format!("{} at {}", self.name(), id))
    }
}
