//! Finds the headline at the top of a story, and marks what precedes it.

use super::byline::{self, Credit};
use super::line;
use super::names;
use super::noise;
use super::opening;
use super::{dateline, provenance};
use crate::article::BlockKind;
use crate::loader::file_name::FileName;
use crate::loader::furniture::FURNITURE;
use crate::loader::newsroom::NEWSROOM;
use crate::loader::passage::DraftPassage;

/// The passages among which the headline is looked for.
const TOP: usize = 8;

/// Marks headline, standfirst and byline noise, and returns what the noise says.
///
/// A headline may be marked already; in a text that is marked up, no other is looked for.
pub(super) fn mark_head(
    passages: &mut [DraftPassage<'_>],
    name: &FileName,
    is_marked_up: bool,
) -> Credit {
    let given = passages
        .iter()
        .take(TOP)
        .rposition(|passage| passage.kind == Some(BlockKind::Headline));
    let found = || find_headline(passages, name).filter(|_| !is_marked_up);
    let Some(first) = given.or_else(found) else {
        return if is_marked_up {
            Credit::default()
        } else {
            mark_bylines(passages)
        };
    };
    let last = if given.is_some() {
        first
    } else {
        mark_headline(passages, first)
    };
    let mut credit = mark_above(passages, first);
    if !mark_labelled(passages, last + 1) {
        credit.merge_credit(opening::mark_opening(passages, last + 1));
    }
    credit
}

/// Marks the lines above a story without a headline that are certainly byline noise.
fn mark_bylines(passages: &mut [DraftPassage<'_>]) -> Credit {
    let mut all = Credit::default();
    for passage in passages.iter_mut().take(TOP) {
        if noise::is_noise(&passage.text) {
            continue;
        }
        let is_line = matches!(passage.kind, None | Some(BlockKind::Byline));
        let Some(credit) = byline::parse_byline(&passage.text, &[]).filter(|_| is_line) else {
            break;
        };
        passage.kind = Some(BlockKind::Byline);
        all.merge_credit(credit);
    }
    all
}

/// Returns the number of the passage that is the headline, if there is one.
fn find_headline(passages: &[DraftPassage<'_>], name: &FileName) -> Option<usize> {
    const LONGEST: usize = 400;
    let top = || passages.iter().take(TOP).enumerate();
    let is_byline = |line: &str| byline::parse_certain(line).is_some();
    let is_title = |line: &str| line.len() <= LONGEST && name.fits_title(line) && !is_byline(line);
    let fitting = top().find(|(_, passage)| is_title(&passage.text));
    if let Some((at, _)) = fitting {
        return Some(at);
    }
    let is_furniture = |line: &str| noise::is_noise(line) || is_byline(line) || is_label(line);
    let (at, passage) = top().find(|(_, passage)| !is_furniture(&passage.text))?;
    let below = passages.get(at + 1..).unwrap_or_default();
    if is_section_above(&passage.text, below) {
        let next = below
            .iter()
            .position(|passage| !is_furniture(&passage.text))?;
        return Some(at + 1 + next);
    }
    reads_as_headline(&passage.text, passages.len() > at + 1).then_some(at)
}

/// Returns `true` if a line is a section or kicker above the headline: "WORLD", or "Island news" with a time below it.
fn is_section_above(line: &str, below: &[DraftPassage<'_>]) -> bool {
    const LONGEST: usize = 32;
    /// How far below the headline the story of a page with a line in capitals begins.
    const NEAR: usize = 4;
    let furniture = below
        .iter()
        .take_while(|passage| noise::is_noise(&passage.text))
        .count();
    let mut rest = below.iter().skip(furniture);
    let (Some(next), Some(after)) = (rest.next(), rest.next()) else {
        return false;
    };
    let is_short =
        line.len() <= LONGEST && line.split_whitespace().count() <= 3 && !line::ends_sentence(line);
    let is_kicker = is_kicker(line, &next.text);
    // A word in capitals is surer than another section that what is below it is the headline.
    let fewest = if is_kicker { 2 } else { 4 };
    let is_headline = next.text.split_whitespace().count() >= fewest
        && (!line::ends_sentence(&next.text) || is_kicker && next.text.ends_with('?'))
        && reads_as_headline(&next.text, true)
        && byline::parse_certain(&next.text).is_none();
    let is_story = line::ends_sentence(&after.text)
        || names::is_name(&after.text)
        || byline::parse_byline(&after.text, &[]).is_some()
        || is_kicker
            && rest
                .take(NEAR)
                .any(|passage| line::ends_sentence(&passage.text));
    is_short && is_headline && is_story && (furniture > 0 || is_section_name(line) || is_kicker)
}

/// Returns `true` if a line is a word or two in capitals above a headline that is not: "PORTS".
fn is_kicker(line: &str, headline: &str) -> bool {
    const SHORTEST: usize = 4;
    let is_shouted = |text: &str| !text.contains(char::is_lowercase);
    line.len() >= SHORTEST
        && line
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '&' | '-'))
        && line.contains(char::is_uppercase)
        && is_shouted(line)
        && !is_shouted(headline)
}

/// Returns `true` if a line is the name of a section of a paper.
fn is_section_name(line: &str) -> bool {
    let lower = line.to_lowercase();
    let words = lower.trim_matches(|c: char| !c.is_alphabetic());
    let is_path = || {
        line.split(['>', '/', '»']).count() == 2
            && lower
                .split(['>', '/', '»'])
                .all(|part| NEWSROOM.sections.contains(part.trim()))
    };
    NEWSROOM.sections.contains(words) || names::is_section(line) || is_path()
}

/// Returns `true` if a line is short enough for a headline: a sentence with a full stop must be shorter.
fn reads_as_headline(line: &str, has_story: bool) -> bool {
    let longest = if line::ends_with_any(line, &['.']) {
        110
    } else {
        220
    };
    let most = if has_story { 3 } else { 2 };
    !line::ends_with_any(line, &['。', '।'])
        && line.len() <= longest
        && dateline::split_dateline(line).is_none()
        && line::count_sentences(line, most) < most
}

/// Marks the headline and its second line, if it has one, and returns the number of the last passage of it.
fn mark_headline(passages: &mut [DraftPassage<'_>], at: usize) -> usize {
    let second = passages.get(at..at + 2).is_some_and(|pair| match pair {
        [first, second] => is_second_line(first, second),
        _ => false,
    });
    let last = at + usize::from(second);
    for passage in passages.get_mut(at..=last).unwrap_or_default() {
        passage.kind = Some(BlockKind::Headline);
    }
    last
}

/// Returns `true` if a headline goes on in the line below: it breaks off, or both lines are no sentences.
fn is_second_line(first: &DraftPassage<'_>, second: &DraftPassage<'_>) -> bool {
    const LONGEST_LINE: usize = 160;
    let (first_line, second_line) = (first.text.as_ref(), second.text.as_ref());
    let breaks_off = first_line.ends_with([';', ',', ':', '–', '—', '-']);
    let are_titles = !line::ends_sentence(first_line) && !line::ends_sentence(second_line);
    first.group == second.group
        && (breaks_off || (are_titles && goes_on(first_line, second_line)))
        && second_line.len() <= LONGEST_LINE
        && line::count_sentences(second_line, 3) <= if breaks_off { 2 } else { 1 }
        && !names::is_name(second_line)
        && byline::parse_byline(second_line, &[]).is_none()
}

/// Returns `true` if the second of two lines without a full stop goes on with the first: it begins small, the first ends
/// with a small word, or both are written in capitals. Otherwise it is a line of its own, as a standfirst is.
fn goes_on(first: &str, second: &str) -> bool {
    const SMALL: [&str; 20] = [
        "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "is", "of", "on", "or",
        "over", "that", "the", "to", "with", "without",
    ];
    let last = first.rsplit(' ').next().unwrap_or_default();
    second.starts_with(char::is_lowercase)
        || SMALL.contains(&last)
        || (line::is_capitalized(first) && line::is_capitalized(second))
}

/// Marks what precedes the headline: bylines and page furniture; whole sentences are left to the story.
fn mark_above(passages: &mut [DraftPassage<'_>], headline: usize) -> Credit {
    const LONGEST: usize = 80;
    let mut all = Credit::default();
    let above = passages.iter_mut().take(headline);
    for passage in above {
        if is_list_of_links(passage) {
            passage.kind = Some(BlockKind::Boilerplate);
        }
        if passage.kind.is_some() {
            continue;
        }
        if let Some(credit) = byline::parse_byline(&passage.text, &[]) {
            passage.kind = Some(BlockKind::Byline);
            all.merge_credit(credit);
        } else if passage.text.len() <= LONGEST || !line::ends_sentence(&passage.text) {
            passage.kind = Some(BlockKind::Boilerplate);
        }
    }
    all
}

/// Returns `true` if a passage is an entry of a list and nothing but a link: the navigation of a page.
fn is_list_of_links(passage: &DraftPassage<'_>) -> bool {
    let linked: usize = passage.links.iter().map(|link| link.range.len()).sum();
    let words = passage.text.trim_start_matches(['•', ' ']).len();
    matches!(passage.kind, Some(BlockKind::ListItem(_))) && (linked >= words || words <= 40)
}

/// Marks the parts of a story that an archive has labelled; returns `true` if there are any.
fn mark_labelled(passages: &mut [DraftPassage<'_>], start: usize) -> bool {
    const FEWEST_WORDS: usize = 4;
    let top = start..passages.len().min(start + TOP);
    let is_labelled = |at: &usize| {
        passages
            .get(*at)
            .is_some_and(|passage| is_label(&passage.text))
    };
    let Some(end) = top.rev().find(is_labelled) else {
        return false;
    };
    for passage in passages.get_mut(start..=end).unwrap_or_default() {
        let is_short = passage.text.split_whitespace().count() < FEWEST_WORDS;
        let is_furniture =
            is_short || is_label(&passage.text) || provenance::is_provenance(&passage.text);
        let kind = if is_furniture {
            BlockKind::Boilerplate
        } else {
            BlockKind::Standfirst
        };
        passage.kind = Some(kind);
    }
    true
}

/// Returns `true` if a line is an archive's label: "ABSTRACT.", "FULL TEXT:".
fn is_label(line: &str) -> bool {
    let words = line.trim_end_matches(['.', ':']);
    line.len() <= 12
        && !words.contains(char::is_lowercase)
        && FURNITURE
            .archive_labels
            .contains(words.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::begun_small("Ferry sails after all", "as the council gives in", true)]
    #[case::broken_after_a_small_word("Bridge must wait for", "Northhaven to pay", true)]
    #[case::in_capitals("Council Keeps Night Ferry", "After Debate That Lasted", true)]
    #[case::a_standfirst("Council keeps night ferry", "Vote ends two years of protest", false)]
    #[case::a_standfirst_below_capitals(
        "Council Keeps Night Ferry",
        "The vote ends two years of protest",
        false
    )]
    fn a_headline_goes_on(#[case] first: &str, #[case] second: &str, #[case] is: bool) {
        assert_eq!(goes_on(first, second), is);
    }
}
