//! Entries about who could have said the quotes of the open article.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::app::menu::MenuEntry;
use crate::app::overlay::EntryChoice;
use crate::app::reading::ReadingPane;
use crate::article::{Quote, Speaker, TextRange};
use crate::people::{NameUse, People};
use crate::text::{Clean, number};

/// How many people are offered at the most: each is compared with those before.
const MOST_CANDIDATES: usize = 200;

/// Returns who could have said the selected quote, the present speaker first, and the other corrections of it.
pub(in crate::app) fn correction_entries(reading: &ReadingPane) -> Vec<MenuEntry> {
    let quote = reading.selected_quote();
    let mut entries: Vec<MenuEntry> = list_candidates(reading, quote)
        .iter()
        .map(|candidate| speaker_entry(reading, candidate))
        .collect();
    if !entries.is_empty() {
        entries.push(MenuEntry::rule());
    }
    entries.push(
        MenuEntry::row("unknown speaker", "the text does not say who")
            .with_choice(EntryChoice::UnknownSpeaker),
    );
    entries.push(
        MenuEntry::row("not a quote", "nobody said this").with_choice(EntryChoice::NotAQuote),
    );
    entries.push(
        MenuEntry::row("someone else …", "type the name").with_choice(EntryChoice::OtherSpeaker),
    );
    if reading.correction_of_selected().is_some() {
        entries.push(
            MenuEntry::row("as found", "undo the correction").with_choice(EntryChoice::AsFound),
        );
    }
    entries
}

/// Returns who could have said the passage that is being selected.
pub(in crate::app) fn passage_entries(reading: &ReadingPane) -> Vec<MenuEntry> {
    let people = list_candidates(reading, None);
    let rule = (!people.is_empty()).then(MenuEntry::rule);
    let people = people.iter();
    let people = people.map(|candidate| speaker_entry(reading, candidate));
    let others = [
        MenuEntry::row(
            "unknown speaker",
            "a quote, but the text does not say whose",
        )
        .with_choice(EntryChoice::UnknownSpeaker),
        MenuEntry::row("someone else …", "type the name").with_choice(EntryChoice::OtherSpeaker),
    ];
    people.chain(rule).chain(others).collect()
}

/// Somebody who may have said a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Candidate {
    speaker: Speaker,
    /// The quotes in the article, under all spellings of the name.
    quotes: usize,
    /// Whether the quote is theirs now.
    is_present: bool,
}

/// Returns the present speaker of a quote, then those who speak in the article, the other people that it names, and the
/// authors; each person once.
fn list_candidates(reading: &ReadingPane, quote: Option<&Quote>) -> Vec<Candidate> {
    let present = quote.and_then(|quote| quote.speaker.as_ref());
    let authors = reading
        .article()
        .map_or::<&[Clean], _>(&[], |article| &article.metadata.authors);
    let authors = authors.iter().map(|author| Speaker {
        mention: TextRange::default(),
        name: author.as_str().to_owned(),
        role: Some("author".to_owned()),
    });
    let named = reading.named_people();
    // A message or a report that speaks is nobody.
    let is_thing = |speaker: &Speaker| named.things.contains(&speaker.name);
    let quoted = list_quoted(reading.quotes()).into_iter();
    let others = quoted
        .filter(|(speaker, _)| !is_thing(speaker))
        .map(|(speaker, quotes)| (speaker.clone(), quotes))
        .chain(named.people.into_iter().map(|one| (one, 0)))
        .chain(authors.map(|author| (author, 0)));
    let others = others.map(|(speaker, quotes)| Candidate {
        speaker,
        quotes,
        is_present: false,
    });
    let present = present.map(|speaker| Candidate {
        speaker: speaker.clone(),
        quotes: 0,
        is_present: true,
    });
    join_spellings(present.into_iter().chain(others).collect())
}

/// Returns those who speak in quotes and how often, the one with most quotes first, equals by who speaks first.
fn list_quoted(quotes: &[Quote]) -> Vec<(&Speaker, usize)> {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut speakers: Vec<(&Speaker, usize)> = Vec::new();
    for speaker in quotes.iter().flat_map(|quote| &quote.speakers) {
        let next = speakers.len();
        let number = *numbers.entry(&speaker.name).or_insert(next);
        match speakers.get_mut(number) {
            Some((_, quotes)) => *quotes += 1,
            None => speakers.push((speaker, 1)),
        }
    }
    speakers.sort_by_key(|(_, quotes)| Reverse(*quotes));
    speakers
}

/// Joins those who are one person, as "Nesta Reed" and "N. Reed" are: the first one gets the quotes of the others.
fn join_spellings(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut people = People::default();
    for candidate in &candidates {
        let name = candidate.speaker.name.as_str();
        // Each by itself: two who are named in one article would count as told apart there.
        people.add_article(&[NameUse {
            name,
            mention: name,
            role: candidate.speaker.role.as_deref(),
        }]);
    }
    people.renew();
    let mut joined: Vec<Candidate> = Vec::new();
    for candidate in candidates.into_iter().take(MOST_CANDIDATES) {
        let name = candidate.speaker.name.as_str();
        let is_known = |known: &&mut Candidate| {
            let other = known.speaker.name.as_str();
            other == name || people.are_one(other, name)
        };
        let Some(known) = joined.iter_mut().find(is_known) else {
            joined.push(candidate);
            continue;
        };
        known.quotes += candidate.quotes;
        let role = &mut known.speaker.role;
        *role = role.take().or(candidate.speaker.role);
    }
    joined
}

/// Returns the entry of a name that was typed.
pub(in crate::app) fn typed_speaker(name: &str) -> MenuEntry {
    let choice = EntryChoice::Speaker(Clean::line(name));
    MenuEntry::row(name, "as typed").with_choice(choice)
}

/// Returns the entry of somebody, with what they are, how often they speak, and whether the quote is theirs now.
fn speaker_entry(reading: &ReadingPane, candidate: &Candidate) -> MenuEntry {
    let (person, quotes) = (&candidate.speaker, candidate.quotes);
    let count = (quotes > 0).then(|| number::format_count(quotes, "quote"));
    let present = candidate.is_present.then(|| "now".to_owned());
    let rest: Vec<String> = count.into_iter().chain(present).collect();
    let role = person.role.as_deref().map(Clean::line).unwrap_or_default();
    let comma = if role.is_empty() || rest.is_empty() {
        ""
    } else {
        ", "
    };
    let choice = EntryChoice::Speaker(Clean::line(&person.name));
    let detail = format!("{role}{comma}{}", rest.join(", "));
    MenuEntry {
        droppable: role.len() + comma.len(),
        speaker: reading.colours().number_of(person),
        ..MenuEntry::row(&person.name, &detail).with_choice(choice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(name: &str, quotes: usize) -> Candidate {
        Candidate {
            speaker: Speaker {
                mention: TextRange::default(),
                name: name.to_owned(),
                role: None,
            },
            quotes,
            is_present: false,
        }
    }

    #[test]
    fn two_spellings_of_a_person_are_one_row_with_all_quotes() {
        let named = [
            ("Nesta Pugh-Reed", 2),
            ("a fisherman", 1),
            ("Finn Berg", 1),
            ("N. Pugh-Reed", 1),
            ("Ada Berg", 0),
            ("a sailor", 0),
        ];
        let joined = join_spellings(named.map(|(name, quotes)| candidate(name, quotes)).to_vec());
        let found: Vec<(&str, usize)> = joined
            .iter()
            .map(|one| (one.speaker.name.as_str(), one.quotes))
            .collect();
        let expected = [
            ("Nesta Pugh-Reed", 3),
            ("a fisherman", 1),
            ("Finn Berg", 1),
            ("Ada Berg", 0),
            ("a sailor", 0),
        ];
        assert_eq!(found, expected);
    }
}
