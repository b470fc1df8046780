//! Reads hand-made labels: who said which words, in the brat standoff format.

use std::collections::HashMap;

use crate::article::TextRange;
use crate::quotes::train::alignment::Alignment;

/// One labelled attribution, as ranges of the article's text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Attribution {
    /// The words said.
    pub(crate) content: Vec<TextRange>,
    /// Whoever said them.
    pub(crate) source: Vec<TextRange>,
}

/// Reads the attributions of a label file; what it cannot read it leaves out.
pub(crate) fn parse_attributions(labels: &str, alignment: &Alignment) -> Vec<Attribution> {
    let spans: HashMap<&str, Vec<TextRange>> = labels
        .lines()
        .filter_map(|line| parse_span(line, alignment))
        .collect();
    labels
        .lines()
        .filter(|line| line.starts_with('E'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(_, roles)| parse_event(roles, &spans))
        .filter(|attribution| !attribution.content.is_empty())
        .collect()
}

/// Reads `T4<tab>Content 12 20;25 31<tab>words`.
fn parse_span<'a>(line: &'a str, alignment: &Alignment) -> Option<(&'a str, Vec<TextRange>)> {
    let mut fields = line.split('\t');
    let id = fields.next().filter(|id| id.starts_with('T'))?;
    let (_, places) = fields.next()?.split_once(' ')?;
    let ranges = places.split(';').filter_map(|place| {
        let (start, end) = place.split_once(' ')?;
        alignment.range(start.parse().ok()?, end.parse().ok()?)
    });
    Some((id, ranges.collect()))
}

/// Reads `Attribution:T4 Content:T3 Cue:T2 Source:T1`.
fn parse_event(roles: &str, spans: &HashMap<&str, Vec<TextRange>>) -> Attribution {
    let mut attribution = Attribution::default();
    for (role, id) in roles.split(' ').filter_map(|part| part.split_once(':')) {
        let ranges = spans.get(id).into_iter().flatten().copied();
        match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
            "Content" => attribution.content.extend(ranges),
            "Source" => attribution.source.extend(ranges),
            _ => {}
        }
    }
    attribution.content.sort_unstable();
    attribution.source.sort_unstable();
    attribution
}
