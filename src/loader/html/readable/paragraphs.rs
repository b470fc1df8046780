//! What counts as a paragraph, and the elements around it, as Readability has them after it mended a page's markup.

use super::labels;
use super::measure::{self, PartMeasure};
use crate::loader::html::names;
use crate::loader::html::tree::{HtmlNode, HtmlPage};

/// A page as the algorithm sees it.
#[derive(Debug)]
pub(super) struct PageView<'p, 'a> {
    pub(super) page: &'p HtmlPage<'a>,
    /// What is left out of it.
    pub(super) is_out: Vec<bool>,
    /// What each element holds.
    pub(super) measures: Vec<PartMeasure>,
    /// Whether class names and ids count.
    weighs_names: bool,
    /// Which elements hold nothing but a paragraph, and count as it.
    are_paragraphs: Vec<bool>,
}

/// Something that is scored: an element, or a stretch of text between block-level elements.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PageParagraph {
    /// The element around it; `None` at the top.
    pub(super) parent: Option<usize>,
    pub(super) measure: PartMeasure,
}

impl<'p, 'a> PageView<'p, 'a> {
    pub(super) fn new(page: &'p HtmlPage<'a>, is_out: Vec<bool>, weighs_names: bool) -> Self {
        let measures = measure::measure_nodes(page, &is_out);
        let mut view = Self {
            page,
            is_out,
            measures,
            weighs_names,
            are_paragraphs: Vec::new(),
        };
        // Once for each, since it is asked for each paragraph in it.
        let numbers = 0..page.nodes.len();
        view.are_paragraphs = numbers
            .map(|number| view.holds_one_paragraph(number))
            .collect();
        view
    }

    pub(super) fn node(&self, number: usize) -> Option<&'p HtmlNode<'a>> {
        self.page.nodes.get(number)
    }

    pub(super) fn measure(&self, number: usize) -> PartMeasure {
        self.measures.get(number).copied().unwrap_or_default()
    }

    /// Returns how much the names of an element speak for it.
    pub(super) fn names_weight(&self, number: usize) -> f64 {
        let node = self.node(number).filter(|_| self.weighs_names);
        node.map_or(0.0, labels::weigh_names)
    }

    /// Returns the children of an element that are not left out, or those of the page.
    pub(super) fn children(&self, parent: Option<usize>) -> impl Iterator<Item = usize> {
        let (start, end) = match parent.and_then(|parent| Some((parent, self.node(parent)?))) {
            Some((parent, node)) => (parent + 1, node.end),
            None => (0, self.page.nodes.len()),
        };
        let next = |number: &usize| self.node(*number).map(|node| node.end);
        let numbers = std::iter::successors(Some(start), next);
        numbers
            .take_while(move |number| *number < end)
            .filter(|number| self.is_out.get(*number) == Some(&false))
    }

    /// Returns the element around another one; `None` at the top.
    ///
    /// An element around a single paragraph counts as that paragraph, so that it is passed over.
    pub(super) fn parent(&self, number: usize) -> Option<usize> {
        let around = |number: &usize| {
            let parent = self.node(*number)?.parent;
            (parent != *number).then_some(parent)
        };
        let mut parents = std::iter::successors(around(&number), around);
        parents.find(|parent| !self.is_one_paragraph(*parent))
    }

    /// Returns `true` if an element or text is part of a line.
    pub(super) fn is_phrasing(&self, number: usize) -> bool {
        self.node(number).is_some_and(|node| {
            node.name.is_empty()
                || names::is_inline(node.name) && self.measure(number).blocks == 0
                || matches!(node.name, "img" | "br" | "input" | "time")
        })
    }

    /// Returns `true` if an element holds nothing but a paragraph that is not made of links.
    pub(super) fn is_one_paragraph(&self, number: usize) -> bool {
        self.are_paragraphs.get(number) == Some(&true)
    }

    fn holds_one_paragraph(&self, number: usize) -> bool {
        const MOST_LINKED: f64 = 0.25;
        let is_division = self.node(number).is_some_and(|node| node.name == "div");
        if !is_division || self.measure(number).link_density() >= MOST_LINKED {
            return false;
        }
        let mut children = self
            .children(Some(number))
            .filter(|child| !self.is_blank(*child));
        match children.next() {
            Some(first) if self.node(first).is_some_and(|node| node.name == "p") => {
                children.next().is_none()
            }
            Some(first) => self.is_phrasing(first) && children.all(|child| self.is_phrasing(child)),
            None => false,
        }
    }

    /// Returns `true` if a node is nothing but blanks.
    pub(super) fn is_blank(&self, number: usize) -> bool {
        let measure = self.measure(number);
        let is_picture = || self.node(number).is_some_and(|node| node.name == "img");
        measure.letters == 0 && measure.pictures == 0 && !is_picture()
    }

    /// Calls `take` with each paragraph, in the order of the page.
    pub(super) fn for_each_paragraph(&self, mut take: impl FnMut(PageParagraph)) {
        self.take_runs(None, &mut take);
        let mut number = 0;
        while let Some(node) = self.node(number) {
            if self.is_out.get(number) == Some(&true) {
                number = node.end;
                continue;
            }
            if matches!(
                node.name,
                "section" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "td" | "pre"
            ) {
                take(PageParagraph {
                    parent: self.parent(number),
                    measure: self.measure(number),
                });
            } else if node.name == "div" {
                self.take_runs(Some(number), &mut take);
            }
            number += 1;
        }
    }

    /// Calls `take` with each stretch of text among the children of an element.
    fn take_runs(&self, division: Option<usize>, take: &mut impl FnMut(PageParagraph)) {
        let parent = match division {
            Some(division) if self.is_one_paragraph(division) => self.parent(division),
            _ => division,
        };
        let mut run = PartMeasure::default();
        for child in self.children(division) {
            if let Some(node) = self.node(child).filter(|_| self.is_phrasing(child)) {
                run.add_child(node, self.measure(child));
            } else {
                let measure = std::mem::take(&mut run);
                take(PageParagraph { parent, measure });
            }
        }
        take(PageParagraph {
            parent,
            measure: run,
        });
    }
}
