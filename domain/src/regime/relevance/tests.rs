//! Answers: what may be stored and what it says.
