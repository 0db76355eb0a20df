//! The harness proves itself on a page of its own before stories trust it: Chinese through an input method,
//! sudden death, the same profile again, place, camera, screenshots, the survey.
use anyhow::{Result, ensure};
use axum::{Router, response::Html, routing::get};
use serde_json::{Value, json};
use test_support::browser::{LANDSCAPE, Options, PHONE, PORTRAIT};
use test_support::stage::Stage;

const PAGE: &str = r#"<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>台</title>
<style>body{margin:0;font-family:sans-serif} input{width:160px;height:20px;box-sizing:border-box} select{width:90px;height:20px} button{width:120px;height:56px} #wide{width:900px}</style>
<label>意见 <input id="note"></label>
<button data-testid="ok" onclick="localStorage.tapped = 'yes'; this.textContent = '已保存'">保存</button>
<label>结论 <select><option>合格</option><option>不合格</option></select></label>
<canvas data-testid="sign" width="300" height="100" style="display:block;width:300px;height:100px"></canvas>
<input type="file" data-testid="photo" hidden>
<a download="copy.csv" href="data:text/csv,a" id="save">另存</a>
<p id="wide">很宽 untranslated</p>
<script>
  const events = []; const note = document.getElementById('note');
  for (const kind of ['compositionstart', 'compositionupdate', 'compositionend', 'input'])
    note.addEventListener(kind, e => events.push(kind + (e.isComposing ? '*' : '') + ':' + note.value));
  const strokes = [];
  for (const kind of ['pointerdown', 'pointermove', 'pointerup']) document.querySelector('canvas')
    .addEventListener(kind, e => { if (e.buttons || kind === 'pointerup') strokes.push([kind, e.pointerType, Math.round(e.offsetX), Math.round(e.offsetY)]); });
  note.value = localStorage.note || '';
  window.keep = value => new Promise((ok, no) => {
    const open = indexedDB.open('t', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('s');
    open.onerror = no;
    open.onsuccess = () => { const tx = open.result.transaction('s', 'readwrite', { durability: 'strict' });
      tx.objectStore('s').put(value, 'k'); tx.oncomplete = () => ok('complete'); tx.onabort = () => no(tx.error); };
  });
  window.kept = () => new Promise((ok, no) => {
    const open = indexedDB.open('t', 1);
    open.onerror = no;
    open.onsuccess = () => { const ask = open.result.transaction('s').objectStore('s').get('k'); ask.onsuccess = () => ok(ask.result); };
  });
</script></html>"#;

/// A server inside the test, for the harness only; stories use the real one.
async fn page_server() -> Result<u16> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let port = listener.local_addr()?.port();
    let app = Router::new().route("/", get(|| async { Html(PAGE) }));
    tokio::spawn(async move { axum::serve(listener, app).await });
    Ok(port)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_shown_as_saved_survives_the_death_of_the_browser() -> Result<()> {
    let url = format!("http://tablet-a.localhost:{}/", page_server().await?);
    let stage = Stage::open().await?;
    let mut tablet = stage.browser("tablet-a", Options::default()).await?;
    tablet.goto(&url).await?;

    tablet.fill_composed("意见", "xiaofang", "消防通道被占用").await?;
    assert_eq!(tablet.value_of("意见").await?, "消防通道被占用");
    let events: Vec<String> = tablet.run("return events;", vec![]).await?;
    assert_eq!(
        events.first().map(String::as_str),
        Some("compositionstart:"),
        "{events:?}"
    );
    assert!(
        events.iter().any(|event| event == "input*:xiaofang"),
        "{events:?}"
    );
    assert!(
        events
            .iter()
            .any(|event| event == "compositionend:消防通道被占用"),
        "{events:?}"
    );

    let done: String = tablet
        .run_promise("return await keep(args[0]);", vec![json!("随查")])
        .await?;
    assert_eq!(done, "complete");
    tablet.kill();
    tablet.relaunch().await?;
    tablet.goto(&url).await?;
    let kept: Value = tablet.run_promise("return await kept();", vec![]).await?;
    assert_eq!(kept, json!("随查"));

    tablet.tap("保存").await?;
    tablet.see("已保存").await?;
    assert_eq!(tablet.words_of("ok").await?, "已保存");
    tablet.see_gone("保存键").await?;
    assert!(tablet.tap_id("ok").await.is_ok());
    tablet.expect_no_script_errors().await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_device_around_the_page_can_be_set() -> Result<()> {
    let origin = format!("http://tablet-b.localhost:{}", page_server().await?);
    let stage = Stage::open().await?;
    let options = Options {
        fake_camera: true,
        ..Options::default()
    };
    let tablet = stage.browser("tablet-b", options).await?;
    tablet
        .grant(&origin, &["durableStorage", "geolocation", "videoCapture"])
        .await?;
    tablet.goto(&origin).await?;
    tablet.disk_of(&origin, 1 << 20).await?;

    // Zaozhuang stands at 34.8° N, 117.3° E.
    tablet.place(34.81, 117.32, 12.0).await?;
    let ask = "const p = await new Promise((ok, no) => navigator.geolocation.getCurrentPosition(ok, no)); \
               return [p.coords.latitude, p.coords.accuracy];";
    let place: (f64, f64) = tablet.run_promise(ask, vec![]).await?;
    assert_eq!(place, (34.81, 12.0));
    tablet.no_place().await?;
    let refused = tablet.run_promise::<Value>(ask, vec![]).await;
    assert!(
        refused.is_err(),
        "no fix must be an error of the page: {refused:?}"
    );

    let persisted: bool = tablet
        .run_promise("return await navigator.storage.persist();", vec![])
        .await?;
    assert!(persisted);
    // Random bytes: the database compresses a megabyte of zeros into nothing.
    let two_megabytes = "const all = new Uint8Array(2 << 20); \
         for (let at = 0; at < all.length; at += 65536) crypto.getRandomValues(all.subarray(at, at + 65536)); \
         return await keep(all);";
    let full = tablet
        .run_promise::<String>(two_megabytes, vec![])
        .await
        .unwrap_err();
    assert!(full.to_string().contains("Quota"), "{full}");
    let camera = "const s = await navigator.mediaDevices.getUserMedia({ video: true }); return s.getVideoTracks().length;";
    assert_eq!(tablet.run_promise::<u64>(camera, vec![]).await?, 1);
    tablet.slow_down(4.0).await?;
    tablet.slow_down(1.0).await?;

    tablet
        .run::<Value>("console.error('on purpose'); return null;", vec![])
        .await?;
    let errors = tablet.script_errors().await?;
    assert!(
        errors.len() == 1 && errors[0].contains("on purpose"),
        "{errors:?}"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hand_can_choose_sign_give_a_file_and_save_one() -> Result<()> {
    let url = format!("http://office.localhost:{}/", page_server().await?);
    let stage = Stage::open().await?;
    let office = stage.browser("office", Options::default()).await?;
    let folder = stage.folder("downloads")?;
    office.goto(&url).await?;
    office.fill("结论", "不合格").await?;
    assert_eq!(office.value_of("结论").await?, "不合格");
    assert!(
        office
            .fill("结论", "优秀")
            .await
            .unwrap_err()
            .to_string()
            .contains("合格 | 不合格")
    );
    office.fill("意见", "甲").await?;
    office.fill("意见", "乙").await?;
    assert_eq!(office.value_of("意见").await?, "乙");

    office
        .draw("sign", &[&[(0.1, 0.5), (0.5, 0.1), (0.9, 0.5)]])
        .await?;
    let strokes: Vec<(String, String, i32, i32)> = office.run("return strokes;", vec![]).await?;
    let point = |kind: &str, x, y| (kind.to_owned(), "pen".to_owned(), x, y);
    assert_eq!(strokes.first(), Some(&point("pointerdown", 30, 50)));
    assert!(strokes.contains(&point("pointermove", 150, 10)), "{strokes:?}");
    assert_eq!(strokes.last(), Some(&point("pointerup", 270, 50)));

    let photo = folder.join("photo.jpg");
    std::fs::write(&photo, b"bytes")?;
    office.give_file("photo", &photo).await?;
    let name: String = office
        .run(
            "return document.querySelector('[type=file]').files[0].name;",
            vec![],
        )
        .await?;
    assert_eq!(name, "photo.jpg");

    office.downloads_to(&folder).await?;
    office.tap("另存").await?;
    assert_eq!(std::fs::read(office.downloaded(&folder, ".csv").await?)?, b"a");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_survey_finds_what_a_person_would() -> Result<()> {
    let url = format!("http://public.localhost:{}/", page_server().await?);
    let stage = Stage::open().await?;
    let public = stage.browser("public", Options::default()).await?;
    public.goto(&url).await?;
    assert_eq!(
        public.survey(LANDSCAPE, 48).await?,
        [
            "1280×800 page: 0 headings of the first level",
            "1280×800 page: 0 main parts",
            "1280×800 smaller than 48 px: input#note “” 160×20",
            "1280×800 smaller than 48 px: select “合格 不合格” 90×20",
        ]
    );
    let said = public.said().await?;
    let wide = said
        .iter()
        .find(|said| said.place == "p")
        .map(|said| (said.text.as_str(), said.language.as_str()));
    assert_eq!(wide, Some(("很宽 untranslated", "zh-CN")));
    let portrait = public.survey(PORTRAIT, 0).await?;
    assert!(
        portrait
            .iter()
            .any(|problem| problem.contains("wider than the screen by 100 px")),
        "{portrait:?}"
    );
    let crowd = "document.body.insertAdjacentHTML('beforeend', '<div id=crowd style=\"display:flex;width:200px\">\
        <p style=\"flex:1;min-width:0;overflow:hidden;white-space:nowrap\">挤没了</p><button style=\"flex:none;width:200px\">宽</button></div>\
        <div style=\"display:flex;width:90px\"><span style=\"flex:none;white-space:nowrap;margin-right:-40px\">压住了别人的字</span><button>键</button></div>'); return null;";
    public.run::<Option<bool>>(crowd, vec![]).await?;
    let crowded = public.survey(PORTRAIT, 0).await?;
    for wrong in [
        "crushed to nothing: p “挤没了”",
        "lies over “键”: span “压住了别人的字”",
    ] {
        ensure!(
            crowded.iter().any(|problem| problem.ends_with(wrong)),
            "{wrong}: {crowded:?}"
        );
    }
    let clear = "document.querySelectorAll('#crowd, #crowd + div').forEach(el => el.remove()); return null;";
    public.run::<Option<bool>>(clear, vec![]).await?;
    if let Some(axe) = test_support::audit::axe()? {
        ensure!(
            public.audit(&axe, &["light"]).await?.is_empty(),
            "the page is labelled"
        );
        let spoil = "document.body.insertAdjacentHTML('beforeend', \
            '<img src=\"data:,\"><p style=\"color:#aaa;background:#fff\">faint</p>'); return null;";
        public.run::<Option<bool>>(spoil, vec![]).await?;
        // The rule ids are axe's own (doc/rule-descriptions.md of axe-core).
        let found = public.audit(&axe, &["light", "dark"]).await?;
        for rule in [
            "axe image-alt (light)",
            "axe color-contrast (light)",
            "axe color-contrast (dark)",
        ] {
            assert!(
                found.iter().any(|problem| problem.starts_with(rule)),
                "{rule}: {found:?}"
            );
        }
    }
    let shot = public.screenshot("harness", PHONE).await?;
    let bytes = std::fs::read(shot)?;
    // PNG: signature, then the IHDR chunk with width and height (ISO/IEC 15948, 5.2 and 11.2.2).
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(
        bytes[16..24],
        [390u32.to_be_bytes(), 844u32.to_be_bytes()].concat()
    );
    Ok(())
}
