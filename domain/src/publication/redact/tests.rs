//! Redaction, each rule under the article that asks for it.
