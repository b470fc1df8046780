//! `pullquote doctor`: checks the program's own data, reports what it found, and rebuilds what can be rebuilt.

use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::row_format::write_json_line;
use super::{CommandError, CommandOutcome, CommandResult, Console, Environment, refresh};
use crate::library::Archive;
use crate::library::catalogue::{self, Catalogue};
use crate::library::ingest;
use crate::library::state::{self, StateStore};
use crate::library::sync::{self, DeviceReport, conflicts};
use crate::loader::Problem;
use crate::search::index::Index;
use crate::text::Clean;
use crate::text::number::{format_count, format_number};

/// Columns of a part's name.
const PART: usize = 10;

/// How many problems are listed individually.
const TOLD: usize = 10;

/// Check the config, the state with its backups, the sync folder, the folders, the catalogue and the index
///
/// A damaged catalogue or index is rebuilt from the articles. A damaged state is kept under another name and restored
/// from its newest good backup, its journal, and whatever can still be read.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote doctor
  pullquote doctor --json | jq 'select(.ok | not)'")]
pub struct DoctorArguments {
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print one JSON object per finding
    #[arg(long)]
    json: bool,
}

/// The result of checking a part.
#[derive(Debug, Serialize)]
struct DoctorFinding {
    part: &'static str,
    /// Whether nothing is left to do about it.
    ok: bool,
    message: Clean,
}

/// Checks everything; the outcome is incomplete when something is left to be done.
///
/// # Errors
/// Fails when the config is wrong, after all else was checked, or when nothing can be printed.
pub fn run(
    arguments: &DoctorArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let mut doctor = Doctor {
        is_json: arguments.json,
        is_well: true,
        console,
    };
    // A broken config must not keep the other checks from running; it is returned at the end.
    let config = environment.load_config();
    doctor.check_config(environment, config.as_ref().err())?;
    doctor.check_state(&environment.paths.data)?;
    if let Ok(config) = &config
        && let Some(folder) = &config.sync.folder
    {
        doctor.check_devices(folder)?;
    }
    let folders = match &config {
        Ok(config) => environment.article_paths(&arguments.paths, config),
        // Without a config its folders are unknown.
        Err(_) if arguments.paths.is_empty() => Ok(Vec::new()),
        Err(_) => environment.article_paths(&arguments.paths, &crate::config::Config::default()),
    };
    match folders {
        // Without folders there is no archive to check.
        Ok(folders) if folders.is_empty() => {}
        Ok(folders) => doctor.check_archive(&environment.find_archive(&folders))?,
        Err(failure) if arguments.paths.is_empty() => {
            doctor.report_finding("folders", true, &failure.to_string())?;
        }
        Err(failure) => return Err(failure),
    }
    let is_well = doctor.is_well;
    config?;
    Ok(if is_well {
        CommandOutcome::Done
    } else {
        CommandOutcome::Incomplete
    })
}

/// Checks one part after another and reports what it finds.
struct Doctor<'a, 'b> {
    is_json: bool,
    is_well: bool,
    console: &'a mut Console<'b>,
}

type CheckResult = Result<(), CommandError>;

impl Doctor<'_, '_> {
    fn report_finding(&mut self, part: &'static str, ok: bool, message: &str) -> CheckResult {
        self.is_well &= ok;
        let finding = DoctorFinding {
            part,
            ok,
            message: Clean::line(message),
        };
        let out = &mut self.console.out;
        if self.is_json {
            write_json_line(&finding, out)?;
        } else {
            let mark = if ok { " " } else { "!" };
            writeln!(out, "{mark} {part:PART$} {}", finding.message.as_str())?;
        }
        Ok(())
    }

    fn check_config(
        &mut self,
        environment: &Environment,
        failure: Option<&CommandError>,
    ) -> CheckResult {
        let path = environment.config_path();
        let message = match (failure, environment.config_file()) {
            (Some(_), _) => format!("'{}' has errors, see below", path.display()),
            (None, Some(path)) => format!("'{}' is valid", path.display()),
            (None, None) => format!(
                "no '{}': all settings are at their defaults",
                path.display()
            ),
        };
        self.report_finding("config", failure.is_none(), &message)
    }

    fn check_state(&mut self, data: &Path) -> CheckResult {
        // Opening a damaged state restores it, with notices of what was done.
        let mut inspection = state::inspect_state(data);
        if inspection.is_restorable() {
            let opened = StateStore::open(data, Timestamp::now());
            for notice in opened.iter().flat_map(|opened| &opened.notices) {
                self.report_finding("state", true, &notice.to_string())?;
            }
            inspection = state::inspect_state(data);
        }
        let path = inspection.path.display();
        match &inspection.health {
            state::StateHealth::Missing { .. } => {
                self.report_finding("state", true, &format!("no '{path}' yet"))?;
            }
            state::StateHealth::Whole(facts) => {
                let facts = format_count(usize::try_from(*facts).unwrap_or(0), "fact");
                self.report_finding("state", true, &format!("'{path}' OK: {facts}"))?;
            }
            state::StateHealth::Faulty(error) => {
                self.report_finding("state", false, &format!("'{path}': {error}"))?;
            }
        }
        let newest = inspection.backups.first();
        let newest = newest.map_or(String::new(), |path| {
            format!(", newest: '{}'", path.display())
        });
        let backups = format_count(inspection.backups.len(), "backup");
        self.report_finding("backups", true, &format!("{backups}{newest}"))?;
        for damaged in &inspection.set_aside {
            let message = format!(
                "'{}' is a damaged state that was replaced; you may delete it",
                damaged.display()
            );
            self.report_finding("state", true, &message)?;
        }
        self.report_copies(data)
    }

    /// Names the copies of the state that a sync program has left beside it.
    fn report_copies(&mut self, data: &Path) -> CheckResult {
        for copy in conflicts::list_conflicts(data) {
            let message = format!(
                "'{}' is a copy of the state that a sync program set aside; 'pullquote import FILE' merges it, then \
                 delete it",
                copy.display()
            );
            self.report_finding("state", false, &message)?;
        }
        Ok(())
    }

    /// Reports the devices in the sync folder, with the time each was last written.
    fn check_devices(&mut self, folder: &Path) -> CheckResult {
        let devices = match sync::list_devices(folder) {
            Ok(devices) => devices,
            Err(error) => {
                return self.report_finding(
                    "sync",
                    false,
                    &format!("'{}': {error}", folder.display()),
                );
            }
        };
        for device in &devices {
            self.report_finding("sync", device.problem.is_none(), &describe_device(device))?;
        }
        // A file that nobody has signed, or a copy of one, is no further device.
        let names = devices.iter().filter(|device| !device.is_copy);
        let names = names.filter_map(|device| device.device.as_ref());
        let devices = format_count(names.count(), "device");
        self.report_finding("sync", true, &format!("'{}': {devices}", folder.display()))
    }

    /// Checks the catalogue and index of an archive against each other and against the folders.
    fn check_archive(&mut self, archive: &Archive) -> CheckResult {
        self.check_catalogue(archive)?;
        self.check_index(archive)?;
        let renewed = self.refresh_archive(archive)?;
        let counts = match Catalogue::inspect(&archive.catalogue_path()) {
            catalogue::CatalogueHealth::Whole(counts) => counts,
            catalogue::CatalogueHealth::Missing => {
                return self.report_finding("catalogue", false, "cannot be created");
            }
            catalogue::CatalogueHealth::Faulty(fault) => {
                return self.report_finding("catalogue", false, &fault);
            }
        };
        if let Some(outcome) = renewed {
            self.report_folders(archive, &outcome)?;
            self.compare_counts(archive, counts)?;
        }
        self.report_problems(archive)
    }

    fn check_catalogue(&mut self, archive: &Archive) -> CheckResult {
        let path = archive.catalogue_path();
        match Catalogue::inspect(&path) {
            catalogue::CatalogueHealth::Faulty(fault) => {
                Catalogue::discard(&path).map_err(|error| {
                    CommandError::with_cause("the catalogue cannot be rebuilt", error)
                })?;
                let message = format!("'{}' was damaged ({fault}); rebuilding it", path.display());
                self.report_finding("catalogue", true, &message)
            }
            catalogue::CatalogueHealth::Missing | catalogue::CatalogueHealth::Whole(_) => Ok(()),
        }
    }

    fn check_index(&mut self, archive: &Archive) -> CheckResult {
        let path = archive.index_folder();
        let Err(fault) = Index::from_folder(&path).check_files() else {
            return Ok(());
        };
        Index::discard(&path)
            .map_err(|error| CommandError::with_cause("the index cannot be rebuilt", error))?;
        let message = format!("'{}': {fault}; rebuilding it", path.display());
        self.report_finding("index", true, &message)
    }

    fn refresh_archive(
        &mut self,
        archive: &Archive,
    ) -> Result<Option<ingest::IngestOutcome>, CommandError> {
        let outcome = refresh::refresh_archive(archive, self.console)?;
        if outcome.is_none() {
            self.report_finding(
                "folders",
                true,
                "another pullquote is reading them right now",
            )?;
        }
        Ok(outcome)
    }

    fn report_folders(
        &mut self,
        archive: &Archive,
        outcome: &ingest::IngestOutcome,
    ) -> CheckResult {
        for problem in &outcome.problems {
            self.report_finding("folders", false, &problem.to_string())?;
        }
        let folders = format_count(archive.folders().len(), "folder");
        let files = format_count(outcome.progress.found, "file");
        let read = format_count(outcome.read, "file");
        let message = format!(
            "{folders} with {files}; {read} re-read, {} removed",
            outcome.removed
        );
        self.report_finding("folders", true, &message)
    }

    /// Compares the numbers of catalogue and index, which are kept apart.
    fn compare_counts(
        &mut self,
        archive: &Archive,
        counts: catalogue::CatalogueCounts,
    ) -> CheckResult {
        let articles = format_count(counts.articles, "article");
        let quotes = format_count(counts.quotes, "quote");
        let path = archive.catalogue_path();
        let copies = archive.open_catalogue().and_then(|it| it.count_copies());
        let copies = match copies {
            Ok(0) | Err(_) => String::new(),
            Ok(1) => "; 1 further copy not counted".to_owned(),
            Ok(copies) => format!("; {} further copies not counted", format_number(copies)),
        };
        let message = format!("'{}' OK: {articles}, {quotes}{copies}", path.display());
        self.report_finding("catalogue", true, &message)?;
        let path = archive.index_folder();
        // The index holds one document per article and one per quote.
        let expected = u64::try_from(counts.articles + counts.quotes).unwrap_or(u64::MAX);
        match Index::from_folder(&path).count_documents() {
            Ok(found) if found == expected => {
                self.report_finding("index", true, &format!("'{}' OK", path.display()))
            }
            Ok(found) => {
                Index::discard(&path).map_err(|error| {
                    CommandError::with_cause("the index cannot be rebuilt", error)
                })?;
                let is_rebuilt = refresh::refresh_archive(archive, self.console)?.is_some();
                let message = format!("it held {found} texts instead of {expected}; rebuilt");
                self.report_finding("index", is_rebuilt, &message)
            }
            Err(error) => self.report_finding("index", false, &error.to_string()),
        }
    }

    /// Reports which files could not be loaded, which is no fault of the program's own data.
    fn report_problems(&mut self, archive: &Archive) -> CheckResult {
        let problems: Vec<Problem> = archive
            .open_catalogue()
            .and_then(|catalogue| catalogue.load_problems())
            .map_err(|error| CommandError::with_cause("the load problems cannot be read", error))?;
        for problem in problems.iter().take(TOLD) {
            self.report_finding("problem", true, &problem.to_string())?;
        }
        match problems.len().checked_sub(TOLD) {
            None | Some(0) => Ok(()),
            Some(more) => {
                let more = format!("and {more} more; 'pullquote list' prints all of them");
                self.report_finding("problem", true, &more)
            }
        }
    }
}

/// Describes a device's file: its name, when it was last written, what is wrong with it.
fn describe_device(report: &DeviceReport) -> String {
    let path = report.path.display();
    let name = match &report.device {
        Some(device) if report.is_copy && report.problem.is_none() => {
            return format!(
                "'{path}' is a copy of the file of '{device}', which was read as well; you may delete it"
            );
        }
        Some(device) => format!("'{device}'"),
        None => format!("'{path}'"),
    };
    match (&report.problem, report.written) {
        (Some(problem), _) => format!("'{path}' {problem}"),
        (None, Some(written)) => {
            let written = TimeZone::system().to_datetime(written);
            let written = written.strftime("%Y-%m-%d %H:%M");
            let facts = format_count(report.facts, "fact");
            format!("{name}, last written {written}: {facts}")
        }
        (None, None) => format!("{name}: {}", format_count(report.facts, "fact")),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::Value;
    use tempfile::TempDir;

    use super::*;
    use crate::article::ArticleId;
    use crate::config::Paths;
    use crate::library::state::StateChange;

    /// A home with an archive of two articles and a reader who has read one.
    struct Home {
        folder: TempDir,
        environment: Environment,
    }

    impl Home {
        fn new() -> Self {
            let folder = TempDir::new().unwrap();
            let at = |name: &str| folder.path().join(name);
            fs::create_dir(at("news")).unwrap();
            for (name, title) in [("a.txt", "The ferry stops"), ("b.txt", "The bridge opens")] {
                let text = format!("{title}\n\n“We shall see,” said Ines Halloran on Monday.\n");
                fs::write(at("news").join(name), text).unwrap();
            }
            let paths = Paths {
                home: at(""),
                config: at("config"),
                data: at("data"),
                cache: at("cache"),
            };
            let mut store = StateStore::open(&paths.data, Timestamp::UNIX_EPOCH)
                .unwrap()
                .store;
            let read = StateChange::SetRead {
                articles: vec![ArticleId::from_number(7)],
                is_read: true,
            };
            store.apply_change(&read, Timestamp::UNIX_EPOCH).unwrap();
            let home = Self {
                environment: Environment::new(paths, None),
                folder,
            };
            assert_eq!(home.visit().1, 0);
            home
        }

        fn archive(&self) -> Archive {
            let news = self.folder.path().join("news");
            Archive::new(&self.environment.paths.cache, &[news])
        }

        /// What the doctor says of each part, and the exit code.
        fn visit(&self) -> (Vec<Value>, u8) {
            let arguments = DoctorArguments {
                paths: vec![self.folder.path().join("news")],
                json: true,
            };
            let (mut out, mut notes) = (Vec::new(), Vec::new());
            let mut console = Console {
                out: &mut out,
                notes: &mut notes,
            };
            let code = match run(&arguments, &self.environment, &mut console) {
                Ok(outcome) => outcome.exit_code(),
                Err(failure) => failure.exit_code(),
            };
            let text = String::from_utf8(out).unwrap();
            let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
            (lines.collect(), code)
        }

        /// What the doctor says of one part, and the exit code.
        fn hears(&self, part: &str) -> (String, u8) {
            let (findings, code) = self.visit();
            let of_part = findings.iter().filter(|finding| finding["part"] == part);
            let told: Vec<&str> = of_part
                .map(|found| found["message"].as_str().unwrap())
                .collect();
            (told.join("\n"), code)
        }
    }

    #[test]
    fn a_healthy_home_is_told_as_it_is() {
        let home = Home::new();
        let (findings, code) = home.visit();
        assert_eq!(code, 0);
        assert!(findings.iter().all(|finding| finding["ok"] == true));
        assert!(home.hears("state").0.ends_with("state.db' OK: 1 fact"));
        assert!(
            home.hears("catalogue")
                .0
                .ends_with("OK: 2 articles, 2 quotes")
        );
        assert_eq!(
            home.hears("folders").0,
            "1 folder with 2 files; 0 files re-read, 0 removed"
        );
    }

    #[test]
    fn a_damaged_catalogue_is_rebuilt() {
        let home = Home::new();
        fs::write(home.archive().catalogue_path(), "no database".repeat(999)).unwrap();
        let (told, code) = home.hears("catalogue");
        assert!(told.contains("was damaged"), "{told}");
        assert!(told.ends_with("OK: 2 articles, 2 quotes"), "{told}");
        assert_eq!(code, 0);
        assert!(!home.hears("catalogue").0.contains("damaged"));
    }

    #[test]
    fn an_index_with_a_damaged_file_is_rebuilt() {
        let home = Home::new();
        let files = fs::read_dir(home.archive().index_folder()).unwrap();
        let mut files = files.map(|file| file.unwrap().path());
        let positions = files.find(|path| path.extension().is_some_and(|end| end == "term"));
        let positions = positions.unwrap();
        let mut bytes = fs::read(&positions).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0xff;
        fs::write(&positions, bytes).unwrap();
        let (told, code) = home.hears("index");
        assert!(told.contains("is damaged; rebuilding it"), "{told}");
        assert!(told.ends_with("OK"), "{told}");
        assert_eq!(code, 0);
    }

    #[test]
    fn an_index_that_lacks_something_is_rebuilt() {
        let home = Home::new();
        let index = home.archive().index_folder();
        let checkpoint = crate::search::index::ArticleIndexer::last_checkpoint(&index).unwrap();
        let (mut writer, _) = crate::search::index::ArticleIndexer::open(&index).unwrap();
        writer.remove_all().unwrap();
        writer.commit(checkpoint).unwrap();
        writer.wait_for_merges().unwrap();
        let (told, code) = home.hears("index");
        assert_eq!(
            (told.as_str(), code),
            ("it held 0 texts instead of 4; rebuilt", 0)
        );
        assert!(home.hears("index").0.ends_with("OK"));
    }

    #[test]
    fn a_damaged_state_is_restored_and_kept() {
        let home = Home::new();
        let state = home.environment.paths.data.join("state.db");
        fs::write(&state, "no database".repeat(999)).unwrap();
        let (told, code) = home.hears("state");
        assert!(
            told.starts_with("The file of your bookmarks was damaged"),
            "{told}"
        );
        assert!(told.contains("you may delete it"), "{told}");
        assert_eq!(code, 0);
    }

    #[test]
    fn devices_are_listed_with_their_last_word_and_copies_of_the_state_are_named() {
        let home = Home::new();
        let folder = home.folder.path().join("sync");
        let data = &home.environment.paths.data;
        fs::create_dir_all(&home.environment.paths.config).unwrap();
        let config = format!("[sync]\nfolder = \"{}\"\n", folder.display());
        fs::write(home.environment.config_path(), config).unwrap();
        let mut store = StateStore::open(data, Timestamp::UNIX_EPOCH).unwrap().store;
        let mut exchange = sync::SyncFolder::new(folder.clone(), data.clone());
        exchange.exchange(&mut store, Timestamp::from_second(1_790_000_000).unwrap());
        let (told, code) = home.hears("sync");
        assert!(told.contains("', last written 2026-09-2"), "{told}");
        assert!(told.ends_with("sync': 1 device"), "{told}");
        assert_eq!(code, 0);
        fs::write(folder.join("todo.jsonl"), "{}\n").unwrap();
        let copy = data.join("state.sync-conflict-20261130-101500-ABCDEFG.db");
        fs::copy(data.join("state.db"), &copy).unwrap();
        let (told, code) = home.hears("sync");
        assert!(
            told.contains("todo.jsonl' line 1: not a state export"),
            "{told}"
        );
        assert!(told.ends_with("sync': 1 device"), "{told}");
        assert_eq!(code, 3);
        let (told, _) = home.hears("state");
        assert!(
            told.contains("ABCDEFG.db' is a copy of the state"),
            "{told}"
        );
    }

    #[test]
    fn a_missing_state_is_restored_from_its_backup() {
        let home = Home::new();
        let data = &home.environment.paths.data;
        // Opening makes a backup.
        StateStore::open(data, Timestamp::UNIX_EPOCH).unwrap();
        fs::remove_file(data.join("state.db")).unwrap();
        let (told, code) = home.hears("state");
        assert!(
            told.starts_with("The file of your bookmarks was missing"),
            "{told}"
        );
        assert!(told.ends_with("state.db' OK: 1 fact"), "{told}");
        assert_eq!(code, 0);
    }

    #[test]
    fn a_folder_that_is_gone_is_no_reason_to_forget_its_articles() {
        let home = Home::new();
        let inner = home.folder.path().join("news/deep");
        fs::create_dir(&inner).unwrap();
        std::os::unix::fs::symlink("nowhere", inner.join("lost.txt")).unwrap();
        let (told, code) = home.hears("folders");
        assert!(told.contains("lost.txt: cannot be read"), "{told}");
        assert_eq!(code, 3);
    }

    #[test]
    fn a_wrong_config_is_wrong_usage_and_all_else_is_checked() {
        let home = Home::new();
        fs::create_dir_all(&home.environment.paths.config).unwrap();
        fs::write(home.environment.config_path(), "[reading]\nmeasure = 1\n").unwrap();
        assert!(home.hears("config").0.ends_with("has errors, see below"));
        let (told, code) = home.hears("catalogue");
        assert!(told.ends_with("2 articles, 2 quotes"), "{told}");
        assert_eq!(code, 2);
    }
}
