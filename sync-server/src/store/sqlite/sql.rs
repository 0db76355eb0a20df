//! Named statements: `accounts.find` is the statement after `-- :find` in `accounts.sql`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

const FILES: &[(&str, &str)] = &[
    ("accounts", include_str!("accounts.sql")),
    ("blobs", include_str!("blobs.sql")),
    ("documents", include_str!("documents.sql")),
    ("inspections", include_str!("inspections.sql")),
    ("log", include_str!("log.sql")),
    ("meta", include_str!("meta.sql")),
    ("rosters", include_str!("rosters.sql")),
    ("tasks", include_str!("tasks.sql")),
];

/// The text of a named statement.
pub(super) fn sql(name: &str) -> &'static str {
    statements()
        .get(name)
        .expect("every name used is in a file beside; the contract suite runs them all")
}

pub(super) fn statements() -> &'static BTreeMap<String, &'static str> {
    static ALL: OnceLock<BTreeMap<String, &'static str>> = OnceLock::new();
    ALL.get_or_init(|| {
        FILES
            .iter()
            .flat_map(|(file, text)| {
                text.split("-- :").skip(1).filter_map(move |part| {
                    let (name, body) = part.split_once('\n')?;
                    Some((format!("{file}.{}", name.trim()), body.trim()))
                })
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::super::open;
    use super::statements;

    #[test]
    fn every_statement_prepares_against_the_schema() {
        let dir = std::env::temp_dir().join(format!("suicha-sql-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let conn = open::writer(&dir.join("suicha.db")).unwrap();
        for (name, sql) in statements() {
            conn.prepare(sql).unwrap_or_else(|e| panic!("{name}: {e}"));
        }
        drop(conn);
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
