//! Compiles the fields of a query: names, links, what a quote is about, and what the state has flagged.

use tantivy::Term;
use tantivy::query::{EmptyQuery, PhrasePrefixQuery, PhraseQuery, Query, TermSetQuery};
use tantivy::schema::Field;

use crate::article::ArticleId;
use crate::search::forms::form_key;
use crate::search::hits::{FlaggedHits, SearchScope};
use crate::search::query::{QueryWords, WordField};

use super::analysis::START;
use super::columns::NamesOf;
use super::compile::{
    ENDINGS, QueryCompiler, all_of, any_of, articles_query, constant_score, prefix_query,
    term_query,
};
use super::one_name::OneNameQuery;
use super::schema::FIELDS;
use super::speakers::names_by_key;

impl QueryCompiler<'_> {
    /// Compiles a field with words.
    pub(super) fn compile_field(self, field: WordField, words: &QueryWords) -> Box<dyn Query> {
        let whole = |field| constant_score(term_query(field, &words.words.join(" ")));
        match field {
            WordField::Said if words.is_whole => self.compile_said_by(&words.words.join(" ")),
            WordField::Said => self.compile_said(words),
            WordField::In if words.is_whole => whole(FIELDS.source_key),
            WordField::In => names_query(FIELDS.source_words, words),
            WordField::Title => names_query(FIELDS.title_words, words),
            WordField::Author => self.compile_name(FIELDS.author_words, NamesOf::Authors, words),
            WordField::Url => link_query(words),
            WordField::About => all_of(self.about_queries(words)),
            WordField::Tag => self.compile_words_of(&self.flags.tags, words),
            WordField::Note => self.compile_words_of(&self.flags.notes, words),
        }
    }

    /// Compiles words of a name: of the one that the article gives, or of another name of the same person.
    fn compile_said(self, words: &QueryWords) -> Box<dyn Query> {
        let named = self.compile_name(FIELDS.speaker_words, NamesOf::Speakers(self.scope), words);
        let others = self.people.map(|people| people.keys_with_words(words));
        match others {
            Some(keys) if !keys.is_empty() => any_of(vec![named, self.speakers_query(keys)]),
            Some(_) | None => named,
        }
    }

    /// Compiles words of a name: one must have all of them, those of two who speak or write together do not add up.
    fn compile_name(self, field: Field, of: NamesOf, words: &QueryWords) -> Box<dyn Query> {
        let named = names_query(field, words);
        if words.words.len() < 2 {
            return named;
        }
        let segments = self.columns.shared_segments();
        constant_score(OneNameQuery::new(named, words, of, segments))
    }

    /// Returns a query for what speakers with any of these keys of names said.
    fn speakers_query(self, keys: Vec<String>) -> Box<dyn Query> {
        let field = match self.scope {
            SearchScope::Quotes => FIELDS.speaker_key,
            SearchScope::Stories => FIELDS.story_speaker_key,
        };
        constant_score(names_by_key(field, keys.into_iter()))
    }

    /// Compiles a whole name: all names of the person who has it.
    fn compile_said_by(self, key: &str) -> Box<dyn Query> {
        let keys = self.people.map(|people| people.keys_of_person(key));
        let keys = keys.unwrap_or_else(|| vec![key.to_owned()]);
        self.speakers_query(keys)
    }

    /// Returns a query for each word of what a quote is about; of a story, for its text.
    fn about_queries(self, words: &QueryWords) -> Vec<Box<dyn Query>> {
        let last = words.words.len().saturating_sub(1);
        let each = words.words.iter().enumerate().map(|(number, word)| {
            let is_prefix = words.is_prefix && number == last;
            if self.scope == SearchScope::Stories {
                return self.compile_word(&QueryWords {
                    words: vec![word.clone()],
                    is_prefix,
                    ..QueryWords::default()
                });
            }
            let stemmed = constant_score(term_query(FIELDS.about, &form_key(word)));
            // Only stems are stored, and nearly all of them start as their words do.
            if is_prefix && word.chars().count() == 1 {
                return constant_score(term_query(FIELDS.about_letters, word));
            }
            if is_prefix {
                return any_of(vec![
                    stemmed,
                    constant_score(prefix_query(FIELDS.about, word)),
                ]);
            }
            stemmed
        });
        each.collect()
    }

    /// Compiles what the state has flagged: the quotes of the stories and single quotes, or the stories alone.
    pub(super) fn compile_flagged(self, flagged: &FlaggedHits) -> Box<dyn Query> {
        let stories = articles_query(&flagged.stories);
        let others = match self.scope {
            SearchScope::Stories => articles_query(&flagged.passages),
            SearchScope::Quotes => quotes_query(flagged),
        };
        any_of(vec![stories, others])
    }

    /// Compiles what has a note or tag with these words, of those that were looked up.
    fn compile_words_of(
        self,
        marked: &[(QueryWords, FlaggedHits)],
        words: &QueryWords,
    ) -> Box<dyn Query> {
        let found = marked.iter().find(|(known, _)| known == words);
        found.map_or_else(
            || Box::new(EmptyQuery) as Box<dyn Query>,
            |(_, marked)| self.compile_marked(marked),
        )
    }

    /// Compiles what has a note or tag; a story has those of its quotes too.
    pub(super) fn compile_marked(self, marked: &FlaggedHits) -> Box<dyn Query> {
        match self.scope {
            SearchScope::Stories => {
                let quoted = marked.quotes.iter().map(|(article, _)| *article);
                let stories = marked.stories.iter().copied().chain(quoted);
                let stories: Vec<ArticleId> =
                    stories.chain(marked.passages.iter().copied()).collect();
                articles_query(&stories)
            }
            SearchScope::Quotes => self.compile_flagged(marked),
        }
    }
}

/// Returns a query for the names that contain all words.
fn names_query(field: Field, words: &QueryWords) -> Box<dyn Query> {
    let Some((last, finished)) = words.words.split_last() else {
        return Box::new(EmptyQuery);
    };
    let mut queries: Vec<Box<dyn Query>> = finished
        .iter()
        .map(|word| constant_score(term_query(field, word)))
        .collect();
    let is_short = last.chars().count() <= START;
    queries.push(match (words.is_prefix, is_short) {
        (false, _) => constant_score(term_query(field, last)),
        // Very many names start with few letters; those of speakers have them as terms.
        (true, true) if field == FIELDS.speaker_words => {
            constant_score(term_query(FIELDS.speaker_starts, last))
        }
        (true, _) => constant_score(prefix_query(field, last)),
    });
    all_of(queries)
}

/// Returns a query for the links in which the words follow each other.
fn link_query(words: &QueryWords) -> Box<dyn Query> {
    let field = FIELDS.url_words;
    let terms = words.words.iter();
    let terms: Vec<Term> = terms
        .map(|word| Term::from_field_text(field, word))
        .collect();
    match (words.words.as_slice(), words.is_prefix) {
        ([], _) => Box::new(EmptyQuery),
        ([_], _) => names_query(field, words),
        ([_, _, ..], false) => constant_score(PhraseQuery::new(terms)),
        ([_, _, ..], true) => {
            let mut phrase = PhrasePrefixQuery::new(terms);
            phrase.set_max_expansions(ENDINGS);
            constant_score(phrase)
        }
    }
}

/// Returns a query for single quotes that the state has flagged.
fn quotes_query(flagged: &FlaggedHits) -> Box<dyn Query> {
    let quotes = flagged.quotes.iter();
    let terms = quotes.map(|(_, quote)| Term::from_field_u64(FIELDS.quote, quote.as_number()));
    Box::new(TermSetQuery::new(terms))
}
