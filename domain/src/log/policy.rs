//! Whom to believe: the log's key, the witnesses' keys and how many of them must have cosigned.
//!
//! Written as C2SP tlog-policy text when it is pinned on a tablet at enrolment.

use super::note::{KeyKind, Note, NoteError, VerifierKey};

/// A pinned trust policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The log's key; its name is the log's origin.
    pub log: VerifierKey,
    /// The witnesses' keys.
    pub witnesses: Vec<VerifierKey>,
    /// Cosignatures asked for; 0 is legal and labelled 无独立见证.
    pub quorum: u32,
}

impl Policy {
    /// The witnesses whose cosignature of this note fits, with their times, in the policy's order.
    pub fn cosigned(&self, note: &Note) -> Vec<(String, u64)> {
        let fits = |w: &VerifierKey| note.verify(w).ok().map(|time| (w.name.clone(), time));
        self.witnesses.iter().filter_map(fits).collect()
    }

    /// tlog-policy text: `log`, `witness`, `group` and `quorum` lines.
    pub fn text(&self) -> String {
        let mut out = format!("log {}\n", self.log);
        for (i, witness) in self.witnesses.iter().enumerate() {
            out.push_str(&format!("witness w{i} {witness}\n"));
        }
        if self.quorum == 0 {
            out.push_str("quorum none\n");
        } else {
            let names: String = (0..self.witnesses.len()).map(|i| format!(" w{i}")).collect();
            out.push_str(&format!(
                "group witnesses {}{names}\nquorum witnesses\n",
                self.quorum
            ));
        }
        out
    }

    /// Reads policy text as [`Policy::text`] writes it.
    ///
    /// # Errors
    /// [`NoteError::BadKey`] for a bad key, [`NoteError::Malformed`] for any other text.
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let mut log = None;
        let (mut witnesses, mut threshold, mut quorum) = (Vec::new(), None, None);
        for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let words: Vec<&str> = line.split(' ').collect();
            match words.as_slice() {
                ["log", key] => log = Some(VerifierKey::parse(key)?),
                ["witness", _, key] => witnesses.push(VerifierKey::parse(key)?),
                ["group", "witnesses", n, ..] => threshold = n.parse().ok(),
                ["quorum", "none"] => quorum = Some(0),
                ["quorum", "witnesses"] => quorum = threshold,
                _ => return Err(NoteError::Malformed),
            }
        }
        let policy = Self {
            log: log.ok_or(NoteError::Malformed)?,
            witnesses,
            quorum: quorum.ok_or(NoteError::Malformed)?,
        };
        let kinds_fit = policy.log.kind == KeyKind::Log
            && policy.witnesses.iter().all(|w| w.kind == KeyKind::Witness)
            && policy.quorum as usize <= policy.witnesses.len();
        if kinds_fit && policy.text() == text {
            Ok(policy)
        } else {
            Err(NoteError::Malformed)
        }
    }
}
