//! Counts of hits: by speaker, source and time.

use jiff::civil::Date;

use crate::text::Clean;

/// The number of hits of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthCount {
    /// The first day of the month.
    pub month: Date,
    /// The number of hits.
    pub hits: usize,
}

/// What hits are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CountKey {
    /// Who said it.
    Speaker,
    /// Who published it.
    Source,
    /// The day of publication.
    Day,
    /// The month of publication.
    Month,
    /// The year of publication.
    Year,
}

impl CountKey {
    /// All keys, in the order of the help.
    pub const ALL: [Self; 5] = [
        Self::Speaker,
        Self::Source,
        Self::Day,
        Self::Month,
        Self::Year,
    ];

    /// Returns the name on the command line and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Source => "source",
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// The value of a group for a key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupValue {
    /// A day, month or year, such as 2026-01.
    Period(String),
    /// A speaker or a source.
    Name(Clean),
    /// Not known; after all others.
    Unknown,
}

impl GroupValue {
    /// Returns the value as text; `None` if it is not known.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Period(period) => Some(period),
            Self::Name(name) => Some(name),
            Self::Unknown => None,
        }
    }
}

/// The hits of a search in groups.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GroupCounts {
    /// The groups, in the order of their values.
    pub groups: Vec<GroupCount>,
    /// Whether there are more hits than were counted: then only the newest were.
    pub is_partial: bool,
}

/// The hits that share their values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupCount {
    /// A value for each key.
    pub values: Vec<GroupValue>,
    /// The number of hits.
    pub quotes: usize,
    /// The number of articles with these hits.
    pub articles: usize,
}
