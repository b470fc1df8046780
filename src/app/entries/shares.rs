//! Entries about who gets to speak: in the open article, in the list, in what was found.

use std::collections::HashMap;

use crate::app::menu::MenuEntry;
use crate::app::overlay::EntryChoice;
use crate::app::reading::ReadingPane;
use crate::article::{Article, Quote};
use crate::people::{Gender, QuotedShares, SpeakerClass, SpeakerShare, kind_of};
use crate::search::words::split_words;
use crate::text::Clean;
use crate::text::number::{format_count, format_number};

/// How many speakers have a line.
const MOST_SPEAKERS: usize = 200;

/// Returns lines for the shares of many articles; a person's line leads to their page.
pub(in crate::app) fn list_entries(shares: &QuotedShares) -> Vec<MenuEntry> {
    share_entries(shares, &|speaker| match speaker.class {
        SpeakerClass::Person | SpeakerClass::Organisation => {
            Some(EntryChoice::Person(Clean::new(&speaker.name)))
        }
        SpeakerClass::Unnamed | SpeakerClass::Unknown => None,
    })
}

/// Returns lines for the shares of the open article; a speaker's line leads to their first quote.
pub(in crate::app) fn article_entries(reading: &ReadingPane) -> Vec<MenuEntry> {
    let Some(article) = reading.article() else {
        return Vec::new();
    };
    let quotes = reading.quotes();
    let first_quote = |speaker: &SpeakerShare| {
        let mut quotes = quotes.iter();
        let first = quotes.position(|quote| speaker_names(quote).any(|name| name == speaker.name));
        first.map(EntryChoice::Quote)
    };
    share_entries(&count_shares(article, quotes), &first_quote)
}

fn share_entries(
    shares: &QuotedShares,
    choose: &dyn Fn(&SpeakerShare) -> Option<EntryChoice>,
) -> Vec<MenuEntry> {
    if shares.speakers().is_empty() {
        return Vec::new();
    }
    let row = |name: &str, words: usize| {
        let share = shares.percent(words);
        MenuEntry::row(name, &format!("{}, {share}%", format_count(words, "word")))
    };
    let words = format!("Of {} quoted words", format_number(shares.words()));
    let mut entries = vec![MenuEntry::heading(&words)];
    entries.extend(SpeakerClass::ALL.map(|class| row(class.name(), shares.words_of(class))));
    entries.push(MenuEntry::heading("Named people, as the texts say"));
    entries.extend([
        row("women", shares.words_by(Some(Gender::Woman))),
        row("men", shares.words_by(Some(Gender::Man))),
        row("not said", shares.words_by(None)),
    ]);
    entries.push(MenuEntry::heading("Speakers"));
    let speakers = shares.speakers().iter().take(MOST_SPEAKERS);
    entries.extend(speakers.map(|speaker| {
        let name = if speaker.name.is_empty() {
            "unknown speaker"
        } else {
            &speaker.name
        };
        let quotes = format_count(speaker.quotes, "quote");
        let share = shares.percent(speaker.words);
        let entry = MenuEntry::row(name, &format!("{quotes}, {share}% of the quoted words"));
        match choose(speaker) {
            Some(choice) => entry.with_choice(choice),
            None => entry,
        }
    }));
    entries
}

/// Counts the quoted words of an article by speaker; an article says of its speakers what they are called in it.
fn count_shares(article: &Article, quotes: &[Quote]) -> QuotedShares {
    let mut shares: HashMap<&str, SpeakerShare> = HashMap::new();
    for quote in quotes {
        let fragments = quote.fragments.iter();
        let words = fragments.map(|range| split_words(article.words_in(*range)).count());
        let words: usize = words.sum();
        let names: Vec<&str> = speaker_names(quote).collect();
        for (at, name) in names.iter().enumerate() {
            let share = shares.entry(name).or_insert_with(|| new_share(name));
            share.quotes += 1;
            share.words += words / names.len() + usize::from(at < words % names.len());
        }
        // What the text calls the speaker that was found says nothing about one that the reader has set.
        if let (Some(speaker), [name], false) = (&quote.speaker, &*names, quote.is_corrected)
            && let Some(gender) = Gender::of_mention(article.words_in(speaker.mention))
            && let Some(share) = shares.get_mut(name)
        {
            share.gender = share.gender.or(Some(gender));
        }
    }
    QuotedShares::new(shares.into_values().collect())
}

fn new_share(name: &str) -> SpeakerShare {
    SpeakerShare {
        name: name.to_owned(),
        class: if name.is_empty() {
            SpeakerClass::Unknown
        } else {
            SpeakerClass::of_kind(kind_of(name))
        },
        gender: None,
        quotes: 0,
        words: 0,
    }
}

/// Returns the names of those who said a quote; an empty one if that is not known.
fn speaker_names(quote: &Quote) -> impl Iterator<Item = &str> {
    let are_several = quote.speaker.is_some() && quote.speakers.len() > 1;
    let several = quote.speakers.iter().filter(move |_| are_several);
    let one = quote
        .speaker
        .as_ref()
        .map_or("", |speaker| speaker.name.as_str());
    let one = (!are_several).then_some(one);
    several.map(|speaker| speaker.name.as_str()).chain(one)
}
