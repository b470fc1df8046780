//! The numbers of rows in a list in which some rows are followed by those that were folded under them.

/// A row with others below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnfoldedRow {
    /// Its number in the folded list, from 0.
    pub number: usize,
    /// How many rows are below it.
    pub below: usize,
}

/// Returns the number that a row of the folded list has among all rows.
///
/// ```
/// use pullquote::library::unfolded::{UnfoldedRow, unfolded_number};
/// let unfolded = [UnfoldedRow { number: 2, below: 3 }];
/// let numbers = [0, 2, 3].map(|number| unfolded_number(unfolded, number));
/// assert_eq!(numbers, [0, 2, 6]);
/// ```
pub fn unfolded_number(unfolded: impl IntoIterator<Item = UnfoldedRow>, number: usize) -> usize {
    let before = unfolded.into_iter().filter(|row| row.number < number);
    number + before.map(|row| row.below).sum::<usize>()
}

/// Returns the number in the folded list of a row, or of the row that it is below; `unfolded` is in the order of the list.
///
/// ```
/// use pullquote::library::unfolded::{UnfoldedRow, folded_number};
/// let unfolded = [UnfoldedRow { number: 2, below: 3 }];
/// let numbers = [0, 2, 3, 5, 6].map(|number| folded_number(unfolded, number));
/// assert_eq!(numbers, [0, 2, 2, 2, 3]);
/// ```
pub fn folded_number(unfolded: impl IntoIterator<Item = UnfoldedRow>, number: usize) -> usize {
    let mut moved = 0;
    for row in unfolded {
        let Some(below) = number.checked_sub(row.number + moved) else {
            break;
        };
        if below <= row.below {
            return row.number;
        }
        moved += row.below;
    }
    number - moved
}
