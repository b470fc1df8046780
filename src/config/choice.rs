//! The built-in themes, and which of them suits a terminal.

use std::collections::BTreeMap;

use super::colour::{Background, Depth, TerminalColours};
use super::theme::{Looks, Theme};

/// A built-in theme, or the choice among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ThemeChoice {
    /// Light or dark, whichever suits the terminal; if its background is unknown, one that is readable on both.
    #[default]
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// For a dark background, with as much contrast as there is.
    DarkContrast,
    /// For a light background, with as much contrast as there is.
    LightContrast,
    /// For a dark background, with speakers that differ for colour-blind eyes.
    DarkSafe,
    /// For a light background, with speakers that differ for colour-blind eyes.
    LightSafe,
    /// For any background: no coloured words.
    Terminal,
    /// For a dark background and 16 colours.
    Terminal16Dark,
    /// For a light background and 16 colours.
    Terminal16Light,
    /// No colours.
    Plain,
}

impl ThemeChoice {
    /// Every choice.
    pub const ALL: &[Self] = &[
        Self::Auto,
        Self::Dark,
        Self::Light,
        Self::DarkContrast,
        Self::LightContrast,
        Self::DarkSafe,
        Self::LightSafe,
        Self::Terminal,
        Self::Terminal16Dark,
        Self::Terminal16Light,
        Self::Plain,
    ];

    /// Returns the name used in the config file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::DarkContrast => "dark-contrast",
            Self::LightContrast => "light-contrast",
            Self::DarkSafe => "dark-safe",
            Self::LightSafe => "light-safe",
            Self::Terminal => "terminal",
            Self::Terminal16Dark => "terminal-16-dark",
            Self::Terminal16Light => "terminal-16-light",
            Self::Plain => "plain",
        }
    }

    /// Returns what the theme is for, in a line.
    #[must_use]
    pub const fn help(self) -> &'static str {
        match self {
            Self::Auto => "Theme that suits the terminal",
            Self::Dark => "Theme for a dark background",
            Self::Light => "Theme for a light background",
            Self::DarkContrast => "Theme for a dark background, more contrast",
            Self::LightContrast => "Theme for a light background, more contrast",
            Self::DarkSafe => "Theme for a dark background, safe for colour-blind eyes",
            Self::LightSafe => "Theme for a light background, safe for colour-blind eyes",
            Self::Terminal => "Theme for any background, no coloured words",
            Self::Terminal16Dark => "Theme of 16 colours for a dark background",
            Self::Terminal16Light => "Theme of 16 colours for a light background",
            Self::Plain => "Theme without colours",
        }
    }

    /// Returns the theme that is shown on a terminal: never [`Self::Auto`], and none that needs more colours.
    #[must_use]
    pub fn on_terminal(self, colours: TerminalColours) -> Self {
        if colours.depth == Depth::Monochrome {
            return Self::Plain;
        }
        let chosen = match (self, colours.background) {
            (Self::Auto, None) => Self::Terminal,
            (Self::Auto, Some(Background::Dark)) => Self::Dark,
            (Self::Auto, Some(Background::Light)) => Self::Light,
            (chosen, _) => chosen,
        };
        match (chosen, chosen.background()) {
            (Self::Terminal | Self::Plain, _) | (_, None) => chosen,
            (_, Some(_)) if colours.depth > Depth::Sixteen => chosen,
            (_, Some(Background::Dark)) => Self::Terminal16Dark,
            (_, Some(Background::Light)) => Self::Terminal16Light,
        }
    }

    /// Returns the background that a theme is for; `None` if it can be read on any.
    #[must_use]
    pub const fn background(self) -> Option<Background> {
        match self {
            Self::Dark | Self::DarkContrast | Self::DarkSafe | Self::Terminal16Dark => {
                Some(Background::Dark)
            }
            Self::Light | Self::LightContrast | Self::LightSafe | Self::Terminal16Light => {
                Some(Background::Light)
            }
            Self::Auto | Self::Terminal | Self::Plain => None,
        }
    }

    /// Returns the looks of a built-in theme; those of [`Self::Auto`] are those for any background.
    pub(super) fn looks(self) -> Looks {
        parse_looks(match self {
            Self::Dark => include_str!("themes/dark.toml"),
            Self::Light => include_str!("themes/light.toml"),
            Self::DarkContrast => include_str!("themes/dark-contrast.toml"),
            Self::LightContrast => include_str!("themes/light-contrast.toml"),
            Self::DarkSafe => include_str!("themes/dark-safe.toml"),
            Self::LightSafe => include_str!("themes/light-safe.toml"),
            Self::Auto | Self::Terminal => include_str!("themes/terminal.toml"),
            Self::Terminal16Dark => include_str!("themes/terminal-16-dark.toml"),
            Self::Terminal16Light => include_str!("themes/terminal-16-light.toml"),
            Self::Plain => include_str!("themes/plain.toml"),
        })
    }
}

/// Parses a built-in theme; a test ensures that it is valid.
fn parse_looks(text: &str) -> Looks {
    let written: BTreeMap<String, String> = toml::from_str(text).unwrap_or_default();
    let look = |name| written.get(name)?.parse().ok();
    Theme::role_names()
        .filter_map(|name| Some((name, look(name)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn a_built_in_theme_gives_each_role_a_look() {
        for choice in ThemeChoice::ALL {
            let looks = choice.looks();
            let missing: Vec<_> = Theme::role_names()
                .filter(|name| !looks.contains_key(name))
                .collect();
            assert_eq!(missing, [""; 0], "{}", choice.name());
        }
    }

    #[rstest]
    #[case::unknown(ThemeChoice::Auto, Depth::True, None, ThemeChoice::Terminal)]
    #[case::dark(
        ThemeChoice::Auto,
        Depth::True,
        Some(Background::Dark),
        ThemeChoice::Dark
    )]
    #[case::light(
        ThemeChoice::Auto,
        Depth::TwoHundredFiftySix,
        Some(Background::Light),
        ThemeChoice::Light
    )]
    #[case::sixteen(
        ThemeChoice::Auto,
        Depth::Sixteen,
        Some(Background::Light),
        ThemeChoice::Terminal16Light
    )]
    #[case::few_colours_unknown(ThemeChoice::Auto, Depth::Sixteen, None, ThemeChoice::Terminal)]
    #[case::too_few_for_it(
        ThemeChoice::DarkSafe,
        Depth::Sixteen,
        None,
        ThemeChoice::Terminal16Dark
    )]
    #[case::as_chosen(
        ThemeChoice::LightSafe,
        Depth::True,
        Some(Background::Dark),
        ThemeChoice::LightSafe
    )]
    #[case::few_wanted(
        ThemeChoice::Terminal,
        Depth::True,
        Some(Background::Dark),
        ThemeChoice::Terminal
    )]
    #[case::none(
        ThemeChoice::Dark,
        Depth::Monochrome,
        Some(Background::Dark),
        ThemeChoice::Plain
    )]
    fn a_terminal_gets_a_theme_that_suits_it(
        #[case] choice: ThemeChoice,
        #[case] depth: Depth,
        #[case] background: Option<Background>,
        #[case] expected: ThemeChoice,
    ) {
        let colours = TerminalColours { depth, background };
        assert_eq!(choice.on_terminal(colours), expected);
    }
}
