//! The theme: styles by meaning; no colour is named anywhere else.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};

use super::choice::ThemeChoice;
use super::colour::{Colour, Depth, TerminalColours};
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
    /// Tags of stories and quotes.
    pub tag: Style,
    /// The reader's notes.
    pub note: Style,
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
    /// The headings of groups in a list, such as days.
    pub group: Style,
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
    /// A near hit: words with a similar spelling.
    pub near: Style,
    /// The heads of panes, and the facts in them.
    pub head: Style,
    /// The name of the pane with the focus.
    pub focused_head: Style,
    /// The borders of panes.
    pub border: Style,
    /// The border of the pane with the focus.
    pub focused_border: Style,
    /// The scrollbar.
    pub scrollbar: Style,
    /// What is behind an overlay.
    pub veil: Style,
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
        let shown = settings.choice.on_terminal(colours);
        let built_in = shown.looks();
        let own = settings.looks.iter();
        let own = own.filter(|(_, look)| has_colours || !look.has_colours());
        let looks: Looks = built_in
            .iter()
            .chain(own)
            .map(|(n, l)| (*n, l.at_depth(colours.depth, shown.background())))
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
    pub(super) fn named_roles(&mut self) -> [(&'static str, &mut Style); 39 + SPEAKERS] {
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
            ("tag", &mut self.tag),
            ("note", &mut self.note),
            ("title", &mut self.title),
            ("unread", &mut self.unread),
            ("details", &mut self.details),
            ("in-progress", &mut self.in_progress),
            ("bookmark", &mut self.bookmark),
            ("chosen", &mut self.chosen),
            ("selection", &mut self.selection),
            ("unfocused-selection", &mut self.unfocused_selection),
            ("group", &mut self.group),
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
            ("near", &mut self.near),
            ("head", &mut self.head),
            ("focused-head", &mut self.focused_head),
            ("border", &mut self.border),
            ("focused-border", &mut self.focused_border),
            ("scrollbar", &mut self.scrollbar),
            ("veil", &mut self.veil),
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
        assert_eq!(theme.selection, Style::new());
        assert_ne!(theme.hit, theme.current_hit);
        assert_ne!(theme.quote, theme.text);
        assert_ne!(theme.head, theme.focused_head);
        assert_ne!(theme.border, theme.focused_border);
        assert_ne!(theme.title, theme.unread);
    }

    #[test]
    fn where_the_background_is_unknown_there_is_no_block_of_colour() {
        for style in styles(theme(ThemeChoice::Auto, Depth::TwoHundredFiftySix, &[])) {
            assert_eq!(style.bg, None);
        }
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
        for choice in [
            ThemeChoice::Light,
            ThemeChoice::DarkSafe,
            ThemeChoice::Terminal16Dark,
        ] {
            let theme = theme(choice, Depth::True, &[]);
            let first = theme.speaker_style(0);
            assert!((1..SPEAKERS).all(|number| theme.speaker_style(number) != first));
            assert_eq!(theme.speaker_style(SPEAKERS), first);
        }
    }
}
