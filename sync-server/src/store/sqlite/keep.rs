//! What is never taken back: the engine itself refuses to delete what people handed in, and to rewrite what was
//! written once.
//!
//! Exists because a statement written by mistake would empty a table as fast as a right one. Invariant: a running
//! server deletes sessions and places in a team, nothing else; no table goes away.

use super::super::StoreError;
use super::engine;
use domain::guard::stands;
use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

/// Tables of which rows go away: who is logged in, who is of a team.
const PASSING: [&str; 2] = ["sessions", "teams"];
/// Tables whose rows are written once.
const ONCE: [&str; 12] = [
    "log_leaves",
    "log_checkpoints",
    "changes",
    "proofs",
    "actors",
    "quarantine",
    "quarantine_judgements",
    "reviews",
    "publications",
    "roster_history",
    "draw_secrets",
    "evidence",
];

/// From now on this connection takes nothing back.
pub(super) fn nothing_goes(conn: &mut Connection) -> Result<(), StoreError> {
    conn.authorizer(Some(judge)).map_err(engine)
}

fn judge(context: AuthContext<'_>) -> Authorization {
    let own = |table: &str| table.starts_with("sqlite_");
    let refused = if let AuthAction::Delete { table_name } = context.action {
        !PASSING.contains(&table_name) && !own(table_name)
    } else if let AuthAction::Update { table_name, .. } = context.action {
        ONCE.contains(&table_name)
    } else {
        matches!(
            context.action,
            AuthAction::DropTable { .. } | AuthAction::AlterTable { .. }
        )
    };
    match refused && stands("nothing-is-taken-back") {
        true => Authorization::Deny,
        false => Authorization::Allow,
    }
}

#[cfg(test)]
mod tests {
    use super::super::open::writer;

    /// F64: whatever asks for it, a whole table does not go.
    #[test]
    fn nothing_handed_in_is_deleted_or_rewritten_by_any_statement() {
        let dir = tempfile::tempdir().unwrap();
        let conn = writer(&dir.path().join("suicha.db")).unwrap();
        conn.execute_batch(
            "INSERT INTO log_leaves VALUES (0, 'genesis', '', 0, x'00');
             INSERT INTO documents VALUES ('i', 'h', NULL, x'03', 'x');
             INSERT INTO blobs VALUES ('s', '{}');
             INSERT INTO quarantine (inspection, sha256, device, author, code, at, bytes)
                 VALUES ('i', 's', 'd', 'a', 'admit.sealed', 5, x'0102');",
        )
        .unwrap();
        for statement in [
            "DELETE FROM documents",
            "DELETE FROM blobs WHERE sha256 = 's'",
            "DELETE FROM quarantine",
            "DELETE FROM log_leaves",
            "UPDATE log_leaves SET leaf = x'01'",
            "UPDATE quarantine SET bytes = x''",
            "DROP TABLE changes",
        ] {
            let outcome = conn.execute_batch(statement);
            let leaf: Option<Vec<u8>> = conn
                .query_row("SELECT leaf FROM log_leaves", [], |r| r.get(0))
                .ok();
            assert!(
                outcome.is_err() && leaf == Some(vec![0]),
                "{statement}: {outcome:?}"
            );
        }
        conn.execute_batch("DELETE FROM sessions; DELETE FROM teams")
            .unwrap();
    }

    #[cfg(feature = "switches")]
    #[test]
    fn without_the_engines_refusal_a_table_is_emptied() {
        domain::guard::fails_without(
            "nothing-is-taken-back",
            nothing_handed_in_is_deleted_or_rewritten_by_any_statement,
        );
    }
}
