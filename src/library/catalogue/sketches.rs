//! Stores sketches of stories and quotes, and puts those that are the same into groups.
//!
//! Each print is stored once, with the first sketch that had it. What shares a print with it is compared with that sketch alone,
//! so that a phrase of everyone's costs one comparison, and the time grows with the texts.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, params};

use crate::same::{Sketch, StatementSketch, StorySketch};

use super::write::Batch;
use super::{CatalogueEntry, Result};

/// The statements that concern sketches of one kind, on the same columns of other tables.
struct SketchTable {
    insert_print: &'static str,
    find_print: &'static str,
    delete_print: &'static str,
    find_group: &'static str,
    set_group: &'static str,
    join_group: &'static str,
    list_group: &'static str,
    leave_group: &'static str,
}

const STORIES: SketchTable = SketchTable {
    insert_print: "INSERT OR IGNORE INTO story_print VALUES (?, ?)",
    find_print: "SELECT story FROM story_print WHERE print = ?",
    delete_print: "DELETE FROM story_print WHERE print = ? AND story = ?",
    find_group: "SELECT coalesce(same, article) FROM story WHERE article = ?",
    set_group: "UPDATE story SET same = ? WHERE article = ?",
    join_group: "UPDATE story SET same = ? WHERE same = ?",
    list_group: "SELECT article FROM story WHERE same = ? ORDER BY article",
    leave_group: "UPDATE story SET same = NULL WHERE same = ?",
};

const STATEMENTS: SketchTable = SketchTable {
    insert_print: "INSERT OR IGNORE INTO statement_print VALUES (?, ?)",
    find_print: "SELECT statement FROM statement_print WHERE print = ?",
    delete_print: "DELETE FROM statement_print WHERE print = ? AND statement = ?",
    find_group: "SELECT coalesce(same, statement) FROM statement WHERE statement = ?",
    set_group: "UPDATE statement SET same = ? WHERE statement = ?",
    join_group: "UPDATE statement SET same = ? WHERE same = ?",
    list_group: "SELECT statement FROM statement WHERE same = ? ORDER BY statement",
    leave_group: "UPDATE statement SET same = NULL WHERE same = ?",
};

/// Sketches that are stored in tables of their own.
trait StoredSketch: Sketch + Sized {
    const TABLE: SketchTable;

    /// Reads a sketch by its number; `None` if there is none.
    fn read(batch: &Batch<'_>, number: i64) -> Result<Option<Self>>;
}

impl StoredSketch for StorySketch {
    const TABLE: SketchTable = STORIES;

    fn read(batch: &Batch<'_>, number: i64) -> Result<Option<Self>> {
        let query = "SELECT sketch FROM story WHERE article = ?";
        let mut statement = batch.connection.prepare_cached(query)?;
        let bytes: Option<Vec<u8>> = statement.query_row([number], |row| row.get(0)).optional()?;
        Ok(bytes.and_then(|bytes| Self::from_bytes(&bytes)))
    }
}

impl StoredSketch for StatementSketch {
    const TABLE: SketchTable = STATEMENTS;

    fn read(batch: &Batch<'_>, number: i64) -> Result<Option<Self>> {
        let query = "SELECT words, speaker FROM statement WHERE statement = ?";
        let mut statement = batch.connection.prepare_cached(query)?;
        let found = statement.query_row([number], |row| {
            let words = row.get_ref(0)?.as_blob()?;
            Ok(Self::from_bytes(words, row.get(1)?))
        });
        Ok(found.optional()?)
    }
}

impl Batch<'_> {
    /// Stores the sketches of an article, and finds what is the same.
    pub(super) fn insert_sketches(&self, article: i64, entry: &CatalogueEntry) -> Result<()> {
        if let Some(sketch) = &entry.text.sketch {
            self.regrouped.borrow_mut().insert(article);
            self.connection
                .prepare_cached("INSERT INTO story VALUES (?, ?, NULL)")?
                .execute(params![article, sketch.to_bytes()])?;
            self.join_same(article, sketch)?;
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
            self.join_same(number, sketch)?;
        }
        Ok(())
    }

    /// Removes the sketches of an article; what they held together may fall apart.
    pub(super) fn remove_sketches(&self, article: i64) -> Result<()> {
        if let Some(sketch) = StorySketch::read(self, article)? {
            let group = self.find_group::<StorySketch>(article)?;
            self.connection
                .prepare_cached("DELETE FROM story WHERE article = ?")?
                .execute([article])?;
            if let Some(group) = group {
                let others = self.read_numbers(STORIES.list_group, group)?;
                self.regrouped.borrow_mut().extend(others);
            }
            self.leave_same(article, &sketch, group)?;
        }
        let query = "SELECT statement FROM statement WHERE article = ?";
        let numbers = self.read_numbers(query, article)?;
        for number in numbers {
            let Some(sketch) = StatementSketch::read(self, number)? else {
                continue;
            };
            let group = self.find_group::<StatementSketch>(number)?;
            self.connection
                .prepare_cached("DELETE FROM statement WHERE statement = ?")?
                .execute([number])?;
            self.leave_same(number, &sketch, group)?;
        }
        Ok(())
    }

    /// Puts a stored sketch into one group with all that it is the same as.
    fn join_same<S: StoredSketch>(&self, number: i64, sketch: &S) -> Result<()> {
        let mut candidates: BTreeSet<i64> = BTreeSet::new();
        for print in sketch.prints() {
            let print = print.cast_signed();
            let mut insert = self.connection.prepare_cached(S::TABLE.insert_print)?;
            if insert.execute([print, number])? == 0 {
                let mut find = self.connection.prepare_cached(S::TABLE.find_print)?;
                candidates.insert(find.query_row([print], |row| row.get(0))?);
            }
        }
        candidates.remove(&number);
        let mut groups: BTreeSet<i64> = BTreeSet::new();
        for candidate in candidates {
            let other = S::read(self, candidate)?;
            if other.is_some_and(|other| other.is_same(sketch)) {
                groups.extend(self.find_group::<S>(candidate)?);
            }
        }
        if groups.is_empty() {
            return Ok(());
        }
        groups.extend(self.find_group::<S>(number)?);
        let Some(first) = groups.first() else {
            return Ok(());
        };
        // The first group is not written again: it may be large.
        for group in groups.iter().skip(1) {
            self.connection
                .prepare_cached(S::TABLE.join_group)?
                .execute([first, group])?;
        }
        // A group's number is that of one sketch, which may be alone yet.
        for sketch in &groups {
            self.connection
                .prepare_cached(S::TABLE.set_group)?
                .execute([first, sketch])?;
        }
        self.connection
            .prepare_cached(S::TABLE.set_group)?
            .execute([*first, number])?;
        Ok(())
    }

    /// Finds out how the rest of a group belongs together without a sketch that was removed.
    fn leave_same<S: StoredSketch>(
        &self,
        number: i64,
        sketch: &S,
        group: Option<i64>,
    ) -> Result<()> {
        for print in sketch.prints() {
            self.connection
                .prepare_cached(S::TABLE.delete_print)?
                .execute([print.cast_signed(), number])?;
        }
        let Some(group) = group else {
            return Ok(());
        };
        let others = self.read_numbers(S::TABLE.list_group, group)?;
        self.connection
            .prepare_cached(S::TABLE.leave_group)?
            .execute([group])?;
        for other in others {
            if let Some(sketch) = S::read(self, other)? {
                self.join_same(other, &sketch)?;
            }
        }
        Ok(())
    }

    /// Returns the group of a sketch: its own number if it is alone; `None` if there is no such sketch.
    fn find_group<S: StoredSketch>(&self, number: i64) -> Result<Option<i64>> {
        let mut statement = self.connection.prepare_cached(S::TABLE.find_group)?;
        Ok(statement.query_row([number], |row| row.get(0)).optional()?)
    }

    pub(super) fn read_numbers(&self, query: &str, parameter: i64) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached(query)?;
        let numbers = statement.query_map([parameter], |row| row.get(0))?;
        Ok(numbers.collect::<rusqlite::Result<_>>()?)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use tempfile::TempDir;

    use crate::article::{ArticleId, QuoteId};
    use crate::library::catalogue::{
        Catalogue, CatalogueEntry, CatalogueWriter, FileNumber, Stamp, StoryText,
    };
    use crate::same::StatementSketch;
    use crate::text::Clean;

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
            let quote = QuoteId::from_number(number.into());
            let entry = CatalogueEntry {
                id: ArticleId::from_number(number.into()),
                title: Clean::new("The ferry"),
                source: Some(Clean::new(&format!("Paper {number}"))),
                published: Some(jiff::civil::date(
                    2026,
                    3,
                    30 - i8::try_from(number).unwrap(),
                )),
                time: None,
                minutes: 1,
                quotes: 1,
                corrections: 0,
                former: None,
                tags: Vec::new(),
                text: StoryText {
                    statements: vec![(
                        quote,
                        StatementSketch::new(words, Some("Oda Lund")).unwrap(),
                    )],
                    ..StoryText::default()
                },
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
}
