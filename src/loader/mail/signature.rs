//! Finds the lines with which somebody signs a mail: a closing phrase and what is below it, or how to reach the sender.

use super::words;
use crate::loader::passage::DraftPassage;
use crate::loader::story::{self, line};

/// The most lines of a signature, and the longest of them in bytes.
const MOST_LINES: usize = 12;
const LONGEST_LINE: usize = 80;

/// Returns the text above the signature of a mail.
pub(super) fn without_signature(body: &str) -> &str {
    // RFC 3676, section 4.3; some programs drop the blank at the end of the line.
    let marked = ["\n-- \n", "\n-- \r\n"]
        .iter()
        .find_map(|line| body.find(line));
    let body = marked.and_then(|end| body.get(..end)).unwrap_or(body);
    let lines: Vec<(usize, &str)> = list_lines(body).collect();
    let texts: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
    let first = find_signature(&texts).and_then(|first| lines.get(first));
    first
        .and_then(|(start, _)| body.get(..*start))
        .unwrap_or(body)
}

/// Takes the signature out of the passages of a mail.
pub(super) fn drop_signature(passages: &mut Vec<DraftPassage<'static>>) {
    let numbered = passages.iter().enumerate();
    let lines = numbered.flat_map(|(at, passage)| {
        list_lines(&passage.text).map(move |(start, line)| (at, start, line))
    });
    let lines: Vec<(usize, usize, &str)> = lines.collect();
    let texts: Vec<&str> = lines.iter().map(|(_, _, line)| *line).collect();
    let first = find_signature(&texts).and_then(|first| lines.get(first));
    let Some((at, start)) = first.map(|(at, start, _)| (*at, *start)) else {
        return;
    };
    passages.truncate(at + usize::from(start > 0));
    if start > 0
        && let Some(passage) = passages.last_mut()
    {
        let text = passage.text.get(..start).unwrap_or_default().trim_end();
        let text = text.to_owned();
        passage.links.retain(|link| link.range.end <= text.len());
        passage.text = text.into();
    }
}

/// Returns the lines of a text that are not blank, with where they begin.
fn list_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        let begin = start;
        start += line.len();
        (begin, line.trim())
    });
    lines.filter(|(_, line)| !line.is_empty())
}

/// Returns the number of the first line of a signature, if there is a text above it.
fn find_signature(lines: &[&str]) -> Option<usize> {
    let may_be = |line: &&&str| line.len() <= LONGEST_LINE && !is_sentence(line);
    // What companies put below each mail is noise by itself.
    let noise = lines.iter().rev().take_while(|line| words::is_noise(line));
    let all = lines.len() - noise.count();
    let lines = lines.get(..all)?;
    let below = lines.iter().rev().take(MOST_LINES).take_while(may_be);
    let start = lines.len() - below.count();
    let end = lines.get(start..)?;
    let closing = end.iter().position(|line| is_closing(line));
    let closed = closing.or_else(|| is_card(end).then_some(0));
    closed.map(|at| start + at).filter(|first| *first > 0)
}

/// Returns `true` if a line ends as a sentence of a text does, and is neither a closing phrase nor an address.
fn is_sentence(line: &str) -> bool {
    line::ends_sentence(line) && !is_closing(line) && !line.contains(['@', '/'])
}

/// Returns `true` if a line is a phrase that closes a mail, or one with a name behind it: "Cheers, Ines".
fn is_closing(line: &str) -> bool {
    const LONGEST: usize = 48;
    const MOST_NAMES: usize = 3;
    if line.len() > LONGEST {
        return false;
    }
    let is_phrase = |text: &str| words::is_closing_phrase(text);
    let is_name = |text: &str| {
        let mut names = text.split_whitespace();
        names.clone().count() <= MOST_NAMES
            && names.all(|name| name.starts_with(char::is_uppercase))
    };
    let is_separator =
        matches!(line, "--" | "—" | "–") || line.len() > 3 && line.chars().all(|c| c == '_');
    is_separator
        || is_phrase(line)
        || line
            .split_once(',')
            .is_some_and(|(phrase, name)| is_phrase(phrase) && is_name(name.trim()))
}

/// Returns `true` if lines are a name and how to reach its bearer.
fn is_card(lines: &[&str]) -> bool {
    const FEWEST_DIGITS: usize = 7;
    let is_number = |line: &&str| {
        let digits = line.chars().filter(char::is_ascii_digit).count();
        digits >= FEWEST_DIGITS && line.chars().filter(|c| c.is_alphabetic()).count() < digits
    };
    let is_address = |line: &&str| line.contains('@') && line.contains('.');
    let [name, below @ ..] = lines else {
        return false;
    };
    story::is_name(name) && below.iter().any(|line| is_number(line) || is_address(line))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const STORY: &str = "The night ferry has stopped for good.\nNobody knows who will row it now.";

    #[rstest]
    #[case::a_marked_one("-- \nInes Halloran")]
    #[case::two_dashes("--\nInes Halloran\nCoast Ledger")]
    #[case::a_closing_phrase("Best regards,\nInes Halloran")]
    #[case::with_blank_lines("Kind regards\n\nInes Halloran\n\nCoast Ledger, Northhaven")]
    #[case::above_a_disclaimer(
        "Thank you,\nInes Halloran\n\nIf you are not the intended recipient, delete it."
    )]
    #[case::in_german("Viele Grüße\nInes")]
    #[case::in_french("Cordialement,\nInès Halloran")]
    #[case::in_russian("С уважением,\nАнна Берг")]
    #[case::with_the_name_behind_it("Cheers, Ines")]
    #[case::how_to_reach_her(
        "Ines Halloran\nHarbor Reporter, Coast Ledger\n+1 555 010 0199\nines@ledger.example"
    )]
    fn a_signature_is_no_part_of_the_text(#[case] signature: &str) {
        let body = format!("{STORY}\n\n{signature}\n");
        assert_eq!(without_signature(&body).trim_end(), STORY);
        let passage = |text: &str| DraftPassage::new(None, text.to_owned(), 0);
        let mut passages: Vec<_> = body.split("\n\n").map(passage).collect();
        if !signature.starts_with("-- ") {
            drop_signature(&mut passages);
            assert_eq!(passages.len(), 1, "{passages:?}");
        }
    }

    #[test]
    fn a_signature_in_a_paragraph_is_cut_off() {
        let text = format!("{STORY}\nBest regards\nInes Halloran");
        let mut passages = vec![DraftPassage::new(None, text, 0)];
        drop_signature(&mut passages);
        assert_eq!(passages.first().unwrap().text, STORY);
    }

    #[rstest]
    #[case::words_of_the_story("Best regards were sent to the harbor master, who did not answer.")]
    #[case::a_phrase_above_a_sentence("Best,\n\nsaid the harbor master on Monday.")]
    #[case::a_name_at_the_end("The crew:\nInes Halloran\nOtto Vance")]
    fn the_end_of_a_text_is_kept(#[case] end: &str) {
        let body = format!("{STORY}\n\n{end}");
        assert_eq!(without_signature(&body), body);
    }

    #[test]
    fn a_mail_of_nothing_else_is_kept() {
        assert_eq!(without_signature("Thanks,\nInes"), "Thanks,\nInes");
    }
}
