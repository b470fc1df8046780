//! Searches a shared archive, and prints what it finds like the hits of an archive.

use super::printed::CommandSearch;
use crate::commands::hit_rows::HitPrinter;
use crate::commands::hit_source::{HitSource, unreachable_archive};
use crate::commands::shared_option::{own_flags, reject_option};
use crate::commands::{CommandResult, Console, Environment};
use crate::search::hits::HitRequest;
use crate::shared::reader::SharedReader;

impl CommandSearch {
    /// Prints the hits of a shared archive.
    pub(super) fn print_shared(
        &self,
        reader: &dyn SharedReader,
        environment: &Environment,
        console: &mut Console<'_>,
    ) -> CommandResult {
        reject_option(self.is_near, "--near")?;
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
        let found = found.map_err(unreachable_archive)?.unwrap_or_default();
        let mut printer = HitPrinter::new(HitSource::of_shared(reader), self.format.clone());
        printer.print_all(&self.searched(None), &found.hits, console.out)?;
        self.report_total(&found, printer.printed(), console)
    }
}
