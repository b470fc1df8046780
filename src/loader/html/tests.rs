//! What comes out of pages: blocks, facts, and nothing of what should not be there.

use jiff::civil::date;
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::loader::load_bytes;

const FIRST: &str = "The night ferry has stopped for good, said the harbor master on Monday, and nobody knows who will row.";
const SECOND: &str = "Its engine is older than anyone who knows how to repair it, the office wrote in a letter to the island.";

fn loaded(html: &str) -> Loaded {
    load_bytes(Path::new("a.html"), html.as_bytes())
}

/// Returns the blocks of a page whose body is two paragraphs with something between.
fn blocks(between: &str) -> Vec<(BlockKind, String)> {
    let html = format!("<article><p>{FIRST}</p>{between}<p>{SECOND}</p></article>");
    let article = loaded(&html).articles.remove(0);
    let blocks = article
        .blocks
        .iter()
        .map(|block| (block.kind, article.words_in(block.range).to_owned()));
    blocks.collect()
}

/// Returns what is between the two paragraphs.
fn between(html: &str) -> Vec<(BlockKind, String)> {
    let blocks = blocks(html);
    assert_eq!(
        blocks.first(),
        Some(&(BlockKind::Paragraph, FIRST.to_owned()))
    );
    assert_eq!(
        blocks.last(),
        Some(&(BlockKind::Paragraph, SECOND.to_owned()))
    );
    blocks[1..blocks.len() - 1].to_vec()
}

#[rstest]
#[case::a_heading("<h2>Who <em>rows</em>?</h2>", &[(BlockKind::Heading(2), "Who rows?")])]
#[case::a_list("<ul><li>one</li><li><p>two</p><ol start=3><li>three</ol></ul>", &[
    (BlockKind::ListItem(0), "• one"), (BlockKind::ListItem(0), "• two"), (BlockKind::ListItem(1), "3. three")])]
#[case::a_block_quote_and_whose_it_is("<blockquote><p>We wait.</p><cite>Lorne Pryce</cite></blockquote>", &[
    (BlockKind::BlockQuote, "We wait.\n— Lorne Pryce")])]
#[case::whose_a_block_quote_is_in_its_caption("<figure><blockquote>We wait.</blockquote><figcaption>— Lorne Pryce, harbor master</figcaption></figure>", &[
    (BlockKind::BlockQuote, "We wait.\n— Lorne Pryce, harbor master")])]
#[case::a_large_letter_in_an_element_of_its_own("<div class=cap>N</div><p>obody rows, and nobody asks.</p>", &[
    (BlockKind::Paragraph, "Nobody rows, and nobody asks.")])]
#[case::a_word_of_one_letter("<p>I</p><p>row alone.</p>", &[(BlockKind::Paragraph, "I"), (BlockKind::Paragraph, "row alone.")])]
#[case::a_table_of_data("<table><tr><th>Day<th>Boats<tr><td>Monday<td><p>2</p></table>", &[
    (BlockKind::TableRow, "Day     Boats"), (BlockKind::TableRow, "Monday  2")])]
#[case::cells_beside_one_of_two_rows("<table><tr><th>Day<th>Boat<th>Pier<tr><td rowspan=2>Monday<td>Tern<td>1<tr><td>Gull<td>2<tr><td>Sunday<td>Skua<td>3</table>", &[
    (BlockKind::TableRow, "Day     Boat  Pier"), (BlockKind::TableRow, "Monday  Tern  1"),
    (BlockKind::TableRow, "        Gull  2"), (BlockKind::TableRow, "Sunday  Skua  3")])]
#[case::cells_around_one_of_two_rows("<table><tr><td>1<td rowspan=2 colspan=2>Quay<td>2<tr><td>3<td>4</table>", &[
    (BlockKind::TableRow, "1  Quay    2"), (BlockKind::TableRow, "3          4")])]
#[case::a_cell_down_to_the_end_of_its_rows("<table><tbody><tr><td rowspan=0>Tern<td>1<td>8<tr><td>2<td>9</tbody><tbody><tr><td>Gull<td>3</tbody></table>", &[
    (BlockKind::TableRow, "Tern  1  8"), (BlockKind::TableRow, "      2  9"), (BlockKind::TableRow, "Gull  3")])]
#[case::one_cell_beside_two_rows("<table><tr><td rowspan=2>Tern<td>1<tr><td>2</table>", &[
    (BlockKind::TableRow, "Tern  1"), (BlockKind::TableRow, "      2")])]
#[case::paragraphs_in_a_cell("<table><tr><td>Tern<td>one<br><br>two<td>1<tr><td>Gull<td>3<td>2</table>", &[
    (BlockKind::TableRow, "Tern  one two  1"), (BlockKind::TableRow, "Gull  3        2")])]
#[case::links_in_some_rows("<table><tr><th>Pier<th>Who<tr><td><a href=/1>The old pier of the harbor</a><td><a href=/2>Ines Holm</a><tr><td>Quay<td>nobody at all</table>", &[
    (BlockKind::TableRow, "Pier                        Who"), (BlockKind::TableRow, "The old pier of the harbor  Ines Holm"),
    (BlockKind::TableRow, "Quay                        nobody at all")])]
#[case::links_alone("<table><tr><td><a href=/1>Storm takes the old pier</a><td><a href=/2>Harbor</a><tr><td><a href=/3>Nobody rows to the island</a><td><a href=/2>Harbor</a></table>", &[])]
#[case::code("<pre><code>let a = 1;\n  a</code></pre>", &[(BlockKind::Code, "let a = 1;\n  a")])]
#[case::a_caption("<figure><img src=x><figcaption>The pier at dawn.</figcaption></figure>", &[
    (BlockKind::Caption, "The pier at dawn.")])]
#[case::lines_of_a_verse("<p>The tide is late,<br>the moon is not.</p>", &[
    (BlockKind::Paragraph, "The tide is late,\nthe moon is not.")])]
#[case::words_in_a_quote_element("<p>She said <q>no</q> to all of it.</p>", &[
    (BlockKind::Paragraph, "She said “no” to all of it.")])]
fn marks_become_blocks(#[case] html: &str, #[case] expected: &[(BlockKind, &str)]) {
    let found = between(html);
    let found: Vec<(BlockKind, &str)> = found
        .iter()
        .map(|(kind, words)| (*kind, words.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[rstest]
#[case::share_bar("<div class='social-share'><a href=#>Facebook</a></div>")]
#[case::newsletter(
    "<div class='c-newsletter'><h3>Our letter</h3><p>Sign up for our letter about boats and tides.</p></div>"
)]
#[case::related_box(
    "<div class='related'><h3>Related</h3><a href=/x>Why all boats on this coast are old</a></div>"
)]
#[case::a_form_of_no_telling_name(
    "<div class=css-1><h2>Sign up for the Morning Briefing</h2><p>All you need to know, in your inbox by six.</p></div>"
)]
#[case::a_link_to_another_story(
    "<p><strong>READ MORE: <a href=/x>Why all boats on this coast are old</a></strong></p>"
)]
#[case::a_list_of_links(
    "<ul><li><a href=/x>Why all boats on this coast are old</a><li><a href=/y>Who mends the nets</a></ul>"
)]
#[case::a_form_whose_classes_say_nothing(
    "<div class=css-9><h3>The Morning Tide</h3><p>The news of the harbor, every weekday before the first boat.</p><input type=email><button>Go</button></div>"
)]
#[case::a_link_in_german(
    "<p><b>Lesen Sie auch</b> <a href=/x>Warum alle Boote an dieser Küste alt sind.</a></p>"
)]
#[case::a_line_in_russian("<p>Читайте также: Почему все лодки на этом берегу старые.</p>")]
#[case::an_offer_to_subscribe(
    "<h3>To continue reading this story</h3><p>Subscribe for a dollar a week.</p><ul><li>All stories, on all your boats<li>Cancel at any time</ul>"
)]
#[case::pulled_words(
    "<div class=q-block><span>The night ferry has stopped for good, said the harbor master</span></div>"
)]
#[case::words_for_those_who_hear_the_page(
    "<p><span class=off-screen>Image caption, a boat at the pier</span></p>"
)]
#[case::a_list_of_links_of_one_word("<ul><li><a href=/x>Ferries</a><li><a href=/y>Boats</a></ul>")]
#[case::an_advertisement("<div class='ad-slot'><span>Advertisement</span></div>")]
#[case::a_script(
    "<script>document.write('<p>not this</p>')</script><style>p{}</style><template><p>nor this</p></template>"
)]
#[case::something_hidden(
    "<p style='display: none'>Not for the eye of anybody.</p><p hidden>Nor this.</p>"
)]
#[case::a_comment("<!-- <p>not this</p> -->")]
#[case::a_form("<form><label>Your name</label><input><button>Send</button></form>")]
fn noise_is_left_out(#[case] html: &str) {
    assert_eq!(between(html), []);
}

#[test]
fn words_that_lead_elsewhere_are_links() {
    let html = format!(
        "<article><p>{FIRST}</p><p>The <a href='https://a.example/?b=1&amp;c=2'> letter </a>is long, and <a href='javascript:x'>odd</a>.</p><p>{SECOND}</p></article>"
    );
    let article = loaded(&html).articles.remove(0);
    let links = article
        .links
        .iter()
        .map(|link| (article.words_in(link.range), link.url.as_str()));
    assert_eq!(
        links.collect::<Vec<_>>(),
        [("letter", "https://a.example/?b=1&c=2")]
    );
}

#[test]
fn readers_comments_are_no_part_of_a_story() {
    let comment = "<p>I have rowed that way myself, and I can tell you that nobody should do it at night or alone.</p>";
    let html = format!(
        "<div><div class=post><p>{FIRST}</p><p>{SECOND}</p></div><div id=comments><h2>9 comments</h2>{}</div></div>",
        comment.repeat(9)
    );
    let article = loaded(&html).articles.remove(0);
    assert_eq!(article.text.as_str(), format!("{FIRST}\n\n{SECOND}"));
}

#[test]
fn what_readers_write_below_a_heading_is_no_part_of_a_story_whatever_its_class() {
    let comment = "<p>I have rowed that way myself, and I can tell you that nobody should do it at night or alone.</p>";
    let html = format!(
        "<div class=t1><p>{FIRST}</p><p>{SECOND}</p><p>{FIRST} {SECOND}</p></div><h3>12 Comments</h3><div class=t2>{}</div>",
        comment.repeat(3)
    );
    let article = loaded(&html).articles.remove(0);
    assert!(!article.text.contains("I have rowed"), "{}", article.text);
}

#[test]
fn a_story_goes_on_below_a_link_to_its_comments() {
    let html = format!(
        "<article><p>{FIRST}</p><p>{SECOND}</p><p>{FIRST} {FIRST}</p><p>{SECOND} {SECOND}</p><p>Comments</p><p>Nobody rows.</p></article>"
    );
    let article = loaded(&html).articles.remove(0);
    assert!(article.text.ends_with("Nobody rows."), "{}", article.text);
    assert!(!article.text.contains("Comments"));
}

/// Entries of a list of other stories, told by nothing but their form.
fn teasers() -> String {
    let teaser = |number: i32| {
        format!(
            "<div class=x><a href=/{number}>Island {number} waits for another boat</a><p>Whoever waited on island {number} for a boat that never came has waited for long.</p></div>"
        )
    };
    (0..8).map(teaser).collect()
}

#[test]
fn a_short_story_is_found_beside_a_long_list_of_others() {
    let html = format!(
        "<div class=a><h1>Ferry stops</h1><p>{FIRST}</p><p>{SECOND}</p></div><div class=b>{}</div>",
        teasers()
    );
    let article = loaded(&html).articles.remove(0);
    assert_eq!(article.text.as_str(), format!("{FIRST}\n\n{SECOND}"));
}

#[rstest]
#[case::a_form("<form id=aspnetForm><div><h1>Ferry stops</h1>", "</div></form>")]
#[case::a_box_called_by_what_stands_in_it("<div class=has-sidebar><h1>Ferry stops</h1>", "</div>")]
fn a_story_is_found_beside_a_longer_list_in(#[case] start: &str, #[case] end: &str) {
    let story = format!("<p>{FIRST}</p><p>{SECOND}</p>");
    let html = format!("{start}{story}{end}<div>{}{}</div>", teasers(), teasers());
    let article = loaded(&html).articles.remove(0);
    assert_eq!(article.text.as_str(), format!("{FIRST}\n\n{SECOND}"));
}

#[rstest]
#[case::beside_its_paragraphs(format!("<div class=b><p>{FIRST}</p><p>{SECOND}</p>{}</div>", teasers()))]
#[case::that_leads_to_as_many_sites(format!(
    "<div><p>{FIRST}</p><p>{SECOND}</p></div><div>{}</div>",
    teasers().replace("href=/", "href=https://island-")
))]
fn a_list_is_a_part_of_the_story(#[case] html: String) {
    let article = loaded(&html).articles.remove(0);
    assert!(
        article.text.contains("waited on island 3"),
        "{}",
        article.text
    );
}

#[test]
fn a_list_of_stories_is_the_story_where_there_is_no_other() {
    let article = loaded(&teasers()).articles.remove(0);
    assert!(
        article.text.contains("waited on island 7"),
        "{}",
        article.text
    );
}

#[test]
fn the_story_below_the_page_s_own_headline_is_its_own_however_long_the_next_one_is() {
    let next = "<p>The island waited for a boat, and no boat came, as on all the days before.</p>";
    let days: Vec<String> = (0..9)
        .map(|day| next.replace("boat,", &format!("boat {day},")))
        .collect();
    let html = format!(
        "<title>Ferry stops</title><article class=s><h1>Ferry stops</h1><div class=story-content><p>{FIRST}</p><p>{SECOND}</p></div></article>\
         <article class=s><h1>Island waits</h1><div class=story-content>{}</div></article>",
        days.concat()
    );
    let article = loaded(&html).articles.remove(0);
    assert_eq!(article.text.as_str(), format!("{FIRST}\n\n{SECOND}"));
}

#[test]
fn a_story_in_two_columns_is_one() {
    let html = format!(
        "<div id=a><div class=first><h1>Ferry stops</h1><div class=articleBody><p>{FIRST}</p></div></div><div>Advertisement</div>\
         <div class=articleBody><p>{SECOND}</p></div></div>"
    );
    let article = loaded(&html).articles.remove(0);
    assert_eq!(article.text.as_str(), format!("{FIRST}\n\n{SECOND}"));
}

#[test]
fn a_body_that_each_paragraph_is_called_by_has_short_paragraphs_too() {
    let html = format!(
        "<div><h1>Ferry stops</h1><div class=c><p itemprop=articleBody>{FIRST} {FIRST}</p><p itemprop=articleBody>Nobody rows.</p>\
         <p itemprop=articleBody>{SECOND} {SECOND}</p></div></div>"
    );
    assert!(loaded(&html).articles[0].text.contains("Nobody rows."));
}

#[test]
fn who_else_reported_is_kept_below_the_story() {
    let credit = "(Reporting by Ines Halloran; Editing by Otto Vance)";
    let html = format!(
        "<article><h1>Ferry stops</h1><p>{FIRST}</p><p>{SECOND}</p><p>{credit}</p></article>"
    );
    let article = loaded(&html).articles.remove(0);
    let last = article.blocks.last().unwrap();
    assert_eq!(
        (last.kind, article.words_in(last.range)),
        (BlockKind::Byline, credit)
    );
}

#[test]
fn the_body_that_a_page_states_decides_where_its_story_ends() {
    let html = format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Ferry stops\",\"articleBody\":\"{FIRST} {SECOND}\"}}</script>\
         <article><p>Our boats are seen by four million readers a month.</p><p>{FIRST}</p><p>{SECOND}</p>\
         <p>We have more such stories than you can read in a year of evenings.</p></article>"
    );
    let article = loaded(&html).articles.remove(0);
    assert_eq!(article.text.as_str(), format!("{FIRST}\n\n{SECOND}"));
    assert_eq!(article.metadata.title, "Ferry stops");
}

#[test]
fn the_body_that_a_page_states_stands_in_for_one_that_is_not_there() {
    let body = format!("{FIRST}\\n\\n{SECOND} {FIRST} {SECOND} {FIRST}");
    let html = format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Ferry stops\",\"articleBody\":\"{body}\"}}</script>\
         <p>Please turn on what this page needs to show you its story, which is a lot, and more than it should be.</p>"
    );
    assert!(loaded(&html).articles[0].text.starts_with(FIRST));
}

#[test]
fn facts_are_read_from_meta_tags() {
    let html = format!(
        "<html lang=en><title>Ferry &amp; crew stop - Harbor Ledger</title><meta property='og:site_name' content='Harbor Ledger'>\
         <meta name=author content='By Ines Halloran and Otto Vance'><meta property='article:published_time' content='2026-09-08T23:05:00-05:00'>\
         <link rel=canonical href='https://ledger.example/ferry?a=1&amp;b=2'><article><h1>Ferry &amp; crew stop</h1><p>{FIRST}</p><p>{SECOND}</p>"
    );
    let metadata = loaded(&html).articles.remove(0).metadata;
    assert_eq!(metadata.title, "Ferry & crew stop");
    assert_eq!(metadata.source.unwrap(), "Harbor Ledger");
    assert_eq!(metadata.authors, ["Ines Halloran", "Otto Vance"]);
    assert_eq!(metadata.published, Some(date(2026, 9, 8)));
    assert_eq!(
        metadata.url.unwrap(),
        "https://ledger.example/ferry?a=1&b=2"
    );
}

#[test]
fn the_feed_of_a_page_is_found_in_its_head() {
    let page = "<link rel=stylesheet href=a.css><link rel='alternate' hreflang=de href=/de>\
        <LINK REL=alternate TYPE='application/rss+xml' HREF='/feed?a=1&amp;b=2'>";
    assert_eq!(find_feed_link(page).as_deref(), Some("/feed?a=1&b=2"));
    assert_eq!(find_feed_link("<p>No feed.</p>"), None);
}

#[test]
fn where_a_page_was_saved_from_is_its_address() {
    let html = format!(
        "<!-- Page saved with SingleFile\n url: https://ledger.example/ferry \n saved date: x --><title>Ferry stops – Harbor Ledger</title><h1>Ferry stops</h1><p>{FIRST}</p><p>{SECOND}</p>"
    );
    let metadata = loaded(&html).articles.remove(0).metadata;
    assert_eq!(metadata.url.unwrap(), "https://ledger.example/ferry");
    assert_eq!(metadata.source.unwrap(), "Harbor Ledger");
}

#[rstest]
#[case::of_a_word("h-menu-for-spring", "Menu for spring")]
#[case::of_a_topic("h-social-housing", "Social housing")]
#[case::of_a_forge("user-content-related-work", "Related work")]
#[case::of_a_manual("_share_prices_fall", "Share prices fall")]
fn a_heading_whose_anchor_is_made_of_it_stays(#[case] id: &str, #[case] heading: &str) {
    let html = format!(
        "<article><h1>Ferry stops</h1><p>{FIRST}</p><p>{SECOND}</p><h2 class='wp-block-heading' id='{id}'>{heading}</h2><p>Nobody on the island had asked for it, and by noon two farmers had said so in the square.</p></article>"
    );
    let text = loaded(&html).articles.remove(0).text;
    assert!(text.contains(heading), "{text}");
}

#[rstest]
#[case::behind_an_underscore("港口全年开放_图尔日报", "图尔日报")]
#[case::behind_a_channel("港口全年开放_地方_图尔日报", "图尔日报")]
#[case::behind_a_wide_bar("港口全年开放｜图尔日报", "图尔日报")]
fn the_paper_is_in_the_title_of_a_chinese_page(#[case] title: &str, #[case] source: &str) {
    let story = "图尔港将在整个冬季保持开放，市议会星期二作出决定，维修费用为两百万元。".repeat(3);
    let html = format!(
        "<html lang=zh><title>{title}</title><h1>港口全年开放</h1><p>{story}</p><p>{story}</p>"
    );
    let metadata = loaded(&html).articles.remove(0).metadata;
    assert_eq!(metadata.title, "港口全年开放");
    assert_eq!(metadata.source.unwrap(), source);
}

#[rstest]
#[case::in_the_head("<meta charset='windows-1252'>")]
#[case::as_in_old_pages("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=iso-8859-1'>")]
#[case::nowhere("")]
fn the_charset_is_found(#[case] declaration: &str) {
    let html = format!(
        "{declaration}<article><p>{FIRST} C\u{b4}etait d\u{e9}j\u{e0} \u{e9}t\u{e9}.</p><p>{SECOND}</p></article>"
    );
    let bytes: Vec<u8> = html
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let loaded = load_bytes(Path::new("a.html"), &bytes);
    assert!(
        loaded.articles[0].text.contains("déjà été"),
        "{:?}",
        loaded.articles[0].text
    );
}

#[rstest]
#[case::nothing("")]
#[case::a_form("<form><input name=q><button>Search</button></form>")]
#[case::links(
    "<ul><li><a href=/a>Ferry stops for good in the north</a><li><a href=/b>Island waits for another boat</a></ul>"
)]
#[case::an_application("<div id=root></div><script>render()</script>")]
fn a_page_without_an_article_is_told(#[case] html: &str) {
    let loaded = loaded(html);
    assert_eq!(loaded.articles, []);
    let [problem] = loaded.problems.as_slice() else {
        panic!("{:?}", loaded.problems)
    };
    assert!(
        problem.message.starts_with("holds no article") && problem.message.lines().count() == 1
    );
}

/// What is quadratic takes minutes for these; `benches/growth.rs` measures it.
#[rstest]
#[case::nested_boxes(format!("{}<p>{FIRST}</p>", "<div>".repeat(100_000)))]
#[case::nested_lists(format!("<p>{FIRST}</p>{}", "<ul><li>x".repeat(60_000)))]
#[case::nested_tables(format!("<p>{FIRST}</p>{}", "<table><tr><td>".repeat(30_000)))]
#[case::nested_marks(format!("<p>{FIRST}</p>{}", "<b><i>x".repeat(50_000)))]
#[case::ends_without_beginnings(format!("<p>{FIRST}</p>{}", "</div></p></table>".repeat(50_000)))]
#[case::attributes(format!("<p {}>{FIRST}</p>", "a=b ".repeat(200_000)))]
#[case::a_picture(format!("<img src='data:image/png;base64,{}'><p>{FIRST}</p>", "QUJD".repeat(2_000_000)))]
#[case::references(format!("<p>{FIRST}{}</p>", "&amp;&zz;&".repeat(100_000)))]
#[case::links(format!("<p>{FIRST}</p><p>{}</p>", "<a href=x>y</a> ".repeat(30_000)))]
#[case::signs(format!("<p>{FIRST}</p>{}", "<".repeat(500_000)))]
fn a_page_that_is_built_to_hold_a_reader_up_does_not(#[case] html: String) {
    let loaded = loaded(&html);
    assert!(loaded.articles.len() + loaded.problems.len() > 0);
}

proptest! {
    #[test]
    fn any_page_is_survived(parts in proptest::collection::vec(prop_oneof![
        Just("<p>"), Just("</p>"), Just("<div class=related>"), Just("</div>"), Just("<table><tr><td>"), Just("</table>"),
        Just("<ul><li>"), Just("<a href='https://a.example'>"), Just("</a>"), Just("<br>"), Just("<blockquote>"), Just("<pre>"),
        Just("<q>"), Just("<h1>"), Just("<article>"), Just("</article>"), Just("&lt;&#x202e;"), Just("\u{1b}[2J"), Just("<!--"), Just(FIRST), Just(SECOND),
        Just("<cite>Lorne Pryce</cite>"), Just("<figcaption>"), Just("\"'>")
    ], 0..40)) {
        for article in loaded(&parts.concat()).articles {
            for block in &article.blocks {
                prop_assert!(!article.words_in(block.range).trim().is_empty());
            }
            for link in &article.links {
                prop_assert!(!article.words_in(link.range).is_empty());
            }
        }
    }
}

#[test]
fn what_is_left_out_is_kept_in_the_order_of_the_page() {
    let html = format!(
        "<nav><a href=/>News</a> <a href=/b>Boats</a></nav><main><h1>Ferry stops</h1><article><p>{FIRST}</p>\
         <div class='related'><a href=/c>The tide is late</a></div><p>{SECOND}</p></article></main>\
         <div style='display: none'>Unseen</div><footer><p>Printed at the Harbor Ledger.</p><button>Like</button></footer>"
    );
    let article = loaded(&html).articles.remove(0);
    assert_eq!(
        article.left_out,
        [
            "News Boats",
            "The tide is late",
            "Printed at the Harbor Ledger."
        ]
    );
    assert!(!article.text.contains("tide"));
    let shown = article.with_left_out();
    assert_eq!(
        shown.story_end(),
        shown.text.find("\n\nNews Boats").unwrap()
    );
    let last = shown.blocks.last().unwrap();
    assert_eq!(
        (last.kind, shown.words_in(last.range)),
        (BlockKind::Boilerplate, "Printed at the Harbor Ledger.")
    );
}

#[rstest]
#[case::a_credit_below_the_only_paragraph(&format!("<article><p>{FIRST} {SECOND}<br><a href=/a>ledger.example</a></p></article>"))]
#[case::captions_without_a_table(&format!("<article><p><caption>{FIRST}</caption></p><p><caption>{SECOND}</caption></p></article>"))]
#[case::two_short_lines_apart(
    "<div class=row><div class=col><p>How was that with the tides? Here is a part of our lessons, for all who row to the island.</p></div></div>\
     <div class=row><div class=col><p>Are tides no problem for you? Then look at our puzzle, and see if you can solve it.</p></div></div>"
)]
fn a_page_of_few_words_is_a_story(#[case] html: &str) {
    let page = format!(
        "<html><head><title>Ferry and tide</title></head><body><h1>Ferry and tide</h1>{html}</body></html>"
    );
    let loaded = loaded(&page);
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.articles[0].metadata.title, "Ferry and tide");
}

#[test]
fn the_headline_is_the_part_below_its_kicker() {
    let title = "“Nobody rows to the island any more”";
    let html = format!(
        "<html><head><title>Ferry stops: {title} - Harbor Ledger</title><meta property=og:title content='Ferry stops: {title}'></head>\
         <body><article><h1><span>Trouble at the pier</span><span> - </span><span>{title}</span></h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
    );
    assert_eq!(loaded(&html).articles[0].metadata.title, title);
}

#[test]
fn prompts_of_japanese_papers_are_left_out() {
    let prompts = "<p>有料会員になると続きをお読みいただけます。</p><p>この記事を書いた人</p><p>関連キーワード</p>";
    let kinds = blocks(prompts);
    assert_eq!(kinds.len(), 2, "{kinds:?}");
}

#[test]
fn captions_of_a_gallery_are_left_out_unless_they_tell_the_story() {
    let caption =
        |words: &str| format!("<figure><img src=a><figcaption>{words}</figcaption></figure>");
    let gallery = [caption("The pier at dawn."), caption("The pier at noon.")].concat();
    assert_eq!(between(&gallery), []);
    assert_eq!(between(&caption("The pier at dawn.")).len(), 1);
    let told = ["dawn", "noon", "night"].map(|time| {
        caption(&format!(
            "The pier at {time}, where the boat lay until the storm of last winter took it out to the sea and never gave it back."
        ))
    });
    assert_eq!(between(&told.concat()).len(), 3);
}

#[test]
fn a_long_standfirst_is_whole_and_there_once() {
    let part =
        "The <em>harbor office</em> sold the ferry, and the island learned of it from a letter, ";
    let standfirst = part.repeat(6) + "as ever.";
    let html = format!(
        "<h1>Ferry stops for good</h1><article><p class=standfirst>{standfirst}</p><p>{FIRST}</p><p>{SECOND}</p></article>"
    );
    let article = loaded(&html).articles.remove(0);
    let stated = article.metadata.standfirst.unwrap();
    assert!(stated.len() > 400 && stated.ends_with("as ever."));
    assert_eq!(article.text.matches(stated.as_str()).count(), 1);
    assert_eq!(article.text.matches("sold the ferry").count(), 6);
}

#[rstest]
#[case::a_box_that_a_script_fills(
    "<div class=article-author><span></span></div>",
    "<p><span itemprop=author>Ines Halloran</span></p>"
)]
#[case::a_footer_of_the_head(
    "<footer>Submitted by <span class=username><a href=/authors/ines>Ines Halloran</a></span></footer>",
    ""
)]
#[case::a_piece_of_a_line(
    "<div><span>Автор: Ines Halloran</span><span>3 минуты</span></div>",
    ""
)]
fn the_author_is_found_where_a_page_prints_it(#[case] above: &str, #[case] below: &str) {
    let html = format!(
        "<article><h1>Ferry stops for good</h1>{above}<p>{FIRST}</p><p>{SECOND}</p>{below}</article>"
    );
    assert_eq!(
        loaded(&html).articles[0].metadata.authors,
        ["Ines Halloran"]
    );
}

#[rstest]
#[case::behind_a_place(
    "The harbor office sold the ferry, and nobody was asked.",
    "<div><span>Ebbing.</span> <span>The harbor office sold the ferry, and nobody was asked.</span></div>",
    "Ebbing. The harbor office sold the ferry, and nobody was asked."
)]
#[case::cut_where_it_is_stated(
    "The harbor office sold the ferry, and nobody was as...",
    "<div><p>The harbor office sold the ferry, and nobody was asked.</p></div>",
    "The harbor office sold the ferry, and nobody was asked."
)]
fn a_standfirst_is_known_by_what_is_stated(
    #[case] description: &str,
    #[case] printed: &str,
    #[case] expected: &str,
) {
    let html = format!(
        "<meta name=description content='{description}'><h1>Ferry stops for good</h1>{printed}<article><p>{FIRST}</p><p>{SECOND}</p></article>"
    );
    let article = loaded(&html).articles.remove(0);
    assert_eq!(article.metadata.standfirst.as_deref(), Some(expected));
    assert_eq!(article.text.matches("nobody was asked").count(), 1);
}

#[test]
fn the_caption_of_a_picture_is_no_standfirst() {
    let caption = "The ferry at the pier of Ebbing, in May (archive)";
    let html = format!(
        "<meta name=description content='{caption}'><h1>Ferry stops for good</h1><article><figure><img src=a>\
         <figcaption>{caption}</figcaption></figure><p>{FIRST}</p><p>{SECOND}</p></article>"
    );
    assert_eq!(loaded(&html).articles[0].metadata.standfirst, None);
}

#[test]
fn a_first_paragraph_in_pieces_is_no_standfirst() {
    let html = format!(
        "<article><h1>Ferry stops for good</h1><p>It <a href=/x>weighs</a> a ton<sup><a href=#n1>1</a></sup> and was \
         <em>made</em> in the north, where wood is <b>cheap</b> and long.</p><p>{FIRST}</p><p>{SECOND}</p></article>"
    );
    let article = loaded(&html).articles.remove(0);
    assert_eq!(article.text.matches("where wood is").count(), 1);
    assert_eq!(article.metadata.standfirst, None);
}

#[test]
fn a_gallery_whose_captions_are_sentences_is_an_article() {
    let figures: String = [FIRST, SECOND, FIRST.replace("Monday", "Tuesday").as_str()]
        .map(|words| format!("<figure><img src=a><figcaption>{words}</figcaption></figure>"))
        .concat();
    let html = format!("<article><h1>Ferry stops for good</h1>{figures}</article>");
    assert!(loaded(&html).articles[0].text.contains(SECOND));
}

#[rstest]
#[case::subscribers(
    r#""isAccessibleForFree":"False""#,
    "<p>To continue reading, subscribe</p>",
    Some(TextCut::Paywall)
)]
#[case::a_part_that_is_not_there(
    r#""hasPart":{"isAccessibleForFree":false,"cssSelector":".rest"}"#,
    "",
    Some(TextCut::Paywall)
)]
#[case::nothing_but_a_prompt(
    r#""wordCount":900"#,
    "<p>Dieser Artikel ist nur für Abonnenten.</p>",
    Some(TextCut::Paywall)
)]
#[case::everybody(
    r#""isAccessibleForFree":true"#,
    "<p>Subscribe to read our mails.</p>",
    None
)]
#[case::nothing_stated(r#""wordCount":40"#, "", None)]
fn a_page_says_for_whom_the_rest_is(
    #[case] stated: &str,
    #[case] below: &str,
    #[case] expected: Option<TextCut>,
) {
    let html = format!(
        "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"Ferry\",{stated}}}</script>\
         <article><p>{FIRST}</p><p>{SECOND}</p>{below}</article>"
    );
    let article = loaded(&html).articles.remove(0);
    assert_eq!(article.metadata.cut, expected);
    assert_eq!(article.text.as_str(), format!("{FIRST}\n\n{SECOND}"));
    let prompt = html_words(below);
    assert!(article.left_out.iter().any(|words| words.contains(prompt)) || prompt.is_empty());
}

/// Returns the words of a paragraph.
fn html_words(html: &str) -> &str {
    html.trim_start_matches("<p>").trim_end_matches("</p>")
}

#[rstest]
#[case::in_a_sentence(
    "<p>Ferries leave at <b>9:15</b>, <b>11:30</b> and <b>16:05</b> daily.</p>",
    &[(BlockKind::Paragraph, "Ferries leave at 9:15, 11:30 and 16:05 daily.")]
)]
#[case::that_begin_a_sentence(
    "<p><b>9:15</b>, <b>11:30</b> and <b>16:05</b> are when the ferries leave.</p><p>Or at <b>18:05</b>.</p><p>Or <b>20:05</b>.</p>",
    &[
        (BlockKind::Paragraph, "9:15, 11:30 and 16:05 are when the ferries leave."),
        (BlockKind::Paragraph, "Or at 18:05."),
        (BlockKind::Paragraph, "Or 20:05."),
    ]
)]
#[case::in_a_table(
    "<table><tr><td>Harbor<td>19:30<td>Pier<tr><td>Island<td>20:30<td>Quay<tr><td>21:30<td>Cape<td>Mole</table>",
    &[
        (BlockKind::TableRow, "Harbor  19:30  Pier"),
        (BlockKind::TableRow, "Island  20:30  Quay"),
        (BlockKind::TableRow, "21:30   Cape   Mole"),
    ]
)]
fn times_of_a_story_break_up_nothing(#[case] html: &str, #[case] expected: &[(BlockKind, &str)]) {
    let navigation = "<nav class=live-updates><a href=/l>Live</a></nav>";
    let found = between(&format!("{navigation}{html}"));
    let found: Vec<(BlockKind, &str)> = found
        .iter()
        .map(|(kind, words)| (*kind, words.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn entries_keep_their_heads_where_each_is_a_body_of_its_own() {
    let timed = |(time, words): (&str, &str)| {
        format!(
            "<div class=entry><aside><time>{time}</time></aside><div class=entry__body><p>{words}</p></div></div>"
        )
    };
    let heat = format!(
        "<div class='entry heat'><header><b>Heat 15</b><div>57</div><div>33</div></header><div class=entry__body><p>{FIRST}</p>\
         </div></div>"
    );
    let last = "The crews of both boats drink something warm before the last heat, and wait for the wind to turn at the far buoy.";
    let entries = [
        ("16:05", SECOND),
        ("15:40", last),
        ("15:10", "A pause of half an hour."),
    ];
    let entries = entries.map(timed).concat();
    let html = format!("<main><h1>Ferry race</h1>{heat}{entries}</main>");
    let article = loaded(&html).articles.remove(0);
    let headings = article.blocks.iter();
    let headings = headings.filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    let headings: Vec<&str> = headings
        .map(|block| article.words_in(block.range))
        .collect();
    assert_eq!(headings, ["Heat 15 57 33", "16:05", "15:40", "15:10"]);
}

#[test]
fn the_entries_of_a_live_blog_keep_their_times_and_heads() {
    let head = "<header><a href='#e2'><time>3.40pm</time></a> <h3>Wind rises</h3></header>";
    let html = format!(
        "<article><h1>Ferry stops</h1><p>{FIRST}</p><div class=liveblog>\
         <article><time>16:05</time><h2>Ferry turns back</h2><p>{SECOND}</p></article>\
         <article>{head}<p>The boats come home, one by one, for the wind has risen to eight since noon.</p></article>\
         <div><span>14:10 BST</span><b>Ines Halloran</b><p>The first boat has left, with nobody on board of it.</p></div>\
         </div></article>"
    );
    let article = loaded(&html).articles.remove(0);
    let headings = article.blocks.iter().filter_map(|block| match block.kind {
        BlockKind::Heading(_) => Some(article.words_in(block.range)),
        _ => None,
    });
    let expected = [
        "16:05",
        "Ferry turns back",
        "3.40pm",
        "Wind rises",
        "14:10 BST",
    ];
    assert_eq!(headings.collect::<Vec<_>>(), expected);
}

#[rstest]
#[case::relative_to_what_it_says(
    "<base href='https://ledger.example/sea/'><link rel=canonical href=ferry.html>",
    "",
    Some("https://ledger.example/sea/ferry.html")
)]
#[case::of_what_an_archive_copied(
    "<link rel=canonical href='https://archive.ph/AbC12'>",
    "<div><input value='https://ledger.example/ferry'></div>",
    Some("https://ledger.example/ferry")
)]
#[case::of_no_archive(
    "<link rel=canonical href='https://ledger.example/ferry'>",
    "<div><input value='https://other.example/ferry'></div>",
    Some("https://ledger.example/ferry")
)]
fn the_address_is_that_of_the_page(
    #[case] head: &str,
    #[case] above: &str,
    #[case] url: Option<&str>,
) {
    let html =
        format!("{head}{above}<article><h1>Ferry</h1><p>{FIRST}</p><p>{SECOND}</p></article>");
    let metadata = loaded(&html).articles.remove(0).metadata;
    assert_eq!(metadata.url.as_deref(), url);
}

#[rstest]
#[case::below_it(
    "<p>Updated: March 5, 2026, 9:00 a.m.</p><p>Published: March 4, 2026, 10:05 a.m.</p>"
)]
#[case::above_it("<p>March 4, 2026</p><p>Last updated March 5, 2026</p>")]
#[case::as_times(
    "<p>Aktualisiert: <time datetime=2026-03-05>5. März 2026</time></p><p><time datetime=2026-03-04>4. März 2026</time></p>"
)]
#[case::in_a_long_line_of_korean(
    "<div>입력 2026.03.04. 오전 10:05 수정 2026.03.05. 오전 8:00</div>"
)]
fn the_day_is_the_first_and_not_that_of_a_change(#[case] above: &str) {
    let html =
        format!("<article><h1>Ferry stops</h1>{above}<p>{FIRST}</p><p>{SECOND}</p></article>");
    let article = loaded(&html).articles.remove(0);
    assert_eq!(article.metadata.published, Some(date(2026, 3, 4)));
    assert_eq!(article.text.as_str(), format!("{FIRST}\n\n{SECOND}"));
}

#[test]
fn the_head_of_the_first_entry_of_a_live_blog_is_no_standfirst() {
    let entry = |hour: u8, words: &str| {
        format!(
            "<div><time datetime='2026-03-04T{hour}:05:00Z'>{hour}:05</time><h3>What came at {hour} at the pier</h3><p>{words}</p></div>"
        )
    };
    let third = SECOND.replace("engine", "hull");
    let entries = [entry(10, FIRST), entry(11, SECOND), entry(12, &third)].concat();
    let article = loaded(&format!(
        "<article><h1>Ferry strike</h1>{entries}</article>"
    ))
    .articles
    .remove(0);
    assert_eq!(article.metadata.standfirst, None);
    assert!(article.text.starts_with("10:05\n\nWhat came at 10"));
}
