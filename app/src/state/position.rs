//! The last place of work, so that a killed page opens at the same question.

/// Whether an address is worth coming back to: a page of field work, and of nothing else.
pub fn worth_keeping(path: &str) -> bool {
    path.starts_with("/field/i/") && path.len() < 400 && !path.contains("..")
}

#[cfg(test)]
mod tests {
    use super::worth_keeping;

    #[test]
    fn only_field_work_is_come_back_to() {
        assert!(worth_keeping("/field/i/x/inspect/fire-1"));
        assert!(!worth_keeping("/field/sync"));
        assert!(!worth_keeping("https://elsewhere/field/i/x"));
    }
}
