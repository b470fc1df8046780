//! Feeds as outlets publish them, and as attackers do.

use super::*;

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
fn an_entry_without_a_body_is_counted() {
    let loaded = parse_saved(Path::new("a.rss"), RSS.as_bytes());
    assert_eq!(loaded.articles.len(), 1);
    assert!(
        loaded.problems[0]
            .message
            .starts_with("has 1 of 2 entries without a body")
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
