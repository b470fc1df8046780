//! What comes between marks: glyphs, nesting, paragraphs, apostrophes, interruptions, terms and titles.

use rstest::rstest;

use super::{story, told};

#[rstest]
// 1. Mismatched and reversed curly marks, curly opened and straight closed.
#[case::curly_opened_and_straight_closed(
    "“The ferry will sail at nine,\" said Ana Ruiz, who runs it.",
    &["Ana Ruiz: “The ferry will sail at nine,\""]
)]
#[case::closing_marks_on_both_sides(
    "”The ferry will sail at nine,” said Ana Ruiz, who runs it.",
    &["Ana Ruiz: ”The ferry will sail at nine,”"]
)]
#[case::reversed_at_the_end(
    "Ana Ruiz said, “We will sail at nine whatever the wind does.“",
    &["Ana Ruiz: “We will sail at nine whatever the wind does.“"]
)]
#[case::the_value_of_an_attribute(
    "<post author=\"@gullwatch\" date=\"9 March\">The quay is empty.</post> “It is,” said Ana Ruiz, who runs it.",
    &["Ana Ruiz: “It is,”"]
)]
// 2. Two apostrophes and backticks as marks.
#[case::two_apostrophes_on_both_sides(
    "''The ferry will sail at nine,'' said Ana Ruiz, who runs it.",
    &["Ana Ruiz: ''The ferry will sail at nine,''"]
)]
#[case::backticks_and_apostrophes(
    "``The ferry will sail at nine,'' said Ana Ruiz, who runs it.",
    &["Ana Ruiz: ``The ferry will sail at nine,''"]
)]
// 3. Nested quotes, also of the same mark.
#[case::singles_inside_doubles(
    "“My father told me, ‘Never trust a calm sea,’ and I never have,” Ana Ruiz said.",
    &["Ana Ruiz: “My father told me, ‘Never trust a calm sea,’ and I never have,”"]
)]
#[case::the_same_curly_mark_inside(
    "“My father said, “Never trust a calm sea,” and I never have,” Ana Ruiz said.",
    &["Ana Ruiz: “My father said, “Never trust a calm sea,” and I never have,”"]
)]
#[case::doubles_inside_singles(
    "‘He called it “the best boat on the river” and then he sold it,’ said Ana Ruiz.",
    &["Ana Ruiz: ‘He called it “the best boat on the river” and then he sold it,’"]
)]
// 4. Quotes over several paragraphs.
#[case::opened_again_in_the_next_paragraph(
    "“We sailed at nine,” Ana Ruiz said. “We saw nobody on the quay.\n\n“We came back at ten and they were all there.”",
    &["Ana Ruiz: “We sailed at nine,”", "Ana Ruiz: “We saw nobody on the quay. … “We came back at ten and they were all there.”"]
)]
#[case::not_opened_again(
    "Ana Ruiz said, “We sailed at nine and saw nobody on the quay.\n\nWe came back at ten and they were all there.”",
    &["Ana Ruiz: “We sailed at nine and saw nobody on the quay. … We came back at ten and they were all there.”"]
)]
#[case::single_marks_opened_again_in_the_next_paragraph(
    "‘We sailed at nine,’ Ana Ruiz said. ‘We saw nobody on the quay.\n\n‘We came back at ten and they were all there.’",
    &["Ana Ruiz: ‘We sailed at nine,’", "Ana Ruiz: ‘We saw nobody on the quay. … ‘We came back at ten and they were all there.’"]
)]
// 5. Unclosed and stray marks, inches and feet.
#[case::inches_and_feet(
    "The plank is 6' 2\" long and 9\" wide. “It will hold,” said Ana Ruiz.",
    &["Ana Ruiz: “It will hold,”"]
)]
#[case::an_unclosed_mark_ends_with_its_paragraph(
    "“We sailed at nine and we saw nobody.\n\nThe quay was empty.\n\n“It was a lovely crossing,” Ed Bell said.",
    &["-: “We sailed at nine and we saw nobody.", "Ed Bell: “It was a lovely crossing,”"]
)]
#[case::an_unclosed_mark_ends_before_whoever_said_it(
    "“We sailed at nine and we saw nobody, said Ana Ruiz, who keeps the yard.\n\nThe quay was empty.",
    &["Ana Ruiz: “We sailed at nine and we saw nobody,"]
)]
#[case::a_stray_closing_mark(
    "The quay was empty.” “It was a lovely crossing,” Ed Bell said.",
    &["Ed Bell: “It was a lovely crossing,”"]
)]
// 6. British single marks against apostrophes.
#[case::single_marks(
    "'We don't sail in a gale, and the crew's families know it,' said Ana Ruiz.",
    &["Ana Ruiz: 'We don't sail in a gale, and the crew's families know it,'"]
)]
#[case::plural_possessives(
    "The passengers' bags were wet. 'The sailors' mess was dry,' said Ana Ruiz.",
    &["Ana Ruiz: 'The sailors' mess was dry,'"]
)]
#[case::decades_and_elisions(
    "It was rock 'n' roll in the '90s. ‘We played till the pier shook,’ said Ana Ruiz.",
    &["Ana Ruiz: ‘We played till the pier shook,’"]
)]
#[case::a_single_mark_that_stands_off(
    "‘It is what my father called “a calm before the gale,” ’ Ana Ruiz said.",
    &["Ana Ruiz: ‘It is what my father called “a calm before the gale,” ’"]
)]
#[case::no_space_behind_the_last_mark(
    "‘We sailed at nine and we love this boat!’Ana Ruiz said on Monday.",
    &["Ana Ruiz: ‘We sailed at nine and we love this boat!’"]
)]
#[case::a_bracket_behind_the_first_mark(
    "‘(The crew) sailed at nine whatever the wind did,’ Ana Ruiz said.",
    &["Ana Ruiz: ‘(The crew) sailed at nine whatever the wind did,’"]
)]
#[case::no_quote_at_all("It was rock 'n' roll in the '90s and the Smiths' boat was 'til lately the fastest.", &[])]
// 7. A quote that its attribution interrupts.
#[case::interrupted_sentence(
    "“The bridge,” Ana Ruiz said, “will hold for another winter.”",
    &["Ana Ruiz: “The bridge,” … “will hold for another winter.”"]
)]
#[case::interrupted_by_an_inverted_clause(
    "“If the bridge holds,” said Ana Ruiz, the engineer, “we shall all walk over it.”",
    &["Ana Ruiz: “If the bridge holds,” … “we shall all walk over it.”"]
)]
// 8. One attribution with several fragments.
#[case::several_sentences(
    "“The bridge is old,” Ana Ruiz said. “It will hold for another winter.”",
    &["Ana Ruiz: “The bridge is old,”", "Ana Ruiz: “It will hold for another winter.”"]
)]
// 18. Scare quotes and terms.
#[case::a_crosshead_in_single_marks(
    "“We sailed at nine whatever the wind did,” Ana Ruiz said.\n\n'A calm sea.'\n\n“We saw nobody on the quay,” Ed Bell said.",
    &["Ana Ruiz: “We sailed at nine whatever the wind did,”", "Ed Bell: “We saw nobody on the quay,”"]
)]
#[case::a_partial_quote_in_a_story_with_single_marks(
    "‘We sailed at nine,’ Ana Ruiz said. ‘We saw nobody.’ She called the crossing ‘the worst of my life’.",
    &["Ana Ruiz: ‘We sailed at nine,’", "Ana Ruiz: ‘We saw nobody.’", "Ana Ruiz: ‘the worst of my life’"]
)]
#[case::a_term("The so-called “ghost pier” was pulled down in May.", &[])]
#[case::a_nickname("The boat, known as the “Old Widow,” sank in May.", &[])]
// 19. Titles of works, shows, headlines.
#[case::a_book("She wrote the novel “The Harbor of Glass” in a single winter.", &[])]
#[case::a_title_with_a_subtitle("Ana Ruiz found “Paper Boats: The Men Who Fold Them” on a bench.", &[])]
#[case::a_film_that_was_watched("He watched “Harbour Lights” twice on the ferry.", &[])]
#[case::so_called("Ana Ruiz said the so-called “experts” were “asleep.”", &["Ana Ruiz: “asleep.”"])]
#[case::known_as("Ana Ruiz is known as “the duchess of the pier” by her men.", &[])]
#[case::a_show("He appeared on the program “Night Harbor” on Friday.", &[])]
#[case::a_memoir("Ana Ruiz tells of it in her memoir, “Cold Water,” and in a film.", &[])]
#[case::a_programme_of_a_broadcaster("Ana Ruiz was asked about the pier on HBC’s “Harbour Today.”", &[])]
#[case::a_programme_with_a_host("Ana Ruiz was asked about the pier on HBC’s “Late Harbour with Cleo Ward.”", &[])]
#[case::a_programme_that_is_told(
    "Ana Ruiz told “Gull and Friends” after the storm that the pier was “beyond repair.”",
    &["Ana Ruiz: “beyond repair.”"]
)]
#[case::the_meaning_of_a_foreign_word("They called the boat Bruja, Spanish for “old witch,” and sank it.", &[])]
#[case::a_programme_after_an_interview(
    "“The pier will hold,” Ana Ruiz said in an interview Friday on “The Morning Tide.”",
    &["Ana Ruiz: “The pier will hold,”"]
)]
#[case::an_author("Ana Ruiz, the author of “Cold Water,” lives on the quay.", &[])]
#[case::a_list_of_titles("Ana Ruiz starred in “Harbour Lights,” “Cold Water” and “The Last Ferry.”", &[])]
#[case::on_a_hat("Ana Ruiz gave him a “Save Our Pier” hat and left.", &[])]
// 18. What a crowd cries is said, however few the words.
#[case::a_chant(
    "The protesters chanted “Ed Bell: Bad for Boats, Bad for Us.” Nobody answered.",
    &["The protesters: “Ed Bell: Bad for Boats, Bad for Us.”"]
)]
#[case::cries_of(
    "There were cries of “Save The Pier” and “Shame!” from the gallery.",
    &["-: “Save The Pier”", "-: “Shame!”"]
)]
#[case::a_headline_that_names_its_speaker_first(
    "# Ruiz: Bridge Is a ‘Proven Failure’ in Winter\n\nAna Ruiz spoke on Monday at the quay.",
    &["Ana Ruiz: ‘Proven Failure’"]
)]
#[case::a_headline_in_a_provenance_line(
    "This story first appeared in the Gazette under the headline “Ferry to Sail Again.”",
    &[]
)]
// 28. German, French and Nordic marks.
#[case::german(
    "„Die Fähre fährt um neun“, sagte Ana Ruiz am Montag.",
    &["Ana Ruiz: „Die Fähre fährt um neun“"]
)]
#[case::german_books(
    "»Die Fähre fährt um neun«, said Ana Ruiz on Monday.",
    &["Ana Ruiz: »Die Fähre fährt um neun«"]
)]
#[case::french_with_spaces(
    "«\u{a0}Le bac part à neuf heures\u{a0}», said Ana Ruiz, «\u{a0}et il ne revient pas.\u{a0}»",
    &["Ana Ruiz: «\u{a0}Le bac part à neuf heures\u{a0}» … «\u{a0}et il ne revient pas.\u{a0}»"]
)]
#[case::french_with_ordinary_spaces(
    "« Le bac part à neuf heures », said Ana Ruiz.",
    &["Ana Ruiz: « Le bac part à neuf heures »"]
)]
#[case::nordic(
    "»Fergen går klokka ni», said Ana Ruiz on Monday.",
    &["Ana Ruiz: »Fergen går klokka ni»"]
)]
#[case::opened_double_and_closed_single(
    "“It was the best of times. It was the worst of times,’ Ana Ruiz said.",
    &["Ana Ruiz: “It was the best of times. It was the worst of times,’"]
)]
#[case::norwegian("»Fergen er sen», sa Ed Bell.", &["Ed Bell: »Fergen er sen»"])]
#[case::what_a_country_is_blamed_for(
    "Ana Ruiz condemned Russia for “a brazen attack on our homes.”",
    &["Ana Ruiz: “a brazen attack on our homes.”"]
)]
#[case::what_a_country_is_thanked_for(
    "Ana Ruiz thanked Ukraine for “standing up to a bully.”",
    &["Ana Ruiz: “standing up to a bully.”"]
)]
#[case::what_a_state_is_fought_for(
    "Ana Ruiz is running in Georgia for “the soul of the party she joined.”",
    &["Ana Ruiz: “the soul of the party she joined.”"]
)]
#[case::what_a_people_is_blamed_for(
    "Ana Ruiz criticised the French for “taking our fish.”",
    &["Ana Ruiz: “taking our fish.”"]
)]
#[case::the_meaning_of_a_motto(
    "Its motto is Festina Lente, Latin for “make haste but never in a hurry,” and is cut in stone.",
    &[]
)]
#[case::the_meaning_of_a_dead_word(
    "Its motto is Nunc, Latin for “now,” and is cut in stone.",
    &[]
)]
#[case::what_people_were_told(
    "Residents were told “Boil Your Water Now” by Ana Ruiz.",
    &["Ana Ruiz: “Boil Your Water Now”"]
)]
#[case::attributes_without_a_letter(
    "<post author=\"@gullwatch\" class=\"\" href=\"/quay\">The quay is empty.</post> \"It is,\" said Ana Ruiz, who runs it.",
    &["Ana Ruiz: \"It is,\""]
)]
fn marks_enclose(#[case] text: &str, #[case] quotes: &[&str]) {
    assert_eq!(told(&story(text)), quotes);
}
