//! Makes speakers out of mentions: the full name, and the role the text states.

use crate::article::{Speaker, TextRange};
use crate::quotes::model::entity::Entity;
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::word_class::{Clue, WordClass};
use crate::quotes::resolution::referents::Referents;
use crate::quotes::resolution::{apposed_names, joint_speakers, roles};
use crate::text::SOFT_HYPHEN;

/// How many entities are looked at for a namesake.
const MOST_NAMESAKES: usize = 200;

/// The articles that a sentence and a role may begin with; "one" of several is written small as they are.
const ARTICLES: [&str; 4] = ["The ", "A ", "An ", "One "];

/// Makes a speaker of the mention at `index`, which refers to `referent` if that is known.
pub(crate) fn make_speaker(
    scene: &Scene<'_>,
    index: usize,
    referent: Option<Referent>,
) -> Option<Speaker> {
    let mention = scene.mentions.get(index)?;
    if let Some(entity) = referent.and_then(Referent::entity) {
        return make_bearer(scene, index, scene.entities.get(entity)?);
    }
    let range = match mention.form {
        MentionForm::Description => apposed_names::carry_description_on(scene, mention),
        MentionForm::Name | MentionForm::Pronoun => mention.range,
    };
    let name = match (referent, scene.author) {
        (_, author) if scene.is_author(mention) => author.unwrap_or("I"),
        // Nobody is named: the description a mention refers back to is the best a reader can get.
        (Some(Referent::Described(found)), _) if found != index => {
            let referred = describe_referent(scene, found)?;
            // A description says who it is itself where it says more than the one it refers back to.
            let says_more =
                mention.form == MentionForm::Description && range.len() > referred.len();
            if says_more { range } else { referred }.of(scene.text)
        }
        // "Who" alone names nobody.
        (None, _) if scene.token_of(index)?.has_class(WordClass::Relative) => return None,
        _ => range.of(scene.text),
    };
    Some(Speaker {
        mention: range,
        name: to_plain_words(name),
        role: None,
    })
}

/// Returns the words that name a referent away from its sentence.
pub(crate) fn name_referent(scene: &Scene<'_>, referent: Referent) -> Option<String> {
    Some(match referent {
        Referent::Named(entity) => shown_name(scene, scene.entities.get(entity)?),
        Referent::Described(found) => {
            to_plain_words(describe_referent(scene, found)?.of(scene.text))
        }
    })
}

/// Returns the words of a description as they are shown away from their sentence.
fn describe_referent(scene: &Scene<'_>, found: usize) -> Option<TextRange> {
    let mention = scene.mentions.get(found)?;
    Some(apposed_names::carry_possessor_on(scene, mention))
}

/// Makes a speaker of a mention of an entity, with the name between commas behind a description: "a spokesman for the
/// yard, Ed Bell,".
fn make_bearer(scene: &Scene<'_>, index: usize, entity: &Entity) -> Option<Speaker> {
    let mention = scene.mentions.get(index)?;
    let speaker = make_named_speaker(scene, index, entity)?;
    let Some(name) =
        apposed_names::apposed_name(scene, index).and_then(|found| scene.mentions.get(found))
    else {
        return Some(speaker);
    };
    // "One of them" is nobody's role.
    if mention.sort == MentionSort::Unknown {
        return Some(speaker);
    }
    let role = apposed_names::carry_description_on(scene, mention).of(scene.text);
    Some(Speaker {
        mention: speaker.mention.union(name.range),
        // “Cllr” says less than “the mayor of Ebbing”.
        role: speaker
            .role
            .filter(|role| role.contains(' '))
            .or_else(|| Some(to_plain_role(role))),
        ..speaker
    })
}

/// Makes the speakers of a quote: the mention at `index`, which refers to `referent` if that is known, and those who
/// speak together with it.
pub(crate) fn make_speakers(
    scene: &Scene<'_>,
    index: usize,
    referent: Option<Referent>,
    referents: &Referents,
) -> Vec<Speaker> {
    let make = |index: usize, referent| make_speaker(scene, index, referent);
    let antecedents = joint_speakers::find_joint_subject(scene, index).or_else(|| {
        let spoke = || joint_speakers::find_joint_antecedent(scene, index);
        referent.is_none().then(spoke)?
    });
    if let Some(joint) = antecedents
        && let Some(they) = scene.mentions.get(index)
    {
        let referred = joint
            .into_iter()
            .filter_map(|at| make(at, referents.referent_of(at)));
        return referred
            .map(|speaker| Speaker {
                mention: they.range,
                ..speaker
            })
            .collect();
    }
    let joint = joint_speakers::find_joint_mentions(scene, index);
    let speakers = joint.iter().enumerate().filter_map(|(number, at)| {
        let known = if *at == index {
            referent
        } else {
            referents.referent_of(*at)
        };
        let next = joint.get(number + 1).and_then(|at| scene.mentions.get(*at));
        let speaker = make(*at, known)?;
        Some(match (known, next) {
            (None, Some(next)) => cut_before(scene, speaker, next),
            _ => speaker,
        })
    });
    let mut all: Vec<Speaker> = Vec::new();
    for speaker in speakers {
        if all.iter().all(|other| other.name != speaker.name) {
            all.push(speaker);
        }
    }
    all
}

/// Returns a speaker whose description ends before the next of those who speak together: "the mayor of Harrow" and "the
/// head of the yard".
fn cut_before(scene: &Scene<'_>, speaker: Speaker, next: &Mention) -> Speaker {
    let Some(lead) = scene.token(next.lead).map(|token| token.range().start) else {
        return speaker;
    };
    if speaker.mention.end < lead {
        return speaker;
    }
    let joins = |token: &&TextToken| {
        token.kind == TokenKind::Comma || token.has_class(WordClass::Conjunction)
    };
    let mut last = next.lead;
    while last > 0 && scene.token(last - 1).as_ref().is_some_and(joins) {
        last -= 1;
    }
    let Some(end) = last.checked_sub(1).and_then(|at| scene.token(at)) else {
        return speaker;
    };
    let mention = TextRange::new(
        speaker.mention.start,
        end.range().end.max(speaker.mention.start),
    );
    Speaker {
        mention,
        name: to_plain_words(mention.of(scene.text)),
        ..speaker
    }
}

/// Returns the only speaker, or one with the names of all: "Ana Ruiz, Ed Bell and Cleo Ward"; `None` if there is none.
pub(crate) fn join_speakers(speakers: &[Speaker]) -> Option<Speaker> {
    let (last, rest) = speakers.split_last()?;
    let Some(first) = rest.first() else {
        return Some(last.clone());
    };
    let names: Vec<&str> = rest.iter().map(|speaker| speaker.name.as_str()).collect();
    Some(Speaker {
        mention: first.mention.union(last.mention),
        name: format!("{} and {}", names.join(", "), last.name),
        role: None,
    })
}

/// Makes a speaker of a mention of an entity.
pub(crate) fn make_named_speaker(
    scene: &Scene<'_>,
    index: usize,
    entity: &Entity,
) -> Option<Speaker> {
    let name = shown_name(scene, entity);
    let role = roles::stated_role(scene, entity).map(|role| to_plain_role(role.of(scene.text)));
    // "Princess Ana" says it itself.
    let is_in_name = |role: &String| {
        let rest = name.strip_prefix(role.as_str());
        rest.is_some_and(|rest| rest.starts_with(' '))
    };
    let role = role.filter(|role| !is_in_name(role));
    let mention = scene.mentions.get(index)?;
    // "Ortiz himself said".
    let own = scene.tokens.after(mention.tokens.1, 1);
    let own = own.filter(|next| next.has_class(WordClass::Reflexive) && next.is_unquoted());
    Some(Speaker {
        mention: own.map_or(mention.range, |own| mention.range.union(own.range())),
        name,
        role,
    })
}

/// Returns the name of an entity as it is shown: with its title where that is half of it, as in "Lord Sterne", and with the
/// surname that another's given name has before it.
pub(crate) fn shown_name(scene: &Scene<'_>, entity: &Entity) -> String {
    let first = entity
        .mentions
        .first()
        .and_then(|at| scene.mentions.get(*at));
    let titled = first.filter(|mention| {
        let title = mention
            .tokens
            .0
            .checked_sub(1)
            .and_then(|at| scene.token(at));
        // "Mrs Bell" beside Ed Bell is as good as a name.
        let is_told_apart = || has_namesake(scene, entity);
        entity.word_count() == 1
            && mention.range.start < entity.name.start
            && title.is_some_and(|title| {
                title.gives(Clue::Noble) || title.gives(Clue::Courtesy) && is_told_apart()
            })
    });
    let name = titled.map_or(entity.name, |mention| mention.range.union(entity.name));
    let name = to_plain_words(name.of(scene.text));
    match entity.surname {
        Some(surname) => format!("{name} {}", to_plain_words(surname.of(scene.text))),
        None => name,
    }
}

/// Returns `true` if somebody else of the first in the article has the surname of an entity.
fn has_namesake(scene: &Scene<'_>, entity: &Entity) -> bool {
    let word = scene
        .token(scene.tokens.index_at(entity.name.start))
        .map(|token| token.word);
    let mut others = scene.entities.iter().take(MOST_NAMESAKES);
    word.is_some_and(|word| others.any(|other| other.name != entity.name && other.ends_with(word)))
}

/// Returns a role as it is shown beside a name: an article that began its sentence is written small there.
pub(crate) fn to_plain_role(role: &str) -> String {
    let role = to_plain_words(role);
    match ARTICLES.iter().find(|article| role.starts_with(**article)) {
        Some(article) => article.to_lowercase() + role.get(article.len()..).unwrap_or_default(),
        None => role,
    }
}

/// Returns words as they are shown away from the text: on one line, without soft hyphens.
pub(crate) fn to_plain_words(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ").replace(SOFT_HYPHEN, "")
}
