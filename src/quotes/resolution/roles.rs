//! Finds what the text says somebody is: before the name ("campaign manager"), or between commas after it.

use crate::article::TextRange;
use crate::quotes::model::entity::Entity;
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::token::{TextToken, TokenKind, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};
use crate::quotes::resolution::{apposed_names, predicates, telling_roles};

/// The longest role, in bytes.
const LONGEST: usize = 120;

/// How many mentions before a name are tried for the description that it belongs to.
const APPOSED: usize = 4;

/// How many mentions of somebody are looked at.
pub(crate) const MENTIONS: usize = 12;

/// Returns the role of an entity as the text states it first.
pub(crate) fn stated_role(scene: &Scene<'_>, entity: &Entity) -> Option<TextRange> {
    FINDERS.iter().find_map(|find_role| {
        let mentions = entity.mentions.iter().take(MENTIONS);
        mentions
            .filter_map(|index| find_role(scene, *index))
            .find(|role| telling_roles::is_telling(scene, *role))
    })
}

/// Where roles are looked for, in this order at every mention of somebody.
const FINDERS: [fn(&Scene<'_>, usize) -> Option<TextRange>; 4] =
    [role_after, apposed_role, role_before, affiliation_after];

/// Returns the description that a name between commas belongs to: "The water minister, Ana Ruiz,". Whose it is says
/// nothing away from its sentence: "her opponent".
fn apposed_role(scene: &Scene<'_>, index: usize) -> Option<TextRange> {
    let name = scene.mentions.get(index)?;
    let first = index.saturating_sub(APPOSED);
    // The first: "the chair of governors, Ana Ruiz," is no governor.
    let described = (first..index).find(|at| {
        let described = scene.mentions.get(*at);
        described.is_some_and(|described| {
            described.sort == MentionSort::Person && !described.is_possessive
        }) && apposed_names::apposed_name(scene, *at) == Some(index)
    })?;
    // "For the Chinese, Admiral Bell is": what opens a sentence is another's view.
    if opens_sentence(scene, described) {
        return None;
    }
    let described = scene.mentions.get(described)?;
    let whole = apposed_names::carry_description_on(scene, described);
    let opening = scene.token(described.lead)?;
    let one = telling_roles::start_of_one(scene, described);
    let start = match (one, opening.has_class(WordClass::Possessive)) {
        (Some(_), true) => return None,
        (Some(start), false) => start,
        (None, true) => scene.token(described.lead + 1)?.range().start,
        (None, false) => whole.start,
    };
    let range = TextRange::new(start, whole.end);
    (start < whole.end && range.len() <= LONGEST && name.form == MentionForm::Name).then_some(range)
}

/// Returns where somebody is from or works, right behind the name: "Ana Ruiz of the Harbour Institute".
pub(crate) fn affiliation_after(scene: &Scene<'_>, index: usize) -> Option<TextRange> {
    let mention = scene.mentions.get(index)?;
    let of = scene.tokens.after(mention.tokens.1, 1)?;
    let next = scene.mentions.get(index + 1)?;
    let is_named = next.form == MentionForm::Name
        && next.lead == mention.tokens.1 + 2
        && !next.is_modifier
        && !next.is_possessive;
    let is_person = mention.form == MentionForm::Name && mention.tokens.1 > mention.tokens.0;
    let range = of.range().union(next.range);
    (is_named && is_person && of.word.is_of("of") && range.len() <= LONGEST).then_some(range)
}

/// Returns the nouns right before a name: "campaign manager Ana Ruiz", "Mayor Bell", "Sen. Bell", but not "Mrs. Bell".
fn role_before(scene: &Scene<'_>, index: usize) -> Option<TextRange> {
    let mention = scene.mentions.get(index)?;
    let words = || {
        (mention.lead..mention.tokens.0)
            .filter_map(|at| scene.token(at))
            .filter(|token| !token.gives(Clue::Courtesy))
    };
    let is_any = words().any(|token| matches!(token.class, WordClass::Person | WordClass::Title));
    // "Gazette reporter Ana Ruiz": the paper is no part of the role's noun phrase.
    let papers = words()
        .enumerate()
        .filter(|(_, token)| token.has_class(WordClass::Document));
    let after_paper = papers.last().map_or(0, |(at, _)| at + 1);
    let clause = after_verb(scene, mention).max(telling_roles::after_several(scene, mention));
    let words = || words().skip(after_paper.max(clause));
    let first = words().find(|token| {
        !token.has_class(WordClass::Determiner)
            && !is_time(scene, token)
            && !telling_roles::is_year_before_title(scene, token)
    })?;
    // "Speaker of the House Rep. Bell" is the speaker.
    let is_office = words().any(|token| token.has_class(WordClass::Person));
    let last = words()
        .filter(|token| !(is_office && token.has_class(WordClass::Title)))
        .last()?;
    let range = first.range().union(last.range());
    (is_any && range.len() <= LONGEST && is_role_of_one(scene, mention)).then_some(range)
}

/// Returns how many words before a name are those of a clause, whose verb ends them: 2 for "Police arrested Detective
/// Constable Ana Ruiz"; 0 for "retired teacher Ana Ruiz".
fn after_verb(scene: &Scene<'_>, mention: &Mention) -> usize {
    let words = || {
        (mention.lead..mention.tokens.0)
            .filter_map(|at| scene.token(at))
            .filter(|token| !token.gives(Clue::Courtesy))
    };
    let is_verb = |(subject, verb): &(&TextToken, &TextToken)| {
        let acts = verb.ending == WordEnding::Ed || verb.gives(Clue::Past);
        let is_subject = matches!(
            subject.class,
            WordClass::Person | WordClass::Organisation | WordClass::Unknown
        );
        let is_participle = subject.ending == WordEnding::Ed || subject.ending == WordEnding::Ly;
        acts && is_subject && !is_participle && !verb.is_capital()
    };
    // The subject may be a phrase of its own: "Police arrested".
    let before = scene
        .tokens
        .before(mention.lead, 1)
        .filter(|before| before.kind == TokenKind::Word);
    let subjects = before.into_iter().chain(words());
    let skipped = usize::from(before.is_some());
    let verb = subjects.zip(words().skip(1 - skipped)).position(|pair| {
        let opens = pair.0.is_capital() || predicates::is_plural_noun(scene, pair.0);
        opens && is_verb(&pair) || telling_roles::is_participle(pair)
    });
    verb.map_or(0, |at| at + 2 - skipped)
}

/// Returns `true` for the time of day that begins an entry: "14.51 Shadow minister Ana Ruiz".
fn is_time(scene: &Scene<'_>, token: &TextToken) -> bool {
    token.kind == TokenKind::Number && token.range().of(scene.text).contains(['.', ':'])
}

/// Returns `true` if the words before a name can be the role of one person, rather than a part of the clause around it.
fn is_role_of_one(scene: &Scene<'_>, mention: &Mention) -> bool {
    let words = || (mention.lead..mention.tokens.0).filter_map(|at| scene.token(at));
    // "Speaker of the House": the noun that says who it is comes before the first preposition.
    let mut nouns = words().take_while(|token| !token.has_class(WordClass::Preposition));
    let Some(noun) = nouns.by_ref().last() else {
        return false;
    };
    // "Poll: Ruiz trails rivals Bell and Orme": several people are not one.
    let is_plural = noun.has_class(WordClass::Person) && predicates::is_plural_noun(scene, noun);
    let is_adverb = |token: &TextToken| {
        let written = token.range().of(scene.text);
        written.ends_with("ly") && written.starts_with(char::is_lowercase)
    };
    // "The federal judge Bell was referring to": a clause whose subject is Bell.
    let is_bare = mention.tokens.0 == mention.tokens.1;
    let opening = words()
        .next()
        .into_iter()
        .chain(scene.tokens.before(mention.lead, 1));
    let is_clause = is_bare
        && noun.has_class(WordClass::Person)
        && opening
            .into_iter()
            .any(|token| token.has_class(WordClass::Determiner));
    matches!(noun.class, WordClass::Person | WordClass::Title)
        && !is_plural
        && !words().any(is_adverb)
        && !is_clause
}

/// Returns `true` if a name ends what opens a sentence: "To Ana Ruiz, the pier was lost".
fn opens_sentence(scene: &Scene<'_>, index: usize) -> bool {
    let Some(mention) = scene.mentions.get(index) else {
        return false;
    };
    let before = |steps| scene.tokens.before(mention.lead, steps);
    let Some(opening) = before(1).filter(|token| token.has_class(WordClass::Preposition)) else {
        return false;
    };
    before(2).is_none_or(|token| token.sentence() != opening.sentence())
}

/// Returns the description between commas after a name: "Ana Ruiz, the town's engineer, said".
fn role_after(scene: &Scene<'_>, index: usize) -> Option<TextRange> {
    let described = described_after(scene, index, is_personal_description)?;
    // What somebody calls another in a quote is no role: "I have a judge who hates Bell, a hater".
    if opens_sentence(scene, index) || scene.mentions.get(index)?.is_quoted {
        return None;
    }
    let start = scene.mentions.get(index)?.tokens.1 + 2;
    let comma = scene.token(start - 1)?;
    let mut following = scene.mentions.iter().skip(index + 1).take(5);
    let begins = following.find(|next| next.lead == start || next.tokens.0 == start);
    if begins.is_some_and(|next| {
        next.form == MentionForm::Name && !next.is_modifier && !next.is_possessive
    }) {
        return None;
    }
    let first = begins.map_or(start, |begins| begins.lead.min(start));
    let opening = scene.token(first)?;
    let is_plural =
        described.sort == MentionSort::Person && predicates::is_plural(scene, described);
    // "Said Oscar, five" and "Ana Ruiz, pink as a ham" say nothing of who that is.
    let is_lone = first == described.tokens.1;
    let is_compared = scene
        .tokens
        .after(described.tokens.1, 1)
        .is_some_and(|next| next.is_any(&["as"]));
    if !can_open(scene, first, opening)
        || is_lone && (opening.has_class(WordClass::Determiner) || is_compared)
        || opening.gives(Clue::Past)
        || is_plural
        || opening.region() != comma.region()
    {
        return None;
    }
    let head = telling_roles::noun_behind_place(scene, described.tokens.1);
    let end = end_of_apposition(scene, head.unwrap_or(described.tokens.1))?;
    let range = opening.range().union(scene.token(end)?.range());
    (range.len() <= LONGEST).then_some(range)
}

/// Returns the description that a comma after a name leads to, of those that `fits` lets through.
pub(crate) fn described_after<'a>(
    scene: &'a Scene<'_>,
    index: usize,
    fits: fn(&Mention) -> bool,
) -> Option<&'a Mention> {
    let mention = scene.mentions.get(index)?;
    let comma = scene.tokens.after(mention.tokens.1, 1)?;
    if comma.kind != TokenKind::Comma || mention.is_possessive || mention.form != MentionForm::Name
    {
        return None;
    }
    let start = mention.tokens.1 + 2;
    let mut following = scene.mentions.iter().skip(index + 1).take(5);
    let described = following.find(|next| fits(next) && next.lead <= start + 6)?;
    // "Jailing Bell, the judge said": whoever is jailed is no judge.
    let verb = scene.tokens.before(mention.lead, 1);
    let is_object = verb.is_some_and(|verb| verb.ending == WordEnding::Ing && verb.is_capital());
    let next = scene.tokens.after(described.tokens.1, 1);
    if is_object && next.is_some_and(|next| next.gives(Clue::PlainCue)) {
        return None;
    }
    (described.lead <= start || is_possessor_between(scene, start, described)).then_some(described)
}

/// Returns `true` if a role may begin with a token: a noun or what comes before one, no verb and no "who".
fn can_open(scene: &Scene<'_>, at: usize, token: &TextToken) -> bool {
    let is_verb = matches!(token.ending, WordEnding::Ed | WordEnding::Ing)
        && scene.tokens.after(at, 1).is_some_and(|next| {
            matches!(
                next.class,
                WordClass::Preposition
                    | WordClass::Determiner
                    | WordClass::Possessive
                    | WordClass::Adverb
            )
        });
    if is_verb {
        return false;
    }
    token.kind == TokenKind::Number
        || token.kind == TokenKind::Word
            && token
                .entry
                .cue
                .is_none_or(|_| !token.has_class(WordClass::Unknown))
            && matches!(
                token.class,
                WordClass::Determiner
                    | WordClass::Possessive
                    | WordClass::Unknown
                    | WordClass::Person
                    | WordClass::Organisation
                    | WordClass::Title
            )
}

fn is_personal_description(mention: &Mention) -> bool {
    mention.form == MentionForm::Description
        && matches!(mention.sort, MentionSort::Person | MentionSort::Unknown)
}

/// Returns `true` if nothing but a possessor comes between `start` and the description.
fn is_possessor_between(scene: &Scene<'_>, start: usize, described: &Mention) -> bool {
    (start..described.lead).all(|at| {
        scene.token(at).is_some_and(|token| {
            let is_verb = token.ending == WordEnding::Ed
                || token.has_class(WordClass::Auxiliary)
                || token.entry.has(Clue::Past)
                || is_verb_before_noun(scene, at);
            let joins = token.has_class(WordClass::Preposition) && token.word != WordKey::new("of");
            matches!(token.kind, TokenKind::Word | TokenKind::Number)
                && token.entry.cue.is_none()
                && !is_verb
                && !joins
        })
    })
}

/// Returns the last token before the comma or stop that ends an apposition; `None` where a verb follows, as in
/// "According to Ana Ruiz, the two sides are".
pub(crate) fn end_of_apposition(scene: &Scene<'_>, head: usize) -> Option<usize> {
    let first = scene.token(head)?;
    let mut end = head;
    for at in head + 1..head + 16 {
        let Some(token) = scene.token(at) else {
            break;
        };
        let is_inside = token.paragraph() == first.paragraph()
            && token.region() == first.region()
            && (matches!(token.kind, TokenKind::Word | TokenKind::Number)
                || token.range().of(scene.text) == "&")
            && !matches!(
                token.class,
                WordClass::Relative
                    | WordClass::Auxiliary
                    | WordClass::Subordinator
                    | WordClass::That
            );
        let reports = token.gives(Clue::EndsRole);
        if !is_inside || reports {
            return (!token.has_class(WordClass::Auxiliary)).then_some(end);
        }
        if is_verb_before_noun(scene, at) {
            return None;
        }
        let leads_on = matches!(
            token.class,
            WordClass::Preposition | WordClass::Conjunction | WordClass::Possessive
        );
        if !leads_on && !token.gives(Clue::Article) {
            end = at;
        }
    }
    None
}

/// Returns `true` if a word that looks like a verb leads to a noun's first word: "represents a", where a role has no
/// verb.
fn is_verb_before_noun(scene: &Scene<'_>, at: usize) -> bool {
    let next = scene.tokens.after(at, 1);
    let leads = next.is_some_and(|next| {
        next.has_class(WordClass::Determiner) || next.has_class(WordClass::Possessive)
    });
    let looks = scene.token(at).is_some_and(|token| {
        let ends = matches!(token.ending, WordEnding::S | WordEnding::Ed);
        token.has_class(WordClass::Unknown) && !token.is_capital() && ends
    });
    leads && looks
}
