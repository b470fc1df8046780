//! Feeds as outlets publish them, and as attackers do.

use rstest::rstest;

use super::*;
use crate::article::TextCut;

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbor Ledger &amp;amp; Son</title><link>https://ledger.example/</link><language>en-us</language>
<item><title>The night ferry &lt;em&gt;stops&lt;/em&gt;</title><link>https://ledger.example/ferry</link><dc:creator>Ines Halloran</dc:creator>
<pubDate>Tue, 08 Sep 2026 16:05:00 GMT</pubDate><category>Boats</category><description>It stopped.</description>
<content:encoded><![CDATA[<p>The night ferry has stopped for good, said the <a href="https://ledger.example/m">harbor master</a>.</p>
<p>Share this story</p><blockquote><p>We will mend it until nobody can.</p></blockquote>]]></content:encoded></item>
<item><title>Another</title><link>https://ledger.example/other</link><description>Only a line of it.</description></item>
</channel></rss>"#;

const ATOM: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Island Notes</title><author><name>Otto Vance</name></author>
<entry><id>urn:1</id><title type="html">Who &amp;amp; why</title><updated>2026-09-08T23:05:00+10:00</updated>
<link rel="enclosure" href="https://notes.example/x.mp3"/><link href="https://notes.example/who"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Nobody <b>knows</b> who will row.</p></div></content></entry></feed>"#;

const JSON: &str = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Pier News","items":[
{"id":"1","url":"https://pier.example/1","title":"Pier closed","content_html":"<p>The pier is closed until further notice.</p>",
 "date_published":"2026-09-08T10:00:00Z","authors":[{"name":"Ada Quill"}]}]}"#;

fn articles(feed: &str) -> Vec<Article> {
    let entries = parse_feed(feed.as_bytes()).unwrap().entries;
    entries
        .into_iter()
        .filter_map(|entry| entry.article)
        .collect()
}

#[test]
fn an_entry_with_a_body_is_an_article() {
    let articles = articles(RSS);
    let [article] = articles.as_slice() else {
        panic!("one has a body: {articles:?}")
    };
    assert_eq!(
        article.text,
        "The night ferry has stopped for good, said the harbor master.\n\nWe will mend it until nobody can."
    );
    assert_eq!(article.words_in(article.links[0].range), "harbor master");
    let metadata = &article.metadata;
    assert_eq!(metadata.title, "The night ferry stops");
    assert_eq!(metadata.authors, ["Ines Halloran"]);
    assert_eq!(metadata.source.as_deref(), Some("Harbor Ledger & Son"));
    assert_eq!(
        metadata.url.as_deref(),
        Some("https://ledger.example/ferry")
    );
    assert_eq!(metadata.published.unwrap().to_string(), "2026-09-08");
    assert_eq!(metadata.tags, ["Boats"]);
}

#[test]
fn an_entry_without_a_body_is_its_summary_and_counted() {
    let loaded = parse_saved(Path::new("a.rss"), RSS.as_bytes());
    assert_eq!(loaded.articles.len(), 2);
    assert_eq!(loaded.articles[1].text, "Only a line of it.");
    assert!(
        loaded.problems[0]
            .message
            .starts_with("1 of 2 entries are only summaries")
    );
}

#[test]
fn atom_and_json_feeds_are_feeds() {
    let atom = articles(ATOM).remove(0);
    assert_eq!(atom.text, "Nobody knows who will row.");
    assert_eq!(atom.metadata.title, "Who & why");
    assert_eq!(atom.metadata.authors, ["Otto Vance"]);
    assert_eq!(
        atom.metadata.url.as_deref(),
        Some("https://notes.example/who")
    );
    let json = articles(JSON).remove(0);
    assert_eq!(json.metadata.source.as_deref(), Some("Pier News"));
    assert_eq!(json.metadata.authors, ["Ada Quill"]);
}

#[test]
fn a_feed_with_an_entity_bomb_is_refused() {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>"#;
    let problems = parse_saved(Path::new("a.xml"), bomb.as_bytes()).problems;
    assert_eq!(
        problems[0].message,
        "defines its own entities, as attacks do: refused"
    );
}

#[test]
fn a_feed_that_nests_without_end_is_refused() {
    let deep = format!("<rss version=\"2.0\">{}", "<a>".repeat(100_000));
    assert!(
        parse_feed(deep.as_bytes())
            .unwrap_err()
            .starts_with("nests elements deeper")
    );
    let deep = format!(
        "{{\"version\":\"https://jsonfeed.org/version/1\",\"title\":{}",
        "[".repeat(100_000)
    );
    assert!(parse_feed(deep.as_bytes()).is_err());
}

#[test]
fn what_is_no_feed_is_told() {
    for other in ["<html><p>x</p></html>", "{\"a\":1}", "", "plain"] {
        let problems = parse_saved(Path::new("a.xml"), other.as_bytes()).problems;
        assert!(
            problems[0].message.starts_with("is not a valid feed"),
            "{other}: {problems:?}"
        );
    }
}

#[test]
fn opml_is_a_list_of_feeds() {
    let list = r#"<?xml version="1.0"?><opml version="2.0"><body><outline text="News"><outline type="rss" text="Ledger &amp; Son"
        xmlUrl="https://ledger.example/feed?a=1&amp;b=2"/><outline text="Run" xmlUrl="exec:rm -rf"/><outline xmlUrl="https://ledger.example/feed?a=1&amp;b=2"/>
        </outline></body></opml>"#;
    let feeds = opml::parse_feeds(list.as_bytes()).unwrap();
    let listed = feeds
        .iter()
        .map(|feed| (feed.url.as_str(), feed.title.as_deref()));
    assert_eq!(
        listed.collect::<Vec<_>>(),
        [("https://ledger.example/feed?a=1&b=2", Some("Ledger & Son"))]
    );
    assert!(
        parse_saved(Path::new("a.xml"), list.as_bytes()).problems[0]
            .message
            .starts_with("is a list of 1 feeds")
    );
}

/// An item of RSS with a body of one paragraph.
fn item(inside: &str) -> String {
    format!(
        "<item>{inside}<description>&lt;p&gt;The ferry has stopped, said the harbor master.&lt;/p&gt;</description></item>"
    )
}

/// Returns what a feed says of its entries: of RSS, with these items.
fn entries(items: &str) -> Vec<FeedEntry> {
    let feed = format!(
        "<rss version='2.0'><channel><title>Pier News</title><link>https://pier.example/</link>{items}</channel></rss>"
    );
    parse_feed(feed.as_bytes()).unwrap().entries
}

#[rstest]
#[case::an_old_version("<rss version='0.94'><channel><title>Pier</title>", "</channel></rss>")]
#[case::no_version("<rss><channel><title>Pier</title>", "</channel></rss>")]
#[case::rdf(
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><channel rdf:about='x'><title>Pier</title></channel>",
    "</rdf:RDF>"
)]
#[case::a_cut_end("<rss version='2.0'><channel><title>Pier</title>", "<item><title>Cu")]
#[case::a_bare_ampersand(
    "<rss version='2.0'><channel><title>Pier</title><link>https://a.example/?a=1&b=2</link>",
    "</channel></rss>"
)]
#[case::tags_that_do_not_match(
    "<rss version='2.0'><channel><title>Pier</title><b>",
    "</i></channel></rss>"
)]
fn a_fault_costs_no_entry_that_is_whole(#[case] start: &str, #[case] end: &str) {
    let feed = format!("{start}{}{end}", item("<title>Salt & rope</title>"));
    let feed = parse_feed(feed.as_bytes()).unwrap();
    assert_eq!(feed.title, "Pier");
    assert_eq!(feed.entries.len(), 1);
    assert_eq!(feed.entries[0].metadata.title, "Salt & rope");
    assert!(feed.entries[0].summary.is_some());
}

#[test]
fn a_feed_in_another_charset_than_it_says_is_read() {
    let feed = [
        b"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>Caf\xe9 Quai</title>".as_slice(),
        item("<title>L\u{2019}\u{e9}t\u{e9}</title>").replace('\u{2019}', "'").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>().as_slice(),
        b"</channel></rss>",
    ]
    .concat();
    assert_eq!(parse_feed(&feed).unwrap().title, "Caf\u{e9} Quai");
}

#[test]
fn atom_of_2003_is_a_feed() {
    let feed = "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>Pier</title><entry><title>Ferry</title>\
        <issued>2003-12-13T08:29:29-04:00</issued><content type='text/html' mode='escaped'>&lt;p&gt;It stopped.&lt;/p&gt;</content></entry></feed>";
    let entry = parse_feed(feed.as_bytes()).unwrap().entries.remove(0);
    assert_eq!(entry.metadata.published.unwrap().to_string(), "2003-12-13");
    assert_eq!(entry.article.unwrap().text, "It stopped.");
}

#[rstest]
#[case::of_rss("<author>ada@pier.example (Ada Quill)</author>")]
#[case::of_dublin_core("<dc:creator>Ada Quill</dc:creator>")]
#[case::before_an_address("<author>Ada Quill ada@pier.example</author>")]
fn an_author_is_a_name(#[case] author: &str) {
    let entry = entries(&item(author)).remove(0);
    assert_eq!(entry.metadata.authors, ["Ada Quill"]);
}

#[test]
fn words_that_look_like_tags_stay_words() {
    let feed = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Pier</title><entry><title>Why &lt;em&gt; is out</title>\
        <content type='text'>One, if a &lt; b.\n\nThe &lt;div&gt; element.</content></entry></feed>";
    let entry = parse_feed(feed.as_bytes()).unwrap().entries.remove(0);
    assert_eq!(entry.metadata.title, "Why <em> is out");
    assert_eq!(
        entry.article.unwrap().text,
        "One, if a < b.\n\nThe <div> element."
    );
    assert_eq!(
        entries(&item(
            "<title>No &lt;col&gt; &lt;b&gt;here&lt;/b&gt;</title>"
        ))[0]
            .metadata
            .title,
        "No <col> here"
    );
}

#[test]
fn the_day_and_the_time_are_the_publisher_s() {
    let entry = entries(&item("<pubDate>Tue, 08 Sep 2026 23:30:00 -0500</pubDate>")).remove(0);
    assert_eq!(entry.metadata.published.unwrap().to_string(), "2026-09-08");
    assert_eq!(entry.metadata.time.unwrap().to_string(), "23:30:00");
}

#[test]
fn an_address_may_be_relative_and_is_of_one_entry() {
    let own = entries(&item("<link>/news/ferry</link>")).remove(0);
    assert_eq!(own.metadata.url.unwrap(), "https://pier.example/news/ferry");
    let shared = entries(&format!(
        "{}{}",
        item("<title>One</title><link>https://pier.example/all</link>"),
        item("<title>Two</title><link>https://pier.example/all</link>")
    ));
    assert!(shared.iter().all(|entry| entry.metadata.url.is_none()));
}

#[test]
fn lines_that_a_page_keeps_apart_stay_apart() {
    let entry = entries("<item><title>Notes</title><content:encoded><![CDATA[<p>The night ferry has stopped for good, said the harbor master on Monday, and nobody knows who will row it.</p><p style='white-space: pre-wrap'>One line.\nAnother.</p>]]></content:encoded></item>").remove(0);
    assert!(entry.article.unwrap().text.ends_with("One line.\nAnother."));
}

#[test]
fn what_is_left_out_of_a_feed_of_too_many_entries_is_said() {
    let entries = item("<title>Ferry</title>").repeat(10_001);
    let feed = format!("<rss version='2.0'><channel><title>Pier</title>{entries}</channel></rss>");
    let feed = parse_feed(feed.as_bytes()).unwrap();
    assert_eq!(feed.entries.len(), 10_000);
    assert_eq!(feed.fault.unwrap(), "it has more than 10,000 entries");
}

#[test]
fn what_is_said_of_a_picture_is_not_the_entry() {
    let feed = "<rss xmlns:media='http://search.yahoo.com/mrss/'><channel><title>Pier</title><item>\
        <media:content url='a.jpg'><media:title>A photo</media:title><media:description>The pier at dawn on Monday.</media:description></media:content>\
        <title>Ferry stops</title><link>https://a.example/f</link><description>The ferry stopped.</description></item></channel></rss>";
    let entry = parse_feed(feed.as_bytes()).unwrap().entries.remove(0);
    assert_eq!(entry.metadata.title, "Ferry stops");
    assert_eq!(entry.article, None);
    assert_eq!(entry.summary.unwrap().text, "The ferry stopped.");
}

#[test]
fn an_entry_that_nothing_closes_costs_no_other() {
    let feed = "<rss><channel><item><title>A</title><item><title>B</title></item><item><title>C</title></item></channel></rss>";
    let entries = parse_feed(feed.as_bytes()).unwrap().entries;
    let titles: Vec<&str> = entries
        .iter()
        .map(|entry| entry.metadata.title.as_str())
        .collect();
    assert_eq!(titles, ["A", "B", "C"]);
}

#[test]
fn an_entry_may_hold_entries_of_another_list() {
    let feed = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Pier News</title></channel>
<item><title>Pier closed</title><content:items><rdf:Bag><rdf:li><content:item><title>A copy</title></content:item></rdf:li></rdf:Bag></content:items>
<description>The pier is closed until further notice.</description><dc:creator>Ada Quill</dc:creator></item></rdf:RDF>"#;
    let entries = parse_feed(feed.as_bytes()).unwrap().entries;
    let [entry] = entries.as_slice() else {
        panic!("there is one entry: {entries:?}")
    };
    assert_eq!(entry.metadata.title.as_str(), "Pier closed");
    assert_eq!(entry.metadata.authors.len(), 1, "{entry:?}");
}

#[rstest]
#[case::with_a_link(
    "<p>The ferry has stopped, said the harbor master… <a href='/a'>[Read more]</a></p>"
)]
#[case::in_brackets(
    "<p>The ferry has stopped, said the harbor master [&#8230;]</p><p>The post A appeared first on B.</p>"
)]
#[case::below(
    "<p>The ferry has stopped, said the harbor master.</p><p><a href='/a'>Continue reading</a></p>"
)]
fn the_beginning_of_a_page_is_no_body(#[case] html: &str) {
    let feed = format!(
        "<rss><channel><title>Pier News</title><item><title>A</title><link>https://pier.example/a</link>\
         <content:encoded><![CDATA[{html}]]></content:encoded></item></channel></rss>"
    );
    let entry = parse_feed(feed.as_bytes()).unwrap().entries.remove(0);
    assert_eq!(entry.article, None);
    let summary = entry.summary.unwrap();
    assert!(
        summary
            .text
            .starts_with("The ferry has stopped, said the harbor master")
    );
    assert_eq!(summary.metadata.cut, Some(TextCut::Preview));
}

#[rstest]
#[case::of_a_page(
    "<title>A</title><link>https://pier.example/a</link>",
    Some(TextCut::Preview)
)]
#[case::of_no_page("<title>A</title>", None)]
#[case::of_a_post("<link>https://pier.example/a</link>", None)]
fn a_summary_is_less_than_its_page(#[case] about: &str, #[case] expected: Option<TextCut>) {
    let feed = format!(
        "<rss><channel><title>Pier News</title><item>{about}<description>It stopped.</description></item></channel></rss>"
    );
    let summary = parse_feed(feed.as_bytes())
        .unwrap()
        .entries
        .remove(0)
        .summary;
    assert_eq!(summary.unwrap().metadata.cut, expected);
}

#[rstest]
#[case::in_its_words(
    "<item><title>Rope</title><description>Nobody knows who will row the night boat"
)]
#[case::in_a_section(
    "<item><title>Rope</title><description><![CDATA[Nobody knows who will row the night boat"
)]
#[case::behind_its_words(
    "<item><title>Rope</title><description>Nobody knows who will row the night boat</description><link>https://a.ex"
)]
fn the_entry_in_which_a_feed_ends_is_kept(#[case] end: &str) {
    let feed = format!("<rss version='2.0'><channel><title>Pier</title>{end}");
    let feed = parse_feed(feed.as_bytes()).unwrap();
    assert!(feed.fault.is_some());
    let entry = feed.entries.first().unwrap();
    assert_eq!(entry.metadata.title, "Rope");
    let summary = entry.summary.as_ref().unwrap();
    assert_eq!(summary.text, "Nobody knows who will row the night boat");
}

#[test]
fn a_story_in_which_a_feed_ends_is_cut() {
    let feed = "<rss version='2.0'><channel><title>Pier</title><item><title>Rope</title><content:encoded>&lt;p>Nobody knows who will row. The boat";
    let feed = parse_feed(feed.as_bytes()).unwrap();
    let story = feed.entries[0].summary.as_ref().unwrap();
    assert_eq!(story.metadata.cut, Some(TextCut::Preview));
}

#[rstest]
#[case::a_comma_too_many(r#"{"version":"https://jsonfeed.org/version/1.1","title":"Pier","items":[{"id":"1","title":"Rope","content_text":"Nobody rows.",},],}"#, None)]
#[case::a_cut_end(r#"{"version":"https://jsonfeed.org/version/1.1","title":"Pier","items":[{"id":"1","title":"Rope","content_text":"Nobody rows."#, Some("it ends within an entry"))]
fn faults_of_json_are_mended(#[case] feed: &str, #[case] fault: Option<&str>) {
    let feed = parse_feed(feed.as_bytes()).unwrap();
    assert_eq!(feed.entries.len(), 1);
    assert_eq!(feed.entries[0].metadata.title, "Rope");
    assert_eq!(feed.fault.as_deref(), fault);
}

#[test]
fn a_tag_that_is_a_word_of_a_title_stays() {
    let feed = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title><entry><title type="html">&lt;em>How&lt;/em> &amp;lt;video&amp;gt; works</title><summary>Films of boats on the page.</summary></entry></feed>"#;
    let feed = parse_feed(feed.as_bytes()).unwrap();
    assert_eq!(feed.entries[0].metadata.title, "How <video> works");
}
