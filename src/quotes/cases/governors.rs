//! Subjects that are longer than their last noun: "a councillor with long ties to Orrin said".

use rstest::rstest;

use super::{story, told};

#[rstest]
#[case::nouns_between_two_prepositions(
    "Several councillors with long ties to both Orrins said the wall was “a waste of good stone.”",
    "Several councillors with long ties to both Orrins: “a waste of good stone.”"
)]
#[case::who_did_something_to_a_thing(
    "One clerk who read the plan said it was “a waste of good stone.”",
    "One clerk: “a waste of good stone.”"
)]
#[case::the_possessor_of_what_a_preposition_governs(
    "Lena Orr of the county's Harbour Institute wrote that the wall was “a waste of good stone.”",
    "Lena Orr: “a waste of good stone.”"
)]
#[case::a_possessor_and_four_words_of_a_role(
    "“The wall will hold,” said Bell's chief foreign policy aide Jake Orr.",
    "Jake Orr: “The wall will hold,”"
)]
#[case::comments_of_somebody_else_have_no_subject(
    "One clerk inside the town hall tried to play down Bell's comments, saying they were “no great matter.”",
    "One clerk inside the town hall: “no great matter.”"
)]
#[case::a_chain_that_with_begins(
    "Bell spoke on Monday, with the campaign of the former mayor from Orrin saying he was “no friend of the town.”",
    "the campaign of the former mayor from Orrin: “no friend of the town.”"
)]
fn the_whole_subject_speaks(#[case] text: &str, #[case] quote: &str) {
    assert_eq!(told(&story(text)), [quote]);
}
