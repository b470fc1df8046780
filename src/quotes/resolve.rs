//! Takes mentions to whom they stand for: pronouns to people, who, I and we to theirs; gender is a hard bar.

use super::entities::Entity;
use super::lexicon::{Class, Gender};
use super::mentions::{Form, Mention, Sort};
use super::scene::Scene;
use super::symbol::{Symbol, Word};
use super::view;
use super::weights::{Feature, Template, Weights};

/// How many mentions before a pronoun are looked at.
const REACH: usize = 60;

/// How many paragraphs before a pronoun may hold whom it stands for.
const PARAGRAPHS: usize = 4;

const PLACE: Template = Template::new("r.place");
const ROLE: Template = Template::new("r.role");
const ORDER: Template = Template::new("r.order");
const OFTEN: Template = Template::new("r.often");
const SPOKE: Template = Template::new("r.spoke");
const SURE: Template = Template::new("r.gender");
const RIVALS: Template = Template::new("r.rivals");
const FULL: Template = Template::new("r.full");

/// Who spoke last before a mention: an entity, and how many paragraphs before.
pub(super) type LastSpeaker = Option<(usize, usize)>;

/// Returns the entity that the mention at `index` stands for.
pub(super) fn entity(
    scene: &Scene<'_>,
    index: usize,
    last: LastSpeaker,
    weights: &Weights,
) -> Option<usize> {
    let mention = scene.mentions.get(index)?;
    if mention.entity.is_some() || mention.form != Form::Pronoun {
        return mention.entity;
    }
    let token = scene.token(mention.tokens.0)?;
    if token.is(Class::Relative) {
        return antecedent(scene, index);
    }
    let gender = mention.gender?;
    candidates(scene, index, gender)
        .into_iter()
        .map(|candidate| {
            let mut score = 0;
            features(scene, index, &candidate, last, &mut |feature| {
                score += weights.of(&feature);
            });
            (score, candidate.entity)
        })
        .fold(None, |best: Option<(i32, usize)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })
        .map(|(_, entity)| entity)
}

/// Returns whom "who" refers to: the mention right before it, a comma apart at most.
fn antecedent(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let who = scene.mentions.get(index)?;
    let before = scene.mentions.get(..index)?.iter().rev().take(4);
    let near = before.filter(|mention| mention.tokens.1 + 12 >= who.tokens.0);
    near.filter(|mention| !mention.is_modifier && !mention.is_possessive)
        .find_map(|mention| mention.entity)
}

/// Somebody a pronoun may stand for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// The entity.
    pub(super) entity: usize,
    /// Its last mention before the pronoun.
    mention: usize,
    /// How many other candidates were mentioned after it.
    rivals: usize,
}

/// Returns the entities mentioned before the pronoun whose gender does not forbid them, the nearest first.
pub(super) fn candidates(scene: &Scene<'_>, index: usize, gender: Gender) -> Vec<Candidate> {
    let Some(paragraph) = paragraph_of(scene, index) else {
        return Vec::new();
    };
    let mut found: Vec<Candidate> = Vec::new();
    for at in (index.saturating_sub(REACH)..index).rev() {
        let Some(mention) = scene.mentions.get(at) else {
            continue;
        };
        let near = paragraph_of(scene, at).is_some_and(|other| other + PARAGRAPHS >= paragraph);
        let Some(entity) = mention.entity.filter(|_| near) else {
            continue;
        };
        let is_new = !found.iter().any(|candidate| candidate.entity == entity);
        if is_new && may_be(scene, entity, gender) {
            found.push(Candidate {
                entity,
                mention: at,
                rivals: found.len(),
            });
        }
    }
    if gender != Gender::Neither {
        let is_person = |candidate: &Candidate| {
            scene
                .entities
                .get(candidate.entity)
                .is_some_and(Entity::is_person_like)
        };
        if found.iter().any(is_person) {
            found.retain(is_person);
        } else {
            found.retain(|candidate| is_told_of(scene, candidate.entity));
        }
    }
    found
}

/// Says whether the story itself names an entity more than once.
fn is_told_of(scene: &Scene<'_>, entity: usize) -> bool {
    let told = scene.entities.get(entity).map_or(0, |entity| {
        let mentions = entity.mentions.iter();
        mentions
            .filter_map(|index| scene.mentions.get(*index))
            .filter(|mention| !mention.is_quoted)
            .take(2)
            .count()
    });
    told > 1
}

/// Says whether an entity may be spoken of with a pronoun of this gender.
fn may_be(scene: &Scene<'_>, entity: usize, gender: Gender) -> bool {
    let Some(entity) = scene.entities.get(entity) else {
        return false;
    };
    match gender {
        Gender::Neither => true,
        Gender::Male | Gender::Female => {
            let is_person = matches!(entity.sort, Sort::Person | Sort::Unknown);
            is_person && entity.gender.is_none_or(|own| own == gender)
        }
    }
}

/// Gives the features of a candidate to `add`.
pub(super) fn features(
    scene: &Scene<'_>,
    index: usize,
    candidate: &Candidate,
    last: LastSpeaker,
    add: &mut impl FnMut(Feature),
) {
    let (Some(pronoun), Some(mention), Some(entity)) = (
        scene.mentions.get(index),
        scene.mentions.get(candidate.mention),
        scene.entities.get(candidate.entity),
    ) else {
        return;
    };
    let place = place(scene, pronoun, mention);
    let role = role(scene, candidate.mention, mention);
    add(Feature::one(PLACE, place));
    add(Feature::two(ROLE, role, place));
    add(Feature::two(
        ORDER,
        Symbol::number(candidate.rivals.min(4)),
        place,
    ));
    add(Feature::two(
        RIVALS,
        Symbol::number(candidate.rivals.min(4)),
        role,
    ));
    let often = entity.mentions.partition_point(|at| *at < index);
    add(Feature::one(OFTEN, view::bucket(often)));
    let sort = Symbol::new(match (entity.sort, entity.gender) {
        (_, Some(_)) => "g",
        (Sort::Person, None) => "p",
        _ => "u",
    });
    add(Feature::one(SURE, sort));
    add(Feature::one(FULL, Symbol::number(entity.length().min(3))));
    if let Some((speaker, paragraphs)) = last {
        let is_speaker = if speaker == candidate.entity {
            "y"
        } else {
            "n"
        };
        add(Feature::two(
            SPOKE,
            Symbol::new(is_speaker),
            Symbol::number(paragraphs.min(3)),
        ));
    }
}

/// Where a mention stands as seen from a pronoun: sentences before in its paragraph, else paragraphs before.
fn place(scene: &Scene<'_>, pronoun: &Mention, mention: &Mention) -> Symbol {
    let (Some(here), Some(there)) = (scene.token(pronoun.tokens.0), scene.token(mention.tokens.0))
    else {
        return Symbol::default();
    };
    if here.paragraph == there.paragraph {
        return Symbol::new("s").with(
            b'0' + u8::try_from((here.sentence - there.sentence).min(3)).unwrap_or_default(),
        );
    }
    Symbol::new("p")
        .with(b'0' + u8::try_from((here.paragraph - there.paragraph).min(4)).unwrap_or_default())
}

/// What a mention does in its sentence, as a letter.
fn role(scene: &Scene<'_>, index: usize, mention: &Mention) -> Symbol {
    let governed = scene
        .tokens
        .before(mention.lead, 1)
        .is_some_and(|token| token.is(Class::Preposition) || token.entry.cue.is_some());
    let is_subject = scene.is_subject(index);
    Symbol::new(
        match (
            mention.is_quoted,
            mention.is_possessive || mention.is_modifier,
        ) {
            (true, _) => "q",
            (_, true) => "m",
            _ if is_subject => "c",
            _ if governed => "o",
            _ => "s",
        },
    )
}

fn paragraph_of(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let mention = scene.mentions.get(index)?;
    scene.token(mention.tokens.0).map(|token| token.paragraph)
}

/// Says whether a pronoun is the author's own "I" or "we".
pub(super) fn is_author(scene: &Scene<'_>, mention: &Mention) -> bool {
    let Some(token) = scene.token(mention.tokens.0) else {
        return false;
    };
    let own = ["i", "me", "my"];
    !mention.is_quoted
        && mention.form == Form::Pronoun
        && own.iter().any(|word| token.word == Word::new(word))
}
