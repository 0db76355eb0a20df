//! What a person does on a page: finds things by their words, taps, types, reads.
//!
//! Exists so that stories break when the words are wrong and not when a class is renamed. Invariant: taps are
//! real pointer events at the middle of a visible control, so a covered button fails as it would for a thumb.
use crate::browser::Browser;
use crate::wait::{PATIENCE, until};
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::path::Path;
use thirtyfour::{By, WebElement};

/// Finds controls by accessible name: exact match first, then containing; visible ones only.
const BY_NAME: &str = r#"
const [wanted, kinds] = arguments;
const tidy = text => (text || '').replace(/\s+/g, ' ').trim();
const visible = el => el.checkVisibility({ visibilityProperty: true }) && el.getClientRects().length > 0;
const named = el => {
  const by = el.getAttribute('aria-labelledby');
  if (by) return tidy(by.split(/\s+/).map(id => document.getElementById(id)?.textContent).join(' '));
  if (el.getAttribute('aria-label')) return tidy(el.getAttribute('aria-label'));
  if (el.labels && el.labels.length) return tidy([...el.labels].map(l => l.textContent).join(' '));
  return tidy(el.textContent) || tidy(el.getAttribute('alt') || el.getAttribute('title') || el.placeholder || el.value);
};
const dialogs = [...document.querySelectorAll('dialog[open]')];
const root = dialogs.length ? dialogs[dialogs.length - 1] : document;
const all = [...root.querySelectorAll(kinds)].filter(el =>
  visible(el) || (el.labels && [...el.labels].some(visible)));
const exact = all.filter(el => named(el) === wanted);
const found = exact.length ? exact : all.filter(el => named(el).includes(wanted));
const target = el => visible(el) ? el : [...el.labels].find(visible);
return { found: found.map(target), names: all.map(named).filter(Boolean).slice(0, 60) };
"#;

const TAPPABLE: &str = "button, a[href], summary, input[type=checkbox], input[type=radio], input[type=submit], \
                        [role=button], [role=tab], [role=radio], [role=checkbox], [role=option], [role=menuitem], option";
const FILLABLE: &str = "input:not([type=checkbox]):not([type=radio]):not([type=file]), textarea, select, \
                        [contenteditable=true], [role=textbox], [role=combobox]";

impl Browser {
    /// Taps the one control with this name, once it is there and can be tapped.
    pub async fn tap(&self, name: &str) -> Result<()> {
        let what = format!("{} to tap {name:?}", self.name());
        until(&what, PATIENCE, || async {
            let control = self.named(name, TAPPABLE).await?;
            control.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Taps the element with this `data-testid`.
    pub async fn tap_id(&self, id: &str) -> Result<()> {
        let what = format!("{} to tap test id {id:?}", self.name());
        until(&what, PATIENCE, || async {
            let control = self.element(&test_id(id)).await?;
            // A thumb scrolls a control out from under a fixed foot before it taps.
            let script = "arguments[0].scrollIntoView({ block: 'center' }); return null;";
            self.run::<Option<bool>>(script, vec![control.to_json()?]).await?;
            // The driver clicks a control that is off without a word; a person waits until it is on.
            if !control.is_enabled().await? {
                return Ok(None);
            }
            control.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Replaces what stands in the field with this label. `select` elements take the words of an option.
    pub async fn fill(&self, label: &str, text: &str) -> Result<()> {
        let field = self.field(label).await?;
        if field.tag_name().await? == "select" {
            let script = "const [el, words] = arguments; \
                const option = [...el.options].find(o => o.text.trim() === words) || [...el.options].find(o => o.text.includes(words)); \
                if (!option) return [...el.options].map(o => o.text).join(' | '); \
                el.value = option.value; el.dispatchEvent(new Event('input', { bubbles: true })); \
                el.dispatchEvent(new Event('change', { bubbles: true })); return null;";
            let missing: Option<String> = self.run(script, vec![field.to_json()?, json!(text)]).await?;
            if let Some(offered) = missing {
                bail!("{label:?} offers no {text:?}, only: {offered}");
            }
            return Ok(());
        }
        self.focus_all(&field).await?;
        self.devtools("Input.insertText", json!({ "text": text })).await?;
        Ok(())
    }

    /// Writes into the field with this label through an input method (`letters`, then `words` instead).
    pub async fn fill_composed(&self, label: &str, letters: &str, words: &str) -> Result<()> {
        let field = self.field(label).await?;
        self.focus_all(&field).await?;
        self.compose(letters, words).await
    }

    /// Presses a key in the focused element, by its protocol name: `Enter`, `Tab`, `ArrowUp`, or the letter it writes.
    pub async fn press(&self, key: &str) -> Result<()> {
        let text = match key {
            "Enter" => "\r",
            letter if letter.chars().count() == 1 => letter,
            _ => "",
        };
        for kind in ["keyDown", "keyUp"] {
            let params = json!({ "type": kind, "key": key, "code": key, "text": if kind == "keyDown" { text } else { "" },
                "windowsVirtualKeyCode": virtual_key(key) });
            self.devtools("Input.dispatchKeyEvent", params).await?;
        }
        Ok(())
    }

    /// Gives a file to the file input with this `data-testid` (file inputs are hidden behind buttons).
    pub async fn give_file(&self, id: &str, file: &Path) -> Result<()> {
        let what = format!("{} to give {} to {id:?}", self.name(), file.display());
        let path = file.to_str().context("paths of tests are UTF-8")?;
        until(&what, PATIENCE, || async {
            self.element(&test_id(id)).await?.send_keys(path).await?;
            Ok(Some(()))
        })
        .await
    }

    /// Draws strokes on the element with this `data-testid` with a pen: points from 0 to 1 in both directions.
    pub async fn draw(&self, id: &str, strokes: &[&[(f64, f64)]]) -> Result<()> {
        let canvas = self.element(&test_id(id)).await?;
        canvas.scroll_into_view().await?;
        let rect = canvas.rect().await?;
        let scroll: (f64, f64) = self
            .run("return [window.scrollX, window.scrollY];", vec![])
            .await?;
        for stroke in strokes {
            let points = fine(stroke);
            let last = points.len().saturating_sub(1);
            for (index, (x, y)) in points.into_iter().enumerate() {
                let x = rect.x - scroll.0 + rect.width * x;
                let y = rect.y - scroll.1 + rect.height * y;
                let mut kinds = vec!["mouseMoved"];
                if index == 0 {
                    kinds.push("mousePressed");
                }
                if index == last {
                    kinds.push("mouseReleased");
                }
                for kind in kinds {
                    let down = u32::from(kind == "mousePressed" || (kind == "mouseMoved" && index > 0));
                    let params = json!({ "type": kind, "x": x, "y": y, "button": if down == 1 || kind == "mouseReleased" { "left" } else { "none" }, "buttons": down,
                        "clickCount": 1, "pointerType": "pen", "force": 0.5 });
                    self.devtools("Input.dispatchMouseEvent", params).await?;
                }
            }
        }
        Ok(())
    }

    /// Waits until the visible words of the page contain `text`.
    pub async fn see(&self, text: &str) -> Result<()> {
        let what = format!("{} to see {text:?}", self.name());
        let seen = until(&what, PATIENCE, || async {
            Ok(self.text().await?.contains(text).then_some(()))
        });
        match seen.await {
            Ok(()) => Ok(()),
            Err(error) => Err(error.context(format!("the page shows:\n{}", self.text().await?))),
        }
    }

    /// Waits until the visible words of the page no longer contain `text`.
    pub async fn see_gone(&self, text: &str) -> Result<()> {
        let what = format!("{} to see no {text:?} any more", self.name());
        until(&what, PATIENCE, || async {
            Ok((!self.text().await?.contains(text)).then_some(()))
        })
        .await
    }

    /// Waits for an element by CSS selector.
    pub async fn element(&self, selector: &str) -> Result<WebElement> {
        let what = format!("{} to have {selector:?}", self.name());
        until(&what, PATIENCE, || async {
            Ok(Some(self.web().find(By::Css(selector)).await?))
        })
        .await
    }

    /// The words of the element with this `data-testid`.
    pub async fn words_of(&self, id: &str) -> Result<String> {
        Ok(self.element(&test_id(id)).await?.text().await?)
    }

    /// What stands in the field with this label.
    pub async fn value_of(&self, label: &str) -> Result<String> {
        let field = self.field(label).await?;
        self.run(
            "return arguments[0].value ?? arguments[0].textContent;",
            vec![field.to_json()?],
        )
        .await
    }

    /// How many elements match a CSS selector now.
    pub async fn count(&self, selector: &str) -> Result<usize> {
        self.run(
            "return document.querySelectorAll(arguments[0]).length;",
            vec![json!(selector)],
        )
        .await
    }

    /// All visible words of the page.
    pub async fn text(&self) -> Result<String> {
        self.run("return document.body ? document.body.innerText : '';", vec![])
            .await
    }

    /// The path of the page's address, with query.
    pub async fn path(&self) -> Result<String> {
        self.run("return location.pathname + location.search;", vec![])
            .await
    }

    async fn field(&self, label: &str) -> Result<WebElement> {
        let what = format!("{} to have a field {label:?}", self.name());
        until(&what, PATIENCE, || async {
            Ok(Some(self.named(label, FILLABLE).await?))
        })
        .await
    }

    /// Taps into the field and marks what it holds, so that the next text replaces it.
    async fn focus_all(&self, field: &WebElement) -> Result<()> {
        field.scroll_into_view().await?;
        let script = "const el = arguments[0]; el.focus(); if (el.select) el.select(); else getSelection().selectAllChildren(el);";
        self.web().execute(script, vec![field.to_json()?]).await?;
        Ok(())
    }

    async fn named(&self, name: &str, kinds: &str) -> Result<WebElement> {
        let answer = self
            .web()
            .execute(BY_NAME, vec![json!(name), json!(kinds)])
            .await?;
        let found: Vec<Value> = serde_json::from_value(answer.json()["found"].clone())?;
        match found.as_slice() {
            [one] => Ok(WebElement::from_json(one.clone(), self.web().handle().clone())?),
            [] => bail!(
                "nothing is called {name:?}; there are: {}",
                answer.json()["names"]
            ),
            many => bail!("{} controls are called {name:?}", many.len()),
        }
    }
}

fn test_id(id: &str) -> String {
    format!("[data-testid=\"{id}\"]")
}

fn virtual_key(key: &str) -> u32 {
    match key {
        "Enter" => 13,
        "Tab" => 9,
        "Escape" => 27,
        "Backspace" => 8,
        " " => 32,
        "ArrowLeft" => 37,
        "ArrowUp" => 38,
        "ArrowRight" => 39,
        "ArrowDown" => 40,
        // Digits and capital letters are their own codes.
        letter => letter
            .bytes()
            .next()
            .map_or(0, |b| u32::from(b.to_ascii_uppercase())),
    }
}

/// What a pen reports between the corners of a stroke: some points on each piece, as hardware does.
fn fine(corners: &[(f64, f64)]) -> Vec<(f64, f64)> {
    const STEPS: u8 = 5;
    let mut points: Vec<(f64, f64)> = corners.first().copied().into_iter().collect();
    for pair in corners.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        points.extend((1..=STEPS).map(|step| {
            let share = f64::from(step) / f64::from(STEPS);
            (x0 + (x1 - x0) * share, y0 + (y1 - y0) * share)
        }));
    }
    points
}
