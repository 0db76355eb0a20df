//! The restore drill: tablets are ahead of the restored server, and nothing a tablet holds is lost.

use super::blobs::{attach, name, photo, send};
use super::desk::Desk;
use super::engine::Field;
use super::field::team;
use clap::Parser;
use domain::id::InspectionId;
use domain::sync::engine::SavedState;
use domain::wire::api::InspectionDetail;
use std::path::Path;
use sync_server::cli::backup::{Args, RestoreArgs, backup, restore};

#[derive(Parser)]
struct Backup {
    #[command(flatten)]
    args: Args,
}

#[derive(Parser)]
struct Restore {
    #[command(flatten)]
    args: RestoreArgs,
}

fn back_up(data: &Path, to: &Path) {
    let line = [
        "backup",
        "--data",
        data.to_str().unwrap(),
        "--to",
        to.to_str().unwrap(),
    ];
    assert_eq!(backup(&Backup::parse_from(line).args).unwrap(), 0);
}

fn restored(from: &Path, data: &Path) {
    let line = [
        "restore",
        "--from",
        from.to_str().unwrap(),
        "--data",
        data.to_str().unwrap(),
    ];
    assert_eq!(
        restore(&Restore::parse_from(line).args).unwrap(),
        0,
        "restored, compared, whole"
    );
}

async fn remarks(desk: &mut Desk, id: &InspectionId) -> String {
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    detail.view.remarks
}

/// Fault table row 47.
#[tokio::test]
async fn a_server_restored_from_yesterday_gets_back_all_that_its_tablets_hold() {
    let mut desk = Desk::open().await;
    let (task, _, id) = team(&mut desk).await;
    let mut tablets = Vec::new();
    for (key, (inspector, _, _)) in (11..).zip(&task.drawn[0].team) {
        let mut field = Field::enrol(&mut desk, inspector, key).await;
        field.sync(&desk).await;
        tablets.push(field);
    }
    tablets[0].remark(&desk, &id, "昨天").await;
    tablets[0].sync(&desk).await;
    let copy = tempfile::tempdir().unwrap();
    // The server runs on while it is copied.
    back_up(desk.data(), &copy.path().join("backup"));
    tablets[0].remark(&desk, &id, "昨天和今天").await;
    tablets[0].sync(&desk).await;
    tablets[1].sync(&desk).await;
    tablets[1].remark(&desk, &id, "昨天和今天，乙也在").await;
    tablets[1].sync(&desk).await;
    assert_eq!(remarks(&mut desk, &id).await, "昨天和今天，乙也在");
    assert_eq!(tablets[1].engine.saved(&id), SavedState::Received);
    // The disk is gone; the copy becomes the server. One tablet wrote on meanwhile.
    tablets[0].remark(&desk, &id, "离线").await;
    let before = desk.app.epoch.clone();
    let mut desk = desk.replaced(|data| restored(&copy.path().join("backup"), data));
    assert_ne!(desk.app.epoch, before, "a restored server has a new epoch");
    assert_eq!(remarks(&mut desk, &id).await, "昨天", "as of the backup");
    for round in 0..3 {
        for tablet in &mut tablets {
            tablet.sync(&desk).await;
        }
        assert!(
            round > 0
                || tablets
                    .iter()
                    .all(|t| t.told.contains(&"sync.new_epoch".to_owned()))
        );
    }
    let heads = tablets[0].engine.heads(&id);
    assert_eq!(tablets[1].engine.heads(&id), heads);
    let detail: InspectionDetail = desk.get("reviewer", &format!("/inspections/{id}")).await;
    let stored: Vec<String> = heads.iter().map(ToString::to_string).collect();
    assert_eq!(detail.view.heads, stored, "the server has what the tablets hold");
    for tablet in &tablets {
        assert_eq!(tablet.engine.saved(&id), SavedState::Received);
    }
    assert_eq!(desk.audited().differences, []);
}

/// A backup that lost a blob, or whose rows were changed, is no backup: restore says so.
#[tokio::test]
async fn a_restored_copy_that_does_not_fit_its_log_is_refused() {
    let desk = Desk::open().await;
    let (copy, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let from = copy.path().join("backup");
    back_up(desk.data(), &from);
    let store = sync_server::store::sqlite::open(&from).unwrap();
    store
        .write_now(|tx| {
            let mut subject = tx.subjects()?.remove(0);
            subject.name.push('改');
            tx.put_subject(&subject, "by hand", domain::time::Timestamp(0))
        })
        .unwrap();
    drop(store);
    let target = data.path().join("new");
    let line = [
        "restore",
        "--from",
        from.to_str().unwrap(),
        "--data",
        target.to_str().unwrap(),
    ];
    assert_eq!(restore(&Restore::parse_from(line).args).unwrap(), 1);
}

/// The disk of the server is gone, and with it its keys; the second copy holds database and evidence, and any backup
/// the keys. Without keys nothing is begun.
#[tokio::test]
async fn the_second_copy_is_a_way_back_with_the_keys_of_any_backup() {
    let (second, work) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut desk = Desk::open_beside(&second).await;
    let backup = work.path().join("backup");
    back_up(desk.data(), &backup);
    let (_, mut tablets, id) = team(&mut desk).await;
    let bytes = photo(5);
    attach(&mut tablets[0], &id, &bytes);
    tablets[0].sync(&desk).await;
    send(&desk, &tablets[0], &name(&bytes), 0, &bytes).await;
    sync_server::jobs::once(&desk.app).await.unwrap();
    let target = work.path().join("new");
    let (from, target_text) = (second.path().to_str().unwrap(), target.to_str().unwrap());
    let line = ["restore", "--from", from, "--data", target_text];
    let refused = restore(&Restore::parse_from(line).args).unwrap_err();
    assert!(refused.to_string().contains("--keys"), "{refused}");
    assert!(!target.exists(), "nothing was begun");
    let keys = backup.join("keys");
    let line = line.into_iter().chain(["--keys", keys.to_str().unwrap()]);
    assert_eq!(restore(&Restore::parse_from(line).args).unwrap(), 0);
    let shelf = target.join("blobs").join(&name(&bytes)[..2]);
    assert_eq!(std::fs::read(shelf.join(&name(&bytes)[2..])).unwrap(), bytes);
}
