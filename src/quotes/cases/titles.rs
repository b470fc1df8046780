//! Works, addressees and events in marks, which are nobody's words.

use rstest::rstest;

use super::{story, told};

#[rstest]
#[case::launching_into(
    "Before launching into “Mudlark,” Simm told the crowd, “you are all mad and I love you.”"
)]
#[case::having_sung(
    "Having sung “Nessun dorma,” Simm told the crowd, “you are all mad and I love you.”"
)]
#[case::reminded_of(
    "Reminded of the notices for “Ropes, So Many,” Simm told the crowd, “you are all mad and I love you.”"
)]
#[case::midway_through(
    "Midway through “Low Water,” Simm told the crowd, “you are all mad and I love you.”"
)]
#[case::following("Following “Low Water,” Simm told the crowd, “you are all mad and I love you.”")]
#[case::closing_with(
    "Closing with “Low Water,” Simm told the crowd, “you are all mad and I love you.”"
)]
#[case::when_he_had_played(
    "When he had played “Low Water,” Simm told the crowd, “you are all mad and I love you.”"
)]
#[case::of_a_work("Of “Low Water,” Simm told the crowd, “you are all mad and I love you.”")]
fn a_title_leads_in_to_the_quote(#[case] text: &str) {
    assert_eq!(
        told(&story(text)),
        ["Simm: “you are all mad and I love you.”"]
    );
}

#[rstest]
#[case::after_shouting("After shouting “We Go,” Simm told the crowd, “and we go now, all of us.”")]
#[case::behind_but("But “We Go,” Simm told the crowd, “and we go now, all of us.”")]
#[case::behind_a_day("On Monday “We Will Go,” Simm told the crowd, “and we go now, all of us.”")]
#[case::behind_a_comma("Before leaving, “We Go,” Simm told the crowd, “and we go now, all of us.”")]
#[case::behind_then("Then “We Go,” Simm told the crowd, “and we go now, all of us.”")]
#[case::in_a_low_voice("In a low voice “We Go,” Simm told the crowd, “and we go now, all of us.”")]
#[case::alone("“We Go,” Simm told the crowd, “and we go now, all of us.”")]
#[case::behind_as("Dismissing it as “Dead,” Simm told the crowd, “and we go now, all of us.”")]
fn a_quote_goes_on_behind_its_tag(#[case] text: &str) {
    let quotes = told(&story(text));
    assert_eq!(quotes.len(), 1);
    assert!(quotes.concat().ends_with("… “and we go now, all of us.”"));
}

#[rstest]
#[case::an_addressee("Ana Ruiz signed for a box addressed to “Mr and Mrs Dunn” at the quay.")]
#[case::works_that_somebody_made(
    "Ana Ruiz, who made “A Room in Hull” and “Dust of the Docks”, was held for nine hours."
)]
#[case::a_work_and_its_praise(
    "Ana Ruiz, who once made the sublime “Harbour Lights”, has a new film."
)]
#[case::a_quiz("Ana Ruiz, known for the quiz “Beat the Boat”, said she would move to Spain.")]
#[case::an_event(
    "Bell will hold what his aides are calling a “Honk for Heroes” motorcade on the quay."
)]
#[case::written_on_a_day("Dana Reid wrote “The Owl of Marrow Hill” on Friday.")]
#[case::written_with_somebody("Dana Reid, who wrote “Mind the Lamps” with Ed Bell, has left.")]
#[case::read_to_children("Dana Reid read “The Owl of Marrow Hill” to a class of five-year-olds.")]
#[case::recited("Dana Reid recited “Ode to a Tram Stop” from memory.")]
#[case::learned("Dana Reid learned “The Owl of Marrow Hill” at school.")]
fn nobody_says_it(#[case] text: &str) {
    assert_eq!(told(&story(text)), Vec::<String>::new());
}

#[rstest]
#[case::made_a_slogan(
    "Ana Ruiz made “Boats For All” her slogan.",
    "Ana Ruiz: “Boats For All”"
)]
#[case::a_speech(
    "Bell gave a “Very Good Deal” speech at noon.",
    "Bell: “Very Good Deal”"
)]
#[case::whom_a_speech_is_for(
    "The mayor addressed his speech to “the people who carried us”.",
    "The mayor: “the people who carried us”"
)]
#[case::written_on_a_wall(
    "Dana Reid wrote “Go Home Now” on the wall.",
    "Dana Reid: “Go Home Now”"
)]
#[case::written_before_leaving(
    "Dana Reid wrote “We Will Be Back Soon” and left.",
    "Dana Reid: “We Will Be Back Soon”"
)]
#[case::published_words(
    "Dana Reid published “the worst kind of lie” on Friday.",
    "Dana Reid: “the worst kind of lie”"
)]
#[case::read_from_a_card(
    "Dana Reid read “We Have Been Here Before” from the card.",
    "Dana Reid: “We Have Been Here Before”"
)]
#[case::taught_words(
    "Dana Reid taught “patience and a loud voice” to her class.",
    "Dana Reid: “patience and a loud voice”"
)]
fn somebody_says_it(#[case] text: &str, #[case] quote: &str) {
    assert_eq!(told(&story(text)), [quote]);
}
