//! The reader as the event loop runs it: the state, and how it looks.

use std::env;

use ratatui::Frame;

use super::today::today;
use crate::app::effect::Effect;
use crate::app::event::Event;
use crate::app::{App, Settings};
use crate::config::{Config, TerminalColours, Theme};
use crate::library::listing::Listing;
use crate::library::state::BookmarkTarget;
use crate::text::wrap;
use crate::ui;
use crate::ui::glyphs::Glyphs;

/// The state of the screen with the theme and the characters it is drawn in.
pub(super) struct View {
    app: App,
    theme: Theme,
    glyphs: Glyphs,
}

impl View {
    /// Makes the reader of the settings, for the terminal that the environment tells of.
    pub(super) fn new(config: Config, opening: Option<BookmarkTarget>) -> Self {
        let colours = TerminalColours::detect(|name| env::var(name).ok());
        let settings = Settings {
            keymap: config.keymap,
            measure: config.reading.measure,
            wrapping: wrap::Options {
                hyphenate: config.reading.is_hyphenated,
                ..wrap::Options::default()
            },
            listing: Listing::default(),
            today: today(),
            opening,
        };
        Self {
            app: App::new(settings),
            theme: Theme::new(&config.theme, colours),
            glyphs: Glyphs::of(config.screen.borders),
        }
    }

    /// Changes the state and returns what must be done for it.
    pub(super) fn handle(&mut self, event: Event) -> Vec<Effect> {
        self.app.handle(event)
    }

    /// Draws the state.
    pub(super) fn draw(&self, frame: &mut Frame) {
        ui::draw(&self.app, &self.theme, &self.glyphs, frame);
    }
}
