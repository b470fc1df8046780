//! Who is spoken to, asked or judged before a quote, and whether it is theirs.

use rstest::rstest;

use super::{story, told};

#[rstest]
// Whoever was told tells of it.
#[case::told_by_somebody_without_a_name(
    "Arthur Bains, 77, guides children over the road.\n\nLast week an officer measured his sign and told him that it was too long.\n\n“I thought that he was joking,” he said.",
    "Arthur Bains"
)]
#[case::asked_by_somebody_without_a_name(
    "Ida Berg cooks for twelve guests a night.\n\nA guest from Harrow once asked her whether the fish was fresh.\n\n“I told him that I had caught it myself,” she says.",
    "Ida Berg"
)]
#[case::told_in_the_sentence_that_is_hers(
    "“One of them dreams,” said Sylvie Hahn.\n\nHahn first met them at a fair, where Priya Nair told her she was not for sale.\n\n“I said no, and she walked away,” she recalled.",
    "Sylvie Hahn"
)]
// Whoever tells goes on.
#[case::told_by_somebody_named(
    "Tom Hart has run the yard for years.\n\nEd Bell told him in May that it would close.\n\n“I had to,” he said.",
    "Ed Bell"
)]
#[case::the_teller_adds(
    "Arthur Bains, 77, guides children over the road.\n\nCouncillor Ed Bell told him that the sign was too long. “I was sorry for him,” he added.",
    "Ed Bell"
)]
// "By" whom.
#[case::a_judge(
    "Harry Pell was sentenced by Judge Mark Orr to six years. “You are a danger,” he said.",
    "Mark Orr"
)]
#[case::whoever_was_sentenced(
    "Harry Pell was sentenced by Judge Mark Orr to six years. “I am sorry,” he said.",
    "Harry Pell"
)]
#[case::questioned(
    "Ana Hart was questioned by Miss Bond for two hours. “It is all true,” she said.",
    "Ana Hart"
)]
// Who is "he" is no "she", and the other way about.
#[case::her_colleague(
    "“We all stopped talking,” says Mele Taufa, a geologist.\n\nHer colleague Jon Brandt was asleep. Taufa sent somebody to his door.\n\n“I came up in a coat,” he says.",
    "Jon Brandt"
)]
// A life goes on behind an anecdote.
#[case::a_clause_that_opens_the_paragraph(
    "Walter Pym, who has died aged 93, worked the line by hand.\n\nPym was sent to the box at 15. “I could sit still,” Pym recalled.\n\nThe historian Simon Marsh met him once. “He thought for a minute,” Marsh said.\n\nWhen the box was closed in 1987 he was offered a post. He told the manager that he would “sooner dig”.",
    "Walter Pym"
)]
fn the_last_quote_is_given_to(#[case] text: &str, #[case] speaker: &str) {
    let found = told(&story(text));
    let last = found.last().and_then(|told| told.split_once(": "));
    assert_eq!(last.map(|(name, _)| name), Some(speaker), "{found:?}");
}
