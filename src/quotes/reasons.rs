//! Says in words why a speaker was named.

use super::cues::{Cue, Link};
use super::mentions::Form;
use super::scene::Scene;
use super::view::View;
use crate::article::{Reason, Speaker};

/// What the reasons are drawn from.
pub(super) struct Case<'a> {
    /// The article.
    pub(super) scene: &'a Scene<'a>,
    /// The region that the speaker was picked for.
    pub(super) view: &'a View,
    /// The mention picked.
    pub(super) mention: usize,
    /// The cue whose subject it is.
    pub(super) cue: Option<&'a Cue>,
    /// The speaker as shown.
    pub(super) speaker: &'a Speaker,
    /// Whether the speaker was also picked for the quote before.
    pub(super) is_same_as_before: bool,
}

/// Returns the reasons, the strongest first.
pub(super) fn of(case: &Case<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    match case.cue {
        Some(cue) => reasons.extend(cued(case, cue)),
        None if case.is_same_as_before => {
            reasons.push("no cue of its own; the quote before is by the same speaker".to_owned());
        }
        None => reasons.push("no cue beside the quote; the nearest that can speak".to_owned()),
    }
    reasons.extend(named(case));
    reasons.into_iter().map(Reason).collect()
}

/// Says where the cue stands and how the mention hangs on it.
fn cued(case: &Case<'_>, cue: &Cue) -> Vec<String> {
    let scene = case.scene;
    let word = scene
        .token(cue.token)
        .map_or("", |token| token.range.of(scene.text));
    let place = match case.view.position(scene, cue) {
        b'a' => "follows the quote",
        b'b' => "leads to the quote",
        b'A' | b'n' => "stands after the quote",
        _ => "stands before the quote",
    };
    let mention = case.speaker.mention.of(scene.text);
    let link = match cue.link {
        Link::Direct | Link::Inverted | Link::Headed => "is its subject",
        Link::Apposed => "is its subject, with words between commas",
        Link::Relative => "is its subject and refers back",
        Link::Coordinated | Link::Infinitive | Link::Participle => "is the subject of its sentence",
        Link::Agent => "is named by it",
        Link::Near => "stands nearest to it",
    };
    vec![
        format!("the cue '{word}' {place}"),
        format!("'{mention}' {link}"),
    ]
}

/// Says how the mention was taken to the name.
fn named(case: &Case<'_>) -> Option<String> {
    let mention = case.scene.mentions.get(case.mention)?;
    let written = case.speaker.mention.of(case.scene.text);
    let name = case.speaker.name.as_str();
    match mention.form {
        Form::Pronoun | Form::Description if !written.contains(name) => {
            Some(format!("'{written}' is taken to be {name}"))
        }
        Form::Name if !written.contains(name) => Some(format!("'{written}' is short for {name}")),
        _ => None,
    }
}
