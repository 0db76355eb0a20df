//! Properties of the code itself: sizes, headers, layers, purity, words, law.
//!
//! Exists because a rule that is only written down is forgotten. Invariant: each test lists every failure at
//! once, as `file:line: what is wrong`.
mod features;
mod law;
pub(crate) mod source;
mod words;

pub(crate) use features::tests_of_the_house;
use source::{Part, Source, sources};
pub(crate) use source::{all_sources, root};
use std::fs;
use std::path::Path;
use std::process::Command;

/// A comfortable file is 60–300 lines; past this it holds two nouns.
const RUST_LINES_MAX: usize = 400;
const CSS_LINES_MAX: usize = 250;
/// Larger files slow every clone; vectors that must be larger are named here with the reason.
const FILE_BYTES_MAX: u64 = 200_000;
const LARGER_FILES: [&str; 0] = [];

/// Fails with the whole list.
#[track_caller]
pub(crate) fn expect_none(problems: &[String]) {
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems.join("\n")
    );
}

#[test]
fn rust_files_are_short_and_say_their_noun_first() {
    let mut problems = vec![];
    for source in all_sources() {
        let lines = source.text.lines().count();
        if lines > RUST_LINES_MAX {
            problems.push(format!(
                "{}: {lines} lines, at most {RUST_LINES_MAX}",
                source.path
            ));
        }
        if !source.text.starts_with("//!") {
            problems.push(format!("{}:1: does not open with `//!`", source.path));
        }
    }
    expect_none(&problems);
}

#[test]
fn stylesheets_are_short() {
    let mut problems = vec![];
    for path in tracked().iter().filter(|path| path.ends_with(".css")) {
        let lines = read(path).lines().count();
        if lines > CSS_LINES_MAX {
            problems.push(format!("{path}: {lines} lines, at most {CSS_LINES_MAX}"));
        }
    }
    expect_none(&problems);
}

/// The order of `pub mod` in `domain/src/lib.rs` is the order of layers: a module uses only those above it.
#[test]
fn domain_layers_point_up_the_list() {
    let layers: Vec<String> = read("domain/src/lib.rs")
        .lines()
        .filter_map(|line| {
            line.strip_prefix("pub mod ")?
                .strip_suffix(';')
                .map(str::to_owned)
        })
        .collect();
    assert!(
        layers.len() > 3,
        "the layers are the `pub mod` lines of domain/src/lib.rs: {layers:?}"
    );
    let level = |name: &str| layers.iter().position(|layer| layer == name);
    let mut problems = vec![];
    for source in sources("domain/src") {
        let inside = source.path.trim_start_matches("domain/src/");
        let from = inside.split(['/', '.']).next().unwrap_or_default();
        if from == "lib" {
            continue;
        }
        let Some(own) = level(from) else {
            problems.push(format!("{}: `{from}` is not a `pub mod` of lib.rs", source.path));
            continue;
        };
        for (line, code) in source.product_code() {
            for used in uses_of_crate(&code) {
                if level(&used).is_some_and(|other| other > own) {
                    problems.push(format!("{}:{line}: `{from}` may not use `{used}`", source.path));
                }
            }
        }
    }
    expect_none(&problems);
}

/// The first path segments after `crate::`, in groups too.
fn uses_of_crate(line: &str) -> Vec<String> {
    let word = |text: &str| {
        text.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    let mut used = vec![];
    for (at, _) in line.match_indices("crate::") {
        let rest = &line[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => used.push(word(rest)),
            Some(group) => {
                let mut depth = 0usize;
                let mut starts = true;
                for (at, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => starts = true,
                        c if starts && c.is_alphabetic() => {
                            used.push(word(&group[at..]));
                            starts = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    used
}

#[test]
fn uses_are_read_out_of_groups_too() {
    assert_eq!(
        uses_of_crate("use crate::{id::{A, B}, time::Date};"),
        ["id", "time"]
    );
    assert_eq!(
        uses_of_crate("let x = crate::draw::seed(crate::id::new());"),
        ["draw", "id"]
    );
}

#[test]
fn domain_depends_on_nothing_that_acts() {
    let out = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--package",
            "domain",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .expect("cargo runs this test");
    assert!(
        out.status.success(),
        "cargo tree: {}",
        String::from_utf8_lossy(&out.stderr)
    );
    let tree = String::from_utf8_lossy(&out.stdout).into_owned();
    let banned = [
        "tokio", "axum", "hyper", "reqwest", "rusqlite", "sqlx", "web-sys", "yew", "gloo",
    ];
    let problems: Vec<String> = banned
        .iter()
        .filter(|name| tree.lines().any(|line| line.starts_with(&format!("{name} "))))
        .map(|name| format!("domain/Cargo.toml: `{name}` is in its tree"))
        .collect();
    expect_none(&problems);
}

#[test]
fn only_the_shell_touches_the_browser() {
    let mut problems = vec![];
    for source in sources("app/src") {
        let shell = source.path.starts_with("app/src/shell");
        if shell || ["app/src/main.rs", "app/src/public_main.rs"].contains(&source.path.as_str()) {
            continue;
        }
        problems.extend(source.names(&["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures"]));
    }
    expect_none(&problems);
}

#[test]
fn only_the_store_speaks_sql() {
    let mut problems = vec![];
    for source in all_sources()
        .into_iter()
        .filter(|source| !source.path.starts_with("tests/"))
    {
        if !source.path.starts_with("sync-server/src/store") {
            problems.extend(source.names(&["rusqlite", "tokio_postgres"]));
        }
    }
    expect_none(&problems);
}

/// Identity checks by hash or size would hide a changed file; the list holds the bytes' digests.
#[test]
fn released_migrations_never_change() {
    let mut problems = vec![];
    for line in read("tests/vectors/released-migrations.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let (digest, path) = line.split_once("  ").expect("each line is `sha256  path`");
        match fs::read(root().join(path)) {
            Err(_) => problems.push(format!("{path}: released, but gone")),
            Ok(bytes) if domain_digest(&bytes) != digest => {
                problems.push(format!(
                    "{path}: released, but changed: add a new migration instead"
                ));
            }
            Ok(_) => {}
        }
    }
    expect_none(&problems);
}

fn domain_digest(bytes: &[u8]) -> String {
    use sha2::Digest;
    hex::encode(sha2::Sha256::digest(bytes))
}

#[test]
fn tracked_files_are_small_and_name_no_machine() {
    // Put together here so that this file does not find itself.
    let places = [
        "/home",
        "/root",
        "/Users",
        "/work/main",
        "/work/wt",
        "/work/shared",
    ]
    .map(|place| format!("{place}{}", '/'));
    let mut problems = vec![];
    for path in tracked() {
        let file = root().join(&path);
        let Ok(bytes) = fs::read(&file) else { continue };
        if bytes.len() as u64 > FILE_BYTES_MAX && !LARGER_FILES.contains(&path.as_str()) {
            problems.push(format!("{path}: {} bytes, at most {FILE_BYTES_MAX}", bytes.len()));
        }
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            for place in places.iter().filter(|place| names_place(line, place)) {
                problems.push(format!(
                    "{path}:{}: names a place of one machine: {place}",
                    number + 1
                ));
            }
        }
    }
    expect_none(&problems);
}

/// A place counts at the start of a path, not inside an address such as `https://example.org/home/`.
fn names_place(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        !line[..at].ends_with(|before: char| before.is_alphanumeric() || "./-_".contains(before))
    })
}

#[test]
fn nothing_is_left_to_do_later() {
    let marks = ["TODO", "FIXME", "XXX", "HACK"];
    let mut problems = vec![];
    for source in all_sources() {
        for (line, part, text) in source.parts() {
            let found = marks
                .iter()
                .find(|mark| text.split(|c: char| !c.is_alphanumeric()).any(|w| w == **mark));
            if let (Part::Comment, Some(mark)) = (part, found) {
                problems.push(format!("{}:{line}: {mark}: do it or write an issue", source.path));
            }
        }
    }
    expect_none(&problems);
}

/// Files under version control, or every file outside build folders when there is no git.
fn tracked() -> Vec<String> {
    let listed = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output();
    if let Ok(out) = listed
        && out.status.success()
    {
        let names = String::from_utf8_lossy(&out.stdout).into_owned();
        return names
            .split('\0')
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
    }
    let mut names = vec![];
    source::walk(root(), &mut |path| names.push(path.to_owned()));
    names
}

pub(crate) fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Identifiers in code, not in words.
impl Source {
    fn names(&self, banned: &[&str]) -> Vec<String> {
        let mut problems = vec![];
        for (line, code) in self.product_code() {
            let used = code.split(|c: char| !c.is_alphanumeric() && c != '_');
            for name in used.filter(|word| banned.contains(word)) {
                problems.push(format!("{}:{line}: names `{name}`", self.path));
            }
        }
        problems
    }
}
