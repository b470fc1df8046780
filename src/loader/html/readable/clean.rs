//! Leaves out what is in an article and no part of it: lists of links, boxes, forms.

use super::Attempt;
use super::labels;
use super::measure::PartMeasure;
use super::paragraphs::PageView;
use crate::loader::html::tree::HtmlNode;

/// Leaves out what is no part of an article in its parts; returns how many letters and signs are left.
pub(super) fn clean_parts(
    view: &PageView<'_, '_>,
    parts: &[usize],
    attempt: Attempt,
    is_out: &mut [bool],
) -> u32 {
    let places = places_in(view, parts);
    let mut measures = vec![PartMeasure::default(); view.page.nodes.len()];
    // What is left out of an element no longer counts in it: the innermost are judged first.
    for (number, node) in view.page.nodes.iter().enumerate().rev() {
        let place = places.get(number).copied().unwrap_or_default();
        if !place.is_part || is_out.get(number) == Some(&true) {
            continue;
        }
        let mut measure = measures.get(number).copied().unwrap_or_default();
        if node.name.is_empty() {
            measure = PartMeasure::of_text(node.text);
        }
        if is_clutter(view, (number, node), measure, place, attempt) {
            if let Some(out) = is_out.get_mut(number) {
                *out = true;
            }
            continue;
        }
        if let Some(place) = measures.get_mut(number) {
            *place = measure;
        }
        if node.parent != number
            && let Some(parent) = measures.get_mut(node.parent)
        {
            parent.add_child(node, measure);
            let is_line = node.name.is_empty() && !node.text.trim().is_empty();
            parent.paragraphs += u32::from(is_line && is_division(view, node.parent));
        }
    }
    let left = parts
        .iter()
        .filter(|part| is_out.get(**part) == Some(&false));
    let left = left.filter_map(|part| measures.get(*part));
    left.map(|measure| measure.letters).sum()
}

fn is_division(view: &PageView<'_, '_>, number: usize) -> bool {
    view.node(number).is_some_and(|node| node.name == "div")
}

/// What is around a node.
#[derive(Debug, Clone, Copy, Default)]
struct PlaceInPart {
    /// Whether it is in a part of the article.
    is_part: bool,
    is_in_data: bool,
    is_in_figure: bool,
}

/// Returns what is around each node.
fn places_in(view: &PageView<'_, '_>, parts: &[usize]) -> Vec<PlaceInPart> {
    let mut places = vec![PlaceInPart::default(); view.page.nodes.len()];
    for part in parts {
        if let Some(place) = places.get_mut(*part) {
            place.is_part = true;
        }
    }
    for (number, node) in view.page.nodes.iter().enumerate() {
        let around = if node.parent == number {
            PlaceInPart::default()
        } else {
            places.get(node.parent).copied().unwrap_or_default()
        };
        let is_data = node.name == "table" && view.measure(number).is_data_table(node);
        if let Some(place) = places.get_mut(number) {
            place.is_part |= around.is_part;
            place.is_in_data = around.is_in_data || is_data;
            place.is_in_figure = around.is_in_figure || node.name == "figure";
        }
    }
    places
}

/// Returns `true` if an element is no part of the article that it is in.
fn is_clutter(
    view: &PageView<'_, '_>,
    (number, node): (usize, &HtmlNode<'_>),
    measure: PartMeasure,
    place: PlaceInPart,
    attempt: Attempt,
) -> bool {
    const SHORT: u32 = 500;
    if measure.letters < SHORT && labels::is_called_share(node) {
        return true;
    }
    let weight = view.names_weight(number);
    match node.name {
        "h1" | "h2" => weight < 0.0,
        "form" | "fieldset" | "table" | "ul" | "div" => {
            attempt != Attempt::Whole
                && !place.is_in_data
                && measure.data_tables == 0
                && (weight < 0.0 && measure.codes == 0
                    || weight >= 0.0 && is_ominous(node, measure, weight, place))
        }
        _ => false,
    }
}

/// Returns `true` if there is more in an element than text, and few commas (`_cleanConditionally` of Readability).
fn is_ominous(node: &HtmlNode<'_>, measure: PartMeasure, weight: f64, place: PlaceInPart) -> bool {
    const MANY_COMMAS: u32 = 10;
    /// So many entries are a menu.
    const MANY_ENTRIES: u32 = 100;
    if measure.commas >= MANY_COMMAS {
        return false;
    }
    let is_list =
        matches!(node.name, "ul" | "ol") || measure.list_letters * 10 > measure.letters * 9;
    let is_heading = measure.heading_letters * 10 >= measure.letters * 9;
    let has_pictures =
        !place.is_in_figure && measure.pictures > 1 && measure.paragraphs * 2 < measure.pictures;
    let is_menu = !is_list && measure.entries > measure.paragraphs + MANY_ENTRIES;
    let has_fields = measure.fields > measure.paragraphs / 3;
    let links = measure.link_density();
    let is_label = !is_list
        && !place.is_in_figure
        && !is_heading
        && measure.letters < 25
        && (measure.pictures == 0 || measure.pictures > 2)
        && links > 0.0;
    let is_linked = !is_list && weight < 25.0 && links > 0.2 || weight >= 25.0 && links > 0.5;
    let is_ominous = has_pictures || is_menu || has_fields || is_label || is_linked;
    // A gallery is a list of pictures, one in each entry.
    let is_gallery = is_list && measure.pictures > 0 && measure.pictures == measure.entries;
    is_ominous && !is_gallery
}
