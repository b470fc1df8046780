//! Front matter as other programs write it, whole and damaged.

use jiff::civil::date;
use rstest::rstest;

use super::*;
use crate::text::Clean;

const TOML: &str = "\
+++
title = \"Ferry stops: \\\"for good\\\"\"
description = \"An engine is to blame.\"
authors = [\"Ines Halloran\", \"Otto Vance\"]
date = 2016-09-08
source = \"Island Notes\"
url = \"https://notes.example/ferry\"
tags = [\"ferries\", \"islands\"]
language = \"en\"
weight = 3
+++
The ferry has stopped.
";

const YAML: &str = "\
---
Title: 'Ferry stops: \"for good\"'
summary: An engine is to blame.
author: Ines Halloran and Otto Vance
date: 2016-09-08T22:15:00+02:00
site_name: Island Notes
canonical_url: https://notes.example/ferry
tags: [ferries, islands]
lang: en
draft: false
---
The ferry has stopped.
";

#[rstest]
#[case::toml(TOML)]
#[case::yaml(YAML)]
fn both_syntaxes_say_the_same(#[case] text: &str) {
    let front = split_front_matter(text);
    let metadata = front.metadata;
    assert_eq!(metadata.title, "Ferry stops: \"for good\"");
    assert_eq!(
        metadata.standfirst,
        Some(Clean::new("An engine is to blame."))
    );
    assert_eq!(
        metadata.authors,
        [Clean::new("Ines Halloran"), Clean::new("Otto Vance")]
    );
    assert_eq!(metadata.published, Some(date(2016, 9, 8)));
    assert_eq!(metadata.source, Some(Clean::new("Island Notes")));
    assert_eq!(
        metadata.url,
        Some(Clean::new("https://notes.example/ferry"))
    );
    assert_eq!(
        metadata.tags,
        [Clean::new("ferries"), Clean::new("islands")]
    );
    assert_eq!(metadata.language, Some(Clean::new("en")));
    assert_eq!(
        (front.faults, front.body),
        (Vec::new(), "The ferry has stopped.\n")
    );
}

#[test]
fn clippings_of_a_browser_are_understood() {
    let text = "---\ntitle: Ferry stops\nsource: https://www.nytimes.com/ferry\nauthor:\n  - \"[[Ines Halloran]]\"\npublished: 2016-09-08\ntags:\n  - clippings\n---\n";
    let metadata = split_front_matter(text).metadata;
    assert_eq!(
        metadata.url,
        Some(Clean::new("https://www.nytimes.com/ferry"))
    );
    assert_eq!(metadata.source, None);
    assert_eq!(metadata.authors, [Clean::new("Ines Halloran")]);
    assert_eq!(metadata.tags, [Clean::new("clippings")]);
}

#[test]
fn authors_may_be_tables() {
    let text =
        "+++\n[[author]]\nname = \"Ines Halloran\"\n[[author]]\nname = \"Otto Vance\"\n+++\n";
    assert_eq!(split_front_matter(text).metadata.authors.len(), 2);
}

#[rstest]
#[case::none("The ferry has stopped.\n")]
#[case::a_rule("---\n\nThe ferry has stopped.\n\n---\n")]
#[case::a_sentence_after_a_rule("---\nThe ferry has stopped.\n---\nIt rained.\n")]
#[case::a_line_alone("---")]
fn a_text_without_front_matter_is_all_body(#[case] text: &str) {
    let front = split_front_matter(text);
    assert_eq!((front.body, front.faults.len()), (text, 0));
}

#[rstest]
#[case::yaml(
    "---\ntitle: Ferry: stops\ndate: 2016-09-08\ntags:\n- boats\n---\nIt rained.\n",
    2,
    "Ferry: stops"
)]
#[case::toml(
    "+++\ndate = 2016-09-08\ntitle = \"Ferry\"\ntags = [\"boats\"]\nweight = [\n+++\nIt rained.\n",
    5,
    "Ferry"
)]
#[case::unclosed(
    "---\ntitle: Ferry\ndate: 2016-09-08\ntags:\n- boats\n\nIt rained.\n",
    1,
    "Ferry"
)]
fn of_damaged_front_matter_the_readable_lines_count(
    #[case] text: &str,
    #[case] line: usize,
    #[case] title: &str,
) {
    let front = split_front_matter(text);
    assert_eq!(front.faults.len(), 1);
    assert_eq!(front.faults[0].line, line, "{}", front.faults[0].message);
    assert_eq!(front.metadata.title, title);
    assert_eq!(front.metadata.published, Some(date(2016, 9, 8)));
    assert_eq!(front.metadata.tags, [Clean::new("boats")]);
    assert_eq!(front.body, "It rained.\n");
}

#[rstest]
#[case::a_script(
    "title: x\nurl: javascript:alert(1)",
    3,
    "'javascript:alert(1)' is not a link"
)]
#[case::no_day("date: soon", 2, "'soon' is not a date")]
fn a_field_that_cannot_be_used_is_told_with_its_line(
    #[case] matter: &str,
    #[case] line: usize,
    #[case] message: &str,
) {
    let text = format!("---\n{matter}\n---\n");
    let fault = split_front_matter(&text).faults.remove(0);
    assert_eq!(fault.line, line);
    assert!(fault.message.starts_with(message));
}

#[test]
fn huge_front_matter_is_left_out_and_told() {
    let text = format!(
        "---\ntitle: {}\n---\nIt rained.\n",
        "x".repeat(MAXIMUM_BYTES)
    );
    let front = split_front_matter(&text);
    assert!(front.faults[0].message.contains("larger than 64 KB"));
    assert_eq!(front.body, "It rained.\n");
}

#[rstest]
#[case::nested_brackets(format!("---\na: {}\n---\n", "[".repeat(30_000)))]
#[case::nested_tables(format!("+++\na = {}\n+++\n", "[".repeat(30_000)))]
#[case::laughs(format!("---\na: &a [x, x]\n{}---\n", (b'b'..=b'z').map(char::from).fold(String::new(), |lines, name| {
    let before = char::from(u8::try_from(name).unwrap() - 1);
    format!("{lines}{name}: &{name} [*{before}, *{before}, *{before}, *{before}]\n")
})))]
fn a_bomb_is_survived_and_told(#[case] text: String) {
    assert_eq!(split_front_matter(&text).faults.len(), 1);
}
