//! What a list begins with: the stories that were begun, and those that came since the last day of reading.
//!
//! They are rows of the listing without them, taken from their places there and put first. So a page is some of them and a
//! page of that listing, of which those rows are left out.

use std::collections::HashSet;

use rusqlite::params;

use super::page::first_row;
use super::row::id_at;
use super::{Catalogue, Result};
use crate::article::ArticleId;
use crate::library::listing::{
    ArticleRow, LeadCounts, Listing, ListingLead, ListingPage, PageStart, RowFold,
};
use crate::library::reading_days::{AddedArticles, ReadingDay};

/// How many stories that were begun a list begins with, at the most.
const MOST_BEGUN: usize = 9;
/// How many stories are new, at the most: where nearly all are, none are set apart.
const MOST_NEW: usize = 100;

/// The stories that a listing begins with, as long as the catalogue stays as it is.
#[derive(Debug, Default)]
pub(super) struct KnownLead {
    listing: Option<Listing>,
    version: i64,
    counts: LeadCounts,
    rows: Vec<ArticleRow>,
    /// The numbers of these rows in the listing without them, sorted.
    places: Vec<usize>,
    total: usize,
    /// The rows with those that are folded.
    articles: usize,
}

/// A story that is folded, and the one it is folded under.
type FoldedUnder = Option<(ArticleId, ArticleId)>;

impl Catalogue {
    /// Returns what a list begins with: what was begun, and what was added since a day.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn read_lead(&self, since: Option<ReadingDay>) -> Result<ListingLead> {
        let known = self.added_articles()?.catalogue;
        let since = since.filter(|day| day.added.catalogue == known);
        self.flags.borrow_mut().refresh();
        let mut begun = self.flags.borrow().begun_last();
        begun.truncate(MOST_BEGUN);
        Ok(ListingLead { begun, since })
    }

    /// Returns `true` if an article is marked as read.
    #[must_use]
    pub fn is_read(&self, id: ArticleId) -> bool {
        self.flags.borrow_mut().refresh();
        self.flags.borrow().is_read(id)
    }

    /// Returns what has been added to the catalogue so far.
    ///
    /// # Errors
    /// Fails if the catalogue cannot be read.
    pub fn added_articles(&self) -> Result<AddedArticles> {
        let query = "SELECT (SELECT value FROM meta WHERE name = 'nonce'),
            coalesce((SELECT max(article) FROM article), 0)";
        Ok(self.connection.query_row(query, [], |row| {
            Ok(AddedArticles {
                catalogue: row.get(0)?,
                newest: row.get(1)?,
            })
        })?)
    }

    /// Returns a page of a listing that begins with some of its stories.
    pub(super) fn led_page(
        &self,
        listing: &Listing,
        start: PageStart,
        rows: usize,
    ) -> Result<ListingPage> {
        let rest = listing.without_lead();
        self.find_lead(listing, &rest)?;
        let lead = self.lead.borrow();
        let (start, folded_under) = self.unfold_start(start, &rest)?;
        let first = first_row(start, rows, lead.total, |id| {
            self.number_behind_lead(id, &lead, &rest)
        })?;
        let end = first.saturating_add(rows).min(lead.total);
        let at_start = lead.rows.iter().take(end).skip(first).cloned();
        let mut page = ListingPage {
            first,
            total: lead.total,
            articles: lead.articles,
            rows: at_start.collect(),
            lead: lead.counts,
            folded_under,
        };
        let behind = first.max(lead.rows.len())..end;
        if let Some(last) = behind.clone().next_back() {
            let places = [behind.start, last].map(|number| lead.place_of(number));
            let [from, to] = places;
            let found = self.plain_page(&rest, PageStart::Row(from), to + 1 - from)?;
            let ids: HashSet<ArticleId> = lead.rows.iter().map(|row| row.id).collect();
            let others = found.rows.into_iter().filter(|row| !ids.contains(&row.id));
            page.rows.extend(others);
        }
        Ok(page)
    }

    /// Returns the number of a row in the listing with its lead.
    fn number_behind_lead(
        &self,
        id: ArticleId,
        lead: &KnownLead,
        rest: &Listing,
    ) -> Result<Option<usize>> {
        if let Some(number) = lead.rows.iter().position(|row| row.id == id) {
            return Ok(Some(number));
        }
        let found = self.place_in(id, rest)?;
        Ok(found.map(|(place, _)| {
            let before = lead.places.partition_point(|led| *led < place);
            place + lead.rows.len() - before
        }))
    }

    /// Finds the stories that a listing begins with, unless they are known.
    fn find_lead(&self, listing: &Listing, rest: &Listing) -> Result<()> {
        let version = self.data_version()?;
        let mut known = self.lead.borrow_mut();
        if known.listing.as_ref() == Some(listing) && known.version == version {
            return Ok(());
        }
        let page = self.plain_page(rest, PageStart::Row(0), 1)?;
        let mut lead = KnownLead {
            listing: Some(listing.clone()),
            version,
            total: page.total,
            articles: page.articles,
            ..KnownLead::default()
        };
        for id in &listing.lead.begun {
            self.add_led(*id, rest, &mut lead)?;
        }
        lead.counts.begun = lead.rows.len();
        for id in self.new_articles(&listing.lead)? {
            self.add_led(id, rest, &mut lead)?;
        }
        lead.counts.new = lead.rows.len() - lead.counts.begun;
        lead.places.sort_unstable();
        *known = lead;
        Ok(())
    }

    /// Returns where a page starts whose story is folded under another.
    fn unfold_start(&self, start: PageStart, rest: &Listing) -> Result<(PageStart, FoldedUnder)> {
        let under = match start {
            PageStart::Article(_) => self.plain_page(rest, start, 1)?.folded_under,
            PageStart::Row(_) => None,
        };
        let start = under.map_or(start, |(_, newest)| PageStart::Article(newest));
        Ok((start, under))
    }

    /// Adds a story if the listing has it; one whose copies are below it stays with them.
    fn add_led(&self, id: ArticleId, rest: &Listing, lead: &mut KnownLead) -> Result<()> {
        let is_there = lead.rows.iter().any(|row| row.id == id);
        let is_alone = |row: &ArticleRow| match row.fold {
            RowFold::Alone => true,
            RowFold::Newest { is_unfolded, .. } => !is_unfolded,
            RowFold::Unfolded { .. } => false,
        };
        let found = self.place_in(id, rest)?.filter(|(_, row)| is_alone(row));
        if let Some((place, row)) = found.filter(|_| !is_there) {
            lead.places.push(place);
            lead.rows.push(row);
        }
        Ok(())
    }

    /// Returns the number of a story in a listing without a lead, and its row; `None` if it is not listed.
    fn place_in(&self, id: ArticleId, rest: &Listing) -> Result<Option<(usize, ArticleRow)>> {
        let page = self.plain_page(rest, PageStart::Article(id), 1)?;
        let row = page.rows.into_iter().next().filter(|row| row.id == id);
        Ok(row.map(|row| (page.first, row)))
    }

    /// Returns the stories that were added since a day, the newest first; none if nearly all were.
    fn new_articles(&self, lead: &ListingLead) -> Result<Vec<ArticleId>> {
        let Some(since) = lead.since else {
            return Ok(Vec::new());
        };
        let query = "SELECT id FROM article WHERE article > ? AND is_shown ORDER BY age, clock, article LIMIT ?";
        let mut statement = self.connection.prepare_cached(query)?;
        let most = i64::try_from(MOST_NEW + 1).unwrap_or(i64::MAX);
        let found = statement.query_map(params![since.added.newest, most], |row| id_at(row, 0))?;
        let found = found.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(if found.len() > MOST_NEW {
            Vec::new()
        } else {
            found
        })
    }

    /// Returns the identities of the stories that a listing begins with: those that were begun, and those that are new.
    pub(super) fn lead_articles(&self, listing: &Listing) -> Result<[Vec<ArticleId>; 2]> {
        if listing.lead.is_empty() {
            return Ok([Vec::new(), Vec::new()]);
        }
        self.find_lead(listing, &listing.without_lead())?;
        let lead = self.lead.borrow();
        let mut begun: Vec<ArticleId> = lead.rows.iter().map(|row| row.id).collect();
        let new = begun.split_off(lead.counts.begun);
        Ok([begun, new])
    }
}

impl KnownLead {
    /// Returns the place, in the listing without a lead, of the row with a number behind the lead.
    fn place_of(&self, number: usize) -> usize {
        let mut place = number.saturating_sub(self.rows.len());
        for led in &self.places {
            if *led <= place {
                place += 1;
            }
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use jiff::civil::date;
    use tempfile::TempDir;

    use super::*;
    use crate::library::catalogue::{CatalogueEntry, CatalogueWriter, Stamp, StoryText};
    use crate::library::listing::GroupKey;
    use crate::text::Clean;

    const ARTICLES: u8 = 30;

    fn id(number: u8) -> ArticleId {
        ArticleId::from_number(u128::from(number))
    }

    /// Returns a catalogue of articles, three a day, the later ones on earlier days.
    fn catalogue() -> (TempDir, Catalogue) {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("catalogue.db");
        let mut writer = CatalogueWriter::open(&path).unwrap();
        let entry = |number: u8| CatalogueEntry {
            id: id(number),
            title: Clean::new(&format!("Tide {number}")),
            source: None,
            published: Some(date(2026, 11, 24 - i8::try_from(number / 3).unwrap())),
            time: None,
            minutes: 1,
            quotes: 0,
            corrections: 0,
            former: None,
            tags: Vec::new(),
            text: StoryText::default(),
        };
        for number in 0..ARTICLES {
            let file = PathBuf::from(format!("/news/{number}.txt"));
            writer
                .write_batch(|batch| {
                    batch.store_file(&file, Stamp::new(1, 1, 1), &[entry(number)], &[])?;
                    Ok(())
                })
                .unwrap();
        }
        let catalogue = Catalogue::open(&path).unwrap();
        (folder, catalogue)
    }

    /// Returns a listing that begins with two stories and those that were added after the 25th.
    fn led(catalogue: &Catalogue) -> Listing {
        let mut added = catalogue.added_articles().unwrap();
        added.newest -= 5;
        Listing {
            lead: ListingLead {
                begun: [20, 27, 99].map(id).to_vec(),
                since: Some(ReadingDay {
                    day: date(2026, 11, 23),
                    added,
                }),
            },
            ..Listing::default()
        }
    }

    fn numbers(page: &ListingPage) -> Vec<ArticleId> {
        page.rows.iter().map(|row| row.id).collect()
    }

    #[test]
    fn what_was_begun_and_what_is_new_comes_first_and_once() {
        let (_folder, mut catalogue) = catalogue();
        let listing = led(&catalogue);
        let rest = listing.without_lead();
        let all = catalogue.read_page(&rest, PageStart::Row(0), 99).unwrap();
        let begun = [20, 27].map(id);
        let is_new = |id: &ArticleId| id.as_number() > 24 && !begun.contains(id);
        let new = numbers(&all).into_iter().filter(is_new);
        let others = numbers(&all).into_iter();
        let others = others.filter(|id| !is_new(id) && !begun.contains(id));
        let expected: Vec<ArticleId> = begun.into_iter().chain(new).chain(others).collect();
        for first in 0..expected.len() {
            for rows in [1, 3, 7, 99] {
                let page = catalogue
                    .read_page(&listing, PageStart::Row(first), rows)
                    .unwrap();
                let end = (first + rows).min(expected.len());
                assert_eq!(numbers(&page), expected[first..end], "{first} {rows}");
                assert_eq!((page.first, page.total), (first, expected.len()));
                assert_eq!((page.lead.begun, page.lead.new), (2, 4));
            }
            let at = PageStart::Article(expected[first]);
            let page = catalogue.read_page(&listing, at, 1).unwrap();
            assert_eq!((page.first, numbers(&page)), (first, vec![expected[first]]));
        }
    }

    #[test]
    fn the_unread_of_a_day_are_those_below_its_heading() {
        let (_folder, mut catalogue) = catalogue();
        let listing = led(&catalogue);
        let day = GroupKey::Day(Some(date(2026, 11, 24 - 9)));
        let groups = [GroupKey::Begun, GroupKey::New, day];
        let counts = catalogue.count_unread(&listing, &groups).unwrap();
        let counts: Vec<usize> = counts.groups.iter().map(|(_, unread)| *unread).collect();
        assert_eq!(counts, [2, 4, 0], "all stories of that day are above");
    }

    #[test]
    fn another_catalogue_knows_nothing_of_that_day() {
        let (_folder, catalogue) = catalogue();
        let since = led(&catalogue).lead.since;
        assert_eq!(catalogue.read_lead(since).unwrap().since, since);
        let other = since.map(|day| ReadingDay {
            added: AddedArticles {
                catalogue: day.added.catalogue.wrapping_add(1),
                ..day.added
            },
            ..day
        });
        assert_eq!(catalogue.read_lead(other).unwrap().since, None);
    }
}
