//! Stories in Markdown, and what becomes of them.

use rstest::rstest;

use super::*;
use crate::article::Article;

/// Loads a story and writes its blocks as `kind: words`, one a line.
fn blocks(text: &str) -> (Article, Vec<String>) {
    let article = parse(Path::new("a.md"), &Clean::new(text))
        .articles
        .remove(0);
    let written = article.blocks.iter().map(|block| {
        let words = article.words_in(block.range).replace('\n', " / ");
        format!("{}: {words}", block.kind.as_str())
    });
    let written = written.collect();
    (article, written)
}

#[test]
fn every_kind_of_block_is_found() {
    let text = "\
# Ferry stops

The *night* ferry has **stopped** for
good, says the [harbor office](https://harbor.example/report).

> We will mend it until nobody can.
>
> — The office

## What now

1. Wait
2. Row
   - at night
   - or not at all

![The last boat](boat.jpg)

| Boat | Built |
|------|-------|
| *Ida* | 1961 |

```
mend
  the engine

row
```

<figure><figcaption>The crew</figcaption></figure>

It rained.[^1]\\
All day.

[^1]: As always.
";
    let (_, blocks) = blocks(text);
    assert_eq!(
        blocks,
        [
            "headline: Ferry stops",
            "paragraph: The night ferry has stopped for good, says the harbor office.",
            "quote: We will mend it until nobody can.",
            "quote: — The office",
            "heading: What now",
            "list-item: 1. Wait",
            "list-item: 2. Row",
            "list-item: • at night",
            "list-item: • or not at all",
            "caption: The last boat",
            "table-row: Boat  Built",
            "table-row: Ida   1961",
            "code: mend /   the engine",
            "code: row",
            "paragraph: The crew",
            "paragraph: It rained.[1] / All day.",
            "paragraph: [1] As always.",
        ]
    );
}

#[test]
fn links_are_ranges_of_the_text() {
    let text = "# Ferry\n\n- see [the *report*](https://harbor.example) or <https://notes.example/a>\n- [not this](javascript:x)\n";
    let (article, _) = blocks(text);
    let links: Vec<_> = article
        .links
        .iter()
        .map(|link| (article.words_in(link.range), link.url.as_str()))
        .collect();
    assert_eq!(
        links,
        [
            ("the report", "https://harbor.example"),
            ("https://notes.example/a", "https://notes.example/a")
        ]
    );
}

const MATTER: &str = "+++\ntitle = \"Ferry stops\"\ndescription = \"An engine is to blame.\"\nauthors = [\"Ines Halloran\"]\n+++\n";

#[test]
fn what_only_the_front_matter_says_stands_in_the_text_too() {
    let (article, blocks) = blocks(&format!("{MATTER}The ferry has stopped.\n"));
    assert_eq!(
        blocks,
        [
            "headline: Ferry stops",
            "standfirst: An engine is to blame.",
            "byline: Ines Halloran",
            "paragraph: The ferry has stopped."
        ]
    );
    assert_eq!(article.metadata.authors, [Clean::new("Ines Halloran")]);
}

#[test]
fn what_the_text_says_itself_is_not_said_twice() {
    let (_, blocks) = blocks(&format!(
        "{MATTER}# Ferry Stops!\n\nAn engine is to blame.\n\n*By Ines Halloran*\n\nThe ferry has stopped.\n"
    ));
    assert_eq!(
        blocks,
        [
            "headline: Ferry Stops!",
            "standfirst: An engine is to blame.",
            "byline: By Ines Halloran",
            "paragraph: The ferry has stopped."
        ]
    );
}

#[test]
fn a_description_cut_from_the_first_paragraph_is_no_standfirst() {
    let (_, blocks) = blocks(
        "---\ntitle: Ferry stops\ndescription: The night ferry has…\n---\nThe night ferry has stopped.\n",
    );
    assert_eq!(
        blocks,
        [
            "headline: Ferry stops",
            "paragraph: The night ferry has stopped."
        ]
    );
}

#[test]
fn a_story_without_title_hides_nothing_above_its_first_heading() {
    let (article, blocks) = blocks("The ferry has stopped.\n\n## What now\n\nNobody knows.\n");
    assert_eq!(
        blocks,
        [
            "paragraph: The ferry has stopped.",
            "heading: What now",
            "paragraph: Nobody knows."
        ]
    );
    assert_eq!(article.metadata.title, "The ferry has stopped.");
}

#[test]
fn a_first_line_that_is_no_sentence_is_the_headline() {
    let (_, blocks) = blocks("Ferry stops\n\nThe ferry has stopped.\n");
    assert_eq!(
        blocks,
        ["headline: Ferry stops", "paragraph: The ferry has stopped."]
    );
}

#[test]
fn noise_of_a_saved_page_is_set_apart() {
    let (_, blocks) = blocks(
        "# Ferry stops\n\n3 min read\n\nThe ferry has stopped.\n\n[Share this article](https://x.example)\n",
    );
    assert_eq!(
        blocks,
        [
            "headline: Ferry stops",
            "byline: 3 min read",
            "paragraph: The ferry has stopped.",
            "boilerplate: Share this article"
        ]
    );
}

#[test]
fn a_damaged_front_matter_is_a_problem_with_its_line() {
    let loaded = parse(
        Path::new("a.md"),
        &Clean::new("---\ntitle: Ferry: stops\n---\nThe ferry has stopped.\n"),
    );
    assert_eq!(loaded.articles[0].metadata.title, "Ferry: stops");
    assert!(
        loaded.problems[0]
            .to_string()
            .starts_with("a.md:2: the front matter is damaged")
    );
}

#[rstest]
#[case::entities("# It &#27;[31mrained&#x202e;&#155;0c.\n")]
#[case::front_matter("+++\ntitle = \"It \\u001b[31mrained\\u202e.\"\n+++\n")]
fn what_is_written_as_an_escape_passes_the_gate_too(#[case] text: &str) {
    let (article, blocks) = blocks(text);
    assert_eq!(blocks, ["headline: It rained."]);
    assert_eq!(article.metadata.title, "It rained.");
}

/// Deep nesting does not overflow the stack; that time grows with size only, `benches/growth.rs` measures.
#[rstest]
#[case::quotes(">".repeat(10_000) + " deep\n")]
#[case::quotes_with_lazy_lines(format!("{} deep\n{}", ">".repeat(5_000), "lazy\n".repeat(5_000)))]
#[case::lists((0..500).fold(String::new(), |text, depth| text + &" ".repeat(depth * 2) + "- x\n"))]
#[case::emphasis("*a **a ".repeat(20_000))]
#[case::brackets("[".repeat(50_000))]
#[case::images("![".repeat(50_000))]
#[case::backticks((1..400).fold(String::new(), |text, count| text + &"`".repeat(count) + " "))]
#[case::tags("<a ".repeat(50_000))]
#[case::footnotes((0..5_000).fold(String::new(), |text, number| format!("{text}[^{number}] \n\n[^{number}]: x\n\n")))]
#[case::table(format!("|a|\n|-|\n{}", "|x".repeat(20_000)))]
fn deep_and_odd_texts_are_survived(#[case] text: String) {
    let loaded = parse(Path::new("a.md"), &Clean::new(&text));
    assert!(loaded.articles.len() + loaded.problems.len() > 0);
}
