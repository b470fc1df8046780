//! `pullquote doctor`: checks what the program keeps, says what it found, and rebuilds what can be rebuilt.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Serialize;

use super::{Answer, Console, Environment, Failure, Outcome, renew};
use crate::library::Archive;
use crate::library::catalogue::{self, Catalogue};
use crate::library::ingest;
use crate::library::state::{self, StateStore};
use crate::loader::Problem;
use crate::search::index::Index;
use crate::text::Clean;
use crate::text::number::counted;

/// Columns of a part's name.
const PART: usize = 10;

/// How many problems are told one by one.
const TOLD: usize = 10;

/// Check the config, the state with its backups, the folders, the catalogue and the index
///
/// What is damaged of the catalogue and the index is built again from the articles. A damaged state is kept under
/// another name and restored from its newest good backup and what can still be read of it.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote doctor
  pullquote doctor --json | jq 'select(.ok | not)'")]
pub struct Arguments {
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print a JSON object for each finding
    #[arg(long)]
    json: bool,
}

/// What was found of a part.
#[derive(Debug, Serialize)]
struct Finding {
    part: &'static str,
    /// Whether nothing is left to be done about it.
    ok: bool,
    message: Clean,
}

/// Checks everything; the outcome is incomplete when something is left to be done.
///
/// # Errors
/// Fails when the config is wrong, after all else was checked, or when nothing can be printed.
pub fn run(arguments: &Arguments, environment: &Environment, console: &mut Console<'_>) -> Answer {
    let mut doctor = Doctor {
        is_json: arguments.json,
        is_well: true,
        console,
    };
    let config = environment.config();
    doctor.config(environment, config.as_ref().err())?;
    doctor.state(&environment.paths.data)?;
    let folders = match &config {
        Ok(config) => environment.articles(&arguments.paths, config),
        // What the config names is not known.
        Err(_) if arguments.paths.is_empty() => Ok(Vec::new()),
        Err(_) => environment.articles(&arguments.paths, &crate::config::Config::default()),
    };
    match folders {
        Ok(folders) if folders.is_empty() => {}
        Ok(folders) => doctor.archive(&Archive::new(&environment.paths.cache, &folders))?,
        Err(failure) if arguments.paths.is_empty() => {
            doctor.say("folders", true, &failure.to_string())?;
        }
        Err(failure) => return Err(failure),
    }
    let is_well = doctor.is_well;
    config?;
    Ok(if is_well {
        Outcome::Done
    } else {
        Outcome::Incomplete
    })
}

/// Checks one part after another and says what it finds.
struct Doctor<'a, 'b> {
    is_json: bool,
    is_well: bool,
    console: &'a mut Console<'b>,
}

type Told = Result<(), Failure>;

impl Doctor<'_, '_> {
    fn say(&mut self, part: &'static str, ok: bool, message: &str) -> Told {
        self.is_well &= ok;
        let finding = Finding {
            part,
            ok,
            message: Clean::line(message),
        };
        let out = &mut self.console.out;
        if self.is_json {
            serde_json::to_writer(&mut *out, &finding).map_err(io::Error::from)?;
            writeln!(out)?;
        } else {
            let mark = if ok { " " } else { "!" };
            writeln!(out, "{mark} {part:PART$} {}", finding.message.as_str())?;
        }
        Ok(())
    }

    fn config(&mut self, environment: &Environment, failure: Option<&Failure>) -> Told {
        let path = environment.config_path();
        let message = match (failure, environment.config_file()) {
            (Some(_), _) => format!("'{}' is wrong, as is said below", path.display()),
            (None, Some(path)) => format!("'{}' is in order", path.display()),
            (None, None) => format!(
                "there is no '{}': all settings have their defaults",
                path.display()
            ),
        };
        self.say("config", failure.is_none(), &message)
    }

    fn state(&mut self, data: &Path) -> Told {
        let mut inspection = state::inspect_state(data);
        if inspection.is_restorable() {
            let opened = StateStore::open(data, Timestamp::now());
            for notice in opened.iter().flat_map(|opened| &opened.notices) {
                self.say("state", true, &notice.to_string())?;
            }
            inspection = state::inspect_state(data);
        }
        let path = inspection.path.display();
        match &inspection.health {
            state::StateHealth::Missing => {
                self.say("state", true, &format!("there is no '{path}' yet"))?;
            }
            state::StateHealth::Whole(facts) => {
                let facts = counted(usize::try_from(*facts).unwrap_or(0), "fact");
                self.say("state", true, &format!("'{path}' is whole: {facts}"))?;
            }
            state::StateHealth::Faulty(error) => {
                self.say("state", false, &format!("'{path}': {error}"))?;
            }
        }
        let newest = inspection.backups.first();
        let newest = newest.map_or(String::new(), |path| {
            format!(", the newest is '{}'", path.display())
        });
        let backups = counted(inspection.backups.len(), "backup");
        self.say("backups", true, &format!("{backups}{newest}"))?;
        for damaged in &inspection.set_aside {
            let message = format!(
                "'{}' is a damaged state that was replaced; it may be deleted",
                damaged.display()
            );
            self.say("state", true, &message)?;
        }
        Ok(())
    }

    /// Checks what is known of an archive against itself and against the folders.
    fn archive(&mut self, archive: &Archive) -> Told {
        self.catalogue(archive)?;
        self.index(archive)?;
        let renewed = self.renew(archive)?;
        let counts = match Catalogue::inspect(&archive.catalogue_path()) {
            catalogue::CatalogueHealth::Whole(counts) => counts,
            catalogue::CatalogueHealth::Missing => {
                return self.say("catalogue", false, "it cannot be made");
            }
            catalogue::CatalogueHealth::Faulty(fault) => {
                return self.say("catalogue", false, &fault);
            }
        };
        if let Some(outcome) = renewed {
            self.folders(archive, &outcome)?;
            self.compare(archive, counts)?;
        }
        self.problems(archive)
    }

    fn catalogue(&mut self, archive: &Archive) -> Told {
        let path = archive.catalogue_path();
        match Catalogue::inspect(&path) {
            catalogue::CatalogueHealth::Faulty(fault) => {
                Catalogue::discard(&path)
                    .map_err(|error| Failure::failed("the catalogue cannot be rebuilt", error))?;
                let message = format!("'{}' was damaged ({fault}): it is rebuilt", path.display());
                self.say("catalogue", true, &message)
            }
            _ => Ok(()),
        }
    }

    fn index(&mut self, archive: &Archive) -> Told {
        let path = archive.index_folder();
        let Err(fault) = Index::from_folder(&path).check_files() else {
            return Ok(());
        };
        Index::discard(&path)
            .map_err(|error| Failure::failed("the index cannot be rebuilt", error))?;
        let message = format!("'{}': {fault}: it is rebuilt", path.display());
        self.say("index", true, &message)
    }

    fn renew(&mut self, archive: &Archive) -> Result<Option<ingest::IngestOutcome>, Failure> {
        let outcome = renew::renew(archive, self.console)?;
        if outcome.is_none() {
            self.say(
                "folders",
                true,
                "another pullquote is reading them just now",
            )?;
        }
        Ok(outcome)
    }

    fn folders(&mut self, archive: &Archive, outcome: &ingest::IngestOutcome) -> Told {
        for problem in &outcome.problems {
            self.say("folders", false, &problem.to_string())?;
        }
        let folders = counted(archive.folders().len(), "folder");
        let files = counted(outcome.progress.found, "file");
        let read = counted(outcome.read, "file");
        let message = format!(
            "{folders} with {files}; {read} read anew, {} gone",
            outcome.removed
        );
        self.say("folders", true, &message)
    }

    /// Compares the numbers of catalogue and index, which are kept apart.
    fn compare(&mut self, archive: &Archive, counts: catalogue::CatalogueCounts) -> Told {
        let articles = counted(counts.articles, "article");
        let quotes = counted(counts.quotes, "quote");
        let path = archive.catalogue_path();
        let message = format!("'{}' is whole: {articles}, {quotes}", path.display());
        self.say("catalogue", true, &message)?;
        let path = archive.index_folder();
        let expected = u64::try_from(counts.articles + counts.quotes).unwrap_or(u64::MAX);
        match Index::from_folder(&path).count_documents() {
            Ok(found) if found == expected => {
                self.say("index", true, &format!("'{}' is whole", path.display()))
            }
            Ok(found) => {
                Index::discard(&path)
                    .map_err(|error| Failure::failed("the index cannot be rebuilt", error))?;
                let is_rebuilt = renew::renew(archive, self.console)?.is_some();
                let message =
                    format!("it held {found} texts in place of {expected}: it is rebuilt");
                self.say("index", is_rebuilt, &message)
            }
            Err(error) => self.say("index", false, &error.to_string()),
        }
    }

    /// Tells which files could not be loaded; that is no fault of what the program keeps.
    fn problems(&mut self, archive: &Archive) -> Told {
        let problems: Vec<Problem> = Catalogue::open(&archive.catalogue_path())
            .and_then(|catalogue| catalogue.load_problems())
            .map_err(|error| Failure::failed("the load problems cannot be read", error))?;
        for problem in problems.iter().take(TOLD) {
            self.say("problem", true, &problem.to_string())?;
        }
        match problems.len().checked_sub(TOLD) {
            None | Some(0) => Ok(()),
            Some(more) => {
                let more = format!("and {more} more; 'pullquote list' names them all");
                self.say("problem", true, &more)
            }
        }
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
            let arguments = Arguments {
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
        assert!(
            home.hears("state")
                .0
                .ends_with("state.db' is whole: 1 fact")
        );
        assert!(
            home.hears("catalogue")
                .0
                .ends_with("is whole: 2 articles, 2 quotes")
        );
        assert_eq!(
            home.hears("folders").0,
            "1 folder with 2 files; 0 files read anew, 0 gone"
        );
    }

    #[test]
    fn a_damaged_catalogue_is_rebuilt() {
        let home = Home::new();
        fs::write(home.archive().catalogue_path(), "no database".repeat(999)).unwrap();
        let (told, code) = home.hears("catalogue");
        assert!(told.contains("was damaged"), "{told}");
        assert!(told.ends_with("is whole: 2 articles, 2 quotes"), "{told}");
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
        assert!(told.contains("is damaged: it is rebuilt"), "{told}");
        assert!(told.ends_with("is whole"), "{told}");
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
            ("it held 0 texts in place of 4: it is rebuilt", 0)
        );
        assert!(home.hears("index").0.ends_with("is whole"));
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
        assert!(told.contains("may be deleted"), "{told}");
        assert_eq!(code, 0);
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
        assert!(told.ends_with("state.db' is whole: 1 fact"), "{told}");
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
        assert!(
            home.hears("config")
                .0
                .ends_with("is wrong, as is said below")
        );
        let (told, code) = home.hears("catalogue");
        assert!(told.ends_with("2 articles, 2 quotes"), "{told}");
        assert_eq!(code, 2);
    }
}
