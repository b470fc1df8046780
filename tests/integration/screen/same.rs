//! What several stories have: statements as one row, the way to the others and back, copies of stories.

use super::story::{Story, story};

const LEDGER: (&str, &str) = (
    "harbor-ledger_2026-03-04_ferry.txt",
    "The ferry stops\n\n“We will mend the old ferry before the winter, and nobody shall wait,” said Ines Halloran, the harbor \
     master.\n\n“It is cold,” she said.\n",
);
const GAZETTE: (&str, &str) = (
    "island-gazette_2026-03-02_ferry.txt",
    "No boat today\n\n\"We will mend the old ferry before winter and nobody shall wait,\" Piet Aldous said on Monday.\n",
);

fn two_papers() -> Story {
    story(&[LEDGER, GAZETTE]).resize(140, 40)
}

#[test]
fn a_card_says_that_another_story_has_the_quote_and_that_it_names_somebody_else() {
    two_papers()
        .press("enter ]")
        .shows("also in 1 story")
        .shows("speakers differ there");
}

#[test]
fn the_same_quote_elsewhere_is_gone_to_and_back_from() {
    two_papers()
        .press("enter ]")
        .press("g d")
        .shows("No boat today")
        .shows("The same quote in story 1 of 2, speakers differ")
        .selects_quote(0)
        .press("ctrl-o")
        .shows("The ferry stops")
        .selects_quote(0)
        .press("ctrl-o")
        .shows("There was no jump before");
}

#[test]
fn a_quote_that_no_other_story_has_says_so() {
    two_papers()
        .press("enter ] ]")
        .press("g d")
        .shows("No other story has this quote");
}

#[test]
fn a_statement_is_one_row_of_results_and_enter_unfolds_it() {
    two_papers()
        .press("\"")
        .types("ferry")
        .shows("×2")
        .shows("speakers differ")
        .shows("enter show both")
        .press("enter")
        .hides("×2")
        .hides("enter show both")
        .shows("Ines Halloran")
        .shows("Piet Aldous")
        .press("j enter")
        .shows("No boat today")
        .selects_quote(0);
}

/// Two papers with one story, and a third story between them.
fn copies() -> Story {
    let body = "The ferry was towed to the yard on Monday, where its hull is to be scraped, its engine taken out and its wheelhouse \
         painted before the first passengers of the spring come down to the quay with their bicycles and dogs.";
    let one = format!("The ferry is towed\n\n{body}\n");
    let other = format!("Old boat goes to the yard\n\n{body}\n\nIt is back in April.\n");
    story(&[
        ("harbor-ledger_2026-03-04_ferry.txt", one.as_str()),
        (
            "gull-wire_2026-03-05_eels.txt",
            "Eels return\n\nThey are back in the lock.\n",
        ),
        ("island-gazette_2026-03-06_boat.txt", other.as_str()),
    ])
    .resize(140, 40)
}

#[test]
fn copies_of_a_story_are_one_row_of_results() {
    copies()
        .press("S")
        .types("wheelhouse")
        .shows("Old boat goes to the yard")
        .shows("also in 1 outlet")
        .press("enter")
        .shows("The ferry is towed");
}

#[test]
fn with_folding_off_each_copy_has_a_row_of_results() {
    copies()
        .press("F")
        .press("S")
        .types("wheelhouse")
        .shows("The ferry is towed")
        .hides("also in 1 outlet")
        .press("down F")
        .shows("also in 1 outlet");
}

#[test]
fn copies_of_a_story_are_one_row_of_the_list() {
    copies()
        .shows("2 unread · 2")
        .shows("×2")
        .selects_article("Old boat goes to the yard")
        .press("right")
        .shows("3 unread · 3")
        .hides("×2")
        .press("j")
        .selects_article("The ferry is towed")
        .press("m")
        .shows("2 unread · 3")
        .press("left")
        .selects_article("Old boat goes to the yard")
        .shows("2 unread · 2");
}

#[test]
fn a_key_goes_through_the_copies_of_the_selected_row() {
    copies()
        .press("g d")
        .selects_article("Old boat goes to the yard")
        .press("g d")
        .selects_article("The ferry is towed")
        .press("g d")
        .selects_article("Old boat goes to the yard");
}

#[test]
fn in_a_story_without_a_selected_quote_the_key_opens_the_next_copy() {
    copies()
        .press("space")
        .press("g d")
        .shows("The same story, 2 of 2, the newest first")
        .press("ctrl-o")
        .shows("It is back in April");
}

#[test]
fn folding_is_turned_off_and_on_with_the_selection_kept() {
    copies()
        .press("F")
        .shows("Every story has a row")
        .shows("3 unread · 3")
        .press("G")
        .selects_article("The ferry is towed")
        .press("F")
        .shows("2 unread · 2")
        .selects_article("Old boat goes to the yard");
}

#[test]
fn all_of_a_folded_row_is_marked_as_read_at_once() {
    copies()
        .press("M")
        .shows("Marked 3 articles read")
        .press("F")
        .hides("unread");
}

#[test]
fn a_filter_that_lets_only_a_copy_through_shows_it() {
    copies()
        .press("/")
        .types("towed")
        .shows("The ferry is towed")
        .hides("×2");
}
