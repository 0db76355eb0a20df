//! What shows in Suicha.
