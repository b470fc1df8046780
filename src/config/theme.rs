//! The theme: styles by meaning; no colour is named anywhere else.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};

use super::colour::{Background, Colour, Depth, TerminalColours};
use super::look::{Attribute, Look};

/// The number of styles that tell speakers apart.
const SPEAKERS: usize = 8;

/// A style for each meaning.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Theme {
    /// The story.
    pub text: Style,
    /// The headline over the story.
    pub headline: Style,
    /// The sentence under the headline.
    pub standfirst: Style,
    /// The line that says who wrote the story, where and when.
    pub metadata: Style,
    /// Headings inside the story.
    pub heading: Style,
    /// Preformatted lines.
    pub code: Style,
    /// Captions of pictures.
    pub caption: Style,
    /// Page furniture between the paragraphs, and where the story first appeared.
    pub boilerplate: Style,
    /// Links.
    pub link: Style,
    /// The title of an article that was read.
    pub title: Style,
    /// The title of an unread article.
    pub unread: Style,
    /// The details beside or below the title.
    pub details: Style,
    /// The mark of an article that was begun.
    pub in_progress: Style,
    /// The mark of what is bookmarked.
    pub bookmark: Style,
    /// The mark of a row chosen for the next action.
    pub chosen: Style,
    /// The selected row of the pane with the focus.
    pub selection: Style,
    /// The selected row of another pane.
    pub unfocused_selection: Style,
    /// A quote of an unknown speaker.
    pub quote: Style,
    /// The selected quote in the text.
    pub selected_quote: Style,
    /// A speaker of low confidence.
    pub unsure: Style,
    /// A hit of a search.
    pub hit: Style,
    /// The current hit.
    pub current_hit: Style,
    /// The borders of panes.
    pub border: Style,
    /// The border of the pane with the focus.
    pub focused_border: Style,
    /// The scrollbar.
    pub scrollbar: Style,
    /// The status line.
    pub status: Style,
    /// Less important text.
    pub muted: Style,
    /// A key to press.
    pub key: Style,
    /// The label of the prompt.
    pub prompt: Style,
    /// A notice of success.
    pub notice: Style,
    /// A notice of something to know.
    pub warning: Style,
    /// A notice of failure.
    pub error: Style,
    speakers: [Style; SPEAKERS],
}

/// The looks of some roles, by their names.
pub type Looks = BTreeMap<&'static str, Look>;

impl Theme {
    /// Builds the theme from the settings, for a terminal with these colours.
    ///
    /// Without colours, the user's looks that name one are ignored: what they distinguish by colour alone would be
    /// lost.
    #[must_use]
    pub fn new(settings: &ThemeSettings, colours: TerminalColours) -> Self {
        let mut theme = Self::default();
        let has_colours = colours.depth > Depth::Monochrome;
        // The user's looks come second in the chain, and so replace the built-in ones of the same roles.
        let built_in = settings.choice.built_in(colours);
        let own = settings.looks.iter();
        let own = own.filter(|(_, look)| has_colours || !look.has_colours());
        let looks: Looks = built_in
            .iter()
            .chain(own)
            .map(|(n, l)| (*n, l.at_depth(colours.depth)))
            .collect();
        for (name, style) in theme.named_roles() {
            *style = looks.get(name).map(style_of).unwrap_or_default();
        }
        theme
    }

    /// Returns the style of a speaker by number; the styles repeat after the last one.
    #[must_use]
    pub fn speaker_style(&self, number: usize) -> Style {
        let style = self.speakers.get(number % SPEAKERS);
        style.copied().unwrap_or_default()
    }

    /// Returns the names of all roles.
    pub fn role_names() -> impl Iterator<Item = &'static str> {
        Self::default()
            .named_roles()
            .map(|(name, _)| name)
            .into_iter()
    }

    /// Returns every style with the name that themes and the config use for it: the one table of these names.
    fn named_roles(&mut self) -> [(&'static str, &mut Style); 32 + SPEAKERS] {
        let [one, two, three, four, five, six, seven, eight] = &mut self.speakers;
        [
            ("text", &mut self.text),
            ("headline", &mut self.headline),
            ("standfirst", &mut self.standfirst),
            ("metadata", &mut self.metadata),
            ("heading", &mut self.heading),
            ("code", &mut self.code),
            ("caption", &mut self.caption),
            ("boilerplate", &mut self.boilerplate),
            ("link", &mut self.link),
            ("title", &mut self.title),
            ("unread", &mut self.unread),
            ("details", &mut self.details),
            ("in-progress", &mut self.in_progress),
            ("bookmark", &mut self.bookmark),
            ("chosen", &mut self.chosen),
            ("selection", &mut self.selection),
            ("unfocused-selection", &mut self.unfocused_selection),
            ("quote", &mut self.quote),
            ("selected-quote", &mut self.selected_quote),
            ("unsure", &mut self.unsure),
            ("speaker-1", one),
            ("speaker-2", two),
            ("speaker-3", three),
            ("speaker-4", four),
            ("speaker-5", five),
            ("speaker-6", six),
            ("speaker-7", seven),
            ("speaker-8", eight),
            ("hit", &mut self.hit),
            ("current-hit", &mut self.current_hit),
            ("border", &mut self.border),
            ("focused-border", &mut self.focused_border),
            ("scrollbar", &mut self.scrollbar),
            ("status", &mut self.status),
            ("muted", &mut self.muted),
            ("key", &mut self.key),
            ("prompt", &mut self.prompt),
            ("notice", &mut self.notice),
            ("warning", &mut self.warning),
            ("error", &mut self.error),
        ]
    }
}

/// The user's choice of a theme, and changes to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ThemeSettings {
    /// Which built-in theme.
    pub choice: ThemeChoice,
    /// The user's looks for some roles.
    pub looks: Looks,
}

/// A built-in theme, or the choice among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ThemeChoice {
    /// Light or dark, whichever suits the terminal; if its background is unknown, one that is readable on both.
    #[default]
    Auto,
    /// For a light background.
    Light,
    /// For a dark background.
    Dark,
    /// The colours of the terminal's own palette.
    Terminal,
    /// No colours.
    Plain,
}

impl ThemeChoice {
    /// Every choice.
    pub const ALL: &[Self] = &[
        Self::Auto,
        Self::Light,
        Self::Dark,
        Self::Terminal,
        Self::Plain,
    ];

    /// Returns the name used in the config file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Terminal => "terminal",
            Self::Plain => "plain",
        }
    }

    /// Returns the looks of the built-in theme for a terminal.
    fn built_in(self, colours: TerminalColours) -> Looks {
        // With 16 colours the terminal's own palette is the only theme that is sure to be readable: the user
        // has chosen it for this background.
        let text = match (self, colours.depth, colours.background) {
            (_, Depth::Monochrome, _) | (Self::Plain, ..) => include_str!("themes/plain.toml"),
            (Self::Terminal, ..) | (_, Depth::Sixteen, _) | (Self::Auto, _, None) => {
                include_str!("themes/terminal.toml")
            }
            (Self::Light, ..) | (Self::Auto, _, Some(Background::Light)) => {
                include_str!("themes/light.toml")
            }
            (Self::Dark, ..) | (Self::Auto, _, Some(Background::Dark)) => {
                include_str!("themes/dark.toml")
            }
        };
        parse_looks(text)
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

fn style_of(look: &Look) -> Style {
    let modifiers = look.attributes.iter().map(|attribute| match attribute {
        Attribute::Bold => Modifier::BOLD,
        Attribute::Dim => Modifier::DIM,
        Attribute::Italic => Modifier::ITALIC,
        Attribute::Underline => Modifier::UNDERLINED,
        Attribute::Reverse => Modifier::REVERSED,
        Attribute::Strike => Modifier::CROSSED_OUT,
    });
    Style {
        fg: look.foreground.map(to_ratatui),
        bg: look.background.map(to_ratatui),
        add_modifier: modifiers.collect(),
        ..Style::default()
    }
}

const fn to_ratatui(colour: Colour) -> Color {
    match colour {
        Colour::Default => Color::Reset,
        Colour::Named(index) | Colour::Indexed(index) => Color::Indexed(index),
        Colour::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn theme(choice: ThemeChoice, depth: Depth, looks: &[(&'static str, &str)]) -> Theme {
        let looks = looks
            .iter()
            .map(|(name, look)| (*name, look.parse().unwrap()));
        let settings = ThemeSettings {
            choice,
            looks: looks.collect(),
        };
        let background = None;
        Theme::new(&settings, TerminalColours { depth, background })
    }

    fn styles(mut theme: Theme) -> Vec<Style> {
        theme.named_roles().map(|(_, style)| *style).to_vec()
    }

    #[rstest]
    #[case::light(include_str!("themes/light.toml"))]
    #[case::dark(include_str!("themes/dark.toml"))]
    #[case::terminal(include_str!("themes/terminal.toml"))]
    #[case::plain(include_str!("themes/plain.toml"))]
    fn a_built_in_theme_gives_each_role_a_look(#[case] text: &str) {
        let written: BTreeMap<String, String> = toml::from_str(text).unwrap();
        let looks = parse_looks(text);
        assert!(Theme::role_names().all(|name| looks.contains_key(name)));
        assert_eq!(looks.len(), written.len());
    }

    #[rstest]
    fn without_colours_no_style_has_one(
        #[values(ThemeChoice::Auto, ThemeChoice::Light, ThemeChoice::Dark)] choice: ThemeChoice,
    ) {
        let user = [("text", "bold red"), ("key", "underline")];
        let theme = theme(choice, Depth::Monochrome, &user);
        assert_eq!(theme.key, Style::new().underlined());
        assert!(
            styles(theme)
                .iter()
                .all(|style| style.fg.or(style.bg).is_none())
        );
    }

    #[test]
    fn without_colours_what_must_stand_out_does() {
        let theme = theme(
            ThemeChoice::Auto,
            Depth::Monochrome,
            &[("selection", "on blue")],
        );
        assert_eq!(theme.selection, Style::new().reversed());
        assert_ne!(theme.hit, theme.current_hit);
        assert_ne!(theme.border, theme.focused_border);
        assert_ne!(theme.title, theme.unread);
    }

    #[rstest]
    #[case::the_palette(Depth::Sixteen, |color| matches!(color, Color::Reset | Color::Indexed(0..16)))]
    #[case::fixed_colours(Depth::TwoHundredFiftySix, |color| matches!(color, Color::Reset | Color::Indexed(_)))]
    fn a_terminal_gets_only_the_colours_it_has(
        #[case] depth: Depth,
        #[case] has: fn(Color) -> bool,
        #[values(ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::Terminal)] choice: ThemeChoice,
    ) {
        let user = [("text", "#123456 on 200"), ("key", "default on default")];
        for style in styles(theme(choice, depth, &user)) {
            assert!(
                [style.fg, style.bg].into_iter().flatten().all(has),
                "{style:?}"
            );
        }
    }

    #[test]
    fn the_user_changes_one_role_and_keeps_the_others() {
        let changed = theme(
            ThemeChoice::Dark,
            Depth::True,
            &[("quote", "italic #ff8800 on black")],
        );
        let plain = theme(ThemeChoice::Dark, Depth::True, &[]);
        let expected = Style::new()
            .italic()
            .fg(Color::Rgb(255, 136, 0))
            .bg(Color::Indexed(0));
        assert_eq!(changed.quote, expected);
        assert_eq!(
            Theme {
                quote: plain.quote,
                ..changed
            },
            plain
        );
    }

    #[test]
    fn speakers_differ_until_the_styles_are_used_up() {
        for choice in [ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::Terminal] {
            let theme = theme(choice, Depth::True, &[]);
            let first = theme.speaker_style(0);
            assert!((1..SPEAKERS).all(|number| theme.speaker_style(number) != first));
            assert_eq!(theme.speaker_style(SPEAKERS), first);
        }
    }

    /// Returns the contrast of two colours as the Web Content Accessibility Guidelines 2 define it.
    fn contrast(one: Color, other: Color) -> f64 {
        let luminance = |color| {
            let Color::Rgb(red, green, blue) = color else {
                panic!("{color:?}")
            };
            let linear = |part: u8| {
                let part = f64::from(part) / 255.0;
                if part <= 0.040_45 {
                    part / 12.92
                } else {
                    ((part + 0.055) / 1.055).powf(2.4)
                }
            };
            0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
        };
        let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
        one.max(other) / one.min(other)
    }

    #[rstest]
    #[case::on_black(ThemeChoice::Dark, Color::Rgb(0, 0, 0))]
    #[case::on_dark_grey(ThemeChoice::Dark, Color::Rgb(30, 30, 30))]
    #[case::on_white(ThemeChoice::Light, Color::Rgb(255, 255, 255))]
    #[case::on_light_grey(ThemeChoice::Light, Color::Rgb(243, 243, 243))]
    fn words_can_be_read(#[case] choice: ThemeChoice, #[case] background: Color) {
        let mut theme = theme(choice, Depth::True, &[]);
        let behind = [
            background,
            theme.selection.bg.unwrap(),
            theme.selected_quote.bg.unwrap(),
        ];
        for (name, style) in theme.named_roles() {
            let Some(text) = style
                .fg
                .filter(|_| !["border", "scrollbar"].contains(&name))
            else {
                continue;
            };
            let least = behind
                .iter()
                .map(|behind| contrast(text, style.bg.unwrap_or(*behind)));
            let least = least.fold(f64::INFINITY, f64::min);
            assert!(least >= 4.5, "{name}: {least:.2}");
        }
    }
}
