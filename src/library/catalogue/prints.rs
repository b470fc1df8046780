//! Gathers sketches in memory, and stores the prints of many at once in their order.
//!
//! Prints are hashes, so that each of an article's hundred is on another page of a large table, and all these pages would be read
//! for each article and written with every batch. In order, those of thousands of articles touch each page once. What is the same
//! is found at the same time: a sketch is in no group until then, which is at the end of an ingest at the latest. After a kill it
//! is gathered again, since the catalogue records how far the prints are stored.

use std::cell::{Cell, RefCell};

use rusqlite::{CachedStatement, OptionalExtension};

use crate::same::{Sketch, StatementSketch, StorySketch};

use super::Result;
use super::sketches::StoredSketch;
use super::write::{Batch, BatchNumber};

/// How many prints are gathered, of sketches that take some 10 MB for each kind.
const MOST_GATHERED: usize = 1_000_000;

/// The first prints are stored with their batch: a few files change few pages.
const FEWEST_GATHERED: usize = 5_000;

/// The sketches whose prints are not stored yet.
#[derive(Debug, Default)]
pub(super) struct PrintStore {
    pub(super) stories: RefCell<GatheredSketches<StorySketch>>,
    pub(super) statements: RefCell<GatheredSketches<StatementSketch>>,
    /// The last batch that changed them.
    pub(super) batch: Cell<BatchNumber>,
}

impl PrintStore {
    /// Returns `true` if there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.stories.borrow().sketches.is_empty() && self.statements.borrow().sketches.is_empty()
    }
}

impl Batch<'_> {
    /// Gathers the sketches again whose prints were not stored.
    pub(super) fn load_prints(&self) -> Result<()> {
        self.load_prints_of::<StorySketch>()?;
        self.load_prints_of::<StatementSketch>()
    }

    fn load_prints_of<S: StoredSketch>(&self) -> Result<()> {
        let printed = self
            .connection
            .query_row(S::TABLE.find_printed, [], |row| row.get(0))?;
        for number in self.read_numbers(S::TABLE.find_unprinted, printed)? {
            if let Some(sketch) = S::read(self, number)? {
                self.gather_sketch(number, &sketch);
            }
        }
        Ok(())
    }

    /// Keeps a stored sketch until its prints are stored and what is the same is found.
    pub(super) fn gather_sketch<S: StoredSketch>(&self, number: i64, sketch: &S) {
        S::gathered(self).borrow_mut().add(number, sketch.clone());
    }

    /// Stores the prints that were gathered and joins what is the same, if it is time.
    pub(super) fn store_prints(&self) -> Result<()> {
        let must = self.must_store_prints.get();
        if must || !self.prints.stories.borrow().can_wait() {
            self.join_gathered::<StorySketch>()?;
        }
        if must || !self.prints.statements.borrow().can_wait() {
            self.join_gathered::<StatementSketch>()?;
        }
        Ok(())
    }

    /// Stores all prints at the end of this batch, and those that were gathered before it at once.
    pub(super) fn store_prints_now(&self) -> Result<()> {
        self.must_store_prints.set(true);
        self.store_prints()
    }

    /// Stores the prints of some sketches, `count` in all, in their order; returns which of the sketches share one with which
    /// other, as pairs of the other one and this.
    pub(super) fn insert_prints<S: StoredSketch>(
        &self,
        sketches: &[(i64, S)],
        count: usize,
    ) -> Result<Vec<(i64, i64)>> {
        let mut prints = Vec::with_capacity(count);
        for (number, sketch) in sketches {
            let of_sketch = sketch.prints().into_iter();
            prints.extend(of_sketch.map(|print| (print.cast_signed(), *number)));
        }
        prints.sort_unstable();
        let mut stored = StoredPrints::of_kind::<S>(self)?;
        let mut sharing = Vec::new();
        for sharers in prints.chunk_by(|one, other| one.0 == other.0) {
            if let Some((print, first)) = sharers.first() {
                let first = stored.find_or_insert(*print, *first)?;
                let others = sharers.iter().filter(|(_, number)| *number != first);
                sharing.extend(others.map(|(_, number)| (first, *number)));
            }
        }
        sharing.sort_unstable();
        sharing.dedup();
        Ok(sharing)
    }

    /// Returns the first sketch that has a print.
    pub(super) fn find_print<S: StoredSketch>(&self, print: i64) -> Result<Option<i64>> {
        let mut find = self.connection.prepare_cached(S::TABLE.find_print)?;
        Ok(find.query_row([print], |row| row.get(0)).optional()?)
    }

    /// Removes a print of a sketch; returns `true` if it was the first that had it.
    pub(super) fn remove_print<S: StoredSketch>(&self, print: i64, sketch: i64) -> Result<bool> {
        let mut delete = self.connection.prepare_cached(S::TABLE.delete_print)?;
        Ok(delete.execute([print, sketch])? > 0)
    }
}

/// The table with the prints of one kind of sketch.
pub(super) struct StoredPrints<'a> {
    insert: CachedStatement<'a>,
    find: CachedStatement<'a>,
}

impl<'a> StoredPrints<'a> {
    pub(super) fn of_kind<S: StoredSketch>(batch: &'a Batch<'_>) -> Result<Self> {
        Ok(Self {
            insert: batch.connection.prepare_cached(S::TABLE.insert_print)?,
            find: batch.connection.prepare_cached(S::TABLE.find_print)?,
        })
    }

    /// Stores a print of a sketch unless another one has it; returns the first sketch that has it.
    pub(super) fn find_or_insert(&mut self, print: i64, sketch: i64) -> Result<i64> {
        if self.insert.execute([print, sketch])? > 0 {
            return Ok(sketch);
        }
        Ok(self.find.query_row([print], |row| row.get(0))?)
    }
}

/// Sketches of one kind, each with its number.
#[derive(Debug)]
pub(super) struct GatheredSketches<S> {
    sketches: Vec<(i64, S)>,
    /// How many prints they have.
    prints: usize,
    /// How many prints those had that were taken.
    taken: usize,
}

impl<S> Default for GatheredSketches<S> {
    fn default() -> Self {
        Self {
            sketches: Vec::new(),
            prints: 0,
            taken: 0,
        }
    }
}

impl<S: Sketch> GatheredSketches<S> {
    fn add(&mut self, number: i64, sketch: S) {
        self.prints += sketch.prints().len();
        self.sketches.push((number, sketch));
    }

    /// Returns `true` if storing their prints can wait.
    fn can_wait(&self) -> bool {
        self.taken + self.prints > FEWEST_GATHERED && self.prints < MOST_GATHERED
    }

    /// Takes all sketches, in the order of their numbers, and returns how many prints they have.
    pub(super) fn take_sorted(&mut self) -> (Vec<(i64, S)>, usize) {
        let prints = std::mem::take(&mut self.prints);
        self.taken += prints;
        let mut sketches = std::mem::take(&mut self.sketches);
        sketches.sort_unstable_by_key(|(number, _)| *number);
        (sketches, prints)
    }
}
