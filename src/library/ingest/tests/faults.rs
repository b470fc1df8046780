//! Tests what is left of an archive when files, disks or processes fail.

use super::*;
use crate::loader::Loaded;

/// Ingests with a loader that treats files of certain names specially.
fn ingest_reading(shelf: &Shelf, patience: Duration, load: fn(&Path) -> Loaded) -> IngestOutcome {
    let stop = AtomicBool::new(false);
    let reading = IngestSettings { load, patience };
    ingest_with(
        &shelf.archive,
        &IngestScope::All,
        &stop,
        &mut |_| {},
        reading,
    )
    .unwrap()
}

fn problems(shelf: &Shelf) -> Vec<String> {
    let catalogue = Catalogue::open(&shelf.archive.catalogue_path()).unwrap();
    let problems = catalogue.load_problems().unwrap();
    problems.iter().map(ToString::to_string).collect()
}

fn is_bad(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "bad.txt")
}

/// Creates an archive of some files with a bad one among them.
fn shelf_with_a_bad_file() -> Shelf {
    let shelf = Shelf::new();
    for name in ["a.txt", "bad.txt", "c.txt", "d.txt"] {
        shelf.write(name, name);
    }
    shelf
}

#[test]
#[allow(clippy::panic, reason = "what is tested is that a panic is survived")]
fn a_file_that_makes_the_loader_panic_is_a_problem_and_all_others_are_read() {
    let shelf = shelf_with_a_bad_file();
    let outcome = ingest_reading(&shelf, Duration::from_mins(2), |path| {
        assert!(!is_bad(path), "a fault of the loader");
        loader::load(path)
    });
    assert_eq!(outcome.progress.articles, 3);
    let [problem] = &problems(&shelf)[..] else {
        panic!("there is one problem");
    };
    assert!(problem.contains("bad.txt: reading it failed"), "{problem}");
    assert_eq!(done(&shelf.ingest()), (0, 0), "it is not tried again");
}

#[test]
fn a_file_that_takes_for_ever_is_given_up_and_all_others_are_read() {
    let shelf = shelf_with_a_bad_file();
    let outcome = ingest_reading(&shelf, Duration::from_secs(10), |path| {
        while is_bad(path) {
            thread::park();
        }
        loader::load(path)
    });
    assert_eq!(outcome.progress.articles, 3);
    let problems = problems(&shelf);
    assert!(
        problems[0].contains("bad.txt: takes too long"),
        "{problems:?}"
    );
    assert_eq!(done(&shelf.ingest()), (0, 0), "it is not tried again");
    shelf.write("bad.txt", "good words");
    assert_eq!(shelf.ingest().progress.articles, 4);
}

#[test]
fn as_many_files_that_take_for_ever_as_there_are_threads_hold_nothing_up() {
    let shelf = Shelf::new();
    let cores = thread::available_parallelism().unwrap().get();
    for number in 0..cores {
        shelf.write(&format!("{number}/bad.txt"), &format!("bad {number}"));
    }
    shelf.write("z.txt", "Monday");
    let outcome = ingest_reading(&shelf, Duration::from_secs(10), |path| {
        while is_bad(path) {
            thread::park();
        }
        loader::load(path)
    });
    assert_eq!(outcome.progress.articles, 1);
    assert_eq!(problems(&shelf).len(), cores);
}

/// Creates an archive with enough articles for a catalogue of several pages.
fn large_shelf() -> Shelf {
    let shelf = Shelf::new();
    for number in 0..400 {
        shelf.write(&format!("{number}.txt"), &format!("day {number}"));
    }
    assert_eq!(shelf.ingest().progress.articles, 400);
    shelf
}

#[test]
fn pages_of_the_catalogue_that_are_damaged_make_it_be_built_again() {
    let shelf = large_shelf();
    let path = shelf.archive.catalogue_path();
    let mut bytes = fs::read(&path).unwrap();
    bytes[8192..].fill(0x5a);
    fs::write(&path, bytes).unwrap();
    let outcome = shelf.ingest();
    assert_eq!((outcome.read, outcome.progress.articles), (400, 400));
    assert_eq!(shelf.found("\"day 77\"").len(), 1);
}

#[test]
fn files_of_the_index_that_are_cut_short_make_it_be_built_again() {
    let shelf = large_shelf();
    for file in fs::read_dir(shelf.archive.index_folder()).unwrap() {
        let path = file.unwrap().path();
        if path
            .extension()
            .is_some_and(|end| end != "json" && end != "lock")
        {
            fs::write(path, "").unwrap();
        }
    }
    shelf.write("77.txt", "quite another day");
    let outcome = shelf.ingest();
    assert!(outcome.index_fault.is_none(), "{:?}", outcome.index_fault);
    assert_eq!(outcome.progress.articles, 400);
    assert_eq!(shelf.found("\"day 78\"").len(), 1);
    assert_eq!(shelf.found("\"another day\""), ["77.txt"]);
}

#[test]
fn how_many_files_there_are_is_known_before_the_first_is_read() {
    static IS_SCANNED: AtomicBool = AtomicBool::new(false);
    let shelf = Shelf::new();
    for number in 0..600 {
        shelf.write(&format!("{number}.txt"), &format!("day {number}"));
    }
    let reading = IngestSettings {
        load: |path| {
            while !IS_SCANNED.load(Ordering::Relaxed) {
                thread::yield_now();
            }
            loader::load(path)
        },
        patience: Duration::from_secs(20),
    };
    let mut report = |progress: IngestProgress| {
        if progress.found == 600 {
            IS_SCANNED.store(true, Ordering::Relaxed);
        }
    };
    let stop = AtomicBool::new(false);
    let outcome = ingest_with(
        &shelf.archive,
        &IngestScope::All,
        &stop,
        &mut report,
        reading,
    )
    .unwrap();
    assert_eq!(outcome.progress.articles, 600);
}
