//! Takes the innermost speaker where somebody tells what somebody else said: "Ortiz said her doctor told her she was
//! '…'".

use crate::quotes::attribution::clause_case::ClauseCase;
use crate::quotes::attribution::tellers::{begins_with_words, is_told_twice, tells_teller};
use crate::quotes::model::cue::{Cue, CueLink, CuePosition};
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::pick::Pick;
use crate::quotes::model::token::{TextToken, TokenKind, WordEnding};
use crate::quotes::model::word_class::{Clue, WordClass};

/// How many words may be between the cue of a clause and a quote in what it reports.
pub(crate) const LONGEST_CLAUSE: usize = 14;

/// How many words may be between a verb that names and what it names somebody.
const LONGEST_NAMED: usize = 7;

/// How many cues before a quote are looked at.
const MOST_CUES: usize = 3;

/// How many words may say who somebody is before the name.
const LONGEST_EPITHET: usize = 4;

/// Takes the subject of the last clause before a quote that reports it, where whoever reports that clause was picked.
pub(crate) fn take_inner_clause(case: &ClauseCase<'_>) -> Option<Pick> {
    let cue = find_governing_cue(case)?;
    let subject = case.scene.mentions.get(cue.subject)?;
    let picked = case.scene.mentions.get(case.pick.speaker?)?;
    // Only whoever is before the inner clause can report it, or who follows all of it: "Asked about reports that the
    // captain had called it '…', Ortiz".
    let is_before = picked.tokens.1 < subject.lead;
    let is_behind = picked.tokens.0 >= case.view.end
        && (cue.link == CueLink::Relative
            || is_behind_that(case, subject)
            || tells_teller(case, cue, picked)
            || is_told_twice(case, subject));
    let is_outer = (is_before || is_behind)
        && case.sentence_of(picked.tokens.0) == case.sentence_of(cue.token);
    let is_inner = cue.link == CueLink::Relative
        || is_relative_behind_comma(case, subject)
        || (can_report_itself(case, cue)
            || is_somebody_else(case, picked, subject) && adjoins_words(case, cue))
            && begins_clause(case, subject.lead, subject);
    (is_outer && is_inner).then(|| case.pick.with_speaker(cue.subject))
}

/// Returns the one whose clause a quote is part of, behind the token at `start`: "Ortiz's claim that Bell had called it '…'".
pub(crate) fn find_inner_speaker(case: &ClauseCase<'_>, start: usize) -> Option<usize> {
    let cue = find_governing_cue(case).filter(|cue| cue.token > start)?;
    let subject = case.scene.mentions.get(cue.subject)?;
    let is_inner = subject.lead > start && can_report_itself(case, cue);
    (is_inner && begins_clause(case, subject.lead, subject)).then_some(cue.subject)
}

/// Returns `true` if "that" opens the clause of a mention.
fn is_behind_that(case: &ClauseCase<'_>, subject: &Mention) -> bool {
    let before = case.scene.tokens.before(subject.lead, 1);
    before.is_some_and(|before| before.has_class(WordClass::That))
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
        let adjoins = match cue.link {
            CueLink::Relative => case.view.token_distance(cue.token) == 0,
            // "How the surgeon came out and said, '…'".
            CueLink::Coordinated => case.view.token_distance(cue.token) <= 1,
            _ => false,
        };
        let governs = governs_clause(case, cue) || governs_name(case, cue) || adjoins;
        if has_own_subject(case, cue) && governs {
            return Some(cue);
        }
        if let Some(led) = find_cue_led_on(case, cue) {
            return Some(led);
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

/// Returns the cue of speech that a participle right before a quote leads on, with the same subject: "Bell had asked for his
/// coat, saying: '…'"; what somebody adds may be the reporter's.
fn find_cue_led_on<'a>(case: &ClauseCase<'a>, participle: &Cue) -> Option<&'a Cue> {
    let cues = &case.scene.cues;
    let is_led = participle.link == CueLink::Participle
        && case.view.token_distance(participle.token) <= 2
        && !case.scene.token(participle.token)?.is_any(&["adding"]);
    let end = cues.partition_point(|cue| cue.token < participle.token);
    let before = cues.get(end.checked_sub(1)?)?;
    let is_speech = case.has_clue(before, Clue::ClauseCue) || case.has_clue(before, Clue::InnerCue);
    let is_same = before.subject == participle.subject
        && case.sentence_of(before.token) == case.sentence_of(participle.token);
    let has_clause = matches!(
        before.link,
        CueLink::Direct | CueLink::Headed | CueLink::Apposed
    );
    // "Declined to say why the firm had asked for time, saying" is what whoever declined says.
    let subject = case.scene.mentions.get(before.subject)?;
    let opener = case.scene.tokens.before(subject.lead, 1)?;
    let is_reported = opener.has_class(WordClass::That)
        || opener.gives(Clue::PlainCue)
        || opener.gives(Clue::ClauseCue);
    let is_own = has_clause && is_reported && has_own_subject(case, before);
    (is_led && is_same && is_speech && is_own).then_some(before)
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
        CueLink::Headed | CueLink::Apposed | CueLink::Infinitive | CueLink::Coordinated => {
            case.is_finite(cue)
        }
        CueLink::Relative => {
            let subject = case.scene.mentions.get(cue.subject);
            subject.is_some_and(|subject| is_relative_behind_comma(case, subject))
        }
        CueLink::Inverted
        | CueLink::Passive
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
    let is_speech = case.has_clue(cue, Clue::ClauseCue)
        || case.has_clue(cue, Clue::SpeakingCue)
        || case.has_clue(cue, Clue::InnerCue)
            && cue.link != CueLink::Infinitive
            && leads_to_words(case, cue);
    // "Only for Ortiz to announce that".
    let is_infinitive = case.scene.mentions.get(cue.subject).is_some_and(|subject| {
        let before = case.scene.tokens.before(subject.lead, 1);
        let is_base = case.scene.tokens.before(cue.token, 1);
        before.is_some_and(|before| before.is_any(&["for"]))
            && is_base.is_some_and(|to| to.is_any(&["to"]))
    });
    (is_speech || is_infinitive || begins_with_words(case, cue))
        && case.view.token_distance(cue.token) <= LONGEST_CLAUSE
        && !has_break(case, cue.token)
}

/// Returns `true` if what comes right before a quote leads to somebody's words: "ordered him to '…'", but not "ordered the '…'
/// removal".
fn leads_to_words(case: &ClauseCase<'_>, cue: &Cue) -> bool {
    let reports = |at: usize| {
        let token = case.scene.token(at);
        token.is_some_and(|token| token.has_class(WordClass::That))
    };
    let before = case.scene.tokens.before(case.view.first, 1);
    (cue.token + 1..case.view.first).any(reports)
        || case.view.token_distance(cue.token) == 0
        || before.is_some_and(|before| {
            matches!(before.kind, TokenKind::Colon | TokenKind::Comma)
                || before.has_class(WordClass::Object)
                || before.is_any(&["to", "of", "as", "being", "her"])
                || before.is_any(&["be"])
                    && case
                        .scene
                        .tokens
                        .before(case.view.first, 2)
                        .is_some_and(|to| to.is_any(&["to"]))
        })
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
pub(crate) fn has_break(case: &ClauseCase<'_>, cue: usize) -> bool {
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

/// Returns `true` if the subject of a cue can be the innermost speaker: a name or a description of somebody.
fn can_report_itself(case: &ClauseCase<'_>, cue: &Cue) -> bool {
    // "Called Ortiz's remarks '…'": behind a possessor the word is a noun.
    let subject = case.scene.mentions.get(cue.subject);
    let Some(subject) = subject.filter(|subject| !subject.is_possessive) else {
        return false;
    };
    match (subject.form, subject.sort) {
        (MentionForm::Name, sort) => sort != MentionSort::Document,
        (MentionForm::Description, MentionSort::Person | MentionSort::Organisation) => true,
        // "The croupier told her": no list has all nouns, but only somebody does this.
        (MentionForm::Description, MentionSort::Unknown) => {
            case.has_clue(cue, Clue::InnerCue) && !case.has_clue(cue, Clue::NamingCue)
                || case.has_clue(cue, Clue::Cry)
        }
        // "Ortiz said he told her": he is Ortiz more often than not.
        (MentionForm::Pronoun, _) | (MentionForm::Description, MentionSort::Document) => false,
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
pub(super) fn begins_clause(case: &ClauseCase<'_>, lead: usize, subject: &Mention) -> bool {
    let scene = case.scene;
    let Some(before) = scene.tokens.before(lead, 1) else {
        return true;
    };
    // "Had heard Ortiz tell": behind an auxiliary the verb is read as a part of the name's phrase.
    let mut leading = (subject.lead..subject.tokens.0).filter_map(|at| scene.token(at));
    let is_verb = before.entry.cue.is_some()
        || before.gives(Clue::Perceives)
        || leading.any(|token| token.gives(Clue::Perceives));
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
        // "That his late manager Ed Bell once warned him".
        WordClass::Possessive if subject.tokens.1 - lead <= LONGEST_EPITHET => {
            begins_clause(case, lead - 1, subject)
        }
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
