//! Makes the quotes a reader sees out of regions and picks: kind, speaker, cue, reasons, confidence.

use crate::article::{Confidence, Quote, QuoteId, QuoteKind, Reason, Speaker};
use crate::quotes::attribution::weights::Weights;
use crate::quotes::model::cue::Cue;
use crate::quotes::model::referent::Referent;
use crate::quotes::model::region::Bounds;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::view::{RegionEnding, RegionPlace, RegionView};
use crate::quotes::model::word_class::WordClass;
use crate::quotes::report::assemble::RegionGroup;
use crate::quotes::report::confidence::{ConfidenceCase, ConfidenceParts};
use crate::quotes::report::reasons::AttributionCase;
use crate::quotes::report::{assemble, reasons};
use crate::quotes::resolution::labels::LabelSpeaker;
use crate::quotes::resolution::referents::Referents;
use crate::quotes::resolution::{labels, speakers};

/// Below this probability nobody is named where a cue speaks for somebody.
const TOO_UNSURE: f32 = 0.15;

/// Below this probability nobody is named where no cue does.
const TOO_UNSURE_ALONE: f32 = 0.2;

/// Below this probability nobody is named where no cue does and the words only describe a noun: a "look at us" speech.
const TOO_UNSURE_OF_WORD: f32 = 0.5;

/// How sure a turn's label is, from 0 to 1.
const LABEL: f32 = 0.95;

/// How sure it is that the guest of an interview answers, from 0 to 1.
const GUEST: f32 = 0.85;

/// Returns the quotes of the groups, in order; `views` has a view for each of their regions.
pub(crate) fn describe_quotes(
    scene: &Scene<'_>,
    views: &[Option<RegionView>],
    groups: &[RegionGroup],
    referents: &Referents,
    weights: &Weights,
) -> Vec<Quote> {
    let mut last = None;
    let mut quotes = Vec::with_capacity(groups.len());
    for group in groups {
        let first = group.regions.first().copied();
        let Some(view) = first.and_then(|at| views.get(at).copied().flatten()) else {
            continue;
        };
        if let Some(labelled) = find_label_speaker(scene, group) {
            last = labelled.entity.map(Referent::Named).or(last);
            quotes.extend(labelled_quote(scene, &view, group, labelled.speaker));
            continue;
        }
        let speaker = choose_speaker(scene, &view, group);
        let referent = speaker.and_then(|index| referents.referent_of(index));
        let is_same = referent.is_some() && referent == last;
        last = referent.or(last);
        let chosen = ChosenSpeaker {
            mention: speaker,
            referent,
            is_same,
        };
        let knowledge = Knowledge { referents, weights };
        quotes.extend(describe_quote(scene, &view, group, chosen, &knowledge));
    }
    quotes
}

/// What is known beside the scene.
struct Knowledge<'a> {
    referents: &'a Referents,
    weights: &'a Weights,
}

/// Returns the mention that is shown as the speaker of a group, if any is sure enough.
pub(crate) fn choose_speaker(
    scene: &Scene<'_>,
    view: &RegionView,
    group: &RegionGroup,
) -> Option<usize> {
    let speaker = group.pick.speaker;
    speaker.filter(|index| is_sure_enough(scene, view, group, *index))
}

/// Returns `true` if the pick of a group is sure enough to be shown.
fn is_sure_enough(
    scene: &Scene<'_>,
    view: &RegionView,
    group: &RegionGroup,
    mention: usize,
) -> bool {
    let has_cue = cue_of(scene, view, group, mention).is_some();
    // "It" and "which" speak only where a cue says so: "the report, which said".
    if !has_cue && is_thing(scene, mention) {
        return false;
    }
    // Without a cue a wrong name is likelier, and worse than none.
    let threshold = if has_cue {
        TOO_UNSURE
    } else if describes_noun(scene, view) {
        TOO_UNSURE_OF_WORD
    } else {
        TOO_UNSURE_ALONE
    };
    group.pick.probability > threshold
}

/// Returns `true` if a mention is "it" or "which", which speaks for nobody where no cue says that it does.
fn is_thing(scene: &Scene<'_>, index: usize) -> bool {
    scene
        .token_of(index)
        .is_some_and(|token| token.has_class(WordClass::Relative) || token.is_any(&["it"]))
}

/// Returns `true` if a quote comes before a noun as an adjective does, with no punctuation of its own.
pub(super) fn describes_noun(scene: &Scene<'_>, view: &RegionView) -> bool {
    let next = scene.tokens.after(view.end.saturating_sub(1), 1);
    view.ending == RegionEnding::Word
        && next.is_some_and(|next| {
            next.kind == TokenKind::Word
                && next.has_class(WordClass::Unknown)
                && next.entry.cue.is_none()
        })
}

/// Returns the speaker of a group that needs no cue: named by a turn's label, by the line below a pull quote or a post,
/// or the guest of an interview.
pub(crate) fn find_label_speaker(scene: &Scene<'_>, group: &RegionGroup) -> Option<LabelSpeaker> {
    let regions = group.regions.iter();
    let mut bounds = regions
        .filter_map(|at| scene.regions.get(*at))
        .map(|region| region.bounds);
    bounds.find_map(|bounds| match bounds {
        Bounds::Turn(label) | Bounds::Signed(label) | Bounds::Post(label) => {
            Some(labels::resolve_label(scene, label))
        }
        Bounds::Answer | Bounds::QuotedAnswer => Some(labels::resolve_answer(scene)),
        Bounds::Marks | Bounds::Open | Bounds::Block => None,
    })
}

/// Makes the quote of an interview's turn, or one that is signed.
fn labelled_quote(
    scene: &Scene<'_>,
    view: &RegionView,
    group: &RegionGroup,
    speaker: Option<Speaker>,
) -> Option<Quote> {
    let fragments = assemble::list_fragments(scene, group);
    let region = scene.regions.get(view.region)?;
    let is_guest = matches!(region.bounds, Bounds::Answer | Bounds::QuotedAnswer);
    let explain = |speaker: &Speaker| {
        let mention = speaker.mention.of(scene.text);
        Reason(if is_guest {
            format!("'{mention}' is the guest of the interview")
        } else {
            format!("the label '{mention}' names the speaker")
        })
    };
    Some(Quote {
        id: QuoteId::default(),
        is_corrected: false,
        kind: judge_kind(scene, view, group),
        range: fragments.first()?.union(*fragments.last()?),
        fragments,
        reasons: speaker.iter().map(explain).collect(),
        speakers: speaker.iter().cloned().collect(),
        speaker,
        cue: None,
        confidence: to_confidence(if is_guest { GUEST } else { LABEL }),
        runner_up: None,
    })
}

/// Whom a quote was given to.
#[derive(Clone, Copy)]
struct ChosenSpeaker {
    mention: Option<usize>,
    referent: Option<Referent>,
    is_same: bool,
}

fn describe_quote(
    scene: &Scene<'_>,
    view: &RegionView,
    group: &RegionGroup,
    named: ChosenSpeaker,
    known: &Knowledge<'_>,
) -> Option<Quote> {
    let fragments = assemble::list_fragments(scene, group);
    let range = fragments.first()?.union(*fragments.last()?);
    let all = named.mention.map_or_else(Vec::new, |index| {
        speakers::make_speakers(scene, index, named.referent, known.referents)
    });
    let speaker = speakers::join_speakers(&all);
    let cue = named
        .mention
        .and_then(|index| cue_of(scene, view, group, index));
    let case = named.mention.map(|mention| ConfidenceCase {
        scene,
        view,
        pick: &group.pick,
        mention,
        cue,
        referents: known.referents,
    });
    let (probability, reasons) = judge_speaker(case.as_ref(), speaker.as_ref(), named, known);
    Some(Quote {
        id: QuoteId::default(),
        is_corrected: false,
        kind: judge_kind(scene, view, group),
        range,
        fragments,
        cue: cue
            .and_then(|cue| scene.token(cue.token))
            .map(TextToken::range),
        confidence: to_confidence(probability.unwrap_or(group.pick.probability)),
        reasons,
        runner_up: find_runner_up(scene, group, named, known.referents)
            // Another mention of the same speaker is no rival.
            .filter(|other| all.iter().all(|one| one.name != other.name)),
        speaker,
        speakers: all,
    })
}

/// Returns how likely the speaker is right, if a mention is shown, and why it was named.
fn judge_speaker(
    case: Option<&ConfidenceCase<'_>>,
    speaker: Option<&Speaker>,
    named: ChosenSpeaker,
    known: &Knowledge<'_>,
) -> (Option<f32>, Vec<Reason>) {
    let Some(case) = case else {
        return (None, Vec::new());
    };
    let parts = ConfidenceParts {
        mention: case.estimate_mention(known.weights),
        antecedent: case.estimate_antecedent(known.weights),
    };
    let explain = |speaker| {
        reasons::explain_attribution(&AttributionCase {
            case,
            speaker,
            parts,
            is_same_as_before: named.is_same,
        })
    };
    (
        Some(parts.mention * parts.antecedent),
        speaker.map(explain).unwrap_or_default(),
    )
}

/// Returns the speaker that came second: another antecedent of the pronoun where that is the weaker part, else the
/// second mention.
fn find_runner_up(
    scene: &Scene<'_>,
    group: &RegionGroup,
    named: ChosenSpeaker,
    referents: &Referents,
) -> Option<Speaker> {
    let pronoun = named.mention.and_then(|index| referents.pronoun_of(index));
    let weaker = pronoun.filter(|pronoun| pronoun.probability < group.pick.probability);
    if let (Some(index), Some(second)) = (named.mention, weaker.and_then(|weaker| weaker.second)) {
        return speakers::make_speaker(scene, index, Some(second));
    }
    let other = group.pick.second()?;
    speakers::make_speaker(scene, other, referents.referent_of(other))
}

/// Returns the cue nearest to the quote whose subject is the mention.
pub(crate) fn cue_of<'a>(
    scene: &'a Scene<'_>,
    view: &RegionView,
    group: &RegionGroup,
    mention: usize,
) -> Option<&'a Cue> {
    let here = scene.tokens.of_paragraph(view.paragraph);
    let last = group.regions.last().and_then(|at| scene.regions.get(*at));
    let end = last.map_or(here.end, |last| {
        scene.tokens.of_paragraph(last.paragraph).end
    });
    let from = scene
        .tokens
        .of_paragraph(view.paragraph.saturating_sub(1))
        .start;
    let first = scene.cues.partition_point(|cue| cue.token < from);
    scene
        .cues
        .iter()
        .skip(first)
        .take_while(|cue| cue.token < end)
        .filter(|cue| cue.subject == mention)
        .min_by_key(|cue| view.token_distance(cue.token))
}

/// A quote is direct when a whole sentence or more comes between its marks.
fn judge_kind(scene: &Scene<'_>, view: &RegionView, group: &RegionGroup) -> QuoteKind {
    let is_block = scene
        .regions
        .get(view.region)
        .is_some_and(|region| region.bounds.is_block());
    let is_sentence =
        view.is_capital && (view.ending.ends_clause() || view.place == RegionPlace::Whole);
    if is_block {
        QuoteKind::Block
    } else if is_sentence || group.regions.len() > 1 && view.is_capital {
        QuoteKind::Direct
    } else {
        QuoteKind::Mixed
    }
}

fn to_confidence(probability: f32) -> Confidence {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a probability is between 0 and 1"
    )]
    let hundredths = (probability.clamp(0.0, 1.0) * 100.0).round() as u8;
    Confidence::new(hundredths)
}
