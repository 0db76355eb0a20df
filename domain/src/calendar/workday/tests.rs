//! The official calendar of 2023–2026 and bad files.
