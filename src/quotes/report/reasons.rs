//! Explains why a speaker was named.

use crate::article::{Reason, Speaker};
use crate::quotes::model::cue::{Cue, CueLink, CuePosition};
use crate::quotes::model::mention::MentionForm;
use crate::quotes::report::confidence::{ConfidenceCase, ConfidenceParts};
use crate::quotes::resolution::speakers;

/// From this probability a part of the attribution is called sure, below it likely.
const SURE: f32 = 0.9;

/// Below this probability a part of the attribution is called unsure.
const LIKELY: f32 = 0.6;

/// What the reasons are drawn from.
pub(crate) struct AttributionCase<'a> {
    /// The pick and whom it refers to.
    pub(crate) case: &'a ConfidenceCase<'a>,
    /// How likely each half is.
    pub(crate) parts: ConfidenceParts,
    /// The speaker as shown.
    pub(crate) speaker: &'a Speaker,
    /// Whether the speaker was also picked for the quote before.
    pub(crate) is_same_as_before: bool,
}

/// Returns the reasons, the strongest first.
pub(crate) fn explain_attribution(case: &AttributionCase<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    match case.case.cue {
        Some(cue) => reasons.extend(explain_cue(case, cue)),
        None if case.is_same_as_before => {
            reasons.push("no cue of its own; the quote before is by the same speaker".to_owned());
        }
        None => reasons.push("no cue beside the quote; the nearest that can speak".to_owned()),
    }
    reasons.extend(
        case.case
            .pick
            .rule
            .map(|rule| format!("decided by the rule '{rule}'")),
    );
    reasons.extend(explain_name(case));
    reasons.into_iter().map(Reason).collect()
}

/// Explains where the cue is and how the mention is linked to it.
fn explain_cue(case: &AttributionCase<'_>, cue: &Cue) -> Vec<String> {
    let scene = case.case.scene;
    let word = scene
        .token(cue.token)
        .map_or("", |token| token.range().of(scene.text));
    let place = match case.case.view.cue_position(scene, cue) {
        Some(CuePosition::After) => "follows the quote",
        Some(CuePosition::Before) => "leads to the quote",
        Some(CuePosition::LaterSentence | CuePosition::LaterParagraph) => "comes after the quote",
        Some(CuePosition::EarlierSentence | CuePosition::EarlierParagraph) | None => {
            "comes before the quote"
        }
    };
    let mention = case.speaker.mention.of(scene.text);
    let link = match cue.link {
        CueLink::Direct | CueLink::Inverted | CueLink::Headed => "is its subject",
        CueLink::Apposed => "is its subject, with words between commas",
        CueLink::Relative => "is its subject and refers back",
        CueLink::Coordinated | CueLink::Infinitive | CueLink::Participle => {
            "is the subject of its sentence"
        }
        CueLink::Passive => "is its passive subject",
        CueLink::Agent => "is named by it",
        CueLink::Near => "is nearest to it",
    };
    vec![
        format!("the cue '{word}' {place}"),
        format!("'{mention}' {link}"),
    ]
}

/// Explains how the mention was resolved to the name, and how sure both parts are.
fn explain_name(case: &AttributionCase<'_>) -> Option<String> {
    let scene = case.case.scene;
    let mention = scene.mentions.get(case.case.mention)?;
    let written = case.speaker.mention.of(scene.text);
    let name = case.speaker.name.as_str();
    if written.contains(name) {
        return None;
    }
    let Some(pronoun) = case.case.referents.pronoun_of(case.case.mention) else {
        return Some(match mention.form {
            MentionForm::Pronoun | MentionForm::Description => {
                format!("'{written}' is taken to be {name}")
            }
            MentionForm::Name => format!("'{written}' is short for {name}"),
        });
    };
    let picked = name_likelihood(case.parts.mention);
    let resolved = name_likelihood(case.parts.antecedent);
    let clue = pronoun.clue.words();
    let second = pronoun
        .second
        .and_then(|second| speakers::name_referent(scene, second));
    let runner_up = second.map_or_else(String::new, |second| format!("; runner-up {second}"));
    Some(format!(
        "'{written}' is {picked}; that '{written}' is {name} is {resolved}: {clue}{runner_up}"
    ))
}

/// Returns the word for a probability.
fn name_likelihood(probability: f32) -> &'static str {
    if probability >= SURE {
        "sure"
    } else if probability >= LIKELY {
        "likely"
    } else {
        "unsure"
    }
}
