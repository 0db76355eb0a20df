//! A real Chromium that can be killed in the middle of a stroke and started again on the same profile.
//!
//! Exists because "nothing is lost" is a claim about SIGKILL, not about a polite close; a driver that starts
//! the browser itself also cleans up its profile. Invariant: the browser is our own process group, the driver
//! only attaches to it.
use crate::process::Process;
use crate::wait::{PATIENCE, until};
use anyhow::{Context, Result, bail, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};

/// Flags proven to start on a machine without a display, as root too, and to stay off the network.
const FLAGS: [&str; 15] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-component-update",
    "--disable-sync",
    "--disable-search-engine-choice-screen",
    "--lang=zh-CN",
    "--window-size=1280,800",
    "--remote-debugging-port=0",
];

/// A screen the product must look right on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewport {
    pub width: u32,
    pub height: u32,
}

/// A 10-inch tablet lying down, and an office screen.
pub const LANDSCAPE: Viewport = Viewport {
    width: 1280,
    height: 800,
};
/// The same tablet held upright.
pub const PORTRAIT: Viewport = Viewport {
    width: 800,
    height: 1280,
};
/// A phone: the public page and a borrowed device.
pub const PHONE: Viewport = Viewport {
    width: 390,
    height: 844,
};

/// What the device around the browser is like.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// A camera that shows a moving test picture and is allowed without asking.
    pub fake_camera: bool,
    /// What that camera films instead: a YUV4MPEG2 file, which must exist before the first page asks for it.
    pub camera_film: Option<PathBuf>,
    /// Further flags of Chromium.
    pub flags: Vec<String>,
}

impl Options {
    /// A device whose camera films this.
    pub fn filming(film: &Path) -> Options {
        Options {
            fake_camera: true,
            camera_film: Some(film.to_path_buf()),
            ..Options::default()
        }
    }
}

/// One person's browser.
#[derive(Debug)]
pub struct Browser {
    name: String,
    profile: PathBuf,
    address: String,
    options: Options,
    process: Process,
    web: Option<WebDriver>,
}

impl Browser {
    pub(crate) async fn launch(
        name: &str,
        profile: &Path,
        address: &str,
        options: Options,
    ) -> Result<Browser> {
        let (process, web) = start(profile, address, &options).await?;
        Ok(Browser {
            name: name.to_owned(),
            profile: profile.to_path_buf(),
            address: address.to_owned(),
            options,
            process,
            web: Some(web),
        })
    }

    /// The name of who uses it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The driver's session. Panics after `kill` and before `relaunch`: the story is wrong then.
    pub fn web(&self) -> &WebDriver {
        self.web
            .as_ref()
            .expect("the browser was killed and not started again")
    }

    pub async fn goto(&self, url: &str) -> Result<()> {
        self.web()
            .goto(url)
            .await
            .with_context(|| format!("{} opens {url}", self.name))
    }

    pub async fn reload(&self) -> Result<()> {
        self.web()
            .refresh()
            .await
            .with_context(|| format!("{} reloads", self.name))
    }

    /// SIGKILL to every process of the browser, now.
    pub fn kill(&mut self) {
        self.process.kill();
        if let Some(web) = self.web.take() {
            // The session died with the browser; closing it politely would only wait for a time-out.
            drop(web.leak());
        }
    }

    /// SIGKILL after this wait, to the moment; says when. The driver is let go of afterwards.
    pub fn kill_after(&mut self, wait: Duration) -> SystemTime {
        let until = Instant::now() + wait;
        // Sleeping wakes late; a kill is aimed within a millisecond.
        while Instant::now() < until {
            std::hint::spin_loop();
        }
        let at = SystemTime::now();
        self.kill();
        at
    }

    /// Blocks until the browser's log has so many lines with this mark, since it was last started; needs
    /// `--enable-logging=stderr`.
    pub fn wait_said(&mut self, mark: &str, count: usize, within: Duration) -> Result<()> {
        tokio::task::block_in_place(|| self.process.lines_with(mark, count, within))
    }

    /// Everything in the log of a browser that was killed.
    pub fn log(&self) -> Vec<String> {
        self.process.last_words(Duration::from_millis(150))
    }

    /// Starts again on the same profile; the page has to be opened again, as after a tap on the icon.
    pub async fn relaunch(&mut self) -> Result<()> {
        ensure!(
            self.web.is_none(),
            "{} is still running: kill it first",
            self.name
        );
        let (process, web) = start(&self.profile, &self.address, &self.options).await?;
        self.process = process;
        self.web = Some(web);
        Ok(())
    }

    /// Ends the session and the browser at the end of a story.
    pub fn close(mut self) {
        self.kill();
    }

    /// Errors the page wrote to its console since the last look, without those of a network that is away.
    pub async fn script_errors(&self) -> Result<Vec<String>> {
        let log = self.web().browser_log().await.context("reading the console")?;
        Ok(log
            .into_iter()
            .filter(|entry| entry.level == "SEVERE" && entry.source.as_deref() != Some("network"))
            .map(|entry| entry.message)
            .collect())
    }

    /// Fails when the page complained since the last look.
    pub async fn expect_no_script_errors(&self) -> Result<()> {
        let errors = self.script_errors().await?;
        if !errors.is_empty() {
            bail!(
                "the console of {} is not clean:\n{}",
                self.name,
                errors.join("\n")
            );
        }
        Ok(())
    }

    /// Runs a script in the page and returns what it returns.
    pub async fn run<T: serde::de::DeserializeOwned>(
        &self,
        script: &str,
        args: Vec<serde_json::Value>,
    ) -> Result<T> {
        let value = self
            .web()
            .execute(script, args)
            .await
            .with_context(|| format!("running {script}"))?;
        serde_json::from_value(value.json().clone()).with_context(|| format!("the value of {script}"))
    }

    /// Runs a script that ends with a promise and returns what it resolves to.
    pub async fn run_promise<T: serde::de::DeserializeOwned>(
        &self,
        expression: &str,
        args: Vec<serde_json::Value>,
    ) -> Result<T> {
        let script = format!(
            "const done = arguments[arguments.length - 1]; const args = [...arguments].slice(0, -1);\
             (async () => {{ {expression} }})().then(value => done({{ value }}), error => done({{ error: String(error) }}));"
        );
        let value = self
            .web()
            .execute_async(script, args)
            .await
            .with_context(|| expression.to_owned())?;
        if let Some(error) = value.json()["error"].as_str() {
            bail!("the page refused: {error}\nin: {expression}");
        }
        serde_json::from_value(value.json()["value"].clone()).with_context(|| expression.to_owned())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.kill();
    }
}

async fn start(profile: &Path, address: &str, options: &Options) -> Result<(Process, WebDriver)> {
    std::fs::create_dir_all(profile).with_context(|| profile.display().to_string())?;
    let program = std::env::var("SUICHA_CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
    let mut command = Command::new(program);
    command
        .args(FLAGS)
        .arg(format!("--user-data-dir={}", profile.display()));
    if options.fake_camera {
        command.args([
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
        ]);
    }
    if let Some(film) = &options.camera_film {
        command.arg(format!("--use-file-for-fake-video-capture={}", film.display()));
    }
    command.args(&options.flags).arg("about:blank");
    let mut process = Process::spawn(&mut command)?;
    let line = process.line_with("DevTools listening on", PATIENCE)?;
    let debugger = line.split("ws://").nth(1).and_then(|rest| rest.split('/').next());
    let debugger = debugger.with_context(|| format!("no address in {line:?}"))?;
    let mut capabilities = DesiredCapabilities::chrome();
    capabilities.set_debugger_address(debugger)?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    let web = until("the driver to attach to the browser", PATIENCE, || {
        let capabilities = capabilities.clone();
        async move { Ok(Some(WebDriver::new(address, capabilities).await?)) }
    })
    .await?;
    take_guards_away(&web).await?;
    web.set_script_timeout(Duration::from_secs(30)).await?;
    web.set_page_load_timeout(Duration::from_secs(60)).await?;
    Ok((process, web))
}

/// A story that is run to be seen failing takes its guards away in the app, too (`crate::twin`).
async fn take_guards_away(web: &WebDriver) -> Result<()> {
    let Ok(names) = std::env::var("SUICHA_GUARDS_OFF") else {
        return Ok(());
    };
    let source =
        format!("try {{ localStorage['suicha.guards-off'] = {names:?}; }} catch {{ /* no origin yet */ }}");
    web.cdp()
        .send_raw(
            "Page.addScriptToEvaluateOnNewDocument",
            serde_json::json!({ "source": source }),
        )
        .await
        .context("taking guards away")?;
    Ok(())
}
