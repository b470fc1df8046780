//! Finds the turns of an interview or a transcript: "Q: …", "RUIZ: …", "Ana Ruiz: …".

use crate::article::{BlockKind, TextRange};
use crate::quotes::model::paragraph::Paragraph;

/// The longest label before a turn, in bytes.
const LONGEST_LABEL: usize = 40;

/// The most words of a label.
const MOST_WORDS: usize = 4;

/// Fewer words than these are no turn worth a quote, unless the label is one of several of the same.
const FEWEST_WORDS: usize = 8;

/// Fewer words than these are no turn worth a quote under any label.
const FEWEST_ANSWERED: usize = 3;

/// A label is a turn's only when at least this many paragraphs of the article have one.
const FEWEST_TURNS: usize = 2;

/// One turn: who speaks, as the text writes it, and the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct InterviewTurn {
    /// The label before the colon.
    pub(crate) label: TextRange,
    /// The words behind it.
    pub(crate) words: TextRange,
    /// Whether it carries on the turn of the paragraph before.
    pub(crate) continues: bool,
}

/// Returns for each paragraph its turn, if it is one.
pub(crate) fn find_turns(text: &str, paragraphs: &[Paragraph]) -> Vec<Option<InterviewTurn>> {
    let turns: Vec<Option<InterviewTurn>> = paragraphs
        .iter()
        .map(|paragraph| match paragraph.kind {
            BlockKind::Paragraph | BlockKind::ListItem(_) => read_turn(text, paragraph.range),
            _ => None,
        })
        .collect();
    let turns = with_glued_questions(text, paragraphs, turns);
    let shouted = turns
        .iter()
        .flatten()
        .filter(|turn| is_shouted(turn.label.of(text)))
        .count();
    let named = named_labels(text, &turns);
    let exchanged = exchange_labels(text, &turns);
    let is_labelled = |turn: &InterviewTurn| {
        let label = turn.label.of(text);
        is_shouted(label) && shouted >= FEWEST_TURNS
            || named.contains(&label)
            || exchanged.binary_search(&turn.label).is_ok()
    };
    let mut turns: Vec<Option<InterviewTurn>> =
        turns.iter().map(|turn| turn.filter(is_labelled)).collect();
    let kept = are_long_enough(text, &turns);
    carry_turns_on(text, paragraphs, &kept, &mut turns);
    turns
        .into_iter()
        .zip(kept)
        .map(|(turn, is_kept)| turn.filter(|turn| turn.continues || is_kept))
        .collect()
}

/// Returns for each turn whether it has enough words: "WHERE: the town hall" is none, but "RUIZ: I will not" is one
/// where Ruiz speaks again.
fn are_long_enough(text: &str, turns: &[Option<InterviewTurn>]) -> Vec<bool> {
    let labels = turns.iter().flatten().map(|turn| turn.label.of(text));
    let mut labels: Vec<&str> = labels.collect();
    labels.sort_unstable();
    let is_repeated = |label: &str| {
        let first = labels.partition_point(|other| *other < label);
        labels.get(first + 1) == Some(&label)
    };
    let is_long = |turn: &InterviewTurn| {
        let label = turn.label.of(text);
        // "A: Yes." is an answer; "WHERE: The town hall" is a fact box.
        let fewest = if label.len() == 1 || is_repeated(label) {
            FEWEST_ANSWERED
        } else {
            FEWEST_WORDS
        };
        turn.words.of(text).split_whitespace().count() >= fewest
    };
    turns
        .iter()
        .map(|turn| turn.is_some_and(|turn| is_long(&turn)))
        .collect()
}

/// Gives the paragraphs between the turns of "Q and A" to the turn before them, unless they are in brackets.
///
/// Between turns that names label, the story may speak.
fn carry_turns_on(
    text: &str,
    paragraphs: &[Paragraph],
    kept: &[bool],
    turns: &mut [Option<InterviewTurn>],
) {
    let is_letter = |turn: &InterviewTurn| turn.label.len() == 1;
    let Some(last) = turns
        .iter()
        .rposition(|turn| turn.is_some_and(|turn| is_letter(&turn)))
    else {
        return;
    };
    let mut before: Option<InterviewTurn> = None;
    for ((turn, paragraph), is_kept) in turns.iter_mut().zip(paragraphs).zip(kept).take(last) {
        if turn.is_some() {
            before = turn.filter(|turn| is_letter(turn) && *is_kept);
            continue;
        }
        let is_unquoted = paragraph.kind == BlockKind::Paragraph
            && !paragraph.range.of(text).starts_with(['(', '[']);
        before = before.filter(|_| is_unquoted);
        *turn = before.map(|before| InterviewTurn {
            words: paragraph.range,
            continues: true,
            ..before
        });
    }
}

/// Adds the questions whose label lost its colon when the page was scraped, where the answers have theirs: "Q" and at
/// once the first word.
fn with_glued_questions(
    text: &str,
    paragraphs: &[Paragraph],
    turns: Vec<Option<InterviewTurn>>,
) -> Vec<Option<InterviewTurn>> {
    let is_answer = |turn: &InterviewTurn| turn.label.of(text) == "A";
    if turns
        .iter()
        .flatten()
        .filter(|turn| is_answer(turn))
        .count()
        < FEWEST_TURNS
    {
        return turns;
    }
    let glued = |paragraph: &Paragraph| {
        let said = paragraph.range.of(text).strip_prefix('Q')?;
        let start = paragraph.range.start;
        said.starts_with(char::is_uppercase).then(|| InterviewTurn {
            label: TextRange::new(start, start + 1),
            words: TextRange::new(start + 1, paragraph.range.end),
            continues: false,
        })
    };
    let pairs = turns.into_iter().zip(paragraphs);
    pairs
        .map(|(turn, paragraph)| turn.or_else(|| glued(paragraph)))
        .collect()
}

/// Returns the names in small letters that label turns: two of them at least, each more than once.
fn named_labels<'a>(text: &'a str, turns: &[Option<InterviewTurn>]) -> Vec<&'a str> {
    let mut labels: Vec<&str> = turns
        .iter()
        .flatten()
        .map(|turn| turn.label.of(text))
        .filter(|label| !is_shouted(label))
        .collect();
    labels.sort_unstable();
    let mut repeated: Vec<&str> = labels
        .chunk_by(|one, other| one == other)
        .filter(|same| same.len() >= FEWEST_TURNS)
        .filter_map(|same| same.first().copied())
        .collect();
    // One repeated label is a column heading ("Note: …"), not a dialogue.
    if repeated.len() < 2 {
        repeated.clear();
    }
    repeated
}

/// Returns the labels of exchanges, in order: paragraph after paragraph opens with a name, of two people at least, and
/// somebody speaks again.
fn exchange_labels(text: &str, turns: &[Option<InterviewTurn>]) -> Vec<TextRange> {
    let runs = turns.chunk_by(|one, other| one.is_some() == other.is_some());
    let labels = runs.map(|run| run.iter().flatten().map(|turn| turn.label).collect());
    labels
        .filter(|labels: &Vec<TextRange>| {
            let mut names: Vec<&str> = labels
                .iter()
                .filter_map(|label| label.of(text).split_whitespace().next_back())
                .collect();
            names.sort_unstable();
            names.dedup();
            // Two names at least, and fewer names than turns: somebody speaks again. A list of places fails this.
            (2..labels.len()).contains(&names.len())
        })
        .flatten()
        .collect()
}

/// Takes a paragraph for a turn when a label opens it.
fn read_turn(text: &str, paragraph: TextRange) -> Option<InterviewTurn> {
    let (label, rest) = paragraph.of(text).split_once(':')?;
    let is_short = label.len() <= LONGEST_LABEL && rest.starts_with(char::is_whitespace);
    if !is_short || !is_label(label) {
        return None;
    }
    let said = rest.trim_start();
    let start = paragraph.start + (label.len() - label.trim_start().len());
    let label = TextRange::new(start, start + label.trim().len());
    (!said.is_empty() && !said.starts_with(['"', '“', '‘', '\'', '«', '„'])).then(|| {
        InterviewTurn {
            label,
            words: TextRange::new(paragraph.end - said.len(), paragraph.end),
            continues: false,
        }
    })
}

/// Returns `true` if words may be who speaks: a letter of "Q and A", capitals throughout, or a name.
fn is_label(label: &str) -> bool {
    let begins_large = |word: &str| word.starts_with(char::is_uppercase);
    label.split_whitespace().all(begins_large)
        && (1..=MOST_WORDS).contains(&label.split_whitespace().count())
}

fn is_shouted(label: &str) -> bool {
    !label.chars().any(char::is_lowercase)
}
