//! Finds the mentions of an article: names, pronouns, and descriptions such as "a senior official".

use crate::quotes::mentions::written_forms::{WordKeySet, WrittenForms};
use crate::quotes::mentions::{names, noun_phrases, phrase_mentions};
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::token::{TextToken, TokenList};
use crate::quotes::model::word_class::{Gender, WordClass};

/// Returns the mentions of an article in order; `titled` says which paragraphs are in title case.
pub(crate) fn find_mentions(text: &str, tokens: &TokenList, titled: &[bool]) -> Vec<Mention> {
    let is_titled = |token: &TextToken| titled.get(token.paragraph()).copied().unwrap_or_default();
    let written = WrittenForms::of_article(tokens, &is_titled);
    let mut mentions = Vec::new();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        // In title case a capital says nothing; headlines are read last, with the names of the story.
        if is_titled(token) {
            index = tokens.of_paragraph(token.paragraph()).end;
        } else if let Some(pronoun) = pronoun_mention(token, index) {
            mentions.push(pronoun);
            index += 1;
        } else {
            let chunk = noun_phrases::noun_phrase_at(tokens, index, &written);
            index = chunk.end.max(index + 1);
            phrase_mentions::add_phrase_mentions(text, tokens, &written, &chunk, &mut mentions);
            // A name may run on over "of", and what it holds is no name of its own.
            let end = mentions.last().map_or(0, |last| last.tokens.1 + 1);
            index = index.max(end);
        }
    }
    let titled: Vec<usize> = (0..titled.len())
        .filter(|at| titled.get(*at).copied().unwrap_or_default())
        .collect();
    if !titled.is_empty() {
        let known = KnownWords {
            names: known_words(tokens, &mentions),
            surnames: written.surnames,
        };
        for paragraph in titled {
            add_headline_mentions(text, tokens, paragraph, &known, &mut mentions);
        }
        mentions.sort_by_key(|mention| (mention.tokens.0, mention.tokens.1));
    }
    mentions
}

/// The words that running text shows to be names.
struct KnownWords {
    names: WordKeySet,
    surnames: WordKeySet,
}

/// Returns the words of the names found in running text.
fn known_words(tokens: &TokenList, mentions: &[Mention]) -> WordKeySet {
    mentions
        .iter()
        .filter(|mention| mention.form == MentionForm::Name)
        .flat_map(|mention| mention.tokens.0..=mention.tokens.1)
        .filter_map(|index| tokens.get(index))
        .filter(|token| token.is_capital())
        .map(|token| token.word.key())
        .collect()
}

/// Adds the names in a headline: a capital says nothing there, but the story knows its people.
fn add_headline_mentions(
    text: &str,
    tokens: &TokenList,
    paragraph: usize,
    known: &KnownWords,
    mentions: &mut Vec<Mention>,
) {
    let mut index = tokens.of_paragraph(paragraph).start;
    let end = tokens.of_paragraph(paragraph).end;
    while index < end {
        let is_known = |at: usize| {
            tokens.get(at).filter(|token| {
                at < end
                    && token.is_capital()
                    && !token.has_class(WordClass::Title)
                    && known.names.contains(&token.word.key())
            })
        };
        let Some(first) = is_known(index) else {
            index += 1;
            continue;
        };
        let mut last = index;
        let region = first.region();
        while tokens.get(last).is_some_and(|token| !token.is_possessive)
            && is_known(last + 1).is_some_and(|token| token.region() == region)
        {
            last += 1;
        }
        mentions.extend(names::name_mention(
            text,
            tokens,
            &known.surnames,
            &(index..last + 1),
            index,
        ));
        index = last + 1;
    }
}

fn pronoun_mention(token: &TextToken, index: usize) -> Option<Mention> {
    let is_possessive = match token.class {
        WordClass::Subject | WordClass::Object | WordClass::Relative => false,
        WordClass::Possessive => true,
        _ => return None,
    };
    let sort = match token.entry.gender {
        Some(Gender::Male | Gender::Female) => MentionSort::Person,
        Some(Gender::Neither) | None => MentionSort::Unknown,
    };
    Some(Mention {
        range: token.range(),
        tokens: (index, index),
        lead: index,
        form: MentionForm::Pronoun,
        sort,
        gender: token.entry.gender,
        is_possessive,
        is_modifier: false,
        is_quoted: !token.is_unquoted(),
        entity: None,
    })
}
