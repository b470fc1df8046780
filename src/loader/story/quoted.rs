//! Finds block quotes that are paragraphs of their own, without marks, after a line that ends in a colon.
//!
//! A line that introduces words ("To wit:", "She wrote:") is believed; any other line with a colon only when what
//! follows speaks in the first person and the story itself does not. The quote goes on as long as it shows that it
//! does, also when the story speaks for a paragraph between.

use std::sync::LazyLock;

use regex::Regex;

use super::introduction::is_introduction;
use super::line::is_list_item;
use crate::article::BlockKind;
use crate::loader::passage::DraftPassage;
use crate::loader::{ascii_letters, draft};

/// A speaker's turn in a transcript: "PRYCE: …", "Q: …"; for letters as [`ascii_letters::to_ascii_letters`] writes them.
static TURN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?:[A-Z][A-Z .'’-]{0,40}|[QA]):(?:\s|$)").ok());

/// A speaker's label is looked for within this many bytes.
const LONGEST_TURN: usize = 80;

/// Marks the block quotes among the passages that are still undecided.
pub(super) fn mark_quotes(passages: &mut [DraftPassage<'_>]) {
    // Where no line ends in a colon any more, nothing can be introduced.
    let last = passages
        .iter()
        .rposition(|passage| passage.text.ends_with(':'));
    let (mut seen, mut own_words) = (0, 0);
    let mut at = 0;
    while let Some(passage) = passages
        .get(at)
        .filter(|_| last.is_some_and(|last| at <= last))
    {
        at += 1;
        if passage.kind.is_some() {
            continue;
        }
        seen += 1;
        own_words += usize::from(speaks_in_first_person(&passage.text));
        // A writer who says "we" once is not telling the story as their own.
        let is_first_person = own_words * 4 > seen;
        let next = passages.get(at);
        if next.is_some_and(|next| begins_quote(&passage.text, next, is_first_person)) {
            at = mark_run(passages, at, is_first_person);
        }
    }
}

/// Returns `true` if `next` is a quote that the line `introduction` introduces.
fn begins_quote(introduction: &str, next: &DraftPassage<'_>, is_first_person: bool) -> bool {
    const SHORTEST: usize = 20;
    if !introduction.ends_with(':') || next.kind.is_some() || next.text.len() < SHORTEST {
        return false;
    }
    let is_other = next
        .text
        .starts_with(['"', '“', '‘', '\'', '«', '„', '<', '`'])
        || is_list_item(&next.text)
        || TURN.as_ref().is_some_and(|turn| {
            turn.is_match(&ascii_letters::to_ascii_letters(draft::head_within(
                &next.text,
                LONGEST_TURN,
            )))
        });
    !is_other
        && (goes_on(next, is_first_person)
            || is_introduction(introduction) && !tells_on(introduction, &next.text))
}

/// Marks the quote that begins at `start`, and returns the number of the first passage after it.
fn mark_run(passages: &mut [DraftPassage<'_>], start: usize, is_first_person: bool) -> usize {
    let group = passages.get(start).map(|first| first.group);
    let is_group_start = passages.get(start - 1).map(|before| before.group) != group;
    let mut at = start;
    while let Some(passage) = passages.get(at).filter(|passage| passage.kind.is_none()) {
        let is_same_group = is_group_start && Some(passage.group) == group;
        let is_quote = at == start || is_same_group || goes_on(passage, is_first_person);
        let resumes = || {
            let next = passages.get(at + 1).filter(|next| next.kind.is_none());
            !has_marks(&passage.text) && next.is_some_and(|next| goes_on(next, is_first_person))
        };
        if !is_quote && !resumes() {
            break;
        }
        if is_quote && let Some(passage) = passages.get_mut(at) {
            passage.kind = Some(BlockKind::BlockQuote);
        }
        at += 1;
    }
    at
}

/// Returns `true` if a paragraph continues the story: it begins with a name of the introduction, or reports speech.
fn tells_on(introduction: &str, paragraph: &str) -> bool {
    let named = |word: &str| {
        let word = word.trim_end_matches(['’', '\'', 's', ',']);
        word.len() > 3 && word.starts_with(char::is_uppercase) && names_person(introduction, word)
    };
    let reports = || {
        let words = [" said", " told ", " added", " according to "];
        words.iter().any(|word| paragraph.contains(word))
    };
    let begins = paragraph.split_whitespace().take(3).any(named);
    (begins && !speaks_in_first_person(paragraph)) || (has_marks(paragraph) && reports())
}

/// Returns `true` if a line names somebody, rather than a place that they are of: "Ines Halloran, the mayor of Orrin, wrote:".
fn names_person(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let before = line.get(..at).unwrap_or_default();
        let word = before.split_whitespace().next_back();
        !word.is_some_and(|word| ["of", "in", "at", "from"].contains(&word))
    })
}

/// Returns `true` if a paragraph shows by itself that it is still somebody's words.
fn goes_on(passage: &DraftPassage<'_>, is_first_person: bool) -> bool {
    let text = &passage.text;
    let is_cut = text.starts_with('…') || text.starts_with("...") || begins_with_bracket(text);
    is_cut || (!is_first_person && !has_mark_at_start(text) && speaks_in_first_person(text))
}

/// Returns `true` if a paragraph begins with a changed capital: `[F]or`.
fn begins_with_bracket(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next() == Some('[')
        && letters.next().is_some_and(char::is_uppercase)
        && letters.next() == Some(']')
}

fn has_mark_at_start(text: &str) -> bool {
    text.starts_with(['"', '“', '‘', '«', '„', '`']) || text.starts_with("''")
}

fn has_marks(text: &str) -> bool {
    text.contains(['"', '“', '”', '«', '»', '„']) || text.contains("''")
}

/// Returns `true` if a paragraph says I or we outside quotation marks.
fn speaks_in_first_person(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "I",
        "we",
        "We",
        "our",
        "Our",
        "us",
        "my",
        "My",
        "me",
        "ours",
        "ourselves",
        "myself",
    ];
    let mut open = None;
    let mut before = ' ';
    let mut word = 0;
    for (at, c) in text.char_indices() {
        let ends_word = !c.is_alphanumeric();
        if ends_word
            && open.is_none()
            && text.get(word..at).is_some_and(|word| WORDS.contains(&word))
        {
            return true;
        }
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        let begins_word = rest.starts_with(char::is_alphanumeric);
        open = mark_after(open, c, before.is_alphanumeric(), begins_word);
        if ends_word {
            word = at + c.len_utf8();
        }
        before = c;
    }
    open.is_none() && text.get(word..).is_some_and(|word| WORDS.contains(&word))
}

/// Returns the quotation mark that is open after the character `c`; an apostrophe opens and closes nothing.
fn mark_after(open: Option<char>, c: char, follows_word: bool, begins_word: bool) -> Option<char> {
    match (c, open) {
        ('“' | '‘' | '"', None) => Some(c),
        ('\'', None) if begins_word && !follows_word => Some(c),
        ('”', Some('“')) | ('"', Some('"')) => None,
        ('’', Some('‘')) | ('\'', Some('\'')) if !begins_word => None,
        _ => open,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::loader::plain;

    const STORY: &str =
        "The harbor office published its report on Monday, and the island read it aloud.";
    const OURS: &str =
        "We have never sold a ferry, and we will not begin with this one while the office stands.";

    fn quotes(paragraphs: &[&str]) -> Vec<bool> {
        let text = paragraphs.join("\n\n");
        let mut passages = plain::split_passages(&text);
        mark_quotes(&mut passages);
        passages
            .iter()
            .map(|passage| passage.kind == Some(BlockKind::BlockQuote))
            .collect()
    }

    #[rstest]
    #[case("To wit:")]
    #[case("The report says in part:")]
    #[case("In a letter to the island, Pryce wrote:")]
    #[case("From the Harbor Ledger:")]
    #[case("According to Ines Halloran, writing for Island Notes:")]
    #[case("The island was told on Monday. In a speech that night, she said:")]
    #[case("He had a message for everyone on the pier, observing of Pryce:")]
    #[case("He had a message for everyone on the pier,\u{a0}observing of Pryce:")]
    #[case("Ines Halloran, the mayor of the island, also spoke out against Pryce:")]
    #[case("Ines Halloran, the mayor of Nobody Island, wrote:")]
    #[case("A deckhand on the pier asked:")]
    #[case("The mayor later clarified, and a deckhand answered:")]
    #[case("The letter begins:")]
    #[case("Halloran’s tweet:")]
    #[case("Here is the full statement from the county:")]
    #[case("The mayor summed up:")]
    fn a_paragraph_after_an_introduction_is_a_quote(#[case] introduction: &str) {
        let quote = "Nobody ever asked for the ferry, and nobody will be given it while this office stands.";
        assert_eq!(
            quotes(&[STORY, introduction, quote, STORY]),
            [false, false, true, false]
        );
    }

    #[test]
    fn the_story_may_speak_between() {
        let between =
            "The report asks for a new engine, noting that the old one has outlived two masters.";
        let cut =
            "[F]or the sake of the island, no engine was ever bought in secret by this office.";
        let end =
            "A deckhand on the pier said the report \"does help\" and went back to the ropes.";
        let found = quotes(&[STORY, "To wit:", OURS, between, cut, OURS, end, STORY]);
        assert_eq!(found, [false, false, true, false, true, true, false, false]);
    }

    #[test]
    fn a_line_that_introduces_no_words_needs_the_first_person() {
        let introduction = "The office has one rule that it follows at all times:";
        assert_eq!(
            quotes(&[STORY, introduction, OURS, STORY]),
            [false, false, true, false]
        );
        assert_eq!(quotes(&[STORY, introduction, STORY]), [false, false, false]);
    }

    #[test]
    fn in_a_story_told_in_the_first_person_that_is_no_sign() {
        let mine = "I went to the pier on Monday and saw the old boat.";
        let introduction = "There are many stories about it, and here is mine:";
        assert_eq!(quotes(&[mine, introduction, OURS, STORY]), [false; 4]);
    }

    #[rstest]
    #[case::plain("We row.", true)]
    #[case::the_last_word("Row with us", true)]
    #[case::in_marks("“We row,” he said, \"and I wait.\"", false)]
    #[case::in_single_marks("‘We’d row,’ he said, 'and I wait, it's late.'", false)]
    #[case::after_an_apostrophe("The islands’ boats don’t wait, and we row.", true)]
    #[case::nobody("The ferry stopped.", false)]
    fn hears_the_first_person(#[case] text: &str, #[case] is: bool) {
        assert_eq!(speaks_in_first_person(text), is);
    }

    #[test]
    fn lines_of_one_group_are_one_quote() {
        let text = format!(
            "{STORY}\n\nPryce wrote:\n\nNobody ever asked for the ferry.\nNobody was given it.\n\n{STORY}"
        );
        let mut passages = plain::split_passages(&text);
        mark_quotes(&mut passages);
        let marked = passages
            .iter()
            .filter(|passage| passage.kind == Some(BlockKind::BlockQuote))
            .count();
        assert_eq!(marked, 2);
    }

    #[rstest]
    #[case::words_in_marks(
        "Pryce said:",
        "“Nobody ever asked for the ferry, and nobody will be given it.”"
    )]
    #[case::a_transcript(
        "The transcript is as follows:",
        "PRYCE: Nobody ever asked for the ferry."
    )]
    #[case::the_same_person_again(
        "Then Pryce tweeted:",
        "Pryce deleted the message within the hour."
    )]
    #[case::a_report_of_speech(
        "Pryce wrote:",
        "On Monday the office said that “nobody” had asked."
    )]
    #[case::a_player(
        "Listen to Pryce’s remarks on the ferry:",
        "Later that night, the office praised the crew of the old boat."
    )]
    #[case::a_list("Pryce wrote:", "- that nobody ever asked for it")]
    fn what_is_no_block_quote(#[case] introduction: &str, #[case] next: &str) {
        assert_eq!(quotes(&[STORY, introduction, next, STORY]), [false; 4]);
    }
}
