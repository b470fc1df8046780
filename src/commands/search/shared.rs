//! Searches a shared archive, and prints what it finds like the hits of an archive.

use super::printed::CommandSearch;
use crate::commands::hit_rows::HitPrinter;
use crate::commands::hit_source::{HitSource, unreachable_archive};
use crate::commands::shared_option::own_flags;
use crate::commands::{CommandError, CommandResult, Console, Environment};
use crate::search::hits::{HitRequest, SearchHits};
use crate::shared::reader::SharedReader;

impl CommandSearch {
    /// Prints the hits of a shared archive.
    pub(super) fn print_shared(
        &self,
        reader: &dyn SharedReader,
        environment: &Environment,
        console: &mut Console<'_>,
    ) -> CommandResult {
        let found = self.find_shared(reader, environment)?;
        let mut printer = HitPrinter::new(HitSource::of_shared(reader), self.format.clone());
        printer.print_all(&self.searched(None), &found.hits, console.out)?;
        if self.is_near {
            for offer in &found.near {
                let near = self.with_offer(offer, printer.printed());
                let hits = near.find_shared(reader, environment)?.hits;
                printer.print_all(&near.searched(Some(&offer.label)), &hits, console.out)?;
            }
        }
        self.report_total(&found, printer.printed(), console)
    }

    fn find_shared(
        &self,
        reader: &dyn SharedReader,
        environment: &Environment,
    ) -> Result<SearchHits, CommandError> {
        let flags = own_flags(&self.query, environment)?;
        let ask = HitRequest {
            query: &self.query,
            scope: self.scope,
            flags: &flags,
            order: self.order,
            limit: self.limit,
            today: self.today,
        };
        let found = reader.relevant_hits(&ask, &|| true);
        Ok(found.map_err(unreachable_archive)?.unwrap_or_default())
    }
}
