//! Gathers the prints of sketches in memory, and stores many at once in their order.
//!
//! Prints are hashes, so that each of an article's hundred would change another page of a large table, and all these pages would
//! be written with every batch. In order, those of thousands of articles change each page once. Until they are stored they are
//! looked up in memory; after a kill they are made again from the sketches, of which the catalogue records how far it has them.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};

use rusqlite::OptionalExtension;

use crate::same::{StatementSketch, StorySketch};
use crate::text::hash::BuildNumberHasher;

use super::Result;
use super::sketches::StoredSketch;
use super::write::{Batch, BatchNumber};

/// How many prints are gathered, in some 20 MB for each kind of sketch.
const MOST_GATHERED: usize = 600_000;

/// The first prints are stored with their batch: a few files change few pages.
const FEWEST_GATHERED: usize = 5_000;

/// How many prints the first filter is for; each further one is for twice as many.
const FIRST_FILTER: usize = 1 << 19;

/// How many filters there are; beyond, every print is looked up in the table.
const MOST_FILTERS: u32 = 6;

/// The prints that are not stored yet.
#[derive(Debug, Default)]
pub(super) struct PrintStore {
    pub(super) stories: RefCell<GatheredPrints>,
    pub(super) statements: RefCell<GatheredPrints>,
    /// The last batch that changed them.
    pub(super) batch: Cell<BatchNumber>,
}

impl PrintStore {
    /// Returns `true` if there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.stories.borrow().new.is_empty() && self.statements.borrow().new.is_empty()
    }
}

impl Batch<'_> {
    /// Prepares to gather prints, and makes those again that were not stored.
    pub(super) fn load_prints(&self) -> Result<()> {
        self.load_prints_of::<StorySketch>()?;
        self.load_prints_of::<StatementSketch>()
    }

    /// Stores what was gathered with this batch, and takes any print for one that may be stored.
    ///
    /// Where a file system has no locks, another process may have stored prints and recorded how far the catalogue has them.
    pub(super) fn note_other_writer(&self) {
        self.prints.stories.borrow_mut().stored = None;
        self.prints.statements.borrow_mut().stored = None;
        self.must_store_prints.set(true);
    }

    fn load_prints_of<S: StoredSketch>(&self) -> Result<()> {
        let read = |query| self.connection.query_row(query, [], |row| row.get(0));
        let has_prints: i64 = read(S::TABLE.has_prints)?;
        S::gathered(self).replace(GatheredPrints::beside_table(has_prints == 0));
        let printed = read(S::TABLE.find_printed)?;
        for number in self.read_numbers(S::TABLE.find_unprinted, printed)? {
            if let Some(sketch) = S::read(self, number)? {
                for print in sketch.prints() {
                    self.add_print::<S>(print.cast_signed(), number)?;
                }
            }
        }
        Ok(())
    }

    /// Adds a print of a sketch, or returns the first sketch that has it.
    pub(super) fn add_print<S: StoredSketch>(
        &self,
        print: i64,
        sketch: i64,
    ) -> Result<Option<i64>> {
        let first = self.find_print::<S>(print)?;
        if first.is_none() {
            S::gathered(self).borrow_mut().new.insert(print, sketch);
        }
        Ok(first)
    }

    /// Returns the first sketch that has a print.
    pub(super) fn find_print<S: StoredSketch>(&self, print: i64) -> Result<Option<i64>> {
        let gathered = S::gathered(self).borrow();
        let found = gathered.find(print);
        if found.is_some() || !gathered.may_be_stored(print) {
            return Ok(found);
        }
        let mut find = self.connection.prepare_cached(S::TABLE.find_print)?;
        Ok(find.query_row([print], |row| row.get(0)).optional()?)
    }

    /// Removes a print of a sketch; returns `true` if it was the first that had it.
    pub(super) fn remove_print<S: StoredSketch>(&self, print: i64, sketch: i64) -> Result<bool> {
        if S::gathered(self).borrow_mut().remove(print, sketch) {
            return Ok(true);
        }
        let mut delete = self.connection.prepare_cached(S::TABLE.delete_print)?;
        Ok(delete.execute([print, sketch])? > 0)
    }

    /// Stores the prints if it is time.
    pub(super) fn store_prints(&self) -> Result<()> {
        self.store_prints_of::<StorySketch>()?;
        self.store_prints_of::<StatementSketch>()
    }

    fn store_prints_of<S: StoredSketch>(&self) -> Result<()> {
        let mut gathered = S::gathered(self).borrow_mut();
        let waits = gathered.can_wait() && !self.must_store_prints.get();
        if gathered.new.is_empty() || waits {
            return Ok(());
        }
        let mut insert = self.connection.prepare_cached(S::TABLE.insert_print)?;
        for (print, sketch) in gathered.take_sorted() {
            insert.execute([print, sketch])?;
        }
        self.connection.execute(S::TABLE.set_printed, [])?;
        Ok(())
    }
}

/// Prints of one kind of sketch, each with the first sketch that has it.
#[derive(Debug, Default)]
pub(super) struct GatheredPrints {
    new: HashMap<i64, i64, BuildNumberHasher>,
    /// How many were taken to be stored.
    taken: usize,
    /// Which prints may be in the table; `None` if any may be.
    stored: Option<PrintFilters>,
}

impl GatheredPrints {
    /// Gathers the prints beside a table; one that is empty is not asked what was never stored.
    fn beside_table(is_empty: bool) -> Self {
        Self {
            new: HashMap::default(),
            taken: 0,
            stored: is_empty.then(PrintFilters::default),
        }
    }

    /// Returns the sketch that has a print and is not stored yet.
    fn find(&self, print: i64) -> Option<i64> {
        self.new.get(&print).copied()
    }

    /// Returns `false` if a print is certainly not in the table.
    fn may_be_stored(&self, print: i64) -> bool {
        let filters = self.stored.as_ref();
        filters.is_none_or(|filters| filters.may_have(print))
    }

    /// Removes a print of a sketch; returns `true` if it was gathered.
    fn remove(&mut self, print: i64, sketch: i64) -> bool {
        self.find(print) == Some(sketch) && self.new.remove(&print).is_some()
    }

    /// Returns `true` if storing them can wait.
    fn can_wait(&self) -> bool {
        self.taken + self.new.len() > FEWEST_GATHERED && self.new.len() < MOST_GATHERED
    }

    /// Takes all prints, in their order, to be stored.
    fn take_sorted(&mut self) -> Vec<(i64, i64)> {
        let mut prints: Vec<(i64, i64)> = self.new.drain().collect();
        self.taken += prints.len();
        prints.sort_unstable();
        if let Some(filters) = &mut self.stored {
            let has_room = prints.iter().all(|(print, _)| filters.add(*print));
            self.stored.take_if(|_| !has_room);
        }
        prints
    }
}

/// Bloom filters, each for twice as many prints as the one before.
#[derive(Debug, Default)]
struct PrintFilters {
    filters: BTreeMap<u32, PrintFilter>,
}

/// A Bloom filter of 8 bits for each print; the bits of one print are in one word:
/// <https://doi.org/10.1145/1498698.1594230>.
#[derive(Debug)]
struct PrintFilter {
    words: Vec<u64>,
    room: usize,
}

impl PrintFilters {
    /// Adds a print; returns `false` if there is no room.
    fn add(&mut self, print: i64) -> bool {
        let last = self.filters.last_key_value();
        let number = match last {
            Some((number, filter)) if filter.room > 0 => *number,
            last => last.map_or(0, |(number, _)| number + 1),
        };
        let most = FIRST_FILTER << number;
        let filter = self.filters.entry(number).or_insert_with(|| PrintFilter {
            words: vec![0; most / 8],
            room: most,
        });
        filter.room -= 1;
        let (at, bits) = place_of(print, filter.words.len());
        if let Some(word) = filter.words.get_mut(at) {
            *word |= bits;
        }
        number < MOST_FILTERS
    }

    /// Returns `false` if a print was certainly not added.
    fn may_have(&self, print: i64) -> bool {
        self.filters.values().any(|filter| {
            let (at, bits) = place_of(print, filter.words.len());
            let word = filter.words.get(at);
            word.is_some_and(|word| word & bits == bits)
        })
    }
}

/// Returns the word of a filter that a print is in, and its bits there.
fn place_of(print: i64, words: usize) -> (usize, u64) {
    // The prints of quotes are the least of several hashes: they are mixed once more, as in SplitMix64
    // (https://doi.org/10.1145/2714064.2660195).
    let mut hash = print.cast_unsigned().wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^= hash >> 31;
    let at = usize::try_from(hash >> 32).unwrap_or_default() & (words - 1);
    let bit = |part: u32| 1_u64 << (hash >> (part * 6) & 63);
    (at, bit(0) | bit(1) | bit(2) | bit(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns numbers as scattered as prints are.
    fn prints(from: i64, to: i64) -> impl Iterator<Item = i64> {
        (from..to).map(|number| number.wrapping_mul(0x2545_f491_4f6c_dd1d).rotate_left(17))
    }

    #[test]
    fn prints_that_were_taken_may_be_stored_and_nearly_all_others_are_not() {
        let mut gathered = GatheredPrints::beside_table(true);
        for print in prints(0, 900_000) {
            gathered.new.insert(print, 1);
        }
        let taken = gathered.take_sorted();
        assert!(taken.is_sorted() && taken.len() == 900_000 && gathered.new.is_empty());
        assert!(prints(0, 900_000).all(|print| gathered.may_be_stored(print)));
        let others = prints(900_000, 1_000_000);
        let mistaken = others
            .filter(|print| gathered.may_be_stored(*print))
            .count();
        assert!(mistaken < 8_000, "{mistaken}");
    }

    #[test]
    fn beside_a_table_with_prints_each_may_be_stored() {
        assert!(GatheredPrints::beside_table(false).may_be_stored(7));
    }

    #[test]
    fn only_the_sketch_that_has_a_print_loses_it() {
        let mut gathered = GatheredPrints::beside_table(true);
        gathered.new.insert(7, 1);
        assert!(!gathered.remove(7, 2));
        assert_eq!(gathered.find(7), Some(1));
        assert!(gathered.remove(7, 1) && gathered.new.is_empty());
    }
}
