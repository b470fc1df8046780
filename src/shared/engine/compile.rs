//! Compiles a query into a condition of SQL.
//!
//! Words and phrases become one `tsquery` on the words of a text, as far as they are not apart in the query; names, titles
//! and properties are asked of the facts, days of the columns, and whose name it is of the table of people (`compile_fields`).

use crate::search::hits::{HitFlags, SearchScope};
use crate::search::query::{Clause, QueryWords};
use crate::shared::terms::{LONG, fact_term, form_term, quote_term};

/// Up to how many letters the beginning of a word is matched as letters only, as in the index of an archive.
const START: usize = 3;

/// A condition on rows that are called `x`, with the values of `$1`, `$2` and so on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SqlCondition {
    pub(super) condition: String,
    pub(super) values: Vec<String>,
}

/// Compiles a query for a scope.
pub(super) fn compile_query(clause: &Clause, scope: SearchScope, flags: &HitFlags) -> SqlCondition {
    compile_with(clause, scope, flags, true)
}

/// Compiles a query for speakers and days without the column `facts`, so that the condition holds for `quotes` and for `appearances`.
pub(super) fn compile_appearances(clause: &Clause, flags: &HitFlags) -> SqlCondition {
    compile_with(clause, SearchScope::Quotes, flags, false)
}

fn compile_with(
    clause: &Clause,
    scope: SearchScope,
    flags: &HitFlags,
    uses_facts: bool,
) -> SqlCondition {
    let mut compiler = SqlCompiler {
        scope,
        flags,
        uses_facts,
        values: Vec::new(),
    };
    let part = compiler.compile_clause(clause);
    SqlCondition {
        condition: compiler.condition_of(part),
        values: compiler.values,
    }
}

/// A compiled part of a query.
pub(super) enum SqlPart {
    /// A `tsquery` on the words of the text.
    Words(String),
    /// Any condition.
    Condition(String),
}

/// Compiles clauses.
pub(super) struct SqlCompiler<'a> {
    pub(super) scope: SearchScope,
    pub(super) flags: &'a HitFlags,
    /// Whether conditions may use the column `facts`.
    pub(super) uses_facts: bool,
    values: Vec<String>,
}

impl SqlCompiler<'_> {
    /// Adds a value, and returns the placeholder for it, cast to a type.
    pub(super) fn bind(&mut self, value: String, kind: &str) -> String {
        self.values.push(value);
        format!("${}::{kind}", self.values.len())
    }

    fn condition_of(&mut self, part: SqlPart) -> String {
        match part {
            SqlPart::Words(query) => self.matches("words", query),
            SqlPart::Condition(condition) => condition,
        }
    }

    /// Returns the condition that a column matches a query.
    pub(super) fn matches(&mut self, column: &str, query: String) -> String {
        let query = self.bind(query, "tsquery");
        format!("x.{column} @@ {query}")
    }

    fn compile_clause(&mut self, clause: &Clause) -> SqlPart {
        match clause {
            Clause::All(clauses) => self.compile_all(clauses),
            Clause::Any(clauses) => self.compile_any(clauses),
            Clause::Not(clause) => {
                let part = self.compile_clause(clause);
                let condition = self.condition_of(part);
                SqlPart::Condition(format!("NOT ({condition})"))
            }
            Clause::Word(words) => word_query(words),
            Clause::Phrase(words) => self.compile_phrase(words),
            Clause::Anything => SqlPart::Condition("true".to_owned()),
            Clause::Field(field, words) => self.compile_field(*field, words),
            Clause::Days { first, last } => {
                let first = first.map(|day| self.bind(day.to_string(), "date"));
                let last = last.map(|day| self.bind(day.to_string(), "date"));
                SqlPart::Condition(days_condition(first.as_deref(), last.as_deref()))
            }
            Clause::Is(property) => SqlPart::Condition(self.compile_property(*property)),
        }
    }

    /// Compiles a conjunction: its words become one query, exclusions of words among them.
    fn compile_all(&mut self, clauses: &[Clause]) -> SqlPart {
        let (mut words, mut excluded, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for clause in clauses {
            if let Clause::Not(inner) = clause {
                match self.compile_clause(inner) {
                    SqlPart::Words(query) => excluded.push(query),
                    SqlPart::Condition(condition) => others.push(format!("NOT ({condition})")),
                }
                continue;
            }
            match self.compile_clause(clause) {
                SqlPart::Words(query) => words.push(format!("({query})")),
                SqlPart::Condition(condition) => others.push(format!("({condition})")),
            }
        }
        // What has none of some words is found by looking at everything, unless it has some others.
        if words.is_empty() {
            for query in excluded {
                let condition = self.matches("words", query);
                others.push(format!("NOT ({condition})"));
            }
        } else {
            words.extend(excluded.into_iter().map(|query| format!("!({query})")));
            let query = words.join(" & ");
            if others.is_empty() {
                return SqlPart::Words(query);
            }
            others.push(self.matches("words", query));
        }
        SqlPart::Condition(others.join(" AND "))
    }

    fn compile_any(&mut self, clauses: &[Clause]) -> SqlPart {
        let (mut words, mut others) = (Vec::new(), Vec::new());
        for clause in clauses {
            match self.compile_clause(clause) {
                SqlPart::Words(query) => words.push(format!("({query})")),
                SqlPart::Condition(condition) => others.push(format!("({condition})")),
            }
        }
        let query = words.join(" | ");
        if others.is_empty() && !words.is_empty() {
            return SqlPart::Words(query);
        }
        if !words.is_empty() {
            others.push(self.matches("words", query));
        }
        if others.is_empty() {
            others.push("false".to_owned());
        }
        SqlPart::Condition(others.join(" OR "))
    }

    fn compile_phrase(&mut self, words: &QueryWords) -> SqlPart {
        let terms = word_terms(words, quote_term);
        if terms.len() < 2 {
            return terms
                .into_iter()
                .next()
                .map_or_else(nothing, SqlPart::Words);
        }
        // A long text has its positions elsewhere, in parts.
        let all = self.bind(terms.join(" & "), "tsquery");
        let phrase = self.bind(terms.join(" <-> "), "tsquery");
        let long = self.bind(quote_term(&fact_term('k', LONG)), "tsquery");
        let place = self.place();
        SqlPart::Condition(format!(
            "x.words @@ {all} AND (x.words @@ {phrase} OR x.facts @@ {long} AND EXISTS (SELECT 1 FROM long_texts l \
             WHERE l.story = x.story AND l.place = {place} AND l.words @@ {phrase}))"
        ))
    }

    /// Returns the place of a text among the long ones.
    const fn place(&self) -> &'static str {
        match self.scope {
            SearchScope::Quotes => "x.place",
            SearchScope::Stories => "-1",
        }
    }
}

/// Returns the words and phrases by which hits are ranked: those that a text may have, none that it must not have.
pub(super) fn ranking_query(clause: &Clause) -> Option<String> {
    let join = |clauses: &[Clause], operator: &str| {
        let parts = clauses.iter().filter_map(ranking_query);
        let parts: Vec<String> = parts.map(|part| format!("({part})")).collect();
        (!parts.is_empty()).then(|| parts.join(operator))
    };
    match clause {
        Clause::All(clauses) => join(clauses, " & "),
        Clause::Any(clauses) => join(clauses, " | "),
        Clause::Word(words) => {
            let first = words.words.first()?;
            Some(word_text(first, words.is_prefix))
        }
        Clause::Phrase(words) => {
            let terms = word_terms(words, quote_term);
            (!terms.is_empty()).then(|| terms.join(" <-> "))
        }
        Clause::Not(_)
        | Clause::Anything
        | Clause::Field(..)
        | Clause::Days { .. }
        | Clause::Is(_) => None,
    }
}

/// Returns what nothing fulfils.
pub(super) fn nothing() -> SqlPart {
    SqlPart::Condition("false".to_owned())
}

/// Returns a condition on the day; what has none is between no days.
fn days_condition(first: Option<&str>, last: Option<&str>) -> String {
    // The years are the partitions, so that those of other years are not even looked at.
    let mut parts = vec!["x.year > 0".to_owned()];
    if let Some(first) = first {
        parts.push(format!(
            "x.year >= extract(year FROM {first})::smallint AND x.day >= {first}"
        ));
    }
    if let Some(last) = last {
        parts.push(format!(
            "x.year <= extract(year FROM {last})::smallint AND x.day <= {last}"
        ));
    }
    parts.join(" AND ")
}

/// Returns the terms of words, the last one as a prefix if it is one.
pub(super) fn word_terms(words: &QueryWords, quote: impl Fn(&str) -> String) -> Vec<String> {
    let last = words.words.len().saturating_sub(1);
    let terms = words.words.iter().enumerate().map(|(number, word)| {
        let star = if words.is_prefix && number == last {
            ":*"
        } else {
            ""
        };
        format!("{}{star}", quote(word))
    });
    terms.collect()
}

/// Compiles a word: any form of it, or any word that starts with it if it is unfinished.
fn word_query(words: &QueryWords) -> SqlPart {
    let first = words.words.first();
    first.map_or_else(nothing, |word| {
        SqlPart::Words(word_text(word, words.is_prefix))
    })
}

pub(super) fn word_text(word: &str, is_prefix: bool) -> String {
    let form = quote_term(&form_term(word));
    let start = format!("{}:*", quote_term(word));
    match is_prefix {
        false => form,
        true if word.chars().count() <= START => start,
        true => format!("({form} | {start})"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rstest::rstest;

    use super::*;
    use crate::search::query::Query;

    fn compile(text: &str, scope: SearchScope) -> (String, Vec<String>) {
        let query = Query::parse_text(text, date(2026, 5, 6));
        let compiled = compile_query(&query.clause.unwrap(), scope, &HitFlags::default());
        (compiled.condition, compiled.values)
    }

    #[rstest]
    #[case::a_word("denied ", "'=deni'")]
    #[case::a_word_being_typed("denie", "('=deni' | 'denie':*)")]
    #[case::few_letters("de", "'de':*")]
    #[case::words("low tide ", "('=low') & ('=tide')")]
    #[case::either("low OR tide ", "('=low') | ('=tide')")]
    #[case::an_exclusion("low -tide ", "('=low') & !('=tide')")]
    #[case::nested("(a b) OR e ", "(('=a') & ('=b')) | ('=e')")]
    #[case::a_mark("o'hara ", "'=o''hara'")]
    #[case::a_single_word_in_marks("\"tide\" ", "'tide'")]
    fn words_become_one_query(#[case] text: &str, #[case] query: &str) {
        let expected = ("x.words @@ $1::tsquery".to_owned(), vec![query.to_owned()]);
        assert_eq!(compile(text, SearchScope::Quotes), expected);
    }

    #[rstest]
    #[case::a_source("in:ledger ", "x.facts @@ $1::tsquery", "'s:ledger'")]
    #[case::an_author(
        "author:(oda lund) ",
        "(x.facts @@ $1::tsquery) OR (x.facts @@ $2::tsquery)",
        "'a:oda'|'a:lund'"
    )]
    #[case::an_author_in_full(
        "author:\"oda lund\" ",
        "x.facts @@ $1::tsquery",
        "'a:oda' <0> 'a:lund'"
    )]
    #[case::a_link(
        "url:kestrel.example ",
        "x.facts @@ $1::tsquery",
        "'u:kestrel' <-> 'u:example'"
    )]
    #[case::a_property("is:unsure ", "x.facts @@ $1::tsquery", "'k:unsure'")]
    #[case::no_words_but_excluded("-tide ", "NOT (x.words @@ $1::tsquery)", "'=tide'")]
    #[case::since(
        "after:2026-02 ",
        "x.year > 0 AND x.year >= extract(year FROM $1::date)::smallint AND x.day >= $1::date",
        "2026-02-01"
    )]
    #[case::unread("is:unread ", "NOT (x.story = ANY ($1::uuid[]))", "{}")]
    fn the_rest_becomes_conditions(
        #[case] text: &str,
        #[case] condition: &str,
        #[case] values: &str,
    ) {
        let (found, bound) = compile(text, SearchScope::Quotes);
        assert_eq!(
            (found.as_str(), bound.join("|").as_str()),
            (condition, values)
        );
    }

    #[rstest]
    #[case::a_word("ferry ", Some("'=ferri'"))]
    #[case::an_excluded_phrase("-\"low tide\" ferry ", Some("('=ferri')"))]
    #[case::an_excluded_word("ferry -tide ", Some("('=ferri')"))]
    #[case::a_phrase("\"low tide\" ferry ", Some("('low' <-> 'tide') & ('=ferri')"))]
    #[case::either("ferry OR tide ", Some("('=ferri') | ('=tide')"))]
    #[case::a_name_and_a_word("said:lund ferry ", Some("('=ferri')"))]
    #[case::no_words("said:lund -tide ", None)]
    fn hits_are_ranked_by_what_they_may_have(#[case] text: &str, #[case] query: Option<&str>) {
        let clause = Query::parse_text(text, date(2026, 5, 6)).clause.unwrap();
        assert_eq!(ranking_query(&clause).as_deref(), query);
    }

    #[test]
    fn nothing_of_a_query_is_written_into_the_sql() {
        let hostile = "x');DROP TABLE articles;-- \"a';b\" said:\"q'r\" in:=\"s';t\" ";
        let (condition, _) = compile(hostile, SearchScope::Stories);
        assert!(
            !condition.contains("drop") && !condition.contains(';'),
            "{condition}"
        );
    }
}
