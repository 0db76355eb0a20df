//! The amendment of the walk: returned by the office, amended on both tablets, a difference settled, sealed again.
use super::desk::{Team, look_at};
use super::site::{LONG, Subject, inspect, saved, sign_and_seal};
use super::{Cast, tablet};
use anyhow::Result;

/// 7. What the office returned appears on both tablets; both amend the same item, the difference is settled.
pub(super) async fn amend(cast: &Cast, team: &Team) -> Result<()> {
    let id = &team.first.id;
    for browser in [&cast.a, &cast.b] {
        tablet::sync(browser).await?;
        tablet::go(browser, &format!("/field/i/{id}/amend")).await?;
        browser.see("请补充应急演练记录的日期").await?;
    }
    cast.a.fill_id("amend-reason", "按审核意见补充。").await?;
    cast.a.tap_id("amend").await?;
    tablet::sync(&cast.a).await?;
    tablet::sync(&cast.b).await?;
    for (browser, value) in [(&cast.a, "bad"), (&cast.b, "na")] {
        inspect(browser, id).await?;
        browser.tap_id(&format!("answer-s13-{value}")).await?;
        saved(browser, "s13").await?;
    }
    cast.a
        .compose_id("note-s13", "jigou", "未设置安全生产管理机构")
        .await?;
    saved(&cast.a, "s13").await?;
    tablet::sync(&cast.b).await?;
    tablet::sync(&cast.a).await?;
    inspect(&cast.a, id).await?;
    cast.a.see_id_within("settle-s13-0", LONG).await?;
    look_at(&cast.a, "tablet-conflict", "conflict-s13").await?;
    cast.a.tap_id("settle-s13-0").await?;
    cast.a.see_id_gone("settle-s13-0").await?;
    sign_and_seal(&cast.a, id, Subject::Refuses).await?;
    tablet::sync(&cast.a).await
}
