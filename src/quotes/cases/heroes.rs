//! Whom "he" and "she" mean in obituaries and portraits, behind questions, and against lists of given names.

use rstest::rstest;

use super::{speaker, story};
use crate::quotes;

const OBITUARY: &str =
    "Rolf Dane, the painter of boats, has died at 80. Dane was born in Hull.\n\n";
const PORTRAIT: &str =
    "Ida Dane paints boats. Dane meets me on the quay and tells me to sit. We eat.\n\n";
const NEWS: &str = "Rolf Dane, the mayor, sold his boat on Monday. Dane would not say why.\n\n";

#[rstest]
#[case::the_hero_again(
    OBITUARY,
    "“He was late for all of it,” said Hugh Marsh, his dealer.\n\nHe painted until the end. “I never stopped,” he once said.",
    "Rolf Dane"
)]
#[case::whoever_spoke_goes_on(
    OBITUARY,
    "“He was late for all of it,” said Hugh Marsh, his dealer.\n\nHe added: “I shall miss that.”",
    "Hugh Marsh"
)]
#[case::whoever_spoke_in_the_present(
    OBITUARY,
    "Hugh Marsh met him in 1970. “He gave me a boat,” Marsh said.\n\nHe keeps it still. “I row it on Sundays,” he said.",
    "Hugh Marsh"
)]
#[case::somebody_of_the_paragraph(
    OBITUARY,
    "His brother, Nils, taught him to row. He sold eels. “I had no time for paint,” he told a paper in 1990.",
    "Nils"
)]
#[case::no_obituary(
    NEWS,
    "Hugh Marsh bought it. “It leaks,” Marsh said.\n\nHe paid four thousand for it. “I was robbed,” he said.",
    "Hugh Marsh"
)]
#[case::a_death_in_the_news(
    "Ida Dane, 34, died on Monday. Dane was a pilot.\n\n",
    "Her friend Ruth Holt found her. “She had the radio on,” Holt said.\n\nShe had gone in at eight. “I knew at once,” she said.",
    "Ruth Holt"
)]
#[case::whom_her_mother_tells_of(
    PORTRAIT,
    "Her mother, Ruth, ran a bar. “She drew on the walls,” Ruth Dane told me.\n\nShe studied in Rome. “I hated it,” she tells me.",
    "Ida Dane"
)]
#[case::her_mother_who_tells_of_herself(
    PORTRAIT,
    "Her mother, Ruth, ran a bar. “I hated the smoke,” Ruth Dane told me.\n\nShe sold it in 1990. “I wept,” she told me.",
    "Ruth Dane"
)]
#[case::a_rival_in_a_portrait(
    PORTRAIT,
    "Her rival, Ruth Holt, runs a school. “She paints well,” Holt told me.\n\nShe sold it in 1990. “I wept,” she told me.",
    "Ruth Holt"
)]
#[case::behind_the_clause_that_opens(
    "Ida Marsh fell ill.\n\nThe cause was a cold, her daughter, Ruth, said.\n\n",
    "In 1967, while she was sweeping, Dr Marsh found a letter from her brother. She went to lunch. When she came back it was gone.\n\n“I cried out,” she recalled.",
    "Ida Marsh"
)]
#[case::a_friend_who_met_the_hero(
    "Rolf Dane, the painter, has died at 80. Dane was born in Hull.\n\n",
    "“He was late,” said Hugh Marsh, his dealer.\n\nHe had met Dane in 1970. “I owed him all,” he said.",
    "Hugh Marsh"
)]
#[case::a_death_of_the_young(
    "Rolf Dane, a rower, died at 19 in a crash. Dane was from Hull.\n\n",
    "His coach, Hugh Marsh, wept. “He was quick,” Marsh said.\n\nHe had trained that day. “I told them to rest,” he said.",
    "Hugh Marsh"
)]
#[case::a_clause_with_another(
    "",
    "Hugh Marsh was at the door. While he was away, Rolf Dane had fed his dog. “It is a good dog,” Marsh said.",
    "Hugh Marsh"
)]
fn the_hero_is(#[case] opening: &str, #[case] rest: &str, #[case] name: &str) {
    assert_eq!(last_speaker(&format!("{opening}{rest}")), name);
}

#[rstest]
#[case::whom_no_list_knows(
    "Ulvan Pratt, also from Hull, said he had come by train. “I slept on the platform,” he said.",
    "Ulvan Pratt"
)]
#[case::one_more_who_speaks_of_him(
    "Susan Pratt, also on board, said he had saved her. “I only rowed,” he said.",
    "Owen Larkin"
)]
#[case::a_reporter_with_a_request(
    "Ana Ruiz sells pears. A reporter asked for a drink. “I am dying of thirst,” he said.",
    "A reporter"
)]
#[case::a_clause_with_a_father(
    "Jackie Pratt, whose sister was held, told the Gull he had slept. “I slept on the platform,” he said.",
    "Jackie Pratt"
)]
#[case::a_woman_speaks_for_him(
    "Anna Marsh, defending, said he had been tired. “I slept on the platform,” he told the court.",
    "Owen Larkin"
)]
#[case::with_a_role(
    "Defence solicitor Anna Marsh said he had been tired. “I slept on the platform,” he told the court.",
    "Owen Larkin"
)]
#[case::one_more_before_the_name(
    "Another neighbour, Anna Marsh, said he had been tired. “I slept on the platform,” he told her.",
    "Owen Larkin"
)]
#[case::with_a_title(
    "Ms Suman Pratt, another pupil, said he had been tired. “I slept on the platform,” he told her.",
    "Owen Larkin"
)]
#[case::a_wife(
    "His wife, Suman, also a skipper, said he had been tired. “I slept on the platform,” he told her.",
    "Owen Larkin"
)]
#[case::a_name_of_both(
    "Robin Dane, a fellow skipper, said he had come by train. “I slept on the platform,” he said.",
    "Robin Dane"
)]
fn against_a_list_of_names_he_is(#[case] rest: &str, #[case] name: &str) {
    let opening = "“The nets are torn,” said Owen Larkin, the bosun.\n\n";
    assert_eq!(last_speaker(&format!("{opening}{rest}")), name);
}

#[rstest]
#[case::by_a_coroner(
    "Asked by the coroner whether he had slept, he replied: “I never slept.”",
    "Owen Larkin"
)]
#[case::a_reporter_in_the_sentence_before(
    "A reporter asked about it.\n\n“I never slept,” he said.",
    "Owen Larkin"
)]
#[case::a_reporter_with_a_question("A reporter spoke. “Did you sleep?” he asked.", "A reporter")]
#[case::led_by_somebody(
    "Led by Ed Holt, the crew sang. Holt wept. “I never slept,” he said.",
    "Ed Holt"
)]
fn whoever_asks_does_not_answer(#[case] rest: &str, #[case] name: &str) {
    let opening = "Owen Larkin lost his boat on Monday. “I ran,” Larkin said.\n\n";
    assert_eq!(last_speaker(&format!("{opening}{rest}")), name);
}

#[rstest]
#[case::whom_a_paragraph_before_calls_she(
    "Margit Dorn blamed the weather. “It was cold,” she said.\n\nFounder Jack Holt was calm. In his view, the former trader said, it was warm.\n\n“I sold boats,” he said.",
    "Jack Holt"
)]
#[case::an_age_before_what_somebody_is(
    "“It helps,” said Nora Dorn, who led the study.\n\nAmong those who took part was Ida Moss, 71, a retired nurse from Hull. She kept a diary, and remembers each page.\n\n“I lied,” she said.",
    "Ida Moss"
)]
fn the_paragraph_brings(#[case] text: &str, #[case] name: &str) {
    assert_eq!(last_speaker(text), name);
}

#[rstest]
#[case::a_priest(
    "Father Dolan was in the yard. “It is late,” the priest said.",
    "Dolan"
)]
#[case::a_judge("Lord Justice Larkin sat. “It is late,” the judge said.", "Larkin")]
#[case::somebodys_father(
    "His father, Tom Larkin, was in the yard. “It is late,” the priest said.",
    "the priest"
)]
#[case::justice_itself(
    "Justice was done, Tom Larkin said. “It is late,” the judge said.",
    "the judge"
)]
fn a_title_says_the_office(#[case] text: &str, #[case] name: &str) {
    assert_eq!(last_speaker(text), name);
}

#[rstest]
#[case::behind_the_clause_that_opens(
    "“It is late,” Ann Marsh said.\n\nPremier Owen Larkin flew in on Friday and got a mixed reception. As he walked down the lane, one man refused to shake his hand.\n\n“Where were you?” he said.",
    false
)]
#[case::a_body_acts("A court jailed Owen Larkin on Monday. “I ran,” he said.", true)]
#[case::weather_acts(
    "As Owen Larkin walked down the lane, the rain began. “I ran,” he said.",
    true
)]
fn a_subject_without_a_name_makes_it_unsure(#[case] text: &str, #[case] is_sure: bool) {
    let quotes = quotes::find(&story(text));
    let last = quotes.last().map(|quote| quote.confidence.is_sure());
    assert_eq!(last, Some(is_sure));
}

fn last_speaker(text: &str) -> String {
    let quotes = quotes::find(&story(text));
    quotes.last().map_or("-", speaker).to_owned()
}
