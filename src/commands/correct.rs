//! `pullquote correct`: sets who said a quote, or takes such a correction back.

use std::path::PathBuf;

use jiff::Timestamp;

use super::quote_reference::QuoteReference;
use super::{CommandError, CommandOutcome, CommandResult, Console, Environment, state};
use crate::article::{Article, ArticleId, Quote};
use crate::library::corrections::targets::prepare_correction;
use crate::library::corrections::{CorrectionSet, correction_at};
use crate::library::listing::Location;
use crate::library::state::{Correction, QuoteCorrection, StateChange, StateStore, TargetKey};
use crate::loader;
use crate::quotes;
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
    let prepare = |found: &FoundQuote| found.prepare(&correction, &set);
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

/// A quote that was named, in its article.
struct FoundQuote {
    article: Article,
    location: Location,
    quote: Quote,
}

impl FoundQuote {
    fn prepare(&self, correction: &Correction, set: &CorrectionSet) -> QuoteCorrection {
        prepare_correction(&self.article, &self.location, &self.quote, correction, set)
    }

    /// Returns the key of the correction that the quote has.
    fn corrected_key(&self, set: &CorrectionSet) -> Option<TargetKey> {
        let id = ArticleId::for_article(&self.article);
        let known = set.of_article(id, &self.location);
        let corrected = correction_at(&self.article, &known, self.quote.range)?;
        Some(TargetKey {
            article: set.owner_of(corrected, id, &self.location),
            quote: Some(corrected.quote.quote_key()),
        })
    }
}

/// Finds the quote that an argument names.
fn find_quote(argument: &std::path::Path) -> Result<FoundQuote, CommandError> {
    let shown = argument.display();
    let Some(QuoteReference { path, quote }) = QuoteReference::parse(argument) else {
        return Err(CommandError::usage_error(
            &format!("'{shown}' names no quote"),
            "write the file, '#' and the identity that 'pullquote quotes --json' prints, as story.txt#5f3a90c1d27e",
        ));
    };
    let path = std::path::absolute(&path).unwrap_or(path);
    let articles = (0..).zip(loader::load(&path).articles);
    articles
        .into_iter()
        .find_map(|(entry, article)| {
            let found = quotes::find(&article);
            let quote = found.into_iter().find(|found| found.id == quote)?;
            let path = path.clone();
            Some(FoundQuote {
                article,
                location: Location { path, entry },
                quote,
            })
        })
        .ok_or_else(|| {
            CommandError::usage_error(
                &format!("there is no quote '{quote}' in '{}'", path.display()),
                "'pullquote quotes --json' prints the quotes of a file, '--rejected' those that you marked as none",
            )
        })
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
        .filter_map(|found| found.corrected_key(set))
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
