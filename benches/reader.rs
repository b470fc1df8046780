//! What the reader waits for: the first frame, a key, an article; loading and layout for each megabyte.
//!
//! `cargo bench --bench reader`; compare the rows of one run with each other, not with another machine's.

#![allow(missing_docs, reason = "divan's macros make undocumented functions")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot set up must stop")]

use std::fs;
use std::io::{Sink, sink};
use std::path::Path;
use std::sync::Arc;

use divan::Bencher;
use divan::counter::BytesCount;
use jiff::civil::date;
use pullquote::app::event::{ArticleEvent, CatalogueEvent, Event, InputEvent, Ticket};
use pullquote::app::list::RowGroup;
use pullquote::app::reading::layout::{Layout, LayoutPosition};
use pullquote::app::reading::links::LinkNumbers;
use pullquote::app::{App, Settings};
use pullquote::article::{Article, ArticleId};
use pullquote::config::{Config, TerminalColours, Theme, ThemeSettings};
use pullquote::input::{Key, KeyCode};
use pullquote::library::catalogue::{Catalogue, CatalogueEntry, CatalogueWriter, Stamp, StoryText};
use pullquote::library::listing::{Listing, PageStart};
use pullquote::loader;
use pullquote::text::wrap;
use pullquote::ui;
use pullquote::ui::glyphs::Glyphs;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use tempfile::TempDir;

const MEGABYTE: usize = 1 << 20;

fn main() {
    divan::main();
}

/// The least a ratatui program does for a frame of this size: an empty one. What others are compared with.
#[divan::bench]
fn frame_of_nothing(bencher: Bencher) {
    let mut terminal = terminal();
    bencher.bench_local(|| {
        terminal.clear().unwrap();
        terminal
            .draw(|frame| frame.render_widget("pullquote", frame.area()))
            .unwrap();
    });
}

/// Opens a catalogue and draws the list.
#[divan::bench(args = [10, 1_000, 10_000])]
fn first_frame(bencher: Bencher, articles: usize) {
    let folder = archive(articles);
    bencher.bench_local(|| {
        let mut app = app();
        let mut terminal = terminal();
        start(&mut app, folder.path());
        draw(&app, &mut terminal);
    });
}

/// Draws the frame after the selection moved to the next row.
#[divan::bench(args = [10, 10_000])]
fn key_to_frame_in_the_list(bencher: Bencher, articles: usize) {
    let folder = archive(articles);
    let mut app = app();
    let mut terminal = terminal();
    start(&mut app, folder.path());
    let mut keys = [KeyCode::Down, KeyCode::Up].into_iter().cycle();
    bencher.bench_local(|| {
        app.handle(Event::Input(InputEvent::Key(Key::from(
            keys.next().unwrap(),
        ))));
        draw(&app, &mut terminal);
    });
}

/// Draws the frame after a page was turned in an article of so many kilobytes.
#[divan::bench(args = [4, 100, 10_000])]
fn key_to_frame_in_an_article(bencher: Bencher, kilobytes: usize) {
    let (mut app, mut terminal) = reading(kilobytes * 1024);
    let mut keys = [KeyCode::PageDown, KeyCode::PageUp].into_iter().cycle();
    bencher.bench_local(|| {
        app.handle(Event::Input(InputEvent::Key(Key::from(
            keys.next().unwrap(),
        ))));
        draw(&app, &mut terminal);
    });
}

/// Goes to the end of an article that was just opened and draws its last page.
#[divan::bench(args = [100, 10_000])]
fn end_of_an_article(bencher: Bencher, kilobytes: usize) {
    bencher
        .with_inputs(|| reading(kilobytes * 1024))
        .bench_local_values(|(mut app, mut terminal)| {
            app.handle(Event::Input(InputEvent::Key(Key::from(KeyCode::Char('G')))));
            draw(&app, &mut terminal);
        });
}

/// Loads a scraped text.
#[divan::bench(args = [1, 10])]
fn load(bencher: Bencher, megabytes: usize) {
    let text = story(megabytes * MEGABYTE);
    bencher
        .counter(BytesCount::new(text.len()))
        .bench_local(|| loader::load_bytes(Path::new("a_2026-09-08_b.txt"), text.as_bytes()));
}

/// Lays a whole article out, every line of it.
#[divan::bench(args = [1, 10])]
fn lay_out(bencher: Bencher, megabytes: usize) {
    let article = article(megabytes * MEGABYTE);
    bencher
        .counter(BytesCount::new(article.text.len()))
        .bench_local(|| {
            let mut layout = Layout::new(
                &article,
                72,
                wrap::Options::default(),
                LinkNumbers::default(),
            );
            layout
                .page(&article.text, LayoutPosition::default(), usize::MAX >> 1)
                .len()
        });
}

fn terminal() -> Terminal<CrosstermBackend<Sink>> {
    let viewport = ratatui::Viewport::Fixed(ratatui::layout::Rect::new(0, 0, 140, 40));
    let options = ratatui::TerminalOptions { viewport };
    Terminal::with_options(CrosstermBackend::new(sink()), options).unwrap()
}

fn draw(app: &App, terminal: &mut Terminal<CrosstermBackend<Sink>>) {
    let variable = |name: &str| (name == "TERM").then(|| "xterm-256color".to_owned());
    let theme = Theme::new(&ThemeSettings::default(), TerminalColours::detect(variable));
    terminal
        .draw(|frame| ui::draw(app, &theme, &Glyphs::UNICODE, frame))
        .unwrap();
}

fn app() -> App {
    App::new(Settings {
        keymap: Config::default().keymap,
        measure: 72,
        wrapping: wrap::Options::default(),
        link_numbers: LinkNumbers::default(),
        listing: Listing::default(),
        title_lines: 2,
        group: Some(RowGroup::Day),
        today: date(2026, 11, 23),
        ..Settings::default()
    })
}

fn start(app: &mut App, folder: &Path) {
    let mut catalogue = Catalogue::open(&folder.join("catalogue.db")).unwrap();
    app.handle(Event::Input(InputEvent::Resized {
        columns: 140,
        rows: 40,
    }));
    let listing = Listing::default();
    let page = catalogue
        .read_page(&listing, PageStart::Row(0), 120)
        .unwrap();
    app.handle(Event::Catalogue(CatalogueEvent::Page {
        listing: Box::new(listing),
        page,
    }));
}

fn reading(bytes: usize) -> (App, Terminal<CrosstermBackend<Sink>>) {
    let folder = archive(1);
    let mut app = app();
    let mut terminal = terminal();
    start(&mut app, folder.path());
    app.handle(Event::Input(InputEvent::Key(Key::from(KeyCode::Enter))));
    let article = Arc::new(article(bytes));
    app.handle(Event::Articles(ArticleEvent::Opened {
        ticket: Ticket(1),
        article,
    }));
    draw(&app, &mut terminal);
    (app, terminal)
}

fn archive(articles: usize) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir_all(folder.path()).unwrap();
    let article = article(2000);
    let entry = CatalogueEntry {
        quotes: 3,
        // Each is a story of its own.
        text: StoryText::default(),
        ..CatalogueEntry::from_article(ArticleId::from_number(0), &article, &[])
    };
    let mut writer = CatalogueWriter::open(&folder.path().join("catalogue.db")).unwrap();
    writer
        .write_batch(|batch| {
            for number in 0..articles {
                let entry = CatalogueEntry {
                    id: ArticleId::from_number(number as u128),
                    ..entry.clone()
                };
                let path = format!("/archive/{number}.txt");
                batch.store_file(Path::new(&path), Stamp::new(1, 1, 1), &[entry], &[])?;
            }
            Ok(())
        })
        .unwrap();
    folder
}

fn article(bytes: usize) -> Article {
    loader::load_bytes(Path::new("a_2026-09-08_b.txt"), story(bytes).as_bytes())
        .articles
        .remove(0)
}

fn story(bytes: usize) -> String {
    let paragraph = "The ferry left at dusk with forty passengers, two bicycles and a dog that would not sit. \
        “We sail tonight,” said Ines Holm, the captain, “whatever the weather may have in mind for us.”\n\n";
    let head = "Ferry sails again after the storm\n\nThe night boat left port for the first time in a week.\n\n";
    let mut text = head.to_owned();
    while text.len() < bytes {
        text.push_str(paragraph);
    }
    text
}
