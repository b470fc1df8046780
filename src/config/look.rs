//! Parses how a role looks, as themes write it: `bold #ffaf00 on blue`.

use std::str::FromStr;

use super::colour::{Background, Colour, Depth};
use super::fault::hint_for;

/// The colours and attributes of a role.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Look {
    /// The colour of the text; `None` leaves it unchanged.
    pub foreground: Option<Colour>,
    /// The colour behind the text; `None` leaves it unchanged.
    pub background: Option<Colour>,
    /// The attributes, in the order they were written.
    pub attributes: Vec<Attribute>,
}

/// An attribute of text besides its colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attribute {
    /// Heavier strokes.
    Bold,
    /// Fainter.
    Dim,
    /// Slanted.
    Italic,
    /// With a line below.
    Underline,
    /// Colours of text and background swapped.
    Reverse,
    /// With a line through it.
    Strike,
}

impl Attribute {
    /// Every attribute.
    pub const ALL: &[Self] = &[
        Self::Bold,
        Self::Dim,
        Self::Italic,
        Self::Underline,
        Self::Reverse,
        Self::Strike,
    ];

    /// Returns the word used in themes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bold => "bold",
            Self::Dim => "dim",
            Self::Italic => "italic",
            Self::Underline => "underline",
            Self::Reverse => "reverse",
            Self::Strike => "strike",
        }
    }
}

/// A word that is not valid in a look.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct LookError {
    message: String,
    /// What to write instead.
    pub hint: String,
}

impl Look {
    /// Returns `true` if the look has a colour.
    #[must_use]
    pub const fn has_colours(&self) -> bool {
        self.foreground.is_some() || self.background.is_some()
    }

    /// Returns the look with the nearest colours that a terminal of this depth can show.
    ///
    /// Words on a dark `page` get no darker by it, and tints on a light one no darker either, so that contrast is kept.
    /// Words on a light page are an exception: the 256 colours have too few dark hues, all would become alike.
    #[must_use]
    pub fn at_depth(&self, depth: Depth, page: Option<Background>) -> Self {
        let is_plain_text = page == Some(Background::Dark) && self.background.is_none();
        let is_tint = page == Some(Background::Light) && self.foreground.is_none();
        let nearest = |colour: Colour, is_kept_light: bool| {
            if is_kept_light {
                colour.at_depth_no_darker(depth)
            } else {
                colour.at_depth(depth)
            }
        };
        let foreground = self.foreground;
        let background = self.background;
        Self {
            foreground: foreground.and_then(|colour| nearest(colour, is_plain_text)),
            background: background.and_then(|colour| nearest(colour, is_tint)),
            attributes: self.attributes.clone(),
        }
    }
}

impl FromStr for Look {
    type Err = LookError;

    fn from_str(text: &str) -> Result<Self, LookError> {
        let mut look = Self::default();
        let mut words = text.split_whitespace();
        while let Some(word) = words.next() {
            let known = Attribute::ALL.iter().find(|known| known.name() == word);
            if let Some(attribute) = known {
                look.attributes.push(*attribute);
                continue;
            }
            // An `on` at the end has an empty word after it, which is no colour and gets a message of its own.
            let (place, word) = if word == "on" {
                (&mut look.background, words.next().unwrap_or_default())
            } else {
                (&mut look.foreground, word)
            };
            if place.is_some() {
                return Err(LookError::second_colour(word));
            }
            *place = Some(Colour::from_word(word).ok_or_else(|| LookError::unknown_word(word))?);
        }
        Ok(look)
    }
}

impl LookError {
    fn second_colour(word: &str) -> Self {
        Self {
            message: format!("'{word}' is a second colour in the same place"),
            hint: "write one colour for the text, and one after 'on' for what is behind it"
                .to_owned(),
        }
    }

    fn unknown_word(word: &str) -> Self {
        if word.is_empty() {
            return Self {
                message: "no colour follows 'on'".to_owned(),
                hint: "write the colour behind the text after it, as in 'black on yellow'"
                    .to_owned(),
            };
        }
        let names = Attribute::ALL.iter().map(|attribute| attribute.name());
        let names: Vec<_> = names.chain(Colour::names()).chain(["on"]).collect();
        Self {
            message: format!("unknown colour or style '{word}'"),
            hint: format!(
                "{}, #rrggbb, a number from 0 to 255",
                hint_for(word, &names)
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn a_look_has_colours_and_attributes() {
        let look: Look = "bold underline #ffaf00 on blue".parse().unwrap();
        let expected = Look {
            foreground: Some(Colour::Rgb(255, 175, 0)),
            background: Some(Colour::Named(4)),
            attributes: vec![Attribute::Bold, Attribute::Underline],
        };
        assert_eq!(look, expected);
    }

    #[test]
    fn nothing_written_changes_nothing() {
        assert_eq!("".parse(), Ok(Look::default()));
    }

    #[rstest]
    #[case::a_slip("bodl", "unknown colour or style 'bodl'", "did you mean 'bold'?")]
    #[case::a_slip_in_a_colour(
        "on grean",
        "unknown colour or style 'grean'",
        "did you mean 'green'?"
    )]
    #[case::three_digits("#fff", "unknown colour or style '#fff'", "#rrggbb")]
    #[case::two_colours(
        "red blue",
        "'blue' is a second colour in the same place",
        "after 'on'"
    )]
    #[case::nothing_after_on("red on", "no colour follows 'on'", "black on yellow")]
    fn a_wrong_look_is_explained(#[case] text: &str, #[case] message: &str, #[case] hint: &str) {
        let error = text.parse::<Look>().unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(error.hint.contains(hint), "{}", error.hint);
    }

    #[test]
    fn without_colours_the_attributes_stay() {
        let look: Look = "bold red on blue".parse().unwrap();
        assert_eq!(
            look.at_depth(Depth::Monochrome, None),
            "bold".parse().unwrap()
        );
    }
}
