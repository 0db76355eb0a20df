//! The device around the page: screen, permissions, place, input method, slowness, disk.
//!
//! Exists because a tablet in the field has a bad fix, a slow core and a full disk, and the page must say so.
//! Invariant: only the outside is changed here, never the page's own state.
use crate::browser::{Browser, Viewport};
use crate::stage::shots;
use crate::wait::{PATIENCE, until};
use anyhow::{Context, Result};
use base64::Engine;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// What came out of the printer.
#[derive(Debug)]
pub struct Printed {
    pub sheets: usize,
    /// Width and height of the first sheet in points.
    pub size: (f64, f64),
}

impl Printed {
    /// ISO 216: A4 is 210 × 297 mm.
    pub fn is_a4(&self) -> bool {
        self.is_of(210.0, 297.0)
    }

    /// Whether the sheet has this size in millimetres; a point is 1/72 inch.
    pub fn is_of(&self, width: f64, height: f64) -> bool {
        let near = |points: f64, mm: f64| (points * 25.4 / 72.0 - mm).abs() < 1.0;
        near(self.size.0, width) && near(self.size.1, height)
    }
}

impl Browser {
    /// One command of the browser's own protocol.
    pub async fn devtools(&self, method: &str, params: Value) -> Result<Value> {
        let done = self.web().cdp().send_raw(method, params).await;
        done.with_context(|| format!("{method} in the browser of {}", self.name()))
    }

    /// Makes the page this large; stays until the browser is killed.
    pub async fn viewport(&self, viewport: Viewport) -> Result<()> {
        let params = json!({
            "width": viewport.width, "height": viewport.height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", params)
            .await?;
        Ok(())
    }

    /// A picture of what is visible at this size, as `<name>-<width>x<height>.png`.
    pub async fn screenshot(&self, name: &str, viewport: Viewport) -> Result<PathBuf> {
        self.viewport(viewport).await?;
        let fonts = "await document.fonts.ready; await new Promise(requestAnimationFrame); return true;";
        self.run_promise::<bool>(fonts, vec![]).await?;
        let shot = self
            .devtools("Page.captureScreenshot", json!({ "format": "png" }))
            .await?;
        let data = shot["data"].as_str().context("a screenshot holds data")?;
        let bytes = base64::engine::general_purpose::STANDARD.decode(data)?;
        let path = shots()?.join(format!("{name}-{}x{}.png", viewport.width, viewport.height));
        std::fs::write(&path, bytes).with_context(|| path.display().to_string())?;
        Ok(path)
    }

    /// The page as the browser would print it, kept as `<name>.pdf` beside the pictures.
    pub async fn printed(&self, name: &str) -> Result<Printed> {
        let answer = self
            .devtools(
                "Page.printToPDF",
                json!({ "preferCSSPageSize": true, "printBackground": true }),
            )
            .await?;
        let data = answer["data"].as_str().context("a PDF")?;
        let pdf = base64::engine::general_purpose::STANDARD.decode(data)?;
        let text = String::from_utf8_lossy(&pdf);
        // Chromium writes page objects in the clear (ISO 32000-1, 7.7.3.3: /Type /Page, /MediaBox in points).
        let sheets = text.matches("/Type /Page\n").count();
        let size = text
            .split("/MediaBox [")
            .nth(1)
            .and_then(|rest| rest.split(']').next());
        let numbers: Vec<f64> = size
            .context("a page has a size")?
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        let [_, _, width, height] = numbers[..] else {
            anyhow::bail!("four numbers: {numbers:?}");
        };
        std::fs::write(shots()?.join(format!("{name}.pdf")), &pdf)?;
        Ok(Printed {
            sheets,
            size: (width, height),
        })
    }

    /// Grants permissions by their protocol names: `durableStorage`, `geolocation`, `videoCapture`.
    pub async fn grant(&self, origin: &str, permissions: &[&str]) -> Result<()> {
        let params = json!({ "origin": origin, "permissions": permissions });
        self.devtools("Browser.grantPermissions", params).await?;
        Ok(())
    }

    /// Where the tablet believes to be; accuracy in metres.
    pub async fn place(&self, latitude: f64, longitude: f64, accuracy: f64) -> Result<()> {
        let params = json!({ "latitude": latitude, "longitude": longitude, "accuracy": accuracy });
        self.devtools("Emulation.setGeolocationOverride", params).await?;
        Ok(())
    }

    /// No fix can be had: inside a mine, behind a wall.
    pub async fn no_place(&self) -> Result<()> {
        self.devtools("Emulation.setGeolocationOverride", json!({}))
            .await?;
        Ok(())
    }

    /// Types through an input method into the focused field: the letters appear as a composition first, then
    /// the words replace them, with the events a real input method causes.
    pub async fn compose(&self, letters: &str, words: &str) -> Result<()> {
        self.begin_composing(letters).await?;
        self.devtools("Input.insertText", json!({ "text": words }))
            .await?;
        Ok(())
    }

    /// The letters of a composition that nobody has finished yet.
    pub async fn begin_composing(&self, letters: &str) -> Result<()> {
        let mut so_far = String::new();
        for letter in letters.chars() {
            so_far.push(letter);
            let end = so_far.encode_utf16().count();
            let params = json!({ "text": so_far, "selectionStart": end, "selectionEnd": end });
            self.devtools("Input.imeSetComposition", params).await?;
        }
        Ok(())
    }

    /// Makes the processor this many times slower; 1 is its own speed.
    pub async fn slow_down(&self, times: f64) -> Result<()> {
        self.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": times }))
            .await?;
        Ok(())
    }

    /// A disk this small for one origin. Must come after its page is open and before its first write.
    pub async fn disk_of(&self, origin: &str, bytes: u64) -> Result<()> {
        let params = json!({ "origin": origin, "quotaSize": bytes });
        self.devtools("Storage.overrideQuotaForOrigin", params).await?;
        Ok(())
    }

    /// Where downloads of this browser go from now on.
    pub async fn downloads_to(&self, folder: &Path) -> Result<()> {
        let params = json!({ "behavior": "allow", "downloadPath": folder.display().to_string() });
        self.devtools("Browser.setDownloadBehavior", params).await?;
        Ok(())
    }

    /// Waits for a finished download whose name ends like this.
    pub async fn downloaded(&self, folder: &Path, ending: &str) -> Result<PathBuf> {
        let what = format!("{} to have a file …{ending} in {}", self.name(), folder.display());
        until(&what, PATIENCE, || async {
            let files: Vec<PathBuf> = std::fs::read_dir(folder)?
                .map(|entry| Ok(entry?.path()))
                .collect::<Result<_>>()?;
            // While it is under way the browser keeps it under another ending.
            let open = files
                .iter()
                .any(|file| file.extension().is_some_and(|end| end == "crdownload"));
            let done = files
                .into_iter()
                .find(|file| file.to_string_lossy().ends_with(ending));
            Ok(done.filter(|_| !open))
        })
        .await
    }

    /// The local time zone and language of the device.
    pub async fn time_zone(&self, zone: &str) -> Result<()> {
        self.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": zone }))
            .await?;
        Ok(())
    }
}
