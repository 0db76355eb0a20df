//! What keeps in Suicha.
