//! Finds whom the sentence before a quote brings on to speak: "It was left to the vicar to answer. “…,” he said."

use std::ops::Range;

use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::referent::Referent;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::token::{TextToken, TokenKind};
use crate::quotes::model::word_class::WordClass;
use crate::quotes::resolution::antecedents::{Antecedent, Pronoun};
use crate::quotes::resolution::reported_words::ReportVoice;

/// How many mentions before a pronoun are looked at.
const NEAR: usize = 12;

/// The most tokens before a verb that comes before its subject: "Next to the tall man sat".
const LONGEST_OPENING: usize = 8;

/// How many tokens of a paragraph may come before a pronoun of the clause that opens it: "In 1967, while she".
const LONGEST_LEAD: usize = 4;

/// The most tokens from there to the end of that clause.
const LONGEST_CLAUSE: usize = 16;

/// What is handed on to whoever speaks now.
const HANDED: &[&str] = &[
    "it", "word", "words", "turn", "floor", "task", "job", "answer", "reply", "response",
];

/// What comes before "to" and whoever has to speak now.
const LEFT_TO: &[&str] = &["left", "fell", "falls", "up", "went", "goes", "passed"];

/// What comes before "of" and "from" and whoever speaks now.
const TURNS: &[&str] = &["turn", "came", "comes", "arrived"];

/// Verbs that come before their subject where a sentence begins with a place.
const BRINGING: &[&str] = &[
    "is", "was", "sits", "sat", "stands", "stood", "lies", "lay", "waits", "waited", "comes",
    "came", "walks", "walked", "enters", "entered",
];

impl Pronoun<'_> {
    /// Returns the candidate whom the sentence before the pronoun's brings on to speak, if it has no other subject.
    pub(crate) fn find_introduced(&self, candidates: &[Antecedent]) -> Option<Referent> {
        let scene = self.scene;
        let here = scene.token_of(self.index)?;
        if !scene.is_subject(self.index) {
            return None;
        }
        let near = (self.index.saturating_sub(NEAR)..self.index).rev();
        let mentions = near.filter_map(|at| Some((at, scene.mentions.get(at)?)));
        let last = mentions.filter(|(_, mention)| !mention.is_quoted);
        let is_before = |mention: &Mention| {
            let token = scene.token(mention.lead);
            token.is_some_and(|token| {
                token.paragraph() == here.paragraph() && token.sentence() < here.sentence()
            })
        };
        let before: Vec<(usize, &Mention)> =
            last.filter(|(_, mention)| is_before(mention)).collect();
        let sentence = scene.token(before.first()?.1.lead)?.sentence();
        let is_last = |mention: &Mention| {
            let token = scene.token(mention.lead);
            token.is_some_and(|token| token.sentence() == sentence)
        };
        let mut introduced = before
            .iter()
            .filter(|(_, mention)| is_last(mention) && is_brought_on(scene, mention))
            .filter_map(|(at, _)| self.referent_of(*at));
        introduced.find(|referent| candidates.iter().any(|one| one.referent == *referent))
    }
}

impl Pronoun<'_> {
    /// Returns the candidate whom the sentence before the pronoun's names for the first time and says at once who that is:
    /// "Bell spoke. Ed Moss, who runs the fair, bowed. “…,” he said."
    ///
    /// Whoever belongs to somebody named before ("his brother, Ed Moss, fell"), or of whom the quote speaks, may be only the
    /// topic.
    pub(crate) fn find_newcomer(&self, candidates: &[Antecedent]) -> Option<Referent> {
        let scene = self.scene;
        let here = scene.token_of(self.index)?;
        let voice = ReportVoice::of_mention(scene, self.index);
        if !scene.is_subject(self.index) || voice == ReportVoice::OfAnother {
            return None;
        }
        // By the first mention, as the last one may be "the 21-year-old" of what is said of them.
        let first_of = |candidate: &Antecedent| {
            let entity = scene.entities.get(candidate.referent.entity()?)?;
            let mut mentions = entity.mentions.iter().copied();
            let first = mentions.find(|at| !scene.is_headline(scene.token_of(*at)))?;
            (entity.word_count() > 1).then_some(first)
        };
        let is_before = |at: usize| {
            let mention = scene.mentions.get(at);
            mention.is_some_and(|mention| is_sentence_before(scene, mention, here))
        };
        let (newcomer, first) = candidates.iter().find_map(|candidate| {
            let first = first_of(candidate).filter(|first| is_before(*first))?;
            Some((candidate.referent, first))
        })?;
        // "Ed Moss, linked with a move, will stay, according to Bell".
        let is_alone = candidates.iter().all(|other| {
            let is_pronoun = scene
                .mentions
                .get(other.mention)
                .is_some_and(|other| other.form == MentionForm::Pronoun);
            let is_apart = other.mention < first || is_pronoun || !is_before(other.mention);
            other.referent == newcomer || is_apart
        });
        (is_alone && is_told_who(scene, first)).then_some(newcomer)
    }
}

/// Returns whoever comes behind the clause that opens a paragraph, for the pronoun at `index` in it: "While she swept, Ana
/// Ruiz sang".
pub(crate) fn find_behind_clause(scene: &Scene<'_>, index: usize) -> Option<Referent> {
    let pronoun = scene.mentions.get(index)?;
    let gender = pronoun.singular_gender()?;
    let own = scene.token(pronoun.tokens.0)?;
    let start = scene.tokens.of_paragraph(own.paragraph()).start;
    let before = scene.tokens.before(pronoun.tokens.0, 1);
    let is_inside = before.is_some_and(|before| before.has_class(WordClass::Subordinator));
    // Whoever is mentioned before it in the clause is whom it means: "When Bell said he".
    let is_first = own.has_class(WordClass::Subject)
        && !has_somebody(scene, start..pronoun.tokens.0)
        && pronoun.tokens.0 <= start + LONGEST_LEAD;
    if !is_inside || !is_first {
        return None;
    }
    let mut behind = (pronoun.tokens.0..pronoun.tokens.0 + LONGEST_CLAUSE).filter(|at| {
        let token = scene.token(*at);
        token.is_some_and(|token| token.kind == TokenKind::Comma)
    });
    let comma = behind.next()?;
    let name = mentions_among(scene, comma..comma + LONGEST_OPENING)
        .find(|mention| mention.lead == comma + 1 && mention.form == MentionForm::Name)?;
    let is_same = scene.token(name.lead)?.sentence() == own.sentence();
    // "While she was in jail, Ana Ruiz visited her".
    let mut rest = mentions_among(scene, name.tokens.1 + 1..name.tokens.1 + LONGEST_OPENING);
    let is_another = rest.any(|mention| {
        mention.form == MentionForm::Pronoun
            && !mention.is_possessive
            && mention.singular_gender() == Some(gender)
    });
    let entity = name
        .entity
        .filter(|at| Referent::Named(*at).gender(scene) == Some(gender))?;
    let is_whole = !name.is_possessive && !name.is_modifier && !name.is_quoted;
    (is_same && is_whole && !is_another).then_some(Referent::Named(entity))
}

/// Returns `true` if a mention is in the last sentence before the one of a token, quotes apart, and in its paragraph.
fn is_sentence_before(scene: &Scene<'_>, mention: &Mention, here: &TextToken) -> bool {
    let Some(token) = scene
        .token(mention.lead)
        .filter(|token| token.is_unquoted())
    else {
        return false;
    };
    let end = scene
        .mentions
        .partition_point(|other| other.tokens.0 <= mention.tokens.1);
    let between = scene.mentions.get(end..).unwrap_or_default().iter();
    let is_earlier = |other: &&Mention| {
        let other = scene.token(other.lead);
        other.is_some_and(|other| other.sentence() < here.sentence())
    };
    let mut others = between.take_while(is_earlier).take(NEAR);
    token.paragraph() == here.paragraph()
        && token.sentence() < here.sentence()
        && others.all(|other| {
            let other = scene.token(other.lead);
            other.is_some_and(|other| other.sentence() == token.sentence() || !other.is_unquoted())
        })
}

/// Returns `true` if a name begins its sentence with who that is between commas: "Ed Moss, who runs the fair, bowed", "The
/// witness, Ed Moss, bowed".
fn is_told_who(scene: &Scene<'_>, index: usize) -> bool {
    let Some(name) = scene.mentions.get(index) else {
        return false;
    };
    let is_owner =
        |token: &TextToken| token.has_class(WordClass::Possessive) && !token.is_any(&["its"]);
    let before = scene.mentions.get(index.wrapping_sub(1));
    let described = before.filter(|before| {
        before.form == MentionForm::Description && before.tokens.1 < name.lead && !before.is_quoted
    });
    let begins = |at: usize| {
        let sentence = scene.token(at).map(TextToken::sentence);
        at.checked_sub(1)
            .and_then(|at| scene.token(at))
            .is_none_or(|token| Some(token.sentence()) != sentence)
    };
    let comma = scene.tokens.after(name.tokens.1, 1);
    let start = described
        .map(|described| described.lead)
        .filter(|lead| begins(*lead))
        .unwrap_or(name.lead);
    // "Ed Moss, his brother, fell".
    let mut words = (start..name.tokens.1 + LONGEST_OPENING).filter_map(|at| scene.token(at));
    begins(start)
        && comma.is_some_and(|comma| comma.kind == TokenKind::Comma)
        && !words.any(is_owner)
}

/// Returns `true` if a sentence gives the turn to a mention, or begins with a place and brings it on behind a verb.
pub(crate) fn is_brought_on(scene: &Scene<'_>, mention: &Mention) -> bool {
    let before = |steps| scene.tokens.before(mention.lead, steps);
    let is = |steps, words: &[&str]| before(steps).is_some_and(|token| token.is_any(words));
    let is_given = is(1, &["to"]) && is(2, LEFT_TO) || is(1, &["of", "from"]) && is(2, TURNS);
    is_given && is_handed_on(scene, mention) || is(1, BRINGING) && opens_with_place(scene, mention)
}

/// Returns `true` if a sentence tells of what is handed on, and of nobody before a mention: "it was left to the vicar", but
/// not "Ortiz went to the doctor".
fn is_handed_on(scene: &Scene<'_>, mention: &Mention) -> bool {
    let sentence = scene.token(mention.lead).map(TextToken::sentence);
    let start = (0..mention.lead)
        .rev()
        .take_while(|at| scene.token(*at).map(TextToken::sentence) == sentence)
        .last();
    let Some(start) = start else {
        return false;
    };
    let has_any = |wanted: &[&str]| {
        let mut words = (start..mention.lead).filter_map(|at| scene.token(at));
        words.any(|token| token.is_any(wanted))
    };
    // "No answer came from the vicar".
    let is_handed = has_any(HANDED) && !has_any(&["no", "not", "never"]);
    is_handed && !has_somebody(scene, start..mention.lead)
}

/// Returns the mentions that begin among these tokens.
fn mentions_among<'a>(
    scene: &'a Scene<'_>,
    tokens: Range<usize>,
) -> impl Iterator<Item = &'a Mention> {
    let first = scene
        .mentions
        .partition_point(|mention| mention.tokens.0 < tokens.start);
    let behind = scene.mentions.iter().skip(first);
    behind.take_while(move |mention| mention.tokens.0 < tokens.end)
}

/// Returns `true` if somebody is mentioned among these tokens, also by "he" or "her".
fn has_somebody(scene: &Scene<'_>, tokens: Range<usize>) -> bool {
    mentions_among(scene, tokens).any(|mention| match mention.form {
        MentionForm::Name => true,
        MentionForm::Description => mention.sort == MentionSort::Person,
        MentionForm::Pronoun => mention.singular_gender().is_some(),
    })
}

/// Returns `true` if a sentence begins with a preposition or an adverb and no comma comes before a mention: "Behind her
/// was a man", "Then came the vicar".
pub(crate) fn opens_with_place(scene: &Scene<'_>, mention: &Mention) -> bool {
    let Some(verb) = mention.lead.checked_sub(1) else {
        return false;
    };
    let sentence = scene.token(verb).map(TextToken::sentence);
    let is_inside = |at: &usize| {
        let token = scene.token(*at);
        token.is_some_and(|token| {
            Some(token.sentence()) == sentence
                && token.is_unquoted()
                && token.kind != TokenKind::Comma
        })
    };
    let opening = (0..verb).rev().take_while(is_inside);
    let Some(first) = opening.take(LONGEST_OPENING).last() else {
        return false;
    };
    let is_first = first.checked_sub(1).is_none_or(|at| {
        let token = scene.token(at);
        token.is_none_or(|token| Some(token.sentence()) != sentence || !token.is_unquoted())
    });
    let opener = scene.token(first);
    is_first
        && !has_subject(scene, first..verb)
        && opener.is_some_and(|opener| {
            matches!(opener.class, WordClass::Preposition | WordClass::Adverb)
                || opener.is_any(&["next", "there", "here", "then", "opposite"])
        })
}

/// Returns `true` if a subject comes among these tokens: "now he is a plumber", "at home his hero was a miner", but not "behind
/// him was a man".
fn has_subject(scene: &Scene<'_>, tokens: Range<usize>) -> bool {
    let mut words = tokens.clone().filter_map(|at| scene.token(at));
    if words.any(|token| token.has_class(WordClass::Subject)) {
        return true;
    }
    mentions_among(scene, tokens.clone()).any(|mention| {
        let before = scene.tokens.before(mention.lead, 1);
        let is_owned = before.is_some_and(|before| before.has_class(WordClass::Possessive));
        let governor = scene.tokens.before(mention.lead, 1 + usize::from(is_owned));
        let is_governed =
            governor.is_some_and(|governor| governor.has_class(WordClass::Preposition));
        let is_free = !mention.is_possessive && mention.form != MentionForm::Pronoun;
        // The first word is the one that opens the sentence: "Next to her sat".
        mention.lead > tokens.start && !is_governed && is_free
    })
}
