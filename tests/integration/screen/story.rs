//! The program without a terminal: its own services on real files, the state of the screen, a drawn frame.
//!
//! ```ignore
//! story(&[FERRY]).press("j enter ]").shows("“We will sail,”").selects_quote(1);
//! ```

use std::collections::VecDeque;
use std::fs;
use std::sync::atomic::AtomicBool;

use jiff::Timestamp;
use jiff::civil::date;
use pullquote::app::effect::{Effect, FolderRequest, StateRequest};
use pullquote::app::event::{CatalogueEvent, Event, InputEvent, Mouse, MouseKind, Ticket};
use pullquote::app::list::RowGroup;
use pullquote::app::reading::ReadingPane;
use pullquote::app::reading::links::LinkNumbers;
use pullquote::app::{App, Settings};
use pullquote::config::{Config, Paths, TerminalColours, Theme, ThemeSettings};
use pullquote::input::{Key, KeyCode};
use pullquote::library::Archive;
use pullquote::library::catalogue::{self, Catalogue, ComparedArticles, FileNumber};
use pullquote::library::corrections::CorrectionSet;
use pullquote::library::corrections::targets::prepare_correction;
use pullquote::library::ingest::{self, IngestScope};
use pullquote::library::listing::{Listing, Location};
use pullquote::library::state::{
    ArticleReference, BookmarkTarget, Correction, StateChange, StateStore,
};
use pullquote::loader;
use pullquote::quotes;
use pullquote::runtime::{Headless, Start};
use pullquote::text::{Clean, wrap};
use pullquote::ui;
use pullquote::ui::glyphs::Glyphs;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Style;
use tempfile::TempDir;

/// More events than one of the tests' events leads to, unless answers ask again for what they answered.
const MOST_EVENTS: usize = 1000;

/// A reader in a test.
pub(crate) struct Story {
    app: App,
    services: Headless,
    folder: TempDir,
    theme: Theme,
    glyphs: Glyphs,
    size: (u16, u16),
    /// What left the program: copied text, opened links, edited files, the end.
    pub(crate) sent: Vec<Effect>,
}

/// Starts a reader on files, each a name and a text, on a screen of 100 by 24.
pub(crate) fn story(files: &[(&str, &str)]) -> Story {
    let folder = TempDir::new().unwrap();
    let archive = folder.path().join("archive");
    fs::create_dir(&archive).unwrap();
    for (name, text) in files {
        fs::write(archive.join(name), text).unwrap();
    }
    Story::start(folder, (100, 24), None)
}

impl Story {
    fn start(folder: TempDir, size: (u16, u16), opening: Option<BookmarkTarget>) -> Self {
        let archive = archive(&folder);
        scan(&archive);
        let path = |name: &str| folder.path().join(name);
        let start = Start {
            shared: None,
            archive,
            config: Config::default(),
            config_file: None,
            paths: Paths {
                home: path("home"),
                config: path("config"),
                data: path("data"),
                cache: path("cache"),
            },
            opening: None,
            opens_only_story: false,
            is_empty: false,
            beginning: None,
            scope: pullquote::app::LibraryScope::Own,
            remembers_session: false,
        };
        let settings = Settings {
            keymap: Config::default().keymap,
            measure: 72,
            wrapping: wrap::Options::default(),
            link_numbers: LinkNumbers::default(),
            listing: Listing {
                is_folded: true,
                ..Listing::default()
            },
            title_lines: 2,
            today: date(2026, 11, 23),
            group: Some(RowGroup::Day),
            opening,
            ..Settings::default()
        };
        let mut story = Self {
            app: App::new(settings),
            services: Headless::start(&start).unwrap(),
            theme: theme(&[("TERM", "xterm-256color"), ("COLORFGBG", "15;0")]),
            glyphs: Glyphs::UNICODE,
            size,
            folder,
            sent: Vec::new(),
        };
        story.settle(Vec::new());
        story.resize(size.0, size.1)
    }

    /// Ends the program and starts it anew on the same files and state.
    pub(crate) fn restart(self) -> Self {
        Self::start(self.folder, self.size, None)
    }

    /// Ends the program and starts it anew with the selected article, as with a file that is named.
    pub(crate) fn restart_with_selected(self) -> Self {
        let article = self.app.list().selected_row().map(ArticleReference::from);
        let opening = article.map(|article| BookmarkTarget {
            article,
            quote: None,
        });
        Self::start(self.folder, self.size, opening)
    }

    /// Gives the screen another size.
    pub(crate) fn resize(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self.happen(Event::Input(InputEvent::Resized { columns, rows }));
        self
    }

    /// Looks as a terminal with these variables would show it.
    pub(crate) fn in_terminal(mut self, variables: &[(&str, &str)]) -> Self {
        self.theme = theme(variables);
        self
    }

    /// Draws with ASCII only.
    pub(crate) fn in_ascii(mut self) -> Self {
        self.glyphs = Glyphs::ASCII;
        self
    }

    /// Presses keys, written as in the config and parted by spaces.
    pub(crate) fn press(mut self, keys: &str) -> Self {
        for key in keys.split_whitespace() {
            self.happen(Event::Input(InputEvent::Key(key.parse().unwrap())));
        }
        self
    }

    /// Presses keys faster than anything is done for them.
    pub(crate) fn press_at_once(mut self, keys: &str) -> Self {
        let mut effects = Vec::new();
        for key in keys.split_whitespace() {
            let key = InputEvent::Key(key.parse().unwrap());
            effects.extend(self.app.handle(Event::Input(key)));
        }
        self.settle(effects);
        self
    }

    /// Types a text into the prompt.
    pub(crate) fn types(mut self, text: &str) -> Self {
        for character in text.chars() {
            self.happen(Event::Input(InputEvent::Key(Key::from(KeyCode::Char(
                character,
            )))));
        }
        self
    }

    /// Clicks a cell, counted from 0.
    pub(crate) fn clicks(mut self, column: u16, row: u16) -> Self {
        let kind = MouseKind::Click;
        self.happen(Event::Input(InputEvent::Mouse(Mouse { kind, column, row })));
        self
    }

    /// Uses the mouse on a cell, counted from 0.
    pub(crate) fn points(mut self, kind: MouseKind, column: u16, row: u16) -> Self {
        self.happen(Event::Input(InputEvent::Mouse(Mouse { kind, column, row })));
        self
    }

    /// Is told something by the rest of the program.
    pub(crate) fn hears(mut self, event: Event) -> Self {
        self.happen(event);
        self
    }

    /// Changes the text of a file, which nobody has noticed yet.
    pub(crate) fn edits_unseen(self, name: &str, text: &str) -> Self {
        let files = self.folder.path().join("archive");
        fs::write(files.join(name), text).unwrap();
        self
    }

    /// Changes the text of a file, as an editor or a new scrape would.
    pub(crate) fn edits(mut self, name: &str, text: &str) -> Self {
        fs::write(self.folder.path().join("archive").join(name), text).unwrap();
        self.rescan();
        self
    }

    /// Has another program set the speaker of a quote of a file, which this one is told of as a watch would.
    pub(crate) fn corrects_elsewhere(mut self, name: &str, quote: usize, speaker: &str) -> Self {
        let location = Location {
            path: self.folder.path().join("archive").join(name),
            entry: 0,
        };
        let article = loader::load(&location.path).articles.remove(0);
        let quote = quotes::find(&article).remove(quote);
        let speaker = Correction::Speaker(Clean::new(speaker));
        let set = CorrectionSet::default();
        let correction = prepare_correction(&article, &location, &quote, &speaker, &set);
        let now = Timestamp::now();
        let mut other = StateStore::open(&self.folder.path().join("data"), now).unwrap();
        let change = StateChange::Correct(vec![correction]);
        other.store.apply_change(&change, now).unwrap();
        self.settle(vec![
            Effect::Folders(FolderRequest::Corrections),
            Effect::State(StateRequest::Check),
        ]);
        self
    }

    /// Removes a file, of which the catalogue hears before the index does.
    pub(crate) fn removes(mut self, name: &str) -> Self {
        let path = self.folder.path().join("archive").join(name);
        fs::remove_file(&path).unwrap();
        let catalogue = archive(&self.folder).catalogue_path();
        catalogue::CatalogueWriter::open(&catalogue)
            .unwrap()
            .write_batch(|batch| batch.remove_file(FileNumber::of_path(&path)).map(drop))
            .unwrap();
        self.happen(Event::Catalogue(CatalogueEvent::Changed));
        self
    }

    #[track_caller]
    pub(crate) fn shows(self, text: &str) -> Self {
        let screen = self.screen();
        assert!(
            screen.contains(text),
            "'{text}' is not on the screen:\n{screen}"
        );
        self
    }

    #[track_caller]
    pub(crate) fn hides(self, text: &str) -> Self {
        let screen = self.screen();
        assert!(
            !screen.contains(text),
            "'{text}' is on the screen:\n{screen}"
        );
        self
    }

    #[track_caller]
    pub(crate) fn selects_quote(self, number: usize) -> Self {
        let selected = self
            .app
            .reading()
            .and_then(ReadingPane::selected_quote_number);
        assert_eq!(selected, Some(number), "{}", self.screen());
        self
    }

    #[track_caller]
    pub(crate) fn selects_article(self, title: &str) -> Self {
        let selected = self
            .app
            .list()
            .selected_row()
            .map(|row| row.title.as_str().to_owned());
        assert_eq!(selected.as_deref(), Some(title), "{}", self.screen());
        self
    }

    /// Returns the state of the screen.
    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    /// Returns the screen as text, without spaces at the ends of lines.
    pub(crate) fn screen(&self) -> String {
        let buffer = self.draw();
        rows(&buffer, |buffer, x, y| buffer[(x, y)].symbol().to_owned())
    }

    /// Returns the screen as text and, below it, a letter for the style of each cell, with a legend.
    pub(crate) fn screen_with_styles(&self) -> String {
        let buffer = self.draw();
        let mut styles: Vec<Style> = vec![Style::reset()];
        let grid = rows(&buffer, |buffer, x, y| {
            let style = buffer[(x, y)].style();
            let index = styles
                .iter()
                .position(|known| *known == style)
                .unwrap_or_else(|| {
                    styles.push(style);
                    styles.len() - 1
                });
            char::from(b".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[index]).to_string()
        });
        let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".chars();
        let legend: Vec<String> = letters
            .zip(styles.iter().skip(1))
            .map(|(letter, style)| format!("{letter}  {}", named(*style)))
            .collect();
        format!("{}\n\n{grid}\n\n{}", self.screen(), legend.join("\n"))
    }

    fn draw(&self) -> Buffer {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        terminal
            .draw(|frame| ui::draw(&self.app, &self.theme, &self.glyphs, frame))
            .unwrap();
        terminal.backend().buffer().clone()
    }

    /// Hands an event to the state, and then all answers to what that requests.
    fn happen(&mut self, event: Event) {
        let effects = self.app.handle(event);
        self.settle(effects);
    }

    /// Performs effects until nothing more comes of them.
    fn settle(&mut self, effects: Vec<Effect>) {
        let mut events = VecDeque::new();
        self.perform(effects, &mut events);
        let mut handled = 0;
        while let Some(event) = events.pop_front().or_else(|| self.services.wait()) {
            handled += 1;
            assert!(handled < MOST_EVENTS, "an answer asks again for {event:?}");
            let effects = self.app.handle(event);
            self.perform(effects, &mut events);
        }
    }

    fn perform(&mut self, effects: Vec<Effect>, events: &mut VecDeque<Event>) {
        for effect in effects {
            match effect {
                Effect::Terminal(_)
                | Effect::Export(_)
                | Effect::Folders(FolderRequest::AddPage(_))
                | Effect::CompletePath { .. }
                | Effect::Begin(_) => self.sent.push(effect),
                // The files were scanned before the start, and are again whenever a test changes them.
                Effect::Folders(
                    FolderRequest::Rescan | FolderRequest::Follow | FolderRequest::FetchFeeds,
                ) => {}
                Effect::Folders(FolderRequest::Corrections)
                | Effect::Corrections(_)
                | Effect::Catalogue(_)
                | Effect::Articles(_)
                | Effect::Search(_)
                | Effect::State(_) => events.extend(self.services.perform(effect)),
            }
        }
    }

    /// Scans the files after a change, and has what is kept of them follow.
    fn rescan(&mut self) {
        let archive = archive(&self.folder);
        scan(&archive);
        let mut catalogue = Catalogue::open(&archive.catalogue_path()).unwrap();
        let compared = &mut ComparedArticles::default();
        let state = archive.state_path().unwrap();
        let followed = catalogue.followed_articles(state, compared).unwrap();
        let followed = followed.into_all();
        let change = Box::new(StateChange::Follow(followed));
        let ticket = Ticket::default();
        self.settle(vec![Effect::State(StateRequest::Save { ticket, change })]);
        self.happen(Event::Catalogue(CatalogueEvent::Changed));
    }
}

fn archive(folder: &TempDir) -> Archive {
    let files = folder.path().join("archive");
    let archive = Archive::new(&folder.path().join("cache"), &[files]);
    archive.with_state(&folder.path().join("data"))
}

/// Reads the files into the catalogue and the index.
fn scan(archive: &Archive) {
    let is_stopped = AtomicBool::new(false);
    ingest::ingest_folders(archive, &IngestScope::All, &is_stopped, &mut |_| {}).unwrap();
}

fn theme(variables: &[(&str, &str)]) -> Theme {
    let value = |name: &str| {
        variables
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| (*value).to_owned())
    };
    Theme::new(&ThemeSettings::default(), TerminalColours::detect(value))
}

fn rows(buffer: &Buffer, mut cell: impl FnMut(&Buffer, u16, u16) -> String) -> String {
    let area = buffer.area;
    let row = |y: u16| {
        (0..area.width)
            .map(|x| cell(buffer, x, y))
            .collect::<String>()
            .trim_end()
            .to_owned()
    };
    (0..area.height).map(row).collect::<Vec<_>>().join("\n")
}

fn named(style: Style) -> String {
    let colours = [
        style.fg.map(|colour| format!("{colour}")),
        style.bg.map(|colour| format!("on {colour}")),
    ];
    let modifiers = format!("{:?}", style.add_modifier);
    colours
        .into_iter()
        .flatten()
        .chain([modifiers])
        .collect::<Vec<_>>()
        .join(" ")
}
