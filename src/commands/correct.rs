//! `pullquote correct`: sets who said a quote, or takes such a correction back.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::quote_reference::{FoundQuote, QuoteReference};
use super::{CommandError, CommandOutcome, CommandResult, Console, Environment, state};
use crate::article::ArticleId;
use crate::library::corrections::targets::prepare_correction;
use crate::library::corrections::{CorrectionSet, corrections_at};
use crate::library::state::{Correction, StateChange, StateStore, TargetKey};
use crate::text::Clean;
use crate::text::number::format_count;

/// Correct who said a quote, or mark it as no quote
///
/// A quote is named by its file and its identity, which 'pullquote quotes --json' and 'pullquote search --json' print.
/// Corrections hold everywhere: on the screen, in searches, lists and exports. Several quotes are corrected at once, and
/// undone as one on the screen.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(
    after_help = "\
Examples:
  pullquote correct story.txt#5f3a90c1d27e --speaker 'Ines Halloran'
  pullquote correct story.txt#5f3a90c1d27e --undo",
    group = clap::ArgGroup::new("correction").required(true)
)]
pub struct CorrectArguments {
    /// The quotes: each a file, '#' and the identity of a quote in it
    #[arg(value_name = "PATH#ID", required = true)]
    quotes: Vec<PathBuf>,
    /// Say who said it
    #[arg(long, value_name = "NAME", group = "correction")]
    speaker: Option<String>,
    /// Say that the text does not tell who said it
    #[arg(long, group = "correction")]
    unknown: bool,
    /// Say that it is no quote
    #[arg(long, group = "correction")]
    not_a_quote: bool,
    /// Take the correction back
    #[arg(long, group = "correction")]
    undo: bool,
}

/// Corrects quotes.
///
/// # Errors
/// Fails when a quote is not found, the name is empty, or the state cannot be written.
pub fn run(
    arguments: &CorrectArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let correction = arguments.chosen_correction()?;
    let found: Vec<FoundQuote> = arguments
        .quotes
        .iter()
        .map(|argument| find_quote(argument))
        .collect::<Result<_, _>>()?;
    let now = Timestamp::now();
    let mut opened = StateStore::open(&environment.paths.data, now).map_err(unreadable)?;
    state::report_notices(&opened.notices, console)?;
    if !opened.store.is_saving() {
        return Err(CommandError::Failed(Clean::new("nothing was corrected")));
    }
    let store = &mut opened.store;
    let set = CorrectionSet::from_store(store).map_err(unreadable)?;
    let Some(correction) = correction else {
        return take_back(&found, &set, store, now, console);
    };
    let prepare = |found: &FoundQuote| {
        let FoundQuote {
            article,
            location,
            quote,
        } = found;
        prepare_correction(article, location, quote, &correction, &set)
    };
    let change = StateChange::Correct(found.iter().map(prepare).collect());
    store.apply_change(&change, now).map_err(unreadable)?;
    let corrected = format_count(found.len(), "quote");
    writeln!(console.out, "Corrected: {corrected}")?;
    Ok(CommandOutcome::Done)
}

impl CorrectArguments {
    /// Returns the correction to make; `None` to take one back.
    fn chosen_correction(&self) -> Result<Option<Correction>, CommandError> {
        let Some(name) = &self.speaker else {
            return Ok(if self.unknown {
                Some(Correction::Unknown)
            } else {
                self.not_a_quote.then_some(Correction::NotAQuote)
            });
        };
        let name = Clean::line(name.trim());
        if name.is_empty() {
            return Err(CommandError::usage_error(
                "the name of the speaker is empty",
                "'--unknown' says that the text does not tell who said it",
            ));
        }
        Ok(Some(Correction::Speaker(name)))
    }
}

/// Returns the keys of the corrections that a quote has.
fn corrected_keys(found: &FoundQuote, set: &CorrectionSet) -> Vec<TargetKey> {
    let id = ArticleId::for_article(&found.article);
    let known = set.of_article(&found.article, id, &found.location);
    let corrected = corrections_at(&found.article, &known, found.quote.range);
    corrected
        .map(|corrected| TargetKey {
            article: set.owner_of(corrected, id, &found.location),
            quote: Some(corrected.quote.quote_key()),
        })
        .collect()
}

/// Finds the quote that an argument names.
fn find_quote(argument: &Path) -> Result<FoundQuote, CommandError> {
    let reference = QuoteReference::parse(argument).ok_or_else(|| {
        CommandError::usage_error(
            &format!("'{}' names no quote", argument.display()),
            "write the file, '#' and the identity that 'pullquote quotes --json' prints, as story.txt#5f3a90c1d27e",
        )
    })?;
    reference.find_quote()
}

/// Takes the corrections of quotes back.
fn take_back(
    found: &[FoundQuote],
    set: &CorrectionSet,
    store: &mut StateStore,
    now: Timestamp,
    console: &mut Console<'_>,
) -> CommandResult {
    let corrected: Vec<TargetKey> = found
        .iter()
        .flat_map(|found| corrected_keys(found, set))
        .collect();
    if corrected.is_empty() {
        let nothing = "there is no correction to take back";
        return Ok(CommandOutcome::NothingFound(Clean::new(nothing)));
    }
    let taken = format_count(corrected.len(), "correction");
    store
        .apply_change(&StateChange::Uncorrect(corrected), now)
        .map_err(unreadable)?;
    writeln!(console.out, "Taken back: {taken}")?;
    Ok(CommandOutcome::Done)
}

fn unreadable(error: impl std::fmt::Display) -> CommandError {
    CommandError::with_cause("the correction cannot be saved", error)
}
