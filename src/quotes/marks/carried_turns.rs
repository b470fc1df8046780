//! Carries the turns of an interview or a transcript on over the paragraphs behind them that have no label.

use crate::article::BlockKind;
use crate::quotes::marks::interview_turns::{FEWEST_TRANSCRIBED, InterviewTurn, NARRATING};
use crate::quotes::marks::turn_labels::{self, is_shouted};
use crate::quotes::model::paragraph::Paragraph;

/// The most paragraphs without a label that a turn of a name in small letters may have.
const MOST_SPOKEN: usize = 3;

/// What an author does who tells of a talk between its turns: "I ask about the lamp."
const ASKING: [&str; 5] = ["I ask", "I asked", "we meet", "We meet", "I meet"];

/// Gives the paragraphs between the turns of "Q and A" and of a transcript to the turn before them, unless they are
/// in brackets.
///
/// Between turns that names in small letters label, the story may speak: there a paragraph counts only if it sounds spoken.
pub(super) fn carry_turns_on(
    text: &str,
    paragraphs: &[Paragraph],
    kept: &[bool],
    turns: &mut [Option<InterviewTurn>],
) {
    let shouted = turns
        .iter()
        .flatten()
        .filter(|turn| is_transcript(text, turn));
    let has_transcript = shouted.count() >= FEWEST_TRANSCRIBED;
    let has_exchange = turns.iter().flatten().count() >= FEWEST_TRANSCRIBED;
    let is_carried =
        |turn: &InterviewTurn| turn.label.len() == 1 || has_transcript && is_transcript(text, turn);
    let mut next = 0;
    while let Some(start) = turns.iter().skip(next).position(Option::is_some) {
        let start = start + next;
        next = start + 1;
        let gap = turns
            .iter()
            .skip(next)
            .take_while(|turn| turn.is_none())
            .count();
        // Behind the last turn the story goes on.
        if gap == 0 || next + gap >= turns.len() {
            continue;
        }
        let is_kept = kept.get(start).copied().unwrap_or_default();
        let turn = turns.get(start).copied().flatten();
        let silent = paragraphs.get(next..next + gap).unwrap_or_default();
        let is_spoken = |turn: &InterviewTurn| {
            has_exchange && has_colon(text, turn) && sound_spoken(text, silent)
        };
        let Some(before) = turn.filter(|turn| is_kept && (is_carried(turn) || is_spoken(turn)))
        else {
            continue;
        };
        if before.label.len() > 1 && silent.iter().any(|paragraph| is_narration(text, paragraph)) {
            continue;
        }
        let places = turns.iter_mut().skip(next);
        continue_turn(text, before, silent, places);
    }
}

/// Gives the paragraphs behind a turn to it, up to the first that is no plain paragraph or is in brackets.
fn continue_turn<'a>(
    text: &str,
    turn: InterviewTurn,
    behind: &[Paragraph],
    places: impl Iterator<Item = &'a mut Option<InterviewTurn>>,
) {
    let is_unquoted = |paragraph: &&Paragraph| {
        paragraph.kind == BlockKind::Paragraph && !paragraph.range.of(text).starts_with(['(', '['])
    };
    for (paragraph, place) in behind.iter().take_while(is_unquoted).zip(places) {
        *place = Some(InterviewTurn {
            words: paragraph.range,
            continues: true,
            ..turn
        });
    }
}

/// Returns `true` if a turn is one of a transcript, which labels each in capitals with a colon.
fn is_transcript(text: &str, turn: &InterviewTurn) -> bool {
    let label = turn.label.of(text);
    label.len() > 1 && has_colon(text, turn) && is_shouted(label)
}

/// Returns `true` if a colon comes behind the label of a turn.
fn has_colon(text: &str, turn: &InterviewTurn) -> bool {
    let between = text.get(turn.label.end..turn.words.start);
    between.is_some_and(|between| between.contains(':'))
}

/// Returns `true` if a paragraph tells what somebody said, as a story does that holds parts of a transcript.
fn is_narration(text: &str, paragraph: &Paragraph) -> bool {
    let written = paragraph.range.of(text);
    written.contains(['"', '“']) && NARRATING.iter().any(|verb| written.contains(verb))
}

/// Returns `true` if the paragraphs between two turns are few and all sound spoken; behind initials the one who asks may have
/// no label.
fn sound_spoken(text: &str, silent: &[Paragraph]) -> bool {
    let mut all = silent.iter();
    silent.len() <= MOST_SPOKEN && all.all(|paragraph| sounds_spoken(text, paragraph))
}

/// Returns `true` if a paragraph has words that are hardly written but where somebody speaks, and is not told by an author:
/// "And I would add that", but not "I ask about the lamp".
fn sounds_spoken(text: &str, paragraph: &Paragraph) -> bool {
    let written = paragraph.range.of(text);
    paragraph.kind == BlockKind::Paragraph
        && turn_labels::is_spoken(written)
        && !written.contains(['"', '“', '?'])
        && !ASKING.iter().any(|words| written.contains(words))
}
