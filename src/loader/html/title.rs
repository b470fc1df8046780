//! Finds the headline that a page prints, among what it states for other programs and the other headings on it.

use super::headings::{HeadingRank, PageHeading, list_headings};
use super::likeness::{
    is_after_prefix, is_before_suffix, is_same_title, is_slug, resembles, suffix_behind,
};
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

    /// Returns the titles without the name of the site, and without those that are names of files.
    pub(super) fn without_site(&self, site: Option<&str>) -> Self {
        let bare = |title: &Option<String>| {
            let bare = title.as_ref().map(|title| site::without_site(title, site));
            bare.filter(|title| !is_slug(title))
        };
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
    if let Some(found) = path_title(stated, &headings) {
        return found;
    }
    let printed = |title: Option<&String>, is_link: bool| printed_as(title?, &headings, is_link);
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

/// Returns the title that the path to a page ends with, where the visible headline is divided into a kicker and the rest.
///
/// It is believed where it is stated for the window and for those who share the page.
fn path_title(stated: &StatedTitles, headings: &[PageHeading]) -> Option<PrintedTitle> {
    let window = stated.window.as_ref()?;
    let described = letters_and_digits(stated.described.as_ref()?);
    let is_step = |heading: &&PageHeading| {
        heading.rank == HeadingRank::First && heading.is_link && heading.is_whole
    };
    let mut steps = headings.iter().filter(is_step);
    let step = steps.find(|heading| is_same_title(&heading.text, window))?;
    let is_shared = stated
        .shared
        .as_ref()
        .is_some_and(|shared| is_same_title(shared, window));
    let is_divided = |heading: &PageHeading| {
        !heading.is_link && !heading.is_whole && heading.letters == described
    };
    (is_shared && headings.iter().any(is_divided)).then(|| PrintedTitle {
        text: step.text.clone(),
        number: Some(step.number),
    })
}

/// Returns `true` if a shared title is that of a heading in other words: the paper's own headline, where the heading and
/// the window are written for search engines.
fn is_varied(shared: &str, printed: &PrintedTitle, stated: &StatedTitles) -> bool {
    // Without signs: the shared form of a headline that goes on may end with a question mark of its own.
    let is_window = stated
        .window
        .as_ref()
        .is_some_and(|window| letters_and_digits(window).starts_with(&letters_and_digits(shared)));
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
    let similar = firsts().find(|heading| {
        stated
            .all()
            .any(|title| is_longer(heading, title) || resembles(&heading.text, title))
    });
    let number = similar.or(firsts().next()).map(|heading| heading.number);
    let titled = |text: &str| PrintedTitle {
        text: text.to_owned(),
        number,
    };
    let whole = similar.filter(|heading| heading.is_whole);
    if let Some(heading) = whole.filter(|_| is_made_for_search(stated)) {
        return titled(without_kicker(&heading.text, stated));
    }
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

/// Returns `true` if a heading begins with a stated title and goes on, as where the window has the short form.
fn is_longer(heading: &PageHeading, title: &str) -> bool {
    const SHORTEST: usize = 5;
    let letters = letters_and_digits(title);
    letters.chars().count() >= SHORTEST
        && heading.letters.starts_with(&letters)
        && ends_word(&heading.text, letters.chars().count())
}

/// Returns `true` if a word ends with this many letters and digits of a text, as "Storm" does in "Storm over Ebbing" but not in
/// "Stormy"; in scripts without blanks any place does.
fn ends_word(text: &str, letters: usize) -> bool {
    let mut places = text
        .char_indices()
        .filter(|(_, c)| c.is_alphanumeric())
        .skip(letters.saturating_sub(1));
    let Some((at, last)) = places.next() else {
        return true;
    };
    let next = text
        .get(at + last.len_utf8()..)
        .and_then(|rest| rest.chars().next());
    !last.is_lowercase() && !last.is_uppercase() || !next.is_some_and(char::is_alphabetic)
}

/// Returns `true` if the only title that is stated is that of the window, which is made for search engines.
fn is_made_for_search(stated: &StatedTitles) -> bool {
    let is_window = |shared: &String| {
        let window = stated.window.as_ref();
        window.is_some_and(|window| is_same_title(shared, window))
    };
    stated.described.is_none() && stated.shared.as_ref().is_none_or(is_window)
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
fn printed_as(title: &str, all: &[PageHeading], is_link: bool) -> Option<PrintedTitle> {
    let headings = all.iter().filter(|heading| heading.is_link == is_link);
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
    let sure = headings
        .clone()
        .filter(|heading| heading.rank != HeadingRank::Called);
    let before = sure
        .clone()
        .find(|heading| is_before_suffix(&heading.text, title));
    let after = sure
        .clone()
        .find(|heading| is_after_prefix(&heading.text, title));
    // Where both parts of a title are headings, that of the site is at the top of the page.
    let heading = [before, after]
        .into_iter()
        .flatten()
        .max_by_key(|heading| heading.number)?;
    let behind = suffix_behind(&heading.text, title).and_then(|suffix| {
        let letters = letters_and_digits(suffix.strip_prefix(':')?);
        let mut later = all
            .iter()
            .skip_while(|other| other.number <= heading.number);
        later.find(|other| other.letters == letters)
    });
    match behind {
        // "Coast Notes: Who rows?", where the blog is a heading too.
        Some(own) if heading.is_link => Some(found(own, &own.text)),
        // A kicker may be a heading of its own, before that of the headline.
        Some(own) if own.rank == HeadingRank::First => Some(found(heading, title)),
        _ => Some(found(heading, &heading.text)),
    }
}

/// Returns the part of a headline after a kicker, when a stated title ends with that part.
fn without_kicker<'a>(headline: &'a str, stated: &StatedTitles) -> &'a str {
    const SHORTEST: usize = 20;
    let parts = [": ", " - ", " – ", " — ", " | "];
    let parts = parts
        .iter()
        .filter_map(|sign| headline.split_once(sign))
        .filter(|(kicker, part)| kicker.len() < part.len())
        .map(|(_, part)| part.trim());
    let mut stated_too = parts.filter(|part| stated.all().any(|title| title.ends_with(*part)));
    stated_too
        .find(|part| part.len() >= SHORTEST)
        .unwrap_or(headline)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// Returns the title of a page with this head and body.
    fn title_of(head: &str, body: &str) -> String {
        let html = format!("<html><head>{head}</head><body>{body}</body></html>");
        let page = HtmlPage::parse(&html);
        super::super::facts::read_stated(&page).title.text
    }

    #[rstest]
    #[case::longer_than_the_window_s(
        "<title>夜の渡し船、廃止</title>",
        "<h1>夜の渡し船、廃止　港湾事務所「直せる人いない」</h1>",
        "夜の渡し船、廃止 港湾事務所「直せる人いない」"
    )]
    #[case::behind_its_site(
        "<title>Coast Notes » Who rows to the island now?</title>",
        "<h1><a href=/>Coast Notes</a></h1><h2><a href=/who>Who rows to the island now?</a></h2>",
        "Who rows to the island now?"
    )]
    #[case::behind_a_blog_that_is_a_heading(
        "<title>Coast Notes: Who rows to the island now?</title>",
        "<h1><a href=/>Coast Notes</a></h1><h3>Who rows to the island now?</h3>",
        "Who rows to the island now?"
    )]
    #[case::before_its_site_with_other_signs(
        "<title>The end - nobody rows › Coast Notes</title><meta property=og:title content='The end - nobody rows › Coast Notes'>",
        "<h1>The end – nobody rows</h1>",
        "The end – nobody rows"
    )]
    #[case::made_for_search(
        "<title>Ferry crisis: who rows | Harbor Ledger</title><meta property=og:title content='Ferry crisis: who rows'><meta property=og:site_name content='Harbor Ledger'>",
        "<h1>The ferry crisis leaves one question: who rows?</h1>",
        "The ferry crisis leaves one question: who rows?"
    )]
    #[case::a_name_of_a_file(
        "<title>Ferry tested | Harbor Ledger</title><meta property=og:title content=ferry-test-autumn-2026><meta property=og:site_name content='Harbor Ledger'>",
        "<h1>Four ferries fail</h1>",
        "Ferry tested"
    )]
    #[case::a_kicker_that_is_a_heading(
        "<meta property=og:title content='The ferry and the island: Nobody rows any more'>",
        "<h3>The ferry and the island</h3><h1>Nobody rows any more</h1>",
        "The ferry and the island: Nobody rows any more"
    )]
    #[case::a_path_beside_a_divided_headline(
        "<title>Ferry: Office ends it</title><meta property=og:title content='Ferry: Office ends it'>\
         <script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"End of the ferry: Harbor office gives up\"}</script>",
        "<nav><h1>Ferry: Office ends it</h1></nav><h2><span>End of the ferry</span> <span>Harbor office gives up</span></h2>",
        "Ferry: Office ends it"
    )]
    #[case::shared_in_a_shorter_form(
        "<title>Who rows the old ferry and how many are they now? | Harbor Ledger</title><meta property=og:title content='Who rows the old ferry?'>\
         <meta property=og:site_name content='Harbor Ledger'>\
         <script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Who rows the old ferry and how many are they now?\"}</script>",
        "<h1>Who rows the old ferry and how many are they now?</h1>",
        "Who rows the old ferry and how many are they now?"
    )]
    #[case::with_the_reading_of_its_words(
        "<title>NOTES|船をやめる</title><meta property=og:site_name content=NOTES>",
        "<h1><ruby>船<rt>ふね</rt></ruby>をやめる</h1>",
        "船をやめる"
    )]
    #[case::a_compound_with_the_name_of_the_site(
        "<title>Ledger-Fest ends with a storm</title><meta property=og:site_name content=Ledger>",
        "",
        "Ledger-Fest ends with a storm"
    )]
    #[case::before_a_chinese_paper(
        "<title>渡轮停运，岛民划船-北岸新闻网</title>",
        "",
        "渡轮停运，岛民划船"
    )]
    fn the_title_is_the_headline_as_it_is_printed(
        #[case] head: &str,
        #[case] body: &str,
        #[case] title: &str,
    ) {
        assert_eq!(title_of(head, body), title);
    }
}
