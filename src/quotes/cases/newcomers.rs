//! People who are brought in on the way: by what they are called, as somebody's mother, by where they are from.

use rstest::rstest;

use super::{speaker, story, told};
use crate::quotes;

#[rstest]
// What comes before a name that begins a sentence.
#[case::a_compound_noun(
    "Ex-husband Grant was there. “It was a shock to us all,” he said.",
    "Grant"
)]
#[case::another_prefix(
    "Co-pilot Rolf Dane was there. “It was a shock to us all,” he said.",
    "Rolf Dane"
)]
#[case::a_member_of_parliament(
    "Independent TD Rolf Dane was there. “It was a shock to us all,” Mr Dane said.",
    "Rolf Dane"
)]
#[case::a_judge(
    "“It was a shock to us all,” Recorder Rolf Dane KC told her.",
    "Rolf Dane"
)]
#[case::a_participle(
    "Born in Ebbing, Orla Prentice trained as a nurse. “It was a shock to us all,” said Born's critics.",
    "Born's critics"
)]
// Names in a clause.
#[case::called("“It was a shock to us all,” said a young man called Rolf.", "Rolf")]
#[case::who_gave_a_name(
    "A trader who gave his name only as Rolf had seen it. “It was a shock to us all,” he said.",
    "Rolf"
)]
#[case::an_office_in_capitals(
    "The Grand Registrar, Rolf Dane, called it “a shock to us all”.",
    "Rolf Dane"
)]
// Where the subject ends.
#[case::an_adjective_and_a_preposition(
    "“It was a shock to us all,” a source close to the pair said.",
    "a source close to the pair"
)]
#[case::a_number_behind_of(
    "“It was a shock to us all,” said a mother of three, packing a van.",
    "a mother of three"
)]
#[case::a_thing_of_the_subject(
    "Rolf Dane, whose latest boat, Ada, won in May, said it was “a shock to us all”.",
    "Rolf Dane"
)]
#[case::people_behind_said(
    "Shares in Gull fell.\n\nHarbour master Rolf Dane said sailors were angry. “It was a shock to us all,” he told the Argus.",
    "Rolf Dane"
)]
// Who is whom.
#[case::the_same_noun(
    "Gloria Moss laughed until the woman beside her woke up.\n\n“It was a shock to us all,” the woman said.",
    "the woman"
)]
#[case::where_somebody_is_from(
    "Rolf Dane coaches the rowers. “It was hard,” Dane said. “It was a shock to us all,” the Scot added.",
    "Rolf Dane"
)]
#[case::a_clause_with_when(
    "Giles Hart was ill. After he died, a man called Rolf Dane came to the house. He was very old. “It was a shock to us all,” he said.",
    "Rolf Dane"
)]
#[case::a_gender_that_a_clause_shows(
    "Orla Prentice wrote a song. It features the rapper Ozz Bekimi, who recorded his verse in May. “It was a shock to us all,” she says.",
    "Orla Prentice"
)]
#[case::a_company_is_no_he(
    "Gull Foods, which owns a pier, lost money. Rolf Dane runs it. “It was a shock to us all,” he said.",
    "Rolf Dane"
)]
#[case::a_mother_in_a_story_of_a_meeting(
    "Orla Prentice meets me on the quay. “Sit,” she tells me. Her mother, Ida, ran a bar here. “It was a shock to us all,” she says.",
    "Orla Prentice"
)]
#[case::the_author_asks(
    "I met Rolf Dane on the quay. “We did not speak,” Dane says.\n\nI ask who won. “It was a shock to us all.”",
    "Rolf Dane"
)]
fn the_speaker_is(#[case] text: &str, #[case] name: &str) {
    let article = story(text);
    let quotes = quotes::find(&article);
    assert_eq!(quotes.last().map(speaker), Some(name));
}

#[test]
fn what_an_interviewer_says_is_no_answer() {
    let article = story(
        "Orla Prentice built the pier.\n\nYou have said that you hate wood. Why?\n\nI don't hate it. I hate wet wood.\n\nWhat was hard?\n\nThe piles. We built four.\n\nYour clients wanted a tower.\n\nThey did. I told them that nobody reads in a tower.\n\nWhat comes next?\n\nA station. I am serious about it.",
    );
    assert_eq!(
        told(&article),
        [
            "Orla Prentice: I don't hate it. I hate wet wood.",
            "Orla Prentice: The piles. We built four.",
            "Orla Prentice: They did. I told them that nobody reads in a tower.",
            "Orla Prentice: A station. I am serious about it.",
        ]
    );
}

#[rstest]
#[case::its_name("The candle is her best. It's called “Low Tide Letter”.")]
#[case::a_track("Its best track, “Low Tide”, is long.")]
fn a_title_is_no_quote(#[case] text: &str) {
    assert_eq!(told(&story(text)), Vec::<String>::new());
}
