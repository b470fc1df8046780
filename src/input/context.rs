//! The contexts in which keys are pressed.

use std::fmt;

/// The part of the screen that has the focus, as far as it matters to keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// Everywhere except in the prompt.
    Global,
    /// The list of articles.
    List,
    /// The reading pane.
    Reading,
    /// The reading pane, while a passage is being selected.
    Highlight,
    /// The quote sidebar.
    Quotes,
    /// The list of speakers, or the page of one.
    Speakers,
    /// An overlay or a screen of results.
    Overlay,
    /// The prompt, where characters are text and the global bindings do not apply.
    Prompt,
}

impl Context {
    /// Every context, in the order of the help screen.
    pub const ALL: &[Self] = &[
        Self::Global,
        Self::List,
        Self::Reading,
        Self::Highlight,
        Self::Quotes,
        Self::Speakers,
        Self::Overlay,
        Self::Prompt,
    ];

    /// Returns the name used in the config file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::List => "list",
            Self::Reading => "reading",
            Self::Highlight => "highlight",
            Self::Quotes => "quotes",
            Self::Speakers => "speakers",
            Self::Overlay => "overlay",
            Self::Prompt => "prompt",
        }
    }

    /// Returns where its bindings apply, as the help screen words it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Global => "everywhere",
            Self::List => "in the list",
            Self::Reading => "in the reading pane",
            Self::Highlight => "while highlighting",
            Self::Quotes => "in the quote sidebar",
            Self::Speakers => "among the speakers",
            Self::Overlay => "in overlays and results",
            Self::Prompt => "in the prompt",
        }
    }
}

impl fmt::Display for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
