//! A story as it is exported: its metadata, its quotes, and the user's notes and tags on both.

use std::fmt::Write as _;

use jiff::Timestamp;
use xxhash_rust::xxh3::xxh3_128;

use crate::article::{ArticleId, Confidence, QuoteId, Speaker, SpeakerSort};
use crate::cite::{Citation, CitedQuote};
use crate::library::anchor::Anchor;
use crate::text::Clean;

/// A story to export.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// Which article it is.
    pub id: ArticleId,
    /// The file it is in.
    pub path: Option<Clean>,
    /// Which of the articles in the file it is, from 0.
    pub entry: Option<u32>,
    /// The citation of the story; `quote` is `None`.
    pub citation: Citation,
    /// The sentence under the headline.
    pub standfirst: Option<Clean>,
    /// The text as Markdown; `None` if the file is gone and only its description is exported.
    pub body: Option<String>,
    /// Whether it is bookmarked.
    pub is_bookmarked: bool,
    /// The user's note on it.
    pub note: Option<Clean>,
    /// The user's tags.
    pub tags: Vec<Clean>,
    /// Its quotes, in the order of the text.
    pub quotes: Vec<StoryQuote>,
}

/// A quote of a story to export.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryQuote {
    /// The words, their speaker and the sentences around them.
    pub quoted: CitedQuote,
    /// What it is known by.
    pub id: QuoteId,
    /// The name by which the speaker is known over all articles, if that is known.
    pub person: Option<Clean>,
    /// Each of those who said it; none if the text names nobody.
    pub speakers: Vec<StorySpeaker>,
    /// How sure the attribution is; `None` for what is kept without its story.
    pub confidence: Option<Confidence>,
    /// The oldest quote that is the same, if another article has it and that was asked for.
    pub same: Option<QuoteId>,
    /// Whether the user has set the speaker.
    pub is_corrected: bool,
    /// What the speaker is; `None` if the text does not show it.
    pub speaker_sort: Option<SpeakerSort>,
    /// Their position in the article.
    pub anchor: Anchor,
    /// Whether it is a passage that the user highlighted, rather than a quote that was found.
    pub is_highlight: bool,
    /// Whether the quote is bookmarked.
    pub is_bookmarked: bool,
    /// The user's note on it.
    pub note: Option<Clean>,
    /// The user's tags on it.
    pub tags: Vec<Clean>,
    /// When it was bookmarked.
    pub added: Option<Timestamp>,
}

/// One of those who said a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StorySpeaker {
    /// The name as the article gives it, or a description.
    pub name: Clean,
    /// The role, as the text gives it.
    pub role: Option<Clean>,
    /// The name by which they are known over all articles, if that is known.
    pub person: Option<Clean>,
}

impl StorySpeaker {
    /// Describes a speaker as the article does.
    #[must_use]
    pub fn new(speaker: &Speaker) -> Self {
        Self {
            name: Clean::line(&speaker.name),
            role: speaker.role.as_deref().map(Clean::line),
            person: None,
        }
    }
}

impl StoryQuote {
    /// Returns the name of its kind.
    #[must_use]
    pub const fn kind_name(&self) -> &'static str {
        if self.is_highlight {
            "highlight"
        } else {
            self.quoted.kind.as_str()
        }
    }
}

impl Story {
    /// Cites one of its quotes.
    #[must_use]
    pub fn cite_quote(&self, quote: &StoryQuote) -> Citation {
        Citation {
            quote: Some(quote.quoted.clone()),
            ..self.citation.clone()
        }
    }

    /// Returns the user's tags on a quote and then those on its story, each once; without a quote those on the story.
    #[must_use]
    pub fn tags_with<'a>(&'a self, quote: Option<&'a StoryQuote>) -> Vec<&'a str> {
        let own = quote.map_or(&[][..], |quote| &quote.tags);
        let mut tags: Vec<&str> = Vec::with_capacity(own.len() + self.tags.len());
        for tag in own.iter().chain(&self.tags).map(Clean::as_str) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        tags
    }

    /// Says of each quote by which name its speakers are known, of those whom `name_of` knows.
    pub(super) fn name_speakers(&mut self, name_of: &dyn Fn(&str) -> Option<Clean>) {
        for quote in &mut self.quotes {
            quote.person = quote.quoted.speaker.as_deref().and_then(name_of);
            for speaker in &mut quote.speakers {
                speaker.person = name_of(&speaker.name);
            }
        }
    }

    /// Returns `true` if the story has content besides its quotes.
    #[must_use]
    pub fn stands_alone(&self) -> bool {
        self.quotes.is_empty() || self.is_bookmarked || self.note.is_some()
    }

    /// Returns a URN of the story, or of one of its quotes, that is the same in every export: a UUID made of a hash.
    ///
    /// The copies of a story are numbered from 0.
    #[must_use]
    pub fn stable_urn(&self, quote: Option<&StoryQuote>, copy: usize) -> String {
        // Not the position: an edit above the quote would give it another identity in the program that imported it.
        let place = quote.map(|quote| {
            (
                &quote.anchor.exact,
                &quote.anchor.before,
                &quote.anchor.after,
            )
        });
        let mut name = format!("{} {place:?}", self.id);
        if copy > 0 {
            let _ = write!(name, " {copy}");
        }
        let number = xxh3_128(name.as_bytes());
        // Version 8 leaves the other bits to the application (RFC 9562, section 5.8); variant 10 (section 4.1).
        let number = number & !(0xf << 76) & !(0x3 << 62) | (0x8 << 76) | (0x2 << 62);
        let digits = format!("{number:032x}");
        let parts = [0..8, 8..12, 12..16, 16..20, 20..32]
            .map(|range| digits.get(range).unwrap_or_default());
        format!("urn:uuid:{}", parts.join("-"))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::article::{QuoteKind, TextRange};

    /// Returns a story with two quotes, the first bookmarked with a note.
    pub(in crate::library::export) fn story() -> Story {
        let citation = Citation {
            quote: None,
            title: Clean::new("The lock | keeper’s \"day\""),
            source: Some(Clean::new("The Estuary Post")),
            authors: vec![Clean::new("Ines Halloran"), Clean::new("Per Lund")],
            published: Some(date(2026, 11, 2)),
            url: Some(Clean::new("https://estuary.example/lock?a=1&b=2")),
            accessed: date(2026, 11, 24),
        };
        let text = "The gate stood open. “Low water, waits for nobody,” he said. Then he closed it. =“Why?” asked she.";
        let quote = |words: &str, speaker: Option<&str>| {
            let start = text.find(words).unwrap();
            StoryQuote {
                id: QuoteId::from_words(ArticleId::from_number(1), words, 0),
                person: None,
                speakers: speaker
                    .map(|name| StorySpeaker {
                        name: Clean::new(name),
                        role: Some(Clean::new("the lock keeper")),
                        person: None,
                    })
                    .into_iter()
                    .collect(),
                confidence: speaker.map(|_| Confidence::new(94)),
                tags: Vec::new(),
                same: None,
                is_corrected: false,
                quoted: CitedQuote {
                    words: Clean::new(words),
                    kind: QuoteKind::Direct,
                    speaker: speaker.map(Clean::new),
                    role: speaker.map(|_| Clean::new("the lock keeper")),
                    before: Clean::new("The gate stood open."),
                    after: Clean::new("he said. Then he closed it."),
                    directive: Some("text=Low%20water".to_owned()),
                },
                speaker_sort: speaker.map(|_| SpeakerSort::Person),
                anchor: Anchor::from_range(text, TextRange::new(start, start + words.len())),
                is_highlight: false,
                is_bookmarked: false,
                note: None,
                added: None,
            }
        };
        let kept = StoryQuote {
            is_bookmarked: true,
            note: Some(Clean::new("Ask him\nabout the drought.")),
            tags: vec![Clean::new("drought"), Clean::new("work")],
            added: Some(Timestamp::UNIX_EPOCH),
            ..quote("“Low water, waits for nobody,”", Some("Ansel Rook"))
        };
        Story {
            id: ArticleId::from_number(42),
            entry: Some(0),
            path: Some(Clean::new("/news/lock.txt")),
            citation,
            standfirst: Some(Clean::new("A day at the gate.")),
            body: Some("The gate stood open.\n".to_owned()),
            is_bookmarked: false,
            note: None,
            tags: vec![Clean::new("rivers"), Clean::new("work")],
            quotes: vec![kept, quote("=“Why?”", None)],
        }
    }

    #[test]
    fn a_quote_has_its_own_tags_before_those_of_its_story_each_once() {
        let story = story();
        let quote = story.quotes.first();
        assert_eq!(story.tags_with(quote), ["drought", "work", "rivers"]);
        assert_eq!(story.tags_with(story.quotes.get(1)), ["rivers", "work"]);
        assert_eq!(story.tags_with(None), ["rivers", "work"]);
    }

    #[test]
    fn a_urn_is_a_uuid_and_of_one_quote_alone() {
        let story = story();
        let urns: Vec<String> = std::iter::once(None)
            .chain(story.quotes.iter().map(Some))
            .map(|quote| story.stable_urn(quote, 0))
            .collect();
        assert!(urns[0] != urns[1] && urns[1] != urns[2]);
        for urn in urns {
            let digits: Vec<&str> = urn.strip_prefix("urn:uuid:").unwrap().split('-').collect();
            let lengths: Vec<usize> = digits.iter().map(|part| part.len()).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12]);
            assert!(digits[2].starts_with('8') && digits[3].starts_with(['8', '9', 'a', 'b']));
        }
    }
}
