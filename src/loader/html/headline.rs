//! Finds the headline of a page's own story among those of other stories.

use super::tree::HtmlPage;
use crate::loader::left_out::letters_and_digits;

/// The headline of a page's own story, and that of the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Headline {
    own: usize,
    next: usize,
}

/// Returns the heading that says the title of a page, when others of its rank follow.
pub(super) fn find_headline(page: &HtmlPage<'_>, title: &str) -> Option<Headline> {
    let title = letters_and_digits(title);
    let mut headings = page
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.name == "h1");
    let (own, _) = headings.find(|(number, _)| {
        let texts = page
            .descendants(*number)
            .filter_map(|number| page.nodes.get(number));
        let words: String = texts.map(|node| node.text).collect();
        !title.is_empty() && letters_and_digits(&words) == title
    })?;
    let (next, _) = headings.next()?;
    Some(Headline { own, next })
}

impl Headline {
    /// Returns `true` if a part holds the story of this headline, and not the next one.
    pub(super) fn is_of(self, page: &HtmlPage<'_>, part: usize) -> bool {
        let end = page.descendants(part).end;
        self.own < end && end <= self.next
    }
}
