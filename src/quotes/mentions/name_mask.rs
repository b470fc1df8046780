//! Masks names for the features, so that the weights learn how news is written and not who was in it.
//!
//! A weight on "clinton" holds for one person and one year: "promised to Clinton" must weigh what "promised to Ruiz"
//! does.

use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::token::{NamePart, TextToken, TokenList};
use crate::quotes::model::word_class::WordClass;

/// Notes in each token whose name it is part of.
pub(crate) fn mask_names(tokens: &mut TokenList, mentions: &[Mention]) {
    mask_unknown_capitals(tokens);
    for mention in mentions.iter().filter(|one| one.form == MentionForm::Name) {
        let (first, last) = mention.tokens;
        let words = tokens.all.get_mut(first..=last).unwrap_or_default();
        for word in words.iter_mut().filter(|word| word.is_capital()) {
            match mention.sort {
                MentionSort::Person | MentionSort::Unknown => word.name = NamePart::Person,
                // "Committee" tells of any committee; only the words that are known of none are masked.
                MentionSort::Organisation | MentionSort::Document if is_unknown(word) => {
                    word.name = NamePart::Body;
                }
                MentionSort::Organisation | MentionSort::Document => word.name = NamePart::None,
            }
        }
    }
}

/// Masks the capitalised words that the lexicon does not know, those apart that begin a sentence or a region.
fn mask_unknown_capitals(tokens: &mut TokenList) {
    let mut last = None;
    for token in &mut tokens.all {
        let here = (token.sentence(), token.region());
        if last == Some(here) && token.is_capital() && is_unknown(token) {
            token.name = NamePart::Person;
        }
        last = Some(here);
    }
}

fn is_unknown(token: &TextToken) -> bool {
    token.has_class(WordClass::Unknown) && token.entry.cue.is_none()
}
