//! A reader without a terminal: real files, a real catalogue and state, the state of the screen, a drawn frame.
//!
//! ```ignore
//! story(&[FERRY]).press("j enter ]").shows("“We will sail,”").selects_quote(1);
//! ```

use std::collections::VecDeque;
use std::fs;

use jiff::Timestamp;
use jiff::civil::date;
use pullquote::app::effect::{
    ArticleRequest, CatalogueRequest, Effect, FolderRequest, HitRequest, SearchRequest,
    StateRequest,
};
use pullquote::app::event::{
    ArticleEvent, CatalogueEvent, Event, InputEvent, Mouse, MouseKind, Quoted, Remembered,
    SearchEvent, StateEvent, Ticket,
};
use pullquote::app::reading::ReadingPane;
use pullquote::app::{App, Settings};
use pullquote::article::ArticleId;
use pullquote::config::{Config, TerminalColours, Theme, ThemeSettings};
use pullquote::input::{Key, KeyCode};
use pullquote::library::catalogue::{self, Catalogue, Entry, FileNumber, Stamp};
use pullquote::library::listing::{Listing, Location, Page, PageStart};
use pullquote::library::state::{Change, Store};
use pullquote::search::fuzzy::Roll;
use pullquote::search::hits::{Ask, Flags, Order};
use pullquote::search::index::{Checkpoint, Documents, Index, Writer};
use pullquote::search::passages;
use pullquote::text::wrap;
use pullquote::ui::glyphs::Glyphs;
use pullquote::{loader, quotes, ui};
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
    catalogue: Catalogue,
    store: Store,
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
    Story::start(folder, (100, 24))
}

impl Story {
    fn start(folder: TempDir, size: (u16, u16)) -> Self {
        let catalogue = folder.path().join("cache/catalogue.db");
        store_all(&folder);
        let store = Store::open(&folder.path().join("data"), now())
            .unwrap()
            .store;
        let settings = Settings {
            keymap: Config::default().keymap,
            measure: 72,
            wrapping: wrap::Options::default(),
            listing: Listing::default(),
            today: date(2026, 11, 23),
        };
        let reader = Self {
            app: App::new(settings),
            catalogue: Catalogue::open(&catalogue)
                .unwrap()
                .with_state(&folder.path().join("data/state.db")),
            store,
            theme: theme(&[("TERM", "xterm-256color"), ("COLORFGBG", "15;0")]),
            glyphs: Glyphs::UNICODE,
            size,
            folder,
            sent: Vec::new(),
        };
        reader.resize(size.0, size.1)
    }

    /// Ends the program and starts it anew on the same files and state.
    pub(crate) fn restart(self) -> Self {
        Self::start(self.folder, self.size)
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
            effects.extend(
                self.app
                    .handle(Event::Input(InputEvent::Key(key.parse().unwrap()))),
            );
        }
        for effect in effects {
            self.perform(effect)
                .into_iter()
                .for_each(|event| self.happen(event));
        }
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

    /// Is told something by the rest of the program.
    pub(crate) fn hears(mut self, event: Event) -> Self {
        self.happen(event);
        self
    }

    /// Changes the text of a file, as an editor or a new scrape would.
    pub(crate) fn edits(mut self, name: &str, text: &str) -> Self {
        fs::write(self.folder.path().join("archive").join(name), text).unwrap();
        store_all(&self.folder);
        for (from, to) in self.catalogue.edited().unwrap() {
            self.save(Ticket::default(), Change::Follow { from, to });
        }
        self.happen(Event::Catalogue(CatalogueEvent::Changed));
        self
    }

    /// Removes a file behind the program's back, which then finds it gone from the folders.
    pub(crate) fn removes(mut self, name: &str) -> Self {
        let path = self.folder.path().join("archive").join(name);
        fs::remove_file(&path).unwrap();
        let catalogue = self.folder.path().join("cache/catalogue.db");
        catalogue::Writer::open(&catalogue)
            .unwrap()
            .change(|batch| batch.remove(FileNumber::of(&path)).map(drop))
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

    fn happen(&mut self, event: Event) {
        let mut events = VecDeque::from([event]);
        let mut handled = 0;
        while let Some(event) = events.pop_front() {
            handled += 1;
            assert!(handled < MOST_EVENTS, "an answer asks again for {event:?}");
            for effect in self.app.handle(event) {
                events.extend(self.perform(effect));
            }
        }
    }

    fn perform(&mut self, effect: Effect) -> Vec<Event> {
        match effect {
            Effect::Catalogue(CatalogueRequest::Page {
                listing,
                start,
                rows,
            }) => {
                let page = self.catalogue.page(&listing, start, rows).unwrap();
                vec![Event::Catalogue(CatalogueEvent::Page { listing, page })]
            }
            Effect::Catalogue(CatalogueRequest::Sources) => vec![Event::Catalogue(
                CatalogueEvent::Sources(self.catalogue.sources().unwrap()),
            )],
            Effect::Catalogue(CatalogueRequest::Problems) => vec![Event::Catalogue(
                CatalogueEvent::Problems(self.catalogue.problems().unwrap()),
            )],
            Effect::Catalogue(CatalogueRequest::FindUnread {
                listing,
                from,
                is_forward,
            }) => {
                vec![Event::Catalogue(CatalogueEvent::Unread(
                    self.unread(&listing, from, is_forward),
                ))]
            }
            Effect::State(StateRequest::MarkListRead { ticket, listing }) => {
                let articles = self.all(&listing).rows.iter().map(|row| row.id).collect();
                let is_read = true;
                self.save(ticket, Change::SetRead { articles, is_read })
            }
            Effect::Articles(ArticleRequest::Open {
                ticket, location, ..
            }) => open(ticket, &location),
            Effect::Articles(ArticleRequest::Preview {
                ticket,
                id,
                location,
            }) => {
                let recalled =
                    self.perform_kept(Effect::State(StateRequest::Recall { ticket, id }));
                let opened = open(ticket, &location);
                recalled.into_iter().chain(opened).collect()
            }
            other => self.perform_kept(other),
        }
    }

    fn perform_kept(&mut self, effect: Effect) -> Vec<Event> {
        match effect {
            Effect::State(StateRequest::Recall { ticket, id }) => {
                let remembered = Box::new(self.remembered(id));
                vec![Event::State(StateEvent::Remembered { ticket, remembered })]
            }
            Effect::State(StateRequest::Save { ticket, change }) => self.save(ticket, *change),
            Effect::State(StateRequest::Finish(articles)) => {
                self.save(
                    Ticket::default(),
                    Change::SetRead {
                        articles: articles.clone(),
                        is_read: true,
                    },
                );
                vec![Event::State(StateEvent::Finished(articles))]
            }
            Effect::State(StateRequest::Undo) => self
                .store
                .undo(now())
                .unwrap()
                .map(|_| Event::State(StateEvent::Changed))
                .into_iter()
                .collect(),
            Effect::State(StateRequest::Redo) => self
                .store
                .redo(now())
                .unwrap()
                .map(|_| Event::State(StateEvent::Changed))
                .into_iter()
                .collect(),
            Effect::State(StateRequest::Bookmarks) => vec![Event::State(StateEvent::Bookmarks(
                self.store.bookmarks().unwrap(),
            ))],
            // All files were read before the start.
            Effect::Folders(FolderRequest::Rescan) => Vec::new(),
            Effect::Search(SearchRequest::Hits(request)) => self.search(&request),
            Effect::Search(SearchRequest::Passages(request)) => {
                let passage = |location: &Location| {
                    let article = loader::load(&location.path).articles.pop()?;
                    passages::best(&article, &request.query, request.has_typos)
                };
                let stories = request.stories.iter();
                let ticket = request.ticket;
                let passages = stories.map(|(id, location)| (*id, passage(location)));
                let passages = passages.collect();
                vec![Event::Search(SearchEvent::Passages { ticket, passages })]
            }
            Effect::Search(SearchRequest::Speakers {
                ticket,
                filter,
                limit,
                ..
            }) => vec![self.speakers(ticket, &filter, limit)],
            Effect::Catalogue(CatalogueRequest::Rows(articles)) => vec![Event::Catalogue(
                CatalogueEvent::Rows(self.catalogue.rows(&articles).unwrap()),
            )],
            Effect::State(StateRequest::Searches) => vec![Event::State(StateEvent::Searches {
                made: self.store.search_history().unwrap(),
                saved: self.store.saved_searches().unwrap(),
            })],
            other => {
                self.sent.push(other);
                Vec::new()
            }
        }
    }

    /// Answers a search as the program does: the newest hits, then all there is to know.
    fn search(&mut self, request: &HitRequest) -> Vec<Event> {
        let folder = self.folder.path().join("cache/index");
        if !folder.exists() {
            index_all(&self.folder);
        }
        let index = Index::at(&folder);
        let flags = Flags {
            bookmarked: self.catalogue.bookmarked_articles(),
            read: self.catalogue.read_articles(),
        };
        let ask = Ask {
            query: &request.query,
            scope: request.scope,
            flags: &flags,
            limit: request.limit,
            today: request.today,
        };
        let newest = index.newest(&ask).unwrap();
        let mut whole = index.relevant(&ask, &|| true).unwrap().unwrap();
        if request.order == Order::Newest {
            whole.hits.clone_from(&newest.hits);
        }
        let event = |found| {
            Event::Search(SearchEvent::Found {
                ticket: request.ticket,
                found: Box::new(found),
            })
        };
        vec![event(newest), event(whole)]
    }

    fn speakers(&self, ticket: Ticket, filter: &str, limit: usize) -> Event {
        let folder = self.folder.path().join("cache/index");
        if !folder.exists() {
            index_all(&self.folder);
        }
        let roll = Roll::new(Index::at(&folder).speakers().unwrap());
        let fitting = roll.fitting(filter);
        let quoted = Box::new(Quoted {
            fitting: fitting.len(),
            total: roll.len(),
            speakers: fitting.into_iter().take(limit).cloned().collect(),
            fault: None,
        });
        Event::Search(SearchEvent::Speakers { ticket, quoted })
    }

    fn all(&mut self, listing: &Listing) -> Page {
        self.catalogue
            .page(listing, PageStart::Row(0), 1000)
            .unwrap()
    }

    fn unread(&mut self, listing: &Listing, from: usize, is_forward: bool) -> Option<usize> {
        let page = self.all(listing);
        let unread = page
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| !row.is_read)
            .map(|(number, _)| number);
        if is_forward {
            unread.filter(|number| *number > from).min()
        } else {
            unread.filter(|number| *number < from).max()
        }
    }

    fn save(&mut self, ticket: Ticket, change: Change) -> Vec<Event> {
        self.store.apply(&change, now()).unwrap();
        let change = Box::new(change);
        vec![Event::State(StateEvent::Saved { ticket, change })]
    }

    fn remembered(&self, id: ArticleId) -> Remembered {
        Remembered {
            place: self.store.place(id).unwrap(),
            bookmarks: self.store.bookmarks_of(id).unwrap(),
            corrections: self.store.corrections(id).unwrap(),
            tags: self.store.tags(id).unwrap(),
        }
    }
}

fn open(ticket: Ticket, location: &Location) -> Vec<Event> {
    let Some(article) = loader::load(&location.path).articles.pop() else {
        let problem = loader::Problem::new(&location.path, "is gone");
        return vec![Event::Articles(ArticleEvent::NotOpened { ticket, problem })];
    };
    let quotes = quotes::find(&article);
    let article = Box::new(article);
    vec![
        Event::Articles(ArticleEvent::Opened { ticket, article }),
        Event::Articles(ArticleEvent::Quoted { ticket, quotes }),
    ]
}

/// Reads the archive into the catalogue.
fn store_all(folder: &TempDir) {
    let mut writer = catalogue::Writer::open(&folder.path().join("cache/catalogue.db")).unwrap();
    let mut files: Vec<_> = fs::read_dir(folder.path().join("archive"))
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    writer
        .change(|batch| {
            for file in &files {
                let loaded = loader::load(file);
                let entry = |article| {
                    Entry::of(ArticleId::of(article), article, quotes::find(article).len())
                };
                let entries: Vec<Entry> = loaded.articles.iter().map(entry).collect();
                batch.store(file, Stamp::new(1, 1, 1), &entries, &loaded.problems)?;
            }
            Ok(())
        })
        .unwrap();
}

/// Puts the words of the archive into the index.
fn index_all(folder: &TempDir) {
    let (mut writer, _) = Writer::open(&folder.path().join("cache/index")).unwrap();
    for file in fs::read_dir(folder.path().join("archive")).unwrap() {
        for article in loader::load(&file.unwrap().path()).articles {
            let quotes = quotes::find(&article);
            let documents = Documents::of(&article, ArticleId::of(&article), &quotes);
            writer.add(documents).unwrap();
        }
    }
    let checkpoint = Checkpoint {
        catalogue: 1,
        batch: 1,
    };
    writer.commit(checkpoint).unwrap();
    writer.finish().unwrap();
}

fn now() -> Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
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
