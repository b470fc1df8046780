//! Documents as hits.

use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, Searcher, SegmentReader, TantivyDocument};

use crate::article::ArticleId;
use crate::search::hits::Hit;
use crate::search::marks::marks;
use crate::search::query::Query;
use crate::text::Clean;

use super::Result;
use super::documents::{day_of, unpacked};
use super::schema::{DAY, FIELDS, SOURCE, SPEAKER};

/// Reads the documents at some addresses, in their order.
pub(super) fn hits(
    searcher: &Searcher,
    addresses: &[DocAddress],
    query: &Query,
    has_typos: bool,
) -> Result<Vec<Hit>> {
    addresses
        .iter()
        .map(|address| hit(searcher, *address, query, has_typos))
        .collect()
}

fn hit(searcher: &Searcher, address: DocAddress, query: &Query, has_typos: bool) -> Result<Hit> {
    let document: TantivyDocument = searcher.doc(address)?;
    let reader = searcher.segment_reader(address.segment_ord);
    let days = reader.fast_fields().column_first_or_default::<u64>(DAY)?;
    let words = Clean::new(text(&document, FIELDS.text));
    let role = text(&document, FIELDS.role);
    Ok(Hit {
        article: ArticleId::from_number(number(&document)),
        place: document
            .get_first(FIELDS.place)
            .and_then(|value| value.as_u64())
            .map(unpacked),
        marks: marks(query, &words, has_typos),
        text: words,
        speaker: name(reader, SPEAKER, address)?,
        role: (!role.is_empty()).then(|| Clean::new(role)),
        source: name(reader, SOURCE, address)?,
        published: day_of(days.get_val(address.doc_id)),
    })
}

fn text(document: &TantivyDocument, field: Field) -> &str {
    let value = document.get_first(field);
    value.and_then(|value| value.as_str()).unwrap_or_default()
}

/// Returns the number of the article's identity.
fn number(document: &TantivyDocument) -> u128 {
    let value = document.get_first(FIELDS.id);
    let bytes = value.and_then(|value| value.as_bytes());
    let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
    u128::from_be_bytes(bytes.unwrap_or_default())
}

/// Returns the name in a column.
fn name(reader: &SegmentReader, column: &str, address: DocAddress) -> Result<Option<Clean>> {
    let Some(column) = reader.fast_fields().str(column)? else {
        return Ok(None);
    };
    let Some(number) = column.ords().first(address.doc_id) else {
        return Ok(None);
    };
    let mut name = String::new();
    let is_there = column.ord_to_str(number, &mut name)?;
    Ok(is_there.then(|| Clean::new(&name)))
}
