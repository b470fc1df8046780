//! What stories and statements are compared by, and how it is stored.

use jiff::civil::{Date, Time};
use xxhash_rust::xxh3::xxh3_64;

use crate::article::{Article, ArticleId, Quote, QuoteId};
use crate::library::catalogue::{sketch_quote, sketch_story};
use crate::same::{Sketch, StatementSketch, StorySketch};
use crate::shared::client::SharedRow;
use crate::shared::publish::copy_text::CopyText;
use crate::shared::publish::rows::year_of;
use crate::shared::sql_text::parse_story;
use crate::text::Clean;

/// The sketches of a story and its quotes; none of a story that was removed.
#[derive(Debug, Clone)]
pub(in crate::shared::publish) struct StorySketches {
    pub(super) story: ArticleId,
    pub(super) day: Option<Date>,
    pub(super) clock: Option<Time>,
    pub(super) source: Option<Clean>,
    pub(super) sketch: Option<StorySketch>,
    pub(super) statements: Vec<(QuoteId, StatementSketch)>,
}

impl StorySketches {
    /// Makes the sketches of a story and its quotes.
    pub(in crate::shared::publish) fn new<'q>(
        story: ArticleId,
        article: &Article,
        quotes: impl Iterator<Item = &'q Quote>,
    ) -> Self {
        let metadata = &article.metadata;
        let sketch = |quote: &Quote| Some((quote.id, sketch_quote(article, quote)?));
        Self {
            story,
            day: metadata.published,
            clock: metadata.time,
            source: metadata.source.clone(),
            sketch: sketch_story(article),
            statements: quotes.filter_map(sketch).collect(),
        }
    }

    /// Says that a story was removed.
    pub(in crate::shared::publish) const fn removed(story: ArticleId) -> Self {
        Self {
            story,
            day: None,
            clock: None,
            source: None,
            sketch: None,
            statements: Vec::new(),
        }
    }

    /// Returns the year whose partition the story is in.
    pub(super) fn year(&self) -> i16 {
        year_of(self.day)
    }
}

/// Which story or quote a sketch is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SketchKey {
    pub(super) story: ArticleId,
    /// `None` for the story.
    pub(super) quote: Option<QuoteId>,
}

impl SketchKey {
    /// Returns a number that is the same for every publisher; the group of which it is the first has it as well.
    pub(super) fn number(self) -> i64 {
        let quote = self.quote.map_or(0, QuoteId::as_number);
        let hash = xxh3_64(format!("{} {quote}", self.story).as_bytes());
        (hash >> 1).cast_signed()
    }
}

/// A sketch with its place among the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GroupedSketch<S> {
    pub(super) key: SketchKey,
    pub(super) sketch: S,
    /// The prints that lead to it, since no earlier sketch has them.
    pub(super) prints: Vec<i64>,
    /// The group; `None` if no other sketch is the same.
    pub(super) same: Option<i64>,
}

impl<S> GroupedSketch<S> {
    /// Creates a sketch that was not compared yet.
    pub(super) const fn new(key: SketchKey, sketch: S) -> Self {
        Self {
            key,
            sketch,
            prints: Vec::new(),
            same: None,
        }
    }
}

/// A kind of sketches, which has a table of its own.
pub(super) trait SharedSketch: Sketch + Clone + PartialEq {
    /// The table.
    const TABLE: &'static str;
    /// The quote of a row, in the table that is called `t`.
    const QUOTE: &'static str;
    /// The speaker of a row.
    const SPEAKER: &'static str;
    /// The table with the columns of a new row.
    const COLUMNS: &'static str;
    /// The columns with when and by whom it was published.
    const FACTS: &'static [&'static str];
    /// What else is set where a row, called `t`, gets the group `n.same`: a story that is alone has fold 0.
    const RESET_FOLD: &'static str;
    /// Whether they are sketches of stories.
    const IS_STORY: bool;

    /// Returns the sketches of this kind that a story has, each once.
    fn list_wanted(story: &StorySketches) -> Vec<(SketchKey, Self)>;

    /// Adds a new row.
    fn add_row(story: &StorySketches, row: &GroupedSketch<Self>, rows: &mut CopyText);

    /// Reads a sketch from its bytes, and the speaker's hash.
    fn read(bytes: &[u8], speaker: Option<u16>) -> Option<Self>;
}

impl SharedSketch for StorySketch {
    const TABLE: &'static str = "story_sketches";
    const QUOTE: &'static str = "NULL::bigint";
    const SPEAKER: &'static str = "NULL";
    const COLUMNS: &'static str =
        "story_sketches (story, year, day, clock, source, sketch, prints, same)";
    const FACTS: &'static [&'static str] = &["year", "day", "clock", "source"];
    const RESET_FOLD: &'static str = ", fold = CASE WHEN n.same IS NULL THEN 0 ELSE t.fold END";
    const IS_STORY: bool = true;

    fn list_wanted(story: &StorySketches) -> Vec<(SketchKey, Self)> {
        let key = SketchKey {
            story: story.story,
            quote: None,
        };
        let sketch = story.sketch.iter().cloned();
        sketch.map(|sketch| (key, sketch)).collect()
    }

    fn add_row(story: &StorySketches, row: &GroupedSketch<Self>, rows: &mut CopyText) {
        let clock = story.clock.map(|clock| clock.to_string());
        rows.add_text(&story.story.to_string())
            .add_number(story.year())
            .add_optional(story.day.map(|day| day.to_string()).as_deref())
            .add_optional(clock.as_deref())
            .add_optional(story.source.as_deref());
        end_row(row, &row.sketch.to_bytes(), rows);
    }

    fn read(bytes: &[u8], _: Option<u16>) -> Option<Self> {
        Self::from_bytes(bytes)
    }
}

impl SharedSketch for StatementSketch {
    const TABLE: &'static str = "statement_sketches";
    const QUOTE: &'static str = "t.quote";
    const SPEAKER: &'static str = "t.speaker";
    const COLUMNS: &'static str =
        "statement_sketches (story, quote, year, day, source, speaker, sketch, prints, same)";
    const FACTS: &'static [&'static str] = &["year", "day", "source"];
    const RESET_FOLD: &'static str = "";
    const IS_STORY: bool = false;

    fn list_wanted(story: &StorySketches) -> Vec<(SketchKey, Self)> {
        let mut wanted: Vec<(SketchKey, Self)> = Vec::with_capacity(story.statements.len());
        for (quote, sketch) in &story.statements {
            let key = SketchKey {
                story: story.story,
                quote: Some(*quote),
            };
            if wanted.iter().all(|(known, _)| *known != key) {
                wanted.push((key, sketch.clone()));
            }
        }
        wanted
    }

    fn add_row(story: &StorySketches, row: &GroupedSketch<Self>, rows: &mut CopyText) {
        let quote = row.key.quote.map_or(0, QuoteId::as_number);
        let speaker = row.sketch.speaker().map(|speaker| speaker.to_string());
        rows.add_text(&story.story.to_string())
            .add_number(quote)
            .add_number(story.year())
            .add_optional(story.day.map(|day| day.to_string()).as_deref())
            .add_optional(story.source.as_deref())
            .add_optional(speaker.as_deref());
        end_row(row, &row.sketch.to_bytes(), rows);
    }

    fn read(bytes: &[u8], speaker: Option<u16>) -> Option<Self> {
        Some(Self::from_bytes(bytes, speaker))
    }
}

/// Ends a row with what both kinds have.
fn end_row<S>(row: &GroupedSketch<S>, bytes: &[u8], rows: &mut CopyText) {
    rows.add_text(&write_hex(bytes))
        .add_numbers(&row.prints)
        .add_optional(row.same.map(|same| same.to_string()).as_deref())
        .end_row();
}

/// Reads a row: the story, the quote, the speaker, the sketch, the prints and the group; `None` if it is none.
pub(super) fn read_row<S: SharedSketch>(row: &SharedRow) -> Option<GroupedSketch<S>> {
    let prints = row.raw(4)?.trim_matches(['{', '}']).split(',');
    Some(GroupedSketch {
        key: SketchKey {
            story: parse_story(row.raw(0)?)?,
            quote: row.parsed(1).map(QuoteId::from_number),
        },
        sketch: S::read(&read_hex(row.raw(3)?)?, row.parsed(2))?,
        prints: prints.filter_map(|print| print.parse().ok()).collect(),
        same: row.parsed(5),
    })
}

/// Writes bytes as the server reads and writes them: <https://www.postgresql.org/docs/15/datatype-binary.html>.
fn write_hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let digits = digits.filter_map(|digit| DIGITS.get(usize::from(digit)));
    "\\x".chars().chain(digits.copied()).collect()
}

/// Reads bytes; `None` if they are none.
fn read_hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.strip_prefix("\\x")?.as_bytes().as_chunks::<2>();
    let digit = |digit: u8| char::from(digit).to_digit(16);
    let byte = |pair: &[u8; 2]| {
        let [high, low] = pair.map(digit);
        u8::try_from(high? * 16 + low?).ok()
    };
    let bytes: Option<Vec<u8>> = pairs.iter().map(byte).collect();
    bytes.filter(|_| rest.is_empty())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn bytes_are_read_as_they_were_written() {
        let bytes: Vec<u8> = (0..=u8::MAX).collect();
        assert_eq!(write_hex(&[0, 171]), "\\x00ab");
        assert_eq!(read_hex(&write_hex(&bytes)), Some(bytes));
    }

    #[rstest]
    #[case::no_mark("00ab")]
    #[case::half_a_byte("\\x00a")]
    #[case::no_digit("\\x0g")]
    fn what_are_no_bytes_is_not_read(#[case] text: &str) {
        assert_eq!(read_hex(text), None);
    }
}
