//! `pullquote search`: prints the quotes, or the stories, that a query finds, the best fit first.
//!
//! - `saved`: searches that were saved under a name, and what is new in them

mod saved;

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use super::hit_rows::{HitFormat, HitPrinter, SearchedWords, unreadable_catalogue};
use super::row_format::RowFormat;
use super::{CommandError, CommandOutcome, CommandResult, Console, Environment, refresh, state};
use crate::library::Archive;
use crate::library::catalogue::Catalogue;
use crate::library::corrections::{CorrectedIndex, CorrectionSource};
use crate::library::state::{SavedQuery, SavedSearch};
use crate::search::hits::{HitOrder, HitRequest, NearOffer, SearchHits, SearchScope};
use crate::search::index::Index;
use crate::search::query::Query;
use crate::text::Clean;
use crate::text::number::{format_count, format_number};
use jiff::ZonedDateTime;
use jiff::civil::Date;

/// Search the quotes of all articles, or the stories
///
/// The query is the same as on screen: all words in any form; the last word matches as a prefix (add a space to match it
/// exactly), as does any that ends in *; "phrases", OR, AND, parentheses, -word or NOT word, said:NAME and in:SOURCE
/// (said:="Whole Name" is that person under any name), about: with words of the paragraph around a quote, title:, author:, url:, tag:
/// and note: with words of these, after: (inclusive), before: and on: with a day (2026-09-08, "Sept. 8, 2026", 2026Q3,
/// 2026, 7d, "last week") or on: with a range (2026-01..2026-03), is: with bookmarked, noted, tagged, unread, read, block,
/// direct, mixed, corrected, unsure, unnamed or unknown. A query that cannot be read finds nothing, with exit code 2. New
/// and changed articles are indexed first.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote search 'ferry said:\"Ines Holm\" after:2026'
  pullquote search --stories '\"night boat\" -storm' ~/news
  pullquote search --format '{speaker}: {text}' tide
  pullquote search --saved ferries --new || true   for cron: mails what is new, and nothing else
  pullquote search --json --limit 5 tide | jq -r .path")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub struct SearchArguments {
    /// What to look for
    #[arg(
        value_name = "QUERY",
        allow_hyphen_values = true,
        required_unless_present = "saved"
    )]
    query: Option<String>,
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Search for what you saved under this name on the screen, instead of QUERY
    #[arg(long, value_name = "NAME", conflicts_with = "stories")]
    saved: Option<String>,
    /// Print only what was not seen yet, on the screen or here; from then on it was seen
    #[arg(long, requires = "saved", conflicts_with = "near")]
    new: bool,
    /// Search titles and stories instead of quotes
    #[arg(long)]
    stories: bool,
    /// Print at most this many hits; 0 prints all
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// Print the best fit, the newest or the oldest first
    #[arg(long, value_name = "ORDER", value_enum, default_value_t)]
    order: PrintedOrder,
    /// Print also what has words that are written nearly so, after the rest
    #[arg(long)]
    near: bool,
    /// Search only what is indexed already, without looking for new articles
    #[arg(long)]
    as_is: bool,
    /// Print one JSON object per hit
    #[arg(long)]
    json: bool,
    /// Print each hit as this line, such as '{title}\\t{path}'; the fields are those of --json
    #[arg(long, value_name = "FORMAT", conflicts_with = "json")]
    format: Option<String>,
}

/// The order of hits on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum PrintedOrder {
    #[default]
    Best,
    Newest,
    Oldest,
}

impl PrintedOrder {
    const fn hit_order(self) -> HitOrder {
        match self {
            Self::Best => HitOrder::Relevance,
            Self::Newest => HitOrder::Newest,
            Self::Oldest => HitOrder::Oldest,
        }
    }
}

/// Prints what a query finds in the paths that are named, else in the folders of the config.
///
/// # Errors
/// Fails when a path does not exist, the index cannot be read or nothing can be printed.
pub fn run(
    arguments: &SearchArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let (asked, paths) = arguments.read_positions(environment, console)?;
    if let Some(option) = find_misplaced_option(&asked.text) {
        return Err(CommandError::usage_error(
            &format!("'search' has no option '{option}'"),
            "'-word' excludes a word; 'pullquote help search' lists the options",
        ));
    }
    let line = arguments.format.as_deref();
    let line = line
        .map(|line| RowFormat::parse(line, "search"))
        .transpose()?;
    let folders = environment.article_paths(&paths, &environment.load_config()?)?;
    let archive = environment.open_archive(&folders);
    let search = arguments.to_search(&asked, line, environment)?;
    if !arguments.as_is {
        refresh::refresh_or_warn(&archive, console)?;
    }
    let Some(name) = arguments.saved.as_ref().filter(|_| arguments.new) else {
        return search.print_hits(&archive, console);
    };
    let saved = SavedSearch {
        name: Clean::line(name),
        query: asked,
    };
    search.print_unseen(&saved, &archive, &environment.paths.data, console)
}

impl SearchArguments {
    fn to_search(
        &self,
        asked: &SavedQuery,
        line: Option<RowFormat>,
        environment: &Environment,
    ) -> Result<CommandSearch, CommandError> {
        let today = ZonedDateTime::now().date();
        Ok(CommandSearch {
            query: readable_query(&asked.text, today)?,
            text: asked.text.as_str().to_owned(),
            order: self.order.hit_order(),
            is_near: self.near,
            scope: asked.scope,
            limit: match self.limit {
                0 => usize::MAX,
                limit => limit,
            },
            today,
            format: HitFormat {
                is_json: self.json,
                line,
                // Escape sequences are for terminals only; a pipe gets plain text.
                is_marked: io::stdout().is_terminal(),
            },
            state: environment.paths.data.join("state.db"),
        })
    }

    /// Returns what to search, as typed or as saved, and where.
    fn read_positions(
        &self,
        environment: &Environment,
        console: &mut Console<'_>,
    ) -> Result<(SavedQuery, Vec<PathBuf>), CommandError> {
        let scope = if self.stories {
            SearchScope::Stories
        } else {
            SearchScope::Quotes
        };
        let Some(name) = &self.saved else {
            // A space at the end has a meaning.
            let text = Clean::new(self.query.as_deref().unwrap_or_default());
            return Ok((SavedQuery { text, scope }, self.paths.clone()));
        };
        // Without a query the first path is in its place.
        let paths = self.query.iter().map(PathBuf::from);
        let paths = paths.chain(self.paths.clone()).collect();
        let store = state::open_state(&environment.paths.data, console)?;
        let saved = store.saved_searches().map_err(saved::unreadable_state)?;
        let query = saved::find_saved(name, saved)?;
        Ok((query, paths))
    }
}

/// Parses a query; fails if a part of it cannot be read, or if it asks for nothing.
pub(super) fn readable_query(text: &str, today: Date) -> Result<Query, CommandError> {
    let query = Query::parse_text(text, today);
    let faults: Vec<&str> = query
        .faults
        .iter()
        .map(|fault| fault.message.as_str())
        .collect();
    if !faults.is_empty() {
        return Err(CommandError::usage_error(
            &faults.join("; "),
            "nothing was searched; 'pullquote help search' tells what can be asked",
        ));
    }
    if query.is_empty() {
        return Err(CommandError::usage_error(
            &format!("the query '{text}' is empty"),
            "give a word, a \"phrase\", or said:NAME; see 'pullquote help search'",
        ));
    }
    Ok(query)
}

/// A search as the command line asks for it.
#[derive(Debug, Clone)]
struct CommandSearch {
    /// The query as typed.
    text: String,
    query: Query,
    scope: SearchScope,
    order: HitOrder,
    /// Whether words that are written nearly so are searched too.
    is_near: bool,
    limit: usize,
    today: Date,
    /// How each hit is printed.
    format: HitFormat,
    /// The path of the state, for the filters on read and bookmarked articles.
    state: PathBuf,
}

impl CommandSearch {
    fn print_hits(&self, archive: &Archive, console: &mut Console<'_>) -> CommandResult {
        let catalogue = Catalogue::open(&archive.catalogue_path())
            .map_err(unreadable_catalogue)?
            .with_state(&self.state);
        let found = self.find_hits(archive, &catalogue, console)?;
        let corrections = CorrectionSource::from_path(&self.state).current();
        let printer = HitPrinter::new(&catalogue, &corrections, self.format.clone());
        let mut printer = printer.with_people(archive)?;
        printer.print_all(&self.searched(None), &found.hits, console.out)?;
        if self.is_near {
            for offer in &found.near {
                let near = self.with_offer(offer, printer.printed());
                let hits = near.find_hits(archive, &catalogue, console)?.hits;
                printer.print_all(&near.searched(Some(&offer.label)), &hits, console.out)?;
            }
            if let Some(partial) = &found.partial {
                let label = partial.label();
                printer.print_all(
                    &self.searched(Some(&label)),
                    &partial.hits.hits,
                    console.out,
                )?;
            }
        }
        self.report_total(&found, printer.printed(), console)
    }

    fn searched<'a>(&'a self, near: Option<&'a str>) -> SearchedWords<'a> {
        SearchedWords {
            query: &self.query,
            scope: self.scope,
            near,
        }
    }

    /// Returns the search for words that are written nearly so, when some hits are printed already.
    fn with_offer(&self, offer: &NearOffer, printed: usize) -> Self {
        let text = offer.apply_to(&self.text);
        Self {
            query: Query::parse_text(&text, self.today),
            text,
            limit: self.limit.saturating_sub(printed),
            ..self.clone()
        }
    }

    fn find_hits(
        &self,
        archive: &Archive,
        catalogue: &Catalogue,
        console: &mut Console<'_>,
    ) -> Result<SearchHits, CommandError> {
        let flags = catalogue
            .flags_for(&self.query)
            .map_err(unreadable_catalogue)?;
        let ask = HitRequest {
            query: &self.query,
            scope: self.scope,
            flags: &flags,
            order: self.order,
            limit: self.limit,
            today: self.today,
        };
        let search = |index: &Index| {
            CorrectedIndex::of_archive(index, archive, catalogue).relevant_hits(&ask, &|| true)
        };
        Ok(refresh::query_index(archive, console, search)?.unwrap_or_default())
    }

    /// Reports how many hits there are besides those that were printed, and what is written nearly so.
    fn report_total(
        &self,
        found: &SearchHits,
        printed: usize,
        console: &mut Console<'_>,
    ) -> CommandResult {
        if !found.near.is_empty() && !self.is_near {
            let offers: Vec<String> = found
                .near
                .iter()
                .map(|near| self.describe_offer(near))
                .collect();
            let offers = offers.join(", ");
            writeln!(
                console.notes,
                "pullquote: written nearly so: {offers}; '--near' prints them"
            )?;
        }
        if let Some(partial) = found.partial.as_ref().filter(|_| !self.is_near) {
            let total = partial.hits.total.unwrap_or_default();
            let (label, count) = (partial.label(), self.count_found(total));
            writeln!(
                console.notes,
                "pullquote: {label} of this phrase: {count}; '--near' prints them"
            )?;
        }
        if printed == 0 {
            let reading = self.query.in_words();
            let nothing = format!("no matches: {reading}");
            return Ok(CommandOutcome::NothingFound(Clean::line(&nothing)));
        }
        let total = found.total.unwrap_or_default();
        if total > found.hits.len() {
            let (shown, total) = (format_number(found.hits.len()), format_count(total, "hit"));
            writeln!(
                console.notes,
                "pullquote: {shown} of {total}; '--limit 0' prints all"
            )?;
        }
        Ok(CommandOutcome::Done)
    }

    fn describe_offer(&self, near: &NearOffer) -> String {
        let count = self.count_found(near.total);
        format!("{} ({count})", near.label.as_str())
    }

    fn count_found(&self, total: usize) -> String {
        match self.scope {
            SearchScope::Quotes => format_count(total, "quote"),
            SearchScope::Stories if total == 1 => "1 story".to_owned(),
            SearchScope::Stories => format!("{} stories", format_number(total)),
        }
    }
}

/// Returns what a query begins with, if that is written as an option and not as words.
fn find_misplaced_option(query: &str) -> Option<&str> {
    let first = query.split_whitespace().next()?;
    // Queries may begin with a hyphen (`-word`), so that clap cannot reject unknown options.
    let name = first.strip_prefix("--")?;
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        .then_some(first)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use jiff::civil::date;
    use rstest::rstest;
    use serde_json::Value;
    use tempfile::TempDir;

    use super::*;

    const STORIES: [(&str, &str); 2] = [
        (
            "harbor-ledger_2026-03-04_ferry.txt",
            "The ferry stops for good\n\nThe crew was told on Tuesday.\n\n“We denied nothing, and we will \
             mend it until nobody can,” said Ines Halloran, the harbor master.\n",
        ),
        (
            "harbor-ledger_2026-03-09_bridge.txt",
            "The bridge opens again\n\n“Nobody asked the ferry captains,” said Piet Aldous on Monday.\n",
        ),
    ];

    #[rstest]
    #[case::a_mistyped_option("--jsn", Some("--jsn"))]
    #[case::a_word_to_leave_out("-ferry bridge", None)]
    #[case::a_dash("-- said", None)]
    fn an_option_is_no_query(#[case] query: &str, #[case] found: Option<&str>) {
        assert_eq!(find_misplaced_option(query), found);
    }

    struct Shelf {
        folder: TempDir,
        archive: Archive,
    }

    impl Shelf {
        fn new() -> Self {
            let folder = TempDir::new().unwrap();
            let news = folder.path().join("news");
            fs::create_dir(&news).unwrap();
            for (name, text) in STORIES {
                fs::write(news.join(name), text).unwrap();
            }
            let archive = Archive::new(&folder.path().join("cache"), &[news]);
            let shelf = Self { folder, archive };
            said(|console| {
                refresh::refresh_or_warn(&shelf.archive, console)?;
                Ok(CommandOutcome::Done)
            });
            shelf
        }

        fn search(&self, query: &str, scope: SearchScope) -> CommandSearch {
            let today = date(2026, 5, 6);
            CommandSearch {
                text: query.to_owned(),
                query: Query::parse_text(query, today),
                scope,
                order: HitOrder::Relevance,
                is_near: false,
                limit: 10,
                today,
                format: HitFormat::default(),
                state: self.folder.path().join("state.db"),
            }
        }

        fn json(&self, query: &str, scope: SearchScope) -> Vec<Value> {
            let search = self.search(query, scope).with_json();
            let (text, _, _) = said(|console| search.print_hits(&self.archive, console));
            text.lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect()
        }
    }

    impl CommandSearch {
        fn with_json(mut self) -> Self {
            self.format.is_json = true;
            self
        }
    }

    /// What a command prints, what it notes, and its exit code.
    fn said(command: impl FnOnce(&mut Console<'_>) -> CommandResult) -> (String, String, u8) {
        let (mut out, mut notes) = (Vec::new(), Vec::new());
        let outcome = command(&mut Console {
            out: &mut out,
            notes: &mut notes,
        });
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(out), text(notes), outcome.unwrap().exit_code())
    }

    #[test]
    fn a_quote_is_printed_with_its_speaker_source_day_and_file() {
        let shelf = Shelf::new();
        let mut search = shelf.search("deny ", SearchScope::Quotes);
        search.format.is_marked = true;
        let (text, notes, code) = said(|console| search.print_hits(&shelf.archive, console));
        let path = shelf.folder.path().join("news").join(STORIES[0].0);
        let says = format!(
            "  “We \u{1b}[1mdenied\u{1b}[22m nothing, and we will mend it until nobody can,”\n    \
             — Ines Halloran, Harbor Ledger, 2026-03-04\n    {}\n\n",
            path.display()
        );
        assert_eq!((text, notes, code), (says, String::new(), 0));
    }

    #[test]
    fn hits_of_json_are_characters_of_its_text() {
        let found = Shelf::new().json("\"until nobody", SearchScope::Quotes);
        let [found] = found.as_slice() else {
            panic!("{found:?}");
        };
        let text: Vec<char> = found["text"].as_str().unwrap().chars().collect();
        let hit = |at: usize| usize::try_from(found["hits"][0][at].as_u64().unwrap()).unwrap();
        let words: String = text[hit(0)..hit(1)].iter().collect();
        assert_eq!(words, "until nobody");
        assert_eq!(found["speaker"], "Ines Halloran");
        assert_eq!(found["title"], "The ferry stops for good");
        assert_eq!(found["published"], "2026-03-04");
    }

    #[rstest]
    #[case::quotes("ferry ", SearchScope::Quotes, &["Nobody asked the ferry captains"])]
    #[case::stories_show_their_passage("told ", SearchScope::Stories, &["The crew was told on Tuesday."])]
    #[case::a_speaker("said:aldous", SearchScope::Quotes, &["Nobody asked the ferry captains"])]
    #[case::an_exclusion("-ferry nobody ", SearchScope::Quotes, &["We denied nothing"])]
    fn finds(#[case] query: &str, #[case] scope: SearchScope, #[case] expected: &[&str]) {
        let found = Shelf::new().json(query, scope);
        let texts = found.iter().map(|found| found["text"].as_str().unwrap());
        let texts: Vec<&str> = texts.collect();
        assert_eq!(texts.len(), expected.len(), "{texts:?}");
        for (text, expected) in texts.iter().zip(expected) {
            assert!(text.contains(expected), "{text}");
        }
    }

    #[test]
    fn no_hit_has_an_exit_code_of_its_own() {
        let shelf = Shelf::new();
        let search = shelf.search("zeppelin ", SearchScope::Quotes);
        let (text, _, code) = said(|console| search.print_hits(&shelf.archive, console));
        assert_eq!((text.as_str(), code), ("", 1));
    }

    #[test]
    fn what_is_left_out_is_said() {
        let shelf = Shelf::new();
        let search = CommandSearch {
            limit: 1,
            ..shelf.search("nobody ", SearchScope::Quotes)
        };
        let (_, notes, _) = said(|console| search.print_hits(&shelf.archive, console));
        assert_eq!(notes, "pullquote: 1 of 2 hits; '--limit 0' prints all\n");
    }

    #[rstest]
    #[case::a_property("ferry is:green", "is: 'green' is not one of")]
    #[case::a_day_that_might_go_on("before:june", "before: 'june' has no year")]
    #[case::no_such_day("on:2026-02-30 ferry", "on: there is no day '2026-02-30'")]
    #[case::a_field("by:halloran", "'by:' is not a field; use 'said:'")]
    #[case::two_parts("is:green by:lund", "is: 'green' is not one of bookmarked")]
    #[case::nothing("", "the query '' is empty")]
    #[case::only_a_dash("- ", "the query '- ' is empty")]
    fn a_query_that_cannot_be_read_is_an_error(#[case] query: &str, #[case] message: &str) {
        let error = readable_query(query, date(2026, 5, 6)).unwrap_err();
        assert!(error.to_string().starts_with(message), "{error}");
    }

    #[test]
    fn what_is_written_nearly_so_is_offered_and_no_hit() {
        let shelf = Shelf::new();
        let search = shelf.search("captians ", SearchScope::Quotes).with_json();
        let (text, notes, code) = said(|console| search.print_hits(&shelf.archive, console));
        let says = "pullquote: written nearly so: captains (1 quote); '--near' prints them\n";
        assert_eq!((text.as_str(), notes.as_str(), code), ("", says, 1));
        let search = CommandSearch {
            is_near: true,
            ..search
        };
        let (text, notes, code) = said(|console| search.print_hits(&shelf.archive, console));
        let found: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(found["near"], "captains");
        assert_eq!((notes.as_str(), code), ("", 0));
    }

    #[test]
    fn a_phrase_with_a_wrong_word_is_offered_and_no_hit() {
        let shelf = Shelf::new();
        let search = shelf.search("\"we sold nothing and we\" ", SearchScope::Quotes);
        let (text, notes, code) = said(|console| search.print_hits(&shelf.archive, console));
        let says = "pullquote: 4 of 5 words of this phrase: 1 quote; '--near' prints them\n";
        assert_eq!((text.as_str(), notes.as_str(), code), ("", says, 1));
        let search = CommandSearch {
            is_near: true,
            ..search.with_json()
        };
        let (text, notes, code) = said(|console| search.print_hits(&shelf.archive, console));
        let found: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(found["near"], "4 of 5 words");
        assert_eq!((notes.as_str(), code), ("", 0));
    }

    #[rstest]
    #[case::newest(HitOrder::Newest, ["2026-03-09", "2026-03-04"])]
    #[case::oldest(HitOrder::Oldest, ["2026-03-04", "2026-03-09"])]
    fn the_order_can_be_chosen(#[case] order: HitOrder, #[case] days: [&str; 2]) {
        let shelf = Shelf::new();
        let search = CommandSearch {
            order,
            ..shelf.search("nobody ", SearchScope::Quotes).with_json()
        };
        let (text, _, _) = said(|console| search.print_hits(&shelf.archive, console));
        let found: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let published: Vec<&str> = found
            .iter()
            .map(|hit| hit["published"].as_str().unwrap())
            .collect();
        assert_eq!(published, days);
    }

    #[test]
    fn while_another_process_indexes_the_answer_is_what_it_has_stored() {
        let shelf = Shelf::new();
        let lock = fs::File::options()
            .write(true)
            .open(shelf.archive.lock_path())
            .unwrap();
        lock.lock().unwrap();
        let (text, notes, _) = said(|console| {
            refresh::refresh_or_warn(&shelf.archive, console)?;
            shelf
                .search("ferry ", SearchScope::Quotes)
                .print_hits(&shelf.archive, console)
        });
        assert!(notes.contains("another pullquote is reading"), "{notes}");
        assert!(text.contains("captains"), "{text}");
    }

    #[test]
    fn when_nothing_can_be_stored_the_answer_is_what_was_stored_before() {
        let shelf = Shelf::new();
        fs::remove_file(shelf.archive.lock_path()).unwrap();
        fs::create_dir(shelf.archive.lock_path()).unwrap();
        let (text, notes, code) = said(|console| {
            refresh::refresh_or_warn(&shelf.archive, console)?;
            shelf
                .search("ferry ", SearchScope::Quotes)
                .print_hits(&shelf.archive, console)
        });
        assert!(notes.contains("cannot be written"), "{notes}");
        assert!(notes.contains("results may be out of date"), "{notes}");
        assert!(text.contains("captains"), "{text}");
        assert_eq!(code, 0);
    }
}
