//! Entries about who could have said the quotes of the open article.

use std::cmp::Reverse;

use crate::app::menu::MenuEntry;
use crate::app::overlay::EntryChoice;
use crate::app::reading::ReadingPane;
use crate::article::{Quote, Speaker, TextRange};
use crate::people::{NameKind, kind_of};
use crate::text::{Clean, number};

/// The ends of words that name no person, however they are written.
const IDEAS: [&str; 6] = ["ism", "isms", "cracy", "ology", "isation", "ization"];

/// Returns who could have said the selected quote, the present speaker first, and the other corrections of it.
pub(in crate::app) fn correction_entries(reading: &ReadingPane) -> Vec<MenuEntry> {
    let quote = reading.selected_quote();
    let present = quote.and_then(|quote| Some(quote.speaker.as_ref()?.name.as_str()));
    let mut entries: Vec<MenuEntry> = list_candidates(reading, quote)
        .iter()
        .map(|person| {
            let is_present = present == Some(&*person.name);
            speaker_entry(reading, person, is_present)
        })
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
    let people = people.map(|person| speaker_entry(reading, person, false));
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

/// Returns the present speaker of a quote, then those who speak in the article, the other people that it names, its
/// organisations, and the authors.
fn list_candidates(reading: &ReadingPane, quote: Option<&Quote>) -> Vec<Speaker> {
    let present = quote.and_then(|quote| quote.speaker.as_ref());
    let mut people: Vec<Speaker> = present.into_iter().cloned().collect();
    let others = reading.candidate_speakers();
    let others = others.into_iter().map(|person| {
        let quotes = count_quotes(reading, &person.name);
        (person, quotes)
    });
    let mut others = rank_candidates(others.collect());
    let authors = reading
        .article()
        .map_or::<&[Clean], _>(&[], |article| &article.metadata.authors);
    others.extend(authors.iter().map(|author| Speaker {
        mention: TextRange::default(),
        name: author.as_str().to_owned(),
        role: Some("author".to_owned()),
    }));
    for person in others {
        if people.iter().all(|known| known.name != person.name) {
            people.push(person);
        }
    }
    people
}

/// Returns those of the named who could have said something, the likeliest first: by their quotes, then people before
/// organisations.
///
/// Laws, places and ideas have names too, and say nothing.
fn rank_candidates(mut named: Vec<(Speaker, usize)>) -> Vec<Speaker> {
    named.retain(|(person, quotes)| *quotes > 0 || rank_name(person).is_some());
    named.sort_by_key(|(person, quotes)| (Reverse(*quotes), rank_name(person)));
    named.into_iter().map(|(person, _)| person).collect()
}

/// Returns how likely it is that somebody who is only named speaks, 0 for the likeliest; `None` if a name cannot.
fn rank_name(named: &Speaker) -> Option<u8> {
    let name = named.name.as_str();
    match kind_of(name) {
        NameKind::Person if name.contains(' ') || named.role.is_some() => Some(0),
        NameKind::Organisation => Some(1),
        // One word may be anything with a capital letter.
        NameKind::Person if !IDEAS.iter().any(|ending| name.ends_with(ending)) => Some(2),
        NameKind::Person | NameKind::Description | NameKind::NoName => None,
    }
}

/// Returns the entry of a name that was typed.
pub(in crate::app) fn typed_speaker(name: &str) -> MenuEntry {
    let choice = EntryChoice::Speaker(Clean::line(name));
    MenuEntry::row(name, "as typed").with_choice(choice)
}

/// Returns the entry of somebody, with what they are, how often they speak, and whether the quote is theirs now.
fn speaker_entry(reading: &ReadingPane, person: &Speaker, is_present: bool) -> MenuEntry {
    let quotes = count_quotes(reading, &person.name);
    let count = (quotes > 0).then(|| number::format_count(quotes, "quote"));
    let present = is_present.then(|| "now".to_owned());
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

/// Counts the quotes of a speaker in the open article.
fn count_quotes(reading: &ReadingPane, name: &str) -> usize {
    let quotes = reading.quotes().iter();
    let speakers = quotes.flat_map(|quote| &quote.speakers);
    speakers.filter(|speaker| speaker.name == name).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_speak_come_first_and_what_cannot_speak_is_left_out() {
        let named = [
            ("Harbor Protection Act", 0),
            ("Tidewater Council", 0),
            ("Wren", 0),
            ("Oda Lund", 0),
            ("Communism", 0),
            ("a fisherman", 1),
            ("Finn Berg", 3),
        ];
        let named = named.map(|(name, quotes)| {
            let speaker = Speaker {
                mention: TextRange::default(),
                name: name.to_owned(),
                role: None,
            };
            (speaker, quotes)
        });
        let ranked = rank_candidates(named.to_vec());
        let order: Vec<&str> = ranked.iter().map(|person| person.name.as_str()).collect();
        let expected = [
            "Finn Berg",
            "a fisherman",
            "Oda Lund",
            "Tidewater Council",
            "Wren",
        ];
        assert_eq!(order, expected);
    }
}
