//! The tags of the chosen stories, or of the selected quote: typed with commas between, completed from those that are known.

use super::ctx::Ctx;
use super::front::Front;
use super::panes::Panes;
use super::panes::targets::bookmark_of_subject;
use super::prompt::Purpose;
use crate::input::{Action, Context};
use crate::library::listing::{ArticleRow, TagCount};
use crate::library::state::{ArticleReference, StateChange, TaggedArticle};
use crate::text::Clean;

/// The columns of a screen that has room for more than the tags and how many stories get them.
const ROOMY: u16 = 72;
/// The most completions that are shown.
const MOST_SHOWN: usize = 3;

impl Panes {
    /// Returns the tags of the selected quote, or of the passage that is being selected.
    pub(super) fn quote_tags(&self) -> Vec<Clean> {
        let bookmark = self.reading.as_ref().and_then(bookmark_of_subject);
        bookmark.map_or_else(Vec::new, |bookmark| bookmark.tags.clone())
    }

    /// Gives the chosen stories the typed tags; of several, each keeps those that not all of them have.
    pub(super) fn save_tags(&self, typed: &str, rows: &[ArticleRow], ctx: &mut Ctx) {
        let typed = split_tags(typed);
        let shared = self.shared_tags(rows);
        let tagged = rows.iter().map(|row| {
            let is_kept = |tag: &Clean| typed.contains(tag) || !shared.contains(tag);
            let mut tags = self.tags_of(row);
            tags.retain(is_kept);
            for tag in &typed {
                if !tags.contains(tag) {
                    tags.push(tag.clone());
                }
            }
            let article = ArticleReference::from(row);
            TaggedArticle { article, tags }
        });
        let tagged: Vec<TaggedArticle> = tagged.collect();
        if !tagged.is_empty() {
            ctx.save(StateChange::SetTags(tagged));
        }
    }

    /// Returns the tags that each of these stories has.
    pub(super) fn shared_tags(&self, rows: &[ArticleRow]) -> Vec<Clean> {
        let Some((first, others)) = rows.split_first() else {
            return Vec::new();
        };
        let mut shared = self.tags_of(first);
        for row in others {
            let tags = self.tags_of(row);
            shared.retain(|tag| tags.contains(tag));
        }
        shared
    }

    /// Returns the tags that the reader gave a story.
    fn tags_of(&self, row: &ArticleRow) -> Vec<Clean> {
        let open = self.reading.as_ref();
        // The row of a story that was opened from its bookmark does not know them.
        let open = open.filter(|reading| reading.row().id == row.id && !reading.tags().is_empty());
        open.map_or_else(
            || row.tags.clone(),
            |reading| reading.tags().into_iter().map(Clean::line).collect(),
        )
    }
}

/// The line for tags, while it is open.
impl Ctx {
    /// Completes the tag that is typed; returns `false` if no tags are.
    pub(super) fn complete_tag(&mut self) -> bool {
        let Some(Front::Prompt(prompt)) = &mut self.front else {
            return false;
        };
        if *prompt.purpose() != Purpose::Tags {
            return false;
        }
        let typed = prompt.text().to_owned();
        let tag = completions(&typed, &self.stored.tags).next();
        if let Some(tag) = tag {
            let before = typed.rfind(',').map_or(0, |comma| comma + 1);
            let before = typed.get(..before).unwrap_or_default();
            let space = if before.is_empty() { "" } else { " " };
            let text = format!("{before}{space}{tag}");
            prompt.set_text(&text);
        }
        true
    }

    /// Returns what to know while tags are typed: what they are for, what completes them, what parts them.
    pub(super) fn describe_tagging(&self, what: String) -> String {
        let typed = self.prompt().map(super::prompt::Prompt::text);
        let offers = completions(typed.unwrap_or_default(), &self.stored.tags);
        let offers: Vec<&str> = offers.take(MOST_SHOWN).collect();
        let key = self
            .settings
            .keymap
            .shortest_key(Context::Prompt, Action::SwitchSearch);
        let about = match key.filter(|_| !offers.is_empty()) {
            Some(key) => format!("{key} {}", offers.join(", ")),
            None => "commas between tags".to_owned(),
        };
        // What is typed needs the room first.
        let about = (self.area.width >= ROOMY).then_some(about);
        let parts = std::iter::once(what).chain(about);
        parts.collect::<Vec<_>>().join(", ")
    }
}

/// Returns tags as they are edited: a comma after each, so that the next one can be typed.
pub(super) fn list_tags(tags: &[Clean]) -> String {
    let tags = tags.iter().map(|tag| format!("{}, ", tag.as_str()));
    tags.collect()
}

/// Returns the tags that are typed, each once; a `#` before one is no part of it.
pub(super) fn split_tags(typed: &str) -> Vec<Clean> {
    let mut tags = Vec::new();
    for tag in typed.split(',') {
        let tag = Clean::line(tag.trim().trim_start_matches('#').trim());
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// Returns the known tags that begin with what is typed after the last comma, the most used first.
fn completions<'a>(typed: &'a str, known: &'a [TagCount]) -> impl Iterator<Item = &'a str> {
    let (before, last) = typed.rsplit_once(',').unwrap_or(("", typed));
    let last = last.trim().trim_start_matches('#').to_lowercase();
    let before = split_tags(before);
    let names = known.iter().map(|tag| &tag.name);
    names
        .filter(move |name| {
            let lower = name.to_lowercase();
            !last.is_empty() && lower != last && lower.starts_with(&last) && !before.contains(name)
        })
        .map(Clean::as_str)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::with_commas("sea, harbour law ,tide", &["sea", "harbour law", "tide"])]
    #[case::one_twice("sea, sea,", &["sea"])]
    #[case::as_they_are_shown("#sea, #tide", &["sea", "tide"])]
    #[case::nothing(" , ", &[])]
    fn tags_are_split(#[case] typed: &str, #[case] expected: &[&str]) {
        let tags = split_tags(typed);
        assert_eq!(tags.iter().map(Clean::as_str).collect::<Vec<_>>(), expected);
    }

    #[rstest]
    #[case::the_first_one("se", &["sea", "seaside"])]
    #[case::the_last_one("tide, SE", &["sea", "seaside"])]
    #[case::one_that_is_whole("sea", &["seaside"])]
    #[case::but_not_twice("sea, se", &["seaside"])]
    #[case::nothing_typed("sea, ", &[])]
    fn a_tag_is_completed(#[case] typed: &str, #[case] expected: &[&str]) {
        let known = ["sea", "tide", "seaside"].map(|name| TagCount {
            name: Clean::line(name),
            articles: 1,
        });
        let found: Vec<&str> = completions(typed, &known).collect();
        assert_eq!(found, expected);
    }
}
