//! Takes the innermost speaker where somebody tells what somebody else said: "Ortiz said her doctor told her she was
//! '…'".

use crate::quotes::attribution::clause_case::ClauseCase;
use crate::quotes::model::cue::{Cue, CueLink, CuePosition};
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::pick::Pick;
use crate::quotes::model::token::{TextToken, TokenKind, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};

/// How many words may be between the cue of a clause and a quote in what it reports.
const LONGEST_CLAUSE: usize = 14;

/// How many words may be between a verb that names and what it names somebody.
const LONGEST_NAMED: usize = 7;

/// How many cues before a quote are looked at.
const MOST_CUES: usize = 3;

/// How many mentions before a quote may make the claim that it is part of.
const MOST_CLAIMANTS: usize = 5;

/// Takes the subject of the last clause before a quote that reports it, where whoever reports that clause was picked.
pub(crate) fn take_inner_clause(case: &ClauseCase<'_>) -> Option<Pick> {
    let cue = find_governing_cue(case)?;
    let subject = case.scene.mentions.get(cue.subject)?;
    let picked = case.scene.mentions.get(case.pick.speaker?)?;
    // Only whoever is before the inner clause can report it.
    let is_outer = picked.tokens.1 < subject.lead
        && case.sentence_of(picked.tokens.0) == case.sentence_of(cue.token);
    let is_inner = cue.link == CueLink::Relative
        || is_relative_behind_comma(case, subject)
        || (can_report_itself(subject)
            || is_somebody_else(case, picked, subject) && adjoins_words(case, cue))
            && begins_clause(case, subject);
    (is_outer && is_inner).then(|| case.pick.with_speaker(cue.subject))
}

/// Returns the cue whose clause a quote is part of: the last before it, those apart that a pronoun shares with it.
fn find_governing_cue<'a>(case: &ClauseCase<'a>) -> Option<&'a Cue> {
    let (scene, view) = (case.scene, case.view);
    let end = scene.cues.partition_point(|cue| cue.token < view.first);
    let before = scene.cues.get(..end)?.iter().rev().take(MOST_CUES);
    for cue in before {
        if view.cue_position(scene, cue) != Some(CuePosition::Before) {
            return None;
        }
        let adjoins = cue.link == CueLink::Relative && case.view.token_distance(cue.token) == 0;
        let governs = governs_clause(case, cue) || governs_name(case, cue) || adjoins;
        if has_own_subject(case, cue) && governs {
            return Some(cue);
        }
        // "The surgeon told her that she wanted '…'": her wish is part of what the surgeon told, as is "the aim was to
        // make".
        let is_inside = cue.link == CueLink::Infinitive
            || scene.mentions.get(cue.subject).is_some_and(|subject| {
                subject.form == MentionForm::Pronoun && !case.has_clue(cue, Clue::ClauseCue)
            });
        if !is_inside {
            return None;
        }
    }
    None
}

/// Returns `true` if a cue is a verb with a subject of its own, also in "accused Ortiz of saying".
fn has_own_subject(case: &ClauseCase<'_>, cue: &Cue) -> bool {
    match cue.link {
        // "Ortiz wrote to voters saying": no voter says it.
        CueLink::Direct => {
            let is_object = |subject: &Mention| {
                let verb = case.scene.tokens.before(subject.lead, 1);
                subject.tokens.1 + 1 == cue.token
                    && !verb.is_some_and(|verb| verb.gives(Clue::Perceives))
            };
            let subject = case.scene.mentions.get(cue.subject);
            case.is_finite(cue) || subject.is_some_and(|subject| !is_object(subject))
        }
        CueLink::Headed | CueLink::Apposed | CueLink::Infinitive => case.is_finite(cue),
        CueLink::Relative => {
            let subject = case.scene.mentions.get(cue.subject);
            subject.is_some_and(|subject| is_relative_behind_comma(case, subject))
        }
        CueLink::Inverted
        | CueLink::Passive
        | CueLink::Coordinated
        | CueLink::Participle
        | CueLink::Agent
        | CueLink::Near => false,
    }
}

/// Returns `true` for the "who" of "Ortiz spoke to Bell, who said": a comma parts what Bell did from who he is.
fn is_relative_behind_comma(case: &ClauseCase<'_>, subject: &Mention) -> bool {
    let tokens = &case.scene.tokens;
    let comma = tokens.before(subject.lead, 1);
    let who = tokens.get(subject.tokens.0);
    who.is_some_and(|token| token.has_class(WordClass::Relative))
        && comma.is_some_and(|token| token.kind == TokenKind::Comma)
}

/// Returns `true` if a quote is in the clause that a cue of speech reports: "told her that the hand '…'".
fn governs_clause(case: &ClauseCase<'_>, cue: &Cue) -> bool {
    let is_speech = case.has_clue(cue, Clue::ClauseCue);
    is_speech
        && case.view.token_distance(cue.token) <= LONGEST_CLAUSE
        && !has_break(case, cue.token)
}

/// Returns `true` if a verb that names gives a quote to its object: "described the wall as '…'".
fn governs_name(case: &ClauseCase<'_>, cue: &Cue) -> bool {
    let is_verb = |token: &TextToken| {
        token.has_class(WordClass::Auxiliary) || token.has_class(WordClass::That)
    };
    let between = cue.token + 1..case.view.first;
    let has_verb = between
        .clone()
        .filter_map(|at| case.scene.token(at))
        .any(is_verb);
    // "They were calling '…'" names nothing.
    let has_object = case.is_finite(cue) || !between.is_empty();
    case.has_clue(cue, Clue::NamingCue)
        && has_object
        && between.len() <= LONGEST_NAMED
        && !has_verb
        && !has_break(case, cue.token)
}

/// Returns `true` if a word between a cue and the quote may end the cue's clause or begin another.
fn has_break(case: &ClauseCase<'_>, cue: usize) -> bool {
    let last = case.view.first.saturating_sub(1);
    (cue + 1..case.view.first).any(|at| {
        case.scene.token(at).is_none_or(|token| {
            let is_mark = match token.kind {
                TokenKind::Comma | TokenKind::Colon => at != last,
                TokenKind::Semicolon
                | TokenKind::Dash
                | TokenKind::Stop
                | TokenKind::Opening
                | TokenKind::Closing
                | TokenKind::Other => true,
                TokenKind::Word | TokenKind::Number => false,
            };
            let is_joint = matches!(token.class, WordClass::Conjunction | WordClass::Relative);
            is_mark || is_joint || !token.is_unquoted() || token.is_any(&["by"])
        })
    })
}

/// Returns `true` if a mention can be the innermost speaker: a name or a description of somebody.
fn can_report_itself(subject: &Mention) -> bool {
    // "Called Ortiz's remarks '…'": behind a possessor the word is a noun.
    if subject.is_possessive {
        return false;
    }
    match subject.form {
        MentionForm::Name => subject.sort != MentionSort::Document,
        MentionForm::Description => matches!(
            subject.sort,
            MentionSort::Person | MentionSort::Organisation
        ),
        // "Ortiz said he told her": he is Ortiz more often than not.
        MentionForm::Pronoun => false,
    }
}

/// Returns `true` if a quote is what a cue reports, and no adjunct of it: "told officers “it was me”", but not "wrote the letter
/// “in anger”" and "admitted the charge of “…”".
fn adjoins_words(case: &ClauseCase<'_>, cue: &Cue) -> bool {
    let is_preposition =
        |token: &TextToken| token.has_class(WordClass::Preposition) && !token.is_any(&["that"]);
    let inside = case.scene.token(case.view.first);
    let between = (cue.token + 1..case.view.first).filter_map(|at| case.scene.token(at));
    let mut words = between.filter(|token| token.kind == TokenKind::Word);
    let is_adjunct =
        inside.is_some_and(is_preposition) || inside.is_some_and(|token| token.is_any(&["like"]));
    !is_adjunct
        && !words.any(|token| is_preposition(token) || token.has_class(WordClass::Possessive))
}

/// Returns `true` for the "he" of what a body or several people report of him: "Police said he had told officers".
fn is_somebody_else(case: &ClauseCase<'_>, outer: &Mention, subject: &Mention) -> bool {
    let is_one = subject.singular_gender().is_some() && !subject.is_possessive;
    let is_he = subject.form == MentionForm::Pronoun && is_one;
    is_he
        && match outer.sort {
            MentionSort::Organisation | MentionSort::Document => true,
            MentionSort::Person | MentionSort::Unknown => {
                let noun = case.scene.token(outer.tokens.1);
                let is_plural = noun
                    .is_some_and(|noun| noun.ending == WordEnding::S || noun.gives(Clue::Plural));
                outer.form == MentionForm::Description && is_plural
            }
        }
}

/// Returns `true` if a clause begins with a mention: behind a cue with or without its object, "that" or "when", but not
/// behind a noun, as in "the price the clerk told her".
fn begins_clause(case: &ClauseCase<'_>, subject: &Mention) -> bool {
    let scene = case.scene;
    let Some(before) = scene.tokens.before(subject.lead, 1) else {
        return true;
    };
    // "Had heard Ortiz tell": behind an auxiliary the verb is read as a part of the name's phrase.
    let mut lead = (subject.lead..subject.tokens.0).filter_map(|at| scene.token(at));
    let is_verb = before.entry.cue.is_some()
        || before.gives(Clue::Perceives)
        || lead.any(|token| token.gives(Clue::Perceives));
    if before.kind != TokenKind::Word || is_verb {
        return true;
    }
    match before.class {
        WordClass::That
        | WordClass::Object
        | WordClass::Conjunction
        | WordClass::Subordinator
        | WordClass::Adverb
        | WordClass::Relative
        | WordClass::Reflexive => true,
        // "Witnesses told the court Ortiz yelled".
        WordClass::Unknown
        | WordClass::Person
        | WordClass::Organisation
        | WordClass::Document
        | WordClass::Title
        | WordClass::Suffix
        | WordClass::Calendar => is_object_of_cue(case, subject),
        WordClass::Determiner
        | WordClass::Possessive
        | WordClass::Subject
        | WordClass::Auxiliary => false,
        // "Only for Ortiz to post", "by Ortiz, who told".
        WordClass::Preposition => before.is_any(&["for"]),
    }
}

/// Returns `true` if the mention that ends right before another is whom a cue tells.
fn is_object_of_cue(case: &ClauseCase<'_>, subject: &Mention) -> bool {
    let scene = case.scene;
    let position = scene
        .mentions
        .partition_point(|mention| mention.tokens.0 < subject.tokens.0);
    let ends_before = |mention: &&Mention| mention.tokens.1 + 1 == subject.lead;
    let near = scene.mentions.get(..position).unwrap_or_default();
    let object = near.iter().rev().take(2).find(ends_before);
    object.is_some_and(|object| {
        let verb = scene.tokens.before(object.lead, 1);
        verb.is_some_and(|verb| verb.entry.cue.is_some() && verb.entry.takes_person)
    })
}

/// Takes whose claim a quote is part of: "checked Ortiz's claim that there had been '…'".
pub(crate) fn take_claimant(case: &ClauseCase<'_>) -> Option<Pick> {
    let (scene, view) = (case.scene, case.view);
    let near = view.next_mention.saturating_sub(MOST_CLAIMANTS)..view.next_mention;
    let found = near.rev().find(|index| {
        scene.mentions.get(*index).is_some_and(|mention| {
            let noun = mention.tokens.1 + 1;
            let is_claim = scene
                .tokens
                .after(mention.tokens.1, 1)
                .is_some_and(|token| token.gives(Clue::Report));
            let leads_on = scene.tokens.after(noun, 1);
            let has_clause = leads_on.is_some_and(|token| token.has_class(WordClass::That));
            let is_near = noun < view.first
                && view.first - noun <= LONGEST_CLAUSE
                && case.sentence_of(noun) == case.sentence_of(view.first);
            // "Ortiz's claim that she had slept was '…'" is what somebody else says of it.
            let verbs = (noun..view.first)
                .filter_map(|at| scene.token(at))
                .filter(|token| token.gives(Clue::Passive))
                .count();
            let is_inside = is_near && verbs < 2 && !has_break(case, noun);
            mention.is_possessive && is_claim && has_clause && is_inside
        })
    })?;
    Some(case.pick.with_speaker(found))
}

/// Takes the agent behind a quote that a passive verb gives to somebody: "was called '…' by Ortiz".
pub(crate) fn take_agent_behind(case: &ClauseCase<'_>) -> Option<Pick> {
    let (scene, view) = (case.scene, case.view);
    let end = scene.cues.partition_point(|cue| cue.token < view.first);
    let cue = scene.cues.get(end.checked_sub(1)?)?;
    let subject = scene.mentions.get(cue.subject)?;
    let by = scene.tokens.before(subject.lead, 1)?;
    let is_agent = cue.link == CueLink::Agent && by.is_any(&["by"]) && subject.lead == view.end + 1;
    is_agent.then(|| case.pick.with_speaker(cue.subject))
}

/// Takes whose words the sentence behind a quote says it was: "'…' That was how Ortiz put it".
pub(crate) fn take_owner_behind(case: &ClauseCase<'_>) -> Option<Pick> {
    let (scene, view) = (case.scene, case.view);
    let opener = scene.token(view.end)?;
    let verb = scene.token(view.end + 1)?;
    let is_new_sentence = case.sentence_of(view.end.checked_sub(1)?) != Some(opener.sentence());
    let points_back = opener.is_any(&["that", "those", "these", "such", "so", "thus"])
        && (verb.gives(Clue::Passive) || verb.entry.cue.is_some());
    let position = scene
        .mentions
        .partition_point(|mention| mention.tokens.0 < view.end);
    let near = position..(position + MOST_CLAIMANTS).min(scene.mentions.len());
    let owns = |index: &usize| {
        scene.mentions.get(*index).is_some_and(|mention| {
            let before = |steps| scene.tokens.before(mention.lead, steps);
            let after = scene.tokens.after(mention.tokens.1, 1);
            let is_of = before(1).is_some_and(|token| token.is_any(&["of", "from"]))
                && before(2).is_some_and(|token| token.is_any(&["words", "message", "verdict"]));
            let is_how = before(1).is_some_and(|token| token.is_any(&["how"]))
                && after.is_some_and(|token| {
                    token.entry.cue.is_some() || token.is_any(&["put", "puts", "saw", "sees"])
                });
            let is_inverted = mention.lead == view.end + 2 && verb.entry.cue.is_some();
            let is_same = case.sentence_of(mention.tokens.0) == Some(opener.sentence());
            is_same && !mention.is_quoted && (is_of || is_how || is_inverted)
        })
    };
    let found = near.into_iter().find(owns)?;
    (is_new_sentence && points_back).then(|| case.pick.with_speaker(found))
}

/// Takes whoever put it so right behind a quote: "'…', as Ortiz put it", "as the memo says".
pub(crate) fn take_who_put_it(case: &ClauseCase<'_>) -> Option<Pick> {
    let (scene, view) = (case.scene, case.view);
    let here = view.end.checked_sub(1)?;
    let next = scene.tokens.after(here, 1)?;
    let at = view.end + usize::from(next.kind == TokenKind::Comma);
    scene.token(at).filter(|token| token.is_any(&["as"]))?;
    let mut near =
        view.next_mention..(view.next_mention + MOST_CLAIMANTS).min(scene.mentions.len());
    let begins = |mention: &Mention| mention.lead == at + 1 && !mention.is_quoted;
    let last = near.rfind(|index| scene.mentions.get(*index).is_some_and(begins))?;
    let mention = scene.mentions.get(last)?;
    let is = |steps: usize, words: &[&str]| {
        let token = scene.tokens.after(mention.tokens.1, steps);
        token.is_some_and(|token| token.is_any(words))
    };
    let verb = scene.tokens.after(mention.tokens.1, 1)?;
    let says = is(1, &["put", "puts"]) && is(2, &["it"])
        || verb.gives(Clue::PlainCue) && !is(2, &["that"]);
    (says && !mention.is_possessive).then(|| case.pick.with_speaker(last))
}
