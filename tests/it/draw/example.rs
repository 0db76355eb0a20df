//! The worked example in `tests/vectors/draw/example`, through the commands people use.

use super::{ours, root, theirs};
use serde_json::Value;
use std::path::{Path, PathBuf};
use sync_server::cli::draw::{DrawCommand, OpenArgs, PrepareArgs, VerifyArgs, run, verify};

fn example(name: &str) -> PathBuf {
    root().join("tests/vectors/draw/example").join(name)
}

fn prepare(task: &Path, inspectors: &Path, state: &Path) -> u8 {
    run(&DrawCommand::Prepare(PrepareArgs {
        task: task.to_owned(),
        subjects: example("subjects.json"),
        inspectors: inspectors.to_owned(),
        state: state.to_owned(),
        json: true,
    }))
}

fn open(state: &Path, reveals: &[PathBuf], beacon: Option<PathBuf>, out: &Path) -> u8 {
    run(&DrawCommand::Open(OpenArgs {
        state: state.to_owned(),
        reveal: reveals.to_vec(),
        beacon,
        cosigned: None,
        out: out.to_owned(),
        json: true,
    }))
}

fn reveals() -> Vec<PathBuf> {
    vec![example("reveal-1.txt"), example("reveal-2.txt")]
}

fn beacon() -> Option<PathBuf> {
    Some(example("beacon.json"))
}

fn copy(name: &str, folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    std::fs::copy(example("state").join(name), folder.join(name)).unwrap();
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

/// With `UPDATE_EXPECT=1` the example is drawn anew, from a new secret, before any test looks at it.
fn update_if_asked() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        ONCE.call_once(draw_anew);
    }
}

fn draw_anew() {
    let state = example("state");
    if state.exists() {
        std::fs::remove_dir_all(&state).unwrap();
    }
    assert_eq!(
        prepare(&example("TASK.json"), &example("inspectors.json"), &state),
        0
    );
    assert_eq!(open(&state, &reveals(), beacon(), &example("transcript.json")), 0);
    std::fs::remove_file(state.join("transcript.json")).unwrap();
}

#[test]
fn the_worked_example_is_what_the_commands_write() {
    update_if_asked();
    let folder = tempfile::tempdir().unwrap();
    let (state, out) = (folder.path().join("state"), folder.path().join("out.json"));
    // A crash after the secret was kept: the same commitment comes out.
    copy("secret.json", &state);
    assert_eq!(
        prepare(&example("TASK.json"), &example("inspectors.json"), &state),
        0
    );
    assert_eq!(
        read(&state.join("prepared.json")),
        read(&example("state/prepared.json"))
    );
    // Opened again: everything but the name of the program is the same.
    assert_eq!(open(&state, &reveals(), beacon(), &out), 0);
    let (new, old): (Value, Value) = (
        serde_json::from_slice(&read(&out)).unwrap(),
        serde_json::from_slice(&read(&example("transcript.json"))).unwrap(),
    );
    assert_eq!(new["draw"], old["draw"]);
    for (a, b) in new["leaves"]
        .as_array()
        .unwrap()
        .iter()
        .zip(old["leaves"].as_array().unwrap())
    {
        if !b["leaf"].as_str().unwrap().contains("\"soft\"") {
            assert_eq!(a["leaf"], b["leaf"]);
        }
    }
    let both = [read(&out), read(&example("transcript.json"))];
    assert_eq!([ours(&both[0]), ours(&both[1])], ["ok", "ok"]);
    assert_eq!(theirs(&both), ["ok", "ok"]);
}

#[test]
fn a_draw_is_opened_once() {
    update_if_asked();
    let folder = tempfile::tempdir().unwrap();
    let (state, out, again) = (
        folder.path().join("state"),
        folder.path().join("out.json"),
        folder.path().join("again.json"),
    );
    copy("secret.json", &state);
    copy("prepared.json", &state);
    let stranger = folder.path().join("stranger.txt");
    std::fs::write(&stranger, "07".repeat(32)).unwrap();
    assert_eq!(
        open(&state, &reveals()[..1], beacon(), &out),
        1,
        "a witness is missing"
    );
    assert_eq!(open(&state, &reveals(), None, &out), 1, "the beacon is missing");
    let swapped = vec![example("reveal-1.txt"), stranger];
    assert_eq!(open(&state, &swapped, beacon(), &out), 1, "a stranger's entropy");
    assert!(!out.exists());
    let backwards: Vec<PathBuf> = reveals().into_iter().rev().collect();
    assert_eq!(
        open(&state, &backwards, beacon(), &out),
        0,
        "the order of reveals does not matter"
    );
    assert_eq!(open(&state, &reveals(), beacon(), &again), 0);
    assert_eq!(read(&out), read(&again));
    // Another round under the number the plan waits for: refused, and the result stays.
    let other = folder.path().join("other.json");
    std::fs::write(
        &other,
        format!("{{\"round\":1000,\"randomness\":\"{}\"}}", "ab".repeat(32)),
    )
    .unwrap();
    assert_eq!(open(&state, &reveals(), Some(other), &again), 1);
    assert_eq!(read(&out), read(&again));
}

#[test]
fn a_prepared_draw_is_not_prepared_otherwise() {
    update_if_asked();
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let task = example("TASK.json");
    assert_eq!(prepare(&task, &example("inspectors.json"), &state), 0);
    let before = read(&state.join("prepared.json"));
    assert_eq!(prepare(&task, &example("inspectors.json"), &state), 0);
    let mut fewer: Value = serde_json::from_slice(&read(&example("inspectors.json"))).unwrap();
    fewer.as_array_mut().unwrap().pop();
    let file = folder.path().join("fewer.json");
    std::fs::write(&file, fewer.to_string()).unwrap();
    assert_eq!(prepare(&task, &file, &state), 1);
    assert_eq!(read(&state.join("prepared.json")), before);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(state.join("secret.json"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn too_few_inspectors_are_refused_before_anything_is_committed() {
    update_if_asked();
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let all: Value = serde_json::from_slice(&read(&example("inspectors.json"))).unwrap();
    // Only the sixth is left, whose certificate has expired, and two who may not lead.
    let few: Vec<&Value> = all.as_array().unwrap()[3..6].iter().collect();
    let file = folder.path().join("few.json");
    std::fs::write(&file, serde_json::to_string(&few).unwrap()).unwrap();
    assert_eq!(prepare(&example("TASK.json"), &file, &state), 1);
    assert!(!state.exists(), "nothing was kept");
}

#[test]
fn verify_answers_by_its_exit_code() {
    update_if_asked();
    let check = |path: PathBuf, log_key: Option<&str>| {
        verify(&VerifyArgs {
            transcript: path,
            log_key: log_key.map(str::to_owned),
            json: true,
        })
    };
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(check(example("transcript.json"), None), 0);
    assert_eq!(
        check(
            example("transcript.json"),
            Some("draw.demo.example/log+00000000+AAAA")
        ),
        1
    );
    let text = String::from_utf8(read(&example("transcript.json"))).unwrap();
    let changed = folder.path().join("changed.json");
    std::fs::write(&changed, text.replacen("demo-s01", "demo-s00", 1)).unwrap();
    assert_eq!(check(changed, None), 1);
    assert_eq!(check(example("TASK.json"), None), 2);
    assert_eq!(check(folder.path().join("none.json"), None), 2);
}
