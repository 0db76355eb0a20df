//! The parser names every problem with file and line.
