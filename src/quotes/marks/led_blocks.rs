//! Finds paragraphs without marks that somebody said or wrote, by the paragraph that leads to them: testimony, a
//! statement, a letter read out.

use crate::article::{BlockKind, TextRange};
use crate::quotes::marks::double_marks::Mark;
use crate::quotes::marks::turn_labels;
use crate::quotes::model::paragraph::Paragraph;
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::word_class::{Clue, WordClass};
use crate::quotes::words::lexicon;

/// The words of somebody who speaks of themselves.
const OWN_VOICE: [&str; 10] = [
    "I", "we", "We", "my", "My", "our", "Our", "me", "us", "myself",
];

/// Those of one person, of which a story that is no column has none.
const NARRATOR: [&str; 5] = ["I", "my", "My", "me", "myself"];

/// What a paragraph that leads to words without a colon holds.
const REPORTS: [&str; 9] = [
    "said",
    "told",
    "wrote",
    "testified",
    "explained",
    "added",
    "recalled",
    "stated",
    "posted",
];

/// What it holds if the words are a record of somebody's own.
const RECORDS: [&str; 13] = [
    "transcript",
    "transcripts",
    "testimony",
    "testified",
    "statement",
    "letter",
    "email",
    "memo",
    "diary",
    "affidavit",
    "message",
    "post",
    "speech",
];

/// What may come right before the colon beside the cues: "It reads:".
const READING: [&str; 6] = ["read", "reads", "follows", "continued", "states", "writes"];

/// The fewest words of a block.
const FEWEST_WORDS: usize = 5;

/// The fewest blocks that a story leads to without a colon, unless it names a record.
const FEWEST_BLOCKS: usize = 2;

/// How a paragraph leads to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LeadIn {
    /// It does not.
    No,
    /// It tells what somebody said.
    Reports,
    /// It also names a record of the words: "according to a transcript".
    NamesRecord,
    /// It ends with a colon, and speaks of words.
    Colon,
    /// It ends with a reporting word and a colon: "It read:".
    CueAndColon,
}

/// Returns for each paragraph whether it is such a block, and if so whether it carries the one before on.
///
/// `is_free` tells which paragraphs nothing else takes.
pub(crate) fn find_led_blocks(
    text: &str,
    paragraphs: &[Paragraph],
    marks: &[Vec<Mark>],
    is_free: impl Fn(usize) -> bool,
) -> Vec<Option<bool>> {
    let is_silent = |at: usize, paragraph: &Paragraph| {
        let has_marks = marks.get(at).is_some_and(|marks| !marks.is_empty());
        !has_marks && is_free(at) && is_plain(text, paragraph)
    };
    let silent: Vec<bool> = (0..)
        .zip(paragraphs)
        .map(|(at, own)| is_silent(at, own))
        .collect();
    let finder = BlockFinder {
        text,
        paragraphs,
        marks,
        silent,
    };
    finder.find_blocks()
}

/// Returns `true` if a paragraph may be a block: text of a few words at least that no mark or dash opens.
fn is_plain(text: &str, paragraph: &Paragraph) -> bool {
    let written = paragraph.range.of(text);
    paragraph.kind == BlockKind::Paragraph
        && !written.starts_with(['(', '[', '-', '–', '—', '‘', '\'', '•', '*'])
        && written.split_whitespace().nth(FEWEST_WORDS - 1).is_some()
}

struct BlockFinder<'a> {
    text: &'a str,
    paragraphs: &'a [Paragraph],
    marks: &'a [Vec<Mark>],
    /// Which paragraphs may be a block.
    silent: Vec<bool>,
}

impl BlockFinder<'_> {
    fn find_blocks(&self) -> Vec<Option<bool>> {
        let has_narrator = (0..self.paragraphs.len()).any(|at| self.is_narrated(at));
        let mut blocks: Vec<Option<bool>> = vec![None; self.paragraphs.len()];
        let mut reported = Vec::new();
        let mut names_record = false;
        for at in 1..self.paragraphs.len() {
            let is_silent = self.silent.get(at).copied().unwrap_or_default();
            if !is_silent {
                continue;
            }
            let is_own = || self.has_word(at, &OWN_VOICE);
            let continues = blocks.get(at - 1).copied().flatten().is_some();
            if continues {
                // Words of the story end the block.
                let goes_on = is_own() && !self.has_word(at, &REPORTS);
                set(&mut blocks, at, goes_on.then_some(true));
                continue;
            }
            match self.lead_in(at - 1) {
                LeadIn::CueAndColon => set(&mut blocks, at, Some(false)),
                LeadIn::Colon if !has_narrator && is_own() => set(&mut blocks, at, Some(false)),
                lead @ (LeadIn::Reports | LeadIn::NamesRecord)
                    if !has_narrator && is_own() && !self.has_word(at, &REPORTS) =>
                {
                    names_record |= lead == LeadIn::NamesRecord;
                    reported.push(at);
                }
                LeadIn::No | LeadIn::Colon | LeadIn::Reports | LeadIn::NamesRecord => {}
            }
        }
        // "We" alone may be the paper: somebody speaks of themselves at least once.
        let is_told = reported.iter().any(|at| self.has_word(*at, &NARRATOR));
        if is_told && (names_record || reported.len() >= FEWEST_BLOCKS) {
            for at in reported {
                set(&mut blocks, at, Some(false));
            }
        }
        blocks
    }

    /// Returns `true` if the author speaks of themselves beside what others said: in a column or a report.
    fn is_narrated(&self, at: usize) -> bool {
        let Some(paragraph) = self.paragraphs.get(at) else {
            return false;
        };
        let marks = self.marks.get(at).map_or(&[][..], Vec::as_slice);
        let mut from = paragraph.range.start;
        let mut is_outside = true;
        let ends = marks
            .iter()
            .map(|mark| mark.range)
            .chain([TextRange::new(paragraph.range.end, paragraph.range.end)]);
        let mut speaks = false;
        for end in ends {
            let part = TextRange::new(from, end.start.max(from)).of(self.text);
            speaks = speaks || is_outside && turn_labels::has_word(part, &NARRATOR);
            is_outside = !is_outside;
            from = end.end;
        }
        let is_told = || !marks.is_empty() || self.has_word(at, &REPORTS);
        speaks && paragraph.kind.is_story() && is_told()
    }

    /// Returns how a paragraph leads to the next.
    fn lead_in(&self, at: usize) -> LeadIn {
        let Some(paragraph) = self.paragraphs.get(at).filter(|own| own.kind.is_story()) else {
            return LeadIn::No;
        };
        let written = paragraph.range.of(self.text).trim_end();
        let Some(before_colon) = written.strip_suffix(':') else {
            let is_silent = self.marks.get(at).is_some_and(Vec::is_empty);
            return if !(is_silent && self.has_word(at, &REPORTS)) {
                LeadIn::No
            } else if self.has_word(at, &RECORDS) {
                LeadIn::NamesRecord
            } else {
                LeadIn::Reports
            };
        };
        let sentence = before_colon
            .rsplit(['.', '?', '!'])
            .next()
            .unwrap_or_default();
        let is_cue = |word: &str| {
            let entry = lexicon::look_up(WordKey::new(word));
            entry.has(Clue::PlainCue) || entry.has(Clue::SpeakingCue) || READING.contains(&word)
        };
        let is_about_words = |word: &str| {
            let entry = lexicon::look_up(WordKey::new(word));
            entry.cue.is_some() || entry.class == WordClass::Document
        };
        let mut words = sentence.split_whitespace();
        if words.clone().next_back().is_some_and(is_cue) {
            LeadIn::CueAndColon
        } else if words.any(is_about_words) {
            LeadIn::Colon
        } else {
            LeadIn::No
        }
    }

    fn has_word(&self, at: usize, words: &[&str]) -> bool {
        let paragraph = self.paragraphs.get(at);
        paragraph.is_some_and(|own| turn_labels::has_word(own.range.of(self.text), words))
    }
}

fn set(blocks: &mut [Option<bool>], at: usize, block: Option<bool>) {
    if let Some(slot) = blocks.get_mut(at) {
        *slot = block;
    }
}
