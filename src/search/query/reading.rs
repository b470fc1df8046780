//! Describes a parsed query in words.

use jiff::civil::Date;

use super::{Clause, Query, QueryWords};

impl Query {
    /// Returns the query in words; empty if it has no condition.
    #[must_use]
    pub fn in_words(&self) -> String {
        self.clause
            .as_ref()
            .map(clause_in_words)
            .unwrap_or_default()
    }
}

fn clause_in_words(clause: &Clause) -> String {
    match clause {
        Clause::All(clauses) => join_in_words(clauses, ", and "),
        Clause::Any(clauses) => join_in_words(clauses, " or "),
        Clause::Not(clause) => format!("not {}", nested_in_words(clause)),
        Clause::Word(words) => list_words(words),
        Clause::Phrase(words) => format!("“{}”", list_words(words)),
        Clause::Said(words) => format!("said by {}", list_words(words)),
        Clause::SaidBy(words) => format!("said by just {}", list_words(words)),
        Clause::In(words) => format!("in {}", list_words(words)),
        Clause::Days { first, last } => days_in_words(*first, *last),
        Clause::Is(property) => property.name().to_owned(),
    }
}

fn join_in_words(clauses: &[Clause], with: &str) -> String {
    let told: Vec<String> = clauses.iter().map(nested_in_words).collect();
    told.join(with)
}

/// Returns a clause that is part of another in words, in brackets if it has parts itself.
fn nested_in_words(clause: &Clause) -> String {
    match clause {
        Clause::All(_) | Clause::Any(_) => format!("({})", clause_in_words(clause)),
        Clause::Not(_)
        | Clause::Word(_)
        | Clause::Phrase(_)
        | Clause::Said(_)
        | Clause::SaidBy(_)
        | Clause::In(_)
        | Clause::Days { .. }
        | Clause::Is(_) => clause_in_words(clause),
    }
}

fn list_words(words: &QueryWords) -> String {
    let ellipsis = if words.is_prefix { "…" } else { "" };
    format!("{}{ellipsis}", words.words.join(" "))
}

fn days_in_words(first: Option<Date>, last: Option<Date>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first == last => format!("on {first}"),
        (Some(first), Some(last)) => format!("from {first} to {last}"),
        (Some(first), None) => format!("since {first}"),
        (None, Some(last)) => format!("until {last}"),
        (None, None) => "on any day".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn read(text: &str) -> Query {
        Query::parse_text(text, date(2026, 5, 6))
    }

    #[rstest]
    #[case::nothing("", "")]
    #[case::blanks("  ", "")]
    #[case::a_word_being_typed("den", "den…")]
    #[case::a_finished_word("deny ", "deny")]
    #[case::words("Deny it", "deny, and it…")]
    #[case::a_phrase("\"no comment\"", "“no comment”")]
    #[case::a_phrase_being_typed("\"no com", "“no com…”")]
    #[case::a_phrase_after_a_blank("\"no ", "“no”")]
    #[case::curly_marks("“no comment” x ", "“no comment”, and x")]
    #[case::a_hyphen("follow-up ", "“follow up”")]
    #[case::an_apostrophe("don’t ", "don't")]
    #[case::accents("NÚÑEZ ", "nunez")]
    #[case::an_exclusion("tide -ebb ", "tide, and not ebb")]
    #[case::an_exclusion_being_typed("tide -eb", "tide, and not eb")]
    #[case::an_excluded_exclusion("--ebb ", "ebb")]
    #[case::a_lone_minus("tide - ebb ", "tide, and ebb")]
    #[case::or_joins_its_neighbours("a b OR c d ", "a, and (b or c), and d")]
    #[case::or_in_small_letters("a or b ", "a, and or, and b")]
    #[case::an_or_being_typed("a OR ", "a")]
    #[case::or_at_the_start("OR a ", "a")]
    #[case::or_twice("a OR OR b ", "a or b")]
    #[case::brackets("(a b) OR c ", "(a, and b) or c")]
    #[case::an_open_bracket("a (b OR c", "a, and (b or c…)")]
    #[case::a_bracket_too_many("a) b ", "a, and b")]
    #[case::empty_brackets("() a ", "a")]
    #[case::an_excluded_group("-(a b) ", "not (a, and b)")]
    #[case::a_speaker("said:lund ", "said by lund")]
    #[case::a_full_name("said:\"Oda Lund\" x ", "said by oda lund, and x")]
    #[case::speakers("said:(lund berg) ", "said by lund or said by berg")]
    #[case::a_whole_name("said:=\"Oda Lund\"", "said by just oda lund")]
    #[case::whole_names(
        "said:=(\"Oda Lund\" lund)",
        "said by just oda lund or said by just lund"
    )]
    #[case::a_whole_name_being_typed("said:= ", "")]
    #[case::a_speaker_being_typed("said:lu", "said by lu…")]
    #[case::a_name_being_typed("said: ", "")]
    #[case::an_excluded_speaker("-said:lund ", "not said by lund")]
    #[case::a_source("in:ledger ", "in ledger")]
    #[case::since("after:2026-02 ", "since 2026-02-01")]
    #[case::until("before:2026-02 ", "until 2026-01-31")]
    #[case::on("on:2026-02 ", "from 2026-02-01 to 2026-02-28")]
    #[case::on_a_day("ON:yesterday ", "on 2026-05-05")]
    #[case::last_week("on:\"last week\" ", "from 2026-04-27 to 2026-05-03")]
    #[case::a_property("is:block ", "block")]
    #[case::another_colon("nota:bene ", "“nota bene”")]
    #[case::a_link("http://a.example ", "“http a example”")]
    #[case::another_script("東京 ", "“東 京”")]
    fn reads(#[case] text: &str, #[case] reading: &str) {
        assert_eq!(read(text).in_words(), reading);
    }

    #[rstest]
    #[case::no_day("after:soon tide ", "after: 'soon' is not a day")]
    #[case::no_property("is:green ", "is: 'green' is not one of bookmarked,")]
    fn says_what_it_cannot_read(#[case] text: &str, #[case] fault: &str) {
        let faults = read(text).faults;
        assert!(faults[0].starts_with(fault), "{faults:?}");
    }

    #[rstest]
    #[case::a_day("after:2026-0")]
    #[case::a_property("is:bl")]
    fn what_is_still_typed_is_no_fault(#[case] text: &str) {
        assert!(read(text).faults.is_empty());
    }

    #[test]
    fn deep_brackets_are_read() {
        let text = format!("{}tide{} ebb ", "(".repeat(900), ")".repeat(900));
        assert_eq!(read(&text).in_words(), "tide, and ebb");
    }

    proptest! {
        #[test]
        fn anything_can_be_read(text in any::<String>()) {
            let _ = read(&text).in_words();
        }

        #[test]
        fn anything_like_a_query_can_be_read(
            parts in prop::collection::vec(prop::sample::select(
                vec!["(", ")", "\"", "-", "OR", " ", "tide", "said:", "said:=", "on:", "is:block", "2026", "é", "’"]
            ), 0..40),
        ) {
            let _ = read(&parts.concat()).in_words();
        }
    }
}
