//! `pullquote speakers --share`: prints who has how many of the quoted words.

use std::io::{self, Write};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;
use serde_json::{Map, Value};

use super::columns::pad_cells;
use super::hit_source::unreachable_archive;
use super::row_format::write_json_line;
use super::{CommandOutcome, CommandResult, Console, refresh};
use crate::library::Archive;
use crate::people::{Gender, QuotedShares, SpeakerClass, SpeakerShare};
use crate::search::counts::{CountKey, GroupValue};
use crate::search::index::{Index, ShareGroup, ShareScope};
use crate::shared::reader::{SharedReader, SharedShareScope};
use crate::text::Clean;
use crate::text::measure::truncate;
use crate::text::number::format_number;

/// The most columns of a value in the table.
const VALUE: usize = 32;
/// Columns of a number of words.
const WORDS: usize = 11;
/// Columns of a share.
const SHARE: usize = 6;
/// How many speakers the table without groups names.
const NAMED: usize = 20;

/// Whom texts call women and men, and of whom they do not say.
const GENDERS: [(&str, Option<Gender>); 3] = [
    ("women", Some(Gender::Woman)),
    ("men", Some(Gender::Man)),
    ("not said", None),
];

/// The shares of a group as JSON.
#[derive(Debug, Serialize)]
struct ShareJson<'a> {
    /// The value of each key.
    by: Map<String, Value>,
    words: usize,
    people: usize,
    organisations: usize,
    unnamed: usize,
    unknown: usize,
    women: usize,
    men: usize,
    unsaid: usize,
    speakers: Vec<SpeakerJson<'a>>,
}

/// A speaker as JSON.
#[derive(Debug, Serialize)]
struct SpeakerJson<'a> {
    name: Option<&'a str>,
    kind: &'static str,
    gender: Option<&'static str>,
    quotes: usize,
    words: usize,
}

/// Returns the parser of what shares can be counted by.
pub(super) fn share_key_parser() -> impl TypedValueParser<Value = CountKey> {
    // By speaker they are counted anyway.
    let keys = || {
        CountKey::ALL
            .into_iter()
            .filter(|key| *key != CountKey::Speaker)
    };
    PossibleValuesParser::new(keys().map(CountKey::name)).try_map(move |name| {
        let known = keys().find(|key| key.name() == name);
        known.ok_or("not something to count by")
    })
}

/// Prints the shares of an archive, in groups by some keys.
///
/// # Errors
/// Fails when the index cannot be read or nothing can be printed.
pub(super) fn print_shares(
    archive: &Archive,
    keys: &[CountKey],
    is_json: bool,
    console: &mut Console<'_>,
) -> CommandResult {
    let count = |index: &Index| index.count_shares(ShareScope::All, keys);
    let groups = refresh::query_index(archive, console, count)?;
    print_groups(&groups, keys, is_json, console)
}

/// Prints the shares of a shared archive, in groups by some keys.
///
/// # Errors
/// Fails when the server cannot be asked or nothing can be printed.
pub(super) fn print_shared(
    reader: &dyn SharedReader,
    keys: &[CountKey],
    is_json: bool,
    console: &mut Console<'_>,
) -> CommandResult {
    let groups = reader.count_shares(SharedShareScope::All, keys);
    let groups = groups.map_err(unreachable_archive)?;
    print_groups(&groups, keys, is_json, console)
}

fn print_groups(
    groups: &[ShareGroup],
    keys: &[CountKey],
    is_json: bool,
    console: &mut Console<'_>,
) -> CommandResult {
    if is_json {
        write_json(groups, keys, console.out)?;
    } else if keys.is_empty() {
        for group in groups {
            write_classes(&group.shares, console.out)?;
        }
    } else {
        write_table(groups, keys, console.out)?;
    }
    if groups.is_empty() {
        return Ok(CommandOutcome::NothingFound(Clean::line("no quotes found")));
    }
    Ok(CommandOutcome::Done)
}

fn write_json(groups: &[ShareGroup], keys: &[CountKey], out: &mut dyn Write) -> io::Result<()> {
    for group in groups {
        let values = keys.iter().zip(&group.values);
        let by = values.map(|(key, value)| (key.name().to_owned(), value.as_text().into()));
        let shares = &group.shares;
        let speakers = shares.speakers();
        let printed = ShareJson {
            by: by.collect(),
            words: shares.words(),
            people: shares.words_of(SpeakerClass::Person),
            organisations: shares.words_of(SpeakerClass::Organisation),
            unnamed: shares.words_of(SpeakerClass::Unnamed),
            unknown: shares.words_of(SpeakerClass::Unknown),
            women: shares.words_by(Some(Gender::Woman)),
            men: shares.words_by(Some(Gender::Man)),
            unsaid: shares.words_by(None),
            speakers: speakers.iter().map(SpeakerJson::from_share).collect(),
        };
        write_json_line(&printed, out)?;
    }
    Ok(())
}

impl<'a> SpeakerJson<'a> {
    fn from_share(share: &'a SpeakerShare) -> Self {
        Self {
            name: (!share.name.is_empty()).then_some(&*share.name),
            kind: match share.class {
                SpeakerClass::Person => "person",
                SpeakerClass::Organisation => "organisation",
                SpeakerClass::Unnamed => "unnamed",
                SpeakerClass::Unknown => "unknown",
            },
            gender: share.gender.map(|gender| match gender {
                Gender::Woman => "woman",
                Gender::Man => "man",
            }),
            quotes: share.quotes,
            words: share.words,
        }
    }
}

/// Writes the words and shares of each class of speakers, of women and men, and of those who speak most.
fn write_classes(shares: &QuotedShares, out: &mut dyn Write) -> io::Result<()> {
    for class in SpeakerClass::ALL {
        write_share(shares, class.name(), shares.words_of(class), out)?;
    }
    writeln!(out, "\nnamed people, as the texts say")?;
    for (name, gender) in GENDERS {
        write_share(shares, name, shares.words_by(gender), out)?;
    }
    writeln!(out)?;
    let named = shares.speakers().iter();
    let named = named.filter(|speaker| !speaker.name.is_empty());
    for speaker in named.take(NAMED) {
        write_share(shares, &speaker.name, speaker.words, out)?;
    }
    Ok(())
}

/// Writes a line: words, their share of all, whose they are.
fn write_share(
    shares: &QuotedShares,
    name: &str,
    words: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (share, words) = (shares.percent(words), format_number(words));
    writeln!(out, "{words:>WORDS$} {share:>SHARE$}%  {name}")
}

/// Writes a line for each group: its values, its words, and the shares in hundredths.
fn write_table(groups: &[ShareGroup], keys: &[CountKey], out: &mut dyn Write) -> io::Result<()> {
    let values = |group: &ShareGroup| -> Vec<String> {
        let values = group.values.iter().map(GroupValue::as_text);
        let shown = values.map(|value| truncate(value.unwrap_or("unknown"), VALUE).0.to_owned());
        shown.collect()
    };
    let names: Vec<String> = keys.iter().map(|key| key.name().to_owned()).collect();
    let mut rows = vec![names];
    rows.extend(groups.iter().map(values));
    for (number, cells) in pad_cells(&rows).iter().enumerate() {
        write!(out, "{cells}")?;
        match number.checked_sub(1).and_then(|number| groups.get(number)) {
            Some(group) => write_shares_in_row(&group.shares, out)?,
            None => write_heads(out)?,
        }
    }
    Ok(())
}

fn write_heads(out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{:>WORDS$}", "words")?;
    for name in [
        "people", "org.", "unnamed", "unknown", "women", "men", "unsaid",
    ] {
        write!(out, "{name:>8}")?;
    }
    writeln!(out)
}

fn write_shares_in_row(shares: &QuotedShares, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{:>WORDS$}", format_number(shares.words()))?;
    let classes = SpeakerClass::ALL.map(|class| shares.words_of(class));
    let genders = GENDERS.map(|(_, gender)| shares.words_by(gender));
    for words in classes.into_iter().chain(genders) {
        write!(out, "{:>7}%", shares.percent(words))?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(month: &str) -> ShareGroup {
        let speaker = |name: &str, class, gender, words| SpeakerShare {
            name: name.to_owned(),
            class,
            gender,
            quotes: 2,
            words,
        };
        ShareGroup {
            values: vec![GroupValue::Period(month.to_owned())],
            shares: QuotedShares::new(vec![
                speaker("Oda Lund", SpeakerClass::Person, Some(Gender::Woman), 1200),
                speaker("a pilot", SpeakerClass::Unnamed, None, 400),
                speaker("", SpeakerClass::Unknown, None, 400),
            ]),
        }
    }

    fn written(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn without_groups_classes_and_speakers_have_lines() {
        let text = written(|out| write_classes(&group("2026-01").shares, out));
        insta::assert_snapshot!(text);
    }

    #[test]
    fn a_group_is_a_row_of_shares() {
        let text = written(|out| write_table(&[group("2026-01")], &[CountKey::Month], out));
        let expected = "month          words  people    org. unnamed unknown   women     men  unsaid\n\
                        2026-01        2,000     60%      0%     20%     20%     60%      0%      0%\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn an_object_has_a_group_with_its_speakers() {
        let lines = written(|out| write_json(&[group("2026-01")], &[CountKey::Month], out));
        let printed: Value = serde_json::from_str(&lines).unwrap();
        assert_eq!(printed["by"]["month"], "2026-01");
        assert_eq!(
            (&printed["people"], &printed["women"]),
            (&1200.into(), &1200.into())
        );
        assert_eq!(printed["speakers"][0]["gender"], "woman");
        assert_eq!(printed["speakers"][1]["name"], Value::Null);
    }
}
