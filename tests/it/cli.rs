//! The command line as other programs use it: real processes on real files, exit codes, JSON, plain sentences.
//!
//! Exists because others script these commands: 0 = ok, 1 = the answer is no, 2 = bad usage or unreadable input.
mod draws;
mod import;
mod law;

use serde::de::DeserializeOwned;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What one call said.
pub(crate) struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Said {
    #[track_caller]
    fn exits(self, code: i32) -> Said {
        assert_eq!(self.code, code, "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }

    /// The sentence stands on standard error, where errors belong.
    #[track_caller]
    fn complains(self, sentence: &str) -> Said {
        assert!(self.err.contains(sentence), "no {sentence:?} in:\n{}", self.err);
        self
    }

    #[track_caller]
    fn prints(self, words: &str) -> Said {
        assert!(self.out.contains(words), "no {words:?} in:\n{}", self.out);
        self
    }

    /// Standard output is JSON and nothing else.
    #[track_caller]
    fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e} in:\n{}", self.out))
    }
}

/// Runs the server binary with these words.
#[track_caller]
pub(crate) fn suicha<W: AsRef<OsStr>>(words: &[W]) -> Said {
    told(words, "")
}

/// The same, with something to read on standard input.
#[track_caller]
pub(crate) fn told<W: AsRef<OsStr>>(words: &[W], input: &str) -> Said {
    let mut child =
        Command::new(std::env::var_os("SUICHA_SERVER").expect("`cargo xtask test` names the server"))
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A command that reads nothing may have ended before.
    drop(stdin.write_all(input.as_bytes()));
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    Said {
        code: output.status.code().expect("no command dies by a signal"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn vectors(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(path)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn what_is_not_a_call_is_bad_usage() {
    for words in [
        &[][..],
        &["fly"],
        &["import"],
        &["import", "cats", "a.csv"],
        &["verify"],
        &["draw", "open"],
        &["regimes", "show"],
        &["deadline"],
    ] {
        let said = suicha(words).exits(2);
        assert!(!said.err.is_empty() && said.out.is_empty(), "{words:?}");
    }
    suicha(&["--help"]).exits(0).prints("import");
}
