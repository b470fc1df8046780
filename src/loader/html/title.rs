//! Finds the headline that a page prints, among what it states for other programs and the other headings on it.

use super::headings::{HeadingRank, PageHeading, list_headings};
use super::site;
use super::tree::HtmlPage;
use crate::loader::left_out::letters_and_digits;

/// The headline of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct PrintedTitle {
    pub(super) text: String,
    /// The element that prints it, if one does.
    pub(super) number: Option<usize>,
}

/// The titles that a page states for other programs.
#[derive(Debug, Clone, Default)]
pub(super) struct StatedTitles {
    /// For those that share the page.
    pub(super) shared: Option<String>,
    /// In JSON-LD.
    pub(super) described: Option<String>,
    /// For the window that shows the page.
    pub(super) window: Option<String>,
}

impl StatedTitles {
    /// Returns all of them, the best first.
    pub(super) fn all(&self) -> impl Iterator<Item = &String> {
        [&self.shared, &self.described, &self.window]
            .into_iter()
            .flatten()
    }

    /// Returns the titles without the name of the site.
    pub(super) fn without_site(&self, site: Option<&str>) -> Self {
        let bare =
            |title: &Option<String>| title.as_ref().map(|title| site::without_site(title, site));
        Self {
            shared: bare(&self.shared),
            described: bare(&self.described),
            window: bare(&self.window),
        }
    }
}

/// Returns the headline of a page: a stated title that is printed, else the printed one that is most like them.
///
/// `site` is the name of the site, which is a headline on no page.
pub(super) fn find_title(
    page: &HtmlPage<'_>,
    stated: &StatedTitles,
    site: Option<&str>,
) -> PrintedTitle {
    let mut headings = list_headings(page);
    let site = site.map(letters_and_digits).unwrap_or_default();
    headings.retain(|heading| heading.letters != site);
    let printed = |title: Option<&String>, is_link: bool| {
        let of_kind = headings.iter().filter(|heading| heading.is_link == is_link);
        printed_as(title?, of_kind)
    };
    if let Some(found) = printed(stated.shared.as_ref(), false) {
        return found;
    }
    let other = [false, true].into_iter().find_map(|is_link| {
        let titles = [
            stated.shared.as_ref(),
            stated.described.as_ref(),
            stated.window.as_ref(),
        ];
        titles.into_iter().find_map(|title| printed(title, is_link))
    });
    match (&stated.shared, other) {
        (Some(shared), Some(other)) if is_varied(shared, &other, stated) => PrintedTitle {
            text: shared.clone(),
            number: other.number,
        },
        (_, Some(other)) => other,
        (_, None) => unprinted_title(stated, &headings),
    }
}

/// Returns `true` if a shared title is that of a heading in other words: the paper's own headline, where the heading and
/// the window are written for search engines.
fn is_varied(shared: &str, printed: &PrintedTitle, stated: &StatedTitles) -> bool {
    let is_window = stated
        .window
        .as_ref()
        .is_some_and(|window| window.starts_with(shared));
    let is_described = stated
        .described
        .as_ref()
        .is_some_and(|title| letters_and_digits(title) == letters_and_digits(&printed.text));
    resembles(&printed.text, shared)
        && !is_before_suffix(&printed.text, shared)
        && !(is_window && is_described)
}

/// Returns the title of a page on which no heading prints one of those stated.
fn unprinted_title(stated: &StatedTitles, headings: &[PageHeading]) -> PrintedTitle {
    let firsts = || {
        headings
            .iter()
            .filter(|heading| heading.rank == HeadingRank::First && !heading.is_link)
    };
    if let Some(title) = below_kicker(firsts(), stated) {
        return title;
    }
    let similar =
        firsts().find(|heading| stated.all().any(|title| resembles(&heading.text, title)));
    let number = similar.or(firsts().next()).map(|heading| heading.number);
    let titled = |text: &str| PrintedTitle {
        text: text.to_owned(),
        number,
    };
    if let Some(title) = shared_title(stated) {
        return titled(title);
    }
    if let Some(heading) = similar {
        return titled(without_kicker(&heading.text, stated));
    }
    if let Some(title) = stated.all().next() {
        return titled(title);
    }
    let first = headings
        .iter()
        .find(|heading| heading.rank == HeadingRank::First);
    first
        .map(|heading| PrintedTitle {
            text: heading.text.clone(),
            number: Some(heading.number),
        })
        .unwrap_or_default()
}

/// Returns the title for those who share the page, in the form without what the site puts after it, where another states
/// that.
fn shared_title(stated: &StatedTitles) -> Option<&String> {
    let whole = stated.all().next();
    let bare = whole.and_then(|whole| stated.all().find(|title| is_before_suffix(title, whole)));
    // Two that agree know better than the one that is written for others to share.
    let agreed = stated.described.as_ref().filter(|described| {
        stated
            .window
            .as_ref()
            .is_some_and(|window| letters_and_digits(window) == letters_and_digits(described))
    });
    let shared = stated.shared.as_ref();
    bare.or(agreed.filter(|_| shared.is_some())).or(shared)
}

/// Returns the last part of a heading of several, which is the headline below a kicker, if the shared title ends with it below
/// another kicker.
fn below_kicker<'a>(
    mut headings: impl Iterator<Item = &'a PageHeading>,
    stated: &StatedTitles,
) -> Option<PrintedTitle> {
    const SHORTEST: usize = 20;
    let shared = letters_and_digits(stated.shared.as_ref()?);
    let heading = headings.find(|heading| {
        let letters = letters_and_digits(&heading.last);
        !heading.is_whole && letters.len() >= SHORTEST && shared.ends_with(&letters)
    })?;
    Some(PrintedTitle {
        text: heading.last.clone(),
        number: Some(heading.number),
    })
}

/// Returns a stated title if a heading prints it, with or without what a site puts after its titles.
fn printed_as<'a>(
    title: &str,
    headings: impl Iterator<Item = &'a PageHeading> + Clone,
) -> Option<PrintedTitle> {
    let letters = letters_and_digits(title);
    if letters.is_empty() {
        return None;
    }
    let found = |heading: &PageHeading, text: &str| PrintedTitle {
        text: text.to_owned(),
        number: Some(heading.number),
    };
    if let Some(heading) = headings.clone().find(|heading| heading.letters == letters) {
        // Between the parts of a heading, the stated form has the signs.
        let text = if heading.is_whole {
            &heading.text
        } else {
            title
        };
        return Some(found(heading, text));
    }
    let mut sure = headings.filter(|heading| heading.rank != HeadingRank::Called);
    sure.find(|heading| is_before_suffix(&heading.text, title))
        .map(|heading| found(heading, &heading.text))
}

/// Returns `true` if a stated title is a heading and what a site puts after its titles: " - Harbor Ledger", " (Updated)".
fn is_before_suffix(heading: &str, title: &str) -> bool {
    const SHORTEST: usize = 8;
    const LONGEST_SUFFIX: usize = 45;
    title.strip_prefix(heading).is_some_and(|suffix| {
        let suffix = suffix.trim_start();
        heading.len() >= SHORTEST
            && suffix.len() < LONGEST_SUFFIX.max(title.len() / 2)
            && suffix.starts_with([
                '|', '-', '–', '—', '(', '[', '•', '·', '»', ':', '：', '_', 'ㅣ',
            ])
    })
}

/// Returns `true` if two titles have words in common, two and two fifths of the shorter one at least.
fn resembles(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 2)
            .map(str::to_lowercase)
            .collect()
    };
    let (own, theirs) = (words(one), words(other));
    let shared = own.iter().filter(|word| theirs.contains(word)).count();
    shared >= 2 && shared * 5 >= own.len().min(theirs.len()) * 2
}

/// Returns the part of a headline after a kicker, when a stated title ends with that part.
fn without_kicker<'a>(headline: &'a str, stated: &StatedTitles) -> &'a str {
    const SHORTEST: usize = 20;
    let parts = [": ", " - ", " – ", " — ", " | "];
    let parts = parts
        .iter()
        .filter_map(|sign| headline.split_once(sign))
        .map(|(_, part)| part.trim());
    let mut stated_too = parts.filter(|part| stated.all().any(|title| title.ends_with(*part)));
    stated_too
        .find(|part| part.len() >= SHORTEST)
        .unwrap_or(headline)
}
