//! Scores the elements around paragraphs, and finds the one that holds the article.

use super::paragraphs::{PageParagraph, PageView};

/// How many candidates are compared.
const CANDIDATES: usize = 5;

/// The scores of the elements of a page.
#[derive(Debug)]
pub(super) struct PageScores {
    /// The score of each element; `None` if there is no paragraph in it.
    scores: Vec<Option<f64>>,
    /// The best ones, the best first; what is at the top of the page is `None`.
    best: Vec<(Option<usize>, f64)>,
}

/// Scores the elements around each paragraph.
pub(super) fn score_elements(view: &PageView<'_, '_>) -> PageScores {
    // The last place is that of the page as a whole.
    let mut scores = vec![None; view.page.nodes.len() + 1];
    let mut order = Vec::new();
    view.for_each_paragraph(|paragraph| score_around(view, paragraph, &mut scores, &mut order));
    let whole = view.page.nodes.len();
    for number in &order {
        // Good content has few links, and hardly loses by this.
        const LEAST: f64 = 5.0;
        let is_page = *number == whole;
        if let Some(Some(score)) = scores.get_mut(*number).filter(|_| !is_page)
            && *score > LEAST
        {
            *score *= 1.0 - view.measure(*number).link_density();
        }
    }
    let score_of = |number: &usize| scores.get(*number).copied().flatten().unwrap_or_default();
    let mut best: Vec<(Option<usize>, f64)> = order
        .iter()
        .map(|number| {
            (
                Some(*number).filter(|number| *number < whole),
                score_of(number),
            )
        })
        .filter(|(_, score)| *score > 0.0)
        .collect();
    best.sort_by(|one, other| other.1.total_cmp(&one.1));
    best.truncate(CANDIDATES);
    PageScores { scores, best }
}

/// Adds what a paragraph is worth to the elements around it, the less the farther they are.
fn score_around(
    view: &PageView<'_, '_>,
    paragraph: PageParagraph,
    scores: &mut [Option<f64>],
    order: &mut Vec<usize>,
) {
    const SHORTEST: u32 = 25;
    const DIVIDERS: [f64; 5] = [1.0, 2.0, 6.0, 9.0, 12.0];
    let measure = paragraph.measure;
    if measure.letters < SHORTEST {
        return;
    }
    let worth = f64::from(2 + measure.commas + (measure.letters / 100).min(3));
    let mut around = paragraph.parent;
    for divider in DIVIDERS {
        let number = around.unwrap_or(view.page.nodes.len());
        if let Some(place) = scores.get_mut(number) {
            if place.is_none() {
                order.push(number);
            }
            let score = place.unwrap_or_else(|| first_score(view, around));
            *place = Some(score + worth / divider);
        }
        match around {
            Some(number) => around = view.parent(number),
            None => break,
        }
    }
}

/// Returns what an element is worth by what it is and what it is called.
fn first_score(view: &PageView<'_, '_>, number: Option<usize>) -> f64 {
    let Some((number, node)) = number.and_then(|number| Some((number, view.node(number)?))) else {
        return 0.0;
    };
    let kind = match node.name {
        "div" => 5.0,
        "pre" | "td" | "blockquote" => 3.0,
        "address" | "ol" | "ul" | "dl" | "dd" | "dt" | "li" | "form" => -3.0,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "th" => -5.0,
        _ => 0.0,
    };
    kind + view.names_weight(number)
}

impl PageScores {
    /// Returns the score of an element; 0 if there is no paragraph in it.
    pub(super) fn score(&self, number: usize) -> f64 {
        self.scores
            .get(number)
            .copied()
            .flatten()
            .unwrap_or_default()
    }

    /// Returns the element that holds the article; `None` if it is the whole page.
    pub(super) fn find_best(&self, view: &PageView<'_, '_>) -> Option<usize> {
        let (best, _) = self.best.first()?;
        let best = self.common_ancestor(view, (*best)?);
        let mut best = self.rising_ancestor(view, best);
        // What belongs to an only child is beside its parent.
        while let Some(parent) = view.parent(best) {
            let is_element = |child: &usize| {
                view.node(*child).is_some_and(|node| !node.name.is_empty())
                    && !view.is_blank(*child)
            };
            if view
                .children(Some(parent))
                .filter(is_element)
                .nth(1)
                .is_some()
            {
                break;
            }
            best = parent;
        }
        Some(best)
    }

    /// Returns the element around the best one that holds several nearly as good ones.
    fn common_ancestor(&self, view: &PageView<'_, '_>, best: usize) -> usize {
        const FEWEST: usize = 3;
        const NEARLY: f64 = 0.75;
        let least = self.score(best) * NEARLY;
        let others = self
            .best
            .iter()
            .skip(1)
            .filter(|(_, score)| *score >= least);
        let others: Vec<usize> = others.filter_map(|(number, _)| *number).collect();
        if others.len() < FEWEST {
            return best;
        }
        let mut around = std::iter::successors(view.parent(best), |number| view.parent(*number));
        let holds = |around: &usize| {
            let inside = view.page.descendants(*around);
            others.iter().filter(|other| inside.contains(other)).count() >= FEWEST
        };
        around.find(holds).unwrap_or(best)
    }

    /// Returns the first element around the best one whose score is higher, if none before it is much lower.
    fn rising_ancestor(&self, view: &PageView<'_, '_>, best: usize) -> usize {
        const MUCH_LOWER: f64 = 3.0;
        let mut last = self.score(best);
        let threshold = last / MUCH_LOWER;
        let around = std::iter::successors(view.parent(best), |number| view.parent(*number));
        for number in around {
            let Some(Some(score)) = self.scores.get(number) else {
                continue;
            };
            if *score < threshold {
                break;
            }
            if *score > last {
                return number;
            }
            last = *score;
        }
        best
    }
}
