//! Describes a parsed query in words.

use jiff::civil::Date;

use super::{Clause, Property, Query, QueryWords, WordField};

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
        Clause::Anything => "anything".to_owned(),
        Clause::Field(field, words) => field_in_words(*field, words),
        Clause::Days { first, last } => days_in_words(*first, *last),
        Clause::Is(property) => property_in_words(*property).to_owned(),
    }
}

fn field_in_words(field: WordField, words: &QueryWords) -> String {
    let says = match field {
        WordField::Said => "said by",
        WordField::In => "in",
        WordField::About => "about",
        WordField::Tag => "tagged",
        WordField::Note => "with a note on",
        WordField::Title => "with the title",
        WordField::Author => "written by",
        WordField::Url => "at",
    };
    let exactly = if words.is_whole { " exactly" } else { "" };
    format!("{says}{exactly} {}", list_words(words))
}

fn property_in_words(property: Property) -> &'static str {
    match property {
        Property::Noted => "with a note",
        Property::Unsure => "with an unsure speaker",
        Property::Unnamed => "with an unnamed speaker",
        Property::Unknown => "with an unknown speaker",
        Property::Bookmarked
        | Property::Tagged
        | Property::Unread
        | Property::Read
        | Property::Block
        | Property::Direct
        | Property::Mixed
        | Property::Corrected => property.name(),
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
        | Clause::Anything
        | Clause::Word(_)
        | Clause::Phrase(_)
        | Clause::Field(..)
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
    #[case::a_whole_name("said:=\"Oda Lund\"", "said by exactly oda lund")]
    #[case::whole_names(
        "said:=(\"Oda Lund\" lund)",
        "said by exactly oda lund or said by exactly lund"
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
    #[case::a_link("http://a.example ", "“http a example”")]
    #[case::a_time("10:30 ", "“10 30”")]
    #[case::a_colon_after_a_word("Brexit: the ", "brexit, and the")]
    #[case::a_colon_in_marks("\"nota:bene\" ", "“nota bene”")]
    #[case::and("a AND b ", "a, and b")]
    #[case::and_binds_closer_than_or("a AND b OR c AND d ", "(a, and b) or (c, and d)")]
    #[case::and_at_the_ends("AND a AND ", "a")]
    #[case::and_after_or("a OR AND b ", "a or b")]
    #[case::and_in_small_letters("a and b ", "a, and and, and b")]
    #[case::not("tide NOT ebb ", "tide, and not ebb")]
    #[case::not_not("--tide NOT NOT NOT ebb ", "tide, and not ebb")]
    #[case::not_a_group("NOT (a OR b) ", "not (a or b)")]
    #[case::or_not("a OR NOT b ", "a or not b")]
    #[case::anything("* ", "anything")]
    #[case::anything_but("* -ebb ", "anything, and not ebb")]
    #[case::a_star("wat* ebb ", "wat…, and ebb")]
    #[case::a_star_in_a_phrase("\"high wat*\" ", "“high wat…”")]
    #[case::an_excluded_start("-wat* ", "not wat…")]
    #[case::a_field_with_a_star("said:lu* ", "said by lu…")]
    #[case::what_it_is_about("about:\"sea wall\" ", "about sea wall")]
    #[case::a_tag("tag:=coast ", "tagged exactly coast")]
    #[case::a_whole_source("in:=\"Harbor Ledger\" ", "in exactly harbor ledger")]
    #[case::an_address("url:https://a.example/b ", "at https a example b")]
    #[case::a_range("on:2016-01..2016-03 ", "from 2016-01-01 to 2016-03-31")]
    #[case::a_written_day("on:\"Sept. 1, 2016\" ", "on 2016-09-01")]
    #[case::an_unnamed_speaker("is:unnamed ", "with an unnamed speaker")]
    #[case::another_script("東京 ", "“東 京”")]
    fn reads(#[case] text: &str, #[case] reading: &str) {
        assert_eq!(read(text).in_words(), reading);
    }

    #[rstest]
    #[case::no_day("after:soon tide ", "after:soon", "after: 'soon' is not a date")]
    #[case::no_such_day_at_the_end("tide on:2026-02-30", "on:2026-02-30", "on: there is no day")]
    #[case::no_year_at_the_end("before:june", "before:june", "before: 'june' has no year")]
    #[case::no_such_day("tide on:2026-02-30 ", "on:2026-02-30", "on: there is no day")]
    #[case::either_day(
        "after:09/08/2016 ",
        "after:09/08/2016",
        "after: '09/08/2016' may be 2016-09-08 or 2016-08-09"
    )]
    #[case::no_year(
        "before:june ",
        "before:june",
        "before: 'june' has no year; write \"june 2026\""
    )]
    #[case::a_range(
        "after:2016..2017 ",
        "after:2016..2017",
        "after: '2016..2017' is a range"
    )]
    #[case::no_property("is:green ", "is:green", "is: 'green' is not one of bookmarked,")]
    #[case::no_field(
        "by:lund tide ",
        "by:lund",
        "'by:' is not a field; use 'said:' for a speaker"
    )]
    #[case::no_field_of_a_name("tide by:\"Oda Lund\"", "by:\"Oda Lund\"", "'by:' is not a field")]
    #[case::no_field_of_names("from:(lund berg) x", "from:(lund berg)", "'from:' is not a field")]
    #[case::no_field_in_brackets("(nota:bene) x", "nota:bene", "'nota:' is not a field")]
    #[case::no_value("said: OR x ", "said:", "'said:' has no value")]
    #[case::no_whole_title("title:=x ", "title:=x", "'title:=' is not supported")]
    #[case::an_excluded_value(
        "said:(lund -berg) ",
        "-",
        "only values and OR are allowed in 'said:(…)'"
    )]
    #[case::a_star_inside("w*ter ", "w*ter", "'w*ter': an asterisk is only allowed at the end")]
    #[case::a_star_for_a_word(
        "\"high * water\" ",
        "\"high * water\"",
        "'high * water': an asterisk"
    )]
    #[case::brackets_in_brackets("((((((((((((((((( x", "(", "brackets are nested too deeply")]
    #[case::nothing_to_exclude_twice("(--) x ", "-", "there is nothing to exclude here")]
    #[case::nothing_to_exclude("(-) x ", "-", "there is nothing to exclude here")]
    fn says_what_it_cannot_read(#[case] text: &str, #[case] place: &str, #[case] message: &str) {
        let query = read(text);
        let fault = &query.faults[0];
        assert_eq!(fault.place.of(text), place);
        assert!(
            fault.message.starts_with(message),
            "{}",
            fault.message.as_str()
        );
        assert_eq!(query.faults_while(true).count(), 1);
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        assert_eq!(
            read("by:lund tide is:green (after:soon ebb) ").in_words(),
            "tide, and ebb"
        );
    }

    #[rstest]
    #[case::a_day("after:2026-0")]
    #[case::a_day_in_marks("before:\"june")]
    #[case::a_property("is:bl")]
    #[case::a_name("said:")]
    #[case::an_exclusion("tide NOT ")]
    fn what_is_still_typed_is_a_fault_only_at_the_end(#[case] text: &str) {
        let query = read(text);
        assert_eq!(
            (query.faults_while(true).count(), query.faults.len()),
            (0, 1)
        );
    }

    #[test]
    fn a_query_that_is_too_long_is_refused() {
        let query = read(&"tide ".repeat(401));
        assert!(query.is_empty());
        let says = query.faults[0].message.as_str();
        assert_eq!(
            says,
            "the query has 2,005 bytes; at most 2,000 can be searched"
        );
    }

    #[rstest]
    #[case::a_word("boiler ", Some("boiler"))]
    #[case::a_word_of_two("cold boiler", Some("boiler"))]
    #[case::a_speaker("said:\"Oda Trupm\" ", Some("\"Oda Trupm\""))]
    #[case::a_source("in:nyt ", Some("nyt"))]
    #[case::a_phrase("\"boiler\" ", None)]
    #[case::a_hyphen("boiler-room ", None)]
    #[case::an_exclusion("-boiler ", None)]
    #[case::a_group("(boiler) ", None)]
    #[case::one_of_several("boiler OR tide ", None)]
    #[case::names_in_brackets("said:(lund berg) ", None)]
    #[case::a_whole_name("said:=lund ", None)]
    #[case::a_star("boil* ", None)]
    #[case::a_title("title:boiler ", None)]
    fn near_words_have_a_place(#[case] text: &str, #[case] place: Option<&str>) {
        let query = read(text);
        let mut places = Vec::new();
        query.visit_clauses(&mut |clause| {
            if let Clause::Word(words) | Clause::Phrase(words) | Clause::Field(_, words) = clause {
                places.extend(words.place.map(|place| place.of(text)));
            }
        });
        assert_eq!(places.last().copied(), place);
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
                vec!["(", ")", "\"", "-", "OR", "AND", "NOT", "*", " ", "tide", "said:", "said:=", "by:", "on:", "is:block", "2026", "é", "’"]
            ), 0..40),
        ) {
            let _ = read(&parts.concat()).in_words();
        }
    }
}
