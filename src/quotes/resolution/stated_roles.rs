//! What the text calls somebody, for "the mayor" later on to be them.

use crate::quotes::model::entity::Entity;
use crate::quotes::model::mention::{Mention, MentionForm};
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::word_class::{Clue, WordClass};
use crate::quotes::resolution::roles::{
    MENTIONS, affiliation_after, described_after, end_of_apposition,
};
use crate::quotes::words::lexicon;

/// What the text calls an entity.
#[derive(Debug, Default)]
pub(crate) struct StatedRoles {
    /// The nouns for what it is: "mayor", "vice president".
    pub(crate) offices: Vec<WordKey>,
    /// Every word of its roles, for what comes before such a noun: "the Republican candidate".
    pub(crate) words: Vec<WordKey>,
}

/// Returns what the text calls an entity.
pub(crate) fn gather_roles(scene: &Scene<'_>, entity: &Entity) -> StatedRoles {
    let mut called = StatedRoles::default();
    for index in entity.mentions.iter().take(MENTIONS).copied() {
        let Some(mention) = scene.mentions.get(index) else {
            continue;
        };
        called.offices.extend(age_noun(scene, mention));
        for at in mention.lead..mention.tokens.0 {
            let Some(token) = scene.token(at) else {
                continue;
            };
            called.words.push(token.word);
            let office = token
                .has_class(WordClass::Person)
                .then(|| office_key(scene, at));
            let short = lexicon::title_nouns(token.word).iter().copied();
            // "Princess Ana": the princess.
            let noble = (token.has_class(WordClass::Title) && token.gives(Clue::Noble))
                .then_some(token.word);
            let titled = title_office(scene, token).filter(|_| at + 1 == mention.tokens.0);
            called
                .offices
                .extend(short.chain(office).chain(noble).chain(titled));
        }
        let home = affiliation_after(scene, index).map(|home| scene.tokens.index_at(home.start));
        let home = home.and_then(|of| scene.token(of + 1));
        called.words.extend(home.map(|home| home.word));
        if let Some(head) = apposed_head(scene, index, mention) {
            called.offices.push(office_key(scene, head));
            let end = end_of_apposition(scene, head).unwrap_or(head);
            let words = (mention.tokens.1 + 2..=end).filter_map(|at| scene.token(at));
            called.words.extend(words.map(|token| token.word));
        }
    }
    called
}

/// Returns what somebody is by a title that is also another word: "Lord Justice Bell" is a judge, "Father Bell" a priest,
/// but not "his father Ed Bell".
fn title_office(scene: &Scene<'_>, title: &TextToken) -> Option<WordKey> {
    const OFFICES: &[(&str, &str)] = &[("Justice", "judge"), ("Father", "priest")];
    let written = title.range().of(scene.text);
    let found = OFFICES.iter().find(|(title, _)| *title == written);
    found.map(|(_, office)| WordKey::new(office))
}

/// Returns the noun of what comes between commas behind a name: the engineer in "Ana Ruiz, the town's engineer,".
fn apposed_head(scene: &Scene<'_>, index: usize, mention: &Mention) -> Option<usize> {
    let is_described = |mention: &Mention| mention.form == MentionForm::Description;
    let head = described_after(scene, index, is_described)?.tokens.1;
    let noun = scene.token(head)?;
    let is_office =
        noun.region() == scene.token(mention.tokens.1)?.region() && !noun.gives(Clue::Anybody);
    let is_closed = end_of_apposition(scene, head).is_some();
    // "In New Hampshire, the woman said" tells nothing of the place.
    (is_office && is_closed && !scene.is_governed(index)).then_some(head)
}

/// Returns "43-year-old" for a name with an age between commas: "Ana Ruiz, 43,".
fn age_noun(scene: &Scene<'_>, mention: &Mention) -> Option<WordKey> {
    let after = |steps| scene.tokens.after(mention.tokens.1, steps);
    let is_comma = |steps| after(steps).is_some_and(|token| token.kind == TokenKind::Comma);
    let years =
        after(2).filter(|token| token.kind == TokenKind::Number && token.range().len() <= 3)?;
    (is_comma(1) && is_comma(3))
        .then(|| WordKey::new(&format!("{}-year-old", years.range().of(scene.text))))
}

/// Returns what an office is compared by: its noun, with a word that makes another of it.
///
/// A "mum-of-three" is a mother: stories call the same woman both.
pub(crate) fn office_key(scene: &Scene<'_>, at: usize) -> WordKey {
    let noun = scene.token(at).map(|noun| noun.range().of(scene.text));
    let noun = plain_noun(noun.unwrap_or_default());
    let other = scene
        .tokens
        .before(at, 1)
        .filter(|_| is_of_another(scene, at));
    other.map_or(WordKey::new(noun), |other| {
        WordKey::new(&format!("{} {noun}", other.range().of(scene.text)))
    })
}

/// Returns the word of the same meaning that offices are compared by: "mother" for "mum-of-three".
fn plain_noun(noun: &str) -> &str {
    const SAME: &[(&str, &str)] = &[
        ("mum", "mother"),
        ("mom", "mother"),
        ("dad", "father"),
        ("gran", "grandmother"),
        ("nan", "grandmother"),
        ("grandma", "grandmother"),
        ("grandad", "grandfather"),
        ("granddad", "grandfather"),
        ("keeper", "goalkeeper"),
        ("goalie", "goalkeeper"),
        ("cop", "officer"),
        ("policeman", "officer"),
        ("policewoman", "officer"),
        ("skipper", "captain"),
        ("medic", "doctor"),
    ];
    let short = noun.split_once("-of-").map_or(noun, |(short, _)| short);
    let same = SAME
        .iter()
        .find(|(word, _)| short.eq_ignore_ascii_case(word));
    same.map_or(short, |(_, plain)| plain)
}

/// Returns `true` if the word before an office makes another of it: "vice president", "former mayor".
pub(crate) fn is_of_another(scene: &Scene<'_>, at: usize) -> bool {
    let before = scene.tokens.before(at, 1);
    before.is_some_and(|before| before.gives(Clue::OtherOffice))
}
