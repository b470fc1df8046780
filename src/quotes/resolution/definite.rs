//! Resolves definite descriptions: "the mayor" is whoever the text called a mayor before, or the first description of
//! one.

use std::cell::OnceCell;

use crate::quotes::model::entity::Entity;
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::WordKey;
use crate::quotes::resolution::stated_roles::StatedRoles;
use crate::quotes::resolution::{predicates, stated_roles};

/// How many mentions before a description are looked at.
const REACH: usize = 120;

/// The most words of a description behind its article.
const LONGEST: usize = 5;

/// Two candidates within this many paragraphs leave it unclear who is meant.
const NEAR: usize = 2;

/// What each entity is called, found when first asked for.
#[derive(Debug, Default)]
pub(crate) struct EntityRoles(OnceCell<Vec<StatedRoles>>);

impl EntityRoles {
    fn of<'a>(&'a self, scene: &Scene<'_>, entity: usize) -> Option<&'a StatedRoles> {
        let all = || {
            let entities = scene.entities.iter();
            entities
                .map(|entity| stated_roles::gather_roles(scene, entity))
                .collect()
        };
        self.0.get_or_init(all).get(entity)
    }
}

/// The noun of a description such as "the mayor" or "the former Republican mayor".
#[derive(Debug, Clone)]
struct DefiniteNoun {
    /// What it is compared by, a word such as "former" before it included.
    office: WordKey,
    /// The noun itself.
    word: WordKey,
    /// The words between the article and the office.
    modifiers: Vec<WordKey>,
    paragraph: usize,
}

impl DefiniteNoun {
    /// Returns the noun of a description with "the" that refers back.
    fn of(scene: &Scene<'_>, mention: &Mention) -> Option<Self> {
        let (first, last) = mention.tokens;
        let is_definite = scene.token(first)?.is_any(&["the"]) && mention.lead == first;
        let is_plain = mention.form == MentionForm::Description && !mention.is_quoted;
        let is_short = (1..=LONGEST).contains(&(last - first));
        if !is_definite || !is_plain || !is_short {
            return None;
        }
        let head = scene.token(last)?;
        let end = last - usize::from(stated_roles::is_of_another(scene, last));
        let modifiers = (first + 1..end).filter_map(|at| scene.token(at));
        Some(Self {
            office: stated_roles::office_key(scene, last),
            word: head.word,
            modifiers: modifiers.map(|token| token.word).collect(),
            paragraph: head.paragraph(),
        })
    }

    /// Returns `true` if the text called somebody so.
    fn is_called(&self, called: &StatedRoles) -> bool {
        called.offices.contains(&self.office)
            && self
                .modifiers
                .iter()
                .all(|word| called.words.contains(word))
    }
}

/// Returns the entity that the description at `index` refers to; `resolved` holds that of each mention before.
pub(crate) fn find_named_referent(
    scene: &Scene<'_>,
    index: usize,
    resolved: &[Option<Referent>],
    names: &EntityRoles,
) -> Option<usize> {
    let mention = scene.mentions.get(index)?;
    let noun = DefiniteNoun::of(scene, mention)?;
    let bears = |at: usize| {
        scene.entities.get(at).is_some_and(|entity| {
            can_describe(mention, entity)
                && names
                    .of(scene, at)
                    .is_some_and(|called| noun.is_called(called))
        })
    };
    // "The surgeon, Tom Hart, wept", "Tom Hart is a surgeon".
    let is_described = |at: usize, entity: usize| {
        scene.mentions.get(at).is_some_and(|told| {
            told.form == MentionForm::Description
                && scene
                    .entities
                    .get(entity)
                    .is_some_and(|entity| can_describe(mention, entity))
                && stated_roles::office_key(scene, told.tokens.1) == noun.office
        })
    };
    let mut found: Option<usize> = None;
    for at in (index.saturating_sub(REACH)..index).rev() {
        let is_near = scene.token_of(at)?.paragraph() + NEAR >= noun.paragraph;
        let there = resolved
            .get(at)
            .copied()
            .flatten()
            .and_then(Referent::entity);
        match (found, there) {
            // Beyond this the first candidate found is not contested any more.
            (Some(_), _) if !is_near => break,
            (Some(found), Some(entity)) if entity != found && bears(entity) => return None,
            (None, Some(entity)) if bears(entity) || is_described(at, entity) => {
                found = Some(entity);
            }
            // An unnamed mayor came last: "the mayor" is that one.
            (None, None) if introduces_noun(scene, at, &noun) && !is_apposed(scene, at) => {
                return None;
            }
            _ => {}
        }
    }
    found
}

/// Returns `true` if an entity can be what a description says it is.
fn can_describe(description: &Mention, entity: &Entity) -> bool {
    let is_of_gender = match (description.gender, entity.gender) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let is_of_sort = match description.sort {
        MentionSort::Person => entity.sort != MentionSort::Organisation,
        MentionSort::Organisation => entity.sort != MentionSort::Person,
        MentionSort::Document => false,
        MentionSort::Unknown => entity.sort == MentionSort::Person,
    };
    is_of_gender && is_of_sort
}

/// Returns `true` if a description comes after a name and a comma, so that it tells of the name's bearer.
fn is_apposed(scene: &Scene<'_>, index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|at| scene.mentions.get(at));
    let described = scene.mentions.get(index);
    before.zip(described).is_some_and(|(name, described)| {
        name.form == MentionForm::Name && described.lead == name.tokens.1 + 2
    })
}

/// Returns the first description of whom the description at `index` refers to: "a Huawei representative" for
/// "the representative".
pub(crate) fn find_first_description(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let mention = scene.mentions.get(index)?;
    let noun = DefiniteNoun::of(scene, mention).filter(|noun| noun.modifiers.is_empty())?;
    let mut before = (index.saturating_sub(REACH)..index).rev();
    let found = before.find(|at| {
        introduces_noun(scene, *at, &noun)
            && !is_said_of_somebody(scene, *at)
            && !scene.is_headline(scene.token_of(*at))
    })?;
    let is_person = mention.sort == MentionSort::Person;
    let tells_more = scene.mentions.get(found).is_some_and(|found| {
        found.lead < found.tokens.0 || found.tokens.1 > found.tokens.0 + usize::from(!is_person)
    });
    (tells_more && !is_apposed(scene, found)).then_some(found)
}

/// Returns `true` if somebody without a name was described by the noun of the description at `index` before: "Hart kicked the
/// goalkeeper. “…,” the goalkeeper said".
pub(crate) fn is_described_before(
    scene: &Scene<'_>,
    index: usize,
    resolved: &[Option<Referent>],
) -> bool {
    let Some(noun) = scene
        .mentions
        .get(index)
        .and_then(|mention| DefiniteNoun::of(scene, mention))
    else {
        return false;
    };
    (index.saturating_sub(REACH)..index).any(|at| {
        let is_unnamed = matches!(resolved.get(at), Some(Some(Referent::Described(_))));
        is_unnamed
            && scene.mentions.get(at).is_some_and(|told| {
                let head = scene.token(told.tokens.1);
                head.is_some_and(|head| head.word == noun.word) && told.is_free_description()
            })
            && !is_said_of_somebody(scene, at)
            && !scene.is_headline(scene.token_of(at))
    })
}

/// Returns `true` if a description only says what somebody is: "Hart has been a surgeon for years".
fn is_said_of_somebody(scene: &Scene<'_>, index: usize) -> bool {
    scene
        .mentions
        .get(index)
        .is_some_and(|told| predicates::is_predicate(scene, told))
}

/// Returns `true` if a mention describes somebody with this noun and more words than "the".
fn introduces_noun(scene: &Scene<'_>, index: usize, noun: &DefiniteNoun) -> bool {
    scene.mentions.get(index).is_some_and(|mention| {
        mention.is_free_description()
            && stated_roles::office_key(scene, mention.tokens.1) == noun.office
            && DefiniteNoun::of(scene, mention).is_none_or(|own| {
                own.modifiers.len() > noun.modifiers.len() || is_told_apart(scene, mention)
            })
    })
}

/// Returns `true` if what comes behind a description tells which one it is: "the woman beside her".
fn is_told_apart(scene: &Scene<'_>, mention: &Mention) -> bool {
    let next = scene.tokens.after(mention.tokens.1, 1);
    let is_place = next.is_some_and(|next| next.is_any(&["beside", "behind", "opposite", "next"]));
    is_place || next.is_some_and(|next| next.is_any(&["with", "in", "who", "of"]))
}
