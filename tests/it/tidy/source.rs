//! A Rust source file, taken apart into code, strings and comments.
//!
//! Exists because "no Chinese in string literals" cannot be decided by searching lines: comments may speak
//! Chinese. Invariant: the parts of a file, joined, are the file.
use std::fs;
use std::path::Path;

/// Folders that hold Rust of the product and its tests.
const CRATES: [&str; 5] = ["domain", "app", "sync-server", "tests", "xtask"];
/// Folders a build leaves behind.
const BUILT: [&str; 6] = ["target", "dist", "dist.dev", "data", ".git", "node_modules"];

/// One file with its path from the root.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// What a piece of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Code,
    Text,
    Comment,
}

pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Every file below a folder by its path from the root; build folders are left out.
pub(crate) fn walk(dir: &Path, visit: &mut dyn FnMut(&str)) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            if !BUILT.contains(&name.as_str()) {
                walk(&path, visit);
            }
        } else {
            visit(
                path.strip_prefix(root())
                    .unwrap()
                    .to_str()
                    .expect("our paths are UTF-8"),
            );
        }
    }
}

pub(crate) fn sources(dir: &str) -> Vec<Source> {
    let mut found = vec![];
    walk(&root().join(dir), &mut |path| {
        if path.ends_with(".rs") {
            let text = fs::read_to_string(root().join(path)).unwrap();
            found.push(Source {
                path: path.to_owned(),
                text,
            });
        }
    });
    found
}

pub(crate) fn all_sources() -> Vec<Source> {
    CRATES.iter().flat_map(|dir| sources(dir)).collect()
}

impl Source {
    /// A file that holds only tests.
    pub(crate) fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.path.starts_with("tests/")
            || ["tests.rs", "testing.rs"].contains(&name)
            || name.ends_with("_tests.rs")
            || self.path.contains("/tests/")
            || self.path.contains("/benches/")
    }

    /// Code by line, without strings, comments and everything from `#[cfg(test)]` on. Multi-line `use`
    /// groups are joined to their first line.
    pub(crate) fn product_code(&self) -> Vec<(usize, String)> {
        if self.is_test() {
            return vec![];
        }
        let mut lines: Vec<(usize, String)> = vec![];
        let mut open_use = false;
        for (line, part, text) in self.product_parts() {
            if part != Part::Code {
                continue;
            }
            for (offset, piece) in text.split('\n').enumerate() {
                let number = line + offset;
                match lines.last_mut() {
                    Some((last, code)) if *last == number || open_use => code.push_str(piece),
                    _ => lines.push((number, piece.to_owned())),
                }
                let joined = lines.last().map_or("", |(_, code)| code.trim_start());
                open_use =
                    (joined.starts_with("use ") || joined.starts_with("pub use ")) && !joined.contains(';');
            }
        }
        lines
    }

    /// The parts before the first `#[cfg(test)]` that opens a module of tests.
    pub(crate) fn product_parts(&self) -> Vec<(usize, Part, &str)> {
        if self.is_test() {
            return vec![];
        }
        let end = self.text.find("#[cfg(test)]\nmod ").unwrap_or(self.text.len());
        let end = if self.text[end..].starts_with("#[cfg(test)]\nmod tests;") {
            self.text.len()
        } else {
            end
        };
        split(&self.text[..end])
    }

    pub(crate) fn parts(&self) -> Vec<(usize, Part, &str)> {
        split(&self.text)
    }
}

/// Takes a text apart; each piece comes with the line it starts on.
pub(crate) fn split(text: &str) -> Vec<(usize, Part, &str)> {
    let bytes = text.as_bytes();
    let (mut pieces, mut at, mut code_from) = (vec![], 0, 0);
    while at < bytes.len() {
        let rest = &text[at..];
        let (part, len) = if rest.starts_with("//") {
            (Part::Comment, rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            (Part::Comment, rest.find("*/").map_or(rest.len(), |end| end + 2))
        } else if let Some(len) = raw_string(rest, at.checked_sub(1).map(|before| bytes[before])) {
            (Part::Text, len)
        } else if rest.starts_with('"') {
            (Part::Text, quoted(rest))
        } else if let Some(len) = char_literal(rest) {
            at += len;
            continue;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        pieces.push((code_from, Part::Code, &text[code_from..at]));
        pieces.push((at, part, &text[at..at + len]));
        at += len;
        code_from = at;
    }
    pieces.push((code_from, Part::Code, &text[code_from..]));
    let line_of = |at: usize| 1 + text[..at].matches('\n').count();
    pieces
        .into_iter()
        .filter(|piece| !piece.2.is_empty())
        .map(|(at, part, s)| (line_of(at), part, s))
        .collect()
}

/// `r"…"`, `r#"…"#`, with `b` or `c` before; not an identifier that ends in `r`.
fn raw_string(rest: &str, before: Option<u8>) -> Option<usize> {
    if before.is_some_and(|b| b.is_ascii_alphanumeric() && b != b'b' && b != b'c' || b == b'_') {
        return None;
    }
    let hashes = rest.strip_prefix('r')?.bytes().take_while(|b| *b == b'#').count();
    rest[1 + hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let from = hashes + 2;
    Some(
        rest[from..]
            .find(&close)
            .map_or(rest.len(), |end| from + end + close.len()),
    )
}

fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => return at + 1,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// The length of a character literal; a lifetime is none.
fn char_literal(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    let mut chars = inner.chars();
    match chars.next()? {
        '\\' => inner
            .char_indices()
            .skip(2)
            .find(|(_, c)| *c == '\'')
            .map(|(at, _)| at + 2),
        c => (chars.next()? == '\'').then_some(c.len_utf8() + 2),
    }
}

#[test]
fn sources_come_apart_into_code_text_and_comments() {
    let text = "let a = \"字\\\"串\"; // 注\nlet b = r#\"x \" y\"#; let c = '\"'; let d: &'a str = bar\"\";";
    let parts = split(text);
    let of = |part: Part| {
        parts
            .iter()
            .filter(|piece| piece.1 == part)
            .map(|piece| piece.2)
            .collect::<Vec<_>>()
    };
    assert_eq!(of(Part::Text), ["\"字\\\"串\"", "r#\"x \" y\"#", "\"\""]);
    assert_eq!(of(Part::Comment), ["// 注"]);
    assert_eq!(parts.iter().map(|piece| piece.2).collect::<String>(), text);
    assert_eq!(parts.last().unwrap().0, 2);
}
