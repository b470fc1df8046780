//! Corrects a pick where the clause before or behind a quote leaves no doubt who speaks.

use crate::quotes::attribution::beats;
use crate::quotes::attribution::clause_case::{ADJOINING, ClauseCase};
use crate::quotes::attribution::clauses::{self, ClauseJoint};
use crate::quotes::attribution::{
    asides, claims, datelines, documents, headlines, inner_clauses, later_clauses, slogans,
    verdicts,
};
use crate::quotes::model::cue::{Cue, CueLink, CuePosition};
use crate::quotes::model::cue_subjects::CueSubjects;
use crate::quotes::model::mention::{MentionForm, MentionSort};
use crate::quotes::model::paragraph::BlockClass;
use crate::quotes::model::pick::Pick;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::Symbol;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::view::RegionView;
use crate::quotes::model::word_class::{Clue, WordClass};

/// How many mentions before a quote are looked at for whose words it is.
const REACH: usize = 3;

/// The most cues before the one right before a quote that are looked at.
const MOST_EARLIER: usize = 6;

/// How sure it is that whoever acts before a quote speaks it, from 0 to 1.
const BEAT: f32 = 0.7;

/// A rule returns the corrected pick; `None` if it has nothing to say.
type ClauseRule = fn(&ClauseCase<'_>) -> Option<Pick>;

/// The rules in the order in which they are applied, each to what those before it left; a later one wins.
const RULES: &[(&str, ClauseRule)] = &[
    ("the cue right before the quote", take_leading_cue),
    ("the cue that ends the sentence", take_trailing_cue),
    ("quoted as saying", take_cited),
    ("the innermost clause", inner_clauses::take_inner_clause),
    (
        "the clause behind the brackets",
        asides::take_subject_behind_brackets,
    ),
    ("who reports the sentence before", asides::take_reporter),
    ("the claim of somebody", claims::take_claimant),
    ("called so by somebody", later_clauses::take_agent_behind),
    (
        "the sentence behind the quote",
        later_clauses::take_owner_behind,
    ),
    ("as somebody put it", later_clauses::take_who_put_it),
    ("the writer of a document", documents::take_writer),
    ("who issued a document", documents::take_issuer),
    ("the author of what is read", documents::take_author),
    ("the words of somebody", take_owner_of_words),
    ("said, according to a source", take_speaker_over_source),
    ("the name before a colon", take_name_before_colon),
    ("the name that opens the headline", take_headline_name),
    ("the subject before a colon", take_colon_subject),
    ("the one who acts before the quote", take_actor),
    ("written on something", slogans::take_nobody),
    ("the place before a story", datelines::take_no_place),
    ("what somebody takes it for", verdicts::take_judge),
    ("acts and cries out", verdicts::take_crier),
    ("what a headline says of somebody", headlines::take_nobody),
];

/// Corrects what was picked for a region, and notes which rule did so.
pub(crate) fn apply_rules(
    scene: &Scene<'_>,
    view: &RegionView,
    subjects: &CueSubjects<'_>,
    pick: Pick,
) -> Pick {
    RULES.iter().fold(pick, |pick, (name, rule)| {
        let case = ClauseCase {
            scene,
            view,
            subjects,
            pick,
        };
        match rule(&case) {
            Some(corrected) if corrected.speaker == pick.speaker => corrected,
            Some(corrected) => Pick {
                rule: Some(name),
                ..corrected
            },
            None => pick,
        }
    })
}

/// Returns the symbol a feature writes for the rule of this name.
pub(crate) fn rule_symbol(name: Option<&str>) -> Symbol {
    let at = RULES.iter().position(|(rule, _)| Some(*rule) == name);
    at.map_or(Symbol::letter(b'-'), Symbol::number)
}

/// Takes the subject of the cue right before a quote where that cue can have no other quote: between two quotes of a
/// sentence ("…," while Ortiz said it was "…"), in a clause of its own, or with nothing between.
fn take_leading_cue(case: &ClauseCase<'_>) -> Option<Pick> {
    let cue = case.adjoining_cue()?;
    // "I laughed and said": no one else in a story is so sure to be the subject.
    let is_author =
        is_author(case, cue.subject) && matches!(cue.link, CueLink::Coordinated | CueLink::Near);
    let has_subject = is_author
        || matches!(
            cue.link,
            CueLink::Direct | CueLink::Headed | CueLink::Apposed
        );
    let has_no_other_quote = || {
        case.is_plain(cue) && is_behind_quote(case, cue)
            || is_other_clause(case, cue)
            || is_name_given(case, cue)
            || is_leading_verb(case, cue)
    };
    (has_subject && case.pick.speaker != Some(cue.subject) && has_no_other_quote())
        .then(|| case.pick.with_speaker(cue.subject))
}

/// Returns `true` if a mention is the author's own "I" or "my".
fn is_author(case: &ClauseCase<'_>, mention: usize) -> bool {
    let token = case.scene.token_of(mention);
    token.is_some_and(|token| token.is_any(&["i", "my"]))
}

/// Takes whoever reports at the end of a sentence that a quote begins: "'…' was not true, Ortiz added."
fn take_trailing_cue(case: &ClauseCase<'_>) -> Option<Pick> {
    let (scene, view, pick) = (case.scene, case.view, case.pick);
    let here = case.sentence_of(view.first);
    let begins = view
        .first
        .checked_sub(1)
        .and_then(|at| case.sentence_of(at))
        != here;
    let end = scene
        .cues
        .partition_point(|cue| case.sentence_of(cue.token) <= here);
    let cue = scene.cues.get(end.checked_sub(1)?)?;
    let is_last = begins
        && cue.token >= view.end
        && case.sentence_of(cue.token) == here
        && case.is_plain(cue);
    // "“…,” the Ledger quoted Ortiz as saying".
    let is_cited = scene
        .tokens
        .before(cue.token, 1)
        .is_some_and(|before| before.is_any(&["as"]));
    let decides = is_cited || is_parenthetical(scene, cue);
    (is_last && cue.link == CueLink::Direct && decides).then(|| Pick {
        probability: pick.probability.max(1.0 - pick.probability),
        ..pick.with_speaker(cue.subject)
    })
}

/// Takes whom the cue right before a quote cites: "Ledger quoted Ortiz as saying '…'".
fn take_cited(case: &ClauseCase<'_>) -> Option<Pick> {
    find_cited(case).map(|found| case.pick.with_speaker(found))
}

fn find_cited(case: &ClauseCase<'_>) -> Option<usize> {
    let cue = case.adjoining_cue()?;
    // "As" before a participle: "quoted Ortiz as saying".
    let is_as = case.scene.tokens.before(cue.token, 1)?.is_any(&["as"]);
    (is_as && cue.link == CueLink::Direct).then_some(cue.subject)
}

/// Takes whose words a quote is said to be: "in the words of one aide, '…'", "in her words, '…'".
fn take_owner_of_words(case: &ClauseCase<'_>) -> Option<Pick> {
    if find_cited(case).is_some() {
        return None;
    }
    find_owner_of_words(case).map(|found| case.pick.with_speaker(found))
}

fn find_owner_of_words(case: &ClauseCase<'_>) -> Option<usize> {
    let (scene, view) = (case.scene, case.view);
    let comma = scene.tokens.before(view.first, 1)?;
    let end = view.first - usize::from(comma.kind == TokenKind::Comma);
    let is = |steps: usize, word: &str| {
        let token = scene.tokens.before(end, steps);
        token.is_some_and(|token| token.is_any(&[word]) && token.is_unquoted())
    };
    // "In her own words" has a word more than "in her words".
    let owned = is(1, "words").then(|| 1 + usize::from(is(2, "own")));
    let near = view.next_mention.saturating_sub(REACH)..view.next_mention;
    near.rev().find(|index| {
        scene.mentions.get(*index).is_some_and(|mention| {
            let before = |steps| scene.tokens.before(mention.lead, steps);
            let is_of = before(1).is_some_and(|token| token.is_any(&["of"]))
                && before(2).is_some_and(|token| token.is_any(&["words"]));
            let ends = |steps: usize| mention.tokens.1 + steps + 1 == end;
            is_of && ends(0) || mention.is_possessive && owned.is_some_and(ends)
        })
    })
}

/// Takes whoever said it where the source of the report was picked: "…," Ortiz said, according to the Ledger.
fn take_speaker_over_source(case: &ClauseCase<'_>) -> Option<Pick> {
    if find_cited(case)
        .or_else(|| find_owner_of_words(case))
        .is_some()
    {
        return None;
    }
    let (scene, view) = (case.scene, case.view);
    let source = case.subjects.cue_of(case.pick.speaker?)?;
    let after = scene.cues.partition_point(|cue| cue.token < view.end);
    let cue = scene.cues.get(after)?;
    let is_source = source.link == CueLink::Agent && cue.token < source.token;
    let is_speaker = matches!(cue.link, CueLink::Direct | CueLink::Inverted) && case.is_plain(cue);
    let adjoins = view.cue_position(scene, cue) == Some(CuePosition::After)
        && view.token_distance(cue.token) <= ADJOINING;
    (is_source && is_speaker && adjoins).then(|| case.pick.with_speaker(cue.subject))
}

/// Takes the name that a colon leads on from to a quote, with nothing said before it: "Hard winters - Ana Ruiz: '…'".
fn take_name_before_colon(case: &ClauseCase<'_>) -> Option<Pick> {
    let (scene, view) = (case.scene, case.view);
    let colon = scene.tokens.before(view.first, 1)?;
    if colon.kind != TokenKind::Colon || !colon.is_unquoted() {
        return None;
    }
    let end = view.first.saturating_sub(2);
    let ends_here = |index: &usize| {
        let mention = scene.mentions.get(*index);
        mention.is_some_and(|mention| mention.tokens.1 == end && mention.form == MentionForm::Name)
    };
    let near = view.next_mention.saturating_sub(2)..view.next_mention;
    let found = near.rev().find(ends_here)?;
    let found = find_name_before_outlet(scene, found).unwrap_or(found);
    let mention = scene.mentions.get(found)?;
    // "From Ana Ruiz: …", "Hard winters - Ana Ruiz: …", but not "the plan of Ana Ruiz: …".
    let begins_label = scene.tokens.before(mention.lead, 1).is_none_or(|token| {
        let is_mark = matches!(
            token.kind,
            TokenKind::Dash | TokenKind::Stop | TokenKind::Closing
        );
        is_mark || token.is_any(&["from"])
    });
    let is_free = !mention.is_possessive && !mention.is_quoted;
    if datelines::is_before_tagged_quote(case, found) {
        return None;
    }
    (is_free && begins_label).then(|| case.pick.with_speaker(found))
}

/// Takes the subject of a sentence that leads to a quote with a colon where somebody of another sentence was picked.
fn take_colon_subject(case: &ClauseCase<'_>) -> Option<Pick> {
    let (scene, view) = (case.scene, case.view);
    let sentence = |mention: usize| {
        let lead = scene.mentions.get(mention)?.lead;
        case.sentence_of(lead)
    };
    let subject = beats::find_colon_subject(scene, view)?;
    let is_elsewhere = case
        .pick
        .speaker
        .is_none_or(|picked| sentence(picked) != sentence(subject));
    is_elsewhere.then(|| case.pick.with_speaker(subject))
}

/// Picks whoever acts in the sentence before a quote that has no speaker yet, "Brand turned to the deckhand. “…”", or
/// who answers the author: "I ask who won. “…”"
fn take_actor(case: &ClauseCase<'_>) -> Option<Pick> {
    let is_taken = |speaker: usize| !beats::asks(case.scene, speaker);
    if case.pick.speaker.is_some_and(is_taken) {
        return None;
    }
    let actor = beats::find_actor(case.scene, case.view)?;
    Some(Pick {
        speaker: Some(actor),
        probability: BEAT,
        ..case.pick
    })
}

/// Returns the person whose name with a comma begins the paragraph that a label's outlet follows: "Ana Ruiz, Twitter:".
fn find_name_before_outlet(scene: &Scene<'_>, outlet: usize) -> Option<usize> {
    let lead = scene.mentions.get(outlet)?.lead;
    let comma = scene.tokens.before(lead, 1)?;
    let person = outlet.checked_sub(1)?;
    let name = scene.mentions.get(person)?;
    let is_label = comma.kind == TokenKind::Comma
        && name.tokens.1 + 2 == lead
        && scene.tokens.before(name.lead, 1).is_none();
    let is_person = name.form == MentionForm::Name
        && !matches!(name.sort, MentionSort::Organisation | MentionSort::Document);
    (is_label && is_person).then_some(person)
}

/// Takes the name and the colon that open a headline: "Ruiz: Boatmen don't want '…'".
fn take_headline_name(case: &ClauseCase<'_>) -> Option<Pick> {
    let (scene, view) = (case.scene, case.view);
    let paragraph = scene.paragraphs.get(view.paragraph)?;
    let start = scene.tokens.of_paragraph(view.paragraph).start;
    let begins = |index: &usize| {
        let mention = scene.mentions.get(*index);
        mention.is_some_and(|mention| mention.lead == start && mention.form == MentionForm::Name)
    };
    let found = (view.next_mention.saturating_sub(MOST_EARLIER)..view.next_mention).find(begins)?;
    let mention = scene.mentions.get(found)?;
    let colon = scene.tokens.after(mention.tokens.1, 1)?;
    let reports = case
        .pick
        .speaker
        .and_then(|index| case.subjects.cue_of(index))
        .is_some_and(|cue| case.is_plain(cue));
    let may_speak = mention.sort != MentionSort::Document && mention.entity.is_some();
    let is_heading = BlockClass::of_kind(paragraph.kind) == BlockClass::Heading;
    (is_heading && colon.kind == TokenKind::Colon && may_speak && !reports)
        .then(|| case.pick.with_speaker(found))
}

/// Returns `true` if a comma, the subject and the cue alone end the sentence.
fn is_parenthetical(scene: &Scene<'_>, cue: &Cue) -> bool {
    let Some(subject) = scene.mentions.get(cue.subject) else {
        return false;
    };
    let before = scene.tokens.before(subject.lead, 1).map(|token| token.kind);
    let after = scene.tokens.after(cue.token, 1).map(|token| token.kind);
    before == Some(TokenKind::Comma) && matches!(after, None | Some(TokenKind::Stop))
}

/// Returns `true` if at most a comma or a colon is between a verb of speaking and a quote that begins with a capital:
/// "Ortiz left as a heckler yelled: '…'".
fn is_leading_verb(case: &ClauseCase<'_>, cue: &Cue) -> bool {
    let is_mark = |token: &TextToken| matches!(token.kind, TokenKind::Comma | TokenKind::Colon);
    let next = case.scene.tokens.after(cue.token, 1);
    let adjoins = match case.view.token_distance(cue.token) {
        0 => true,
        1 => next.is_some_and(is_mark),
        _ => false,
    };
    // "I had to change my answer: “…”".
    let is_owned = is_author(case, cue.subject) && cue.link == CueLink::Near;
    let is_speaking = case.is_plain(cue) || case.has_clue(cue, Clue::SpeakingCue) || is_owned;
    adjoins && is_speaking && case.is_finite(cue) && case.view.is_capital
}

/// Returns `true` if a cue names with the quote what comes before its subject: "a feat one expert called '…'", but not
/// "a book called '…'".
fn is_name_given(case: &ClauseCase<'_>, cue: &Cue) -> bool {
    let is_naming = case.has_clue(cue, Clue::NamingCue);
    let is_somebody = case.scene.mentions.get(cue.subject).is_some_and(|subject| {
        let head = case.scene.token(subject.tokens.1);
        subject.form != MentionForm::Description
            || matches!(
                subject.sort,
                MentionSort::Person | MentionSort::Organisation
            )
            || head.is_some_and(|head| head.has_class(WordClass::Determiner))
    });
    is_naming && case.is_finite(cue) && is_somebody && case.view.token_distance(cue.token) == 0
}

/// Returns `true` if a cue's clause is beside that of whom was picked: "Ortiz blamed the board, and Bell called it
/// '…'".
fn is_other_clause(case: &ClauseCase<'_>, cue: &Cue) -> bool {
    let (scene, view) = (case.scene, case.view);
    let end = scene.cues.partition_point(|other| other.token < cue.token);
    let earlier = scene.cues.get(..end).unwrap_or_default();
    let is_before = |index: usize| {
        let near = earlier.iter().rev().take(MOST_EARLIER);
        near.take_while(|other| view.cue_position(scene, other) == Some(CuePosition::Before))
            .any(|other| other.subject == index)
    };
    // "No wonder Ortiz said, and I quote".
    !is_author(case, cue.subject)
        && clauses::clause_joint(scene, cue.subject) == Some(ClauseJoint::Certain)
        && case.pick.speaker.is_some_and(is_before)
}

/// Returns `true` if a quote of the same sentence comes before a cue.
fn is_behind_quote(case: &ClauseCase<'_>, cue: &Cue) -> bool {
    let scene = case.scene;
    let before = case
        .view
        .region
        .checked_sub(1)
        .and_then(|at| scene.regions.get(at));
    before.is_some_and(|before| {
        let last = scene.tokens.index_at(before.range.start);
        last < cue.token && case.sentence_of(last) == case.sentence_of(cue.token)
    })
}
