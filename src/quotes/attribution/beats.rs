//! Finds who speaks behind an action: "Brand turned to the deckhand. “You did well.”"

use crate::quotes::model::mention::{MentionForm, MentionSort};
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::TokenKind;
use crate::quotes::model::view::{RegionEnding, RegionView};

/// Returns the subject of the sentence before a quote that fills the rest of its paragraph; `None` if that sentence
/// begins with nobody, or the quote is no sentence.
pub(crate) fn find_actor(scene: &Scene<'_>, view: &RegionView) -> Option<usize> {
    let paragraph = scene.tokens.of_paragraph(view.paragraph);
    let stop = scene.tokens.before(view.first, 1)?;
    let is_sentence = view.is_capital && view.ending != RegionEnding::Word;
    let fills_rest = view.end >= paragraph.end;
    if stop.kind != TokenKind::Stop || !stop.is_unquoted() || !is_sentence || !fills_rest {
        return None;
    }
    let sentence = stop.sentence;
    let start = (paragraph.start..view.first)
        .rev()
        .take_while(|at| {
            scene
                .token(*at)
                .is_some_and(|token| token.sentence == sentence)
        })
        .last()?;
    let first = scene
        .mentions
        .partition_point(|mention| mention.tokens.0 < start);
    let mention = scene.mentions.get(first)?;
    let is_subject = mention.lead == start || mention.tokens.0 == start;
    let is_somebody = mention.sort == MentionSort::Person
        || mention.form == MentionForm::Name && mention.sort == MentionSort::Unknown;
    let is_free = !mention.is_possessive && !mention.is_quoted && !mention.is_modifier;
    (is_subject && is_somebody && is_free).then_some(first)
}
