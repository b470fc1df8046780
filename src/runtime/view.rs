//! The reader as the event loop runs it: the state, and how it looks.

use std::env;

use ratatui::Frame;

use super::hyperlinks::has_hyperlinks;
use super::locale::has_unicode;
use super::today::today;
use crate::app::effect::Effect;
use crate::app::event::{Event, Ticket};
use crate::app::reading::links::LinkNumbers;
use crate::app::{App, Settings};
use crate::config::{
    Background, Borders, Config, Depth, TerminalColours, Theme, ThemeChoice, ThemeSettings,
};
use crate::text::wrap;
use crate::ui;
use crate::ui::glyphs::Glyphs;
use crate::ui::links::ScreenLink;

/// The state of the screen with the theme and the characters it is drawn in.
pub(super) struct View {
    app: App,
    theme: Theme,
    /// The theme that the state asks for, as it was drawn last.
    theme_shown: Option<ThemeChoice>,
    theme_settings: ThemeSettings,
    colours: TerminalColours,
    glyphs: Glyphs,
    has_hyperlinks: bool,
}

impl View {
    /// Makes the reader of the settings, for the terminal that the environment tells of.
    pub(super) fn new(config: Config, settings: Settings) -> Self {
        let colours = TerminalColours::detect(|name| env::var(name).ok());
        Self {
            app: App::new(settings),
            theme_shown: None,
            theme: Theme::new(&config.theme, colours),
            theme_settings: config.theme,
            colours,
            glyphs: Glyphs::of(config.screen.borders, is_unicode_shown()),
            has_hyperlinks: has_hyperlinks(|name| env::var(name).ok()),
        }
    }

    /// Begins afresh with these settings and what was chosen; the terminal is known already.
    pub(super) fn reopen(&mut self, config: Config, settings: Settings) {
        let colours = self.colours;
        let settings = self.app.keep_choices(settings);
        *self = Self {
            colours,
            ..Self::new(config, settings)
        };
        self.make_theme();
    }

    /// Returns `true` if the terminal's background decides how the reader looks.
    ///
    /// The Linux console has no background to tell of; terminals without colours may print what they do not know.
    pub(super) fn asks_background(&self) -> bool {
        let is_console = env::var("TERM").is_ok_and(|term| term == "linux");
        self.colours.depth > Depth::Monochrome && !is_console
    }

    /// Returns `true` if the next key is awaited, and what it can be is shown if it takes long.
    pub(super) fn awaits_key(&self) -> bool {
        self.app.awaits_key()
    }

    /// Returns the request for an article of which something is on its way: its text, its quotes, what is kept of it, where
    /// else they are; `None` if all of it is there.
    pub(super) fn awaited_article(&self) -> Option<Ticket> {
        let reading = self.app.reading()?;
        let is_there = reading.is_complete() || reading.problem().is_some();
        (!is_there).then(|| reading.ticket())
    }

    /// Follows the background of the terminal.
    pub(super) fn set_background(&mut self, background: Background) {
        self.colours.background = Some(background);
        self.make_theme();
    }

    /// Takes a changed config in; returns what of it the state must know.
    pub(super) fn configure(&mut self, config: Config) -> Settings {
        self.glyphs = Glyphs::of(config.screen.borders, is_unicode_shown());
        let settings = settings_of(&config);
        self.theme_settings = config.theme;
        self.make_theme();
        settings
    }

    fn make_theme(&mut self) {
        let choice = self.theme_shown.unwrap_or(self.theme_settings.choice);
        let settings = ThemeSettings {
            choice,
            ..self.theme_settings.clone()
        };
        self.theme = Theme::new(&settings, self.colours);
    }

    /// Changes the state and returns what must be done for it.
    pub(super) fn handle(&mut self, event: Event) -> Vec<Effect> {
        let effects = self.app.handle(event);
        if self.app.theme() != self.theme_shown {
            self.theme_shown = self.app.theme();
            self.make_theme();
        }
        effects
    }

    /// Draws the state and returns the links that the terminal itself can open.
    pub(super) fn draw(&self, frame: &mut Frame) -> Vec<ScreenLink> {
        let links = ui::draw_with_links(&self.app, &self.theme, &self.glyphs, frame);
        if self.has_hyperlinks {
            links
        } else {
            Vec::new()
        }
    }
}

/// Returns `true` if the terminal shows more than ASCII, as far as the environment tells.
fn is_unicode_shown() -> bool {
    has_unicode(|name| env::var(name).ok())
}

/// Returns what the state must know of the config.
pub(super) fn settings_of(config: &Config) -> Settings {
    Settings {
        keymap: config.keymap.clone(),
        measure: config.reading.measure,
        wrapping: wrap::Options {
            hyphenate: config.reading.is_hyphenated,
            ..wrap::Options::default()
        },
        link_numbers: match config.screen.borders {
            Borders::Unicode => LinkNumbers::Raised,
            Borders::Auto | Borders::None if is_unicode_shown() => LinkNumbers::Raised,
            Borders::Auto | Borders::None | Borders::Ascii => LinkNumbers::Bracketed,
        },
        title_lines: config.list.title_lines,
        today: today(),
        ..Settings::default()
    }
}
