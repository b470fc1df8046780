//! Finds standfirst and byline noise between headline and story.

use super::byline::{self, Credit};
use super::{dateline, line, names, noise};
use crate::article::BlockKind;
use crate::loader::passage::DraftPassage;

/// The passages below the headline that may be byline noise.
const BELOW: usize = 14;

/// Marks the standfirst and the byline noise from the passage `start`, and returns what the noise says.
///
/// The first paragraph that is neither is where the story begins.
pub(super) fn mark_opening(passages: &mut [DraftPassage<'_>], start: usize) -> Credit {
    let known = names_near(passages, start);
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let mut all = Credit::default();
    let mut standfirst = None;
    let mut is_below_byline = false;
    for at in start..passages.len().min(start + BELOW) {
        let Some(passage) = passages.get(at) else {
            break;
        };
        let line = passage.text.as_ref();
        let kind = match passage.kind {
            Some(kind) if kind.is_story() => break,
            Some(_) => continue,
            None if noise::is_noise(line) || names::is_section(line) => {
                Some(BlockKind::Boilerplate)
            }
            None if noise::is_caption(line) => Some(BlockKind::Caption),
            None => byline_kind(line, &known, &mut all),
        };
        let is_near_byline =
            kind.is_none() && !line::ends_sentence(line) && is_in_byline(passages, at);
        if kind.is_some() || is_near_byline {
            is_below_byline |= !matches!(kind, Some(BlockKind::Boilerplate | BlockKind::Caption));
            set_kind(passages, at, kind.unwrap_or(BlockKind::Byline));
        } else if !is_below_byline && standfirst.is_none() {
            standfirst = Some(at);
        } else {
            break;
        }
    }
    let is_standfirst = |at: &usize| reads_as_standfirst(passages, *at, is_below_byline);
    let is_given = passages
        .iter()
        .any(|passage| passage.kind == Some(BlockKind::Standfirst));
    if let Some(at) = standfirst.filter(|_| !is_given).filter(is_standfirst) {
        set_kind(passages, at, BlockKind::Standfirst);
    }
    all
}

/// Returns what a line of byline noise is, and keeps what it says; a name that was told before is noise of the page.
fn byline_kind(line: &str, known: &[&str], all: &mut Credit) -> Option<BlockKind> {
    let credit = byline::parse_byline(line, known)?;
    let is_repeated = credit.adds_nothing_to(all);
    all.merge_credit(credit);
    Some(if is_repeated {
        BlockKind::Boilerplate
    } else {
        BlockKind::Byline
    })
}

/// Returns `true` if a passage is in a small group of lines one of which is certainly byline noise.
fn is_in_byline(passages: &[DraftPassage<'_>], at: usize) -> bool {
    const MOST: usize = 8;
    const LONGEST: usize = 300;
    let Some(group) = passages.get(at).map(|passage| passage.group) else {
        return false;
    };
    let is_near = |passage: &&DraftPassage<'_>| passage.group == group;
    let before = passages
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .take_while(is_near);
    let after = passages
        .get(at..)
        .unwrap_or_default()
        .iter()
        .take_while(is_near);
    let near: Vec<&DraftPassage<'_>> = before.chain(after).take(MOST + 1).collect();
    let is_short = |passage: &&DraftPassage<'_>| passage.text.len() <= LONGEST;
    let is_byline =
        |passage: &&DraftPassage<'_>| byline::parse_byline(&passage.text, &[]).is_some();
    (2..=MOST).contains(&near.len()) && near.iter().all(is_short) && near.iter().any(is_byline)
}

/// Returns the names between headline and story that are alone on a line or followed by a role.
fn names_near(passages: &[DraftPassage<'_>], start: usize) -> Vec<String> {
    let near = || {
        passages
            .iter()
            .skip(start)
            .take(BELOW)
            .map(|passage| passage.text.as_ref())
    };
    let is_name = |line: &&str| names::is_name(line) && !noise::is_noise(line);
    let mut alone: Vec<&str> = near().filter(is_name).collect();
    let with_role: Vec<&str> = near()
        .filter_map(|line| names::name_before_role(line, &alone))
        .collect();
    let has_other_signs = near()
        .filter_map(|line| byline::parse_byline(line, &[]))
        .count()
        > 0;
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
        .filter_map(|line| byline::parse_byline(line, &[]))
        .flat_map(|credit| credit.authors);
    let plain = with_role.into_iter().chain(alone).map(str::to_owned);
    signed.chain(plain).collect()
}

/// Returns `true` if the paragraph below the headline is a standfirst: byline noise follows it, or a dateline, or it is
/// close to the headline and the story does not. Otherwise it is where the story begins.
fn reads_as_standfirst(passages: &[DraftPassage<'_>], at: usize, is_before_byline: bool) -> bool {
    const LONGEST: usize = 400;
    const LONGEST_LINE: usize = 160;
    let Some(passage) = passages.get(at) else {
        return false;
    };
    let next = passages.get(at + 1);
    let leads_to_dateline = || {
        next.is_some_and(|next| dateline::split_dateline(&next.text).is_some())
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
        && dateline::split_dateline(&passage.text).is_none()
        && (is_before_byline || is_close || leads_to_dateline())
}

fn set_kind(passages: &mut [DraftPassage<'_>], at: usize, kind: BlockKind) {
    if let Some(passage) = passages.get_mut(at) {
        passage.kind = Some(kind);
    }
}
