//! Stories and quotes as JSON of the shared archive; what is read from there passes the gate, and its ranges are checked.

use serde::{Deserialize, Serialize};

use crate::article::{Article, Block, BlockKind, Link, Quote, Reason, Speaker, TextCut, TextRange};
use crate::text::Clean;

/// What the body of a story consists of.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct StoredParts {
    blocks: Vec<Block>,
    links: Vec<StoredLink>,
    left_out: Vec<Clean>,
    provenance: Option<Clean>,
    cut: Option<TextCut>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct StoredLink {
    range: TextRange,
    url: Clean,
}

/// What is known of a quote besides its columns.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct StoredDetails {
    pub(super) fragments: Vec<TextRange>,
    pub(super) speaker: Option<StoredSpeaker>,
    pub(super) speakers: Vec<StoredSpeaker>,
    pub(super) cue: Option<TextRange>,
    pub(super) reasons: Vec<Clean>,
    pub(super) runner_up: Option<StoredSpeaker>,
}

/// A speaker of a quote.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct StoredSpeaker {
    mention: TextRange,
    name: Clean,
    role: Option<Clean>,
}

impl StoredParts {
    /// Returns what an article consists of.
    pub(super) fn from_article(article: &Article) -> Self {
        let links = article.links.iter().map(|link| StoredLink {
            range: link.range,
            url: link.url.clone(),
        });
        Self {
            blocks: article.blocks.clone(),
            links: links.collect(),
            left_out: article.left_out.clone(),
            provenance: article.metadata.provenance.clone(),
            cut: article.metadata.cut,
        }
    }

    /// Returns an article with this body; ranges that are wrong are left out.
    pub(super) fn into_article(self, body: &str) -> Article {
        let text = Clean::new(body);
        let is_as_stored = text == body;
        let mut blocks = Vec::new();
        let mut end = 0;
        for block in self.blocks {
            let range = block.range;
            if is_as_stored && is_in(&text, range) && range.start >= end && range.end > range.start
            {
                end = range.end;
                blocks.push(block);
            }
        }
        if blocks.is_empty() && !text.is_empty() {
            let all = TextRange::new(0, text.len());
            blocks.push(Block::new(BlockKind::Paragraph, all));
        }
        let links = self.links.into_iter();
        let links = links.filter(|link| is_as_stored && is_in(&text, link.range) && is_web(link));
        let mut article = Article {
            links: links
                .map(|link| Link {
                    range: link.range,
                    url: link.url,
                })
                .collect(),
            blocks,
            left_out: self.left_out,
            text,
            ..Article::default()
        };
        article.metadata.provenance = self.provenance;
        article.metadata.cut = self.cut;
        article
    }
}

/// Returns `true` for a link that leads to a page; no other is opened from a shared archive.
fn is_web(link: &StoredLink) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| link.url.starts_with(scheme))
}

/// Returns `true` if a range is one of a text.
pub(super) fn is_in(text: &str, range: TextRange) -> bool {
    range.start <= range.end && text.get(range.start..range.end).is_some()
}

impl StoredSpeaker {
    fn from_speaker(speaker: &Speaker) -> Self {
        Self {
            mention: speaker.mention,
            name: Clean::new(&speaker.name),
            role: speaker.role.as_deref().map(Clean::new),
        }
    }

    /// Returns the speaker; a mention that is wrong becomes the quote.
    pub(super) fn into_speaker(self, text: &str, quote: TextRange) -> Speaker {
        Speaker {
            mention: if is_in(text, self.mention) {
                self.mention
            } else {
                quote
            },
            name: String::from(self.name),
            role: self.role.map(String::from),
        }
    }
}

impl StoredDetails {
    /// Returns what is known of a quote.
    pub(super) fn from_quote(quote: &Quote) -> Self {
        let speakers = quote.speakers.iter().map(StoredSpeaker::from_speaker);
        let reasons = quote.reasons.iter().map(|reason| Clean::new(&reason.0));
        Self {
            fragments: quote.fragments.clone(),
            speaker: quote.speaker.as_ref().map(StoredSpeaker::from_speaker),
            speakers: speakers.collect(),
            cue: quote.cue,
            reasons: reasons.collect(),
            runner_up: quote.runner_up.as_ref().map(StoredSpeaker::from_speaker),
        }
    }

    /// Adds to a quote of a text what is known of it.
    pub(super) fn complete_quote(self, mut quote: Quote, text: &str) -> Quote {
        let range = quote.range;
        let is_part = |part: &TextRange| {
            is_in(text, *part) && part.start >= range.start && part.end <= range.end
        };
        let mut fragments = self.fragments;
        fragments.retain(is_part);
        if fragments.is_empty() {
            fragments.push(range);
        }
        let speaker = |stored: StoredSpeaker| stored.into_speaker(text, range);
        quote.fragments = fragments;
        quote.speaker = self.speaker.map(speaker);
        quote.speakers = self.speakers.into_iter().map(speaker).collect();
        quote.cue = self.cue.filter(|cue| is_in(text, *cue));
        let reasons = self.reasons.into_iter();
        quote.reasons = reasons.map(|reason| Reason(String::from(reason))).collect();
        quote.runner_up = self.runner_up.map(speaker);
        quote
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_that_the_gate_changes_has_no_ranges_of_its_own() {
        let parts = StoredParts {
            blocks: vec![Block::new(BlockKind::Headline, TextRange::new(0, 3))],
            ..StoredParts::default()
        };
        let article = parts.clone().into_article("The ferry");
        assert_eq!(article.blocks[0].kind, BlockKind::Headline);
        let article = parts.into_article("\u{1b}[31mThe ferry");
        assert_eq!(article.text, "The ferry");
        assert_eq!(article.blocks[0].range, TextRange::new(0, 9));
    }

    #[test]
    fn ranges_that_are_none_of_the_text_are_left_out() {
        let block = |start, end| Block::new(BlockKind::Paragraph, TextRange { start, end });
        let parts = StoredParts {
            blocks: vec![block(0, 2), block(1, 4), block(5, 99), block(3, 5)],
            ..StoredParts::default()
        };
        let article = parts.into_article("é ferry");
        let ranges: Vec<_> = article.blocks.iter().map(|block| block.range).collect();
        assert_eq!(ranges, [TextRange::new(0, 2), TextRange::new(3, 5)]);
    }
}
