//! The site: every file a browser may ask for, by path, before anything is written.
//!
//! Exists so that names, digests and the precache lists are computed in one place from bytes in memory.
//! Invariant: a path under `/assets/` carries the digest of its content and may be cached for ever; every
//! other path may change with the next release.
//!
//! Templates (`index.html`, `app/public-page.html`) may use `{{styles}}`, `{{script}}` and `{{version}}`;
//! `app/sw.js` may use `{{version}}` and `{{precache}}`, the list as JSON.
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Stylesheets that come before all others, in this order; `print.css` comes last.
const STYLES_FIRST: [&str; 5] = ["layers", "tokens", "reset", "base", "layout"];

/// Path from the root of the site (no leading slash) to content.
#[derive(Debug, Default)]
pub(crate) struct Site {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

/// One bundle: the tags its page needs and the paths it consists of.
#[derive(Debug)]
pub(crate) struct Bundle {
    tags: String,
    paths: Vec<String>,
}

impl Site {
    /// The files of `app/public/`, at the root of the site; returns their paths.
    pub(crate) fn add_public(&mut self, app: &Path) -> Result<Vec<String>> {
        let dir = app.join("public");
        let mut files = BTreeMap::new();
        if dir.is_dir() {
            read_tree(&dir, &dir, &mut files)?;
        }
        let paths = files.keys().cloned().collect();
        self.files.append(&mut files);
        Ok(paths)
    }

    /// All stylesheets as one file with its digest in the name.
    pub(crate) fn add_styles(&mut self, app: &Path) -> Result<Bundle> {
        let mut css = String::new();
        for path in stylesheets(app)? {
            css.push_str(&fs::read_to_string(&path).with_context(|| path.display().to_string())?);
            css.push('\n');
        }
        let path = format!("assets/styles-{}.css", short(css.as_bytes()));
        let tags = format!(r#"<link rel="stylesheet" href="/{path}">"#);
        self.files.insert(path.clone(), css.into_bytes());
        Ok(Bundle {
            tags,
            paths: vec![path],
        })
    }

    /// A program: its glue, wasm and snippets in a folder named by the digest of them all, and the small
    /// script that starts it (the content security policy allows no inline script).
    pub(crate) fn add_program(&mut self, name: &str, mut glue: BTreeMap<String, Vec<u8>>) -> Result<Bundle> {
        ensure!(
            glue.contains_key(&format!("{name}_bg.wasm")),
            "the glue of {name} holds no wasm"
        );
        glue.insert("start.js".to_owned(), start_script(name).into_bytes());
        let mut all = Sha256::new();
        for (path, bytes) in &glue {
            all.update(path.as_bytes());
            all.update(Sha256::digest(bytes));
        }
        let dir = format!("assets/{name}-{}", &hex::encode(all.finalize())[..16]);
        let tags = format!(
            concat!(
                r#"<link rel="modulepreload" href="/{dir}/{name}.js">"#,
                "\n  ",
                r#"<link rel="preload" href="/{dir}/{name}_bg.wasm" as="fetch" type="application/wasm" crossorigin>"#,
                "\n  ",
                r#"<script type="module" src="/{dir}/start.js"></script>"#
            ),
            dir = dir,
            name = name
        );
        let paths = glue.keys().map(|path| format!("{dir}/{path}")).collect();
        self.files.extend(
            glue.into_iter()
                .map(|(path, bytes)| (format!("{dir}/{path}"), bytes)),
        );
        Ok(Bundle { tags, paths })
    }

    /// A page from its template.
    pub(crate) fn add_page(
        &mut self,
        path: &str,
        template: &str,
        styles: &Bundle,
        program: &Bundle,
    ) -> Result<()> {
        for needed in ["{{styles}}", "{{script}}"] {
            ensure!(template.contains(needed), "the template of {path} lacks {needed}");
        }
        let page = template
            .replace("{{styles}}", &styles.tags)
            .replace("{{script}}", &program.tags);
        ensure!(
            !page.contains("{{"),
            "the template of {path} has a placeholder the build does not know"
        );
        self.files.insert(path.to_owned(), page.into_bytes());
        Ok(())
    }

    /// What one origin keeps offline: `{"version", "files": [{"path", "sha256", "bytes"}]}`, paths from `/`.
    pub(crate) fn precache(&self, page: &str, parts: &[&Bundle], public: &[String]) -> serde_json::Value {
        let mut paths: Vec<&str> = vec![page];
        paths.extend(
            parts
                .iter()
                .flat_map(|part| part.paths.iter().map(String::as_str)),
        );
        paths.extend(public.iter().map(String::as_str));
        let mut all = Sha256::new();
        let files: Vec<serde_json::Value> = paths
            .iter()
            .map(|path| {
                let bytes = &self.files[*path];
                let digest = hex::encode(Sha256::digest(bytes));
                all.update(path.as_bytes());
                all.update(digest.as_bytes());
                serde_json::json!({ "path": format!("/{path}"), "sha256": digest, "bytes": bytes.len() })
            })
            .collect();
        serde_json::json!({ "version": &hex::encode(all.finalize())[..16], "files": files })
    }

    /// Writes everything into a folder that does not exist yet.
    pub(crate) fn write(&self, dir: &Path) -> Result<()> {
        for (path, bytes) in &self.files {
            let file = dir.join(path);
            fs::create_dir_all(file.parent().context("a file has a folder")?)?;
            fs::write(&file, bytes).with_context(|| file.display().to_string())?;
        }
        Ok(())
    }
}

fn start_script(name: &str) -> String {
    format!(
        "import init from \"./{name}.js\";\n\
         init({{ module_or_path: new URL(\"./{name}_bg.wasm\", import.meta.url) }}).catch((error) => {{\n  \
         const boot = document.getElementById(\"boot\");\n  \
         if (boot) boot.textContent = boot.dataset.failed;\n  throw error;\n}});\n"
    )
}

/// Every stylesheet in its fixed order: the first five, the other shared ones, those beside components, print.
fn stylesheets(app: &Path) -> Result<Vec<PathBuf>> {
    let mut files = BTreeMap::new();
    for dir in ["styles", "src"] {
        if app.join(dir).is_dir() {
            read_tree(app, &app.join(dir), &mut files)?;
        }
    }
    let rank = |path: &str| {
        let name = path
            .strip_prefix("styles/")
            .and_then(|rest| rest.strip_suffix(".css"));
        match name {
            Some("print") => usize::MAX,
            Some(name) => STYLES_FIRST
                .iter()
                .position(|first| *first == name)
                .unwrap_or(STYLES_FIRST.len()),
            None => STYLES_FIRST.len() + 1,
        }
    };
    let mut sheets: Vec<String> = files.into_keys().filter(|path| path.ends_with(".css")).collect();
    sheets.sort_by_key(|path| (rank(path), path.clone()));
    Ok(sheets.into_iter().map(|path| app.join(path)).collect())
}

/// Reads a folder into memory by paths relative to `base`, with `/` between parts.
pub(crate) fn read_tree(base: &Path, dir: &Path, into: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    for entry in fs::read_dir(dir).with_context(|| dir.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            read_tree(base, &path, into)?;
        } else {
            let parts: Vec<_> = path
                .strip_prefix(base)?
                .iter()
                .map(|part| part.to_string_lossy())
                .collect();
            into.insert(
                parts.join("/"),
                fs::read(&path).with_context(|| path.display().to_string())?,
            );
        }
    }
    Ok(())
}

/// The first 16 hex digits of SHA-256: enough for a file name.
pub(crate) fn short(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glue(wasm: &[u8]) -> BTreeMap<String, Vec<u8>> {
        BTreeMap::from([
            ("p.js".to_owned(), b"x".to_vec()),
            ("p_bg.wasm".to_owned(), wasm.to_vec()),
        ])
    }

    #[test]
    fn another_wasm_gets_other_paths_and_another_version() {
        let lists: Vec<serde_json::Value> = [b"one", b"two"]
            .iter()
            .map(|wasm| {
                let mut site = Site::default();
                let styles = site.add_styles(Path::new("/nonexistent")).unwrap();
                let program = site.add_program("p", glue(*wasm)).unwrap();
                site.add_page("index.html", "{{styles}}{{script}}", &styles, &program)
                    .unwrap();
                site.precache("index.html", &[&styles, &program], &[])
            })
            .collect();
        assert_ne!(lists[0]["version"], lists[1]["version"]);
        assert_ne!(lists[0]["files"][2]["path"], lists[1]["files"][2]["path"]);
        // SHA-256 of nothing (FIPS 180-4 example): the empty stylesheet.
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(lists[0]["files"][1]["sha256"], empty);
    }

    #[test]
    fn a_template_with_an_unknown_placeholder_is_refused() {
        let mut site = Site::default();
        let styles = site.add_styles(Path::new("/nonexistent")).unwrap();
        let program = site.add_program("p", glue(b"w")).unwrap();
        let refused = site.add_page("index.html", "{{styles}}{{script}}{{nonce}}", &styles, &program);
        assert!(refused.unwrap_err().to_string().contains("placeholder"));
    }
}
