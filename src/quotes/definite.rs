//! Finds whom "the mayor" is: whoever the text called a mayor before, or the description that first told of one.

use std::cell::OnceCell;

use super::descriptions;
use super::entities::Entity;
use super::mentions::{Form, Mention, Sort};
use super::roles::{self, Called};
use super::scene::Scene;
use super::symbol::Word;

/// How many mentions before a description are looked at.
const REACH: usize = 120;

/// The most words of a description behind its article.
const LONGEST: usize = 5;

/// Two who could be meant in so many paragraphs make it unclear who is.
const NEAR: usize = 2;

/// What each entity is called, found when first asked for.
#[derive(Debug, Default)]
pub(super) struct Names(OnceCell<Vec<Called>>);

impl Names {
    fn of<'a>(&'a self, scene: &Scene<'_>, entity: usize) -> Option<&'a Called> {
        let all = || {
            let entities = scene.entities.iter();
            entities
                .map(|entity| roles::called(scene, entity))
                .collect()
        };
        self.0.get_or_init(all).get(entity)
    }
}

/// The noun of a description such as "the mayor" or "the former Republican mayor".
#[derive(Debug, Clone)]
struct Noun {
    /// What it is compared by, a word such as "former" before it included.
    office: Word,
    /// The noun itself.
    word: Word,
    /// The words between the article and the office.
    modifiers: Vec<Word>,
    paragraph: usize,
}

impl Noun {
    /// Returns the noun of a description with "the" that stands for somebody the text told of.
    fn of(scene: &Scene<'_>, mention: &Mention) -> Option<Self> {
        let (first, last) = mention.tokens;
        let is_definite = scene.token(first)?.is_any(&["the"]) && mention.lead == first;
        let is_plain = mention.form == Form::Description && !mention.is_quoted;
        let is_short = (1..=LONGEST).contains(&(last - first));
        if !is_definite || !is_plain || !is_short {
            return None;
        }
        let head = scene.token(last)?;
        let end = last - usize::from(roles::is_of_another(scene, last));
        let modifiers = (first + 1..end).filter_map(|at| scene.token(at));
        Some(Self {
            office: roles::office(scene, last),
            word: head.word,
            modifiers: modifiers.map(|token| token.word).collect(),
            paragraph: head.paragraph,
        })
    }

    /// Says whether the text called somebody so.
    fn is_called(&self, called: &Called) -> bool {
        called.offices.contains(&self.office)
            && self
                .modifiers
                .iter()
                .all(|word| called.words.contains(word))
    }
}

/// Returns the entity that the description at `index` stands for; `stands` says whom each mention before stands for.
pub(super) fn entity(
    scene: &Scene<'_>,
    index: usize,
    stands: &[Option<usize>],
    names: &Names,
) -> Option<usize> {
    let mention = scene.mentions.get(index)?;
    let noun = Noun::of(scene, mention)?;
    let bears = |at: usize| {
        scene.entities.get(at).is_some_and(|entity| {
            agrees(mention, entity)
                && names
                    .of(scene, at)
                    .is_some_and(|called| noun.is_called(called))
        })
    };
    let mut found: Option<usize> = None;
    for at in (index.saturating_sub(REACH)..index).rev() {
        let is_near = scene.token_of(at)?.paragraph + NEAR >= noun.paragraph;
        match (found, stands.get(at).copied().flatten()) {
            (Some(_), _) if !is_near => break,
            (Some(found), Some(entity)) if entity != found && bears(entity) => return None,
            (None, Some(entity)) if bears(entity) => found = Some(entity),
            (None, None) if tells_of(scene, at, &noun) && !is_apposed(scene, at) => return None,
            _ => {}
        }
    }
    found
}

/// Says whether an entity can be what a description says it is.
fn agrees(description: &Mention, entity: &Entity) -> bool {
    let is_of_gender = match (description.gender, entity.gender) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    let is_of_sort = match description.sort {
        Sort::Person => entity.sort != Sort::Organisation,
        Sort::Organisation => entity.sort != Sort::Person,
        Sort::Document => false,
        Sort::Unknown => entity.sort == Sort::Person,
    };
    is_of_gender && is_of_sort
}

/// Says whether a description stands behind a name and a comma, so that it tells of the name's bearer.
fn is_apposed(scene: &Scene<'_>, index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|at| scene.mentions.get(at));
    let described = scene.mentions.get(index);
    before.zip(described).is_some_and(|(name, described)| {
        name.form == Form::Name && described.lead == name.tokens.1 + 2
    })
}

/// Returns the description that first told of whom the description at `index` stands for: "a Huawei representative" for
/// "the representative".
pub(super) fn description(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let mention = scene.mentions.get(index)?;
    let noun = Noun::of(scene, mention).filter(|noun| noun.modifiers.is_empty())?;
    let mut before = (index.saturating_sub(REACH)..index).rev();
    let found = before.find(|at| tells_of(scene, *at, &noun))?;
    let is_person = mention.sort == Sort::Person;
    let tells_more = scene.mentions.get(found).is_some_and(|found| {
        found.lead < found.tokens.0 || found.tokens.1 > found.tokens.0 + usize::from(!is_person)
    });
    (tells_more && !is_apposed(scene, found)).then_some(found)
}

/// Says whether a mention describes somebody with this noun and more words than "the".
fn tells_of(scene: &Scene<'_>, index: usize, noun: &Noun) -> bool {
    scene.mentions.get(index).is_some_and(|mention| {
        let head = scene.token(mention.tokens.1);
        descriptions::is_free(mention)
            && head.is_some_and(|head| head.word == noun.word)
            && roles::office(scene, mention.tokens.1) == noun.office
            && Noun::of(scene, mention).is_none_or(|own| own.modifiers.len() > noun.modifiers.len())
    })
}
