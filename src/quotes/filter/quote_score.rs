//! Scores how likely a region holds somebody's words.

use crate::quotes::attribution::slogans;
use crate::quotes::attribution::weights::Weights;
use crate::quotes::filter::{quote_features, titles};
use crate::quotes::model::cue_subjects::CueSubjects;
use crate::quotes::model::mention::{Mention, MentionForm};
use crate::quotes::model::pick::Pick;
use crate::quotes::model::region::Bounds;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::TextToken;
use crate::quotes::model::view::{RegionEnding, RegionPlace, RegionView};
use crate::quotes::model::word_class::{Clue, WordClass};

/// The score above which a region of few words counts, in twentieths of log odds.
const FEW: i32 = 0;

/// The score above which a region of [`MANY_WORDS`] counts: a scare quote or a title is rarely so long.
const MANY: i32 = -30;

/// A region of at least this many words is a long one.
const MANY_WORDS: usize = 5;

/// The most words of a crosshead.
const LONGEST_CROSSHEAD: usize = 8;

/// What a speaker who reports with a cue adds to the score.
const CUE: i32 = 6;

/// What a region of nobody lacks.
const NOBODY: i32 = 30;

/// The score of a block quote, which needs no marks to tell, and of what a crowd cried.
const CERTAIN: i32 = 200;

/// Returns the view of each region with its score; `None` for those that are no quote, whoever the speaker may be.
pub(crate) fn score_regions(scene: &Scene<'_>, weights: &Weights) -> Vec<Option<RegionView>> {
    (0..scene.regions.len())
        .map(|index| {
            let mut view = RegionView::of_region(scene, index)?;
            view.score = score_region(scene, &view, weights)?;
            Some(view)
        })
        .collect()
}

/// Keeps the regions that are quotes, now that each has its pick.
pub(crate) fn keep_quotes(
    scene: &Scene<'_>,
    scored: &[Option<RegionView>],
    picks: &[Pick],
) -> Vec<Option<RegionView>> {
    scored
        .iter()
        .zip(picks)
        .map(|(view, pick)| view.filter(|view| is_kept(scene, view, pick)))
        .collect()
}

/// Returns how much speaks for somebody's words in a region; `None` if too little does, whoever the speaker may be.
fn score_region(scene: &Scene<'_>, view: &RegionView, weights: &Weights) -> Option<i32> {
    let region = scene.regions.get(view.region)?;
    let needs_no_marks = region.bounds.is_block()
        || matches!(region.bounds, Bounds::Signed(_) | Bounds::QuotedAnswer);
    // No mark is needed to tell these, so the weights, learned from marks, have no say.
    let is_certain = needs_no_marks
        || titles::is_cry(scene, view)
        || titles::is_owned(scene, view)
        || slogans::is_written_on(scene, view);
    if is_certain {
        return Some(CERTAIN);
    }
    if titles::find_title_rule(scene, view).is_some() || is_crosshead(scene, view) {
        return None;
    }
    if is_exclaimed(scene, view) {
        return Some(CERTAIN);
    }
    let mut score = 0;
    quote_features::add_region_features(scene, view, &mut |feature| {
        score += weights.weight_of(&feature);
    });
    // The speaker is not known yet: keep what could pass if a cue turns out to report it.
    (score + CUE > score_threshold(view)).then_some(score)
}

/// Returns `true` for a question or an exclamation, however short, that a verb of speaking reports right behind it: "“Liar!”
/// shouted one man".
fn is_exclaimed(scene: &Scene<'_>, view: &RegionView) -> bool {
    let speaks = |at: usize| {
        scene.token(at).is_some_and(|token| {
            let is_verb = token.gives(Clue::SpeakingCue)
                || token.gives(Clue::PlainCue)
                || token.gives(Clue::Cry);
            is_verb && token.is_unquoted()
        })
    };
    let begins = |at: usize| {
        let from = scene
            .mentions
            .partition_point(|mention| mention.tokens.0 < at);
        let mut near = scene.mentions.iter().skip(from).take(2);
        near.find(|mention| mention.lead == at && !mention.is_quoted)
    };
    let is_inverted = || speaks(view.end) && begins(view.end + 1).is_some();
    // "“Oliver!” star Ana Bell said": a noun without an article makes the quote its title.
    let is_bare = |mention: &Mention| {
        let first = scene.token(mention.lead);
        let is_noun = first
            .is_some_and(|first| !first.is_capital() && !first.has_class(WordClass::Determiner));
        mention.form == MentionForm::Name && is_noun
    };
    let is_plain = || {
        begins(view.end).is_some_and(|mention| speaks(mention.tokens.1 + 1) && !is_bare(mention))
    };
    // "In “Oliver!” Ortiz says little": a quote begins its sentence.
    let before = scene.tokens.before(view.first, 1);
    let begins_sentence = before.is_none_or(|before| {
        let first = scene.token(view.first).map(TextToken::sentence);
        Some(before.sentence()) != first
    });
    view.ending == RegionEnding::Question
        && view.is_capital
        && begins_sentence
        && (is_inverted() || is_plain())
}

const fn score_threshold(view: &RegionView) -> i32 {
    if view.count < MANY_WORDS { FEW } else { MANY }
}

/// Returns `true` if a few words in single marks are all of a paragraph where the story writes its quotes with double
/// ones.
fn is_crosshead(scene: &Scene<'_>, view: &RegionView) -> bool {
    // A heading between paragraphs ("'No regrets'") repeats words of the text.
    let is_other_mark = quote_features::is_single(scene, view) && !scene.has_single_marks;
    let region = scene.regions.get(view.region);
    let is_closed = region.is_some_and(|region| region.bounds != Bounds::Open);
    is_other_mark
        && is_closed
        && view.place == RegionPlace::Whole
        && view.count <= LONGEST_CROSSHEAD
}

/// Returns `true` if a region is kept once its speaker was picked.
fn is_kept(scene: &Scene<'_>, view: &RegionView, pick: &Pick) -> bool {
    let has_cue = pick.speaker.is_some_and(|speaker| {
        CueSubjects::around_region(&scene.cues, &scene.tokens, view)
            .cue_of(speaker)
            .is_some()
    });
    let score = match pick.speaker {
        None => view.score - NOBODY,
        Some(_) if has_cue => view.score + CUE,
        Some(_) => view.score,
    };
    score > score_threshold(view)
}
