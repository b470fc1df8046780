//! Nothing that strangers wrote reaches the terminal as control, and no file of theirs is passed over in silence.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use pullquote::library::Archive;
use pullquote::library::catalogue::Catalogue;
use pullquote::library::listing::{Listing, PageStart};

use super::hostile::{Fate, Folder};
use super::process;
use super::session::{Home, Session};

/// Words that only the help shows.
const HELP: &str = "Move or scroll down";
/// The most processor time, in clock ticks of a hundredth of a second, that the thread which draws may take for the help
/// to come and go, whatever the article: many times what a slow machine needs. Where others keep the processor busy,
/// the clock on the wall would tell nothing of it.
const ANSWER: u64 = 1000;

#[test]
fn a_hostile_folder_is_read_and_nothing_of_it_controls_the_terminal() {
    let home = Home::new();
    fs::create_dir(home.archive()).unwrap();
    let folder = Folder::make(&home.archive());
    let mut session = Session::start(&home, (140, 40), &[]);
    session.wait_for("Named").wait_until_asleep();
    let mut seen = 0;
    for _ in folder.fates() {
        session.press("J");
        assert_answered(&mut session);
        seen += usize::from(session.screen().contains("A last line"));
        session.press("G ] ] } g g");
        assert_answered(&mut session);
    }
    session.press("!");
    for (path, _) in folder
        .fates()
        .iter()
        .filter(|(_, fate)| *fate == Fate::Unseen)
    {
        session.wait_for(path.file_name().unwrap().to_str().unwrap());
    }
    for overlay in ["esc esc !", "B", "f", "s"] {
        session.press(overlay);
        if overlay == "B" {
            // What is bookmarked comes from the disk, and takes the place of what is shown by then.
            session.wait_for("Bookmarks");
        }
        session.press("j j j j j G k k esc esc");
        assert_answered(&mut session);
    }
    session.send("/\u{202e}\u{9d}\x1b[200~\x1b]0;HIDDEN\x07\x1b[201~".as_bytes());
    session.press("esc esc");
    assert_answered(&mut session);
    assert_eq!(session.press("q q").wait_for_exit(), 0);
    session.wait_until_given_back();
    assert!(seen > 10, "only {seen} of the articles were on the screen");
    assert_eq!(wrong_fates(&home, &folder), [""; 0]);
}

/// Checks that the help comes and goes, at no great cost.
fn assert_answered(session: &mut Session) {
    let before = process::drawing_ticks(session.pid());
    session.press("?").wait_for(HELP);
    session.press("esc").wait_until_gone(HELP);
    let taken = process::drawing_ticks(session.pid()) - before;
    assert!(taken < ANSWER, "{taken} ticks: {}", session.screen());
}

/// Returns the files that are neither an article nor a named problem, or not what they should be.
fn wrong_fates(home: &Home, folder: &Folder) -> Vec<String> {
    let archive = Archive::new(&home.cache(), &[home.archive()]);
    let mut catalogue = Catalogue::open(&archive.catalogue_path()).unwrap();
    let page = catalogue.read_page(&Listing::default(), PageStart::Row(0), 10_000);
    let rows = page.unwrap().rows;
    let locations = rows
        .iter()
        .flat_map(|row| catalogue.find_locations(row.id).unwrap());
    let loaded: HashSet<PathBuf> = locations.map(|location| location.path).collect();
    let problems = catalogue.load_problems().unwrap();
    let problems: HashSet<PathBuf> = problems.into_iter().map(|problem| problem.path).collect();
    let wrong = folder.fates().iter().filter(|(path, fate)| {
        let (is_loaded, is_problem) = (loaded.contains(path), problems.contains(path));
        !match fate {
            Fate::Loaded => is_loaded,
            Fate::Problem => is_problem,
            Fate::Told => is_loaded || is_problem,
            Fate::LeftOut => !is_loaded,
            Fate::Unseen | Fate::Harmless => true,
        }
    });
    wrong
        .map(|(path, fate)| format!("{path:?} is not {fate:?}"))
        .collect()
}
