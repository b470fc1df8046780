//! Names who speaks by a label: a name before a turn or below a pull quote, or the letters of "Q and A".

use crate::article::{Speaker, TextRange};
use crate::quotes::marks::turn_labels;
use crate::quotes::model::entity::Entity;
use crate::quotes::model::mention::MentionSort;
use crate::quotes::model::region::Bounds;
use crate::quotes::model::scene::Scene;
use crate::quotes::model::symbol::WordKey;
use crate::quotes::model::word_class::{WordClass, WordEntry};
use crate::quotes::resolution::{roles, speakers};
use crate::quotes::words::lexicon;

/// How many quotes before a label may hold the full name that it shortens.
const LONGEST_EXCHANGE: usize = 100;

/// The shortest label that may be a name in capitals; shorter ones are initials.
const SHORTEST_NAME: usize = 4;

/// The longest role behind the name of a label, in bytes.
const LONGEST_ROLE: usize = 60;

/// The speaker that a label names.
pub(crate) struct LabelSpeaker {
    /// The speaker, with the label as the mention; `None` if the article does not say who asks or answers.
    pub(crate) speaker: Option<Speaker>,
    /// The entity, if the article names one.
    pub(crate) entity: Option<usize>,
}

/// Returns the speaker that the label of a turn names.
pub(crate) fn resolve_label(scene: &Scene<'_>, label: TextRange) -> LabelSpeaker {
    let written = label.of(scene.text);
    let (entity, fallback) = match written.to_lowercase().as_str() {
        // The author asks, the guest answers.
        "q" | "question" | "interviewer" => (None, scene.author),
        "a" | "answer" => (find_interviewee(scene), None),
        lower => (
            full_name_in(scene, label)
                .or_else(|| earlier_full_label(scene, label))
                .or_else(|| entity_with_initials(scene, written))
                .or_else(|| {
                    // "THE COURT": an office, not whoever is named like it.
                    let is_office = lower.starts_with("the ");
                    (!is_office).then(|| entity_ending_like(scene, written))?
                }),
            Some(written),
        ),
    };
    name_entity(scene, label, entity, fallback)
}

/// Returns who answers in an interview without labels: its guest.
pub(crate) fn resolve_answer(scene: &Scene<'_>) -> LabelSpeaker {
    let entity = find_interviewee(scene);
    let known = entity.and_then(|at| scene.entities.get(at));
    let mention = known.map_or(TextRange::new(0, 0), |known| known.name);
    name_entity(scene, mention, entity, None)
}

/// Makes a speaker of an entity, or of a name where there is none, with the words at `label` as the mention.
fn name_entity(
    scene: &Scene<'_>,
    label: TextRange,
    entity: Option<usize>,
    fallback: Option<&str>,
) -> LabelSpeaker {
    let known = entity.and_then(|at| scene.entities.get(at));
    let shown = known.map(|known| speakers::shown_name(scene, known));
    let name = shown.as_deref().or(fallback);
    LabelSpeaker {
        speaker: name.map(|name| Speaker {
            mention: label,
            name: speakers::to_plain_words(&unshout_name(scene, label, name)),
            role: known
                .and_then(|known| roles::stated_role(scene, known))
                .or_else(|| role_in_label(scene, label))
                .map(|role| unshout_role(&speakers::to_plain_role(role.of(scene.text)))),
        }),
        entity,
    }
}

/// Returns a name that the article only has in capitals as a name is written, in full if one of the labels has it so:
/// "Ana Ruiz" for "RUIZ" and "Dr. ANA RUIZ".
fn unshout_name(scene: &Scene<'_>, label: TextRange, name: &str) -> String {
    if !turn_labels::is_shouted(name) || label.len() < SHORTEST_NAME {
        return name.to_owned();
    }
    if let Some(office) = name.strip_prefix("THE ") {
        return format!("The {}", unshout_role(office));
    }
    let full = scene
        .turns
        .turns_like(scene.text, label)
        .map(|(other, _)| other.of(scene.text))
        .max_by_key(|other| other.split_whitespace().count());
    let words: Vec<&str> = full.unwrap_or(name).split_whitespace().collect();
    // "FIRE CHIEF ANA RUIZ": what comes before the name is her role.
    let is_office =
        |word: &&str| matches!(class_of(word).class, WordClass::Title | WordClass::Person);
    let begins_with_given = words
        .first()
        .is_some_and(|word| class_of(word).given.is_some());
    // The last word is the surname, also where it is that of an office: "MARY BISHOP".
    let before_last = words.get(..words.len().saturating_sub(1));
    let office = before_last.and_then(|words| words.iter().rposition(is_office));
    let start = office.filter(|_| !begins_with_given).map_or(0, |at| at + 1);
    let words = words.get(start..).unwrap_or_default();
    let is_titled = start > 0 && matches!(words, [word] if is_plain_name(word));
    if is_person_name(words) || is_titled {
        let lowered: Vec<String> = words.iter().map(|word| lower_name(word)).collect();
        lowered.join(" ")
    } else {
        name.to_owned()
    }
}

/// Returns a role in capitals as a role is written: "Fire Chief" for "FIRE CHIEF", but "CEO".
fn unshout_role(role: &str) -> String {
    if role.contains(char::is_lowercase) {
        return role.to_owned();
    }
    let lower = |word: &str| match class_of(word).class {
        WordClass::Preposition | WordClass::Determiner | WordClass::Conjunction => {
            word.to_lowercase()
        }
        _ if word.chars().count() < SHORTEST_NAME => word.to_owned(),
        _ => lower_name(word),
    };
    role.split_whitespace()
        .map(lower)
        .collect::<Vec<_>>()
        .join(" ")
}

fn class_of(word: &str) -> &'static WordEntry {
    lexicon::look_up(WordKey::new(word.trim_end_matches('.')))
}

/// Returns `true` if words in capitals are a person's name; "L.A. WEEKLY" stays as it is.
fn is_person_name(words: &[&str]) -> bool {
    let is_given = words
        .first()
        .is_some_and(|word| class_of(word).given.is_some());
    words.len() > 1 && (is_given || words.iter().all(|word| is_plain_name(word)))
}

/// Returns `true` if nothing shows a word to be anything but a part of a name.
fn is_plain_name(word: &str) -> bool {
    let known = class_of(word);
    let is_initial = word.len() == 2 && word.ends_with('.');
    let is_word = word.chars().filter(|c| c.is_alphabetic()).count() > 2
        && word
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'));
    (is_word || is_initial)
        && !known.is_place
        && !known.is_land
        && matches!(known.class, WordClass::Unknown | WordClass::Suffix)
}

/// Returns a word of a name in capitals as it is written: "Ruiz", "O'Brien", "`McBride`".
fn lower_name(word: &str) -> String {
    let mut is_first = true;
    let lowered = word.char_indices().map(|(at, c)| {
        let is_after_mc = at == 2 && word.len() > 4 && word.starts_with("MC");
        let letter = if is_first || is_after_mc {
            c
        } else {
            c.to_lowercase().next().unwrap_or(c)
        };
        is_first = !c.is_alphabetic();
        letter
    });
    lowered.collect()
}

/// Returns what the label of somebody's first turn says behind the name: "host" in "ANA RUIZ, host:".
fn role_in_label(scene: &Scene<'_>, label: TextRange) -> Option<TextRange> {
    let mut turns = scene.turns.turns_like(scene.text, label);
    turns.find_map(|(other, words)| {
        // Initials have no colon: what follows them is spoken.
        let between = scene.text.get(other.end..words.start)?.trim_end();
        let whole = between.strip_suffix(':')?;
        let inside = whole.trim_start_matches([',', ' ', '(']);
        let start = other.end + whole.len() - inside.len();
        let role = TextRange::new(start, start + inside.trim_end_matches([' ', ')']).len());
        (!role.is_empty() && role.len() <= LONGEST_ROLE).then_some(role)
    })
}

/// Returns the entity of a full name in the label.
fn full_name_in(scene: &Scene<'_>, label: TextRange) -> Option<usize> {
    let first = scene
        .mentions
        .partition_point(|mention| mention.range.start < label.start);
    let mention = scene.mentions.get(first)?;
    let is_full = mention.tokens.1 > mention.tokens.0;
    (label.contains_range(mention.range) && is_full).then_some(mention.entity)?
}

/// Returns the entity of the nearest earlier label that is a full name with the same last word.
fn earlier_full_label(scene: &Scene<'_>, label: TextRange) -> Option<usize> {
    let last = |label: TextRange| label.of(scene.text).split_whitespace().next_back();
    let end = scene
        .regions
        .partition_point(|region| region.range.start < label.start);
    let before = scene.regions.get(..end).unwrap_or_default().iter().rev();
    before
        .take(LONGEST_EXCHANGE)
        .filter_map(|region| region.bounds.turn_label())
        .filter(|other| last(*other) == last(label))
        .find_map(|other| full_name_in(scene, other))
}

/// Returns the entity whose name ends as the label does, the one named most.
fn entity_ending_like(scene: &Scene<'_>, label: &str) -> Option<usize> {
    let mut words = label
        .split_whitespace()
        .map(|word| WordKey::new(word.trim_end_matches('.')));
    let last = words.rfind(|word| lexicon::look_up(*word).class != WordClass::Suffix)?;
    most_named(scene, |entity| entity.ends_with(last), scene.text.len())
}

/// Returns the entity whose words begin with the letters of a label, the one named most: "AR" for Ana Ruiz.
fn entity_with_initials(scene: &Scene<'_>, label: &str) -> Option<usize> {
    let is_initials =
        (2..=3).contains(&label.len()) && label.bytes().all(|c| c.is_ascii_uppercase());
    let fits = |entity: &Entity| {
        let name = entity.name.of(scene.text);
        // "JDH" and "JD" are both John Dunn-Hale.
        let begins = |is_gap: fn(char) -> bool| {
            let words = name.split(is_gap);
            words
                .filter_map(|word| word.chars().next())
                .eq(label.chars())
        };
        begins(char::is_whitespace) || begins(|c| c.is_whitespace() || c == '-')
    };
    is_initials.then(|| most_named(scene, fits, scene.text.len()))?
}

/// Returns the guest of an interview: the person named most before the first turn.
fn find_interviewee(scene: &Scene<'_>) -> Option<usize> {
    let first = scene.regions.iter().find(|region| {
        matches!(
            region.bounds,
            Bounds::Turn(_) | Bounds::Answer | Bounds::QuotedAnswer
        )
    })?;
    let is_guest = |entity: &Entity| {
        let name = entity.name.of(scene.text);
        entity.is_person_like() && entity.word_count() > 1 && scene.author != Some(name)
    };
    most_named(scene, is_guest, first.range.start)
}

/// Returns the wanted entity that is named most before the byte `end`, the first of equals.
fn most_named(scene: &Scene<'_>, wanted: impl Fn(&Entity) -> bool, end: usize) -> Option<usize> {
    let count = |entity: &Entity| {
        let before = |index: &&usize| {
            scene
                .mentions
                .get(**index)
                .is_some_and(|mention| mention.range.start < end)
        };
        entity.mentions.iter().filter(before).count()
    };
    scene
        .entities
        .iter()
        .enumerate()
        .filter(|(_, entity)| wanted(entity) && entity.sort != MentionSort::Document)
        .map(|(at, entity)| (count(entity), at))
        .filter(|(count, _)| *count > 0)
        .max_by_key(|(count, at)| (*count, std::cmp::Reverse(*at)))
        .map(|(_, at)| at)
}
