//! Cases of lines in title case, and of headlines.

use rstest::rstest;

use super::{story, told};

#[rstest]
#[case::a_verb_behind_a_surname_that_is_a_given_name(
    "Mayor Okello Slams “Cheap Talk And Cheap Bread.” “I read it twice,” he said.",
    "Okello: “I read it twice,”"
)]
#[case::a_verb_that_reports_nothing(
    "Governor Pruett Vetoes “A Bill Nobody Wrote.” “I read it twice,” he said.",
    "Pruett: “I read it twice,”"
)]
#[case::a_verb_before_a_noun_for_a_body(
    "Minister Dunne Defends “Firm Hands And Fair Rules.” “I read it twice,” he said.",
    "Dunne: “I read it twice,”"
)]
#[case::a_surname_that_could_be_a_verb(
    "Mayor Peter Reads met them. “I read it twice,” he said.",
    "Peter Reads: “I read it twice,”"
)]
#[case::a_surname_before_a_slogan(
    "Senator Ana Sands “Up The Hill” hats were sold. “I read it twice,” she said.",
    "Ana Sands: “I read it twice,”"
)]
#[case::a_surname_before_a_nickname(
    "Mayor James “Big Jim” Hollis met them. “I read it twice,” he said.",
    "James “Big Jim” Hollis: “I read it twice,”"
)]
fn the_last_is_said_by(#[case] text: &str, #[case] quote: &str) {
    assert_eq!(told(&story(text)).last().map(String::as_str), Some(quote));
}

#[rstest]
#[case::accused_of(
    "# Council accused of 'daylight robbery' over permits\n\nRain fell.",
    "-"
)]
#[case::likened_to("# Tax plan likened to 'moving deckchairs'\n\nRain fell.", "-")]
#[case::a_noun_and_a_verdict("# Closure of baths 'a betrayal'\n\nRain fell.", "-")]
#[case::somebody_accuses("# Bell accused Ruiz of 'a betrayal'\n\nRain fell.", "Bell")]
#[case::somebody_describes("# Bell describes plan as 'moving deckchairs'\n\nRain fell.", "Bell")]
#[case::somebody_says("# Mayor says closure 'a betrayal'\n\nRain fell.", "Mayor")]
#[case::somebody_vows("# Bell vows 'a better town'\n\nRain fell.", "Bell")]
fn the_headline_is_said_by(#[case] text: &str, #[case] speaker: &str) {
    let quotes = told(&story(text));
    let first = quotes.first().map_or("-", String::as_str);
    assert!(first.starts_with(speaker), "{first}");
}
