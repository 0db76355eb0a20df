//! F40: a disk that keeps what it was told to flush, and loses everything else when the power goes. What the server
//! acknowledged is there all the same: records and photos.

use super::kills::{Acknowledged, attach, losses};
use super::{Came, acknowledged, figures, office, post, program, remark, this_binary};
use sha2::{Digest, Sha256};
use std::process::Command;
use test_support::fault::Shim;

/// Power cuts.
const CUTS: usize = 4;
/// Exchanges between two of them.
const A_LIFE: usize = 6;

#[tokio::test(flavor = "multi_thread")]
async fn f40_a_disk_that_loses_what_was_not_flushed_loses_nothing_acknowledged() {
    let (mut closed, mut tablets, id, now) = office().await;
    let work = tempfile::tempdir().unwrap();
    let shim = Shim::build(work.path()).unwrap();
    let (client, mut known) = (reqwest::Client::new(), Acknowledged::default());
    let mut taken_back = 0;
    for cut in 0..CUTS {
        let mut command = Command::new(this_binary());
        let mut server = program(shim.lay_lossy(&mut command, closed.data()), closed.data(), now);
        for n in 0..A_LIFE {
            let at = n % tablets.len();
            let tablet = &mut tablets[at];
            remark(tablet, &id, format!("第 {cut} 次断电前第 {n} 条"));
            let photo = attach(tablet, &id);
            let Came::Page(page) = post(&client, &server.url, tablet).await else {
                panic!("an answer")
            };
            tablet.take(&page);
            known.heads.extend(acknowledged(&page, &id));
            let name = hex::encode(Sha256::digest(&photo));
            let url = format!("{}/api/v1/blobs/{name}", server.url);
            let sent = client.patch(url).bearer_auth(&tablet.enrolment.token);
            let sent = sent
                .header("upload-offset", "0")
                .body(photo)
                .send()
                .await
                .unwrap();
            assert_eq!(sent.status(), 200);
            known.blobs.insert(name);
            known.count += 2;
        }
        // One more is under way when the power goes.
        remark(&mut tablets[0], &id, "没有确认".to_owned());
        let (late, url, under_way) = (client.clone(), server.url.clone(), tablets[0].clone());
        let under_way = tokio::spawn(async move { drop(post(&late, &url, &under_way).await) });
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        under_way.await.unwrap();
        taken_back += shim.cut_power().unwrap();
        let lost;
        (lost, closed) = losses(closed, &id, &known);
        assert_eq!(lost, 0, "after {} power cuts", cut + 1);
    }
    assert!(taken_back > 0, "the disk lost something, or this shows nothing");
    figures(&format!(
        "power cuts: {CUTS}, acknowledged {}, lost 0; writes that the disk lost {taken_back}",
        known.count
    ));
}
