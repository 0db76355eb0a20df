//! Where a visitor is on the public page, as the part of the address behind `#`.

/// A place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Plans and draws.
    #[default]
    Draws,
    /// Published results.
    Results,
    /// Item lists.
    Items,
    /// Verifying: a draw of this office, or a file.
    Verify(Option<String>),
    /// No such place.
    Unknown,
}

impl Place {
    /// The place of an address part.
    pub fn parse(hash: &str) -> Self {
        let parts: Vec<&str> = hash.split('/').filter(|p| !p.is_empty()).collect();
        match parts.as_slice() {
            [] | ["draws"] => Self::Draws,
            ["results"] => Self::Results,
            ["items"] => Self::Items,
            ["verify"] => Self::Verify(None),
            ["verify", task] => Self::Verify(Some((*task).to_owned())),
            _ => Self::Unknown,
        }
    }

    /// Its link.
    pub fn href(&self) -> String {
        match self {
            Self::Draws | Self::Unknown => "#/draws".to_owned(),
            Self::Results => "#/results".to_owned(),
            Self::Items => "#/items".to_owned(),
            Self::Verify(None) => "#/verify".to_owned(),
            Self::Verify(Some(task)) => format!("#/verify/{task}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_again_by_its_link() {
        for place in [
            Place::Draws,
            Place::Results,
            Place::Items,
            Place::Verify(None),
            Place::Verify(Some("t2026-001".into())),
        ] {
            assert_eq!(Place::parse(place.href().trim_start_matches('#')), place);
        }
        assert_eq!(Place::parse(""), Place::Draws);
        assert_eq!(Place::parse("/elsewhere"), Place::Unknown);
    }
}
