//! Tells lines that only repeat who wrote a story, and labelled names in the middle of a line.

use super::tasks;
use crate::loader::date;
use crate::loader::newsroom::NEWSROOM;
use crate::loader::passage::DraftPassage;
use crate::loader::story;
use crate::text::Clean;

/// The placeholder for an author's name while the rest of a line is looked at.
const NAME: char = '\u{1}';

/// What parts the rest of a byline.
const MARKS: [char; 17] = [
    NAME, ',', ';', '|', '/', '(', ')', '•', '·', '–', '—', '\n', '、', '，', '（', '）',
    '\u{3000}',
];

/// Drops the passages that are bylines of those who are known to have written the story, and the lines below that say as what
/// or where.
pub(super) fn drop_bylines(passages: &mut Vec<DraftPassage<'static>>, authors: &[Clean]) {
    let mut signed_group = None;
    passages.retain(|passage| {
        let is_below = signed_group == Some(passage.group) && is_part_of_byline(&passage.text);
        let is_dropped =
            passage.kind.is_none() && (is_below || is_signed_by(&passage.text, authors));
        signed_group = is_dropped.then_some(passage.group);
        !is_dropped
    });
}

/// Returns `true` if a line says that these authors wrote the story, where and as what, and nothing else: "Door onze redacteur
/// Ines Halloran".
pub(super) fn is_signed_by(line: &str, authors: &[Clean]) -> bool {
    const LONGEST: usize = 140;
    const MOST_AUTHORS: usize = 12;
    if line.len() > LONGEST || line.ends_with([':', '?', '!']) {
        return false;
    }
    let words = line.split_whitespace().filter(|word| !word.contains('@'));
    let line = words.collect::<Vec<_>>().join(" ");
    let mut rest = tasks::part_tasks(&line).into_owned();
    for author in authors
        .iter()
        .take(MOST_AUTHORS)
        .filter(|author| author.len() > 4)
    {
        rest = rest.replace(author.as_str(), "\u{1}");
        rest = rest.replace(&author.to_uppercase(), "\u{1}");
    }
    if !rest.contains(NAME) {
        return false;
    }
    let mut before = NAME;
    for part in rest.split_inclusive(MARKS) {
        let words = part.trim_end_matches(MARKS).trim();
        let is_place = before != NAME && reads_as_place(words);
        if !is_place && !is_part_of_byline(words) {
            return false;
        }
        before = part.chars().next_back().unwrap_or(NAME);
    }
    true
}

/// Returns `true` if words may be beside the names in a byline.
fn is_part_of_byline(words: &str) -> bool {
    const MOST_WORDS: usize = 5;
    if words.contains(is_unspaced) && words.contains(' ') {
        return words.split(' ').all(is_part_of_byline);
    }
    let (first, rest) = words.split_once(' ').unwrap_or_default();
    if NEWSROOM.and.contains(first) && NEWSROOM.is_agency(rest) {
        return true;
    }
    let lower = words.trim_end_matches('.').to_lowercase();
    let bare = lower.trim_end_matches([':', '：', ' ']);
    let is_role = |words: &str| {
        words.split(' ').count() <= MOST_WORDS && words.split(' ').any(story::is_role)
    };
    let is_by = |words: &str| NEWSROOM.by.contains(&words);
    let is_of_time = |c: char| "年月日時时分秒点".contains(c);
    !words.contains(|c: char| c.is_alphabetic() && !is_of_time(c))
        || is_by(&lower)
        || is_by(bare)
        || NEWSROOM.and.contains(bare)
        || NEWSROOM.writing_tasks.contains(bare)
        || NEWSROOM.picture_tasks.contains(bare)
        || NEWSROOM.is_agency(words)
        || NEWSROOM.roles_behind.contains(&bare)
        || NEWSROOM
            .source_labels
            .iter()
            .any(|label| lower.starts_with(label))
        || is_role(NEWSROOM.after_by(words).unwrap_or(words))
        || date::is_date_line(words)
        || date::parse_date_line(words).is_some()
}

/// Returns `true` if words behind a mark in a byline may be a place or a paper.
fn reads_as_place(words: &str) -> bool {
    const MOST_WORDS: usize = 3;
    let is_fit = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    words.split(' ').count() <= MOST_WORDS && words.split(' ').all(is_fit)
}

/// Returns the part of a line that a label without blanks begins: "作者：林美" of "2026年3月4日 作者：林美 来源：港口日报".
pub(super) fn labelled_part(line: &str) -> Option<&str> {
    if line.is_ascii() {
        return None;
    }
    let is_label =
        |label: &&&str| !label.is_ascii() && label.ends_with(['：', ':', '・', '／', '/']);
    let blanks = line.match_indices([' ', '|', '\u{3000}', '（']);
    let starts = std::iter::once(0).chain(blanks.map(|(at, blank)| at + blank.len()));
    let mut tails = starts.filter_map(|at| line.get(at..));
    let (tail, label) = tails.find_map(|tail| {
        let mut labels = NEWSROOM.by.iter().filter(is_label);
        Some((tail, labels.find(|label| tail.starts_with(**label))?))
    })?;
    let names = tail.get(label.len()..)?;
    let is_next = |word: &str| {
        word == "|" || word.contains(['：', ':']) || word.contains(|c: char| c.is_ascii_digit())
    };
    let mut breaks = names.match_indices([' ', '|', '\u{3000}', '）']);
    let end = breaks.find(|(at, blank)| {
        let next = names.get(at + blank.len()..).unwrap_or_default();
        *at > 0 && (*blank == "）" || *blank == "|" || next.split(' ').next().is_some_and(is_next))
    });
    let end = end.map_or(tail.len(), |(at, _)| label.len() + at);
    tail.get(..end)
}

/// Returns `true` if a letter is one of a script that writes its words without spaces.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::two("di Ines Halloran e Otto Vance", true)]
    #[case::a_role_before("Door onze redacteur Ines Halloran", true)]
    #[case::a_role_behind("Ines Halloran, corresponsal en el puerto", true)]
    #[case::what_each_did("Text: Ines Halloran Foto: Otto Vance", true)]
    #[case::in_brackets("Par Ines Halloran (texte)", true)]
    #[case::a_place("INES HALLORAN, Nordhafen", true)]
    #[case::in_russian("Анна Берг, корреспондент", true)]
    #[case::with_an_agency("Par Ines Halloran (avec AFP)", true)]
    #[case::with_an_address("Ines Halloran ines@ledger.example", true)]
    #[case::a_time_in_japanese("2026年3月4日 5時00分 編集委員・林美咲", true)]
    #[case::in_chinese("2026年3月4日 作者：林美咲 来源：港口日报", true)]
    #[case::a_sentence("Ines Halloran reports from the harbor.", false)]
    #[case::somebody_else("Ada Quill, Nordhafen", false)]
    #[case::a_longer_name("Otto Vancewood rows", false)]
    #[case::a_question("Ines Halloran:", false)]
    fn bylines_of_known_authors_are_told(#[case] line: &str, #[case] is: bool) {
        let authors = ["Ines Halloran", "Otto Vance", "Анна Берг", "林美咲"].map(Clean::line);
        assert_eq!(is_signed_by(line, &authors), is);
    }

    #[rstest]
    #[case::in_the_middle("2026年3月4日 作者：林美 来源：港口日报", Some("作者：林美"))]
    #[case::at_the_end("来源：港口日报 作者：林美", Some("作者：林美"))]
    #[case::between_bars("港口日报 | 作者：林美 | 2026-03-04", Some("作者：林美"))]
    #[case::two_words("作者：Ines Halloran 2026-03-04", Some("作者：Ines Halloran"))]
    #[case::a_role("5時00分 編集委員・林美咲", Some("編集委員・林美咲"))]
    #[case::none("港口日报 2026-03-04", None)]
    #[case::in_another_script("By Ines Halloran: a story", None)]
    fn labelled_names_are_found(#[case] line: &str, #[case] part: Option<&str>) {
        assert_eq!(labelled_part(line), part);
    }
}
