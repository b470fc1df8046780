//! What is cited: a story, or a quote in it.

use jiff::civil::Date;

use super::{context, fragment, name};
use crate::article::{Article, Quote, QuoteKind};
use crate::people::place_role;
use crate::text::Clean;

/// A story, or a quote in it, with all that a citation may name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Citation {
    /// The quoted words; `None` if the story as a whole is cited.
    pub quote: Option<CitedQuote>,
    /// The headline on one line.
    pub title: Clean,
    /// Who published it.
    pub source: Option<Clean>,
    /// The authors in the order named.
    pub authors: Vec<Clean>,
    /// The day of publication.
    pub published: Option<Date>,
    /// The canonical link.
    pub url: Option<Clean>,
    /// The day on which it was read.
    pub accessed: Date,
}

/// A quote and its context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedQuote {
    /// The words with their marks, on one line; " … " where the story speaks between.
    pub words: Clean,
    /// How they are set in the text.
    pub kind: QuoteKind,
    /// The speaker, if the text names one.
    pub speaker: Option<Clean>,
    /// The speaker's role, as the text gives it.
    pub role: Option<Clean>,
    /// The sentence before, and the part of their own sentence before the words.
    pub before: Clean,
    /// What follows the words in their sentence, and the sentence after.
    pub after: Clean,
    /// The part of a link that leads a browser to the words, as [`fragment::text_directive`] makes it.
    pub directive: Option<String>,
}

impl Citation {
    /// Cites a story that was read on the day `accessed`.
    #[must_use]
    pub fn of_story(article: &Article, accessed: Date) -> Self {
        let metadata = &article.metadata;
        Self {
            quote: None,
            title: metadata.title.clone(),
            source: metadata.source.clone(),
            authors: name::split_authors(&metadata.authors),
            published: metadata.published,
            url: metadata.url.clone(),
            accessed,
        }
    }

    /// Cites a quote of a story.
    #[must_use]
    pub fn of_quote(article: &Article, quote: &Quote, accessed: Date) -> Self {
        Self {
            quote: Some(CitedQuote::from_quote(article, quote)),
            ..Self::of_story(article, accessed)
        }
    }

    /// Returns the link, leading to the quoted words where they can be named.
    #[must_use]
    pub fn link_to_words(&self) -> Option<String> {
        let url = self.url.as_deref()?;
        let directive = self
            .quote
            .as_ref()
            .and_then(|quote| quote.directive.as_deref());
        Some(directive.map_or_else(
            || url.to_owned(),
            |directive| fragment::add_directive(url, directive),
        ))
    }
}

impl CitedQuote {
    fn from_quote(article: &Article, quote: &Quote) -> Self {
        let (before, after) = context::surrounding_sentences(article, quote.range);
        let speaker = quote.speaker.as_ref();
        let role = speaker.and_then(|speaker| speaker.role.as_deref());
        Self {
            words: quoted_words(article, quote),
            kind: quote.kind,
            speaker: speaker.map(|speaker| Clean::line(&speaker.name)),
            role: role.map(Clean::line),
            before,
            after,
            directive: fragment::text_directive(article, quote.range),
        }
    }

    /// Returns the words between quotation marks; those of a block quote, which has none, get some.
    #[must_use]
    pub fn in_marks(&self) -> String {
        let words = self.words.as_str();
        if words.starts_with(['“', '"', '‘', '\'', '«', '„']) {
            words.to_owned()
        } else {
            format!("“{}”", nest_marks(words))
        }
    }

    /// Returns the words without the quotation marks around them.
    #[must_use]
    pub fn without_marks(&self) -> &str {
        let words = self.words.trim();
        let pairs = [('“', '”'), ('"', '"'), ('‘', '’'), ('«', '»'), ('„', '“')];
        let inside = pairs.iter().find_map(|(open, close)| {
            let inside = words.strip_prefix(*open)?.strip_suffix(*close)?;
            let is_one = !inside.contains(*open) && !inside.contains(*close);
            is_one.then_some(inside)
        });
        inside.unwrap_or(words)
    }

    /// Returns who said it, with the role: "Ines Halloran, the harbor master"; `None` if nobody is named.
    #[must_use]
    pub fn speaker_with_role(&self) -> Option<String> {
        let speaker = self.speaker.as_deref()?;
        Some(match self.role.as_deref() {
            Some(role) => {
                let (before, after) = place_role(role);
                format!("{before}{speaker}{after}")
            }
            None => speaker.to_owned(),
        })
    }
}

fn quoted_words(article: &Article, quote: &Quote) -> Clean {
    let fragments = quote.fragments.iter();
    let words: Vec<&str> = fragments
        .map(|fragment| article.words_in(*fragment).trim())
        .collect();
    Clean::line(&words.join(" … "))
}

/// Returns text to put between double quotation marks: its own become single ones.
pub(super) fn nest_marks(text: &str) -> String {
    let mut opens = true;
    text.chars()
        .map(|character| match character {
            '“' => '‘',
            '”' => '’',
            '"' => {
                let mark = if opens { '‘' } else { '’' };
                opens = !opens;
                mark
            }
            other => other,
        })
        .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;

    /// A quote with everything there is to say about it.
    pub(in crate::cite) fn whole() -> Citation {
        Citation {
            quote: Some(CitedQuote {
                words: Clean::new("“Low water waits for nobody,” … “and it never did.”"),
                kind: QuoteKind::Direct,
                speaker: Some(Clean::new("Ansel Rook")),
                role: Some(Clean::new("the lock keeper")),
                before: Clean::new("The gate stood open."),
                after: Clean::new("he said. Then he closed it."),
                directive: Some("text=Low%20water".to_owned()),
            }),
            title: Clean::new("The lock keeper’s day"),
            source: Some(Clean::new("The Estuary Post")),
            authors: vec![Clean::new("Ines Halloran"), Clean::new("Per van der Lund")],
            published: Some(date(2026, 11, 2)),
            url: Some(Clean::new("https://estuary.example/lock?a=1&b=2")),
            accessed: date(2026, 11, 24),
        }
    }

    /// The same story without a quote.
    pub(in crate::cite) fn story() -> Citation {
        Citation {
            quote: None,
            ..whole()
        }
    }

    /// A story of which nothing is known but its title.
    pub(in crate::cite) fn bare_story(title: &str) -> Citation {
        Citation {
            title: Clean::new(title),
            accessed: date(2026, 11, 24),
            ..Citation::default()
        }
    }

    #[rstest]
    #[case::one_pair("“Never,”", "Never,")]
    #[case::two_pairs("“Never,” … “ever.”", "“Never,” … “ever.”")]
    #[case::no_marks("Never.", "Never.")]
    fn marks_around_all_words_are_taken_off(#[case] words: &str, #[case] bare: &str) {
        let mut quoted = whole().quote.unwrap();
        quoted.words = Clean::new(words);
        assert_eq!(quoted.without_marks(), bare);
    }

    #[test]
    fn marks_inside_marks_become_single() {
        assert_eq!(nest_marks("“Yes” and \"no\""), "‘Yes’ and ‘no’");
    }

    #[test]
    fn the_link_leads_to_the_words_and_that_of_a_story_to_the_page() {
        let link = whole().link_to_words().unwrap();
        assert_eq!(
            link,
            "https://estuary.example/lock?a=1&b=2#:~:text=Low%20water"
        );
        assert_eq!(
            story().link_to_words().unwrap(),
            "https://estuary.example/lock?a=1&b=2"
        );
        assert_eq!(bare_story("x").link_to_words(), None);
    }
}
