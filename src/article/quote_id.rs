//! What a quote is known by, whatever else is edited in its story.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use xxhash_rust::xxh3::xxh3_64;

use super::{Article, ArticleId, Quote};
use crate::text::fold;

/// How many bits an identity has: 12 hexadecimal digits of 4.
const BITS: u32 = 48;

/// The identity of a quote: a hash of its article's identity, its folded words and which of the quotes with these words
/// it is.
///
/// Written as 12 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct QuoteId(u64);

impl QuoteId {
    /// Derives the identity of the quote with these words; `occurrence` counts from 0 the quotes with the same words.
    ///
    /// ```
    /// use pullquote::article::{ArticleId, QuoteId};
    /// let article = ArticleId::from_number(7);
    /// let id = |words, occurrence| QuoteId::from_words(article, words, occurrence);
    /// assert_eq!(id("“We mend it,”", 0), id("\"we mend it\"", 0));
    /// assert_ne!(id("“We mend it,”", 0), id("“We mend it,”", 1));
    /// ```
    #[must_use]
    pub fn from_words(article: ArticleId, words: &str, occurrence: usize) -> Self {
        Self::from_key(article, &words_key(words), occurrence)
    }

    /// Creates the identity of words that the reader highlighted, which are no quote: no quote of the same words has it.
    #[must_use]
    pub fn from_highlight(article: ArticleId, words: &str, occurrence: usize) -> Self {
        // The key of a quote has letters and digits only.
        Self::from_key(
            article,
            &format!("highlight {}", words_key(words)),
            occurrence,
        )
    }

    fn from_key(article: ArticleId, key: &str, occurrence: usize) -> Self {
        let hash = xxh3_64(format!("{article}\0{key}\0{occurrence}").as_bytes());
        Self(hash >> (u64::BITS - BITS))
    }

    /// Creates an identity from the number it was stored as.
    #[must_use]
    pub const fn from_number(number: u64) -> Self {
        Self(number)
    }

    /// Returns the number to store.
    #[must_use]
    pub const fn as_number(self) -> u64 {
        self.0
    }

    /// Gives each quote of an article its identity; `quotes` are all of the article's, in the order of the text.
    pub fn assign_all(article: &Article, quotes: &mut [Quote]) {
        let id = ArticleId::for_article(article);
        let mut occurrences: HashMap<String, usize> = HashMap::new();
        for quote in quotes {
            let key = words_key(article.words_in(quote.range));
            let occurrence = occurrences.entry(key.clone()).or_default();
            quote.id = Self::from_key(id, &key, *occurrence);
            *occurrence += 1;
        }
    }
}

/// Returns the letters and digits of some words without case and accents, so that a change of typography is none.
fn words_key(words: &str) -> String {
    let folded = fold::fold_key(words);
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

impl fmt::Display for QuoteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012x}", self.0)
    }
}

impl FromStr for QuoteId {
    type Err = NoQuoteId;

    fn from_str(text: &str) -> Result<Self, NoQuoteId> {
        // `from_str_radix` alone would accept a sign and fewer digits.
        let is_written_so = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_written_so {
            return Err(NoQuoteId);
        }
        u64::from_str_radix(text, 16)
            .map(Self)
            .map_err(|_| NoQuoteId)
    }
}

/// The text is no identity of a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a quote's identity is written as 12 hexadecimal digits")]
pub struct NoQuoteId;

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn an_identity_is_read_as_it_is_written() {
        let id = QuoteId::from_words(ArticleId::from_number(1), "“Low water,”", 0);
        assert_eq!(id.to_string().len(), 12);
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[rstest]
    #[case::too_short("0123456789a")]
    #[case::a_sign("+123456789ab")]
    #[case::no_digits("the gate ope")]
    fn other_texts_are_none(#[case] text: &str) {
        assert_eq!(text.parse::<QuoteId>(), Err(NoQuoteId));
    }
}
