//! Tests which of the stored quotes and stories queries find.

use std::fs;
use std::path::Path;

use jiff::Span;
use jiff::civil::{Date, date};
use rstest::rstest;
use tempfile::TempDir;

use super::*;
use crate::article::{
    Article, ArticleId, Block, BlockKind, Confidence, Metadata, Quote, QuoteId, QuoteKind, Speaker,
    TextRange,
};
use crate::search::counts::CountKey;
use crate::search::hits::{FlaggedHits, HitFlags, HitOrder, HitRequest, SearchHits, SearchScope};
use crate::search::query::{Query, QueryWords};
use crate::text::Clean;

pub(super) const TODAY: Date = date(2026, 5, 6);

/// An index of a few articles.
pub(super) struct Shelf {
    folder: TempDir,
    pub(super) flags: HitFlags,
}

/// An article of one paragraph, and the speakers of the words between its curly quotation marks.
pub(super) struct Story {
    pub(super) number: u128,
    pub(super) day: Option<Date>,
    pub(super) source: &'static str,
    pub(super) text: &'static str,
    pub(super) speakers: &'static [&'static str],
}

impl Story {
    fn article(&self) -> Article {
        let title = format!("The tide of {}", self.number);
        let text = format!("{title}\n\n{}", self.text);
        let headline = title.len();
        let blocks = [
            (BlockKind::Headline, TextRange::new(0, headline)),
            (
                BlockKind::Paragraph,
                TextRange::new(headline + 2, text.len()),
            ),
        ];
        Article {
            identity: None,
            blocks: blocks.map(|(kind, range)| Block::new(kind, range)).to_vec(),
            metadata: Metadata {
                title: Clean::new(&title),
                source: Some(Clean::new(self.source)),
                authors: (self.number == 2)
                    .then(|| Clean::new("Ada Wren"))
                    .into_iter()
                    .collect(),
                url: (self.number == 2).then(|| Clean::new("https://estuary.example/2/noon")),
                published: self.day,
                ..Metadata::default()
            },
            text: Clean::new(&text),
            links: Vec::new(),
            left_out: Vec::new(),
        }
    }

    fn quotes(&self, article: &Article) -> Vec<Quote> {
        let opened = article.text.match_indices('“');
        let closed = article.text.match_indices('”');
        let mut speakers = self.speakers.iter();
        let quotes = opened.zip(closed).map(|((start, _), (end, mark))| {
            let range = TextRange::new(start, end + mark.len());
            let said = speakers.next().copied().unwrap_or_default();
            let all: Vec<Speaker> = said
                .split(" & ")
                .filter(|name| !name.is_empty())
                .map(|name| speaker(name, article))
                .collect();
            Quote {
                id: QuoteId::from_words(
                    ArticleId::from_number(self.number),
                    article.words_in(range),
                    0,
                ),
                is_corrected: false,
                kind: QuoteKind::Direct,
                range,
                fragments: vec![range],
                speaker: all.first().cloned(),
                speakers: all,
                cue: None,
                confidence: Confidence::default(),
                reasons: Vec::new(),
                runner_up: None,
            }
        });
        quotes.collect()
    }
}

#[test]
fn each_of_those_who_speak_together_is_found_and_counted() {
    let shelf = Shelf::of(&[Story {
        number: 1,
        day: None,
        source: "Herald",
        text: "“We mend it,” said Oda Lund and Finn Berg.",
        speakers: &["Oda Lund & Finn Berg"],
    }]);
    let (found, _) = shelf.found(SearchScope::Quotes, "said:berg ");
    assert_eq!(
        found.hits.first().and_then(|hit| hit.speaker.as_deref()),
        Some("Oda Lund and Finn Berg")
    );
    let rows = Index::from_folder(shelf.path()).all_speakers().unwrap();
    let counts: Vec<(&str, usize, usize)> = rows
        .iter()
        .map(|row| (row.name.as_str(), row.quotes, row.articles))
        .collect();
    assert_eq!(counts, [("Finn Berg", 1, 1), ("Oda Lund", 1, 1)]);
}

/// Parses a speaker: a name, maybe with what the text calls them ("Oda Lund as Lund"), and maybe a role.
fn speaker(name: &str, article: &Article) -> Speaker {
    let (name, role) = match name.split_once(", ") {
        Some((name, role)) => (name, Some(role.to_owned())),
        None => (name, None),
    };
    let (name, mention) = name.split_once(" as ").unwrap_or((name, name));
    let start = article.text.rfind(mention).unwrap();
    Speaker {
        mention: TextRange::new(start, start + mention.len()),
        name: name.to_owned(),
        role,
    }
}

impl Shelf {
    pub(super) fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            flags: HitFlags::default(),
        }
    }

    fn of(stories: &[Story]) -> Self {
        let shelf = Self::new();
        shelf.add(stories);
        shelf
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn write(&self) -> ArticleIndexer {
        ArticleIndexer::open(self.path()).unwrap().0
    }

    pub(super) fn add(&self, stories: &[Story]) {
        let mut writer = self.write();
        for story in stories {
            let article = story.article();
            let quotes = story.quotes(&article);
            let id = ArticleId::from_number(story.number);
            writer
                .add_article(ArticleDocuments::from_article(&article, id, &quotes))
                .unwrap();
        }
        writer.commit(checkpoint(1)).unwrap();
        writer.wait_for_merges().unwrap();
    }

    fn found(&self, scope: SearchScope, query: &str) -> (SearchHits, SearchHits) {
        let index = Index::from_folder(self.path());
        let query = Query::parse_text(query, TODAY);
        let ask = HitRequest {
            query: &query,
            scope,
            flags: &self.flags,
            order: HitOrder::Relevance,
            limit: 50,
            today: TODAY,
        };
        let newest = index.first_hits(&ask).unwrap();
        let relevant = index.relevant_hits(&ask, &|| true).unwrap().unwrap();
        (newest, relevant)
    }

    /// Returns the articles of the hits, newest first.
    fn articles(&self, scope: SearchScope, query: &str) -> Vec<u128> {
        let (newest, relevant) = self.found(scope, query);
        let numbers = |found: &SearchHits| -> Vec<u128> {
            found
                .hits
                .iter()
                .map(|hit| hit.article.as_number())
                .collect()
        };
        let (newest, mut ranked) = (numbers(&newest), numbers(&relevant));
        assert_eq!(relevant.total, Some(newest.len()));
        let mut sorted = newest.clone();
        sorted.sort_unstable();
        ranked.sort_unstable();
        assert_eq!(ranked, sorted, "both orders hold the same hits");
        newest
    }

    fn quotes(&self, query: &str) -> Vec<u128> {
        self.articles(SearchScope::Quotes, query)
    }
}

pub(super) fn checkpoint(batch: i64) -> Checkpoint {
    Checkpoint {
        catalogue: 7,
        batch,
    }
}

/// Returns stories, newest first; the last has no date.
fn stories() -> Vec<Story> {
    let story = |number, day, source, text, speakers| Story {
        number,
        day,
        source,
        text,
        speakers,
    };
    vec![
        story(
            1,
            Some(date(2026, 5, 1)),
            "Harbor Ledger",
            "“We denied nothing,” said Oda Lund. “The harbour isn’t closed,” Lund added.",
            &["Oda Lund", "Oda Lund as Lund, the harbour master"],
        ),
        story(
            2,
            Some(date(2026, 2, 1)),
            "Estuary Gazette",
            "“High\nwater comes at noon,” said Señora Núñez.",
            &["Señora Núñez"],
        ),
        story(
            3,
            Some(date(2020, 2, 1)),
            "Estuary Gazette",
            "“Never deny the sea its due: the water is high,” Lund said.",
            &["Lund"],
        ),
        story(
            4,
            None,
            "Pilot Post",
            "“We have no comment on follow-up work.”",
            &[],
        ),
    ]
}

#[rstest]
#[case::in_any_form("deny ", &[1, 3])]
#[case::all_words("never due ", &[3])]
#[case::a_beginning("wat", &[2, 3])]
#[case::a_longer_beginning("nothi", &[1])]
#[case::only_what_is_spelt_so("comme", &[4])]
#[case::the_first_letter("w", &[1, 2, 3, 4])]
#[case::a_phrase_over_a_line_break("\"high water\" ", &[2])]
#[case::a_phrase_being_typed("\"high wat", &[2])]
#[case::a_phrase_with_one_letter_more("\"high w", &[2])]
#[case::a_straight_apostrophe("isn't ", &[1])]
#[case::no_hyphen("\"follow up\" ", &[4])]
#[case::a_hyphen("follow-up ", &[4])]
#[case::a_speaker("said:lund ", &[1, 1, 3])]
#[case::a_speaker_without_accents("said:nunez ", &[2])]
#[case::a_speaker_being_typed("said:nu", &[2])]
#[case::a_full_name("said:\"oda lund\" ", &[1, 1, 3])]
#[case::a_whole_name("said:=lund ", &[1, 1, 3])]
#[case::no_whole_name("said:=oda ", &[])]
#[case::whole_names("said:=(\"Oda Lund\" LUND)", &[1, 1, 3])]
#[case::a_source("in:estuary ", &[2, 3])]
#[case::since("after:2026-02 ", &[1, 1, 2])]
#[case::until("before:2026-02 ", &[3])]
#[case::on_days("on:2026-02 ", &[2])]
#[case::some_days_ago("after:7d ", &[1, 1])]
#[case::an_exclusion("high -noon ", &[3])]
#[case::exclusions_alone("-said:lund -noon ", &[4])]
#[case::either("noon OR comment ", &[2, 4])]
#[case::groups("(noon OR comment) -\"high water\" ", &[4])]
#[case::days_in_a_group("(on:2020 OR said:nunez) water ", &[2, 3])]
#[case::a_property("is:direct -said:lund ", &[2, 4])]
#[case::no_block("is:block ", &[])]
#[case::not_the_story_around_it("tide ", &[])]
#[case::nothing(" ", &[])]
#[case::anything("* ", &[1, 1, 2, 3, 4])]
#[case::a_start_with_a_star("noth* denied ", &[1])]
#[case::and("noon AND high ", &[2])]
#[case::not("high NOT noon ", &[3])]
#[case::and_before_or("noon AND never OR comment ", &[4])]
#[case::a_word_of_the_paragraph("about:senora noon ", &[2])]
#[case::a_word_of_the_paragraph_in_any_form("about:closing ", &[1, 1])]
#[case::a_start_of_a_word_of_the_paragraph("about:clos", &[1, 1])]
#[case::a_paragraph_is_not_the_headline("about:tide ", &[])]
#[case::a_headline("title:3 ", &[3])]
#[case::a_headline_with_two_words("title:\"of tide\" in:estuary ", &[2, 3])]
#[case::an_author("author:wren ", &[2])]
#[case::a_link("url:estuary.example/2 ", &[2])]
#[case::no_link("url:example/estuary ", &[])]
#[case::a_link_being_typed("url:https://estuary.ex", &[2])]
#[case::a_whole_source("in:=\"estuary gazette\" ", &[2, 3])]
#[case::no_whole_source("in:=gazette ", &[])]
#[case::somebody_unknown("is:unknown ", &[4])]
#[case::nobody_is_unsure("is:corrected ", &[])]
fn quotes_are_found(#[case] query: &str, #[case] articles: &[u128]) {
    assert_eq!(Shelf::of(&stories()).quotes(query), articles);
}

/// Returns a shelf with a story of which all quotes are parts of one.
fn broken_quote(text: &'static str) -> Shelf {
    let story = Story {
        number: 1,
        day: None,
        source: "Herald",
        text,
        speakers: &[],
    };
    let article = story.article();
    let parts = story.quotes(&article);
    let mut whole = parts[0].clone();
    whole.fragments = parts.iter().map(|part| part.range).collect();
    whole.range = whole.range.union(parts[parts.len() - 1].range);
    let shelf = Shelf::new();
    let mut writer = shelf.write();
    let id = ArticleId::from_number(1);
    writer
        .add_article(ArticleDocuments::from_article(&article, id, &[whole]))
        .unwrap();
    writer.commit(checkpoint(1)).unwrap();
    writer.wait_for_merges().unwrap();
    shelf
}

#[rstest]
#[case::no_words_of_the_reporter("added ", &[])]
#[case::no_phrase_with_them("\"harm she\" ", &[])]
#[case::a_phrase_over_the_break("\"harm at all\" ", &["harm", "at all"])]
#[case::one_being_typed("\"no harm a", &["no harm", "at"])]
#[case::words_of_both_parts("meant all ", &["meant", "all"])]
fn a_broken_quote_is_one_text(#[case] query: &str, #[case] marked: &[&str]) {
    let shelf = broken_quote("“We meant no harm,” she added, “at all.”");
    let (found, _) = shelf.found(SearchScope::Quotes, query);
    let marks = found.hits.iter().flat_map(|hit| {
        let marks = hit.marks.iter();
        marks.map(|mark| mark.of(&hit.text))
    });
    assert_eq!(marks.collect::<Vec<_>>(), marked);
}

#[test]
fn a_hit_knows_its_quoted_parts() {
    let shelf = broken_quote("“We meant no harm,” she added, “at all.”");
    let (found, _) = shelf.found(SearchScope::Quotes, "harm ");
    let hit = &found.hits[0];
    let parts: Vec<&str> = hit
        .fragments
        .iter()
        .map(|part| part.of(&hit.text))
        .collect();
    assert_eq!(parts, ["“We meant no harm,”", "“at all.”"]);
}

#[rstest]
#[case::one_letter("\"in the s", &[1])]
#[case::two_letters("\"in the st", &[1])]
#[case::other_letters("\"in the x", &[])]
#[case::more_words("\"up in the s", &[1])]
#[case::words_twice("\"the sea the s", &[2])]
#[case::the_whole_last_word("\"a", &[1, 2, 3])]
fn a_begun_word_follows_the_others(#[case] query: &str, #[case] articles: &[u128]) {
    let story = |number, text| Story {
        number,
        day: Some(date(2026, 5, 9 - i8::try_from(number).unwrap())),
        source: "Herald",
        text,
        speakers: &[],
    };
    let shelf = Shelf::of(&[
        story(1, "“We sat up in the storm, alas.”"),
        story(2, "“In the end the sea, the ship, all.”"),
        story(3, "“Storms at sea in the north.”"),
    ]);
    assert_eq!(shelf.quotes(query), articles);
}

#[rstest]
#[case::irregular("buy ", "We bought it")]
#[case::a_plural("woman ", "The women left")]
#[case::another_form("stolen ", "They steal boats")]
#[case::initials("FBI ", "The F.B.I. came")]
#[case::no_initials("F.B.I. ", "The FBI came")]
#[case::a_number("3,000 ", "We lost 3000 crowns")]
#[case::a_hyphen("e-mail ", "I wrote an email")]
#[case::no_hyphen("emails ", "She read my e-mail")]
#[case::a_part_of_it("mail ", "She read my e-mail")]
#[case::in_a_phrase("\"an email today\" ", "I wrote an e-mail today")]
fn any_form_is_found(#[case] query: &str, #[case] text: &str) {
    let text: &'static str = format!("“{text}.”").leak();
    let story = Story {
        number: 1,
        day: None,
        source: "Herald",
        text,
        speakers: &[],
    };
    let shelf = Shelf::of(&[story]);
    let (found, _) = shelf.found(SearchScope::Quotes, query);
    assert!(!found.hits.is_empty());
    assert!(!found.hits[0].marks.is_empty());
}

#[rstest]
#[case("severe ", "Several boats came")]
#[case("general ", "They generate power")]
#[case("us ", "The U.S. left")]
fn other_words_are_not(#[case] query: &str, #[case] text: &str) {
    let text: &'static str = format!("“{text}.”").leak();
    let story = Story {
        number: 1,
        day: None,
        source: "Herald",
        text,
        speakers: &[],
    };
    let (found, _) = Shelf::of(&[story]).found(SearchScope::Quotes, query);
    assert!(found.hits.is_empty());
}

#[rstest]
#[case::another_word("\"comment on your work\" ", Some((3, 4, vec![])))]
#[case::of_six("\"have no comment on the follow\" ", Some((5, 6, vec![4])))]
#[case::one_too_many("\"high tide water comes at noon\" ", Some((5, 6, vec![2])))]
#[case::with_a_speaker("said:nunez \"water goes at noon\" ", Some((3, 4, vec![2])))]
#[case::of_another_speaker("said:lund \"water goes at noon\" ", Some((3, 4, vec![])))]
#[case::no_phrase("water ", None)]
fn a_phrase_with_one_wrong_word_is_offered(
    #[case] asked: &str,
    #[case] expected: Option<(usize, usize, Vec<u128>)>,
) {
    let shelf = Shelf::of(&stories());
    let index = Index::from_folder(shelf.path());
    let query = Query::parse_text(asked, TODAY);
    let ask = HitRequest {
        query: &query,
        scope: SearchScope::Quotes,
        flags: &shelf.flags,
        order: HitOrder::Relevance,
        limit: 9,
        today: TODAY,
    };
    let found = index.find_partial_phrase(&ask, &|| true).unwrap();
    let found = found.map(|found| {
        let hits = found.hits.hits.iter();
        assert_eq!(found.hits.total, Some(found.hits.hits.len()));
        assert!(hits.clone().all(|hit| !hit.marks.is_empty()));
        let articles: Vec<u128> = hits.map(|hit| hit.article.as_number()).collect();
        (found.found, found.wanted, articles)
    });
    assert_eq!(found, expected);
}

#[rstest]
#[case::by_speaker(&[CountKey::Speaker], &["Oda Lund 3/2", "Señora Núñez 1/1", "? 1/1"])]
#[case::by_source(&[CountKey::Source], &["Estuary Gazette 2/2", "Harbor Ledger 2/1", "Pilot Post 1/1"])]
#[case::by_month(&[CountKey::Month], &["2020-02 1/1", "2026-02 1/1", "2026-05 2/1", "? 1/1"])]
#[case::by_year_and_source(&[CountKey::Year, CountKey::Source], &[
    "2020 Estuary Gazette 1/1", "2026 Estuary Gazette 1/1", "2026 Harbor Ledger 2/1", "? Pilot Post 1/1",
])]
fn hits_are_counted_by_groups(#[case] keys: &[CountKey], #[case] expected: &[&str]) {
    let shelf = Shelf::of(&stories());
    let query = Query::parse_text("is:direct", TODAY);
    let ask = HitRequest {
        query: &query,
        scope: SearchScope::Quotes,
        flags: &shelf.flags,
        order: HitOrder::Relevance,
        limit: 0,
        today: TODAY,
    };
    let counts = Index::from_folder(shelf.path())
        .count_groups(&ask, keys)
        .unwrap();
    let shown = counts.iter().map(|count| {
        let values: Vec<&str> = count
            .values
            .iter()
            .map(|value| value.as_text().unwrap_or("?"))
            .collect();
        format!("{} {}/{}", values.join(" "), count.quotes, count.articles)
    });
    assert_eq!(shown.collect::<Vec<_>>(), expected);
}

#[test]
fn each_of_several_speakers_is_counted() {
    let shelf = Shelf::of(&[Story {
        number: 1,
        day: None,
        source: "Herald",
        text: "“We mend it,” said Oda Lund and Finn Berg.",
        speakers: &["Oda Lund & Finn Berg"],
    }]);
    let query = Query::parse_text("mend ", TODAY);
    let ask = HitRequest {
        query: &query,
        scope: SearchScope::Quotes,
        flags: &shelf.flags,
        order: HitOrder::Relevance,
        limit: 0,
        today: TODAY,
    };
    let counts = Index::from_folder(shelf.path())
        .count_groups(&ask, &[CountKey::Speaker])
        .unwrap();
    assert_eq!(counts.len(), 2);
}

#[rstest]
#[case::by_month(CountKey::Month, false)]
#[case::by_source(CountKey::Source, false)]
#[case::by_speaker(CountKey::Speaker, true)]
fn names_are_read_only_where_speakers_are_counted(#[case] key: CountKey, #[case] are_read: bool) {
    let shelf = Shelf::of(&stories());
    let query = Query::parse_text("is:direct", TODAY);
    let ask = HitRequest {
        query: &query,
        scope: SearchScope::Quotes,
        flags: &shelf.flags,
        order: HitOrder::Relevance,
        limit: 0,
        today: TODAY,
    };
    let index = Index::from_folder(shelf.path());
    assert!(!index.count_groups(&ask, &[key]).unwrap().is_empty());
    let (_, columns) = index.open_commit().unwrap().unwrap();
    assert_eq!(columns.known_people().is_some(), are_read);
}

#[rstest]
#[case::all_of_one_name("said:\"oda lund\" ", 1)]
#[case::in_another_order("said:\"lund oda\" ", 1)]
#[case::a_begun_name("said:\"finn be", 1)]
#[case::one_letter("said:o", 1)]
#[case::two_letters_of_a_surname("said:be", 1)]
#[case::three_letters("said:fin", 1)]
#[case::four_letters("said:lund", 1)]
#[case::letters_of_nobody("said:un", 0)]
#[case::of_two_names("said:\"oda berg\" ", 0)]
#[case::of_two_names_begun("said:\"oda be", 0)]
#[case::both("said:lund said:berg ", 1)]
#[case::a_whole_name("said:=\"finn berg\" ", 1)]
#[case::excluded("-said:\"oda berg\" ", 1)]
fn the_words_of_a_name_are_those_of_one_speaker(#[case] query: &str, #[case] hits: usize) {
    let shelf = Shelf::of(&[Story {
        number: 1,
        day: None,
        source: "Herald",
        text: "“We mend it,” said Oda Lund and Finn Berg.",
        speakers: &["Oda Lund & Finn Berg"],
    }]);
    for scope in [SearchScope::Quotes, SearchScope::Stories] {
        let (found, _) = shelf.found(scope, query);
        assert_eq!(found.hits.len(), hits, "{scope:?}");
    }
}

#[rstest]
#[case::a_letter_of_the_quote("about:m", 1)]
#[case::a_letter_of_the_words_around("about:f", 1)]
#[case::of_a_form("about:s", 1)]
#[case::of_no_word("about:z", 0)]
fn a_letter_may_begin_any_word_of_the_paragraph(#[case] query: &str, #[case] hits: usize) {
    let shelf = Shelf::of(&[Story {
        number: 1,
        day: None,
        source: "Herald",
        text: "“We mend it,” said the ferrymen.",
        speakers: &[],
    }]);
    let (found, _) = shelf.found(SearchScope::Quotes, query);
    assert_eq!(found.hits.len(), hits);
}

#[test]
fn hits_are_counted_by_month_and_the_earliest_is_known() {
    let shelf = Shelf::of(&stories());
    let (_, found) = shelf.found(SearchScope::Quotes, "is:direct");
    let months: Vec<(String, usize)> = found
        .months
        .iter()
        .map(|count| (count.month.to_string(), count.hits))
        .collect();
    let expected = [("2020-02-01", 1), ("2026-02-01", 1), ("2026-05-01", 2)];
    assert_eq!(
        months,
        expected.map(|(month, hits)| (month.to_owned(), hits))
    );
    assert_eq!(found.total, Some(5), "one has no day");
    let first = found.first.map(|first| first.published.to_string());
    assert_eq!(
        first.as_deref().and_then(|day| day.get(..7)),
        Some("2020-02")
    );
}

#[test]
fn a_statement_comes_before_a_slogan() {
    let mut stories = stories();
    stories[0].text = "“Harbour first!” said Oda Lund.";
    stories[0].speakers = &["Oda Lund"];
    stories[2].text = "“We have to rebuild the harbour before the winter comes, or the boats will all go to \
        another one,” Lund said.";
    let (_, found) = Shelf::of(&stories).found(SearchScope::Quotes, "harbour ");
    let articles: Vec<u128> = found
        .hits
        .iter()
        .map(|hit| hit.article.as_number())
        .collect();
    assert_eq!(articles, [3, 1]);
}

#[rstest]
#[case::by_the_title("tide ", &[1, 2, 3, 4])]
#[case::by_the_body("added ", &[1])]
#[case::by_who_is_quoted("said:lund ", &[1, 3])]
#[case::by_days("on:2026 ", &[1, 2])]
#[case::by_source("in:\"pilot post\" ", &[4])]
fn stories_are_found(#[case] query: &str, #[case] articles: &[u128]) {
    assert_eq!(
        Shelf::of(&stories()).articles(SearchScope::Stories, query),
        articles
    );
}

#[rstest]
#[case::one_letter_wrong("harbpur ", "harbour (1)", "harbour ")]
#[case::at_the_beginning_of_a_word("commrn", "comment (1)", "comment")]
#[case::a_short_name("said:lnd ", "", "")]
#[case::spelt_right("harbour ", "", "")]
#[case::nothing_like_it("zeppelin ", "", "")]
#[case::a_short_word("wirk ", "", "")]
#[case::beside_other_words("said:lund harbpur ", "harbour (1)", "said:lund harbour ")]
#[case::not_in_a_phrase("\"harbpur\" ", "", "")]
#[case::not_where_it_is_excluded("-harbpur zeppelin ", "", "")]
#[case::not_in_brackets("(harbpur) ", "", "")]
#[case::not_with_or("harbpur OR zeppelin ", "", "")]
#[case::a_speaker("said:lunnd ", "said:lund (3)", "said:lund ")]
#[case::a_longer_name("said:senhora ", "said:senora (1)", "said:senora ")]
#[case::a_name_of_two(
    "said:\"senhora nunez\" water ",
    "said:\"senora nunez\" (1)",
    "said:\"senora nunez\" water "
)]
#[case::a_source_in_short("in:hl ", "in:\"Harbor Ledger\" (2)", "in:\"Harbor Ledger\" ")]
#[case::a_source_glued(
    "in:estgazette -noon ",
    "in:\"Estuary Gazette\" (1)",
    "in:\"Estuary Gazette\" -noon "
)]
#[case::a_source_misspelt("in:gazete ", "in:gazette (2)", "in:gazette ")]
#[case::both(
    "said:senhora in:eg ",
    "said:senora in:\"Estuary Gazette\" (1)",
    "said:senora in:\"Estuary Gazette\" "
)]
fn what_is_written_nearly_so_is_offered(
    #[case] query: &str,
    #[case] offer: &str,
    #[case] replaced: &str,
) {
    let (_, found) = Shelf::of(&stories()).found(SearchScope::Quotes, query);
    let first = found.near.first();
    let label = first.map(|near| format!("{} ({})", near.label.as_str(), near.total));
    assert_eq!(label.unwrap_or_default(), offer, "{:?}", found.near);
    assert_eq!(
        first.map(|near| near.apply_to(query)).unwrap_or_default(),
        replaced
    );
}

#[rstest]
#[case::a_word("watre ")]
#[case::one_excluded("-watre in:pilot ")]
fn what_is_written_nearly_so_is_no_hit(#[case] query: &str) {
    let (_, found) = Shelf::of(&stories()).found(SearchScope::Quotes, query);
    let expected = usize::from(query.starts_with('-'));
    assert_eq!((found.hits.len(), found.total), (expected, Some(expected)));
}

#[test]
fn forms_of_a_word_are_hits_and_no_offers() {
    let mut stories = stories();
    stories[0].text = "“The boilers hum,” said Oda Lund. “A broiler,” Lund added.";
    stories[2].text = "“A boiler is a boiler,” said Lund.";
    let (_, found) = Shelf::of(&stories).found(SearchScope::Quotes, "boiler");
    assert_eq!(found.total, Some(2));
    let near: Vec<&str> = found.near.iter().map(|near| near.label.as_str()).collect();
    assert_eq!(near, ["broiler"]);
}

#[test]
fn a_hit_tells_who_where_and_when() {
    let shelf = Shelf::of(&stories());
    let (found, _) = shelf.found(SearchScope::Quotes, "harbour ");
    let hit = &found.hits[0];
    assert_eq!(hit.text.as_str(), "“The harbour isn’t closed,”");
    assert_eq!(hit.speaker.as_deref(), Some("Oda Lund"));
    assert_eq!(hit.role.as_deref(), Some("the harbour master"));
    assert_eq!(hit.source.as_deref(), Some("Harbor Ledger"));
    assert_eq!(hit.published, Some(date(2026, 5, 1)));
    assert_eq!(hit.marks[0].of(&hit.text), "harbour");
    let article = stories()[0].article();
    assert_eq!(article.words_in(hit.place.unwrap()), hit.text.as_str());
}

#[test]
fn hits_are_counted_by_speaker() {
    let (_, found) = Shelf::of(&stories()).found(SearchScope::Quotes, "after:2020 ");
    let speakers: Vec<(&str, usize)> = found
        .speakers
        .iter()
        .map(|(name, hits)| (name.as_str(), *hits))
        .collect();
    assert_eq!(speakers, [("Oda Lund", 3), ("Señora Núñez", 1)]);
}

#[test]
fn those_who_are_named_by_a_pronoun_alone_are_nobody_and_spellings_are_one() {
    let mut stories = stories();
    stories[0].speakers = &["ODA LUND as Oda Lund", "Oda Lund as Lund"];
    stories[1].speakers = &["She as said"];
    let shelf = Shelf::of(&stories);
    let (_, found) = shelf.found(SearchScope::Quotes, "after:2026 ");
    let told = |(name, hits): &(Clean, usize)| (name.as_str().to_owned(), *hits);
    let speakers: Vec<(String, usize)> = found.speakers.iter().map(told).collect();
    assert_eq!(speakers, [("Oda Lund".to_owned(), 2)]);
    let rows = Index::from_folder(shelf.path()).all_speakers().unwrap();
    assert!(rows.iter().all(|row| row.name.as_str() != "She"));
}

#[test]
fn the_closest_words_are_offered_first() {
    let mut stories = stories();
    stories[0].text = "“The movement grows,” said Oda Lund. “Grow,” Lund added.";
    stories[2].text = "“The government grows,” said Lund.";
    let (_, found) = Shelf::of(&stories).found(SearchScope::Quotes, "goverment ");
    let near: Vec<&str> = found.near.iter().map(|near| near.label.as_str()).collect();
    assert_eq!(near, ["government"]);
}

#[test]
fn of_two_hits_alike_the_newer_one_fits_better() {
    let mut stories = stories();
    stories[2].text = "“High\nwater comes at noon,” said Lund.";
    let (_, found) = Shelf::of(&stories).found(SearchScope::Quotes, "\"high water\" noon ");
    let articles: Vec<u128> = found
        .hits
        .iter()
        .map(|hit| hit.article.as_number())
        .collect();
    assert_eq!(articles, [2, 3]);
}

#[test]
fn what_the_reader_did_is_asked_for() {
    let mut shelf = Shelf::of(&stories());
    let stories = |numbers: &[u128]| {
        numbers
            .iter()
            .copied()
            .map(ArticleId::from_number)
            .collect()
    };
    let first = ArticleId::from_number(1);
    let denied = QuoteId::from_words(first, "“We denied nothing,”", 0);
    let words = |word: &str| QueryWords {
        words: vec![word.to_owned()],
        ..QueryWords::default()
    };
    let noted = FlaggedHits {
        stories: stories(&[3]),
        quotes: vec![(first, denied)],
        passages: Vec::new(),
    };
    shelf.flags = HitFlags {
        bookmarked: FlaggedHits {
            stories: stories(&[2, 4]),
            quotes: vec![(first, denied)],
            passages: stories(&[3]),
        },
        outdated: Vec::new(),
        read: stories(&[1, 2]),
        notes: vec![(words("check"), noted.clone())],
        noted,
        tagged: FlaggedHits {
            stories: stories(&[2, 3]),
            ..FlaggedHits::default()
        },
        tags: vec![
            (
                words("coast"),
                FlaggedHits {
                    stories: stories(&[3]),
                    ..FlaggedHits::default()
                },
            ),
            (
                words("denial"),
                FlaggedHits {
                    quotes: vec![(first, denied)],
                    passages: stories(&[4]),
                    ..FlaggedHits::default()
                },
            ),
        ],
    };
    assert_eq!(shelf.quotes("is:bookmarked "), [1, 2, 4]);
    assert_eq!(
        shelf.articles(SearchScope::Stories, "is:bookmarked "),
        [2, 3, 4]
    );
    assert_eq!(shelf.quotes("is:noted "), [1, 3]);
    assert_eq!(shelf.articles(SearchScope::Stories, "is:noted "), [1, 3]);
    assert_eq!(shelf.quotes("note:check -is:tagged "), [1]);
    assert_eq!(shelf.quotes("note:other "), []);
    assert_eq!(shelf.quotes("is:tagged "), [2, 3]);
    assert_eq!(shelf.quotes("tag:coast "), [3]);
    assert_eq!(shelf.quotes("tag:denial "), [1]);
    assert_eq!(shelf.articles(SearchScope::Stories, "tag:denial "), [1, 4]);
    assert_eq!(shelf.quotes("is:unread water "), [3]);
    assert_eq!(shelf.quotes("is:read -noon "), [1, 1]);
}

#[test]
fn the_newest_hits_are_those_of_all_segments() {
    let shelf = Shelf::new();
    let stories = stories();
    for story in stories.iter().rev() {
        shelf.add(std::slice::from_ref(story));
    }
    assert_eq!(shelf.quotes("w"), [1, 2, 3, 4]);
    let index = Index::from_folder(shelf.path());
    let query = Query::parse_text("w", TODAY);
    let ask = HitRequest {
        query: &query,
        scope: SearchScope::Quotes,
        flags: &shelf.flags,
        order: HitOrder::Newest,
        limit: 2,
        today: TODAY,
    };
    let newest = index.first_hits(&ask).unwrap();
    let articles: Vec<u128> = newest
        .hits
        .iter()
        .map(|hit| hit.article.as_number())
        .collect();
    assert_eq!(articles, [1, 2]);
}

#[rstest]
#[case::a_letter("w")]
#[case::letters("wat")]
#[case::a_phrase("\"the w")]
#[case::excluded("-noon w")]
#[case::days("after:2020 w")]
fn hits_of_one_score_are_ranked_as_all_others(
    #[case] query: &str,
    #[values(1, 2, 9)] limit: usize,
) {
    let shelf = Shelf::new();
    for story in stories() {
        shelf.add(std::slice::from_ref(&story));
        // Of each a second one in a segment of its own.
        shelf.add(&[Story {
            number: story.number + 100,
            ..story
        }]);
    }
    // The largest segment, which comes first, has the oldest ones.
    let older = (2..7).flat_map(|hundred| {
        stories().into_iter().map(move |story| Story {
            number: story.number + 100 * hundred,
            day: story.day.map(|day| day - Span::new().years(3)),
            ..story
        })
    });
    shelf.add(&older.collect::<Vec<_>>());
    let index = Index::from_folder(shelf.path());
    let (searcher, columns) = index.open_commit().unwrap().unwrap();
    let query = Query::parse_text(query, TODAY);
    let clause = query.clause.as_ref().unwrap();
    assert!(compile::has_equal_scores(clause));
    let ask = HitRequest {
        query: &query,
        scope: SearchScope::Quotes,
        flags: &shelf.flags,
        order: HitOrder::Relevance,
        limit,
        today: TODAY,
    };
    let compiled = answers::compile_request(&ask, clause, (&searcher, &columns)).unwrap();
    let today = documents::day_number(Some(TODAY));
    let ranked = [(false, 1000), (true, limit)].map(|(has_equal_scores, limit)| {
        relevant::best_documents(
            &searcher,
            &columns,
            &*compiled,
            limit,
            today,
            has_equal_scores,
        )
        .unwrap()
    });
    let [mut expected, found] = ranked;
    assert!(!expected.is_empty());
    expected.truncate(limit);
    assert_eq!(found, expected);
}

#[test]
fn the_oldest_hits_are_those_of_all_segments_and_undated_ones_are_last() {
    let shelf = Shelf::new();
    for story in &stories() {
        shelf.add(std::slice::from_ref(story));
    }
    let index = Index::from_folder(shelf.path());
    let oldest = |text: &str, limit| {
        let query = Query::parse_text(text, TODAY);
        let ask = HitRequest {
            query: &query,
            scope: SearchScope::Quotes,
            flags: &shelf.flags,
            order: HitOrder::Oldest,
            limit,
            today: TODAY,
        };
        let first = index.first_hits(&ask).unwrap();
        let whole = index.relevant_hits(&ask, &|| true).unwrap().unwrap();
        assert_eq!(first.hits, whole.hits);
        let articles = first.hits.iter().map(|hit| hit.article.as_number());
        articles.collect::<Vec<u128>>()
    };
    assert_eq!(oldest("w", 2), [3, 2]);
    assert_eq!(oldest("w", 9), [3, 2, 1, 4]);
    assert_eq!(oldest("* -noon", 9), [3, 1, 1, 4]);
}

#[test]
fn removed_articles_are_found_no_more() {
    let shelf = Shelf::of(&stories());
    let mut writer = shelf.write();
    writer.remove_article(ArticleId::from_number(2));
    writer.commit(checkpoint(2)).unwrap();
    writer.wait_for_merges().unwrap();
    assert_eq!(shelf.quotes("water "), [3]);
    assert_eq!(shelf.articles(SearchScope::Stories, "tide "), [1, 3, 4]);
}

#[test]
fn an_open_index_sees_what_is_added() {
    let shelf = Shelf::new();
    let index = Index::from_folder(shelf.path());
    assert_eq!(index.count_documents().unwrap(), 0);
    shelf.add(&stories());
    assert_eq!(index.count_documents().unwrap(), 9);
}

#[test]
fn an_open_index_goes_on_when_its_folder_is_deleted() {
    let shelf = Shelf::of(&stories());
    let index = Index::from_folder(shelf.path());
    assert_eq!(index.count_documents().unwrap(), 9);
    fs::remove_dir_all(shelf.path()).unwrap();
    assert_eq!(index.count_documents().unwrap(), 9);
    fs::create_dir(shelf.path()).unwrap();
    shelf.add(&stories()[..1]);
    assert_eq!(index.count_documents().unwrap(), 3);
}

#[test]
fn the_writer_knows_how_far_it_was() {
    let shelf = Shelf::new();
    let (mut writer, none) = ArticleIndexer::open(shelf.path()).unwrap();
    assert_eq!(none, None);
    writer.commit(checkpoint(5)).unwrap();
    writer.wait_for_merges().unwrap();
    assert_eq!(
        ArticleIndexer::open(shelf.path()).unwrap().1,
        Some(checkpoint(5))
    );
}

#[test]
fn one_writer_at_a_time() {
    let shelf = Shelf::new();
    let _writer = shelf.write();
    assert!(matches!(
        ArticleIndexer::open(shelf.path()),
        Err(IndexError::Busy)
    ));
}

#[rstest]
#[case::no_index_at_all("nonsense")]
#[case::of_another_version(r#"{"segments":[],"schema":[],"opstamp":0}"#)]
fn an_index_that_cannot_be_used_is_built_again(#[case] meta: &str) {
    let shelf = Shelf::of(&stories());
    fs::write(shelf.path().join("meta.json"), meta).unwrap();
    assert!(Index::from_folder(shelf.path()).count_documents().is_err());
    let (writer, checkpoint) = ArticleIndexer::open(shelf.path()).unwrap();
    assert_eq!(checkpoint, None);
    drop(writer);
    assert_eq!(
        Index::from_folder(shelf.path()).count_documents().unwrap(),
        0
    );
}

#[rstest]
fn a_pipe_in_the_index_is_not_opened(
    #[values("meta.json", ".managed.json", "pipe.store")] name: &str,
) {
    let shelf = Shelf::of(&stories());
    let path = shelf.path().join(name);
    let _ = fs::remove_file(&path);
    rustix::fs::mkfifoat(rustix::fs::CWD, &path, rustix::fs::Mode::RUSR).unwrap();
    assert_eq!(ArticleIndexer::last_checkpoint(shelf.path()), None);
    let index = Index::from_folder(shelf.path());
    assert!(matches!(
        index.count_documents(),
        Err(IndexError::Damaged(_))
    ));
    assert_eq!(ArticleIndexer::open(shelf.path()).unwrap().1, None);
}

/// Damages the file of an index that stores the texts of hits.
fn damage(shelf: &Shelf, change: impl Fn(&mut [u8])) {
    let files = fs::read_dir(shelf.path())
        .unwrap()
        .map(|file| file.unwrap().path());
    let store = files
        .into_iter()
        .find(|file| file.extension().is_some_and(|end| end == "store"));
    let store = store.unwrap();
    let mut bytes = fs::read(&store).unwrap();
    change(&mut bytes);
    fs::remove_file(&store).unwrap();
    fs::write(&store, bytes).unwrap();
}

#[test]
fn a_damaged_file_is_found_by_the_check() {
    let shelf = Shelf::of(&stories());
    let index = Index::from_folder(shelf.path());
    index.check_files().unwrap();
    damage(&shelf, |bytes| bytes[3] ^= 1);
    assert!(matches!(index.check_files(), Err(IndexError::Damaged(_))));
}

#[test]
fn damage_in_the_texts_of_the_hits_is_known_for_what_it_is() {
    let shelf = Shelf::of(&stories());
    damage(&shelf, |bytes| bytes[..40].fill(0xff));
    let query = Query::parse_text("water ", TODAY);
    let ask = HitRequest {
        query: &query,
        scope: SearchScope::Quotes,
        flags: &shelf.flags,
        order: HitOrder::Newest,
        limit: 9,
        today: TODAY,
    };
    let found = Index::from_folder(shelf.path()).first_hits(&ask);
    assert!(matches!(found, Err(IndexError::Damaged(_))), "{found:?}");
}

#[test]
fn a_file_that_is_cut_short_under_a_reader_is_not_touched_again() {
    let shelf = Shelf::of(&stories());
    let index = Index::from_folder(shelf.path());
    assert_eq!(index.count_documents().unwrap(), 9);
    for file in fs::read_dir(shelf.path()).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|end| end != "json") {
            let file = fs::File::options().write(true).open(path).unwrap();
            file.set_len(0).unwrap();
        }
    }
    assert!(matches!(index.all_speakers(), Err(IndexError::Damaged(_))));
    index.discard_own();
    shelf.add(&stories());
    assert_eq!(index.count_documents().unwrap(), 9);
}

#[test]
fn names_are_joined_where_the_articles_join_them() {
    let mut stories = stories();
    stories[1].text = "“Rain,” said Berg.";
    stories[1].speakers = &["Berg"];
    let shelf = Shelf::of(&stories);
    let rows = Index::from_folder(shelf.path()).all_speakers().unwrap();
    let rows: Vec<(&str, Vec<&str>, usize, usize)> = rows
        .iter()
        .map(|row| {
            let aliases = row.aliases.iter().map(Clean::as_str).collect();
            (row.name.as_str(), aliases, row.quotes, row.articles)
        })
        .collect();
    let expected = [("Oda Lund", vec!["Lund"], 3, 2), ("Berg", vec![], 1, 1)];
    assert_eq!(rows, expected);
}
