//! Why a quote has its speaker: the reasons with the words of the text, wrapped to where they are shown.

use super::motion::Motion;
use crate::article::{Article, Confidence, Quote, TextRange};
use crate::text::Clean;
use crate::text::wrap;

/// The longest stretch of text that is shown as one piece of evidence, in bytes.
const LONGEST_EVIDENCE: usize = 120;

/// Columns before the words below a label.
const INDENT: usize = 1;

/// The reasons of an attribution, and which of their lines are seen.
#[derive(Debug)]
pub struct Reasons {
    title: String,
    certainty: &'static str,
    parts: Vec<ReasonPart>,
    lines: Vec<ReasonLine>,
    width: usize,
    height: usize,
    top: usize,
}

/// Something that speaks for the speaker: what it is, and the words of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ReasonPart {
    label: Clean,
    words: Clean,
}

/// A line of the reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonLine {
    /// What is said on it.
    pub text: Clean,
    /// Whether it is a word of the text, and not of the program.
    pub is_evidence: bool,
}

impl Reasons {
    /// Creates the reasons of a quote of an article.
    #[must_use]
    pub fn of_quote(article: &Article, quote: &Quote) -> Self {
        let name = quote.speaker.as_ref().map(|speaker| speaker.name.as_str());
        Self {
            title: format!("Why {}", name.unwrap_or("an unknown speaker")),
            certainty: match (name, quote.confidence.is_sure()) {
                (None, _) => "",
                (Some(_), true) => "sure",
                (Some(_), false) => "unsure",
            },
            parts: list_parts(article, quote),
            lines: Vec::new(),
            width: 0,
            height: 0,
            top: 0,
        }
    }

    /// Returns whose words they are said to be.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns how sure that is.
    #[must_use]
    pub const fn certainty(&self) -> &'static str {
        self.certainty
    }

    /// Wraps the reasons to so many columns, of which so many lines are seen.
    pub fn resize(&mut self, width: usize, height: usize) {
        if width != self.width {
            self.width = width;
            self.lines = wrap_parts(&self.parts, width);
        }
        self.height = height;
        self.top = self.top.min(self.last_top());
    }

    /// Moves on in the lines, or back.
    pub(super) fn scroll(&mut self, motion: Motion) {
        let by = motion.to_rows(self.height.saturating_sub(1).max(1));
        self.top = self.top.saturating_add_signed(by).min(self.last_top());
    }

    /// Returns the lines that are seen; where others follow, the last row is for saying so.
    pub fn visible_lines(&self) -> impl Iterator<Item = &ReasonLine> {
        let rows = self.height - usize::from(self.has_more() && self.height > 1);
        self.lines.iter().skip(self.top).take(rows)
    }

    /// Returns how many lines follow those that are seen.
    #[must_use]
    pub fn count_more(&self) -> usize {
        if self.has_more() {
            self.lines.len() - self.top - self.visible_lines().count()
        } else {
            0
        }
    }

    /// Returns `true` if there are more lines than are seen at once.
    #[must_use]
    pub const fn is_scrolled(&self) -> bool {
        self.lines.len() > self.height
    }

    const fn has_more(&self) -> bool {
        self.top + self.height < self.lines.len()
    }

    const fn last_top(&self) -> usize {
        self.lines.len().saturating_sub(self.height)
    }
}

/// Returns what speaks for the speaker, the strongest first; what the card of the quote shows is left out.
fn list_parts(article: &Article, quote: &Quote) -> Vec<ReasonPart> {
    let part = |label: &str, words: &str| ReasonPart {
        label: Clean::line(label),
        words: Clean::line(words),
    };
    let quoted = |range: TextRange| format!("“{}”", article.words_in(range).trim());
    let evidence = find_evidence(quote);
    let mut reasons = quote.reasons.iter().map(|reason| reason.0.as_str());
    let mut parts = Vec::new();
    let words = evidence.first().map(|range| quoted(*range));
    match (reasons.next(), &quote.speaker) {
        (Some(reason), _) => parts.push(part(reason, &words.unwrap_or_default())),
        (None, Some(_)) => parts.push(part("named beside it", &words.unwrap_or_default())),
        (None, None) => parts.push(part("the text names no speaker", "")),
    }
    parts.extend(reasons.map(|reason| part(reason, "")));
    // The text does not say what the reader has set.
    let others = evidence.iter().skip(1);
    parts.extend(others.map(|range| part("word of saying", &quoted(*range))));
    if let Some(other) = &quote.runner_up {
        let label = if quote.is_corrected {
            "found before"
        } else {
            "second choice"
        };
        parts.push(part(label, &other.name));
    }
    if quote.speaker.is_some() && !quote.is_corrected {
        parts.push(part("confidence", &describe_confidence(quote.confidence)));
    }
    parts
}

fn describe_confidence(confidence: Confidence) -> String {
    format!("{} of 100", confidence.as_hundredths())
}

/// Returns where the text names the speaker and says that somebody spoke: one range if both are side by side.
fn find_evidence(quote: &Quote) -> Vec<TextRange> {
    let speaker = quote.speaker.as_ref().filter(|_| !quote.is_corrected);
    let mention = speaker
        .map(|speaker| speaker.mention)
        .filter(|range| !range.is_empty());
    match (mention, quote.cue) {
        (Some(mention), Some(cue)) => {
            let both = mention.union(cue);
            let is_apart =
                |fragment: &TextRange| fragment.end <= both.start || both.end <= fragment.start;
            if both.len() <= LONGEST_EVIDENCE && quote.fragments.iter().all(is_apart) {
                vec![both]
            } else {
                vec![mention, cue]
            }
        }
        (mention, cue) => mention.into_iter().chain(cue).collect(),
    }
}

fn wrap_parts(parts: &[ReasonPart], width: usize) -> Vec<ReasonLine> {
    let mut lines = Vec::new();
    for part in parts {
        lines.extend(wrap_lines(&part.label, width, false));
        if !part.words.is_empty() {
            let width = width.saturating_sub(INDENT);
            lines.extend(wrap_lines(&part.words, width, true));
        }
    }
    lines
}

fn wrap_lines(text: &Clean, width: usize, is_evidence: bool) -> Vec<ReasonLine> {
    let all = TextRange::new(0, text.len());
    let options = wrap::Options {
        hangs_marks: is_evidence,
        ..wrap::Options::default()
    };
    let lines = wrap::wrap(text, all, width.max(1), options);
    let line = |line: &wrap::WrappedLine| ReasonLine {
        text: Clean::new(line.range.of(text).trim_end()),
        is_evidence,
    };
    lines.iter().map(line).collect()
}
