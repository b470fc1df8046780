//! Compiles the fields of a query: names, links, what a quote is about, and what the state has flagged.

use super::compile::{SqlCompiler, SqlPart, nothing, word_terms, word_text};
use super::speakers::holds;
use crate::article::ArticleId;
use crate::search::hits::{FlaggedHits, SearchScope};
use crate::search::query::{Property, QueryWords, WordField};
use crate::shared::sql_text::{number_array, story_array};
use crate::shared::terms::{fact_term, form_term, letter_term, quote_term};

impl SqlCompiler<'_> {
    pub(super) fn compile_field(&mut self, field: WordField, words: &QueryWords) -> SqlPart {
        let condition = match field {
            WordField::Said if words.is_whole => self.compile_said_by(&words.words.join(" ")),
            WordField::Said => self.compile_said(words),
            WordField::In if words.is_whole => self.whole_name('S', words),
            WordField::In => self.one_name('s', words),
            WordField::Title => self.one_name('t', words),
            WordField::Author => self.one_name('a', words),
            WordField::Url => self.compile_link(words),
            WordField::About => return self.compile_about(words),
            WordField::Tag => self.compile_tag(words),
            WordField::Note => {
                let found = self.flags.notes.iter().find(|(known, _)| known == words);
                match found.map(|(_, noted)| noted.clone()) {
                    Some(noted) => self.compile_marked(&noted),
                    None => "false".to_owned(),
                }
            }
        };
        SqlPart::Condition(condition)
    }

    /// Compiles a whole name of something.
    fn whole_name(&mut self, letter: char, words: &QueryWords) -> String {
        let term = fact_term(letter, &words.words.join(" "));
        self.matches("facts", quote_term(&term))
    }

    /// Compiles words that one name must have all of: they are at one position.
    fn one_name(&mut self, letter: char, words: &QueryWords) -> String {
        let terms = word_terms(words, |word| quote_term(&fact_term(letter, word)));
        if terms.is_empty() {
            return "false".to_owned();
        }
        self.matches("facts", terms.join(" <0> "))
    }

    fn compile_link(&mut self, words: &QueryWords) -> String {
        let terms = word_terms(words, |word| quote_term(&fact_term('u', word)));
        if terms.is_empty() {
            return "false".to_owned();
        }
        self.matches("facts", terms.join(" <-> "))
    }

    fn compile_tag(&mut self, words: &QueryWords) -> String {
        let stated = if words.is_whole {
            self.whole_name('G', words)
        } else {
            self.one_name('g', words)
        };
        let found = self.flags.tags.iter().find(|(known, _)| known == words);
        let own = found.map(|(_, tagged)| tagged.clone()).unwrap_or_default();
        let own = self.compile_marked(&own);
        format!("({stated} OR {own})")
    }

    /// Compiles words of a name: of the one that the article gives, or of another name of the same person.
    fn compile_said(&mut self, words: &QueryWords) -> String {
        let terms = word_terms(words, quote_term);
        if terms.is_empty() {
            return "false".to_owned();
        }
        if !self.uses_facts {
            let query = self.bind(terms.join(" & "), "tsquery");
            return format!(
                "x.speakers && ARRAY(SELECT n.name FROM names n WHERE n.words @@ {query} UNION \
                 SELECT other.name FROM names n {others} WHERE n.words @@ {query})",
                others = other_names(),
            );
        }
        let named = self.one_name('n', words);
        let query = self.bind(terms.join(" & "), "tsquery");
        format!(
            "({named} OR x.speakers && ARRAY(SELECT other.name FROM names n {others} \
             WHERE n.words @@ {query} AND NOT EXISTS (SELECT 1 FROM names o WHERE o.name = other.name AND o.words @@ {query})))",
            others = other_names(),
        )
    }

    /// Compiles a whole name: all names of the person who has it.
    fn compile_said_by(&mut self, key: &str) -> String {
        let key = self.bind(key.to_owned(), "text");
        format!(
            "x.speakers && ARRAY(SELECT n.name FROM names n WHERE n.key = {key} UNION \
             SELECT same.name FROM names n {others} JOIN names o ON o.name = other.name JOIN names same ON same.key = o.key WHERE n.key = {key})",
            others = other_names(),
        )
    }

    /// Compiles words of the paragraphs that a quote is in; of a story, of its text.
    fn compile_about(&mut self, words: &QueryWords) -> SqlPart {
        let last = words.words.len().saturating_sub(1);
        let each = words.words.iter().enumerate().map(|(number, word)| {
            let is_prefix = words.is_prefix && number == last;
            match self.scope {
                SearchScope::Stories => word_text(word, is_prefix),
                SearchScope::Quotes => about_text(word, is_prefix),
            }
        });
        let each: Vec<String> = each.collect();
        if each.is_empty() {
            return nothing();
        }
        let query = each.join(" & ");
        match self.scope {
            SearchScope::Stories => SqlPart::Words(query),
            SearchScope::Quotes => SqlPart::Condition(self.matches("about", query)),
        }
    }

    /// Compiles a property.
    pub(super) fn compile_property(&mut self, property: Property) -> String {
        match property {
            Property::Bookmarked => {
                let bookmarked = self.flags.bookmarked.clone();
                self.compile_flagged(&bookmarked)
            }
            Property::Noted => {
                let noted = self.flags.noted.clone();
                self.compile_marked(&noted)
            }
            Property::Tagged => {
                let stated = self.has_property(property);
                let tagged = self.flags.tagged.clone();
                let own = self.compile_marked(&tagged);
                format!("({stated} OR {own})")
            }
            Property::Read => self.is_among(&self.flags.read.clone()),
            Property::Unread => format!("NOT {}", self.is_among(&self.flags.read.clone())),
            Property::Block
            | Property::Direct
            | Property::Mixed
            | Property::Corrected
            | Property::Unsure
            | Property::Unnamed
            | Property::Unknown => self.has_property(property),
        }
    }

    fn has_property(&mut self, property: Property) -> String {
        self.matches("facts", quote_term(&fact_term('k', property.name())))
    }

    /// Compiles what has a note or tag; a story has those of its quotes too.
    fn compile_marked(&mut self, marked: &FlaggedHits) -> String {
        match self.scope {
            SearchScope::Stories => {
                let quoted = marked.quotes.iter().map(|(article, _)| *article);
                let stories = marked.stories.iter().copied().chain(quoted);
                let stories: Vec<ArticleId> =
                    stories.chain(marked.passages.iter().copied()).collect();
                self.is_among(&stories)
            }
            SearchScope::Quotes => self.compile_flagged(marked),
        }
    }

    /// Compiles what the state has flagged: the quotes of the stories and single quotes, or the stories alone.
    fn compile_flagged(&mut self, flagged: &FlaggedHits) -> String {
        let stories = self.is_among(&flagged.stories);
        match self.scope {
            SearchScope::Stories => {
                let passages = self.is_among(&flagged.passages);
                format!("({stories} OR {passages})")
            }
            SearchScope::Quotes => {
                let quotes = flagged.quotes.iter();
                let quotes = quotes.map(|(_, quote)| quote.as_number().cast_signed());
                let quotes = self.bind(number_array(quotes), "bigint[]");
                format!("({stories} OR x.quote = ANY ({quotes}))")
            }
        }
    }

    fn is_among(&mut self, stories: &[ArticleId]) -> String {
        let stories = self.bind(story_array(stories.iter().copied()), "uuid[]");
        format!("(x.story = ANY ({stories}))")
    }
}

/// Compiles the join of the names `n` with all names of the same people, as those publish it who have them.
fn other_names() -> String {
    format!(
        "JOIN people known ON known.name = n.name AND {} \
         JOIN people other ON other.publisher = known.publisher AND other.person = known.person AND {}",
        holds("known"),
        holds("other")
    )
}

/// Compiles a word of a paragraph, of which only the keys of words are stored, and their first letters.
fn about_text(word: &str, is_prefix: bool) -> String {
    let form = quote_term(&form_term(word));
    let mut letters = word.chars();
    match (is_prefix, letters.next(), letters.next()) {
        (true, Some(letter), None) => quote_term(&letter_term(letter)),
        (true, ..) => format!("({form} | {}:*)", quote_term(&format!("={word}"))),
        (false, ..) => form,
    }
}
