//! Colours, and which of them a terminal can show.

/// A colour as a theme names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Colour {
    /// The terminal's default colour.
    Default,
    /// One of the 16 colours of the palette, which the user of the terminal may have changed.
    Named(u8),
    /// One of 256 colours: the palette, then 240 with fixed values.
    Indexed(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

/// The names of the palette's colours, by index.
const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

/// The palette's colours as xterm shows them by default.
const PALETTE: [[u8; 3]; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

/// The levels of red, green and blue in the colour cube that starts at index 16.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

impl Colour {
    /// Parses a word of a theme: a name, a number up to 255, or `#rrggbb`; `None` if it is no colour.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        if word == "default" {
            return Some(Self::Default);
        }
        if let Some(digits) = word.strip_prefix('#') {
            // `from_str_radix` would take a sign too.
            let is_plain = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
            let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_plain)?;
            let [_, red, green, blue] = number.to_be_bytes();
            return Some(Self::Rgb(red, green, blue));
        }
        let place = NAMES.iter().position(|name| *name == word);
        let named = place.and_then(|index| u8::try_from(index).ok());
        named
            .map(Self::Named)
            .or_else(|| word.parse().ok().map(Self::Indexed))
    }

    /// Returns the names of colours.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        NAMES.into_iter().chain(["default"])
    }

    /// Returns the nearest colour that a terminal of this depth can show; `None` if it has no colours.
    #[must_use]
    pub fn at_depth(self, depth: Depth) -> Option<Self> {
        self.nearest_at(depth, 0.0)
    }

    /// Returns the nearest colour that is no darker, so that words on a dark background keep their contrast.
    #[must_use]
    pub fn at_depth_no_darker(self, depth: Depth) -> Option<Self> {
        self.nearest_at(depth, self.rgb_values().map_or(0.0, luminance))
    }

    /// Returns the nearest colour of a depth among those of at least that luminance.
    fn nearest_at(self, depth: Depth, least: f64) -> Option<Self> {
        match (depth, self) {
            (Depth::Monochrome, _) => None,
            (Depth::Sixteen, Self::Rgb(..) | Self::Indexed(_)) => {
                let values = self.rgb_values()?;
                Some(Self::Named(nearest_index(values, 0..16, least)))
            }
            // Those of the palette may look like anything.
            (Depth::TwoHundredFiftySix, Self::Rgb(red, green, blue)) => Some(Self::Indexed(
                nearest_index([red, green, blue], 16..=255, least),
            )),
            (
                Depth::Sixteen | Depth::TwoHundredFiftySix | Depth::True,
                Self::Default | Self::Named(_) | Self::Indexed(_) | Self::Rgb(..),
            ) => Some(self),
        }
    }

    /// Returns red, green and blue as most terminals show them; `None` for the default colour, which is unknown.
    fn rgb_values(self) -> Option<[u8; 3]> {
        match self {
            Self::Default => None,
            Self::Rgb(red, green, blue) => Some([red, green, blue]),
            Self::Named(index) | Self::Indexed(index) => Some(rgb_of_index(index)),
        }
    }
}

/// Returns one of the 256 colours: 16 of the palette, a cube of 6 × 6 × 6, and 24 greys.
fn rgb_of_index(index: u8) -> [u8; 3] {
    if let Some(colour) = PALETTE.get(usize::from(index)) {
        return *colour;
    }
    if index >= 232 {
        return [8 + (index - 232) * 10; 3];
    }
    let place = index - 16;
    let step = |number: u8| STEPS.get(usize::from(number % 6)).copied().unwrap_or(255);
    [step(place / 36), step(place / 6), step(place)]
}

fn nearest_index(values: [u8; 3], indices: impl Iterator<Item = u8>, least: f64) -> u8 {
    let distance = |index: &u8| -> u32 {
        let sides = values.into_iter().zip(rgb_of_index(*index));
        sides
            .map(|(one, other)| u32::from(one.abs_diff(other)).pow(2))
            .sum()
    };
    indices
        .filter(|index| luminance(rgb_of_index(*index)) >= least)
        .min_by_key(distance)
        .unwrap_or_default()
}

/// Returns the relative luminance of a colour, from 0 to 1: <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>.
pub(super) fn luminance(values: [u8; 3]) -> f64 {
    let [red, green, blue] = values.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// How many colours a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Depth {
    /// No colours, or none wanted.
    Monochrome,
    /// The palette.
    Sixteen,
    /// The palette, a colour cube, and greys.
    TwoHundredFiftySix,
    /// All colours of 24 bits.
    True,
}

/// Whether a terminal shows light text on a dark background, or the other way around.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Background {
    /// For dark text.
    Light,
    /// For light text.
    Dark,
}

impl Background {
    /// Returns what a background of this colour is.
    #[must_use]
    pub fn of_colour(values: [u8; 3]) -> Self {
        /// The luminance of the grey that looks half as light as white (CIE L* = 50).
        const MIDDLE: f64 = 0.184;
        if luminance(values) > MIDDLE {
            Self::Light
        } else {
            Self::Dark
        }
    }
}

/// What is known about a terminal's colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TerminalColours {
    /// How many colours it has.
    pub depth: Depth,
    /// Its background; `None` if the environment does not say.
    pub background: Option<Background>,
}

impl TerminalColours {
    /// Reads `NO_COLOR`, `COLORTERM`, `TERM` and `COLORFGBG` through `variable`; the terminal itself is not queried.
    ///
    /// ```
    /// use pullquote::config::{Depth, TerminalColours};
    /// let colours = TerminalColours::detect(|name| (name == "TERM").then(|| "xterm-256color".to_owned()));
    /// assert_eq!(colours.depth, Depth::TwoHundredFiftySix);
    /// ```
    #[must_use]
    pub fn detect(variable: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name: &str| variable(name).unwrap_or_default();
        // An empty NO_COLOR counts as not set: https://no-color.org/
        let depth = if value("NO_COLOR").is_empty() {
            detect_depth(&value("TERM"), &value("COLORTERM"))
        } else {
            Depth::Monochrome
        };
        Self {
            depth,
            background: detect_background(&value("COLORFGBG")),
        }
    }
}

fn detect_depth(term: &str, colorterm: &str) -> Depth {
    // COLORTERM is the convention for 24 bits, https://github.com/termstandard/colors, but ssh and sudo often
    // drop it; some terminals can be told by their TERM instead.
    let is_one_of = |names: &[&str]| names.iter().any(|name| term.contains(name));
    if term.is_empty() || term == "dumb" || term.starts_with("vt") {
        Depth::Monochrome
    } else if matches!(colorterm, "truecolor" | "24bit")
        || is_one_of(&["direct", "kitty", "alacritty", "foot", "ghostty", "wezterm"])
    {
        Depth::True
    } else if term.contains("256color") {
        Depth::TwoHundredFiftySix
    } else {
        Depth::Sixteen
    }
}

/// Parses `COLORFGBG`: "15;0" or "15;default;0", the palette's index of the text first and of the background last.
///
/// rxvt introduced the variable; Konsole and others set it too.
fn detect_background(colorfgbg: &str) -> Option<Background> {
    let (_, last) = colorfgbg.rsplit_once(';')?;
    match last.parse().ok()? {
        0..=6u8 | 8 => Some(Background::Dark),
        7 | 9..=15 => Some(Background::Light),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_name("red", Some(Colour::Named(1)))]
    #[case::a_bright_name("bright-white", Some(Colour::Named(15)))]
    #[case::the_terminals_own("default", Some(Colour::Default))]
    #[case::a_number("208", Some(Colour::Indexed(208)))]
    #[case::values("#FF8700", Some(Colour::Rgb(255, 135, 0)))]
    #[case::three_digits("#f80", None)]
    #[case::a_sign_among_the_digits("#+f8700", None)]
    #[case::a_number_too_great("256", None)]
    #[case::no_colour("bold", None)]
    fn a_word_names_a_colour(#[case] word: &str, #[case] colour: Option<Colour>) {
        assert_eq!(Colour::from_word(word), colour);
    }

    #[rstest]
    #[case::all_colours(Depth::True, Some(Colour::Rgb(255, 135, 1)))]
    #[case::the_cube(Depth::TwoHundredFiftySix, Some(Colour::Indexed(208)))]
    #[case::the_palette(Depth::Sixteen, Some(Colour::Named(3)))]
    #[case::none(Depth::Monochrome, None)]
    fn orange_becomes_the_nearest_there_is(#[case] depth: Depth, #[case] colour: Option<Colour>) {
        assert_eq!(Colour::Rgb(255, 135, 1).at_depth(depth), colour);
    }

    #[test]
    fn words_on_a_dark_page_get_no_darker() {
        let blue = Colour::Rgb(143, 188, 240);
        let depth = Depth::TwoHundredFiftySix;
        let luminance_of = |colour: Colour| luminance(colour.rgb_values().unwrap());
        let nearest = blue.at_depth(depth).unwrap();
        let lighter = blue.at_depth_no_darker(depth).unwrap();
        assert!(luminance_of(nearest) < luminance_of(blue));
        assert!(luminance_of(lighter) >= luminance_of(blue));
    }

    #[test]
    fn greys_are_taken_from_the_greys() {
        let grey = Colour::Rgb(119, 119, 119).at_depth(Depth::TwoHundredFiftySix);
        assert_eq!(grey, Some(Colour::Indexed(243)));
    }

    #[rstest]
    fn the_palette_is_left_to_the_terminal(
        #[values(Depth::Sixteen, Depth::TwoHundredFiftySix, Depth::True)] depth: Depth,
        #[values(Colour::Named(3), Colour::Default)] colour: Colour,
    ) {
        assert_eq!(colour.at_depth(depth), Some(colour));
    }

    #[rstest]
    #[case::nothing_is_known(&[], Depth::Monochrome, None)]
    #[case::a_plain_terminal(&[("TERM", "xterm")], Depth::Sixteen, None)]
    #[case::the_console(&[("TERM", "linux")], Depth::Sixteen, None)]
    #[case::an_old_terminal(&[("TERM", "vt100")], Depth::Monochrome, None)]
    #[case::all_colours(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")], Depth::True, None)]
    #[case::all_colours_over_ssh(&[("TERM", "xterm-kitty")], Depth::True, None)]
    #[case::none_wanted(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")], Depth::Monochrome, None)]
    #[case::an_empty_no_color_counts_for_nothing(&[("TERM", "xterm"), ("NO_COLOR", "")], Depth::Sixteen, None)]
    #[case::dark(&[("TERM", "rxvt"), ("COLORFGBG", "15;default;0")], Depth::Sixteen, Some(Background::Dark))]
    #[case::light(&[("TERM", "rxvt"), ("COLORFGBG", "0;15")], Depth::Sixteen, Some(Background::Light))]
    #[case::neither(&[("TERM", "rxvt"), ("COLORFGBG", "0;default")], Depth::Sixteen, None)]
    fn the_environment_tells(
        #[case] variables: &[(&str, &str)],
        #[case] depth: Depth,
        #[case] background: Option<Background>,
    ) {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let expected = TerminalColours { depth, background };
        assert_eq!(TerminalColours::detect(variable), expected);
    }
}
