//! Quotes of several who speak together, and those that look so and are not.

use rstest::rstest;

use super::{story, told};
use crate::quotes;

#[rstest]
#[case::two_before_the_cue(
    "Ana Ruiz and Ed Bell said the quay was “a danger to us all.”",
    &["Ana Ruiz and Ed Bell: “a danger to us all.”"]
)]
#[case::two_behind_the_cue(
    "“We were never asked,” said Ana Ruiz and Ed Bell.",
    &["Ana Ruiz and Ed Bell: “We were never asked,”"]
)]
#[case::each_of_a_place(
    "“We were never asked,” said Ana Ruiz, of Harrow, and Ed Bell, of Ebbing, in a letter.",
    &["Ana Ruiz and Ed Bell: “We were never asked,”"]
)]
#[case::with_her_brother(
    "“We were never asked,” said Ana Ruiz and her brother Ed.",
    &["Ana Ruiz and Ed: “We were never asked,”"]
)]
#[case::one_of_a_place_and_somebody_who_nods(
    "“I was never asked,” said Ana Ruiz, of Harrow, and Ed Bell nodded.",
    &["Ana Ruiz: “I was never asked,”"]
)]
#[case::one_whose_brother_nods(
    "“I was never asked,” said Ana Ruiz and her brother Ed nodded.",
    &["Ana Ruiz: “I was never asked,”"]
)]
#[case::three(
    "Ana Ruiz, Ed Bell and Cleo Ward said the quay was “a danger to us all.”",
    &["Ana Ruiz, Ed Bell and Cleo Ward: “a danger to us all.”"]
)]
#[case::a_source(
    "According to Ana Ruiz and Ed Bell, the quay is “a danger.”",
    &["Ana Ruiz and Ed Bell: “a danger.”"]
)]
#[case::with_ages(
    "Ana Ruiz, 41, and Ed Bell, 39, said they were “over the moon.”",
    &["Ana Ruiz and Ed Bell: “over the moon.”"]
)]
#[case::with_what_they_are(
    "“We were never asked,” said Ana Ruiz, a baker, and Ed Bell, a mason.",
    &["Ana Ruiz and Ed Bell: “We were never asked,”"]
)]
#[case::her_husband(
    "In a joint statement, Ana Ruiz and her husband, Ed Bell, said: “We were never asked.”",
    &["Ana Ruiz and Ed Bell: “We were never asked.”"]
)]
#[case::named_behind_what_they_are(
    "“He was our light,” his parents, Ana Ruiz and Ed Bell, said.",
    &["Ana Ruiz and Ed Bell: “He was our light,”"]
)]
#[case::agents(
    "Cleo Ward has been hailed as “a star” by Ana Ruiz and Ed Bell.",
    &["Ana Ruiz and Ed Bell: “a star”"]
)]
#[case::by_surnames(
    "Ana Ruiz and Ed Bell own the quay.\n\n“We were never asked,” Ruiz and Bell wrote.",
    &["Ana Ruiz and Ed Bell: “We were never asked,”"]
)]
#[case::they(
    "Ana Ruiz and Ed Bell said in a statement: “It leaks.” They added: “It always did.”",
    &["Ana Ruiz and Ed Bell: “It leaks.”", "Ana Ruiz and Ed Bell: “It always did.”"]
)]
#[case::descriptions(
    "The council and the police said the march was “peaceful.”",
    &["The council and the police: “peaceful.”"]
)]
#[case::whom_those_who_speak_tell_of(
    "The protesters said Ana Ruiz and Ed Bell lied to the town. “We will not be fooled again,” they said.",
    &["The protesters: “We will not be fooled again,”"]
)]
#[case::whom_those_who_speak_wait_for(
    "The families were angry because Ana Ruiz and Ed Bell stayed away. “We will not be fooled again,” they said.",
    &["The families: “We will not be fooled again,”"]
)]
#[case::whom_those_who_speak_hear_of(
    "The members were told that Ana Ruiz and Ed Bell had resigned. “We will not be fooled again,” they said.",
    &["The members: “We will not be fooled again,”"]
)]
#[case::whom_those_who_speak_care_for(
    "The doctors said that patients and nurses were at risk. “We must act now,” they said.",
    &["The doctors: “We must act now,”"]
)]
#[case::one_description_of_two_nouns(
    "Owners and lawyers stayed inside. “We have families to feed,” they said.",
    &["Owners and lawyers: “We have families to feed,”"]
)]
#[case::a_day_before_the_list(
    "On Monday, Ana Ruiz and Ed Bell sold the yard. “We have families to feed,” they said.",
    &["Ana Ruiz and Ed Bell: “We have families to feed,”"]
)]
fn all_are_named(#[case] text: &str, #[case] quotes: &[&str]) {
    assert_eq!(told(&story(text)), quotes);
}

#[rstest]
#[case::whom_somebody_met(
    "Ana Ruiz met the mayor and Ed Bell said the quay was “a danger.”",
    &["Ed Bell: “a danger.”"]
)]
#[case::who_only_nodded(
    "“We were never asked,” said Ana Ruiz, and Ed Bell nodded.",
    &["Ana Ruiz: “We were never asked,”"]
)]
#[case::two_roles_of_one(
    "“We were never asked,” said Ana Ruiz, a baker and member of the council.",
    &["Ana Ruiz: “We were never asked,”"]
)]
#[case::a_role_shared_with_nobody(
    "“He was a joy,” said his friend and fellow baker Ed Bell.",
    &["Ed Bell: “He was a joy,”"]
)]
#[case::those_whom_a_spokesman_speaks_for(
    "A spokesman for Ruiz and Bell said the claim was “rubbish.”",
    &["A spokesman for Ruiz and Bell: “rubbish.”"]
)]
fn one_is_named(#[case] text: &str, #[case] quotes: &[&str]) {
    assert_eq!(told(&story(text)), quotes);
}

#[test]
fn each_has_a_mention_of_their_own() {
    let article = story("Ana Ruiz and Ed Bell, the clerk, said it was “a danger.”");
    let quotes = quotes::find(&article);
    let speakers = quotes.iter().flat_map(|quote| &quote.speakers);
    let mentions: Vec<&str> = speakers
        .map(|speaker| article.words_in(speaker.mention))
        .collect();
    assert_eq!(mentions, ["Ana Ruiz", "Ed Bell"]);
    let joint = quotes.first().and_then(|quote| quote.speaker.as_ref());
    assert_eq!(
        joint.map(|speaker| article.words_in(speaker.mention)),
        Some("Ana Ruiz and Ed Bell")
    );
}
