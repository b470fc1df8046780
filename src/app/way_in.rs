//! The ways to begin a library, or to add to it, as the start screen names them.

/// A way to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WayIn {
    /// To read a folder.
    Folder,
    /// To save a page, or subscribe to a feed.
    Address,
    /// To import what another program exported.
    Import,
    /// To read the welcome story.
    Welcome,
    /// To fetch the feeds that were imported; it has a key, and no row of its own.
    Feeds,
}

impl WayIn {
    /// Every way that has a row, in the order of the screen.
    pub const ALL: [Self; 4] = [Self::Folder, Self::Address, Self::Import, Self::Welcome];

    /// Returns the letter that chooses it.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Folder => 'a',
            Self::Address => 'p',
            Self::Import => 'i',
            Self::Welcome => 'w',
            Self::Feeds => 'R',
        }
    }

    /// Returns what it does.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Folder => "Add a folder",
            Self::Address => "Paste an address",
            Self::Import => "Import",
            Self::Welcome => "Read the welcome story",
            Self::Feeds => "Fetch the feeds",
        }
    }

    /// Returns more about it.
    #[must_use]
    pub const fn detail(self) -> &'static str {
        match self {
            Self::Folder => "of saved pages, text, Markdown or feeds",
            Self::Address => "the page or feed goes to your inbox",
            Self::Import => "OPML, Pocket, Instapaper, a folder",
            Self::Welcome => "three minutes, every key once",
            Self::Feeds => "those that were imported",
        }
    }

    /// Returns what is before the line in which the reader types.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Folder => "folder: ",
            Self::Address => "address: ",
            Self::Import => "file: ",
            Self::Welcome | Self::Feeds => "",
        }
    }
}
