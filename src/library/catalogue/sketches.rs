//! Stores sketches of stories and quotes, and puts those that are the same into groups.
//!
//! Each print is stored once, with the first sketch that had it. What shares a print with it is compared with that sketch alone,
//! so that a phrase of everyone's costs one comparison, and the time grows with the texts. New sketches are gathered (`prints`), and
//! many are compared at once, in the order of those they are compared with.
//!
//! A group that lost a sketch may fall apart, and is then put together again. A large one is so at the end of an ingest only,
//! however many of its sketches went.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, params};

use crate::same::{Sketch, StatementSketch, StorySketch};

use super::prints::{GatheredSketches, StoredPrints};
use super::write::{Batch, BatchNumber, CatalogueWriter};
use super::{CatalogueEntry, Result};

/// The most members of a group that is put together again in each batch that takes one out of it.
const SMALL_GROUP: usize = 64;

/// The statements that concern sketches of one kind, on the same columns of other tables.
pub(super) struct SketchTable {
    pub(super) find_printed: &'static str,
    set_printed: &'static str,
    pub(super) find_unprinted: &'static str,
    pub(super) insert_print: &'static str,
    pub(super) find_print: &'static str,
    pub(super) delete_print: &'static str,
    find_group: &'static str,
    set_group: &'static str,
    join_group: &'static str,
    list_group: &'static str,
    leave_group: &'static str,
    find_torn: &'static str,
    insert_torn: &'static str,
    move_torn: &'static str,
    delete_torn: &'static str,
}

const STORIES: SketchTable = SketchTable {
    find_printed: "SELECT value FROM meta WHERE name = 'printed_story'",
    set_printed: "UPDATE meta SET value = max(value, ?) WHERE name = 'printed_story'",
    find_unprinted: "SELECT article FROM story WHERE article > ? ORDER BY article",
    insert_print: "INSERT OR IGNORE INTO story_print VALUES (?, ?)",
    find_print: "SELECT story FROM story_print WHERE print = ?",
    delete_print: "DELETE FROM story_print WHERE print = ? AND story = ?",
    find_group: "SELECT same FROM story WHERE article = ?",
    set_group: "UPDATE story SET same = ? WHERE article = ?",
    join_group: "UPDATE story SET same = ? WHERE same = ?",
    list_group: "SELECT article FROM story WHERE same = ? ORDER BY article",
    leave_group: "UPDATE story SET same = NULL WHERE same = ?",
    find_torn: "SELECT same FROM torn_story WHERE same > ?",
    insert_torn: "INSERT OR IGNORE INTO torn_story VALUES (?)",
    move_torn: "UPDATE OR REPLACE torn_story SET same = ? WHERE same = ?",
    delete_torn: "DELETE FROM torn_story WHERE same = ?",
};

const STATEMENTS: SketchTable = SketchTable {
    find_printed: "SELECT value FROM meta WHERE name = 'printed_statement'",
    set_printed: "UPDATE meta SET value = max(value, ?) WHERE name = 'printed_statement'",
    find_unprinted: "SELECT statement FROM statement WHERE statement > ? ORDER BY statement",
    insert_print: "INSERT OR IGNORE INTO statement_print VALUES (?, ?)",
    find_print: "SELECT statement FROM statement_print WHERE print = ?",
    delete_print: "DELETE FROM statement_print WHERE print = ? AND statement = ?",
    find_group: "SELECT same FROM statement WHERE statement = ?",
    set_group: "UPDATE statement SET same = ? WHERE statement = ?",
    join_group: "UPDATE statement SET same = ? WHERE same = ?",
    list_group: "SELECT statement FROM statement WHERE same = ? ORDER BY statement",
    leave_group: "UPDATE statement SET same = NULL WHERE same = ?",
    find_torn: "SELECT same FROM torn_statement WHERE same > ?",
    insert_torn: "INSERT OR IGNORE INTO torn_statement VALUES (?)",
    move_torn: "UPDATE OR REPLACE torn_statement SET same = ? WHERE same = ?",
    delete_torn: "DELETE FROM torn_statement WHERE same = ?",
};

/// Whether there are sketches whose prints are not stored.
const HAS_UNPRINTED: &str = "SELECT EXISTS (SELECT 1 FROM story WHERE article > (SELECT value FROM meta WHERE name = 'printed_story'))
    OR EXISTS (SELECT 1 FROM statement WHERE statement > (SELECT value FROM meta WHERE name = 'printed_statement'))";

/// Sketches that are stored in tables of their own.
pub(super) trait StoredSketch: Sketch + Clone {
    const TABLE: SketchTable;

    /// Returns the sketches of its kind whose prints are not stored yet.
    fn gathered<'a>(batch: &'a Batch<'_>) -> &'a RefCell<GatheredSketches<Self>>;

    /// Reads a sketch by its number; `None` if there is none.
    fn read(batch: &Batch<'_>, number: i64) -> Result<Option<Self>>;

    /// Notes which sketches have another group now, or the same one with other members.
    fn note_regrouped(batch: &Batch<'_>, numbers: &[i64]);
}

impl StoredSketch for StorySketch {
    const TABLE: SketchTable = STORIES;

    fn gathered<'a>(batch: &'a Batch<'_>) -> &'a RefCell<GatheredSketches<Self>> {
        &batch.prints.stories
    }

    fn read(batch: &Batch<'_>, number: i64) -> Result<Option<Self>> {
        let query = "SELECT sketch FROM story WHERE article = ?";
        let mut statement = batch.connection.prepare_cached(query)?;
        let bytes: Option<Vec<u8>> = statement.query_row([number], |row| row.get(0)).optional()?;
        Ok(bytes.and_then(|bytes| Self::from_bytes(&bytes)))
    }

    fn note_regrouped(batch: &Batch<'_>, numbers: &[i64]) {
        batch.regrouped.borrow_mut().extend(numbers);
    }
}

impl StoredSketch for StatementSketch {
    const TABLE: SketchTable = STATEMENTS;

    fn gathered<'a>(batch: &'a Batch<'_>) -> &'a RefCell<GatheredSketches<Self>> {
        &batch.prints.statements
    }

    fn read(batch: &Batch<'_>, number: i64) -> Result<Option<Self>> {
        let query = "SELECT words, speaker FROM statement WHERE statement = ?";
        let mut statement = batch.connection.prepare_cached(query)?;
        let found = statement.query_row([number], |row| {
            let words = row.get_ref(0)?.as_blob()?;
            Ok(Self::from_bytes(words, row.get(1)?))
        });
        Ok(found.optional()?)
    }

    fn note_regrouped(_: &Batch<'_>, _: &[i64]) {}
}

impl CatalogueWriter {
    /// Joins what was gathered with what is the same, and puts together again what large groups are left of those that lost
    /// members; `None` if there is nothing of either.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be written.
    pub fn finish_groups(&mut self) -> Result<Option<BatchNumber>> {
        let query =
            "SELECT EXISTS (SELECT 1 FROM torn_story) OR EXISTS (SELECT 1 FROM torn_statement)";
        let is_torn: bool = self.connection.query_row(query, [], |row| row.get(0))?;
        let has_prints = match &self.prints {
            Some(prints) => !prints.is_empty(),
            None => self
                .connection
                .query_row(HAS_UNPRINTED, [], |row| row.get(0))?,
        };
        let finish = |batch: &Batch<'_>| {
            batch.store_prints_now()?;
            batch.mend_groups(usize::MAX)
        };
        (is_torn || has_prints)
            .then(|| self.write_batch(finish))
            .transpose()
    }
}

impl Batch<'_> {
    /// Stores the sketches of an article, and gathers them to find what is the same.
    pub(super) fn insert_sketches(&self, article: i64, entry: &CatalogueEntry) -> Result<()> {
        if let Some(sketch) = &entry.text.sketch {
            self.connection
                .prepare_cached("INSERT INTO story VALUES (?, ?, NULL)")?
                .execute(params![article, sketch.to_bytes()])?;
            self.gather_sketch(article, sketch);
        }
        for (quote, sketch) in &entry.text.statements {
            let number = self
                .connection
                .prepare_cached("INSERT INTO statement VALUES (NULL, ?, ?, ?, ?, NULL)")?
                .insert(params![
                    article,
                    quote.as_number().cast_signed(),
                    sketch.speaker(),
                    sketch.to_bytes()
                ])?;
            self.gather_sketch(number, sketch);
        }
        Ok(())
    }

    /// Removes the sketches of an article; what they held together may fall apart.
    pub(super) fn remove_sketches(&self, article: i64) -> Result<()> {
        if let Some(sketch) = StorySketch::read(self, article)? {
            self.leave_same(article, &sketch)?;
            self.connection
                .prepare_cached("DELETE FROM story WHERE article = ?")?
                .execute([article])?;
        }
        let query = "SELECT statement FROM statement WHERE article = ?";
        for number in self.read_numbers(query, article)? {
            if let Some(sketch) = StatementSketch::read(self, number)? {
                self.leave_same(number, &sketch)?;
            }
            self.connection
                .prepare_cached("DELETE FROM statement WHERE statement = ?")?
                .execute([number])?;
        }
        Ok(())
    }

    /// Puts small groups together again that lost members.
    pub(super) fn mend_small_groups(&self) -> Result<()> {
        self.mend_groups(SMALL_GROUP)
    }

    fn mend_groups(&self, most: usize) -> Result<()> {
        self.mend_groups_of::<StorySketch>(most)?;
        self.mend_groups_of::<StatementSketch>(most)
    }

    /// Stores the prints of the sketches that were gathered, and puts each into one group with all that it is the same as.
    pub(super) fn join_gathered<S: StoredSketch>(&self) -> Result<()> {
        let (sketches, prints) = S::gathered(self).borrow_mut().take_sorted();
        let Some((last, _)) = sketches.last() else {
            return Ok(());
        };
        let sharing = self.insert_prints(&sketches, prints)?;
        let same = self.keep_same_pairs(&sharing, &sketches)?;
        for pairs in same.chunk_by(|one, other| one.0 == other.0) {
            if let Some((number, _)) = pairs.first() {
                let others = pairs.iter().map(|(_, other)| *other);
                self.join_groups::<S>(others.chain([*number]))?;
                S::note_regrouped(self, &[*number]);
            }
        }
        self.connection.execute(S::TABLE.set_printed, [last])?;
        Ok(())
    }

    /// Returns those pairs of sketches that are the same, as pairs of one that was gathered and the other one.
    ///
    /// They come in the order of the others, so that each is read once, and the pages they are on one after another.
    fn keep_same_pairs<S: StoredSketch>(
        &self,
        sharing: &[(i64, i64)],
        gathered: &[(i64, S)],
    ) -> Result<Vec<(i64, i64)>> {
        let find_gathered = |number: i64| {
            let found = gathered.binary_search_by_key(&number, |(number, _)| *number);
            found.ok().and_then(|at| gathered.get(at))
        };
        let mut same = Vec::new();
        for pairs in sharing.chunk_by(|one, other| one.0 == other.0) {
            let Some((other, _)) = pairs.first() else {
                continue;
            };
            let Some(sketch) = self.read_unless(find_gathered(*other), *other)? else {
                continue;
            };
            for (other, number) in pairs {
                #[cfg(test)]
                tests::count_comparison();
                if find_gathered(*number).is_some_and(|(_, found)| found.is_same(&sketch)) {
                    same.push((*number, *other));
                }
            }
        }
        same.sort_unstable();
        Ok(same)
    }

    /// Returns a sketch that is known, or else reads it.
    fn read_unless<'a, S: StoredSketch>(
        &self,
        known: Option<&'a (i64, S)>,
        number: i64,
    ) -> Result<Option<Cow<'a, S>>> {
        match known {
            Some((_, sketch)) => Ok(Some(Cow::Borrowed(sketch))),
            None => Ok(S::read(self, number)?.map(Cow::Owned)),
        }
    }

    /// Puts a sketch whose prints may be stored into one group with all that it is the same as.
    fn join_same<S: StoredSketch>(&self, number: i64, sketch: &S) -> Result<()> {
        let mut others: BTreeSet<i64> = BTreeSet::new();
        let mut stored = StoredPrints::of_kind::<S>(self)?;
        for print in sketch.prints() {
            others.insert(stored.find_or_insert(print.cast_signed(), number)?);
        }
        others.remove(&number);
        let same = self.keep_same(others, sketch)?;
        if same.is_empty() {
            return Ok(());
        }
        self.join_groups::<S>(same.into_iter().chain([number]))
    }

    /// Makes one group of the groups of some sketches.
    fn join_groups<S: StoredSketch>(&self, same: impl Iterator<Item = i64>) -> Result<()> {
        let (mut groups, mut alone) = (BTreeSet::new(), BTreeSet::new());
        for sketch in same {
            match self.find_group::<S>(sketch)? {
                Some(group) => groups.insert(group),
                None => alone.insert(sketch),
            };
        }
        let Some(first) = groups.first().into_iter().chain(alone.first()).min() else {
            return Ok(());
        };
        // The first group is not written again: it may be large.
        for group in groups.iter().filter(|group| *group != first) {
            for query in [S::TABLE.join_group, S::TABLE.move_torn] {
                let mut statement = self.connection.prepare_cached(query)?;
                statement.execute([first, group])?;
            }
        }
        let mut set = self.connection.prepare_cached(S::TABLE.set_group)?;
        for sketch in &alone {
            set.execute([first, sketch])?;
        }
        Ok(())
    }

    /// Takes a sketch out of what it is compared by, and notes its group if that may fall apart without it.
    fn leave_same<S: StoredSketch>(&self, number: i64, sketch: &S) -> Result<()> {
        let mut is_compared = false;
        for print in sketch.prints() {
            is_compared |= self.remove_print::<S>(print.cast_signed(), number)?;
        }
        let Some(group) = self.find_group::<S>(number)? else {
            return Ok(());
        };
        let members = self.list_members::<S>(group, 3)?;
        let others = members.into_iter().filter(|member| *member != number);
        let others: Vec<i64> = others.collect();
        S::note_regrouped(self, &others);
        // What nothing was compared with, and is the same as one other only, holds nothing together.
        if others.len() < 2 || is_compared || self.list_same(sketch)?.len() > 1 {
            self.connection
                .prepare_cached(S::TABLE.insert_torn)?
                .execute([group])?;
        }
        Ok(())
    }

    /// Puts those groups together again that lost members and have no more than `most`; all gathered sketches must have
    /// been joined.
    fn mend_groups_of<S: StoredSketch>(&self, most: usize) -> Result<()> {
        let mut is_done = false;
        // A group that was put together again may have taken in another one that has to be.
        while !is_done {
            is_done = true;
            for group in self.read_numbers(S::TABLE.find_torn, i64::MIN)? {
                let members = self.list_members::<S>(group, most.saturating_add(1))?;
                if members.len() <= most {
                    self.mend_group::<S>(group, &members)?;
                    is_done = false;
                }
            }
        }
        Ok(())
    }

    fn mend_group<S: StoredSketch>(&self, group: i64, members: &[i64]) -> Result<()> {
        for query in [S::TABLE.leave_group, S::TABLE.delete_torn] {
            self.connection.prepare_cached(query)?.execute([group])?;
        }
        for member in members {
            if let Some(sketch) = S::read(self, *member)? {
                self.join_same(*member, &sketch)?;
            }
        }
        S::note_regrouped(self, members);
        Ok(())
    }

    /// Returns the sketches that lend their prints to this one and are the same.
    fn list_same<S: StoredSketch>(&self, sketch: &S) -> Result<Vec<i64>> {
        let mut others = BTreeSet::new();
        for print in sketch.prints() {
            others.extend(self.find_print::<S>(print.cast_signed())?);
        }
        self.keep_same(others, sketch)
    }

    /// Returns those of some sketches that are the same as one.
    fn keep_same<S: StoredSketch>(&self, others: BTreeSet<i64>, sketch: &S) -> Result<Vec<i64>> {
        let mut same = Vec::new();
        for other in others {
            #[cfg(test)]
            tests::count_comparison();
            let found = S::read(self, other)?;
            if found.is_some_and(|found| found.is_same(sketch)) {
                same.push(other);
            }
        }
        Ok(same)
    }

    /// Returns the group of a sketch; `None` if it is alone, or there is no such sketch.
    fn find_group<S: StoredSketch>(&self, number: i64) -> Result<Option<i64>> {
        let mut statement = self.connection.prepare_cached(S::TABLE.find_group)?;
        let group = statement.query_row([number], |row| row.get(0)).optional()?;
        Ok(group.flatten())
    }

    /// Returns the members of a group, `most` at most.
    fn list_members<S: StoredSketch>(&self, group: i64, most: usize) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached(S::TABLE.list_group)?;
        let members = statement.query_map([group], |row| row.get(0))?;
        Ok(members.take(most).collect::<rusqlite::Result<_>>()?)
    }

    pub(super) fn read_numbers(&self, query: &str, parameter: i64) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached(query)?;
        let numbers = statement.query_map([parameter], |row| row.get(0))?;
        Ok(numbers.collect::<rusqlite::Result<_>>()?)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::path::Path;

    use jiff::Span;
    use rstest::rstest;
    use tempfile::TempDir;

    use crate::article::{ArticleId, QuoteId};
    use crate::library::catalogue::{
        Catalogue, CatalogueEntry, CatalogueWriter, FileNumber, Stamp, StoryText,
    };
    use crate::same::{StatementSketch, StorySketch};
    use crate::text::Clean;

    use super::SMALL_GROUP;

    thread_local! {
        /// How often two sketches were compared.
        static COMPARISONS: Cell<usize> = const { Cell::new(0) };
    }

    pub(super) fn count_comparison() {
        COMPARISONS.set(COMPARISONS.get() + 1);
    }

    struct Shelf {
        _folder: TempDir,
        writer: CatalogueWriter,
        catalogue: Catalogue,
    }

    impl Shelf {
        fn new() -> Self {
            let folder = TempDir::new().unwrap();
            let path = folder.path().join("catalogue.db");
            Self {
                writer: CatalogueWriter::open(&path).unwrap(),
                catalogue: Catalogue::open(&path).unwrap(),
                _folder: folder,
            }
        }

        /// Stores an article with one quote of these words; both have this number.
        fn store(&mut self, number: u32, words: &str) {
            self.store_all(number, &[words.to_owned()]);
        }

        /// Stores an article with quotes of these words; the first one has the number of the article.
        fn store_all(&mut self, number: u32, words: &[String]) {
            let quotes = (u64::from(number)..).map(QuoteId::from_number);
            let sketch = |words: &String| StatementSketch::new(words, Some("Oda Lund")).unwrap();
            let text = StoryText {
                statements: quotes.zip(words.iter().map(sketch)).collect(),
                ..StoryText::default()
            };
            self.store_text(number, text);
        }

        /// Stores an article of this text, without quotes; one that is too short has no sketch.
        fn store_story(&mut self, number: u32, words: &str) {
            let text = StoryText {
                sketch: StorySketch::new(words),
                ..StoryText::default()
            };
            self.store_text(number, text);
        }

        fn store_text(&mut self, number: u32, text: StoryText) {
            let entry = CatalogueEntry {
                id: ArticleId::from_number(number.into()),
                title: Clean::new("The ferry"),
                source: Some(Clean::new(&format!("Paper {number}"))),
                published: Some(jiff::civil::date(2026, 3, 30) - Span::new().days(number)),
                time: None,
                minutes: 1,
                quotes: u32::try_from(text.statements.len()).unwrap(),
                corrections: 0,
                former: None,
                tags: Vec::new(),
                text,
            };
            self.writer
                .write_batch(|batch| {
                    let path = format!("/{number}");
                    batch
                        .store_file(Path::new(&path), Stamp::new(1, 1, 1), &[entry], &[])
                        .map(drop)
                })
                .unwrap();
        }

        /// Returns the group of a story.
        fn group(&self, number: u32) -> Option<i64> {
            let query = "SELECT same FROM story JOIN article USING (article) WHERE source = ?";
            let source = format!("Paper {number}");
            let connection = &self.writer.connection;
            let group = connection.query_row(query, [source], |row| row.get(0));
            group.unwrap()
        }

        fn remove(&mut self, number: u32) {
            let file = FileNumber::of_path(Path::new(&format!("/{number}")));
            self.writer
                .write_batch(|batch| batch.remove_file(file).map(drop))
                .unwrap();
        }

        fn groups(&self) -> Vec<Vec<u64>> {
            let statements = self.catalogue.list_same_statements().unwrap();
            let quotes = statements.iter().map(|statement| {
                let quotes = statement.quotes.iter();
                quotes.map(|quote| quote.quote.as_number()).collect()
            });
            quotes.collect()
        }
    }

    const WHOLE: &str =
        "We mend the ferry in spring and the bridge in autumn, and nobody shall wait for either.";

    #[test]
    fn the_same_statement_is_one_group_the_oldest_first() {
        let mut shelf = Shelf::new();
        shelf.store(1, WHOLE);
        shelf.store(
            2,
            "The fog lifts before the pilots have had their breakfast.",
        );
        shelf.store(3, "we mend the ferry in spring and the bridge in autumn");
        assert_eq!(shelf.groups(), [[3, 1]]);
    }

    #[test]
    fn a_group_falls_apart_without_what_held_it_together() {
        let mut shelf = Shelf::new();
        shelf.store(1, "We mend the ferry in spring");
        shelf.store(2, "the bridge in autumn, and nobody shall wait");
        assert!(shelf.groups().is_empty());
        shelf.store(3, WHOLE);
        assert_eq!(shelf.groups(), [[3, 2, 1]]);
        shelf.store(4, WHOLE);
        shelf.remove(3);
        assert_eq!(shelf.groups(), [[4, 2, 1]]);
        shelf.remove(4);
        assert!(shelf.groups().is_empty());
    }

    #[test]
    fn a_story_that_is_stored_again_stays_in_its_group() {
        let mut shelf = Shelf::new();
        for number in [1, 2, 1, 2, 1] {
            shelf.store(number, WHOLE);
        }
        assert_eq!(shelf.groups(), [[2, 1]]);
    }

    #[rstest]
    #[case::while_the_ingest_goes_on(false)]
    #[case::after_it_was_killed(true)]
    fn what_is_the_same_is_found_at_the_end_of_an_ingest(#[case] is_killed: bool) {
        let mut shelf = Shelf::new();
        // Each of several hundred statements has some ten prints: too many to be stored at once.
        let statement = |number: usize| -> String {
            let words = (0..16).map(|word| format!("w{number}x{word} "));
            words.collect()
        };
        let statements: Vec<String> = (0..700).map(statement).collect();
        shelf.store_all(1000, &statements);
        shelf.store(1, &statement(40));
        let count = "SELECT count(*) FROM statement_print";
        let count = |shelf: &Shelf| -> u32 {
            let connection = &shelf.writer.connection;
            connection.query_row(count, [], |row| row.get(0)).unwrap()
        };
        assert_eq!(count(&shelf), 0);
        if is_killed {
            let path = shelf.catalogue.path().to_owned();
            shelf.writer = CatalogueWriter::open(&path).unwrap();
        }
        assert!(shelf.writer.finish_groups().unwrap().is_some());
        assert_eq!(shelf.groups(), [[1040, 1]]);
        assert!(count(&shelf) > 5_000);
        assert!(shelf.writer.finish_groups().unwrap().is_none());
        shelf.store(2, &statement(41));
        shelf.writer.finish_groups().unwrap();
        assert_eq!(shelf.groups().len(), 2);
    }

    #[test]
    fn what_still_waits_is_found_before_a_story_goes() {
        let mut shelf = Shelf::new();
        for number in 1..=260 {
            shelf.store_story(number, &story_text(number));
        }
        // The prints of the last ones wait.
        shelf.store_story(301, &story_text(260));
        shelf.store_story(302, &story_text(259));
        assert_eq!(shelf.group(301), None);
        shelf.remove(259);
        assert_eq!(shelf.group(301), shelf.group(260));
        assert!(shelf.group(301).is_some());
        assert_eq!(shelf.group(302), None);
    }

    /// Returns a text of a story that shares no run of words with that of another number.
    fn story_text(number: u32) -> String {
        let words = (0..60).map(|word| format!("w{number}x{word} "));
        words.collect()
    }

    #[test]
    fn a_story_that_keeps_its_row_is_found_after_the_ingest_was_killed() {
        let mut shelf = Shelf::new();
        shelf.store_story(1, "More soon.");
        // Of 24 prints each, so that those of the last ones wait.
        for number in 2..260 {
            shelf.store_story(number, &story_text(number));
        }
        shelf.store_story(1, &story_text(1));
        let path = shelf.catalogue.path().to_owned();
        shelf.writer = CatalogueWriter::open(&path).unwrap();
        shelf.store_story(300, &story_text(1));
        shelf.store_story(301, &story_text(259));
        for (number, copy) in [(1, 300), (259, 301)] {
            assert!(shelf.group(copy).is_some(), "{number}");
            assert_eq!(shelf.group(number), shelf.group(copy), "{number}");
        }
    }

    #[test]
    fn what_two_writers_store_in_turn_is_found() {
        let mut shelf = Shelf::new();
        for number in 0..260 {
            shelf.store_story(number, &story_text(number));
        }
        let path = shelf.catalogue.path().to_owned();
        let mut other = CatalogueWriter::open(&path).unwrap();
        std::mem::swap(&mut shelf.writer, &mut other);
        shelf.store_story(1000, &story_text(1000));
        std::mem::swap(&mut shelf.writer, &mut other);
        shelf.store_story(1001, &story_text(1000));
        shelf.store_story(1002, &story_text(259));
        std::mem::swap(&mut shelf.writer, &mut other);
        shelf.store_story(1003, &story_text(1001));
        std::mem::swap(&mut shelf.writer, &mut other);
        shelf.store_story(1004, &story_text(1001));
        for (one, copy) in [(1000, 1001), (259, 1002), (1003, 1004)] {
            assert!(shelf.group(copy).is_some(), "{one}");
            assert_eq!(shelf.group(one), shelf.group(copy), "{one}");
        }
    }

    /// Returns what was compared while copies of one statement were stored, then all changed or removed, the first ones first.
    fn count_comparisons(copies: u32, is_removed: bool) -> usize {
        let mut shelf = Shelf::new();
        COMPARISONS.set(0);
        for number in 1..=copies {
            shelf.store(number, WHOLE);
        }
        for number in 1..=copies {
            if is_removed {
                shelf.remove(number);
            } else {
                shelf.store(
                    number,
                    &format!("{WHOLE} Nor shall anyone pay for number {number}."),
                );
            }
        }
        shelf.writer.finish_groups().unwrap();
        let groups = shelf.groups();
        assert_eq!(groups.len(), usize::from(!is_removed));
        COMPARISONS.get()
    }

    #[rstest]
    #[case::that_are_changed(false)]
    #[case::that_are_removed(true)]
    fn the_work_grows_with_the_copies(#[case] is_removed: bool) {
        // More than twice a small group, so that both kinds are mended.
        let copies = 2 * SMALL_GROUP + 22;
        let copies = u32::try_from(copies).unwrap();
        let (some, twice) = (
            count_comparisons(copies, is_removed),
            count_comparisons(2 * copies, is_removed),
        );
        assert!(twice < 3 * some, "{some} comparisons, then {twice}");
    }

    #[test]
    fn a_large_group_falls_apart_at_the_end_of_an_ingest() {
        let mut shelf = Shelf::new();
        let (one, other) = WHOLE.split_once(" and ").unwrap();
        shelf.store(1, WHOLE);
        let most = u32::try_from(SMALL_GROUP).unwrap();
        for number in 2..=most + 2 {
            shelf.store(number, if number % 2 == 0 { one } else { other });
        }
        assert_eq!(shelf.groups().len(), 1);
        shelf.remove(1);
        assert_eq!(shelf.groups().len(), 1);
        assert!(shelf.writer.finish_groups().unwrap().is_some());
        assert_eq!(shelf.groups().len(), 2);
        assert!(shelf.writer.finish_groups().unwrap().is_none());
    }
}
