//! What happens to an organisation, by the keys of its events.

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the format")]
pub enum Change {
    Founded,
    Renamed,
    Upgraded,
    Merged,
    Split,
    Converted,
    Dissolved,
}

impl Change {
    /// Every change by its key.
    pub const ALL: [(&'static str, Self); 7] = [
        ("founded", Self::Founded),
        ("renamed", Self::Renamed),
        ("upgraded", Self::Upgraded),
        ("merged", Self::Merged),
        ("split", Self::Split),
        ("converted", Self::Converted),
        ("dissolved", Self::Dissolved),
    ];

    /// The key.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, change)| *change == self).map_or("", |(name, _)| name)
    }
}
