//! Deadlines against the State Council notices and an independent library.
