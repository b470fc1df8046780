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
    /// A heading with more than these bytes, and with so many times those of the title, is not the title.
    const ROOM: usize = 400;
    const TIMES: usize = 8;
    let most = ROOM + TIMES * title.len();
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
        let mut words = String::new();
        for node in texts {
            if words.len() + node.text.len() > most {
                return false;
            }
            words.push_str(node.text);
        }
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
