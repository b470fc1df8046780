//! A search as the command line asks for it: finds its hits, prints them, and reports what was left out.

use std::io;
use std::path::PathBuf;

use jiff::civil::Date;

use crate::commands::hit_rows::{HitFormat, HitPrinter, SearchedWords, unreadable_catalogue};
use crate::commands::hit_source::HitSource;
use crate::commands::{CommandError, CommandOutcome, CommandResult, Console, refresh};
use crate::library::Archive;
use crate::library::catalogue::Catalogue;
use crate::library::corrections::{CorrectedIndex, CorrectionSource};
use crate::search::hits::{HitOrder, HitRequest, NearOffer, SearchHits, SearchScope};
use crate::search::index::Index;
use crate::search::query::Query;
use crate::text::Clean;
use crate::text::number::{format_count, format_number};

/// A search as the command line asks for it.
#[derive(Debug, Clone)]
pub(super) struct CommandSearch {
    /// The query as typed.
    pub(super) text: String,
    pub(super) query: Query,
    pub(super) scope: SearchScope,
    pub(super) order: HitOrder,
    /// Whether words with a similar spelling are searched too.
    pub(super) is_near: bool,
    pub(super) limit: usize,
    pub(super) today: Date,
    /// How each hit is printed.
    pub(super) format: HitFormat,
    /// The path of the state, for the filters on read and bookmarked articles.
    pub(super) state: PathBuf,
}

impl CommandSearch {
    pub(super) fn print_hits(&self, archive: &Archive, console: &mut Console<'_>) -> CommandResult {
        let catalogue = archive.open_catalogue().map_err(unreadable_catalogue)?;
        let found = self.find_hits(archive, &catalogue, console)?;
        let corrections = CorrectionSource::from_path(&self.state).current();
        let source = HitSource::of_archive(&catalogue, &corrections);
        let printer = HitPrinter::new(source, self.format.clone());
        let mut printer = printer.with_people(&archive.open_index())?;
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

    pub(super) fn searched<'a>(&'a self, near: Option<&'a str>) -> SearchedWords<'a> {
        SearchedWords {
            query: &self.query,
            scope: self.scope,
            near,
        }
    }

    /// Returns the search for words with a similar spelling, when some hits are printed already.
    pub(super) fn with_offer(&self, offer: &NearOffer, printed: usize) -> Self {
        let text = offer.query_text(&self.text);
        Self {
            query: Query::parse_text(&text, self.today),
            text,
            limit: self.limit.saturating_sub(printed),
            ..self.clone()
        }
    }

    pub(super) fn find_hits(
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

    /// Reports similar spellings, unless they were printed.
    fn report_offers(&self, found: &SearchHits, console: &mut Console<'_>) -> io::Result<()> {
        if self.is_near {
            return Ok(());
        }
        if !found.near.is_empty() {
            let offers: Vec<String> = found
                .near
                .iter()
                .map(|near| self.describe_offer(near))
                .collect();
            let offers = offers.join(", ");
            writeln!(
                console.notes,
                "pullquote: similar spellings: {offers}; '--near' prints them"
            )?;
        }
        if let Some(partial) = &found.partial {
            let total = partial.hits.total.unwrap_or_default();
            let (label, count) = (partial.label(), self.scope.count_found(total));
            writeln!(
                console.notes,
                "pullquote: {label} of this phrase: {count}; '--near' prints them"
            )?;
        }
        Ok(())
    }

    /// Reports how many hits there are besides those that were printed, and similar spellings.
    pub(super) fn report_total(
        &self,
        found: &SearchHits,
        printed: usize,
        console: &mut Console<'_>,
    ) -> CommandResult {
        self.report_offers(found, console)?;
        if printed == 0 {
            let reading = self.query.in_words();
            let nothing = format!("no matches: {reading}");
            return Ok(CommandOutcome::NothingFound(Clean::line(&nothing)));
        }
        let total = found.total.unwrap_or_default();
        if found.is_partly_counted {
            let (shown, counted) = (format_number(found.hits.len()), format_count(total, "hit"));
            writeln!(
                console.notes,
                "pullquote: {shown} of more than {counted}, of which the newest were counted; '--limit 0' prints all"
            )?;
        } else if total > found.hits.len() {
            let (shown, total) = (format_number(found.hits.len()), format_count(total, "hit"));
            writeln!(
                console.notes,
                "pullquote: {shown} of {total}; '--limit 0' prints all"
            )?;
        }
        Ok(CommandOutcome::Done)
    }

    fn describe_offer(&self, near: &NearOffer) -> String {
        let count = self.scope.count_found(near.total);
        format!("{} ({count})", near.label.as_str())
    }
}
