//! A running program takes in what comes into the folder, and writes what is done in it.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use pullquote::app::effect::{CatalogueRequest, Effect, FolderRequest, StateRequest};
use pullquote::app::event::{CatalogueEvent, Event, Ticket};
use pullquote::article::ArticleId;
use pullquote::config::{Config, Paths};
use pullquote::library::Archive;
use pullquote::library::state::StateChange;
use pullquote::runtime::{Headless, Start};

use super::devices::{Device, bookmark, file_name};

/// How long something may take on a slow machine.
const PATIENCE: Duration = Duration::from_mins(5);

fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "{what}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Starts the program on a device, without its terminal.
fn start(device: &Device, has_folder: bool) -> Headless {
    let paths = Paths {
        home: device.path(""),
        config: device.path(".config/pullquote"),
        data: device.data(),
        cache: device.path(".cache/pullquote"),
    };
    let archive = Archive::new(&paths.cache, &[device.path("news")]).with_state(&paths.data);
    let mut config = Config::default();
    config.sync.folder = has_folder.then(|| device.folder());
    Headless::start(&Start {
        shared: None,
        archive,
        config,
        config_file: None,
        paths,
        opening: None,
        opens_only_story: false,
        is_empty: false,
        beginning: None,
        scope: pullquote::app::LibraryScope::Own,
        remembers_session: false,
    })
    .unwrap()
}

fn carry(from: &Device, to: &Device) {
    let file = from.own_file();
    let unfinished = to.folder().join(".carried.tmp");
    fs::copy(&file, &unfinished).unwrap();
    fs::rename(unfinished, to.folder().join(file_name(&file))).unwrap();
}

fn says(path: &Path, what: &str) -> bool {
    fs::read_to_string(path).is_ok_and(|text| text.contains(what))
}

#[test]
fn what_comes_while_it_runs_is_taken_in_and_what_is_done_goes_out() {
    let (desk, laptop) = (Device::new(), Device::new());
    laptop.import(&[bookmark(7)]);
    let mut program = start(&desk, true);
    wait_until("the program takes part", || {
        desk.data().join("device").exists() && desk.own_file().exists()
    });
    carry(&laptop, &desk);
    let own = desk.own_file();
    wait_until("the bookmark comes and is passed on", || {
        says(&own, "\"bookmark\"")
    });

    let change = StateChange::SetRead {
        articles: vec![ArticleId::from_number(9)],
        is_read: true,
    };
    let ticket = Ticket(1);
    let change = Box::new(change);
    program.perform(Effect::State(StateRequest::Save { ticket, change }));
    wait_until("the change goes out", || says(&own, "\"read\""));

    let whole = fs::read(laptop.own_file()).unwrap();
    let half = desk.folder().join(file_name(&laptop.own_file()));
    fs::write(&half, &whole[..whole.len() / 2]).unwrap();
    wait_until("the half file is a problem", || {
        while program.wait().is_some() {}
        let shown = program.perform(Effect::Catalogue(CatalogueRequest::Problems));
        matches!(&shown[..], [Event::Catalogue(CatalogueEvent::Problems(problems))]
            if problems.iter().any(|problem| problem.path == half))
    });
    carry(&laptop, &desk);
    wait_until("a whole file is none", || {
        let shown = program.perform(Effect::Catalogue(CatalogueRequest::Problems));
        matches!(&shown[..], [Event::Catalogue(CatalogueEvent::Problems(problems))] if problems.is_empty())
    });
}

#[test]
fn what_is_done_last_is_in_the_folder_when_the_program_has_ended() {
    let desk = Device::new();
    let mut program = start(&desk, true);
    wait_until("the program takes part", || {
        desk.data().join("device").exists() && desk.own_file().exists()
    });
    let articles = vec![ArticleId::from_number(9)];
    let is_read = true;
    let (ticket, change) = (
        Ticket(1),
        Box::new(StateChange::SetRead { articles, is_read }),
    );
    program.perform(Effect::State(StateRequest::Save { ticket, change }));
    drop(program);
    assert!(says(&desk.own_file(), "\"read\""));
}

#[test]
fn without_a_folder_in_the_config_there_is_no_trace_of_it() {
    let desk = Device::new();
    let mut program = start(&desk, false);
    while program.wait().is_some() {}
    drop(program);
    assert!(!desk.folder().exists());
    for name in ["device", "sync.lock", "sync.json"] {
        assert!(!desk.data().join(name).exists(), "{name}");
    }
}

/// The story as it is on another machine: edited from its first words on, and under another name.
const EDITED: &str = "The quay is closed\n\nAfter a long night the pilots met again on Monday, all of them.\n\n“The quay holds for \
    another winter,” said Anders Holm.\n";

#[test]
fn an_article_that_came_with_what_is_kept_of_it_is_not_taken_for_lost() {
    let (desk, laptop) = (Device::new(), Device::new());
    fs::write(desk.path("news/quay.txt"), EDITED).unwrap();
    desk.run(&["correct", &desk.quote(), "--speaker", "Mirela Dunn"]);
    // The laptop has read the story as it was, and not yet as it has come.
    laptop.run(&["index"]);
    fs::write(laptop.path("news/quay.txt"), EDITED).unwrap();
    fs::create_dir_all(laptop.folder()).unwrap();
    carry(&desk, &laptop);
    laptop.sync();
    assert_eq!(laptop.export(), desk.export());
}

#[test]
fn what_is_kept_of_an_article_that_is_edited_and_renamed_here_is_found_again() {
    let (desk, laptop) = (Device::new(), Device::new());
    fs::remove_file(laptop.path("news/quay.txt")).unwrap();
    fs::write(laptop.path("news/the-quay-again.txt"), EDITED).unwrap();
    desk.run(&["correct", &desk.quote(), "--speaker", "Mirela Dunn"]);
    laptop.sync();
    carry(&desk, &laptop);
    let mut program = start(&laptop, true);
    let speaker = || {
        let (out, _) = laptop.run(&["search", "--json", "winter"]);
        out.contains("\"Mirela Dunn\"")
    };
    program.perform(Effect::Folders(FolderRequest::Rescan));
    wait_until("the correction is found", || {
        while program.wait().is_some() {}
        speaker()
    });
    drop(program);
    // The machine that has it as it was does not take it back.
    carry(&laptop, &desk);
    let mut program = start(&desk, true);
    program.perform(Effect::Folders(FolderRequest::Rescan));
    wait_until("both say the same", || {
        while program.wait().is_some() {}
        desk.export() == laptop.export()
    });
    drop(program);
    carry(&desk, &laptop);
    laptop.sync();
    assert_eq!(desk.export(), laptop.export());
    assert!(speaker());
}
