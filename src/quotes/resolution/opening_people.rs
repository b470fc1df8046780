//! Finds whom a story means by the description that opens it, where it names them in the next paragraph: "A gran who won a
//! car says she will sell it.¶Maureen Skelly, 63, of Bootle, bought the card".

use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::{TextToken, TokenKind, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};
use crate::quotes::resolution::predicates;

/// How many paragraphs behind the opening may bring the name.
const NEAR: usize = 2;

/// How many paragraphs a story may begin with before the description: a headline, a place.
const OPENING: usize = 3;

/// How many mentions of those paragraphs are read.
const MENTIONS: usize = 40;

/// How many words behind a description its verb comes.
const LONGEST_VERB: usize = 4;

/// What nobody is called who is older than [`ADULT`].
const CHILDREN: &[&str] = &[
    "teenager",
    "teen",
    "boy",
    "girl",
    "schoolboy",
    "schoolgirl",
    "child",
    "toddler",
    "pupil",
];

/// The last age of a teenager.
const ADULT: u32 = 19;

/// Returns the mention that names whom the description at `index`, the first words of the story, is of.
///
/// A name counts if it begins its paragraph and an age or a home comes behind it, as the story's own people are brought in,
/// and if no other person comes into question.
pub(crate) fn name_behind_opening(
    scene: &Scene<'_>,
    index: usize,
    described: &Mention,
) -> Option<usize> {
    let start = scene.token(described.lead)?.paragraph();
    if !opens_story(scene, described) {
        return None;
    }
    let near = (index + 1..scene.mentions.len()).take(MENTIONS);
    let mut behind = near.take_while(|at| {
        let token = scene.token_of(*at);
        token.is_some_and(|token| token.paragraph() <= start + NEAR)
    });
    let found = behind.find(|at| {
        let mention = scene.mentions.get(*at);
        mention.is_some_and(|mention| is_somebody(scene, mention) || is_rival(scene, mention))
    })?;
    let name = scene.mentions.get(found)?;
    let is_later = scene.token_of(found)?.paragraph() > start;
    let is_hers = is_brought_in(scene, name) && !is_too_old(scene, described, name);
    (is_later && name.form == MentionForm::Name && is_hers).then_some(found)
}

/// Returns `true` for "a gran" as the first words of the first paragraph of a story that is no headline.
fn opens_story(scene: &Scene<'_>, described: &Mention) -> bool {
    let Some(first) = scene.token(described.lead) else {
        return false;
    };
    let paragraph = first.paragraph();
    let told = |at: usize| {
        let tokens = scene.tokens.of_paragraph(at);
        !scene.is_headline(scene.token(tokens.start))
    };
    paragraph < OPENING
        && first.is_any(&["a", "an"])
        && described.lead == scene.tokens.of_paragraph(paragraph).start
        && !(0..paragraph).any(told)
        && described.sort == MentionSort::Person
        && described.is_free_description()
        && !predicates::is_plural(scene, described)
        && is_told_of(scene, described)
}

/// Returns `true` if the story goes on to tell of whom it opens with: "a gran who", "a gran has told", "a gran was fined"; "a vet
/// has saved a dog" may go on with the dog's owner.
fn is_told_of(scene: &Scene<'_>, described: &Mention) -> bool {
    let words =
        || (1..=LONGEST_VERB).map_while(|steps| scene.tokens.after(described.tokens.1, steps));
    let is_clause = words()
        .next()
        .is_some_and(|next| next.is_any(&["who", "whose"]));
    let verbs = words()
        .skip_while(|token| token.has_class(WordClass::Auxiliary) && !token.gives(Clue::Passive));
    let passive = words()
        .zip(words().skip(1))
        .any(|(be, verb)| be.gives(Clue::Passive) && verb.ending == WordEnding::Ed);
    let tells = verbs
        .clone()
        .next()
        .is_some_and(|verb| verb.entry.cue.is_some());
    is_clause || tells || passive
}

/// Returns `true` for an age behind a name that is no child's, where a description is of one.
fn is_too_old(scene: &Scene<'_>, described: &Mention, name: &Mention) -> bool {
    let noun = scene.token(described.tokens.1);
    let age = scene.tokens.after(name.tokens.1, 2);
    let years = age.and_then(|age| age.range().of(scene.text).parse::<u32>().ok());
    noun.is_some_and(|noun| noun.is_any(CHILDREN)) && years.is_some_and(|years| years > ADULT)
}

/// Returns `true` for a name that somebody bears, as far as the words show it.
fn is_somebody(scene: &Scene<'_>, mention: &Mention) -> bool {
    let entity = mention.entity.and_then(|at| scene.entities.get(at));
    // "A Roman ring".
    let entity = entity.filter(|_| !mention.is_modifier);
    entity.is_some_and(|entity| {
        entity.sort == MentionSort::Person
            || entity.gender.is_some()
            || entity.word_count() > 1 && is_brought_in(scene, mention)
    })
}

/// Returns `true` for another person whom the opening describes: "A doctor has groped a patient".
fn is_rival(scene: &Scene<'_>, mention: &Mention) -> bool {
    let first = scene.token(mention.lead);
    mention.is_free_description()
        && mention.sort == MentionSort::Person
        && !predicates::is_plural(scene, mention)
        && first.is_some_and(|first| first.is_any(&["a", "an"]))
}

/// Returns `true` if a full name begins its paragraph and an age or a home between commas comes behind it: "Ana Ruiz, 43,",
/// "Ana Ruiz, from Hull,".
fn is_brought_in(scene: &Scene<'_>, name: &Mention) -> bool {
    let after = |steps| scene.tokens.after(name.tokens.1, steps);
    let begins = scene
        .token(name.lead)
        .is_some_and(|first| name.lead == scene.tokens.of_paragraph(first.paragraph()).start);
    let tells = |token: &TextToken| {
        token.kind == TokenKind::Number || token.is_any(&["from", "of", "who", "aged"])
    };
    begins
        && name.tokens.1 > name.tokens.0
        && after(1).is_some_and(|comma| comma.kind == TokenKind::Comma)
        && after(2).is_some_and(tells)
}
