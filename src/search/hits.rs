//! The request and the result of a search.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::article::{ArticleId, Confidence, QuoteId, TextRange};
use crate::text::Clean;
use crate::text::number::format_count;

use super::counts::MonthCount;
use super::query::{Query, QueryWords};

/// What to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SearchScope {
    /// The words of quotes.
    #[default]
    Quotes,
    /// Titles and bodies of stories.
    Stories,
}

impl SearchScope {
    /// Returns how many quotes or stories there are: "1 quote", "2,000 stories".
    #[must_use]
    pub fn count_found(self, total: usize) -> String {
        match self {
            Self::Quotes => format_count(total, "quote"),
            Self::Stories => format_count(total, "story"),
        }
    }
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HitOrder {
    /// The most relevant first; of two equal hits the newer one.
    #[default]
    Relevance,
    /// The newest first.
    Newest,
    /// The oldest first; those without a date come last.
    Oldest,
}

/// What the reader did with stories and quotes, for `is:`, `tag:` and `note:`; and what is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HitFlags {
    /// What is bookmarked.
    pub bookmarked: FlaggedHits,
    /// The stories that were read.
    pub read: Vec<ArticleId>,
    /// Stories that the index has without the user's newest corrections; neither they nor their quotes are found.
    pub outdated: Vec<ArticleId>,
    /// What has a note.
    pub noted: FlaggedHits,
    /// What has a tag.
    pub tagged: FlaggedHits,
    /// For the words after each `tag:` what has such a tag.
    pub tags: Vec<(QueryWords, FlaggedHits)>,
    /// For the words after each `note:` what has such a note.
    pub notes: Vec<(QueryWords, FlaggedHits)>,
}

/// Stories and single quotes about which the state says something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FlaggedHits {
    /// The stories, with all their quotes.
    pub stories: Vec<ArticleId>,
    /// The quotes, with their stories.
    pub quotes: Vec<(ArticleId, QuoteId)>,
    /// The stories with a highlighted passage, which need not be a quote.
    pub passages: Vec<ArticleId>,
}

/// A search.
#[derive(Debug, Clone, Copy)]
pub struct HitRequest<'a> {
    /// The query.
    pub query: &'a Query,
    /// The scope.
    pub scope: SearchScope,
    /// The flags; may be empty unless the query asks for them ([`Query::asks_for_flags`]).
    pub flags: &'a HitFlags,
    /// The order.
    pub order: HitOrder,
    /// The most hits to return.
    pub limit: usize,
    /// The day from which the age of hits is counted.
    pub today: Date,
}

/// A quote or story that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The article.
    pub article: ArticleId,
    /// The identity of the quote; `None` for a story.
    pub quote: Option<QuoteId>,
    /// Whether somebody has set the speaker.
    pub is_corrected: bool,
    /// The publisher who has set the speaker, in a shared archive; `None` for the reader.
    pub corrected_by: Option<Clean>,
    /// How sure the attribution is.
    pub confidence: Confidence,
    /// The range of the quote in the article's text; `None` for a story.
    pub place: Option<TextRange>,
    /// The words of the quote with what the story says between its parts, or the title of the story.
    pub text: Clean,
    /// The ranges of `text` that are quoted; empty if all of it is.
    pub fragments: Vec<TextRange>,
    /// The parts of `text` that match the query, in order and without overlaps.
    pub marks: Vec<TextRange>,
    /// Who said it.
    pub speaker: Option<Clean>,
    /// How the article describes the speaker ("the committee's chairman").
    pub role: Option<Clean>,
    /// Who published it.
    pub source: Option<Clean>,
    /// The day of publication.
    pub published: Option<Date>,
    /// The statement or story that it is one of; `None` if no other article has it, or nobody looked.
    pub same: Option<Box<HitGroup>>,
}

/// A statement or story that several articles have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HitGroup {
    /// The number of the identity of the oldest quote or story.
    pub id: u128,
    /// In how many articles it is.
    pub articles: usize,
    /// How many sources published it.
    pub sources: usize,
    /// The day of the oldest.
    pub first_published: Option<Date>,
    /// Who published the oldest.
    pub first_source: Option<Clean>,
    /// Whether the articles name different speakers.
    pub has_different_speakers: bool,
}

impl Hit {
    /// Returns the identity of the oldest quote or story that is the same; `None` if it is in no other article.
    #[must_use]
    pub fn same_id(&self) -> Option<String> {
        let id = self.same.as_deref()?.id;
        Some(match self.quote {
            Some(_) => QuoteId::from_number(u64::try_from(id).ok()?).to_string(),
            None => ArticleId::from_number(id).to_string(),
        })
    }

    /// Returns who has corrected it: "corrected by you", or the name of a publisher; `None` if nobody has.
    #[must_use]
    pub fn correction_credit(&self) -> Option<String> {
        let by = self.corrected_by.as_deref().unwrap_or("you");
        self.is_corrected.then(|| format!("corrected by {by}"))
    }

    /// Returns `true` if it is a quote with a speaker who is shown with a question mark.
    #[must_use]
    pub fn is_unsure(&self) -> bool {
        self.quote.is_some() && self.speaker.is_some() && !self.confidence.is_sure()
    }
}

/// The result of a search.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchHits {
    /// The first hits.
    pub hits: Vec<Hit>,
    /// The number of all hits; `None` if they were not counted.
    pub total: Option<usize>,
    /// The number of stories that the hits are in; `None` if they are stories, are very many, or were not counted.
    pub stories: Option<usize>,
    /// Whether there are more hits than were counted: then only the newest were.
    pub is_partly_counted: bool,
    /// The number of hits of each speaker, the most first; empty if they were not counted.
    pub speakers: Vec<(Clean, usize)>,
    /// The number of hits of each source, the most first; empty if they were not counted.
    pub sources: Vec<(Clean, usize)>,
    /// The months that have hits, the earliest first; empty if they were not counted.
    pub months: Vec<MonthCount>,
    /// The earliest hit that has a day; `None` if they were not counted.
    pub first: Option<FirstHit>,
    /// What there is of words with a similar spelling, if they were looked for; the closest first.
    pub near: Vec<NearOffer>,
    /// If there is no hit: what has all words of the query's only phrase but one; `None` if nothing has.
    pub partial: Option<Box<PartialPhrase>>,
    /// If there is no hit: the condition without which there would be the most; `None` if no single one is to blame.
    pub emptying: Option<EmptyingCondition>,
}

impl SearchHits {
    /// Returns the result of a search that finds nothing.
    #[must_use]
    pub fn without_hits() -> Self {
        Self {
            total: Some(0),
            ..Self::default()
        }
    }
}

/// A condition of a query that leaves nothing of what would be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmptyingCondition {
    /// The condition: as it is typed if nothing meets it, else in words.
    pub condition: Clean,
    /// What nothing meets it among, such as sources; `None` if something does.
    pub lacking: Option<&'static str>,
    /// The number of hits without it.
    pub total: usize,
}

impl EmptyingCondition {
    /// Returns what it does to the search, in a sentence.
    #[must_use]
    pub fn describe(&self, scope: SearchScope) -> String {
        let condition = self.condition.as_str();
        let found = scope.count_found(self.total);
        match self.lacking {
            Some(noun) => format!("{condition} is no {noun} here; {found} without it"),
            None => format!("Nothing found {condition}; {found} without it"),
        }
    }
}

/// The earliest hit of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FirstHit {
    /// The day of publication.
    pub published: Date,
    /// The article.
    pub article: ArticleId,
    /// The range of the quote in the article's text; `None` for a story.
    pub place: Option<TextRange>,
}

/// A query with words that are written nearly as those asked for, and how much it finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearOffer {
    /// The parts of the query to replace, in its order, each with what to write instead.
    pub replacements: Vec<(TextRange, Clean)>,
    /// The words instead, with the names of their fields: `broiler`, `said:trump`.
    pub label: Clean,
    /// The number of its hits.
    pub total: usize,
}

impl NearOffer {
    /// Returns the text of the query with the words replaced.
    #[must_use]
    pub fn apply_to(&self, text: &str) -> String {
        let mut replaced = String::with_capacity(text.len());
        let mut at = 0;
        for (place, words) in &self.replacements {
            replaced.push_str(text.get(at..place.start).unwrap_or_default());
            replaced.push_str(words);
            at = place.end;
        }
        replaced.push_str(text.get(at..).unwrap_or_default());
        replaced
    }

    /// Returns the query that finds what is offered: a blank ends its last word, which else would match as a prefix.
    #[must_use]
    pub fn query_text(&self, text: &str) -> String {
        let mut replaced = self.apply_to(text);
        let last = self.replacements.last();
        if last.is_some_and(|(place, _)| place.end == text.len()) {
            replaced.push(' ');
        }
        replaced
    }
}

impl PartialPhrase {
    /// Returns "5 of 6 words".
    #[must_use]
    pub fn label(&self) -> String {
        format!("{} of {} words", self.found, self.wanted)
    }
}

/// The hits of a phrase with one word that is another or missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartialPhrase {
    /// The words that each hit has.
    pub found: usize,
    /// The words of the phrase.
    pub wanted: usize,
    /// The hits.
    pub hits: SearchHits,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_replaces_its_words_in_the_query() {
        let offer = NearOffer {
            replacements: vec![
                (TextRange::new(5, 10), Clean::new("trump")),
                (TextRange::new(14, 17), Clean::new("\"New York Times\"")),
            ],
            label: Clean::default(),
            total: 1,
        };
        let text = "said:Trupm in:nyt é";
        assert_eq!(offer.query_text(text), offer.apply_to(text));
        assert_eq!(offer.apply_to(text), "said:trump in:\"New York Times\" é");
    }
}
