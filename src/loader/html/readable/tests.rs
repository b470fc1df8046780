//! Which parts of a page are found to be its article.

use rstest::rstest;

use super::*;
use crate::loader::html::tree::HtmlPage;

const PROSE: &str = "The night ferry has stopped for good, said the harbor master on Monday, and nobody knows who will row. \
    Its engine is older than anyone who can repair it, the office wrote to the island, which had asked twice.";

/// Returns the words of the parts that are found in a page, without what is left out of them.
fn found(html: &str) -> String {
    let page = HtmlPage::parse(html);
    let is_out = vec![false; page.nodes.len()];
    let Some(found) = find_readable(&page, &is_out) else {
        return String::new();
    };
    let mut words = Vec::new();
    for part in found.parts {
        let end = page.nodes[part].end;
        let mut number = part;
        while number < end {
            let node = &page.nodes[number];
            if found.is_out[number] {
                number = node.end;
                continue;
            }
            words.extend(node.text.split_whitespace());
            number += 1;
        }
    }
    words.join(" ")
}

/// Returns a story of some paragraphs.
fn story() -> String {
    format!("<p>{PROSE}</p>").repeat(4)
}

/// Returns the words of a page that are not those of its story.
fn besides(html: &str) -> String {
    let found = found(html);
    assert!(found.contains("Its engine is older"), "{found}");
    found.replace(PROSE, "").trim().to_owned()
}

#[test]
fn the_densest_prose_is_the_article() {
    let links = "<a href=/a>Harbor</a> <a href=/b>Island</a> ".repeat(20);
    let html = format!(
        "<div><div>{links}</div><div>{}</div><div><p>One line about something else</p></div></div>",
        story()
    );
    assert_eq!(besides(&html), "");
}

#[rstest]
#[case::lines_with_breaks(format!("{PROSE}<br><br>").repeat(4))]
#[case::a_box_for_each(format!("<div>{PROSE}</div>").repeat(4))]
#[case::a_box_around_each(format!("<div><p>{PROSE}</p></div>").repeat(4))]
#[case::cells(format!("<table><tr><td>{PROSE}</td></tr></table>").repeat(4))]
fn a_paragraph_need_not_be_called_one(#[case] story: String) {
    let html = format!("<div><div>{story}</div><div><a href=/a>Harbor</a></div></div>");
    assert_eq!(found(&html).matches("Its engine").count(), 4);
    assert!(!found(&html).contains("Harbor"));
}

#[test]
fn what_is_beside_the_article_belongs_to_it() {
    let html = format!(
        "<div><p>The island has waited for this letter for as long as most of those who live on it can remember.</p>\
         <p>It came.</p><p>Subscribe</p>Nobody knows the sender, and nobody on the island will ever ask who it may have been.\
         <div class=x>{}</div><div>Up</div><div class=x>{}</div></div>",
        story().repeat(2),
        story()
    );
    let beside = besides(&html);
    for kept in ["can remember.", "It came.", "Nobody knows the sender"] {
        assert!(beside.contains(kept), "{beside}");
    }
    assert_eq!(found(&html).matches("Its engine").count(), 12);
    assert!(!beside.contains("Subscribe"), "{beside}");
    assert!(!beside.contains("Up"), "{beside}");
}

#[rstest]
#[case::links(
    "<div><a href=/a>More of the ferry</a> <a href=/b>More of the pier</a></div>",
    ""
)]
#[case::a_box_to_share("<div class=share>Tell all your friends of this</div>", "")]
#[case::fields("<div>Your name and your street <input> <input></div>", "")]
#[case::named_against("<div class=promo><p>Ferries for sale.</p></div>", "")]
#[case::data(
    "<table><tr><th>Day<th>Boats<tr><td>Monday<td>2</table>",
    "Day Boats Monday 2"
)]
#[case::a_heading("<div><h2>Who rows?</h2></div>", "Who rows?")]
fn what_is_no_part_of_an_article_is_left_out_of_it(#[case] part: &str, #[case] expected: &str) {
    let html = format!(
        "<div class=c>{}{part}{}</div><div>Up</div>",
        story(),
        story()
    );
    assert_eq!(besides(&html), expected);
}

#[test]
fn names_are_believed_unless_little_is_left() {
    let aside = format!("<div class=sidebar>{}</div>", story().repeat(2));
    let html = |story: &str| format!("<div><div>{story}</div></div>{aside}");
    assert_eq!(found(&html(&story())).matches("Its engine").count(), 4);
    let found = found(&html("<p>It rained.</p>"));
    assert!(found.contains("Its engine"), "{found}");
}

#[test]
fn a_page_without_prose_has_no_article() {
    assert_eq!(found("<div> <br> </div>"), "");
    assert_eq!(found(""), "");
}

/// Pages as large as pages can be, which took hours if any step looked at all of the page for each element.
#[rstest]
#[case::boxes("<div>It rained, they say, on all of the island.</div>")]
#[case::boxes_of_links("<div><a href=/x>It rained on all of the island.</a></div>")]
#[case::lines("It rained, they say, on all of the island.<br>")]
#[case::nothing("<b></b>")]
#[case::deep("<div>It rained, they say, on all of the island.<p>")]
#[case::tables("<table><tr><td>It rained, they say, on all of the island.")]
fn a_large_page_is_read_in_one_pass(#[case] part: &str) {
    let html = format!("<div>{}<p>{PROSE}</p></div>", part.repeat(30_000));
    assert!(!found(&html).is_empty());
}
