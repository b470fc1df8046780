//! Learns from the text whether somebody is he or she, where no name, title or noun has said so.

use crate::quotes::model::entity::Entity;
use crate::quotes::model::mention::{Mention, MentionForm, MentionSort};
use crate::quotes::model::token::{TextToken, TokenKind, TokenList};
use crate::quotes::model::word_class::{Clue, Gender, WordClass};

/// How many mentions of somebody are looked at.
const MENTIONS: usize = 12;

/// How many mentions after a name may hold its pronoun.
const REACH: usize = 6;

/// How many more pronouns of one gender than of the other decide.
const MARGIN: i32 = 2;

/// Notes the gender of those entities that may be people and whose gender is not known yet.
pub(crate) fn infer_genders(
    text: &str,
    tokens: &TokenList,
    mentions: &[Mention],
    entities: &mut [Entity],
) {
    let reader = GenderEvidence {
        text,
        tokens,
        mentions,
    };
    for entity in entities {
        if let Some(gender) = reader.by_kinship(entity) {
            entity.gender = Some(gender);
        }
        if entity.sort == MentionSort::Unknown
            && entity.gender.is_none()
            && (reader.is_called_body(entity) || reader.is_which(entity))
        {
            entity.sort = MentionSort::Organisation;
        }
        if entity.gender.is_none()
            && matches!(entity.sort, MentionSort::Person | MentionSort::Unknown)
        {
            let votes = reader.count_votes(entity);
            entity.gender = reader
                .by_description(entity)
                .or_else(|| reader.by_description_before(entity))
                .or_else(|| elect_gender(votes));
            // A place in -a ("Alabama") must not become a woman, nor whom a "he" follows.
            if entity.gender.is_none() && votes >= 0 && !reader.is_located(entity) {
                entity.gender = reader.by_ending(entity);
            }
        }
    }
}

struct GenderEvidence<'a> {
    text: &'a str,
    tokens: &'a TokenList,
    mentions: &'a [Mention],
}

impl GenderEvidence<'_> {
    /// "Sunniva Gudrun, the school's headmistress": the noun behind the comma shows it.
    fn by_description(&self, entity: &Entity) -> Option<Gender> {
        entity.mentions.iter().take(MENTIONS).find_map(|index| {
            let mention = self.mentions.get(*index)?;
            let comma = self.tokens.after(mention.tokens.1, 1)?;
            let start = mention.tokens.1 + 2;
            let described = self
                .mentions
                .iter()
                .skip(index + 1)
                .take(3)
                .find(|next| next.form == MentionForm::Description && next.lead <= start + 3)?;
            let adjoins = comma.kind == TokenKind::Comma && described.lead >= start;
            described.gender.filter(|_| adjoins)
        })
    }

    /// "His daughter, Lise Moss", "a woman called Lise": the noun before the name shows it.
    fn by_description_before(&self, entity: &Entity) -> Option<Gender> {
        entity.mentions.iter().take(MENTIONS).find_map(|index| {
            let name = self.mentions.get(*index)?;
            let described = self.mentions.get(index.checked_sub(1)?)?;
            let joiner = self.tokens.before(name.lead, 1)?;
            let joins = joiner.kind == TokenKind::Comma || joiner.is_any(&["called", "named"]);
            let is_behind = joins && described.tokens.1 + 2 == name.lead;
            let first = self.tokens.get(name.lead)?;
            let is_named = first.is_any(&["named"]) && described.tokens.1 + 1 == name.lead;
            let is_description = described.form == MentionForm::Description;
            described
                .gender
                .filter(|_| is_description && (is_behind || is_named))
        })
    }

    /// "His wife, Bernie, wept": behind a comma and before one, what somebody is says more than a given name.
    fn by_kinship(&self, entity: &Entity) -> Option<Gender> {
        let is_apposed = |index: &usize| {
            let name = self.mentions.get(*index)?;
            let described = self.mentions.get(index.checked_sub(1)?)?;
            let comma = self.tokens.before(name.lead, 1)?;
            let end = self.tokens.after(name.tokens.1, 1);
            let is_between = comma.kind == TokenKind::Comma
                && described.tokens.1 + 2 == name.lead
                && end.is_none_or(|end| matches!(end.kind, TokenKind::Comma | TokenKind::Stop));
            // "Ms Ruiz" and "Mum Ana Ruiz" say it themselves.
            let is_bare = name.lead == name.tokens.0 && !name.is_possessive;
            // "Her father", "Tom Hart's wife".
            let mut owners = (described.lead.saturating_sub(1)..described.tokens.1)
                .filter_map(|at| self.tokens.get(at));
            let is_owned =
                owners.any(|owner| owner.has_class(WordClass::Possessive) || owner.is_possessive);
            let fits = described.form == MentionForm::Description && is_between && is_owned;
            described.gender.filter(|_| fits && is_bare)
        };
        // "Mr Hale" says it itself, wherever a list put him beside his mother.
        let is_titled = |index: &usize| {
            self.mentions.get(*index).is_some_and(|name| {
                let mut before = (name.lead..name.tokens.0).filter_map(|at| self.tokens.get(at));
                before.any(|token| token.gives(Clue::Courtesy))
            })
        };
        let mut mentions = entity.mentions.iter().take(MENTIONS);
        if mentions.clone().any(is_titled) {
            return None;
        }
        mentions.find_map(is_apposed)
    }

    /// "Blue Funnel, the ferry company," and "The company that runs it, Blue Funnel,": returns `true` if a noun calls
    /// it a body.
    fn is_called_body(&self, entity: &Entity) -> bool {
        let mut mentions = entity.mentions.iter().take(MENTIONS).copied();
        mentions.any(|index| {
            self.mentions.get(index).is_some_and(|name| {
                let comma = self.tokens.after(name.tokens.1, 1);
                let has_comma = comma.is_some_and(|token| token.kind == TokenKind::Comma);
                has_comma && (self.is_body_behind(index, name) || self.is_body_before(index, name))
            })
        })
    }

    /// "Blue Funnel, which": returns `true` if a clause calls it a thing.
    fn is_which(&self, entity: &Entity) -> bool {
        let mut mentions = entity.mentions.iter().take(MENTIONS);
        mentions.any(|index| {
            let name = self.mentions.get(*index);
            name.is_some_and(|name| {
                let comma = self.tokens.after(name.tokens.1, 1);
                let relative = self.tokens.after(name.tokens.1, 2);
                // "The boat of Ana Ruiz, which": the clause is the boat's.
                let before = self.tokens.before(name.lead, 1);
                let is_free = before.is_none_or(|before| {
                    before.sentence() != self.tokens.get(name.lead).map_or(0, TextToken::sentence)
                });
                is_free
                    && comma.is_some_and(|token| token.kind == TokenKind::Comma)
                    && relative.is_some_and(|token| token.is_any(&["which"]))
            })
        })
    }

    fn is_body_behind(&self, index: usize, name: &Mention) -> bool {
        let next = self.mentions.get(index + 1);
        next.is_some_and(|next| is_body(next) && next.lead == name.tokens.1 + 2)
    }

    fn is_body_before(&self, index: usize, name: &Mention) -> bool {
        let comma = self.tokens.before(name.lead, 1);
        if comma.is_none_or(|token| token.kind != TokenKind::Comma) {
            return false;
        }
        let near = (index.saturating_sub(REACH)..index).rev();
        let mut near = near.filter_map(|at| self.mentions.get(at));
        near.any(|body| {
            let next = self.tokens.after(body.tokens.1, 1);
            let has_relative = next.is_some_and(|next| next.is_any(&["that", "which"]));
            let between = (body.tokens.1 + 1..name.lead.saturating_sub(1))
                .filter_map(|at| self.tokens.get(at));
            let is_one = between.clone().all(|token| token.kind == TokenKind::Word);
            is_body(body) && is_one && (has_relative || between.count() == 0)
        })
    }

    /// "Gudrun said she would": counts the pronouns behind the name, nobody else named between, as [`elect_gender`] reads
    /// it.
    fn count_votes(&self, entity: &Entity) -> i32 {
        let mentions = entity.mentions.iter().take(MENTIONS);
        mentions
            .map(|index| pronoun_vote(self.tokens, self.mentions, *index))
            .sum()
    }

    /// Returns `true` if "in" or "at" comes before a mention, or it is part of another phrase, as places are.
    fn is_located(&self, entity: &Entity) -> bool {
        let is_behind = |mention: &Mention| {
            let before = self.tokens.before(mention.lead, 1);
            before.is_some_and(|before| before.gives(Clue::Locative))
        };
        let mentions = entity.mentions.iter().take(MENTIONS);
        mentions
            .filter_map(|index| self.mentions.get(*index))
            .any(|mention| mention.is_modifier || is_behind(mention))
    }

    /// Given names that end in -a are most often women's.
    fn by_ending(&self, entity: &Entity) -> Option<Gender> {
        let name = entity.name.of(self.text);
        let (given, _) = name.split_once(char::is_whitespace)?;
        let index = self.tokens.index_at(entity.name.start);
        let is_unknown = self.tokens.get(index).is_some_and(|token| {
            token.has_class(WordClass::Unknown)
                && token.entry.given.is_none()
                && !token.entry.is_place
        });
        let is_long = given.chars().count() > 3;
        (is_unknown && is_long && given.ends_with('a')).then_some(Gender::Female)
    }
}

/// Returns `true` if a mention describes a body of people.
fn is_body(mention: &Mention) -> bool {
    mention.form == MentionForm::Description && mention.sort == MentionSort::Organisation
}

/// Returns the gender that a vote of pronouns decides for; each "she" counts +1, each "he" -1.
pub(crate) fn elect_gender(votes: i32) -> Option<Gender> {
    match votes {
        votes if votes >= MARGIN => Some(Gender::Female),
        votes if votes <= -MARGIN => Some(Gender::Male),
        _ => None,
    }
}

/// Returns the vote of the pronoun behind a name, nobody else named between; zero if there is none.
pub(crate) fn pronoun_vote(tokens: &TokenList, mentions: &[Mention], index: usize) -> i32 {
    // "Ana Ruiz, who lost her boat": nobody else can be meant.
    let weight = if has_clause(tokens, mentions, index) {
        MARGIN
    } else {
        1
    };
    match pronoun_after(tokens, mentions, index) {
        Some(Gender::Female) => weight,
        Some(Gender::Male) => -weight,
        Some(Gender::Neither) | None => 0,
    }
}

/// Returns `true` if "who" comes right behind a name and its comma, and then a pronoun that owns something.
fn has_clause(tokens: &TokenList, mentions: &[Mention], index: usize) -> bool {
    let Some(name) = mentions.get(index) else {
        return false;
    };
    let comma = tokens.after(name.tokens.1, 1);
    let who = tokens.after(name.tokens.1, 2);
    let second = mentions.get(index + 2);
    let is_owner = second.is_some_and(|second| {
        let token = tokens.get(second.tokens.0);
        let own = tokens.get(name.tokens.0);
        second.form == MentionForm::Pronoun
            && second.is_possessive
            && token.map(TextToken::sentence) == own.map(TextToken::sentence)
    });
    is_owner
        && comma.is_some_and(|token| token.kind == TokenKind::Comma)
        && who.is_some_and(|token| token.is_any(&["who"]))
}

fn pronoun_after(tokens: &TokenList, mentions: &[Mention], index: usize) -> Option<Gender> {
    let name = mentions.get(index)?;
    let here = tokens.get(name.tokens.0)?;
    for next in mentions.iter().skip(index + 1).take(REACH) {
        let there = tokens.get(next.tokens.0)?;
        let is_near =
            there.paragraph() == here.paragraph() && there.sentence() <= here.sentence() + 1;
        // Behind another name the pronoun may be that name's.
        let is_rival = next.form == MentionForm::Name
            && next.sort != MentionSort::Organisation
            && !next.is_modifier
            && !is_place(tokens, next);
        if !is_near || is_rival || there.region() != here.region() {
            return None;
        }
        let gender = next.gender.filter(|gender| *gender != Gender::Neither);
        // "Ortiz called on her": whoever acts is not the object of the same sentence.
        let is_object = there.sentence() == here.sentence() && is_object(tokens, next);
        if next.form == MentionForm::Pronoun && gender.is_some() && !is_object {
            return gender;
        }
    }
    None
}

/// Returns `true` for a name that is where somebody is or comes from: "set out from Hull with his dog".
fn is_place(tokens: &TokenList, name: &Mention) -> bool {
    let before = |steps| tokens.before(name.lead, steps);
    let is_left = before(1).is_some_and(|from| from.is_any(&["from"]))
        && before(2).is_some_and(|before| {
            before.has_class(WordClass::Adverb) || before.kind == TokenKind::Comma
        });
    let is_inside = before(1).is_some_and(|before| before.gives(Clue::Locative));
    name.gender.is_none() && (is_left || is_inside)
}

/// Returns `true` for "him", and for "her" with no noun behind it.
pub(crate) fn is_object(tokens: &TokenList, pronoun: &Mention) -> bool {
    let own = tokens.get(pronoun.tokens.0);
    let next = tokens.after(pronoun.tokens.1, 1);
    // What a mark opens behind "told her" is no noun of hers.
    let next = next.filter(|next| own.is_some_and(|own| own.region() == next.region()));
    let owns = next.is_some_and(|next| {
        matches!(
            next.class,
            WordClass::Unknown
                | WordClass::Person
                | WordClass::Organisation
                | WordClass::Document
                | WordClass::Title
        ) && matches!(next.kind, TokenKind::Word | TokenKind::Number)
    });
    own.is_some_and(|own| own.has_class(WordClass::Object) || own.is_any(&["her"]) && !owns)
}
