//! The numbers of names in a shared archive.

use std::collections::BTreeSet;

use super::rows::NameNumbers;
use crate::search::names::name_key;
use crate::search::words::split_words;
use crate::shared::client::SharedConnection;
use crate::shared::error::SharedResult;
use crate::shared::sql_text::text_array;
use crate::shared::terms::TermVector;
use crate::text::fold;

/// How many names are looked up in one question.
const MANY: usize = 2_000;

/// The names whose numbers are known.
#[derive(Debug, Default)]
pub(super) struct NameBook {
    numbers: NameNumbers,
}

impl NameBook {
    /// Returns the numbers of all known names.
    pub(super) const fn numbers(&self) -> &NameNumbers {
        &self.numbers
    }

    /// Forgets what was added by a transaction that was rolled back.
    pub(super) fn forget(&mut self) {
        self.numbers.clear();
    }

    /// Looks up the numbers of names; those that are new get one.
    pub(super) fn learn_names<'a>(
        &mut self,
        connection: &mut SharedConnection,
        names: impl Iterator<Item = &'a str>,
    ) -> SharedResult<()> {
        let unknown: BTreeSet<&str> = names
            .filter(|name| !self.numbers.contains_key(*name))
            .collect();
        let unknown: Vec<&str> = unknown.into_iter().collect();
        for some in unknown.chunks(MANY) {
            self.look_up(connection, some)?;
            let missing: Vec<&str> = some
                .iter()
                .copied()
                .filter(|name| !self.numbers.contains_key(*name))
                .collect();
            if !missing.is_empty() {
                add_names(connection, &missing)?;
                self.look_up(connection, &missing)?;
            }
        }
        Ok(())
    }

    fn look_up(&mut self, connection: &mut SharedConnection, names: &[&str]) -> SharedResult<()> {
        let wanted = text_array(names.iter().copied());
        let rows = connection.query(
            "SELECT n.written, n.name FROM unnest($1::text[]) AS w JOIN names n ON md5(n.written) = md5(w)",
            &[Some(&wanted)],
        )?;
        for row in &rows {
            if let (Some(written), Some(number)) = (row.raw(0), row.parsed(1)) {
                self.numbers.insert(written.to_owned(), number);
            }
        }
        Ok(())
    }
}

fn add_names(connection: &mut SharedConnection, names: &[&str]) -> SharedResult<()> {
    let keys: Vec<String> = names
        .iter()
        .map(|name| name_key(name).unwrap_or_default())
        .collect();
    let words: Vec<String> = names.iter().map(|name| name_words(name)).collect();
    let values = [
        text_array(names.iter().copied()),
        text_array(keys.iter().map(String::as_str)),
        text_array(words.iter().map(String::as_str)),
    ];
    let [names, keys, words] = values.each_ref().map(|value| Some(value.as_str()));
    connection.query(
        "INSERT INTO names (written, key, words)
            SELECT written, nullif(key, ''), words::tsvector
            FROM unnest($1::text[], $2::text[], $3::text[]) AS n (written, key, words)
            ON CONFLICT DO NOTHING",
        &[names, keys, words],
    )?;
    Ok(())
}

/// Returns the words of a name as a vector.
fn name_words(name: &str) -> String {
    let folded = fold::fold_key(name);
    let mut vector = TermVector::default();
    for word in split_words(&folded) {
        vector.add_word(word.of(&folded));
    }
    vector.to_text()
}
