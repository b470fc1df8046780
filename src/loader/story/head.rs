//! Finds headline, standfirst and byline noise at the top of a story.

use super::byline::{self, Credit};
use super::line;
use super::names;
use super::noise;
use super::{dateline, provenance};
use crate::article::BlockKind;
use crate::loader::file_name::FileName;
use crate::loader::passage::Passage;

/// The passages among which the headline is looked for, and those below it that may be byline noise.
const TOP: usize = 8;
const BELOW: usize = 14;

/// Lines that some archives put above the summary and the text.
const LABELS: [&str; 4] = ["abstract", "full text", "summary", "body"];

/// Marks headline, standfirst and byline noise, and returns what the noise says; a headline may be marked already.
pub(super) fn mark(passages: &mut [Passage<'_>], name: &FileName) -> Credit {
    let given = passages
        .iter()
        .take(TOP)
        .rposition(|passage| passage.kind == Some(BlockKind::Headline));
    let Some(first) = given.or_else(|| headline(passages, name)) else {
        return Credit::default();
    };
    let last = if given.is_some() {
        first
    } else {
        mark_headline(passages, first)
    };
    let mut credit = mark_above(passages, first);
    let known: Vec<String> = names_near(passages, last + 1);
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    if !mark_labelled(passages, last + 1) {
        credit.add(mark_below(passages, last + 1, &known));
    }
    credit
}

/// Returns the number of the passage that is the headline, if there is one.
fn headline(passages: &[Passage<'_>], name: &FileName) -> Option<usize> {
    const LONGEST: usize = 400;
    let top = || passages.iter().take(TOP).enumerate();
    let is_byline = |line: &str| byline::read(line, &[]).is_some();
    let is_title = |line: &str| line.len() <= LONGEST && name.fits(line) && !is_byline(line);
    let fitting = top().find(|(_, passage)| is_title(&passage.text));
    if let Some((at, _)) = fitting {
        return Some(at);
    }
    let is_furniture = |line: &str| noise::is_noise(line) || is_byline(line) || is_label(line);
    let (at, passage) = top().find(|(_, passage)| !is_furniture(&passage.text))?;
    reads_as_headline(&passage.text, passages.len() > at + 1).then_some(at)
}

/// Says whether a line is short enough for a headline: a sentence with a full stop must be shorter.
fn reads_as_headline(line: &str, has_story: bool) -> bool {
    let longest = if line::ends_with_any(line, &['.']) {
        110
    } else {
        220
    };
    let most = if has_story { 3 } else { 2 };
    line.len() <= longest && dateline::split(line).is_none() && line::sentences(line, most) < most
}

/// Marks the headline and its second line, if it has one, and returns the number of the last passage of it.
fn mark_headline(passages: &mut [Passage<'_>], at: usize) -> usize {
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

/// Says whether a headline goes on in the line below: it breaks off, or both lines are no sentences.
fn is_second_line(first: &Passage<'_>, second: &Passage<'_>) -> bool {
    let (first_line, second_line) = (first.text.as_ref(), second.text.as_ref());
    let breaks_off = first_line.ends_with([';', ',', ':', '–', '—', '-']);
    let are_titles = !line::ends_sentence(first_line) && !line::ends_sentence(second_line);
    first.group == second.group
        && (breaks_off || are_titles)
        && second_line.len() <= 160
        && line::sentences(second_line, 2) == 1
        && !names::is_name(second_line)
        && byline::read(second_line, &[]).is_none()
}

/// Marks what stands above the headline: bylines and page furniture.
fn mark_above(passages: &mut [Passage<'_>], headline: usize) -> Credit {
    let mut all = Credit::default();
    for passage in passages
        .iter_mut()
        .take(headline)
        .filter(|passage| passage.kind.is_none())
    {
        let credit = byline::read(&passage.text, &[]);
        let kind = if credit.is_some() {
            BlockKind::Byline
        } else {
            BlockKind::Boilerplate
        };
        passage.kind = Some(kind);
        all.add(credit.unwrap_or_default());
    }
    all
}

/// Marks the parts of a story that an archive has labelled; says whether it has.
fn mark_labelled(passages: &mut [Passage<'_>], start: usize) -> bool {
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

/// Says whether a line is an archive's label: "ABSTRACT.", "FULL TEXT:".
fn is_label(line: &str) -> bool {
    let words = line.trim_end_matches(['.', ':']);
    line.len() <= 12
        && !words.contains(char::is_lowercase)
        && LABELS.contains(&words.to_lowercase().as_str())
}

/// Returns the names that stand alone or before a role between headline and story.
fn names_near(passages: &[Passage<'_>], start: usize) -> Vec<String> {
    let near = || {
        passages
            .iter()
            .skip(start)
            .take(BELOW)
            .map(|passage| passage.text.as_ref())
    };
    let mut alone: Vec<&str> = near().filter(|line| names::is_name(line)).collect();
    let with_role: Vec<&str> = near()
        .filter_map(|line| names::name_before_role(line, &alone))
        .collect();
    let has_other_signs = near().filter_map(|line| byline::read(line, &[])).count() > 0;
    let is_supported = |at: usize, line: &str| {
        let repeated = near().filter(|other| other.starts_with(line)).count() > 1;
        at <= 1 || repeated || has_other_signs
    };
    alone.retain(|line| {
        near()
            .position(|other| other == *line)
            .is_some_and(|at| is_supported(at, line))
    });
    let signed = near()
        .filter_map(|line| byline::read(line, &[]))
        .flat_map(|credit| credit.authors);
    let plain = with_role.into_iter().chain(alone).map(str::to_owned);
    signed.chain(plain).collect()
}

/// Marks the standfirst and the byline noise below the headline; a name that was there before is only noise.
fn mark_below(passages: &mut [Passage<'_>], start: usize, known: &[&str]) -> Credit {
    let mut all = Credit::default();
    let mut standfirst = None;
    let mut last_group = None;
    for at in start..passages.len().min(start + BELOW) {
        let Some(passage) = passages.get(at) else {
            break;
        };
        let line = passage.text.as_ref();
        if passage.kind.is_some_and(BlockKind::is_story) {
            break;
        }
        if passage.kind.is_some() {
            continue;
        }
        if let Some(credit) = byline::read(line, known) {
            let is_repeated = credit.tells_nothing_beside(&all);
            all.add(credit);
            last_group = Some(passage.group);
            set(
                passages,
                at,
                if is_repeated {
                    BlockKind::Boilerplate
                } else {
                    BlockKind::Byline
                },
            );
        } else if noise::is_noise(line) {
            set(passages, at, BlockKind::Boilerplate);
        } else if last_group.is_none() && standfirst.is_none() {
            standfirst = Some(at);
        } else if last_group == Some(passage.group)
            && (names::is_role(line) || names::is_name(line))
        {
            set(passages, at, BlockKind::Byline);
        } else {
            break;
        }
    }
    let is_standfirst = |at: &usize| reads_as_standfirst(passages, *at, last_group.is_some());
    if let Some(at) = standfirst.filter(is_standfirst) {
        set(passages, at, BlockKind::Standfirst);
    }
    all
}

/// Says whether the paragraph below the headline is a standfirst: byline noise follows it, or a dateline, or it stands
/// close to the headline and the story does not. Otherwise it is where the story begins.
fn reads_as_standfirst(passages: &[Passage<'_>], at: usize, is_before_byline: bool) -> bool {
    const LONGEST: usize = 400;
    const LONGEST_LINE: usize = 160;
    let Some(passage) = passages.get(at) else {
        return false;
    };
    let next = passages.get(at + 1);
    let leads_to_dateline = || {
        next.is_some_and(|next| dateline::split(&next.text).is_some())
            && passage.text.len() <= LONGEST_LINE
    };
    let group = at
        .checked_sub(1)
        .and_then(|before| passages.get(before))
        .map(|before| before.group);
    let is_close =
        group == Some(passage.group) && next.is_some_and(|next| next.group != passage.group);
    passage.text.len() <= LONGEST
        && !passage.text.ends_with(':')
        && dateline::split(&passage.text).is_none()
        && (is_before_byline || is_close || leads_to_dateline())
}

fn set(passages: &mut [Passage<'_>], at: usize, kind: BlockKind) {
    if let Some(passage) = passages.get_mut(at) {
        passage.kind = Some(kind);
    }
}
