//! Reads the label that opens a turn: "Q:", "RUIZ:", "ANA RUIZ, host:", "Dr. RUIZ (Harbour Board):", "Ana Ruiz:" or
//! the initials "AR".

use std::collections::HashSet;

use crate::article::TextRange;
use crate::quotes::marks::interview_turns::InterviewTurn;
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::word_class::WordClass;
use crate::quotes::words::lexicon;

/// The longest name in a label, in bytes.
const LONGEST_NAME: usize = 40;

/// The longest label with what follows the name, in bytes: "(Psychologist; President, Harbour Board)".
const LONGEST_LABEL: usize = 160;

/// The most words of a name.
const MOST_WORDS: usize = 4;

/// The most words behind the comma of a label: "ANA RUIZ, host of the morning show:".
const MOST_ROLE_WORDS: usize = 6;

/// The marks that may open a quote.
const OPENING_MARKS: [char; 6] = ['"', '“', '‘', '\'', '«', '„'];

/// The words that are hardly written but where somebody speaks.
const SPOKEN: [&str; 16] = [
    "I", "we", "We", "you", "You", "my", "My", "our", "Our", "your", "Your", "me", "us", "Yes",
    "Yeah", "Well",
];

/// Returns the turn of a paragraph that a label with a colon opens.
pub(crate) fn read_turn(text: &str, paragraph: TextRange) -> Option<InterviewTurn> {
    let whole = paragraph.of(text);
    let written = whole.trim_start_matches(OPENING_MARKS);
    let start = paragraph.end - written.len();
    let colon = find_colon(written)?;
    let (label, rest) = written.split_at_checked(colon)?;
    let name = label.split(['(', ',']).next().unwrap_or_default().trim();
    let is_plain = name.len() == label.trim().len();
    let said = rest.strip_prefix(':')?;
    let is_role_short = is_plain || is_shouted(name) && has_short_role(label);
    if !said.starts_with(char::is_whitespace) || !is_name(name) || !is_role_short {
        return None;
    }
    let said = said.trim_start();
    // Where marks bound the words themselves, they decide: “RUIZ: "Good evening."”
    if said.is_empty() || said.starts_with(OPENING_MARKS) {
        return None;
    }
    let indent = label.len() - label.trim_start().len();
    let name = TextRange::new(start + indent, start + indent + name.len());
    // Marks may enclose one turn, or close behind the last of several.
    let is_enclosed = written.len() < whole.len() || said.ends_with('”') && !said.contains('“');
    let end = if is_enclosed {
        paragraph.end - (said.len() - said.trim_end_matches(['"', '”', '’', '\'', '»']).len())
    } else {
        paragraph.end
    };
    let from = paragraph.end - said.len();
    (from < end).then(|| InterviewTurn {
        label: name,
        words: TextRange::new(from, end),
        continues: false,
    })
}

/// Returns where the colon of a label is; one inside brackets is none.
fn find_colon(written: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in written
        .char_indices()
        .take_while(|(at, _)| *at <= LONGEST_LABEL)
    {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ':' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

/// Returns `true` if what follows the name is in brackets, or a few words behind a comma.
fn has_short_role(label: &str) -> bool {
    label.trim_end().ends_with(')')
        || label
            .split_once(',')
            .is_some_and(|(_, role)| role.split_whitespace().count() <= MOST_ROLE_WORDS)
}

/// Returns `true` if words may be who speaks: a letter of "Q and A", capitals throughout, or a name.
fn is_name(name: &str) -> bool {
    let words = || name.split_whitespace();
    name.len() <= LONGEST_NAME
        && (1..=MOST_WORDS).contains(&words().count())
        && words().all(|word| word.starts_with(char::is_uppercase))
}

/// Returns `true` if a label is in capitals, apart from a title: "Dr. RUIZ".
pub(crate) fn is_shouted(label: &str) -> bool {
    let is_title = |word: &str| {
        let word = WordKey::new(word.trim_end_matches('.'));
        lexicon::look_up(word).class == WordClass::Title
    };
    let mut words = label
        .split_whitespace()
        .filter(|word| !is_title(word))
        .peekable();
    words.peek().is_some() && words.all(|word| !word.contains(char::is_lowercase))
}

/// Returns `true` for a word that says who somebody is: "CALLER", "QUESTION".
pub(crate) fn is_person_word(word: &str) -> bool {
    let class = lexicon::look_up(WordKey::new(word)).class;
    let is_person = matches!(class, WordClass::Person | WordClass::Title);
    is_person || ["QUESTION", "ANSWER"].contains(&word)
}

/// Returns `true` if words look spoken: they ask, or speak of "I" or "you".
pub(crate) fn is_spoken(words: &str) -> bool {
    words.contains('?') || has_word(words, &SPOKEN)
}

/// Returns `true` if one of `wanted` is among the words, in the same case; "I'm" counts as "I", "F.B.I." does not.
pub(crate) fn has_word(words: &str, wanted: &[&str]) -> bool {
    // Most paragraphs contain none of the words even as substrings; checking that first is cheaper than splitting.
    if !wanted.iter().any(|word| words.contains(word)) {
        return false;
    }
    let is_gap = |c: char| c.is_whitespace() || matches!(c, '—' | '–' | '…' | '-');
    words.split(is_gap).any(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let stem = bare.split(['\'', '’']).next().unwrap_or_default();
        wanted.contains(&stem)
    })
}

/// Returns the initials that open a paragraph as a label without a colon, with the words behind them: "AR I was nine."
pub(crate) fn read_initials(text: &str, paragraph: TextRange) -> Option<InterviewTurn> {
    let written = paragraph.of(text);
    let (initials, said) = written.split_once(' ')?;
    let is_label =
        (2..=3).contains(&initials.len()) && initials.bytes().all(|c| c.is_ascii_uppercase());
    let begins = |c: char| c.is_uppercase() || matches!(c, '(' | '[' | '…');
    (is_label && said.starts_with(begins)).then(|| InterviewTurn {
        label: TextRange::new(paragraph.start, paragraph.start + initials.len()),
        words: TextRange::new(paragraph.end - said.len(), paragraph.end),
        continues: false,
    })
}

/// Returns the initials of the names in a text: of two and of three words in a row that have a capital and small
/// letters.
pub(crate) fn list_initials(text: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut run: Vec<char> = Vec::new();
    // "DAC" is Desmond Achebe-Clarke.
    for word in text.split(|c: char| c.is_whitespace() || c == '-') {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let first = bare.chars().next().filter(|c| c.is_uppercase());
        let is_part = bare.contains(char::is_lowercase) || bare.len() == 2 && bare.ends_with('.');
        match first.filter(|_| is_part) {
            Some(first) => run.push(first),
            None => run.clear(),
        }
        for length in 2..=3 {
            let initials = run
                .len()
                .checked_sub(length)
                .and_then(|from| run.get(from..));
            found.extend(initials.map(|initials| initials.iter().collect::<String>()));
        }
        // A name ends where its sentence or phrase does.
        if word.ends_with([',', ';', ':', '!', '?']) {
            run.clear();
        }
    }
    found
}
