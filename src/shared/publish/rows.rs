//! The rows of a story in the shared archive.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use jiff::civil::Date;
use xxhash_rust::xxh3::Xxh3;

use super::copy_text::CopyText;
use super::same::StorySketches;
use crate::article::{Article, ArticleId, Quote};
use crate::library::listing::Location;
use crate::loader;
use crate::search::query::Property;
use crate::search::texts::{SearchedTexts, speaker_properties};
use crate::search::words::{split_terms, split_words, words_key};
use crate::shared::stored::{StoredDetails, StoredParts};
use crate::shared::terms::{
    LONG, TermVector, TextVectors, add_name, fact_term, form_term, letter_term, positioned_words,
};
use crate::text::fold;

/// The columns that are copied, in the order of the rows.
pub(super) const ARTICLES: &str = "articles (story, year, day, clock, title, standfirst, authors, source, url, minutes, \
     language, tags, quotes, speakers, body, parts, words, facts, path, entry)";
pub(super) const QUOTES: &str = "quotes (story, year, day, place, place_end, quote, kind, said, speaker, role, speakers, \
     confidence, corrected_by, source, word_count, details, words, about, facts)";
pub(super) const LONG_TEXTS: &str = "long_texts (story, place, part, words)";

/// The numbers of names.
pub(super) type NameNumbers = HashMap<String, i64>;

/// A story with its quotes, as it is published.
#[derive(Debug, Clone)]
pub(super) struct PublishedStory {
    pub(super) id: ArticleId,
    pub(super) location: Location,
    pub(super) article: Article,
    /// With all corrections, each with who has made it.
    pub(super) quotes: Vec<CreditedQuote>,
}

/// A quote, and the publisher who has set its speaker.
#[derive(Debug, Clone)]
pub(super) struct CreditedQuote {
    pub(super) quote: Quote,
    pub(super) corrected_by: Option<String>,
}

/// The rows of a story, and what tells whether they are those that are stored.
#[derive(Debug, Clone, Default)]
pub(super) struct StoryRows {
    pub(super) articles: CopyText,
    pub(super) quotes: CopyText,
    pub(super) long_texts: CopyText,
    pub(super) digest: i64,
}

impl PublishedStory {
    /// Returns the year whose partition it is in; 0 without a day.
    pub(super) fn year(&self) -> i16 {
        year_of(self.article.metadata.published)
    }

    /// Returns the names of its speakers, each once.
    pub(super) fn speaker_names(&self) -> BTreeSet<&str> {
        let quotes = self.quotes.iter();
        let speakers = quotes.flat_map(|credited| &credited.quote.speakers);
        speakers.map(|speaker| speaker.name.as_str()).collect()
    }

    /// Makes what the story and its quotes are compared by.
    pub(super) fn to_sketches(&self) -> StorySketches {
        let quotes = self.quotes.iter().map(|credited| &credited.quote);
        StorySketches::new(self.id, &self.article, quotes)
    }

    /// Makes the rows; the numbers of all names must be known.
    pub(super) fn to_rows(&self, names: &NameNumbers) -> StoryRows {
        let maker = RowMaker {
            story: self,
            names,
            texts: SearchedTexts::new(&self.article),
            facts: story_facts(&self.article),
        };
        let mut rows = StoryRows::default();
        maker.add_article(&mut rows);
        for credited in &self.quotes {
            maker.add_quote(credited, &mut rows);
        }
        let mut hash = Xxh3::new();
        for part in [&rows.articles, &rows.quotes] {
            hash.update(part.as_bytes());
        }
        rows.digest = hash.digest().cast_signed();
        // Where it is stored is no part of the story: two publishers have it in two places.
        rows.articles
            .add_text(&path_text(&self.location.path))
            .add_number(self.location.entry)
            .end_row();
        rows
    }
}

/// Returns the year whose partition a day is in; 0 without a day.
pub(super) fn year_of(day: Option<Date>) -> i16 {
    day.map_or(0, Date::year)
}

/// Returns a path as text.
pub(super) fn path_text(path: &Path) -> String {
    path.to_string_lossy().replace('\0', "")
}

/// Makes the rows of one story.
struct RowMaker<'a> {
    story: &'a PublishedStory,
    names: &'a NameNumbers,
    texts: SearchedTexts<'a>,
    facts: Vec<(String, usize)>,
}

impl RowMaker<'_> {
    fn add_article(&self, rows: &mut StoryRows) {
        let article = &self.story.article;
        let metadata = &article.metadata;
        let names = self.story.speaker_names();
        let mut facts = self.common_facts();
        for (number, name) in (1..).zip(&names) {
            add_name(&mut facts, 'n', &fold::fold_key(name), number);
        }
        let words = self.add_words(&self.texts.story_text(), -1, &mut facts, rows);
        let parts = serde_json::to_string(&StoredParts::from_article(article));
        self.begin_row(&mut rows.articles)
            .add_optional(metadata.time.map(|time| time.to_string()).as_deref())
            .add_text(&metadata.title)
            .add_optional(metadata.standfirst.as_deref())
            .add_texts(&metadata.authors)
            .add_optional(metadata.source.as_deref())
            .add_optional(metadata.url.as_deref())
            .add_number(metadata.minutes)
            .add_optional(loader::language_of(article))
            .add_texts(&metadata.tags)
            .add_number(self.story.quotes.len())
            .add_numbers(&self.numbers_of(names.into_iter()))
            .add_text(&article.text)
            .add_text(&parts.unwrap_or_else(|_| "{}".to_owned()))
            .add_text(&words)
            .add_text(&facts.to_text());
    }

    fn add_quote(&self, credited: &CreditedQuote, rows: &mut StoryRows) {
        let quote = &credited.quote;
        let article = &self.story.article;
        let mut facts = self.common_facts();
        facts.add_word(&fact_term('k', quote.kind.as_str()));
        for property in speaker_properties(quote) {
            facts.add_word(&fact_term('k', property.name()));
        }
        for (number, speaker) in (1..).zip(&quote.speakers) {
            add_name(&mut facts, 'n', &fold::fold_key(&speaker.name), number);
        }
        let place = quote.range.start;
        let text = self.texts.quote_text(quote);
        let words = self.add_words(&text, i64::try_from(place).unwrap_or(0), &mut facts, rows);
        let details = serde_json::to_string(&StoredDetails::from_quote(quote));
        // What a speaker is is told of those who speak alone.
        let role = match quote.speakers.as_slice() {
            [alone] => alone.role.as_deref(),
            _ => None,
        };
        let speaker = joint_name(quote);
        let speakers = quote.speakers.iter().map(|speaker| speaker.name.as_str());
        self.begin_row(&mut rows.quotes)
            .add_number(place)
            .add_number(quote.range.end)
            .add_number(quote.id.as_number())
            .add_text(quote.kind.as_str())
            .add_text(article.words_in(quote.range))
            .add_optional(speaker.as_deref())
            .add_optional(role)
            .add_numbers(&self.numbers_of(speakers))
            .add_number(quote.confidence.as_hundredths())
            .add_optional(credited.corrected_by.as_deref())
            .add_optional(article.metadata.source.as_deref())
            .add_number(split_words(&text).count())
            .add_text(&details.unwrap_or_else(|_| "{}".to_owned()))
            .add_text(&words)
            .add_text(&self.about_terms(quote).to_text())
            .add_text(&facts.to_text())
            .end_row();
    }

    /// Begins a row with the story, its year and its day.
    fn begin_row<'r>(&self, rows: &'r mut CopyText) -> &'r mut CopyText {
        let day = self.story.article.metadata.published;
        rows.add_text(&self.story.id.to_string())
            .add_number(self.story.year())
            .add_optional(day.map(|day| day.to_string()).as_deref())
    }

    /// Splits a text into words, and adds its parts if it is long.
    fn add_words(
        &self,
        folded: &str,
        place: i64,
        facts: &mut TermVector,
        rows: &mut StoryRows,
    ) -> String {
        let vectors = TextVectors::from_folded(folded);
        if !vectors.parts.is_empty() {
            facts.add_word(&fact_term('k', LONG));
        }
        for (part, words) in (0..).zip(&vectors.parts) {
            let part: i32 = part;
            rows.long_texts
                .add_text(&self.story.id.to_string())
                .add_number(place)
                .add_number(part)
                .add_text(words)
                .end_row();
        }
        vectors.words
    }

    fn common_facts(&self) -> TermVector {
        let mut facts = TermVector::default();
        for (term, position) in &self.facts {
            facts.add_at(term, *position);
        }
        facts
    }

    /// Returns the forms of the words of the paragraphs that a quote is in, and the first letters of these words.
    fn about_terms(&self, quote: &Quote) -> TermVector {
        let mut about = TermVector::default();
        for paragraph in self.texts.paragraphs_of(quote) {
            for (_, word) in positioned_words(paragraph) {
                about.add_word(&form_term(&word));
            }
            for term in split_terms(paragraph) {
                let parts = term.parts.into_iter().flatten();
                let parts = parts.filter_map(|part| part.of(paragraph).chars().next());
                for letter in term.text.chars().next().into_iter().chain(parts) {
                    about.add_word(&letter_term(letter));
                }
            }
        }
        about
    }

    fn numbers_of<'n>(&self, names: impl Iterator<Item = &'n str>) -> Vec<i64> {
        let mut numbers: Vec<i64> = names
            .filter_map(|name| self.names.get(name).copied())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

/// Returns the names of those who said a quote, as the index of an archive has them: "Oda Lund and Finn Berg".
fn joint_name(quote: &Quote) -> Option<String> {
    let names = quote.speakers.iter().map(|speaker| speaker.name.as_str());
    let names: Vec<&str> = names.collect();
    let (last, first) = names.split_last()?;
    Some(if first.is_empty() {
        (*last).to_owned()
    } else {
        format!("{} and {last}", first.join(", "))
    })
}

/// Returns what is known of a story, for itself and its quotes, with positions.
fn story_facts(article: &Article) -> Vec<(String, usize)> {
    let metadata = &article.metadata;
    let mut facts = Vec::new();
    let mut add = |letter: char, folded: &str, position: usize| {
        let mut vector = TermVector::default();
        add_name(&mut vector, letter, folded, position);
        facts.extend(vector.into_words().map(|word| (word, position)));
    };
    add('t', &fold::fold_key(&metadata.title), 1);
    for (number, author) in (1..).zip(&metadata.authors) {
        add('a', &fold::fold_key(author), number);
    }
    let source = fold::fold_key(metadata.source.as_deref().unwrap_or_default());
    add('s', &source, 1);
    for (number, tag) in (1..).zip(&metadata.tags) {
        add('g', &fold::fold_key(tag), number);
    }
    if !source.is_empty() {
        facts.push((fact_term('S', &words_key(&source)), 1));
    }
    for tag in &metadata.tags {
        facts.push((fact_term('G', &words_key(&fold::fold_key(tag))), 1));
        facts.push((fact_term('k', Property::Tagged.name()), 1));
    }
    let url = fold::fold_key(metadata.url.as_deref().unwrap_or_default());
    facts.extend(positioned_words(&url).map(|(position, word)| (fact_term('u', &word), position)));
    facts
}
