//! The battery, where the browser tells: some never do, and none has to.

use super::js;

/// Charge in percent and whether it is being charged; none where the browser does not say.
pub async fn battery() -> Option<(u8, bool)> {
    let navigator = web_sys::window()?.navigator();
    js::prop(&navigator, "getBattery")?;
    let battery = js::call_async(&navigator, "getBattery", &[]).await.ok()?;
    let level = js::number(&battery, "level")?;
    let charging = js::prop(&battery, "charging").is_some_and(|v| v.is_truthy());
    // A share between 0 and 1 (Battery Status API, 7.1).
    Some(((level.clamp(0.0, 1.0) * 100.0).round() as u8, charging))
}
