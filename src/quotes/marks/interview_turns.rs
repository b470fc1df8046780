//! Finds the turns of an interview or a transcript: "Q: …", "RUIZ: …", "Ana Ruiz: …".

use crate::article::{BlockKind, TextRange};
use crate::quotes::marks::carried_turns;
use crate::quotes::marks::turn_labels::{self, is_shouted};
use crate::quotes::model::paragraph::Paragraph;

/// Fewer words than these are no turn worth a quote, unless the label is one of several of the same.
const FEWEST_WORDS: usize = 8;

/// Fewer words than these are no turn worth a quote under any label.
const FEWEST_ANSWERED: usize = 3;

/// A label is a turn's only when at least this many paragraphs of the article have one.
const FEWEST_TURNS: usize = 2;

/// One turn in this many must sound spoken.
const FEWEST_SPOKEN: usize = 3;

/// A transcript has at least this many turns.
pub(super) const FEWEST_TRANSCRIBED: usize = 3;

/// The verbs beside the marks of a story.
pub(super) const NARRATING: [&str; 4] = [" said", " told ", " added", " wrote"];

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
            BlockKind::Paragraph | BlockKind::ListItem(_) => {
                turn_labels::read_turn(text, paragraph.range)
            }
            _ => None,
        })
        .collect();
    let turns = with_unmarked_questions(text, paragraphs, turns);
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
    let turns: Vec<Option<InterviewTurn>> =
        turns.iter().map(|turn| turn.filter(is_labelled)).collect();
    let mut turns = spoken_turns(text, &turns);
    if turns.iter().all(Option::is_none) {
        turns = initialled_turns(text, paragraphs);
    }
    let kept = are_long_enough(text, &turns);
    carried_turns::carry_turns_on(text, paragraphs, &kept, &mut turns);
    turns
        .into_iter()
        .zip(kept)
        .map(|(turn, is_kept)| turn.filter(|turn| turn.continues || is_kept))
        .collect()
}

/// Returns for each turn whether it has enough words: "WHERE: the town hall" is none, but "RUIZ: I will not" is one
/// where somebody speaks again.
fn are_long_enough<'a>(text: &'a str, turns: &[Option<InterviewTurn>]) -> Vec<bool> {
    // "ANA RUIZ" and "RUIZ" are one label.
    let last_word = |label: &'a str| label.split_whitespace().next_back().unwrap_or_default();
    let labels = turns
        .iter()
        .flatten()
        .map(|turn| last_word(turn.label.of(text)));
    let mut labels: Vec<&str> = labels.collect();
    labels.sort_unstable();
    let is_repeated = |label: &'a str| {
        let label = last_word(label);
        let first = labels.partition_point(|other| *other < label);
        labels.get(first + 1) == Some(&label)
    };
    let is_again = has_repeats(&labels);
    let is_exchange = is_again && labels.len() >= FEWEST_TRANSCRIBED;
    let is_long = |turn: &InterviewTurn| {
        let label = turn.label.of(text);
        // "A: Yes." is an answer; "WHERE: The town hall" is a fact box.
        let fewest = match label.len() {
            2.. if is_exchange && is_shouted(label) => 1,
            1 => FEWEST_ANSWERED,
            _ if is_repeated(label) => FEWEST_ANSWERED,
            _ => FEWEST_WORDS,
        };
        let words = turn.words.of(text);
        let count = words.split_whitespace().count();
        // "RUIZ: Now…" is a turn, "IG: @anaruiz" is none.
        let is_whole = words.trim_end().ends_with(['.', '?', '!', '…', '—', '-']);
        count >= fewest && (is_whole || count >= FEWEST_ANSWERED)
    };
    turns
        .iter()
        .map(|turn| turn.is_some_and(|turn| is_long(&turn)))
        .collect()
}

/// Returns `true` if a label occurs twice among those sorted.
fn has_repeats(sorted: &[&str]) -> bool {
    sorted
        .windows(2)
        .any(|pair| matches!(pair, [one, other] if one == other))
}

/// Drops the turns of names, or of capitals, of which hardly any sounds spoken: the notes of a match and recipes have
/// labels too ("Rovers: Host the United on Friday").
fn spoken_turns(text: &str, turns: &[Option<InterviewTurn>]) -> Vec<Option<InterviewTurn>> {
    let share = |shouted: bool| {
        let of_kind = turns
            .iter()
            .flatten()
            .filter(|turn| is_shouted(turn.label.of(text)) == shouted);
        let all = of_kind.clone().count();
        let spoken = of_kind.filter(|turn| turn_labels::is_spoken(turn.words.of(text)));
        spoken.count() * FEWEST_SPOKEN >= all
    };
    let (shouted, named) = (share(true) && !is_notebook(text, turns), share(false));
    let is_spoken = |turn: &InterviewTurn| {
        if is_shouted(turn.label.of(text)) {
            shouted
        } else {
            named
        }
    };
    turns.iter().map(|turn| turn.filter(is_spoken)).collect()
}

/// Returns `true` if the labels in capitals are heads of a notebook: each occurs once, and the story tells below one of them
/// what somebody said ("SCUFFLE: Bell threw a helmet. “It slipped,” Bell said.").
fn is_notebook(text: &str, turns: &[Option<InterviewTurn>]) -> bool {
    let shouted = || {
        let turns = turns.iter().flatten();
        turns.filter(|turn| is_shouted(turn.label.of(text)))
    };
    let narrates = |turn: &InterviewTurn| {
        let words = turn.words.of(text);
        words.contains(['"', '“']) && NARRATING.iter().any(|verb| words.contains(verb))
    };
    let mut labels: Vec<&str> = shouted().map(|turn| turn.label.of(text)).collect();
    labels.sort_unstable();
    let is_again = has_repeats(&labels);
    // "RUIZ" is Ana Ruiz of the story, "CALLER" somebody.
    let is_somebody = |label: &&str| {
        let last = label.split_whitespace().next_back().unwrap_or_default();
        let mut letters = last.chars();
        let first = letters.next().map(String::from).unwrap_or_default();
        let name = first + &letters.as_str().to_lowercase();
        turn_labels::is_person_word(last) || turn_labels::has_word(text, &[name.as_str()])
    };
    // Outside the marks of what it tells.
    let is_told_by_i = |turn: &InterviewTurn| {
        let told = turn.words.of(text).split(['"', '“']).next();
        told.is_some_and(|told| turn_labels::has_word(told, &["I"]))
    };
    labels.len() >= FEWEST_TRANSCRIBED
        && !is_again
        && !labels.iter().any(is_somebody)
        && !shouted().any(is_told_by_i)
        && shouted().any(narrates)
}

/// Returns the turns that initials without a colon open, if the text has the names: "AR I was nine." and "Ana Ruiz".
fn initialled_turns(text: &str, paragraphs: &[Paragraph]) -> Vec<Option<InterviewTurn>> {
    let read = |paragraph: &Paragraph| match paragraph.kind {
        BlockKind::Paragraph => turn_labels::read_initials(text, paragraph.range),
        _ => None,
    };
    let mut turns: Vec<Option<InterviewTurn>> = paragraphs.iter().map(read).collect();
    // Most articles have none, and need not be searched for names.
    if turns.iter().flatten().count() < FEWEST_TURNS {
        return vec![None; turns.len()];
    }
    let known = turn_labels::list_initials(text);
    for turn in &mut turns {
        *turn = turn.filter(|turn| known.contains(turn.label.of(text)));
    }
    if turns.iter().flatten().count() < FEWEST_TURNS {
        turns.fill(None);
    }
    spoken_turns(text, &turns)
}

/// Adds the questions whose label has no colon, where the answers have theirs: "Q Sir, do you regret it?", and "Q" and
/// at once the first word, as scraped pages have it.
fn with_unmarked_questions(
    text: &str,
    paragraphs: &[Paragraph],
    turns: Vec<Option<InterviewTurn>>,
) -> Vec<Option<InterviewTurn>> {
    let has_turns = |wanted: &dyn Fn(&str) -> bool| {
        let labels = turns.iter().flatten().map(|turn| turn.label.of(text));
        labels.filter(|label| wanted(label)).count() >= FEWEST_TURNS
    };
    let has_answers = has_turns(&|label| label == "A");
    let has_transcript = has_turns(&|label| label.len() > 1 && is_shouted(label));
    if !has_answers && !has_transcript {
        return turns;
    }
    let read_question = |paragraph: &Paragraph| {
        let rest = paragraph.range.of(text).strip_prefix('Q')?;
        let said = rest.trim_start();
        let (start, end) = (paragraph.range.start, paragraph.range.end);
        // "Q Magazine called it the best of the year."
        let is_question = has_answers || said.len() < rest.len() && turn_labels::is_spoken(said);
        (is_question && said.starts_with(char::is_uppercase)).then(|| InterviewTurn {
            label: TextRange::new(start, start + 1),
            words: TextRange::new(end - said.len(), end),
            continues: false,
        })
    };
    let pairs = turns.into_iter().zip(paragraphs);
    pairs
        .map(|(turn, paragraph)| turn.or_else(|| read_question(paragraph)))
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
