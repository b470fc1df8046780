//! What somebody does: a surgeon who is not the patient, a job before a name, an office and whoever holds it.

use rstest::rstest;

use super::{speaker, story, told};
use crate::quotes;

#[rstest]
// Somebody else than whoever has a name.
#[case::another_than_the_patient(
    "Rolf Dane was hurt. “He will walk again,” said the surgeon.",
    "the surgeon"
)]
#[case::another_than_who_spoke(
    "“I was hurt,” said Rolf Dane.\n\n“He will walk again,” the pilot said.",
    "the pilot"
)]
#[case::another_than_the_headline(
    "# Barn burns\n\n“It went up like straw,” the farmer said.",
    "the farmer"
)]
#[case::an_epithet(
    "Rolf Dane bought the yard. “It will float again,” the businessman said.",
    "Rolf Dane"
)]
#[case::more_beside_the_noun(
    "Rolf Dane bought the yard. “It will float again,” the Ebbing investor said.",
    "Rolf Dane"
)]
#[case::a_role_that_was_told(
    "Rolf Dane, a surgeon, was late. “He will walk again,” the surgeon said.",
    "Rolf Dane"
)]
#[case::the_rank_of_a_title(
    "PC Orla Prentice spoke next. “I saw it,” the officer said.",
    "Orla Prentice"
)]
#[case::a_party_and_a_seat(
    "Rolf Dane has called for a ferry. The Labour MP said the road was “a river”.",
    "Rolf Dane"
)]
// Headlines.
#[case::the_first_word_of_a_headline(
    "# Sculptor wins\n\nJurors met Rolf Dane. He took the stage. “It was a shock to us all,” he said.",
    "Rolf Dane"
)]
#[case::a_description_in_a_headline(
    "# Village baker retires\n\nThey came for Orla Prentice. “It was a shock to us all,” she said.",
    "Orla Prentice"
)]
// Jobs before names.
#[case::a_doer(
    "Hillwalker Orla Prentice said: “It was a shock to us all.”",
    "Orla Prentice"
)]
#[case::an_age(
    "Nine-year-old Orla Prentice said: “It was a shock to us all.”",
    "Orla Prentice"
)]
#[case::where_somebody_is_from(
    "Her rival, the Dutchman Koos Dane, won. “It was a shock to us all,” he said.",
    "Koos Dane"
)]
#[case::three_names(
    "Parker Lee Prentice said: “It was a shock to us all.”",
    "Parker Lee Prentice"
)]
#[case::a_month_and_a_trade("Jan Baker calls it “a shock to us all”.", "Jan Baker")]
// Offices.
#[case::of_the_church(
    "“It was a shock to us all,” said the bishop, the Right Rev Rolf Dane.",
    "Rolf Dane"
)]
#[case::of_the_church_in_a_short_line(
    "“It was a shock,” said the Dean, the Very Rev Rolf Dane.",
    "Rolf Dane"
)]
#[case::a_nun(
    "“It was a shock to us all,” said her aunt, Sr Orla Prentice.",
    "Orla Prentice"
)]
#[case::a_given_name("“It was a shock to us all,” said the Dean.", "the Dean")]
#[case::a_noble(
    "The baron planted an oak. “It will outlive us,” he said.",
    "The baron"
)]
#[case::a_noun_that_may_be_a_verb(
    "The chief fire officer, Orla Prentice, was there. She said: “It was a shock to us all.”",
    "Orla Prentice"
)]
#[case::whom_police_name(
    "The inmate, named as Rolf Dane, hid in a box. “It was a shock to us all,” he said.",
    "Rolf Dane"
)]
// Bodies.
#[case::a_firm_by_what_it_does(
    "The insurer apologised. “We value every one,” it said.",
    "The insurer"
)]
#[case::a_body_of_members("“It was a shock to us all,” the Nurses' Union said.", "Nurses' Union")]
#[case::a_firm_of_two_names(
    "A spokesman for Dunn & Hale said: “It was a shock to us all.”",
    "A spokesman for Dunn & Hale"
)]
// The other one.
#[case::kinship(
    "A judge, Una Prentice, was there. His wife, Bernie, wept. “He is a good man,” she said.",
    "Bernie"
)]
#[case::she_who_becomes_no_he(
    "Maisie Prentice wrote. She got a reply from Rolf Dane. “It is fine,” he wrote.",
    "Rolf Dane"
)]
#[case::an_answer(
    "Rolf Dane questioned Tom Hale.\n\n“Do you recall it?” Dane asked.\n\n“I do,” he replied.",
    "Tom Hale"
)]
#[case::who_calls(
    "“It stops here,” Rolf Dane told them. “It does not,” called a voice from the back.",
    "a voice"
)]
#[case::who_is_quoted(
    "“It was a shock to us all,” Rolf Dane quoted the farmer as saying.",
    "the farmer"
)]
#[case::what_is_shaken(
    "Asked about it, Rolf Dane shook his head. “It was a shock to us all,” he said.",
    "Rolf Dane"
)]
fn the_speaker_is_told_from_others(#[case] written: &str, #[case] name: &str) {
    let article = story(written);
    let quotes = quotes::find(&article);
    assert_eq!(
        quotes.last().map(speaker),
        Some(name),
        "{:?}",
        told(&article)
    );
}

#[rstest]
#[case::a_work_of_one_word("Rolf Dane broke a leg in “Giselle”.")]
#[case::an_episode("In an episode called “Nobody Looks Below,” the hosts told of a house.")]
#[case::a_work_of_which_something_is_said("Rolf Dane wrote that “The Tin Whistle” was a bore.")]
#[case::a_sign("Rolf Dane drove a van with a sign that read “Slow Curate”.")]
#[case::a_work_far_from_what_reports(
    "Visitors stop longest before “Girl With a Blue Cup” and “Study for a Gale”, the guide Rolf Dane said."
)]
#[case::a_law("Rolf Dane signed “Orla's Law” on Monday.")]
fn titles_are_no_quotes(#[case] written: &str) {
    assert_eq!(told(&story(written)), Vec::<String>::new());
}
