//! The filter of a list as a condition of SQL, with and without the stories that are folded.

use crate::article::ArticleId;
use crate::library::catalogue::OwnMarks;
use crate::library::listing::Listing;
use crate::search::words::{split_words, words_key};
use crate::shared::sql_text::{NEWEST, moment_of, story_array};
use crate::shared::terms::{fact_term, quote_term};
use crate::text::{Clean, fold};

/// A condition on articles with its values.
#[derive(Debug, Default)]
pub(super) struct ListCondition {
    parts: Vec<String>,
    /// What is asked of rows alone: whoever read the newest of stories that are the same has read them.
    of_rows: Option<String>,
    folds: ListFolds,
    pub(super) values: Vec<String>,
}

/// Which stories have no row, since a newer one is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum ListFolds {
    /// Each has its own row.
    #[default]
    None,
    /// Those whose stored fold is greater than this.
    Stored(u8),
    /// Those that are not the newest of what the filter lets through.
    Filtered,
}

impl ListCondition {
    /// Makes the condition of a listing.
    pub(super) fn of_listing(listing: &Listing, own: &OwnMarks) -> Self {
        let filter = &listing.filter;
        let mut made = Self::default();
        if !filter.sources.is_empty() {
            let sources: Vec<&str> = filter.sources.iter().map(Clean::as_str).collect();
            let json = serde_json::to_string(&sources).unwrap_or_default();
            made.add(
                "source IN (SELECT json_array_elements_text(",
                json,
                "::json))",
            );
        }
        if let Some(day) = filter.after {
            made.add("day >= ", day.to_string(), "::date");
        }
        if let Some(day) = filter.before {
            made.add("day <= ", day.to_string(), "::date");
        }
        for among in &own.among {
            made.add(
                "story = ANY (",
                story_array(among.iter().copied()),
                "::uuid[])",
            );
        }
        if let Some(tag) = &filter.tag {
            made.add_tag(tag, own.tagged.as_deref().unwrap_or_default());
        }
        made.add_title(&filter.title);
        if listing.is_folded {
            made.folds = match (made.parts.len(), filter.sources.len()) {
                (0, _) => ListFolds::Stored(0),
                (1, 1) => ListFolds::Stored(1),
                _ => ListFolds::Filtered,
            };
        }
        made.of_rows = own.read.as_deref().map(|read| {
            made.values.push(story_array(read.iter().copied()));
            format!("story <> ALL (${}::uuid[])", made.values.len())
        });
        made
    }

    /// Adds a tag, which the file states or the reader has given to these stories.
    fn add_tag(&mut self, tag: &str, own: &[ArticleId]) {
        let stated = fact_term('G', &words_key(&fold::fold_key(tag)));
        self.values.push(quote_term(&stated));
        let number = self.values.len();
        let stated = format!("(facts @@ ${number}::tsquery OR story = ANY (");
        self.add(&stated, story_array(own.iter().copied()), "::uuid[]))");
    }

    /// Adds the words of a title, of which each may be begun.
    fn add_title(&mut self, title: &str) {
        let title = fold::fold_key(title);
        let words = split_words(&title).map(|word| {
            let term = fact_term('t', word.of(&title));
            format!("{}:*", quote_term(&term))
        });
        let words: Vec<String> = words.collect();
        if !words.is_empty() {
            self.add("facts @@ ", words.join(" & "), "::tsquery");
        }
    }

    fn add(&mut self, before: &str, value: String, after: &str) {
        self.values.push(value);
        self.parts
            .push(format!("{before}${}{after}", self.values.len()));
    }

    /// Returns the condition on all stories of the listing, whether they have a row or are folded under one.
    ///
    /// Columns have their plain names, so that they are those of the innermost table.
    pub(super) fn of_stories(&self) -> String {
        join_conditions(self.parts.iter())
    }

    /// Returns the condition on single stories, none of them folded.
    pub(super) fn condition(&self) -> String {
        join_conditions(self.parts.iter().chain(&self.of_rows))
    }

    /// Returns the condition on the stories that have a row, in the table `articles`, of which some are read in the order of the list.
    pub(super) fn of_first_rows(&self) -> String {
        // Each row is looked up on its own, so that a page costs what its rows do.
        let is_newest = format!(
            "NOT EXISTS (SELECT 1 FROM story_sketches g JOIN story_sketches o ON o.same = g.same AND {} > {}
                WHERE g.story = articles.story AND {})",
            moment_of("o"),
            moment_of("g"),
            self.is_listed("o")
        );
        self.of_rows_with(is_newest)
    }

    /// Returns the condition on the stories that have a row, in the table `articles`, of which all are read.
    pub(super) fn of_all_rows(&self) -> String {
        self.of_rows_with(format!(
            "NOT EXISTS (SELECT 1 FROM (SELECT story, row_number() OVER (PARTITION BY same ORDER BY {NEWEST}) AS place
                FROM story_sketches WHERE same IS NOT NULL AND {}) g WHERE g.place > 1 AND g.story = articles.story)",
            self.is_listed("story_sketches")
        ))
    }

    /// Returns the condition on the stories that have a row; `is_newest` is what those fulfil whose fold depends on the filter.
    fn of_rows_with(&self, is_newest: String) -> String {
        let unfolded = match self.folds {
            ListFolds::None => None,
            ListFolds::Stored(most) => Some(format!(
                "NOT EXISTS (SELECT 1 FROM story_sketches f WHERE f.story = articles.story AND f.fold > {most})"
            )),
            ListFolds::Filtered => Some(is_newest),
        };
        join_conditions(self.parts.iter().chain(&unfolded).chain(&self.of_rows))
    }

    /// Returns the condition that the story of a sketch is in the listing, folded or not.
    pub(super) fn is_listed(&self, sketch: &str) -> String {
        format!(
            "EXISTS (SELECT 1 FROM articles WHERE articles.year = {sketch}.year AND articles.story = {sketch}.story AND {})",
            self.of_stories()
        )
    }

    /// Returns the question how many rows there are, and how many stories with those that are folded under them.
    pub(super) fn counting_question(&self) -> String {
        let (stories, rows) = (self.of_stories(), self.of_all_rows());
        let all = format!("(SELECT count(*) AS stories FROM articles WHERE {stories}) a");
        // Of each group one has a row.
        let folded = match self.folds {
            ListFolds::None => {
                return format!("SELECT count(*), count(*) FROM articles WHERE {rows}");
            }
            ListFolds::Stored(0) => {
                "(SELECT count(*) AS folded FROM story_sketches WHERE fold > 0) f".to_owned()
            }
            ListFolds::Stored(_) | ListFolds::Filtered => format!(
                "(SELECT count(*) - count(DISTINCT same) AS folded FROM story_sketches WHERE same IS NOT NULL AND {}) f",
                self.is_listed("story_sketches")
            ),
        };
        match &self.of_rows {
            None => format!("SELECT a.stories - f.folded, a.stories FROM {all}, {folded}"),
            // Of all stories those are taken off that were read, with what is folded under them.
            Some(_) if self.folds == ListFolds::Stored(0) => format!(
                "SELECT a.stories - f.folded - r.rows, a.stories - r.stories FROM {all}, {folded},
                    (SELECT count(*) AS rows, coalesce(sum(members), 0)::bigint AS stories FROM (
                        SELECT greatest(1, (SELECT count(*) FROM story_sketches o WHERE o.same = s.same)) AS members
                        FROM stories LEFT JOIN story_sketches s USING (story)
                        WHERE story = ANY (${}::uuid[]) AND coalesce(s.fold, 0) = 0) m) r",
                self.values.len()
            ),
            Some(of_rows) => format!(
                "SELECT count(*) FILTER (WHERE is_row), count(*) FROM (
                    SELECT coalesce(g.newest, a.story) AS story, coalesce(g.newest = a.story, true) AS is_row
                    FROM (SELECT story FROM articles WHERE {stories}) a LEFT JOIN (
                        SELECT story, first_value(story) OVER (PARTITION BY same ORDER BY {NEWEST}) AS newest
                        FROM story_sketches WHERE same IS NOT NULL AND {}) g
                    USING (story)) x WHERE {of_rows}",
                self.is_listed("story_sketches")
            ),
        }
    }

    /// Returns the values, as they are bound.
    pub(super) fn bound(&self) -> Vec<Option<&str>> {
        self.values
            .iter()
            .map(|value| Some(value.as_str()))
            .collect()
    }

    /// Returns the values of the condition on all stories.
    pub(super) fn bound_to_stories(&self) -> Vec<Option<&str>> {
        let mut values = self.bound();
        // What is asked of rows alone has the last one.
        if self.of_rows.is_some() {
            values.pop();
        }
        values
    }
}

/// Joins conditions of which all have to be fulfilled.
fn join_conditions<'a>(parts: impl Iterator<Item = &'a String>) -> String {
    let parts: Vec<&str> = parts.map(String::as_str).collect();
    if parts.is_empty() {
        return "true".to_owned();
    }
    parts.join(" AND ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::listing::Filter;

    #[test]
    fn nothing_of_a_filter_is_written_into_the_sql() {
        let hostile = Clean::new("x'; DROP TABLE articles; --");
        let listing = Listing {
            filter: Filter {
                sources: vec![hostile.clone()],
                tag: Some(hostile.clone()),
                title: hostile.to_string(),
                ..Filter::default()
            },
            ..Listing::default()
        };
        let made = ListCondition::of_listing(&listing, &OwnMarks::default());
        let condition = made.condition();
        assert!(!condition.to_lowercase().contains("drop"), "{condition}");
        assert_eq!(made.values.len(), 4);
    }
}
