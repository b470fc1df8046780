//! Finds the parts of a page that are called the same and together hold most of it: slides, posts, steps of a grid.

use std::collections::{HashMap, HashSet};

use super::tree::HtmlPage;
use super::weight::TextWeight;

/// The fewest parts of one name, and the hundredths of the page's prose that they hold together.
const FEWEST: usize = 2;
const MOST_OF_PAGE: u32 = 40;

/// Returns the element names and classes of such parts.
///
/// Lists of other stories are parts of one name as well; more of what they hold is links.
pub(super) fn largest_parts<'a>(
    page: &HtmlPage<'a>,
    weights: &[TextWeight],
    total: u32,
) -> HashSet<(&'static str, &'a str)> {
    const MOST_LINKED: u32 = 25;
    let mut groups: HashMap<(&'static str, &'a str), (usize, usize, TextWeight)> = HashMap::new();
    for (number, node) in page.nodes.iter().enumerate() {
        let weight = weights.get(number).copied().unwrap_or_default();
        let Some(class) = node.attributes.get("class").filter(|_| weight.prose > 0) else {
            continue;
        };
        let (count, end, sum) = groups.entry((node.name, class)).or_default();
        // A part within one of the same name is counted with it.
        if number >= *end {
            *count += 1;
            *end = node.end;
            sum.add_weight(weight);
        }
    }
    let is_large = |(count, _, sum): &(usize, usize, TextWeight)| {
        *count >= FEWEST
            && u64::from(sum.prose) * 100 > u64::from(total) * u64::from(MOST_OF_PAGE)
            && !sum.is_linked(MOST_LINKED)
    };
    let large = groups.into_iter().filter(|(_, group)| is_large(group));
    large.map(|(name, _)| name).collect()
}
