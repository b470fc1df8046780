//! `pullquote count`: counts the quotes that a query finds, by speaker, source or time.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::ZonedDateTime;
use serde::Serialize;
use serde_json::{Map, Value};

use super::columns::pad_cells;
use super::hit_rows::unreadable_catalogue;
use super::hit_source::unreachable_archive;
use super::row_format::write_json_line;
use super::search::{readable_query, reject_misplaced_option};
use super::shared_option::{SharedOption, own_flags};
use super::{CommandError, CommandOutcome, CommandResult, Console, Environment, refresh};
use crate::library::corrections::CorrectedIndex;
use crate::search::counts::{CountKey, GroupCount, GroupValue};
use crate::search::hits::{HitFlags, HitOrder, HitRequest, SearchScope};
use crate::search::index::Index;
use crate::search::query::Query;
use crate::shared::reader::SharedReader;
use crate::text::Clean;
use crate::text::measure::truncate;
use crate::text::number::format_number;

/// The columns of the longest bar.
const BAR: usize = 30;

/// The most columns of a name in the table.
const NAME: usize = 32;

/// Count the quotes that a query finds, by speaker, source or time
///
/// The query is that of 'pullquote search'. Several values of '--by' are counted together. By time the groups are in its
/// order, else the largest comes first. A quote of several speakers counts for each of them.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
#[command(after_help = "\
Examples:
  pullquote count --by speaker ferry
  pullquote count --by month 'said:holm \"night boat\"' ~/news
  pullquote count --by source,year --csv tide > tide.csv")]
pub struct CountArguments {
    /// What to look for
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    query: String,
    /// Files or folders with articles
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What to count by, one or several separated by commas
    #[arg(long, value_name = "WHAT", value_delimiter = ',', default_value = "speaker", value_parser = key_parser())]
    by: Vec<CountKey>,
    /// Count only what is indexed already, without looking for new articles
    #[arg(long)]
    as_is: bool,
    #[command(flatten)]
    shared: SharedOption,
    /// Print a table of comma-separated values
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    /// Print one JSON object per group
    #[arg(long)]
    json: bool,
}

fn key_parser() -> impl TypedValueParser<Value = CountKey> {
    PossibleValuesParser::new(CountKey::ALL.map(CountKey::name)).try_map(|name| {
        let known = CountKey::ALL.into_iter().find(|key| key.name() == name);
        known.ok_or("not something to count by")
    })
}

/// A group as JSON.
#[derive(Debug, Serialize)]
struct GroupJson {
    /// The value of each key.
    by: Map<String, Value>,
    quotes: usize,
    articles: usize,
}

/// Counts what a query finds in the paths that are named, else in the folders of the config.
///
/// # Errors
/// Fails when the query is empty or cannot be read, a path does not exist, the index cannot be read or nothing can be
/// printed.
pub fn run(
    arguments: &CountArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> CommandResult {
    let today = ZonedDateTime::now().date();
    reject_misplaced_option(&arguments.query, "count")?;
    let query = readable_query(&arguments.query, today)?;
    let groups = match arguments
        .shared
        .open_reader(&arguments.paths, environment)?
    {
        Some(reader) => count_shared(&*reader, &query, arguments, environment, console)?,
        None => count_here(&query, arguments, environment, console)?,
    };
    print_groups(groups, &query, arguments, console)
}

/// Counts in files.
fn count_here(
    query: &Query,
    arguments: &CountArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> Result<Vec<GroupCount>, CommandError> {
    let folders = environment.article_paths(&arguments.paths, &environment.load_config()?)?;
    let archive = environment.open_archive(&folders);
    let archive = refresh::prepare_archive(archive, arguments.as_is, console)?;
    let catalogue = archive.open_catalogue().map_err(unreadable_catalogue)?;
    let flags = catalogue.flags_for(query).map_err(unreadable_catalogue)?;
    let ask = count_request(query, &flags);
    let count = |index: &Index| {
        CorrectedIndex::of_archive(index, &archive, &catalogue).count_groups(&ask, &arguments.by)
    };
    refresh::query_index(&archive, console, count)
}

/// Counts in a shared archive; notes if only the newest hits were counted.
fn count_shared(
    reader: &dyn SharedReader,
    query: &Query,
    arguments: &CountArguments,
    environment: &Environment,
    console: &mut Console<'_>,
) -> Result<Vec<GroupCount>, CommandError> {
    let flags = own_flags(query, environment)?;
    let counted = reader
        .count_groups(&count_request(query, &flags), &arguments.by)
        .map_err(unreachable_archive)?;
    if counted.is_partial {
        writeln!(
            console.notes,
            "pullquote: there are very many matches, of which the newest were counted; narrow them, as by 'after:2026'"
        )?;
    }
    Ok(counted.groups)
}

fn count_request<'a>(query: &'a Query, flags: &'a HitFlags) -> HitRequest<'a> {
    HitRequest {
        query,
        scope: SearchScope::Quotes,
        flags,
        order: HitOrder::Newest,
        limit: 0,
        today: ZonedDateTime::now().date(),
    }
}

fn print_groups(
    mut groups: Vec<GroupCount>,
    query: &Query,
    arguments: &CountArguments,
    console: &mut Console<'_>,
) -> CommandResult {
    sort_groups(&mut groups, &arguments.by);
    write_groups(&groups, arguments, console.out)?;
    if groups.is_empty() {
        let nothing = format!("no matches: {}", query.in_words());
        return Ok(CommandOutcome::NothingFound(Clean::line(&nothing)));
    }
    Ok(CommandOutcome::Done)
}

fn write_groups(
    groups: &[GroupCount],
    arguments: &CountArguments,
    out: &mut dyn Write,
) -> io::Result<()> {
    if arguments.json {
        write_json(groups, &arguments.by, out)
    } else if arguments.csv {
        write_csv(groups, &arguments.by, out)
    } else {
        write_table(groups, out)
    }
}

/// Sorts groups by the most quotes; those by time stay in its order.
fn sort_groups(groups: &mut [GroupCount], keys: &[CountKey]) {
    let is_time = matches!(
        keys.first(),
        Some(CountKey::Day | CountKey::Month | CountKey::Year)
    );
    if !is_time {
        groups.sort_by_key(|group| std::cmp::Reverse(group.quotes));
    }
}

fn write_json(groups: &[GroupCount], keys: &[CountKey], out: &mut dyn Write) -> io::Result<()> {
    for group in groups {
        let values = keys.iter().zip(&group.values);
        let by = values.map(|(key, value)| (key.name().to_owned(), value.as_text().into()));
        let printed = GroupJson {
            by: by.collect(),
            quotes: group.quotes,
            articles: group.articles,
        };
        write_json_line(&printed, out)?;
    }
    Ok(())
}

fn write_csv(groups: &[GroupCount], keys: &[CountKey], out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    let names = keys.iter().map(|key| key.name());
    table.write_record(names.chain(["quotes", "articles"]))?;
    for group in groups {
        let values = group.values.iter();
        let values = values.map(|value| value.as_text().unwrap_or_default().to_owned());
        let counts = [group.quotes.to_string(), group.articles.to_string()];
        table.write_record(values.chain(counts))?;
    }
    table.flush()
}

/// Writes the values, the numbers of quotes and of articles, and a bar, in columns.
fn write_table(groups: &[GroupCount], out: &mut dyn Write) -> io::Result<()> {
    let most = groups.iter().map(|group| group.quotes).max().unwrap_or(1);
    let rows: Vec<Vec<&str>> = groups
        .iter()
        .map(|group| group.values.iter().map(shown_value).collect())
        .collect();
    for (group, cells) in groups.iter().zip(pad_cells(&rows)) {
        let (quotes, articles) = (format_number(group.quotes), format_number(group.articles));
        writeln!(
            out,
            "{cells}{quotes:>7}  {articles:>7}  {}",
            draw_bar(group.quotes, most)
        )?;
    }
    Ok(())
}

fn shown_value(value: &GroupValue) -> &str {
    truncate(value.as_text().unwrap_or("unknown"), NAME).0
}

/// Returns a bar in the proportion of a count to the greatest one; never empty.
fn draw_bar(count: usize, most: usize) -> String {
    let columns = (count * BAR).div_ceil(most.max(1));
    "█".repeat(columns.clamp(1, BAR))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn groups() -> Vec<GroupCount> {
        let group = |month: &str, name: Option<&str>, quotes| GroupCount {
            values: vec![
                GroupValue::Period(month.to_owned()),
                name.map_or(GroupValue::Unknown, |name| {
                    GroupValue::Name(Clean::new(name))
                }),
            ],
            quotes,
            articles: 1,
        };
        vec![
            group("2026-01", Some("Oda \"Lund\""), 2),
            group("2026-02", None, 1200),
        ]
    }

    const KEYS: [CountKey; 2] = [CountKey::Month, CountKey::Speaker];

    fn written(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_table_has_bars() {
        let table = written(|out| write_table(&groups(), out));
        let bar = "█".repeat(BAR);
        let expected = format!(
            "2026-01  Oda \"Lund\"        2        1  █\n2026-02  unknown       1,200        1  {bar}\n"
        );
        assert_eq!(table, expected);
    }

    #[test]
    fn a_spreadsheet_has_a_header() {
        let table = written(|out| write_csv(&groups(), &KEYS, out));
        assert_eq!(
            table,
            "month,speaker,quotes,articles\n2026-01,\"Oda \"\"Lund\"\"\",2,1\n2026-02,,1200,1\n"
        );
    }

    #[test]
    fn an_object_has_the_values_by_their_keys() {
        let lines = written(|out| write_json(&groups(), &KEYS, out));
        let last: Value = serde_json::from_str(lines.lines().last().unwrap()).unwrap();
        assert_eq!(
            last,
            serde_json::json!({"by": {"month": "2026-02", "speaker": null}, "quotes": 1200, "articles": 1})
        );
    }

    #[rstest]
    #[case::time(&KEYS, 2)]
    #[case::others(&[CountKey::Speaker, CountKey::Month], 1200)]
    fn the_largest_is_first_unless_time_orders_them(
        #[case] keys: &[CountKey],
        #[case] first: usize,
    ) {
        let mut groups = groups();
        sort_groups(&mut groups, keys);
        assert_eq!(groups[0].quotes, first);
    }
}
