//! Picks the speaker of each region among the mentions around it.

use super::around::Subjects;
use super::blocks;
use super::conversation::{self, History};
use super::cues::{Cue, Link};
use super::features::{self, Pair};
use super::marks::Bounds;
use super::mentions::Form;
use super::scene::Scene;
use super::symbol::{Symbol, Word};
use super::tokens::Kind;
use super::view::View;
use super::weights::{Feature, Weights};

/// How many paragraphs before a region may hold its speaker.
const PARAGRAPHS_BEFORE: usize = 3;

/// The most mentions looked at on each side of a region.
const MOST: usize = 40;

/// Lemmas of cues that only report.
const PLAIN: &[&str] = &["say", "write", "add", "tell", "tweet"];

/// How many tokens may stand between a quote and the cue that adjoins it.
const ADJOINING: usize = 4;

/// Who was picked for a region; nobody is a choice too.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pick {
    /// The mention picked.
    pub(super) speaker: Option<usize>,
    /// The mention that came second.
    pub(super) second: Option<usize>,
    /// How likely the pick is right, from 0 to 1.
    pub(super) probability: f32,
}

impl Pick {
    /// Returns the pick with another speaker, who is then at least as sure as not.
    fn instead(self, speaker: usize) -> Self {
        if self.speaker == Some(speaker) {
            return self;
        }
        Self {
            speaker: Some(speaker),
            second: self.speaker,
            probability: self.probability.max(1.0 - self.probability),
        }
    }
}

/// Scores are in twentieths of log odds; these are too steep by this factor, measured on articles held back.
const TEMPERATURE: f32 = 26.0;

/// Picks a speaker for every region that is somebody's words, in order, so that each may look at those before.
pub(super) fn speakers(scene: &Scene<'_>, views: &[Option<View>], weights: &Weights) -> Vec<Pick> {
    let mut history = History::default();
    let mut picks = Vec::with_capacity(views.len());
    for view in views {
        let pick = view
            .as_ref()
            .map(|view| {
                introduced(scene, view, picks.last())
                    .unwrap_or_else(|| pick(scene, view, &history, weights))
            })
            .unwrap_or_default();
        history.speakers.push(pick.speaker);
        picks.push(pick);
    }
    picks
}

/// Picks for a block quote, which what stands before it introduces; one that goes on keeps its speaker.
fn introduced(scene: &Scene<'_>, view: &View, before: Option<&Pick>) -> Option<Pick> {
    let region = scene.regions.get(view.region)?;
    match (region.bounds, region.continues, before) {
        (Bounds::Block | Bounds::Open | Bounds::Marks, true, Some(before)) => Some(*before),
        (Bounds::Block, ..) => blocks::pick(scene, view),
        _ => None,
    }
}

/// Picks among the candidates of one region.
pub(super) fn pick(scene: &Scene<'_>, view: &View, history: &History, weights: &Weights) -> Pick {
    let mut nobody = 0;
    features::nobody(scene, view, &mut |feature| nobody += weights.of(&feature));
    let mut scored = vec![(nobody, None)];
    let subjects = Subjects::of(&scene.cues, &scene.tokens, view);
    for index in candidates(scene, view) {
        let Some(pair) = Pair::new(scene, view, &subjects, index) else {
            continue;
        };
        let mut score = 0;
        let mut add = |feature: Feature| score += weights.of(&feature);
        features::fixed(&pair, &mut add);
        conversation::features(&pair, history, &mut add);
        scored.push((score, Some(index)));
    }
    let picked = behind(scene, view, beside(scene, view, best(&scored)));
    let picked = spoken(scene, view, &subjects, picked);
    labelled(scene, view, picked)
}

/// Takes whoever said it where the source of the report was picked: "…," Ortiz said, according to the Ledger; or Ledger
/// quoted Ortiz as saying "…".
fn spoken(scene: &Scene<'_>, view: &View, subjects: &Subjects<'_>, pick: Pick) -> Pick {
    if let Some(cited) = cited(scene, view) {
        return pick.instead(cited);
    }
    let own = pick.speaker.and_then(|speaker| subjects.cue_of(speaker));
    let after = scene.cues.partition_point(|cue| cue.token < view.end);
    match (own, scene.cues.get(after)) {
        (Some(source), Some(cue))
            if source.link == Link::Agent
                && cue.token < source.token
                && matches!(cue.link, Link::Direct | Link::Inverted)
                && is_plain(cue)
                && view.position(scene, cue) == b'a'
                && view.distance(cue.token) <= ADJOINING =>
        {
            pick.instead(cue.subject)
        }
        _ => pick,
    }
}

/// Returns whom the cue right before a quote cites: "quoted Ortiz as saying".
fn cited(scene: &Scene<'_>, view: &View) -> Option<usize> {
    let before = scene.cues.partition_point(|cue| cue.token < view.first);
    let cue = scene.cues.get(before.checked_sub(1)?)?;
    let is_as = scene.tokens.before(cue.token, 1)?.word == Word::new("as");
    let is_near = view.position(scene, cue) == b'b' && view.distance(cue.token) <= ADJOINING;
    (is_as && is_near && cue.link == Link::Direct).then_some(cue.subject)
}

/// Takes the name that a colon leads on from to a quote, with nothing said before it: "Hard winters - Ana Ruiz: '…'".
fn labelled(scene: &Scene<'_>, view: &View, pick: Pick) -> Pick {
    let colon = scene.tokens.before(view.first, 1);
    if colon.is_none_or(|token| token.kind != Kind::Colon || !token.is_told()) {
        return pick;
    }
    let end = view.first.saturating_sub(2);
    let ends_here = |index: &usize| {
        scene
            .mentions
            .get(*index)
            .is_some_and(|mention| mention.tokens.1 == end && mention.form == Form::Name)
    };
    let near = view.next_mention.saturating_sub(2)..view.next_mention;
    let Some(found) = near.rev().find(ends_here) else {
        return pick;
    };
    let stands_alone = scene.mentions.get(found).is_some_and(|mention| {
        let is_free = !mention.is_possessive && !mention.is_quoted;
        is_free
            && scene.tokens.before(mention.lead, 1).is_none_or(|token| {
                matches!(token.kind, Kind::Dash | Kind::Stop | Kind::Closing)
                    || token.word == Word::new("from")
            })
    });
    if stands_alone {
        pick.instead(found)
    } else {
        pick
    }
}

/// Takes whoever reports at the end of a sentence that a quote begins: "'…' was not true, Ortiz added."
fn behind(scene: &Scene<'_>, view: &View, pick: Pick) -> Pick {
    let sentence = |at: usize| scene.token(at).map(|token| token.sentence);
    let here = sentence(view.first);
    let begins = view.first.checked_sub(1).and_then(sentence) != here;
    let end = scene
        .cues
        .partition_point(|cue| sentence(cue.token) <= here);
    let last = end.checked_sub(1).and_then(|at| scene.cues.get(at));
    match last {
        Some(cue)
            if begins
                && cue.token >= view.end
                && sentence(cue.token) == here
                && is_plain(cue)
                && cue.link == Link::Direct
                && is_parenthetical(scene, cue) =>
        {
            Pick {
                speaker: Some(cue.subject),
                second: pick
                    .speaker
                    .filter(|index| *index != cue.subject)
                    .or(pick.second),
                probability: pick.probability.max(1.0 - pick.probability),
            }
        }
        _ => pick,
    }
}

/// Says whether a cue only reports.
fn is_plain(cue: &Cue) -> bool {
    PLAIN.iter().any(|lemma| cue.lemma == Symbol::new(lemma))
}

/// Says whether a comma, the subject and the cue alone end the sentence.
fn is_parenthetical(scene: &Scene<'_>, cue: &Cue) -> bool {
    let Some(subject) = scene.mentions.get(cue.subject) else {
        return false;
    };
    let before = scene.tokens.before(subject.lead, 1).map(|token| token.kind);
    let after = scene.tokens.after(cue.token, 1).map(|token| token.kind);
    before == Some(Kind::Comma) && matches!(after, None | Some(Kind::Stop))
}

/// Takes the subject of a plain cue between two quotes of a sentence for the second: "…," while Ortiz said it was "…".
fn beside(scene: &Scene<'_>, view: &View, pick: Pick) -> Pick {
    let before = scene.cues.partition_point(|cue| cue.token < view.first);
    let nearest = before.checked_sub(1).and_then(|at| scene.cues.get(at));
    match nearest {
        Some(cue)
            if cue.link == Link::Direct
                && view.position(scene, cue) == b'b'
                && view.distance(cue.token) <= ADJOINING
                && pick.speaker != Some(cue.subject)
                && (is_plain(cue) && is_behind_quote(scene, view, cue)
                    || is_other_clause(scene, view, cue, pick)) =>
        {
            pick.instead(cue.subject)
        }
        _ => pick,
    }
}

/// Says whether a cue's clause stands beside that of whom was picked: "Ortiz blamed the board, and Bell called it '…'".
fn is_other_clause(scene: &Scene<'_>, view: &View, cue: &Cue, pick: Pick) -> bool {
    let is_before = |index: usize| {
        let earlier = scene
            .cues
            .iter()
            .rev()
            .skip_while(|other| other.token >= cue.token)
            .take(6);
        let mut earlier = earlier.take_while(|other| view.position(scene, other) == b'b');
        earlier.any(|other| other.subject == index)
    };
    // "No wonder Ortiz said, and I quote".
    let is_author = scene
        .token_of(cue.subject)
        .is_some_and(|token| token.is_any(&["i"]));
    !is_author
        && features::joined(scene, cue.subject) == Some(true)
        && pick.speaker.is_some_and(is_before)
}

/// Says whether a quote of the same sentence stands before a cue.
fn is_behind_quote(scene: &Scene<'_>, view: &View, cue: &Cue) -> bool {
    let before = view
        .region
        .checked_sub(1)
        .and_then(|at| scene.regions.get(at));
    let sentence = |at: usize| scene.token(at).map(|token| token.sentence);
    before.is_some_and(|before| {
        let last = scene.tokens.at(before.range.start);
        last < cue.token && sentence(last) == sentence(cue.token)
    })
}

/// Returns the first of the highest and the best mention after it.
fn best(scored: &[(i32, Option<usize>)]) -> Pick {
    let highest = |without: Option<usize>, somebody: bool| {
        scored
            .iter()
            .filter(|(_, index)| !somebody || index.is_some() && *index != without)
            .fold(
                None,
                |best: Option<(i32, Option<usize>)>, next| match best {
                    Some(best) if best.0 >= next.0 => Some(best),
                    _ => Some(*next),
                },
            )
    };
    let Some((top, speaker)) = highest(None, false) else {
        return Pick::default();
    };
    #[allow(
        clippy::cast_precision_loss,
        reason = "scores are far below the precision of f32"
    )]
    let share = |score: i32| ((score - top) as f32 / TEMPERATURE).exp();
    Pick {
        speaker,
        second: highest(speaker, true).and_then(|(_, index)| index),
        probability: 1.0 / scored.iter().map(|(score, _)| share(*score)).sum::<f32>(),
    }
}

/// Returns the mentions that may be the speaker of a region, outside the quotes.
pub(super) fn candidates(scene: &Scene<'_>, view: &View) -> Vec<usize> {
    let from = scene
        .tokens
        .of_paragraph(view.paragraph.saturating_sub(PARAGRAPHS_BEFORE))
        .start;
    let to = scene.tokens.of_paragraph(view.paragraph + 1);
    let split = scene
        .mentions
        .partition_point(|mention| mention.tokens.0 < view.first);
    let outside = |index: &usize| {
        scene
            .mentions
            .get(*index)
            .is_some_and(|mention| !mention.is_quoted)
    };
    let first_after = scene.token(to.start).map(|token| token.sentence);
    let mut found: Vec<usize> = (0..split)
        .rev()
        .take_while(|index| {
            scene
                .mentions
                .get(*index)
                .is_some_and(|mention| mention.tokens.0 >= from)
        })
        .filter(outside)
        .take(MOST)
        .collect();
    found.extend(
        (split..scene.mentions.len())
            .take_while(|index| {
                let at = scene.mentions.get(*index).map(|mention| mention.tokens.0);
                let sentence = at
                    .and_then(|at| scene.token(at))
                    .map(|token| token.sentence);
                at.is_some_and(|at| at < to.start || at < to.end && sentence == first_after)
            })
            .filter(outside)
            .take(MOST),
    );
    found
}
