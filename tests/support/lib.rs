//! Support for whole-product tests.
